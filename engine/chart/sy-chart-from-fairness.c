/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares by groups of people. */
#include "config.h"

#include "stats/sy-stats.h"
#include "sy-chart-from.h"

#define N_SHARES 5

static const SyFairnessRate *
get_share (const SyFairnessGroup *group,
           gsize share)
{
  const SyFairnessRate *shares[N_SHARES] = { &group->chosen, &group->outcome, &group->found,
                                             &group->wrong, &group->right };

  return shares[share];
}

SyChart *
sy_chart_heat_from_fairness (const SyFairness *fairness)
{
  static const char *const columns[N_SHARES] = { "Chosen", "Outcome", "Found", "False alarms",
                                                 "Right" };
  SyChartHeatInfo info = { .title = "Fairness" };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree guint64 *n = NULL;
  g_autofree guint64 *counts = NULL;
  g_autofree char *subtitle = NULL;

  if (fairness == NULL || fairness->all.n == 0)
    return sy_chart_heat_new (&info);
  info.n_rows = fairness->n_groups + 1;
  info.n_columns = fairness->all.outcome.n > 0 ? N_SHARES : 1;
  n = g_new0 (guint64, info.n_rows * info.n_columns);
  counts = g_new0 (guint64, info.n_rows * info.n_columns);
  for (gsize g = 0; g < info.n_rows; g++)
    {
      const SyFairnessGroup *group = g < fairness->n_groups ? &fairness->groups[g] : &fairness->all;

      g_ptr_array_add (rows, (gpointer) group->name);
      for (gsize c = 0; c < info.n_columns; c++)
        {
          n[g * info.n_columns + c] = get_share (group, c)->n;
          counts[g * info.n_columns + c] = get_share (group, c)->count;
        }
    }
  subtitle = g_strdup_printf ("shares of people by %s · pale: fewer than %d people",
                              fairness->attribute, SY_SMALL_N);
  info.subtitle = subtitle;
  info.rows = (const char *const *) rows->pdata;
  info.columns = columns;
  info.n = n;
  info.positives = counts;
  return sy_chart_heat_new (&info);
}
