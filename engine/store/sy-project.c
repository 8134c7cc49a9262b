/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-project.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "sy-project-private.h"
#include "sy-schema-private.h"

/* Files up to this size are checked page by page when opened; larger ones by sy_project_check(). */
#define QUICK_CHECK_SIZE (16 * 1024 * 1024)

/* An import writes, and opening reads, mostly whole pages: larger ones are fewer calls. */
#define PAGE_SIZE 16384

struct _SyProject
{
  SyDatabase *database;
  SyZone *zone;
};

G_DEFINE_QUARK (sy_store_error, sy_store_error)

SyDatabase *
sy_project_get_database (SyProject *self)
{
  return self->database;
}

gint64
sy_now_ms (void)
{
  return g_get_real_time () / 1000;
}

gboolean
sy_database_log_change (SyDatabase *self,
                        const char *action,
                        const char *subject,
                        const char *detail,
                        GError **error)
{
  return sy_database_run (
      self, error,
      "INSERT INTO change_log (changed_at_ms, action, subject, detail) VALUES (?, ?, ?, ?)", "isss",
      sy_now_ms (), action, subject, detail);
}

gboolean
sy_project_log_change (SyProject *self,
                       const char *action,
                       const char *subject,
                       const char *detail,
                       GError **error)
{
  return sy_database_log_change (self->database, action, subject, detail, error);
}

static char *
get_absolute_path (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return g_file_get_path (file);
}

/* Moves a complete file to a name that nobody has; the folder is synced so that the name survives a power cut. */
static gboolean
move_into_place (const char *from,
                 const char *to,
                 GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);
  int fd;

  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) != 0)
    {
      /* Some network and FAT file systems cannot do that in one step. */
      gboolean moved = (errno == EINVAL || errno == ENOSYS) &&
                       !g_file_test (to, G_FILE_TEST_EXISTS) && g_rename (from, to) == 0;
      int saved_errno = errno;

      if (!moved)
        {
          gboolean exists = g_file_test (to, G_FILE_TEST_EXISTS);

          g_set_error (error, SY_STORE_ERROR, exists ? SY_STORE_ERROR_EXISTS : SY_STORE_ERROR_IO,
                       "%s: %s", to,
                       exists ? "there is a file of that name" : g_strerror (saved_errno));
          return FALSE;
        }
    }
  fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd >= 0)
    {
      (void) fsync (fd);
      (void) g_close (fd, NULL);
    }
  return TRUE;
}

static void
remove_database (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);

  (void) g_unlink (path);
  (void) g_unlink (journal);
}

static gboolean
fill_new_file (const char *path,
               const char *timezone,
               GError **error)
{
  g_autoptr (SyDatabase) database =
      sy_database_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE,
                        error);
  gboolean success;

  if (database == NULL ||
      !sy_database_exec (database, "PRAGMA page_size = " G_STRINGIFY (PAGE_SIZE), error) ||
      !sy_database_begin (database, error))
    return FALSE;
  success = sy_schema_upgrade (database, 0, error) &&
            sy_database_run (database, error,
                             "INSERT INTO setting (name, value) VALUES ('timezone', ?)", "s",
                             timezone) &&
            sy_database_run (database, error,
                             "INSERT INTO change_log (changed_at_ms, action, subject, detail) "
                             "VALUES (?, 'create', '', ?)",
                             "is", sy_now_ms (), timezone);
  return sy_database_end (database, success, error);
}

/* SQLite only tells that it cannot open; whether a file can be made, and if not why, is asked before. */
static gboolean
check_folder (const char *path,
              GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_IO,
                   "%s: no file can be made there: %s", folder, g_strerror (errno));
      return FALSE;
    }
  (void) g_close (fd, NULL);
  (void) g_unlink (path);
  return TRUE;
}

SyProject *
sy_project_create (const char *path,
                   const char *timezone,
                   GError **error)
{
  g_autofree char *absolute = NULL;
  g_autofree char *temporary = NULL;
  g_autoptr (SyZone) zone = NULL;
  g_autoptr (GError) zone_error = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  zone = sy_zone_new (timezone != NULL ? timezone : "UTC", &zone_error);
  if (zone == NULL)
    {
      g_set_error_literal (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID, zone_error->message);
      return NULL;
    }
  absolute = get_absolute_path (path);
  if (g_file_test (absolute, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_EXISTS, "%s: there is a file of that name",
                   path);
      return NULL;
    }
  temporary = g_strdup_printf ("%s.new-%08x", absolute, g_random_int ());
  if (!check_folder (temporary, error))
    return NULL;
  if (!fill_new_file (temporary, sy_zone_get_name (zone), error) ||
      !move_into_place (temporary, absolute, error))
    {
      remove_database (temporary);
      return NULL;
    }
  return sy_project_open (absolute, SY_PROJECT_READ_WRITE, error);
}

