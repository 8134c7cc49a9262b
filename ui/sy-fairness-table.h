/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * sy_fairness_table_new:
 * @fairness: figures of groups; read now, not kept
 *
 * A row a group, and everyone as the last: the share chosen with its interval, its ratio and what is
 * said of it, the outcome and the errors, the gap of the mean raw score in parts, and the share of
 * the points by channel. Rows of few people are greyed; a flag explains itself.
 *
 * Returns: (transfer full): the table
 */
SyTableSource *sy_fairness_table_new (const SyFairness *fairness);

G_END_DECLS
