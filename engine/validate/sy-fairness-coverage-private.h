/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/sy-score.h"
#include "sy-fairness.h"

G_BEGIN_DECLS

/*
 * What of a score by groups comes of missing data. Fills n_rules, n_observed, the parts of the gap and
 * the shares of common rules of @self, and its list of uncommon rules. The people of the groups, their counts
 * and the means are there already.
 */
gboolean sy_fairness_add_coverage (SyFairness *self,
                                   SyScorer *scorer,
                                   const SyModel *model,
                                   const SyScores *scores,
                                   GCancellable *cancellable,
                                   GError **error);

/*
 * The share over the largest of a judged group; NaN without one, or when it is 0.
 */
double sy_fairness_get_ratio (double share,
                              double largest);

G_END_DECLS
