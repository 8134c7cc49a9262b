/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_TUNE_EVIDENCE (sy_tune_evidence_get_type ())

/**
 * SyTuneEvidence:
 *
 * What speaks for each rule, each group's share of all points, what is wrong with
 * the bands, and what the scores are made of, computed in a thread of its own. A request while one runs replaces it.
 */
G_DECLARE_FINAL_TYPE (SyTuneEvidence, sy_tune_evidence, SY, TUNE_EVIDENCE, GObject)

/**
 * sy_tune_evidence_new:
 *
 * Returns: (transfer full): evidence that knows nothing yet
 */
SyTuneEvidence *sy_tune_evidence_new (void);

/**
 * sy_tune_evidence_request:
 * @self: evidence
 * @log: the events
 * @model: the draft
 * @types: (element-type SyTypeEntry): what the event dictionary says
 * @as_of: the instant
 * @max_high: the share of people that the highest band may hold, as in #SyModelCare
 * @max_share: the same of each other band
 *
 * Asks for new evidence; #SyTuneEvidence::changed follows.
 */
void sy_tune_evidence_request (SyTuneEvidence *self,
                               SyEventLog *log,
                               SyModel *model,
                               GPtrArray *types,
                               gint64 as_of,
                               double max_high,
                               double max_share);

/**
 * sy_tune_evidence_stop:
 * @self: evidence
 *
 * Cancels what runs and what waits, and forgets what is known; nothing is emitted for it.
 */
void sy_tune_evidence_stop (SyTuneEvidence *self);

/**
 * sy_tune_evidence_get:
 * @self: evidence
 *
 * Returns: (transfer none) (nullable): the newest evidence; %NULL without outcome
 */
SyEvidence *sy_tune_evidence_get (SyTuneEvidence *self);

/**
 * sy_tune_evidence_get_shares:
 * @self: evidence
 * @out_n_shares: (out): number of groups
 *
 * Returns: (nullable) (array length=out_n_shares): share of each group in the
 *   absolute points of everyone, 0 to 1; NaN when there are no points
 */
const double *sy_tune_evidence_get_shares (SyTuneEvidence *self,
                                           gsize *out_n_shares);

/**
 * sy_tune_evidence_get_alarms:
 * @self: evidence
 * @out_model: (out): the model they are about
 *
 * Returns: (transfer none) (nullable) (element-type SyOccupancyAlarm): what is wrong with its bands;
 *   %NULL until something is known
 */
GArray *sy_tune_evidence_get_alarms (SyTuneEvidence *self,
                                     const SyModel **out_model);

/**
 * sy_tune_evidence_get_components:
 * @self: evidence
 *
 * Returns: (transfer none) (nullable): the means of everyone, NaN when nobody is scored
 */
const SyComponents *sy_tune_evidence_get_components (SyTuneEvidence *self);

G_END_DECLS
