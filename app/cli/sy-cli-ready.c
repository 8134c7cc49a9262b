/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is ready to be handed over, and how many a week: people, and accounts. */
#include "config.h"

#include "sy-cli-account.h"

#include <math.h>

#define DEFAULT_WEEKS 8
#define MAX_RULES 64

typedef struct
{
  SyCliRollUp roll_up;
  char *enter;
  char *leave;
  char *weeks;
  char *capacity;
  char *fit;
  char **fit_bands;
  gboolean steps;
  char *as_of;
  char *model;
  char *version;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_roll_up_clear (&options->roll_up);
  g_free (options->enter);
  g_free (options->leave);
  g_free (options->weeks);
  g_free (options->capacity);
  g_free (options->fit);
  g_strfreev (options->fit_bands);
  g_free (options->as_of);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* What was asked, and what was found. */
typedef struct
{
  SyCliAccounts *accounts; /* its map is NULL for people */
  SyCliModel fit;
  gboolean fit_bands[SY_MODEL_MAX_BANDS];
  double capacity; /* NaN: not asked */
  SyReadyRule rules[MAX_RULES];
  gsize n_rules;
  SyReadiness *found;
} Answer;

static void
clear_answer (Answer *answer)
{
  sy_cli_model_clear (&answer->fit);
  sy_readiness_free (answer->found);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, clear_answer)

static const char *
get_key (const Answer *answer,
         guint32 who)
{
  return answer->accounts->map != NULL
             ? sy_account_map_get_key (answer->accounts->map, who)
             : sy_event_log_get_person_key (answer->accounts->run.log, who);
}

static const char *
get_noun (const Answer *answer)
{
  return answer->accounts->map != NULL ? "accounts" : "people";
}

static void
write_line (SyJsonWriter *writer,
            const SyReadiness *found,
            const SyReadyLine *line)
{
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_number (writer, "enter", line->rule.enter);
  sy_json_member_number (writer, "leave", line->rule.leave);
  sy_json_member_int (writer, "ready", (gint64) line->n_ready);
  sy_json_member_int (writer, "entered", (gint64) line->n_entered);
  sy_json_member_int (writer, "left", (gint64) line->n_left);
  sy_json_member_number (writer, "mean_week", line->mean);
  sy_json_member_int (writer, "largest_week", (gint64) line->most);
  sy_json_begin_member (writer, "weeks", TRUE);
  for (gsize w = 0; w < found->n_weeks; w++)
    sy_json_writer_int (writer, (gint64) line->weekly[w]);
  sy_json_writer_end_array (writer);
  sy_json_member_int (writer, "n", (gint64) line->n_labelled);
  sy_json_member_int (writer, "positives", (gint64) line->positives);
  sy_json_member_range (writer, "rate", line->rate, line->low, line->high);
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const Answer *answer)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  const SyCliRun *run = &answer->accounts->run;
  const SyReadiness *found = answer->found;
  const SyReadyLine *within = sy_readiness_find_capacity (found, answer->capacity);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_text (writer, "fit", answer->fit.name);
  sy_json_member_instant (writer, "from", found->from);
  sy_json_member_instant (writer, "to", found->to);
  if (found->outcome_as_of != G_MININT64)
    sy_json_member_instant (writer, "outcome_as_of", found->outcome_as_of);
  else
    sy_json_member_text (writer, "outcome_as_of", NULL);
  sy_json_member_number (writer, "capacity", answer->capacity);
  sy_json_member_number (writer, "within_capacity",
                         within != NULL ? within->rule.enter : (double) NAN);
  sy_json_begin_member (writer, "thresholds", TRUE);
  for (gsize k = 0; k < found->n_lines; k++)
    write_line (writer, found, &found->lines[k]);
  sy_json_writer_end_array (writer);
  sy_json_begin_member (writer, "steps", TRUE);
  for (guint i = 0; i < found->steps->len; i++)
    {
      const SyReadyStep *step = &g_array_index (found->steps, SyReadyStep, i);

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, answer->accounts->map != NULL ? "account" : "person",
                           get_key (answer, step->who));
      sy_json_member_instant (writer, "as_of", step->as_of);
      sy_json_member_text (writer, "step", step->is_entry ? "ready" : "nurture");
      sy_json_member_number (writer, "score", step->score);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyCliTable *
make_lines (const SyReadiness *found)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "enter", "enter", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "leave below", "leave", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "ready", "ready", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "a week", "mean_week", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "largest", "largest_week", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "back", "left", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "at or above", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "with outcome", "positives", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "rate", "rate", SY_ALIGN_RIGHT);
  sy_cli_table_add_range_columns (table);
  for (gsize k = 0; k < found->n_lines; k++)
    {
      const SyReadyLine *line = &found->lines[k];

      sy_cli_table_add_number (table, line->rule.enter, 1);
      sy_cli_table_add_number (table, line->rule.leave, 1);
      sy_cli_table_add_int (table, (gint64) line->n_ready);
      sy_cli_table_add_number (table, line->mean, 1);
      sy_cli_table_add_int (table, (gint64) line->most);
      sy_cli_table_add_int (table, (gint64) line->n_left);
      sy_cli_table_add_int (table, (gint64) line->n_labelled);
      sy_cli_table_add_int (table, (gint64) line->positives);
      sy_cli_table_add_rate_range (table, line->rate, line->low, line->high, line->n_labelled);
    }
  return table;
}

