/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-components.h"

#include <math.h>
#include <string.h>

#include "core/sy-sum.h"
#include "sy-ledger-private.h"
#include "sy-totals-private.h"

/* People whose points are kept at a time while the means are summed. */
#define MEAN_CHUNK 4096

const char *
sy_component_line_get_name (SyComponentLine line)
{
  static const char *const names[] = { "recency", "frequency", "depth",
                                       "value", "limits", "scale" };

  g_return_val_if_fail (line < SY_N_COMPONENT_LINES, NULL);

  return names[line];
}

SyComponentLine
sy_rule_get_component_line (const SyRule *self)
{
  switch (sy_rule_get_component (self))
    {
    case SY_COMPONENT_RECENCY:
      return SY_COMPONENT_LINE_RECENCY;
    case SY_COMPONENT_FREQUENCY:
      return SY_COMPONENT_LINE_FREQUENCY;
    case SY_COMPONENT_VALUE:
      return SY_COMPONENT_LINE_VALUE;
    case SY_COMPONENT_DEPTH:
    case SY_COMPONENT_DERIVED:
    default:
      return SY_COMPONENT_LINE_DEPTH;
    }
}

/* --- bad news --- */

int
sy_type_names_get_polarity (char *const *names,
                            GPtrArray *types)
{
  int polarity = 0;

  for (gsize i = 0; types != NULL && names != NULL && names[i] != NULL; i++)
    for (guint t = 0; t < types->len; t++)
      {
        const SyTypeEntry *entry = types->pdata[t];

        if (entry->polarity == 0 || strcmp (entry->name, names[i]) != 0)
          continue;
        if (polarity == -entry->polarity)
          return 0;
        polarity = entry->polarity;
      }
  return polarity;
}

gboolean
sy_rule_is_friction (const SyRule *self,
                     const SyRuleGroup *group,
                     GPtrArray *types)
{
  int polarity = 0;

  g_return_val_if_fail (self != NULL && group != NULL, FALSE);

  if (self->polarity != SY_POLARITY_DERIVED)
    return self->polarity == SY_POLARITY_NEGATIVE;
  if (self->kind == SY_RULE_EVENT || self->kind == SY_RULE_MILESTONE)
    polarity = sy_type_names_get_polarity (self->types, types);
  if (self->kind == SY_RULE_EVENT && self->measure == SY_MEASURE_INACTIVE)
    polarity = -polarity;
  if (polarity != 0)
    return polarity < 0;
  return self->weight * sy_rule_group_get_factor (group) < 0;
}

static gboolean
add_type (GPtrArray *types,
          SyProject *project,
          const char *name,
          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  SyTypeEntry *entry = sy_project_get_type (project, name, &local_error);

  if (entry != NULL)
    g_ptr_array_add (types, entry);
  else if (!g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

static void
free_type (gpointer entry)
{
  sy_type_entry_free (entry);
}

GPtrArray *
sy_project_list_model_types (SyProject *self,
                             const SyModel *model,
                             GError **error)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new_with_free_func (free_type);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (self != NULL && model != NULL, NULL);

  for (guint i = 0; i < model->groups->len; i++)
    for (guint j = 0; j < sy_model_get_group (model, i)->rules->len; j++)
      {
        const SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (model, i), j);

        for (char **name = rule->types; name != NULL && *name != NULL; name++)
          if (g_hash_table_add (seen, *name) && !add_type (types, self, *name, error))
            return NULL;
      }
  return g_steal_pointer (&types);
}

/* --- one person --- */

void
sy_contributions_get_components (const SyContributions *self,
                                 const SyModel *model,
                                 GPtrArray *types,
                                 SyComponents *out_components)
{
  g_auto (SyLedger) ledger = { 0 };
  gsize n = 0;

  g_return_if_fail (self != NULL && model != NULL && out_components != NULL);

  sy_ledger_init_from (&ledger, self, model);
  *out_components = (SyComponents){ .score = ledger.score };
  out_components->lines[SY_COMPONENT_LINE_LIMITS] = ledger.score_limit;
  out_components->lines[SY_COMPONENT_LINE_SCALE] = ledger.scale;
  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, i);

      out_components->lines[SY_COMPONENT_LINE_LIMITS] += ledger.limits[i];
      for (guint j = 0; j < group->rules->len; j++, n++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, j);

          out_components->lines[sy_rule_get_component_line (rule)] += ledger.rules[n];
          if (sy_rule_is_friction (rule, group, types))
            out_components->friction += ledger.rules[n];
        }
    }
}

/* --- many people --- */

/* The points of a group, gathered for some people. */
typedef struct
{
  double *points; /* of one rule */
  SySum *sums;
  double *best;
  gsize n_rules; /* unmuted ones */
} Gathered;

