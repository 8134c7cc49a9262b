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
