/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-figures.h"

#include <math.h>

#include "core/sy-memory-private.h"
#include "core/sy-number.h"
#include "core/sy-parallel-private.h"
#include "core/sy-sum.h"
#include "sy-figures-private.h"

/* Points of the curve: enough for a chart two thousand pixels wide, and for a threshold to be found. */
#define MAX_CURVE_POINTS 501

/* The most whole scores that get a point of their own. */
#define MAX_WHOLE_CUTS 400

/* Scores are pooled to so many groups before the logistic fit; finer ones do not change it. */
#define MAX_FIT_GROUPS 16384

void
sy_auc_set_undefined (SyAuc *auc)
{
  auc->value = auc->variance = auc->low = auc->high = auc->u = (double) NAN;
}

void
sy_auc_comparison_set_undefined (SyAucComparison *comparison)
{
  double nan = (double) NAN;

  *comparison = (SyAucComparison){ nan, nan, nan, nan, nan, nan, nan, nan };
}

void
sy_figures_scratch_init (SyFiguresScratch *self)
{
  self->ranking = sy_ranking_new ();
  self->roc = sy_roc_new ();
}

void
sy_figures_scratch_clear (SyFiguresScratch *self)
{
  g_clear_pointer (&self->roc, sy_roc_free);
  g_clear_pointer (&self->ranking, sy_ranking_free);
}

static void
clear_figures (gpointer data)
{
  SyFigures *self = data;

  g_clear_pointer (&self->inversions, g_free);
  g_clear_pointer (&self->curve, g_free);
  sy_band_outcomes_free (self->bands, self->n_bands);
  self->bands = NULL;
}

