/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section on two dates, and on the course between them. */
#include "config.h"

#include "sy-report-private.h"

#include <math.h>

#include "sy-chart-text-private.h"

static char *
edge_text (double edge)
{
  return isfinite (edge) ? sy_text_fixed (edge, 2, ",") : g_strdup ("");
}

static void
add_bins (SyDocument *document,
          const SyDrift *drift)
{
  SyBlock *table = sy_document_add_table (document, "From", 1.0, 'n', "To below", 1.0, 'n',
                                          "People then", 1.1, 'n', "Share then", 1.0, 'n',
                                          "People now", 1.1, 'n', "Share now", 1.0, 'n', "Term",
                                          1.0, 'n', NULL);

  for (gsize i = 0; i < drift->n_bins; i++)
    {
      const SyDriftBin *bin = &drift->bins[i];

      sy_block_take_row (table, edge_text (bin->lo), edge_text (bin->hi),
                         sy_text_count (bin->n_reference, ","), sy_text_percent (bin->reference, 1),
                         sy_text_count (bin->n_current, ","), sy_text_percent (bin->current, 1),
                         sy_text_fixed (bin->term, 4, ""));
    }
}

static char *
drift_text (const SyStudy *study)
{
  const SyDrift *drift = study->drift;
  g_autofree char *from = sy_chart_date (study->zone, drift->reference_as_of);
  g_autofree char *to = sy_chart_date (study->zone, drift->current_as_of);
  g_autofree char *then = sy_text_count (drift->n_reference, ",");
  g_autofree char *now = sy_text_count (drift->n_current, ",");
  g_autofree char *psi = sy_text_fixed (drift->psi.value, 4, "");
  g_autofree char *critical = sy_text_fixed (drift->psi.critical, 4, "");
  g_autofree char *ks = sy_text_fixed (drift->ks.value, 3, "");
  g_autofree char *nobody = sy_drift_describe_nobody (drift, from, to);

  if (nobody != NULL)
    return g_strdup_printf ("%s %s", nobody,
                            sy_drift_is_alarm (drift) ? "This is an alarm." : "");
  if (!isfinite (drift->psi.critical))
    return g_strdup_printf ("%s (n = %s) against %s (n = %s): everybody had the same score then, which is one "
                            "bin and no PSI; KS distance %s.",
                            to, now, from, then, ks);
  return g_strdup_printf (
      "%s (n = %s) against %s (n = %s): PSI %s, where chance alone exceeds %s once in 20%s; KS distance %s. %s",
      to, now, from, then, psi, critical,
      drift->psi.filled ? " (empty bins: half a person added to every bin)" : "", ks,
      sy_drift_is_alarm (drift) ? "This is more than chance, and not small." : "This is no alarm.");
}

static char *
change_text (double then,
             double now)
{
  g_autofree char *text = NULL;

  if (!(then > 0) || !isfinite (now))
    return g_strdup (SY_DASH);
  text = sy_text_signed (100.0 * (now / then - 1.0), 1, ",");
  return g_strdup_printf ("%s" SY_NBSP "%%", text);
}

/* The values of the rules, and the events they read. */
static void
add_inputs (SyDocument *document,
            const SyStudy *study)
{
  const SyDrift *drift = study->drift;
  SyBlock *table;

  sy_document_add_heading (document, 2, "Inputs");
  for (guint i = 0; i < drift->renames->len; i++)
    {
      const SyRename *rename = drift->renames->pdata[i];
      g_autofree char *day = sy_text_day (rename->day);
      g_autofree char *sentence = sy_rename_describe (rename, day);

      sy_document_take_text (document, g_strconcat (sentence, ".", NULL));
    }
  table = sy_document_add_table (document, "Rule", 2.2, 't', "Points then", 1.0, 'n', "Points now",
                                 1.0, 'n', "Shift", 1.0, 'n', "Input PSI", 1.0, 'n', "By chance",
                                 1.0, 'n', NULL);
  for (gsize i = 0; i < drift->n_shifts; i++)
    {
      const SyPointsShift *shift = &drift->shifts[i];

      sy_block_take_row (table, g_strdup (shift->label), sy_text_fixed (shift->reference, 3, ","),
                         sy_text_fixed (shift->current, 3, ","), sy_text_fixed (shift->shift, 3, ","),
                         sy_text_fixed (shift->psi.value, 4, ","), sy_text_fixed (shift->psi.critical, 4, ","));
    }
  sy_document_take_note (
      document, g_strdup ("Input PSI: stability index of the rule's values, no value and 0 in a bin each; by chance "
                          "it exceeds the last column once in 20."));
  table = sy_document_add_table (document, "Type of event", 2.2, 't', "A day then", 1.0, 'n',
                                 "A day now", 1.0, 'n', "Change", 1.0, 'n', "People then", 1.0, 'n',
                                 "People now", 1.0, 'n', NULL);
  for (gsize i = 0; i < drift->n_types; i++)
    {
      const SyTypeShift *type = &drift->types[i];

      sy_block_take_row (table, g_strdup (type->name), sy_text_fixed (type->reference, 1, ","),
                         sy_text_fixed (type->current, 1, ","), change_text (type->reference, type->current),
                         sy_text_count (type->people_reference, ","),
                         sy_text_count (type->people_current, ","));
    }
  sy_document_take_note (document, g_strdup_printf ("Events of the %d days before each date.",
                                                    SY_DRIFT_VOLUME_DAYS));
}

