/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/sy-model.h"
#include "score/sy-scores.h"
#include "sy-reference.h"

G_BEGIN_DECLS

/*
 * The lines that the mean raw score of the population is made of. The same model gives the same lines
 * whatever the scores: one for each rule that is not muted, one for each group that has limits or
 * takes the largest, one for the score if it has limits. All 0 when the population is empty.
 */
SyMeanPoints *sy_mean_points_new (const SyModel *model,
                                  const SyScores *scores,
                                  gsize *out_n_lines);
/*
 * The same of some people.
 */
SyMeanPoints *sy_mean_points_new_of (const SyModel *model,
                                     const SyScores *scores,
                                     const guint32 *people,
                                     gsize n,
                                     gsize *out_n_lines);
void sy_mean_points_free (SyMeanPoints *lines,
                          gsize n_lines);

/*
 * Mean of the members' values in a column of all people; NaN without members.
 */
double sy_mean_of_members (const SyScores *scores,
                           const double *column);

/*
 * Members per band.
 */
void sy_count_bands (const SyScores *scores,
                     gsize n_bands,
                     gsize *out_counts);

/*
 * The members' shown scores, in order of person.
 */
double *sy_scores_of_members (const SyScores *scores,
                              gsize *out_n);

G_END_DECLS
