/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-performance.h"

#include <math.h>

#include "stats/sy-stats.h"

/* What chance exceeds once in 20 times. */
#define LEVEL 0.05

static const SyBacktestOrigin *
find_newest (const SyBacktest *backtest)
{
  for (gsize i = backtest->n_origins; i > 0; i--)
    {
      const SyBacktestOrigin *origin = &backtest->origins[i - 1];

      if (origin->figures != NULL && !isnan (origin->figures->auc.value))
        return origin;
    }
  return NULL;
}

/* Of the newest mature date, or the newest. */
static void
tell_why (const SyBacktest *backtest,
          SyPerformance *out_performance)
{
  const SyBacktestOrigin *origin = NULL;

  for (gsize i = backtest->n_origins; i > 0 && (origin == NULL || !origin->is_mature); i--)
    if (origin == NULL || backtest->origins[i - 1].is_mature)
      origin = &backtest->origins[i - 1];
  if (origin == NULL)
    return;
  out_performance->as_of = origin->as_of;
  if (origin->n_population == 0)
    out_performance->why = SY_UNKNOWN_NOBODY;
  else if (!origin->is_mature || (origin->n == 0 && origin->n_immature > 0))
    out_performance->why = SY_UNKNOWN_IMMATURE;
  else if (origin->n == 0)
    out_performance->why = SY_UNKNOWN_ALREADY;
  else
    out_performance->why = origin->n_positive == 0 ? SY_UNKNOWN_NONE : SY_UNKNOWN_ALL;
}

char *
sy_performance_describe_unknown (const SyPerformance *self,
                                 const char *as_of)
{
  if (self->is_known)
    return NULL;
  switch (self->why)
    {
    case SY_UNKNOWN_NO_OUTCOME:
      return g_strdup ("the model has no outcome");
    case SY_UNKNOWN_NOBODY:
      return g_strdup_printf ("nobody is in the population as of %s", as_of);
    case SY_UNKNOWN_ALREADY:
      return g_strdup_printf ("everybody in the population as of %s had the outcome before", as_of);
    case SY_UNKNOWN_NONE:
      return g_strdup_printf ("nobody in the population as of %s had the outcome after it", as_of);
    case SY_UNKNOWN_ALL:
      return g_strdup_printf ("everybody in the population as of %s had the outcome after it", as_of);
    case SY_UNKNOWN_IMMATURE:
    default:
      return g_strdup ("no outcome is known yet");
    }
}

static void
start_verdict (SyPerformance *self,
               double min_auc,
               double min_lift)
{
  double nan = (double) NAN;

  *self = (SyPerformance){ .min_auc = min_auc, .min_lift = min_lift };
  self->auc.value = self->lift = nan;
  self->lift_interval = (SyInterval){ nan, nan };
}

void
sy_performance_judge (const SyBacktest *backtest,
                      double min_auc,
                      double min_lift,
                      SyPerformance *out_performance)
{
  const SyBacktestOrigin *newest = find_newest (backtest);

  start_verdict (out_performance, min_auc, min_lift);
  if (newest == NULL)
    {
      tell_why (backtest, out_performance);
      return;
    }
  out_performance->is_known = TRUE;
  out_performance->as_of = newest->as_of;
  out_performance->n = newest->n;
  out_performance->n_positive = newest->n_positive;
  out_performance->auc = newest->figures->auc;
  out_performance->lift = newest->figures->top_decile_lift;
  out_performance->lift_interval = newest->figures->top_decile_interval;
  out_performance->auc_is_low = out_performance->auc.value < min_auc;
  out_performance->lift_is_low = !isnan (min_lift) && !(out_performance->lift >= min_lift);
}

gboolean
sy_performance_is_alarm (const SyPerformance *self)
{
  return self->auc_is_low || self->lift_is_low;
}

gboolean
sy_performance_measure (SyEventLog *log,
                        const SyModel *model,
                        gint64 as_of,
                        double min_auc,
                        double min_lift,
                        SyPerformance *out_performance,
                        GCancellable *cancellable,
                        GError **error)
{
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (SyBacktest) backtest = NULL;
  gint64 origin;

  start_verdict (out_performance, min_auc, min_lift);
  if (model->outcome.kind == SY_OUTCOME_NONE)
    return TRUE;
  origin = sy_outcome_latest_as_of (log, &model->outcome, as_of);
  options.origins = &origin;
  options.n_origins = 1;
  backtest = sy_backtest_run (log, model, &options, cancellable, NULL, NULL, error);
  if (backtest == NULL)
    return FALSE;
  sy_performance_judge (backtest, min_auc, min_lift, out_performance);
  return TRUE;
}

/* The newest date whose outcome could be known at @as_of, not only at the end of the data. */
static gint64
latest_known (SyEventLog *log,
              const SyModel *model,
              gint64 as_of)
{
  const SyOutcomeSpec *outcome = &model->outcome;
  gint32 days = (gint32) ceil (outcome->horizon_days + outcome->gap_days);

  return sy_outcome_latest_as_of (
      log, outcome, sy_instant_shift (sy_event_log_get_zone (log), as_of, -days));
}

gboolean
sy_weakening_measure (SyEventLog *log,
                      const SyModel *model,
                      gint64 published_as_of,
                      gint64 as_of,
                      SyWeakening *out_weakening,
                      GCancellable *cancellable,
                      GError **error)
{
  SyWeakening result = { .difference = (double) NAN, .z = (double) NAN, .p = (double) NAN };
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (SyBacktest) backtest = NULL;
  gint64 origins[2];
  double se;

  *out_weakening = result;
  if (model->outcome.kind == SY_OUTCOME_NONE)
    return TRUE;
  origins[0] = latest_known (log, model, published_as_of);
  origins[1] = latest_known (log, model, as_of);
  if (origins[0] >= origins[1])
    return TRUE;
  options.origins = origins;
  options.n_origins = 2;
  backtest = sy_backtest_run (log, model, &options, cancellable, NULL, NULL, error);
  if (backtest == NULL)
    return FALSE;
  for (int i = 0; i < 2; i++)
    if (backtest->origins[i].figures == NULL ||
        isnan (backtest->origins[i].figures->auc.value))
      return TRUE;
  result.is_known = TRUE;
  result.then_as_of = origins[0];
  result.now_as_of = origins[1];
  result.then = backtest->origins[0].figures->auc;
  result.now = backtest->origins[1].figures->auc;
  result.difference = result.now.value - result.then.value;
  se = sqrt (result.then.variance + result.now.variance);
  if (se > 0)
    {
      result.z = result.difference / se;
      result.p = sy_normal_p (result.z);
    }
  result.is_weaker = result.z < 0 && result.p < LEVEL;
  *out_weakening = result;
  return TRUE;
}
