/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <math.h>

#define MAX_DAYS 36525 /* what a model document allows */

typedef struct
{
  char *as_of;
  char *model;
  char *version;
  char *new_days;
  char *lapsing_days;
  char *dormant_days;
  char *trend_days;
  char *drop;
  gboolean people;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->as_of);
  g_free (options->model);
  g_free (options->version);
  g_free (options->new_days);
  g_free (options->lapsing_days);
  g_free (options->dormant_days);
  g_free (options->trend_days);
  g_free (options->drop);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* The people of the model and their stages. */
typedef struct
{
  SyCliRun run;
  SyModel *model;
  SyScores *scores;
  SyLifecycle *stages;
  const guint32 *members;
  gsize n_members;
  gsize counts[SY_N_STAGES];
} Answer;

static void
clear_answer (Answer *answer)
{
  sy_cli_run_clear (&answer->run);
  g_clear_pointer (&answer->model, sy_model_unref);
  g_clear_pointer (&answer->scores, sy_scores_unref);
  g_clear_pointer (&answer->stages, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static double
get_share (const Answer *answer,
           SyStage stage)
{
  return answer->n_members > 0 ? (double) answer->counts[stage] / (double) answer->n_members
                               : (double) NAN;
}

static void
write_person (SyJsonWriter *writer,
              const Answer *answer,
              guint32 person)
{
  const SyLifecycle *own = &answer->stages[person];

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_text (writer, "person", sy_event_log_get_person_key (answer->run.log, person));
  sy_json_member_text (writer, "stage", sy_stage_get_name (own->stage));
  sy_json_member_number (writer, "tenure_days", own->tenure_days);
  sy_json_member_number (writer, "recency_days", own->recency_days);
  sy_json_member_number (writer, "trend", own->trend);
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const Answer *answer,
            gboolean wants_people)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  const SyLifecycleSpec *spec = &answer->model->lifecycle;

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", answer->run.chosen.name);
  sy_json_member_version (writer, answer->run.chosen.version);
  sy_json_member_instant (writer, "as_of", answer->run.as_of);
  sy_json_member_number (writer, "new_days", spec->new_days);
  sy_json_member_number (writer, "lapsing_days", spec->lapsing_days);
  sy_json_member_number (writer, "dormant_days", spec->dormant_days);
  sy_json_member_number (writer, "trend_days", spec->trend_days);
  sy_json_member_number (writer, "trend_drop", spec->trend_drop);
  sy_json_member_int (writer, "n", (gint64) answer->n_members);
  sy_json_begin_member (writer, "stages", TRUE);
  for (guint i = SY_STAGE_NEW; i < SY_N_STAGES; i++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "stage", sy_stage_get_name ((SyStage) i));
      sy_json_member_int (writer, "n", (gint64) answer->counts[i]);
      sy_json_member_number (writer, "share", get_share (answer, (SyStage) i));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  if (wants_people)
    {
      sy_json_begin_member (writer, "people", TRUE);
      for (gsize i = 0; i < answer->n_members; i++)
        write_person (writer, answer, answer->members[i]);
      sy_json_writer_end_array (writer);
    }
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyCliTable *
make_people (const Answer *answer)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "stage", "stage", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "days here", "tenure_days", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "days away", "recency_days", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "trend", "trend", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < answer->n_members; i++)
    {
      guint32 person = answer->members[i];
      const SyLifecycle *own = &answer->stages[person];

      sy_cli_table_add_text (table, sy_event_log_get_person_key (answer->run.log, person));
      sy_cli_table_add_text (table, sy_stage_get_name (own->stage));
      sy_cli_table_add_number (table, own->tenure_days, 0);
      sy_cli_table_add_number (table, own->recency_days, 0);
      sy_cli_table_add_share (table, own->trend);
    }
  return table;
}

static SyCliTable *
make_counts (const Answer *answer)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "stage", "stage", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "people", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "share", "share", SY_ALIGN_RIGHT);
  for (guint i = SY_STAGE_NEW; i < SY_N_STAGES; i++)
    {
      sy_cli_table_add_text (table, sy_stage_get_name ((SyStage) i));
      sy_cli_table_add_int (table, (gint64) answer->counts[i]);
      sy_cli_table_add_share (table, get_share (answer, (SyStage) i));
    }
  return table;
}

