/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-model-edit.h"

#include <math.h>

/* Bands may not be empty by definition: neighbouring thresholds stay this far apart. */
#define THRESHOLD_GAP 0.01

SyModel *
sy_model_edit_rule (const SyModel *model,
                    const char *id,
                    SyRule **out_rule)
{
  g_autoptr (SyModel) copy = NULL;

  g_return_val_if_fail (model != NULL && id != NULL && out_rule != NULL, NULL);

  if (sy_model_find_rule (model, id, NULL, NULL) == NULL)
    return NULL;

  copy = sy_model_copy (model);
  *out_rule = sy_model_find_rule (copy, id, NULL, NULL);

  return g_steal_pointer (&copy);
}

/* An id like @wish that no rule has: letters, digits, underscores, at most 64. */
static char *
unique_id (const SyModel *model,
           const char *wish)
{
  g_autofree char *stem = g_ascii_strdown (wish, 48);

  g_strcanon (stem, "abcdefghijklmnopqrstuvwxyz0123456789_.-", '_');
  if (*stem == '\0')
    {
      g_free (stem);
      stem = g_strdup ("rule");
    }
  if (sy_model_find_rule (model, stem, NULL, NULL) == NULL)
    return g_steal_pointer (&stem);

  for (guint i = 2;; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s_%u", stem, i);

      if (sy_model_find_rule (model, id, NULL, NULL) == NULL)
        return g_steal_pointer (&id);
    }
}

SyModel *
sy_model_edit_add_rule (const SyModel *model,
                        guint group,
                        SyRule *rule,
                        char **out_id)
{
  g_autoptr (SyModel) copy = NULL;

  g_return_val_if_fail (model != NULL && rule != NULL && out_id != NULL, NULL);

  copy = sy_model_copy (model);
  if (copy->groups->len == 0)
    g_ptr_array_add (copy->groups, sy_rule_group_new ("Rules"));
  group = MIN (group, copy->groups->len - 1);

  *out_id = unique_id (model, rule->id);
  g_free (rule->id);
  rule->id = g_strdup (*out_id);
  g_ptr_array_add (sy_model_get_group (copy, group)->rules, rule);

  return g_steal_pointer (&copy);
}

static SyCondition *
exists (const char *attribute)
{
  SyCondition *all = sy_condition_new (SY_CONDITION_ALL);

  sy_condition_add_child (all, sy_condition_new_test (attribute, SY_OPERATOR_EXISTS));
  return all;
}

SyRule *
sy_model_edit_new_rule (SyRuleKind kind,
                        const char *const *types,
                        const char *attribute)
{
  guint n_types = g_strv_length ((char **) types);
  gboolean needs_attribute = kind == SY_RULE_ATTRIBUTE || kind == SY_RULE_DATE;
  SyRule *rule;

  if (needs_attribute ? attribute == NULL : n_types < (kind == SY_RULE_SEQUENCE ? 2 : 1))
    return NULL;
  rule = sy_rule_new (needs_attribute ? attribute : types[0], kind);
  switch (kind)
    {
    case SY_RULE_SEQUENCE:
      rule->first = g_strdupv ((char *[]){ (char *) types[0], NULL });
      rule->unless = g_strdupv ((char *[]){ (char *) types[1], NULL });
      rule->within_days = 7;
      break;
    case SY_RULE_DATE:
      rule->attribute = g_strdup (attribute);
      rule->from_days = 0;
      rule->to_days = 30;
      break;
    case SY_RULE_ATTRIBUTE:
      rule->attribute = g_strdup (attribute);
      rule->where = exists (attribute);
      break;
    case SY_RULE_EVENT:
      sy_rule_edit_set_decay (rule, SY_DECAY_EXPONENTIAL);
      sy_rule_add_type (rule, types[0]);
      break;
    case SY_RULE_MILESTONE:
    default:
      sy_rule_add_type (rule, types[0]);
      break;
    }
  return rule;
}

