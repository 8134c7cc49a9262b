/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the outcome takes: "backtest --survival". */
#include "config.h"

#include "sy-cli-follow-up.h"

#include <math.h>
#include <string.h>

/* "segment=NAME" and its like. */
static const char *
find_name (const char *text,
           const char *kind)
{
  gsize length = strlen (kind);

  return strncmp (text, kind, length) == 0 && text[length] == '=' && text[length + 1] != '\0'
             ? text + length + 1
             : NULL;
}

static SyTimeGroups *
find_segment (SyCli *cli,
              const SyCliRun *run,
              const char *name,
              gint64 as_of,
              GError **error)
{
  g_autoptr (SySegment) segment = sy_segment_load (run->project, name, error);

  return segment == NULL ? NULL
                         : sy_time_groups_new_for_segment (run->log, run->chosen.model, segment, name,
                                                           as_of, cli->cancellable, error);
}

static SyTimeGroups *
find_treatment (const SyCliRun *run,
                const char *name,
                gint64 as_of,
                GError **error)
{
  g_autoptr (GPtrArray) treatments = sy_project_list_treatments (run->project, error);

  return treatments == NULL ? NULL
                            : sy_time_groups_new_for_treatment (run->log, treatments, name, as_of,
                                                                error);
}

/* NULL without an error for bands. */
static SyTimeGroups *
find_groups (SyCli *cli,
             const SyCliRun *run,
             const char *by,
             gint64 as_of,
             GError **error)
{
  const char *name;

  if (by == NULL || g_str_equal (by, "band"))
    return NULL;
  if ((name = find_name (by, "segment")) != NULL)
    return find_segment (cli, run, name, as_of, error);
  if ((name = find_name (by, "treatment")) != NULL)
    return find_treatment (run, name, as_of, error);
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "--by must be band, segment=NAME or treatment=NAME, not “%s”", by);
  return NULL;
}

SyTimeToOutcome *
sy_cli_run_survival (SyCli *cli,
                     const SyCliRun *run,
                     const SyCliFollowUpOptions *options,
                     gint64 as_of,
                     GError **error)
{
  SyTimeOptions asked = { 0 };
  g_autoptr (SyTimeGroups) groups = NULL;
  GError *local_error = NULL;

  groups = find_groups (cli, run, options->by, as_of, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  asked.groups = groups;
  if (g_strcmp0 (options->from, "first-event") == 0)
    asked.from = SY_TIME_FROM_FIRST_EVENT;
  else if (options->from != NULL && !g_str_equal (options->from, "as-of"))
    {
      asked.from = SY_TIME_FROM_ATTRIBUTE;
      asked.attribute = options->from;
    }
  return sy_time_to_outcome_ask (run->log, run->chosen.model, as_of, &asked, cli->cancellable, error);
}

static const char *
name_start (const SyTimeToOutcome *times)
{
  return times->from == SY_TIME_FROM_FIRST_EVENT ? "first-event"
         : times->from == SY_TIME_FROM_ATTRIBUTE ? times->attribute
                                                 : "as-of";
}

void
sy_cli_write_survival (SyJsonWriter *writer,
                       const SyTimeToOutcome *times)
{
  sy_json_begin_member (writer, "survival", FALSE);
  sy_json_member_instant (writer, "as_of", times->as_of);
  sy_json_member_boolean (writer, "absence", times->is_absence);
  sy_json_member_number (writer, "followed_days", times->followed_days);
  sy_json_member_text (writer, "from", name_start (times));
  sy_json_member_text (writer, "by", times->by != NULL ? times->by : "band");
  sy_json_member_int (writer, "already", (gint64) times->n_already);
  sy_json_member_int (writer, "without_start", (gint64) times->n_without_start);
  sy_json_member_int (writer, "without_group", (gint64) times->n_without_group);
  sy_json_begin_member (writer, "bands", TRUE);
  for (gsize i = 0; i < times->n_bands; i++)
    {
      const SyBandTime *band = &times->bands[i];

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "name", band->name);
      sy_json_member_int (writer, "n", (gint64) band->n);
      sy_json_member_int (writer, "events", (gint64) band->n_events);
      sy_json_member_number (writer, "start_days", band->start_days);
      sy_json_member_int (writer, "early", (gint64) band->n_early);
      sy_json_member_number (writer, "median_days", band->median_days);
      sy_json_begin_member (writer, "within", TRUE);
      for (gsize k = 0; k < SY_TIME_N_SHARES; k++)
        {
          sy_json_writer_begin_object (writer, SY_JSON_INLINE);
          sy_json_member_number (writer, "days", band->shares[k].days);
          sy_json_member_int (writer, "at_risk", (gint64) band->shares[k].at_risk);
          sy_json_member_range (writer, "share", band->shares[k].share, band->shares[k].low,
                                band->shares[k].high);
          sy_json_writer_end_object (writer);
        }
      sy_json_writer_end_array (writer);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "log_rank");
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_number (writer, "chi2", times->log_rank.chi2);
  sy_json_member_int (writer, "df", (gint64) times->log_rank.df);
  sy_json_member_number (writer, "p", times->log_rank.p);
  sy_json_writer_end_object (writer);
  sy_json_writer_end_object (writer);
}

