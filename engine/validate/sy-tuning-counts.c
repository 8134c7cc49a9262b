/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a population is counted in three ways at once
 *
 * Scores are cut into many fine cells of equal width. Where no edge of a band, of a bin or of the reference
 * lies in a cell, all its scores are counted alike, so it is enough to count them by cell; what a
 * cell stands for is looked up once. The few cells with an edge are crossed: their scores are looked at one
 * by one, exactly. The cell of a score never falls as scores rise, so an edge between two scores of a
 * cell lies in that cell itself.
 */
#include "config.h"

#include "sy-tuning-counts-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-parallel-private.h"
#include "core/sy-vector-private.h"
#include "stats/sy-stability-private.h"

#define MAX_THREADS 2
#define N_CELLS 2048
#define NOBODY (N_CELLS + 2) /* the cell of those who are not in the population */
#define BLOCK 512

/* Of a bin's width: the bins' own arithmetic is that uncertain about its edges, and far less. */
#define UNCERTAINTY 1e-7

/* Neighbours often fall into one cell: taking turns spares the wait for the one before. */
#define TURNS 2
#define LABEL_TURNS 4

typedef struct
{
  guint32 cells[TURNS][N_CELLS + 3];
  guint32 labelled[LABEL_TURNS][SY_BAND_NONE + 1][2];
  gsize *histogram;
  gsize *reference;
} Part;

typedef struct
{
  const SyTuningCounter *counter;
  const SyBinFinder *finder;
  double thresholds[SY_MODEL_MAX_BANDS];
  gsize n_thresholds;
  gsize n_people;
  double lo;
  double inverse_width;
  guint8 is_crossed[N_CELLS + 3];
  guint n_parts;
  Part *parts[MAX_THREADS];
} Run;

static inline G_ALWAYS_INLINE gint32
get_cell (const Run *self,
          double score)
{
  double position = (score - self->lo) * self->inverse_width + 1;

  position = position > 0 ? position : 0;
  position = position < N_CELLS + 1 ? position : N_CELLS + 1;
  return (gint32) position;
}

/* A score in the middle of a cell, or beyond the cells. */
static double
get_middle (const Run *self,
            gsize cell)
{
  double width = self->counter->bins.step * (double) self->counter->bins.n_bins / N_CELLS;

  return self->lo + ((double) cell - 0.5) * width;
}

static void
cross_cells (Run *self)
{
  const SyHistogramBins *bins = &self->counter->bins;

  for (gsize i = 0; i < self->n_thresholds; i++)
    self->is_crossed[get_cell (self, self->thresholds[i])] = TRUE;
  for (gsize i = 0; i < self->finder->n_edges; i++)
    self->is_crossed[get_cell (self, self->finder->bounds[i])] = TRUE;
  for (gsize bin = 1; bin < bins->n_bins; bin++)
    {
      double edge = bins->lo + (double) bin * bins->step;

      self->is_crossed[get_cell (self, edge - UNCERTAINTY * bins->step)] = TRUE;
      self->is_crossed[get_cell (self, edge + UNCERTAINTY * bins->step)] = TRUE;
    }
  /* Where bands ask for the course, the scores of a cell may be of several. */
  if (sy_model_asks_course (self->counter->model))
    memset (self->is_crossed, TRUE, NOBODY * sizeof *self->is_crossed);
  /* Where cells are finer than numbers are, none can be trusted. */
  for (gsize cell = 0; cell <= N_CELLS + 1; cell++)
    if (get_cell (self, get_middle (self, cell)) != (gint32) cell)
      self->is_crossed[cell] = TRUE;
}

static gsize
get_band (const Run *self,
          double score)
{
  gsize band = 0;

  for (gsize i = 0; i < self->n_thresholds; i++)
    band += score >= self->thresholds[i];
  return band;
}

static inline void
add (const Run *self,
     Part *part,
     gsize band,
     double score,
     gsize n)
{
  const SyHistogramBins *bins = &self->counter->bins;

  part->histogram[band * bins->n_bins + sy_histogram_bins_find (bins, 1 / bins->step, score)] += n;
  part->reference[sy_bin_finder_find (self->finder, score)] += n;
}

