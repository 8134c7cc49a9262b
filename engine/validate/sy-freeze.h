/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-macros.h"
#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-freeze
 *
 * Numbers that a model takes from the data once and then keeps: what a group is divided by,
 * how busy each week of the year is, where the codes of a rule change, what accounts are ranked
 * among. They are part of the
 * document, so a version holds them, and no score moves because other people changed. Each
 * function measures in the events before an instant and writes what it found into a model that
 * is not shared yet; on an error the model stays as it is.
 */

/**
 * SY_FREEZE_MAX_CODES:
 *
 * The most codes that sy_freeze_codes() makes.
 */
#define SY_FREEZE_MAX_CODES 100

/**
 * SY_SEASON_MIN_WEEKS:
 *
 * Whole weeks of events that a season is measured from at least.
 */
#define SY_SEASON_MIN_WEEKS 52

/**
 * SY_SEASON_MIN_FACTOR:
 *
 * The smallest factor of a week: no week multiplies points by more than ten.
 */
#define SY_SEASON_MIN_FACTOR 0.1

/**
 * sy_freeze_p95:
 * @model: the model to write into
 * @group: name of a group
 * @log: the events
 * @as_of: when the population is looked at, UTC second
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Sets the group's p95: the 95th percentile (type 7, see sy_ranking_get_quantile()), over the
 * model's population, of the group's points as its rules give them: after their own caps and the
 * group's sum or best, before its limits and weight. So groups whose points are of another size
 * become alike: a point is then "as much as the top twentieth".
 * Errors: %SY_VALIDATE_ERROR_RULE (no such group; or its percentile is not more than 0),
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_freeze_p95 (SyModel *model,
                        const char *group,
                        SyEventLog *log,
                        gint64 as_of,
                        GCancellable *cancellable,
                        GError **error);

/**
 * sy_freeze_season:
 * @model: the model to write into
 * @rule: id of an event rule that may have a season (see #SyRule)
 * @log: the events
 * @as_of: events before it are measured, UTC second
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Sets the rule's season from the last whole years of 52 ISO weeks before @as_of (and before
 * the end of the data). The factor of a week is what everyone together did in it, as the rule
 * measures it (matches, amounts or days, at most its daily cap, without decay), over the mean
 * of all weeks: with one year of data, how the same week a year before stood to its year. A
 * week number that the years lack (53, mostly) gets the mean of its neighbours, and none gets
 * less than %SY_SEASON_MIN_FACTOR. A trend of the whole (growth) is not told from a season
 * when there is one year only.
 * Errors: %SY_VALIDATE_ERROR_RULE (no such rule, or one without season; less than a year of
 * data; nothing matches), %G_IO_ERROR_CANCELLED. Cost: a scoring of one rule for each week.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_freeze_season (SyModel *model,
                           const char *rule,
                           SyEventLog *log,
                           gint64 as_of,
                           GCancellable *cancellable,
                           GError **error);

/**
 * sy_freeze_codes:
 * @model: the model to write into
 * @rule: id of an event rule
 * @n_codes: how many codes are wished, 2 to %SY_FREEZE_MAX_CODES
 * @log: the events
 * @as_of: when the population is looked at, UTC second
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Sets the rule's code edges so that the people of the population with a value other than 0
 * fall in about equal shares on the codes 1 to @n_codes: quantiles at 1 / @n_codes, 2 / @n_codes and
 * so on, equal ones once. Ties may leave fewer codes. The codes of an RFM analysis are those of a
 * rule that measures "latest" with a decay (R), one that counts (F) and one that sums amounts (M) of
 * purchases.
 * Errors: %SY_VALIDATE_ERROR_RULE (no such rule, or not an event rule; all values are equal),
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_freeze_codes (SyModel *model,
                          const char *rule,
                          guint n_codes,
                          SyEventLog *log,
                          gint64 as_of,
                          GCancellable *cancellable,
                          GError **error);

/**
 * sy_freeze_accounts:
 * @model: the model to write into
 * @accounts: the accounts
 * @log: the events
 * @as_of: when they are looked at, UTC second
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Sets what the percentile scale of accounts ranks among: the raw scores, rolled up in the model's
 * own way, of the accounts that have one then; all of them, or %SY_PERCENTILE_POINTS quantiles of
 * more. Without it a draft ranks among the accounts scored with it, and publishing freezes them.
 * Errors: %SY_VALIDATE_ERROR_RULE (accounts have no percentile scale of their own; none has a
 * score), %G_IO_ERROR_CANCELLED.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_freeze_accounts (SyModel *model,
                             SyAccountMap *accounts,
                             SyEventLog *log,
                             gint64 as_of,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
