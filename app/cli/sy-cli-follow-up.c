/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of the people of a backtest's last date: how early they were warned of, how long it took. */
#include "config.h"

#include "sy-cli-follow-up.h"

#include <math.h>

#define MAX_ERRORS 10000

void
sy_cli_follow_up_options_clear (SyCliFollowUpOptions *self)
{
  g_free (self->from);
  g_free (self->by);
  g_strfreev (self->money_types);
  g_free (self->threshold);
  g_free (self->errors);
}

void
sy_cli_follow_up_clear (SyCliFollowUp *self)
{
  g_clear_pointer (&self->lead, sy_lead_time_free);
  g_clear_pointer (&self->times, sy_time_to_outcome_free);
  g_clear_pointer (&self->cohorts, sy_cohorts_free);
  g_clear_pointer (&self->money, sy_money_free);
  g_clear_pointer (&self->errors, sy_error_review_free);
  g_clear_pointer (&self->reasons, sy_reasons_free);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
}

static int
count_parts (const SyCliFollowUpOptions *options)
{
  return !!options->lead_time + !!options->survival + !!options->cohorts + !!options->money +
         (options->errors != NULL);
}

gboolean
sy_cli_follow_up_check (const SyCliFollowUpOptions *options,
                        SyFormat format,
                        GError **error)
{
  const char *wrong = NULL;

  if (format == SY_FORMAT_CSV && count_parts (options) > 1)
    wrong = "CSV has one table: ask for --lead-time, --survival, --cohorts, --money or --errors alone";
  else if (options->threshold != NULL && !options->lead_time && options->errors == NULL)
    wrong = "--threshold goes with --lead-time or --errors";
  else if ((options->from != NULL || options->by != NULL) && !options->survival)
    wrong = "--from and --by go with --survival";
  else if (options->money_types != NULL && !options->money)
    wrong = "--money-type goes with --money";
  if (wrong != NULL)
    g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, wrong);
  return wrong == NULL;
}

static const SyBacktestOrigin *
find_last_mature (const SyBacktest *backtest)
{
  for (gsize i = backtest->n_origins; i > 0; i--)
    if (backtest->origins[i - 1].is_mature)
      return &backtest->origins[i - 1];
  return NULL;
}

static gboolean
run_errors (SyCli *cli,
            const SyCliRun *run,
            gint64 as_of,
            double threshold,
            guint n_errors,
            SyCliFollowUp *out,
            GError **error)
{
  out->errors = sy_error_review_run (run->log, run->chosen.model, as_of, threshold, n_errors,
                                     cli->cancellable, error);
  if (out->errors == NULL)
    return FALSE;
  out->reasons = sy_reasons_new (run->log, run->chosen.model, out->errors->scores,
                                 SY_REASONS_DEFAULT_DAYS, cli->cancellable, error);
  if (out->reasons == NULL)
    return FALSE;
  out->labels = sy_project_list_error_labels (run->project, run->chosen.name, error);
  return out->labels != NULL;
}

gboolean
sy_cli_follow_up_run (SyCli *cli,
                      const SyCliRun *run,
                      const SyCliFollowUpOptions *options,
                      const SyBacktest *backtest,
                      SyCliFollowUp *out,
                      GError **error)
{
  const SyBacktestOrigin *origin = find_last_mature (backtest);
  const SyModel *model = run->chosen.model;
  double threshold = (double) NAN;
  guint n_errors = 0;

  if (!sy_cli_parse_number ("--threshold", options->threshold, &threshold, error) ||
      !sy_cli_parse_count ("--errors", options->errors, 1, MAX_ERRORS, &n_errors, error))
    return FALSE;
  if (origin == NULL && cli->format == SY_FORMAT_CSV && count_parts (options) > 0)
    {
      g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                           "no date has a complete outcome window yet, so there is no such table: "
                           "give an earlier --as-of");
      return FALSE;
    }
  if (origin == NULL)
    return TRUE; /* said with the figures */
  if (options->lead_time)
    {
      sy_cli_start (cli, "scoring days");
      out->lead = sy_lead_time_run (run->log, model, origin->as_of, threshold, cli->cancellable,
                                    sy_cli_show_progress, cli, error);
      if (out->lead == NULL)
        return FALSE;
    }
  if (options->survival)
    {
      out->times = sy_cli_run_survival (cli, run, options, origin->as_of, error);
      if (out->times == NULL)
        return FALSE;
    }
  if (options->cohorts)
    {
      out->cohorts = sy_cohorts_run (run->log, model, origin->as_of, cli->cancellable, error);
      if (out->cohorts == NULL)
        return FALSE;
    }
  if (options->money)
    {
      out->money = sy_money_run (run->log, model, origin->as_of, options->money_types,
                                 cli->cancellable, error);
      if (out->money == NULL)
        return FALSE;
    }
  return n_errors == 0 || run_errors (cli, run, origin->as_of, threshold, n_errors, out, error);
}

