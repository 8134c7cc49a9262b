/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-scorer.h"

#include "core/sy-parallel-private.h"
#include "sy-band-course-private.h"
#include "sy-finish-private.h"
#include "sy-score-cache-private.h"
#include "sy-scorer-private.h"
#include "sy-scores-private.h"

/*
 * Scoring goes in four steps, and the results of the first three are remembered:
 *
 *   values   a column per rule, found by what its value depends on
 *   groups   a column per group, found by the value columns of its rules and all numbers
 *            that turn them into points
 *   totals   raw scores and scores, found by the group columns, the scale and what is blended in
 *   bands
 *
 * so an edit costs what depends on it: a threshold the bands, a weight its group and what
 * follows, a half-life one value column besides. A remembered column holds the same bits as
 * one computed anew, as each step does the same operations in the same order for every person.
 */

/* People in a unit of work of a thread; a few of their columns fit the cache. */
#define TOTAL_CHUNK 8192

#define MAX_THREADS 16

struct _SyScorer
{
  SyEventLog *log;
  gint64 as_of;
  guint n_threads;
  SyScoreCache *cache;
  SyBandCourse *course; /* NULL until a model's bands ask for it */
};

static SyScorer *
new_scorer (SyEventLog *log,
            gint64 as_of,
            SyScoreCache *cache)
{
  SyScorer *self = g_atomic_rc_box_new0 (SyScorer);

  self->log = sy_event_log_ref (log);
  self->as_of = as_of;
  self->cache = cache;
  sy_scorer_set_n_threads (self, 0);
  return self;
}

SyScorer *
sy_scorer_new (SyEventLog *log,
               gint64 as_of)
{
  g_return_val_if_fail (log != NULL, NULL);

  return new_scorer (log, as_of, sy_score_cache_new (log, as_of));
}

SyScorer *
sy_scorer_renew (SyScorer *self,
                 SyEventRenewal *renewal,
                 gint64 as_of)
{
  SyScorer *renewed;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (renewal != NULL, NULL);

  renewed = new_scorer (sy_event_renewal_get_log (renewal), as_of,
                        sy_score_cache_renew (self->cache, renewal, as_of));
  renewed->n_threads = self->n_threads;
  return renewed;
}

SyScorer *
sy_scorer_ref (SyScorer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_scorer (gpointer data)
{
  SyScorer *self = data;

  sy_score_cache_free (self->cache);
  sy_band_course_free (self->course);
  sy_event_log_unref (self->log);
}

void
sy_scorer_unref (SyScorer *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_scorer);
}

SyEventLog *
sy_scorer_get_log (SyScorer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->log;
}

gint64
sy_scorer_get_as_of (SyScorer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->as_of;
}

SyScoreCache *
sy_scorer_get_cache (SyScorer *self)
{
  return self->cache;
}

void
sy_scorer_set_n_threads (SyScorer *self,
                         guint n_threads)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n_threads <= MAX_THREADS);

  self->n_threads = n_threads > 0 ? n_threads : MIN (g_get_num_processors (), MAX_THREADS);
}

gboolean
sy_scorer_ranks_members (const SyModel *model)
{
  return model->scale.kind == SY_SCALE_PERCENTILE && model->scale.reference == NULL;
}

void
sy_scorer_init_rule_part (const SyRule *rule,
                          SyRulePart *out_part)
{
  *out_part = (SyRulePart){
    .weight = rule->weight,
    .points_min = rule->points_min,
    .points_max = rule->points_max,
    .missing_points = rule->missing_points,
    .may_miss = rule->kind == SY_RULE_ATTRIBUTE,
  };
}

void
sy_scorer_init_group_part (const SyRuleGroup *group,
                           SyGroupPart *out_part)
{
  *out_part = (SyGroupPart){
    .combine = group->combine,
    .p95 = group->p95,
    .weight = group->weight,
    .points_min = group->points_min,
    .points_max = group->points_max,
  };
}

