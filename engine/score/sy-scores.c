/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-scores-private.h"

#include <math.h>

SyScores *
sy_scores_new (gint64 as_of,
               gsize n_people,
               gsize n_rules,
               gsize n_groups)
{
  SyScores *self = g_atomic_rc_box_new0 (SyScores);

  self->as_of = as_of;
  self->n_people = n_people;
  self->bands = g_new (guint8, n_people);
  self->n_rules = n_rules;
  self->parts = g_new0 (SyRulePart, n_rules);
  self->columns = g_new0 (SyColumn *, n_rules);
  self->n_groups = n_groups;
  self->groups = g_new0 (SyColumn *, n_groups);
  return self;
}

SyScores *
sy_scores_ref (SyScores *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_scores (gpointer data)
{
  SyScores *self = data;

  g_clear_pointer (&self->raw, sy_column_unref);
  g_clear_pointer (&self->score, sy_column_unref);
  g_clear_pointer (&self->population, sy_population_unref);
  g_clear_pointer (&self->layer, sy_layer_unref);
  g_clear_pointer (&self->sums, sy_column_unref);
  for (gsize i = 0; i < self->n_rules; i++)
    g_clear_pointer (&self->columns[i], sy_column_unref);
  for (gsize i = 0; i < self->n_groups; i++)
    g_clear_pointer (&self->groups[i], sy_column_unref);
  g_free (self->bands);
  g_free (self->parts);
  g_free (self->columns);
  g_free (self->groups);
}

void
sy_scores_unref (SyScores *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_scores);
}

gint64
sy_scores_get_as_of (const SyScores *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->as_of;
}

gsize
sy_scores_get_n_people (const SyScores *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_people;
}

const double *
sy_scores_get_raw (const SyScores *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->raw->values;
}

const double *
sy_scores_get_score (const SyScores *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->score->values;
}

gboolean
sy_scores_has_probability (const SyScores *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->layer != NULL;
}

double
sy_scores_get_probability (const SyScores *self,
                           guint32 person)
{
  double p = (double) NAN;

  g_return_val_if_fail (self != NULL && person < self->n_people, p);

  if (self->layer != NULL)
    sy_layer_compute (self->layer, &self->raw->values[person],
                      self->sums == NULL ? NULL : &self->sums->values[person], 1, &p);
  return p;
}

const guint8 *
sy_scores_get_bands (const SyScores *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->bands;
}

const guint32 *
sy_scores_get_members (const SyScores *self,
                       gsize *out_n_members)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (out_n_members != NULL, NULL);

  *out_n_members = self->population->n_members;
  return self->population->members;
}

gsize
sy_scores_get_n_refused (const SyScores *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->population->n_refused;
}

gsize
sy_scores_get_n_rules (const SyScores *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rules;
}

const double *
sy_scores_get_rule_values (const SyScores *self,
                           gsize rule)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (rule < self->n_rules, NULL);

  return self->columns[rule] != NULL ? self->columns[rule]->values : NULL;
}

void
sy_scores_get_rule_points (const SyScores *self,
                           gsize rule,
                           const guint32 *people,
                           gsize n_people,
                           double *out_points)
{
  const SyRulePart *part;

  g_return_if_fail (self != NULL);
  g_return_if_fail (rule < self->n_rules);
  g_return_if_fail (n_people == 0 || (people != NULL && out_points != NULL));

  part = &self->parts[rule];
  for (gsize i = 0; i < n_people; i++)
    out_points[i] = part->values == NULL
                        ? 0
                        : sy_clamp (sy_rule_part_get_uncapped (part, part->values[people[i]]),
                                    part->points_min, part->points_max);
}

const double *
sy_scores_get_group_points (const SyScores *self,
                            gsize group)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (group < self->n_groups && self->groups[group] != NULL, NULL);

  return self->groups[group]->values;
}