static SyCliTable *
make_steps (const Answer *answer)
{
  SyCliTable *table = sy_cli_table_new ();
  const char *noun = answer->accounts->map != NULL ? "account" : "person";

  sy_cli_table_add_column (table, noun, noun, SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "as of", "as_of", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "step", "step", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "score", "score", SY_ALIGN_RIGHT);
  for (guint i = 0; i < answer->found->steps->len; i++)
    {
      const SyReadyStep *step = &g_array_index (answer->found->steps, SyReadyStep, i);
      g_autofree char *as_of = sy_cli_format_as_of (
          sy_project_get_zone (answer->accounts->run.project), step->as_of);

      sy_cli_table_add_text (table, get_key (answer, step->who));
      sy_cli_table_add_text (table, as_of);
      sy_cli_table_add_text (table, step->is_entry ? "ready" : "nurture");
      sy_cli_table_add_number (table, step->score, 1);
    }
  return table;
}

static void
append_capacity (GString *out,
                 const Answer *answer)
{
  const SyReadyLine *within = sy_readiness_find_capacity (answer->found, answer->capacity);
  char capacity[SY_NUMBER_BUFFER_SIZE];
  char enter[SY_NUMBER_BUFFER_SIZE];

  if (isnan (answer->capacity))
    return;
  sy_number_format (answer->capacity, capacity);
  if (within == NULL)
    g_string_append_printf (out, "\nNo threshold of these brings %s a week or fewer\n", capacity);
  else
    g_string_append_printf (out, "\nFor %s a week: enter at %s or more\n", capacity,
                            sy_number_format (within->rule.enter, enter));
}

static SyExit
print_table (SyCli *cli,
             const Answer *answer,
             gboolean wants_steps)
{
  const SyCliRun *run = &answer->accounts->run;
  SyZone *zone = sy_project_get_zone (run->project);
  g_autoptr (SyCliTable) table = wants_steps ? make_steps (answer) : make_lines (answer->found);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *from = sy_cli_format_as_of (zone, answer->found->from);
  g_autofree char *to = sy_cli_format_as_of (zone, answer->found->to);
  g_autofree char *outcome = NULL;

  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, table);
  g_string_append_printf (out, "%s%s%s: %s that become ready from %s to %s\n", run->chosen.name,
                          answer->fit.name != NULL ? " with fit by " : "",
                          answer->fit.name != NULL ? answer->fit.name : "", get_noun (answer), from,
                          to);
  if (answer->found->outcome_as_of != G_MININT64 && !wants_steps)
    {
      outcome = sy_cli_format_as_of (zone, answer->found->outcome_as_of);
      g_string_append_printf (out, "Outcome “%s” of those at or above as of %s\n",
                              run->chosen.model->outcome.name != NULL
                                  ? run->chosen.model->outcome.name
                                  : "the outcome",
                              outcome);
    }
  g_string_append_c (out, '\n');
  sy_cli_append_table (cli, out, table);
  append_capacity (out, answer);
  return sy_cli_print (cli, out->str);
}

static void
add_rule (Answer *answer,
          double enter,
          double gap)
{
  for (gsize i = 0; i < answer->n_rules; i++)
    if (answer->rules[i].enter <= enter && answer->rules[i].enter >= enter)
      return;
  if (answer->n_rules < MAX_RULES)
    answer->rules[answer->n_rules++] = (SyReadyRule){ enter, enter - gap };
}

