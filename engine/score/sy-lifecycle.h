/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/**
 * SyStage:
 * @SY_STAGE_NONE: no event before t
 * @SY_STAGE_NEW: seen for the first time of late
 * @SY_STAGE_ACTIVE: here, and as much as before
 * @SY_STAGE_LAPSING: not seen for a while, or much less than before
 * @SY_STAGE_DORMANT: not seen for long
 *
 * Where someone stands with us, whatever the score.
 */
typedef enum
{
  SY_STAGE_NONE,
  SY_STAGE_NEW,
  SY_STAGE_ACTIVE,
  SY_STAGE_LAPSING,
  SY_STAGE_DORMANT,
} SyStage;

/** SY_N_STAGES: the number of stages, none included. */
#define SY_N_STAGES 5

/**
 * SyLifecycle:
 * @stage: the stage
 * @tenure_days: age of the first event of any type; NaN without one
 * @recency_days: age of the last event that counts, of the first event when there is none; NaN
 *   without an event
 * @n_recent: events that count in [t − n, t), n the trend days
 * @n_before: those in [t − 2n, t − n)
 * @trend: (n_recent − n_before) / max (n_recent, n_before), as the measure "trend" of a rule; 0 when both
 *   are 0
 *
 * A stage and what it comes from.
 */
typedef struct
{
  SyStage stage;
  double tenure_days;
  double recency_days;
  guint32 n_recent;
  guint32 n_before;
  double trend;
} SyLifecycle;

/**
 * sy_stage_get_name:
 * @stage: a stage
 *
 * Returns: (nullable): "new", "active", "lapsing", "dormant"; %NULL for none
 */
SY_EXTERN
const char *sy_stage_get_name (SyStage stage);

/**
 * sy_lifecycle_compute:
 * @log: the events
 * @spec: the thresholds
 * @as_of: the instant t, UTC second
 *
 * The first of these that holds: dormant, no event that counts in the dormant days; new, first seen
 * in the new days; lapsing, no event in the lapsing days, or a trend of −drop or less; else active.
 *
 * Returns: (transfer full) (array): one a person; free with g_free()
 */
SY_EXTERN
SyLifecycle *sy_lifecycle_compute (const SyEventLog *log,
                                   const SyLifecycleSpec *spec,
                                   gint64 as_of);

G_END_DECLS
