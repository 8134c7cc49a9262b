/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cleaning: rules that mark events, to be looked at, applied and taken back. */
#include "config.h"

#include "sy-cli-clean.h"

#include <math.h>
#include <string.h>

typedef struct
{
  char *kind;
  char *file;
  char **types;
  char **after;
  char *property;
  char *within;
  char *at_least;
  char *more_than;
  char **patterns;
  char *from;
  char *to;
  gboolean outside;
  char *as_of;
  char *model;
  char *version;
} CleanOptions;

static void
clear_options (CleanOptions *options)
{
  g_free (options->kind);
  g_free (options->file);
  g_strfreev (options->types);
  g_strfreev (options->after);
  g_free (options->property);
  g_free (options->within);
  g_free (options->at_least);
  g_free (options->more_than);
  g_strfreev (options->patterns);
  g_free (options->from);
  g_free (options->to);
  g_free (options->as_of);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CleanOptions, clear_options)

static gboolean
parse (SyCli *cli,
       const SyCommand *command,
       GStrv *argv,
       CleanOptions *options,
       SyExit *out_exit)
{
  const GOptionEntry entries[] = {
    { "kind", 0, 0, SY_OPTION_TEXT, &options->kind,
      "repeated-keys, equal-rows, too-fast, burst, rate, values, people or dates", "KIND" },
    { "type", 0, 0, SY_OPTION_TEXTS, &options->types, "Only events of this type; may be repeated",
      "NAME" },
    { "after", 0, 0, SY_OPTION_TEXTS, &options->after,
      "too-fast: soon after an event of this type; may be repeated", "NAME" },
    { "property", 0, 0, SY_OPTION_TEXT, &options->property,
      "burst, values, too-fast: the property that counts", "NAME" },
    { "within", 0, 0, SY_OPTION_TEXT, &options->within, "too-fast, burst, rate: in so many seconds",
      "SECONDS" },
    { "at-least", 0, 0, SY_OPTION_TEXT, &options->at_least, "burst: so many different values",
      "N" },
    { "more-than", 0, 0, SY_OPTION_TEXT, &options->more_than,
      "rate: more events than this a minute (or --within)", "N" },
    { "pattern", 0, 0, SY_OPTION_TEXTS, &options->patterns,
      "values, people: like this, * for anything; may be repeated", "TEXT" },
    { "from", 0, 0, SY_OPTION_TEXT, &options->from, "dates: from the start of this day", "DATE" },
    { "to", 0, 0, SY_OPTION_TEXT, &options->to, "dates: to the end of this day", "DATE" },
    { "outside", 0, 0, G_OPTION_ARG_NONE, &options->outside, "dates: what is before and after",
      NULL },
    { "file", 0, 0, SY_OPTION_TEXT, &options->file, "A rule as JSON instead of the options above",
      "FILE" },
    { "as-of", 0, 0, SY_OPTION_TEXT, &options->as_of,
      "Show the effect on scores of this date (default: end of the data)", "DATE" },
    { "model", 0, 0, SY_OPTION_TEXT, &options->model, "Show the effect on this model", "NAME" },
    { "version", 0, 0, SY_OPTION_TEXT, &options->version,
      "A version, or draft (default: the newest version, else the draft)", "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  return sy_cli_parse (cli, command, entries, argv, out_exit);
}

static gboolean
parse_count (const char *option,
             const char *text,
             gint64 *out_count,
             GError **error)
{
  if (text == NULL || g_ascii_string_to_signed (text, 10, 1, G_MAXINT32, out_count, NULL))
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "%s needs a whole number, 1 or more, not “%s”", option, text);
  return FALSE;
}

static SyCleanRule *
read_file (const char *path,
           GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!g_file_get_contents (path, &text, NULL, &local_error))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_IO, "%s", local_error->message);
      return NULL;
    }
  return sy_clean_rule_from_json (text, error);
}

