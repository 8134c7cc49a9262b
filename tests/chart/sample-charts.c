/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-charts.h"

#include <math.h>

static const char *const three_bands[] = { "At risk", "Stable", "Growth" };
static const double three_thresholds[] = { 34.0, 60.0 };

static SyChart *
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
    .band_names = three_bands,
    .thresholds = three_thresholds,
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

/* 2024-02-01, a Thursday. */
#define FEBRUARY 19754
#define N_WEEKS 22

static const SyChartSpan app_gap[] = { { FEBRUARY + 100, FEBRUARY + 102,
                                         "app_open was not recorded" } };
static const SyChartNote notes[] = {
  { FEBRUARY + 29, "new pricing" },
  { FEBRUARY + 66, "app 3.0" },
  { FEBRUARY + 125, "summer sale" },
};
static const SyChartMarks marks = { 1, app_gap, 3, notes };

static SyChart *
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
    .names = three_bands,
    .n = n,
    .positives = positives,
    .low = low,
    .high = high,
    .base_rate = NAN,
    .n_comparison = 3,
    .comparison_names = three_bands,
    .comparison_n = before_n,
    .comparison_positives = before_positives,
    .comparison_name = "v4",
  };

  return sy_chart_bands_new (&info);
}

static SyChart *
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

static SyChart *
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

static SyChart *
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

static SyChart *
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

static SyChart *
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

static SyChart *
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

static SyChart *
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
make_ribbon (void)
{
  static gint32 days[N_WEEKS];
  static double p05[N_WEEKS], p25[N_WEEKS], p50[N_WEEKS], p75[N_WEEKS], p95[N_WEEKS];
  SyChartRibbonInfo info = {
    .title = "Score over time",
    .subtitle =
        "median, middle half and 5–95 % of people · shaded: app_open was not recorded 11–13 May · ▾ events you noted",
    .n_points = N_WEEKS,
    .days = days,
    .p05 = p05,
    .p25 = p25,
    .p50 = p50,
    .p75 = p75,
    .p95 = p95,
    .n_bands = 3,
    .band_names = three_bands,
    .thresholds = three_thresholds,
    .marks = marks,
  };

  for (int i = 0; i < N_WEEKS; i++)
    {
      double dip = i == 14 ? 4.0 : 0.0;

      days[i] = FEBRUARY + 7 * i;
      p50[i] = 45.0 - 6.0 * i / N_WEEKS + 1.5 * sin (i / 3.0) - dip;
      p25[i] = p50[i] - 14.0;
      p75[i] = p50[i] + 17.0;
      p05[i] = 11.0 + sin (i / 2.0) - dip;
      p95[i] = 82.0 + 4.0 * sin (i / 2.5);
    }
  return sy_chart_ribbon_new (&info);
}

static SyChart *
make_shares (void)
{
  static gint32 days[N_WEEKS];
  static guint64 counts[3 * N_WEEKS];
  SyChartSharesInfo info = {
    .title = "Share of the bands over time",
    .subtitle = "by week",
    .n_points = N_WEEKS,
    .days = days,
    .n_bands = 3,
    .band_names = three_bands,
    .counts = counts,
    .marks = marks,
  };

  for (int i = 0; i < N_WEEKS; i++)
    {
      days[i] = FEBRUARY + 7 * i;
      counts[i] = (guint64) (110000 + 1200 * i + 4000 * sin (i / 2.0));
      counts[N_WEEKS + i] = (guint64) (190000 - 300 * i);
      counts[2 * N_WEEKS + i] = (guint64) (105000 - 500 * i + 3000 * cos (i / 3.0));
    }
  return sy_chart_shares_new (&info);
}

