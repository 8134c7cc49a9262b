/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-calibration.h"

#include <math.h>

#include "core/sy-sum.h"
#include "sy-proportion.h"

#define MAX_STEPS 60

static inline double
get_probability (double logit)
{
  return 1.0 / (1.0 + exp (-logit));
}

/* Rows, or with counts, groups of rows with one score. */
typedef struct
{
  const double *scores;
  const guint8 *outcome;
  const gsize *positives;
  const gsize *counts;
  gsize n;

  double total;
  double total_positive;
  double targets[2];
  double mean;
  double scale;
} LogisticProblem;

/* Minus the log likelihood, and its derivatives. */
typedef struct
{
  double loss;
  double gradient[2];
  double hessian[3];
} LogisticState;

static inline double
get_count (const LogisticProblem *self,
           gsize i)
{
  return self->counts != NULL ? (double) self->counts[i] : 1.0;
}

static inline double
get_positive (const LogisticProblem *self,
              gsize i)
{
  return self->counts != NULL ? (double) self->positives[i] : (double) self->outcome[i];
}

static void
evaluate (const LogisticProblem *self,
          const double b[2],
          LogisticState *out_state)
{
  SySum sums[6] = { 0 };

  for (gsize i = 0; i < self->n; i++)
    {
      double x = (self->scores[i] - self->mean) / self->scale;
      double logit = b[0] + b[1] * x;
      /* No overflow: ln (1 + e^x) = max (x, 0) + ln (1 + e^-|x|). */
      double tail = exp (-fabs (logit));
      double p = (logit > 0 ? 1 : tail) / (1 + tail);
      double loss = MAX (logit, 0) + log1p (tail);
      double count = get_count (self, i);
      double positive = get_positive (self, i);
      double target = positive * self->targets[1] + (count - positive) * self->targets[0];
      double residual = target - count * p;
      double weight = count * p * (1 - p);

      sy_sum_add (&sums[0], count * loss - target * logit);
      sy_sum_add (&sums[1], residual);
      sy_sum_add (&sums[2], residual * x);
      sy_sum_add (&sums[3], weight);
      sy_sum_add (&sums[4], weight * x);
      sy_sum_add (&sums[5], weight * x * x);
    }
  out_state->loss = sy_sum_get (&sums[0]);
  for (guint k = 0; k < 2; k++)
    out_state->gradient[k] = sy_sum_get (&sums[1 + k]);
  for (guint k = 0; k < 3; k++)
    out_state->hessian[k] = sy_sum_get (&sums[3 + k]);
}

/* FALSE when the likelihood is flat to working precision. */
static gboolean
get_newton_step (const LogisticState *state,
                 double step[2])
{
  const double *h = state->hessian;
  double determinant = h[0] * h[2] - h[1] * h[1];

  if (!(determinant > 1e-14 * h[0] * h[2]) || !(h[0] > 1e-12))
    return FALSE;
  step[0] = (h[2] * state->gradient[0] - h[1] * state->gradient[1]) / determinant;
  step[1] = (h[0] * state->gradient[1] - h[1] * state->gradient[0]) / determinant;
  return TRUE;
}

static void
solve_logistic (const LogisticProblem *self,
                double b[2])
{
  LogisticState state;

  evaluate (self, b, &state);
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      LogisticState next_state;
      double step[2];
      double next[2];
      double part = 1.0;

      if (!get_newton_step (&state, step))
        return;
      do
        {
          next[0] = b[0] + part * step[0];
          next[1] = b[1] + part * step[1];
          evaluate (self, next, &next_state);
          part /= 2;
        }
      while (next_state.loss > state.loss && part > 1e-6);
      if (next_state.loss > state.loss)
        return;
      state = next_state;
      b[0] = next[0];
      b[1] = next[1];
      if (MAX (fabs (step[0]), fabs (step[1])) < 1e-12 * (1 + fabs (b[0]) + fabs (b[1])))
        return;
    }
}

static gboolean
standardise (LogisticProblem *self,
             GError **error)
{
  SySum sum = { 0 };
  SySum squares = { 0 };

  for (gsize i = 0; i < self->n; i++)
    {
      if (!isfinite (self->scores[i]))
        {
          g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE,
                               "A score is not a finite number");
          return FALSE;
        }
      sy_sum_add (&sum, get_count (self, i) * self->scores[i]);
    }
  self->mean = sy_sum_get (&sum) / self->total;
  for (gsize i = 0; i < self->n; i++)
    {
      double deviation = self->scores[i] - self->mean;

      sy_sum_add (&squares, get_count (self, i) * deviation * deviation);
    }
  self->scale = sqrt (sy_sum_get (&squares) / self->total);
  return TRUE;
}

