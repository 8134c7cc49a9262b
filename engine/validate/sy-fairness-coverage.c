/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a gap between groups is behaviour, or data that one of them does not have. */
#include "config.h"

#include "sy-fairness-coverage-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-sum.h"
#include "sy-mean-points-private.h"

static void
mark_types (const SyEventLog *log,
            char **types,
            guint32 bound,
            guint8 *is_observed)
{
  for (; types != NULL && *types != NULL; types++)
    {
      guint32 type = sy_event_log_find_type (log, *types);
      const SyEventRuns *runs = type == SY_TYPE_NONE ? NULL : sy_event_log_get_runs (log, type);

      for (gsize run = 0; runs != NULL && run < runs->n_runs; run++)
        if (runs->seconds[runs->starts[run]] < bound)
          is_observed[runs->people[run]] = 1;
    }
}

/* Who has a value of the attribute, and a date where the rule asks for one. */
static void
mark_attribute (const SyEventLog *log,
                const SyRule *rule,
                guint8 *is_observed)
{
  gsize n_people = sy_event_log_get_n_people (log);
  const SyPersonAttribute *attribute = sy_event_log_find_attribute (log, rule->attribute);

  if (attribute == NULL)
    return;
  for (gsize i = 0; i < n_people; i++)
    {
      guint32 value = attribute->values[i];

      is_observed[i] = value != SY_VALUE_ABSENT &&
                       (rule->kind != SY_RULE_DATE || attribute->days[value] != SY_DAY_NONE);
    }
}

/* Who has what the rule looks at, whatever its conditions and its window. */
static void
mark_observed (const SyEventLog *log,
               const SyRule *rule,
               gint64 as_of,
               guint8 *is_observed)
{
  guint32 bound = sy_event_log_get_bound (as_of);

  switch (rule->kind)
    {
    case SY_RULE_EVENT:
    case SY_RULE_MILESTONE:
      mark_types (log, rule->types, bound, is_observed);
      break;
    case SY_RULE_SEQUENCE:
      mark_types (log, rule->first, bound, is_observed);
      break;
    case SY_RULE_ATTRIBUTE:
    case SY_RULE_DATE:
      mark_attribute (log, rule, is_observed);
      break;
    default:
      g_assert_not_reached ();
    }
}

#define COUNTER(name) (G_STRUCT_OFFSET (SyFairnessGroup, name))

/* Counts a rule, or a type, in the groups where it is observed; FALSE when a judged group lacks it. */
static gboolean
count_observed (SyFairness *self,
                const gsize *counts,
                gsize counter)
{
  double largest = 0;
  gboolean is_common = TRUE;

  for (gsize g = 0; g < self->n_groups; g++)
    if (self->groups[g].is_judged)
      largest = MAX (largest, (double) counts[g] / (double) self->groups[g].n);
  for (gsize g = 0; g < self->n_groups; g++)
    {
      SyFairnessGroup *group = &self->groups[g];
      double share = (double) counts[g] / (double) group->n;
      gboolean is_there = counts[g] > 0 && share >= SY_FAIRNESS_OBSERVED * largest;

      G_STRUCT_MEMBER (gsize, group, counter) += (gsize) is_there;
      is_common = is_common && (is_there || !group->is_judged || !(largest > 0));
    }
  G_STRUCT_MEMBER (gsize, &self->all, counter) += largest > 0;
  return is_common;
}

/* The rules whose data somebody has and a group does not. A rule that nobody has data for parts nobody. */
static GPtrArray *
find_uncommon (SyFairness *self,
               const SyEventLog *log,
               const SyModel *model,
               const SyScores *scores)
{
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  g_autofree guint8 *is_observed = g_new (guint8, sy_event_log_get_n_people (log) + 1);
  g_autofree gsize *counts = g_new (gsize, self->n_groups + 1);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint g = 0; g < model->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, g);

      for (guint r = 0; r < group->rules->len; r++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, r);

          if (rule->muted)
            continue;
          memset (is_observed, 0, sy_event_log_get_n_people (log));
          memset (counts, 0, self->n_groups * sizeof *counts);
          mark_observed (log, rule, sy_scores_get_as_of (scores), is_observed);
          for (gsize i = 0; i < n_members; i++)
            counts[self->people->of[members[i]]] += is_observed[members[i]];
          self->all.n_rules++;
          if (!count_observed (self, counts, COUNTER (n_observed)))
            g_ptr_array_add (ids, g_strdup (rule->id));
        }
    }
  g_ptr_array_add (ids, NULL);
  return ids;
}

