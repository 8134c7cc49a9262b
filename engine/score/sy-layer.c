/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-layer-private.h"

#include <math.h>

#include "stats/sy-stats.h"

struct _SyLayer
{
  SyModel *model; /* the layer, the scale and the direction of an empty model */
  SyLayerKind kind;
  double b0;
  double b1;
  gboolean is_turned; /* a higher score should mean less of the outcome */
};

static gboolean
has_layer (const SyModel *model)
{
  return model->probability.kind != SY_LAYER_NONE || model->scale.kind == SY_SCALE_LOGISTIC;
}

SyLayer *
sy_layer_new (const SyModel *model)
{
  const SyLayerSpec *spec = &model->probability;
  SyLayer *self;

  if (!has_layer (model))
    return NULL;
  self = g_atomic_rc_box_new0 (SyLayer);
  self->model = sy_model_new ("");
  self->model->scale = (SyScaleSpec){ .kind = model->scale.kind,
                                      .lo = (double) NAN,
                                      .hi = (double) NAN,
                                      .b0 = model->scale.b0,
                                      .b1 = model->scale.b1 };
  self->model->outcome.direction = model->outcome.direction;
  sy_model_set_layer (self->model, spec);
  self->is_turned = model->outcome.direction == SY_DIRECTION_LESS;
  self->kind = spec->kind;
  self->b0 = spec->b0;
  self->b1 = spec->b1;
  if (spec->kind == SY_LAYER_NONE)
    {
      /* What the scale says is how probable the good news is. */
      self->kind = SY_LAYER_LOGISTIC;
      self->b0 = self->is_turned ? -model->scale.b0 : model->scale.b0;
      self->b1 = self->is_turned ? -model->scale.b1 : model->scale.b1;
    }
  return self;
}

SyLayer *
sy_layer_ref (SyLayer *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_layer (gpointer data)
{
  SyLayer *self = data;

  sy_model_unref (self->model);
}

void
sy_layer_unref (SyLayer *self)
{
  g_atomic_rc_box_release_full (self, clear_layer);
}

gboolean
sy_layer_is_of (const SyLayer *self,
                const SyModel *model)
{
  const SyModel *own = self->model;

  if (own->outcome.direction != model->outcome.direction ||
      !sy_layer_spec_equal (&own->probability, &model->probability))
    return FALSE;
  /* The scale speaks where the layer does not. */
  return own->probability.kind != SY_LAYER_NONE ||
         (model->scale.kind == SY_SCALE_LOGISTIC && !(own->scale.b0 < model->scale.b0) &&
          !(own->scale.b0 > model->scale.b0) && !(own->scale.b1 < model->scale.b1) &&
          !(own->scale.b1 > model->scale.b1));
}

gboolean
sy_layer_reads_rules (const SyLayer *self)
{
  return self->kind == SY_LAYER_RULES;
}

double
sy_layer_get_blend (const SyLayer *self)
{
  return self->model->probability.blend;
}

void
sy_layer_init_rule_part (const SyCoefficient *coefficient,
                         SyRulePart *out_part)
{
  *out_part = (SyRulePart){ .weight = coefficient->b,
                            .points_min = (double) NAN,
                            .points_max = (double) NAN,
                            .may_miss = TRUE };
}

void
sy_layer_init_part (SyGroupPart *out_part)
{
  *out_part = (SyGroupPart){ .combine = SY_COMBINE_SUM,
                             .p95 = (double) NAN,
                             .weight = 1,
                             .points_min = (double) NAN,
                             .points_max = (double) NAN };
}

static double
get_probability (const SyLayer *self,
                 double raw,
                 double sum)
{
  const SyLayerSpec *spec = &self->model->probability;
  SyLogistic logistic = { self->b0, self->b1 };
  SyIsotonic isotonic = { spec->n_raw, spec->raw, spec->p };

  switch (self->kind)
    {
    case SY_LAYER_ISOTONIC:
      return sy_isotonic_predict (&isotonic, raw);
    case SY_LAYER_RULES:
      logistic.b1 = 1;
      return sy_logistic_predict (&logistic, sum);
    case SY_LAYER_LOGISTIC:
    case SY_LAYER_NONE:
    default:
      return sy_logistic_predict (&logistic, raw);
    }
}

void
sy_layer_compute (const SyLayer *self,
                  const double *raw,
                  const double *sums,
                  gsize n,
                  double *out_probabilities)
{
  for (gsize i = 0; i < n; i++)
    out_probabilities[i] = get_probability (self, raw[i], sums == NULL ? 0 : sums[i]);
}

void
sy_layer_blend (const SyLayer *self,
                const double *raw,
                const double *sums,
                gsize n,
                double *scores)
{
  double blend = sy_layer_get_blend (self);

  for (gsize i = 0; i < n; i++)
    {
      double p = get_probability (self, raw[i], sums == NULL ? 0 : sums[i]);

      scores[i] = (1 - blend) * scores[i] + blend * 100 * (self->is_turned ? 1 - p : p);
    }
}