static SyChart *
make_psi (void)
{
  static gint32 days[N_WEEKS];
  static double critical[N_WEEKS];
  static const double psi[N_WEEKS] = { 0.005, 0.011, 0.013, 0.013, 0.011, 0.013, 0.018, 0.024,
                                       0.028, 0.029, 0.027, 0.027, 0.031, 0.038, 0.128, 0.043,
                                       0.042, 0.042, 0.045, 0.050, 0.056, 0.058 };
  SyChartPsiInfo info = {
    .title = "Population stability (PSI) by week",
    .subtitle =
        "dashed: 0.10 and 0.25 by habit · dotted: what chance alone would exceed once in 20 weeks (0.0009 here)",
    .n_points = N_WEEKS,
    .days = days,
    .psi = psi,
    .critical = critical,
    .watch = 0.10,
    .alarm = 0.25,
  };

  for (int i = 0; i < N_WEEKS; i++)
    {
      days[i] = FEBRUARY + 7 * i;
      critical[i] = 0.0009;
    }
  return sy_chart_psi_new (&info);
}

static SyChart *
make_shift (void)
{
  static const char *const labels[] = { "Invited a teammate", "Purchase", "Core feature used",
                                        "Logged in", "Email clicked", "Ticket opened",
                                        "Add to cart" };
  static const double shifts[] = { 0.18, -1.42, -0.86, -0.51, -0.22, -0.09, 0.32 };
  SyChartShiftInfo info = {
    .title = "What moved the mean score by −2.6",
    .subtitle = "points shift per rule, 1 Feb to 30 Jun",
    .n_rules = 7,
    .labels = labels,
    .shifts = shifts,
  };

  return sy_chart_shift_new (&info);
}

static SyChart *
make_migration (void)
{
  static const guint64 counts[] = { 82000, 15000, 3000, 23000, 97000, 15000, 4100, 21600, 77500 };
  SyChartMigrationInfo info = {
    .title = "Who changed band since 1 Feb",
    .subtitle = "rows: band then · columns: band now · 338,200 people in both",
    .n_bands = 3,
    .names = three_bands,
    .counts = counts,
  };

  return sy_chart_migration_new (&info);
}

static SyChart *
make_volume (void)
{
  enum
  {
    TYPES = 7,
    WEEKS = 52
  };
  static const char *const names[] = { "purchase", "add_to_cart", "checkout_started", "email_open",
                                       "app_open", "ticket", "referral" };
  static gint32 days[WEEKS];
  static guint64 counts[TYPES * WEEKS];
  static const SyChartVolumeGap gaps[] = { { 4, FEBRUARY + 100, FEBRUARY + 113 } };
  SyChartVolumeInfo info = {
    .title = "Events by week",
    .subtitle = "each row against its own busiest week · amber: not recorded",
    .n_types = TYPES,
    .type_names = names,
    .n_periods = WEEKS,
    .days = days,
    .counts = counts,
    .n_gaps = 1,
    .gaps = gaps,
    .marks = { .n_notes = 3, .notes = notes },
  };

  for (int week = 0; week < WEEKS; week++)
    {
      days[week] = FEBRUARY - 140 + 7 * week;
      for (int type = 0; type < TYPES; type++)
        counts[type * WEEKS + week] = (guint64) (1000.0 * (type + 1) *
                                                 (1.0 + 0.7 * sin ((week + 5 * type) / 6.0)));
    }
  for (int week = 0; week < 30; week++)
    counts[6 * WEEKS + week] = 0;
  counts[4 * WEEKS + 34] = 0;
  counts[4 * WEEKS + 35] = 0;
  return sy_chart_volume_new (&info);
}

static SyChart *
make_decay (void)
{
  SyChartDecayInfo info = {
    .title = "Purchase",
    .subtitle = "value-weighted · exponential decay",
    .kind = SY_CHART_DECAY_EXPONENTIAL,
    .days = 45.0,
    .window_days = 365.0,
  };

  return sy_chart_decay_new (&info);
}

static SyChart *
make_decay_steps (void)
{
  static const double days[] = { 7.0, 30.0, 90.0 };
  static const double factors[] = { 1.0, 0.5, 0.25 };
  SyChartDecayInfo info = {
    .title = "Coupon redeemed",
    .subtitle = "in steps",
    .kind = SY_CHART_DECAY_STEPS,
    .n_steps = 3,
    .step_days = days,
    .step_factors = factors,
    .window_days = NAN,
  };

  return sy_chart_decay_new (&info);
}

