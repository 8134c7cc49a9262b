/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of drift. */
#include "config.h"

#include "sy-chart-from.h"

#include <math.h>

#include "sy-chart-private.h"
#include "sy-chart-text-private.h"

/* What the usual reading of PSI calls a change, and a large one. */
#define WATCH 0.10
#define ALARM 0.25

/* Days of a timeline; periods that share a day count once, the later stands. */
static gsize
pick_days (const SyDriftTimeline *timeline,
           const SyZone *zone,
           gint32 *days,
           const SyDriftPeriod **periods)
{
  gsize n = 0;

  for (gsize i = 0; i < timeline->n_periods; i++)
    {
      gint32 day = sy_zone_day (zone, timeline->periods[i].as_of - 1);

      if (n > 0 && days[n - 1] == day)
        n--;
      days[n] = day;
      periods[n++] = &timeline->periods[i];
    }
  return n;
}

SyChart *
sy_chart_ribbon_from_timeline (const SyDriftTimeline *timeline,
                               const SyModel *model,
                               const SyZone *zone,
                               const SyChartMarks *marks)
{
  gsize room = MAX (timeline->n_periods, 1), n;
  g_autofree gint32 *days = g_new (gint32, room);
  g_autofree const SyDriftPeriod **periods = g_new (const SyDriftPeriod *, room);
  g_autofree double *values = g_new (double, room *SY_N_QUANTILES);
  g_autofree guint64 *people = g_new (guint64, room);
  g_autofree double *thresholds = g_new0 (double, MAX (model->bands->len, 1));
  g_autofree const char **names = g_new0 (const char *, MAX (model->bands->len, 1));
  SyChartRibbonInfo info = { .title = "Score over time",
                             .subtitle = "median, middle half and 5" SY_DASH "95" SY_NBSP
                                         "% of people" };

  n = pick_days (timeline, zone, days, periods);
  for (gsize i = 0; i < n; i++)
    {
      for (gsize q = 0; q < SY_N_QUANTILES; q++)
        values[q * room + i] = periods[i]->quantiles[q];
      people[i] = periods[i]->n;
    }
  for (guint band = 0; band < model->bands->len; band++)
    {
      names[band] = sy_model_get_band (model, band)->name;
      if (band > 0)
        thresholds[band - 1] = sy_model_get_band (model, band)->min;
    }
  info.n_points = n;
  info.days = days;
  info.p05 = values;
  info.p25 = values + room;
  info.p50 = values + 2 * room;
  info.p75 = values + 3 * room;
  info.p95 = values + 4 * room;
  info.n = people;
  info.n_bands = model->bands->len;
  info.band_names = names;
  info.thresholds = thresholds;
  if (marks != NULL)
    info.marks = *marks;
  return sy_chart_ribbon_new (&info);
}

SyChart *
sy_chart_shares_from_timeline (const SyDriftTimeline *timeline,
                               const SyZone *zone,
                               const SyChartMarks *marks)
{
  gsize room = MAX (timeline->n_periods, 1), n;
  g_autofree gint32 *days = g_new (gint32, room);
  g_autofree const SyDriftPeriod **periods = g_new (const SyDriftPeriod *, room);
  g_autofree guint64 *counts = g_new0 (guint64, room * MAX (timeline->n_bands, 1));
  SyChartSharesInfo info = { .title = "Share of the bands over time" };

  n = pick_days (timeline, zone, days, periods);
  for (gsize band = 0; band < timeline->n_bands; band++)
    for (gsize i = 0; i < n; i++)
      counts[band * n + i] = periods[i]->bands[band];
  info.n_points = n;
  info.days = days;
  info.n_bands = (guint) timeline->n_bands;
  info.band_names = (const char *const *) timeline->band_names;
  info.counts = counts;
  if (marks != NULL)
    info.marks = *marks;
  return sy_chart_shares_new (&info);
}

