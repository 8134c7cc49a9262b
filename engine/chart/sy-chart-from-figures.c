/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of a backtest. */
#include "config.h"

#include "sy-chart-from.h"

#include <math.h>

#include "sy-chart-from-private.h"
#include "sy-chart-text-private.h"

SyChart *
sy_chart_bands_from_figures (const SyFigures *figures,
                             const SyFigures *published,
                             const char *outcome,
                             const char *version)
{
  g_auto (SyBandColumns) bands = { 0 };
  g_auto (SyBandColumns) compared = { 0 };

  if (figures != NULL)
    sy_band_columns_init (&bands, figures->bands, figures->n_bands);
  if (published != NULL)
    sy_band_columns_init (&compared, published->bands, published->n_bands);
  return sy_chart_bands_from_columns (&bands, &compared,
                                      figures != NULL ? figures->base_rate : (double) NAN, outcome,
                                      version, NULL);
}

/* One ROC; the arrays are owned by @owned. */
static SyChartRocCurve
make_curve (const SyFigures *figures,
            const char *name,
            GPtrArray *owned)
{
  SyChartRocCurve curve = { .name = name, .auc = NAN, .low = NAN, .high = NAN };
  double *false_rate, *true_rate;

  if (figures == NULL || !isfinite (figures->auc.value) || figures->n_curve == 0)
    return curve;
  /* The corner at 0, 0 belongs to the curve, whether it is a point of it or not. */
  false_rate = g_new0 (double, figures->n_curve + 1);
  true_rate = g_new0 (double, figures->n_curve + 1);
  g_ptr_array_add (owned, false_rate);
  g_ptr_array_add (owned, true_rate);
  for (gsize i = 0; i < figures->n_curve; i++)
    {
      false_rate[i + 1] = figures->curve[i].fpr;
      true_rate[i + 1] = figures->curve[i].recall;
    }
  curve.n_points = figures->n_curve + 1;
  curve.false_rate = false_rate;
  curve.true_rate = true_rate;
  curve.auc = figures->auc.value;
  curve.low = figures->auc.low;
  curve.high = figures->auc.high;
  return curve;
}

SyChart *
sy_chart_roc_from_figures (const SyFigures *figures,
                           const SyFigures *published,
                           const char *version)
{
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) subtitle = g_string_new (NULL);
  SyChartRocInfo info = { .title = "ROC" };

  info.draft = make_curve (figures, "this model", owned);
  info.comparison = make_curve (version != NULL ? published : NULL, version, owned);
  if (info.draft.n_points > 0)
    {
      g_autofree char *value = sy_text_fixed (info.draft.auc, 3, "");
      g_autofree char *low = sy_text_fixed (info.draft.low, 3, "");
      g_autofree char *high = sy_text_fixed (info.draft.high, 3, "");

      g_string_append_printf (subtitle, "AUC %s [%s" SY_DASH "%s]", value, low, high);
    }
  if (info.comparison.n_points > 0)
    {
      g_autofree char *value = sy_text_fixed (info.comparison.auc, 3, "");

      g_string_append_printf (subtitle, " · %s %s", version, value);
    }
  info.subtitle = subtitle->str;
  return sy_chart_roc_new (&info);
}

typedef struct
{
  guint64 n[SY_N_DECILES];
  guint64 positives[SY_N_DECILES];
  guint64 other_n[SY_N_DECILES];
  guint64 other_positives[SY_N_DECILES];
} Tenths;

static void
fill_deciles (SyChartDecilesInfo *info,
              Tenths *tenths,
              const SyFigures *figures,
              const SyFigures *published,
              const char *version)
{
  if (figures == NULL)
    return;
  for (gsize i = 0; i < SY_N_DECILES; i++)
    {
      tenths->n[i] = figures->deciles[i].n;
      tenths->positives[i] = figures->deciles[i].positives;
      tenths->other_n[i] = published != NULL ? published->deciles[i].n : 0;
      tenths->other_positives[i] = published != NULL ? published->deciles[i].positives : 0;
    }
  info->n_groups = SY_N_DECILES;
  info->n = tenths->n;
  info->positives = tenths->positives;
  if (published == NULL || version == NULL)
    return;
  info->comparison_n = tenths->other_n;
  info->comparison_positives = tenths->other_positives;
  info->comparison_name = version;
}

