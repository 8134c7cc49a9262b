/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-follow-up.h"
#include "sy-cli-performance.h"

#include <math.h>

typedef struct
{
  SyCliOrigins origins;
  char *model;
  char *version;
  char *compare;
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
  sy_cli_limits_clear (&options->limits);
  sy_cli_follow_up_options_clear (&options->follow_up);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static void
write_bands (SyJsonWriter *writer,
             const SyFigures *figures)
{
  sy_json_begin_member (writer, "bands", TRUE);
  for (gsize i = 0; figures != NULL && i < figures->n_bands; i++)
    {
      const SyBandOutcome *band = &figures->bands[i];
      SyConfusion confusion;

      sy_figures_get_band_confusion (figures, i, &confusion);
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "name", band->name);
      sy_json_member_number (writer, "min", band->min);
      sy_json_member_int (writer, "n", (gint64) band->n);
      sy_json_member_int (writer, "positives", (gint64) band->positives);
      sy_json_member_range (writer, "rate", band->rate, band->low, band->high);
      sy_json_member_number (writer, "lift", band->lift);
      sy_json_member_number (writer, "precision", confusion.precision);
      sy_json_member_number (writer, "recall", confusion.recall);
      sy_json_member_number (writer, "f1", confusion.f1);
      sy_json_member_boolean (writer, "small_n", sy_is_small_n (band->n));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_deciles (SyJsonWriter *writer,
               const SyFigures *figures)
{
  sy_json_begin_member (writer, "deciles", TRUE);
  for (gsize i = 0; figures != NULL && i < SY_N_DECILES; i++)
    {
      const SyDecile *decile = &figures->deciles[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_int (writer, "n", (gint64) decile->n);
      sy_json_member_int (writer, "positives", (gint64) decile->positives);
      sy_json_member_number (writer, "rate", decile->rate);
      sy_json_member_number (writer, "lift", decile->lift);
      sy_json_member_number (writer, "gain", decile->gain);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_inversions (SyJsonWriter *writer,
                  const SyFigures *figures)
{
  sy_json_begin_member (writer, "inversions", TRUE);
  for (gsize i = 0; figures != NULL && i < figures->n_inversions; i++)
    {
      const SyInversion *inversion = &figures->inversions[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "lower", figures->bands[inversion->lower].name);
      sy_json_member_text (writer, "upper", figures->bands[inversion->upper].name);
      sy_json_member_number (writer, "lower_rate", inversion->lower_rate);
      sy_json_member_number (writer, "upper_rate", inversion->upper_rate);
      sy_json_member_number (writer, "p", inversion->p);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_auc (SyJsonWriter *writer,
           const SyFigures *figures)
{
  sy_json_member_auc (writer, "auc", figures == NULL ? NULL : &figures->auc);
}

static void
write_figures (SyJsonWriter *writer,
               const SyFigures *figures)
{
  write_auc (writer, figures);
  sy_json_member_number (writer, "ks", figures == NULL ? (double) NAN : figures->ks.value);
  sy_json_member_number (writer, "gini", figures == NULL ? (double) NAN : figures->gini);
  sy_json_member_number (writer, "top_decile_lift",
                         figures == NULL ? (double) NAN : figures->top_decile_lift);
  sy_json_member_number (writer, "average_precision",
                         figures == NULL ? (double) NAN : figures->average_precision);
  sy_json_member_number (writer, "spearman",
                         figures == NULL ? (double) NAN : figures->spearman);
  sy_json_member_number (writer, "point_biserial",
                         figures == NULL ? (double) NAN : figures->point_biserial);
  sy_json_member_number (writer, "band_ratio",
                         figures == NULL ? (double) NAN : sy_figures_get_band_ratio (figures));
  write_deciles (writer, figures);
  write_bands (writer, figures);
  sy_json_writer_key (writer, "trend");
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_number (writer, "chi2", figures == NULL ? (double) NAN : figures->trend.chi2);
  sy_json_member_number (writer, "z", figures == NULL ? (double) NAN : figures->trend.z);
  sy_json_member_number (writer, "p", figures == NULL ? (double) NAN : figures->trend.p);
  sy_json_writer_end_object (writer);
  write_inversions (writer, figures);
}

static void
write_comparison (SyJsonWriter *writer,
                  const SyBacktestOrigin *origin)
{
  sy_json_begin_member (writer, "compared", FALSE);
  write_auc (writer, origin->published);
  sy_json_member_range (writer, "difference", origin->comparison.difference, origin->comparison.low,
                        origin->comparison.high);
  sy_json_member_number (writer, "z", origin->comparison.z);
  sy_json_member_number (writer, "p", origin->comparison.p);
  sy_json_writer_end_object (writer);
}

static void
write_origin (SyJsonWriter *writer,
              const SyBacktestOrigin *origin,
              gboolean is_pooled)
{
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  if (!is_pooled)
    {
      sy_json_member_instant (writer, "as_of", origin->as_of);
      sy_json_member_boolean (writer, "mature", origin->is_mature);
    }
  sy_json_member_int (writer, "population", (gint64) origin->n_population);
  sy_json_member_int (writer, "already", (gint64) origin->n_already);
  sy_json_member_int (writer, "immature", (gint64) origin->n_immature);
  sy_json_member_int (writer, "n", (gint64) origin->n);
  sy_json_member_int (writer, "positives", (gint64) origin->n_positive);
  sy_json_member_number (writer, "base_rate", origin->base_rate);
  write_figures (writer, origin->figures);
  if (origin->published != NULL)
    write_comparison (writer, origin);
  sy_json_writer_end_object (writer);
}

static SyExit
print_json (SyCli *cli,
            const SyCliRun *run,
            const SyBacktest *backtest,
            const GArray *alarms,
            const SyCliFollowUp *follow_up,
            const SyPerformance *performance)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autofree char *sha256 = sy_model_sha256 (run->chosen.model);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_text (writer, "sha256", sha256);
  sy_json_member_text (writer, "outcome", backtest->outcome);
  sy_json_member_text (writer, "direction",
                       backtest->direction == SY_DIRECTION_MORE ? "more" : "less");
  sy_json_member_number (writer, "horizon_days", backtest->horizon_days);
  sy_json_member_number (writer, "gap_days", backtest->gap_days);
  sy_json_begin_member (writer, "origins", TRUE);
  for (gsize i = 0; i < backtest->n_origins; i++)
    write_origin (writer, &backtest->origins[i], FALSE);
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "pooled");
  write_origin (writer, &backtest->pooled, TRUE);
  if (alarms != NULL)
    sy_json_member_alarms (writer, alarms, run->chosen.model);
  if (performance != NULL)
    sy_json_member_performance (writer, performance);
  if (follow_up != NULL)
    sy_cli_follow_up_write (writer, run, follow_up);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static void
add_origin (SyCliTable *table,
            const SyCliRun *run,
            const SyBacktestOrigin *origin,
            gboolean is_pooled)
{
  const SyFigures *figures = origin->figures;
  g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (run->project), origin->as_of);

  sy_cli_table_add_text (table, is_pooled ? "all" : as_of);
  sy_cli_table_add_int (table, (gint64) origin->n);
  sy_cli_table_add_int (table, (gint64) origin->n_positive);
  sy_cli_table_add_int (table, (gint64) origin->n_immature);
  sy_cli_table_add_int (table, (gint64) origin->n_already);
  sy_cli_table_add_rate (table, origin->base_rate, origin->n);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->auc.value, 4);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->auc.low, 4);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->auc.high, 4);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->ks.value, 4);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->gini, 4);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->top_decile_lift, 2);
}

