/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of what became of people after a date. */
#include "config.h"

#include <math.h>

#include "sy-chart-from.h"
#include "sy-chart-from-private.h"
#include "sy-chart-text-private.h"

SyChart *
sy_chart_lead_from_lead_time (const SyLeadTime *lead)
{
  static const guint marks[] = { 90, 60, 30, 14 };
  SyChartLeadInfo info = { .title = "Warned in time", .n_marks = G_N_ELEMENTS (marks), .marks = marks };
  double shares[SY_LEAD_MAX_DAYS + 1], low[SY_LEAD_MAX_DAYS + 1], high[SY_LEAD_MAX_DAYS + 1];
  guint64 n[SY_LEAD_MAX_DAYS + 1];
  g_autofree char *subtitle = NULL;
  g_autofree char *threshold = NULL;
  g_autofree char *half = NULL;

  if (lead == NULL)
    return sy_chart_lead_new (&(SyChartLeadInfo){ .title = info.title });
  for (guint i = 0; i <= SY_LEAD_MAX_DAYS; i++)
    {
      shares[i] = lead->curve[i].share;
      low[i] = lead->curve[i].low;
      high[i] = lead->curve[i].high;
      n[i] = lead->curve[i].n;
    }
  info.n_days = SY_LEAD_MAX_DAYS + 1;
  info.shares = shares;
  info.low = low;
  info.high = high;
  info.n = n;
  threshold = sy_text_value (lead->threshold, "");
  if (isfinite (lead->median_days))
    {
      g_autofree char *median = sy_text_fixed (lead->median_days, 0, "");

      half = g_strdup_printf (" · half of them for %s days", median);
    }
  subtitle = g_strdup_printf ("share of those with the outcome %s %s%s",
                              lead->direction == SY_DIRECTION_LESS ? "below" : "from", threshold,
                              half != NULL ? half : "");
  info.subtitle = subtitle;
  return sy_chart_lead_new (&info);
}

SyChart *
sy_chart_survival_from_times (const SyTimeToOutcome *times)
{
  SyChartSurvivalInfo info = { .title = "Time to the outcome", .horizon_days = NAN };
  g_autofree SyChartSurvivalBand *bands = NULL;
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *subtitle = NULL;

  if (times == NULL)
    return sy_chart_survival_new (&info);
  bands = g_new0 (SyChartSurvivalBand, times->n_bands);
  for (gsize i = 0; i < times->n_bands; i++)
    {
      const SyBandTime *band = &times->bands[i];
      double *days = g_new (double, band->n_points + 1);
      double *shares = g_new (double, band->n_points + 1);

      for (gsize k = 0; k < band->n_points; k++)
        {
          days[k] = band->points[k].time;
          shares[k] = 1 - band->points[k].survival;
        }
      g_ptr_array_add (owned, days);
      g_ptr_array_add (owned, shares);
      bands[i] = (SyChartSurvivalBand){ band->name, band->n, band->n_points, days, shares };
    }
  if (isfinite (times->log_rank.p))
    {
      g_autofree char *p = times->log_rank.p < 0.0001 ? g_strdup ("p < 0.0001") : NULL;
      g_autofree char *number = sy_text_fixed (times->log_rank.p, 4, "");

      if (p == NULL)
        p = g_strconcat ("p = ", number, NULL);
      subtitle = g_strdup_printf ("share %s since the date, by band · log-rank %s · dashed: the horizon",
                                  times->is_absence ? "back" : "with it", p);
    }
  if (times->is_absence)
    info.title = "Time to come back";
  info.subtitle = subtitle;
  info.max_days = times->followed_days;
  info.horizon_days = times->horizon_days;
  info.n_bands = (guint) times->n_bands;
  info.bands = bands;
  return sy_chart_survival_new (&info);
}

char *
sy_chart_name_cohort (const SyCohorts *cohorts,
                      gsize cohort)
{
  int year, month, day;

  if (cohort == cohorts->n_cohorts)
    return g_strdup ("All");
  sy_day_to_civil (cohorts->months[cohort], &year, &month, &day);
  return g_strdup_printf ("%s %d", sy_text_month (month), year);
}

SyChart *
sy_chart_heat_from_cohorts (const SyCohorts *cohorts)
{
  SyChartHeatInfo info = { .title = "Retained, by month of the first event" };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autofree guint64 *n = NULL;
  g_autofree guint64 *retained = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *days = NULL;

  if (cohorts == NULL || cohorts->n_cohorts == 0)
    return sy_chart_heat_new (&info);
  info.n_rows = cohorts->n_cohorts + 1;
  info.n_columns = cohorts->n_bands + 1;
  n = g_new0 (guint64, info.n_rows * info.n_columns);
  retained = g_new0 (guint64, info.n_rows * info.n_columns);
  for (gsize c = 0; c < info.n_rows; c++)
    {
      g_ptr_array_add (rows, sy_chart_name_cohort (cohorts, c));
      for (gsize b = 0; b < info.n_columns; b++)
        {
          const SyCohortCell *cell = sy_cohorts_get_cell (cohorts, c, b);

          n[c * info.n_columns + b] = cell->n;
          retained[c * info.n_columns + b] = cell->n_retained;
        }
    }
  for (gsize b = 0; b < cohorts->n_bands; b++)
    g_ptr_array_add (columns, cohorts->band_names[b]);
  g_ptr_array_add (columns, (gpointer) "All");
  days = sy_text_value (cohorts->window_days, "");
  subtitle = g_strdup_printf ("share with any event within %s days, by band · pale: fewer than %d people",
                              days, SY_SMALL_N);
  info.subtitle = subtitle;
  info.rows = (const char *const *) rows->pdata;
  info.columns = (const char *const *) columns->pdata;
  info.n = n;
  info.positives = retained;
  return sy_chart_heat_new (&info);
}