SyFigures *
sy_figures_ref (SyFigures *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_figures_unref (SyFigures *self)
{
  g_atomic_rc_box_release_full (self, clear_figures);
}

/* What one person adds to a band's rate. */
typedef struct
{
  guint32 n;
  guint32 positives;
} PersonCount;

/* From the deviations of the people from the rate of their band. */
static double
get_effective_n (gsize n,
                 gsize positives,
                 gsize n_people,
                 double squares)
{
  double rate = (double) positives / (double) n;
  double variance;

  /* Without any spread the rows say no more than the people. */
  if (positives == 0 || positives == n || n_people < 2)
    return (double) n_people;
  variance = (double) n_people / (double) (n_people - 1) * squares / ((double) n * (double) n);
  return variance > 0 ? MIN ((double) n, rate * (1 - rate) / variance) : (double) n;
}

void
sy_rows_get_effective_n (const SyScoredRows *rows,
                         gsize n_bands,
                         const gsize *n,
                         const gsize *positives,
                         double *out_effective_n)
{
  PersonCount *counts;

  for (gsize b = 0; b < n_bands; b++)
    out_effective_n[b] = (double) n[b];
  if (!rows->is_clustered)
    return;
  counts = sy_memory_new0_array (PersonCount, rows->n_people * n_bands);
  for (gsize i = 0; i < rows->n; i++)
    if (rows->bands[i] < n_bands)
      {
        PersonCount *count = &counts[rows->people[i] * n_bands + rows->bands[i]];

        count->n++;
        count->positives += rows->labels[i];
      }
  for (gsize b = 0; b < n_bands; b++)
    {
      double rate = (double) positives[b] / (double) n[b];
      gsize n_people = 0;
      SySum squares = { 0 };

      for (gsize p = 0; p < rows->n_people && n[b] > 0; p++)
        {
          const PersonCount *count = &counts[p * n_bands + b];
          double deviation = (double) count->positives - rate * (double) count->n;

          n_people += count->n > 0;
          sy_sum_add (&squares, deviation * deviation);
        }
      if (n[b] > 0)
        out_effective_n[b] = get_effective_n (n[b], positives[b], n_people, sy_sum_get (&squares));
    }
  sy_memory_free (counts);
}

static void
set_bands (SyFigures *self,
           const SyScoredRows *rows)
{
  gsize n[SY_BAND_NONE + 1] = { 0 };
  gsize positives[SY_BAND_NONE + 1] = { 0 };
  double effective_n[SY_MODEL_MAX_BANDS] = { 0 };

  self->n_bands = rows->model->bands->len;
  g_assert (self->n_bands <= SY_MODEL_MAX_BANDS);
  for (gsize i = 0; i < rows->n; i++)
    {
      n[rows->bands[i]]++;
      positives[rows->bands[i]] += rows->labels[i];
    }
  sy_rows_get_effective_n (rows, self->n_bands, n, positives, effective_n);
  self->bands = sy_band_outcomes_new (rows->model, n, positives, effective_n);
  sy_band_outcomes_get_trend (self->bands, self->n_bands, effective_n, rows->direction,
                              &self->trend);
  self->n_inversions = sy_band_outcomes_get_inversions (self->bands, self->n_bands, effective_n,
                                                        rows->direction, &self->inversions);
}

/* Rows counted by score and by half of the people. */
typedef struct
{
  gsize n_groups;
  double *scores;
  gsize *n[2];
  gsize *positives[2];
} HalfCounts;

static void
clear_half_counts (HalfCounts *self)
{
  g_clear_pointer (&self->scores, g_free);
  for (guint k = 0; k < 2; k++)
    {
      g_clear_pointer (&self->n[k], g_free);
      g_clear_pointer (&self->positives[k], g_free);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HalfCounts, clear_half_counts)

/* The group of each row in the order of the scores, below MAX_FIT_GROUPS. With few distinct scores every one
 * is a group; else ties are gathered to groups of some size. Returns how many groups there are. */
static gsize
group_rows (const SyRanking *ranking,
            gsize n,
            guint16 *out_groups)
{
  const guint32 *order = sy_ranking_get_order (ranking);
  gsize n_ties;
  const guint32 *ends = sy_ranking_get_group_ends (ranking, &n_ties);
  gsize wanted = MIN (n_ties, MAX_FIT_GROUPS);
  gsize size = (n + wanted - 1) / wanted;
  gsize n_groups = 0;
  gsize start = 0;

  for (gsize g = 0; g < n_ties; g++)
    {
      if (wanted < n_ties && ends[g] - start < size && g + 1 < n_ties)
        continue;
      for (gsize i = start; i < ends[g]; i++)
        out_groups[order[i]] = (guint16) n_groups;
      start = ends[g];
      n_groups++;
    }
  return n_groups;
}

/* Goes through the rows as they lie, not as they rank: memory is read in one go. */
static void
count_halves (const SyScoredRows *rows,
              const SyRanking *ranking,
              HalfCounts *out)
{
  g_autofree guint16 *groups = g_new (guint16, rows->n + 1);
  g_autofree SySum *sums = NULL;
  gsize n_ties;
  const guint32 *ends = sy_ranking_get_group_ends (ranking, &n_ties);

  out->n_groups = group_rows (ranking, rows->n, groups);
  out->scores = g_new (double, out->n_groups + 1);
  sums = g_new0 (SySum, out->n_groups + 1);
  for (guint k = 0; k < 2; k++)
    {
      out->n[k] = g_new0 (gsize, out->n_groups + 1);
      out->positives[k] = g_new0 (gsize, out->n_groups + 1);
    }
  for (gsize i = 0; i < rows->n; i++)
    {
      guint half = rows->people[i] & 1;

      out->n[half][groups[i]]++;
      out->positives[half][groups[i]] += rows->labels[i];
      sy_sum_add (&sums[groups[i]], rows->scores[i]);
    }
  for (gsize g = 0; g < out->n_groups; g++)
    out->scores[g] = out->n_groups == n_ties
                         ? sy_ranking_get_value (ranking, g > 0 ? ends[g - 1] : 0)
                         : sy_sum_get (&sums[g]) / (double) (out->n[0][g] + out->n[1][g]);
}

/* Reads probabilities off the logistic scale, or fits each half of the people and reads the other. */
static void
set_probabilities (SyFigures *self,
                   const SyScoredRows *rows,
                   const SyRanking *ranking)
{
  g_auto (HalfCounts) counts = { 0 };
  g_autofree double *probabilities = NULL;
  g_autofree gsize *n = NULL;
  g_autofree gsize *positives = NULL;
  SyLogistic halves[2];

  if (self->n_positive == 0 || self->n_positive == self->n)
    return;
  count_halves (rows, ranking, &counts);
  probabilities = g_new (double, 2 * counts.n_groups);
  n = g_new (gsize, 2 * counts.n_groups);
  positives = g_new (gsize, 2 * counts.n_groups);
  for (gsize g = 0; g < counts.n_groups; g++)
    {
      n[g] = counts.n[0][g] + counts.n[1][g];
      positives[g] = counts.positives[0][g] + counts.positives[1][g];
    }
  if (!sy_logistic_fit_counts (counts.scores, positives, n, counts.n_groups, SY_TARGETS_PLATT,
                               NULL, &self->calibration, NULL))
    return;
  if (rows->model->scale.kind == SY_SCALE_LOGISTIC)
    {
      for (gsize g = 0; g < counts.n_groups; g++)
        {
          double p = counts.scores[g] / 100;

          probabilities[g] = rows->direction == SY_DIRECTION_LESS ? 1 - p : p;
        }
      if (sy_reliability_compute_counts (probabilities, positives, n, counts.n_groups,
                                         &self->reliability, NULL))
        self->probabilities = SY_PROBABILITY_SCALE;
      return;
    }
  for (guint k = 0; k < 2; k++)
    if (!sy_logistic_fit_counts (counts.scores, counts.positives[k], counts.n[k], counts.n_groups,
                                 SY_TARGETS_PLATT, &self->calibration, &halves[k], NULL))
      return;
  for (gsize i = 0; i < 2 * counts.n_groups; i++)
    {
      guint half = i >= counts.n_groups;
      gsize g = i - half * counts.n_groups;

      n[i] = counts.n[half][g];
      positives[i] = counts.positives[half][g];
      probabilities[i] = sy_logistic_predict (&halves[1 - half], counts.scores[g]);
    }
  if (sy_reliability_compute_counts (probabilities, positives, n, 2 * counts.n_groups,
                                     &self->reliability, NULL))
    self->probabilities = SY_PROBABILITY_CROSS_FITTED;
}

static void
set_auc (SyFigures *self,
         const SyScoredRows *rows,
         const SyRoc *roc,
         const guint32 *placements)
{
  gboolean defined;

  if (rows->is_clustered)
    defined = sy_auc_clustered (placements, rows->labels, rows->people, rows->n, rows->n_people,
                                &self->auc, NULL);
  else
    defined = sy_roc_get_auc (roc, &self->auc, NULL);
  if (!defined)
    sy_auc_set_undefined (&self->auc);
  self->auc.n_positive = sy_roc_get_n_positive (roc);
  self->auc.n_negative = sy_roc_get_n_negative (roc);
  self->gini = 2 * self->auc.value - 1;
  if (!sy_roc_get_ks (roc, &self->ks, NULL))
    self->ks = (SyKs){ (double) NAN, (double) NAN };
}

static int
compare_points (const void *a,
                const void *b)
{
  gsize x = ((const SyCurvePoint *) a)->n;
  gsize y = ((const SyCurvePoint *) b)->n;

  return (x > y) - (x < y);
}

/* The curve, and in it a point for each threshold that people choose: the bounds of the bands and
 * the whole scores, where those are few. So a list drawn at a band's bound is the band, to the person. */
static void
set_curve (SyFigures *self,
           const SyScoredRows *rows,
           const SyRoc *roc)
{
  gsize n_cuts = self->n_bands;
  double low = rows->n > 0 ? floor (sy_ranking_get_value (sy_roc_get_ranking (roc), 0)) : 0.0;
  double high = rows->n > 0 ? floor (sy_ranking_get_value (sy_roc_get_ranking (roc), rows->n - 1))
                            : 0.0;
  gsize n_groups, n_whole, n = 0;

  sy_ranking_get_group_ends (sy_roc_get_ranking (roc), &n_groups);
  if (low > high)
    {
      double swap = low;

      low = high;
      high = swap;
    }
  n_whole = high - low <= MAX_WHOLE_CUTS ? (gsize) (high - low) + 1 : 0;
  self->curve = sy_roc_get_curve (roc, MAX_CURVE_POINTS, &self->n_curve);
  if (n_groups < MAX_CURVE_POINTS || rows->n == 0)
    return; /* every distinct score is a point already */

  self->curve = g_renew (SyCurvePoint, self->curve, self->n_curve + n_cuts + n_whole);
  for (gsize i = 0; i < n_cuts; i++)
    if (isfinite (self->bands[i].min))
      sy_roc_get_point (roc, self->bands[i].min, &self->curve[self->n_curve++]);
  for (gsize i = 0; i < n_whole; i++)
    sy_roc_get_point (roc, low + (double) i, &self->curve[self->n_curve++]);
  qsort (self->curve, self->n_curve, sizeof *self->curve, compare_points);
  for (gsize i = 0; i < self->n_curve; i++)
    if (n == 0 || self->curve[i].n != self->curve[n - 1].n)
      self->curve[n++] = self->curve[i];
  self->n_curve = n;
}

/* What the parts of the work read and write; none reads what another writes. */
typedef struct
{
  SyFigures *figures;
  const SyScoredRows *rows;
  const SyFiguresScratch *scratch;
  guint32 *placements;
} Measuring;

/* The bands, and the curve with a point at each. */
static void
measure_bands (const Measuring *self)
{
  set_bands (self->figures, self->rows);
  set_curve (self->figures, self->rows, self->scratch->roc);
}

static void
measure_area (const Measuring *self)
{
  set_auc (self->figures, self->rows, self->scratch->roc, self->placements);
}

static void
measure_fit (const Measuring *self)
{
  set_probabilities (self->figures, self->rows, self->scratch->ranking);
}

static void
measure_rest (const Measuring *self)
{
  SyFigures *figures = self->figures;
  const SyRoc *roc = self->scratch->roc;

  figures->top_decile_lift = sy_roc_get_top_lift (roc, 0.1, SY_TIES_FRACTIONAL);
  figures->average_precision = sy_roc_get_average_precision (roc);
  figures->spearman = sy_roc_get_spearman (roc);
  figures->point_biserial = sy_point_biserial (self->rows->scores, self->rows->labels, self->rows->n);
  sy_roc_get_deciles (roc, figures->deciles);
}

/* The longest first. */
static void (*const parts[]) (const Measuring *self) = { measure_bands, measure_fit, measure_rest,
                                                         measure_area };

static void
measure_parts (gsize start,
               gsize end,
               gpointer data)
{
  for (gsize part = start; part < end; part++)
    parts[part](data);
}

SyFigures *
sy_figures_new (const SyScoredRows *rows,
                SyFiguresScratch *scratch,
                guint32 *out_placements)
{
  SyFigures *self = g_atomic_rc_box_new0 (SyFigures);
  guint32 *own_placements = NULL;
  guint n_threads = MAX (rows->n_threads, 1);
  Measuring measuring = { self, rows, scratch, out_placements };

  self->n = rows->n;
  self->order = sy_direction_to_order (rows->direction);
  self->is_clustered = rows->is_clustered;
  sy_ranking_set_n_threads (scratch->ranking, n_threads);
  /* Scores are finite: the model's numbers and the events' amounts are. */
  if (!sy_ranking_reset (scratch->ranking, rows->scores, rows->n, self->order, NULL))
    g_assert_not_reached ();
  sy_roc_reset (scratch->roc, scratch->ranking, rows->labels);
  self->n_positive = sy_roc_get_n_positive (scratch->roc);
  self->base_rate = rows->n > 0 ? (double) self->n_positive / (double) rows->n : (double) NAN;
  if (out_placements == NULL && rows->is_clustered)
    measuring.placements = own_placements = sy_memory_new0_array (guint32, MAX (rows->n, 1));
  if (measuring.placements != NULL)
    sy_roc_get_placements (scratch->roc, measuring.placements);
  sy_parallel_run (G_N_ELEMENTS (parts), 1, MIN (n_threads, 2), measure_parts, &measuring);
  sy_memory_free (own_placements);
  return self;
}

const SyCurvePoint *
sy_figures_get_point (const SyFigures *self,
                      double threshold)
{
  double cut = sy_number_round12 (threshold);
  gsize low = 1;
  gsize high = self->n_curve;

  if (self->n_curve == 0)
    return NULL;
  /* Point 0 chooses nobody and has no threshold. */
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      double at = self->curve[middle].threshold;

      if (self->order == SY_RANK_HIGH_FIRST ? at >= cut : at < cut)
        low = middle + 1;
      else
        high = middle;
    }
  return &self->curve[low - 1];
}