static SyChart *
make_decay_linear (void)
{
  SyChartDecayInfo info = {
    .title = "Money spent",
    .kind = SY_CHART_DECAY_LINEAR,
    .days = 90.0,
    .window_days = 60.0,
  };

  return sy_chart_decay_new (&info);
}

static SyChart *
make_waterfall (void)
{
  static const char *const labels[] = { "Purchase",
                                        "Money spent",
                                        "Commerce cap",
                                        "Coupon redeemed",
                                        "No purchase in 21 days",
                                        "Children in the household" };
  static const double points[] = { 38.4, 22.75, -6.15, 12.0, -10.0, 4.0 };
  static const char *const details[] = {
    "14 events, latest 3 Jun 2024", "14 events", "at most 55 points", "2 events",
    "latest purchase 27 days ago", "3+"
  };
  SyChartWaterfallInfo info = {
    .title = "Why household 1228 scores 61.0",
    .subtitle = "points by rule, as of 30 Jun 2024",
    .n_lines = 6,
    .labels = labels,
    .points = points,
    .details = details,
    .total = 61.0,
  };

  return sy_chart_waterfall_new (&info);
}

static SyChart *
make_change (void)
{
  static const char *const labels[] = { "New purchases", "Decay", "Out of the window",
                                        "Model edit" };
  static const double points[] = { 11.2, -14.6, -3.0, 2.5 };
  SyChartWaterfallInfo info = {
    .title = "Why the score changed",
    .n_lines = 4,
    .labels = labels,
    .points = points,
    .start_label = "On 1 May",
    .start = 61.0,
    .total_label = "On 30 Jun",
    .total = 57.1,
  };

  return sy_chart_waterfall_new (&info);
}

static SyChart *
make_trajectory (void)
{
  enum
  {
    N = 180,
    EVENTS = 60
  };
  static const char *const types[] = { "purchase", "coupon_redeemed", "email_open" };
  static double times[N], scores[N], event_times[EVENTS];
  static guint event_types[EVENTS];
  SyChartTrajectoryInfo info = {
    .title = "Household 1228",
    .subtitle = "score by day, and the events it comes from",
    .n_points = N,
    .times = times,
    .scores = scores,
    .n_bands = 3,
    .band_names = three_bands,
    .thresholds = three_thresholds,
    .n_types = 3,
    .type_names = types,
    .n_events = EVENTS,
    .event_times = event_times,
    .event_types = event_types,
  };
  double score = 30.0;

  for (int e = 0; e < EVENTS; e++)
    {
      event_times[e] = FEBRUARY + fmod (e * 37.7, 165.0);
      event_types[e] = (guint) (e % 5 < 3 ? 0 : e % 5 - 2);
    }
  for (int i = 0; i < N; i++)
    {
      times[i] = FEBRUARY + i;
      score *= 0.975;
      for (int e = 0; e < EVENTS; e++)
        if (floor (event_times[e]) >= times[i] && floor (event_times[e]) < times[i] + 1.0)
          score += event_types[e] == 0 ? 5.0 : 2.0;
      scores[i] = score;
    }
  return sy_chart_trajectory_new (&info);
}

static SyChart *
make_sparkline (void)
{
  static const double values[] = {
    120, 130, 128, 141, 150, 139, 160, 171, NAN, 168, 180, 176, 190
  };

  return sy_chart_sparkline_new ("events", NULL, values, G_N_ELEMENTS (values));
}

/* From here on: what must not break. */

static const char *const many_names[] = {
  "Gone for good",
  "Nearly gone",
  "Going",
  "At risk",
  "Cooling",
  "Steady, but with a remarkably long name that goes on",
  "Warm",
  "Keen",
  "Loyal",
  "Champion",
  "Ambassador",
  "Founder",
};

static SyChart *
make_twelve_bands (void)
{
  guint64 n[12], positives[12];
  double low[12], high[12];
  SyChartBandsInfo info = {
    .title = "Twelve bands",
    .n_bands = 12,
    .names = many_names,
    .n = n,
    .positives = positives,
    .low = low,
    .high = high,
    .base_rate = NAN,
  };

  for (int i = 0; i < 12; i++)
    {
      n[i] = 3000 + 200 * (guint64) i;
      positives[i] = n[i] * (guint64) (60 - 5 * i) / 100;
      low[i] = MAX ((double) positives[i] / (double) n[i] - 0.02, 0.0);
      high[i] = (double) positives[i] / (double) n[i] + 0.02;
    }
  return sy_chart_bands_new (&info);
}

