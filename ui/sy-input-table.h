/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_INPUT_TABLE (sy_input_table_get_type ())

/**
 * SyInputTable:
 *
 * What went into a score on two dates: the rules whose values moved most, or the types of events whose
 * number did.
 */
G_DECLARE_FINAL_TYPE (SyInputTable, sy_input_table, SY, INPUT_TABLE, AdwBin)

/**
 * sy_input_table_show_rules:
 * @self: a table
 * @drift: two dates compared
 *
 * Shows the stability of the values of each rule, those that moved most first.
 */
void sy_input_table_show_rules (SyInputTable *self,
                                const SyDrift *drift);

/**
 * sy_input_table_show_types:
 * @self: a table
 * @drift: two dates compared
 *
 * Shows how many events of each type there were a day, those whose number changed most first, and above
 * them the types that may have got another name.
 */
void sy_input_table_show_types (SyInputTable *self,
                                const SyDrift *drift);

G_END_DECLS
