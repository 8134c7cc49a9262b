/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/sy-model.h"
#include "sy-figures.h"
#include "sy-people-groups.h"

G_BEGIN_DECLS

/** SY_FAIRNESS_FOUR_FIFTHS: a lower ratio of shares is flagged: 29 CFR 1607.4 (D). */
#define SY_FAIRNESS_FOUR_FIFTHS 0.8

/** SY_FAIRNESS_MIN_PEOPLE: smaller groups are shown, but neither judged nor compared with. */
#define SY_FAIRNESS_MIN_PEOPLE 30

/**
 * SY_FAIRNESS_OBSERVED:
 *
 * What a rule measures is observed in a group when the share of the group's people who have it is at
 * least this part of the share in the group where it is most frequent.
 */
#define SY_FAIRNESS_OBSERVED 0.05

/**
 * SyFairnessRate:
 * @count: how many
 * @n: of how many
 * @value: @count / @n; NaN when @n is 0
 * @interval: Wilson's, 95 %
 *
 * A share.
 */
typedef struct
{
  gsize count;
  gsize n;
  double value;
  SyInterval interval;
} SyFairnessRate;

/**
 * SyFairnessGroup:
 * @name: what its people have in common
 * @n: people with a score
 * @is_small: fewer than %SY_FAIRNESS_MIN_PEOPLE
 * @is_missing: people without a value, of whom nobody knows what they have in common
 * @is_judged: neither small nor missing: compared with the others
 * @chosen: who is in the bands that decide
 * @ratio: the share of @chosen over the largest of a judged group; NaN without one
 * @is_flagged: @ratio is below %SY_FAIRNESS_FOUR_FIFTHS, and the group is judged
 * @outcome: who had the outcome, of those with a label
 * @found: who was chosen, of those with the result that the bands look for (recall), see
 *   looks_for_outcome of #SyFairness
 * @wrong: who was chosen, of those without it (false alarms)
 * @right: who had that result, of the chosen with a label (precision)
 * @n_rules: rules that are not muted
 * @n_observed: those of them whose data are observed in the group
 * @n_types: event types that a rule that is not muted looks at
 * @n_types_observed: those of them that are observed in the group
 * @types_share: n_types_observed / n_types; NaN without types
 * @mean: mean raw score
 * @gap: @mean less that of everyone
 * @gap_coverage: the part of @gap from rules whose data are not observed in every judged group
 * @gap_behaviour: the part from rules whose data are
 * @gap_limits: the part from limits of groups and of the score; the three sum to @gap
 * @common_share: the share that would be chosen if only the rules observed in every judged group counted
 *   and as many people were chosen in all; who is tied at the edge counts in part
 * @common_ratio: its ratio, as @ratio
 * @channels: (array): n_channels shares of the points, see #SyFairness
 *
 * How a score treats some people.
 */
typedef struct
{
  const char *name;
  gsize n;
  gboolean is_small;
  gboolean is_missing;
  gboolean is_judged;
  SyFairnessRate chosen;
  double ratio;
  gboolean is_flagged;
  SyFairnessRate outcome;
  SyFairnessRate found;
  SyFairnessRate wrong;
  SyFairnessRate right;
  gsize n_rules;
  gsize n_observed;
  gsize n_types;
  gsize n_types_observed;
  double types_share;
  double mean;
  double gap;
  double gap_coverage;
  double gap_behaviour;
  double gap_limits;
  double common_share;
  double common_ratio;
  double *channels;
} SyFairnessGroup;

/**
 * SyFairness:
 * @as_of: the instant t
 * @attribute: what the groups are made by
 * @first_band: the lowest band that decides
 * @last_band: the highest
 * @is_mature: whether the outcome of the instant is known; if not, there are no labels
 * @looks_for_outcome: whether the bands that decide are for who has the outcome, else for who has not
 * @n_groups: groups with somebody in the population
 * @groups: (array length=n_groups): in order of the attribute
 * @all: everyone
 * @n_channels: rule groups of the model, each a channel or a theme
 * @channel_names: (array length=n_channels): their names
 * @uncommon: (array zero-terminated=1): ids of the rules whose data are not observed in every judged group
 *
 * A score by groups of people. A channel's share of the points is the mean of its points over the
 * sum of the absolute means of all; NaN when all are 0.
 */
typedef struct
{
  gint64 as_of;
  char *attribute;
  guint first_band;
  guint last_band;
  gboolean is_mature;
  gboolean looks_for_outcome;
  gsize n_groups;
  SyFairnessGroup *groups;
  SyFairnessGroup all;
  gsize n_channels;
  char **channel_names;
  char **uncommon;

  /*< private >*/
  SyPeopleGroups *people;
} SyFairness;

/**
 * sy_fairness_new:
 * @log: the events
 * @model: the model
 * @as_of: the instant
 * @attribute: an attribute of people
 * @first_band: the lowest band that decides
 * @last_band: the highest; one of the two is an end of the model's bands
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Shares, outcomes and errors by group, with the gap of the mean score told apart: what comes of
 * data that a group does not have is no behaviour. A rule that tells of the absence of something
 * (inactive) is not observed either where nobody has it.
 * The bands that decide look for the outcome when they are on its side of the score, as the
 * direction of the model says, else for its absence. A model without outcome has no labels.
 *
 * Errors: %SY_VALIDATE_ERROR_RULE (no such attribute), %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full): the figures, or %NULL
 */
SY_EXTERN
SyFairness *sy_fairness_new (SyEventLog *log,
                             const SyModel *model,
                             gint64 as_of,
                             const char *attribute,
                             guint first_band,
                             guint last_band,
                             GCancellable *cancellable,
                             GError **error);

/**
 * sy_fairness_describe_group:
 * @group: a group
 *
 * Returns: (transfer full) (nullable): what is flagged of it and whether that is missing data, as a
 *   sentence without a full stop; %NULL when it is not flagged
 */
SY_EXTERN
char *sy_fairness_describe_group (const SyFairnessGroup *group);

/**
 * sy_fairness_describe:
 * @self: figures
 *
 * Returns: (transfer full): who is flagged and whether that is missing data, or that nobody is, or
 *   that too few people are there to say so, in sentences
 */
SY_EXTERN
char *sy_fairness_describe (const SyFairness *self);

/**
 * sy_fairness_describe_chosen:
 * @self: figures
 * @model: the model they are of
 *
 * Returns: (transfer full): the bands that decide, as "Growth" or "At risk to Stable"
 */
SY_EXTERN
char *sy_fairness_describe_chosen (const SyFairness *self,
                                   const SyModel *model);

/**
 * sy_fairness_free:
 * @self: (nullable): figures
 */
SY_EXTERN
void sy_fairness_free (SyFairness *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyFairness, sy_fairness_free)

G_END_DECLS
