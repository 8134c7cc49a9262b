/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "score/sy-score.h"
#include "sy-figures-private.h"
#include "sy-outcome.h"

G_BEGIN_DECLS

/*
 * The instants of a list, rising, each once.
 */
gint64 *sy_origins_sort (const gint64 *origins,
                         gsize n,
                         gsize *out_n);

/*
 * One mature instant: the scorer is kept, so that another model of the same rules is scored fast.
 */
typedef struct
{
  gint64 as_of;
  SyScorer *scorer;
  SyScores *scores;
  SyOutcome *outcome;
} SyLabelledDate;

/*
 * The people of a model's population with a label, at one instant or at several one after the
 * other: the rows that a backtest pools, kept to be measured by many columns. Rows of one person at
 * several instants are not independent; areas and comparisons then count people.
 */
typedef struct
{
  SyEventLog *log;
  SyDirection direction;
  gboolean is_clustered;
  gsize n_people;
  gsize n_dates;
  SyLabelledDate *dates;
  gsize n;
  gsize n_positive;
  guint32 *people;
  guint8 *labels;
  SyFiguresScratch scratch;
  double *values; /* n, for who measures */
} SyLabelled;

/*
 * Labels the mature ones of the instants; the others are left out.
 * Errors: SY_VALIDATE_ERROR_NO_OUTCOME, SY_VALIDATE_ERROR_NO_ORIGIN (none is mature), cancelled.
 */
gboolean sy_labelled_init (SyLabelled *self,
                           SyEventLog *log,
                           const SyModel *model,
                           const gint64 *origins,
                           gsize n_origins,
                           GCancellable *cancellable,
                           GError **error);
void sy_labelled_clear (SyLabelled *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyLabelled, sy_labelled_clear)

gboolean sy_labelled_has_both (const SyLabelled *self);

/*
 * A model's scores of the rows. It may differ in its rules, not in population and outcome.
 */
gboolean sy_labelled_score (SyLabelled *self,
                            const SyModel *model,
                            double *out_scores,
                            GCancellable *cancellable,
                            GError **error);

/*
 * The rule of that index through all groups.
 */
const SyRule *sy_model_get_rule_at (const SyModel *model,
                                    gsize index,
                                    const SyRuleGroup **out_group);

/*
 * The values of a rule, by its index through all groups; 0 where its attribute is missing. FALSE
 * for a muted rule.
 */
gboolean sy_labelled_get_values (const SyLabelled *self,
                                 gsize rule,
                                 double *out_values);

/*
 * How many rows the clustered ones are worth: the variance of the area without clusters over that
 * with them, times n; n for rows of one instant. Placements may be NULL when there is one instant.
 */
void sy_labelled_measure (SyLabelled *self,
                          const double *values,
                          guint32 *out_placements,
                          SyAuc *out_auc,
                          double *out_effective_n);
void sy_labelled_compare (const SyLabelled *self,
                          const guint32 *first,
                          const guint32 *second,
                          SyAucComparison *out_comparison);

/*
 * The information value of a column: tenths of the values other than 0, and a bin for 0 itself.
 */
double sy_value_information (const double *values,
                             const guint8 *labels,
                             gsize n,
                             SyRanking *ranking);

G_END_DECLS
