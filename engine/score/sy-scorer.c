/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-scorer.h"

#include <math.h>
#include <string.h>

#include "sy-column-private.h"
#include "sy-parallel-private.h"
#include "sy-rule-reader-private.h"
#include "sy-scale-private.h"
#include "sy-scorer-private.h"
#include "sy-scores-private.h"

/*
 * Scoring goes in three steps, each of which remembers its results:
 *
 *   values   a column per distinct rule, keyed by what its value depends on
 *   groups   a column per distinct group, keyed by the value columns of its rules and
 *            all numbers that turn them into points
 *   totals   raw score, scale, band
 *
 * so an edit costs what depends on it: a weight its group and the totals, a
 * half-life one value column besides. What the last few scorings did not use
 * is let go. A remembered column holds the same bits as one computed anew, as each step does
 * the same operations in the same order for every person.
 */

/* Scorings a column survives without being used. */
#define KEPT_SCORINGS 8

/* People in a unit of work of a thread; a few of its columns fit the cache. */
#define VALUE_CHUNK 16384
#define TOTAL_CHUNK 8192

typedef struct
{
  SyRule *rule;
  SyColumn *column;
  guint64 last_used;
} CachedValue;

typedef struct
{
  SyColumn *column;
  double weight;
  double points_min;
  double points_max;
  double missing_points;
} GroupKeyRule;

typedef struct
{
  double combine;
  double weight;
  double points_min;
  double points_max;
} GroupKey;

typedef struct
{
  GroupKey key;
  GroupKeyRule *rules; /* columns are owned */
  gsize n_rules;
  SyColumn *column;
  guint64 last_used;
} CachedGroup;

struct _SyScorer
{
  SyEventLog *log;
  gint64 as_of;
  guint n_threads;
  SyColumnPool *pool;
  guint64 clock; /* counts scorings */

  GHashTable *values; /* CachedValue.rule -> CachedValue */
  GPtrArray *groups;  /* CachedGroup */
  SyPopulation *population;
  SyPopulationSpec population_spec; /* of population */
  SyScale *scale;
};

static guint
hash_rule (gconstpointer rule)
{
  return sy_rule_value_hash (rule);
}

static gboolean
rules_equal (gconstpointer a,
             gconstpointer b)
{
  return sy_rule_value_equal (a, b);
}

static void
free_value (gpointer data)
{
  CachedValue *value = data;

  sy_rule_free (value->rule);
  sy_column_unref (value->column);
  g_free (value);
}

static void
free_group (gpointer data)
{
  CachedGroup *group = data;

  for (gsize i = 0; i < group->n_rules; i++)
    sy_column_unref (group->rules[i].column);
  g_free (group->rules);
  sy_column_unref (group->column);
  g_free (group);
}

SyScorer *
sy_scorer_new (SyEventLog *log,
               gint64 as_of)
{
  SyScorer *self;

  g_return_val_if_fail (log != NULL, NULL);

  self = g_atomic_rc_box_new0 (SyScorer);
  self->log = sy_event_log_ref (log);
  self->as_of = as_of;
  self->pool = sy_column_pool_new (sy_event_log_get_n_people (log));
  self->values = g_hash_table_new_full (hash_rule, rules_equal, NULL, free_value);
  self->groups = g_ptr_array_new_with_free_func (free_group);
  sy_scorer_set_n_threads (self, 0);
  return self;
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

  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->groups);
  g_clear_pointer (&self->population, sy_population_unref);
  sy_population_spec_clear (&self->population_spec);
  g_clear_pointer (&self->scale, sy_scale_free);
  sy_column_pool_unref (self->pool);
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

void
sy_scorer_set_n_threads (SyScorer *self,
                         guint n_threads)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n_threads <= 16);

  self->n_threads = n_threads > 0 ? n_threads : MIN (g_get_num_processors (), 16);
}

/* --- values --- */

typedef struct
{
  const SyRuleReader *reader;
  double *values;
} ValueWork;

static void
compute_values (gsize start,
                gsize end,
                gpointer user_data)
{
  const ValueWork *work = user_data;

  sy_rule_reader_compute (work->reader, (guint32) start, (guint32) end, work->values + start);
}

static SyColumn *
get_values (SyScorer *self,
            const SyRule *rule)
{
  CachedValue *value = g_hash_table_lookup (self->values, rule);

  if (value == NULL)
    {
      g_autoptr (SyRuleReader) reader = sy_rule_reader_new (self->log, rule, self->as_of);
      ValueWork work = { .reader = reader };

      value = g_new0 (CachedValue, 1);
      value->rule = sy_rule_copy (rule);
      value->column = sy_column_new (self->pool);
      work.values = value->column->values;
      sy_parallel_run (sy_event_log_get_n_people (self->log), VALUE_CHUNK, self->n_threads, compute_values, &work);
      g_hash_table_insert (self->values, value->rule, value);
    }
  value->last_used = self->clock;
  return value->column;
}

static gboolean
is_old_value (gpointer key,
              gpointer data,
              gpointer user_data)
{
  const CachedValue *value = data;
  const SyScorer *self = user_data;

  return value->last_used + KEPT_SCORINGS < self->clock;
}

