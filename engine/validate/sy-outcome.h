/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-macros.h"
#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/**
 * SY_VALIDATE_ERROR:
 *
 * Error domain of this folder.
 */
#define SY_VALIDATE_ERROR (sy_validate_error_quark ())
SY_EXTERN
GQuark sy_validate_error_quark (void);

/**
 * SyValidateError:
 * @SY_VALIDATE_ERROR_NO_OUTCOME: the model has no outcome
 * @SY_VALIDATE_ERROR_NO_ORIGIN: no as-of instant was given
 * @SY_VALIDATE_ERROR_REFERENCE: the text of a frozen reference cannot be read
 * @SY_VALIDATE_ERROR_OBJECTION: a draft is not published as it is: its bands are not in the order of the outcome,
 *   or it uses protected attributes
 * @SY_VALIDATE_ERROR_RULE: there is no such rule or group, or it is not one that can be asked about
 */
typedef enum
{
  SY_VALIDATE_ERROR_NO_OUTCOME,
  SY_VALIDATE_ERROR_NO_ORIGIN,
  SY_VALIDATE_ERROR_REFERENCE,
  SY_VALIDATE_ERROR_RULE,
  SY_VALIDATE_ERROR_OBJECTION,
} SyValidateError;

/**
 * SyOutcome:
 * @as_of: the instant t, UTC second
 * @from: start of the outcome window, t + gap
 * @until: its end, which is not part of it
 * @is_mature: whether the data reach @until
 * @n_population: people asked about
 * @n_already: taken out, as they had a one-time outcome before t
 * @n_immature: the others, when the data do not reach @until; else 0
 * @n: people with a label: 0 when immature
 * @people: (array length=n): they, rising
 * @labels: (array length=n): 1 when the outcome happened to them, else 0
 * @n_positive: how many of the labels are 1
 *
 * Who had the outcome in the window [t + gap, t + gap + horizon).
 */
typedef struct _SyOutcome
{
  gint64 as_of;
  gint64 from;
  gint64 until;
  gboolean is_mature;
  gsize n_population;
  gsize n_already;
  gsize n_immature;
  gsize n;
  guint32 *people;
  guint8 *labels;
  gsize n_positive;
} SyOutcome;

/**
 * sy_outcome_check_known:
 * @log: the events
 * @spec: an outcome
 * @error: return location, or %NULL
 *
 * An outcome that nothing in the project can be never happens, or as an absence always: a slip of the pen, not a
 * finding, unless there are no events at all. Errors: %SY_VALIDATE_ERROR_NO_OUTCOME.
 *
 * Returns: whether the log has a type, or the imported outcome, that @spec names
 */
SY_EXTERN
gboolean sy_outcome_check_known (const SyEventLog *log,
                                 const SyOutcomeSpec *spec,
                                 GError **error);

/**
 * sy_outcome_evaluate:
 * @log: the events
 * @spec: the outcome
 * @as_of: the instant t, UTC second
 * @members: (array length=n_members): the population at t, rising
 * @n_members: how many
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Labels a population. The denominator is fixed at t: who leaves later stays in it.
 * The window is mature when its end is not after the end of the data, the start of the local
 * day after the last event's day; an immature one gives no labels.
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the outcome, or %NULL
 */
SY_EXTERN
SyOutcome *sy_outcome_evaluate (SyEventLog *log,
                                const SyOutcomeSpec *spec,
                                gint64 as_of,
                                const guint32 *members,
                                gsize n_members,
                                GCancellable *cancellable,
                                GError **error);

/**
 * sy_outcome_ref:
 * @self: an outcome
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyOutcome *sy_outcome_ref (SyOutcome *self);

/**
 * sy_outcome_unref:
 * @self: an outcome
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_outcome_unref (SyOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyOutcome, sy_outcome_unref)

/**
 * sy_outcome_is_mature:
 * @log: the events
 * @spec: the outcome
 * @as_of: the instant t
 *
 * Returns: whether the outcome window of t has ended within the data
 */
SY_EXTERN
gboolean sy_outcome_is_mature (const SyEventLog *log,
                               const SyOutcomeSpec *spec,
                               gint64 as_of);

/**
 * sy_outcome_latest_as_of:
 * @log: the events
 * @spec: the outcome
 * @as_of: the instant wished
 *
 * Where figures against the outcome can be had: @as_of itself when mature, else the last local
 * midnight before it that is.
 *
 * Returns: a UTC second
 */
SY_EXTERN
gint64 sy_outcome_latest_as_of (const SyEventLog *log,
                                const SyOutcomeSpec *spec,
                                gint64 as_of);

G_END_DECLS
