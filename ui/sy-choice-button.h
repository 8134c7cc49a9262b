/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SY_TYPE_CHOICE_BUTTON (sy_choice_button_get_type ())

/**
 * SyChoiceButton:
 *
 * A button that opens a list to tick any number of names in, with a search when the list is long.
 *
 * Signals: #SyChoiceButton::changed (the user ticked something).
 */
G_DECLARE_FINAL_TYPE (SyChoiceButton, sy_choice_button, SY, CHOICE_BUTTON, AdwBin)

/**
 * sy_choice_button_new:
 * @name: what is chosen, for screen readers
 * @none: what the button says when nothing is ticked, as "All events"
 *
 * Returns: (transfer full): a button without items
 */
GtkWidget *sy_choice_button_new (const char *name,
                                 const char *none);

/**
 * sy_choice_button_set_items:
 * @self: a button
 * @items: (array zero-terminated=1): the names, in the order of the list
 * @notes: (array zero-terminated=1) (nullable): what stands beside each, as its count
 *
 * Changes the list; what is ticked stays ticked, also when the list does not have it any more.
 */
void sy_choice_button_set_items (SyChoiceButton *self,
                                 const char *const *items,
                                 const char *const *notes);

/**
 * sy_choice_button_set_free_text:
 * @self: a button
 * @allowed: whether a name that is not in the list can be added through the search
 */
void sy_choice_button_set_free_text (SyChoiceButton *self,
                                     gboolean allowed);

/**
 * sy_choice_button_set_chosen:
 * @self: a button
 * @names: (array zero-terminated=1) (nullable): what is ticked from now on
 *
 * Emits nothing.
 */
void sy_choice_button_set_chosen (SyChoiceButton *self,
                                  const char *const *names);

/**
 * sy_choice_button_dup_chosen:
 * @self: a button
 *
 * Returns: (transfer full) (nullable): what is ticked, in the order of ticking; %NULL for nothing
 */
char **sy_choice_button_dup_chosen (SyChoiceButton *self);

G_END_DECLS
