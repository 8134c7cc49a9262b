/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-score-cache-private.h"

#include <string.h>

#include "sy-rule-reader-private.h"
#include "sy-value-renewal-private.h"

/* Scorings that something survives without being used: a few steps of undo, and a second
 * model scored in turns. */
#define KEPT_SCORINGS 4

/* Columns that wait for the next edit. */
#define N_SPARE_COLUMNS 8

/* Every entry starts with the scoring that used it last. */
typedef struct
{
  guint64 last_used;
} Entry;

typedef struct
{
  Entry entry;
  SyPopulationSpec spec;
  SyPopulation *population;
} CachedPopulation;

typedef struct
{
  Entry entry;
  SyScale *scale;
} CachedScale;

typedef struct
{
  Entry entry;
  SyLayer *layer;
} CachedLayer;

typedef struct
{
  Entry entry;
  SyRule *rule;
  SyColumn *column;
} CachedValues;

/* Compared byte by byte, so without padding. */
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
  double p95;
  double weight;
  double points_min;
  double points_max;
} GroupKey;

typedef struct
{
  Entry entry;
  GroupKey key;
  GroupKeyRule *rules; /* with a reference on the columns */
  gsize n_rules;
  SyColumn *column;
} CachedGroup;

typedef struct
{
  Entry entry;
  SyTotalsKey key; /* with references */
  SyColumn *raw;
  SyColumn *score;
} CachedTotals;

struct _SyScoreCache
{
  SyEventLog *log;
  gint64 as_of;
  guint64 clock; /* counts scorings */
  gsize n_computed;
  SyValueRenewal *renewal; /* values of before for the first scorings, or NULL */
  SyColumnPool *pool;
  GHashTable *values; /* CachedValues.rule -> CachedValues */
  GPtrArray *populations;
  GPtrArray *scales;
  GPtrArray *layers;
  GPtrArray *groups;
  GPtrArray *totals;
};

static void
free_population (gpointer data)
{
  CachedPopulation *entry = data;

  sy_population_spec_clear (&entry->spec);
  sy_population_unref (entry->population);
  g_free (entry);
}

static void
free_scale (gpointer data)
{
  CachedScale *entry = data;

  sy_scale_unref (entry->scale);
  g_free (entry);
}

static void
free_layer (gpointer data)
{
  CachedLayer *entry = data;

  sy_layer_unref (entry->layer);
  g_free (entry);
}

static void
free_values (gpointer data)
{
  CachedValues *entry = data;

  sy_rule_free (entry->rule);
  sy_column_unref (entry->column);
  g_free (entry);
}

static void
free_group (gpointer data)
{
  CachedGroup *entry = data;

  for (gsize i = 0; i < entry->n_rules; i++)
    sy_column_unref (entry->rules[i].column);
  g_free (entry->rules);
  sy_column_unref (entry->column);
  g_free (entry);
}

static void
free_totals (gpointer data)
{
  CachedTotals *entry = data;

  for (gsize i = 0; i < entry->key.n_groups; i++)
    sy_column_unref (entry->key.groups[i]);
  g_free (entry->key.groups);
  g_clear_pointer (&entry->key.scale, sy_scale_unref);
  g_clear_pointer (&entry->key.population, sy_population_unref);
  g_clear_pointer (&entry->key.layer, sy_layer_unref);
  g_clear_pointer (&entry->key.sums, sy_column_unref);
  sy_column_unref (entry->raw);
  sy_column_unref (entry->score);
  g_free (entry);
}

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

SyScoreCache *
sy_score_cache_new (SyEventLog *log,
                    gint64 as_of)
{
  SyScoreCache *self = g_new0 (SyScoreCache, 1);

  self->log = sy_event_log_ref (log);
  self->as_of = as_of;
  self->pool = sy_column_pool_new (sy_event_log_get_n_people (log), N_SPARE_COLUMNS);
  self->values = g_hash_table_new_full (hash_rule, rules_equal, NULL, free_values);
  self->populations = g_ptr_array_new_with_free_func (free_population);
  self->scales = g_ptr_array_new_with_free_func (free_scale);
  self->layers = g_ptr_array_new_with_free_func (free_layer);
  self->groups = g_ptr_array_new_with_free_func (free_group);
  self->totals = g_ptr_array_new_with_free_func (free_totals);
  return self;
}

/* Scales and layers hang on no log. */
static void
take_over (SyScoreCache *self,
           const SyScoreCache *old)
{
  for (guint i = 0; i < old->scales->len; i++)
    {
      CachedScale *entry = g_new0 (CachedScale, 1);

      entry->scale = sy_scale_ref (((CachedScale *) old->scales->pdata[i])->scale);
      g_ptr_array_add (self->scales, entry);
    }
  for (guint i = 0; i < old->layers->len; i++)
    {
      CachedLayer *entry = g_new0 (CachedLayer, 1);

      entry->layer = sy_layer_ref (((CachedLayer *) old->layers->pdata[i])->layer);
      g_ptr_array_add (self->layers, entry);
    }
}