/* What the options say, by their names: nobody wrote the document that the thresholds go into. */
static gboolean
check_thresholds (const Options *options,
                  const SyLifecycleSpec *spec,
                  GError **error)
{
  const struct
  {
    const char *option;
    const char *text;
    double days;
  } days[] = {
    { "--new", options->new_days, spec->new_days },
    { "--lapsing", options->lapsing_days, spec->lapsing_days },
    { "--dormant", options->dormant_days, spec->dormant_days },
    { "--trend-days", options->trend_days, spec->trend_days },
  };
  char dormant[SY_NUMBER_BUFFER_SIZE];
  char lapsing[SY_NUMBER_BUFFER_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    if (days[i].text != NULL && !(days[i].days > 0 && days[i].days <= MAX_DAYS))
      {
        g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                     "%s: “%s” is no number of days above 0 and up to %d", days[i].option,
                     days[i].text, MAX_DAYS);
        return FALSE;
      }
  if (options->drop != NULL && !(spec->trend_drop > 0 && spec->trend_drop <= 1))
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                 "--drop: “%s” is no share above 0 and up to 1", options->drop);
  else if (spec->dormant_days < spec->lapsing_days)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                 "%s: dormant from %s days on is less than lapsing from %s: one lapses before one sleeps",
                 options->dormant_days != NULL ? "--dormant" : "--lapsing",
                 sy_number_format (spec->dormant_days, dormant),
                 sy_number_format (spec->lapsing_days, lapsing));
  else
    return TRUE;
  return FALSE;
}

/* The model with the thresholds of the options. */
static SyModel *
apply (const Options *options,
       const SyModel *model,
       GError **error)
{
  g_autoptr (SyModel) copy = sy_model_copy (model);
  SyLifecycleSpec *spec = &copy->lifecycle;

  if (!sy_cli_parse_number ("--new", options->new_days, &spec->new_days, error) ||
      !sy_cli_parse_number ("--lapsing", options->lapsing_days, &spec->lapsing_days, error) ||
      !sy_cli_parse_number ("--dormant", options->dormant_days, &spec->dormant_days, error) ||
      !sy_cli_parse_number ("--trend-days", options->trend_days, &spec->trend_days, error) ||
      !sy_cli_parse_number ("--drop", options->drop, &spec->trend_drop, error) ||
      !check_thresholds (options, spec, error))
    return NULL;
  return g_steal_pointer (&copy);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  g_auto (Answer) answer = { 0 };
  g_autoptr (SyCliTable) table = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "people", 0, 0, G_OPTION_ARG_NONE, &options.people, "List people instead of counting them",
      NULL },
    { "new", 0, 0, SY_OPTION_TEXT, &options.new_days,
      "Who was first seen less than so many days ago is new (default: the model's, or 30)", "DAYS" },
    { "lapsing", 0, 0, SY_OPTION_TEXT, &options.lapsing_days,
      "Who was not seen for so many days is lapsing (default: the model's, or 30)", "DAYS" },
    { "dormant", 0, 0, SY_OPTION_TEXT, &options.dormant_days,
      "And dormant from so many days on (default: the model's, or 90)", "DAYS" },
    { "trend-days", 0, 0, SY_OPTION_TEXT, &options.trend_days,
      "Hold so many days against as many before (default: the model's, or 30)", "DAYS" },
    { "drop", 0, 0, SY_OPTION_TEXT, &options.drop,
      "Who came down by this share is lapsing too (default: the model's, or 0.5)", "SHARE" },
    SY_CLI_AS_OF_ENTRY (options.as_of),
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (!sy_cli_run_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, options.model, options.version,
                        options.as_of, &answer.run, &error))
    return sy_cli_fail (cli, error);
  answer.model = apply (&options, answer.run.chosen.model, &error);
  answer.scores = answer.model == NULL ? NULL : sy_cli_run_score (cli, &answer.run, &error);
  if (answer.scores == NULL)
    return sy_cli_fail (cli, error);
  answer.stages = sy_lifecycle_compute (answer.run.log, &answer.model->lifecycle, answer.run.as_of);
  answer.members = sy_scores_get_members (answer.scores, &answer.n_members);
  for (gsize i = 0; i < answer.n_members; i++)
    answer.counts[answer.stages[answer.members[i]].stage]++;
  sy_cli_end_progress (cli);
  if (cli->format == SY_FORMAT_JSON)
    return print_json (cli, &answer, options.people);
  table = options.people ? make_people (&answer) : make_counts (&answer);
  return sy_cli_print_table (cli, table);
}

const SyCommand sy_command_stages = {
  "stages",
  "PROJECT",
  "Count who is new, active, lapsing or dormant",
  "Of the model's population, by the first that holds: dormant, not seen for long; new, first seen of\n"
  "late; lapsing, not seen for a while or much less than before; else active. The thresholds stand in\n"
  "the model under “lifecycle”; export and score have the stage as the column “stage”.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli stages sample.steelyard --model Engagement --as-of 2017-10-01 --dormant 120\n",
  1,
  run,
};
