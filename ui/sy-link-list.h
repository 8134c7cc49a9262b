/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_LINK_LIST (sy_link_list_get_type ())

/**
 * SyLinkList:
 *
 * The imports of links with what each merged, to be taken back, and a button to import another
 * file.
 */
G_DECLARE_FINAL_TYPE (SyLinkList, sy_link_list, SY, LINK_LIST, AdwBin)

/**
 * sy_link_list_new:
 * @session: the project
 *
 * Returns: (transfer full): an empty list
 */
GtkWidget *sy_link_list_new (SySession *session);

/**
 * sy_link_list_show:
 * @self: a list
 * @merges: (element-type SyMerge): the imports of links, the oldest first
 *
 * Shows other imports, the newest first.
 */
void sy_link_list_show (SyLinkList *self,
                        GPtrArray *merges);

G_END_DECLS
