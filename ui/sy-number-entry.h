/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SY_TYPE_NUMBER_ENTRY (sy_number_entry_get_type ())

/**
 * SyNumberEntry:
 *
 * An entry for one number, possibly absent, shown with its unit ("45 days").
 * Enter or leaving the entry takes over what was typed, Escape brings back what
 * was there, Up and Down step. What cannot be read stays, marked as an error,
 * and changes nothing.
 */
G_DECLARE_FINAL_TYPE (SyNumberEntry, sy_number_entry, SY, NUMBER_ENTRY, GtkEntry)

/**
 * SyNumberEntryFlags:
 * @SY_NUMBER_ENTRY_DEFAULT: any number in the bounds
 * @SY_NUMBER_ENTRY_OPTIONAL: may be empty: NaN
 * @SY_NUMBER_ENTRY_SIGNED: shows a plus before positive numbers
 * @SY_NUMBER_ENTRY_WHOLE: whole numbers only
 */
typedef enum
{
  SY_NUMBER_ENTRY_DEFAULT = 0,
  SY_NUMBER_ENTRY_OPTIONAL = 1 << 0,
  SY_NUMBER_ENTRY_SIGNED = 1 << 1,
  SY_NUMBER_ENTRY_WHOLE = 1 << 2
} SyNumberEntryFlags;

/**
 * sy_number_entry_new:
 *
 * Returns: a new floating entry for any number
 */
GtkWidget *sy_number_entry_new (void);

/**
 * sy_number_entry_configure:
 * @self: an entry
 * @flags: what it takes
 * @unit: (nullable): what stands behind the number, as "days"
 * @lower: smallest number
 * @upper: largest number
 */
void sy_number_entry_configure (SyNumberEntry *self,
                                SyNumberEntryFlags flags,
                                const char *unit,
                                double lower,
                                double upper);

/**
 * sy_number_entry_set_value:
 * @self: an entry
 * @value: a number, or NaN for none
 *
 * Shows @value, in place of what is being typed when it differs from the value
 * before. Emits nothing.
 */
void sy_number_entry_set_value (SyNumberEntry *self,
                                double value);

/**
 * sy_number_entry_get_value:
 * @self: an entry
 *
 * Returns: the number last set or taken over; NaN for none
 */
double sy_number_entry_get_value (SyNumberEntry *self);

/**
 * sy_number_entry_set_step:
 * @self: an entry
 * @step: what Up and Down move by; above 0
 */
void sy_number_entry_set_step (SyNumberEntry *self,
                               double step);

/**
 * SyNumberEntry::value-changed:
 * @self: an entry
 * @value: what the user set; NaN for none
 */

G_END_DECLS
