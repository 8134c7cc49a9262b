/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * SyFileState:
 * @device: of the file
 * @inode: of the file
 * @size: in bytes
 * @changed_ns: when it was last written, nanoseconds since 1970
 * @n_changes: committed changes, as SQLite counts them in the file's header
 *
 * What a project's file was at one moment. Two equal states of a file have the same content:
 * each commit counts, and a file that was put in the place of another differs in the rest.
 */
typedef struct
{
  guint64 device;
  guint64 inode;
  guint64 size;
  gint64 changed_ns;
  guint64 n_changes;
} SyFileState;

/**
 * sy_file_state_read:
 * @db: a connection that holds a lock, so that nobody else can commit
 * @path: its file
 * @out_state: (out): the state of the file
 *
 * Returns: whether it could be read
 */
gboolean sy_file_state_read (sqlite3 *db,
                             const char *path,
                             SyFileState *out_state);

/**
 * sy_file_state_equal:
 * @a: a state
 * @b: another
 *
 * Returns: whether the file had the same content
 */
gboolean sy_file_state_equal (const SyFileState *a,
                              const SyFileState *b);

G_END_DECLS
