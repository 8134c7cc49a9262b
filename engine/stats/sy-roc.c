/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-roc.h"

#include <math.h>
#include <string.h>

#include "core/sy-memory-private.h"
#include "core/sy-number.h"
#include "core/sy-parallel-private.h"
#include "core/sy-sum.h"
#include "sy-proportion.h"
#include "sy-roc-private.h"

SyRoc *
sy_roc_new (void)
{
  return g_new0 (SyRoc, 1);
}

void
sy_roc_free (SyRoc *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->hits, g_free);
  g_free (self);
}

typedef struct
{
  SyRoc *roc;
  const guint32 *order;
  const guint8 *outcome;
} Intake;

static void
take_hits (gsize start,
           gsize end,
           gpointer user_data)
{
  const Intake *self = user_data;

  for (gsize i = start; i < end; i++)
    self->roc->hits[i] = self->outcome[self->order[i]];
}

void
sy_roc_reset (SyRoc *self,
              const SyRanking *ranking,
              const guint8 *outcome)
{
  Intake intake = { self, sy_ranking_get_order (ranking), outcome };
  gsize n = sy_ranking_get_n_scores (ranking);
  guint n_threads = sy_ranking_get_n_threads (ranking);

  if (n > self->n_allocated)
    {
      g_clear_pointer (&self->hits, g_free);
      self->hits = g_malloc (n);
      self->n_allocated = n;
    }
  self->ranking = ranking;
  self->n = n;
  self->group_ends = sy_ranking_get_group_ends (ranking, &self->n_groups);
  sy_parallel_run (n, n / n_threads + 1, n_threads, take_hits, &intake);
  self->n_positive = sy_roc_count_hits (self, 0, n);
  self->n_negative = n - self->n_positive;
}

const SyRanking *
sy_roc_get_ranking (const SyRoc *self)
{
  return self->ranking;
}

gsize
sy_roc_get_n_positive (const SyRoc *self)
{
  return self->n_positive;
}

gsize
sy_roc_get_n_negative (const SyRoc *self)
{
  return self->n_negative;
}

gboolean
sy_roc_check_classes (const SyRoc *self,
                      GError **error)
{
  if (self->n_positive > 0 && self->n_negative > 0)
    return TRUE;
  g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS,
                       self->n == 0            ? "There is nobody to compare"
                       : self->n_positive == 0 ? "Nobody had the outcome"
                                               : "Everybody had the outcome");
  return FALSE;
}

gboolean
sy_roc_get_ks (const SyRoc *self,
               SyKs *out_ks,
               GError **error)
{
  SyKsWalk walk;
  gsize start = 0;

  if (!sy_roc_check_classes (self, error))
    return FALSE;
  sy_ks_walk_init (&walk, self);
  for (gsize g = 0; g < self->n_groups; g++)
    {
      gsize end = self->group_ends[g];
      gsize hits = sy_roc_count_hits (self, start, end);

      sy_ks_walk_step (&walk, start, end, hits, end - start - hits);
      start = end;
    }
  sy_ks_walk_finish (&walk, self, out_ks);
  return TRUE;
}

