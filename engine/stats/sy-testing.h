/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * sy_normal_p:
 * @z: a standard normal statistic
 *
 * Returns: its two-sided p-value
 */
SY_EXTERN
double sy_normal_p (double z);

/**
 * sy_chi2_p:
 * @chi2: a statistic, not below 0
 * @df: degrees of freedom, above 0
 *
 * Returns: the upper tail
 */
SY_EXTERN
double sy_chi2_p (double chi2,
                  double df);

/**
 * sy_mcnemar_exact:
 * @b: pairs where only the first is right
 * @c: pairs where only the second is right
 *
 * Exact two-sided binomial test of b against c. Source: McNemar, Psychometrika 12 (1947) 153-157.
 *
 * Returns: the p-value; 1 when b + c is 0
 */
SY_EXTERN
double sy_mcnemar_exact (gsize b,
                         gsize c);

/**
 * sy_benjamini_hochberg:
 * @p: (array length=n): p-values, 0 to 1
 * @n: how many
 * @out_adjusted: (out caller-allocates) (array length=n): adjusted values, in the order of @p; may be @p
 *
 * The running minimum of p_(k) n / k from the largest down: those at most q are the discoveries
 * among which a share q is expected to be false.
 * Source: Benjamini & Hochberg, JRSS B 57 (1995) 289-300.
 */
SY_EXTERN
void sy_benjamini_hochberg (const double *p,
                            gsize n,
                            double *out_adjusted);

G_END_DECLS
