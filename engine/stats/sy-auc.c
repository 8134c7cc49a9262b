/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The area under the ROC curve and its variance
 *
 * With n1 rows with and n0 without the outcome, DeLong's components of a row with it is the share of
 * the others that it beats, ties a half; of a row without it the share of those with it that beat it.
 * Twice their numerators are whole numbers, the "placements". Their sums and sums of squares are
 * taken in 128 bits: nothing is rounded before the last division, so the figures do not depend on
 * the order of rows or on how the work is split.
 *
 * The variance of the area is var (components with) / n1 + var (components without) / n0, and that of a
 * difference of two areas is the same with the differences of the components.
 */
#include "config.h"

#include "sy-auc.h"

#include <math.h>

#include "core/sy-parallel-private.h"
#include "core/sy-sum.h"
#include "sy-auc-private.h"
#include "sy-roc-private.h"
#include "sy-testing.h"

__extension__ typedef __int128 SignedWide;

/* Variance of the mean of n whole numbers, given their sum and sum of squares, over scale squared. */
static double
get_variance_of_mean (SignedWide sum,
                      SyWide squares,
                      gsize n,
                      double scale)
{
  SyWide size = (SyWide) (sum < 0 ? -sum : sum);
  SyWide spread;

  if (n < 2)
    return 0.0;
  spread = squares * n - size * size;
  return (double) spread / (double) n / (double) (n - 1) / (double) n / (scale * scale);
}

static void
set_interval (SyAuc *auc)
{
  double reach = SY_Z95 * sqrt (auc->variance);

  auc->low = auc->value - reach;
  auc->high = auc->value + reach;
}

void
sy_auc_set (SyAuc *self,
            const SyMoments *with,
            const SyMoments *without,
            gsize n_positive,
            gsize n_negative)
{
  double n1 = (double) n_positive;
  double n0 = (double) n_negative;

  self->u = (double) with->sum / 2;
  self->value = (double) with->sum / (2 * n1 * n0);
  self->variance = get_variance_of_mean (with->sum, with->squares, n_positive, 2 * n0) +
                   get_variance_of_mean (without->sum, without->squares, n_negative, 2 * n1);
  self->n_positive = n_positive;
  self->n_negative = n_negative;
  set_interval (self);
}

gboolean
sy_roc_get_auc (const SyRoc *self,
                SyAuc *out_auc,
                GError **error)
{
  guint64 positive_above = 0;
  guint64 negative_below = self->n_negative;
  SyMoments with = { 0 };
  SyMoments without = { 0 };
  gsize start = 0;

  if (!sy_roc_check_classes (self, error))
    return FALSE;
  for (gsize g = 0; g < self->n_groups; g++)
    {
      gsize end = self->group_ends[g];
      guint64 hits = sy_roc_count_hits (self, start, end);
      guint64 misses = end - start - hits;

      negative_below -= misses;
      sy_moments_add (&with, 2 * negative_below + misses, hits);
      sy_moments_add (&without, 2 * positive_above + hits, misses);
      positive_above += hits;
      start = end;
    }
  sy_auc_set (out_auc, &with, &without, self->n_positive, self->n_negative);
  return TRUE;
}

gboolean
sy_auc_compute (const SyRanking *ranking,
                const guint8 *outcome,
                SyAuc *out_auc,
                GError **error)
{
  g_autoptr (SyRoc) roc = sy_roc_new ();

  sy_roc_reset (roc, ranking, outcome);
  return sy_roc_get_auc (roc, out_auc, error);
}

void
sy_auc_logit_interval (const SyAuc *auc,
                       double *out_low,
                       double *out_high)
{
  double a = auc->value;
  double logit;
  double reach;

  if (!(a > 0.0 && a < 1.0))
    {
      *out_low = *out_high = a;
      return;
    }
  logit = log (a / (1.0 - a));
  reach = SY_Z95 * sqrt (auc->variance) / (a * (1.0 - a));
  *out_low = 1.0 / (1.0 + exp (reach - logit));
  *out_high = 1.0 / (1.0 + exp (-reach - logit));
}

/* The groups in two ranges, each with what lies above it. */
typedef struct
{
  const SyRoc *roc;
  gsize first_group[2];
  gsize end_group[2];
  gsize n_above[2];
  gsize positive_above[2];
  guint32 *placements;
} Placing;

static void
place_groups (gsize part,
              gsize end_part,
              gpointer user_data)
{
  const Placing *self = user_data;
  const SyRoc *roc = self->roc;
  const guint32 *order = sy_ranking_get_order (roc->ranking);
  gsize start = self->n_above[part];
  gsize positive_above = self->positive_above[part];
  gsize negative_below = roc->n_negative - (start - positive_above);

  for (gsize g = self->first_group[part]; g < self->end_group[part]; g++)
    {
      gsize end = roc->group_ends[g];
      gsize hits = sy_roc_count_hits (roc, start, end);
      gsize misses = end - start - hits;
      guint32 placements[2];

      negative_below -= misses;
      placements[0] = (guint32) (2 * positive_above + hits);
      placements[1] = (guint32) (2 * negative_below + misses);
      for (gsize i = start; i < end; i++)
        self->placements[order[i]] = placements[roc->hits[i]];
      positive_above += hits;
      start = end;
    }
}

