/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-origin-tuner.h"

#include <math.h>

#include "sy-figures-private.h"
#include "sy-tuning-origin-private.h"

#define MAX_THREADS 2

struct _SyOriginTuner
{
  SyEventLog *log;
  guint n_threads;
  GPtrArray *origins; /* SyTuningOrigin */
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

      g_ptr_array_add (self->origins, sy_tuning_origin_new (log, scorer));
    }
  return self;
}

void
sy_origin_tuner_free (SyOriginTuner *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->origins);
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

GArray *
sy_origin_tuner_evaluate (SyOriginTuner *self,
                          const SyModel *draft,
                          const SyModel *published,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GArray) tunings = g_array_new (FALSE, FALSE, sizeof (SyOriginTuning));

  if (draft->outcome.kind == SY_OUTCOME_NONE)
    return g_steal_pointer (&tunings);
  for (guint i = 0; i < self->origins->len; i++)
    {
      SyTuningOrigin *origin = self->origins->pdata[i];
      gint64 as_of = sy_tuning_origin_get_as_of (origin);
      SyOriginTuning tuning;

      if (!sy_outcome_is_mature (self->log, &draft->outcome, as_of))
        continue;
      if (!sy_tuning_origin_evaluate (origin, draft, published, self->n_threads, cancellable, error))
        return NULL;
      tuning = describe (origin, published != NULL);
      g_array_append_val (tunings, tuning);
    }
  return g_steal_pointer (&tunings);
}
