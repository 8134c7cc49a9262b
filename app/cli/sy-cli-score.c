/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <string.h>

typedef struct
{
  char *as_of;
  char *model;
  char *version;
  char *columns;
  gboolean exact_text;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->as_of);
  g_free (options->model);
  g_free (options->version);
  g_free (options->columns);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static const char *
get_band_name (const SyCliRun *run,
               const SyScores *scores,
               guint32 person)
{
  guint8 band = sy_scores_get_bands (scores)[person];

  return band == SY_BAND_NONE ? NULL : sy_model_get_band (run->chosen.model, band)->name;
}

/* What is printed. */
typedef struct
{
  const SyCliRun *run;
  SyExportSource source;
  const guint32 *members;
  gsize n_members;
  const GArray *alarms;
} Answer;

static SyExit
print_csv (SyCli *cli,
           const Answer *answer,
           const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) columns =
      g_strsplit (options->columns != NULL ? options->columns : "person,raw,score,band", ",", -1);
  g_autoptr (SyCsvWriter) writer = NULL;

  sy_cli_end_progress (cli);
  if (!sy_export_check_columns (&answer->source, (const char *const *) columns, &error))
    return sy_cli_fail (cli, error);
  writer = sy_csv_writer_new ("-", options->exact_text ? SY_CSV_WRITER_RAW : SY_CSV_WRITER_DEFAULT,
                              &error);
  if (writer == NULL ||
      !sy_export_rows (&answer->source, answer->members, answer->n_members,
                       (const char *const *) columns, writer, cli->cancellable, NULL, NULL,
                       &error) ||
      !sy_csv_writer_finish (writer, &error))
    return sy_cli_fail (cli, error);
  return SY_EXIT_DONE;
}

/* Means of the population, the groups' too. */
static void
write_means (SyJsonWriter *writer,
             const Answer *answer)
{
  const SyExportSource *source = &answer->source;
  SyComponents means;

  sy_scores_get_mean_components (source->scores, source->model, source->types, &means);
  sy_cli_write_components (writer, "means", &means);
  sy_json_begin_member (writer, "group_means", TRUE);
  for (guint i = 0; i < source->model->groups->len; i++)
    {
      const double *points = sy_scores_get_group_points (source->scores, i);
      SySum sum = { 0 };

      for (gsize k = 0; k < answer->n_members; k++)
        sy_sum_add (&sum, points[answer->members[k]]);
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "name", sy_model_get_group (source->model, i)->name);
      sy_json_member_number (writer, "points", sy_sum_get (&sum) / (double) answer->n_members);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static SyExit
print_json (SyCli *cli,
            const Answer *answer)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  const SyCliRun *run = answer->run;
  const SyScores *scores = answer->source.scores;
  g_autofree char *sha256 = sy_model_sha256 (run->chosen.model);
  g_autofree char *data_sha256 = sy_event_log_compute_sha256 (run->log);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_text (writer, "sha256", sha256);
  sy_json_member_text (writer, "data_sha256", data_sha256);
  sy_json_member_instant (writer, "as_of", run->as_of);
  sy_json_member_int (writer, "n", (gint64) answer->n_members);
  sy_json_member_int (writer, "refused", (gint64) sy_scores_get_n_refused (scores));
  sy_json_member_alarms (writer, answer->alarms, run->chosen.model);
  write_means (writer, answer);
  sy_json_begin_member (writer, "scores", TRUE);
  for (gsize i = 0; i < answer->n_members; i++)
    {
      guint32 person = answer->members[i];
      g_autofree char *shown = NULL;

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "person", sy_event_log_get_person_key (run->log, person));
      sy_json_member_number (writer, "raw", sy_scores_get_raw (scores)[person]);
      sy_json_member_number (writer, "score", sy_scores_get_score (scores)[person]);
      shown = sy_model_format_score (run->chosen.model, sy_scores_get_score (scores)[person]);
      sy_json_member_text (writer, "shown", shown);
      sy_json_member_number (writer, "probability", sy_scores_get_probability (scores, person));
      sy_json_member_text (writer, "band", get_band_name (run, scores, person));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyExit
print_table (SyCli *cli,
             const Answer *answer)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  const SyExportSource *source = &answer->source;
  gboolean has_probability = sy_scores_has_probability (source->scores);
  SyComponents means;

  sy_cli_end_progress (cli);
  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "raw", "raw", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "score", "score", SY_ALIGN_RIGHT);
  if (has_probability)
    sy_cli_table_add_column (table, "probability", "probability", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  for (gsize i = 0; i < answer->n_members; i++)
    {
      guint32 person = answer->members[i];
      g_autofree char *shown = sy_model_format_score (source->model,
                                                      sy_scores_get_score (source->scores)[person]);

      sy_cli_table_add_text (table, sy_event_log_get_person_key (answer->run->log, person));
      sy_cli_table_add_number (table, sy_scores_get_raw (source->scores)[person], 3);
      sy_cli_table_add_text (table, shown);
      if (has_probability)
        sy_cli_table_add_number (table, sy_scores_get_probability (source->scores, person), 3);
      sy_cli_table_add_text (table, get_band_name (answer->run, source->scores, person));
    }
  sy_cli_append_table (cli, out, table);
  if (answer->n_members > 0)
    {
      sy_scores_get_mean_components (source->scores, source->model, source->types, &means);
      g_string_append_printf (out, "\nMean of %" G_GSIZE_FORMAT " people: ", answer->n_members);
      sy_cli_append_components (out, &means);
    }
  return sy_cli_print (cli, out->str);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (GArray) alarms = NULL;
  g_autoptr (GPtrArray) types = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    SY_CLI_AS_OF_ENTRY (options.as_of),
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { "columns", 0, 0, SY_OPTION_TEXT, &options.columns,
      "With --format csv: columns as in export (default person,raw,score,band)", "LIST" },
    { "exact-text", 0, 0, G_OPTION_ARG_NONE, &options.exact_text,
      "With --format csv: also write texts as they are that a spreadsheet would run", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  Answer answer;
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (!sy_cli_run_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, options.model, options.version,
                        options.as_of, &run, &error))
    return sy_cli_fail (cli, error);
  scores = sy_cli_run_score (cli, &run, &error);
  if (scores == NULL)
    return sy_cli_fail (cli, error);
  types = sy_project_list_model_types (run.project, run.chosen.model, &error);
  if (types == NULL)
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  alarms = sy_cli_check_occupancy (cli, &run, scores, &error);
  if (alarms == NULL)
    return sy_cli_fail (cli, error);
  answer = (Answer){ &run, { run.log, run.chosen.model, scores, types }, .alarms = alarms };
  answer.members = sy_scores_get_members (scores, &answer.n_members);
  if (cli->format == SY_FORMAT_CSV)
    return print_csv (cli, &answer, &options);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &answer) : print_table (cli, &answer);
}

const SyCommand sy_command_score = {
  "score",
  "PROJECT",
  "Score everyone",
  "One row a person, sorted by the bytes of their key. The population are the people with an event\n"
  "before the date who pass the model's filter. Says when a band holds too many of them, or starts\n"
  "where hardly anyone is. Below the table stand the means of what the score is made of: recency,\n"
  "frequency, depth and value, what limits and the scale change, and the part that is friction: bad\n"
  "news, by the rule's polarity, that of its event types, or its sign.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli score sample.steelyard --model Engagement --as-of 2017-10-01 --format csv\n",
  1,
  run,
};