static SyCliTable *
build_origins (const SyCliRun *run,
               const SyBacktest *backtest,
               const char *entities)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "as of", "as_of", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, entities, "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "with outcome", "positives", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "too recent", "immature", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "had it before", "already", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "base rate", "base_rate", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "AUC", "auc", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "from", "auc_low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to", "auc_high", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "KS", "ks", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "Gini", "gini", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "top 10 % lift", "top_decile_lift", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < backtest->n_origins; i++)
    add_origin (table, run, &backtest->origins[i], FALSE);
  if (backtest->n_origins > 1)
    add_origin (table, run, &backtest->pooled, TRUE);
  return table;
}

static SyCliTable *
build_bands (const SyFigures *figures,
             const char *entities)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "band", "band", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, entities, "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "with outcome", "positives", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "rate", "rate", SY_ALIGN_RIGHT);
  sy_cli_table_add_range_columns (table);
  sy_cli_table_add_column (table, "lift", "lift", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "precision", "precision", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "recall", "recall", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "F1", "f1", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < figures->n_bands; i++)
    {
      const SyBandOutcome *band = &figures->bands[i];
      SyConfusion confusion;

      sy_figures_get_band_confusion (figures, i, &confusion);
      sy_cli_table_add_text (table, band->name);
      sy_cli_table_add_int (table, (gint64) band->n);
      sy_cli_table_add_int (table, (gint64) band->positives);
      sy_cli_table_add_rate_range (table, band->rate, band->low, band->high, band->n);
      sy_cli_table_add_number (table, band->lift, 2);
      sy_cli_table_add_rate (table, confusion.precision, confusion.tp + confusion.fp);
      sy_cli_table_add_rate (table, confusion.recall, confusion.tp + confusion.fn);
      sy_cli_table_add_number (table, confusion.f1, 3);
    }
  return table;
}

