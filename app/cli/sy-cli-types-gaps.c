/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where tracking failed, which types are silent for too long, and what scores would be otherwise: types gaps, types
 * fill. */
#include "config.h"

#include "sy-cli-clean.h"
#include "sy-cli-drift-inputs.h"

#include <math.h>
#include <string.h>

static void
add_gaps (const SyEventLog *log,
          guint32 type,
          double share,
          double min_expected,
          SyCliTable *table,
          SyJsonWriter *writer)
{
  g_autoptr (SyEventVolume) volume = sy_event_volume_new (log, type);
  gsize n_gaps;
  g_autofree SyTrackingGap *gaps = sy_event_volume_find_gaps (volume, share, min_expected, &n_gaps);

  for (gsize i = 0; i < n_gaps; i++)
    {
      g_autofree char *day = sy_day_format (gaps[i].day);

      sy_cli_table_add_text (table, sy_event_log_get_type_name (log, type));
      sy_cli_table_add_text (table, day);
      sy_cli_table_add_int (table, gaps[i].count);
      sy_cli_table_add_number (table, gaps[i].expected, 1);
      sy_cli_table_add_number (table, gaps[i].p, 4);
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "type", sy_event_log_get_type_name (log, type));
      sy_json_member_text (writer, "day", day);
      sy_json_member_int (writer, "count", gaps[i].count);
      sy_json_member_number (writer, "expected", gaps[i].expected);
      sy_json_member_number (writer, "p", gaps[i].p);
      sy_json_writer_end_object (writer);
    }
}

static gboolean
add_freshness (SyProject *project,
               const SyEventLog *log,
               guint32 type,
               gint64 as_of,
               SyCliTable *table,
               SyJsonWriter *writer,
               GError **error)
{
  const char *name = sy_event_log_get_type_name (log, type);
  g_autoptr (SyTypeEntry) entry = sy_project_get_type (project, name, error);
  SyFreshness fresh;

  if (entry == NULL)
    return FALSE;
  sy_freshness_compute (log, type, as_of, entry->cadence_days, &fresh);
  sy_cli_table_add_text (table, name);
  sy_cli_table_add_number (table, fresh.lag_days, 1);
  sy_cli_table_add_number (table, fresh.longest_silence_days, 1);
  sy_cli_table_add_number (table, entry->cadence_days, 1);
  sy_cli_table_add_text (table, fresh.is_stale ? "stale" : isnan (entry->cadence_days) ? ""
                                                                                       : "fresh");
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "type", name);
  sy_json_member_number (writer, "lag_days", fresh.lag_days);
  sy_json_member_number (writer, "longest_silence_days", fresh.longest_silence_days);
  sy_json_member_number (writer, "cadence_days", entry->cadence_days);
  sy_json_member_boolean (writer, "stale", fresh.is_stale);
  sy_json_writer_end_object (writer);
  return TRUE;
}

