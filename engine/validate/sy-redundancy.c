/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "core/sy-sum.h"
#include "sy-suggestion-private.h"

/* A correlation this near to 1 is 1. */
#define DUPLICATE 1e-9

void
sy_redundancy_free (SyRedundancy *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_pairs; i++)
    {
      g_clear_pointer (&self->pairs[i].first, g_free);
      g_clear_pointer (&self->pairs[i].second, g_free);
    }
  for (gsize i = 0; i < self->n_rules; i++)
    {
      g_clear_pointer (&self->rules[i].id, g_free);
      g_clear_pointer (&self->rules[i].label, g_free);
    }
  g_clear_pointer (&self->pairs, g_free);
  g_clear_pointer (&self->rules, g_free);
  g_free (self);
}

typedef struct
{
  const SyModel *model;
  const SyScores *scores;
  const guint32 *members;
  gsize n;
} Population;

/* Points of a rule of any model with these rules, by member. */
static double *
get_points (const Population *self,
            const SyScores *scores,
            gsize rule)
{
  double *points = g_new (double, self->n + 1);

  sy_scores_get_rule_points (scores, rule, self->members, self->n, points);
  return points;
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  double first = fabs (((const SyRedundantPair *) a)->correlation);
  double second = fabs (((const SyRedundantPair *) b)->correlation);

  return (first < second) - (first > second);
}

static void
find_pairs (const Population *self,
            SyRedundancy *out,
            GCancellable *cancellable)
{
  gsize n_rules = sy_model_get_n_rules (self->model);
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (SyRedundantPair));
  g_autoptr (GPtrArray) points = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n_rules; i++)
    g_ptr_array_add (points, get_points (self, self->scores, i));
  for (gsize i = 0; i < n_rules && !g_cancellable_is_cancelled (cancellable); i++)
    for (gsize j = i + 1; j < n_rules; j++)
      {
        SyRedundantPair pair = { 0 };

        pair.correlation = sy_pearson (points->pdata[i], points->pdata[j], self->n);
        if (!(fabs (pair.correlation) >= SY_REDUNDANT))
          continue;
        pair.is_duplicate = pair.correlation >= 1 - DUPLICATE;
        pair.first = g_strdup (sy_model_get_rule_at (self->model, i, NULL)->id);
        pair.second = g_strdup (sy_model_get_rule_at (self->model, j, NULL)->id);
        g_array_append_val (pairs, pair);
      }
  g_array_sort (pairs, compare_pairs);
  out->n_pairs = pairs->len;
  out->pairs = (SyRedundantPair *) (gpointer) g_array_free (pairs, FALSE);
}

/* A copy without daily caps, largest numbers and limits, or without limits only. */
static SyModel *
copy_without_caps (const SyModel *model,
                   gboolean keeps_counts)
{
  SyModel *copy = sy_model_copy (model);

  for (gsize i = 0; i < sy_model_get_n_rules (copy); i++)
    {
      SyRule *rule = (SyRule *) sy_model_get_rule_at (copy, i, NULL);

      rule->points_min = rule->points_max = (double) NAN;
      if (keeps_counts)
        continue;
      rule->daily_cap = -1;
      rule->max_occurrences = -1;
    }
  return copy;
}

/* How many differ, and by how much in the mean. */
static double
compare_points (const double *more,
                const double *less,
                gsize n,
                gsize *out_n_changed)
{
  SySum sum = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      double lost = more[i] - less[i];

      *out_n_changed += lost != 0.0;
      sy_sum_add (&sum, lost);
    }
  return n > 0 ? sy_sum_get (&sum) / (double) n : 0;
}

static gboolean
measure_caps (const Population *self,
              SyScorer *scorer,
              SyRedundancy *out,
              GCancellable *cancellable,
              GError **error)
{
  gsize n_rules = sy_model_get_n_rules (self->model);
  g_autoptr (SyModel) unlimited_model = copy_without_caps (self->model, TRUE);
  g_autoptr (SyModel) uncapped_model = copy_without_caps (self->model, FALSE);
  g_autoptr (SyScores) unlimited = sy_scorer_score (scorer, unlimited_model, cancellable, error);
  g_autoptr (SyScores) uncapped = NULL;

  if (unlimited == NULL)
    return FALSE;
  uncapped = sy_scorer_score (scorer, uncapped_model, cancellable, error);
  if (uncapped == NULL)
    return FALSE;
  out->rules = g_new0 (SyRuleCaps, n_rules + 1);
  for (gsize i = 0; i < n_rules; i++)
    {
      const SyRule *rule = sy_model_get_rule_at (self->model, i, NULL);
      SyRuleCaps *caps = &out->rules[out->n_rules];
      g_autofree double *points = get_points (self, self->scores, i);
      g_autofree double *without_limits = get_points (self, unlimited, i);
      g_autofree double *without_caps = get_points (self, uncapped, i);
      SySum sum = { 0 };

      if (rule->muted)
        continue;
      out->n_rules++;
      caps->id = g_strdup (rule->id);
      caps->label = g_strdup (sy_rule_get_label (rule));
      for (gsize m = 0; m < self->n; m++)
        sy_sum_add (&sum, points[m]);
      caps->mean_points = self->n > 0 ? sy_sum_get (&sum) / (double) self->n : 0;
      caps->lost_to_caps = compare_points (without_caps, without_limits, self->n, &caps->n_capped);
      caps->lost_to_limits = compare_points (without_limits, points, self->n, &caps->n_limited);
    }
  return TRUE;
}

SyRedundancy *
sy_redundancy_of_rows (SyLabelled *rows,
                       const SyModel *model,
                       GCancellable *cancellable,
                       GError **error)
{
  const SyLabelledDate *last = &rows->dates[rows->n_dates - 1];
  SyRedundancy *self = g_new0 (SyRedundancy, 1);
  Population population = { .model = model, .scores = last->scores };

  population.members = sy_scores_get_members (last->scores, &population.n);
  self->as_of = last->as_of;
  self->n_people = population.n;
  find_pairs (&population, self, cancellable);
  if (!measure_caps (&population, last->scorer, self, cancellable, error))
    g_clear_pointer (&self, sy_redundancy_free);
  return self;
}
