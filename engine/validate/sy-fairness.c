/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-fairness.h"

#include <math.h>

#include "core/sy-sum.h"
#include "sy-fairness-coverage-private.h"
#include "sy-mean-points-private.h"
#include "sy-outcome.h"

/* What the figures of everyone are counted from. */
typedef struct
{
  SyFairness *self;
  const SyModel *model;
  const SyScores *scores;
  const SyOutcome *outcome;
} Counting;

static gboolean
is_chosen (const Counting *counting,
           guint32 person)
{
  guint8 band = sy_scores_get_bands (counting->scores)[person];

  return band >= counting->self->first_band && band <= counting->self->last_band;
}

static void
count_label (SyFairnessGroup *group,
             gboolean is_chosen,
             gboolean has_outcome,
             gboolean is_looked_for)
{
  gboolean is_hit = has_outcome == is_looked_for;
  SyFairnessRate *rate = is_hit ? &group->found : &group->wrong;

  group->outcome.n++;
  group->outcome.count += (gsize) has_outcome;
  rate->n++;
  rate->count += (gsize) is_chosen;
  group->right.n += (gsize) is_chosen;
  group->right.count += is_chosen && is_hit;
}

static void
finish_rate (SyFairnessRate *rate)
{
  rate->value = rate->n > 0 ? (double) rate->count / (double) rate->n : (double) NAN;
  rate->interval = sy_wilson ((double) rate->count, (double) rate->n);
}

static void
finish_group (SyFairnessGroup *group)
{
  group->chosen.n = group->n;
  group->is_small = group->n < SY_FAIRNESS_MIN_PEOPLE;
  group->is_judged = !group->is_small && !group->is_missing;
  finish_rate (&group->chosen);
  finish_rate (&group->outcome);
  finish_rate (&group->found);
  finish_rate (&group->wrong);
  finish_rate (&group->right);
}

/* The mean of a column over each group, and over everyone as the last. */
static void
take_means (const Counting *counting,
            const double *column,
            double *out_means)
{
  const SyFairness *self = counting->self;
  gsize n_members;
  const guint32 *members = sy_scores_get_members (counting->scores, &n_members);
  g_autofree SySum *sums = g_new0 (SySum, self->n_groups + 1);

  for (gsize i = 0; i < n_members; i++)
    {
      sy_sum_add (&sums[self->people->of[members[i]]], column[members[i]]);
      sy_sum_add (&sums[self->n_groups], column[members[i]]);
    }
  for (gsize g = 0; g < self->n_groups; g++)
    out_means[g] = sy_sum_get (&sums[g]) / (double) self->groups[g].n;
  out_means[self->n_groups] = sy_sum_get (&sums[self->n_groups]) / (double) n_members;
}

static SyFairnessGroup *
get_group (const SyFairness *self,
           gsize g)
{
  return g < self->n_groups ? &self->groups[g] : (SyFairnessGroup *) &self->all;
}

static void
set_means (const Counting *counting)
{
  SyFairness *self = counting->self;
  g_autofree double *means = g_new (double, self->n_groups + 1);

  take_means (counting, sy_scores_get_raw (counting->scores), means);
  for (gsize g = 0; g <= self->n_groups; g++)
    {
      get_group (self, g)->mean = means[g];
      get_group (self, g)->gap = means[g] - means[self->n_groups];
    }
}

static void
set_channels (const Counting *counting)
{
  SyFairness *self = counting->self;
  g_autofree double *means = g_new (double, self->n_groups + 1);

  self->n_channels = counting->model->groups->len;
  self->channel_names = g_new0 (char *, self->n_channels + 1);
  for (gsize g = 0; g <= self->n_groups; g++)
    get_group (self, g)->channels = g_new0 (double, self->n_channels + 1);
  for (gsize c = 0; c < self->n_channels; c++)
    {
      self->channel_names[c] = g_strdup (sy_model_get_group (counting->model, (guint) c)->name);
      take_means (counting, sy_scores_get_group_points (counting->scores, c), means);
      for (gsize g = 0; g <= self->n_groups; g++)
        get_group (self, g)->channels[c] = means[g];
    }
  for (gsize g = 0; g <= self->n_groups; g++)
    {
      double *channels = get_group (self, g)->channels;
      double sum = 0;

      for (gsize c = 0; c < self->n_channels; c++)
        sum += fabs (channels[c]);
      for (gsize c = 0; c < self->n_channels; c++)
        channels[c] = sum > 0 ? channels[c] / sum : (double) NAN;
    }
}