static SyCleanRule *
build_rule (CleanOptions *options,
            GError **error)
{
  g_autoptr (SyCleanRule) rule = NULL;
  SyCleanKind kind;

  if (options->file != NULL)
    return read_file (options->file, error);
  if (options->kind == NULL || !sy_clean_kind_from_name (options->kind, &kind))
    {
      g_set_error (
          error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
          "give a rule by --file, or --kind with repeated-keys, equal-rows, too-fast, burst, rate, values, people or dates");
      return NULL;
    }
  rule = sy_clean_rule_new (kind);
  rule->types = g_strdupv (options->types);
  rule->after = g_strdupv (options->after);
  rule->property = g_strdup (options->property);
  rule->patterns = g_strdupv (options->patterns);
  rule->from = g_strdup (options->from);
  rule->to = g_strdup (options->to);
  rule->outside = options->outside;
  if (!parse_count ("--at-least", options->at_least, &rule->count, error) ||
      !parse_count ("--more-than", options->more_than, &rule->count, error))
    return NULL;
  if (options->within != NULL &&
      !sy_number_parse (options->within, strlen (options->within), &rule->within_s))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--within needs a number of seconds, not “%s”", options->within);
      return NULL;
    }
  return sy_clean_rule_check (rule, error) ? g_steal_pointer (&rule) : NULL;
}

static SyExit
print_preview (SyCli *cli,
               const SyCliRun *run,
               const char *name,
               const SyCleanRule *rule,
               const SyCleanPreview *preview,
               const SyLogEffect *effect,
               gboolean is_applied)
{
  g_autofree char *words = sy_clean_rule_describe (rule);
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
      g_autofree char *json = sy_clean_rule_to_json (rule);
      g_autoptr (SyJson) value = sy_json_parse (json, -1, NULL);

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      if (name != NULL)
        sy_json_member_text (writer, "name", name);
      sy_json_writer_key (writer, "rule");
      sy_json_writer_value (writer, value);
      sy_json_member_text (writer, "description", words);
      sy_json_member_boolean (writer, "applied", is_applied);
      sy_json_member_int (writer, "events", (gint64) preview->n_events);
      sy_json_member_int (writer, "people", (gint64) preview->n_people);
      sy_json_member_int (writer, "new", (gint64) preview->n_new);
      sy_cli_effect_write (writer, run, effect);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  g_string_append_printf (out,
                          "%s %" G_GSIZE_FORMAT " events of %" G_GSIZE_FORMAT
                          " people: %s\n%" G_GSIZE_FORMAT " of them %s\n",
                          is_applied ? "Marked" : "Would mark", preview->n_events,
                          preview->n_people, words, preview->n_new,
                          is_applied ? "were not marked before." : "are not marked now.");
  sy_cli_effect_append (cli, out, run, effect);
  return sy_cli_print (cli, out->str);
}

static SyExit
run_rule (SyCli *cli,
          const char *path,
          const char *name,
          CleanOptions *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyCleanRule) rule = NULL;
  g_autoptr (SyCleanPreview) preview = NULL;
  g_autoptr (SyLogEffect) effect = NULL;
  g_autoptr (SyCleanRuleRecord) record = NULL;

  project = sy_cli_open (cli, path, name == NULL ? SY_PROJECT_READ_ONLY : SY_PROJECT_READ_WRITE,
                         &error);
  if (project == NULL)
    return sy_cli_fail (cli, error);
  /* A name alone applies the rule of that name anew. */
  if (name != NULL && options->kind == NULL && options->file == NULL)
    {
      record = sy_project_get_clean_rule (project, name, &error);
      rule = record == NULL ? NULL : sy_clean_rule_from_json (record->json, &error);
    }
  else
    rule = build_rule (options, &error);
  if (rule == NULL || !sy_cli_effect_open (cli, project, options->model, options->version,
                                           options->as_of, &run, &error))
    return sy_cli_fail (cli, error);
  sy_cli_start (cli, "reading events");
  preview = sy_cleaning_preview (project, rule, name, cli->cancellable, sy_cli_show_progress, cli,
                                 &error);
  if (preview == NULL)
    return sy_cli_fail (cli, error);
  effect = sy_cli_effect_compute (cli, &run, preview->before, preview->after, &error);
  if (error != NULL)
    return sy_cli_fail (cli, error);
  if (name != NULL && !sy_cleaning_apply (project, name, rule, preview, cli->cancellable, &error))
    return sy_cli_fail (cli, error);
  return print_preview (cli, &run, name, rule, preview, effect, name != NULL);
}

