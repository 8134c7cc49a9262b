/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-store.h"
#include "sy-publish.h"

G_BEGIN_DECLS

/*
 * What stands against publishing a draft, in one line for people, or NULL when nothing does: bands
 * that are not in the order of the outcome at the last date up to @as_of whose outcome is known, and attributes
 * that a score may not rest on. NULL with an error when it was cancelled.
 */
char *sy_publish_find_objections (SyProject *project,
                                  const SyModel *draft,
                                  SyEventLog *log,
                                  gint64 as_of,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
