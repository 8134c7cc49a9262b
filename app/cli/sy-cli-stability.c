/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How stable the scores of single people are, for drift. */
#include "config.h"

#include "sy-cli-stability.h"

static void
write_people (SyJsonWriter *writer,
              SyEventLog *log,
              const SyVolatility *volatility)
{
  sy_json_begin_member (writer, "people", TRUE);
  for (gsize i = 0; i < volatility->n_people; i++)
    {
      const SyPersonVolatility *person = &volatility->people[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "person", sy_event_log_get_person_key (log, person->person));
      sy_json_member_int (writer, "days", (gint64) person->n_changes);
      sy_json_member_number (writer, "mean_daily_change", person->mean_change);
      sy_json_member_number (writer, "sd", person->sd_change);
      sy_json_member_int (writer, "band_changes", (gint64) person->n_band_changes);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

void
sy_cli_write_stability (SyJsonWriter *writer,
                        SyEventLog *log,
                        const SyVolatility *volatility,
                        double max_share)
{
  sy_json_begin_member (writer, "stability", FALSE);
  sy_json_member_int (writer, "days", (gint64) volatility->n_days);
  sy_json_member_int (writer, "n", (gint64) volatility->n_people);
  sy_json_member_number (writer, "mean_daily_change", volatility->mean_change);
  sy_json_member_number (writer, "p95_daily_change", volatility->p95_change);
  sy_json_member_number (writer, "mean_sd", volatility->mean_sd);
  sy_json_member_int (writer, "weeks_seen", (gint64) volatility->n_week_pairs);
  sy_json_member_int (writer, "band_changes", (gint64) volatility->n_week_changes);
  sy_json_member_number (writer, "weekly_band_changes", volatility->weekly_share);
  sy_json_member_number (writer, "limit", max_share);
  sy_json_member_boolean (writer, "volatile", sy_volatility_is_alarm (volatility, max_share));
  if (log != NULL)
    write_people (writer, log, volatility);
  sy_json_writer_end_object (writer);
}

void
sy_cli_append_stability (GString *out,
                         const SyVolatility *volatility)
{
  char mean[G_ASCII_DTOSTR_BUF_SIZE];
  char p95[G_ASCII_DTOSTR_BUF_SIZE];
  char sd[G_ASCII_DTOSTR_BUF_SIZE];
  char share[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (mean, sizeof mean, "%.3f", volatility->mean_change);
  g_ascii_formatd (p95, sizeof p95, "%.3f", volatility->p95_change);
  g_ascii_formatd (sd, sizeof sd, "%.3f", volatility->mean_sd);
  g_ascii_formatd (share, sizeof share, "%.1f", 100 * volatility->weekly_share);
  g_string_append_printf (
      out,
      "Stability over %" G_GSIZE_FORMAT " days: a score moves %s a day (95 %% of people: %s or less; "
      "sd %s)\n",
      volatility->n_days, mean, p95, sd);
  if (volatility->n_week_pairs > 0)
    g_string_append_printf (out,
                            "%s %% of people change band in a week (%" G_GSIZE_FORMAT
                            " of %" G_GSIZE_FORMAT " in %" G_GSIZE_FORMAT " weeks)\n",
                            share, volatility->n_week_changes, volatility->n_week_pairs,
                            volatility->n_weeks);
  g_string_append_c (out, '\n');
}

SyExit
sy_cli_print_stability (SyCli *cli,
                        SyEventLog *log,
                        const SyVolatility *volatility)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "days", "days", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "change a day", "mean_daily_change", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "sd", "sd", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "weeks with another band", "band_changes", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < volatility->n_people; i++)
    {
      const SyPersonVolatility *person = &volatility->people[i];

      sy_cli_table_add_text (table, sy_event_log_get_person_key (log, person->person));
      sy_cli_table_add_int (table, (gint64) person->n_changes);
      sy_cli_table_add_number (table, person->mean_change, 4);
      sy_cli_table_add_number (table, person->sd_change, 4);
      sy_cli_table_add_int (table, (gint64) person->n_band_changes);
    }
  return sy_cli_print_table (cli, table);
}
