/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-finish-private.h"

#include "core/sy-parallel-private.h"

/* People in a unit of work of a thread. */
#define CHUNK 8192

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

void
sy_finish_compute_bands (const SyFinish *self,
                         gsize start,
                         gsize end)
{
  const double *score = self->scores->score->values;
  const guint8 *is_member = self->scores->population->is_member;
  guint8 *bands = self->scores->bands;

  for (gsize i = start; i < end; i++)
    bands[i] = 0;
  for (gsize band = 0; band < self->n_thresholds; band++)
    {
      double threshold = self->thresholds[band];

      for (gsize i = start; i < end; i++)
        bands[i] = (guint8) (bands[i] + (score[i] >= threshold));
    }
  for (gsize i = start; i < end; i++)
    bands[i] = is_member[i] ? bands[i] : SY_BAND_NONE;
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
