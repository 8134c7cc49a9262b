/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-value-counts.h"

G_BEGIN_DECLS

#define SY_TYPE_VALUE_CHOICE (sy_value_choice_get_type ())

/**
 * SyValueChoice:
 *
 * A button that opens the most frequent values of an attribute, with their people.
 */
G_DECLARE_FINAL_TYPE (SyValueChoice, sy_value_choice, SY, VALUE_CHOICE, AdwBin)

/**
 * sy_value_choice_new:
 *
 * Returns: (transfer full): a button without values
 */
GtkWidget *sy_value_choice_new (void);

/**
 * sy_value_choice_set_counts:
 * @self: a button
 * @counts: (nullable): what there is to choose from; has to live until the next call
 */
void sy_value_choice_set_counts (SyValueChoice *self,
                                 const SyValueCounts *counts);

/**
 * SyValueChoice::chosen:
 * @self: a button
 * @value: the value that the user chose
 */

G_END_DECLS
