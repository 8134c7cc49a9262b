/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-event-reader.h"
#include "store/sy-file-state-private.h"

G_BEGIN_DECLS

/**
 * SyColumnCacheHeader:
 * @magic: %SY_COLUMN_CACHE_MAGIC
 * @byte_order: 1, as this machine writes it
 * @format: %SY_COLUMN_CACHE_FORMAT
 * @state: of the project that the columns belong to
 * @length: bytes of the whole file
 * @hash: XXH3-64 of all that follows the header
 *
 * How a file with the columns of a project's events begins.
 */
typedef struct
{
  char magic[8];
  guint32 byte_order;
  guint32 format;
  SyFileState state;
  guint64 length;
  guint64 hash;
} SyColumnCacheHeader;

#define SY_COLUMN_CACHE_MAGIC "SYcolumn"
#define SY_COLUMN_CACHE_FORMAT 1
#define SY_COLUMN_CACHE_ALIGNMENT 64

/**
 * sy_event_reader_get_state:
 * @self: a reader
 * @out_state: (out): the state of the project's file as long as the reader is there
 *
 * Returns: whether it could be read
 */
gboolean sy_event_reader_get_state (SyEventReader *self,
                                    SyFileState *out_state);

/**
 * sy_event_reader_has_only_added:
 * @self: a reader
 * @since: a state of the file that all was read of
 *
 * Whether what was read then holds, so that only later event ids have to be read. Asked on the project's thread.
 *
 * Returns: %TRUE when the project's connection alone has written since, and only new rows
 */
gboolean sy_event_reader_has_only_added (SyEventReader *self,
                                         const SyFileState *since);

/**
 * sy_event_reader_start_after:
 * @self: a reader nothing was read from yet
 * @event_id: the last event not to be read
 *
 * Leaves events and properties up to that id out; the parts share the rest.
 */
void sy_event_reader_start_after (SyEventReader *self,
                                  gint64 event_id);

/**
 * sy_column_cache_get_path:
 * @project_path: absolute path of a project
 *
 * Returns: (transfer full): where its columns are kept, in the user's cache
 */
char *sy_column_cache_get_path (const char *project_path);

/**
 * sy_column_cache_move_on:
 * @project_path: absolute path of a project
 * @from: its state before a change that the columns do not depend on
 * @to: its state after that
 *
 * Lets columns kept for the one state hold for the other; those of any other state are left alone.
 */
void sy_column_cache_move_on (const char *project_path,
                              const SyFileState *from,
                              const SyFileState *to);

/**
 * sy_column_cache_remove:
 * @project_path: absolute path of a project
 */
void sy_column_cache_remove (const char *project_path);

G_END_DECLS
