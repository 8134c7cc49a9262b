/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-totals-private.h"

#include <math.h>

#include "core/sy-vector-private.h"

/*
 * Sums over the rules of a group and over the groups are compensated, as in sy_sum_add(), by blocks
 * of people that stay in the cache. The loops have no branches, so that they run on
 * vectors.
 */

#define BLOCK_SIZE 1024

static inline G_ALWAYS_INLINE void
clamp_points (double *points,
              gsize n,
              double min,
              double max)
{
  if (!isnan (min))
    for (gsize i = 0; i < n; i++)
      points[i] = points[i] < min ? min : points[i];
  if (!isnan (max))
    for (gsize i = 0; i < n; i++)
      points[i] = points[i] > max ? max : points[i];
}

static inline G_ALWAYS_INLINE void
divide_points (double *points,
               gsize n,
               double divisor)
{
  if (!isnan (divisor))
    for (gsize i = 0; i < n; i++)
      points[i] /= divisor;
}

static inline G_ALWAYS_INLINE void
scale_points (double *points,
              gsize n,
              double weight)
{
  for (gsize i = 0; i < n; i++)
    points[i] *= weight;
}

static inline G_ALWAYS_INLINE void
compute_points (const SyRulePart *rule,
                gsize start,
                gsize n,
                double *restrict out_points)
{
  const double *restrict values = rule->values + start;
  double weight = rule->weight;

  if (rule->may_miss)
    for (gsize i = 0; i < n; i++)
      out_points[i] = sy_rule_part_get_uncapped (rule, values[i]);
  else
    for (gsize i = 0; i < n; i++)
      out_points[i] = weight * values[i];
  clamp_points (out_points, n, rule->points_min, rule->points_max);
}

SY_VECTOR void
sy_rule_part_compute (const SyRulePart *self,
                      gsize start,
                      gsize end,
                      double *out_points)
{
  compute_points (self, start, end - start, out_points + start);
}

static inline G_ALWAYS_INLINE void
add_points (double *restrict sums,
            double *restrict carries,
            const double *restrict points,
            gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      double total = sums[i] + points[i];
      double part = total - sums[i];

      carries[i] += (sums[i] - (total - part)) + (points[i] - part);
      sums[i] = total;
    }
}

static inline G_ALWAYS_INLINE void
compute_sum (const SyGroupPart *group,
             gsize start,
             gsize n,
             double *restrict out_points)
{
  double sums[BLOCK_SIZE];
  double carries[BLOCK_SIZE];
  double points[BLOCK_SIZE];

  for (gsize i = 0; i < n; i++)
    sums[i] = carries[i] = 0;
  for (gsize rule = 0; rule < group->n_rules; rule++)
    {
      compute_points (&group->rules[rule], start, n, points);
      add_points (sums, carries, points, n);
    }
  for (gsize i = 0; i < n; i++)
    out_points[i] = sums[i] + carries[i];
}

static inline G_ALWAYS_INLINE void
compute_max (const SyGroupPart *group,
             gsize start,
             gsize n,
             double *restrict out_points)
{
  double points[BLOCK_SIZE];

  for (gsize i = 0; i < n; i++)
    out_points[i] = 0;
  for (gsize rule = 0; rule < group->n_rules; rule++)
    {
      compute_points (&group->rules[rule], start, n, points);
      for (gsize i = 0; i < n; i++)
        out_points[i] = rule == 0 || points[i] > out_points[i] ? points[i] : out_points[i];
    }
}

SY_VECTOR void
sy_group_part_compute (const SyGroupPart *self,
                       gsize start,
                       gsize end,
                       double *out_points)
{
  for (gsize block = start; block < end; block += BLOCK_SIZE)
    {
      gsize n = MIN (BLOCK_SIZE, end - block);
      double *points = out_points + block;

      if (self->combine == SY_COMBINE_MAX)
        compute_max (self, block, n, points);
      else
        compute_sum (self, block, n, points);
      divide_points (points, n, self->p95);
      clamp_points (points, n, self->points_min, self->points_max);
      scale_points (points, n, self->weight);
    }
}

SY_VECTOR void
sy_totals_compute_raw (const double *const *groups,
                       gsize n_groups,
                       double score_min,
                       double score_max,
                       gsize start,
                       gsize end,
                       double *out_raw)
{
  double sums[BLOCK_SIZE];
  double carries[BLOCK_SIZE];

  for (gsize block = start; block < end; block += BLOCK_SIZE)
    {
      gsize n = MIN (BLOCK_SIZE, end - block);
      double *raw = out_raw + block;

      for (gsize i = 0; i < n; i++)
        sums[i] = carries[i] = 0;
      for (gsize group = 0; group < n_groups; group++)
        add_points (sums, carries, groups[group] + block, n);
      for (gsize i = 0; i < n; i++)
        raw[i] = sums[i] + carries[i];
      clamp_points (raw, n, score_min, score_max);
    }
}
