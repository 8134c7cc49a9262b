/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-proportion.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "core/sy-sum.h"
#include "sy-rank.h"
#include "sy-testing.h"

SyInterval
sy_wilson (double positives,
           double n)
{
  SyInterval result = { (double) NAN, (double) NAN };
  double z2 = SY_Z95 * SY_Z95;
  double p;
  double middle;
  double reach;

  if (!(n > 0))
    return result;
  p = positives / n;
  middle = p + z2 / (2 * n);
  reach = SY_Z95 * sqrt (p * (1 - p) / n + z2 / (4 * n * n));
  /* At 0 and n of n one end is exactly 0 or 1; rounding must not move it outside. */
  result.low = p <= 0 ? 0.0 : MAX (0.0, (middle - reach) / (1 + z2 / n));
  result.high = p >= 1 ? 1.0 : MIN (1.0, (middle + reach) / (1 + z2 / n));
  return result;
}

SyInterval
sy_lift_interval (double top,
                  double n_top,
                  double rest,
                  double n_rest,
                  double share)
{
  SyInterval result = { (double) NAN, (double) NAN };
  SyInterval of_top = sy_wilson (top * n_top, n_top);
  SyInterval of_rest = sy_wilson (rest * n_rest, n_rest);
  double lift;
  double down = 0.0;
  double up = 0.0;

#define LIFT(a, b) ((a) / (share * (a) + (1 - share) * (b)))
  if (!(n_top > 0 && n_rest > 0) || !(top > 0 || rest > 0))
    return result;
  lift = LIFT (top, rest);
  if (top > 0)
    {
      down = hypot (lift - LIFT (of_top.low, rest),
                    lift - LIFT (top, of_rest.high));
      up = LIFT (top, of_rest.low) - lift;
    }
  up = hypot (up, LIFT (of_top.high, rest) - lift);
#undef LIFT
  result.low = top > 0 ? MAX (0.0, lift - down) : 0.0;
  result.high = MIN (lift + up, 1 / share);
  return result;
}

void
sy_trend_cochran_armitage (const double *positives,
                           const double *n,
                           gsize n_groups,
                           SyTrend *out_trend)
{
  SySum all = { 0 };
  SySum hits = { 0 };
  SySum t = { 0 };
  SySum first = { 0 };
  SySum second = { 0 };
  double p;
  double total;
  double variance;

  *out_trend = (SyTrend){ 0.0, 0.0, 1.0 };
  for (gsize i = 0; i < n_groups; i++)
    {
      sy_sum_add (&all, n[i]);
      sy_sum_add (&hits, positives[i]);
    }
  total = sy_sum_get (&all);
  if (!(total > 0))
    return;
  p = sy_sum_get (&hits) / total;
  for (gsize i = 0; i < n_groups; i++)
    {
      double score = (double) (i + 1);

      sy_sum_add (&t, score * (positives[i] - n[i] * p));
      sy_sum_add (&first, score * n[i]);
      sy_sum_add (&second, score * score * n[i]);
    }
  variance = p * (1 - p) *
             (sy_sum_get (&second) - sy_sum_get (&first) * sy_sum_get (&first) / total);
  /* With one group in use, or one class, what is left is rounding. */
  if (!(variance > 1e-12 * total))
    return;
  out_trend->z = sy_sum_get (&t) / sqrt (variance);
  out_trend->chi2 = out_trend->z * out_trend->z;
  out_trend->p = sy_normal_p (out_trend->z);
}

void
sy_two_proportions (double positives1,
                    double n1,
                    double positives0,
                    double n0,
                    SyTwoProportions *out_result)
{
  double nan = (double) NAN;
  double p1;
  double p0;
  double pooled;
  double se;
  SyInterval w1;
  SyInterval w0;

  *out_result = (SyTwoProportions){ nan, { nan, nan }, { nan, nan }, nan, nan, nan, { nan, nan } };
  if (!(n1 > 0 && n0 > 0))
    return;
  p1 = positives1 / n1;
  p0 = positives0 / n0;
  w1 = sy_wilson (positives1, n1);
  w0 = sy_wilson (positives0, n0);
  out_result->difference = p1 - p0;
  se = sqrt (p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0);
  out_result->wald.low = p1 - p0 - SY_Z95 * se;
  out_result->wald.high = p1 - p0 + SY_Z95 * se;
  out_result->newcombe.low = p1 - p0 - hypot (p1 - w1.low, w0.high - p0);
  out_result->newcombe.high = p1 - p0 + hypot (w1.high - p1, p0 - w0.low);
  pooled = (positives1 + positives0) / (n1 + n0);
  se = sqrt (pooled * (1 - pooled) * (1 / n1 + 1 / n0));
  out_result->z = p1 == p0 ? 0.0 : (p1 - p0) / se;
  out_result->p = sy_normal_p (out_result->z);
  if (positives0 > 0)
    out_result->ratio = p1 / p0;
  if (positives0 > 0 && positives1 > 0)
    {
      double reach = SY_Z95 * sqrt (1 / positives1 - 1 / n1 + 1 / positives0 - 1 / n0);

      out_result->ratio_interval.low = p1 / p0 * exp (-reach);
      out_result->ratio_interval.high = p1 / p0 * exp (reach);
    }
}

double
sy_sample_size_two_arms (double p1,
                         double p0,
                         double alpha,
                         double power)
{
  double mean = (p1 + p0) / 2;
  double z_alpha;
  double z_beta;
  double root;

  g_return_val_if_fail (p1 > 0 && p1 < 1 && p0 > 0 && p0 < 1, (double) NAN);
  g_return_val_if_fail (alpha > 0 && alpha < 1 && power > 0 && power < 1, (double) NAN);

  if (p1 == p0)
    return (double) INFINITY;
  z_alpha = gsl_cdf_ugaussian_Pinv (1 - alpha / 2);
  z_beta = gsl_cdf_ugaussian_Pinv (power);
  root = z_alpha * sqrt (2 * mean * (1 - mean)) + z_beta * sqrt (p1 * (1 - p1) + p0 * (1 - p0));
  return root * root / ((p1 - p0) * (p1 - p0));
}
