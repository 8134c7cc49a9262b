/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-backtest.h"

G_BEGIN_DECLS

/**
 * SyOriginTuner:
 *
 * Holds an edited model against its outcome at several past instants at once: does an edit help at
 * all of them, or only at the one on the screen? One thread at a time.
 */
typedef struct _SyOriginTuner SyOriginTuner;

/**
 * SyOriginTuning:
 * @as_of: the instant, seconds since 1970
 * @n: people with a label then: the draft's population, with the window of the outcome at its end
 * @n_positive: those with the outcome; with none, or with all, there are no figures
 * @draft: the draft's area, from 0 to 1; NaN where there is none
 * @published: the published version's on the same people; NaN where there is none
 * @comparison: paired comparison of the two, first the draft; NaN where there is none
 *
 * What an edit does at one instant.
 */
typedef struct
{
  gint64 as_of;
  gsize n;
  gsize n_positive;
  SyAuc draft;
  SyAuc published;
  SyAucComparison comparison;
} SyOriginTuning;

/**
 * sy_origin_tuner_new:
 * @log: the events
 * @origins: (array length=n_origins): instants, seconds since 1970
 * @n_origins: how many; memory grows with it: 8 bytes a person and rule, each
 *
 * Returns: (transfer full): a tuner that has not computed anything
 */
SY_EXTERN
SyOriginTuner *sy_origin_tuner_new (SyEventLog *log,
                                    const gint64 *origins,
                                    gsize n_origins);

/**
 * sy_origin_tuner_free:
 * @self: (nullable): a tuner
 */
SY_EXTERN
void sy_origin_tuner_free (SyOriginTuner *self);

/**
 * sy_origin_tuner_set_n_threads:
 * @self: a tuner
 * @n_threads: at least 1; more than two are as good as two
 *
 * Figures do not depend on it.
 */
SY_EXTERN
void sy_origin_tuner_set_n_threads (SyOriginTuner *self,
                                    guint n_threads);

/**
 * sy_origin_tuner_evaluate:
 * @self: a tuner
 * @draft: the edited model
 * @published: (nullable): what to compare with; to be the same object from edit to edit
 * @cancellable: (nullable): stops it, so that the next edit need not wait
 * @error: return location, or %NULL
 *
 * Renews what the edit changed, at each instant. Instants whose window has not ended are left out.
 * After an error, %G_IO_ERROR_CANCELLED among them, the tuner can be used on.
 *
 * Returns: (transfer full) (element-type SyOriginTuning): one for each instant that is left, in the order
 *   given, or %NULL
 */
SY_EXTERN
GArray *sy_origin_tuner_evaluate (SyOriginTuner *self,
                                  const SyModel *draft,
                                  const SyModel *published,
                                  GCancellable *cancellable,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyOriginTuner, sy_origin_tuner_free)

G_END_DECLS
