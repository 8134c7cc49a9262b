/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-reader-private.h"

#include <math.h>

#include "sy-column-cache-private.h"
#include "sy-event-scan-private.h"
#include "sy-project-private.h"

/*
 * Each part has a connection of its own and reads a range of row ids. All see one state of the file: the project's
 * connection holds a read lock while the others take theirs, and with a rollback journal nobody can commit
 * as long as one of them is held.
 *
 * Event rows are read from the table's pages (sy-event-scan.c). Where that ends early, and for properties, they
 * come out of SQLite through an aggregate function, not through sqlite3_step(): the whole range is one
 * step, and the function gets each row's values inside of it.
 */

#define MAX_PARTS 16
#define BLOCK_ROWS SY_EVENT_SCAN_BLOCK_ROWS

typedef struct
{
  SyDatabase *database;
  gint64 first_id;
  gint64 last_id; /* inclusive */
} Part;

struct _SyEventReader
{
  Part parts[MAX_PARTS];
  guint n_parts;
  const SyDatabase *project; /* the project's own connection */
  gint64 max_event_id;
  gint64 *marked; /* ids of marked events, ascending */
  gsize n_marked;
};

void
sy_event_reader_free (SyEventReader *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_parts; i++)
    g_clear_pointer (&self->parts[i].database, sy_database_close);
  g_free (self->marked);
  g_free (self);
}

static gboolean
load_marks (SyEventReader *self,
            GError **error)
{
  SyDatabase *database = self->parts[0].database;
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt)
      statement = sy_database_query (database, error,
                                     "SELECT DISTINCT event_id FROM event_mark ORDER BY event_id",
                                     "");
  SyStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (marks, id);
    }
  self->marked = g_array_steal (marks, &self->n_marked);
  return step == SY_STEP_DONE;
}

/* Takes part @i's view of the file. */
static gboolean
open_part (SyEventReader *self,
           guint i,
           const char *path,
           GError **error)
{
  Part *part = &self->parts[i];
  gint64 n;

  part->database = sy_database_open (path, SQLITE_OPEN_READONLY, error);
  return part->database != NULL && sy_database_exec (part->database, "BEGIN", error) &&
         sy_database_get_int (part->database, &n, 0, error, "SELECT count (*) FROM sqlite_schema",
                              "");
}

/* Shares the ids from @first on out. */
static void
split_ids (SyEventReader *self,
           gint64 first)
{
  double share = ((double) self->max_event_id - (double) first + 1) / self->n_parts;

  for (guint i = 0; i < self->n_parts; i++)
    {
      self->parts[i].first_id = i == 0 ? first : self->parts[i - 1].last_id + 1;
      self->parts[i].last_id = i + 1 == self->n_parts ? self->max_event_id
                                                      : first + (gint64) (share * (i + 1)) - 1;
    }
}

static gboolean
open_parts (SyEventReader *self,
            SyDatabase *database,
            GError **error)
{
  gint64 first;

  if (!sy_database_get_int (database, &first, 1, error, "SELECT min (id) FROM event", "") ||
      !sy_database_get_int (database, &self->max_event_id, 0, error, "SELECT max (id) FROM event",
                            ""))
    return FALSE;
  for (guint i = 0; i < self->n_parts; i++)
    if (!open_part (self, i, database->path, error))
      return FALSE;
  split_ids (self, first);
  return load_marks (self, error);
}

SyEventReader *
sy_event_reader_new (SyProject *project,
                     guint n_parts,
                     GError **error)
{
  SyDatabase *database = sy_project_get_database (project);
  g_autoptr (SyEventReader) self = g_new0 (SyEventReader, 1);

  g_return_val_if_fail (n_parts >= 1 && n_parts <= MAX_PARTS, NULL);

  self->n_parts = n_parts;
  self->project = database;
  if (!sy_database_exec (database, "BEGIN", error))
    return NULL;
  if (!sy_database_end (database, open_parts (self, database, error), error))
    return NULL;
  return g_steal_pointer (&self);
}

guint
sy_event_reader_get_n_parts (SyEventReader *self)
{
  return self->n_parts;
}

gint64
sy_event_reader_get_max_event_id (SyEventReader *self)
{
  return self->max_event_id;
}

