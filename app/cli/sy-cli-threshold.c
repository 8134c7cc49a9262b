/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule by which a model's threshold is chosen: "threshold set", "threshold show". */
#include "config.h"

#include "sy-cli.h"

#include <math.h>

typedef struct
{
  SyCliOrigins origins;
  char *top;
  char *weekly;
  char *rate;
  char *precision;
  gboolean margin;
  char *cost;
  char *value;
  char *saved;
  gboolean none;
  char *segment;
  char *model;
  char *version;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_origins_clear (&options->origins);
  g_free (options->top);
  g_free (options->weekly);
  g_free (options->rate);
  g_free (options->precision);
  g_free (options->cost);
  g_free (options->value);
  g_free (options->saved);
  g_free (options->segment);
  g_free (options->model);
  g_free (options->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static int
count_rules (const Options *options)
{
  return (options->top != NULL) + (options->weekly != NULL) + (options->rate != NULL) +
         (options->precision != NULL) + !!options->margin;
}

static gboolean
read_rule (const Options *options,
           SyThresholdRule *out,
           GError **error)
{
  gboolean has_money = options->cost != NULL || options->value != NULL || options->saved != NULL;
  const char *wrong = NULL;

  *out = (SyThresholdRule){ SY_THRESHOLD_TOP, NAN, NAN, NAN, NAN };
  if (count_rules (options) != 1)
    wrong = "give one of --top, --top-weekly, --rate, --precision, --margin or --none";
  else if (has_money && !options->margin)
    wrong = "--cost, --value and --saved go with --margin";
  if (wrong != NULL)
    {
      g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, wrong);
      return FALSE;
    }
  out->kind = options->top != NULL         ? SY_THRESHOLD_TOP
              : options->weekly != NULL    ? SY_THRESHOLD_WEEKLY
              : options->rate != NULL      ? SY_THRESHOLD_RATE
              : options->precision != NULL ? SY_THRESHOLD_PRECISION
                                           : SY_THRESHOLD_MARGIN;
  return sy_cli_parse_number ("--top", options->top, &out->amount, error) &&
         sy_cli_parse_number ("--top-weekly", options->weekly, &out->amount, error) &&
         sy_cli_parse_share ("--rate", options->rate, &out->amount, error) &&
         sy_cli_parse_share ("--precision", options->precision, &out->amount, error) &&
         sy_cli_parse_number ("--cost", options->cost, &out->cost, error) &&
         sy_cli_parse_number ("--value", options->value, &out->value, error) &&
         sy_cli_parse_share ("--saved", options->saved, &out->saved, error) &&
         sy_threshold_rule_check (out, error);
}

static gboolean
solve (SyCli *cli,
       SyCliRun *run,
       const Options *options,
       const SyThresholdRule *rule,
       SyThresholdChoice *out,
       GError **error)
{
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SyBacktest) backtest = NULL;
  SyBacktestOptions backtest_options = SY_BACKTEST_OPTIONS_INIT;

  if (!sy_cli_origins_collect (&options->origins, run, origins, error))
    return FALSE;
  backtest_options.origins = (const gint64 *) (gpointer) origins->data;
  backtest_options.n_origins = origins->len;
  sy_cli_start (cli, "scoring dates");
  backtest = sy_backtest_run (run->log, run->chosen.model, &backtest_options, cli->cancellable,
                              sy_cli_show_progress, cli, error);
  sy_cli_end_progress (cli);
  return backtest != NULL && sy_backtest_choose_threshold (backtest, rule, out, error);
}

/* The segment of those whom the threshold chooses; what else it asks for stays. */
static char *
build_segment (const SyCliRun *run,
               const char *name,
               double threshold,
               GError **error)
{
  g_autoptr (SySegment) segment = NULL;

  if (!sy_segment_find (run->project, name, &segment, error))
    return NULL;
  if (segment == NULL)
    segment = sy_segment_new ();
  g_free (segment->model);
  segment->model = g_strdup (run->chosen.name);
  segment->score_min = (double) NAN;
  segment->score_max = (double) NAN;
  if (run->chosen.model->outcome.direction == SY_DIRECTION_LESS)
    segment->score_max = threshold;
  else
    segment->score_min = threshold;
  return sy_segment_to_json (segment);
}