static SyChart *
make_twelve_distribution (void)
{
  enum
  {
    N = 400
  };
  static double edges[N + 1];
  static guint64 counts[12 * N];
  static const double thresholds[] = { 8, 17, 25, 33, 42, 50, 58, 67, 75, 83, 92 };
  SyChartDistributionInfo info = {
    .title = "Twelve bands, 400 bins, huge counts",
    .x_label = "score",
    .n_bins = N,
    .edges = edges,
    .n_bands = 12,
    .band_names = many_names,
    .thresholds = thresholds,
    .counts = counts,
  };

  for (int i = 0; i <= N; i++)
    edges[i] = 0.25 * i;
  for (int i = 0; i < N; i++)
    {
      int band = 0;

      while (band < 11 && edges[i] >= thresholds[band])
        band++;
      counts[band * N + i] = (guint64) (4e12 * exp (-pow ((edges[i] - 40.0) / 30.0, 2.0)));
    }
  return sy_chart_distribution_new (&info);
}

static SyChart *
make_one_bin (void)
{
  static const double edges[] = { 7.0, 7.0 };
  static const guint64 counts[] = { 5000 };
  SyChartDistributionInfo info = {
    .title = "All equal", .x_label = "score", .n_bins = 1, .edges = edges, .counts = counts
  };

  return sy_chart_distribution_new (&info);
}

static SyChart *
make_close_thresholds (void)
{
  static const double edges[] = { -50, -25, 0, 25, 50, 75, 100, 125, 150 };
  static const guint64 counts[4 * 8] = { 10, 200, 3000, 0, 0, 0, 0, 0, 0, 0, 0,
                                         100, 0, 0, 0, 0, 0, 0, 0, 50, 0, 0,
                                         0, 0, 0, 0, 0, 2000, 900, 400, 80, 2 };
  static const double thresholds[] = { 30.25, 31.5, 33.125 };
  static const char *const names[] = { "low", "a", "b", "<b>high & mighty</b>" };
  SyChartDistributionInfo info = { .title = "Close <thresholds> & markup",
                                   .n_bins = 8,
                                   .edges = edges,
                                   .n_bands = 4,
                                   .band_names = names,
                                   .thresholds = thresholds,
                                   .counts = counts };

  return sy_chart_distribution_new (&info);
}

static SyChart *
make_nobody (void)
{
  static const double edges[] = { 0.0, 50.0, 100.0 };
  static const guint64 counts[6] = { 0 };
  SyChartDistributionInfo info = { .title = "Score distribution",
                                   .n_bins = 2,
                                   .edges = edges,
                                   .n_bands = 3,
                                   .band_names = three_bands,
                                   .thresholds = three_thresholds,
                                   .counts = counts };

  return sy_chart_distribution_new (&info);
}

static SyChart *
make_one_point (void)
{
  static const gint32 days[] = { FEBRUARY };
  static const double p05[] = { 10 }, p25[] = { 30 }, p50[] = { 45 }, p75[] = { 60 },
                      p95[] = { 90 };
  SyChartRibbonInfo info = { .title = "One week",
                             .n_points = 1,
                             .days = days,
                             .p05 = p05,
                             .p25 = p25,
                             .p50 = p50,
                             .p75 = p75,
                             .p95 = p95,
                             .n_bands = 3,
                             .band_names = three_bands,
                             .thresholds = three_thresholds };

  return sy_chart_ribbon_new (&info);
}

static SyChart *
make_huge_psi (void)
{
  static const gint32 days[] = { FEBRUARY, FEBRUARY + 30, FEBRUARY + 60, FEBRUARY + 91 };
  static const double psi[] = { 0.02, NAN, 12.4, 3.0 };
  static const double critical[] = { 0.3, 0.3, 0.28, NAN };
  SyChartPsiInfo info = { .title = "A population replaced",
                          .n_points = 4,
                          .days = days,
                          .psi = psi,
                          .critical = critical,
                          .watch = 0.1,
                          .alarm = 0.25,
                          .marks = marks };

  return sy_chart_psi_new (&info);
}

