/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-column-cache-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

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

char *
sy_column_cache_get_path (const char *project_path)
{
  g_autofree char *name = g_strdup_printf ("%016" G_GINT64_MODIFIER "x.columns",
                                           (guint64) XXH3_64bits (project_path,
                                                                  strlen (project_path)));

  return g_build_filename (g_get_user_cache_dir (), "steelyard", name, NULL);
}

void
sy_column_cache_move_on (const char *project_path,
                         const SyFileState *from,
                         const SyFileState *to)
{
  g_autofree char *path = sy_column_cache_get_path (project_path);
  SyColumnCacheHeader header;
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  /* A write that is cut short leaves a state that no file has. */
  if (pread (fd, &header, sizeof header, 0) == (gssize) sizeof header &&
      memcmp (header.magic, SY_COLUMN_CACHE_MAGIC, sizeof header.magic) == 0 &&
      header.format == SY_COLUMN_CACHE_FORMAT && sy_file_state_equal (&header.state, from))
    (void) !pwrite (fd, to, sizeof *to, G_STRUCT_OFFSET (SyColumnCacheHeader, state));
  (void) g_close (fd, NULL);
}

void
sy_column_cache_remove (const char *project_path)
{
  g_autofree char *path = sy_column_cache_get_path (project_path);

  (void) g_unlink (path);
}