void
sy_cli_follow_up_write (SyJsonWriter *writer,
                        const SyCliRun *run,
                        const SyCliFollowUp *self)
{
  if (self->lead != NULL)
    sy_cli_write_lead_time (writer, self->lead);
  if (self->times != NULL)
    sy_cli_write_survival (writer, self->times);
  if (self->cohorts != NULL)
    sy_cli_write_cohorts (writer, self->cohorts);
  if (self->money != NULL)
    sy_cli_write_money (writer, self->money);
  if (self->errors != NULL)
    sy_cli_write_errors (writer, run, self);
}

/* --- lead time --- */

void
sy_cli_write_lead_time (SyJsonWriter *writer,
                        const SyLeadTime *lead)
{
  sy_json_begin_member (writer, "lead_time", FALSE);
  sy_json_member_instant (writer, "as_of", lead->as_of);
  sy_json_member_number (writer, "threshold", lead->threshold);
  sy_json_member_int (writer, "positives", (gint64) lead->n_positive);
  sy_json_member_int (writer, "silent", (gint64) lead->n_silent);
  sy_json_member_int (writer, "warned", (gint64) lead->n_warned);
  sy_json_member_int (writer, "all_along", (gint64) lead->n_all_along);
  sy_json_member_number (writer, "median_days", lead->median_days);
  sy_json_member_number (writer, "median_warned_days", lead->median_warned_days);
  sy_json_member_int (writer, "retained", (gint64) lead->n_retained);
  sy_json_member_int (writer, "alarmed", (gint64) lead->n_alarmed);
  sy_json_member_number (writer, "alarm_days", lead->alarm_days);
  sy_json_member_number (writer, "window_days", lead->window_days);
  sy_json_begin_member (writer, "days", TRUE);
  for (gsize i = 0; i < SY_LEAD_N_DAYS; i++)
    {
      const SyLeadPoint *point = &lead->days[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_int (writer, "days", point->days);
      sy_json_member_int (writer, "n", (gint64) point->n);
      sy_json_member_int (writer, "warned", (gint64) point->n_warned);
      sy_json_member_range (writer, "share", point->share, point->low, point->high);
      sy_json_member_boolean (writer, "small_n", sy_is_small_n (point->n));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
}

SyCliTable *
sy_cli_build_lead_time (const SyLeadTime *lead)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "days before", "days", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "people", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "warned of", "warned", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "share", "share", SY_ALIGN_RIGHT);
  sy_cli_table_add_range_columns (table);
  for (gsize i = 0; i < SY_LEAD_N_DAYS; i++)
    {
      const SyLeadPoint *point = &lead->days[i];

      sy_cli_table_add_int (table, point->days);
      sy_cli_table_add_int (table, (gint64) point->n);
      sy_cli_table_add_int (table, (gint64) point->n_warned);
      sy_cli_table_add_rate_range (table, point->share, point->low, point->high, point->n);
    }
  return table;
}

static void
append_lead_words (GString *out,
                   const SyLeadTime *lead)
{
  char median[G_ASCII_DTOSTR_BUF_SIZE];
  char warned[G_ASCII_DTOSTR_BUF_SIZE];
  char days[G_ASCII_DTOSTR_BUF_SIZE];
  char window[SY_NUMBER_BUFFER_SIZE];

  if (lead->n_silent > 0)
    g_string_append_printf (out,
                            "%" G_GSIZE_FORMAT
                            " had been silent for the whole horizon at the date: left out\n",
                            lead->n_silent);
  if (lead->n_positive > 0)
    {
      g_ascii_formatd (median, sizeof median, "%.1f", lead->median_days);
      g_string_append_printf (out, "Half of the %" G_GSIZE_FORMAT " with the outcome: warned of %s days before it or longer\n",
                              lead->n_positive, median);
    }
  if (lead->n_warned > 0)
    {
      g_ascii_formatd (warned, sizeof warned, "%.1f", lead->median_warned_days);
      g_string_append_printf (out,
                              "Warned of when it happened: %" G_GSIZE_FORMAT ", half of them for %s days or longer; for %d days or longer: %" G_GSIZE_FORMAT "\n",
                              lead->n_warned, warned, SY_LEAD_MAX_DAYS, lead->n_all_along);
    }
  if (lead->n_retained == 0)
    return;
  g_ascii_formatd (days, sizeof days, "%.2f", lead->alarm_days);
  g_string_append_printf (out,
                          "False alarms: %s of %s days for each of %" G_GSIZE_FORMAT " people without the outcome; %" G_GSIZE_FORMAT " of them had any\n",
                          days, sy_number_format (lead->window_days, window), lead->n_retained,
                          lead->n_alarmed);
}

