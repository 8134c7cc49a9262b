/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import.h"

#include <string.h>

#include "csv/sy-csv.h"
#include "sy-bulk-load-private.h"
#include "sy-early-sync-private.h"
#include "sy-import-plan-private.h"
#include "sy-import-write-private.h"
#include "sy-project-private.h"

/*
 * One thread reads the file, parses and interns; the project's thread writes. Blocks go from one to the other
 * through a queue and come back empty through a second one, so that memory does not grow with the file. The
 * writer is the one who decides: when it fails or is cancelled it goes on taking blocks, unread, until the
 * reader, whose cancellable it has triggered, sends the last.
 */

#define N_BLOCKS 4
#define LOAD_CACHE_KIB 4096

typedef struct
{
  SyRowLoader *loader;
  GAsyncQueue *empty;
  GAsyncQueue *full;
  GCancellable *cancellable; /* of the reader */
  GError *error;             /* the reader's, to be looked at after the last block */
} Pipe;

static gpointer
read_file (gpointer data)
{
  Pipe *pipe = data;
  gboolean is_last;

  do
    {
      SyImportBlock *block = g_async_queue_pop (pipe->empty);

      is_last = !sy_row_loader_fill (pipe->loader, block, pipe->cancellable, &pipe->error) ||
                block->is_last;
      block->is_last = is_last;
      g_async_queue_push (pipe->full, block);
    }
  while (!is_last);
  return NULL;
}

static void
on_cancelled (GCancellable *cancellable,
              gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* Moves the rows that the report lists out of the block; the block's array keeps the rest. */
static void
report_block (SyImportReport *report,
              SyImportBlock *block)
{
  report->rows_read += block->rows_read;
  report->duplicates += block->duplicates;
  report->rejected += block->rejected->len;
  report->n_bytes = block->position;
  while (report->bad_rows->len < SY_REPORT_BAD_ROWS && block->rejected->len > 0)
    g_ptr_array_add (report->bad_rows, g_ptr_array_steal_index (block->rejected, 0));
}

typedef struct
{
  SyProject *project;
  SyImportPlan *plan;
  GCancellable *cancellable;
  SyProgressFunc progress;
  gpointer user_data;
  SyImportReport *report;
  SyDatabase *database;      /* what is written: the project's, or the copy of the load in bulk */
  SyBulkLoad *bulk;          /* of events into a project without any */
  SyEventAppender *appender; /* of other events */
  SyEarlySync *sync;
  gint64 import_id;
  gint64 first_event;
} Import;

static gboolean
write_blocks (Import *self,
              Pipe *pipe,
              SyImportWriter *writer,
              GError **error)
{
  gint64 size = sy_import_plan_get_size (self->plan);
  gboolean success = TRUE;
  gboolean is_last;

  do
    {
      SyImportBlock *block = g_async_queue_pop (pipe->full);

      is_last = block->is_last;
      if (success && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        success = FALSE;
      if (success)
        success = sy_import_writer_write (writer, block, error);
      if (success)
        {
          sy_early_sync_look (self->sync);
          report_block (self->report, block);
          sy_import_plan_set_n_rows_done (self->plan, self->report->rows_read);
        }
      else
        g_cancellable_cancel (pipe->cancellable);
      if (success && self->progress != NULL)
        self->progress (block->position, size, self->user_data);
      g_async_queue_push (pipe->empty, block);
    }
  while (!is_last);
  return success;
}

/* Runs the pipeline; both halves have ended when it returns. */
static gboolean
pump (Import *self,
      SyRowLoader *loader,
      SyImportWriter *writer,
      GError **error)
{
  Pipe pipe = { .loader = loader };
  GThread *thread;
  gulong handler = 0;
  gboolean success;

  pipe.empty = g_async_queue_new_full ((GDestroyNotify) sy_import_block_free);
  pipe.full = g_async_queue_new_full ((GDestroyNotify) sy_import_block_free);
  pipe.cancellable = g_cancellable_new ();
  for (int i = 0; i < N_BLOCKS; i++)
    g_async_queue_push (pipe.empty, sy_import_block_new ());
  if (self->cancellable != NULL)
    handler = g_cancellable_connect (self->cancellable, G_CALLBACK (on_cancelled), pipe.cancellable,
                                     NULL);

  thread = g_thread_new ("sy-import", read_file, &pipe);
  success = write_blocks (self, &pipe, writer, error);
  g_thread_join (thread);

  g_cancellable_disconnect (self->cancellable, handler);
  if (success && pipe.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&pipe.error));
      success = FALSE;
    }
  g_clear_error (&pipe.error);
  g_object_unref (pipe.cancellable);
  g_async_queue_unref (pipe.empty);
  g_async_queue_unref (pipe.full);
  return success;
}

