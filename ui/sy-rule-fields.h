/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/**
 * SyRuleFields:
 *
 * The numbers and choices of a rule, each an entry or a list in one of two grids: what every rule
 * has, and the rest. Those that mean nothing for the rule shown are hidden.
 */
typedef struct _SyRuleFields SyRuleFields;

/**
 * SyRuleFieldFunc:
 * @rule: a rule that is not shared yet
 * @field: what the callback was given
 * @value: the number, NaN for none; or the index of the choice
 *
 * Sets a field.
 */
typedef void (*SyRuleFieldFunc) (SyRule *rule,
                                 gconstpointer field,
                                 double value);

/**
 * SyRuleFieldChanged:
 * @what: name of the field, for the undo menu
 * @change: sets the field in a copy of the rule
 * @field: to give to @change
 * @value: to give to @change
 * @user_data: what sy_rule_fields_new() was given
 *
 * The user changed a field.
 */
typedef void (*SyRuleFieldChanged) (const char *what,
                                    SyRuleFieldFunc change,
                                    gconstpointer field,
                                    double value,
                                    gpointer user_data);

/**
 * sy_rule_fields_new:
 * @main_grid: for the fields that stand open
 * @more_grid: for the others
 * @controls: makes the controls as wide as each other
 * @changed: called for every change of the user
 * @user_data: passed to @changed
 *
 * Fills the grids. Must not outlive them.
 *
 * Returns: (transfer full): the fields
 */
SyRuleFields *sy_rule_fields_new (GtkGrid *main_grid,
                                  GtkGrid *more_grid,
                                  GtkSizeGroup *controls,
                                  SyRuleFieldChanged changed,
                                  gpointer user_data);
void sy_rule_fields_free (SyRuleFields *self);

/**
 * sy_rule_fields_show:
 * @self: fields
 * @rule: what to show; @changed is not called
 */
void sy_rule_fields_show (SyRuleFields *self,
                          const SyRule *rule);

G_END_DECLS