SyChart *
sy_chart_gain_from_figures (const SyFigures *figures,
                            const SyFigures *published,
                            SyDirection direction,
                            const char *version)
{
  SyChartDecilesInfo info = { .title = "Gain by decile" };
  Tenths tenths;
  g_autofree char *subtitle = NULL;

  fill_deciles (&info, &tenths, figures, published, version);
  info.x_label = direction == SY_DIRECTION_LESS ? "people contacted, lowest score first, %"
                                                : "people contacted, highest score first, %";
  if (figures != NULL && isfinite (figures->deciles[0].gain))
    {
      g_autofree char *first = sy_text_percent (figures->deciles[0].gain, 0);

      subtitle = g_strdup_printf (
          "dashed: at random · the first tenth of people holds %s of all outcomes%s%s", first,
          info.comparison_n != NULL ? " · line: " : "", info.comparison_n != NULL ? version : "");
    }
  info.subtitle = subtitle;
  return sy_chart_gain_new (&info);
}

SyChart *
sy_chart_lift_from_figures (const SyFigures *figures,
                            const SyFigures *published,
                            SyDirection direction,
                            const char *version)
{
  SyChartDecilesInfo info = { .title = "Lift by decile" };
  Tenths tenths;
  g_autofree char *subtitle = NULL;

  fill_deciles (&info, &tenths, figures, published, version);
  info.x_label = direction == SY_DIRECTION_LESS ? "decile, lowest score first"
                                                : "decile, highest score first";
  subtitle = g_strdup_printf ("rate over the base rate · dashed: no better than chance%s%s",
                              info.comparison_n != NULL ? " · line: " : "",
                              info.comparison_n != NULL ? version : "");
  info.subtitle = subtitle;
  return sy_chart_lift_new (&info);
}

SyChart *
sy_chart_reliability_from_figures (const SyFigures *figures)
{
  double predicted[SY_N_RELIABILITY_BINS], observed[SY_N_RELIABILITY_BINS];
  double low[SY_N_RELIABILITY_BINS], high[SY_N_RELIABILITY_BINS];
  guint64 n[SY_N_RELIABILITY_BINS];
  SyChartReliabilityInfo info = { .title = "Reliability" };
  g_autofree char *subtitle = NULL;

  if (figures != NULL && figures->probabilities != SY_PROBABILITY_NONE)
    {
      g_autofree char *brier = sy_text_fixed (figures->reliability.brier, 3, "");
      g_autofree char *ece = sy_text_fixed (figures->reliability.ece, 3, "");

      for (gsize i = 0; i < SY_N_RELIABILITY_BINS; i++)
        {
          const SyReliabilityBin *bin = &figures->reliability.bins[i];

          predicted[i] = bin->predicted;
          observed[i] = bin->observed;
          low[i] = bin->low;
          high[i] = bin->high;
          n[i] = bin->n;
        }
      subtitle = g_strdup_printf ("%s · Brier %s · ECE %s",
                                  sy_probability_source_describe (figures->probabilities), brier,
                                  ece);
      info.subtitle = subtitle;
      info.n_bins = SY_N_RELIABILITY_BINS;
      info.predicted = predicted;
      info.observed = observed;
      info.low = low;
      info.high = high;
      info.n = n;
    }
  return sy_chart_reliability_new (&info);
}

