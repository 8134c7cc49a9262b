/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-tuner.h"

G_BEGIN_DECLS

/**
 * SyLogEffect:
 * @before: the model on the log as it is
 * @after: the model on the other log; its outcome is measured on that log too
 * @n_scores_changed: people whose score differs (to 12 significant digits), or who enter or leave the population
 * @n_bands_changed: people who change band, or enter or leave the population
 *
 * What a mute, an alias or a cleaning rule does to a model. The bands, people and areas are in the @draft side of both; the
 * stability index of @after compares its scores with those of @before, in tenths of these.
 */
typedef struct
{
  SyTuning *before;
  SyTuning *after;
  gsize n_scores_changed;
  gsize n_bands_changed;
} SyLogEffect;

/**
 * sy_log_effect_compute:
 * @before: a log
 * @after: the same people with other events or types: sy_event_log_without(), sy_event_log_with_muted()
 * @model: a model
 * @as_of: the instant, UTC second
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Errors: %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full): the effect
 */
SY_EXTERN
SyLogEffect *sy_log_effect_compute (SyEventLog *before,
                                    SyEventLog *after,
                                    const SyModel *model,
                                    gint64 as_of,
                                    GCancellable *cancellable,
                                    GError **error);

/**
 * sy_log_effect_free:
 * @self: (nullable): an effect
 */
SY_EXTERN
void sy_log_effect_free (SyLogEffect *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyLogEffect, sy_log_effect_free)

G_END_DECLS
