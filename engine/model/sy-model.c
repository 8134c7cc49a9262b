/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-model.h"

#include <math.h>
#include <string.h>

#include "sy-field-private.h"

G_DEFINE_QUARK (sy_model_error, sy_model_error)

static void
clear_model (gpointer model)
{
  sy_object_clear (&sy_model_type, model);
}

SyModel *
sy_model_new (const char *name)
{
  SyModel *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_atomic_rc_box_new0 (SyModel);
  sy_object_init (&sy_model_type, self);
  self->name = g_strdup (name);
  self->scale.kind = SY_SCALE_RANGE;
  self->scale.lo = 0;
  self->scale.hi = 100;
  g_ptr_array_add (self->bands, sy_band_new ("All", 0));
  return self;
}

SyModel *
sy_model_ref (SyModel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_rc_box_acquire (self);
}

void
sy_model_unref (SyModel *self)
{
  g_return_if_fail (self != NULL);
  g_atomic_rc_box_release_full (self, clear_model);
}

SyModel *
sy_model_copy (const SyModel *self)
{
  SyModel *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_atomic_rc_box_new0 (SyModel);
  sy_object_copy (&sy_model_type, self, copy);
  return copy;
}

gboolean
sy_model_equal (const SyModel *a,
                const SyModel *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);
  return sy_object_equal (&sy_model_type, a, b, 0);
}

char *
sy_model_sha256 (const SyModel *self)
{
  g_autofree char *text = sy_model_to_json (self);

  return text == NULL ? NULL : g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

SyRule *
sy_model_find_rule (const SyModel *self,
                    const char *id,
                    guint *out_group,
                    guint *out_rule)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  for (guint i = 0; i < self->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (self, i);

      for (guint j = 0; j < group->rules->len; j++)
        {
          SyRule *rule = sy_rule_group_get_rule (group, j);

          if (strcmp (rule->id, id) != 0)
            continue;
          if (out_group != NULL)
            *out_group = i;
          if (out_rule != NULL)
            *out_rule = j;
          return rule;
        }
    }
  return NULL;
}

gboolean
sy_model_find_rule_index (const SyModel *self,
                          const char *id,
                          gsize *out_index)
{
  guint group;
  guint rule;

  g_return_val_if_fail (self != NULL && id != NULL && out_index != NULL, FALSE);

  if (sy_model_find_rule (self, id, &group, &rule) == NULL)
    return FALSE;
  *out_index = rule;
  for (guint i = 0; i < group; i++)
    *out_index += sy_model_get_group (self, i)->rules->len;
  return TRUE;
}

guint
sy_model_get_n_rules (const SyModel *self)
{
  guint n_rules = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->groups->len; i++)
    n_rules += sy_model_get_group (self, i)->rules->len;
  return n_rules;
}

SyRuleGroup *
sy_model_get_group (const SyModel *self,
                    guint index)
{
  g_return_val_if_fail (self != NULL && index < self->groups->len, NULL);
  return self->groups->pdata[index];
}

SyBand *
sy_model_get_band (const SyModel *self,
                   guint index)
{
  g_return_val_if_fail (self != NULL && index < self->bands->len, NULL);
  return self->bands->pdata[index];
}

guint
sy_model_find_band (const SyModel *self,
                    double score)
{
  guint band = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 1; i < self->bands->len; i++)
    if (score >= sy_model_get_band (self, i)->min)
      band = i;
  return band;
}

gboolean
sy_model_find_band_named (const SyModel *self,
                          const char *name,
                          guint *out_band)
{
  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  for (guint i = 0; i < self->bands->len; i++)
    {
      if (g_strcmp0 (sy_model_get_band (self, i)->name, name) != 0)
        continue;
      if (out_band != NULL)
        *out_band = i;
      return TRUE;
    }
  return FALSE;
}