static void
add_notes (SyDocument *document,
           const SyStudy *study)
{
  SyBlock *table = NULL;

  for (guint i = 0; study->notes != NULL && i < study->notes->len; i++)
    {
      const SyNote *note = study->notes->pdata[i];

      if (table == NULL)
        table = sy_document_add_table (document, "Day", 1.0, 't', "Kind", 1.0, 't',
                                       "What happened", 4.0, 't', NULL);
      sy_block_take_row (table, sy_text_day (note->day),
                         g_strdup (sy_note_kind_get_name (note->kind)), g_strdup (note->text));
    }
}

/* "At risk 38.2 %, Stable 40.0 %" */
static char *
cell_bands_text (const SyDriftCell *cell,
                 char *const *names)
{
  GString *text = g_string_new (NULL);

  for (gsize b = 0; names[b] != NULL; b++)
    {
      g_autofree char *share = sy_text_percent ((double) cell->bands[b] / (double) cell->n, 1);

      g_string_append_printf (text, "%s%s" SY_NBSP "%s", b > 0 ? ", " : "", names[b], share);
    }
  return g_string_free (text, FALSE);
}

static void
add_cells (SyDocument *document,
           const SyStudy *study)
{
  const SyDrift *drift = study->drift;
  SyBlock *table;

  if (!drift->has_cells)
    return;
  sy_document_add_heading (document, 2, "Data or edit");
  sy_document_take_text (document, sy_drift_describe_cells (drift));
  table = sy_document_add_table (document, "People of", 1.0, 't', "Scored by", 0.9, 't', "People", 0.7,
                                 'n', "PSI", 0.7, 'n', "Shares of the bands", 3.2, 't', NULL);
  for (guint date = 0; date < 2; date++)
    for (guint model = 0; model < 2; model++)
      {
        const SyDriftCell *cell = &drift->cells[date][model];

        sy_block_take_row (table,
                           sy_chart_date (study->zone, date == 0 ? drift->reference_as_of
                                                                 : drift->current_as_of),
                           g_strdup (model == 0               ? "this model"
                                     : study->version != NULL ? study->version
                                                              : "the other"),
                           sy_text_count (cell->n, ","), sy_text_fixed (cell->psi.value, 4, ","),
                           cell_bands_text (cell, model == 0 ? drift->band_names
                                                             : drift->other_band_names));
      }
  sy_document_take_note (
      document, g_strdup ("PSI against the first line, in its bins: the second line is the edit alone, the third the "
                          "data alone."));
}

void
sy_report_add_drift (SyDocument *document,
                     const SyReportInfo *info)
{
  const SyStudy *study = info->study;
  SyChartMarks marks;
  g_autofree SyChartNote *notes = sy_chart_notes_from (study->notes, &marks);

  if (study->drift == NULL && study->timeline == NULL)
    return;
  sy_document_add_heading (document, 1, "Drift");
  if (study->drift != NULL)
    sy_document_take_text (document, drift_text (study));
  add_notes (document, study);
  if (study->timeline != NULL)
    {
      sy_document_take_charts (document,
                               sy_chart_ribbon_from_timeline (study->timeline, study->model,
                                                              study->zone, &marks),
                               NULL, 270.0);
      sy_document_take_charts (document,
                               sy_chart_shares_from_timeline (study->timeline, study->zone,
                                                              &marks),
                               sy_chart_psi_from_timeline (study->timeline, study->zone,
                                                           &marks),
                               260.0);
    }
  if (study->drift != NULL)
    {
      sy_document_take_charts (document, sy_chart_shift_from_drift (study->drift, study->zone),
                               sy_chart_migration_from_drift (study->drift, study->zone), 250.0);
      add_inputs (document, study);
      add_cells (document, study);
      sy_document_add_heading (document, 2, "Bins of the stability index");
      add_bins (document, study->drift);
    }
}
