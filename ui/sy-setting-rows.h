/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-model-setting.h"

G_BEGIN_DECLS

/**
 * SySettingRows:
 *
 * Rows of a preferences window, each bound to a #SySetting of a model.
 */
typedef struct _SySettingRows SySettingRows;

/**
 * SySettingRowsEdited:
 * @edited: the edited copy, not checked
 * @label: what was done
 * @user_data: what sy_setting_rows_new() was given
 *
 * The user changed a setting.
 */
typedef void (*SySettingRowsEdited) (SyModel *edited,
                                     const char *label,
                                     gpointer user_data);

/**
 * sy_setting_rows_new:
 * @types: (array zero-terminated=1): event types to choose from
 * @edited: called for every change of the user
 * @user_data: passed to @edited
 *
 * Returns: (transfer full): no rows
 */
SySettingRows *sy_setting_rows_new (const char *const *types,
                                    SySettingRowsEdited edited,
                                    gpointer user_data);
void sy_setting_rows_free (SySettingRows *self);

/**
 * sy_setting_rows_add:
 * @self: rows
 * @setting: what the row is for
 * @band: index of the band, for settings of bands
 *
 * Returns: (transfer none): a new row, to be put somewhere; it is forgotten when it is destroyed
 */
GtkWidget *sy_setting_rows_add (SySettingRows *self,
                                const SySetting *setting,
                                guint band);

/**
 * sy_setting_rows_forget:
 * @self: rows
 *
 * Lets go of the rows, before they are taken away.
 */
void sy_setting_rows_forget (SySettingRows *self);

/**
 * sy_setting_rows_show:
 * @self: rows
 * @model: what to show; @edited is not called
 */
void sy_setting_rows_show (SySettingRows *self,
                           SyModel *model);

G_END_DECLS
