/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a score was wrong, and what was found there: "backtest --errors". */
#include "config.h"

#include "sy-cli-explain.h"
#include "sy-cli-follow-up.h"

#define N_REASONS 3

static const char *const kind_names[SY_N_ERROR_KINDS] = { "false-positive", "false-negative",
                                                          "no-error" };

/* NULL when nobody has looked at the person yet. */
static const char *
find_label (GHashTable *labels,
            guint32 person)
{
  const SyErrorLabelRecord *label = g_hash_table_lookup (labels, GUINT_TO_POINTER (person));

  return label != NULL ? sy_error_label_get_name (label->label) : NULL;
}

/* --- JSON --- */

static void
write_reasons (SyJsonWriter *writer,
               const SyReasons *reasons,
               guint32 person)
{
  SyReason found[N_REASONS];
  gsize n = sy_reasons_find (reasons, person, N_REASONS, found);

  sy_json_begin_member (writer, "reasons", TRUE);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = sy_reasons_describe (reasons, &found[i]);

      sy_json_writer_text (writer, text);
    }
  sy_json_writer_end_array (writer);
}

static void
write_rows (SyJsonWriter *writer,
            const SyCliRun *run,
            const SyCliFollowUp *follow_up,
            SyErrorKind kind,
            const char *key)
{
  const SyErrorReview *errors = follow_up->errors;
  g_autoptr (GHashTable) labels = sy_error_review_map_labels (errors, run->log, follow_up->labels);
  g_autoptr (SyScorer) scorer = sy_scorer_new (run->log, errors->as_of);
  /* The bands are known: no explanation has to look back for them. */
  g_autoptr (SyModel) plain = sy_model_without_course (run->chosen.model);

  sy_json_begin_member (writer, key, TRUE);
  for (gsize i = 0; i < errors->n_rows[kind]; i++)
    {
      const SyErrorRow *row = &errors->rows[kind][i];
      g_autoptr (SyContributions) account = sy_scorer_explain (scorer, plain, row->person);

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "person", sy_event_log_get_person_key (run->log, row->person));
      sy_json_member_number (writer, "score", row->score);
      sy_json_member_text (writer, "band", sy_cli_get_band_name (run->chosen.model, row->band));
      sy_json_member_text (writer, "label", find_label (labels, row->person));
      write_reasons (writer, follow_up->reasons, row->person);
      sy_cli_write_contributions (writer, "trace", account);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_agreement (SyJsonWriter *writer,
                 const SyErrorAgreement *agreement)
{
  sy_json_begin_member (writer, "found", TRUE);
  for (guint k = 0; k < SY_N_ERROR_KINDS; k++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "kind", kind_names[k]);
      sy_json_member_int (writer, "people", (gint64) agreement->n_total[k]);
      sy_json_member_int (writer, "reviewed", (gint64) agreement->n_reviewed[k]);
      for (guint l = 0; l < SY_N_ERROR_LABELS; l++)
        sy_json_member_int (writer, sy_error_label_get_name ((SyErrorLabel) l),
                            (gint64) agreement->counts[k][l]);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

void
sy_cli_write_errors (SyJsonWriter *writer,
                     const SyCliRun *run,
                     const SyCliFollowUp *follow_up)
{
  const SyErrorReview *errors = follow_up->errors;
  SyErrorAgreement agreement;

  sy_error_review_count (errors, run->log, follow_up->labels, &agreement);
  sy_json_begin_member (writer, "errors", FALSE);
  sy_json_member_instant (writer, "as_of", errors->as_of);
  sy_json_member_number (writer, "threshold", errors->threshold);
  sy_json_member_int (writer, "tp", (gint64) errors->confusion.tp);
  sy_json_member_int (writer, "fp", (gint64) errors->confusion.fp);
  sy_json_member_int (writer, "fn", (gint64) errors->confusion.fn);
  sy_json_member_int (writer, "tn", (gint64) errors->confusion.tn);
  write_rows (writer, run, follow_up, SY_ERROR_FALSE_POSITIVE, "false_positives");
  write_rows (writer, run, follow_up, SY_ERROR_FALSE_NEGATIVE, "false_negatives");
  write_agreement (writer, &agreement);
  sy_json_writer_end_object (writer);
}

/* --- table --- */

static char *
describe_reasons (const SyReasons *reasons,
                  guint32 person)
{
  SyReason reason;

  return sy_reasons_find (reasons, person, 1, &reason) > 0 ? sy_reasons_describe (reasons, &reason)
                                                           : NULL;
}

SyCliTable *
sy_cli_build_errors (const SyCliRun *run,
                     const SyCliFollowUp *follow_up)
{
  const SyErrorReview *errors = follow_up->errors;
  g_autoptr (GHashTable) labels = sy_error_review_map_labels (errors, run->log, follow_up->labels);
  g_autoptr (SyScorer) scorer = sy_scorer_new (run->log, errors->as_of);
  /* The bands are known: no explanation has to look back for them. */
  g_autoptr (SyModel) plain = sy_model_without_course (run->chosen.model);
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "error", "error", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "score", "score", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "made of", "trace", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "lately", "reason", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "found", "label", SY_ALIGN_LEFT);
  for (guint kind = 0; kind < SY_ERROR_NONE; kind++)
    for (gsize i = 0; i < errors->n_rows[kind]; i++)
      {
        const SyErrorRow *row = &errors->rows[kind][i];
        g_autoptr (SyContributions) account = sy_scorer_explain (scorer, plain, row->person);
        g_autofree char *trace = sy_contributions_describe_rules (account, N_REASONS);
        g_autofree char *reason = describe_reasons (follow_up->reasons, row->person);

        sy_cli_table_add_text (table, kind_names[kind]);
        sy_cli_table_add_text (table, sy_event_log_get_person_key (run->log, row->person));
        sy_cli_table_add_number (table, row->score, 1);
        sy_cli_table_add_text (table, sy_cli_get_band_name (run->chosen.model, row->band));
        sy_cli_table_add_text (table, trace);
        sy_cli_table_add_text (table, reason);
        sy_cli_table_add_text (table, find_label (labels, row->person));
      }
  return table;
}

void
sy_cli_append_agreement (GString *out,
                         const SyCliRun *run,
                         const SyCliFollowUp *follow_up)
{
  const SyErrorReview *errors = follow_up->errors;
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  SyErrorAgreement agreement;
  char threshold[SY_NUMBER_BUFFER_SIZE];

  sy_error_review_count (errors, run->log, follow_up->labels, &agreement);
  g_string_append_printf (
      out,
      "\nThe outcome is expected %s %s: %" G_GSIZE_FORMAT " right, %" G_GSIZE_FORMAT
      " had not it (false positives), %" G_GSIZE_FORMAT " had it unexpected (false negatives)\n\n",
      errors->direction == SY_DIRECTION_LESS ? "below" : "from",
      sy_number_format (errors->threshold, threshold), errors->confusion.tp + errors->confusion.tn,
      errors->confusion.fp, errors->confusion.fn);
  sy_cli_table_add_column (table, "looked at", "kind", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "people", "people", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "reviewed", "reviewed", SY_ALIGN_RIGHT);
  for (guint l = 0; l < SY_N_ERROR_LABELS; l++)
    {
      const char *name = sy_error_label_get_name ((SyErrorLabel) l);

      sy_cli_table_add_column (table, name, name, SY_ALIGN_RIGHT);
    }
  for (guint k = 0; k < SY_N_ERROR_KINDS; k++)
    {
      sy_cli_table_add_text (table, kind_names[k]);
      sy_cli_table_add_int (table, (gint64) agreement.n_total[k]);
      sy_cli_table_add_int (table, (gint64) agreement.n_reviewed[k]);
      for (guint l = 0; l < SY_N_ERROR_LABELS; l++)
        sy_cli_table_add_int (table, (gint64) agreement.counts[k][l]);
    }
  sy_cli_table_append (table, 0, out);
}