/* --- the same file again --- */

/* The import of the same bytes in the same shape, or 0. */
static gboolean
find_same (Import *self,
           const char *digest,
           gint64 *out_id,
           GError **error)
{
  g_autofree char *shape = sy_import_plan_dup_shape (self->plan);

  return sy_database_get_int (self->database, out_id, 0, error,
                              "SELECT id FROM import WHERE digest = ? AND kind = ? AND shape = ?",
                              "sss", digest,
                              sy_import_kind_to_string (
                                  sy_import_plan_get_recipe (self->plan)->kind),
                              shape);
}

static gboolean
report_same (Import *self,
             gint64 import_id,
             GError **error)
{
  SyImportReport *report = self->report;

  g_ptr_array_set_size (report->bad_rows, 0);
  report->accepted = 0;
  report->rejected = 0;
  report->n_new_people = 0;
  report->n_new_types = 0;
  report->import_id = 0;
  if (!sy_database_get_int (sy_project_get_database (self->project), &report->rows_read, 0, error,
                            "SELECT rows_read FROM import WHERE id = ?", "i", import_id))
    return FALSE;
  report->duplicates = report->rows_read;
  g_ptr_array_add (
      report->notes,
      g_strdup_printf ("The very same file is in the project already (import %" G_GINT64_FORMAT
                       "): nothing was added",
                       import_id));
  return TRUE;
}

/* Reads a file to its end for nothing but its digest. */
static char *
compute_digest (Import *self,
                GError **error)
{
  g_autoptr (SyCsvReader) reader = sy_import_plan_open_reader (self->plan, error);
  g_autofree char *buffer = g_malloc (1024 * 1024);
  SyCsvSource *source;
  gssize n;

  if (reader == NULL)
    return NULL;
  source = sy_csv_reader_get_source (reader);
  do
    n = sy_csv_source_read (source, buffer, 1024 * 1024, self->cancellable, error);
  while (n > 0);
  return n == 0 ? sy_csv_source_get_digest (source) : NULL;
}

/* Before a second import of a file takes its time: files of another size are other files. */
static gboolean
look_for_same (Import *self,
               gint64 *out_id,
               GError **error)
{
  gint64 size = sy_import_plan_get_size (self->plan);
  g_autofree char *digest = NULL;
  gint64 candidate;

  *out_id = 0;
  if (size == 0 || g_str_equal (sy_import_plan_get_path (self->plan), "-"))
    return TRUE;
  if (!sy_database_get_int (sy_project_get_database (self->project), &candidate, 0, error,
                            "SELECT id FROM import WHERE n_bytes = ? LIMIT 1", "i", size))
    return FALSE;
  if (candidate == 0)
    return TRUE;
  digest = compute_digest (self, error);
  return digest != NULL && find_same (self, digest, out_id, error);
}

/* --- one import --- */

static gboolean
add_record (Import *self,
            const char *digest,
            GError **error)
{
  const SyImportReport *report = self->report;
  SyImportKind kind = sy_import_plan_get_recipe (self->plan)->kind;
  const char *path = sy_import_plan_get_path (self->plan);
  g_autofree char *name = g_str_equal (path, "-") ? g_strdup ("standard input")
                                                  : g_filename_display_basename (path);
  g_autofree char *mapping = sy_import_plan_dup_mapping (self->plan);
  g_autofree char *shape = sy_import_plan_dup_shape (self->plan);
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                                             " rows of %s",
                                             report->accepted, report->rows_read,
                                             sy_import_kind_to_string (kind));
  gboolean has_events = kind == SY_IMPORT_EVENTS && report->accepted > 0;

  return sy_database_run (
             self->database, error,
             "INSERT INTO import (id, kind, file_name, n_bytes, digest, shape, mapping, rows_read, accepted, "
             "rejected, duplicates, first_event, last_event, imported_at_ms) "
             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif (?, 0), nullif (?, 0), ?)",
             "ississsiiiiiii", self->import_id, sy_import_kind_to_string (kind), name,
             report->n_bytes, digest, shape, mapping, report->rows_read, report->accepted,
             report->rejected, report->duplicates, has_events ? self->first_event : (gint64) 0,
             has_events ? self->first_event + report->accepted - 1 : (gint64) 0, sy_now_ms ()) &&
         sy_database_log_change (self->database, "import", name, detail, error);
}

