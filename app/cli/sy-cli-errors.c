/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a score was wrong, and what was found there: "backtest --errors", "error label", "error list". */
#include "config.h"

#include "sy-cli-explain.h"
#include "sy-cli-follow-up.h"

#define N_REASONS 3

static const char *const kind_names[SY_N_ERROR_KINDS] = { "false-positive", "false-negative",
                                                          "no-error" };

/* NULL when nobody has looked at the person yet. */
static const char *
find_label (GHashTable *labels,
            guint32 person)
{
  const SyErrorLabelRecord *label = g_hash_table_lookup (labels, GUINT_TO_POINTER (person));

  return label != NULL ? sy_error_label_get_name (label->label) : NULL;
}

/* --- JSON --- */

static void
write_reasons (SyJsonWriter *writer,
               const SyReasons *reasons,
               guint32 person)
{
  SyReason found[N_REASONS];
  gsize n = sy_reasons_find (reasons, person, N_REASONS, found);

  sy_json_begin_member (writer, "reasons", TRUE);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *text = sy_reasons_describe (reasons, &found[i]);

      sy_json_writer_text (writer, text);
    }
  sy_json_writer_end_array (writer);
}

static void
write_rows (SyJsonWriter *writer,
            const SyCliRun *run,
            const SyCliFollowUp *follow_up,
            SyErrorKind kind,
            const char *key)
{
  const SyErrorReview *errors = follow_up->errors;
  g_autoptr (GHashTable) labels = sy_error_review_map_labels (errors, run->log, follow_up->labels);
  g_autoptr (SyScorer) scorer = sy_scorer_new (run->log, errors->as_of);
  /* The bands are known: no explanation has to look back for them. */
  g_autoptr (SyModel) plain = sy_model_without_course (run->chosen.model);

  sy_json_begin_member (writer, key, TRUE);
  for (gsize i = 0; i < errors->n_rows[kind]; i++)
    {
      const SyErrorRow *row = &errors->rows[kind][i];
      g_autoptr (SyContributions) account = sy_scorer_explain (scorer, plain, row->person);

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "person", sy_event_log_get_person_key (run->log, row->person));
      sy_json_member_number (writer, "score", row->score);
      sy_json_member_text (writer, "band", sy_cli_get_band_name (run->chosen.model, row->band));
      sy_json_member_text (writer, "label", find_label (labels, row->person));
      write_reasons (writer, follow_up->reasons, row->person);
      sy_cli_write_contributions (writer, "trace", account);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_agreement (SyJsonWriter *writer,
                 const SyErrorAgreement *agreement)
{
  sy_json_begin_member (writer, "found", TRUE);
  for (guint k = 0; k < SY_N_ERROR_KINDS; k++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "kind", kind_names[k]);
      sy_json_member_int (writer, "people", (gint64) agreement->n_total[k]);
      sy_json_member_int (writer, "reviewed", (gint64) agreement->n_reviewed[k]);
      for (guint l = 0; l < SY_N_ERROR_LABELS; l++)
        sy_json_member_int (writer, sy_error_label_get_name ((SyErrorLabel) l),
                            (gint64) agreement->counts[k][l]);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

void
sy_cli_write_errors (SyJsonWriter *writer,
                     const SyCliRun *run,
                     const SyCliFollowUp *follow_up)
{
  const SyErrorReview *errors = follow_up->errors;
  SyErrorAgreement agreement;

  sy_error_review_count (errors, run->log, follow_up->labels, &agreement);
  sy_json_begin_member (writer, "errors", FALSE);
  sy_json_member_instant (writer, "as_of", errors->as_of);
  sy_json_member_number (writer, "threshold", errors->threshold);
  sy_json_member_int (writer, "tp", (gint64) errors->confusion.tp);
  sy_json_member_int (writer, "fp", (gint64) errors->confusion.fp);
  sy_json_member_int (writer, "fn", (gint64) errors->confusion.fn);
  sy_json_member_int (writer, "tn", (gint64) errors->confusion.tn);
  write_rows (writer, run, follow_up, SY_ERROR_FALSE_POSITIVE, "false_positives");
  write_rows (writer, run, follow_up, SY_ERROR_FALSE_NEGATIVE, "false_negatives");
  write_agreement (writer, &agreement);
  sy_json_writer_end_object (writer);
}

/* --- table --- */

static char *
describe_reasons (const SyReasons *reasons,
                  guint32 person)
{
  SyReason reason;

  return sy_reasons_find (reasons, person, 1, &reason) > 0 ? sy_reasons_describe (reasons, &reason)
                                                           : NULL;
}

SyCliTable *
sy_cli_build_errors (const SyCliRun *run,
                     const SyCliFollowUp *follow_up)
{
  const SyErrorReview *errors = follow_up->errors;
  g_autoptr (GHashTable) labels = sy_error_review_map_labels (errors, run->log, follow_up->labels);
  g_autoptr (SyScorer) scorer = sy_scorer_new (run->log, errors->as_of);
  /* The bands are known: no explanation has to look back for them. */
  g_autoptr (SyModel) plain = sy_model_without_course (run->chosen.model);
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "error", "error", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "score", "score", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "made of", "trace", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "lately", "reason", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "found", "label", SY_ALIGN_LEFT);
  for (guint kind = 0; kind < SY_ERROR_NONE; kind++)
    for (gsize i = 0; i < errors->n_rows[kind]; i++)
      {
        const SyErrorRow *row = &errors->rows[kind][i];
        g_autoptr (SyContributions) account = sy_scorer_explain (scorer, plain, row->person);
        g_autofree char *trace = sy_contributions_describe_rules (account, N_REASONS);
        g_autofree char *reason = describe_reasons (follow_up->reasons, row->person);

        sy_cli_table_add_text (table, kind_names[kind]);
        sy_cli_table_add_text (table, sy_event_log_get_person_key (run->log, row->person));
        sy_cli_table_add_number (table, row->score, 1);
        sy_cli_table_add_text (table, sy_cli_get_band_name (run->chosen.model, row->band));
        sy_cli_table_add_text (table, trace);
        sy_cli_table_add_text (table, reason);
        sy_cli_table_add_text (table, find_label (labels, row->person));
      }
  return table;
}

void
sy_cli_append_agreement (GString *out,
                         const SyCliRun *run,
                         const SyCliFollowUp *follow_up)
{
  const SyErrorReview *errors = follow_up->errors;
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  SyErrorAgreement agreement;
  char threshold[SY_NUMBER_BUFFER_SIZE];

  sy_error_review_count (errors, run->log, follow_up->labels, &agreement);
  g_string_append_printf (
      out,
      "\nThe outcome is expected %s %s: %" G_GSIZE_FORMAT " right, %" G_GSIZE_FORMAT
      " had not it (false positives), %" G_GSIZE_FORMAT " had it unexpected (false negatives)\n\n",
      errors->direction == SY_DIRECTION_LESS ? "below" : "from",
      sy_number_format (errors->threshold, threshold), errors->confusion.tp + errors->confusion.tn,
      errors->confusion.fp, errors->confusion.fn);
  sy_cli_table_add_column (table, "looked at", "kind", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "people", "people", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "reviewed", "reviewed", SY_ALIGN_RIGHT);
  for (guint l = 0; l < SY_N_ERROR_LABELS; l++)
    {
      const char *name = sy_error_label_get_name ((SyErrorLabel) l);

      sy_cli_table_add_column (table, name, name, SY_ALIGN_RIGHT);
    }
  for (guint k = 0; k < SY_N_ERROR_KINDS; k++)
    {
      sy_cli_table_add_text (table, kind_names[k]);
      sy_cli_table_add_int (table, (gint64) agreement.n_total[k]);
      sy_cli_table_add_int (table, (gint64) agreement.n_reviewed[k]);
      for (guint l = 0; l < SY_N_ERROR_LABELS; l++)
        sy_cli_table_add_int (table, (gint64) agreement.counts[k][l]);
    }
  sy_cli_table_append (table, 0, out);
}

/* --- error label --- */

typedef struct
{
  char **people;
  char *as_of;
  char *label;
  char *note;
  char *model;
} LabelOptions;

static void
clear_label_options (LabelOptions *options)
{
  g_strfreev (options->people);
  g_free (options->as_of);
  g_free (options->label);
  g_free (options->note);
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
               "--label must be junk, wrong-person, missing-event, late or none, not “%s”", text);
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

static SyExit
run_label (SyCli *cli,
           const SyCommand *command,
           GStrv *argv)
{
  g_auto (LabelOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "person", 0, 0, SY_OPTION_TEXTS, &options.people, "Whom; may be repeated", "KEY" },
    { "as-of", 0, 0, SY_OPTION_TEXT, &options.as_of, "The date of the score", "DATE" },
    { "label", 0, 0, SY_OPTION_TEXT, &options.label,
      "What was found: junk, wrong-person, missing-event, late, or none to take it back", "NAME" },
    { "note", 0, 0, SY_OPTION_TEXT, &options.note, "Free text, kept with it", "TEXT" },
    SY_CLI_MODEL_ENTRY (options.model),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.people == NULL || options.as_of == NULL || options.label == NULL)
    return sy_cli_fail_missing (cli, options.people == NULL  ? "--person"
                                     : options.as_of == NULL ? "--as-of"
                                                             : "--label");
  return set_labels (cli, (*argv)[0], &options);
}

