/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-explain.h"

#include <math.h>

#define DEFAULT_DAYS 30 /* of the period */
#define DEFAULT_WITHIN 7

typedef struct
{
  char *rose;
  char *fell;
  char *within;
  char *daily;
  char *model;
  char *version;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->rose);
  g_free (options->fell);
  g_free (options->within);
  g_free (options->daily);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* What was asked, and what was found. */
typedef struct
{
  const SyCliRun *run;
  SyCrossingRule rule;
  gint64 from;
  gint64 to;
  GArray *crossings; /* SyCrossing */
} Answer;

static void
write_crossing (SyJsonWriter *writer,
                const SyCliRun *run,
                const SyCrossing *crossing)
{
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "person", sy_event_log_get_person_key (run->log, crossing->person));
  sy_json_member_instant (writer, "as_of", crossing->as_of);
  sy_json_member_number (writer, "score", crossing->after);
  sy_json_member_text (writer, "band", sy_cli_get_band_name (run->chosen.model, crossing->band));
  sy_json_member_instant (writer, "since", crossing->from_s);
  sy_json_member_number (writer, "score_before", crossing->before);
  sy_json_member_text (writer, "band_before",
                       sy_cli_get_band_name (run->chosen.model, crossing->band_before));
  sy_json_member_number (writer, "change", crossing->after - crossing->before);
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const Answer *answer)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autofree char *sha256 = sy_model_sha256 (answer->run->chosen.model);
  g_autofree char *data_sha256 = sy_event_log_compute_sha256 (answer->run->log);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", answer->run->chosen.name);
  sy_json_member_version (writer, answer->run->chosen.version);
  sy_json_member_text (writer, "sha256", sha256);
  sy_json_member_text (writer, "data_sha256", data_sha256);
  sy_json_member_text (writer, "direction", answer->rule.falls ? "fell" : "rose");
  sy_json_member_number (writer, "points", answer->rule.points);
  sy_json_member_int (writer, "within_days", (gint64) answer->rule.within_days);
  sy_json_member_instant (writer, "from", answer->from);
  sy_json_member_instant (writer, "to", answer->to);
  sy_json_member_int (writer, "n", answer->crossings->len);
  sy_json_begin_member (writer, "changes", TRUE);
  for (guint i = 0; i < answer->crossings->len; i++)
    write_crossing (writer, answer->run, &g_array_index (answer->crossings, SyCrossing, i));
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static void
add_instant (SyCliTable *table,
             const SyCliRun *run,
             gint64 instant)
{
  g_autofree char *text = sy_cli_format_as_of (sy_project_get_zone (run->project), instant);

  sy_cli_table_add_text (table, text);
}

static SyCliTable *
build_table (const Answer *answer)
{
  const SyCliRun *run = answer->run;
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "as of", "as_of", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "score", "score", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "since", "since", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "score then", "score_before", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "band then", "band_before", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "change", "change", SY_ALIGN_RIGHT);
  for (guint i = 0; i < answer->crossings->len; i++)
    {
      const SyCrossing *crossing = &g_array_index (answer->crossings, SyCrossing, i);

      sy_cli_table_add_text (table, sy_event_log_get_person_key (run->log, crossing->person));
      add_instant (table, run, crossing->as_of);
      sy_cli_table_add_number (table, crossing->after, 1);
      sy_cli_table_add_text (table, sy_cli_get_band_name (run->chosen.model, crossing->band));
      add_instant (table, run, crossing->from_s);
      sy_cli_table_add_number (table, crossing->before, 1);
      sy_cli_table_add_text (table,
                             sy_cli_get_band_name (run->chosen.model, crossing->band_before));
      sy_cli_table_add_number (table, crossing->after - crossing->before, 1);
    }
  return table;
}

