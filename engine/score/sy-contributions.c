/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-contributions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sy-sum.h"
#include "sy-rule-reader-private.h"
#include "sy-band-course-private.h"
#include "sy-scorer-private.h"

struct _SyContributions
{
  guint32 person;
  double raw;
  double score;
  double probability; /* NaN for none */
  guint8 band;
  GArray *lines; /* SyContribution; id and label are owned */
};

static void
clear_line (gpointer data)
{
  SyContribution *line = data;

  g_free ((gpointer) line->id);
  g_free ((gpointer) line->label);
}

SyContributions *
sy_contributions_ref (SyContributions *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_contributions (gpointer data)
{
  SyContributions *self = data;

  g_array_unref (self->lines);
}

void
sy_contributions_unref (SyContributions *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_contributions);
}

const SyContribution *
sy_contributions_get_lines (const SyContributions *self,
                            gsize *out_n_lines)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (out_n_lines != NULL, NULL);

  *out_n_lines = self->lines->len;
  return (const SyContribution *) (gconstpointer) self->lines->data;
}

static int
compare_sizes (gconstpointer a,
               gconstpointer b)
{
  double first = fabs (((const SyContribution *) a)->points);
  double second = fabs (((const SyContribution *) b)->points);

  return (first < second) - (first > second);
}

