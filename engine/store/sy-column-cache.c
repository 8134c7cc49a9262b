/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-column-cache-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

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
