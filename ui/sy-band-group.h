/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-band-edit.h"
#include "sy-setting-rows.h"

G_BEGIN_DECLS

#define SY_TYPE_BAND_GROUP (sy_band_group_get_type ())

/**
 * SyBandGroup:
 *
 * The bands of people or of accounts, each a row that folds out: its name, where it begins, what it
 * asks besides, its playbook. Bands are added and removed here; accounts can have those of people.
 */
G_DECLARE_FINAL_TYPE (SyBandGroup, sy_band_group, SY, BAND_GROUP, AdwPreferencesGroup)

/**
 * sy_band_group_new:
 * @of: whose bands
 * @edited: called for every change of the user
 * @user_data: passed to @edited, which outlives the group
 *
 * Returns: (transfer floating): a group without bands
 */
SyBandGroup *sy_band_group_new (SyBandsOf of,
                                SySettingRowsEdited edited,
                                gpointer user_data);

/**
 * sy_band_group_show:
 * @self: a group
 * @model: what to show; nothing is called
 */
void sy_band_group_show (SyBandGroup *self,
                         SyModel *model);

G_END_DECLS
