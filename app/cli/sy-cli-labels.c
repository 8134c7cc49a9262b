/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody found when looking at people: "error label" and "error list". */
#include "config.h"

#include "sy-cli-follow-up.h"

/* --- error label --- */

typedef struct
{
  char **people;
  char *as_of;
  char *label;
  char *note;
  char *file;
  char *model;
} LabelOptions;

static void
clear_label_options (LabelOptions *options)
{
  g_strfreev (options->people);
  g_free (options->as_of);
  g_free (options->label);
  g_free (options->note);
  g_free (options->file);
  g_free (options->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LabelOptions, clear_label_options)

/* FALSE for "none". */
static gboolean
parse_label (const char *text,
             SyErrorLabel *out_label,
             gboolean *out_is_none,
             GError **error)
{
  *out_is_none = g_str_equal (text, "none");
  if (*out_is_none || sy_error_label_from_name (text, out_label))
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "--label must be good, junk, wrong-person, missing-event, late or none, not “%s”", text);
  return FALSE;
}

static SyExit
print_labelled (SyCli *cli,
                const SyCliRun *run,
                const LabelOptions *options)
{
  guint n = g_strv_length (options->people);
  g_autofree char *line = NULL;

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", run->chosen.name);
      sy_json_member_instant (writer, "as_of", run->as_of);
      sy_json_member_text (writer, "label", options->label);
      sy_json_member_int (writer, "people", n);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("Labelled %u %s: %s\n", n, n == 1 ? "person" : "people",
                          options->label);
  return sy_cli_print (cli, line);
}

static SyExit
set_labels (SyCli *cli,
            const char *path,
            const LabelOptions *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  SyErrorLabel label = SY_ERROR_LABEL_JUNK;
  gboolean is_none;

  if (!parse_label (options->label, &label, &is_none, &error) ||
      !sy_cli_run_open (cli, path, SY_PROJECT_READ_WRITE, options->model, "draft", options->as_of,
                        &run, &error))
    return sy_cli_fail (cli, error);
  for (char **person = options->people; *person != NULL; person++)
    if (!(is_none ? sy_project_remove_error_label (run.project, run.chosen.name, *person, run.as_of,
                                                   &error)
                  : sy_project_set_error_label (run.project, run.chosen.name, *person, run.as_of,
                                                label, options->note, &error)))
      return sy_cli_fail (cli, error);
  return print_labelled (cli, &run, options);
}

/* A file needs no log: its people are looked up in the project. */
static SyExit
import_labels (SyCli *cli,
               const char *path,
               const LabelOptions *options)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyJsonWriter) writer = NULL;
  g_autofree char *model = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  gint64 as_of = G_MININT64;
  gsize n_labels = 0;

  project = sy_cli_open (cli, path, SY_PROJECT_READ_WRITE, &error);
  if (project == NULL || sy_cli_choose_model (project, options->model, &model, &error) == 0 ||
      (options->as_of != NULL &&
       !sy_as_of_parse (sy_project_get_zone (project), options->as_of, &as_of, &error)) ||
      !sy_project_import_error_labels (project, model, options->file, as_of, &n_labels,
                                       cli->cancellable, &error))
    return sy_cli_fail (cli, error);
  if (cli->format == SY_FORMAT_JSON)
    {
      writer = sy_json_writer_new ();
      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", model);
      sy_json_member_text (writer, "file", options->file);
      sy_json_member_int (writer, "labels", (gint64) n_labels);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("%" G_GSIZE_FORMAT " %s from %s\n", n_labels,
                          n_labels == 1 ? "label" : "labels", options->file);
  return sy_cli_print (cli, line);
}

static SyExit
check_file_alone (SyCli *cli,
                  const LabelOptions *options)
{
  g_autoptr (GError) error = NULL;

  if (options->people == NULL && options->label == NULL && options->note == NULL)
    return SY_EXIT_DONE;
  g_set_error_literal (&error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                       "--file brings people, labels and notes: leave --person, --label and --note out");
  return sy_cli_fail (cli, error);
}

