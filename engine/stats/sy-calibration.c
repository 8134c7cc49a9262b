/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-calibration.h"

#include <math.h>

#include "core/sy-sum.h"
#include "sy-proportion.h"

#define MAX_STEPS 60

/* ln (1 + e^x) without overflow. */
static inline double
log1pexp (double x)
{
  return x > 0 ? x + log1p (exp (-x)) : log1p (exp (x));
}

static inline double
get_probability (double logit)
{
  return 1.0 / (1.0 + exp (-logit));
}

typedef struct
{
  const double *scores;
  const guint8 *outcome;
  gsize n;
  double targets[2];
  double mean;
  double scale;
} LogisticProblem;

/* Minus the log likelihood. */
static double
get_loss (const LogisticProblem *self,
          const double b[2])
{
  SySum sum = { 0 };

  for (gsize i = 0; i < self->n; i++)
    {
      double logit = b[0] + b[1] * ((self->scores[i] - self->mean) / self->scale);

      sy_sum_add (&sum, log1pexp (logit) - self->targets[self->outcome[i]] * logit);
    }
  return sy_sum_get (&sum);
}

/* The Newton step at b; FALSE when the likelihood is flat to working precision. */
static gboolean
get_newton_step (const LogisticProblem *self,
                 const double b[2],
                 double step[2])
{
  SySum gradient[2] = { 0 };
  SySum hessian[3] = { 0 };
  double h[3];
  double determinant;

  for (gsize i = 0; i < self->n; i++)
    {
      double x = (self->scores[i] - self->mean) / self->scale;
      double p = get_probability (b[0] + b[1] * x);
      double residual = self->targets[self->outcome[i]] - p;
      double weight = p * (1 - p);

      sy_sum_add (&gradient[0], residual);
      sy_sum_add (&gradient[1], residual * x);
      sy_sum_add (&hessian[0], weight);
      sy_sum_add (&hessian[1], weight * x);
      sy_sum_add (&hessian[2], weight * x * x);
    }
  for (guint k = 0; k < 3; k++)
    h[k] = sy_sum_get (&hessian[k]);
  determinant = h[0] * h[2] - h[1] * h[1];
  if (!(determinant > 1e-14 * h[0] * h[2]) || !(h[0] > 1e-12))
    return FALSE;
  step[0] = (h[2] * sy_sum_get (&gradient[0]) - h[1] * sy_sum_get (&gradient[1])) / determinant;
  step[1] = (h[0] * sy_sum_get (&gradient[1]) - h[1] * sy_sum_get (&gradient[0])) / determinant;
  return TRUE;
}

static void
solve_logistic (const LogisticProblem *self,
                double b[2])
{
  double loss = get_loss (self, b);

  for (guint i = 0; i < MAX_STEPS; i++)
    {
      double step[2];
      double next[2];
      double next_loss;
      double part = 1.0;

      if (!get_newton_step (self, b, step))
        return;
      do
        {
          next[0] = b[0] + part * step[0];
          next[1] = b[1] + part * step[1];
          next_loss = get_loss (self, next);
          part /= 2;
        }
      while (next_loss > loss && part > 1e-6);
      if (next_loss > loss)
        return;
      loss = next_loss;
      b[0] = next[0];
      b[1] = next[1];
      if (MAX (fabs (step[0]), fabs (step[1])) < 1e-13 * (1 + fabs (b[0]) + fabs (b[1])))
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
      sy_sum_add (&sum, self->scores[i]);
    }
  self->mean = sy_sum_get (&sum) / (double) self->n;
  for (gsize i = 0; i < self->n; i++)
    sy_sum_add (&squares, (self->scores[i] - self->mean) * (self->scores[i] - self->mean));
  self->scale = sqrt (sy_sum_get (&squares) / (double) self->n);
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
  LogisticProblem problem = { .scores = scores, .outcome = outcome, .n = n, .targets = { 0.0, 1.0 } };
  double n1 = 0;
  double n0;
  double share;
  double b[2] = { 0 };

  for (gsize i = 0; i < n; i++)
    n1 += outcome[i];
  n0 = (double) n - n1;
  if (!(n1 > 0 && n0 > 0))
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS,
                           "A fit needs people with and without the outcome");
      return FALSE;
    }
  if (!standardise (&problem, error))
    return FALSE;
  if (targets == SY_TARGETS_PLATT)
    {
      problem.targets[1] = (n1 + 1) / (n1 + 2);
      problem.targets[0] = 1 / (n0 + 2);
    }
  share = (n1 * problem.targets[1] + n0 * problem.targets[0]) / (double) n;
  b[0] = log (share / (1 - share));
  if (problem.scale > 1e-12 * fabs (problem.mean))
    solve_logistic (&problem, b);
  else
    problem.scale = 1.0;
  out_fit->b1 = b[1] / problem.scale;
  out_fit->b0 = b[0] - out_fit->b1 * problem.mean;
  return TRUE;
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

static void
finish_bins (SyReliability *self,
             const SySum *predictions,
             double n,
             double base)
{
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
      bin->predicted = sy_sum_get (&predictions[b]) / (double) bin->n;
      bin->observed = (double) bin->positives / (double) bin->n;
      self->reliability += weight * (bin->predicted - bin->observed) * (bin->predicted - bin->observed);
      self->resolution += weight * (bin->observed - base) * (bin->observed - base);
      self->ece += weight * fabs (bin->predicted - bin->observed);
    }
}

gboolean
sy_reliability_compute (const double *probabilities,
                        const guint8 *outcome,
                        gsize n,
                        SyReliability *out_reliability,
                        GError **error)
{
  SySum predictions[SY_N_RELIABILITY_BINS] = { 0 };
  SySum brier = { 0 };
  SySum log_loss = { 0 };
  gsize positives = 0;
  double base;

  if (n == 0)
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY, "There is nobody to compare");
      return FALSE;
    }
  *out_reliability = (SyReliability){ 0 };
  for (gsize i = 0; i < n; i++)
    {
      double p = probabilities[i];
      double clipped;
      gsize b;

      if (!(p >= 0 && p <= 1))
        {
          g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE,
                               "A probability is not between 0 and 1");
          return FALSE;
        }
      b = MIN ((gsize) (p * SY_N_RELIABILITY_BINS), SY_N_RELIABILITY_BINS - 1);
      clipped = CLAMP (p, 1e-15, 1 - 1e-15);
      out_reliability->bins[b].n++;
      out_reliability->bins[b].positives += outcome[i];
      positives += outcome[i];
      sy_sum_add (&predictions[b], p);
      sy_sum_add (&brier, (p - outcome[i]) * (p - outcome[i]));
      sy_sum_add (&log_loss, -log (outcome[i] ? clipped : 1 - clipped));
    }
  base = (double) positives / (double) n;
  out_reliability->brier = sy_sum_get (&brier) / (double) n;
  out_reliability->log_loss = sy_sum_get (&log_loss) / (double) n;
  out_reliability->uncertainty = base * (1 - base);
  out_reliability->skill = positives > 0 && positives < n
                               ? 1 - out_reliability->brier / out_reliability->uncertainty
                               : (double) NAN;
  finish_bins (out_reliability, predictions, (double) n, base);
  return TRUE;
}
