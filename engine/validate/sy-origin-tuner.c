/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-origin-tuner.h"

#include <math.h>

#include "core/sy-parallel-private.h"
#include "sy-figures-private.h"
#include "sy-tuning-origin-private.h"

#define MAX_THREADS 2

struct _SyOriginTuner
{
  SyEventLog *log;
  guint n_threads;
  GPtrArray *origins; /* SyTuningOrigin */

  /* The version last compared with, and the same without what its bands ask of the course. */
  SyModel *published;
  SyModel *plain_published;
};

SyOriginTuner *
sy_origin_tuner_new (SyEventLog *log,
                     const gint64 *origins,
                     gsize n_origins)
{
  SyOriginTuner *self = g_new0 (SyOriginTuner, 1);

  self->log = sy_event_log_ref (log);
  self->n_threads = MAX_THREADS;
  self->origins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_tuning_origin_free);
  for (gsize i = 0; i < n_origins; i++)
    {
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, origins[i]);

      /* The instants are side by side, each on one thread: nothing is left to wait for at one. */
      sy_scorer_set_n_threads (scorer, 1);
      g_ptr_array_add (self->origins, sy_tuning_origin_new (log, scorer));
    }
  return self;
}

static void
forget_published (SyOriginTuner *self)
{
  g_clear_pointer (&self->published, sy_model_unref);
  g_clear_pointer (&self->plain_published, sy_model_unref);
}

/* One copy for all edits: the instants tell versions apart by the pointer. */
static const SyModel *
get_plain_published (SyOriginTuner *self,
                     const SyModel *published)
{
  if (self->published == published)
    return self->plain_published;
  forget_published (self);
  if (published != NULL)
    {
      self->published = sy_model_ref ((SyModel *) published);
      self->plain_published = sy_model_without_course (published);
    }
  return self->plain_published;
}

void
sy_origin_tuner_free (SyOriginTuner *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->origins);
  forget_published (self);
  sy_event_log_unref (self->log);
  g_free (self);
}

void
sy_origin_tuner_set_n_threads (SyOriginTuner *self,
                               guint n_threads)
{
  g_return_if_fail (n_threads >= 1);

  self->n_threads = MIN (n_threads, MAX_THREADS);
}

static SyOriginTuning
describe (const SyTuningOrigin *origin,
          gboolean has_published)
{
  SyOriginTuning tuning = { .as_of = sy_tuning_origin_get_as_of (origin),
                            .n = origin->outcome->n,
                            .n_positive = origin->outcome->n_positive,
                            .draft = origin->figures.auc,
                            .comparison = origin->figures.comparison };

  if (has_published)
    tuning.published = origin->published_figures.auc;
  else
    sy_auc_set_undefined (&tuning.published);
  return tuning;
}

/* One edit, and the instants that it is measured at. */
typedef struct
{
  GPtrArray *origins; /* SyTuningOrigin */
  const SyModel *draft;
  const SyModel *published;
  GCancellable *cancellable;
  GMutex lock;
  GError *error; /* the first */
} Edit;

static gboolean
evaluate (Edit *self,
          SyTuningOrigin *origin,
          GError **error)
{
  if (!sy_tuning_origin_score (origin, self->draft, self->published, 1, self->cancellable, error))
    return FALSE;
  if (!sy_tuning_origin_is_measured (origin, self->draft))
    {
      sy_tuning_origin_prepare (origin, 1);
      sy_tuning_origin_measure (origin, self->draft, 1);
    }
  return TRUE;
}

static void
evaluate_some (gsize start,
               gsize end,
               gpointer user_data)
{
  Edit *self = user_data;

  for (gsize i = start; i < end; i++)
    {
      g_autoptr (GError) error = NULL;

      if (evaluate (self, self->origins->pdata[i], &error))
        continue;
      g_mutex_lock (&self->lock);
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
      g_mutex_unlock (&self->lock);
    }
}

GArray *
sy_origin_tuner_evaluate (SyOriginTuner *self,
                          const SyModel *draft,
                          const SyModel *published,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GArray) tunings = g_array_new (FALSE, FALSE, sizeof (SyOriginTuning));
  g_autoptr (GPtrArray) mature = g_ptr_array_new ();
  /* Areas read no band: nobody is to pay for what bands ask of the course. */
  g_autoptr (SyModel) plain = sy_model_without_course (draft);
  Edit edit = { .origins = mature,
                .draft = plain,
                .published = get_plain_published (self, published),
                .cancellable = cancellable };

  if (draft->outcome.kind == SY_OUTCOME_NONE)
    return g_steal_pointer (&tunings);
  for (guint i = 0; i < self->origins->len; i++)
    if (sy_outcome_is_mature (self->log, &draft->outcome,
                              sy_tuning_origin_get_as_of (self->origins->pdata[i])))
      g_ptr_array_add (mature, self->origins->pdata[i]);
  g_mutex_init (&edit.lock);
  sy_parallel_run (mature->len, 1, self->n_threads, evaluate_some, &edit);
  g_mutex_clear (&edit.lock);
  if (edit.error != NULL)
    {
      g_propagate_error (error, edit.error);
      return NULL;
    }
  for (guint i = 0; i < mature->len; i++)
    {
      SyOriginTuning tuning = describe (mature->pdata[i], published != NULL);

      g_array_append_val (tunings, tuning);
    }
  return g_steal_pointer (&tunings);
}
