/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-backtest-charts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"
#include "sy-rule-text.h"

const SyBacktestOrigin *
sy_backtest_charts_reported (const SyBacktest *backtest)
{
  g_return_val_if_fail (backtest != NULL, NULL);

  return backtest->unseen.n > 0 ? &backtest->unseen : &backtest->pooled;
}

static char *
outcome_word (const SyBacktest *backtest)
{
  const SyOutcomeSpec spec = { .name = backtest->outcome };

  return sy_rule_text_outcome (&spec);
}

static char *
version_name (int version)
{
  return version > 0 ? g_strdup_printf (_ ("v%d"), version) : NULL;
}

static gint32
origin_day (SyZone *zone,
            gint64 as_of)
{
  return sy_zone_day (zone, as_of - 1);
}

SyChart *
sy_backtest_charts_auc (const SyBacktest *backtest,
                        int version,
                        SyZone *zone)
{
  gsize n = backtest->n_origins;
  g_autofree gint32 *days = g_new (gint32, n + 1);
  g_autofree double *auc = g_new (double, n + 1);
  g_autofree double *low = g_new (double, n + 1);
  g_autofree double *high = g_new (double, n + 1);
  g_autofree double *comparison = g_new (double, n + 1);
  g_autofree guint8 *immature = g_new (guint8, n + 1);
  g_autofree char *name = version_name (version);
  g_autoptr (GString) subtitle = g_string_new (NULL);
  gboolean split = backtest->tuned_until != G_MININT64;
  SyChartAucInfo info = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      const SyBacktestOrigin *origin = &backtest->origins[i];

      days[i] = origin_day (zone, origin->as_of);
      auc[i] = origin->figures != NULL ? origin->figures->auc.value : NAN;
      low[i] = origin->figures != NULL ? origin->figures->auc.low : NAN;
      high[i] = origin->figures != NULL ? origin->figures->auc.high : NAN;
      comparison[i] = origin->published != NULL ? origin->published->auc.value : NAN;
      immature[i] = !origin->is_mature;
    }

  if (name != NULL)
    g_string_append_printf (subtitle, _ ("rings: draft · thin line: %s"), name);
  else
    g_string_append (subtitle, _ ("each date scored from the events before it"));
  if (split)
    g_string_append (subtitle, _ (" · left of the line the weights were tuned, right of it they were not"));
  g_string_append (subtitle, _ (" · hatched: horizon not over yet"));

  info.title = _ ("AUC by origin, with 95 % interval");
  info.subtitle = subtitle->str;
  info.n_points = n;
  info.days = days;
  info.auc = auc;
  info.low = low;
  info.high = high;
  info.immature = immature;
  info.comparison = name != NULL ? comparison : NULL;
  info.comparison_name = name;
  info.has_tuned_until = split;
  info.tuned_until = split ? origin_day (zone, backtest->tuned_until) : 0;

  return sy_chart_auc_new (&info);
}

typedef struct
{
  double *false_rate;
  double *true_rate;
} Curve;

static void
fill_curve (SyChartRocCurve *out,
            Curve *arrays,
            const SyFigures *figures,
            const char *name)
{
  *out = (SyChartRocCurve){ .name = name, .auc = NAN, .low = NAN, .high = NAN };
  if (figures == NULL)
    return;

  arrays->false_rate = g_new (double, figures->n_curve + 1);
  arrays->true_rate = g_new (double, figures->n_curve + 1);
  for (gsize i = 0; i < figures->n_curve; i++)
    {
      arrays->false_rate[i] = figures->curve[i].fpr;
      arrays->true_rate[i] = figures->curve[i].recall;
    }
  out->n_points = isnan (figures->auc.value) ? 0 : figures->n_curve;
  out->false_rate = arrays->false_rate;
  out->true_rate = arrays->true_rate;
  out->auc = figures->auc.value;
  out->low = figures->auc.low;
  out->high = figures->auc.high;
}

