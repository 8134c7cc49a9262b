/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-evidence.h"

#include <math.h>
#include <string.h>

#include "core/sy-sum.h"
#include "score/sy-score.h"
#include "sy-labelled-private.h"

static void
clear_evidence (gpointer data)
{
  SyEvidence *self = data;

  for (gsize i = 0; self->rules != NULL && i < self->n_rules; i++)
    {
      g_clear_pointer (&self->rules[i].id, g_free);
      g_clear_pointer (&self->rules[i].label, g_free);
    }
  g_clear_pointer (&self->rules, g_free);
}

SyEvidence *
sy_evidence_ref (SyEvidence *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_evidence_unref (SyEvidence *self)
{
  g_atomic_rc_box_release_full (self, clear_evidence);
}

const SyRuleEvidence *
sy_evidence_find (const SyEvidence *self,
                  const char *id)
{
  for (gsize i = 0; i < self->n_rules; i++)
    if (strcmp (self->rules[i].id, id) == 0)
      return &self->rules[i];
  return NULL;
}

typedef struct
{
  SyScorer *scorer;
  SyScores *scores;
  SyOutcome *outcome;
  SyDirection direction;
  SyFiguresScratch scratch;
  double *values;
  guint32 *placements;
  guint32 *placements_without;
} Run;

static void
clear_run (Run *self)
{
  g_clear_pointer (&self->scorer, sy_scorer_unref);
  g_clear_pointer (&self->scores, sy_scores_unref);
  g_clear_pointer (&self->outcome, sy_outcome_unref);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->placements, g_free);
  g_clear_pointer (&self->placements_without, g_free);
  sy_figures_scratch_clear (&self->scratch);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

/* Ranks the labelled people by a score and reads the outcome. */
static void
rank_people (Run *self,
             const double *column,
             SyRankOrder order)
{
  for (gsize i = 0; i < self->outcome->n; i++)
    self->values[i] = column[self->outcome->people[i]];
  if (!sy_ranking_reset (self->scratch.ranking, self->values, self->outcome->n, order, NULL))
    g_assert_not_reached ();
  sy_roc_reset (self->scratch.roc, self->scratch.ranking, self->outcome->labels);
}

/* Means with and without the outcome, reach, and what the score should gain by. A missing attribute counts
 * as no value. */
static void
measure_means (Run *self,
               const double *column,
               SyRuleEvidence *out)
{
  const SyOutcome *outcome = self->outcome;
  SySum sums[2] = { 0 };
  double n[2];
  double high;
  double low;

  n[1] = (double) outcome->n_positive;
  n[0] = (double) (outcome->n - outcome->n_positive);
  for (gsize i = 0; i < outcome->n; i++)
    {
      double value = column[outcome->people[i]];

      self->values[i] = isnan (value) ? 0.0 : value;
      out->n_reached += self->values[i] != 0.0;
      sy_sum_add (&sums[outcome->labels[i]], self->values[i]);
    }
  out->reach = outcome->n > 0 ? (double) out->n_reached / (double) outcome->n : (double) NAN;
  out->mean_with = n[1] > 0 ? sy_sum_get (&sums[1]) / n[1] : (double) NAN;
  out->mean_without = n[0] > 0 ? sy_sum_get (&sums[0]) / n[0] : (double) NAN;
  high = self->direction == SY_DIRECTION_LESS ? out->mean_without : out->mean_with;
  low = self->direction == SY_DIRECTION_LESS ? out->mean_with : out->mean_without;
  out->ratio = low > 0 ? high / low : (double) NAN;
}

/* Whether the rule's points fall where they should rise: by the correlation of points and outcome. */
static gboolean
is_against (Run *self,
            gsize rule)
{
  const SyOutcome *outcome = self->outcome;
  double correlation;

  sy_scores_get_rule_points (self->scores, rule, outcome->people, outcome->n, self->values);
  correlation = sy_point_biserial (self->values, outcome->labels, outcome->n);
  return self->direction == SY_DIRECTION_LESS ? correlation > 0 : correlation < 0;
}

static gboolean
measure_without (Run *self,
                 const SyModel *model,
                 const char *id,
                 SyRuleEvidence *out,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (SyModel) without = sy_model_copy (model);
  g_autoptr (SyScores) scores = NULL;
  SyAucComparison comparison;

  sy_model_find_rule (without, id, NULL, NULL)->muted = TRUE;
  scores = sy_scorer_score (self->scorer, without, cancellable, error);
  if (scores == NULL)
    return FALSE;
  rank_people (self, sy_scores_get_score (scores), sy_direction_to_order (self->direction));
  sy_roc_get_placements (self->scratch.roc, self->placements_without);
  if (!sy_auc_compare_placements (self->placements_without, self->placements, self->outcome->labels,
                                  self->outcome->n, &comparison, NULL))
    sy_auc_comparison_set_undefined (&comparison);
  out->auc_without = comparison.first;
  out->auc_change = comparison.difference;
  out->p = comparison.p;
  return TRUE;
}

static void
adjust_p (SyEvidence *self)
{
  g_autofree double *p = g_new (double, self->n_rules + 1);

  if (self->n_rules == 0 || isnan (self->rules[0].p))
    return;
  for (gsize i = 0; i < self->n_rules; i++)
    p[i] = self->rules[i].p;
  sy_benjamini_hochberg (p, self->n_rules, p);
  for (gsize i = 0; i < self->n_rules; i++)
    self->rules[i].p_adjusted = p[i];
}

static gboolean
measure_rules (Run *run,
               SyEvidence *self,
               const SyModel *model,
               GCancellable *cancellable,
               SyProgressFunc progress,
               gpointer user_data,
               GError **error)
{
  gsize index = 0;

  self->rules = g_new0 (SyRuleEvidence, sy_model_get_n_rules (model) + 1);
  for (guint g = 0; g < model->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, g);

      for (guint r = 0; r < group->rules->len; r++, index++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, r);
          SyRuleEvidence *evidence = &self->rules[self->n_rules];

          if (rule->muted)
            continue;
          self->n_rules++;
          evidence->id = g_strdup (rule->id);
          evidence->label = g_strdup (sy_rule_get_label (rule));
          measure_means (run, sy_scores_get_rule_values (run->scores, index), evidence);
          evidence->information_value = sy_value_information (
              run->values, run->outcome->labels, run->outcome->n, run->scratch.ranking);
          evidence->is_against = is_against (run, index);
          evidence->p_adjusted = (double) NAN;
          if (!measure_without (run, model, rule->id, evidence, cancellable, error))
            return FALSE;
          if (progress != NULL)
            progress ((gint64) index + 1, (gint64) sy_model_get_n_rules (model), user_data);
        }
    }
  adjust_p (self);
  return TRUE;
}