/* --- all of them --- */

static void
append_head (GString *out,
             const SyCliRun *run,
             const char *what,
             gint64 as_of)
{
  g_autofree char *date = sy_cli_format_as_of (sy_project_get_zone (run->project), as_of);

  g_string_append_printf (out, "\n%s, as of %s\n\n", what, date);
}

static void
append_lead (SyCli *cli,
             const SyCliRun *run,
             const SyLeadTime *lead,
             GString *out)
{
  char number[SY_NUMBER_BUFFER_SIZE];
  g_autofree char *what = g_strdup_printf ("Early warning by a score %s %s",
                                           lead->direction == SY_DIRECTION_LESS ? "below"
                                                                                : "from",
                                           sy_number_format (lead->threshold, number));
  g_autoptr (SyCliTable) table = sy_cli_build_lead_time (lead);

  append_head (out, run, what, lead->as_of);
  sy_cli_table_append (table, cli->width, out);
  append_lead_words (out, lead);
}

void
sy_cli_follow_up_append (SyCli *cli,
                         const SyCliRun *run,
                         const SyCliFollowUp *self,
                         GString *out)
{
  if (self->lead != NULL)
    append_lead (cli, run, self->lead, out);
  if (self->times != NULL)
    {
      g_autoptr (SyCliTable) table = sy_cli_build_survival (self->times);

      append_head (out, run,
                   self->times->is_absence ? "Time to the event that breaks the silence"
                   : self->times->from != SY_TIME_FROM_AS_OF
                       ? "Time from the start of people to the outcome"
                       : "Time to the outcome",
                   self->times->as_of);
      sy_cli_table_append (table, cli->width, out);
      sy_cli_append_survival_words (out, self->times);
    }
  if (self->cohorts != NULL)
    {
      g_autoptr (SyCliTable) table = sy_cli_build_cohorts (self->cohorts);

      append_head (out, run, "Retained by month of the first event and band",
                   self->cohorts->as_of);
      sy_cli_table_append (table, cli->width, out);
    }
  if (self->money != NULL)
    {
      g_autoptr (SyCliTable) table = sy_cli_build_money (self->money);
      g_autofree char *types = g_strjoinv (", ", self->money->types);
      g_autofree char *shown = sy_cli_text_escape (types);

      append_head (out, run, "Money in the outcome window", self->money->as_of);
      sy_cli_table_append (table, cli->width, out);
      g_string_append_printf (out, "Amounts of: %s\n", *shown != '\0' ? shown : "no event type");
    }
  if (self->errors != NULL)
    {
      g_autoptr (SyCliTable) table = sy_cli_build_errors (run, self);

      append_head (out, run, "Errors", self->errors->as_of);
      sy_cli_table_append (table, cli->width, out);
      sy_cli_append_agreement (out, run, self);
    }
}

gboolean
sy_cli_follow_up_append_csv (const SyCliRun *run,
                             const SyCliFollowUp *self,
                             GString *out)
{
  g_autoptr (SyCliTable) table = NULL;

  if (self->lead != NULL)
    table = sy_cli_build_lead_time (self->lead);
  else if (self->times != NULL)
    table = sy_cli_build_survival (self->times);
  else if (self->cohorts != NULL)
    table = sy_cli_build_cohorts (self->cohorts);
  else if (self->money != NULL)
    table = sy_cli_build_money (self->money);
  else if (self->errors != NULL)
    table = sy_cli_build_errors (run, self);
  if (table == NULL)
    return FALSE;
  sy_cli_table_append_csv (table, out);
  return TRUE;
}
