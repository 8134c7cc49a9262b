/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-figures.h"

#include <math.h>

#include "core/sy-memory-private.h"
#include "core/sy-number.h"
#include "core/sy-parallel-private.h"
#include "core/sy-sum.h"
#include "sy-figures-private.h"

/* Points of the curve: enough for a chart two thousand pixels wide. */
#define MAX_CURVE_POINTS 501

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
  g_clear_pointer (&self->lists, g_free);
  sy_roc_steps_clear (&self->steps);
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

double
sy_effective_n (double n,
                double positives,
                gsize n_people,
                double squares)
{
  double rate = positives / n;
  double variance;

  /* Without any spread the rows say no more than the people. */
  if (!(rate > 0 && rate < 1) || n_people < 2)
    return MIN (n, (double) n_people);
  variance = (double) n_people / (double) (n_people - 1) * squares / (n * n);
  return variance > 0 ? MIN (n, rate * (1 - rate) / variance) : n;
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
        out_effective_n[b] = sy_effective_n ((double) n[b], (double) positives[b], n_people,
                                             sy_sum_get (&squares));
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

/* What the parts of the work read and write; none reads what another writes. */
typedef struct
{
  SyFigures *figures;
  const SyScoredRows *rows;
  const SyFiguresScratch *scratch;
  guint32 *placements;
} Measuring;

static void
measure_bands (const Measuring *self)
{
  set_bands (self->figures, self->rows);
}

static void
measure_area (const Measuring *self)
{
  set_auc (self->figures, self->rows, self->scratch->roc, self->placements);
}

static void
measure_fit (const Measuring *self)
{
  sy_figures_set_probabilities (self->figures, self->rows, self->scratch->ranking);
}

static void
measure_rest (const Measuring *self)
{
  SyFigures *figures = self->figures;
  const SyRoc *roc = self->scratch->roc;

  figures->average_precision = sy_roc_get_average_precision (roc);
  figures->spearman = sy_roc_get_spearman (roc);
  figures->point_biserial = sy_point_biserial (self->rows->scores, self->rows->labels, self->rows->n);
  sy_roc_get_deciles (roc, figures->deciles);
}

static void
measure_lists (const Measuring *self)
{
  SyFigures *figures = self->figures;
  const SyRoc *roc = self->scratch->roc;

  figures->curve = sy_roc_get_curve (roc, MAX_CURVE_POINTS, &figures->n_curve);
  if (self->rows->keeps_steps)
    sy_roc_get_steps (roc, &figures->steps);
}

static void
measure_lift (const Measuring *self)
{
  sy_figures_set_lift (self->figures, self->rows, self->scratch->roc);
}

static void
measure_intervals (const Measuring *self)
{
  sy_figures_set_intervals (self->figures, self->rows, self->scratch->ranking);
}

/* The longest first. */
static void (*const parts[]) (const Measuring *self) = { measure_lists, measure_fit, measure_intervals,
                                                         measure_bands, measure_rest, measure_lift,
                                                         measure_area };

static void
measure_parts (gsize start,
               gsize end,
               gpointer data)
{
  for (gsize part = start; part < end; part++)
    parts[part](data);
}

static void
rank_rows (const SyScoredRows *rows,
           SyRankOrder order,
           SyFiguresScratch *scratch)
{
  sy_ranking_set_n_threads (scratch->ranking, MAX (rows->n_threads, 1));
  /* Scores are finite: the model's numbers and the events' amounts are. */
  if (!sy_ranking_reset (scratch->ranking, rows->scores, rows->n, order, NULL))
    g_assert_not_reached ();
  sy_roc_reset (scratch->roc, scratch->ranking, rows->labels);
}

void
sy_figures_add_steps (SyFigures *self,
                      const SyScoredRows *rows,
                      SyFiguresScratch *scratch)
{
  rank_rows (rows, self->order, scratch);
  sy_roc_get_steps (scratch->roc, &self->steps);
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
  rank_rows (rows, self->order, scratch);
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

gboolean
sy_figures_get_point (const SyFigures *self,
                      double threshold,
                      SyCurvePoint *out_point)
{
  if (self->steps.n == 0)
    return FALSE;
  sy_roc_steps_get_point (&self->steps, sy_roc_steps_count (&self->steps, self->order, threshold),
                          out_point);
  return TRUE;
}
