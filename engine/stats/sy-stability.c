/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-stability.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "core/sy-number.h"
#include "core/sy-sum.h"
#include "sy-stability-private.h"

static gsize
sum_counts (const gsize *counts,
            gsize n)
{
  gsize sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += counts[i];
  return sum;
}

void
sy_psi (const gsize *reference,
        const gsize *current,
        gsize n_bins,
        double *out_terms,
        SyPsi *out_psi)
{
  gsize n_reference = sum_counts (reference, n_bins);
  gsize n_current = sum_counts (current, n_bins);
  gboolean fill = FALSE;
  double add;
  double total_reference;
  double total_current;
  SySum sum = { 0 };

  for (gsize b = 0; b < n_bins; b++)
    {
      if (out_terms != NULL)
        out_terms[b] = 0.0;
      fill |= reference[b] == 0 || current[b] == 0;
    }
  *out_psi = (SyPsi){ (double) NAN, (double) NAN, FALSE };
  if (n_reference == 0 || n_current == 0)
    return;
  add = fill ? 0.5 : 0.0;
  total_reference = (double) n_reference + add * (double) n_bins;
  total_current = (double) n_current + add * (double) n_bins;
  for (gsize b = 0; b < n_bins; b++)
    {
      double e = ((double) reference[b] + add) / total_reference;
      double a = ((double) current[b] + add) / total_current;
      double term;

      term = (a - e) * log (a / e);
      if (out_terms != NULL)
        out_terms[b] = term;
      sy_sum_add (&sum, term);
    }
  out_psi->value = sy_sum_get (&sum);
  out_psi->critical = sy_psi_critical ((double) n_reference, (double) n_current, n_bins);
  out_psi->filled = fill;
}

/* The counts of a side: no value, 0, and the bins of the others. */
static void
count_values (const double *values,
              gsize n,
              const SyBinFinder *finder,
              gsize *out_counts)
{
  for (gsize i = 0; i < n; i++)
    if (isnan (values[i]))
      out_counts[0]++;
    else if (values[i] == 0.0)
      out_counts[1]++;
    else
      out_counts[2 + sy_bin_finder_find (finder, values[i])]++;
}

void
sy_psi_of_values (const double *reference,
                  gsize n_reference,
                  const double *current,
                  gsize n_current,
                  SyPsi *out_psi)
{
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_autofree double *others = g_new (double, MAX (n_reference, 1));
  g_autofree double *edges = NULL;
  g_autofree SyBinFinder *finder = NULL;
  gsize then[SY_INPUT_BINS + 2] = { 0 };
  gsize now[SY_INPUT_BINS + 2] = { 0 };
  gsize n_others = 0;
  gsize n_edges = 0;
  gsize n_bins = 0;

  for (gsize i = 0; i < n_reference; i++)
    if (!isnan (reference[i]) && reference[i] != 0.0)
      others[n_others++] = reference[i];
  if (n_others > 0 && sy_ranking_reset (ranking, others, n_others, SY_RANK_LOW_FIRST, NULL))
    edges = sy_bins_from_quantiles (ranking, SY_INPUT_BINS, &n_edges);
  finder = sy_bin_finder_new (edges, n_edges);
  count_values (reference, n_reference, finder, then);
  count_values (current, n_current, finder, now);
  for (gsize b = 0; b < n_edges + 3; b++)
    if (then[b] + now[b] > 0)
      {
        then[n_bins] = then[b];
        now[n_bins++] = now[b];
      }
  sy_psi (then, now, n_bins, NULL, out_psi);
}

double
sy_psi_critical (double n_reference,
                 double n_current,
                 gsize n_bins)
{
  if (n_bins < 2 || !(n_reference > 0 && n_current > 0))
    return (double) NAN;
  return (1 / n_reference + 1 / n_current) * gsl_cdf_chisq_Pinv (0.95, (double) (n_bins - 1));
}

double
sy_js_divergence (const gsize *reference,
                  const gsize *current,
                  gsize n_bins)
{
  double n_reference = (double) sum_counts (reference, n_bins);
  double n_current = (double) sum_counts (current, n_bins);
  SySum sum = { 0 };

  if (!(n_reference > 0 && n_current > 0))
    return (double) NAN;
  for (gsize b = 0; b < n_bins; b++)
    {
      double e = (double) reference[b] / n_reference;
      double a = (double) current[b] / n_current;
      double middle = (e + a) / 2;

      if (e > 0)
        sy_sum_add (&sum, 0.5 * e * log (e / middle));
      if (a > 0)
        sy_sum_add (&sum, 0.5 * a * log (a / middle));
    }
  return sy_sum_get (&sum);
}

/* Walks the distinct values of two samples together, from the lowest. */
typedef struct
{
  const SyRanking *samples[2];
  gsize n[2];
  gsize below[2];
  double value;
} Walk;

static void
start_walk (Walk *walk,
            const SyRanking *first,
            const SyRanking *second)
{
  *walk = (Walk){ .samples = { first, second } };
  walk->n[0] = sy_ranking_get_n_scores (first);
  walk->n[1] = sy_ranking_get_n_scores (second);
}

/* Steps over the next value; below then counts what is at most that value. */
static gboolean
step_walk (Walk *walk)
{
  double next[2] = { (double) INFINITY, (double) INFINITY };

  for (guint k = 0; k < 2; k++)
    if (walk->below[k] < walk->n[k])
      next[k] = sy_ranking_get_ascending (walk->samples[k], walk->below[k]);
  walk->value = MIN (next[0], next[1]);
  for (guint k = 0; k < 2; k++)
    while (walk->below[k] < walk->n[k] &&
           sy_ranking_get_ascending (walk->samples[k], walk->below[k]) <= walk->value)
      walk->below[k]++;
  return isfinite (walk->value);
}