SyChart *
sy_chart_psi_from_timeline (const SyDriftTimeline *timeline,
                            const SyZone *zone,
                            const SyChartMarks *marks)
{
  gsize room = MAX (timeline->n_periods, 1), n;
  g_autofree gint32 *days = g_new (gint32, room);
  g_autofree const SyDriftPeriod **periods = g_new (const SyDriftPeriod *, room);
  g_autofree double *psi = g_new (double, room);
  g_autofree double *critical = g_new (double, room);
  g_autofree char *subtitle = NULL;
  g_autofree char *reference = NULL;
  SyChartPsiInfo info = { .title = "Population stability (PSI)", .watch = WATCH, .alarm = ALARM };

  n = pick_days (timeline, zone, days, periods);
  for (gsize i = 0; i < n; i++)
    {
      psi[i] = periods[i]->psi.value;
      critical[i] = periods[i]->psi.critical;
    }
  if (timeline->reference != NULL)
    {
      reference = sy_chart_date (zone, timeline->reference->as_of);
      subtitle = g_strdup_printf (
          "against %s · dashed: 0.10 and 0.25 by habit · dotted: what chance alone would exceed once in 20",
          reference);
    }
  info.subtitle = subtitle;
  info.n_points = n;
  info.days = days;
  info.psi = psi;
  info.critical = critical;
  if (marks != NULL)
    info.marks = *marks;
  return sy_chart_psi_new (&info);
}

static char *
shift_label (const SyPointsShift *shift)
{
  if (shift->kind == SY_POINTS_GROUP)
    return g_strdup_printf ("%s: group limit", shift->label);
  if (shift->kind == SY_POINTS_SCORE)
    return g_strdup ("Score limit");
  return g_strdup (shift->label);
}

SyChart *
sy_chart_shift_from_drift (const SyDrift *drift,
                           const SyZone *zone)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree double *shifts = g_new (double, MAX (drift->n_shifts, 1));
  g_autofree double *psi = g_new (double, MAX (drift->n_shifts, 1));
  g_autofree double *critical = g_new (double, MAX (drift->n_shifts, 1));
  gboolean has_people = drift->n_reference > 0 && drift->n_current > 0;
  g_autofree char *moved = sy_text_signed (drift->mean_raw_current - drift->mean_raw_reference, 2,
                                           ",");
  g_autofree char *title = has_people
                               ? g_strdup_printf ("What moved the mean raw score by %s", moved)
                               : g_strdup ("What moved the mean raw score");
  g_autofree char *from = sy_chart_date (zone, drift->reference_as_of);
  g_autofree char *to = sy_chart_date (zone, drift->current_as_of);
  g_autofree char *subtitle = g_strdup_printf ("points shift per rule, %s to %s", from, to);
  SyChartShiftInfo info = { .title = title, .subtitle = subtitle };
  SyChart *chart;

  for (gsize i = 0; i < drift->n_shifts; i++)
    {
      g_ptr_array_add (labels, shift_label (&drift->shifts[i]));
      shifts[i] = drift->shifts[i].shift;
      psi[i] = drift->shifts[i].psi.value;
      critical[i] = drift->shifts[i].psi.critical;
    }
  /* The mean of nobody did not move. */
  info.n_rules = has_people ? drift->n_shifts : 0;
  info.psi = psi;
  info.critical = critical;
  info.labels = (const char *const *) labels->pdata;
  info.shifts = shifts;
  chart = sy_chart_shift_new (&info);
  if (!has_people)
    chart->empty = "Nothing to show: on one of the dates nobody is in the population";
  return chart;
}

SyChart *
sy_chart_migration_from_drift (const SyDrift *drift,
                               const SyZone *zone)
{
  gsize n_cells = drift->n_bands * drift->n_bands;
  g_autofree guint64 *counts = g_new (guint64, MAX (n_cells, 1));
  g_autofree char *from = sy_chart_date (zone, drift->reference_as_of);
  g_autofree char *title = g_strdup_printf ("Who changed band since %s", from);
  g_autofree char *both = sy_text_count (drift->n_both, ",");
  g_autofree char *subtitle =
      g_strdup_printf ("rows: band then · columns: band now · %s people in both", both);
  SyChartMigrationInfo info = { .title = title, .subtitle = subtitle };

  for (gsize i = 0; i < n_cells; i++)
    counts[i] = drift->migration[i];
  info.n_bands = (guint) drift->n_bands;
  info.names = (const char *const *) drift->band_names;
  info.counts = counts;
  return sy_chart_migration_new (&info);
}
