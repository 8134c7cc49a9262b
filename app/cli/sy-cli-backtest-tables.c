/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backtest as tables: for people, and as CSV. */
#include "config.h"

#include "sy-cli-backtest.h"

#include <math.h>

/* For CSV what came later stands at the end: scripts count columns. */
typedef struct
{
  SyCliTable *table;
  gboolean is_csv;
  gboolean has_refused;
} Origins;

static void
add_base_range (const Origins *self,
                const SyFigures *figures)
{
  sy_cli_table_add_share (self->table, figures == NULL ? (double) NAN : figures->base_interval.low);
  sy_cli_table_add_share (self->table, figures == NULL ? (double) NAN : figures->base_interval.high);
}

static void
add_origin (const Origins *self,
            const char *name,
            const SyBacktestOrigin *origin)
{
  SyCliTable *table = self->table;
  const SyFigures *figures = origin->figures;
  gboolean has_probability = figures != NULL && figures->probabilities != SY_PROBABILITY_NONE;

  sy_cli_table_add_text (table, name);
  sy_cli_table_add_int (table, (gint64) origin->n);
  sy_cli_table_add_int (table, (gint64) origin->n_positive);
  sy_cli_table_add_int (table, (gint64) origin->n_immature);
  sy_cli_table_add_int (table, (gint64) origin->n_already);
  sy_cli_table_add_rate (table, origin->base_rate, origin->n);
  if (!self->is_csv)
    add_base_range (self, figures);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->auc.value, 4);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->auc.low, 4);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->auc.high, 4);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->ks.value, 4);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->gini, 4);
  sy_cli_table_add_number (table, figures == NULL ? (double) NAN : figures->top_decile_lift, 2);
  sy_cli_table_add_number (table, has_probability ? figures->reliability.brier : (double) NAN, 4);
  sy_cli_table_add_number (table, has_probability ? figures->reliability.ece : (double) NAN, 4);
  if (self->is_csv)
    add_base_range (self, figures);
  if (self->has_refused)
    sy_cli_table_add_int (table, (gint64) origin->n_refused);
}

/* The gap stands under the areas. */
static void
add_gap (const Origins *self,
         const SyBacktest *backtest)
{
  SyCliTable *table = self->table;
  guint n_before = self->is_csv ? 5 : 7;
  guint n_after = (self->is_csv ? 7 : 5) + self->has_refused;
  SyTuningGap gap;

  sy_backtest_get_gap (backtest, &gap);
  sy_cli_table_add_text (table, "gap");
  for (guint i = 0; i < n_before; i++)
    sy_cli_table_add_text (table, NULL);
  sy_cli_table_add_number (table, gap.difference, 4);
  sy_cli_table_add_number (table, gap.low, 4);
  sy_cli_table_add_number (table, gap.high, 4);
  for (guint i = 0; i < n_after; i++)
    sy_cli_table_add_text (table, NULL);
}

static void
add_base_columns (const Origins *self)
{
  sy_cli_table_add_column (self->table, "from", "base_rate_low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (self->table, "to", "base_rate_high", SY_ALIGN_RIGHT);
}

static void
add_columns (const Origins *self,
             const char *entities)
{
  SyCliTable *table = self->table;

  sy_cli_table_add_column (table, "as of", "as_of", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, entities, "n", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "with outcome", "positives", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "too recent", "immature", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "had it before", "already", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "base rate", "base_rate", SY_ALIGN_RIGHT);
  if (!self->is_csv)
    add_base_columns (self);
  sy_cli_table_add_column (table, "AUC", "auc", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "from", "auc_low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to", "auc_high", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "KS", "ks", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "Gini", "gini", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "top 10 % lift", "top_decile_lift", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "Brier", "brier", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "ECE", "ece", SY_ALIGN_RIGHT);
  if (self->is_csv)
    add_base_columns (self);
  if (self->has_refused)
    sy_cli_table_add_column (table, "refuse today", "refused", SY_ALIGN_RIGHT);
}

static SyCliTable *
build_origins (const SyCli *cli,
               const SyCliRun *run,
               const SyBacktest *backtest,
               const char *entities)
{
  gboolean is_csv = cli->format == SY_FORMAT_CSV;
  Origins self = { sy_cli_table_new (), is_csv, is_csv || backtest->pooled.n_refused > 0 };

  add_columns (&self, entities);
  for (gsize i = 0; i < backtest->n_origins; i++)
    {
      g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (run->project),
                                                    backtest->origins[i].as_of);

      add_origin (&self, as_of, &backtest->origins[i]);
    }
  if (backtest->n_origins > 1)
    add_origin (&self, "all", &backtest->pooled);
  if (backtest->tuned_until != G_MININT64)
    {
      add_origin (&self, "tuned", &backtest->tuned);
      add_origin (&self, "unseen", &backtest->unseen);
      add_gap (&self, backtest);
    }
  return self.table;
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
  sy_cli_table_add_column (table, "from", "precision_low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to", "precision_high", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "recall", "recall", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "from", "recall_low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "to", "recall_high", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "F1", "f1", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < figures->n_bands; i++)
    {
      const SyBandOutcome *band = &figures->bands[i];
      const SyListIntervals *lists = &figures->lists[i];
      SyConfusion confusion;

      sy_figures_get_band_confusion (figures, i, &confusion);
      sy_cli_table_add_text (table, band->name);
      sy_cli_table_add_int (table, (gint64) band->n);
      sy_cli_table_add_int (table, (gint64) band->positives);
      sy_cli_table_add_rate_range (table, band->rate, band->low, band->high, band->n);
      sy_cli_table_add_number (table, band->lift, 2);
      sy_cli_table_add_rate_range (table, confusion.precision, lists->precision.low,
                                   lists->precision.high, confusion.tp + confusion.fp);
      sy_cli_table_add_rate_range (table, confusion.recall, lists->recall.low, lists->recall.high,
                                   confusion.tp + confusion.fn);
      sy_cli_table_add_number (table, confusion.f1, 3);
    }
  return table;
}

static void
append_ratio (GString *out,
              const SyFigures *figures)
{
  double ratio = sy_figures_get_band_ratio (figures);
  const SyInterval *interval = &figures->band_ratio_interval;
  gsize least;
  char times[G_ASCII_DTOSTR_BUF_SIZE];
  char low[G_ASCII_DTOSTR_BUF_SIZE];
  char high[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (ratio))
    return;
  least = MIN (figures->bands[0].n, figures->bands[figures->n_bands - 1].n);
  g_ascii_formatd (times, sizeof times, "%.2f", ratio);
  g_string_append_printf (out, "The band with most of it has it %s%s times as often as the one with least",
                          sy_is_small_n (least) ? "* " : "", times);
  if (!isnan (interval->low))
    {
      g_ascii_formatd (low, sizeof low, "%.2f", interval->low);
      g_ascii_formatd (high, sizeof high, "%.2f", interval->high);
      g_string_append_printf (out, " (%s to %s)", low, high);
    }
  g_string_append_c (out, '\n');
}

/* Without people of both kinds there is no such figure. */
static const char *
format_figure (char buffer[G_ASCII_DTOSTR_BUF_SIZE],
               const char *format,
               double value)
{
  return isfinite (value) ? g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, format, value) : "–";
}