static void
forget_old (SyScorer *self)
{
  for (guint i = self->groups->len; i-- > 0;)
    {
      const CachedGroup *group = self->groups->pdata[i];

      if (group->last_used + KEPT_SCORINGS < self->clock)
        g_ptr_array_remove_index_fast (self->groups, i);
    }
  g_hash_table_foreach_remove (self->values, is_old_value, self);
}

/* --- groups --- */

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
    .weight = group->weight,
    .points_min = group->points_min,
    .points_max = group->points_max,
  };
}

/* A group on its way: its part reads @parts, and its column is filled if @is_new. */
typedef struct
{
  SyGroupPart part;
  SyColumn *column; /* owned by the cache */
  gboolean is_new;
} GroupWork;

static CachedGroup *
find_group (SyScorer *self,
            const GroupKey *key,
            const GroupKeyRule *rules,
            gsize n_rules)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      CachedGroup *group = self->groups->pdata[i];

      if (group->n_rules == n_rules && memcmp (&group->key, key, sizeof *key) == 0 && (n_rules == 0 || memcmp (group->rules, rules, n_rules * sizeof *rules) == 0))
        return group;
    }
  return NULL;
}

/* Finds or adds the group; @columns are those of @part's rules. */
static void
prepare_group (SyScorer *self,
               GroupWork *work,
               SyColumn **columns)
{
  const SyGroupPart *part = &work->part;
  GroupKey key = { part->combine, part->weight, part->points_min, part->points_max };
  g_autofree GroupKeyRule *rules = g_new (GroupKeyRule, part->n_rules);
  CachedGroup *group;

  for (gsize i = 0; i < part->n_rules; i++)
    {
      const SyRulePart *rule = &part->rules[i];

      rules[i] = (GroupKeyRule){ columns[i], rule->weight, rule->points_min, rule->points_max, rule->missing_points };
    }
  group = find_group (self, &key, rules, part->n_rules);
  work->is_new = group == NULL;
  if (group == NULL)
    {
      group = g_new0 (CachedGroup, 1);
      group->key = key;
      group->n_rules = part->n_rules;
      group->rules = g_steal_pointer (&rules);
      for (gsize i = 0; i < part->n_rules; i++)
        sy_column_ref (columns[i]);
      group->column = sy_column_new (self->pool);
      g_ptr_array_add (self->groups, group);
    }
  group->last_used = self->clock;
  work->column = group->column;
}

/* --- totals --- */

const SyPopulation *
sy_scorer_get_population (SyScorer *self,
                          const SyModel *model)
{
  if (self->population != NULL && sy_population_spec_equal (&self->population_spec, &model->population))
    return self->population;
  g_clear_pointer (&self->population, sy_population_unref);
  sy_population_spec_clear (&self->population_spec);
  sy_population_spec_copy (&model->population, &self->population_spec);
  self->population = sy_population_new (self->log, &model->population, self->as_of);
  return self->population;
}

const SyScale *
sy_scorer_get_scale (SyScorer *self,
                     const SyModel *model)
{
  const SyScaleSpec *spec = &model->scale;

  if (spec->kind == SY_SCALE_PERCENTILE && spec->reference == NULL)
    return NULL;
  if (self->scale == NULL || !sy_scale_is_of (self->scale, spec))
    {
      g_clear_pointer (&self->scale, sy_scale_free);
      self->scale = sy_scale_new (spec, spec->reference, spec->n_reference);
    }
  return self->scale;
}

static gsize
get_thresholds (const SyModel *model,
                double thresholds[SY_MODEL_MAX_BANDS])
{
  gsize n_thresholds = 0;

  for (guint i = 1; i < model->bands->len; i++)
    thresholds[n_thresholds++] = sy_model_get_band (model, i)->min;
  return n_thresholds;
}

static inline guint8
get_band (const double *thresholds,
          gsize n_thresholds,
          double score)
{
  guint8 band = 0;

  for (gsize i = 0; i < n_thresholds; i++)
    band = (guint8) (band + (score >= thresholds[i]));
  return band;
}

guint8
sy_scorer_find_band (const SyModel *model,
                     double score)
{
  double thresholds[SY_MODEL_MAX_BANDS];
  gsize n_thresholds = get_thresholds (model, thresholds);

  return model->bands->len > 0 ? get_band (thresholds, n_thresholds, score) : SY_BAND_NONE;
}

typedef struct
{
  const SyModel *model;
  SyScores *scores;
  GroupWork *groups;
  gsize n_groups;
  const double **group_values;
  const SyScale *scale; /* NULL: only up to the raw score */
  double thresholds[SY_MODEL_MAX_BANDS];
  gsize n_thresholds;
} TotalWork;

static void
compute_bands (const TotalWork *work,
               gsize start,
               gsize end)
{
  const double *score = work->scores->score->values;
  const guint8 *is_member = work->scores->population->is_member;
  guint8 *bands = work->scores->bands;

  for (gsize i = start; i < end; i++)
    bands[i] = get_band (work->thresholds, work->n_thresholds, score[i]);
  for (gsize i = start; i < end; i++)
    bands[i] = is_member[i] && work->model->bands->len > 0 ? bands[i] : SY_BAND_NONE;
}