static SyExit
run_preview (SyCli *cli,
             const SyCommand *command,
             GStrv *argv)
{
  g_auto (CleanOptions) options = { 0 };
  SyExit code;

  if (!parse (cli, command, argv, &options, &code))
    return code;
  return run_rule (cli, (*argv)[0], NULL, &options);
}

static SyExit
run_apply (SyCli *cli,
           const SyCommand *command,
           GStrv *argv)
{
  g_auto (CleanOptions) options = { 0 };
  SyExit code;

  if (!parse (cli, command, argv, &options, &code))
    return code;
  return run_rule (cli, (*argv)[0], (*argv)[1], &options);
}

static SyExit
run_undo (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyCleanRuleRecord) record = NULL;
  g_autofree char *line = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_WRITE, &error);
  record = project == NULL ? NULL : sy_project_get_clean_rule (project, (*argv)[1], &error);
  if (record == NULL || !sy_project_undo_clean_rule (project, (*argv)[1], &error))
    return sy_cli_fail (cli, error);
  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "name", record->name);
      sy_json_member_int (writer, "unmarked", record->n_alone);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("%" G_GINT64_FORMAT " events count again.\n", record->n_alone);
  return sy_cli_print (cli, line);
}

static SyExit
print_list (SyCli *cli,
            GPtrArray *records)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_cli_table_add_column (table, "rule", "rule", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "marks", "description", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "events", "events", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "people", "people", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "alone", "alone", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "state", "state", SY_ALIGN_LEFT);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_begin_member (writer, "rules", TRUE);
  for (guint i = 0; i < records->len; i++)
    {
      const SyCleanRuleRecord *record = records->pdata[i];
      g_autoptr (SyCleanRule) rule = sy_clean_rule_from_json (record->json, NULL);
      g_autofree char *words = rule == NULL ? g_strdup (record->json)
                                            : sy_clean_rule_describe (rule);
      g_autoptr (SyJson) value = sy_json_parse (record->json, -1, NULL);

      sy_cli_table_add_text (table, record->name);
      sy_cli_table_add_text (table, words);
      sy_cli_table_add_int (table, record->n_events);
      sy_cli_table_add_int (table, record->n_people);
      sy_cli_table_add_int (table, record->n_alone);
      sy_cli_table_add_text (table, record->is_stale ? "stale" : "current");
      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "name", record->name);
      if (value != NULL)
        {
          sy_json_writer_key (writer, "rule");
          sy_json_writer_value (writer, value);
        }
      sy_json_member_text (writer, "description", words);
      sy_json_member_int (writer, "events", record->n_events);
      sy_json_member_int (writer, "people", record->n_people);
      sy_json_member_int (writer, "alone", record->n_alone);
      sy_json_member_boolean (writer, "stale", record->is_stale);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  if (cli->format == SY_FORMAT_JSON)
    return sy_cli_print_json (cli, g_steal_pointer (&writer));
  return sy_cli_print_table (cli, table);
}

static SyExit
run_list (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) records = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  records = project == NULL ? NULL : sy_project_list_clean_rules (project, &error);
  return records == NULL ? sy_cli_fail (cli, error) : print_list (cli, records);
}

const SyCommand sy_command_clean_preview = {
  "clean preview",
  "PROJECT",
  "Show what a cleaning rule would mark, and its effect",
  "Writes nothing. A rule looks at all events, whatever other rules mark.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli clean preview sample.steelyard --kind rate --more-than 30 --model Engagement\n",
  1,
  run_preview,
};

const SyCommand sy_command_clean_apply = {
  "clean apply",
  "PROJECT NAME",
  "Mark events by a rule; they score nothing",
  "Events are never deleted. NAME alone applies a rule anew, after an import.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli clean apply sample.steelyard fast --kind rate --more-than 30 --model Engagement\n",
  2,
  run_apply,
};

const SyCommand sy_command_clean_list = {
  "clean list",
  "PROJECT",
  "List the applied cleaning rules",
  "A stale rule has not seen the newest imports or aliases.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli clean list sample.steelyard\n",
  1,
  run_list,
};

const SyCommand sy_command_clean_undo = {
  "clean undo",
  "PROJECT NAME",
  "Take a cleaning rule and its marks back",
  "Events that no other rule marks count again, exactly as before.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli clean undo sample.steelyard fast\n",
  2,
  run_undo,
};