/* Groups without anybody in the population go; the others move up. */
static void
drop_empty_groups (SyFairness *self,
                   const SyScores *scores)
{
  SyPeopleGroups *people = self->people;
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  gsize counts[SY_PEOPLE_GROUPS_MAX] = { 0 };
  guint8 places[SY_PEOPLE_GROUPS_MAX] = { 0 };

  for (gsize i = 0; i < n_members; i++)
    counts[people->of[members[i]]]++;
  self->groups = g_new0 (SyFairnessGroup, people->n_groups);
  for (gsize g = 0; g < people->n_groups; g++)
    {
      if (counts[g] == 0)
        continue;
      places[g] = (guint8) self->n_groups;
      self->groups[self->n_groups].name = people->names[g];
      self->groups[self->n_groups].n = counts[g];
      self->groups[self->n_groups].is_missing = (int) g == people->missing;
      self->n_groups++;
    }
  for (gsize i = 0; i < n_members; i++)
    people->of[members[i]] = places[people->of[members[i]]];
  self->all.n = n_members;
  self->all.name = "everyone";
}

static void
count_people (const Counting *counting)
{
  SyFairness *self = counting->self;
  const SyOutcome *outcome = counting->outcome;
  gsize n_members;
  const guint32 *members = sy_scores_get_members (counting->scores, &n_members);

  self->looks_for_outcome = (self->last_band == counting->model->bands->len - 1) ==
                            (counting->model->outcome.direction == SY_DIRECTION_MORE);
  for (gsize i = 0; i < n_members; i++)
    {
      self->groups[self->people->of[members[i]]].chosen.count += is_chosen (counting, members[i]);
      self->all.chosen.count += is_chosen (counting, members[i]);
    }
  for (gsize i = 0; outcome != NULL && i < outcome->n; i++)
    {
      guint32 person = outcome->people[i];
      gboolean chosen = is_chosen (counting, person);

      count_label (&self->groups[self->people->of[person]], chosen, outcome->labels[i], self->looks_for_outcome);
      count_label (&self->all, chosen, outcome->labels[i], self->looks_for_outcome);
    }
  for (gsize g = 0; g <= self->n_groups; g++)
    finish_group (get_group (self, g));
}

static void
set_ratios (SyFairness *self)
{
  double largest = 0;

  for (gsize g = 0; g < self->n_groups; g++)
    if (self->groups[g].is_judged)
      largest = MAX (largest, self->groups[g].chosen.value);
  for (gsize g = 0; g < self->n_groups; g++)
    {
      SyFairnessGroup *group = &self->groups[g];

      group->ratio = sy_fairness_get_ratio (group->chosen.value, largest);
      group->is_flagged = group->is_judged && group->ratio < SY_FAIRNESS_FOUR_FIFTHS;
    }
  self->all.ratio = (double) NAN;
  self->all.common_ratio = (double) NAN;
}

static SyOutcome *
label (SyEventLog *log,
       const SyModel *model,
       const SyScores *scores,
       GCancellable *cancellable,
       GError **error)
{
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);

  return sy_outcome_evaluate (log, &model->outcome, sy_scores_get_as_of (scores), members, n_members,
                              cancellable, error);
}

SyFairness *
sy_fairness_new (SyEventLog *log,
                 const SyModel *model,
                 gint64 as_of,
                 const char *attribute,
                 guint first_band,
                 guint last_band,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (SyFairness) self = g_new0 (SyFairness, 1);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyOutcome) outcome = NULL;
  Counting counting = { self, model, NULL, NULL };

  g_return_val_if_fail (first_band <= last_band && last_band < model->bands->len, NULL);
  g_return_val_if_fail (first_band == 0 || last_band == model->bands->len - 1, NULL);

  self->as_of = as_of;
  self->attribute = g_strdup (attribute);
  self->first_band = first_band;
  self->last_band = last_band;
  self->people = sy_people_groups_new (log, attribute, error);
  if (self->people == NULL)
    return NULL;
  scores = sy_scorer_score (scorer, model, cancellable, error);
  if (scores == NULL)
    return NULL;
  if (model->outcome.kind != SY_OUTCOME_NONE)
    {
      outcome = label (log, model, scores, cancellable, error);
      if (outcome == NULL)
        return NULL;
      self->is_mature = outcome->is_mature;
    }
  counting.scores = scores;
  counting.outcome = outcome;
  drop_empty_groups (self, scores);
  count_people (&counting);
  set_ratios (self);
  set_means (&counting);
  set_channels (&counting);
  if (!sy_fairness_add_coverage (self, scorer, model, scores, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
sy_fairness_free (SyFairness *self)
{
  if (self == NULL)
    return;
  for (gsize g = 0; g <= self->n_groups && self->groups != NULL; g++)
    g_free (get_group (self, g)->channels);
  g_free (self->groups);
  g_strfreev (self->channel_names);
  g_strfreev (self->uncommon);
  g_free (self->attribute);
  sy_people_groups_free (self->people);
  g_free (self);
}
