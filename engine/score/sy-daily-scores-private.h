/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sy-scorer.h"

G_BEGIN_DECLS

/*
 * Everyone's score as of an instant, NaN outside the population; and the bands, unless @out_bands
 * is NULL. Both have n_people elements; free with g_free().
 */
double *sy_daily_scores_new (SyEventLog *log,
                             const SyModel *model,
                             gint64 as_of,
                             guint8 **out_bands,
                             GCancellable *cancellable,
                             GError **error);

/*
 * Writes the scores of people with NaN outside the population.
 */
void sy_daily_scores_copy (const SyScores *scores,
                           double *out_scores);

G_END_DECLS
