/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of what goes on: of scores over time, of rules, and of one person. */
#include "config.h"

#include "sample-charts-private.h"

#include <math.h>

SyChart *
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
    .band_names = sample_bands,
    .thresholds = sample_thresholds,
    .marks = sample_marks,
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

SyChart *
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
    .band_names = sample_bands,
    .counts = counts,
    .marks = sample_marks,
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

SyChart *
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

SyChart *
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

SyChart *
make_migration (void)
{
  static const guint64 counts[] = { 82000, 15000, 3000, 23000, 97000, 15000, 4100, 21600, 77500 };
  SyChartMigrationInfo info = {
    .title = "Who changed band since 1 Feb",
    .subtitle = "rows: band then · columns: band now · 338,200 people in both",
    .n_bands = 3,
    .names = sample_bands,
    .counts = counts,
  };

  return sy_chart_migration_new (&info);
}

SyChart *
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
    .marks = { .n_notes = 3, .notes = sample_notes },
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

SyChart *
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

SyChart *
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

SyChart *
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

SyChart *
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

SyChart *
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

SyChart *
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
    .band_names = sample_bands,
    .thresholds = sample_thresholds,
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

SyChart *
make_sparkline (void)
{
  static const double values[] = {
    120, 130, 128, 141, 150, 139, 160, 171, NAN, 168, 180, 176, 190
  };

  return sy_chart_sparkline_new ("events", NULL, values, G_N_ELEMENTS (values));
}
