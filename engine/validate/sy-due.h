/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-store.h"
#include "sy-performance.h"

G_BEGIN_DECLS

/**
 * SyDueCause:
 * @SY_DUE_CADENCE: so many days have passed since the last
 * @SY_DUE_NOTE: something was launched or changed since the last, see #SyNote
 * @SY_DUE_WEAKER: the correlation with the outcome has weakened, see #SyWeakening
 *
 * What makes a review or a recalibration due.
 */
typedef enum
{
  SY_DUE_CADENCE,
  SY_DUE_NOTE,
  SY_DUE_WEAKER,
} SyDueCause;

/**
 * sy_due_cause_get_name:
 * @cause: a cause
 *
 * Returns: (transfer none): "cadence", "note" or "weaker"
 */
SY_EXTERN
const char *sy_due_cause_get_name (SyDueCause cause);

/**
 * SyDue:
 * @kind: what is to be done
 * @cause: why
 * @last_day: the day of the last one: noted, or of the newest version, or when the model was made
 * @due_day: the day it is due, 1970-01-01 is 0
 * @is_overdue: whether that day has come
 * @text: one line: why, for people
 *
 * A review or a recalibration that is to come, or should have been.
 */
typedef struct
{
  SyCheckupKind kind;
  SyDueCause cause;
  gint32 last_day;
  gint32 due_day;
  gboolean is_overdue;
  char *text;
} SyDue;

/**
 * sy_due_free:
 * @self: (nullable): what is due
 */
SY_EXTERN
void sy_due_free (SyDue *self);

/**
 * sy_due_measure_weakening:
 * @project: a project
 * @model_id: one of its models
 * @log: (inout): the events of the project; when %NULL they are loaded, but only for a model that has
 *   a published version with a reference
 * @out_weakening: (out caller-allocates): what was found; not known without such a version or events
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the events read, when they are loaded
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Compares the newest version at the date of its reference with the end of the data, see
 * sy_weakening_measure(). Cost: a load of the events, and two scorings.
 * Errors: those of the project's readers and of the documents, %G_IO_ERROR_CANCELLED.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_due_measure_weakening (SyProject *project,
                                   gint64 model_id,
                                   SyEventLog **log,
                                   SyWeakening *out_weakening,
                                   GCancellable *cancellable,
                                   SyProgressFunc progress,
                                   gpointer user_data,
                                   GError **error);

/**
 * sy_due_list:
 * @project: a project
 * @model_id: one of its models
 * @today: the day it is asked on, 1970-01-01 is 0
 * @weakening: (nullable): of the newest version; %NULL when it was not measured
 * @error: return location, or %NULL
 *
 * What is to be done about a model: at most one review and, when it was published, one
 * recalibration; of several causes the one that came first. A publication counts as both. Any note
 * but those of the kind other makes a recalibration due on its day.
 *
 * Returns: (transfer full) (element-type SyDue): what is due and will be, or %NULL
 */
SY_EXTERN
GPtrArray *sy_due_list (SyProject *project,
                        gint64 model_id,
                        gint32 today,
                        const SyWeakening *weakening,
                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDue, sy_due_free)

G_END_DECLS