static SyExit
print_gaps (SyCli *cli,
            const SyCliRun *run,
            double share,
            double min_expected)
{
  g_autoptr (SyCliTable) gaps = sy_cli_table_new ();
  g_autoptr (SyCliTable) freshness = sy_cli_table_new ();
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) renames = sy_renames_find (run->log);
  g_autoptr (GError) error = NULL;
  guint32 n_types = (guint32) sy_event_log_get_n_types (run->log);

  sy_cli_table_add_column (gaps, "gap in", "type", SY_ALIGN_LEFT);
  sy_cli_table_add_column (gaps, "day", "day", SY_ALIGN_LEFT);
  sy_cli_table_add_column (gaps, "events", "count", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (gaps, "expected", "expected", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (gaps, "chance", "p", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (freshness, "type", "type", SY_ALIGN_LEFT);
  sy_cli_table_add_column (freshness, "silent for days", "lag_days", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (freshness, "longest", "longest_silence_days", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (freshness, "cadence", "cadence_days", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (freshness, "", "state", SY_ALIGN_LEFT);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_instant (writer, "as_of", run->as_of);
  sy_json_begin_member (writer, "gaps", TRUE);
  for (guint32 i = 0; i < n_types; i++)
    add_gaps (run->log, i, share, min_expected, gaps, writer);
  sy_json_writer_end_array (writer);
  sy_json_begin_member (writer, "types", TRUE);
  for (guint32 i = 0; i < n_types; i++)
    if (!add_freshness (run->project, run->log, i, run->as_of, freshness, writer, &error))
      return sy_cli_fail (cli, error);
  sy_json_writer_end_array (writer);
  sy_cli_write_renames (writer, renames);
  sy_json_writer_end_object (writer);
  if (cli->format == SY_FORMAT_JSON)
    return sy_cli_print_json (cli, g_steal_pointer (&writer));
  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, gaps);
  sy_cli_append_renames (out, renames);
  sy_cli_append_table (cli, out, gaps);
  g_string_append_c (out, '\n');
  sy_cli_append_table (cli, out, freshness);
  return sy_cli_print (cli, out->str);
}

static gboolean
parse_number (const char *option,
              const char *text,
              double fallback,
              double *out_value,
              GError **error)
{
  *out_value = fallback;
  if (text == NULL || (sy_number_parse (text, strlen (text), out_value) && *out_value >= 0))
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "%s needs a number, 0 or more, not “%s”",
               option, text);
  return FALSE;
}

#define BELOW_ENTRY(text)                                                              \
  {                                                                                    \
    "below", 0, 0, SY_OPTION_TEXT, &(text),                                            \
        "A gap has less than this percent of what is expected (default 50)", "PERCENT" \
  }
#define EXPECTED_ENTRY(text)                                                    \
  {                                                                             \
    "expected", 0, 0, SY_OPTION_TEXT, &(text),                                  \
        "Judge only days on which so many events are expected (default 1)", "N" \
  }

static SyExit
run_gaps (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *as_of = NULL;
  g_autofree char *below = NULL;
  g_autofree char *expected = NULL;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, SY_OPTION_TEXT, &as_of, "Freshness on this date (default: end of the data)",
      "DATE" },
    BELOW_ENTRY (below),
    EXPECTED_ENTRY (expected),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  double percent;
  double min_expected;
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (!parse_number ("--below", below, 100 * SY_TRACKING_GAP_SHARE, &percent, &error) ||
      !parse_number ("--expected", expected, 1, &min_expected, &error))
    return sy_cli_fail (cli, error);
  run.project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  if (run.project == NULL ||
      (as_of != NULL && !sy_cli_parse_as_of (&run, as_of, &run.as_of, &error)))
    return sy_cli_fail (cli, error);
  sy_cli_start (cli, "reading events");
  run.log = sy_event_log_load (run.project, cli->cancellable, sy_cli_show_progress, cli, &error);
  if (run.log == NULL)
    return sy_cli_fail (cli, error);
  if (as_of == NULL && sy_event_log_get_n_events (run.log) > 0)
    run.as_of = sy_event_log_get_data_end (run.log);
  return print_gaps (cli, &run, percent / 100, min_expected);
}

/* --- fill --- */

typedef struct
{
  char *below;
  char *expected;
  char *as_of;
  char *model;
  char *version;
} FillOptions;

static void
clear_fill_options (FillOptions *options)
{
  g_free (options->below);
  g_free (options->expected);
  g_free (options->as_of);
  g_free (options->model);
  g_free (options->version);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FillOptions, clear_fill_options)

static SyExit
print_fill (SyCli *cli,
            const SyCliRun *run,
            const char *type,
            const SyImputed *imputed,
            const SyLogEffect *effect)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "type", type);
      sy_json_member_int (writer, "days", (gint64) imputed->n_days);
      sy_json_member_int (writer, "days_unfilled", (gint64) imputed->n_unfilled);
      sy_json_member_int (writer, "events", (gint64) imputed->n_events);
      sy_cli_effect_write (writer, run, effect);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  if (imputed->n_days + imputed->n_unfilled == 0)
    g_string_append_printf (out, "%s has no gap.\n", type);
  else
    g_string_append_printf (out, "%s would have %" G_GSIZE_FORMAT " more events on %" G_GSIZE_FORMAT " days%s.\n",
                            type, imputed->n_events, imputed->n_days,
                            imputed->n_unfilled > 0 ? "; the other gaps have no day to be filled from" : "");
  sy_cli_effect_append (cli, out, run, effect);
  return sy_cli_print (cli, out->str);
}

