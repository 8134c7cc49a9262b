/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/sy-score.h"
#include "sy-outcome.h"

G_BEGIN_DECLS

/*
 * Rows of one model: double scores and guint8 bands; the double probabilities of a model that says how its own
 * is made, else there are none of them.
 */
typedef struct
{
  GArray *scores;
  GArray *bands;
  GArray *probabilities;
} SyModelRows;

/*
 * Labelled rows, of one date or of several one after the other: guint32 people, guint8 labels, and the
 * scores of the model and of the version compared with.
 */
typedef struct
{
  GArray *people;
  GArray *labels;
  SyModelRows models[2];
} SyBacktestRows;

/*
 * @n_models: whose scores the rows have, 1 or 2
 * @n_rows: how many there will be, as far as is known
 */
void sy_backtest_rows_init (SyBacktestRows *self,
                            guint n_models,
                            gsize n_rows);
void sy_backtest_rows_clear (SyBacktestRows *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyBacktestRows, sy_backtest_rows_clear)

/*
 * Appends the labelled people of a date; models and scores may be NULL.
 */
void sy_backtest_rows_append (SyBacktestRows *self,
                              const SyModel *const models[2],
                              SyScores *const scores[2],
                              const SyOutcome *outcome);
void sy_backtest_rows_append_all (SyBacktestRows *to,
                                  const SyBacktestRows *from);

G_END_DECLS