SyCliTable *
sy_cli_build_survival (const SyTimeToOutcome *times)
{
  static const char *const titles[] = { "in 30 days", "in 60 days", "in 90 days" };
  static const char *const keys[][3] = { { "within_30", "low_30", "high_30" },
                                         { "within_60", "low_60", "high_60" },
                                         { "within_90", "low_90", "high_90" } };
  gboolean is_late = times->from != SY_TIME_FROM_AS_OF;
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, times->by != NULL ? times->by : "band",
                           times->by != NULL ? "group" : "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "people", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, times->is_absence ? "came back" : "had it", "events",
                           SY_ALIGN_RIGHT);
  if (is_late)
    sy_cli_table_add_column (table, "told from day", "start_days", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "median days", "median_days", SY_ALIGN_RIGHT);
  for (gsize k = 0; k < SY_TIME_N_SHARES; k++)
    {
      sy_cli_table_add_column (table, titles[k], keys[k][0], SY_ALIGN_RIGHT);
      sy_cli_table_add_column (table, "from", keys[k][1], SY_ALIGN_RIGHT);
      sy_cli_table_add_column (table, "to", keys[k][2], SY_ALIGN_RIGHT);
    }
  for (gsize i = 0; i < times->n_bands; i++)
    {
      const SyBandTime *band = &times->bands[i];

      sy_cli_table_add_text (table, band->name);
      sy_cli_table_add_int (table, (gint64) band->n);
      sy_cli_table_add_int (table, (gint64) band->n_events);
      if (is_late)
        sy_cli_table_add_number (table, band->start_days, 1);
      sy_cli_table_add_number (table, band->median_days, 1);
      for (gsize k = 0; k < SY_TIME_N_SHARES; k++)
        {
          sy_cli_table_add_rate_range (table, band->shares[k].share, band->shares[k].low,
                                       band->shares[k].high, band->n);
        }
    }
  return table;
}

static void
append_left_out (GString *out,
                 const SyTimeToOutcome *times)
{
  if (times->n_already > 0)
    g_string_append_printf (out, "Left out: %" G_GSIZE_FORMAT " had it before the date\n",
                            times->n_already);
  if (times->n_without_start > 0)
    g_string_append_printf (out, "Left out: %" G_GSIZE_FORMAT " have no such start before the date\n",
                            times->n_without_start);
  if (times->n_without_group > 0)
    g_string_append_printf (out, "Left out: %" G_GSIZE_FORMAT " are in no group\n",
                            times->n_without_group);
}

void
sy_cli_append_survival_words (GString *out,
                              const SyTimeToOutcome *times)
{
  char chi2[G_ASCII_DTOSTR_BUF_SIZE];
  char p[G_ASCII_DTOSTR_BUF_SIZE];

  if (times->from == SY_TIME_FROM_AS_OF)
    g_string_append_printf (out, "Kaplan-Meier, followed for %.0f days to the end of the data\n",
                            times->followed_days);
  else
    g_string_append_printf (
        out,
        "Kaplan-Meier with late entry, days from %s: people count from the age they have at the date\n"
        "on, to the end of the data. A group is told from the day on which %d or as many as there are\n"
        "are under observation; its shares are of those still without the outcome then.\n",
        times->from == SY_TIME_FROM_FIRST_EVENT ? "the first event" : times->attribute,
        SY_TIME_LEAST_AT_RISK);
  append_left_out (out, times);
  if (isnan (times->log_rank.chi2))
    return;
  g_ascii_formatd (chi2, sizeof chi2, "%.2f", times->log_rank.chi2);
  g_ascii_formatd (p, sizeof p, "%.2g", times->log_rank.p);
  g_string_append_printf (out,
                          "Log-rank: chi-squared %s with %" G_GSIZE_FORMAT
                          " degrees of freedom, p %s\n",
                          chi2, times->log_rank.df, p);
}