gsize
sy_event_reader_get_n_marked (SyEventReader *self)
{
  return self->n_marked;
}

gboolean
sy_event_reader_get_state (SyEventReader *self,
                           SyFileState *out_state)
{
  /* Each part holds a read lock. */
  const SyDatabase *database = self->parts[0].database;

  return sy_file_state_read (database->db, database->path, out_state);
}

gboolean
sy_event_reader_has_only_added (SyEventReader *self,
                                const SyFileState *since)
{
  SyFileState state;

  return sy_event_reader_get_state (self, &state) &&
         sy_append_chain_leads (self->project->appends, since, &state);
}

void
sy_event_reader_start_after (SyEventReader *self,
                             gint64 event_id)
{
  split_ids (self, event_id + 1);
}

void
sy_event_reader_include_marked (SyEventReader *self)
{
  self->n_marked = 0;
}

SyDatabase *
sy_event_reader_use (SyEventReader *self,
                     guint part)
{
  g_assert (part < self->n_parts);
  /* Nobody else uses it now, so it may move to this thread. */
  self->parts[part].database->owner = g_thread_self ();
  return self->parts[part].database;
}

/* --- blocks --- */

typedef struct
{
  SyEventBlock events;
  SyPropertyBlock properties;
  SyEventBlockFunc event_func;
  SyPropertyBlockFunc property_func;
  gpointer user_data;
  const gint64 *next_mark;
  const gint64 *end_of_marks;
  gsize n;
  gboolean is_damaged;
  gint64 ids[BLOCK_ROWS];
  gint64 times_ms[BLOCK_ROWS];
  double amounts[BLOCK_ROWS];
  guint32 first[BLOCK_ROWS];  /* people; names */
  guint32 second[BLOCK_ROWS]; /* types; values */
} Collector;

static Collector *
collector_new (const SyEventReader *reader,
               gpointer user_data)
{
  Collector *self = g_new (Collector, 1);

  self->events =
      (SyEventBlock){ 0, self->ids, self->first, self->second, self->times_ms, self->amounts };
  self->properties = (SyPropertyBlock){ 0, self->ids, self->first, self->second };
  self->event_func = NULL;
  self->property_func = NULL;
  self->user_data = user_data;
  self->next_mark = reader->marked;
  self->end_of_marks = reader->marked + reader->n_marked;
  self->n = 0;
  self->is_damaged = FALSE;
  return self;
}

static void
flush (Collector *self)
{
  if (self->n == 0)
    return;
  if (self->event_func != NULL)
    {
      self->events.n_rows = self->n;
      self->event_func (&self->events, self->user_data);
    }
  else
    {
      self->properties.n_rows = self->n;
      self->property_func (&self->properties, self->user_data);
    }
  self->n = 0;
}

static inline gboolean
is_marked (Collector *self,
           gint64 id)
{
  while (self->next_mark < self->end_of_marks && *self->next_mark < id)
    self->next_mark++;
  return self->next_mark < self->end_of_marks && *self->next_mark == id;
}

static inline gboolean
take_id (sqlite3_value *value,
         guint32 *out_id)
{
  gint64 id = sqlite3_value_int64 (value);

  *out_id = (guint32) id;
  return id >= 1 && id <= SY_MAX_DICTIONARY_ID;
}

/* sy_collect_events (id, person_id, type_id, time_ms, amount) */
static void
on_event (sqlite3_context *context,
          int n_values,
          sqlite3_value **values)
{
  Collector *self = sqlite3_user_data (context);
  gint64 id = sqlite3_value_int64 (values[0]);
  gsize n = self->n;

  if (is_marked (self, id))
    return;
  if (!take_id (values[1], &self->first[n]) || !take_id (values[2], &self->second[n]))
    {
      self->is_damaged = TRUE;
      return;
    }
  self->ids[n] = id;
  self->times_ms[n] = sqlite3_value_int64 (values[3]);
  self->amounts[n] = sqlite3_value_type (values[4]) == SQLITE_NULL
                         ? (double) NAN
                         : sqlite3_value_double (values[4]);
  self->n++;
  if (self->n == BLOCK_ROWS)
    flush (self);
}

