/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-early-sync-private.h"

/*
 * Left alone, the kernel keeps some gigabytes of written pages in memory and the disk idle until
 * the commit asks for all at once.
 *
 * A sync more than SQLite asks for never does harm: it orders nothing that the commit relies on.
 * It goes through SQLite's own handle, since closing another descriptor of the file would drop
 * the process's locks. The unix VFS syncs by the descriptor alone, which does not change while
 * the file is open, so that a second thread may do it while pages are written.
 */

#define STEP_BYTES ((gint64) 32 * 1024 * 1024)

struct _SyEarlySync
{
  SyDatabase *database;
  sqlite3_file *file;
  gint64 n_synced; /* bytes the file had at the last start */
  GThread *thread;
  GMutex mutex;
  GCond is_told;
  gboolean wants_sync;
  gboolean wants_end;
  int result; /* the first that is not SQLITE_OK */
};

static gpointer
sync_when_told (gpointer data)
{
  SyEarlySync *self = data;
  int result;

  g_mutex_lock (&self->mutex);
  while (!self->wants_end)
    {
      if (!self->wants_sync)
        {
          g_cond_wait (&self->is_told, &self->mutex);
          continue;
        }
      self->wants_sync = FALSE;
      g_mutex_unlock (&self->mutex);
      result = self->file->pMethods->xSync (self->file,
                                            SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY);
      g_mutex_lock (&self->mutex);
      if (self->result == SQLITE_OK)
        self->result = result;
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

SyEarlySync *
sy_early_sync_new (SyDatabase *database)
{
  SyEarlySync *self;
  sqlite3_file *file = NULL;

  if (sqlite3_file_control (database->db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file == NULL || file->pMethods == NULL)
    return NULL;
  self = g_new0 (SyEarlySync, 1);
  self->database = database;
  self->file = file;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->is_told);
  self->thread = g_thread_new ("sy-sync", sync_when_told, self);
  return self;
}

static void
end (SyEarlySync *self)
{
  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->wants_end = TRUE;
  g_cond_signal (&self->is_told);
  g_mutex_unlock (&self->mutex);
  g_thread_join (g_steal_pointer (&self->thread));
}

void
sy_early_sync_free (SyEarlySync *self)
{
  if (self == NULL)
    return;
  end (self);
  g_cond_clear (&self->is_told);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

gboolean
sy_early_sync_end (SyEarlySync *self,
                   GError **error)
{
  if (self == NULL)
    return TRUE;
  end (self);
  if (self->result == SQLITE_OK)
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_IO, "%s: could not be written: %s",
               self->database->path, sqlite3_errstr (self->result));
  return FALSE;
}

void
sy_early_sync_look (SyEarlySync *self)
{
  sqlite3_int64 size;

  if (self == NULL || self->file->pMethods->xFileSize (self->file, &size) != SQLITE_OK ||
      size - self->n_synced < STEP_BYTES)
    return;
  self->n_synced = size;
  g_mutex_lock (&self->mutex);
  self->wants_sync = TRUE;
  g_cond_signal (&self->is_told);
  g_mutex_unlock (&self->mutex);
}
