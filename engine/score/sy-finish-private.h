/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-scale-private.h"
#include "sy-scores-private.h"

G_BEGIN_DECLS

/*
 * The last steps of a scoring: from raw scores to scores and bands.
 */
typedef struct
{
  SyScores *scores; /* borrowed; raw scores, population, layer and its sums are there */
  const SyModel *model;
  SyScale *scale; /* borrowed; NULL as long as it is not known whom to rank */
  double thresholds[SY_MODEL_MAX_BANDS];
  gsize n_thresholds;
} SyFinish;

void sy_finish_init (SyFinish *self,
                     const SyModel *model,
                     SyScores *scores);

/*
 * Whether the probability makes a part of the score.
 */
gboolean sy_finish_is_blended (const SyScores *scores);

/*
 * Scores and bands of the people [start, end); a scale is there.
 */
void sy_finish_compute (const SyFinish *self,
                        gsize start,
                        gsize end);

/*
 * The bands alone.
 */
void sy_finish_compute_bands (const SyFinish *self,
                              gsize start,
                              gsize end);

/*
 * Scores and bands of everybody, ranked among the members scored with the same model.
 */
void sy_finish_rank_members (const SyFinish *self,
                             guint n_threads);

G_END_DECLS
