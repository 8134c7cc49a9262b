/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backtest as tables: for people, and as CSV. */
#include "config.h"

#include "sy-cli-backtest.h"

#include <math.h>

static void
add_origin (SyCliTable *table,
            const SyCliRun *run,
            const SyBacktestOrigin *origin,
            gboolean is_pooled)
{
  const SyFigures *figures = origin->figures;
  gboolean has_probability = figures != NULL && figures->probabilities != SY_PROBABILITY_NONE;
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
  sy_cli_table_add_number (table, has_probability ? figures->reliability.brier : (double) NAN, 4);
  sy_cli_table_add_number (table, has_probability ? figures->reliability.ece : (double) NAN, 4);
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
  sy_cli_table_add_column (table, "Brier", "brier", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "ECE", "ece", SY_ALIGN_RIGHT);
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

static void
append_reliability (GString *out,
                    const SyFigures *figures)
{
  g_autofree char *words = sy_figures_describe_reliability (figures);

  if (words != NULL)
    g_string_append_printf (out, "%s\n", words);
}

SyExit
sy_cli_backtest_print_tables (SyCli *cli,
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
      append_reliability (out, backtest->pooled.figures);
    }
  if (follow_up != NULL)
    sy_cli_follow_up_append (cli, run, follow_up, out);
  return sy_cli_print (cli, out->str);
}
