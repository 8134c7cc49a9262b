/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-drift-run.h"
#include "sy-period-chooser.h"
#include "sy-session.h"

G_BEGIN_DECLS

/**
 * SyDriftChoice:
 * @own_reference: the reference date, UTC seconds; %G_MININT64 for the one as published, or the
 *   default
 * @wants_frozen: whether the one as published is wanted, however young
 * @has_own_dates: whether the user chose the dates
 *
 * What the user chose on the Drift page, beside the dates.
 */
typedef struct
{
  gint64 own_reference;
  gboolean wants_frozen;
  gboolean has_own_dates;
} SyDriftChoice;

/**
 * sy_drift_watched_model:
 * @session: the project
 * @out_other: (out) (nullable): the draft, when a version is watched
 * @out_version: (out) (optional): its number, 0 for the draft
 *
 * Returns: (transfer none) (nullable): what is watched: the published version when there is one, else
 *   the draft
 */
SyModel *sy_drift_watched_model (SySession *session,
                                 SyModel **out_other,
                                 int *out_version);

/**
 * sy_drift_watched_name:
 * @session: the project
 *
 * Returns: (transfer full): what is watched, as "v3" or "draft"
 */
char *sy_drift_watched_name (SySession *session);

/**
 * sy_drift_choose:
 * @session: the project, with a model
 * @choice: what the user chose
 * @dates: the dates; filled in when the user chose none
 *
 * Returns: (transfer full): what to compute; without dates when none lies after the reference
 */
SyDriftInput *sy_drift_choose (SySession *session,
                               const SyDriftChoice *choice,
                               SyPeriodChooser *dates);

G_END_DECLS