SyModel *
sy_model_edit_duplicate_rule (const SyModel *model,
                              const char *id,
                              char **out_id)
{
  g_autoptr (SyModel) copy = NULL;
  SyRule *rule, *twin;
  guint group, index;

  g_return_val_if_fail (model != NULL && id != NULL && out_id != NULL, NULL);

  if (sy_model_find_rule (model, id, NULL, NULL) == NULL)
    return NULL;

  copy = sy_model_copy (model);
  rule = sy_model_find_rule (copy, id, &group, &index);
  twin = sy_rule_copy (rule);
  *out_id = unique_id (model, id);
  g_free (twin->id);
  twin->id = g_strdup (*out_id);
  g_ptr_array_insert (sy_model_get_group (copy, group)->rules, (int) index + 1, twin);

  return g_steal_pointer (&copy);
}

SyModel *
sy_model_edit_remove_rule (const SyModel *model,
                           const char *id)
{
  g_autoptr (SyModel) copy = NULL;
  SyRuleGroup *holder;
  guint group, index;

  g_return_val_if_fail (model != NULL && id != NULL, NULL);

  if (sy_model_find_rule (model, id, &group, &index) == NULL)
    return NULL;

  copy = sy_model_copy (model);
  holder = sy_model_get_group (copy, group);
  g_ptr_array_remove_index (holder->rules, index);
  if (holder->rules->len == 0)
    g_ptr_array_remove_index (copy->groups, group);

  return g_steal_pointer (&copy);
}

static SyRule *
steal_rule (SyRuleGroup *group,
            guint index)
{
  return g_ptr_array_steal_index (group->rules, index);
}

SyModel *
sy_model_edit_move_rule (const SyModel *model,
                         const char *id,
                         int by)
{
  g_autoptr (SyModel) copy = NULL;
  SyRuleGroup *from, *to;
  SyRule *rule;
  guint group, index;

  g_return_val_if_fail (model != NULL && id != NULL, NULL);
  g_return_val_if_fail (by == -1 || by == 1, NULL);

  if (sy_model_find_rule (model, id, &group, &index) == NULL)
    return NULL;

  copy = sy_model_copy (model);
  from = sy_model_get_group (copy, group);
  if (by < 0 ? index > 0 : index + 1 < from->rules->len)
    {
      rule = steal_rule (from, index);
      g_ptr_array_insert (from->rules, (int) index + by, rule);
      return g_steal_pointer (&copy);
    }

  if (by < 0 ? group == 0 : group + 1 == copy->groups->len)
    return NULL;

  to = sy_model_get_group (copy, (guint) ((int) group + by));
  rule = steal_rule (from, index);
  g_ptr_array_insert (to->rules, by < 0 ? -1 : 0, rule);
  if (from->rules->len == 0)
    g_ptr_array_remove_index (copy->groups, group);

  return g_steal_pointer (&copy);
}

static gboolean
has_group (const SyModel *model,
           const char *name)
{
  for (guint i = 0; i < model->groups->len; i++)
    if (g_str_equal (sy_model_get_group (model, i)->name, name))
      return TRUE;
  return FALSE;
}

SyModel *
sy_model_edit_to_new_group (const SyModel *model,
                            const char *id,
                            const char *name)
{
  g_autoptr (SyModel) copy = NULL;
  g_autofree char *free_name = g_strdup (name);
  SyRuleGroup *to;
  guint group, index;

  g_return_val_if_fail (model != NULL && id != NULL && name != NULL, NULL);

  if (sy_model_find_rule (model, id, &group, &index) == NULL ||
      sy_model_get_group (model, group)->rules->len == 1)
    return NULL;
  for (guint i = 2; has_group (model, free_name); i++)
    {
      g_free (free_name);
      free_name = g_strdup_printf ("%s %u", name, i);
    }
  copy = sy_model_copy (model);
  to = sy_rule_group_new (free_name);
  g_ptr_array_add (to->rules, steal_rule (sy_model_get_group (copy, group), index));
  g_ptr_array_insert (copy->groups, (int) group + 1, to);
  return g_steal_pointer (&copy);
}

