/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sy-model.h"

G_BEGIN_DECLS

/*
 * sy_freeze_reference:
 * @scale: a percentile scale
 * @raw: (array length=n): raw scores without NaN, in any order; they are put in order
 * @n: how many
 *
 * Makes them the reference of the scale: all of them, or SY_PERCENTILE_POINTS quantiles of more.
 */
void sy_freeze_reference (SyScaleSpec *scale,
                          double *raw,
                          gsize n);

G_END_DECLS