static SyExit
run_label (SyCli *cli,
           const SyCommand *command,
           GStrv *argv)
{
  g_auto (LabelOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "person", 0, 0, SY_OPTION_TEXTS, &options.people, "Whom; may be repeated", "KEY" },
    { "file", 0, 0, SY_OPTION_TEXT, &options.file,
      "Labels from a CSV file with the columns person, label and, where wanted, note and date",
      "F.csv" },
    { "as-of", 0, 0, SY_OPTION_TEXT, &options.as_of,
      "The date of the score; of a file, where a row has no date", "DATE" },
    { "label", 0, 0, SY_OPTION_TEXT, &options.label,
      "What was found: good, junk, wrong-person, missing-event, late, or none to take it back", "NAME" },
    { "note", 0, 0, SY_OPTION_TEXT, &options.note, "Free text, kept with it", "TEXT" },
    SY_CLI_MODEL_ENTRY (options.model),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.file != NULL)
    {
      code = check_file_alone (cli, &options);
      return code != SY_EXIT_DONE ? code : import_labels (cli, (*argv)[0], &options);
    }
  if (options.people == NULL || options.as_of == NULL || options.label == NULL)
    return sy_cli_fail_missing (cli, options.people == NULL  ? "--person"
                                     : options.as_of == NULL ? "--as-of"
                                                             : "--label");
  return set_labels (cli, (*argv)[0], &options);
}

const SyCommand sy_command_error_label = {
  "error label",
  "PROJECT",
  "Note what sales or service found about people and their score",
  "Labels: good (a good lead: the score was right), junk (such behaviour should not count), wrong-person\n"
  "(the events are somebody else's), missing-event (what would have told is not in the data), late (the\n"
  "score was right, but the outcome came after the window). One a person, date and model; another takes\n"
  "its place. Labels are kept in the project and change no score. The errors themselves are listed by\n"
  "backtest.\n"
  "\n"
  "With --file the labels come from a CSV file whose first line names the columns person and label and,\n"
  "where wanted, note and date (or as_of); rows without a date take --as-of. All of them are set, or none\n"
  "when one cannot be used: the message names line and column.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli error label sample.steelyard --model Engagement --person 1 --as-of 2017-10-01 --label late\n"
  "  steelyard-cli error label sample.steelyard --model Engagement --file labels.csv --as-of 2017-10-01\n",
  1,
  run_label,
};

/* --- error list --- */

static SyCliTable *
build_labels (SyProject *project,
              const GPtrArray *labels)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "as of", "as_of", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "found", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "note", "note", SY_ALIGN_LEFT);
  for (guint i = 0; i < labels->len; i++)
    {
      const SyErrorLabelRecord *label = g_ptr_array_index (labels, i);
      g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (project), label->as_of);

      sy_cli_table_add_text (table, as_of);
      sy_cli_table_add_text (table, label->person);
      sy_cli_table_add_text (table, sy_error_label_get_name (label->label));
      sy_cli_table_add_text (table, label->note);
    }
  return table;
}

static SyCliTable *
build_agreement (const SyLabelAgreement *agreement)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "labelled", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "good", "good", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "share good", "share_good", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "from", "good_low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to", "good_high", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "junk", "junk", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "share junk", "share_junk", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "from", "junk_low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to", "junk_high", SY_ALIGN_RIGHT);
  for (gsize i = 0; i <= agreement->n_bands; i++)
    {
      const SyBandLabels *band = &agreement->bands[i];

      sy_cli_table_add_text (table, i < agreement->n_bands ? band->name : "all");
      sy_cli_table_add_int (table, (gint64) band->n);
      sy_cli_table_add_int (table, (gint64) band->counts[SY_ERROR_LABEL_GOOD]);
      sy_cli_table_add_rate_range (table, band->good, band->good_interval.low,
                                   band->good_interval.high, band->n);
      sy_cli_table_add_int (table, (gint64) band->counts[SY_ERROR_LABEL_JUNK]);
      sy_cli_table_add_rate_range (table, band->junk, band->junk_interval.low,
                                   band->junk_interval.high, band->n);
    }
  return table;
}

static void
write_label (SyJsonWriter *writer,
             const SyErrorLabelRecord *label)
{
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_instant (writer, "as_of", label->as_of);
  sy_json_member_text (writer, "person", label->person);
  sy_json_member_text (writer, "label", sy_error_label_get_name (label->label));
  sy_json_member_text (writer, "note", label->note);
  sy_json_writer_end_object (writer);
}