gboolean
sy_ks_two_sample (const SyRanking *first,
                  const SyRanking *second,
                  SyKs *out_ks,
                  GError **error)
{
  Walk walk;
  guint64 largest = 0;

  start_walk (&walk, first, second);
  if (walk.n[0] == 0 || walk.n[1] == 0)
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY,
                           "There is nobody to compare");
      return FALSE;
    }
  out_ks->at = sy_ranking_get_ascending (first, 0);
  while (step_walk (&walk))
    {
      guint64 a = (guint64) walk.below[0] * walk.n[1];
      guint64 b = (guint64) walk.below[1] * walk.n[0];
      guint64 distance = a > b ? a - b : b - a;

      if (distance > largest)
        {
          largest = distance;
          out_ks->at = walk.value;
        }
    }
  out_ks->value = (double) largest / ((double) walk.n[0] * (double) walk.n[1]);
  return TRUE;
}

double
sy_wasserstein (const SyRanking *first,
                const SyRanking *second)
{
  Walk walk;
  SySum sum = { 0 };
  double last = 0.0;
  double distance = 0.0;

  start_walk (&walk, first, second);
  if (walk.n[0] == 0 || walk.n[1] == 0)
    return (double) NAN;
  while (step_walk (&walk))
    {
      if (distance != 0.0)
        sy_sum_add (&sum, distance * (walk.value - last));
      distance = fabs ((double) walk.below[0] / (double) walk.n[0] -
                       (double) walk.below[1] / (double) walk.n[1]);
      last = walk.value;
    }
  return sy_sum_get (&sum);
}

/* The smallest double that is at least the edge after rounding to 12 digits. */
static double
get_lower_bound (double edge)
{
  double target = sy_number_round12 (edge);
  double high = target;
  double low = target - fabs (target) * 1e-11;

  /* Subnormal numbers have fewer than 12 digits. */
  if (fabs (target) < 1e-290)
    return target;
  while (nextafter (low, high) < high)
    {
      double middle = low + (high - low) / 2;

      if (sy_number_round12 (middle) >= target)
        high = middle;
      else
        low = middle;
    }
  return high;
}

/* How many of the ranked are in the bins below the edge. */
static gsize
count_below (const SyRanking *ranking,
             double edge)
{
  double bound = get_lower_bound (edge);
  gsize low = 0;
  gsize high = sy_ranking_get_n_scores (ranking);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (sy_ranking_get_ascending (ranking, middle) < bound)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

double *
sy_edges_from_quantiles (const SyRanking *ranking,
                         gsize n_bins,
                         gsize *out_n_edges)
{
  double *edges = g_new (double, MAX (n_bins, 2) - 1);
  gsize n_edges = 0;

  for (gsize b = 1; b < n_bins; b++)
    {
      double edge = sy_number_round12 (
          sy_ranking_get_quantile (ranking, (double) b / (double) n_bins));

      if (n_edges == 0 || edge > edges[n_edges - 1])
        edges[n_edges++] = edge;
    }
  *out_n_edges = n_edges;
  return edges;
}

/* A tie at the lowest score would leave nobody below the first edge, and a quantile between two
 * values nobody between two edges. */
double *
sy_bins_from_quantiles (const SyRanking *ranking,
                        gsize n_bins,
                        gsize *out_n_edges)
{
  gsize n_all;
  double *edges = sy_edges_from_quantiles (ranking, n_bins, &n_all);
  gsize n_edges = 0;
  gsize n_below = 0;

  for (gsize e = 0; e < n_all; e++)
    {
      gsize n = count_below (ranking, edges[e]);

      if (n == n_below)
        continue;
      edges[n_edges++] = edges[e];
      n_below = n;
    }
  *out_n_edges = n_edges;
  return edges;
}

SyBinFinder *
sy_bin_finder_new (const double *edges,
                   gsize n_edges)
{
  SyBinFinder *self = g_malloc0 (sizeof *self + (n_edges + 1) * sizeof (double));
  double width;
  gsize b = 0;

  self->n_edges = n_edges;
  for (gsize e = 0; e < n_edges; e++)
    self->bounds[e] = get_lower_bound (edges[e]);
  /* Nothing is at or above this one. */
  self->bounds[n_edges] = (double) INFINITY;
  if (n_edges == 0)
    return self;
  width = (self->bounds[n_edges - 1] - self->bounds[0]) / SY_BIN_CELLS;
  self->lo = self->bounds[0];
  self->inverse_width = width > 0 && isfinite (1 / width) ? 1 / width : 0.0;
  /* A score in a cell is above the edges in the cells before it. */

  for (gsize cell = 0; cell < SY_BIN_CELLS + 2; cell++)
    {
      while (b < n_edges && sy_bin_finder_get_cell (self, self->bounds[b]) < cell)
        b++;
      self->first[cell] = (guint32) b;
    }
  return self;
}

void
sy_bins_count (const double *edges,
               gsize n_edges,
               const double *scores,
               gsize n_scores,
               gsize *out_counts)
{
  g_autofree SyBinFinder *finder = sy_bin_finder_new (edges, n_edges);

  memset (out_counts, 0, (n_edges + 1) * sizeof *out_counts);
  for (gsize i = 0; i < n_scores; i++)
    out_counts[sy_bin_finder_find (finder, scores[i])]++;
}