const SyCommand sy_command_error_label = {
  "error label",
  "PROJECT",
  "Note what was found about a person whom the score was wrong about",
  "Labels: junk (such behaviour should not count), wrong-person (the events are somebody else's),\n"
  "missing-event (what would have told is not in the data), late (the score was right, but the outcome\n"
  "came after the window). One a person, date and model; another takes its place. Labels are kept in\n"
  "the project and change no score. The errors themselves are listed by backtest.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli error label sample.steelyard --model Engagement --person 1 --as-of 2017-10-01 --label late\n",
  1,
  run_label,
};

/* --- error list --- */

static SyExit
print_labels (SyCli *cli,
              SyProject *project,
              const char *model,
              const GPtrArray *labels)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_cli_table_add_column (table, "as of", "as_of", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "found", "label", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "note", "note", SY_ALIGN_LEFT);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", model);
  sy_json_begin_member (writer, "labels", TRUE);
  for (guint i = 0; i < labels->len; i++)
    {
      const SyErrorLabelRecord *label = g_ptr_array_index (labels, i);
      g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (project), label->as_of);

      sy_cli_table_add_text (table, as_of);
      sy_cli_table_add_text (table, label->person);
      sy_cli_table_add_text (table, sy_error_label_get_name (label->label));
      sy_cli_table_add_text (table, label->note);
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_instant (writer, "as_of", label->as_of);
      sy_json_member_text (writer, "person", label->person);
      sy_json_member_text (writer, "label", sy_error_label_get_name (label->label));
      sy_json_member_text (writer, "note", label->note);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return cli->format == SY_FORMAT_JSON ? sy_cli_print_json (cli, g_steal_pointer (&writer))
                                       : sy_cli_print_table (cli, table);
}

static SyExit
run_list (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autofree char *model = NULL;
  g_autofree char *name = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) labels = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    SY_CLI_MODEL_ENTRY (model),
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
  return print_labels (cli, project, name, labels);
}

const SyCommand sy_command_error_list = {
  "error list",
  "PROJECT",
  "List what was found about people whom the score was wrong about",
  "The labels of a model, by date, then person. How they agree with the score of a date is said by\n"
  "backtest.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli error list sample.steelyard --model Engagement\n",
  1,
  run_list,
};