static SyChart *
make_many_shifts (void)
{
  enum
  {
    N = 60
  };
  static char names[N][32];
  static const char *labels[N];
  static double shifts[N];
  SyChartShiftInfo info = {
    .title = "Sixty rules", .n_rules = N, .labels = labels, .shifts = shifts
  };

  for (int i = 0; i < N; i++)
    {
      g_snprintf (names[i], sizeof names[i], "Rule number %d", i + 1);
      labels[i] = names[i];
      shifts[i] = sin (i * 1.7) * pow (0.93, i) * 3.0;
    }
  return sy_chart_shift_new (&info);
}

static SyChart *
make_tiny_bands (void)
{
  static const guint64 n[] = { 3, 0, 12 };
  static const guint64 positives[] = { 3, 0, 1 };
  static const double low[] = { 0.44, NAN, 0.015 };
  static const double high[] = { 1.0, NAN, 0.354 };
  SyChartBandsInfo info = { .title = "Fifteen people",
                            .n_bands = 3,
                            .names = three_bands,
                            .n = n,
                            .positives = positives,
                            .low = low,
                            .high = high,
                            .base_rate = NAN };

  return sy_chart_bands_new (&info);
}

static SyChart *
make_twelve_migration (void)
{
  static guint64 counts[144];
  SyChartMigrationInfo info = {
    .title = "Twelve by twelve", .n_bands = 12, .names = many_names, .counts = counts
  };

  for (int row = 0; row < 12; row++)
    for (int column = 0; column < 12; column++)
      counts[row * 12 + column] = row == 7 ? 0
                                           : (guint64) (1000.0 * exp (-fabs (row - column * 1.0)));
  return sy_chart_migration_new (&info);
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

static SyChart *
make_lead (void)
{
  return make_lead_of (412, "Warned in time");
}

static SyChart *
make_few_lead (void)
{
  return make_lead_of (7, "Warned in time, of seven people");
}

static SyChart *
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
    bands[i] = (SyChartSurvivalBand){ three_bands[i], i == 2 ? 5 : 900, 5, days[i], shares[i] };
  return sy_chart_survival_new (&info);
}

static SyChart *
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
                           .columns = three_bands,
                           .n = n,
                           .positives = positives };

  return sy_chart_heat_new (&info);
}

static SyChart *
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

static const SyChartSample samples[] = {
  { "distribution", make_distribution },
  { "bands", make_bands },
  { "roc", make_roc },
  { "gain", make_gain },
  { "lift", make_lift },
  { "auc", make_auc },
  { "reliability", make_reliability },
  { "precision", make_precision },
  { "half-life", make_half_life },
  { "ribbon", make_ribbon },
  { "shares", make_shares },
  { "psi", make_psi },
  { "shift", make_shift },
  { "migration", make_migration },
  { "lead", make_lead },
  { "survival", make_survival },
  { "heat", make_heat },
  { "volume", make_volume },
  { "decay", make_decay },
  { "decay-steps", make_decay_steps },
  { "decay-linear", make_decay_linear },
  { "waterfall", make_waterfall },
  { "change", make_change },
  { "trajectory", make_trajectory },
  { "sparkline", make_sparkline },
  { "twelve-bands", make_twelve_bands },
  { "twelve-distribution", make_twelve_distribution },
  { "one-bin", make_one_bin },
  { "close-thresholds", make_close_thresholds },
  { "nobody", make_nobody },
  { "one-point", make_one_point },
  { "huge-psi", make_huge_psi },
  { "many-shifts", make_many_shifts },
  { "tiny-bands", make_tiny_bands },
  { "twelve-migration", make_twelve_migration },
  { "few-lead", make_few_lead },
  { "tall-heat", make_tall_heat },
};

const SyChartSample *
sy_chart_samples (gsize *out_n)
{
  *out_n = G_N_ELEMENTS (samples);
  return samples;
}
