/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sy-model.h"

G_BEGIN_DECLS

/*
 * A model's scale, prepared. Immutable, reference-counted.
 */
typedef struct _SyScale SyScale;

/*
 * For a percentile scale the raw scores in @reference, in any order, are what others are
 * ranked among; other scales do not read them.
 */
SyScale *sy_scale_new (const SyScaleSpec *spec,
                       const double *reference,
                       gsize n_reference);
SyScale *sy_scale_ref (SyScale *self);
void sy_scale_unref (SyScale *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyScale, sy_scale_unref)

/*
 * Whether the scale is prepared from an equal spec and, for a percentile scale, its own reference.
 */
gboolean sy_scale_is_of (const SyScale *self,
                         const SyScaleSpec *spec);

void sy_scale_compute (const SyScale *self,
                       const double *raw,
                       gsize n,
                       double *out_scores);

G_END_DECLS
