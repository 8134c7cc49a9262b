/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-file-state-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_CHANGES_OFFSET 24 /* in the file's header, section 1.3.7 of the file format */

gboolean
sy_file_state_read (sqlite3 *db,
                    const char *path,
                    SyFileState *out_state)
{
  sqlite3_file *file = NULL;
  guint32 n_changes;
  GStatBuf status;

  if (sqlite3_file_control (db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file == NULL || file->pMethods == NULL ||
      file->pMethods->xRead (file, &n_changes, sizeof n_changes, N_CHANGES_OFFSET) != SQLITE_OK ||
      g_stat (path, &status) != 0)
    return FALSE;
  *out_state = (SyFileState){
    .device = status.st_dev,
    .inode = status.st_ino,
    .size = (guint64) status.st_size,
    .changed_ns = (gint64) status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec,
    .n_changes = GUINT32_FROM_BE (n_changes),
  };
  return TRUE;
}

gboolean
sy_file_state_equal (const SyFileState *a,
                     const SyFileState *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}