void
sy_model_edit_threshold_bounds (const SyModel *model,
                                guint threshold,
                                double step,
                                double *out_lower,
                                double *out_upper)
{
  gboolean bounded;

  g_return_if_fail (model != NULL && threshold + 1 < model->bands->len);

  bounded = model->scale.kind != SY_SCALE_NONE;
  *out_lower = sy_model_get_band (model, threshold)->min + step;
  if (isnan (*out_lower))
    *out_lower = bounded ? step : -G_MAXDOUBLE;
  *out_upper = threshold + 2 < model->bands->len ? sy_model_get_band (model, threshold + 2)->min - step
               : bounded                         ? 100
                                                 : G_MAXDOUBLE;
  *out_upper = MAX (*out_lower, *out_upper);
}

SyModel *
sy_model_edit_place_rule (const SyModel *model,
                          const char *id,
                          const char *other,
                          gboolean is_after)
{
  g_autoptr (SyModel) copy = NULL;
  SyRuleGroup *from;
  SyRuleGroup *to;
  SyRule *rule;
  guint group, index, other_group, other_index;

  g_return_val_if_fail (model != NULL && id != NULL && other != NULL, NULL);

  if (g_str_equal (id, other) || sy_model_find_rule (model, id, &group, &index) == NULL ||
      sy_model_find_rule (model, other, &other_group, &other_index) == NULL)
    return NULL;
  if (group == other_group && index == (is_after ? other_index + 1 : other_index - 1))
    return NULL;

  copy = sy_model_copy (model);
  from = sy_model_get_group (copy, group);
  to = sy_model_get_group (copy, other_group);
  rule = steal_rule (from, index);
  sy_model_find_rule (copy, other, NULL, &other_index);
  g_ptr_array_insert (to->rules, (int) other_index + (is_after ? 1 : 0), rule);
  if (from->rules->len == 0)
    g_ptr_array_remove_index (copy->groups, group);

  return g_steal_pointer (&copy);
}

SyModel *
sy_model_edit_set_threshold (const SyModel *model,
                             guint threshold,
                             double value)
{
  SyModel *copy;
  double lower, upper;

  g_return_val_if_fail (model != NULL, NULL);

  if (threshold + 1 >= model->bands->len)
    return NULL;

  sy_model_edit_threshold_bounds (model, threshold, THRESHOLD_GAP, &lower, &upper);
  copy = sy_model_copy (model);
  sy_model_get_band (copy, threshold + 1)->min = CLAMP (value, lower, upper);

  return copy;
}

void
sy_rule_edit_set_attribute (SyRule *rule,
                            const char *attribute)
{
  g_autoptr (SyCondition) has_it = NULL;

  g_return_if_fail (rule != NULL && attribute != NULL);

  if (rule->kind == SY_RULE_ATTRIBUTE && rule->attribute != NULL && rule->where != NULL)
    {
      has_it = exists (rule->attribute);
      if (sy_condition_equal (rule->where, has_it))
        {
          sy_condition_free (rule->where);
          rule->where = exists (attribute);
        }
    }
  g_free (rule->attribute);
  rule->attribute = g_strdup (attribute);
}

void
sy_rule_edit_set_table (SyRule *rule,
                        const SyTableRow *rows,
                        gsize n_rows)
{
  SyTableRow *table;

  g_return_if_fail (rule != NULL && rule->kind == SY_RULE_ATTRIBUTE && rule->attribute != NULL);

  table = n_rows > 0 ? g_new (SyTableRow, n_rows) : NULL;
  for (gsize i = 0; i < n_rows; i++)
    {
      table[i] = rows[i];
      table[i].value = g_strdup (rows[i].value);
    }
  for (gsize i = 0; i < rule->n_table; i++)
    g_free (rule->table[i].value);
  g_free (rule->table);
  rule->table = table;
  rule->n_table = n_rows;
  if (n_rows > 0)
    g_clear_pointer (&rule->where, sy_condition_free);
  else if (rule->where == NULL)
    rule->where = exists (rule->attribute);
}

static void
clear_decay (SyDecay *decay)
{
  g_clear_pointer (&decay->steps, g_free);
  *decay = (SyDecay){ .kind = SY_DECAY_NONE, .half_life_days = NAN, .span_days = NAN };
}

gboolean
sy_rule_edit_has_decay (const SyRule *rule)
{
  return rule->kind == SY_RULE_MILESTONE ||
         (rule->kind == SY_RULE_EVENT && rule->measure != SY_MEASURE_INACTIVE &&
          rule->measure != SY_MEASURE_TREND);
}