/* The lines with the largest points, of either sign, first; their texts are borrowed. */
static SyContribution *
sort_by_size (const SyContributions *self,
              gsize *out_n_lines)
{
  gsize n;
  const SyContribution *lines = sy_contributions_get_lines (self, &n);
  SyContribution *sorted = g_new (SyContribution, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    sorted[i] = lines[i];
  qsort (sorted, n, sizeof *sorted, compare_sizes);
  *out_n_lines = n;
  return sorted;
}

#define MIN_TOLD_POINTS 0.05 /* what is told with one decimal */

char *
sy_contributions_describe_rules (const SyContributions *self,
                                 gsize max_lines)
{
  gsize n_lines;
  g_autofree SyContribution *sorted = sort_by_size (self, &n_lines);
  GString *text = g_string_new (NULL);
  gsize n = 0;

  for (gsize i = 0; i < n_lines && n < max_lines; i++)
    {
      char points[G_ASCII_DTOSTR_BUF_SIZE];

      if (sorted[i].kind != SY_CONTRIBUTION_RULE || fabs (sorted[i].points) < MIN_TOLD_POINTS)
        continue;
      g_ascii_formatd (points, sizeof points, "%+.1f", sorted[i].points);
      g_string_append_printf (text, "%s%s %s", n > 0 ? ", " : "", sorted[i].label, points);
      n++;
    }
  return g_string_free (text, FALSE);
}

guint32
sy_contributions_get_person (const SyContributions *self)
{
  g_return_val_if_fail (self != NULL, SY_PERSON_NONE);

  return self->person;
}

double
sy_contributions_get_raw (const SyContributions *self)
{
  g_return_val_if_fail (self != NULL, (double) NAN);

  return self->raw;
}

double
sy_contributions_get_score (const SyContributions *self)
{
  g_return_val_if_fail (self != NULL, (double) NAN);

  return self->score;
}

double
sy_contributions_get_probability (const SyContributions *self)
{
  g_return_val_if_fail (self != NULL, (double) NAN);

  return self->probability;
}

guint8
sy_contributions_get_band (const SyContributions *self)
{
  g_return_val_if_fail (self != NULL, SY_BAND_NONE);

  return self->band;
}

/* Adds a line that is not a rule's, if it says anything. */
static void
add_step (SyContributions *self,
          SyContributionKind kind,
          int group,
          const char *name,
          double from,
          double to)
{
  SyContribution line = {
    .kind = kind,
    .group = group,
    .rule = -1,
    .points = to - from,
    .latest = SY_INSTANT_NONE,
    .factor = 1,
  };

  if (fabs (line.points) <= 0)
    return;
  line.id = g_strdup (name);
  line.label = g_strdup (name);
  g_array_append_val (self->lines, line);
}

/* Adds the lines of a rule; returns its points. */
static double
add_rule (SyContributions *self,
          SyScorer *scorer,
          const SyRule *rule,
          int group_index,
          int rule_index)
{
  g_autoptr (SyRuleReader)
      reader = sy_rule_reader_new (sy_scorer_get_log (scorer), rule, sy_scorer_get_as_of (scorer));
  SyContribution line = { .kind = SY_CONTRIBUTION_RULE, .group = group_index, .rule = rule_index };
  SyRulePart part;
  SyRuleTrace trace;
  double value;
  double points;

  value = sy_rule_reader_get_value (reader, self->person);
  sy_rule_reader_trace (reader, self->person, &trace);
  sy_scorer_init_rule_part (rule, &part);
  part.values = &value;
  sy_rule_part_compute (&part, 0, 1, &points);

  line.is_missing = isnan (value);
  line.value = line.is_missing ? 0 : value;
  line.points = sy_rule_part_get_uncapped (&part, value);
  line.n_matched = trace.n_matched;
  line.n_kept = trace.n_kept;
  line.latest = trace.latest;
  line.factor = sy_rule_reader_get_factor (reader, self->person);
  line.id = g_strdup (rule->id);
  line.label = g_strdup (sy_rule_get_label (rule));
  g_array_append_val (self->lines, line);
  if (fabs (points - line.points) > 0)
    {
      SyContribution cap = { .kind = SY_CONTRIBUTION_EVENT_CAP,
                             .group = group_index,
                             .rule = rule_index,
                             .points = points - line.points,
                             .latest = SY_INSTANT_NONE,
                             .factor = 1 };

      cap.id = g_strdup (rule->id);
      cap.label = g_strdup (sy_rule_get_label (rule));
      g_array_append_val (self->lines, cap);
    }
  return points;
}

/* Adds the lines of a group; returns its points. */
static double
add_group (SyContributions *self,
           SyScorer *scorer,
           const SyRuleGroup *group,
           int group_index)
{
  g_autofree double *points = g_new (double, group->rules->len);
  g_autofree SyRulePart *parts = g_new0 (SyRulePart, group->rules->len);
  SyGroupPart whole;
  SyGroupPart combined_part;
  SySum sum = { 0 };
  double combined;
  double divided;
  double clamped;
  double weighted;
  gsize n_rules = 0;

  for (guint i = 0; i < group->rules->len; i++)
    {
      const SyRule *rule = sy_rule_group_get_rule (group, i);

      if (rule->muted)
        continue;
      points[n_rules] = add_rule (self, scorer, rule, group_index, (int) i);
      sy_sum_add (&sum, points[n_rules]);
      parts[n_rules] = (SyRulePart){ &points[n_rules], 1, (double) NAN, (double) NAN, 0, FALSE };
      n_rules++;
    }
  sy_scorer_init_group_part (group, &whole);
  whole.rules = parts;
  whole.n_rules = n_rules;
  combined_part = whole;
  combined_part.p95 = combined_part.points_min = combined_part.points_max = (double) NAN;
  combined_part.weight = 1;
  sy_group_part_compute (&combined_part, 0, 1, &combined);
  sy_group_part_compute (&whole, 0, 1, &weighted);
  divided = isnan (group->p95) ? combined : combined / group->p95;
  clamped = sy_clamp (divided, group->points_min, group->points_max);

  if (group->combine == SY_COMBINE_MAX)
    add_step (self, SY_CONTRIBUTION_GROUP_MAX, group_index, group->name, sy_sum_get (&sum),
              combined);
  add_step (self, SY_CONTRIBUTION_GROUP_P95, group_index, group->name, combined, divided);
  add_step (self, SY_CONTRIBUTION_GROUP_CLAMP, group_index, group->name, divided, clamped);
  add_step (self, SY_CONTRIBUTION_GROUP_WEIGHT, group_index, group->name, clamped, weighted);
  return weighted;
}

/* The scaled score, with the scale's line. */
static void
add_scale (SyContributions *self,
           SyScorer *scorer,
           const SyModel *model)
{
  if (!sy_scorer_ranks_members (model))
    sy_scale_compute (sy_score_cache_get_scale (sy_scorer_get_cache (scorer), &model->scale),
                      &self->raw, 1, &self->score);
  else
    {
      /* Ranked among everyone: nothing less than all scores will do. */
      g_autoptr (SyModel) other = sy_model_without_course (model);
      g_autoptr (SyModel) plain = sy_model_copy (other);
      g_autoptr (SyScores) scores = NULL;

      plain->probability.blend = 0;
      scores = sy_scorer_score (scorer, plain, NULL, NULL);
      self->score = sy_scores_get_score (scores)[self->person];
    }
  add_step (self, SY_CONTRIBUTION_SCALE, -1, NULL, self->raw, self->score);
}

/* The sum over rules that the probability of one person reads. */
static double
compute_sum (const SyContributions *self,
             SyScorer *scorer,
             const SyModel *model)
{
  const SyLayerSpec *spec = &model->probability;
  g_autofree SyRulePart *parts = g_new (SyRulePart, spec->n_rules + 1);
  g_autofree double *values = g_new (double, spec->n_rules + 1);
  SyGroupPart sum;
  double result;
  gsize n = 0;

  for (gsize i = 0; i < spec->n_rules; i++)
    {
      const SyRule *rule = sy_model_find_rule (model, spec->rules[i].rule, NULL, NULL);
      g_autoptr (SyRuleReader) reader = NULL;

      if (rule == NULL || rule->muted)
        continue;
      reader = sy_rule_reader_new (sy_scorer_get_log (scorer), rule,
                                   sy_scorer_get_as_of (scorer));
      values[n] = sy_rule_reader_get_value (reader, self->person);
      sy_layer_init_rule_part (&spec->rules[i], &parts[n]);
      parts[n].values = &values[n];
      n++;
    }
  sy_layer_init_part (&sum);
  sum.rules = parts;
  sum.n_rules = n;
  sy_group_part_compute (&sum, 0, 1, &result);
  return result;
}

/* The shown score, with the line of what is blended in. */
static void
add_probability (SyContributions *self,
                 SyScorer *scorer,
                 const SyModel *model)
{
  g_autoptr (SyLayer) layer = sy_layer_new (model);
  double scaled = self->score;
  double sum = 0;

  self->probability = (double) NAN;
  if (layer == NULL)
    return;
  if (sy_layer_reads_rules (layer))
    sum = compute_sum (self, scorer, model);
  sy_layer_compute (layer, &self->raw, &sum, 1, &self->probability);
  if (!(sy_layer_get_blend (layer) > 0))
    return;
  sy_layer_blend (layer, &self->raw, &sum, 1, &self->score);
  add_step (self, SY_CONTRIBUTION_PROBABILITY, -1, NULL, scaled, self->score);
}

static guint8
find_band (SyScorer *scorer,
           const SyModel *model,
           guint32 person,
           double score)
{
  const SyPopulation *population = sy_score_cache_get_population (sy_scorer_get_cache (scorer),
                                                                  &model->population);

  if (!population->is_member[person])
    return SY_BAND_NONE;
  return sy_band_course_find (sy_scorer_get_log (scorer), model, person,
                              sy_scorer_get_as_of (scorer),
                              (guint8) sy_model_find_band (model, score));
}

SyContributions *
sy_scorer_explain (SyScorer *self,
                   const SyModel *model,
                   guint32 person)
{
  SyContributions *contributions;
  g_autofree double *groups = NULL;
  g_autofree const double **group_values = NULL;
  double unclamped;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);
  g_return_val_if_fail (person < sy_event_log_get_n_people (sy_scorer_get_log (self)), NULL);

  contributions = g_atomic_rc_box_new0 (SyContributions);
  contributions->person = person;
  contributions->lines = g_array_new (FALSE, FALSE, sizeof (SyContribution));
  g_array_set_clear_func (contributions->lines, clear_line);

  groups = g_new (double, model->groups->len);
  group_values = g_new (const double *, model->groups->len);
  for (guint i = 0; i < model->groups->len; i++)
    {
      groups[i] = add_group (contributions, self, sy_model_get_group (model, i), (int) i);
      group_values[i] = &groups[i];
    }
  sy_totals_compute_raw (group_values, model->groups->len, (double) NAN, (double) NAN, 0, 1,
                         &unclamped);
  contributions->raw = sy_clamp (unclamped, model->score_min, model->score_max);
  add_step (contributions, SY_CONTRIBUTION_SCORE_CLAMP, -1, NULL, unclamped, contributions->raw);
  add_scale (contributions, self, model);
  add_probability (contributions, self, model);
  contributions->band = find_band (self, model, person, contributions->score);
  return contributions;
}
