/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-drift-charts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"

/* Effect sizes by the habit of the trade. */
#define PSI_WATCH 0.10
#define PSI_ALARM 0.25

static gint32 *
days_of (const SyDriftTimeline *timeline,
         SyZone *zone)
{
  gint32 *days = g_new (gint32, timeline->n_periods + 1);

  for (gsize i = 0; i < timeline->n_periods; i++)
    days[i] = sy_zone_day (zone, timeline->periods[i].as_of - 1);

  return days;
}

SyChart *
sy_drift_charts_ribbon (const SyDriftTimeline *timeline,
                        const SyModel *model,
                        SyZone *zone)
{
  gsize n = timeline->n_periods;
  g_autofree gint32 *days = days_of (timeline, zone);
  g_autofree double *quantiles = g_new (double, SY_N_QUANTILES *n + 1);
  g_autofree guint64 *people = g_new (guint64, n + 1);
  g_autofree double *thresholds = g_new (double, model->bands->len + 1);
  g_autofree const char **names = g_new (const char *, model->bands->len + 1);
  SyChartRibbonInfo info = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      for (gsize q = 0; q < SY_N_QUANTILES; q++)
        quantiles[q * n + i] = timeline->periods[i].quantiles[q];
      people[i] = timeline->periods[i].n;
    }
  for (guint i = 0; i < model->bands->len; i++)
    {
      names[i] = sy_model_get_band (model, i)->name;
      if (i > 0)
        thresholds[i - 1] = sy_model_get_band (model, i)->min;
    }

  info.title = _ ("Score over time");
  info.subtitle = _ ("median, middle half and 5–95 % of people");
  info.n_points = n;
  info.days = days;
  info.p05 = quantiles;
  info.p25 = quantiles + n;
  info.p50 = quantiles + 2 * n;
  info.p75 = quantiles + 3 * n;
  info.p95 = quantiles + 4 * n;
  info.n = people;
  info.n_bands = model->bands->len;
  info.band_names = names;
  info.thresholds = thresholds;

  return sy_chart_ribbon_new (&info);
}

SyChart *
sy_drift_charts_shares (const SyDriftTimeline *timeline,
                        SyZone *zone)
{
  gsize n = timeline->n_periods;
  g_autofree gint32 *days = days_of (timeline, zone);
  g_autofree guint64 *counts = g_new0 (guint64, n * MAX (1, timeline->n_bands) + 1);
  SyChartSharesInfo info = { 0 };

  for (gsize band = 0; band < timeline->n_bands; band++)
    for (gsize i = 0; i < n; i++)
      counts[band * n + i] = timeline->periods[i].bands[band];

  info.title = _ ("Bands over time");
  info.subtitle = _ ("share of people in each band");
  info.n_points = n;
  info.days = days;
  info.n_bands = (guint) timeline->n_bands;
  info.band_names = (const char *const *) timeline->band_names;
  info.counts = counts;

  return sy_chart_shares_new (&info);
}

SyChart *
sy_drift_charts_psi (const SyDriftTimeline *timeline,
                     SyPeriod period,
                     SyZone *zone)
{
  gsize n = timeline->n_periods;
  g_autofree gint32 *days = days_of (timeline, zone);
  g_autofree double *psi = g_new (double, n + 1);
  g_autofree double *critical = g_new (double, n + 1);
  g_autofree char *subtitle = NULL;
  SyChartPsiInfo info = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      psi[i] = timeline->periods[i].psi.value;
      critical[i] = timeline->periods[i].psi.critical;
    }

  {
    g_autofree char *chance = sy_format_number (n > 0 ? critical[n - 1] : NAN, 4);

    subtitle = g_strdup_printf (period == SY_PERIOD_WEEK
                                    ? _ ("dashed: 0.10 and 0.25 by habit · dotted: chance exceeds it once in 20 weeks (%s)")
                                    : _ ("dashed: 0.10 and 0.25 by habit · dotted: chance exceeds it once in 20 months (%s)"),
                                chance);
  }
  info.title = period == SY_PERIOD_WEEK ? _ ("Population stability (PSI) by week") : _ ("Population stability (PSI) by month");
  info.subtitle = subtitle;
  info.n_points = n;
  info.days = days;
  info.psi = psi;
  info.critical = critical;
  info.watch = PSI_WATCH;
  info.alarm = PSI_ALARM;

  return sy_chart_psi_new (&info);
}