static void
collect_types (GPtrArray *types,
               char **of_rule)
{
  for (; of_rule != NULL && *of_rule != NULL; of_rule++)
    if (!g_ptr_array_find_with_equal_func (types, *of_rule, g_str_equal, NULL))
      g_ptr_array_add (types, *of_rule);
}

/* Borrowed from the model, each once. */
static GPtrArray *
list_scored_types (const SyModel *model)
{
  GPtrArray *types = g_ptr_array_new ();

  for (guint g = 0; g < model->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, g);

      for (guint r = 0; r < group->rules->len; r++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, r);

          if (rule->muted)
            continue;
          if (rule->kind == SY_RULE_EVENT || rule->kind == SY_RULE_MILESTONE)
            collect_types (types, rule->types);
          else if (rule->kind == SY_RULE_SEQUENCE)
            collect_types (types, rule->first);
        }
    }
  return types;
}

/* Which part of the events that are scored can be seen of a group at all. */
static void
count_types (SyFairness *self,
             const SyEventLog *log,
             const SyModel *model,
             const SyScores *scores)
{
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  guint32 bound = sy_event_log_get_bound (sy_scores_get_as_of (scores));
  g_autoptr (GPtrArray) types = list_scored_types (model);
  g_autofree guint8 *is_observed = g_new (guint8, sy_event_log_get_n_people (log) + 1);
  g_autofree gsize *counts = g_new (gsize, self->n_groups + 1);

  for (guint t = 0; t < types->len; t++)
    {
      char *type[] = { g_ptr_array_index (types, t), NULL };

      memset (is_observed, 0, sy_event_log_get_n_people (log));
      memset (counts, 0, self->n_groups * sizeof *counts);
      mark_types (log, type, bound, is_observed);
      for (gsize i = 0; i < n_members; i++)
        counts[self->people->of[members[i]]] += is_observed[members[i]];
      count_observed (self, counts, COUNTER (n_types_observed));
    }
  for (gsize g = 0; g <= self->n_groups; g++)
    {
      SyFairnessGroup *group = g < self->n_groups ? &self->groups[g] : &self->all;

      group->n_types = types->len;
      group->types_share = types->len > 0 ? (double) group->n_types_observed / (double) types->len
                                          : (double) NAN;
    }
}

static gboolean
is_uncommon (const SyFairness *self,
             const char *id)
{
  return g_strv_contains ((const char *const *) self->uncommon, id);
}

/* The gap by the lines of the two means, which are the same lines. */
static void
split_gap (const SyFairness *self,
           SyFairnessGroup *group,
           const SyMeanPoints *all,
           const SyMeanPoints *lines,
           gsize n_lines)
{
  SySum coverage = { 0 };
  SySum behaviour = { 0 };

  for (gsize i = 0; i < n_lines; i++)
    if (lines[i].kind == SY_POINTS_RULE)
      sy_sum_add (is_uncommon (self, lines[i].id) ? &coverage : &behaviour,
                  lines[i].points - all[i].points);
  group->gap_coverage = sy_sum_get (&coverage);
  group->gap_behaviour = sy_sum_get (&behaviour);
  group->gap_limits = group->gap - group->gap_coverage - group->gap_behaviour;
}