void
sy_roc_get_placements (const SyRoc *self,
                       guint32 *out_placements)
{
  Placing placing = { self, { 0, 0 }, { self->n_groups, 0 }, { 0, 0 }, { 0, 0 }, out_placements };
  gsize middle = self->n_groups / 2;

  if (sy_ranking_get_n_threads (self->ranking) < 2 || middle == 0)
    {
      place_groups (0, 1, &placing);
      return;
    }
  placing.end_group[0] = placing.first_group[1] = middle;
  placing.end_group[1] = self->n_groups;
  placing.n_above[1] = self->group_ends[middle - 1];
  placing.positive_above[1] = sy_roc_count_hits (self, 0, placing.n_above[1]);
  sy_parallel_run (2, 1, 2, place_groups, &placing);
}

gboolean
sy_auc_check_classes (gsize n_positive,
                      gsize n,
                      GError **error)
{
  if (n_positive > 0 && n_positive < n)
    return TRUE;
  g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS,
                       n == 0            ? "There is nobody to compare"
                       : n_positive == 0 ? "Nobody had the outcome"
                                         : "Everybody had the outcome");
  return FALSE;
}

static void
set_comparison (SyAucComparison *self,
                double first,
                double second,
                double difference,
                double variance)
{
  self->first = first;
  self->second = second;
  self->difference = difference;
  self->se = sqrt (variance);
  self->low = difference - SY_Z95 * self->se;
  self->high = difference + SY_Z95 * self->se;
  if (difference == 0.0)
    self->z = 0.0;
  else
    self->z = difference / self->se;
  self->p = sy_normal_p (self->z);
}

/* Squares of up to this many differences fit 64 bits when the differences fit 24. */
#define BLOCK 16384

static void
add_pairs (const guint32 *first,
           const guint32 *second,
           const guint8 *outcome,
           gsize n,
           SyPairSums *out)
{
  gboolean is_small = n < (1 << 22);

  for (gsize start = 0; start < n; start += BLOCK)
    {
      gsize end = MIN (n, start + BLOCK);
      guint64 all = 0;
      guint64 positive = 0;
      gint64 sum = 0;
      gint64 sum_positive = 0;

      for (gsize i = start; i < end; i++)
        {
          gint64 difference = (gint64) first[i] - (gint64) second[i];
          gint64 mask = -(gint64) outcome[i];

          sum += difference;
          sum_positive += difference & mask;
          out->n_positive += outcome[i];
          out->first += first[i] & (guint64) mask;
          if (is_small)
            {
              guint64 square = (guint64) (difference * difference);

              all += square;
              positive += square & (guint64) mask;
            }
          else
            out->squares[outcome[i]] += (SyWide) ((SignedWide) difference * difference);
        }
      out->difference[0] += sum - sum_positive;
      out->difference[1] += sum_positive;
      out->squares[0] += all - positive;
      out->squares[1] += positive;
    }
}

void
sy_auc_comparison_set (SyAucComparison *self,
                       const SyPairSums *sums,
                       gsize n)
{
  gsize n1 = sums->n_positive;
  gsize n0 = n - n1;
  double pairs = 2.0 * (double) n1 * (double) n0;
  double variance;

  variance = get_variance_of_mean (sums->difference[1], sums->squares[1], n1, 2.0 * (double) n0) +
             get_variance_of_mean (sums->difference[0], sums->squares[0], n0, 2.0 * (double) n1);
  set_comparison (self,
                  (double) sums->first / pairs,
                  (double) ((gint64) sums->first - sums->difference[1]) / pairs,
                  (double) sums->difference[1] / pairs,
                  variance);
}

gboolean
sy_auc_compare_placements (const guint32 *first,
                           const guint32 *second,
                           const guint8 *outcome,
                           gsize n,
                           SyAucComparison *out_comparison,
                           GError **error)
{
  SyPairSums sums = { 0 };

  add_pairs (first, second, outcome, n, &sums);
  if (!sy_auc_check_classes (sums.n_positive, n, error))
    return FALSE;
  sy_auc_comparison_set (out_comparison, &sums, n);
  return TRUE;
}

gboolean
sy_auc_compare (const SyRanking *first,
                const SyRanking *second,
                const guint8 *outcome,
                SyAucComparison *out_comparison,
                GError **error)
{
  gsize n = sy_ranking_get_n_scores (first);
  g_autoptr (SyRoc) roc = sy_roc_new ();
  g_autofree guint32 *placements1 = g_new (guint32, n);
  g_autofree guint32 *placements2 = g_new (guint32, n);

  g_return_val_if_fail (n == sy_ranking_get_n_scores (second), FALSE);

  sy_roc_reset (roc, first, outcome);
  sy_roc_get_placements (roc, placements1);
  sy_roc_reset (roc, second, outcome);
  sy_roc_get_placements (roc, placements2);
  return sy_auc_compare_placements (placements1, placements2, outcome, n, out_comparison, error);
}