static SyExit
print_choice (SyCli *cli,
              const SyCliRun *run,
              const SyThresholdRule *rule,
              const SyThresholdChoice *choice)
{
  const SyCurvePoint *point = &choice->point;
  g_autofree char *words = sy_threshold_rule_describe (rule);
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean is_less = run->chosen.model->outcome.direction == SY_DIRECTION_LESS;

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", run->chosen.name);
      sy_json_member_version (writer, run->chosen.version);
      sy_json_member_text (writer, "rule", words);
      sy_json_member_text (writer, "side", is_less ? "below" : "from");
      sy_json_member_number (writer, "threshold", choice->threshold);
      sy_json_member_int (writer, "dates", (gint64) choice->n_dates);
      sy_json_member_int (writer, "n", (gint64) point->n);
      sy_json_member_int (writer, "positives", (gint64) point->positives);
      sy_json_member_range (writer, "precision", point->precision, point->low, point->high);
      sy_json_member_boolean (writer, "small_n", sy_is_small_n (point->n));
      sy_json_member_number (writer, "recall", point->recall);
      sy_json_member_number (writer, "margin", choice->margin);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  sy_cli_table_add_column (table, is_less ? "score below" : "score from", "threshold",
                           SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "dates", "dates", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "people", "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "with outcome", "positives", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "precision", "precision", SY_ALIGN_RIGHT);
  sy_cli_table_add_range_columns (table);
  sy_cli_table_add_column (table, "recall", "recall", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "margin", "margin", SY_ALIGN_RIGHT);
  sy_cli_table_add_number (table, choice->threshold, 2);
  sy_cli_table_add_int (table, (gint64) choice->n_dates);
  sy_cli_table_add_int (table, (gint64) point->n);
  sy_cli_table_add_int (table, (gint64) point->positives);
  sy_cli_table_add_rate_range (table, point->precision, point->low, point->high, point->n);
  sy_cli_table_add_share (table, point->recall);
  sy_cli_table_add_number (table, choice->margin, 2);
  if (cli->format == SY_FORMAT_TABLE)
    g_string_append_printf (out, "%s: %s\n\n", run->chosen.name, words);
  sy_cli_append_table (cli, out, table);
  return sy_cli_print (cli, out->str);
}

/* Solves the rule, and saves it and the segment that is named only when there is such a list. */
static SyExit
answer (SyCli *cli,
        SyCliRun *run,
        const Options *options,
        const SyThresholdRule *rule,
        gboolean saves_rule)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = saves_rule ? sy_threshold_rule_to_json (rule) : NULL;
  g_autofree char *segment = NULL;
  SyThresholdChoice choice;

  if (!solve (cli, run, options, rule, &choice, &error))
    return sy_cli_fail (cli, error);
  if (options->segment != NULL)
    segment = build_segment (run, options->segment, choice.threshold, &error);
  if (error != NULL ||
      (json != NULL &&
       !sy_project_set_threshold_rule (run->project, run->chosen.name, json, &error)) ||
      (segment != NULL &&
       !sy_project_set_segment (run->project, options->segment, segment, &error)))
    return sy_cli_fail (cli, error);
  return print_choice (cli, run, rule, &choice);
}

#define COMMON_ENTRIES(options)                                                            \
  { "segment", 0, 0, SY_OPTION_TEXT, &(options).segment,                                   \
    "Also set the scores of this segment to the threshold; it is made when there is none", \
    "NAME" },                                                                              \
      SY_CLI_ORIGIN_ENTRIES ((options).origins), SY_CLI_MODEL_ENTRY ((options).model),     \
      SY_CLI_VERSION_ENTRY ((options).version),                                            \
  {                                                                                        \
    NULL, 0, 0, 0, NULL, NULL, NULL                                                        \
  }

static SyExit
forget_rule (SyCli *cli,
             const char *path,
             const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autofree char *name = NULL;
  g_autofree char *line = NULL;

  if (count_rules (options) > 0 || options->cost != NULL || options->value != NULL ||
      options->saved != NULL || options->segment != NULL || options->version != NULL ||
      options->origins.as_of != NULL || options->origins.monthly != NULL ||
      options->origins.weekly != NULL)
    {
      g_set_error (&error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE,
                   "--none forgets the rule of a model: beside it there is only --model");
      return sy_cli_fail (cli, error);
    }
  project = sy_cli_open (cli, path, SY_PROJECT_READ_WRITE, &error);
  if (project == NULL || sy_cli_choose_model (project, options->model, &name, &error) == 0 ||
      !sy_project_set_threshold_rule (project, name, NULL, &error))
    return sy_cli_fail (cli, error);
  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", name);
      sy_json_member_text (writer, "rule", NULL);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("The threshold of “%s” has no rule now\n", name);
  return sy_cli_print (cli, line);
}