SyScoreCache *
sy_score_cache_renew (const SyScoreCache *self,
                      SyEventRenewal *renewal,
                      gint64 as_of)
{
  SyScoreCache *renewed = sy_score_cache_new (sy_event_renewal_get_log (renewal), as_of);
  GHashTableIter iter;
  gpointer data;

  take_over (renewed, self);
  if (!sy_event_renewal_is_of (renewal, self->log))
    return renewed;
  renewed->renewal = sy_value_renewal_new (renewal, self->as_of, as_of);
  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      const CachedValues *entry = data;

      sy_value_renewal_add (renewed->renewal, entry->rule, entry->column);
    }
  return renewed;
}

gsize
sy_score_cache_get_n_computed (const SyScoreCache *self)
{
  return self->n_computed;
}

void
sy_score_cache_free (SyScoreCache *self)
{
  g_clear_pointer (&self->renewal, sy_value_renewal_free);
  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->totals);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->layers);
  g_ptr_array_unref (self->scales);
  g_ptr_array_unref (self->populations);
  sy_column_pool_unref (self->pool);
  sy_event_log_unref (self->log);
  g_free (self);
}

static gboolean
is_old (const SyScoreCache *self,
        const Entry *entry)
{
  return entry->last_used + KEPT_SCORINGS < self->clock;
}

static gboolean
is_old_values (gpointer key,
               gpointer data,
               gpointer user_data)
{
  return is_old (user_data, data);
}

static void
forget_old (SyScoreCache *self,
            GPtrArray *entries)
{
  for (guint i = entries->len; i-- > 0;)
    if (is_old (self, entries->pdata[i]))
      g_ptr_array_remove_index_fast (entries, i);
}

void
sy_score_cache_begin (SyScoreCache *self)
{
  self->clock++;
}

void
sy_score_cache_end (SyScoreCache *self)
{
  if (self->clock > KEPT_SCORINGS)
    g_clear_pointer (&self->renewal, sy_value_renewal_free);
  g_hash_table_foreach_remove (self->values, is_old_values, self);
  forget_old (self, self->populations);
  forget_old (self, self->scales);
  forget_old (self, self->layers);
  forget_old (self, self->groups);
  forget_old (self, self->totals);
}

SyPopulation *
sy_score_cache_get_population (SyScoreCache *self,
                               const SyPopulationSpec *spec)
{
  CachedPopulation *entry = NULL;

  for (guint i = 0; i < self->populations->len && entry == NULL; i++)
    {
      CachedPopulation *other = self->populations->pdata[i];

      if (sy_population_spec_equal (&other->spec, spec))
        entry = other;
    }
  if (entry == NULL)
    {
      entry = g_new0 (CachedPopulation, 1);
      sy_population_spec_copy (spec, &entry->spec);
      entry->population = sy_population_new (self->log, spec, self->as_of);
      g_ptr_array_add (self->populations, entry);
    }
  entry->entry.last_used = self->clock;
  return entry->population;
}

SyScale *
sy_score_cache_get_scale (SyScoreCache *self,
                          const SyScaleSpec *spec)
{
  CachedScale *entry = NULL;

  for (guint i = 0; i < self->scales->len && entry == NULL; i++)
    {
      CachedScale *other = self->scales->pdata[i];

      if (sy_scale_is_of (other->scale, spec))
        entry = other;
    }
  if (entry == NULL)
    {
      entry = g_new0 (CachedScale, 1);
      entry->scale = sy_scale_new (spec, spec->reference, spec->n_reference);
      g_ptr_array_add (self->scales, entry);
    }
  entry->entry.last_used = self->clock;
  return entry->scale;
}

SyLayer *
sy_score_cache_get_layer (SyScoreCache *self,
                          const SyModel *model)
{
  CachedLayer *entry = NULL;
  SyLayer *layer;

  for (guint i = 0; i < self->layers->len && entry == NULL; i++)
    {
      CachedLayer *other = self->layers->pdata[i];

      if (sy_layer_is_of (other->layer, model))
        entry = other;
    }
  if (entry == NULL)
    {
      layer = sy_layer_new (model);
      if (layer == NULL)
        return NULL;
      entry = g_new0 (CachedLayer, 1);
      entry->layer = layer;
      g_ptr_array_add (self->layers, entry);
    }
  entry->entry.last_used = self->clock;
  return entry->layer;
}