/* What can be known without opening: a closed descriptor would drop the locks of other connections in this process. */
static gboolean
check_file (const char *path,
            gint64 *out_size,
            GError **error)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    {
      g_set_error (error, SY_STORE_ERROR,
                   errno == ENOENT || errno == ENOTDIR ? SY_STORE_ERROR_NOT_FOUND
                                                       : SY_STORE_ERROR_IO,
                   "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (info.st_mode) || info.st_size == 0)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_A_PROJECT,
                   "%s is not a Steelyard project: it is %s", path,
                   S_ISREG (info.st_mode) ? "empty" : "no regular file");
      return FALSE;
    }
  *out_size = info.st_size;
  return TRUE;
}

static gboolean
check_identity (SyDatabase *database,
                gint64 *out_version,
                GError **error)
{
  gint64 application;

  if (!sy_database_get_int (database, &application, 0, error, "PRAGMA application_id", "") ||
      !sy_database_get_int (database, out_version, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  if (application != SY_SCHEMA_APPLICATION_ID)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_A_PROJECT,
                   "%s is a database, but not a Steelyard project", database->path);
      return FALSE;
    }
  if (*out_version > sy_schema_get_version ())
    {
      g_set_error (
          error, SY_STORE_ERROR, SY_STORE_ERROR_NEWER,
          "%s has format %" G_GINT64_FORMAT
          ", made by a newer Steelyard; this one (%s) knows formats up to %" G_GINT64_FORMAT,
          database->path, *out_version, PACKAGE_VERSION, sy_schema_get_version ());
      return FALSE;
    }
  if (*out_version < 1)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
                   "%s has the impossible format %" G_GINT64_FORMAT, database->path, *out_version);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_pages (SyDatabase *database,
             GError **error)
{
  g_autoptr (sqlite3_stmt)
      statement = sy_database_query (database, error, "PRAGMA quick_check (1)", "");
  const char *answer;

  if (statement == NULL || sy_database_step (database, statement, error) != SY_STEP_ROW)
    return FALSE;
  answer = (const char *) sqlite3_column_text (statement, 0);
  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED, "%s: %s", database->path, answer);
  return FALSE;
}

/* A cut within the last page may take nothing but zeros, which SQLite then makes up; what it cut is a
 * copy that did not end well all the same. */
static gboolean
check_length (SyDatabase *database,
              GError **error)
{
  gint64 n_pages, page_size;
  struct stat info;

  if (!sy_database_get_int (database, &n_pages, 0, error, "PRAGMA page_count", "") ||
      !sy_database_get_int (database, &page_size, 0, error, "PRAGMA page_size", ""))
    return FALSE;
  if (stat (database->path, &info) != 0 || info.st_size >= n_pages * page_size)
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
               "%s is cut off: it has %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " bytes",
               database->path, (gint64) info.st_size, n_pages * page_size);
  return FALSE;
}

/* The whole look at a file before anything in it is believed. */
static gboolean
check_content (SyDatabase *database,
               gint64 size,
               gint64 *out_version,
               GError **error)
{
  return check_identity (database, out_version, error) && check_length (database, error) &&
         sy_schema_verify (database, *out_version, error) &&
         (size > QUICK_CHECK_SIZE || check_pages (database, error));
}

static gboolean
upgrade_file (SyDatabase *database,
              gint64 version,
              GError **error)
{
  if (version == sy_schema_get_version ())
    return TRUE;
  if (!sy_database_begin (database, error))
    {
      g_prefix_error (error,
                      "The project has the older format %" G_GINT64_FORMAT
                      " and must be brought up to date: ",
                      version);
      return FALSE;
    }
  return sy_database_end (database, sy_schema_upgrade (database, version, error), error);
}

static gboolean
load_zone (SyProject *self,
           GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) zone_error = NULL;
  g_autoptr (sqlite3_stmt)
      statement = sy_database_query (self->database, error,
                                     "SELECT value FROM setting WHERE name = 'timezone'", "");
  SyStep step;

  if (statement == NULL)
    return FALSE;
  step = sy_database_step (self->database, statement, error);
  if (step == SY_STEP_ERROR)
    return FALSE;
  name = step == SY_STEP_ROW ? sy_column_dup_text (statement, 0) : g_strdup ("UTC");
  self->zone = sy_zone_new (name, &zone_error);
  if (self->zone != NULL)
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED, "%s: %s", self->database->path,
               zone_error->message);
  return FALSE;
}

static gboolean
prepare (SyProject *self,
         gint64 size,
         GError **error)
{
  SyDatabase *database = self->database;
  g_autofree char *folder = g_path_get_dirname (database->path);
  gint64 version;
  gboolean success;

  /* One state of the file from the first look to the last. */
  if (!sy_database_exec (database, "BEGIN", error))
    return FALSE;
  success = check_content (database, size, &version, error);
  if (!sy_database_end (database, success, error))
    return FALSE;

  /* A journal beside the file is part of every write. */
  if (access (folder, W_OK) != 0)
    database->is_read_only = TRUE;
  /* Not WAL: that cannot be read in a folder without write permission, and needs three files to be copied. */
  if (!database->is_read_only &&
      !sy_database_exec (database, "PRAGMA journal_mode = TRUNCATE", error))
    return FALSE;
  return upgrade_file (database, version, error) && load_zone (self, error);
}

