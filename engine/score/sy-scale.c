/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-scale-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"
#include "core/sy-vector-private.h"
#include "stats/sy-stats.h"

/*
 * The percentile scale ranks a raw score among the distinct scores of its reference, both rounded
 * to 12 digits, by bisection inside a bucket of equal width. Rounding a number is
 * slow, and matters only next to a score of the reference: elsewhere it is left out.
 */

#define N_BUCKETS 4096

/* A bit more than the largest relative change by rounding to 12 digits. */
#define ROUNDING 6e-12

struct _SyScale
{
  SyScaleSpec spec; /* reference is a copy */
  gsize n;          /* scores ranked among */
  gsize n_steps;
  double *steps; /* distinct rounded scores, ascending */
  guint32 *ends; /* number of scores up to and with each step */
  double bucket_width;
  guint32 buckets[N_BUCKETS + 1]; /* number of steps below the bucket's lower edge */
};

static void
make_buckets (SyScale *self)
{
  double low = self->steps[0];
  gsize step = 0;

  self->bucket_width = (self->steps[self->n_steps - 1] - low) / N_BUCKETS;
  for (gsize i = 0; i <= N_BUCKETS; i++)
    {
      while (step < self->n_steps && self->steps[step] < low + (double) i * self->bucket_width)
        step++;
      self->buckets[i] = (guint32) step;
    }
}

static void
make_steps (SyScale *self,
            const double *reference,
            gsize n_reference)
{
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  const guint32 *ends;

  if (!sy_ranking_reset (ranking, reference, n_reference, SY_RANK_LOW_FIRST, NULL))
    return;
  self->n = n_reference;
  ends = sy_ranking_get_group_ends (ranking, &self->n_steps);
  self->steps = g_new (double, self->n_steps);
  self->ends = g_new (guint32, self->n_steps);
  for (gsize i = 0; i < self->n_steps; i++)
    {
      self->ends[i] = ends[i];
      self->steps[i] = sy_ranking_get_value (ranking, ends[i] - 1);
    }
  if (self->n_steps > 0)
    make_buckets (self);
}

SyScale *
sy_scale_new (const SyScaleSpec *spec,
              const double *reference,
              gsize n_reference)
{
  SyScale *self = g_atomic_rc_box_new0 (SyScale);

  self->spec = *spec;
  if (spec->kind == SY_SCALE_PERCENTILE)
    {
      self->spec.reference = g_memdup2 (spec->reference,
                                        spec->n_reference * sizeof *spec->reference);
      make_steps (self, reference, n_reference);
    }
  else
    self->spec.reference = NULL;
  return self;
}

SyScale *
sy_scale_ref (SyScale *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_scale (gpointer data)
{
  SyScale *self = data;

  g_free (self->spec.reference);
  g_free (self->steps);
  g_free (self->ends);
}

void
sy_scale_unref (SyScale *self)
{
  g_atomic_rc_box_release_full (self, clear_scale);
}

gboolean
sy_scale_is_of (const SyScale *self,
                const SyScaleSpec *spec)
{
  const SyScaleSpec *own = &self->spec;

  if (own->kind != spec->kind)
    return FALSE;
  switch (spec->kind)
    {
    case SY_SCALE_NONE:
      return TRUE;
    case SY_SCALE_RANGE:
      return memcmp (&own->lo, &spec->lo, sizeof own->lo) == 0 &&
             memcmp (&own->hi, &spec->hi, sizeof own->hi) == 0;
    case SY_SCALE_LOGISTIC:
      return memcmp (&own->b0, &spec->b0, sizeof own->b0) == 0 &&
             memcmp (&own->b1, &spec->b1, sizeof own->b1) == 0;
    case SY_SCALE_PERCENTILE:
      return own->reference != NULL && spec->reference != NULL &&
             own->n_reference == spec->n_reference &&
             memcmp (own->reference, spec->reference, own->n_reference * sizeof *own->reference) ==
                 0;
    default:
      g_assert_not_reached ();
    }
}

/* Number of steps that are not more than @raw. */
static gsize
count_steps (const SyScale *self,
             double raw)
{
  double position = (raw - self->steps[0]) / self->bucket_width;
  gsize bucket;
  gsize low;
  gsize high;

  if (raw < self->steps[0])
    return 0;
  if (raw >= self->steps[self->n_steps - 1])
    return self->n_steps;
  bucket = position < N_BUCKETS ? (gsize) position : N_BUCKETS - 1;
  /* The bucket is off by one where its edge was rounded. */
  low = self->buckets[bucket > 0 ? bucket - 1 : 0];
  high = self->buckets[MIN (bucket + 2, N_BUCKETS)];
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (self->steps[middle] <= raw)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static double
get_percentile (const SyScale *self,
                double raw)
{
  double tolerance = fabs (raw) * ROUNDING;
  gsize n_steps;
  gsize n_below;
  gsize n_equal = 0;

  if (self->n == 0 || isnan (raw))
    return 0;
  n_steps = count_steps (self, raw);
  if ((n_steps > 0 && raw - self->steps[n_steps - 1] <= tolerance) ||
      (n_steps < self->n_steps && self->steps[n_steps] - raw <= tolerance))
    {
      raw = sy_number_round12 (raw);
      n_steps = count_steps (self, raw);
    }
  n_below = n_steps > 0 ? self->ends[n_steps - 1] : 0;
  if (n_steps > 0 && self->steps[n_steps - 1] >= raw)
    {
      gsize first = n_steps > 1 ? self->ends[n_steps - 2] : 0;

      n_equal = n_below - first;
      n_below = first;
    }
  return 100 * ((double) n_below + 0.5 * (double) n_equal) / (double) self->n;
}

SY_VECTOR static void
compute_range (double lo,
               double hi,
               const double *restrict raw,
               gsize n,
               double *restrict out_scores)
{
  double width = hi - lo;

  for (gsize i = 0; i < n; i++)
    {
      double score = 100 * (raw[i] - lo) / width;

      score = score < 0 ? 0 : score;
      out_scores[i] = score > 100 ? 100 : score;
    }
}

void
sy_scale_compute (const SyScale *self,
                  const double *raw,
                  gsize n,
                  double *out_scores)
{
  const SyScaleSpec *spec = &self->spec;

  switch (spec->kind)
    {
    case SY_SCALE_NONE:
      for (gsize i = 0; i < n; i++)
        out_scores[i] = raw[i];
      break;
    case SY_SCALE_RANGE:
      compute_range (spec->lo, spec->hi, raw, n, out_scores);
      break;
    case SY_SCALE_LOGISTIC:
      for (gsize i = 0; i < n; i++)
        out_scores[i] = 100 / (1 + exp (-(spec->b0 + spec->b1 * raw[i])));
      break;
    case SY_SCALE_PERCENTILE:
      for (gsize i = 0; i < n; i++)
        out_scores[i] = get_percentile (self, raw[i]);
      break;
    default:
      g_assert_not_reached ();
    }
}
