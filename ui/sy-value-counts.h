/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

G_BEGIN_DECLS

/**
 * SyValueCounts:
 *
 * How many people have each value of an attribute.
 */
typedef struct _SyValueCounts SyValueCounts;

/**
 * sy_value_counts_new:
 * @log: (nullable): the events
 * @attribute: (nullable): the name of an attribute
 *
 * Counts once over all people: O(n_people). The log is kept alive.
 *
 * Returns: (transfer full) (nullable): the counts; %NULL when the data have no such attribute
 */
SyValueCounts *sy_value_counts_new (SyEventLog *log,
                                    const char *attribute);
void sy_value_counts_free (SyValueCounts *self);

/**
 * sy_value_counts_get:
 * @self: (nullable): counts
 * @value: a value, compared byte by byte
 *
 * Returns: number of people who have it; 0 when nobody has, or without @self
 */
gsize sy_value_counts_get (const SyValueCounts *self,
                           const char *value);

/**
 * sy_value_counts_list:
 * @self: (nullable): counts
 * @max: at most so many, 1 or more; %G_MAXSIZE for all of them
 *
 * Returns: (transfer full) (array zero-terminated=1): the values that somebody has, those of most
 *   people first, equal ones in bytewise order; empty without @self
 */
char **sy_value_counts_list (const SyValueCounts *self,
                             gsize max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyValueCounts, sy_value_counts_free)

G_END_DECLS
