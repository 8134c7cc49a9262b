/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * sy_information_value:
 * @positives: (array length=n_bins): with the outcome, per bin
 * @n: (array length=n_bins): people per bin
 * @n_bins: how many bins
 * @out_woe: (out caller-allocates) (array length=n_bins) (nullable): weight of evidence per bin; NaN
 *   for a bin with nobody in it
 *
 * WoE = ln ((e_i / E) / (ne_i / NE)), above 0 where the outcome is more frequent; IV = sum
 * (e_i / E - ne_i / NE) WoE_i. If a bin has people of one class only, 0.5 is added to both classes
 * of every bin that holds people. By habit below 0.02 useless, to 0.1 weak, to 0.3 medium, above strong.
 * Source: Siddiqi 2006.
 *
 * Returns: the information value; NaN when one class is empty
 */
SY_EXTERN
double sy_information_value (const gsize *positives,
                             const gsize *n,
                             gsize n_bins,
                             double *out_woe);

/**
 * SyPdo:
 * @factor: points per unit of log odds
 * @offset: points at odds 1:1
 *
 * A scale by "points to double the odds".
 */
typedef struct
{
  double factor;
  double offset;
} SyPdo;

/**
 * sy_pdo:
 * @points: points at @odds
 * @odds: odds good to bad at @points, above 0
 * @pdo: points that double the odds
 *
 * factor = pdo / ln 2, offset = points - factor ln odds. Source: Siddiqi 2006.
 *
 * Returns: the scale
 */
SY_EXTERN
SyPdo sy_pdo (double points,
              double odds,
              double pdo);

/**
 * SySetOverlap:
 * @n_both: in both sets
 * @jaccard: both / either; 0 when both sets are empty
 * @coefficient: both / the smaller set; 0 when it is empty
 * @first_in_second: both / first; 0 when it is empty
 * @second_in_first: both / second; 0 when it is empty
 *
 * How two sets overlap.
 */
typedef struct
{
  gsize n_both;
  double jaccard;
  double coefficient;
  double first_in_second;
  double second_in_first;
} SySetOverlap;

/**
 * sy_set_overlap:
 * @first: (array length=n_first): rising ids
 * @n_first: how many
 * @second: (array length=n_second): rising ids
 * @n_second: how many
 * @out_overlap: (out caller-allocates): the figures
 *
 * Source: Jaccard, New Phytologist 11 (1912) 37-50.
 */
SY_EXTERN
void sy_set_overlap (const guint32 *first,
                     gsize n_first,
                     const guint32 *second,
                     gsize n_second,
                     SySetOverlap *out_overlap);

G_END_DECLS