static gboolean
fit_problem (LogisticProblem *self,
             SyTargets targets,
             const SyLogistic *start,
             SyLogistic *out_fit,
             GError **error)
{
  double n1;
  double n0;
  double share;
  double b[2] = { 0 };

  for (gsize i = 0; i < self->n; i++)
    {
      self->total += get_count (self, i);
      self->total_positive += get_positive (self, i);
    }
  n1 = self->total_positive;
  n0 = self->total - n1;
  if (!(n1 > 0 && n0 > 0))
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS,
                           "A fit needs people with and without the outcome");
      return FALSE;
    }
  if (!standardise (self, error))
    return FALSE;
  self->targets[1] = targets == SY_TARGETS_PLATT ? (n1 + 1) / (n1 + 2) : 1.0;
  self->targets[0] = targets == SY_TARGETS_PLATT ? 1 / (n0 + 2) : 0.0;
  share = (n1 * self->targets[1] + n0 * self->targets[0]) / self->total;
  b[0] = log (share / (1 - share));
  if (start != NULL)
    {
      b[0] = start->b0 + start->b1 * self->mean;
      b[1] = start->b1 * self->scale;
    }
  if (self->scale > 1e-12 * fabs (self->mean))
    solve_logistic (self, b);
  else
    self->scale = 1.0;
  out_fit->b1 = b[1] / self->scale;
  out_fit->b0 = b[0] - out_fit->b1 * self->mean;
  return TRUE;
}

gboolean
sy_logistic_fit (const double *scores,
                 const guint8 *outcome,
                 gsize n,
                 SyTargets targets,
                 SyLogistic *out_fit,
                 GError **error)
{
  LogisticProblem problem = { .scores = scores, .outcome = outcome, .n = n };

  return fit_problem (&problem, targets, NULL, out_fit, error);
}

gboolean
sy_logistic_fit_counts (const double *scores,
                        const gsize *positives,
                        const gsize *counts,
                        gsize n,
                        SyTargets targets,
                        const SyLogistic *start,
                        SyLogistic *out_fit,
                        GError **error)
{
  LogisticProblem problem = { .scores = scores, .positives = positives, .counts = counts, .n = n };

  return fit_problem (&problem, targets, start, out_fit, error);
}

double
sy_logistic_predict (const SyLogistic *fit,
                     double score)
{
  return get_probability (fit->b0 + fit->b1 * score);
}

/* A pool of neighbouring distinct scores with one value. */
typedef struct
{
  double positives;
  double n;
  double lowest;
  double highest;
} Pool;

SyIsotonic *
sy_isotonic_fit (const SyRanking *ranking,
                 const guint8 *outcome,
                 GError **error)
{
  gsize n_groups;
  const guint32 *ends = sy_ranking_get_group_ends (ranking, &n_groups);
  const guint32 *order = sy_ranking_get_order (ranking);
  gboolean high_first = sy_ranking_get_rank_order (ranking) == SY_RANK_HIGH_FIRST;
  g_autofree Pool *pools = g_new (Pool, MAX (n_groups, 1));
  gsize n_pools = 0;
  gsize start = 0;
  SyIsotonic *self;

  if (n_groups == 0)
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY, "There is nobody to fit");
      return NULL;
    }
  /* From the best down the rate must not rise; where it does, neighbours are pooled. */
  for (gsize g = 0; g < n_groups; g++)
    {
      Pool pool = { .n = (double) (ends[g] - start) };

      for (gsize i = start; i < ends[g]; i++)
        pool.positives += outcome[order[i]];
      pool.lowest = pool.highest = sy_ranking_get_value (ranking, start);
      start = ends[g];
      for (; n_pools > 0; n_pools--)
        {
          const Pool *last = &pools[n_pools - 1];

          if (last->positives * pool.n > pool.positives * last->n)
            break;
          pool.positives += last->positives;
          pool.n += last->n;
          pool.lowest = MIN (pool.lowest, last->lowest);
          pool.highest = MAX (pool.highest, last->highest);
        }
      pools[n_pools++] = pool;
    }
  self = g_new0 (SyIsotonic, 1);
  self->scores = g_new (double, 2 * n_pools);
  self->values = g_new (double, 2 * n_pools);
  for (gsize i = 0; i < n_pools; i++)
    {
      const Pool *pool = &pools[high_first ? n_pools - 1 - i : i];
      double value = pool->positives / pool->n;

      self->scores[self->n_knots] = pool->lowest;
      self->values[self->n_knots++] = value;
      if (pool->highest > pool->lowest)
        {
          self->scores[self->n_knots] = pool->highest;
          self->values[self->n_knots++] = value;
        }
    }
  return self;
}

