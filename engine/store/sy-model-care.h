/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyOwnerPart:
 * @SY_OWNER_TAXONOMY: what events are called and mean
 * @SY_OWNER_LOGIC: rules, weights and bands
 * @SY_OWNER_DATA: that the events arrive, whole and in time
 * @SY_OWNER_ACTIVATION: what is done with the bands and segments
 * @SY_OWNER_COMPLIANCE: consent, retention and fair use
 * @SY_N_OWNER_PARTS: how many there are
 *
 * What somebody answers for.
 */
typedef enum
{
  SY_OWNER_TAXONOMY,
  SY_OWNER_LOGIC,
  SY_OWNER_DATA,
  SY_OWNER_ACTIVATION,
  SY_OWNER_COMPLIANCE,
  SY_N_OWNER_PARTS,
} SyOwnerPart;

/**
 * sy_owner_part_get_name:
 * @part: a part
 *
 * Returns: (transfer none): "taxonomy", "logic", "data", "activation" or "compliance"
 */
SY_EXTERN
const char *sy_owner_part_get_name (SyOwnerPart part);

/** SY_RECALIBRATION_DAYS: a quarter: how soon a new model is to be calibrated again. */
#define SY_RECALIBRATION_DAYS 91

/** SY_CARE_MAX_DAYS: the longest that a review or a recalibration may be put off. */
#define SY_CARE_MAX_DAYS 3660

/** SY_OCCUPANCY_MAX_HIGH: the share of people that the highest band of a new model may hold. */
#define SY_OCCUPANCY_MAX_HIGH 0.5

/** SY_OCCUPANCY_MAX_SHARE: the same of each other band. */
#define SY_OCCUPANCY_MAX_SHARE 0.8

/**
 * SyModelCare:
 * @owners: (array fixed-size=5): who answers for each #SyOwnerPart; %NULL for nobody
 * @review_days: a review is due so many days after the last, 1 to %SY_CARE_MAX_DAYS; 0 for never
 * @recalibration_days: the same of recalibrations; %SY_RECALIBRATION_DAYS in a new model
 * @min_auc: an area under the curve below it raises an alarm, 0 to 1; NaN for no limit
 * @min_lift: the same of the lift of the best tenth, more than 0; NaN for no limit
 * @max_high: a larger share of people in the highest band raises an alarm, more than 0, up to 1, which
 *   never does; %SY_OCCUPANCY_MAX_HIGH in a new model
 * @max_share: the same of each other band; %SY_OCCUPANCY_MAX_SHARE in a new model
 *
 * Who looks after a model, how often, and what is too little. It belongs to the model, not to a
 * version: a new owner changes no score.
 */
typedef struct
{
  char *owners[SY_N_OWNER_PARTS];
  int review_days;
  int recalibration_days;
  double min_auc;
  double min_lift;
  double max_high;
  double max_share;
} SyModelCare;

/**
 * sy_model_care_free:
 * @self: (nullable): a care
 */
SY_EXTERN
void sy_model_care_free (SyModelCare *self);

/**
 * sy_model_care_check:
 * @care: a care
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_INVALID (a value out of its range).
 *
 * Returns: %TRUE when intervals and limits are in their ranges
 */
SY_EXTERN
gboolean sy_model_care_check (const SyModelCare *care,
                              GError **error);

/**
 * sy_project_get_care:
 * @self: a project
 * @model_id: a model
 * @error: return location, or %NULL
 *
 * Returns: (transfer full): its owners, intervals and limits; those of a new model when none were set
 */
SY_EXTERN
SyModelCare *sy_project_get_care (SyProject *self,
                                  gint64 model_id,
                                  GError **error);

/**
 * sy_project_set_care:
 * @self: a project
 * @model_id: a model
 * @care: all of it; an empty owner is none
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_INVALID (a value out of its range), %SY_STORE_ERROR_NOT_FOUND,
 * %SY_STORE_ERROR_READ_ONLY. The change is logged.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_care (SyProject *self,
                              gint64 model_id,
                              const SyModelCare *care,
                              GError **error);

/**
 * SyCheckupKind:
 * @SY_CHECKUP_REVIEW: somebody read the model and found it right, or changed it
 * @SY_CHECKUP_RECALIBRATION: weights, thresholds or the scale were held against new data
 *
 * What is to be done again and again.
 */
typedef enum
{
  SY_CHECKUP_REVIEW,
  SY_CHECKUP_RECALIBRATION,
} SyCheckupKind;

/**
 * sy_checkup_kind_get_name:
 * @kind: a kind
 *
 * Returns: (transfer none): "review" or "recalibration"
 */
SY_EXTERN
const char *sy_checkup_kind_get_name (SyCheckupKind kind);

/**
 * SyCheckup:
 * @id: its number
 * @kind: what was done
 * @author: who did it
 * @note: what was found, may be empty
 * @done_at_ms: when, milliseconds since 1970 UTC
 *
 * A review or a recalibration that was done.
 */
typedef struct
{
  gint64 id;
  SyCheckupKind kind;
  char *author;
  char *note;
  gint64 done_at_ms;
} SyCheckup;

/**
 * sy_checkup_free:
 * @self: (nullable): a checkup
 */
SY_EXTERN
void sy_checkup_free (SyCheckup *self);

/**
 * sy_project_list_checkups:
 * @self: a project
 * @model_id: a model
 * @error: return location, or %NULL
 *
 * Returns: (transfer full) (element-type SyCheckup): what was done, oldest first
 */
SY_EXTERN
GPtrArray *sy_project_list_checkups (SyProject *self,
                                     gint64 model_id,
                                     GError **error);

/**
 * sy_project_add_checkup:
 * @self: a project
 * @model_id: a model
 * @checkup: what was done, by whom and when; its id is not read
 * @error: return location, or %NULL
 *
 * Errors: %SY_STORE_ERROR_INVALID (no author), %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_READ_ONLY.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_add_checkup (SyProject *self,
                                 gint64 model_id,
                                 const SyCheckup *checkup,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyModelCare, sy_model_care_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCheckup, sy_checkup_free)

G_END_DECLS
