/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * Grids of a label and a control a row, as in the inspector of a rule.
 */

/**
 * sy_field_grid_add:
 * @grid: a grid
 * @row: (inout): the row; one more afterwards
 * @controls: (nullable): makes the controls as wide as each other
 * @label: what the field is called
 * @definition: (nullable): what it means, as a tooltip
 * @control: (transfer full): the control
 *
 * Returns: (transfer none): the label
 */
GtkWidget *sy_field_grid_add (GtkGrid *grid,
                              int *row,
                              GtkSizeGroup *controls,
                              const char *label,
                              const char *definition,
                              GtkWidget *control);

/**
 * sy_attribute_choice_show:
 * @drop_down: a list
 * @log: (nullable): the events, for the names
 * @name: (nullable): the attribute that is chosen; one that the data lack keeps its own line
 */
void sy_attribute_choice_show (GtkDropDown *drop_down,
                               const SyEventLog *log,
                               const char *name);

/**
 * sy_attribute_choice_get:
 * @drop_down: a list
 *
 * Returns: (transfer none) (nullable): the attribute that is chosen
 */
const char *sy_attribute_choice_get (GtkDropDown *drop_down);

G_END_DECLS
