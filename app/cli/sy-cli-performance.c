/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest figures against their limits, for backtest and drift. */
#include "config.h"

#include "sy-cli-performance.h"

#include <math.h>

void
sy_cli_limits_clear (SyCliLimits *self)
{
  g_clear_pointer (&self->auc_text, g_free);
  g_clear_pointer (&self->lift_text, g_free);
}

gboolean
sy_cli_limits_read (SyCliLimits *self,
                    const SyCliRun *run,
                    GError **error)
{
  g_autoptr (SyModelCare) care = sy_project_get_care (run->project, run->chosen.id, error);

  if (care == NULL)
    return FALSE;
  self->auc = care->min_auc;
  self->lift = care->min_lift;
  if (!sy_cli_parse_number ("--min-auc", self->auc_text, &self->auc, error) ||
      !sy_cli_parse_number ("--min-lift", self->lift_text, &self->lift, error))
    return FALSE;
  care->min_auc = self->auc;
  care->min_lift = self->lift;
  return sy_model_care_check (care, error);
}

gboolean
sy_cli_limits_are_set (const SyCliLimits *self)
{
  return !isnan (self->auc) || !isnan (self->lift);
}

void
sy_json_member_performance (SyJsonWriter *writer,
                            const SyPerformance *performance)
{
  sy_json_begin_member (writer, "performance", FALSE);
  if (performance->is_known)
    sy_json_member_instant (writer, "as_of", performance->as_of);
  else
    sy_json_member_text (writer, "as_of", NULL);
  sy_json_member_int (writer, "n", (gint64) performance->n);
  sy_json_member_int (writer, "positives", (gint64) performance->n_positive);
  sy_json_member_auc (writer, "auc", performance->is_known ? &performance->auc : NULL);
  sy_json_member_number (writer, "top_decile_lift", performance->lift);
  sy_json_member_number (writer, "top_decile_lift_low", performance->lift_interval.low);
  sy_json_member_number (writer, "top_decile_lift_high", performance->lift_interval.high);
  sy_json_member_number (writer, "min_auc", performance->min_auc);
  sy_json_member_number (writer, "min_lift", performance->min_lift);
  sy_json_member_boolean (writer, "alarm", sy_performance_is_alarm (performance));
  sy_json_writer_end_object (writer);
}

static void
note_figure (SyCli *cli,
             const char *what,
             double value,
             SyInterval interval,
             const char *as_of,
             double limit)
{
  char shown[G_ASCII_DTOSTR_BUF_SIZE];
  char low[G_ASCII_DTOSTR_BUF_SIZE];
  char high[G_ASCII_DTOSTR_BUF_SIZE];
  char number[SY_NUMBER_BUFFER_SIZE];
  g_autofree char *range = NULL;

  g_ascii_formatd (shown, sizeof shown, "%.4f", value);
  g_ascii_formatd (low, sizeof low, "%.4f", interval.low);
  g_ascii_formatd (high, sizeof high, "%.4f", interval.high);
  if (!isnan (interval.low) && !isnan (interval.high))
    range = g_strdup_printf (" (%s to %s)", low, high);
  sy_cli_note (cli, "%s is %s%s as of %s, below its limit of %s", what,
               isnan (value) ? "unknown" : shown, range != NULL ? range : "", as_of,
               sy_number_format (limit, number));
}

SyExit
sy_cli_judge_performance (SyCli *cli,
                          const SyCliRun *run,
                          const SyPerformance *performance)
{
  g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (run->project),
                                                performance->as_of);
  g_autofree char *why = sy_performance_describe_unknown (performance, as_of);

  if (why != NULL)
    {
      sy_cli_note (cli, "the limits are not checked: %s", why);
      return SY_EXIT_DONE;
    }
  if (performance->auc_is_low)
    note_figure (cli, "the AUC", performance->auc.value,
                 (SyInterval){ performance->auc.low, performance->auc.high }, as_of,
                 performance->min_auc);
  if (performance->lift_is_low)
    note_figure (cli, "the lift of the best 10 %", performance->lift, performance->lift_interval,
                 as_of, performance->min_lift);
  return sy_performance_is_alarm (performance) ? SY_EXIT_CHECK_FAILED : SY_EXIT_DONE;
}
