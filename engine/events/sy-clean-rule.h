/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sy-event-log.h"

G_BEGIN_DECLS

/**
 * SY_CLEAN_ERROR:
 *
 * The domain of #SyCleanError.
 */
#define SY_CLEAN_ERROR (sy_clean_error_quark ())
SY_EXTERN
GQuark sy_clean_error_quark (void);

/**
 * SyCleanError:
 * @SY_CLEAN_ERROR_RULE: the rule is not one, or names a type or property that the log does not have; the message names the key
 */
typedef enum
{
  SY_CLEAN_ERROR_RULE,
} SyCleanError;

/**
 * SyCleanKind:
 * @SY_CLEAN_REPEATED_KEYS: all but the first of the events to which their source gave the same id
 * @SY_CLEAN_EQUAL_ROWS: all but the first of the events of a person that are the same in type, millisecond,
 *   amount and all properties. They are often real: to be asked for, never assumed
 * @SY_CLEAN_TOO_FAST: events of @types at most @within_s (whole) seconds after an event of @after of the same person; with @property,
 *   after one with the same value of it
 * @SY_CLEAN_BURST: events of a person that lie, with at least @count distinct values of @property, in @within_s seconds (both ends included)
 * @SY_CLEAN_RATE: events of a person where more than @count lie in less than @within_s seconds (60 when not given)
 * @SY_CLEAN_VALUES: events whose value of @property is like one of @patterns: agents, addresses
 * @SY_CLEAN_PEOPLE: events of people whose key is like one of @patterns: colleagues, tests
 * @SY_CLEAN_DATES: events from the start of @from to the end of @to, or, with @outside, those before and after
 *
 * What a cleaning rule looks for.
 */
typedef enum
{
  SY_CLEAN_REPEATED_KEYS,
  SY_CLEAN_EQUAL_ROWS,
  SY_CLEAN_TOO_FAST,
  SY_CLEAN_BURST,
  SY_CLEAN_RATE,
  SY_CLEAN_VALUES,
  SY_CLEAN_PEOPLE,
  SY_CLEAN_DATES,
  SY_N_CLEAN_KINDS,
} SyCleanKind;

/**
 * SyCleanRule:
 * @kind: what it looks for
 * @types: (nullable): only events of these canonical types; %NULL for all
 * @after: (nullable): the types that something comes too soon after
 * @property: (nullable): a property of events
 * @within_s: seconds; NaN when not given
 * @count: how many; 0 when not given
 * @patterns: (nullable): texts in which * stands for anything and ? for one character; case does not count
 * @from: (nullable): a date, or an instant with zone
 * @to: (nullable): a date, whose whole day counts, or an instant, which does not count any more
 * @outside: to mark what is not in the range
 *
 * A cleaning rule. Which members a kind needs is said there; sy_clean_rule_check() tells what is missing or too much.
 */
typedef struct
{
  SyCleanKind kind;
  char **types;
  char **after;
  char *property;
  double within_s;
  gint64 count;
  char **patterns;
  char *from;
  char *to;
  gboolean outside;
} SyCleanRule;

/**
 * sy_clean_kind_get_name:
 * @self: a kind
 *
 * Returns: its stable name: "too-fast", …
 */
SY_EXTERN
const char *sy_clean_kind_get_name (SyCleanKind self);

/**
 * sy_clean_kind_from_name:
 * @name: a name of sy_clean_kind_get_name()
 * @out_kind: (out): the kind
 *
 * Returns: %FALSE for another text
 */
SY_EXTERN
gboolean sy_clean_kind_from_name (const char *name,
                                  SyCleanKind *out_kind);

/**
 * sy_clean_rule_new:
 * @kind: what it looks for
 *
 * Returns: (transfer full): a rule without anything else; fill the members in with allocated texts
 */
SY_EXTERN
SyCleanRule *sy_clean_rule_new (SyCleanKind kind);

/**
 * sy_clean_rule_free:
 * @self: (nullable): a rule
 */
SY_EXTERN
void sy_clean_rule_free (SyCleanRule *self);

/**
 * sy_clean_rule_check:
 * @self: a rule
 * @error: return location, or %NULL
 *
 * Errors: %SY_CLEAN_ERROR_RULE.
 * Returns: %TRUE when the rule has what its kind needs, and nothing else
 */
SY_EXTERN
gboolean sy_clean_rule_check (const SyCleanRule *self,
                              GError **error);

/**
 * sy_clean_rule_from_json:
 * @text: `{"kind": "burst", "property": "link", "at_least": 12, "within_s": 3}`; the keys are kind, types,
 *   after, property, within_s, at_least (of a burst), more_than (of a rate), patterns, from, to, outside
 * @error: return location, or %NULL
 *
 * Errors: %SY_CLEAN_ERROR_RULE.
 * Returns: (transfer full): the rule, checked
 */
SY_EXTERN
SyCleanRule *sy_clean_rule_from_json (const char *text,
                                      GError **error);

/**
 * sy_clean_rule_to_json:
 * @self: a rule
 *
 * Returns: (transfer full): the rule on one line, keys in one order
 */
SY_EXTERN
char *sy_clean_rule_to_json (const SyCleanRule *self);

/**
 * sy_clean_rule_describe:
 * @self: a rule
 *
 * Returns: (transfer full): it in words, on one line
 */
SY_EXTERN
char *sy_clean_rule_describe (const SyCleanRule *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCleanRule, sy_clean_rule_free)

G_END_DECLS
