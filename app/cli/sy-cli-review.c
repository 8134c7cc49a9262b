/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The indicators of a model, this quarter against the last. */
#include "config.h"

#include "sy-cli.h"

#include <math.h>
#include <string.h>

typedef struct
{
  char *as_of;
  char *model;
  char *version;
  char *level;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->as_of);
  g_free (options->model);
  g_free (options->version);
  g_free (options->level);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static const char *const verdicts[] = { "untested", "steady", "stronger", "weaker", "turned" };

static void
write_signal (SyJsonWriter *writer,
              const char *key,
              const SySignal *signal)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_int (writer, "n", (gint64) signal->n_with);
  sy_json_member_number (writer, "rate_with", signal->rate_with);
  sy_json_member_number (writer, "rate_without", signal->rate_without);
  sy_json_member_range (writer, "lift", signal->ratio, signal->ratio_interval.low,
                        signal->ratio_interval.high);
  sy_json_writer_end_object (writer);
}

static void
write_line (SyJsonWriter *writer,
            const SyReviewLine *line)
{
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "kind", line->now->kind == SY_SIGNAL_TYPE ? "type" : "rule");
  sy_json_member_text (writer, "id", line->now->id);
  sy_json_member_text (writer, "label", line->now->label);
  write_signal (writer, "now", line->now);
  write_signal (writer, "before", line->before);
  sy_json_member_number (writer, "ratio", line->ratio);
  sy_json_member_number (writer, "p", line->p);
  sy_json_member_number (writer, "q", line->q);
  sy_json_member_text (writer, "verdict", verdicts[line->verdict]);
  sy_json_writer_end_object (writer);
}

static void
write_dates (SyJsonWriter *writer,
             const char *key,
             const SySignals *signals)
{
  sy_json_begin_member (writer, key, TRUE);
  for (gsize i = 0; i < signals->n_origins; i++)
    {
      g_autofree char *text = sy_instant_format (signals->origins[i]);

      sy_json_writer_text (writer, text);
    }
  sy_json_writer_end_array (writer);
}

static SyExit
print_json (SyCli *cli,
            const SyCliRun *run,
            const SySignalReview *review)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_text (writer, "outcome", run->chosen.model->outcome.name);
  sy_json_member_number (writer, "level", review->level);
  write_dates (writer, "now", review->now);
  write_dates (writer, "before", review->before);
  sy_json_begin_member (writer, "indicators", TRUE);
  for (gsize i = 0; i < review->n_lines; i++)
    write_line (writer, &review->lines[i]);
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyCliTable *
make_table (const SySignalReview *review)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "indicator", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "is a", "kind", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "have it", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "lift", "lift", SY_ALIGN_RIGHT);
  sy_cli_table_add_range_columns (table);
  sy_cli_table_add_column (table, "lift before", "lift_before", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "times", "ratio", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "q", "q", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "is now", "verdict", SY_ALIGN_LEFT);
  for (gsize i = 0; i < review->n_lines; i++)
    {
      const SyReviewLine *line = &review->lines[i];

      sy_cli_table_add_text (table, line->now->label);
      sy_cli_table_add_text (table, line->now->kind == SY_SIGNAL_TYPE ? "type" : "rule");
      sy_cli_table_add_int (table, (gint64) line->now->n_with);
      sy_cli_table_add_number (table, line->now->ratio, 2);
      sy_cli_table_add_number (table, line->now->ratio_interval.low, 2);
      sy_cli_table_add_number (table, line->now->ratio_interval.high, 2);
      sy_cli_table_add_number (table, line->before->ratio, 2);
      sy_cli_table_add_number (table, line->ratio, 2);
      sy_cli_table_add_number (table, line->q, 4);
      sy_cli_table_add_text (table, verdicts[line->verdict]);
    }
  return table;
}

static void
append_quarter (GString *out,
                const SyCliRun *run,
                const char *what,
                const SySignals *signals)
{
  SyZone *zone = sy_project_get_zone (run->project);
  g_autofree char *first = sy_cli_format_as_of (zone, signals->origins[0]);
  g_autofree char *last = sy_cli_format_as_of (zone, signals->origins[signals->n_origins - 1]);
  g_autofree char *rows = sy_cli_describe_rows (signals->n_origins, signals->n, signals->n_positive);

  g_string_append_printf (out, "%s: %s to %s, %s\n", what, first, last, rows);
}

static SyExit
print_table (SyCli *cli,
             const SyCliRun *run,
             const SySignalReview *review)
{
  g_autoptr (SyCliTable) table = make_table (review);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *version = sy_cli_describe_version (run->chosen.version);

  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, table);
  g_string_append_printf (out, "%s (%s) against “%s”\n", run->chosen.name, version,
                          run->chosen.model->outcome.name != NULL ? run->chosen.model->outcome.name
                                                                  : "the outcome");
  append_quarter (out, run, "This quarter", review->now);
  append_quarter (out, run, "The one before", review->before);
  g_string_append_c (out, '\n');
  sy_cli_append_table (cli, out, table);
  return sy_cli_print (cli, out->str);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (SySignalReview) review = NULL;
  g_autoptr (GError) error = NULL;
  double level = SY_SIGNALS_LEVEL;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, SY_OPTION_TEXT, &options.as_of,
      "End of the quarter (default: the last date whose outcome is known)", "DATE" },
    { "level", 0, 0, SY_OPTION_TEXT, &options.level,
      "Share of false changes that is put up with (default: 0.1)", "Q" },
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (!sy_cli_parse_number ("--level", options.level, &level, &error) ||
      !sy_cli_run_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, options.model, options.version,
                        options.as_of, &run, &error))
    return sy_cli_fail (cli, error);
  if (!(level > 0 && level < 1))
    {
      g_set_error (&error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--level: “%s” is not a share between 0 and 1, such as 0.1", options.level);
      return sy_cli_fail (cli, error);
    }
  sy_cli_start (cli, "testing signals");
  review = sy_signal_review_run (
      run.log, run.chosen.model,
      sy_outcome_latest_as_of (run.log, &run.chosen.model->outcome, run.as_of), level,
      cli->cancellable, sy_cli_show_progress, cli, &error);
  if (review == NULL)
    return sy_cli_fail (cli, error);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &run, review)
                                       : print_table (cli, &run, review);
}

const SyCommand sy_command_model_review = {
  "model review",
  "PROJECT",
  "Compare what each indicator tells with the quarter before",
  "The lift of every event type and rule, the rate of the outcome of who has it over that of the\n"
  "others, at three dates of the last 91 days whose outcome is known and of the 91 days before, and\n"
  "whether it changed by more than chance.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model review sample.steelyard --model Engagement --as-of 2017-10-31\n",
  1,
  run,
};
