/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sy-model.h"
#include "store/sy-store.h"
#include "sy-contributions.h"
#include "sy-scores.h"

G_BEGIN_DECLS

/**
 * SyComponentLine:
 * @SY_COMPONENT_LINE_RECENCY: points of rules that say how lately
 * @SY_COMPONENT_LINE_FREQUENCY: points of rules that say how often
 * @SY_COMPONENT_LINE_DEPTH: points of rules that say how far and how widely
 * @SY_COMPONENT_LINE_VALUE: points of rules that say how much it was worth
 * @SY_COMPONENT_LINE_LIMITS: what groups that count only their best rule, limits of groups and
 *   limits of the raw score change
 * @SY_COMPONENT_LINE_SCALE: from the raw score to the shown one
 *
 * The lines that a score is made of.
 */
typedef enum
{
  SY_COMPONENT_LINE_RECENCY,
  SY_COMPONENT_LINE_FREQUENCY,
  SY_COMPONENT_LINE_DEPTH,
  SY_COMPONENT_LINE_VALUE,
  SY_COMPONENT_LINE_LIMITS,
  SY_COMPONENT_LINE_SCALE,
  SY_N_COMPONENT_LINES,
} SyComponentLine;

/**
 * SyComponents:
 * @lines: points by #SyComponentLine, as they enter the raw score: after a rule's own caps, times
 *   the factor of its group (see sy_rule_group_get_factor()). They sum to @score
 * @score: the shown score
 * @friction: the part of the four components that comes from bad news (see
 *   sy_rule_is_friction()); not a line of its own, so it is in the sum once
 *
 * What a score is made of.
 */
typedef struct
{
  double lines[SY_N_COMPONENT_LINES];
  double score;
  double friction;
} SyComponents;

/**
 * sy_component_line_get_name:
 * @line: a line
 *
 * Returns: its stable name: "recency", "frequency", "depth", "value", "limits" or "scale"
 */
SY_EXTERN
const char *sy_component_line_get_name (SyComponentLine line);

/**
 * sy_rule_get_component_line:
 * @self: a rule
 *
 * Returns: the line that its points are in: that of sy_rule_get_component()
 */
SY_EXTERN
SyComponentLine sy_rule_get_component_line (const SyRule *self);

/**
 * sy_type_names_get_polarity:
 * @names: (array zero-terminated=1) (nullable): event types
 * @types: (nullable) (element-type SyTypeEntry): entries of the event dictionary
 *
 * Returns: 1 or -1 when the dictionary gives a polarity to some of the types and these agree,
 *   else 0
 */
SY_EXTERN
int sy_type_names_get_polarity (char *const *names,
                                GPtrArray *types);

/**
 * sy_rule_is_friction:
 * @self: a rule
 * @group: its group
 * @types: (nullable) (element-type SyTypeEntry): entries of the event dictionary
 *
 * Whether what a rule measures is bad news. Its @polarity decides; without one the polarity
 * of its types in the dictionary (event rules and milestones; turned for "inactive": the silence of
 * something good is bad); where that says nothing the sign of its weight in the score.
 *
 * Returns: %TRUE when its points are friction
 */
SY_EXTERN
gboolean sy_rule_is_friction (const SyRule *self,
                              const SyRuleGroup *group,
                              GPtrArray *types);

/**
 * sy_project_list_model_types:
 * @self: a project
 * @model: a model
 * @error: return location, or %NULL
 *
 * The entries of the event dictionary that sy_rule_is_friction() reads for the rules of a model.
 * Counts no events. Errors: %SY_STORE_ERROR.
 *
 * Returns: (transfer full) (element-type SyTypeEntry): the entries, or %NULL on error
 */
SY_EXTERN
GPtrArray *sy_project_list_model_types (SyProject *self,
                                        const SyModel *model,
                                        GError **error);

/**
 * sy_contributions_get_components:
 * @self: the account of a person's score
 * @model: the model it was made with
 * @types: (nullable) (element-type SyTypeEntry): entries of the event dictionary
 * @out_components: (out): what the score is made of
 */
SY_EXTERN
void sy_contributions_get_components (const SyContributions *self,
                                      const SyModel *model,
                                      GPtrArray *types,
                                      SyComponents *out_components);

/**
 * sy_scores_get_components:
 * @self: scores
 * @model: the model they were made with
 * @types: (nullable) (element-type SyTypeEntry): entries of the event dictionary
 * @people: (array length=n_people): the people asked for
 * @n_people: how many
 * @out_components: (out) (array length=n_people): what the score of each is made of
 *
 * Cost: people times rules.
 */
SY_EXTERN
void sy_scores_get_components (const SyScores *self,
                               const SyModel *model,
                               GPtrArray *types,
                               const guint32 *people,
                               gsize n_people,
                               SyComponents *out_components);

/**
 * sy_scores_get_mean_components:
 * @self: scores
 * @model: the model they were made with
 * @types: (nullable) (element-type SyTypeEntry): entries of the event dictionary
 * @out_components: (out): means over the population; NaN when it is empty
 */
SY_EXTERN
void sy_scores_get_mean_components (const SyScores *self,
                                    const SyModel *model,
                                    GPtrArray *types,
                                    SyComponents *out_components);

G_END_DECLS