/* sy_collect_properties (event_id, name_id, value_id) */
static void
on_property (sqlite3_context *context,
             int n_values,
             sqlite3_value **values)
{
  Collector *self = sqlite3_user_data (context);
  gint64 id = sqlite3_value_int64 (values[0]);
  gsize n = self->n;

  if (is_marked (self, id))
    return;
  if (!take_id (values[1], &self->first[n]) || !take_id (values[2], &self->second[n]))
    {
      self->is_damaged = TRUE;
      return;
    }
  self->ids[n] = id;
  self->n++;
  if (self->n == BLOCK_ROWS)
    flush (self);
}

static void
on_end (sqlite3_context *context)
{
  flush (sqlite3_user_data (context));
}

/* Copies a block of the scan without the marked rows, which are rare. */
static void
on_scanned_block (const SyEventBlock *block,
                  gpointer user_data)
{
  Collector *self = user_data;

  for (gsize i = 0; i < block->n_rows; i++)
    {
      gsize n = self->n;

      if (block->people[i] > SY_MAX_DICTIONARY_ID || block->types[i] > SY_MAX_DICTIONARY_ID)
        self->is_damaged = TRUE;
      if (is_marked (self, block->ids[i]))
        continue;
      self->ids[n] = block->ids[i];
      self->first[n] = block->people[i];
      self->second[n] = block->types[i];
      self->times_ms[n] = block->times_ms[i];
      self->amounts[n] = block->amounts[i];
      self->n++;
    }
  flush (self);
}

/* Runs @sql over the ids from @first to @last of a part. */
static gboolean
collect (SyEventReader *self,
         guint part,
         gint64 first,
         gint64 last,
         Collector *collector,
         const char *function,
         int n_arguments,
         const char *sql,
         GCancellable *cancellable,
         GError **error)
{
  SyDatabase *database = sy_event_reader_use (self, part);
  void (*step) (sqlite3_context *, int,
                sqlite3_value **) = collector->event_func != NULL ? on_event : on_property;
  gboolean success;
  int result;

  result = sqlite3_create_function_v2 (database->db, function, n_arguments,
                                       SQLITE_UTF8 | SQLITE_DIRECTONLY, collector, NULL, step,
                                       on_end, NULL);
  if (result != SQLITE_OK)
    {
      sy_database_set_error (database, result, error);
      return FALSE;
    }
  database->cancellable = cancellable;
  success = sy_database_run (database, error, sql, "ii", first, last);
  database->cancellable = NULL;
  if (success && collector->is_damaged)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
                   "%s: an event has an impossible id", database->path);
      return FALSE;
    }
  return success;
}

gboolean
sy_event_reader_read_events (SyEventReader *self,
                             guint part,
                             SyEventBlockFunc func,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree Collector *collector = collector_new (self, user_data);
  gint64 first = self->parts[part].first_id;
  gint64 last = self->parts[part].last_id;
  gint64 done;

  collector->event_func = func;
  if (first > last)
    return TRUE;
  /* The importer counts from 1; any other id is left to SQL. */
  if (first >= 1)
    {
      gboolean is_whole = sy_event_scan_run (sy_event_reader_use (self, part)->db, first - 1, last,
                                             on_scanned_block, collector, cancellable, &done);

      if (is_whole && !collector->is_damaged)
        return TRUE;
      first = done + 1;
    }
  return collect (self, part, first, last, collector, "sy_collect_events", 5,
                  "SELECT sy_collect_events (id, person_id, type_id, time_ms, amount) "
                  "FROM event WHERE id BETWEEN ? AND ?",
                  cancellable, error);
}

gboolean
sy_event_reader_read_properties (SyEventReader *self,
                                 guint part,
                                 SyPropertyBlockFunc func,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autofree Collector *collector = collector_new (self, user_data);

  collector->property_func = func;
  return collect (self, part, self->parts[part].first_id, self->parts[part].last_id, collector,
                  "sy_collect_properties", 3,
                  "SELECT sy_collect_properties (event_id, name_id, value_id) "
                  "FROM event_property WHERE event_id BETWEEN ? AND ?",
                  cancellable, error);
}
