/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of scores and bands beside the outcome. */
#include "config.h"

#include "sample-charts-private.h"

#include <math.h>

SyChart *
make_distribution (void)
{
  enum
  {
    N = 50
  };
  double edges[N + 1];
  guint64 counts[3 * N] = { 0 };
  guint64 comparison[N];
  SyChartDistributionInfo info = {
    .title = "Score distribution",
    .subtitle =
        "412,906 people · filled: draft, coloured by band · line: v4 published · drag a threshold to move it",
    .x_label = "score",
    .n_bins = N,
    .edges = edges,
    .n_bands = 3,
    .band_names = sample_bands,
    .thresholds = sample_thresholds,
    .counts = counts,
    .comparison = comparison,
    .comparison_name = "v4 published",
  };

  for (int i = 0; i < N; i++)
    {
      double middle = 2.0 * i + 1.0;
      double draft = 15500.0 * exp (-pow ((middle - 26.0) / 15.0, 2.0)) +
                     11000.0 * exp (-pow ((middle - 58.0) / 26.0, 2.0));
      double before = 20000.0 * exp (-pow ((middle - 34.0) / 19.0, 2.0)) +
                      4500.0 * exp (-pow ((middle - 72.0) / 22.0, 2.0));
      int band = middle < 34.0 ? 0 : middle < 60.0 ? 1
                                                   : 2;

      edges[i] = 2.0 * i;
      counts[band * N + i] = (guint64) draft;
      comparison[i] = (guint64) before;
    }
  edges[N] = 100.0;
  return sy_chart_distribution_new (&info);
}

SyChart *
make_bands (void)
{
  static const guint64 n[] = { 128412, 185808, 98686 };
  static const guint64 positives[] = { 49053, 23969, 2961 };
  static const double low[] = { 0.360, 0.112, 0.018 };
  static const double high[] = { 0.403, 0.147, 0.041 };
  static const guint64 before_n[] = { 110000, 210000, 92000 };
  static const guint64 before_positives[] = { 37400, 29400, 4600 };
  SyChartBandsInfo info = {
    .title = "Churned within 60 days, by band",
    .subtitle = "observed rate · whisker: 95 % Wilson · dashed: base 18.4 % · hollow: v4",
    .n_bands = 3,
    .names = sample_bands,
    .n = n,
    .positives = positives,
    .low = low,
    .high = high,
    .base_rate = NAN,
    .n_comparison = 3,
    .comparison_names = sample_bands,
    .comparison_n = before_n,
    .comparison_positives = before_positives,
    .comparison_name = "v4",
  };

  return sy_chart_bands_new (&info);
}

SyChart *
make_roc (void)
{
  enum
  {
    N = 2001
  };
  static double x[N], draft[N], before[N];
  SyChartRocInfo info = {
    .title = "ROC, origins after Dec 2023",
    .subtitle = "AUC 0.764 [0.752–0.776] · v4 0.733",
    .outcome = "churned",
    .draft = { "draft", N, x, draft, 0.764, 0.752, 0.776 },
    .comparison = { "v4", N, x, before, 0.733, 0.720, 0.746 },
  };

  for (int i = 0; i < N; i++)
    {
      x[i] = (double) i / (N - 1);
      draft[i] = 1.0 - pow (1.0 - x[i], 3.25);
      before[i] = 1.0 - pow (1.0 - x[i], 2.75);
    }
  return sy_chart_roc_new (&info);
}

static const guint64 decile_n[] = { 1200, 1200, 1200, 1200, 1200, 1200, 1200, 1200, 1200, 1200 };
static const guint64 decile_positives[] = { 530, 397, 310, 243, 199, 177, 132, 88, 88, 44 };
static const guint64 decile_before[] = { 470, 380, 300, 250, 220, 190, 150, 110, 90, 48 };

SyChart *
make_gain (void)
{
  SyChartDecilesInfo info = {
    .title = "Caught by contacting the riskiest",
    .subtitle = "gain by decile · dashed: at random · one in ten people holds 24 % of all churn",
    .x_label = "people contacted, riskiest first, %",
    .n_groups = 10,
    .n = decile_n,
    .positives = decile_positives,
  };

  return sy_chart_gain_new (&info);
}

