/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-backtest.h"
#include "sy-cli-performance.h"

#include <math.h>

typedef struct
{
  SyCliOrigins origins;
  char *model;
  char *version;
  char *compare;
  char *tuned_until;
  SyCliLimits limits;
  SyCliFollowUpOptions follow_up;
} Options;

static void
clear_options (Options *options)
{
  sy_cli_origins_clear (&options->origins);
  g_free (options->model);
  g_free (options->version);
  g_free (options->compare);
  g_free (options->tuned_until);
  sy_cli_limits_clear (&options->limits);
  sy_cli_follow_up_options_clear (&options->follow_up);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static SyExit
judge (SyCli *cli,
       const SyBacktest *backtest)
{
  const SyFigures *figures = sy_backtest_get_reported (backtest, NULL)->figures;

  if (backtest->tuned_until != G_MININT64 && backtest->unseen.n == 0)
    sy_cli_note (cli, "no date after --tuned-until has a complete outcome window: there are no honest figures yet");
  if (figures == NULL)
    sy_cli_note (cli, "no date has a complete outcome window yet: there are no figures");
  else if (isnan (figures->auc.value))
    sy_cli_note (cli, "everyone or nobody had the outcome: it cannot be told apart");
  if (figures == NULL || figures->n_inversions == 0)
    return SY_EXIT_DONE;
  sy_cli_note (cli, "%" G_GSIZE_FORMAT " neighbouring bands are in the wrong order",
               figures->n_inversions);
  return SY_EXIT_CHECK_FAILED;
}

SyExit
sy_cli_print_backtest (SyCli *cli,
                       const SyCliRun *run,
                       const SyBacktest *backtest,
                       const char *entities,
                       const GArray *alarms,
                       const SyCliFollowUp *follow_up,
                       const SyPerformance *performance)
{
  SyExit code = cli->format == SY_FORMAT_JSON
                    ? sy_cli_backtest_print_json (cli, run, backtest, alarms, follow_up, performance)
                    : sy_cli_backtest_print_tables (cli, run, backtest, entities, follow_up);

  if (code != SY_EXIT_DONE)
    return code;
  code = judge (cli, backtest);
  if (performance != NULL &&
      sy_cli_judge_performance (cli, run, performance) == SY_EXIT_CHECK_FAILED)
    code = SY_EXIT_CHECK_FAILED;
  return code;
}

static SyExit
backtest (SyCli *cli,
          const char *path,
          Options *options)
{
  g_auto (SyCliRun) run = { 0 };
  g_auto (SyCliModel) compared = { 0 };
  g_autoptr (GArray) origins = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SyBacktest) result = NULL;
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (GArray) alarms = NULL;
  g_auto (SyCliFollowUp) follow_up = { 0 };
  g_autoptr (GError) error = NULL;
  SyBacktestOptions backtest_options = SY_BACKTEST_OPTIONS_INIT;
  SyPerformance performance;

  if (!sy_cli_follow_up_check (&options->follow_up, cli->format, &error) ||
      !sy_cli_run_open (cli, path, SY_PROJECT_READ_ONLY, options->model, options->version, NULL,
                        &run, &error) ||
      !sy_cli_limits_read (&options->limits, &run, &error) ||
      !sy_cli_origins_collect (&options->origins, &run, origins, &error))
    return sy_cli_fail (cli, error);
  if (options->compare != NULL &&
      !sy_cli_load_model (run.project, options->model, options->compare, &compared, &error))
    return sy_cli_fail (cli, error);
  backtest_options.origins = (const gint64 *) (gpointer) origins->data;
  backtest_options.n_origins = origins->len;
  backtest_options.published = compared.model;
  if (options->tuned_until != NULL &&
      !sy_cli_parse_as_of (&run, options->tuned_until, &backtest_options.tuned_until, &error))
    return sy_cli_fail (cli, error);
  sy_cli_start (cli, "scoring dates");
  result = sy_backtest_run (run.log, run.chosen.model, &backtest_options, cli->cancellable,
                            sy_cli_show_progress, cli, &error);
  if (result == NULL)
    return sy_cli_fail (cli, error);
  /* Bands are looked at as of the last date. */
  scorer = sy_scorer_new (run.log, result->origins[result->n_origins - 1].as_of);
  scores = sy_scorer_score (scorer, run.chosen.model, cli->cancellable, &error);
  if (scores == NULL)
    return sy_cli_fail (cli, error);
  if (!sy_cli_follow_up_run (cli, &run, &options->follow_up, result, &follow_up, &error))
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  alarms = sy_cli_check_occupancy (cli, &run, scores, &error);
  if (alarms == NULL)
    return sy_cli_fail (cli, error);
  sy_performance_judge (result, options->limits.auc, options->limits.lift, &performance);
  return sy_cli_print_backtest (cli, &run, result, "people", alarms, &follow_up,
                                sy_cli_limits_are_set (&options->limits) ? &performance : NULL);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    SY_CLI_ORIGIN_ENTRIES (options.origins),
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { "compare", 0, 0, SY_OPTION_TEXT, &options.compare,
      "Another version, or draft, on the same people", "N" },
    { "tuned-until", 0, 0, SY_OPTION_TEXT, &options.tuned_until,
      "The last date that you looked at while tuning: the figures are then of the dates after it, beside those up to it",
      "DATE" },
    SY_CLI_LIMIT_ENTRIES (options.limits),
    { "lead-time", 0, 0, G_OPTION_ARG_NONE, &options.follow_up.lead_time,
      "How early people with the outcome were warned of", NULL },
    { "survival", 0, 0, G_OPTION_ARG_NONE, &options.follow_up.survival,
      "How long the outcome takes, by band (Kaplan-Meier)", NULL },
    { "from", 0, 0, SY_OPTION_TEXT, &options.follow_up.from,
      "With --survival: count the days from as-of (default), first-event or a date attribute, such as a sign-up",
      "START" },
    { "by", 0, 0, SY_OPTION_TEXT, &options.follow_up.by,
      "With --survival: tell apart by band (default), segment=NAME or treatment=NAME", "GROUPS" },
    { "cohorts", 0, 0, G_OPTION_ARG_NONE, &options.follow_up.cohorts,
      "Who came back, by month of the first event and band", NULL },
    { "money", 0, 0, G_OPTION_ARG_NONE, &options.follow_up.money,
      "What was spent in the outcome window, by band", NULL },
    { "money-type", 0, 0, SY_OPTION_TEXTS, &options.follow_up.money_types,
      "With --money: event type whose amounts count; may be repeated (default: the outcome's, else all)",
      "NAME" },
    { "errors", 0, 0, SY_OPTION_TEXT, &options.follow_up.errors,
      "The N worst errors of each kind, with what the score was made of", "N" },
    { "threshold", 0, 0, SY_OPTION_TEXT, &options.follow_up.threshold,
      "With --lead-time or --errors: the score that tells (default: the bound of the band with most of the outcome)",
      "SCORE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return backtest (cli, (*argv)[0], &options);
}

const SyCommand sy_command_backtest = {
  "backtest",
  "PROJECT",
  "Hold past scores against what happened next",
  "Scores the people as of each date from the events before it, and looks in the outcome window after\n"
  "it. People whose window is not over yet are counted, never read as “did not happen”.\n"
  "Precision, recall and F1 of a band are those of a list of everyone in it and in the better ones.\n"
  "Exits with 1 when neighbouring bands are in the wrong order, or when the AUC or the lift at the newest\n"
  "date whose outcome is known is below its limit. Says when a band holds too many as of\n"
  "the last date, or starts where hardly anyone is.\n"
  "Lead time, survival, cohorts, money and errors are of the last date whose window is over. A rate of\n"
  "fewer than 30 people is marked with a star.\n"
  "With --from, the days to the outcome count from the first event or a date of each person: people enter\n"
  "at the age they have at the date, and those who had the outcome before it are left out.\n"
  "With --tuned-until bands, trend and reliability are of the dates after it, and the gap of the AUC between\n"
  "both sides is told; they count as independent, so its interval is rather too wide. Who refuses to be\n"
  "scored today (consent set) is missing at past dates too; each date says how many.\n"
  "Brier score and ECE are of the probability that the model says: its frozen one (model calibrate), else\n"
  "its logistic scale; when it says none, of its score calibrated at these dates, and the answer says so.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli backtest sample.steelyard --model Engagement --as-of 2017-07-01 --as-of 2017-10-01\n"
  "  steelyard-cli backtest sample.steelyard --model Engagement --monthly 2017-04-01..2017-10-01 --format json\n"
  "  steelyard-cli backtest sample.steelyard --model Engagement --monthly 2017-04-01..2017-09-01 --tuned-until 2017-07-01\n"
  "  steelyard-cli backtest sample.steelyard --model Engagement --as-of 2017-07-01 --lead-time --survival\n"
  "  steelyard-cli backtest sample.steelyard --model \"Coupon intent\" --as-of 2017-07-01 --survival --from first-event\n"
  "  steelyard-cli backtest sample.steelyard --model Engagement --as-of 2017-07-01 --cohorts --money --errors 10\n",
  1,
  run,
};