/* What one person adds: sums of placements (or of their differences) and rows, per class. */
typedef struct
{
  gint64 sum[2];
  guint32 n[2];
} Cluster;

/* Obuchowski's variance of a mean placement over clusters, from each cluster's sum of components minus
 * its rows times the mean. */
static double
get_clustered_variance (const Cluster *clusters,
                        gsize n_clusters,
                        const gint64 total[2],
                        const gsize n[2])
{
  SySum squares[2] = { 0 };
  SySum products = { 0 };
  gsize n_with[2] = { 0 };
  gsize n_any = 0;
  double factors[2];

  for (gsize c = 0; c < n_clusters; c++)
    {
      double deviation[2];

      for (guint k = 0; k < 2; k++)
        {
          double mean = (double) total[k] / (double) n[k];

          deviation[k] = ((double) clusters[c].sum[k] - (double) clusters[c].n[k] * mean) /
                         (2.0 * (double) n[1 - k]);
          n_with[k] += clusters[c].n[k] > 0;
          sy_sum_add (&squares[k], deviation[k] * deviation[k]);
        }
      n_any += clusters[c].n[0] + clusters[c].n[1] > 0;
      sy_sum_add (&products, deviation[0] * deviation[1]);
    }
  for (guint k = 0; k < 2; k++)
    factors[k] = n_with[k] > 1 ? (double) n_with[k] / (double) (n_with[k] - 1) : 0.0;
  return factors[1] * sy_sum_get (&squares[1]) / ((double) n[1] * (double) n[1]) +
         factors[0] * sy_sum_get (&squares[0]) / ((double) n[0] * (double) n[0]) +
         (n_any > 1 ? 2.0 * (double) n_any / (double) (n_any - 1) : 0.0) *
             sy_sum_get (&products) / ((double) n[1] * (double) n[0]);
}

/* Adds up the clusters; without a second score the placements themselves, else the differences. */
static Cluster *
sum_clusters (const guint32 *first,
              const guint32 *second,
              const guint8 *outcome,
              const guint32 *cluster_of,
              gsize n_rows,
              gsize n_clusters,
              gint64 total[2],
              gsize n[2])
{
  Cluster *clusters = g_new0 (Cluster, MAX (n_clusters, 1));

  for (gsize i = 0; i < n_rows; i++)
    {
      Cluster *cluster = &clusters[cluster_of[i]];
      gint64 value = (gint64) first[i] - (second != NULL ? (gint64) second[i] : 0);

      cluster->sum[outcome[i]] += value;
      cluster->n[outcome[i]]++;
      total[outcome[i]] += value;
      n[outcome[i]]++;
    }
  return clusters;
}

gboolean
sy_auc_clustered (const guint32 *placements,
                  const guint8 *outcome,
                  const guint32 *clusters,
                  gsize n,
                  gsize n_clusters,
                  SyAuc *out_auc,
                  GError **error)
{
  gint64 total[2] = { 0 };
  gsize rows[2] = { 0 };
  g_autofree Cluster *sums = sum_clusters (placements, NULL, outcome, clusters, n, n_clusters,
                                           total, rows);

  if (!sy_auc_check_classes (rows[1], n, error))
    return FALSE;
  out_auc->u = (double) total[1] / 2.0;
  out_auc->value = (double) total[1] / (2.0 * (double) rows[1] * (double) rows[0]);
  out_auc->variance = MAX (0.0, get_clustered_variance (sums, n_clusters, total, rows));
  out_auc->n_positive = rows[1];
  out_auc->n_negative = rows[0];
  set_interval (out_auc);
  return TRUE;
}

gboolean
sy_auc_compare_clustered (const guint32 *first,
                          const guint32 *second,
                          const guint8 *outcome,
                          const guint32 *clusters,
                          gsize n,
                          gsize n_clusters,
                          SyAucComparison *out_comparison,
                          GError **error)
{
  gint64 total[2] = { 0 };
  gsize rows[2] = { 0 };
  g_autofree Cluster *sums = sum_clusters (first, second, outcome, clusters, n, n_clusters, total,
                                           rows);
  guint64 first_total = 0;
  double pairs;

  if (!sy_auc_check_classes (rows[1], n, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    first_total += outcome[i] ? first[i] : 0;
  pairs = 2.0 * (double) rows[1] * (double) rows[0];
  set_comparison (out_comparison,
                  (double) first_total / pairs,
                  (double) ((gint64) first_total - total[1]) / pairs,
                  (double) total[1] / pairs,
                  MAX (0.0, get_clustered_variance (sums, n_clusters, total, rows)));
  return TRUE;
}