SyChart *
make_lift (void)
{
  SyChartDecilesInfo info = {
    .title = "Lift by decile",
    .subtitle = "rate over the base rate · dashed: no better than chance · line: v4",
    .x_label = "decile, riskiest first",
    .n_groups = 10,
    .n = decile_n,
    .positives = decile_positives,
    .comparison_n = decile_n,
    .comparison_positives = decile_before,
    .comparison_name = "v4",
  };

  return sy_chart_lift_new (&info);
}

SyChart *
make_auc (void)
{
  /* First days of July 2023 to June 2024. */
  static const gint32 days[] = { 19539, 19570, 19601, 19631, 19662, 19692,
                                 19723, 19754, 19783, 19814, 19844, 19875 };
  static const double auc[] = { 0.778, 0.774, 0.780, 0.775, 0.771, 0.777,
                                0.768, 0.765, 0.761, 0.758, NAN, NAN };
  static const double low[] = { 0.767, 0.763, 0.769, 0.764, 0.761, 0.766,
                                0.757, 0.754, 0.750, 0.748, NAN, NAN };
  static const double high[] = { 0.789, 0.785, 0.791, 0.786, 0.782, 0.788,
                                 0.779, 0.776, 0.772, 0.769, NAN, NAN };
  static const double before[] = { 0.741, 0.744, 0.738, 0.742, 0.739, 0.741,
                                   0.737, 0.735, 0.731, 0.729, NAN, NAN };
  static const guint8 immature[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1 };
  SyChartAucInfo info = {
    .title = "AUC by origin, with 95 % interval",
    .subtitle =
        "draft in blue, v4 in black · left of the line the weights were tuned, right of it they were not · hatched: horizon not over yet",
    .n_points = 12,
    .days = days,
    .auc = auc,
    .low = low,
    .high = high,
    .immature = immature,
    .comparison = before,
    .comparison_name = "v4",
    .has_tuned_until = TRUE,
    .tuned_until = 19722,
  };

  return sy_chart_auc_new (&info);
}

SyChart *
make_reliability (void)
{
  static const double predicted[] = { 0.04, 0.10, 0.17, 0.25, 0.34, 0.45, 0.56, 0.68 };
  static const double observed[] = { 0.035, 0.11, 0.16, 0.265, 0.33, 0.47, 0.53, 0.66 };
  static const double low[] = { 0.033, 0.107, 0.155, 0.255, 0.315, 0.44, 0.48, 0.59 };
  static const double high[] = { 0.037, 0.113, 0.165, 0.275, 0.345, 0.50, 0.575, 0.73 };
  static const guint64 n[] = { 90000, 81000, 62000, 44000, 38000, 9000, 4000, 900 };
  SyChartReliabilityInfo info = {
    .title = "Is a 40 % risk 40 %?",
    .subtitle = "reliability of the calibrated score · Brier 0.118 · ECE 0.014",
    .n_bins = 8,
    .predicted = predicted,
    .observed = observed,
    .low = low,
    .high = high,
    .n = n,
  };

  return sy_chart_reliability_new (&info);
}

SyChart *
make_half_life (void)
{
  static const double days[] = { 1.0, 3.0, 9.0, 27.0, 81.0, 243.0 };
  static const double auc[] = { 0.70, 0.72, 0.76, 0.78, 0.77, 0.74 };
  static const double low[] = { 0.68, 0.70, 0.74, 0.76, 0.75, 0.72 };
  static const double high[] = { 0.72, 0.74, 0.78, 0.80, 0.79, 0.76 };
  static const guint8 within[] = { 0, 0, 1, 1, 1, 0 };
  const SyChartHalfLifeInfo info = {
    .title = "AUC by half-life of Purchase",
    .subtitle = "11,489 people at 5 dates · ribbon: 95 % interval",
    .n_points = 6,
    .days = days,
    .auc = auc,
    .low = low,
    .high = high,
    .within = within,
    .best = 3,
    .low_days = 9.0,
    .high_days = 81.0,
    .current_days = 120.0,
  };

  return sy_chart_half_life_new (&info);
}

