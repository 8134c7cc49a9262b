/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "store/sy-store.h"

G_BEGIN_DECLS

/**
 * SY_PERCENTILE_POINTS:
 *
 * How many raw scores a published percentile scale keeps at most: every 0.01 %.
 */
#define SY_PERCENTILE_POINTS 10001

/**
 * sy_publish_freeze:
 * @model: a model
 * @log: the events
 * @accounts: (nullable): the accounts; %NULL leaves a percentile scale of theirs as it is
 * @as_of: when the population is looked at, UTC second
 * @cancellable: (nullable): to stop
 * @out_reference: (out) (transfer full): JSON of the #SyReference at @as_of
 * @error: return location, or %NULL
 *
 * Makes of a draft what a version is: a percentile scale without reference gets the raw scores
 * of the population at @as_of (all of them, or %SY_PERCENTILE_POINTS quantiles of more), that of
 * accounts those of the accounts, see sy_freeze_accounts(), and the distribution of people there is
 * taken for the drift of later dates.
 * Errors: %SY_MODEL_ERROR_INVALID (see sy_model_check_publishable()), those of sy_freeze_accounts(),
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the model to publish, or %NULL
 */
SY_EXTERN
SyModel *sy_publish_freeze (const SyModel *model,
                            SyEventLog *log,
                            SyAccountMap *accounts,
                            gint64 as_of,
                            GCancellable *cancellable,
                            char **out_reference,
                            GError **error);

/**
 * SyPublishOptions:
 * @as_of: when the population is looked at, UTC second
 * @reason: why, not blank
 * @author: who, not empty
 * @override_reason: (nullable): see #SyPublication
 *
 * How to publish.
 */
typedef struct
{
  gint64 as_of;
  const char *reason;
  const char *author;
  const char *override_reason;
} SyPublishOptions;

/**
 * sy_publish_model:
 * @project: the project
 * @model_id: one of its models
 * @draft: its draft
 * @log: the project's events
 * @options: how
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Freezes the draft with sy_publish_freeze() and stores it as the next version. What stands against it
 * is an error unless there is a reason to override it, and logged with that reason: neighbouring bands in
 * the wrong order of the outcome, at the last date up to the one of @options whose outcome is known, an outcome
 * that nothing in the project can be (see sy_outcome_check_known()), and attributes that are protected (see
 * sy_project_get_protection()).
 * Errors: %SY_VALIDATE_ERROR_OBJECTION, those of sy_publish_freeze() and sy_project_publish().
 *
 * Returns: the version's number, or 0 on error
 */
SY_EXTERN
gint64 sy_publish_model (SyProject *project,
                         gint64 model_id,
                         const SyModel *draft,
                         SyEventLog *log,
                         const SyPublishOptions *options,
                         GCancellable *cancellable,
                         GError **error);

/**
 * sy_publish_draft:
 * @project: the project
 * @model_id: one of its models
 * @log: the project's events
 * @as_of: when the population is looked at, UTC second
 * @reason: why, not blank
 * @author: who, not empty
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * sy_publish_model() of the draft that is stored.
 * Errors: those of sy_publish_freeze() and sy_project_publish().
 *
 * Returns: the version's number, or 0 on error
 */
SY_EXTERN
gint64 sy_publish_draft (SyProject *project,
                         gint64 model_id,
                         SyEventLog *log,
                         gint64 as_of,
                         const char *reason,
                         const char *author,
                         GCancellable *cancellable,
                         GError **error);

G_END_DECLS
