/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-database-private.h"
#include "sy-event-reader.h"

G_BEGIN_DECLS

/**
 * sy_event_reader_use:
 * @self: a reader
 * @part: a part
 *
 * Returns: (transfer none): the connection of @part, which belongs to this thread from now on
 */
SyDatabase *sy_event_reader_use (SyEventReader *self,
                                 guint part);

G_END_DECLS
