/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-labelled-private.h"
#include "sy-suggestion.h"

G_BEGIN_DECLS

/*
 * The parts of a suggestion, all from the same labelled rows, which were made with @model.
 */
SySignals *sy_signals_of_rows (SyLabelled *rows,
                               const SyModel *model,
                               double level,
                               GCancellable *cancellable,
                               SyProgressFunc progress,
                               gpointer user_data,
                               GError **error);
SyWeights *sy_weights_of_rows (SyLabelled *rows,
                               const SyModel *model,
                               GPtrArray *types,
                               guint32 seed,
                               GCancellable *cancellable,
                               GError **error);
SyLeak *sy_leaks_of_rows (const SyLabelled *rows,
                          const SyModel *model,
                          const SySignals *signals,
                          gsize *out_n_leaks);
void sy_leaks_free (SyLeak *leaks,
                    gsize n_leaks);
SyRedundancy *sy_redundancy_of_rows (SyLabelled *rows,
                                     const SyModel *model,
                                     GCancellable *cancellable,
                                     GError **error);
void sy_redundancy_free (SyRedundancy *self);

/*
 * The sign that the effect of a rule's value on the score should have: 1, -1, or 0 when nobody
 * said. The dictionary speaks first (@types, or NULL), then the weight that the rule has.
 */
int sy_rule_get_expected_sign (const SyModel *model,
                               const SyRuleGroup *group,
                               const SyRule *rule,
                               GPtrArray *types,
                               SySignSource *out_source);

G_END_DECLS
