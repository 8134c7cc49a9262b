/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section on the people whom the score was wrong about. */
#include "config.h"

#include "sy-report-private.h"

#include "sy-chart-text-private.h"

static const char *const label_words[SY_N_ERROR_LABELS] = { "Good", "Junk", "Wrong person",
                                                            "Missing event", "Right but late" };

static char *
found_text (const SyStudyError *row)
{
  if (!row->is_reviewed)
    return g_strdup ("");
  return g_strdup_printf ("%s%s%s", label_words[row->label], *row->note != '\0' ? ": " : "",
                          row->note);
}

static void
add_rows (SyDocument *document,
          const SyStudy *study,
          SyErrorKind kind,
          const char *heading,
          gsize n_all)
{
  const GPtrArray *rows = study->error_rows[kind];
  g_autofree char *listed = sy_text_count (rows->len, ",");
  g_autofree char *all = sy_text_count (n_all, ",");
  SyBlock *table;

  sy_document_add_heading (document, 2, heading);
  sy_document_take_text (document, rows->len < n_all
                                       ? g_strdup_printf ("%s of %s, the most wrong first.", listed, all)
                                   : n_all > 0 ? g_strdup_printf ("All %s, the most wrong first.", all)
                                               : g_strdup ("None."));
  if (rows->len == 0)
    return;
  table = sy_document_add_table (document, "Person", 1.2, 't', "Score", 0.7, 'n', "Band", 1.0, 't',
                                 "Made of", 3.0, 't', "Found", 1.8, 't', NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      const SyStudyError *row = g_ptr_array_index (rows, i);

      sy_block_take_row (table, g_strdup (row->person),
                         sy_model_format_score (study->model, row->score),
                         g_strdup (sy_model_get_band (study->model, row->band)->name),
                         g_strdup (row->made_of), found_text (row));
    }
}

/* "3 of 120 errors have been looked at: 2 Right but late, 1 Junk." */
static char *
describe_agreement (const SyErrorAgreement *agreement)
{
  gsize n_reviewed = agreement->n_reviewed[SY_ERROR_FALSE_POSITIVE] +
                     agreement->n_reviewed[SY_ERROR_FALSE_NEGATIVE];
  gsize n_total = agreement->n_total[SY_ERROR_FALSE_POSITIVE] +
                  agreement->n_total[SY_ERROR_FALSE_NEGATIVE];
  g_autofree char *reviewed = sy_text_count (n_reviewed, ",");
  g_autofree char *total = sy_text_count (n_total, ",");
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_reviewed == 0)
    return g_strdup ("Nobody has looked at them yet.");
  g_string_append_printf (text, "%s of %s errors %s been looked at", reviewed, total,
                          n_reviewed == 1 ? "has" : "have");
  for (guint l = 0, n_told = 0; l < SY_N_ERROR_LABELS; l++)
    {
      gsize n = agreement->counts[SY_ERROR_FALSE_POSITIVE][l] +
                agreement->counts[SY_ERROR_FALSE_NEGATIVE][l];
      g_autofree char *count = sy_text_count (n, ",");

      if (n > 0)
        g_string_append_printf (text, "%s%s %s", n_told++ == 0 ? ": " : ", ", count, label_words[l]);
    }
  g_string_append_c (text, '.');
  return g_strdup (text->str);
}

/* Why there is no list though one was asked for. */
static char *
describe_absence (const SyStudy *study)
{
  g_autofree char *date = sy_chart_date (study->zone, study->as_of);

  if (study->model->outcome.kind == SY_OUTCOME_NONE)
    return g_strdup ("There is no list: the model has no outcome to be held against.");
  if (study->model->bands->len < 2)
    return g_strdup ("There is no list: a model of one band expects the same of everybody.");
  return g_strdup_printf ("There is no list: the data hold no date up to %s whose outcome is known.",
                          date);
}

void
sy_report_add_errors (SyDocument *document,
                      const SyReportInfo *info)
{
  const SyStudy *study = info->study;
  const SyErrorReview *errors = study->errors;
  g_autofree char *date = NULL;
  g_autofree char *threshold = NULL;
  g_autofree char *right = NULL;

  if (study->n_errors == 0)
    return;
  sy_document_add_heading (document, 1, "Where the score was wrong");
  if (errors == NULL)
    {
      sy_document_take_text (document, describe_absence (study));
      return;
    }
  date = sy_chart_date (study->zone, errors->as_of);
  threshold = sy_text_value (errors->threshold, "");
  right = sy_text_count (errors->confusion.tp + errors->confusion.tn, ",");
  sy_document_take_text (
      document,
      g_strdup_printf ("As of %s, the last date whose outcome is known, “%s” was expected of a score %s %s. "
                       "That was right for %s people.",
                       date, study->model->outcome.name,
                       errors->direction == SY_DIRECTION_LESS ? "below" : "from", threshold, right));
  sy_document_take_text (document, describe_agreement (&study->agreement));
  add_rows (document, study, SY_ERROR_FALSE_POSITIVE, "Expected, and did not happen",
            errors->confusion.fp);
  add_rows (document, study, SY_ERROR_FALSE_NEGATIVE, "Not expected, and happened",
            errors->confusion.fn);
  sy_document_take_note (
      document, g_strdup ("Made of: the rules that gave or took most points. Good: the score was right. Junk: such behaviour should "
                          "not count. Wrong person: the events are somebody else’s. Missing event: what "
                          "would have told is not in the data. Right but late: the outcome came after "
                          "the window."));
}

static void
add_label_row (SyBlock *table,
               const SyBandLabels *band)
{
  sy_block_take_row (table, g_strdup (band->name), sy_text_count (band->n, ","),
                     sy_text_count (band->counts[SY_ERROR_LABEL_GOOD], ","),
                     sy_report_describe_share (band->good, &band->good_interval, band->n),
                     sy_text_count (band->counts[SY_ERROR_LABEL_JUNK], ","),
                     sy_report_describe_share (band->junk, &band->junk_interval, band->n));
}

void
sy_report_add_labels (SyDocument *document,
                      const SyReportInfo *info)
{
  const SyLabelAgreement *labels = info->study->labels;
  g_autofree char *outside = NULL;
  SyBlock *table;

  if (labels == NULL)
    return;
  sy_document_add_heading (document, 1, "What was found of people, by band");
  sy_document_take_text (
      document,
      g_strdup ("Labels of sales or service, each in the band that the person had at the date of the label. Where "
                "the score agrees with them, good ones stand in the bands that are chosen and junk in the others."));
  table = sy_document_add_table (document, "Band", 1.2, 't', "Labelled", 0.9, 'n', "Good", 0.7, 'n',
                                 "Share good [95 %]", 1.7, 'n', "Junk", 0.7, 'n',
                                 "Share junk [95 %]", 1.7, 'n', NULL);
  for (gsize i = 0; i <= labels->n_bands; i++)
    add_label_row (table, &labels->bands[i]);
  sy_report_add_small_note (document);
  if (labels->n_outside == 0)
    return;
  outside = sy_text_count (labels->n_outside, ",");
  sy_document_take_note (document,
                         g_strdup_printf ("%s more are of people who were in no band at the date.", outside));
}