static void
sum_up (Import *self,
        SyRowLoader *loader,
        SyImportWriter *writer)
{
  SyImportReport *report = self->report;
  gint64 n_trimmed = sy_row_loader_get_n_trimmed (loader);

  report->import_id = self->import_id;
  report->accepted = report->rows_read - report->rejected - report->duplicates;
  report->n_new_people = sy_import_writer_get_n_new (writer, SY_DICTIONARY_PERSON);
  report->n_new_types = sy_import_writer_get_n_new (writer, SY_DICTIONARY_EVENT_TYPE);
  if (n_trimmed > 0)
    g_ptr_array_add (report->notes,
                     g_strdup_printf ("%" G_GINT64_FORMAT
                                      " keys had blanks around them, which were left out",
                                      n_trimmed));
}

/*
 * The order of day and month was decided by the rows the plan had seen. When the whole file does
 * not bear it out, the rows that can be read both ways are wrong as well: then nothing may stay.
 */
static gboolean
check_order (Import *self,
             SyRowLoader *loader,
             GError **error)
{
  gint64 n_other = sy_row_loader_get_n_other_order (loader);
  SyImportReport *report = self->report;
  const char *name = sy_import_plan_get_time_format (self->plan);

  if (n_other == 0)
    return TRUE;
  if (sy_import_plan_get_recipe (self->plan)->is_order_open &&
      n_other * 100 > report->rows_read - report->rejected)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "The first dates need the order %s, but %" G_GINT64_FORMAT
                   " later ones can only be read in the other: say how to read them with "
                   "--time-format dmy or mdy; rows that do not fit are rejected",
                   name, n_other);
      return FALSE;
    }
  g_ptr_array_add (report->notes,
                   g_strdup_printf ("%" G_GINT64_FORMAT
                                    " dates do not fit the order %s of the other rows and were "
                                    "rejected",
                                    n_other, name));
  return TRUE;
}

static SyRowLoader *
open_loader (Import *self,
             const char **names,
             GError **error)
{
  const SyRecipe *recipe = sy_import_plan_get_recipe (self->plan);
  SyCsvReader *reader = sy_import_plan_open_reader (self->plan, error);

  if (reader == NULL)
    return NULL;
  return sy_row_loader_new (recipe, reader, sy_import_plan_get_delimiter (self->plan), names,
                            self->first_event);
}

static SyImportWriter *
open_writer (Import *self,
             GError **error)
{
  if (self->bulk != NULL)
    return sy_import_writer_new_bulk (self->bulk, self->import_id, error);
  if (self->appender != NULL && !sy_event_appender_begin (self->appender, error))
    return NULL;
  return sy_import_writer_new (self->database, sy_import_plan_get_recipe (self->plan)->kind,
                               self->import_id, self->first_event, self->appender, error);
}

/* Inside the write. @out_same: the file turned out to be one that is there: take everything back. */
static gboolean
load_file (Import *self,
           gint64 *out_same,
           GError **error)
{
  g_autofree const char **names = NULL;
  g_autofree char *digest = NULL;
  g_autoptr (SyImportWriter) writer = NULL;
  g_autoptr (SyRowLoader) loader = NULL;
  const SyPlanColumn *columns;
  gsize n_columns;

  if (!sy_database_get_int (self->database, &self->import_id, 1, error,
                            "SELECT max (id) + 1 FROM import", "") ||
      !sy_database_get_int (self->database, &self->first_event, 1, error,
                            "SELECT max (id) + 1 FROM event", ""))
    return FALSE;
  columns = sy_import_plan_get_columns (self->plan, &n_columns);
  names = g_new (const char *, n_columns);
  for (gsize i = 0; i < n_columns; i++)
    names[i] = columns[i].name;
  loader = open_loader (self, names, error);
  if (loader == NULL)
    return FALSE;
  writer = open_writer (self, error);
  if (writer == NULL || !sy_import_writer_load_known (writer, loader, error) ||
      !pump (self, loader, writer, error) || !check_order (self, loader, error) ||
      !sy_import_writer_finish (writer, error) ||
      (self->appender != NULL && !sy_event_appender_finish (self->appender, error)))
    return FALSE;
  sum_up (self, loader, writer);
  digest = sy_csv_source_get_digest (sy_row_loader_get_source (loader));
  if (!find_same (self, digest, out_same, error))
    return FALSE;
  return *out_same != 0 || add_record (self, digest, error);
}