SyChart *
sy_drift_charts_shift (const SyDrift *drift,
                       SyZone *zone)
{
  g_autofree const char **labels = g_new (const char *, drift->n_shifts + 1);
  g_autofree double *shifts = g_new (double, drift->n_shifts + 1);
  g_autofree char *change = sy_format_signed (drift->mean_raw_current - drift->mean_raw_reference, 1);
  g_autofree char *from = sy_format_as_of (zone, drift->reference_as_of);
  g_autofree char *to = sy_format_as_of (zone, drift->current_as_of);
  g_autofree char *title = g_strdup_printf (_ ("What moved the mean raw score by %s"), change);
  g_autofree char *subtitle = g_strdup_printf (_ ("points per rule, %s to %s"), from, to);
  SyChartShiftInfo info = { 0 };

  for (gsize i = 0; i < drift->n_shifts; i++)
    {
      labels[i] = drift->shifts[i].label;
      shifts[i] = drift->shifts[i].shift;
    }

  info.title = title;
  info.subtitle = subtitle;
  info.n_rules = drift->n_shifts;
  info.labels = labels;
  info.shifts = shifts;

  return sy_chart_shift_new (&info);
}

SyChart *
sy_drift_charts_migration (const SyDrift *drift,
                           SyZone *zone)
{
  gsize n_cells = drift->n_bands * drift->n_bands;
  g_autofree guint64 *counts = g_new (guint64, n_cells + 1);
  g_autofree char *from = sy_format_as_of (zone, drift->reference_as_of);
  g_autofree char *both = sy_format_count_of ((gint64) drift->n_both, _ ("person"), _ ("people"));
  g_autofree char *title = g_strdup_printf (_ ("Who changed band since %s"), from);
  g_autofree char *subtitle = g_strdup_printf (_ ("rows: band then · columns: band now · %s in both"), both);
  SyChartMigrationInfo info = { 0 };

  for (gsize i = 0; i < n_cells; i++)
    counts[i] = drift->migration[i];

  info.title = title;
  info.subtitle = subtitle;
  info.n_bands = (guint) drift->n_bands;
  info.names = (const char *const *) drift->band_names;
  info.counts = counts;

  return sy_chart_migration_new (&info);
}

SyChart *
sy_drift_charts_auc (const SyBacktest *backtest,
                     const char *name,
                     SyZone *zone)
{
  gsize n = backtest->n_origins;
  g_autofree gint32 *days = g_new (gint32, n + 1);
  g_autofree double *auc = g_new (double, n + 1);
  g_autofree double *low = g_new (double, n + 1);
  g_autofree double *high = g_new (double, n + 1);
  g_autofree guint8 *immature = g_new (guint8, n + 1);
  g_autofree char *subtitle = g_strdup_printf (_ ("AUC by month, %s"), name);
  SyChartAucInfo info = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      const SyFigures *figures = backtest->origins[i].figures;

      days[i] = sy_zone_day (zone, backtest->origins[i].as_of - 1);
      auc[i] = figures != NULL ? figures->auc.value : NAN;
      low[i] = figures != NULL ? figures->auc.low : NAN;
      high[i] = figures != NULL ? figures->auc.high : NAN;
      immature[i] = !backtest->origins[i].is_mature;
    }

  info.title = _ ("Still true?");
  info.subtitle = subtitle;
  info.n_points = n;
  info.days = days;
  info.auc = auc;
  info.low = low;
  info.high = high;
  info.immature = immature;

  return sy_chart_auc_new (&info);
}