/* What the log would be without the gaps of the type; NULL with @error set. */
static SyEventLog *
fill_gaps (SyEventLog *log,
           const char *name,
           double share,
           double min_expected,
           SyImputed *out_imputed,
           GError **error)
{
  guint32 type = sy_event_log_find_type (log, name);
  g_autoptr (SyEventVolume) volume = NULL;
  g_autofree SyTrackingGap *gaps = NULL;
  gsize n_gaps;

  if (type == SY_TYPE_NONE)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "There are no events of the type “%s”; “types list” names those there are", name);
      return NULL;
    }
  volume = sy_event_volume_new (log, type);
  gaps = sy_event_volume_find_gaps (volume, share, min_expected, &n_gaps);
  return sy_event_log_impute (log, type, gaps, n_gaps, out_imputed);
}

static SyExit
run_fill (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_auto (SyCliRun) run = { 0 };
  g_auto (FillOptions) options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyEventLog) filled = NULL;
  g_autoptr (SyLogEffect) effect = NULL;
  const GOptionEntry entries[] = {
    BELOW_ENTRY (options.below),
    EXPECTED_ENTRY (options.expected),
    { "as-of", 0, 0, SY_OPTION_TEXT, &options.as_of,
      "Show the effect on scores of this date (default: end of the data)", "DATE" },
    { "model", 0, 0, SY_OPTION_TEXT, &options.model, "Show the effect on this model", "NAME" },
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  double percent;
  double min_expected;
  SyImputed imputed;
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (!parse_number ("--below", options.below, 100 * SY_TRACKING_GAP_SHARE, &percent, &error) ||
      !parse_number ("--expected", options.expected, 1, &min_expected, &error))
    return sy_cli_fail (cli, error);
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  if (project == NULL || !sy_cli_effect_open (cli, project, options.model, options.version,
                                              options.as_of, &run, &error))
    return sy_cli_fail (cli, error);
  sy_cli_start (cli, "reading events");
  run.log = sy_event_log_load (project, cli->cancellable, sy_cli_show_progress, cli, &error);
  if (run.log != NULL)
    filled = fill_gaps (run.log, (*argv)[1], percent / 100, min_expected, &imputed, &error);
  if (filled != NULL)
    effect = sy_cli_effect_compute (cli, &run, run.log, filled, &error);
  if (error != NULL)
    return sy_cli_fail (cli, error);
  return print_fill (cli, &run, (*argv)[1], &imputed, effect);
}

const SyCommand sy_command_types_fill = {
  "types fill",
  "PROJECT TYPE",
  "Show what scores would be without the gaps of a type",
  "Each day without tracking is filled with the events of the same weekday in the 28 days before, of the day whose\n"
  "count is nearest to the median. Nothing is written; “types mute” shows the scores without the type.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli types fill sample.steelyard purchase --model Engagement\n",
  2,
  run_fill,
};

const SyCommand sy_command_types_gaps = {
  "types gaps",
  "PROJECT",
  "Find days without tracking, stale types, and types that may have got another name",
  "A gap is a day with nothing, or far less than the median of the same weekday in the 28 days before;\n"
  "chance is how likely so few are by themselves. A type is stale after a silence longer than its cadence.\n"
  "A type may have got another name when it stops within days of the first event of another one with half to twice\n"
  "as many a day, of the same people; “types alias” pools the two.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli types gaps sample.steelyard --expected 10\n",
  1,
  run_gaps,
};
