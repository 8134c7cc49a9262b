/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/**
 * sy_rule_menu_popup:
 * @row: the row of a rule, which is selected
 * @x: where in @row, in pixels
 * @y: where in @row, in pixels
 *
 * Shows what can be done with a rule: actions of the group `rule`.
 */
void sy_rule_menu_popup (GtkWidget *row,
                         double x,
                         double y);

/**
 * sy_rule_menu_new_for_adding:
 * @log: (nullable): whose event types are offered, %NULL for none
 *
 * Returns: (transfer full): the rules that can be added, by event type and by kind: the actions
 *   `rule.add` and `rule.add-kind`
 */
GMenuModel *sy_rule_menu_new_for_adding (const SyEventLog *log);

G_END_DECLS