/* One scoring on its way. */
typedef struct
{
  const SyModel *model;
  SyScores *scores;
  SyFinish finish;
  SyGroupPart *groups;
  gboolean *is_new_group;
  const double **group_values;
  gboolean are_new_totals;

  /* The unmuted rules of all groups one after the other. */
  SyRulePart *parts;
  SyColumn **columns;

  /* What the probability sums up of rules. */
  SyGroupPart sums;
  SyRulePart *sum_parts; /* NULL when it does not */
  gboolean are_new_sums;
} Scoring;

static void
clear_scoring (Scoring *self)
{
  g_clear_pointer (&self->scores, sy_scores_unref);
  g_free (self->groups);
  g_free (self->is_new_group);
  g_free (self->group_values);
  g_free (self->parts);
  g_free (self->columns);
  g_free (self->sum_parts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scoring, clear_scoring)

static void
init_scoring (Scoring *self,
              SyScorer *scorer,
              const SyModel *model)
{
  gsize n_rules = sy_model_get_n_rules (model);
  gsize n_groups = model->groups->len;

  self->model = model;
  self->scores = sy_scores_new (scorer->as_of, sy_event_log_get_n_people (scorer->log), n_rules,
                                n_groups);
  self->groups = g_new (SyGroupPart, n_groups);
  self->is_new_group = g_new (gboolean, n_groups);
  self->group_values = g_new (const double *, n_groups);
  self->parts = g_new (SyRulePart, n_rules);
  self->columns = g_new (SyColumn *, n_rules);
  sy_finish_init (&self->finish, model, self->scores);
}

static gboolean
prepare_rules (Scoring *self,
               SyScorer *scorer,
               GCancellable *cancellable,
               GError **error)
{
  SyScores *scores = self->scores;
  gsize n = 0;

  for (guint i = 0; i < self->model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (self->model, i);

      for (guint j = 0; j < group->rules->len; j++, n++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, j);

          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          sy_scorer_init_rule_part (rule, &scores->parts[n]);
          if (rule->muted)
            continue;
          scores->columns[n] = sy_column_ref (
              sy_score_cache_get_values (scorer->cache, rule, scorer->n_threads));
          scores->parts[n].values = scores->columns[n]->values;
        }
    }
  return TRUE;
}

static void
prepare_groups (Scoring *self,
                SyScorer *scorer)
{
  SyScores *scores = self->scores;
  gsize n = 0;
  gsize n_used = 0;

  for (guint i = 0; i < scores->n_groups; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (self->model, i);
      SyGroupPart *part = &self->groups[i];
      gsize first = n_used;

      sy_scorer_init_group_part (group, part);
      for (guint j = 0; j < group->rules->len; j++, n++)
        if (scores->columns[n] != NULL)
          {
            self->parts[n_used] = scores->parts[n];
            self->columns[n_used++] = scores->columns[n];
          }
      part->rules = self->parts + first;
      part->n_rules = n_used - first;
      scores->groups[i] = sy_column_ref (sy_score_cache_get_group (scorer->cache, part,
                                                                   self->columns + first,
                                                                   &self->is_new_group[i]));
      self->group_values[i] = scores->groups[i]->values;
    }
}

/* The column of sums is remembered like that of a group: a weight does not touch it. */
static void
prepare_sums (Scoring *self,
              SyScorer *scorer)
{
  const SyLayerSpec *spec = &self->model->probability;
  SyScores *scores = self->scores;
  g_autofree SyColumn **columns = g_new (SyColumn *, spec->n_rules + 1);
  gsize n = 0;

  self->sum_parts = g_new (SyRulePart, spec->n_rules + 1);
  for (gsize i = 0; i < spec->n_rules; i++)
    {
      gsize rule;

      if (!sy_model_find_rule_index (self->model, spec->rules[i].rule, &rule) ||
          scores->columns[rule] == NULL)
        continue;
      sy_layer_init_rule_part (&spec->rules[i], &self->sum_parts[n]);
      self->sum_parts[n].values = scores->columns[rule]->values;
      columns[n++] = scores->columns[rule];
    }
  sy_layer_init_part (&self->sums);
  self->sums.rules = self->sum_parts;
  self->sums.n_rules = n;
  scores->sums = sy_column_ref (
      sy_score_cache_get_group (scorer->cache, &self->sums, columns, &self->are_new_sums));
}

