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

void
sy_performance_judge (const SyBacktest *backtest,
                      double min_auc,
                      double min_lift,
                      SyPerformance *out_performance)
{
  const SyBacktestOrigin *newest = find_newest (backtest);

  *out_performance = (SyPerformance){ .min_auc = min_auc, .min_lift = min_lift };
  out_performance->auc.value = out_performance->lift = (double) NAN;
  if (newest == NULL)
    return;
  out_performance->is_known = TRUE;
  out_performance->as_of = newest->as_of;
  out_performance->n = newest->n;
  out_performance->n_positive = newest->n_positive;
  out_performance->auc = newest->figures->auc;
  out_performance->lift = newest->figures->top_decile_lift;
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

  *out_performance = (SyPerformance){ .min_auc = min_auc, .min_lift = min_lift };
  out_performance->auc.value = out_performance->lift = (double) NAN;
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
