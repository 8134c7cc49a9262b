/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-page-stream-private.h"

#include <string.h>

/*
 * See https://www.sqlite.org/vfs.html. The file has one connection and no journal on disk, so locks
 * and syncs are nothing.
 *
 * SQLite keeps the page with the byte at 1 GiB free for its locks: no page may have its number.
 */

#define PENDING_BYTE 0x40000000

struct _SyPageStream
{
  sqlite3_vfs vfs;
  sqlite3_vfs *below;
  char name[32];
  gsize page_size;
  gsize n_dropped;   /* put pages before this place are gone */
  GPtrArray *pages;  /* by number from 0; NULL is gone, or was never there */
  GPtrArray *unused; /* pages to be filled again */
};

typedef struct
{
  sqlite3_file base;
  SyPageStream *stream;
} File;

static guint8 *
take_unused (SyPageStream *self)
{
  if (self->unused->len > 0)
    return g_ptr_array_steal_index_fast (self->unused, self->unused->len - 1);
  return g_malloc (self->page_size);
}

/* --- the file --- */

static SyPageStream *
get_stream (sqlite3_file *file)
{
  return ((File *) (gpointer) file)->stream;
}

static int
file_close (G_GNUC_UNUSED sqlite3_file *file)
{
  return SQLITE_OK;
}

static int
file_read (sqlite3_file *file,
           void *to,
           int n_bytes,
           sqlite3_int64 offset)
{
  SyPageStream *self = get_stream (file);
  gsize place = (gsize) offset / self->page_size;
  gsize in_page = (gsize) offset % self->page_size;

  if (place >= self->pages->len)
    {
      memset (to, 0, (gsize) n_bytes);
      return SQLITE_IOERR_SHORT_READ;
    }
  if (self->pages->pdata[place] == NULL || in_page + (gsize) n_bytes > self->page_size)
    return SQLITE_IOERR_READ;
  memcpy (to, (guint8 *) self->pages->pdata[place] + in_page, (gsize) n_bytes);
  return SQLITE_OK;
}

static int
file_write (sqlite3_file *file,
            const void *from,
            int n_bytes,
            sqlite3_int64 offset)
{
  SyPageStream *self = get_stream (file);
  gsize place = (gsize) offset / self->page_size;
  gsize in_page = (gsize) offset % self->page_size;

  if (in_page + (gsize) n_bytes > self->page_size)
    return SQLITE_IOERR_WRITE;
  if (place >= self->pages->len)
    g_ptr_array_set_size (self->pages, (int) place + 1);
  if (self->pages->pdata[place] == NULL)
    self->pages->pdata[place] = take_unused (self);
  memcpy ((guint8 *) self->pages->pdata[place] + in_page, from, (gsize) n_bytes);
  return SQLITE_OK;
}

static int
file_truncate (sqlite3_file *file,
               sqlite3_int64 size)
{
  SyPageStream *self = get_stream (file);
  gsize n_pages = (gsize) size / self->page_size;

  for (gsize i = n_pages; i < self->pages->len; i++)
    g_free (self->pages->pdata[i]);
  if (n_pages < self->pages->len)
    g_ptr_array_set_size (self->pages, (int) n_pages);
  return SQLITE_OK;
}

static int
file_sync (G_GNUC_UNUSED sqlite3_file *file,
           G_GNUC_UNUSED int flags)
{
  return SQLITE_OK;
}

static int
file_get_size (sqlite3_file *file,
               sqlite3_int64 *out_size)
{
  SyPageStream *self = get_stream (file);

  *out_size = (sqlite3_int64) (self->pages->len * self->page_size);
  return SQLITE_OK;
}

static int
file_lock (G_GNUC_UNUSED sqlite3_file *file,
           G_GNUC_UNUSED int level)
{
  return SQLITE_OK;
}

static int
file_check_lock (G_GNUC_UNUSED sqlite3_file *file,
                 int *out_is_reserved)
{
  *out_is_reserved = 0;
  return SQLITE_OK;
}

static int
file_control (G_GNUC_UNUSED sqlite3_file *file,
              G_GNUC_UNUSED int operation,
              G_GNUC_UNUSED void *argument)
{
  return SQLITE_NOTFOUND;
}

static int
file_get_sector_size (sqlite3_file *file)
{
  return (int) get_stream (file)->page_size;
}

static int
file_get_characteristics (G_GNUC_UNUSED sqlite3_file *file)
{
  return 0;
}

static const sqlite3_io_methods file_methods = {
  .iVersion = 1,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_get_size,
  .xLock = file_lock,
  .xUnlock = file_lock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_get_sector_size,
  .xDeviceCharacteristics = file_get_characteristics,
};

