/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SyProgressFunc:
 * @done: work done so far, in the unit the caller of the callback documents
 * @total: all the work, or 0 when it is not known
 * @user_data: what was given with the callback
 *
 * Tells how far long work has come. It is called from the thread that does the
 * work, at most some hundred times a second, and must not block.
 */
typedef void (*SyProgressFunc) (gint64 done,
                                gint64 total,
                                gpointer user_data);

G_END_DECLS
