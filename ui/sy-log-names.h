/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

G_BEGIN_DECLS

/**
 * sy_log_list_types:
 * @log: (nullable): the events
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of its event types, in their order
 */
char **sy_log_list_types (const SyEventLog *log);

/**
 * sy_log_list_attributes:
 * @log: (nullable): the events
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of what is known of its people, in
 *   their order
 */
char **sy_log_list_attributes (const SyEventLog *log);

/**
 * sy_log_find_date:
 * @log: (nullable): the events
 *
 * Returns: (transfer none) (nullable): the first attribute that has dates
 */
const char *sy_log_find_date (const SyEventLog *log);

/**
 * sy_log_find_attribute_for:
 * @log: (nullable): the events
 * @kind: a kind of rule
 *
 * Returns: (transfer none) (nullable): the attribute that a new rule of the kind looks at: the first
 *   with dates for days to or since a date, else the first
 */
const char *sy_log_find_attribute_for (const SyEventLog *log,
                                       SyRuleKind kind);

G_END_DECLS