static void
write_band (SyJsonWriter *writer,
            const SyBandLabels *band,
            const char *name)
{
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "name", name);
  sy_json_member_int (writer, "n", (gint64) band->n);
  for (guint l = 0; l < SY_N_ERROR_LABELS; l++)
    sy_json_member_int (writer, sy_error_label_get_name ((SyErrorLabel) l), (gint64) band->counts[l]);
  sy_json_member_number (writer, "share_good", band->good);
  sy_json_member_number (writer, "good_low", band->good_interval.low);
  sy_json_member_number (writer, "good_high", band->good_interval.high);
  sy_json_member_number (writer, "share_junk", band->junk);
  sy_json_member_number (writer, "junk_low", band->junk_interval.low);
  sy_json_member_number (writer, "junk_high", band->junk_interval.high);
  sy_json_member_boolean (writer, "small_n", sy_is_small_n (band->n));
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const char *model,
            const GPtrArray *labels,
            const SyLabelAgreement *agreement)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", model);
  sy_json_begin_member (writer, "labels", TRUE);
  for (guint i = 0; i < labels->len; i++)
    write_label (writer, g_ptr_array_index (labels, i));
  sy_json_writer_end_array (writer);
  sy_json_begin_member (writer, "bands", TRUE);
  for (gsize i = 0; agreement != NULL && i <= agreement->n_bands; i++)
    write_band (writer, &agreement->bands[i],
                i < agreement->n_bands ? agreement->bands[i].name : "all");
  sy_json_writer_end_array (writer);
  sy_json_member_int (writer, "outside", agreement != NULL ? (gint64) agreement->n_outside : 0);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyExit
print_text (SyCli *cli,
            SyProject *project,
            const GPtrArray *labels,
            const SyLabelAgreement *agreement)
{
  g_autoptr (SyCliTable) list = build_labels (project, labels);
  g_autoptr (SyCliTable) bands = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (agreement == NULL || cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, list);
  bands = build_agreement (agreement);
  sy_cli_table_append (list, cli->width, out);
  g_string_append (out, "\nAgreement with the bands that the people had at the dates\n\n");
  sy_cli_table_append (bands, cli->width, out);
  if (agreement->n_outside > 0)
    g_string_append_printf (out, "%" G_GSIZE_FORMAT " more are of people who were in no band at the date\n",
                            agreement->n_outside);
  return sy_cli_print (cli, out->str);
}

/* NULL without an error where there is nobody to score. */
static SyLabelAgreement *
find_agreement (SyCli *cli,
                SyProject *project,
                const char *name,
                const char *version,
                const GPtrArray *labels,
                GError **error)
{
  g_auto (SyCliModel) chosen = { 0 };
  g_autoptr (SyEventLog) log = NULL;

  if (labels->len == 0 || cli->format == SY_FORMAT_CSV ||
      !sy_cli_load_model (project, name, version, &chosen, error))
    return NULL;
  sy_cli_start (cli, "reading events");
  log = sy_event_log_load (project, cli->cancellable, sy_cli_show_progress, cli, error);
  if (log == NULL || sy_event_log_get_n_events (log) == 0)
    return NULL;
  sy_cli_start (cli, "scoring");
  return sy_label_agreement_run (log, chosen.model, labels, cli->cancellable, error);
}

static SyExit
run_list (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autofree char *model = NULL;
  g_autofree char *version = NULL;
  g_autofree char *name = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (SyLabelAgreement) agreement = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    SY_CLI_MODEL_ENTRY (model),
    SY_CLI_VERSION_ENTRY (version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  if (project == NULL || sy_cli_choose_model (project, model, &name, &error) == 0)
    return sy_cli_fail (cli, error);
  labels = sy_project_list_error_labels (project, name, &error);
  if (labels == NULL)
    return sy_cli_fail (cli, error);
  agreement = find_agreement (cli, project, name, version, labels, &error);
  if (error != NULL)
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, name, labels, agreement)
                                       : print_text (cli, project, labels, agreement);
}

const SyCommand sy_command_error_list = {
  "error list",
  "PROJECT",
  "List what was found about people and how it agrees with the bands",
  "The labels of a model, by date, then person; then for each band how many people have one, and which\n"
  "share of them is good or junk, each in the band that the person had at the date of the label. How\n"
  "labels agree with errors is said by backtest.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli error list sample.steelyard --model Engagement\n",
  1,
  run_list,
};