static void
append_trend (GString *out,
              const SyFigures *figures)
{
  char z[G_ASCII_DTOSTR_BUF_SIZE];
  char p[G_ASCII_DTOSTR_BUF_SIZE];
  char rank[G_ASCII_DTOSTR_BUF_SIZE];
  char line[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, "\nTrend over the bands: z %s, p %s%s\n",
                          format_figure (z, "%.2f", figures->trend.z),
                          format_figure (p, "%.2g", figures->trend.p),
                          figures->is_clustered ? " (counted by person)" : "");
  for (gsize i = 0; i < figures->n_inversions; i++)
    g_string_append_printf (out, "Inverted: “%s” and “%s” are in the wrong order\n",
                            figures->bands[figures->inversions[i].lower].name,
                            figures->bands[figures->inversions[i].upper].name);
  g_string_append_printf (out, "Correlation with the outcome: Spearman %s, point-biserial %s\n",
                          format_figure (rank, "%.3f", figures->spearman),
                          format_figure (line, "%.3f", figures->point_biserial));
  append_ratio (out, figures);
}

static void
append_reliability (GString *out,
                    const SyFigures *figures)
{
  g_autofree char *words = sy_figures_describe_reliability (figures);
  const char *why = sy_probability_source_explain (figures->probabilities);

  if (words != NULL)
    g_string_append_printf (out, "%s\n", words);
  if (why != NULL)
    g_string_append_printf (out, "%s\n", why);
}

/* "AUC 0.8123 up to 2017-07-01 and 0.7901 after it: -0.0222 (-0.0401 to -0.0043, p 0.015)" */
static void
append_gap (GString *out,
            const SyCliRun *run,
            const SyBacktest *backtest)
{
  g_autofree char *until = NULL;
  SyTuningGap gap;
  double values[5];
  char numbers[5][G_ASCII_DTOSTR_BUF_SIZE];
  char p[G_ASCII_DTOSTR_BUF_SIZE];

  if (backtest->tuned_until == G_MININT64)
    return;
  until = sy_cli_format_as_of (sy_project_get_zone (run->project), backtest->tuned_until);
  if (!sy_backtest_get_gap (backtest, &gap))
    {
      g_string_append_printf (out, "The gap to the dates after %s is not known: one side has no date whose outcome is known\n",
                              until);
      return;
    }
  values[0] = backtest->tuned.figures->auc.value;
  values[1] = backtest->unseen.figures->auc.value;
  values[2] = gap.difference;
  values[3] = gap.low;
  values[4] = gap.high;
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_ascii_formatd (numbers[i], sizeof numbers[i], i < 2 ? "%.4f" : "%+.4f", values[i]);
  g_ascii_formatd (p, sizeof p, "%.2g", gap.p);
  g_string_append_printf (out, "AUC %s up to %s and %s after it: %s (%s to %s, p %s)\n", numbers[0],
                          until, numbers[1], numbers[2], numbers[3], numbers[4], p);
}

SyExit
sy_cli_backtest_print_tables (SyCli *cli,
                              const SyCliRun *run,
                              const SyBacktest *backtest,
                              const char *entities,
                              const SyCliFollowUp *follow_up)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) origins = build_origins (cli, run, backtest, entities);
  const SyBacktestOrigin *reported = sy_backtest_get_reported (backtest, NULL);
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
  append_gap (out, run, backtest);
  if (backtest->pooled.n_refused > 0)
    g_string_append (out, "Who refuses today is left out of past dates too (consent show)\n");
  if (reported->figures != NULL)
    {
      g_autoptr (SyCliTable) bands = build_bands (reported->figures, entities);

      g_string_append (out, reported == &backtest->unseen ? "\nThe dates not seen:\n" : "\n");
      sy_cli_table_append (bands, cli->width, out);
      append_trend (out, reported->figures);
      append_reliability (out, reported->figures);
    }
  if (follow_up != NULL)
    sy_cli_follow_up_append (cli, run, follow_up, out);
  return sy_cli_print (cli, out->str);
}