SyEvidence *
sy_evidence_run (SyEventLog *log,
                 const SyModel *model,
                 gint64 as_of,
                 GCancellable *cancellable,
                 SyProgressFunc progress,
                 gpointer user_data,
                 GError **error)
{
  g_autoptr (SyEvidence) self = NULL;
  g_auto (Run) run = { 0 };
  g_autoptr (SyModel) plain = NULL;
  gint64 origin = sy_outcome_latest_as_of (log, &model->outcome, as_of);
  const guint32 *members;
  gsize n_members;

  sy_figures_scratch_init (&run.scratch);
  /* Nothing here reads a band. */
  model = plain = sy_model_without_course (model);
  run.direction = model->outcome.direction;
  run.scorer = sy_scorer_new (log, origin);
  run.scores = sy_scorer_score (run.scorer, model, cancellable, error);
  if (run.scores == NULL)
    return NULL;
  members = sy_scores_get_members (run.scores, &n_members);
  run.outcome = sy_outcome_evaluate (log, &model->outcome, origin, members, n_members, cancellable,
                                     error);
  if (run.outcome == NULL)
    return NULL;
  run.values = g_new (double, run.outcome->n + 1);
  run.placements = g_new (guint32, run.outcome->n + 1);
  run.placements_without = g_new (guint32, run.outcome->n + 1);

  self = g_atomic_rc_box_new0 (SyEvidence);
  self->as_of = origin;
  self->n = run.outcome->n;
  self->n_positive = run.outcome->n_positive;
  rank_people (&run, sy_scores_get_score (run.scores), sy_direction_to_order (run.direction));
  sy_roc_get_placements (run.scratch.roc, run.placements);
  if (!sy_roc_get_auc (run.scratch.roc, &self->auc, NULL))
    sy_auc_set_undefined (&self->auc);
  if (!measure_rules (&run, self, model, cancellable, progress, user_data, error))
    return NULL;
  return g_steal_pointer (&self);
}