static int
compare_rules (gconstpointer a,
               gconstpointer b)
{
  double first = ((const SyReadyRule *) a)->enter;
  double second = ((const SyReadyRule *) b)->enter;

  return (first > second) - (first < second);
}

/* The rule that was asked for first; then the bounds of the bands, and the tens of a scale to 100. */
static gboolean
choose_rules (const Options *options,
              Answer *answer,
              GError **error)
{
  const SyModel *model = answer->accounts->model;
  g_autoptr (SyModel) plain = answer->accounts->map != NULL ? sy_model_new_for_accounts (model)
                                                            : sy_model_copy (model);
  double enter = (double) NAN;
  double leave = (double) NAN;
  double gap = 0;
  gsize n_asked;

  if (!sy_cli_parse_number ("--enter", options->enter, &enter, error) ||
      !sy_cli_parse_number ("--leave", options->leave, &leave, error))
    return FALSE;
  if (!isnan (leave) && !(leave <= enter))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--leave: must be at most --enter, which must be given with it");
      return FALSE;
    }
  gap = isnan (leave) ? 0 : enter - leave;
  if (!isnan (enter))
    add_rule (answer, enter, gap);
  n_asked = answer->n_rules;
  for (guint b = 1; b < plain->bands->len; b++)
    add_rule (answer, sy_model_get_band (plain, b)->min, gap);
  for (int tens = 1; plain->scale.kind != SY_SCALE_NONE && tens < 10; tens++)
    add_rule (answer, 10 * tens, gap);
  if (answer->n_rules == 0)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "the model has one band and no scale to 100: give a threshold with --enter");
      return FALSE;
    }
  qsort (answer->rules + n_asked, answer->n_rules - n_asked, sizeof *answer->rules, compare_rules);
  return TRUE;
}

static gboolean
choose_fit (const Options *options,
            Answer *answer,
            GError **error)
{
  g_autoptr (SyModel) plain = NULL;

  if (options->fit == NULL)
    return TRUE;
  if (!sy_cli_load_model (answer->accounts->run.project, options->fit, NULL, &answer->fit, error))
    return FALSE;
  plain = answer->accounts->map != NULL ? sy_model_new_for_accounts (answer->fit.model)
                                        : sy_model_copy (answer->fit.model);
  for (char **name = options->fit_bands; name != NULL && *name != NULL; name++)
    {
      guint band;

      if (!sy_model_find_band_named (plain, *name, &band))
        {
          g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                       "--fit-band: the model “%s” has no band “%s”", answer->fit.name, *name);
          return FALSE;
        }
      answer->fit_bands[band] = TRUE;
    }
  return TRUE;
}

static gboolean
parse_capacity (const char *text,
                double *out_capacity,
                GError **error)
{
  if (!sy_cli_parse_number ("--capacity", text, out_capacity, error))
    return FALSE;
  if (text == NULL || *out_capacity > 0)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "--capacity: “%s” is not more than 0: say how many a week can be dealt with", text);
  return FALSE;
}

static SyExit
find (SyCli *cli,
      const Options *options,
      Answer *answer)
{
  SyCliAccounts *accounts = answer->accounts;
  g_autoptr (GError) error = NULL;
  guint n_weeks = DEFAULT_WEEKS;
  SyReadinessOptions what = { answer->rules, 0, accounts->run.as_of, 0, NULL, answer->fit_bands };

  answer->capacity = (double) NAN;
  if (!parse_capacity (options->capacity, &answer->capacity, &error) ||
      !sy_cli_parse_count ("--weeks", options->weeks, 1, SY_READINESS_MAX_WEEKS, &n_weeks, &error) ||
      !choose_rules (options, answer, &error) || !choose_fit (options, answer, &error))
    return sy_cli_fail (cli, error);
  what.n_rules = answer->n_rules;
  what.n_weeks = n_weeks;
  what.fit = answer->fit.model;
  sy_cli_start (cli, "scoring days");
  if (accounts->map != NULL)
    answer->found = sy_readiness_run_for_accounts (accounts->run.log, accounts->map,
                                                   accounts->model, &accounts->spec, &what,
                                                   cli->cancellable, sy_cli_show_progress, cli,
                                                   &error);
  else
    answer->found = sy_readiness_run (accounts->run.log, accounts->model, &what, cli->cancellable,
                                      sy_cli_show_progress, cli, &error);
  if (answer->found == NULL)
    return sy_cli_fail (cli, error);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, answer)
                                       : print_table (cli, answer, options->steps);
}