SyChart *
make_precision (void)
{
  enum
  {
    N = 99
  };
  static double thresholds[N], precision[N], low[N], high[N], recall[N];
  SyChartPrecisionInfo info = {
    .title = "Where to draw the line",
    .subtitle =
        "drag the threshold · precision and recall of “score below 34” · band: 95 % interval",
    .x_label = "score",
    .n_points = N,
    .thresholds = thresholds,
    .precision = precision,
    .precision_low = low,
    .precision_high = high,
    .recall = recall,
    .threshold = 34.0,
  };

  for (int i = 0; i < N; i++)
    {
      double width = 0.07 / (1.0 + i * 0.25);

      thresholds[i] = 2.0 + i;
      precision[i] = 0.18 + 0.48 * exp (-i / 24.0);
      low[i] = precision[i] - width;
      high[i] = precision[i] + width;
      recall[i] = 0.98 * (1.0 - exp (-(i + 2) / 27.0));
    }
  return sy_chart_precision_new (&info);
}

static SyChart *
make_lead_of (guint64 n_people,
              const char *title)
{
  static const guint named[] = { 90, 60, 30, 14 };
  double shares[91], low[91], high[91];
  guint64 n[91];
  SyChartLeadInfo info = { .title = title,
                           .subtitle = "share of those who lapsed below 34",
                           .n_days = 91,
                           .shares = shares,
                           .low = low,
                           .high = high,
                           .n = n,
                           .n_marks = 4,
                           .marks = named };

  for (int i = 0; i < 91; i++)
    {
      shares[i] = i > 80 && n_people < 30 ? (double) NAN : 0.9 * exp (-i / 40.0);
      low[i] = shares[i] * 0.8;
      high[i] = shares[i] * 1.1;
      n[i] = isnan (shares[i]) ? 0 : n_people;
    }
  return sy_chart_lead_new (&info);
}

SyChart *
make_lead (void)
{
  return make_lead_of (412, "Warned in time");
}

SyChart *
make_few_lead (void)
{
  return make_lead_of (7, "Warned in time, of seven people");
}

SyChart *
make_survival (void)
{
  static const double days[3][5] = { { 3, 8, 20, 41, 70 }, { 2, 9, 33, 60, 88 }, { 5, 6, 7, 8, 9 } };
  static const double shares[3][5] = { { 0.1, 0.2, 0.4, 0.5, 0.6 },
                                       { 0.3, 0.5, 0.7, 0.8, 0.82 },
                                       { 0.2, 0.4, 0.6, 0.8, 1.0 } };
  SyChartSurvivalBand bands[3];
  SyChartSurvivalInfo info = { .title = "Time to the outcome",
                               .subtitle = "log-rank p < 0.0001",
                               .max_days = 90,
                               .horizon_days = 60,
                               .n_bands = 3,
                               .bands = bands };

  for (int i = 0; i < 3; i++)
    bands[i] = (SyChartSurvivalBand){ sample_bands[i], i == 2 ? 5 : 900, 5, days[i], shares[i] };
  return sy_chart_survival_new (&info);
}

SyChart *
make_heat (void)
{
  static const char *const rows[] = { "Jan 2024", "Feb 2024", "Mar 2024", "All" };
  static const guint64 n[] = { 120, 300, 80, 12, 90, 0, 400, 29, 30, 532, 419, 110 };
  static const guint64 positives[] = { 20, 200, 80, 6, 45, 0, 10, 29, 15, 36, 274, 95 };
  SyChartHeatInfo info = { .title = "Retained, by month of the first event",
                           .subtitle = "pale: fewer than 30 people",
                           .n_rows = 4,
                           .rows = rows,
                           .n_columns = 3,
                           .columns = sample_bands,
                           .n = n,
                           .positives = positives };

  return sy_chart_heat_new (&info);
}

SyChart *
make_tall_heat (void)
{
  static guint64 n[120], positives[120];
  static const char *rows[120];
  static const char *const columns[] = { "a" };
  SyChartHeatInfo info = { .title = "More rows than room",
                           .n_rows = 120,
                           .rows = rows,
                           .n_columns = 1,
                           .columns = columns,
                           .n = n,
                           .positives = positives };

  for (gsize i = 0; i < 120; i++)
    {
      rows[i] = i == 119 ? "the last" : "a row";
      n[i] = 40 + i;
      positives[i] = i;
    }
  return sy_chart_heat_new (&info);
}
