/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_TUNE_NOTES (sy_tune_notes_get_type ())

/**
 * SyTuneNotes:
 *
 * What stands below the distribution of the Tune page: a line for everything that is wrong with the
 * bands, nothing when they are fine, and a line on what the scores are made of.
 */
G_DECLARE_FINAL_TYPE (SyTuneNotes, sy_tune_notes, SY, TUNE_NOTES, AdwBin)

/**
 * sy_tune_notes_new:
 *
 * Returns: (transfer full): notes that say nothing
 */
GtkWidget *sy_tune_notes_new (void);

/**
 * sy_tune_notes_set_alarms:
 * @self: notes
 * @alarms: (nullable) (element-type SyOccupancyAlarm): what is wrong
 * @model: (nullable): the model it is about
 */
void sy_tune_notes_set_alarms (SyTuneNotes *self,
                               GArray *alarms,
                               const SyModel *model);

/**
 * sy_tune_notes_set_components:
 * @self: notes
 * @components: (nullable): the means of everyone
 */
void sy_tune_notes_set_components (SyTuneNotes *self,
                                   const SyComponents *components);

G_END_DECLS
