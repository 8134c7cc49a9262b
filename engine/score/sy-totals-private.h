/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sy-model.h"

G_BEGIN_DECLS

/*
 * The arithmetic from values to bands on plain arrays. The same operations in the same
 * order for any number of people, so that one person's score equals the score of that person
 * among all, bit for bit.
 */

/*
 * How the points of a rule come from its values.
 */
typedef struct
{
  const double *values; /* NaN: the rule's attribute is missing */
  double weight;
  double points_min; /* NaN for none */
  double points_max; /* NaN for none */
  double missing_points;
  gboolean may_miss; /* whether values may be NaN */
} SyRulePart;

/*
 * How the points of a group come from those of its rules.
 */
typedef struct
{
  const SyRulePart *rules;
  gsize n_rules;
  SyCombine combine;
  double p95; /* NaN for none */
  double weight;
  double points_min; /* NaN for none */
  double points_max; /* NaN for none */
} SyGroupPart;

/*
 * x within bounds that are NaN where there is none.
 */
static inline double
sy_clamp (double x,
          double min,
          double max)
{
  x = x < min ? min : x;
  return x > max ? max : x;
}

/*
 * Points of a rule before and after its cap.
 */
static inline double
sy_rule_part_get_uncapped (const SyRulePart *self,
                           double value)
{
  return value == value ? self->weight * value : self->missing_points;
}

void sy_rule_part_compute (const SyRulePart *self,
                           gsize start,
                           gsize end,
                           double *out_points);

/*
 * Writes the points of the people [start, end) to the same places of @out_points.
 */
void sy_group_part_compute (const SyGroupPart *self,
                            gsize start,
                            gsize end,
                            double *out_points);

/*
 * Sums the points of n_groups groups, clamped to the score's range.
 */
void sy_totals_compute_raw (const double *const *groups,
                            gsize n_groups,
                            double score_min,
                            double score_max,
                            gsize start,
                            gsize end,
                            double *out_raw);

G_END_DECLS