SY_VECTOR static void
find_cells (const Run *self,
            const double *restrict scores,
            gsize n,
            gint32 *restrict out_cells)
{
  for (gsize i = 0; i < n; i++)
    out_cells[i] = get_cell (self, scores[i]);
}

static void
count_block (const Run *self,
             Part *part,
             gsize start,
             gsize n)
{
  const double *scores = sy_scores_get_score (self->counter->scores) + start;
  const guint8 *bands = sy_scores_get_bands (self->counter->scores) + start;
  gint32 cells[BLOCK];

  find_cells (self, scores, n, cells);
  for (gsize i = 0; i < n; i++)
    {
      gint32 cell = bands[i] == SY_BAND_NONE ? NOBODY : cells[i];

      part->cells[i % TURNS][cell]++;
      if (G_UNLIKELY (self->is_crossed[cell]))
        add (self, part, bands[i], scores[i], 1);
    }
}

static void
count_labelled (const Run *self,
                gsize number,
                Part *part)
{
  const SyOutcome *outcome = self->counter->outcome;
  const guint8 *bands = sy_scores_get_bands (self->counter->outcome_scores);
  gsize end = (number + 1) * outcome->n / self->n_parts;

  for (gsize i = number * outcome->n / self->n_parts; i < end; i++)
    part->labelled[i % LABEL_TURNS][bands[outcome->people[i]]][outcome->labels[i]]++;
}

static void
count_part (gsize number,
            gsize end_number,
            gpointer user_data)
{
  const Run *self = user_data;
  Part *part = self->parts[number];
  gsize end = (number + 1) * self->n_people / self->n_parts;

  for (gsize i = number * self->n_people / self->n_parts; i < end; i += BLOCK)
    count_block (self, part, i, MIN (BLOCK, end - i));
  for (gsize cell = 0; cell <= N_CELLS + 1; cell++)
    {
      double score = get_middle (self, cell);
      gsize n = part->cells[0][cell] + part->cells[1][cell];

      if (n > 0 && !self->is_crossed[cell])
        add (self, part, get_band (self, score), score, n);
    }
  if (self->counter->outcome != NULL)
    count_labelled (self, number, part);
}

static void
init_run (Run *self,
          const SyTuningCounter *counter)
{
  const SyHistogramBins *bins = &counter->bins;
  double inverse_width = N_CELLS / (bins->step * (double) bins->n_bins);

  self->counter = counter;
  for (guint i = 1; i < counter->model->bands->len; i++)
    self->thresholds[self->n_thresholds++] = sy_model_get_band (counter->model, i)->min;
  self->n_people = sy_scores_get_n_people (counter->scores);
  self->lo = bins->lo;
  /* Without a width all scores are in one cell, which its own middle then crosses. */
  self->inverse_width = isfinite (inverse_width) ? inverse_width : 0;
  cross_cells (self);
}

void
sy_tuning_counter_run (const SyTuningCounter *self,
                       gsize *histogram,
                       gsize *reference,
                       gsize (*out_labelled)[2])
{
  gsize n_bands = self->model->bands->len;
  gsize n_cells = n_bands * self->bins.n_bins;
  g_autofree SyBinFinder *finder = sy_bin_finder_new (self->edges, self->n_edges);
  g_autofree gsize *spare = g_new0 (gsize, n_cells + self->n_edges + 1);
  g_autofree Part *parts = g_new0 (Part, self->n_threads);
  Run run = { .finder = finder, .n_parts = self->n_threads };

  init_run (&run, self);
  for (guint t = 0; t < self->n_threads; t++)
    {
      run.parts[t] = &parts[t];
      parts[t].histogram = t == 0 ? histogram : spare;
      parts[t].reference = t == 0 ? reference : spare + n_cells;
    }
  sy_parallel_run (run.n_parts, 1, run.n_parts, count_part, &run);
  for (gsize c = 0; c < n_cells; c++)
    histogram[c] += spare[c];
  for (gsize b = 0; b <= self->n_edges; b++)
    reference[b] += spare[n_cells + b];
  for (gsize band = 0; band < n_bands; band++)
    for (guint label = 0; label < 2; label++)
      {
        out_labelled[band][label] = 0;
        for (guint t = 0; t < self->n_threads; t++)
          for (guint turn = 0; turn < LABEL_TURNS; turn++)
            out_labelled[band][label] += parts[t].labelled[turn][band][label];
      }
}