/* In bulk, where nothing stands in the way; else row by row, in the project's own transaction. */
static gboolean
begin (Import *self,
       GError **error)
{
  SyDatabase *database = sy_project_get_database (self->project);
  const SyRecipe *recipe = sy_import_plan_get_recipe (self->plan);
  gboolean suits = recipe->kind == SY_IMPORT_EVENTS && recipe->columns[SY_ROLE_ACCOUNT] < 0;

  if (suits && !sy_bulk_load_suits (database, &suits, error))
    return FALSE;
  if (suits)
    {
      self->bulk = sy_bulk_load_new (database, error);
      if (self->bulk != NULL)
        self->database = sy_bulk_load_get_copy (self->bulk);
      return self->bulk != NULL;
    }
  if (recipe->kind == SY_IMPORT_EVENTS)
    {
      self->appender = sy_event_appender_new (database, error);
      if (self->appender == NULL)
        return FALSE;
    }
  return sy_database_begin (database, error);
}

static gboolean
end (Import *self,
     gboolean success,
     GError **error)
{
  if (self->bulk == NULL)
    return sy_database_end (self->database, success, error);
  if (success)
    success = sy_bulk_load_commit (self->bulk, error);
  self->database = sy_project_get_database (self->project);
  g_clear_pointer (&self->bulk, sy_bulk_load_free);
  return success;
}

static gboolean
import_file (Import *self,
             GError **error)
{
  gboolean is_loaded;
  gint64 same;

  if (!look_for_same (self, &same, error))
    return FALSE;
  if (same != 0)
    return report_same (self, same, error);

  /* Every id is made here, so a look-up of each in its dictionary's table would find nothing but itself. */
  if (!sy_database_exec (self->database,
                         "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -" G_STRINGIFY (
                             LOAD_CACHE_KIB),
                         error) ||
      !begin (self, error))
    return FALSE;
  self->sync = sy_early_sync_new (sy_project_get_database (self->project));
  is_loaded = load_file (self, &same, error) && sy_early_sync_end (self->sync, error);
  g_clear_pointer (&self->sync, sy_early_sync_free);
  if (!is_loaded)
    return end (self, FALSE, error);
  if (same != 0)
    {
      end (self, FALSE, error);
      return report_same (self, same, error);
    }
  return end (self, TRUE, error);
}

SyImportReport *
sy_project_import (SyProject *self,
                   SyImportPlan *plan,
                   GCancellable *cancellable,
                   SyProgressFunc progress,
                   gpointer user_data,
                   GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (SyImportReport) report = g_new0 (SyImportReport, 1);
  Import import = { self, plan, cancellable, progress, user_data, report, .database = database };
  gint64 start = g_get_monotonic_time ();
  gboolean success;

  report->bad_rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_rejected_row_free);
  report->notes = g_ptr_array_new_with_free_func (g_free);
  if (!sy_import_plan_is_ready (plan, error))
    return NULL;
  if (sy_project_is_read_only (self))
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_READ_ONLY, "%s can only be read",
                   sy_project_get_path (self));
      return NULL;
    }
  database->cancellable = cancellable;
  success = import_file (&import, error);
  database->cancellable = NULL;
  g_clear_pointer (&import.appender, sy_event_appender_free);
  sqlite3_exec (database->db,
                "PRAGMA foreign_keys = ON; PRAGMA cache_size = -2000; PRAGMA shrink_memory", NULL,
                NULL, NULL);
  if (!success)
    return NULL;
  report->seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  return g_steal_pointer (&report);
}
