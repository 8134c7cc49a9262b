/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sy-model.h"
#include "sy-totals-private.h"

G_BEGIN_DECLS

/*
 * The probability of a model, prepared. Immutable, reference-counted.
 */
typedef struct _SyLayer SyLayer;

/*
 * A logistic scale is a probability too; a model that says none and has another scale has no
 * layer: NULL.
 */
SyLayer *sy_layer_new (const SyModel *model);
SyLayer *sy_layer_ref (SyLayer *self);
void sy_layer_unref (SyLayer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyLayer, sy_layer_unref)

/*
 * Whether the layer is prepared from a model that says the same.
 */
gboolean sy_layer_is_of (const SyLayer *self,
                         const SyModel *model);

/*
 * Whether it reads the values of rules: then @sums below are those of sy_layer_init_part(),
 * else they are not read and may be NULL.
 */
gboolean sy_layer_reads_rules (const SyLayer *self);

/*
 * What part of the score it makes.
 */
double sy_layer_get_blend (const SyLayer *self);

/*
 * How the coefficient of a rule takes part in the sum, and the sum itself, without values and
 * rules.
 */
void sy_layer_init_rule_part (const SyCoefficient *coefficient,
                              SyRulePart *out_part);
void sy_layer_init_part (SyGroupPart *out_part);

/*
 * The probability of the outcome for people with these raw scores.
 */
void sy_layer_compute (const SyLayer *self,
                       const double *raw,
                       const double *sums,
                       gsize n,
                       double *out_probabilities);

/*
 * Blends it into scaled scores, in place.
 */
void sy_layer_blend (const SyLayer *self,
                     const double *raw,
                     const double *sums,
                     gsize n,
                     double *scores);

G_END_DECLS
