/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sy-scorer.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-reasons
 *
 * Reason codes: the rules that moved a person's score most in the last days, with what the person
 * did then and before, so that each number can be checked against the events. Days are those of
 * sy_instant_shift().
 */

/** SY_REASONS_DEFAULT_DAYS: days that reasons look back, unless said otherwise. */
#define SY_REASONS_DEFAULT_DAYS 14

/**
 * SyReasonUnit:
 * @SY_REASON_POINTS: nothing is counted: what the person did went the other way than the points, or
 *   the rule counts nothing (attributes, dates, silence, trends)
 * @SY_REASON_EVENTS: events that match the rule's types and conditions; of a sequence its first
 *   events
 * @SY_REASON_DAYS: local days with such events, of a rule that measures days
 * @SY_REASON_AMOUNT: sum of their amounts, of a rule that measures amounts
 *
 * What the counts of a reason are.
 */
typedef enum
{
  SY_REASON_POINTS,
  SY_REASON_EVENTS,
  SY_REASON_DAYS,
  SY_REASON_AMOUNT,
} SyReasonUnit;

/**
 * SyReason:
 * @rule: index of the rule through all groups of the model
 * @id: its id; lives as long as the reasons
 * @label: what to show; as @id
 * @points_before: its points n days before, after its caps and times the weight of its group
 * @points_after: and as of the instant
 * @change: @points_after less @points_before: the sign and the size of the reason
 * @unit: what the next two are
 * @before: in [t - 2n, t - n): caps, decay and the rule's own window do not matter; NaN for points
 * @after: in [t - n, t); NaN for points
 *
 * A rule that moved a score.
 */
typedef struct
{
  gsize rule;
  const char *id;
  const char *label;
  double points_before;
  double points_after;
  double change;
  SyReasonUnit unit;
  double before;
  double after;
} SyReason;

/**
 * SyReasons:
 *
 * The reasons of everyone, found when asked for. Immutable: may be used from any thread.
 */
typedef struct _SyReasons SyReasons;

/**
 * sy_reasons_new:
 * @log: the events
 * @model: a valid model
 * @scores: its scores as of the instant t
 * @n_days: n, at least 1
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Cost: a scoring of everyone. Errors: %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full): the reasons, or %NULL
 */
SY_EXTERN
SyReasons *sy_reasons_new (SyEventLog *log,
                           const SyModel *model,
                           const SyScores *scores,
                           guint n_days,
                           GCancellable *cancellable,
                           GError **error);
SY_EXTERN
void sy_reasons_free (SyReasons *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyReasons, sy_reasons_free)

/**
 * sy_reasons_find:
 * @person: below n_people
 * @max_reasons: the most to find
 * @out_reasons: (out caller-allocates) (array length=max_reasons): the reasons, the largest first,
 *   of equal ones in the model's order
 *
 * What the limits of groups and the scale make of the points is left out. Cost: a few microseconds
 * a reason.
 * Returns: how many there are; none when no rule's points moved
 */
SY_EXTERN
gsize sy_reasons_find (const SyReasons *self,
                       guint32 person,
                       gsize max_reasons,
                       SyReason *out_reasons);

/**
 * sy_reasons_describe:
 * @reason: one of its reasons
 *
 * Returns: (transfer full): `Purchases down 40 % in 14 days: 5 → 3 (-4.2 points)`, or, without
 * counts,
 *   `Purchases: 12.3 → 8.1 points in 14 days (-4.2 points)`
 */
SY_EXTERN
char *sy_reasons_describe (const SyReasons *self,
                           const SyReason *reason);

G_END_DECLS
