/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-finish-private.h"

#include "core/sy-parallel-private.h"
#include "core/sy-vector-private.h"

/* People in a unit of work of a thread. */
#define CHUNK 8192

/* People whose bands are found together. */
#define BLOCK_SIZE 1024

void
sy_finish_init (SyFinish *self,
                const SyModel *model,
                SyScores *scores)
{
  *self = (SyFinish){ .scores = scores, .model = model };
  for (guint i = 1; i < model->bands->len; i++)
    self->thresholds[self->n_thresholds++] = sy_model_get_band (model, i)->min;
}

gboolean
sy_finish_is_blended (const SyScores *scores)
{
  return scores->layer != NULL && sy_layer_get_blend (scores->layer) > 0;
}

/* Counts the thresholds that each score reaches in numbers as wide as scores are, so that it runs on vectors. */
SY_VECTOR static void
find_bands (const double *thresholds,
            gsize n_thresholds,
            const double *restrict scores,
            const guint8 *restrict is_member,
            gsize n,
            guint8 *restrict out_bands)
{
  gint64 reached[BLOCK_SIZE];

  for (gsize i = 0; i < n; i++)
    reached[i] = 0;
  for (gsize band = 0; band < n_thresholds; band++)
    {
      double threshold = thresholds[band];

      for (gsize i = 0; i < n; i++)
        reached[i] += scores[i] >= threshold;
    }
  for (gsize i = 0; i < n; i++)
    out_bands[i] = is_member[i] ? (guint8) reached[i] : SY_BAND_NONE;
}

void
sy_finish_compute_bands (const SyFinish *self,
                         gsize start,
                         gsize end)
{
  for (gsize block = start; block < end; block += BLOCK_SIZE)
    find_bands (self->thresholds, self->n_thresholds, self->scores->score->values + block,
                self->scores->population->is_member + block, MIN (BLOCK_SIZE, end - block),
                self->scores->bands + block);
}

void
sy_finish_compute (const SyFinish *self,
                   gsize start,
                   gsize end)
{
  const SyScores *scores = self->scores;
  const double *raw = scores->raw->values + start;
  double *score = scores->score->values + start;

  sy_scale_compute (self->scale, raw, end - start, score);
  if (sy_finish_is_blended (scores))
    sy_layer_blend (scores->layer, raw, scores->sums == NULL ? NULL : scores->sums->values + start,
                    end - start, score);
  sy_finish_compute_bands (self, start, end);
}

static void
compute_range (gsize start,
               gsize end,
               gpointer user_data)
{
  sy_finish_compute (user_data, start, end);
}

void
sy_finish_rank_members (const SyFinish *self,
                        guint n_threads)
{
  const SyPopulation *population = self->scores->population;
  g_autofree double *reference = g_new (double, population->n_members);
  g_autoptr (SyScale) scale = NULL;
  SyFinish ranked = *self;

  for (gsize i = 0; i < population->n_members; i++)
    reference[i] = self->scores->raw->values[population->members[i]];
  ranked.scale = scale = sy_scale_new (&self->model->scale, reference, population->n_members);
  sy_parallel_run (self->scores->n_people, CHUNK, n_threads, compute_range, &ranked);
}
