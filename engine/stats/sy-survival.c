/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-survival.h"

#include <math.h>
#include <stdlib.h>

#include "core/sy-sum.h"
#include "sy-testing.h"

typedef struct
{
  double time;
  guint32 group;
  guint8 event;
} Subject;

static int
compare_subjects (gconstpointer a,
                  gconstpointer b)
{
  const Subject *first = a;
  const Subject *second = b;

  return (first->time > second->time) - (first->time < second->time);
}

static Subject *
sort_subjects (const double *times,
               const guint8 *events,
               const guint32 *groups,
               gsize n)
{
  Subject *subjects = g_new (Subject, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    subjects[i] = (Subject){ times[i], groups != NULL ? groups[i] : 0, events[i] };
  if (n > 1)
    qsort (subjects, n, sizeof *subjects, compare_subjects);
  return subjects;
}

/* Who comes under observation, the first first; without entries all of them at once. */
static Subject *
sort_entries (const double *entries,
              const guint32 *groups,
              gsize n)
{
  Subject *subjects = g_new (Subject, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    subjects[i] = (Subject){ entries != NULL ? entries[i] : (double) -INFINITY,
                             groups != NULL ? groups[i] : 0, 0 };
  if (n > 1 && entries != NULL)
    qsort (subjects, n, sizeof *subjects, compare_subjects);
  return subjects;
}

SySurvivalPoint *
sy_kaplan_meier (const double *times,
                 const guint8 *events,
                 gsize n,
                 gsize *out_n_points)
{
  return sy_kaplan_meier_entered (NULL, times, events, n, out_n_points);
}

SySurvivalPoint *
sy_kaplan_meier_entered (const double *entries,
                         const double *times,
                         const guint8 *events,
                         gsize n,
                         gsize *out_n_points)
{
  g_autofree Subject *subjects = sort_subjects (times, events, NULL, n);
  g_autofree Subject *entering = sort_entries (entries, NULL, n);
  SySurvivalPoint *points = g_new (SySurvivalPoint, MAX (n, 1));
  gsize n_points = 0;
  double survival = 1.0;
  SySum greenwood = { 0 };
  gsize start = 0, n_entered = 0;

  while (start < n)
    {
      gsize at_risk;
      gsize happened = 0;
      gsize end = start;

      while (n_entered < n && entering[n_entered].time <= subjects[start].time)
        n_entered++;
      at_risk = n_entered - start;
      for (; end < n && subjects[end].time == subjects[start].time; end++)
        happened += subjects[end].event;
      if (happened > 0)
        {
          SySurvivalPoint *point = &points[n_points++];

          survival *= 1 - (double) happened / (double) at_risk;
          if (happened < at_risk)
            sy_sum_add (&greenwood,
                        (double) happened / ((double) at_risk * (double) (at_risk - happened)));
          *point = (SySurvivalPoint){ subjects[start].time, at_risk, happened, survival, (double) NAN };
          if (happened < at_risk)
            point->se = survival * sqrt (sy_sum_get (&greenwood));
        }
      start = end;
    }
  *out_n_points = n_points;
  return points;
}

/* Solves a x = b in place by elimination with row exchange; FALSE when a is singular. */
static gboolean
solve (double *a,
       double *b,
       gsize n)
{
  for (gsize k = 0; k < n; k++)
    {
      gsize pivot = k;

      for (gsize i = k + 1; i < n; i++)
        if (fabs (a[i * n + k]) > fabs (a[pivot * n + k]))
          pivot = i;
      if (!(fabs (a[pivot * n + k]) > 1e-12))
        return FALSE;
      for (gsize j = 0; j < n; j++)
        {
          double swap = a[k * n + j];

          a[k * n + j] = a[pivot * n + j];
          a[pivot * n + j] = swap;
        }
      {
        double swap = b[k];

        b[k] = b[pivot];
        b[pivot] = swap;
      }
      for (gsize i = k + 1; i < n; i++)
        {
          double factor = a[i * n + k] / a[k * n + k];

          for (gsize j = k; j < n; j++)
            a[i * n + j] -= factor * a[k * n + j];
          b[i] -= factor * b[k];
        }
    }
  for (gsize k = n; k-- > 0;)
    {
      for (gsize j = k + 1; j < n; j++)
        b[k] -= a[k * n + j] * b[j];
      b[k] /= a[k * n + k];
    }
  return TRUE;
}

/* Sums over the times at which something happened. */
typedef struct
{
  gsize n_groups;
  gsize *at_risk;
  gsize *happened;
  SySum *observed;
  SySum *expected;
  SySum *variance;
} LogRankSums;

static void
add_time (LogRankSums *self,
          gsize at_risk,
          gsize happened)
{
  double n = (double) at_risk;
  double d = (double) happened;
  double factor = at_risk > 1 ? d * (n - d) / (n - 1) : 0.0;

  for (gsize g = 0; g < self->n_groups; g++)
    {
      double share = (double) self->at_risk[g] / n;

      sy_sum_add (&self->observed[g], (double) self->happened[g]);
      sy_sum_add (&self->expected[g], d * share);
      for (gsize h = 0; h < self->n_groups; h++)
        sy_sum_add (&self->variance[g * self->n_groups + h],
                    factor * ((g == h ? share : 0.0) - share * ((double) self->at_risk[h] / n)));
    }
}

/* The statistic over the groups that were ever expected to have an event, but one. */
static void
finish_log_rank (const LogRankSums *self,
                 SyLogRank *out)
{
  g_autofree gsize *used = g_new (gsize, self->n_groups + 1);
  g_autofree double *matrix = g_new (double, self->n_groups * self->n_groups + 1);
  g_autofree double *difference = g_new (double, self->n_groups + 1);
  g_autofree double *solution = NULL;
  gsize n_used = 0;
  gsize k;

  *out = (SyLogRank){ (double) NAN, 0, (double) NAN };
  for (gsize g = 0; g < self->n_groups; g++)
    if (sy_sum_get (&self->expected[g]) > 0)
      used[n_used++] = g;
  if (n_used < 2)
    return;
  k = n_used - 1;
  for (gsize i = 0; i < k; i++)
    {
      difference[i] = sy_sum_get (&self->observed[used[i]]) - sy_sum_get (&self->expected[used[i]]);
      for (gsize j = 0; j < k; j++)
        matrix[i * k + j] = sy_sum_get (&self->variance[used[i] * self->n_groups + used[j]]);
    }
  solution = g_memdup2 (difference, k * sizeof *difference);
  if (!solve (matrix, solution, k))
    return;
  out->chi2 = 0.0;
  for (gsize i = 0; i < k; i++)
    out->chi2 += difference[i] * solution[i];
  out->chi2 = MAX (out->chi2, 0.0);
  out->df = k;
  out->p = sy_chi2_p (out->chi2, (double) k);
}

void
sy_log_rank (const double *times,
             const guint8 *events,
             const guint32 *groups,
             gsize n,
             gsize n_groups,
             double *out_observed,
             double *out_expected,
             SyLogRank *out_log_rank)
{
  sy_log_rank_entered (NULL, times, events, groups, n, n_groups, out_observed, out_expected,
                       out_log_rank);
}

void
sy_log_rank_entered (const double *entries,
                     const double *times,
                     const guint8 *events,
                     const guint32 *groups,
                     gsize n,
                     gsize n_groups,
                     double *out_observed,
                     double *out_expected,
                     SyLogRank *out_log_rank)
{
  g_autofree Subject *subjects = sort_subjects (times, events, groups, n);
  g_autofree Subject *entering = sort_entries (entries, groups, n);
  g_autofree gsize *at_risk = g_new0 (gsize, n_groups + 1);
  g_autofree gsize *happened = g_new0 (gsize, n_groups + 1);
  g_autofree SySum *observed = g_new0 (SySum, n_groups + 1);
  g_autofree SySum *expected = g_new0 (SySum, n_groups + 1);
  g_autofree SySum *variance = g_new0 (SySum, n_groups * n_groups + 1);
  LogRankSums sums = { n_groups, at_risk, happened, observed, expected, variance };
  gsize start = 0, n_entered = 0;

  while (start < n)
    {
      gsize all = 0;
      gsize end = start;

      for (; n_entered < n && entering[n_entered].time <= subjects[start].time; n_entered++)
        at_risk[entering[n_entered].group]++;
      for (gsize g = 0; g < n_groups; g++)
        happened[g] = 0;
      for (; end < n && subjects[end].time == subjects[start].time; end++)
        {
          happened[subjects[end].group] += subjects[end].event;
          all += subjects[end].event;
        }
      if (all > 0)
        add_time (&sums, n_entered - start, all);
      for (gsize i = start; i < end; i++)
        at_risk[subjects[i].group]--;
      start = end;
    }
  for (gsize g = 0; g < n_groups; g++)
    {
      if (out_observed != NULL)
        out_observed[g] = sy_sum_get (&observed[g]);
      if (out_expected != NULL)
        out_expected[g] = sy_sum_get (&expected[g]);
    }
  finish_log_rank (&sums, out_log_rank);
}
