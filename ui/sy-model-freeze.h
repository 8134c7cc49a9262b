/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * Numbers that a model takes from the data once and keeps, as the window measures them, puts them
 * into a draft and tells them. No widget, no session.
 */

/**
 * SyFrozen:
 * @SY_FROZEN_SEASON: how busy each week of the year is, of a rule
 * @SY_FROZEN_CODES: where the codes of a rule change
 * @SY_FROZEN_P95: what a group is divided by
 * @SY_FROZEN_RANGE: the points that become 0 and 100 on a range scale
 * @SY_FROZEN_ACCOUNTS: what the percentile scale of accounts ranks among
 *
 * What is measured.
 */
typedef enum
{
  SY_FROZEN_SEASON,
  SY_FROZEN_CODES,
  SY_FROZEN_P95,
  SY_FROZEN_RANGE,
  SY_FROZEN_ACCOUNTS,
} SyFrozen;

/** SY_FROZEN_DEFAULT_CODES: codes, unless told. */
#define SY_FROZEN_DEFAULT_CODES 5

/**
 * sy_model_freeze_measure:
 * @model: a model
 * @what: what to measure
 * @name: id of the rule, or name of the group; not read for a range and accounts
 * @n_codes: for codes: how many
 * @log: the events
 * @accounts: (nullable): for accounts: those of @log
 * @as_of: UTC second
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Any thread. Errors: those of sy_freeze_season(), sy_freeze_codes(), sy_freeze_p95() and
 * sy_freeze_accounts().
 *
 * Returns: (transfer full): a copy of @model with the numbers, %NULL on error
 */
SyModel *sy_model_freeze_measure (const SyModel *model,
                                  SyFrozen what,
                                  const char *name,
                                  guint n_codes,
                                  SyEventLog *log,
                                  SyAccountMap *accounts,
                                  gint64 as_of,
                                  GCancellable *cancellable,
                                  GError **error);

/**
 * sy_model_freeze_take:
 * @draft: the draft, edited perhaps since the measurement began
 * @measured: (nullable): what sy_model_freeze_measure() gave; %NULL takes the numbers out
 * @what: what was measured
 * @name: id of the rule, or name of the group; not read for a range and accounts
 *
 * Returns: (transfer full) (nullable): a copy of @draft with the numbers of @measured and nothing
 *   else of it; %NULL when the rule or the group is not there any more, or the scale or the roll-up
 *   of accounts is another
 */
SyModel *sy_model_freeze_take (const SyModel *draft,
                               const SyModel *measured,
                               SyFrozen what,
                               const char *name);

/**
 * sy_model_freeze_label:
 * @model: a model with the rule or the group
 * @what: what is measured
 * @name: id of the rule, or name of the group
 * @is_removed: whether it is taken out
 *
 * Returns: (transfer full): the edit in the undo menu, as "Purchase: season measured"
 */
char *sy_model_freeze_label (const SyModel *model,
                             SyFrozen what,
                             const char *name,
                             gboolean is_removed);

/**
 * sy_rule_describe_season:
 * @rule: a rule
 *
 * Returns: (transfer full): "×0.6 in week 7 to ×2.1 in week 48"; "none" without a season
 */
char *sy_rule_describe_season (const SyRule *rule);

/**
 * sy_rule_describe_codes:
 * @rule: a rule
 *
 * Returns: (transfer full): "1 to 5"; "none" without codes
 */
char *sy_rule_describe_codes (const SyRule *rule);

/**
 * sy_rule_can_have_season:
 * @rule: a rule
 *
 * Returns: whether a season means something: it counts, sums or counts days in a window, or is a trend
 */
gboolean sy_rule_can_have_season (const SyRule *rule);

G_END_DECLS
