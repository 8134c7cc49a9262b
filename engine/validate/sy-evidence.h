/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "events/sy-events.h"
#include "model/sy-model.h"
#include "stats/sy-stats.h"

G_BEGIN_DECLS

/**
 * SyRuleEvidence:
 * @id: id of the rule
 * @label: what to show
 * @n_reached: people with a value other than 0
 * @reach: their share
 * @mean_with: mean value of the people with the outcome
 * @mean_without: mean value of those without it
 * @ratio: how many times as much the people do it whom the score should rank high: mean_with over mean_without,
 *   or the inverse when the direction is less; NaN when the divisor is not above 0
 * @information_value: over tenths of the value, the value 0 in a bin of its own; NaN for one class
 * @auc_without: area of the score without the rule; NaN for one class
 * @auc_change: area without it minus area with it: below 0 when the rule helps
 * @p: two-sided p-value of that change
 * @p_adjusted: the same, adjusted over all rules (Benjamini & Hochberg)
 * @is_against: whether the weight points the other way than the evidence
 *
 * What speaks for a rule.
 */
typedef struct
{
  char *id;
  char *label;
  gsize n_reached;
  double reach;
  double mean_with;
  double mean_without;
  double ratio;
  double information_value;
  double auc_without;
  double auc_change;
  double p;
  double p_adjusted;
  gboolean is_against;
} SyRuleEvidence;

/**
 * SyEvidence:
 * @as_of: the instant the outcome was measured from
 * @n: people with a label
 * @n_positive: those with the outcome
 * @auc: area of the whole score; NaN for one class
 * @n_rules: number of rules that are not muted
 * @rules: (array length=n_rules): in the model's order
 *
 * What speaks for each rule of a model.
 */
typedef struct _SyEvidence
{
  gint64 as_of;
  gsize n;
  gsize n_positive;
  SyAuc auc;
  gsize n_rules;
  SyRuleEvidence *rules;
} SyEvidence;

/**
 * sy_evidence_run:
 * @log: the events
 * @model: the model
 * @as_of: the instant wished; moved back as sy_outcome_latest_as_of() says
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the rules done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Measures every rule on its own and scores the people once without each.
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the evidence, or %NULL
 */
SY_EXTERN
SyEvidence *sy_evidence_run (SyEventLog *log,
                             const SyModel *model,
                             gint64 as_of,
                             GCancellable *cancellable,
                             SyProgressFunc progress,
                             gpointer user_data,
                             GError **error);

/**
 * sy_evidence_find:
 * @self: evidence
 * @id: id of a rule
 *
 * Returns: (transfer none) (nullable): the rule's evidence
 */
SY_EXTERN
const SyRuleEvidence *sy_evidence_find (const SyEvidence *self,
                                        const char *id);

/**
 * sy_evidence_ref:
 * @self: evidence
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyEvidence *sy_evidence_ref (SyEvidence *self);

/**
 * sy_evidence_unref:
 * @self: evidence
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_evidence_unref (SyEvidence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEvidence, sy_evidence_unref)

G_END_DECLS
