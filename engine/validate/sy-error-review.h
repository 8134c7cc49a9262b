/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "score/sy-score.h"
#include "stats/sy-stats.h"
#include "store/sy-label-store.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-error-review
 *
 * Where a score was wrong: the people with a label as of a date t whom a threshold put on the wrong
 * side, the most wrong first, to be looked at one by one; and what was found when they were.
 */

/**
 * SyErrorKind:
 * @SY_ERROR_FALSE_POSITIVE: the outcome was expected and did not happen
 * @SY_ERROR_FALSE_NEGATIVE: it was not expected and happened
 * @SY_ERROR_NONE: the score was right
 */
typedef enum
{
  SY_ERROR_FALSE_POSITIVE,
  SY_ERROR_FALSE_NEGATIVE,
  SY_ERROR_NONE,
  SY_N_ERROR_KINDS,
} SyErrorKind;

/**
 * SyErrorRow:
 * @person: who
 * @score: the score as of t
 * @band: index of the band
 */
typedef struct
{
  guint32 person;
  double score;
  guint8 band;
} SyErrorRow;

/**
 * SyErrorReview:
 * @as_of: the date t
 * @direction: of the outcome
 * @threshold: the outcome is expected of a score at or above it, or with direction less below it
 * @confusion: the counts at that threshold; fp and fn count the errors
 * @n_rows: by kind but %SY_ERROR_NONE: how many are listed
 * @rows: (array): by kind: the rows, the most wrong score first, of equal ones the first person
 * @scores: everyone's scores as of t, for reasons
 *
 * The errors of a score.
 */
typedef struct _SyErrorReview
{
  gint64 as_of;
  SyDirection direction;
  double threshold;
  SyConfusion confusion;
  gsize n_rows[2];
  SyErrorRow *rows[2];
  SyScores *scores;
  guint8 *kinds; /*< private >*/
} SyErrorReview;

/**
 * sy_error_review_run:
 * @log: the events
 * @model: the model
 * @as_of: the date t, whose outcome window has ended within the data
 * @threshold: see #SyErrorReview; NaN takes sy_model_get_warning_threshold()
 * @max_rows: the most to list of each kind
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN (not mature),
 * %SY_VALIDATE_ERROR_RULE (no threshold given and one band only), %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the errors, or %NULL
 */
SY_EXTERN
SyErrorReview *sy_error_review_run (SyEventLog *log,
                                    const SyModel *model,
                                    gint64 as_of,
                                    double threshold,
                                    gsize max_rows,
                                    GCancellable *cancellable,
                                    GError **error);

/**
 * sy_error_review_get_kind:
 * @self: a review
 * @person: any person of the log
 *
 * Returns: how the score was wrong about them; %SY_ERROR_NONE also without a label
 */
SY_EXTERN
SyErrorKind sy_error_review_get_kind (const SyErrorReview *self,
                                      guint32 person);

/**
 * sy_error_review_map_labels:
 * @self: a review
 * @log: the events it was made from
 * @labels: (element-type SyErrorLabelRecord): labels of the model
 *
 * What was found last of each person at the date of the review, as sy_error_labels_map() does.
 *
 * Returns: (transfer container): the labels, borrowed from @labels, by %GUINT_TO_POINTER (person)
 */
SY_EXTERN
GHashTable *sy_error_review_map_labels (const SyErrorReview *self,
                                        const SyEventLog *log,
                                        const GPtrArray *labels);

/**
 * SyErrorAgreement:
 * @counts: people by kind of error and by what was found; those that are no errors at this threshold
 *   are under %SY_ERROR_NONE
 * @n_reviewed: by kind: the sum of its counts
 * @n_total: by kind: errors at this threshold; of %SY_ERROR_NONE those with a label who are none
 *
 * What reviewers found. Findings agree with the score (a good lead; it was right, but late), say that
 * the data were wrong (wrong person, missing event), or that the score was (junk).
 */
typedef struct
{
  gsize counts[SY_N_ERROR_KINDS][SY_N_ERROR_LABELS];
  gsize n_reviewed[SY_N_ERROR_KINDS];
  gsize n_total[SY_N_ERROR_KINDS];
} SyErrorAgreement;

/**
 * sy_error_review_count:
 * @self: a review
 * @log: the events it was made from
 * @labels: (element-type SyErrorLabelRecord): labels of the model at the same date; others are not counted
 * @out_agreement: (out caller-allocates): the counts
 *
 * Counts each person once, as sy_error_review_map_labels() does.
 */
SY_EXTERN
void sy_error_review_count (const SyErrorReview *self,
                            const SyEventLog *log,
                            const GPtrArray *labels,
                            SyErrorAgreement *out_agreement);

/**
 * sy_error_review_free:
 * @self: (nullable): a review
 */
SY_EXTERN
void sy_error_review_free (SyErrorReview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyErrorReview, sy_error_review_free)

G_END_DECLS
