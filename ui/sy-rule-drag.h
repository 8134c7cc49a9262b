/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SyRuleDropped:
 * @id: the rule that was dragged
 * @other: the rule it was dropped on
 * @is_after: whether on the lower half
 * @user_data: what sy_rule_drag_add() was given
 */
typedef void (*SyRuleDropped) (const char *id,
                               const char *other,
                               gboolean is_after,
                               gpointer user_data);

/**
 * sy_rule_drag_add:
 * @row: a row of the rule list
 * @handle: the part of it by which it is dragged
 * @id: the row's rule
 * @dropped: called when another rule is dropped on it
 * @user_data: passed to @dropped; has to outlive the row
 *
 * Lets a rule be dragged to another place; a line shows where.
 */
void sy_rule_drag_add (GtkWidget *row,
                       GtkWidget *handle,
                       const char *id,
                       SyRuleDropped dropped,
                       gpointer user_data);

G_END_DECLS