static void
compute_scores (gsize start,
                gsize end,
                gpointer user_data)
{
  const TotalWork *work = user_data;

  sy_scale_compute (work->scale, work->scores->raw->values + start, end - start, work->scores->score->values + start);
  compute_bands (work, start, end);
}

static void
compute_totals (gsize start,
                gsize end,
                gpointer user_data)
{
  const TotalWork *work = user_data;

  for (gsize i = 0; i < work->n_groups; i++)
    if (work->groups[i].is_new)
      sy_group_part_compute (&work->groups[i].part, start, end, work->groups[i].column->values);
  sy_totals_compute_raw (work->group_values, work->n_groups, work->model->score_min, work->model->score_max, start, end, work->scores->raw->values);
  if (work->scale != NULL)
    compute_scores (start, end, user_data);
}

/* Ranks everyone among the members scored with the same draft. */
static void
compute_draft_percentiles (SyScorer *self,
                           TotalWork *work)
{
  const SyPopulation *population = work->scores->population;
  g_autofree double *reference = g_new (double, population->n_members);
  g_autoptr (SyScale) scale = NULL;

  for (gsize i = 0; i < population->n_members; i++)
    reference[i] = work->scores->raw->values[population->members[i]];
  scale = sy_scale_new (&work->model->scale, reference, population->n_members);
  work->scale = scale;
  sy_parallel_run (work->scores->n_people, TOTAL_CHUNK, self->n_threads, compute_scores, work);
}

/* Fills the columns and parts of the rules, and the parts of the groups. */
static gboolean
prepare_rules (SyScorer *self,
               const SyModel *model,
               SyScores *scores,
               GCancellable *cancellable,
               GError **error)
{
  gsize n = 0;

  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, i);

      for (guint j = 0; j < group->rules->len; j++, n++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, j);

          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          sy_scorer_init_rule_part (rule, &scores->parts[n]);
          if (rule->muted)
            continue;
          scores->columns[n] = sy_column_ref (get_values (self, rule));
          scores->parts[n].values = scores->columns[n]->values;
        }
    }
  return TRUE;
}

/* The unmuted rules of the groups one after the other, and for each group its own. */
typedef struct
{
  SyRulePart *parts;
  SyColumn **columns;
  GroupWork *groups;
} Groups;

static void
prepare_groups (SyScorer *self,
                const SyModel *model,
                SyScores *scores,
                Groups *groups)
{
  gsize n = 0;
  gsize n_used = 0;

  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, i);
      GroupWork *work = &groups->groups[i];
      gsize first = n_used;

      sy_scorer_init_group_part (group, &work->part);
      for (guint j = 0; j < group->rules->len; j++, n++)
        if (scores->columns[n] != NULL)
          {
            groups->parts[n_used] = scores->parts[n];
            groups->columns[n_used++] = scores->columns[n];
          }
      work->part.rules = groups->parts + first;
      work->part.n_rules = n_used - first;
      prepare_group (self, work, groups->columns + first);
      scores->groups[i] = sy_column_ref (work->column);
    }
}

SyScores *
sy_scorer_score (SyScorer *self,
                 const SyModel *model,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (SyScores) scores = NULL;
  g_autofree SyRulePart *parts = NULL;
  g_autofree SyColumn **columns = NULL;
  g_autofree GroupWork *groups = NULL;
  g_autofree const double **group_values = NULL;
  TotalWork work = { .model = model };
  Groups prepared;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);

  self->clock++;
  scores = sy_scores_new (self->as_of, sy_event_log_get_n_people (self->log), sy_model_get_n_rules (model), model->groups->len);
  if (!prepare_rules (self, model, scores, cancellable, error))
    return NULL;
  parts = g_new (SyRulePart, scores->n_rules);
  columns = g_new (SyColumn *, scores->n_rules);
  groups = g_new0 (GroupWork, scores->n_groups);
  group_values = g_new (const double *, scores->n_groups);
  prepared = (Groups){ parts, columns, groups };
  prepare_groups (self, model, scores, &prepared);
  for (gsize i = 0; i < scores->n_groups; i++)
    group_values[i] = groups[i].column->values;

  scores->population = sy_population_ref ((SyPopulation *) sy_scorer_get_population (self, model));
  scores->raw = sy_column_new (self->pool);
  scores->score = sy_column_new (self->pool);
  work.scores = scores;
  work.groups = groups;
  work.n_groups = scores->n_groups;
  work.group_values = group_values;
  work.scale = sy_scorer_get_scale (self, model);
  work.n_thresholds = get_thresholds (model, work.thresholds);
  sy_parallel_run (scores->n_people, TOTAL_CHUNK, self->n_threads, compute_totals, &work);
  if (work.scale == NULL)
    compute_draft_percentiles (self, &work);
  forget_old (self);
  return g_steal_pointer (&scores);
}
