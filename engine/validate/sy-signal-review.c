/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-signal-review.h"

#include <math.h>

#include "core/sy-time.h"
#include "stats/sy-stats.h"

#define DATE_STEP_DAYS 30
/* Half the width of a 95 % interval, in standard errors. */
#define Z_95 1.959963984540054

static SySignals *
run_quarter (SyEventLog *log,
             const SyModel *model,
             gint64 until,
             double level,
             GCancellable *cancellable,
             SyProgressFunc progress,
             gpointer user_data,
             GError **error)
{
  gint64 origins[SY_QUARTER_DATES];

  for (int i = 0; i < SY_QUARTER_DATES; i++)
    origins[i] = sy_instant_shift (sy_event_log_get_zone (log), until, -DATE_STEP_DAYS * i);
  return sy_signals_run (log, model, origins, SY_QUARTER_DATES, level, cancellable, progress,
                         user_data, error);
}

static double
get_log_error (const SySignal *signal)
{
  return (log (signal->ratio_interval.high) - log (signal->ratio_interval.low)) / (2 * Z_95);
}

static void
compare (SyReviewLine *line)
{
  double se = hypot (get_log_error (line->now), get_log_error (line->before));

  line->q = (double) NAN;
  line->ratio = line->now->ratio / line->before->ratio;
  line->p = se > 0 ? sy_normal_p (log (line->ratio) / se) : (double) NAN;
  if (!isfinite (line->ratio) || !isfinite (line->p))
    line->ratio = line->p = (double) NAN;
}

static SyReviewVerdict
judge (const SyReviewLine *line,
       double level)
{
  double now = log (line->now->ratio);
  double before = log (line->before->ratio);

  if (isnan (line->p))
    return SY_REVIEW_UNTESTED;
  if (line->q > level)
    return SY_REVIEW_STEADY;
  if (now * before < 0)
    return SY_REVIEW_TURNED;
  return fabs (now) > fabs (before) ? SY_REVIEW_STRONGER : SY_REVIEW_WEAKER;
}

/* Adjusts over the lines that were tested. */
static void
adjust (SySignalReview *self)
{
  g_autofree double *p = g_new (double, self->n_lines + 1);
  g_autofree double *q = g_new (double, self->n_lines + 1);
  gsize n = 0;
  gsize at = 0;

  for (gsize i = 0; i < self->n_lines; i++)
    if (!isnan (self->lines[i].p))
      p[n++] = self->lines[i].p;
  if (n > 0)
    sy_benjamini_hochberg (p, n, q);
  for (gsize i = 0; i < self->n_lines; i++)
    {
      SyReviewLine *line = &self->lines[i];

      if (!isnan (line->p))
        line->q = q[at++];
      line->verdict = judge (line, self->level);
    }
}

SySignalReview *
sy_signal_review_run (SyEventLog *log,
                      const SyModel *model,
                      gint64 until,
                      double level,
                      GCancellable *cancellable,
                      SyProgressFunc progress,
                      gpointer user_data,
                      GError **error)
{
  g_autoptr (SySignalReview) self = NULL;
  gint64 before;

  g_return_val_if_fail (log != NULL && model != NULL, NULL);

  self = g_new0 (SySignalReview, 1);
  before = sy_instant_shift (sy_event_log_get_zone (log), until, -SY_QUARTER_DAYS);
  self->level = level;
  self->now = run_quarter (log, model, until, level, cancellable, progress, user_data, error);
  if (self->now == NULL)
    return NULL;
  self->before = run_quarter (log, model, before, level, cancellable, progress, user_data, error);
  if (self->before == NULL)
    return NULL;
  /* The same log and model give the same signals in the same order. */
  g_assert (self->now->n_signals == self->before->n_signals);
  self->n_lines = self->now->n_signals;
  self->lines = g_new0 (SyReviewLine, self->n_lines + 1);
  for (gsize i = 0; i < self->n_lines; i++)
    {
      self->lines[i].now = &self->now->signals[i];
      self->lines[i].before = &self->before->signals[i];
      compare (&self->lines[i]);
    }
  adjust (self);
  return g_steal_pointer (&self);
}

void
sy_signal_review_free (SySignalReview *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->now, sy_signals_unref);
  g_clear_pointer (&self->before, sy_signals_unref);
  g_free (self->lines);
  g_free (self);
}