static SyExit
print_table (SyCli *cli,
             const Answer *answer)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) table = build_table (answer);

  if (cli->format == SY_FORMAT_TABLE)
    {
      SyZone *zone = sy_project_get_zone (answer->run->project);
      g_autofree char *from = sy_cli_format_as_of (zone, answer->from);
      g_autofree char *to = sy_cli_format_as_of (zone, answer->to);
      g_autofree char *version = sy_cli_describe_version (answer->run->chosen.version);
      char points[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (
          out,
          "%s (%s) %s by %s or more within %" G_GSIZE_FORMAT " days: %u times from %s to %s\n\n",
          answer->run->chosen.name, version, answer->rule.falls ? "fell" : "rose",
          sy_number_format (answer->rule.points, points), answer->rule.within_days,
          answer->crossings->len, from, to);
    }
  sy_cli_append_table (cli, out, table);
  return sy_cli_print (cli, out->str);
}

static gboolean
read_rule (const Options *options,
           SyCrossingRule *out_rule,
           GError **error)
{
  guint within = DEFAULT_WITHIN;
  const char *option = options->fell != NULL ? "--fell" : "--rose";
  const char *points = options->fell != NULL ? options->fell : options->rose;

  *out_rule = (SyCrossingRule){ options->fell != NULL, 0, 0 };
  if (!sy_cli_parse_number (option, points, &out_rule->points, error) ||
      !sy_cli_parse_count ("--within", options->within, 1, SY_CROSSING_MAX_DAYS, &within, error))
    return FALSE;
  out_rule->within_days = within;
  if (out_rule->points > 0)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "%s: “%s” is not more than 0", option,
               points);
  return FALSE;
}

static SyExit
list_changes (SyCli *cli,
              const char *path,
              const Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) crossings = NULL;
  Answer answer = { &run };
  gint32 first = 0;
  gint32 last = 0;
  SyZone *zone;

  if (!read_rule (options, &answer.rule, &error) ||
      (options->daily != NULL && !sy_cli_parse_days (options->daily, &first, &last, &error)) ||
      !sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, options->model, options->version, NULL,
                        &run, &error))
    return sy_cli_fail (cli, error);
  zone = sy_project_get_zone (run.project);
  answer.to = options->daily != NULL ? sy_zone_day_start (zone, last + 1) : run.as_of;
  answer.from = options->daily != NULL ? sy_zone_day_start (zone, first + 1)
                                       : sy_instant_shift (zone, run.as_of, 1 - DEFAULT_DAYS);
  sy_cli_start (cli, "scoring days");
  crossings = sy_crossings_find (run.log, run.chosen.model, &answer.rule, answer.from, answer.to,
                                 cli->cancellable, sy_cli_show_progress, cli, &error);
  if (crossings == NULL)
    return sy_cli_fail (cli, error);
  answer.crossings = crossings;
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &answer) : print_table (cli, &answer);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "rose", 0, 0, SY_OPTION_TEXT, &options.rose, "Who rose by at least so many points",
      "POINTS" },
    { "fell", 0, 0, SY_OPTION_TEXT, &options.fell, "Who fell by at least so many points",
      "POINTS" },
    { "within", 0, 0, SY_OPTION_TEXT, &options.within, "Within how many days (default: 7)",
      "DAYS" },
    { "daily", 0, 0, SY_OPTION_TEXT, &options.daily,
      "The days that are looked at (default: the last 30 of the data)", "FROM..TO" },
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.rose != NULL && options.fell != NULL)
    return sy_cli_fail_usage (cli, "--rose and --fell do not go together: give one of them");
  if (options.rose == NULL && options.fell == NULL)
    return sy_cli_fail_missing (cli, "--rose or --fell");
  return list_changes (cli, (*argv)[0], &options);
}

const SyCommand sy_command_changes = {
  "changes",
  "PROJECT",
  "List whose score rose or fell by so much, and when",
  "A score is held against the lowest (--fell: highest) of the days before. Each crossing is\n"
  "listed once, on its first day. Days on which a person is not in the population do not count.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli changes sample.steelyard --model Engagement --fell 15 --within 14 --daily 2017-09-01..2017-09-30\n",
  1,
  run,
};