/* How many stand at or above the threshold, or with low scores first, below it. */
static gsize
count_chosen (const SyRoc *self,
              double threshold)
{
  gboolean high_first = sy_ranking_get_rank_order (self->ranking) == SY_RANK_HIGH_FIRST;
  gsize low = 0;
  gsize high = self->n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      double value = sy_ranking_get_value (self->ranking, middle);

      if (high_first ? value >= threshold : value < threshold)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static double
divide (double a,
        double b)
{
  return b != 0.0 ? a / b : (double) NAN;
}

void
sy_confusion_set_ratios (SyConfusion *self)
{
  gsize chosen = self->tp + self->fp;
  gsize positive = self->tp + self->fn;

  self->precision = divide ((double) self->tp, (double) chosen);
  self->recall = divide ((double) self->tp, (double) positive);
  self->f1 = divide (2.0 * (double) self->tp, (double) (chosen + positive));
}

void
sy_roc_get_confusion (const SyRoc *self,
                      double threshold,
                      SyConfusion *out_confusion)
{
  gsize chosen = self->n > 0 ? count_chosen (self, sy_number_round12 (threshold)) : 0;
  SyConfusion result = { 0 };

  result.tp = sy_roc_count_hits (self, 0, chosen);
  result.fp = chosen - result.tp;
  result.fn = self->n_positive - result.tp;
  result.tn = self->n_negative - result.fp;
  sy_confusion_set_ratios (&result);
  *out_confusion = result;
}

double
sy_roc_get_average_precision (const SyRoc *self)
{
  gsize start = 0;
  gsize positive = 0;
  SySum sum = { 0 };

  if (self->n_positive == 0)
    return (double) NAN;
  for (gsize g = 0; g < self->n_groups; g++)
    {
      gsize end = self->group_ends[g];
      gsize hits = sy_roc_count_hits (self, start, end);

      positive += hits;
      if (hits > 0)
        sy_sum_add (&sum, (double) hits * ((double) positive / (double) end));
      start = end;
    }
  return sy_sum_get (&sum) / (double) self->n_positive;
}

void
sy_roc_get_deciles (const SyRoc *self,
                    SyDecile out_deciles[SY_N_DECILES])
{
  double base = divide ((double) self->n_positive, (double) self->n);
  gsize start = 0;
  gsize before = 0;

  for (gsize d = 0; d < SY_N_DECILES; d++)
    {
      /* ceil (10 r / n) <= d + 1 is r <= (d + 1) n / 10. */
      gsize end = (d + 1) * self->n / SY_N_DECILES;
      SyDecile *decile = &out_deciles[d];

      decile->n = end - start;
      decile->positives = sy_roc_count_hits (self, start, end);
      before += decile->positives;
      decile->rate = divide ((double) decile->positives, (double) decile->n);
      decile->lift = divide (decile->rate, base);
      decile->gain = divide ((double) before, (double) self->n_positive);
      start = end;
    }
}

double
sy_roc_get_top_lift (const SyRoc *self,
                     double share,
                     SyTies ties)
{
  double base = divide ((double) self->n_positive, (double) self->n);
  gsize chosen;
  gsize start = 0;
  double hits;

  g_return_val_if_fail (share > 0 && share <= 1, (double) NAN);
  if (self->n_positive == 0)
    return (double) NAN;

  /* The slack keeps 0.1 * 70 from becoming 8. */
  chosen = MAX (1, (gsize) ceil (share * (double) self->n * (1.0 - 1e-12)));
  if (ties == SY_TIES_BY_INDEX)
    hits = (double) sy_roc_count_hits (self, 0, chosen);
  else
    {
      gsize g = 0;

      for (; self->group_ends[g] < chosen; g++)
        start = self->group_ends[g];
      hits = (double) sy_roc_count_hits (self, start, self->group_ends[g]);
      hits *= (double) (chosen - start) / (double) (self->group_ends[g] - start);
      hits += (double) sy_roc_count_hits (self, 0, start);
    }
  return hits / (double) chosen / base;
}

/* What is chosen of @n, of which @n_positive have the outcome. */
static void
fill_point (SyCurvePoint *point,
            double threshold,
            gsize chosen,
            gsize positives,
            gsize n,
            gsize n_positive)
{
  SyInterval interval = sy_wilson ((double) positives, (double) chosen);

  point->threshold = chosen > 0 ? threshold : (double) NAN;
  point->n = chosen;
  point->positives = positives;
  point->precision = divide ((double) positives, (double) chosen);
  point->low = interval.low;
  point->high = interval.high;
  point->recall = divide ((double) positives, (double) n_positive);
  point->fpr = divide ((double) (chosen - positives), (double) (n - n_positive));
}

static void
set_point (const SyRoc *self,
           SyCurvePoint *point,
           gsize n,
           gsize positives)
{
  fill_point (point, n > 0 ? sy_ranking_get_value (self->ranking, n - 1) : (double) NAN, n,
              positives, self->n, self->n_positive);
}

void
sy_roc_get_point (const SyRoc *self,
                  double threshold,
                  SyCurvePoint *out_point)
{
  gsize chosen = self->n > 0 ? count_chosen (self, sy_number_round12 (threshold)) : 0;

  set_point (self, out_point, chosen, sy_roc_count_hits (self, 0, chosen));
}

SyCurvePoint *
sy_roc_get_curve (const SyRoc *self,
                  gsize max_points,
                  gsize *out_n_points)
{
  gsize n_wanted = MIN (self->n_groups + 1, MAX (max_points, 2));
  gboolean all = n_wanted == self->n_groups + 1;
  double step = 1.0 / (double) MAX (n_wanted - 2, 1);
  double next = step;
  gsize n_points = 1;
  gsize positives = 0;
  gsize start = 0;
  SyCurvePoint *points = g_new0 (SyCurvePoint, n_wanted);

  set_point (self, &points[0], 0, 0);
  for (gsize g = 0; g < self->n_groups; g++)
    {
      gsize end = self->group_ends[g];
      double along;

      positives += sy_roc_count_hits (self, start, end);
      start = end;
      along = 0.5 * (double) positives / (double) MAX (self->n_positive, 1) +
              0.5 * (double) (end - positives) / (double) MAX (self->n_negative, 1);
      if (!all && end < self->n && (along < next || n_points + 1 >= n_wanted))
        continue;
      set_point (self, &points[n_points++], end, positives);
      next = (floor (along / step) + 1.0) * step;
    }
  *out_n_points = n_points;
  return points;
}

void
sy_roc_get_steps (const SyRoc *self,
                  SyRocSteps *out_steps)
{
  gsize positives = 0;
  gsize start = 0;

  g_return_if_fail (self->n <= G_MAXUINT32);

  out_steps->n = self->n_groups;
  out_steps->values = sy_memory_new0_array (double, self->n_groups);
  out_steps->ends = sy_memory_new0_array (guint32, self->n_groups);
  out_steps->positives = sy_memory_new0_array (guint32, self->n_groups);
  for (gsize g = 0; g < self->n_groups; g++)
    {
      gsize end = self->group_ends[g];

      positives += sy_roc_count_hits (self, start, end);
      start = end;
      out_steps->values[g] = sy_ranking_get_value (self->ranking, end - 1);
      out_steps->ends[g] = (guint32) end;
      out_steps->positives[g] = (guint32) positives;
    }
}

void
sy_roc_steps_clear (SyRocSteps *self)
{
  sy_memory_free (self->values);
  sy_memory_free (self->ends);
  sy_memory_free (self->positives);
  *self = (SyRocSteps){ 0 };
}

void
sy_roc_steps_get_point (const SyRocSteps *self,
                        gsize n_steps,
                        SyCurvePoint *out_point)
{
  gsize last = self->n - 1;

  g_return_if_fail (n_steps <= self->n);

  if (self->n == 0)
    fill_point (out_point, (double) NAN, 0, 0, 0, 0);
  else if (n_steps == 0)
    fill_point (out_point, (double) NAN, 0, 0, self->ends[last], self->positives[last]);
  else
    fill_point (out_point, self->values[n_steps - 1], self->ends[n_steps - 1],
                self->positives[n_steps - 1], self->ends[last], self->positives[last]);
}

gsize
sy_roc_steps_count (const SyRocSteps *self,
                    SyRankOrder order,
                    double threshold)
{
  double cut = sy_number_round12 (threshold);
  gsize low = 0;
  gsize high = self->n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      double value = self->values[middle];

      if (order == SY_RANK_HIGH_FIRST ? value >= cut : value < cut)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