/* Takes the journal beside the file away, unless another connection needs it. */
static void
remove_journal (SyDatabase *database)
{
  sqlite3_busy_timeout (database->db, 0);
  sqlite3_exec (database->db, "PRAGMA journal_mode = TRUNCATE; PRAGMA journal_mode = DELETE", NULL,
                NULL, NULL);
}

/*
 * A writer that was killed before its first page or right after its commit leaves a journal in
 * which there is nothing to take back. Readers pass it over; it goes the way it would have gone
 * when the writer ended.
 */
static void
remove_dead_journal (const char *path)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autoptr (SyDatabase) writer = NULL;

  if (!g_file_test (journal, G_FILE_TEST_EXISTS))
    return;
  writer = sy_database_open (path, SQLITE_OPEN_READWRITE, NULL);
  if (writer != NULL && !writer->is_read_only)
    remove_journal (writer);
}

static void
clear_project (gpointer data)
{
  SyProject *self = data;

  if (self->database != NULL && !self->database->is_read_only)
    remove_journal (self->database);
  g_clear_pointer (&self->database, sy_database_close);
  g_clear_pointer (&self->zone, sy_zone_unref);
}

static SyProject *
open_file (const char *path,
           gint64 size,
           gboolean is_read_only,
           GError **error)
{
  g_autoptr (SyProject) self = g_atomic_rc_box_new0 (SyProject);

  self->database =
      sy_database_open (path, is_read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, error);
  return self->database != NULL && prepare (self, size, error) ? g_steal_pointer (&self) : NULL;
}

SyProject *
sy_project_open (const char *path,
                 SyProjectFlags flags,
                 GError **error)
{
  gboolean is_read_only = (flags & SY_PROJECT_READ_ONLY) != 0;
  g_autofree char *absolute = NULL;
  g_autoptr (GError) local_error = NULL;
  SyProject *self;
  gint64 size;

  g_return_val_if_fail (path != NULL, NULL);

  absolute = get_absolute_path (path);
  if (!check_file (absolute, &size, error))
    return NULL;
  self = open_file (absolute, size, is_read_only, &local_error);
  /* A write that never ended (a crash, a power cut) has to be taken back before anything can be read. */
  if (self == NULL && is_read_only &&
      g_error_matches (local_error, SY_STORE_ERROR, SY_STORE_ERROR_READ_ONLY))
    {
      g_clear_error (&local_error);
      self = open_file (absolute, size, FALSE, &local_error);
      if (self != NULL)
        self->database->is_read_only = TRUE;
    }
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (is_read_only)
    remove_dead_journal (absolute);
  return self;
}

SyProject *
sy_project_ref (SyProject *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_project_unref (SyProject *self)
{
  g_atomic_rc_box_release_full (self, clear_project);
}

const char *
sy_project_get_path (SyProject *self)
{
  return self->database->path;
}

SyZone *
sy_project_get_zone (SyProject *self)
{
  return self->zone;
}

gboolean
sy_project_is_read_only (SyProject *self)
{
  return self->database->is_read_only;
}

gint64
sy_project_get_data_version (SyProject *self)
{
  gint64 version;

  if (!sy_database_get_int (self->database, &version, -1, NULL, "PRAGMA data_version", ""))
    return -1;
  return version;
}

static gboolean
copy_pages (SyDatabase *from,
            SyDatabase *to,
            GCancellable *cancellable,
            GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to->db, "main", from->db, "main");
  int result = SQLITE_OK;
  int finished;

  if (backup == NULL)
    {
      sy_database_set_error (to, sqlite3_extended_errcode (to->db), error);
      return FALSE;
    }
  while (result == SQLITE_OK && !g_cancellable_is_cancelled (cancellable))
    result = sqlite3_backup_step (backup, 1024);
  finished = sqlite3_backup_finish (backup);
  if (result == SQLITE_DONE && finished == SQLITE_OK)
    return TRUE;
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    sy_database_set_error (to, finished != SQLITE_OK ? finished : result, error);
  return FALSE;
}

gboolean
sy_project_save_copy (SyProject *self,
                      const char *path,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *absolute = get_absolute_path (path);
  g_autofree char *temporary = g_strdup_printf ("%s.new-%08x", absolute, g_random_int ());
  g_autoptr (SyDatabase) copy = NULL;
  gboolean success;

  if (g_file_test (absolute, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_EXISTS, "%s: there is a file of that name",
                   path);
      return FALSE;
    }
  copy = sy_database_open (temporary,
                           SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE,
                           error);
  if (copy == NULL)
    return FALSE;
  success = copy_pages (self->database, copy, cancellable, error);
  g_clear_pointer (&copy, sy_database_close);
  success = success && move_into_place (temporary, absolute, error);
  if (!success)
    remove_database (temporary);
  return success;
}
