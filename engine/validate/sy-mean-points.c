/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-mean-points-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-sum.h"

/* @n is not 0. */
static double
get_mean_of (const guint32 *people,
             gsize n,
             const double *column)
{
  SySum sum = { 0 };

  for (gsize i = 0; i < n; i++)
    sy_sum_add (&sum, column[people[i]]);
  return sy_sum_get (&sum) / (double) n;
}

double
sy_mean_of_members (const SyScores *scores,
                    const double *column)
{
  gsize n;
  const guint32 *members = sy_scores_get_members (scores, &n);

  return n == 0 ? (double) NAN : get_mean_of (members, n, column);
}

void
sy_count_bands (const SyScores *scores,
                gsize n_bands,
                gsize *out_counts)
{
  gsize n;
  const guint32 *members = sy_scores_get_members (scores, &n);
  const guint8 *bands = sy_scores_get_bands (scores);
  gsize counts[SY_BAND_NONE + 1] = { 0 };

  for (gsize i = 0; i < n; i++)
    counts[bands[members[i]]]++;
  memcpy (out_counts, counts, n_bands * sizeof *counts);
}

double *
sy_scores_of_members (const SyScores *scores,
                      gsize *out_n)
{
  const guint32 *members = sy_scores_get_members (scores, out_n);
  const double *score = sy_scores_get_score (scores);
  double *values = g_new (double, MAX (*out_n, 1));

  for (gsize i = 0; i < *out_n; i++)
    values[i] = score[members[i]];
  return values;
}

static void
add_line (GArray *lines,
          SyPointsKind kind,
          const char *id,
          const char *label,
          double points)
{
  SyMeanPoints line = { kind, g_strdup (id), g_strdup (label), points };

  g_array_append_val (lines, line);
}

static double
get_mean (const double *values,
          gsize n)
{
  SySum sum = { 0 };

  for (gsize i = 0; i < n; i++)
    sy_sum_add (&sum, values[i]);
  return n > 0 ? sy_sum_get (&sum) / (double) n : 0.0;
}

/* Returns the group's mean, and adds its lines. */
static double
add_group (GArray *lines,
           const SyModel *model,
           guint g,
           gsize first_rule,
           const SyScores *scores,
           const guint32 *people,
           gsize n,
           double *buffer)
{
  const SyRuleGroup *group = sy_model_get_group (model, g);
  SySum rest = { 0 };
  double mean = n > 0 ? get_mean_of (people, n, sy_scores_get_group_points (scores, g)) : 0.0;

  sy_sum_add (&rest, mean);
  for (guint r = 0; r < group->rules->len; r++)
    {
      const SyRule *rule = sy_rule_group_get_rule (group, r);
      double points;

      if (rule->muted)
        continue;
      sy_scores_get_rule_points (scores, first_rule + r, people, n, buffer);
      points = sy_rule_group_get_factor (group) * get_mean (buffer, n);
      sy_sum_add (&rest, -points);
      add_line (lines, SY_POINTS_RULE, rule->id, sy_rule_get_label (rule), points);
    }
  if (group->combine == SY_COMBINE_MAX || !isnan (group->points_min) || !isnan (group->points_max))
    add_line (lines, SY_POINTS_GROUP, group->name, group->name, sy_sum_get (&rest));
  return mean;
}

SyMeanPoints *
sy_mean_points_new (const SyModel *model,
                    const SyScores *scores,
                    gsize *out_n_lines)
{
  gsize n;
  const guint32 *members = sy_scores_get_members (scores, &n);

  return sy_mean_points_new_of (model, scores, members, n, out_n_lines);
}

SyMeanPoints *
sy_mean_points_new_of (const SyModel *model,
                       const SyScores *scores,
                       const guint32 *people,
                       gsize n,
                       gsize *out_n_lines)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (SyMeanPoints));
  g_autofree double *buffer = g_new (double, MAX (n, 1));
  gsize first_rule = 0;
  SySum rest = { 0 };

  for (guint g = 0; g < model->groups->len; g++)
    {
      sy_sum_add (&rest, -add_group (lines, model, g, first_rule, scores, people, n, buffer));
      first_rule += sy_model_get_group (model, g)->rules->len;
    }
  if (n > 0)
    sy_sum_add (&rest, get_mean_of (people, n, sy_scores_get_raw (scores)));
  if (!isnan (model->score_min) || !isnan (model->score_max))
    add_line (lines, SY_POINTS_SCORE, "", "Score limits", sy_sum_get (&rest));
  *out_n_lines = lines->len;
  return (SyMeanPoints *) (gpointer) g_array_free (lines, FALSE);
}

void
sy_mean_points_free (SyMeanPoints *lines,
                     gsize n_lines)
{
  for (gsize i = 0; lines != NULL && i < n_lines; i++)
    {
      g_clear_pointer (&lines[i].id, g_free);
      g_clear_pointer (&lines[i].label, g_free);
    }
  g_free (lines);
}