static SyExit
check_options (SyCli *cli,
               const Options *options)
{
  if (options->steps && options->enter == NULL)
    return sy_cli_fail_missing (cli, "--enter");
  if ((options->fit != NULL) != (options->fit_bands != NULL))
    return sy_cli_fail_missing (cli, options->fit == NULL ? "--fit" : "--fit-band");
  return SY_EXIT_DONE;
}

#define READY_ENTRIES                                                                                 \
  { "enter", 0, 0, SY_OPTION_TEXT, &options.enter, "The score at which one becomes ready",            \
    "SCORE" },                                                                                        \
      { "leave", 0, 0, SY_OPTION_TEXT, &options.leave,                                                \
        "The score below which one goes back to be nurtured (default: that of --enter)", "SCORE" },   \
      { "fit", 0, 0, SY_OPTION_TEXT, &options.fit, "A model that must also have them in a good band", \
        "NAME" },                                                                                     \
      { "fit-band", 0, 0, SY_OPTION_TEXTS, &options.fit_bands,                                        \
        "A band of that model that is good enough; may be repeated", "NAME" },                        \
      { "weeks", 0, 0, SY_OPTION_TEXT, &options.weeks, "How many weeks back (default: 8)", "N" },     \
      { "capacity", 0, 0, SY_OPTION_TEXT, &options.capacity,                                          \
        "How many a week can be dealt with: names the threshold for it", "N" },                       \
      { "steps", 0, 0, G_OPTION_ARG_NONE, &options.steps,                                             \
        "List who became ready and who went back, by --enter and --leave", NULL },                    \
      { "as-of", 0, 0, SY_OPTION_TEXT, &options.as_of,                                                \
        "End of the last week: date or instant (default: end of the data)", "DATE" },                 \
      SY_CLI_MODEL_ENTRY (options.model),                                                             \
      SY_CLI_VERSION_ENTRY (options.version)

static SyExit
run_people (SyCli *cli,
            const SyCommand *command,
            GStrv *argv)
{
  g_auto (Options) options = { 0 };
  g_auto (SyCliAccounts) accounts = { 0 };
  g_auto (Answer) answer = { &accounts, { 0 }, { 0 }, 0, { { 0 } }, 0, NULL };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    READY_ENTRIES,
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  code = check_options (cli, &options);
  if (code != SY_EXIT_DONE)
    return code;
  if (!sy_cli_run_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, options.model, options.version,
                        options.as_of, &accounts.run, &error))
    return sy_cli_fail (cli, error);
  accounts.model = sy_model_ref (accounts.run.chosen.model);
  return find (cli, &options, &answer);
}

static SyExit
run_accounts (SyCli *cli,
              const SyCommand *command,
              GStrv *argv)
{
  g_auto (Options) options = { 0 };
  g_auto (SyCliAccounts) accounts = { 0 };
  g_auto (Answer) answer = { &accounts, { 0 }, { 0 }, 0, { { 0 } }, 0, NULL };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    READY_ENTRIES,
    SY_CLI_ROLL_UP_ENTRIES (options.roll_up),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  code = check_options (cli, &options);
  if (code != SY_EXIT_DONE)
    return code;
  if (!sy_cli_accounts_open (cli, (*argv)[0], options.model, options.version, options.as_of,
                             &options.roll_up, &accounts, &error))
    return sy_cli_fail (cli, error);
  return find (cli, &options, &answer);
}

const SyCommand sy_command_ready = {
  "ready",
  "PROJECT",
  "Choose the score at which people are handed to sales",
  "For each threshold how many become ready a week, how many are ready, how many went back, and the\n"
  "outcome of those at or above it. Someone stays ready until the score falls below --leave, so that\n"
  "who wavers at the threshold is not handed over twice. With --fit they must also be in a good band\n"
  "of another model: fit by behaviour.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli ready sample.steelyard --model Engagement --enter 60 --leave 40 --weeks 4 --capacity 30\n",
  1,
  run_people,
};

const SyCommand sy_command_account_ready = {
  "account ready",
  "PROJECT",
  "Choose the score at which accounts are handed to sales",
  "As ready, of accounts: --steps lists which became ready and which went back to be nurtured.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli import sample.steelyard customers.csv --kind accounts --map person=customer_id,account=household_comp\n"
  "  steelyard-cli account ready sample.steelyard --model Engagement --enter 60 --leave 40 --weeks 2\n",
  1,
  run_accounts,
};
