/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the scores of accounts spread. */
#include "config.h"

#include "sy-chart-from.h"

#include <math.h>

#include "sy-chart-from-private.h"
#include "sy-chart-text-private.h"

/* About so many bars, at most twice as many. */
#define N_BARS 25

/* Bars that begin at whole steps. */
typedef struct
{
  double lo;
  double step;
  gsize n;
} Bins;

/* The next of 1, 2, 5, 10 … not below. */
static double
round_step (double step)
{
  double power = pow (10, floor (log10 (step)));
  double digit = step / power;

  return power * (digit <= 1 ? 1 : digit <= 2 ? 2
                               : digit <= 5   ? 5
                                              : 10);
}

static void
bins_init (Bins *self,
           const SyAccountScores *scores,
           const SyModel *plain)
{
  double lo = 0;
  double hi = 100;

  if (plain->scale.kind == SY_SCALE_NONE)
    {
      lo = HUGE_VAL;
      hi = -HUGE_VAL;
      for (gsize i = 0; i < scores->n; i++)
        {
          lo = fmin (lo, scores->score[scores->accounts[i]]);
          hi = fmax (hi, scores->score[scores->accounts[i]]);
        }
    }
  /* Nobody, or all the same. */
  if (!(hi > lo))
    {
      lo = isfinite (lo) ? lo - 1 : 0;
      hi = lo + 2;
    }
  self->step = round_step ((hi - lo) / (2 * N_BARS));
  self->lo = floor (lo / self->step) * self->step;
  self->n = (gsize) (floor ((hi - self->lo) / self->step) + 1);
  /* 100 belongs to the last bar of a scale. */
  if (plain->scale.kind != SY_SCALE_NONE)
    self->n--;
}

static void
count (const Bins *bins,
       const SyAccountScores *scores,
       guint64 *counts)
{
  for (gsize i = 0; i < scores->n; i++)
    {
      guint32 account = scores->accounts[i];
      double at = floor ((scores->score[account] - bins->lo) / bins->step);

      counts[scores->bands[account] * bins->n + (gsize) CLAMP (at, 0, (double) (bins->n - 1))]++;
    }
}

SyChart *
sy_chart_distribution_from_accounts (const SyAccountScores *scores,
                                     const SyModel *model)
{
  g_autoptr (SyModel) plain = NULL;
  SyChartDistributionInfo info = { .title = "Accounts by band", .x_label = "score", .things = "accounts" };
  g_autofree const char **names = NULL;
  g_autofree double *thresholds = NULL;
  g_autofree double *edges = NULL;
  g_autofree guint64 *counts = NULL;
  g_autofree char *n_accounts = NULL;
  g_autofree char *subtitle = NULL;
  Bins bins;

  g_return_val_if_fail (scores != NULL && model != NULL, NULL);

  plain = sy_model_new_for_accounts (model);
  bins_init (&bins, scores, plain);
  names = g_new0 (const char *, plain->bands->len + 1);
  thresholds = g_new0 (double, plain->bands->len + 1);
  edges = g_new (double, bins.n + 1);
  counts = g_new0 (guint64, bins.n * MAX (plain->bands->len, 1));
  for (guint i = 0; i < plain->bands->len; i++)
    {
      names[i] = sy_model_get_band (plain, i)->name;
      if (i > 0)
        thresholds[i - 1] = sy_model_get_band (plain, i)->min;
    }
  for (gsize i = 0; i <= bins.n; i++)
    edges[i] = bins.lo + bins.step * (double) i;
  count (&bins, scores, counts);
  n_accounts = sy_text_count (scores->n, ",");
  subtitle = g_strdup_printf ("%s accounts with a score, coloured by band", n_accounts);
  info.subtitle = subtitle;
  info.n_bins = bins.n;
  info.edges = edges;
  info.n_bands = plain->bands->len;
  info.band_names = names;
  info.thresholds = thresholds;
  info.counts = counts;
  return sy_chart_distribution_new (&info);
}
