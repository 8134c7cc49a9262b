/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "events/sy-events.h"
#include "model/sy-model.h"
#include "stats/sy-stats.h"

G_BEGIN_DECLS

/**
 * SyHalfLifePoint:
 * @days: the half-life, days
 * @auc: area of the score with it
 * @to_best: paired comparison with the best one: first this, second the best
 * @is_grid: one of the even grid; else one that was tried in between
 * @is_within: the area does not differ from the best by more than chance, or by too little to
 *   matter
 *
 * A half-life that was tried.
 */
typedef struct
{
  double days;
  SyAuc auc;
  SyAucComparison to_best;
  gboolean is_grid;
  gboolean is_within;
} SyHalfLifePoint;

/**
 * SyHalfLife:
 * @rule: id of the rule
 * @label: what to show
 * @n_origins: mature dates
 * @n: rows with a label
 * @n_positive: rows with the outcome
 * @current_days: the half-life that the rule has; NaN when it decays otherwise or not at all
 * @current_auc: area of the score as it is
 * @current_to_best: paired comparison: first the model as it is, second the best half-life
 * @n_points: number of half-lives tried
 * @points: (array length=n_points): rising
 * @best: index of the one with the largest area
 * @low_days: shortest half-life that is as good as the best
 * @high_days: longest one
 * @is_flat: the range is all that was tried: any value will do
 *
 * How the area depends on the half-life of one rule, all else fixed. The curve is @points.
 */
typedef struct _SyHalfLife
{
  char *rule;
  char *label;
  gsize n_origins;
  gsize n;
  gsize n_positive;
  double current_days;
  SyAuc current_auc;
  SyAucComparison current_to_best;
  gsize n_points;
  SyHalfLifePoint *points;
  gsize best;
  double low_days;
  double high_days;
  gboolean is_flat;
} SyHalfLife;

/**
 * SyHalfLifeOptions:
 * @min_days: shortest half-life, above 0
 * @max_days: longest; NaN for twice the time from the first event to the last date, 64 to 3650 days
 * @n_grid: half-lives of the even grid on the logarithmic scale, 3 to 200
 * @n_refinements: golden sections between the neighbours of the best one
 *
 * Where to look. Start from %SY_HALF_LIFE_OPTIONS_INIT.
 */
typedef struct
{
  double min_days;
  double max_days;
  guint n_grid;
  guint n_refinements;
} SyHalfLifeOptions;

/**
 * SY_HALF_LIFE_OPTIONS_INIT:
 *
 * 13 half-lives from a day to twice the history, then 6 golden sections.
 */
#define SY_HALF_LIFE_OPTIONS_INIT \
  {                               \
    1, (double) NAN, 13, 6        \
  }

/**
 * SY_HALF_LIFE_NEGLIGIBLE:
 *
 * A difference of areas that nobody would notice: one pair of people in a thousand.
 */
#define SY_HALF_LIFE_NEGLIGIBLE 0.001

/**
 * sy_half_life_check_rule:
 * @model: the model
 * @id: what somebody asks for
 * @error: return location, or %NULL
 *
 * Errors: %SY_VALIDATE_ERROR_RULE, which names the rules that there are when there is no such.
 *
 * Returns: whether the half-life of the rule can be looked for
 */
SY_EXTERN
gboolean sy_half_life_check_rule (const SyModel *model,
                                  const char *id,
                                  GError **error);

/**
 * sy_half_life_find:
 * @log: the events
 * @model: the model
 * @rule: id of an event or milestone rule that is not muted and whose measure decays
 * @origins: (array length=n_origins): as-of instants, UTC seconds; immature ones are left out
 * @n_origins: at least 1
 * @options: where to look
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the half-lives done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Gives the rule an exponential decay of one half-life after another, all else fixed, and measures
 * the area that a backtest would, pooled over the dates. The reported range reaches from the first
 * to the last whose area does not differ from the best by the paired test of DeLong (with several
 * dates: clustered by person), p times the size of the grid above 0.05: the best was picked from
 * many on the same data, and beside it some would always seem worse. One that differs by less than
 * %SY_HALF_LIFE_NEGLIGIBLE is as good whatever the test says. The ends of the range are bisected
 * three times.
 * Cost: about 25 scorings of one rule's column and all dates; memory 4 bytes a row for each.
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN, %SY_VALIDATE_ERROR_RULE,
 * %SY_STATS_ERROR_ONE_CLASS, %G_IO_ERROR_CANCELLED.
 * Source: DeLong et al. 1988; Obuchowski 1997; Dunn, JASA 56 (1961) 52-64; Kiefer, Proceedings of
 * the AMS 4 (1953) 502-506.
 *
 * Returns: (transfer full): the curve and the range, or %NULL
 */
SY_EXTERN
SyHalfLife *sy_half_life_find (SyEventLog *log,
                               const SyModel *model,
                               const char *rule,
                               const gint64 *origins,
                               gsize n_origins,
                               const SyHalfLifeOptions *options,
                               GCancellable *cancellable,
                               SyProgressFunc progress,
                               gpointer user_data,
                               GError **error);

/**
 * sy_half_life_ref:
 * @self: a curve
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyHalfLife *sy_half_life_ref (SyHalfLife *self);

/**
 * sy_half_life_unref:
 * @self: a curve
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_half_life_unref (SyHalfLife *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyHalfLife, sy_half_life_unref)

G_END_DECLS