static void
split_gaps (SyFairness *self,
            const SyModel *model,
            const SyScores *scores)
{
  gsize n_members;
  gsize n_lines;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  g_autofree guint32 *people = g_new (guint32, n_members + 1);
  SyMeanPoints *all = sy_mean_points_new (model, scores, &n_lines);

  for (gsize g = 0; g < self->n_groups; g++)
    {
      SyMeanPoints *lines;
      gsize n = 0;

      for (gsize i = 0; i < n_members; i++)
        if (self->people->of[members[i]] == g)
          people[n++] = members[i];
      lines = sy_mean_points_new_of (model, scores, people, n, &n_lines);
      split_gap (self, &self->groups[g], all, lines, n_lines);
      sy_mean_points_free (lines, n_lines);
    }
  sy_mean_points_free (all, n_lines);
}

static SyModel *
mute_uncommon (const SyFairness *self,
               const SyModel *model)
{
  SyModel *common = sy_model_copy (model);

  for (guint g = 0; g < common->groups->len; g++)
    {
      SyRuleGroup *group = sy_model_get_group (common, g);

      for (guint r = 0; r < group->rules->len; r++)
        {
          SyRule *rule = sy_rule_group_get_rule (group, r);

          rule->muted = rule->muted || is_uncommon (self, rule->id);
        }
    }
  return common;
}

/* Chooses as many as the bands do, the best first; who is tied with the last counts in part. */
static gboolean
choose_common (SyFairness *self,
               const SyScores *scores,
               SyRankOrder order,
               GError **error)
{
  gsize n_members;
  gsize n_ends;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  const double *raw = sy_scores_get_raw (scores);
  g_autofree double *values = g_new (double, n_members + 1);
  g_autofree double *chosen = g_new0 (double, self->n_groups + 1);
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  const guint32 *ends;
  gsize start = 0;

  for (gsize i = 0; i < n_members; i++)
    values[i] = raw[members[i]];
  if (!sy_ranking_reset (ranking, values, n_members, order, error))
    return FALSE;
  ends = sy_ranking_get_group_ends (ranking, &n_ends);
  for (gsize tie = 0; tie < n_ends && start < self->all.chosen.count; start = ends[tie], tie++)
    {
      gsize n = ends[tie] - start;
      double part = (double) MIN (n, self->all.chosen.count - start) / (double) n;

      for (gsize i = start; i < ends[tie]; i++)
        chosen[self->people->of[members[sy_ranking_get_order (ranking)[i]]]] += part;
    }
  for (gsize g = 0; g < self->n_groups; g++)
    self->groups[g].common_share = chosen[g] / (double) self->groups[g].n;
  return TRUE;
}

double
sy_fairness_get_ratio (double share,
                       double largest)
{
  return largest > 0 ? share / largest : (double) NAN;
}

gboolean
sy_fairness_add_coverage (SyFairness *self,
                          SyScorer *scorer,
                          const SyModel *model,
                          const SyScores *scores,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) ids = find_uncommon (self, sy_scorer_get_log (scorer), model, scores);
  g_autoptr (SyModel) common = NULL;
  g_autoptr (SyScores) common_scores = NULL;
  double largest = 0;

  count_types (self, sy_scorer_get_log (scorer), model, scores);
  self->uncommon = g_strdupv ((char **) ids->pdata);
  split_gaps (self, model, scores);
  common = mute_uncommon (self, model);
  common_scores = sy_scorer_score (scorer, common, cancellable, error);
  if (common_scores == NULL ||
      !choose_common (self, common_scores,
                      self->last_band == model->bands->len - 1 ? SY_RANK_HIGH_FIRST : SY_RANK_LOW_FIRST,
                      error))
    return FALSE;
  self->all.common_share = self->all.chosen.value;
  for (gsize g = 0; g < self->n_groups; g++)
    if (self->groups[g].is_judged)
      largest = MAX (largest, self->groups[g].common_share);
  for (gsize g = 0; g < self->n_groups; g++)
    {
      self->groups[g].n_rules = self->all.n_rules;
      self->groups[g].common_ratio = sy_fairness_get_ratio (self->groups[g].common_share, largest);
    }
  return TRUE;
}