SyChart *
sy_chart_precision_from_figures (const SyFigures *figures,
                                 SyDirection direction,
                                 double threshold)
{
  SyChartPrecisionInfo info = { .title = "Where to draw the line",
                                .x_label = "score",
                                .threshold = threshold };
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  gsize n = figures != NULL ? figures->n_curve : 0;
  double *columns[5];
  guint64 *list_n = g_new (guint64, MAX (n, 1));
  gsize n_points = 0;
  /* The curve goes from the best score on, the chart from the lowest. */
  gboolean falls = figures != NULL && figures->order == SY_RANK_HIGH_FIRST;

  g_ptr_array_add (owned, list_n);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    g_ptr_array_add (owned, columns[i] = g_new (double, MAX (n, 1)));
  /* The first point chooses nobody and has no score. */
  for (gsize i = 1; i < n; i++)
    {
      double score = figures->curve[falls ? n - i : i].threshold;
      SyCurvePoint point;

      if (!sy_figures_get_point (figures, score, &point))
        break;
      columns[0][n_points] = score;
      columns[1][n_points] = point.precision;
      columns[2][n_points] = point.low;
      columns[3][n_points] = point.high;
      columns[4][n_points] = point.recall;
      list_n[n_points++] = point.n;
    }
  info.subtitle =
      direction == SY_DIRECTION_LESS
          ? "precision and recall of “score below the threshold” · band: 95" SY_NBSP "% interval"
          : "precision and recall of “score at or above the threshold” · band: 95" SY_NBSP
            "% interval";
  info.n_points = n_points;
  info.thresholds = columns[0];
  info.precision = columns[1];
  info.precision_low = columns[2];
  info.precision_high = columns[3];
  info.recall = columns[4];
  info.list_n = list_n;
  return sy_chart_precision_new (&info);
}

SyChart *
sy_chart_auc_from_backtest (const SyBacktest *backtest,
                            const SyZone *zone,
                            const char *version,
                            const SyChartMarks *marks)
{
  gsize n = backtest->n_origins;
  g_autofree gint32 *days = g_new (gint32, MAX (n, 1));
  g_autofree double *values = g_new (double, MAX (n, 1) * 7);
  g_autofree guint8 *immature = g_new0 (guint8, MAX (n, 1));
  double *auc = values, *low = values + n, *high = values + 2 * n, *other = values + 3 * n;
  double *lift = values + 4 * n, *lift_low = values + 5 * n, *lift_high = values + 6 * n;
  gsize n_points = 0;
  gboolean compared = FALSE, tuned = backtest->tuned_until != G_MININT64;
  g_autofree char *subtitle = NULL;
  SyChartAucInfo info = { .title = "AUC by origin, with 95" SY_NBSP "% interval" };

  for (gsize i = 0; i < n; i++)
    {
      const SyBacktestOrigin *origin = &backtest->origins[i];
      const SyFigures *figures = origin->figures;
      gint32 day = sy_zone_day (zone, origin->as_of - 1);

      /* Two instants of one day share its place; the later one stands there. */
      if (n_points > 0 && days[n_points - 1] == day)
        n_points--;
      days[n_points] = day;
      auc[n_points] = figures != NULL ? figures->auc.value : (double) NAN;
      low[n_points] = figures != NULL ? figures->auc.low : (double) NAN;
      high[n_points] = figures != NULL ? figures->auc.high : (double) NAN;
      lift[n_points] = figures != NULL ? figures->top_decile_lift : (double) NAN;
      lift_low[n_points] = figures != NULL ? figures->top_decile_interval.low : (double) NAN;
      lift_high[n_points] = figures != NULL ? figures->top_decile_interval.high : (double) NAN;
      other[n_points] = origin->published != NULL ? origin->published->auc.value : (double) NAN;
      compared = compared || (origin->published != NULL && version != NULL);
      immature[n_points++] = !origin->is_mature;
    }
  subtitle = g_strdup_printf ("%s%s%shatched: horizon not over yet",
                              compared ? "rings: this model · dots: " : "", compared ? version : "",
                              compared ? " · " : "");
  info.subtitle = subtitle;
  info.n_points = n_points;
  info.days = days;
  info.auc = auc;
  info.low = low;
  info.high = high;
  info.lift = lift;
  info.lift_low = lift_low;
  info.lift_high = lift_high;
  info.immature = immature;
  info.comparison = compared ? other : NULL;
  info.comparison_name = version;
  info.has_tuned_until = tuned;
  info.tuned_until = tuned ? sy_zone_day (zone, backtest->tuned_until - 1) : 0;
  if (marks != NULL)
    info.marks = *marks;
  return sy_chart_auc_new (&info);
}
