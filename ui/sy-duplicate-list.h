/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_DUPLICATE_LIST (sy_duplicate_list_get_type ())

/**
 * SyDuplicateList:
 *
 * People who are perhaps one, each to be linked or known to be different.
 */
G_DECLARE_FINAL_TYPE (SyDuplicateList, sy_duplicate_list, SY, DUPLICATE_LIST, AdwBin)

/**
 * sy_duplicate_list_new:
 * @session: the project
 *
 * Returns: (transfer full): an empty list
 */
GtkWidget *sy_duplicate_list_new (SySession *session);

/**
 * sy_duplicate_list_show:
 * @self: a list
 * @candidates: (element-type SyDuplicate): the candidates
 * @n_apart: how many were found to be different
 *
 * Shows other candidates, a page of them at a time.
 */
void sy_duplicate_list_show (SyDuplicateList *self,
                             GPtrArray *candidates,
                             guint n_apart);

G_END_DECLS