static void
add_rule (Gathered *self,
          const SyRule *rule,
          double factor,
          gboolean is_friction,
          gsize n_people,
          SyComponents *out_components)
{
  SyComponentLine line = sy_rule_get_component_line (rule);

  for (gsize i = 0; i < n_people; i++)
    {
      double points = self->points[i];

      out_components[i].lines[line] += factor * points;
      if (is_friction)
        out_components[i].friction += factor * points;
      sy_sum_add (&self->sums[i], points);
      self->best[i] = self->n_rules == 0 ? points : MAX (self->best[i], points);
    }
  self->n_rules++;
}

/* What the limits of a group take from the points of its rules; returns the group's points. */
static double
get_limits (const SyRuleGroup *group,
            double sum,
            double best,
            double *out_limits)
{
  double factor = sy_rule_group_get_factor (group);
  double combined = group->combine == SY_COMBINE_MAX ? best : sum;
  double divided = isnan (group->p95) ? combined : combined / group->p95;
  double clamped = sy_clamp (divided, group->points_min, group->points_max);

  *out_limits = factor * (combined - sum) + group->weight * (clamped - divided);
  return group->weight * clamped;
}

void
sy_scores_get_components (const SyScores *self,
                          const SyModel *model,
                          GPtrArray *types,
                          const guint32 *people,
                          gsize n_people,
                          SyComponents *out_components)
{
  g_autofree double *points = NULL;
  g_autofree double *best = NULL;
  g_autofree SySum *sums = NULL;
  g_autofree SySum *totals = NULL;
  gsize n = 0;

  g_return_if_fail (self != NULL && model != NULL);
  g_return_if_fail (n_people == 0 || (people != NULL && out_components != NULL));

  points = g_new (double, n_people);
  best = g_new (double, n_people);
  sums = g_new (SySum, n_people);
  totals = g_new0 (SySum, n_people);
  for (gsize i = 0; i < n_people; i++)
    out_components[i] = (SyComponents){ .score = sy_scores_get_score (self)[people[i]] };
  for (guint g = 0; g < model->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, g);
      Gathered gathered = { points, sums, best, 0 };

      memset (sums, 0, n_people * sizeof *sums);
      memset (best, 0, n_people * sizeof *best);
      for (guint r = 0; r < group->rules->len; r++, n++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, r);

          if (rule->muted)
            continue;
          sy_scores_get_rule_points (self, n, people, n_people, points);
          add_rule (&gathered, rule, sy_rule_group_get_factor (group),
                    sy_rule_is_friction (rule, group, types), n_people, out_components);
        }
      for (gsize i = 0; i < n_people; i++)
        {
          double limits;

          sy_sum_add (&totals[i], get_limits (group, sy_sum_get (&sums[i]), best[i], &limits));
          out_components[i].lines[SY_COMPONENT_LINE_LIMITS] += limits;
        }
    }
  for (gsize i = 0; i < n_people; i++)
    {
      double total = sy_sum_get (&totals[i]);
      double raw = sy_scores_get_raw (self)[people[i]];

      out_components[i].lines[SY_COMPONENT_LINE_LIMITS] +=
          sy_clamp (total, model->score_min, model->score_max) - total;
      out_components[i].lines[SY_COMPONENT_LINE_SCALE] = out_components[i].score - raw;
    }
}

void
sy_scores_get_mean_components (const SyScores *self,
                               const SyModel *model,
                               GPtrArray *types,
                               SyComponents *out_components)
{
  g_autofree SyComponents *chunk = g_new (SyComponents, MEAN_CHUNK);
  SySum lines[SY_N_COMPONENT_LINES] = { { 0 } };
  SySum score = { 0 };
  SySum friction = { 0 };
  const guint32 *members;
  gsize n_members;

  g_return_if_fail (self != NULL && model != NULL && out_components != NULL);

  members = sy_scores_get_members (self, &n_members);
  for (gsize start = 0; start < n_members; start += MEAN_CHUNK)
    {
      gsize n = MIN (MEAN_CHUNK, n_members - start);

      sy_scores_get_components (self, model, types, members + start, n, chunk);
      for (gsize i = 0; i < n; i++)
        {
          for (guint line = 0; line < SY_N_COMPONENT_LINES; line++)
            sy_sum_add (&lines[line], chunk[i].lines[line]);
          sy_sum_add (&score, chunk[i].score);
          sy_sum_add (&friction, chunk[i].friction);
        }
    }
  /* 0 / 0 is the NaN of an empty population. */
  for (guint line = 0; line < SY_N_COMPONENT_LINES; line++)
    out_components->lines[line] = sy_sum_get (&lines[line]) / (double) n_members;
  out_components->score = sy_sum_get (&score) / (double) n_members;
  out_components->friction = sy_sum_get (&friction) / (double) n_members;
}