static SyExit
set_rule (SyCli *cli,
          const char *path,
          const Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  SyThresholdRule rule;

  if (options->none)
    return forget_rule (cli, path, options);
  if (!sy_cli_check_name ("--segment", options->segment, &error) ||
      !read_rule (options, &rule, &error) ||
      !sy_cli_run_open (cli, path, SY_PROJECT_READ_WRITE, options->model, options->version, NULL,
                        &run, &error))
    return sy_cli_fail (cli, error);
  return answer (cli, &run, options, &rule, TRUE);
}

static SyExit
run_set (SyCli *cli,
         const SyCommand *command,
         GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "top", 0, 0, SY_OPTION_TEXT, &options.top, "A list of at most so many people", "N" },
    { "top-weekly", 0, 0, SY_OPTION_TEXT, &options.weekly,
      "So many a week: a list that is worked off within the outcome window", "N" },
    { "rate", 0, 0, SY_OPTION_TEXT, &options.rate,
      "Everyone whose fitted chance of the outcome is at least so high", "SHARE" },
    { "precision", 0, 0, SY_OPTION_TEXT, &options.precision,
      "The longest list of which at least that share has the outcome", "SHARE" },
    { "margin", 0, 0, G_OPTION_ARG_NONE, &options.margin,
      "The list with the best margin; with --cost, --value and --saved", NULL },
    { "cost", 0, 0, SY_OPTION_TEXT, &options.cost, "What a contact costs", "N" },
    { "value", 0, 0, SY_OPTION_TEXT, &options.value, "What an outcome is worth", "N" },
    { "saved", 0, 0, SY_OPTION_TEXT, &options.saved, "Share of the outcomes that a contact wins",
      "SHARE" },
    { "none", 0, 0, G_OPTION_ARG_NONE, &options.none, "Forget the rule; with --model only", NULL },
    COMMON_ENTRIES (options),
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return set_rule (cli, (*argv)[0], &options);
}

const SyCommand sy_command_threshold_set = {
  "threshold set",
  "PROJECT",
  "Choose the threshold of a list by a rule, and save the rule",
  "Solves the rule on a backtest of the dates, as the window does, and saves it with the model, to be\n"
  "solved again when the data go on. People seen at several dates count at each; a number of people\n"
  "is that at one date. Shares are written 0.12 or 12%. A segment of its scores can be exported.\n"
  "A rule that no list fulfils is not saved.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli threshold set sample.steelyard --model Engagement --top 500 --segment Callbacks\n"
  "  steelyard-cli threshold set sample.steelyard --model Engagement --margin --cost 2 --value 45 --saved 12%\n",
  1,
  run_set,
};

static SyExit
show_rule (SyCli *cli,
           const char *path,
           const Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  SyThresholdRule rule;

  if (!sy_cli_check_name ("--segment", options->segment, &error) ||
      !sy_cli_run_open (cli, path,
                        options->segment != NULL ? SY_PROJECT_READ_WRITE : SY_PROJECT_READ_ONLY,
                        options->model, options->version, NULL, &run, &error))
    return sy_cli_fail (cli, error);
  json = sy_project_get_threshold_rule (run.project, run.chosen.name, &error);
  if (json == NULL || !sy_threshold_rule_from_json (json, &rule, &error))
    return sy_cli_fail (cli, error);
  return answer (cli, &run, options, &rule, FALSE);
}

static SyExit
run_show (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = { COMMON_ENTRIES (options) };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return show_rule (cli, (*argv)[0], &options);
}

const SyCommand sy_command_threshold_show = {
  "threshold show",
  "PROJECT",
  "Solve the saved rule of a threshold again",
  "Prints the threshold that the saved rule comes to on the data and the model as they are now.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli threshold show sample.steelyard --model Engagement --segment Callbacks\n",
  1,
  run_show,
};