static void
curve_clear (Curve *curve)
{
  g_free (curve->false_rate);
  g_free (curve->true_rate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Curve, curve_clear)

SyChart *
sy_backtest_charts_roc (const SyBacktest *backtest,
                        int version,
                        SyZone *zone)
{
  const SyBacktestOrigin *reported = sy_backtest_charts_reported (backtest);
  g_auto (Curve) draft = { 0 };
  g_auto (Curve) compared = { 0 };
  g_autofree char *name = version_name (version);
  g_autofree char *outcome = outcome_word (backtest);
  g_autofree char *title = NULL;
  g_autoptr (GString) subtitle = g_string_new (NULL);
  SyChartRocInfo info = { 0 };

  if (reported == &backtest->unseen)
    {
      g_autofree char *date = sy_format_as_of (zone, backtest->tuned_until);

      title = g_strdup_printf (_ ("ROC, dates after %s"), date);
    }
  else
    title = g_strdup (_ ("ROC, all dates"));

  if (reported->figures != NULL)
    {
      g_autofree char *value = sy_format_number (reported->figures->auc.value, 3);
      g_autofree char *low = sy_format_number (reported->figures->auc.low, 3);
      g_autofree char *high = sy_format_number (reported->figures->auc.high, 3);

      g_string_append_printf (subtitle, _ ("AUC %s [%s – %s]"), value, low, high);
      if (reported->published != NULL && name != NULL)
        {
          g_autofree char *other = sy_format_number (reported->published->auc.value, 3);
          g_autofree char *p = sy_format_number (reported->comparison.p, 3);

          g_string_append_printf (subtitle, " · %s %s", name, other);
          if (!isnan (reported->comparison.p))
            g_string_append_printf (subtitle, reported->comparison.p < 0.001 ? " · p < 0.001" : " · p = %s", p);
        }
    }

  info.title = title;
  info.subtitle = subtitle->str;
  info.outcome = outcome;
  fill_curve (&info.draft, &draft, reported->figures, _ ("draft"));
  fill_curve (&info.comparison, &compared, reported->published, name);

  return sy_chart_roc_new (&info);
}

SyChart *
sy_backtest_charts_gain (const SyBacktest *backtest,
                         int version)
{
  const SyBacktestOrigin *reported = sy_backtest_charts_reported (backtest);
  const SyFigures *figures = reported->figures;
  g_autofree char *name = version_name (version);
  g_autofree char *outcome = outcome_word (backtest);
  g_autofree char *subtitle = NULL;
  g_autofree char *x_label = NULL;
  guint64 n[SY_N_DECILES], positives[SY_N_DECILES];
  guint64 compared_n[SY_N_DECILES], compared_positives[SY_N_DECILES];
  SyChartDecilesInfo info = { 0 };

  x_label = backtest->direction == SY_DIRECTION_LESS ? g_strdup (_ ("people contacted, lowest score first, %")) : g_strdup (_ ("people contacted, highest score first, %"));
  info.title = _ ("Caught by contacting the first");
  info.x_label = x_label;
  if (figures == NULL)
    return sy_chart_gain_new (&info);

  for (gsize i = 0; i < SY_N_DECILES; i++)
    {
      n[i] = figures->deciles[i].n;
      positives[i] = figures->deciles[i].positives;
      if (reported->published != NULL)
        {
          compared_n[i] = reported->published->deciles[i].n;
          compared_positives[i] = reported->published->deciles[i].positives;
        }
    }

  {
    g_autofree char *gain = sy_format_percent (figures->deciles[0].gain, 0);

    subtitle = g_strdup_printf (_ ("gain by tenth · dashed: at random · one in ten people holds %s of all %s"), gain, outcome);
  }
  info.subtitle = subtitle;
  info.n_groups = SY_N_DECILES;
  info.n = n;
  info.positives = positives;
  if (reported->published != NULL && name != NULL)
    {
      info.comparison_n = compared_n;
      info.comparison_positives = compared_positives;
      info.comparison_name = name;
    }

  return sy_chart_gain_new (&info);
}

SyChart *
sy_backtest_charts_reliability (const SyBacktest *backtest)
{
  const SyFigures *figures = sy_backtest_charts_reported (backtest)->figures;
  double predicted[SY_N_RELIABILITY_BINS], observed[SY_N_RELIABILITY_BINS];
  double low[SY_N_RELIABILITY_BINS], high[SY_N_RELIABILITY_BINS];
  guint64 n[SY_N_RELIABILITY_BINS];
  g_autofree char *subtitle = NULL;
  SyChartReliabilityInfo info = { 0 };

  info.title = _ ("Is a 40 % risk 40 %?");
  if (figures == NULL || figures->probabilities == SY_PROBABILITY_NONE)
    {
      info.subtitle = _ ("too few people to turn scores into probabilities");
      return sy_chart_reliability_new (&info);
    }

  for (gsize i = 0; i < SY_N_RELIABILITY_BINS; i++)
    {
      const SyReliabilityBin *bin = &figures->reliability.bins[i];

      predicted[i] = bin->predicted;
      observed[i] = bin->observed;
      low[i] = bin->low;
      high[i] = bin->high;
      n[i] = bin->n;
    }

  {
    g_autofree char *brier = sy_format_number (figures->reliability.brier, 3);
    g_autofree char *ece = sy_format_number (figures->reliability.ece, 3);

    subtitle = g_strdup_printf (figures->probabilities == SY_PROBABILITY_SCALE
                                    ? _ ("reliability of the score as a probability · Brier %s · ECE %s")
                                    : _ ("reliability of the calibrated score, cross-fitted · Brier %s · ECE %s"),
                                brier,
                                ece);
  }
  info.subtitle = subtitle;
  info.n_bins = SY_N_RELIABILITY_BINS;
  info.predicted = predicted;
  info.observed = observed;
  info.low = low;
  info.high = high;
  info.n = n;

  return sy_chart_reliability_new (&info);
}

static void
fill_bands (const SyFigures *figures,
            const char **names,
            guint64 *n,
            guint64 *positives,
            double *low,
            double *high)
{
  for (gsize i = 0; i < figures->n_bands; i++)
    {
      names[i] = figures->bands[i].name;
      n[i] = figures->bands[i].n;
      positives[i] = figures->bands[i].positives;
      low[i] = figures->bands[i].low;
      high[i] = figures->bands[i].high;
    }
}

SyChart *
sy_backtest_charts_bands (const SyBacktest *backtest,
                          int version)
{
  const SyBacktestOrigin *reported = sy_backtest_charts_reported (backtest);
  const SyFigures *figures = reported->figures;
  const char *names[SY_MODEL_MAX_BANDS], *compared_names[SY_MODEL_MAX_BANDS];
  guint64 n[SY_MODEL_MAX_BANDS], positives[SY_MODEL_MAX_BANDS];
  guint64 compared_n[SY_MODEL_MAX_BANDS], compared_positives[SY_MODEL_MAX_BANDS];
  double low[SY_MODEL_MAX_BANDS], high[SY_MODEL_MAX_BANDS];
  double unused_low[SY_MODEL_MAX_BANDS], unused_high[SY_MODEL_MAX_BANDS];
  g_autofree char *name = version_name (version);
  g_autofree char *title = g_strdup_printf (_ ("%s, by band"), backtest->outcome != NULL ? backtest->outcome : _ ("Outcome"));
  g_autofree char *subtitle = NULL;
  SyChartBandsInfo info = { 0 };

  info.title = title;
  info.base_rate = reported->base_rate;
  if (figures == NULL || figures->n_bands > SY_MODEL_MAX_BANDS)
    return sy_chart_bands_new (&info);

  fill_bands (figures, names, n, positives, low, high);
  info.n_bands = (guint) figures->n_bands;
  info.names = names;
  info.n = n;
  info.positives = positives;
  info.low = low;
  info.high = high;
  if (reported->published != NULL && name != NULL)
    {
      fill_bands (reported->published, compared_names, compared_n, compared_positives, unused_low, unused_high);
      info.n_comparison = (guint) reported->published->n_bands;
      info.comparison_names = compared_names;
      info.comparison_n = compared_n;
      info.comparison_positives = compared_positives;
      info.comparison_name = name;
    }

  {
    g_autofree char *p = sy_format_number (figures->trend.p, 3);

    if (figures->n_inversions > 0)
      subtitle = g_strdup_printf (g_dngettext (NULL, "%u pair of neighbouring bands in the wrong order · dashed: base rate", "%u pairs of neighbouring bands in the wrong order · dashed: base rate", figures->n_inversions), (guint) figures->n_inversions);
    else
      subtitle = g_strdup_printf (figures->trend.p < 0.001 ? _ ("bands in outcome order · trend p < 0.001 · dashed: base rate") : _ ("bands in outcome order · trend p = %s · dashed: base rate"), p);
  }
  info.subtitle = subtitle;

  return sy_chart_bands_new (&info);
}

SyChart *
sy_backtest_charts_precision (const SyBacktest *backtest,
                              double threshold)
{
  const SyFigures *figures = sy_backtest_charts_reported (backtest)->figures;
  gsize n = figures != NULL && figures->n_curve > 1 ? figures->n_curve - 1 : 0;
  g_autofree double *thresholds = g_new (double, n + 1);
  g_autofree double *precision = g_new (double, n + 1);
  g_autofree double *low = g_new (double, n + 1);
  g_autofree double *high = g_new (double, n + 1);
  g_autofree double *recall = g_new (double, n + 1);
  g_autofree guint64 *list = g_new (guint64, n + 1);
  g_autofree char *subtitle = NULL;
  SyChartPrecisionInfo info = { 0 };

  /* The first point chooses nobody and has no threshold. The axis rises; the
   * curve rises with it only when the lowest scores are chosen first. */
  for (gsize i = 0; i < n; i++)
    {
      const SyCurvePoint *point = &figures->curve[backtest->direction == SY_DIRECTION_LESS ? i + 1 : n - i];

      thresholds[i] = point->threshold;
      precision[i] = point->precision;
      low[i] = point->low;
      high[i] = point->high;
      recall[i] = point->recall;
      list[i] = point->n;
    }

  {
    g_autofree char *score = sy_format_short (threshold);

    subtitle = g_strdup_printf (backtest->direction == SY_DIRECTION_LESS
                                    ? _ ("drag the threshold · precision and recall of “score below %s” · band: 95 %% interval")
                                    : _ ("drag the threshold · precision and recall of “score from %s” · band: 95 %% interval"),
                                score);
  }
  info.title = _ ("Where to draw the line");
  info.subtitle = subtitle;
  info.x_label = _ ("score");
  info.n_points = n;
  info.thresholds = thresholds;
  info.precision = precision;
  info.precision_low = low;
  info.precision_high = high;
  info.recall = recall;
  info.list_n = list;
  info.threshold = threshold;

  return sy_chart_precision_new (&info);
}