double
sy_isotonic_predict (const SyIsotonic *self,
                     double score)
{
  gsize low = 0;
  gsize high = self->n_knots - 1;
  double along;

  if (score <= self->scores[low])
    return self->values[low];
  if (score >= self->scores[high])
    return self->values[high];
  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (self->scores[middle] <= score)
        low = middle;
      else
        high = middle;
    }
  along = (score - self->scores[low]) / (self->scores[high] - self->scores[low]);
  return self->values[low] + along * (self->values[high] - self->values[low]);
}

void
sy_isotonic_free (SyIsotonic *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->scores, g_free);
  g_clear_pointer (&self->values, g_free);
  g_free (self);
}

typedef struct
{
  SySum predictions[SY_N_RELIABILITY_BINS];
  SySum brier;
  SySum log_loss;
  gsize n;
  gsize positives;
} ReliabilitySums;

static gboolean
add_prediction (ReliabilitySums *sums,
                SyReliability *reliability,
                double p,
                gsize positives,
                gsize n,
                GError **error)
{
  double clipped = CLAMP (p, 1e-15, 1 - 1e-15);
  double with = (double) positives;
  double without = (double) (n - positives);
  gsize b;

  if (!(p >= 0 && p <= 1))
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE,
                           "A probability is not between 0 and 1");
      return FALSE;
    }
  b = MIN ((gsize) (p * SY_N_RELIABILITY_BINS), SY_N_RELIABILITY_BINS - 1);
  reliability->bins[b].n += n;
  reliability->bins[b].positives += positives;
  sums->n += n;
  sums->positives += positives;
  sy_sum_add (&sums->predictions[b], (double) n * p);
  sy_sum_add (&sums->brier, with * (1 - p) * (1 - p) + without * p * p);
  sy_sum_add (&sums->log_loss, -(with * log (clipped) + without * log (1 - clipped)));
  return TRUE;
}

static gboolean
finish_reliability (const ReliabilitySums *sums,
                    SyReliability *self,
                    GError **error)
{
  double n = (double) sums->n;
  double base = (double) sums->positives / n;

  if (sums->n == 0)
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY,
                           "There is nobody to compare");
      return FALSE;
    }
  for (gsize b = 0; b < SY_N_RELIABILITY_BINS; b++)
    {
      SyReliabilityBin *bin = &self->bins[b];
      double weight = (double) bin->n / n;
      SyInterval interval = sy_wilson ((double) bin->positives, (double) bin->n);

      bin->lo = (double) b / SY_N_RELIABILITY_BINS;
      bin->hi = (double) (b + 1) / SY_N_RELIABILITY_BINS;
      bin->low = interval.low;
      bin->high = interval.high;
      bin->predicted = bin->observed = (double) NAN;
      if (bin->n == 0)
        continue;
      bin->predicted = sy_sum_get (&sums->predictions[b]) / (double) bin->n;
      bin->observed = (double) bin->positives / (double) bin->n;
      self->reliability += weight * (bin->predicted - bin->observed) *
                           (bin->predicted - bin->observed);
      self->resolution += weight * (bin->observed - base) * (bin->observed - base);
      self->ece += weight * fabs (bin->predicted - bin->observed);
    }
  self->brier = sy_sum_get (&sums->brier) / n;
  self->log_loss = sy_sum_get (&sums->log_loss) / n;
  self->uncertainty = base * (1 - base);
  self->skill = base > 0 && base < 1 ? 1 - self->brier / self->uncertainty : (double) NAN;
  return TRUE;
}

gboolean
sy_reliability_compute (const double *probabilities,
                        const guint8 *outcome,
                        gsize n,
                        SyReliability *out_reliability,
                        GError **error)
{
  ReliabilitySums sums = { 0 };
  SyReliability result = { 0 };

  for (gsize i = 0; i < n; i++)
    if (!add_prediction (&sums, &result, probabilities[i], outcome[i], 1, error))
      return FALSE;
  if (!finish_reliability (&sums, &result, error))
    return FALSE;
  *out_reliability = result;
  return TRUE;
}

gboolean
sy_reliability_compute_counts (const double *probabilities,
                               const gsize *positives,
                               const gsize *counts,
                               gsize n,
                               SyReliability *out_reliability,
                               GError **error)
{
  ReliabilitySums sums = { 0 };
  SyReliability result = { 0 };

  for (gsize i = 0; i < n; i++)
    if (!add_prediction (&sums, &result, probabilities[i], positives[i], counts[i], error))
      return FALSE;
  if (!finish_reliability (&sums, &result, error))
    return FALSE;
  *out_reliability = result;
  return TRUE;
}