void
sy_model_set_layer (SyModel *self,
                    const SyLayerSpec *layer)
{
  SyLayerSpec new_layer = { 0 };

  g_return_if_fail (self != NULL);

  if (layer == NULL)
    sy_object_init (&sy_layer_type, &new_layer);
  else
    sy_object_copy (&sy_layer_type, layer, &new_layer);
  sy_object_clear (&sy_layer_type, &self->probability);
  self->probability = new_layer;
}

void
sy_layer_spec_clear (SyLayerSpec *self)
{
  g_return_if_fail (self != NULL);

  sy_object_clear (&sy_layer_type, self);
  *self = (SyLayerSpec){ 0 };
  sy_object_init (&sy_layer_type, self);
}

gboolean
sy_layer_spec_equal (const SyLayerSpec *a,
                     const SyLayerSpec *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return sy_object_equal (&sy_layer_type, a, b, 0);
}

void
sy_band_clear_course (SyBand *self)
{
  g_return_if_fail (self != NULL);

  self->courses = 0;
  self->change = (SyScoreMove){ -1, (double) NAN, (double) NAN };
}

gboolean
sy_band_asks_course (const SyBand *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->courses != 0 || self->change.days > 0;
}

gboolean
sy_model_asks_course (const SyModel *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->bands->len; i++)
    if (sy_band_asks_course (self->bands->pdata[i]))
      return TRUE;
  return FALSE;
}

SyModel *
sy_model_without_course (const SyModel *self)
{
  SyModel *copy;

  g_return_val_if_fail (self != NULL, NULL);

  if (!sy_model_asks_course (self))
    return sy_model_ref ((SyModel *) self);
  copy = sy_model_copy (self);
  for (guint i = 0; i < copy->bands->len; i++)
    sy_band_clear_course (copy->bands->pdata[i]);
  return copy;
}

SyModel *
sy_model_new_for_accounts (const SyModel *self)
{
  SyModel *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = sy_model_copy (self);
  copy->entity = SY_ENTITY_ACCOUNT;
  sy_model_set_layer (copy, NULL);
  for (guint i = 0; i < copy->bands->len; i++)
    sy_band_clear_course (copy->bands->pdata[i]);
  if (copy->account.bands->len == 0)
    return copy;
  sy_object_clear (&sy_scale_type, &copy->scale);
  copy->scale = (SyScaleSpec){ 0 };
  sy_object_copy (&sy_scale_type, &self->account.scale, &copy->scale);
  g_ptr_array_set_size (copy->bands, 0);
  for (guint i = 0; i < self->account.bands->len; i++)
    {
      SyBand *band = g_new0 (SyBand, 1);

      sy_object_copy (&sy_band_type, self->account.bands->pdata[i], band);
      sy_band_clear_course (band);
      g_ptr_array_add (copy->bands, band);
    }
  return copy;
}

SyRuleGroup *
sy_rule_group_new (const char *name)
{
  SyRuleGroup *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (SyRuleGroup, 1);
  sy_object_init (&sy_group_type, self);
  self->name = g_strdup (name);
  return self;
}

void
sy_rule_group_free (SyRuleGroup *self)
{
  if (self == NULL)
    return;
  sy_object_clear (&sy_group_type, self);
  g_free (self);
}

double
sy_rule_group_get_factor (const SyRuleGroup *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return isnan (self->p95) ? self->weight : self->weight / self->p95;
}

SyRule *
sy_rule_group_get_rule (const SyRuleGroup *self,
                        guint index)
{
  g_return_val_if_fail (self != NULL && index < self->rules->len, NULL);
  return self->rules->pdata[index];
}

SyBand *
sy_band_new (const char *name,
             double min)
{
  SyBand *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (SyBand, 1);
  sy_object_init (&sy_band_type, self);
  self->name = g_strdup (name);
  self->min = min;
  return self;
}

void
sy_band_free (SyBand *self)
{
  if (self == NULL)
    return;
  sy_object_clear (&sy_band_type, self);
  g_free (self);
}