void
sy_rule_edit_set_measure (SyRule *rule,
                          SyMeasure measure)
{
  g_return_if_fail (rule != NULL);

  rule->measure = measure;
  rule->trend_days = measure == SY_MEASURE_TREND ? 14 : NAN;
  if (measure == SY_MEASURE_INACTIVE || measure == SY_MEASURE_TREND)
    clear_decay (&rule->decay);
  if (measure == SY_MEASURE_TREND)
    rule->window_days = NAN;
  if (measure == SY_MEASURE_INACTIVE)
    rule->daily_cap = rule->max_occurrences = -1;
  if (measure == SY_MEASURE_INACTIVE || measure == SY_MEASURE_ONCE || measure == SY_MEASURE_LATEST)
    {
      g_clear_pointer (&rule->season, g_free);
      rule->n_season = 0;
    }
  if (measure != SY_MEASURE_AMOUNT)
    rule->amount = (SyAmountForm){ .kind = SY_AMOUNT_IDENTITY, .limit = NAN };
}

void
sy_rule_edit_set_amount (SyRule *rule,
                         SyAmountKind kind)
{
  g_return_if_fail (rule != NULL);

  rule->amount.kind = kind;
  rule->amount.limit = kind == SY_AMOUNT_LIMIT ? 100 : NAN;
}

void
sy_rule_edit_set_decay (SyRule *rule,
                        SyDecayKind kind)
{
  double days = 30;

  g_return_if_fail (rule != NULL);

  if (rule->decay.kind == SY_DECAY_EXPONENTIAL)
    days = rule->decay.half_life_days;
  else if (rule->decay.kind == SY_DECAY_LINEAR)
    days = rule->decay.span_days / 2;
  else if (rule->decay.kind == SY_DECAY_STEPS && rule->decay.n_steps > 0)
    days = rule->decay.steps[0].until_days;
  days = MAX (days, 1);

  clear_decay (&rule->decay);
  rule->decay.kind = kind;
  switch (kind)
    {
    case SY_DECAY_EXPONENTIAL:
      rule->decay.half_life_days = days;
      break;
    case SY_DECAY_LINEAR:
      rule->decay.span_days = 2 * days;
      break;
    case SY_DECAY_STEPS:
      rule->decay.n_steps = 3;
      rule->decay.steps = g_new (SyDecayStep, 3);
      rule->decay.steps[0] = (SyDecayStep){ days, 1 };
      rule->decay.steps[1] = (SyDecayStep){ 2 * days, 0.5 };
      rule->decay.steps[2] = (SyDecayStep){ 4 * days, 0.25 };
      break;
    case SY_DECAY_NONE:
    default:
      break;
    }
}

void
sy_rule_edit_set_per (SyRule *rule,
                      SyExposureKind kind,
                      const char *attribute)
{
  g_return_if_fail (rule != NULL);

  g_clear_pointer (&rule->per.types, g_strfreev);
  g_clear_pointer (&rule->per.attribute, g_free);
  rule->per.kind = kind;
  if (kind == SY_EXPOSURE_EVENTS)
    rule->per.types = g_strdupv (rule->types);
  else if (kind == SY_EXPOSURE_ATTRIBUTE)
    rule->per.attribute = g_strdup (attribute);
}

void
sy_rule_edit_set_multiplier (SyRule *rule,
                             SyMultiplierKind kind,
                             const char *attribute)
{
  g_autoptr (SyRule) plain = sy_rule_new ("", rule->kind);
  SyMultiplier *multiplier = &rule->multiplier;

  g_return_if_fail (kind != SY_MULTIPLIER_DATE || attribute != NULL);

  g_clear_pointer (&multiplier->attribute, g_free);
  if (kind == SY_MULTIPLIER_NONE)
    *multiplier = plain->multiplier;
  else if (multiplier->kind == SY_MULTIPLIER_NONE)
    *multiplier = (SyMultiplier){ kind, NULL, 0, 30, 2, 1 };
  multiplier->kind = kind;
  if (kind == SY_MULTIPLIER_DATE)
    multiplier->attribute = g_strdup (attribute);
}
