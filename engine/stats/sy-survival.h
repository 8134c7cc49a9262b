/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SySurvivalPoint:
 * @time: when somebody had the outcome
 * @at_risk: people under observation just before
 * @events: how many had it
 * @survival: share without it after @time
 * @se: its standard error (Greenwood); NaN where nobody is left
 *
 * One step of a Kaplan-Meier curve.
 */
typedef struct
{
  double time;
  gsize at_risk;
  gsize events;
  double survival;
  double se;
} SySurvivalPoint;

/**
 * sy_kaplan_meier:
 * @times: (array length=n): time to the outcome, or to the end of observation; finite, not below 0
 * @events: (array length=n): 1 when the outcome happened at the time, 0 when observation ended
 * @n: how many people
 * @out_n_points: (out): how many steps
 *
 * Those censored at a time count as at risk then. Source: Kaplan & Meier, JASA 53 (1958) 457-481;
 * Greenwood 1926.
 *
 * Returns: (transfer full) (array length=out_n_points): the steps; free with g_free()
 */
SY_EXTERN
SySurvivalPoint *sy_kaplan_meier (const double *times,
                                  const guint8 *events,
                                  gsize n,
                                  gsize *out_n_points);

/**
 * sy_kaplan_meier_entered:
 * @entries: (array length=n) (nullable): when each person came under observation, on the clock of
 *   @times and not after them; %NULL for 0 throughout
 * @times: (array length=n): as in sy_kaplan_meier()
 * @events: (array length=n): as there
 * @n: how many people
 * @out_n_points: (out): how many steps
 *
 * The same with late entry (left truncation): who came under observation at an age is at risk from
 * that age on, its own instant included, and not before. Source: Klein & Moeschberger, Survival
 * Analysis (2003), 4.6. Where few are at risk early, the curve can fall to 0 for good: begin it where
 * enough are.
 *
 * Returns: (transfer full) (array length=out_n_points): the steps; free with g_free()
 */
SY_EXTERN
SySurvivalPoint *sy_kaplan_meier_entered (const double *entries,
                                          const double *times,
                                          const guint8 *events,
                                          gsize n,
                                          gsize *out_n_points);

/**
 * SyLogRank:
 * @chi2: the statistic; NaN with fewer than two groups that hold people
 * @df: degrees of freedom
 * @p: upper tail
 *
 * Whether groups differ in their time to the outcome.
 */
typedef struct
{
  double chi2;
  gsize df;
  double p;
} SyLogRank;

/**
 * sy_log_rank:
 * @times: (array length=n): as in sy_kaplan_meier()
 * @events: (array length=n): as there
 * @groups: (array length=n): for each person its group, 0 to @n_groups - 1
 * @n: how many people
 * @n_groups: how many groups
 * @out_observed: (out caller-allocates) (array length=n_groups) (nullable): outcomes per group
 * @out_expected: (out caller-allocates) (array length=n_groups) (nullable): expected if alike
 * @out_log_rank: (out caller-allocates): the test
 *
 * (O - E)' V^-1 (O - E) with the hypergeometric variance.
 * Source: Mantel, Cancer Chemotherapy Reports 50 (1966) 163-170.
 */
SY_EXTERN
void sy_log_rank (const double *times,
                  const guint8 *events,
                  const guint32 *groups,
                  gsize n,
                  gsize n_groups,
                  double *out_observed,
                  double *out_expected,
                  SyLogRank *out_log_rank);

/**
 * sy_log_rank_entered:
 * @entries: (array length=n) (nullable): as in sy_kaplan_meier_entered()
 * @times: (array length=n): as in sy_kaplan_meier()
 * @events: (array length=n): as there
 * @groups: (array length=n): as in sy_log_rank()
 * @n: how many people
 * @n_groups: how many groups
 * @out_observed: (out caller-allocates) (array length=n_groups) (nullable): outcomes per group
 * @out_expected: (out caller-allocates) (array length=n_groups) (nullable): expected if alike
 * @out_log_rank: (out caller-allocates): the test
 *
 * The same with late entry: at each time those are at risk who are under observation then.
 */
SY_EXTERN
void sy_log_rank_entered (const double *entries,
                          const double *times,
                          const guint8 *events,
                          const guint32 *groups,
                          gsize n,
                          gsize n_groups,
                          double *out_observed,
                          double *out_expected,
                          SyLogRank *out_log_rank);

G_END_DECLS
