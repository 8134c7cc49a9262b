/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-scorer.h"

G_BEGIN_DECLS

/**
 * SyContributionKind:
 * @SY_CONTRIBUTION_RULE: weight times value of a rule, before its cap
 * @SY_CONTRIBUTION_EVENT_CAP: what the rule's points_min or points_max changed
 * @SY_CONTRIBUTION_GROUP_MAX: what a "max" group leaves out: its best rule minus the
 *   sum of its rules
 * @SY_CONTRIBUTION_GROUP_P95: what the division by the group's p95 changed
 * @SY_CONTRIBUTION_GROUP_CLAMP: what the group's points_min or points_max changed
 * @SY_CONTRIBUTION_GROUP_WEIGHT: what the group's weight changed
 * @SY_CONTRIBUTION_SCORE_CLAMP: what the score's min or max changed
 * @SY_CONTRIBUTION_SCALE: from the raw score to the scaled one
 * @SY_CONTRIBUTION_PROBABILITY: what the probability that is blended in changed
 */
typedef enum
{
  SY_CONTRIBUTION_RULE,
  SY_CONTRIBUTION_EVENT_CAP,
  SY_CONTRIBUTION_GROUP_MAX,
  SY_CONTRIBUTION_GROUP_P95,
  SY_CONTRIBUTION_GROUP_CLAMP,
  SY_CONTRIBUTION_GROUP_WEIGHT,
  SY_CONTRIBUTION_SCORE_CLAMP,
  SY_CONTRIBUTION_SCALE,
  SY_CONTRIBUTION_PROBABILITY,
} SyContributionKind;

/** SY_INSTANT_NONE: no event. */
#define SY_INSTANT_NONE G_MININT64

/**
 * SyContribution:
 * @kind: what the line is
 * @group: index of the group in the model, −1 for the score's own lines
 * @rule: index of the rule in the group, −1 for a group's and the score's lines
 * @id: id of the rule, name of the group, or %NULL
 * @label: what to show: label of the rule (or its id), name of the group, or %NULL
 * @points: the line's points; all lines sum to the shown score
 * @value: of a rule: its value before the weight; else 0
 * @n_matched: of a rule that reads events: events that match in the window; else 0
 * @n_kept: of those, left by the per-day and occurrence caps
 * @latest: UTC second of the latest kept event, or %SY_INSTANT_NONE
 * @is_missing: of a rule that reads an attribute: the person has none
 * @factor: of a rule: what its value was multiplied with by its conditions on the person and its
 *   multiplier, 0 where the conditions do not hold, 1 without any; else 1
 *
 * One line of the account of a score. Rules with 0 points have a line too; the
 * other kinds only when they change the score. Muted rules have none.
 */
typedef struct
{
  SyContributionKind kind;
  int group;
  int rule;
  const char *id;
  const char *label;
  double points;
  double value;
  gsize n_matched;
  gsize n_kept;
  gint64 latest;
  gboolean is_missing;
  double factor;
} SyContribution;

/**
 * SyContributions:
 *
 * The account of one person's score. Owns its texts; immutable.
 */
typedef struct _SyContributions SyContributions;

/**
 * sy_scorer_explain:
 * @model: the model, as in sy_scorer_score()
 * @person: below n_people
 *
 * Computes the score of one person anew and keeps every step. Cost: the
 * person's events.
 * Returns: (transfer full): the lines, in the order in which a score comes about
 */
SY_EXTERN
SyContributions *sy_scorer_explain (SyScorer *self,
                                    const SyModel *model,
                                    guint32 person);
SY_EXTERN
SyContributions *sy_contributions_ref (SyContributions *self);
SY_EXTERN
void sy_contributions_unref (SyContributions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyContributions, sy_contributions_unref)

/**
 * sy_contributions_describe_rules:
 * @self: the lines of a score
 * @max_lines: the most rules to name
 *
 * Names the rules that gave or took most points, the largest first; fewer than 0.05 are none.
 *
 * Returns: (transfer full): "Purchases +12.0, Opens -3.1", or "" when no rule did
 */
SY_EXTERN
char *sy_contributions_describe_rules (const SyContributions *self,
                                       gsize max_lines);

SY_EXTERN
const SyContribution *sy_contributions_get_lines (const SyContributions *self,
                                                  gsize *out_n_lines);
SY_EXTERN
guint32 sy_contributions_get_person (const SyContributions *self);

/**
 * sy_contributions_get_raw:
 *
 * Returns: the raw score, bit for bit that of sy_scorer_score()
 */
SY_EXTERN
double sy_contributions_get_raw (const SyContributions *self);

/**
 * sy_contributions_get_score:
 *
 * Returns: the shown score, bit for bit that of sy_scorer_score()
 */
SY_EXTERN
double sy_contributions_get_score (const SyContributions *self);

/**
 * sy_contributions_get_probability:
 *
 * Returns: as in sy_scores_get_probability()
 */
SY_EXTERN
double sy_contributions_get_probability (const SyContributions *self);

/**
 * sy_contributions_get_band:
 *
 * Returns: as in sy_scores_get_bands()
 */
SY_EXTERN
guint8 sy_contributions_get_band (const SyContributions *self);

G_END_DECLS