/* --- the VFS --- */

static SyPageStream *
from_vfs (sqlite3_vfs *vfs)
{
  return vfs->pAppData;
}

static int
vfs_open (sqlite3_vfs *vfs,
          sqlite3_filename name,
          sqlite3_file *file,
          int flags,
          int *out_flags)
{
  SyPageStream *self = from_vfs (vfs);
  File *own = (File *) (gpointer) file;

  if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
    return self->below->xOpen (self->below, name, file, flags, out_flags);
  own->base.pMethods = &file_methods;
  own->stream = self;
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs,
            const char *name,
            int sync_directory)
{
  sqlite3_vfs *below = from_vfs (vfs)->below;

  return below->xDelete (below, name, sync_directory);
}

/* There is no journal, and nothing else that one could ask for. */
static int
vfs_access (G_GNUC_UNUSED sqlite3_vfs *vfs,
            G_GNUC_UNUSED const char *name,
            G_GNUC_UNUSED int flags,
            int *out_result)
{
  *out_result = 0;
  return SQLITE_OK;
}

static int
vfs_full_pathname (G_GNUC_UNUSED sqlite3_vfs *vfs,
                   const char *name,
                   int n_out,
                   char *out)
{
  g_strlcpy (out, name, (gsize) n_out);
  return SQLITE_OK;
}

static int
vfs_randomness (sqlite3_vfs *vfs,
                int n_bytes,
                char *out)
{
  sqlite3_vfs *below = from_vfs (vfs)->below;

  return below->xRandomness (below, n_bytes, out);
}

static int
vfs_sleep (sqlite3_vfs *vfs,
           int microseconds)
{
  sqlite3_vfs *below = from_vfs (vfs)->below;

  return below->xSleep (below, microseconds);
}

static int
vfs_current_time (sqlite3_vfs *vfs,
                  double *out_julian_day)
{
  sqlite3_vfs *below = from_vfs (vfs)->below;

  return below->xCurrentTime (below, out_julian_day);
}

static int
vfs_get_last_error (sqlite3_vfs *vfs,
                    int n_bytes,
                    char *out)
{
  sqlite3_vfs *below = from_vfs (vfs)->below;

  return below->xGetLastError (below, n_bytes, out);
}

/* --- public --- */

SyPageStream *
sy_page_stream_new (const guint8 *image,
                    gsize size,
                    gsize page_size)
{
  SyPageStream *self = g_new0 (SyPageStream, 1);

  self->below = sqlite3_vfs_find (NULL);
  g_snprintf (self->name, sizeof self->name, "sy-stream-%p", (gpointer) self);
  self->vfs = (sqlite3_vfs){
    .iVersion = 1,
    .szOsFile = MAX ((int) sizeof (File), self->below->szOsFile),
    .mxPathname = self->below->mxPathname,
    .zName = self->name,
    .pAppData = self,
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_pathname,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_current_time,
    .xGetLastError = vfs_get_last_error,
  };
  self->page_size = page_size;
  self->pages = g_ptr_array_new ();
  self->unused = g_ptr_array_new_with_free_func (g_free);
  for (gsize at = 0; at < size; at += page_size)
    g_ptr_array_add (self->pages, g_memdup2 (image + at, page_size));
  self->n_dropped = self->pages->len;
  sqlite3_vfs_register (&self->vfs, 0);
  return self;
}

void
sy_page_stream_free (SyPageStream *self)
{
  if (self == NULL)
    return;
  sqlite3_vfs_unregister (&self->vfs);
  for (guint i = 0; i < self->pages->len; i++)
    g_free (self->pages->pdata[i]);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->unused);
  g_free (self);
}

const char *
sy_page_stream_get_vfs (const SyPageStream *self)
{
  return self->name;
}

guint32
sy_page_stream_put (guint8 **page,
                    gpointer stream)
{
  SyPageStream *self = stream;

  if (self->pages->len == PENDING_BYTE / self->page_size)
    g_ptr_array_add (self->pages, NULL);
  g_ptr_array_add (self->pages, *page);
  *page = take_unused (self);
  return self->pages->len;
}

gsize
sy_page_stream_get_n_pages (const SyPageStream *self)
{
  return self->pages->len;
}

void
sy_page_stream_drop (SyPageStream *self,
                     gsize number)
{
  for (; self->n_dropped + 1 < number; self->n_dropped++)
    if (self->pages->pdata[self->n_dropped] != NULL)
      g_ptr_array_add (self->unused, g_steal_pointer (&self->pages->pdata[self->n_dropped]));
}