static void
prepare_layer (Scoring *self,
               SyScorer *scorer)
{
  SyLayer *layer = sy_score_cache_get_layer (scorer->cache, self->model);

  if (layer == NULL)
    return;
  self->scores->layer = sy_layer_ref (layer);
  if (sy_layer_reads_rules (layer))
    prepare_sums (self, scorer);
}

static void
prepare_totals (Scoring *self,
                SyScorer *scorer)
{
  SyScores *scores = self->scores;
  SyTotalsKey key = { .groups = scores->groups,
                      .n_groups = scores->n_groups,
                      .score_min = self->model->score_min,
                      .score_max = self->model->score_max };

  scores->population = sy_population_ref (
      sy_score_cache_get_population (scorer->cache, &self->model->population));
  if (!sy_scorer_ranks_members (self->model))
    self->finish.scale = sy_score_cache_get_scale (scorer->cache, &self->model->scale);
  key.scale = self->finish.scale;
  key.population = scores->population;
  if (sy_finish_is_blended (scores))
    {
      key.layer = scores->layer;
      key.sums = scores->sums;
    }
  sy_score_cache_get_totals (scorer->cache, &key, &scores->raw, &scores->score,
                             &self->are_new_totals);
  sy_column_ref (scores->raw);
  sy_column_ref (scores->score);
}

static void
compute_sums (gsize start,
              gsize end,
              gpointer user_data)
{
  const Scoring *self = user_data;

  sy_group_part_compute (&self->sums, start, end, self->scores->sums->values);
}

static void
compute_totals (gsize start,
                gsize end,
                gpointer user_data)
{
  const Scoring *self = user_data;
  const SyScores *scores = self->scores;

  for (gsize i = 0; i < scores->n_groups; i++)
    if (self->is_new_group[i])
      sy_group_part_compute (&self->groups[i], start, end, scores->groups[i]->values);
  sy_totals_compute_raw (self->group_values, scores->n_groups, self->model->score_min,
                         self->model->score_max, start, end, scores->raw->values);
  if (self->finish.scale != NULL)
    sy_finish_compute (&self->finish, start, end);
}

static void
compute_bands (gsize start,
               gsize end,
               gpointer user_data)
{
  const Scoring *self = user_data;

  sy_finish_compute_bands (&self->finish, start, end);
}

/* The last step: who reaches a band by the score may not by its course. */
static gboolean
assign_courses (SyScorer *self,
                const Scoring *scoring,
                GCancellable *cancellable,
                GError **error)
{
  if (!sy_model_asks_course (scoring->model))
    return TRUE;
  if (self->course == NULL)
    self->course = sy_band_course_new (self->log);
  return sy_band_course_assign (self->course, scoring->model, scoring->scores, cancellable, error);
}

SyScores *
sy_scorer_score (SyScorer *self,
                 const SyModel *model,
                 GCancellable *cancellable,
                 GError **error)
{
  g_auto (Scoring) scoring = { NULL };
  gsize n_people;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (model != NULL && model->bands->len <= SY_MODEL_MAX_BANDS, NULL);

  n_people = sy_event_log_get_n_people (self->log);
  init_scoring (&scoring, self, model);
  sy_score_cache_begin (self->cache);
  if (!prepare_rules (&scoring, self, cancellable, error))
    return NULL;
  prepare_groups (&scoring, self);
  prepare_layer (&scoring, self);
  prepare_totals (&scoring, self);
  if (scoring.are_new_sums)
    sy_parallel_run (n_people, TOTAL_CHUNK, self->n_threads, compute_sums, &scoring);
  if (!scoring.are_new_totals)
    sy_parallel_run (n_people, TOTAL_CHUNK, self->n_threads, compute_bands, &scoring);
  else
    {
      sy_parallel_run (n_people, TOTAL_CHUNK, self->n_threads, compute_totals, &scoring);
      if (scoring.finish.scale == NULL)
        sy_finish_rank_members (&scoring.finish, self->n_threads);
    }
  sy_score_cache_end (self->cache);
  if (!assign_courses (self, &scoring, cancellable, error))
    return NULL;
  return g_steal_pointer (&scoring.scores);
}