/* Fills the column of a rule: of what it was before, or anew. */
static void
fill_values (SyScoreCache *self,
             const SyRule *rule,
             guint n_threads,
             double *values)
{
  g_autoptr (SyRuleReader) reader = sy_rule_reader_new (self->log, rule, self->as_of);
  gsize n_computed = G_MAXSIZE;

  if (self->renewal != NULL)
    n_computed = sy_value_renewal_fill (self->renewal, rule, reader, n_threads, values);
  if (n_computed == G_MAXSIZE)
    {
      n_computed = sy_event_log_get_n_people (self->log);
      sy_rule_reader_compute_all (reader, n_threads, values);
    }
  self->n_computed += n_computed;
}

SyColumn *
sy_score_cache_get_values (SyScoreCache *self,
                           const SyRule *rule,
                           guint n_threads)
{
  CachedValues *entry = g_hash_table_lookup (self->values, rule);

  if (entry == NULL)
    {
      entry = g_new0 (CachedValues, 1);
      entry->rule = sy_rule_copy (rule);
      entry->column = sy_column_new (self->pool);
      fill_values (self, rule, n_threads, entry->column->values);
      g_hash_table_insert (self->values, entry->rule, entry);
    }
  entry->entry.last_used = self->clock;
  return entry->column;
}

static CachedGroup *
find_group (SyScoreCache *self,
            const GroupKey *key,
            const GroupKeyRule *rules,
            gsize n_rules)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      CachedGroup *entry = self->groups->pdata[i];

      if (entry->n_rules == n_rules && memcmp (&entry->key, key, sizeof *key) == 0 &&
          (n_rules == 0 || memcmp (entry->rules, rules, n_rules * sizeof *rules) == 0))
        return entry;
    }
  return NULL;
}

SyColumn *
sy_score_cache_get_group (SyScoreCache *self,
                          const SyGroupPart *part,
                          SyColumn **columns,
                          gboolean *out_is_new)
{
  GroupKey key = { part->combine, part->p95, part->weight, part->points_min, part->points_max };
  g_autofree GroupKeyRule *rules = g_new (GroupKeyRule, part->n_rules);
  CachedGroup *entry;

  for (gsize i = 0; i < part->n_rules; i++)
    {
      const SyRulePart *rule = &part->rules[i];

      rules[i] = (GroupKeyRule){ columns[i], rule->weight, rule->points_min, rule->points_max,
                                 rule->missing_points };
    }
  entry = find_group (self, &key, rules, part->n_rules);
  *out_is_new = entry == NULL;
  if (entry == NULL)
    {
      entry = g_new0 (CachedGroup, 1);
      entry->key = key;
      entry->n_rules = part->n_rules;
      entry->rules = g_steal_pointer (&rules);
      for (gsize i = 0; i < part->n_rules; i++)
        sy_column_ref (columns[i]);
      entry->column = sy_column_new (self->pool);
      g_ptr_array_add (self->groups, entry);
    }
  entry->entry.last_used = self->clock;
  return entry->column;
}

static gboolean
totals_keys_equal (const SyTotalsKey *a,
                   const SyTotalsKey *b)
{
  return a->n_groups == b->n_groups &&
         memcmp (&a->score_min, &b->score_min, sizeof a->score_min) == 0 &&
         memcmp (&a->score_max, &b->score_max, sizeof a->score_max) == 0 && a->scale == b->scale &&
         (a->scale != NULL || a->population == b->population) && a->layer == b->layer &&
         a->sums == b->sums &&
         (a->n_groups == 0 || memcmp (a->groups, b->groups, a->n_groups * sizeof *a->groups) == 0);
}

static CachedTotals *
new_totals (SyScoreCache *self,
            const SyTotalsKey *key)
{
  CachedTotals *entry = g_new0 (CachedTotals, 1);

  entry->key = *key;
  entry->key.groups = g_memdup2 (key->groups, key->n_groups * sizeof *key->groups);
  for (gsize i = 0; i < key->n_groups; i++)
    sy_column_ref (key->groups[i]);
  if (key->scale != NULL)
    sy_scale_ref (key->scale);
  sy_population_ref (key->population);
  if (key->layer != NULL)
    sy_layer_ref (key->layer);
  if (key->sums != NULL)
    sy_column_ref (key->sums);
  entry->raw = sy_column_new (self->pool);
  entry->score = sy_column_new (self->pool);
  return entry;
}

void
sy_score_cache_get_totals (SyScoreCache *self,
                           const SyTotalsKey *key,
                           SyColumn **out_raw,
                           SyColumn **out_score,
                           gboolean *out_is_new)
{
  CachedTotals *entry = NULL;

  for (guint i = 0; i < self->totals->len && entry == NULL; i++)
    {
      CachedTotals *other = self->totals->pdata[i];

      if (totals_keys_equal (&other->key, key))
        entry = other;
    }
  *out_is_new = entry == NULL;
  if (entry == NULL)
    {
      entry = new_totals (self, key);
      g_ptr_array_add (self->totals, entry);
    }
  entry->entry.last_used = self->clock;
  *out_raw = entry->raw;
  *out_score = entry->score;
}