static void
append_trend (GString *out,
              const SyFigures *figures)
{
  char z[G_ASCII_DTOSTR_BUF_SIZE];
  char p[G_ASCII_DTOSTR_BUF_SIZE];
  char rank[G_ASCII_DTOSTR_BUF_SIZE];
  char line[G_ASCII_DTOSTR_BUF_SIZE];
  char times[G_ASCII_DTOSTR_BUF_SIZE];
  double ratio = sy_figures_get_band_ratio (figures);

  g_ascii_formatd (z, sizeof z, "%.2f", figures->trend.z);
  g_ascii_formatd (p, sizeof p, "%.2g", figures->trend.p);
  g_string_append_printf (out, "\nTrend over the bands: z %s, p %s%s\n", z, p,
                          figures->is_clustered ? " (counted by person)" : "");
  for (gsize i = 0; i < figures->n_inversions; i++)
    g_string_append_printf (out, "Inverted: “%s” and “%s” are in the wrong order\n",
                            figures->bands[figures->inversions[i].lower].name,
                            figures->bands[figures->inversions[i].upper].name);
  g_ascii_formatd (rank, sizeof rank, "%.3f", figures->spearman);
  g_ascii_formatd (line, sizeof line, "%.3f", figures->point_biserial);
  g_string_append_printf (out, "Correlation with the outcome: Spearman %s, point-biserial %s\n", rank,
                          line);
  if (isnan (ratio))
    return;
  g_ascii_formatd (times, sizeof times, "%.2f", ratio);
  g_string_append_printf (out, "The band with most of it has it %s times as often as the one with least\n",
                          times);
}

static SyExit
print_tables (SyCli *cli,
              const SyCliRun *run,
              const SyBacktest *backtest,
              const char *entities,
              const SyCliFollowUp *follow_up)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) origins = build_origins (run, backtest, entities);
  g_autofree char *version = sy_cli_describe_version (run->chosen.version);
  char days[SY_NUMBER_BUFFER_SIZE];

  if (cli->format == SY_FORMAT_CSV)
    return follow_up != NULL && sy_cli_follow_up_append_csv (run, follow_up, out)
               ? sy_cli_print (cli, out->str)
               : sy_cli_print_table (cli, origins);
  g_string_append_printf (out,
                          "%s (%s) against “%s” within %s days; a higher score should mean %s\n\n",
                          run->chosen.name,
                          version,
                          backtest->outcome != NULL ? backtest->outcome : "the outcome",
                          sy_number_format (backtest->horizon_days, days),
                          backtest->direction == SY_DIRECTION_MORE ? "more of it" : "less of it");
  sy_cli_table_append (origins, cli->width, out);
  if (backtest->pooled.figures != NULL)
    {
      g_autoptr (SyCliTable) bands = build_bands (backtest->pooled.figures, entities);

      g_string_append_c (out, '\n');
      sy_cli_table_append (bands, cli->width, out);
      append_trend (out, backtest->pooled.figures);
    }
  if (follow_up != NULL)
    sy_cli_follow_up_append (cli, run, follow_up, out);
  return sy_cli_print (cli, out->str);
}

static SyExit
judge (SyCli *cli,
       const SyBacktest *backtest)
{
  const SyFigures *figures = backtest->pooled.figures;

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
                    ? print_json (cli, run, backtest, alarms, follow_up, performance)
                    : print_tables (cli, run, backtest, entities, follow_up);

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
    SY_CLI_LIMIT_ENTRIES (options.limits),
    { "lead-time", 0, 0, G_OPTION_ARG_NONE, &options.follow_up.lead_time,
      "How early people with the outcome were warned of", NULL },
    { "survival", 0, 0, G_OPTION_ARG_NONE, &options.follow_up.survival,
      "How long the outcome takes, by band (Kaplan-Meier)", NULL },
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
  "\n"
  "Example:\n"
  "  steelyard-cli backtest sample.steelyard --model Engagement --as-of 2017-07-01 --as-of 2017-10-01\n"
  "  steelyard-cli backtest sample.steelyard --model Engagement --monthly 2017-04-01..2017-10-01 --format json\n"
  "  steelyard-cli backtest sample.steelyard --model Engagement --as-of 2017-07-01 --lead-time --survival\n"
  "  steelyard-cli backtest sample.steelyard --model Engagement --as-of 2017-07-01 --cohorts --money --errors 10\n",
  1,
  run,
};
