/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-bulk-load-private.h"

#include <string.h>

#include "core/sy-key-sort-private.h"
#include "sy-event-cells-private.h"
#include "sy-page-stream-private.h"
#include "sy-schema-edit-private.h"

/*
 * The project as it will be is made in a second database, which exists only as a stream of pages, and SQLite's
 * own backup (https://www.sqlite.org/backup.html) carries that into the file of the project, in one
 * transaction:
 *
 * 1. A copy of the project in memory; it is small. The backup takes the file's lock.
 * 2. Pages of events, of their properties and of their keys are appended to the copy as they become full. The
 *    backup takes them on, and they are dropped.
 * 3. So are people and values of properties, each a table and its index.
 * 4. One transaction in the copy puts the roots of the new trees where those of the empty tables were, and
 *    writes all else that an import writes. A change through the source's own connection goes into pages
 *    that were carried on before: so says the manual of sqlite3_backup_step().
 * 5. The last step of the backup commits.
 */

#define PAGE_SIZE 16384
#define MAX_COPIED_PAGES 2048
#define PAGE_COUNT_OFFSET 28 /* section 1.3.8 of the file format */

/* What is filled, and where the root of its tree is to be. */
typedef struct
{
  const char *name;
  guint32 root;
} Filled;

struct _SyBulkLoad
{
  SyDatabase *project;
  SyPageStream *stream;
  SyDatabase *copy;
  sqlite3_backup *backup;
  SyTreeBuilder *events;
  SyTreeBuilder *properties;
  SyTreeBuilder *keys;
  guint32 n_events;
  GArray *filled; /* Filled */
};

gboolean
sy_bulk_load_suits (SyDatabase *project,
                    gboolean *out_suits,
                    GError **error)
{
  gint64 n_pages;
  gint64 page_size;
  gint64 is_filled;

  *out_suits = FALSE;
  if (!sy_database_get_int (project, &n_pages, 0, error, "PRAGMA page_count", "") ||
      !sy_database_get_int (project, &page_size, 0, error, "PRAGMA page_size", "") ||
      !sy_database_get_int (project, &is_filled, 0, error,
                            "SELECT EXISTS (SELECT 1 FROM event) OR EXISTS (SELECT 1 FROM person) OR "
                            "EXISTS (SELECT 1 FROM property_value)",
                            ""))
    return FALSE;
  *out_suits = is_filled == 0 && page_size == PAGE_SIZE && n_pages <= MAX_COPIED_PAGES;
  return TRUE;
}

/* --- the copy --- */

/*
 * The number of pages in the header is left out, as by versions of SQLite before 3.7: then the size of the
 * file, which grows, tells it.
 */
static gboolean
copy_pages (SyBulkLoad *self,
            GError **error)
{
  sqlite3_int64 size = 0;
  guint8 *pages = sqlite3_serialize (self->project->db, "main", &size, 0);
  gboolean success = pages != NULL && size > 0 && size % PAGE_SIZE == 0;

  if (success)
    {
      memset (pages + PAGE_COUNT_OFFSET, 0, 4);
      self->stream = sy_page_stream_new (pages, (gsize) size, PAGE_SIZE);
    }
  else
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_IO, "%s: could not be copied into memory",
                 self->project->path);
  sqlite3_free (pages);
  return success;
}

static gboolean
open_copy (SyBulkLoad *self,
           GError **error)
{
  self->copy = sy_database_open_in (self->project->path, sy_page_stream_get_vfs (self->stream),
                                    SQLITE_OPEN_READWRITE, error);
  if (self->copy == NULL)
    return FALSE;
  self->copy->cancellable = self->project->cancellable;
  return sy_database_exec (self->copy,
                           "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;"
                           "PRAGMA foreign_keys = OFF",
                           error);
}

static gboolean
check (SyBulkLoad *self,
       int result,
       GError **error)
{
  if (result != SQLITE_OK)
    sy_database_set_error (self->project, result, error);
  return result == SQLITE_OK;
}

/* Takes the lock of the project's file, and sees that nobody has written since it was copied. */
static gboolean
begin_backup (SyBulkLoad *self,
              GError **error)
{
  SyFileState state;

  self->backup = sqlite3_backup_init (self->project->db, "main", self->copy->db, "main");
  if (self->backup == NULL)
    return check (self, sqlite3_extended_errcode (self->project->db), error);
  if (!check (self, sqlite3_backup_step (self->backup, 0), error))
    return FALSE;
  if (sy_file_state_read (self->project->db, self->project->path, &state) &&
      state.n_changes == self->project->state.n_changes)
    return TRUE;
  return check (self, SQLITE_BUSY, error);
}

/* Someone may have filled the project since it was found to suit. */
static gboolean
check_copy (SyBulkLoad *self,
            GError **error)
{
  gboolean suits;

  return sy_bulk_load_suits (self->copy, &suits, error) &&
         (suits || check (self, SQLITE_BUSY, error));
}

static SyTreeBuilder *
new_tree (SyBulkLoad *self,
          SyTreeKind kind)
{
  return sy_tree_builder_new (kind, PAGE_SIZE, sy_page_stream_put, self->stream);
}

SyBulkLoad *
sy_bulk_load_new (SyDatabase *project,
                  GError **error)
{
  g_autoptr (SyBulkLoad) self = g_new0 (SyBulkLoad, 1);
  gboolean is_copied;

  self->project = project;
  if (!sy_database_begin (project, error))
    return NULL;
  is_copied = copy_pages (self, error);
  if (!sy_database_exec (project, "COMMIT", is_copied ? error : NULL) || !is_copied ||
      !open_copy (self, error) || !check_copy (self, error) || !begin_backup (self, error))
    return NULL;
  self->filled = g_array_new (FALSE, FALSE, sizeof (Filled));
  self->events = new_tree (self, SY_TREE_TABLE);
  self->properties = new_tree (self, SY_TREE_INDEX);
  self->keys = new_tree (self, SY_TREE_TABLE);
  return g_steal_pointer (&self);
}

void
sy_bulk_load_free (SyBulkLoad *self)
{
  if (self == NULL)
    return;
  if (self->backup != NULL)
    sqlite3_backup_finish (self->backup);
  if (self->project->is_writing)
    sy_database_settle (self->project, FALSE, NULL);
  sy_tree_builder_free (self->events);
  sy_tree_builder_free (self->properties);
  sy_tree_builder_free (self->keys);
  g_clear_pointer (&self->filled, g_array_unref);
  sy_database_close (self->copy);
  sy_page_stream_free (self->stream);
  g_free (self);
}

SyDatabase *
sy_bulk_load_get_copy (SyBulkLoad *self)
{
  return self->copy;
}

/* --- pages --- */

/* The last page stays: with it the backup would take itself to be done. */
static gboolean
carry_on (SyBulkLoad *self,
          GError **error)
{
  int n_pages = (int) sy_page_stream_get_n_pages (self->stream);
  int n_carried = sqlite3_backup_pagecount (self->backup) - sqlite3_backup_remaining (self->backup);

  if (n_pages - 1 <= n_carried)
    return TRUE;
  if (!check (self, sqlite3_backup_step (self->backup, n_pages - 1 - n_carried), error))
    return FALSE;
  sy_page_stream_drop (self->stream, (gsize) n_pages);
  return TRUE;
}

gboolean
sy_bulk_load_add_events (SyBulkLoad *self,
                         const guint32 *people,
                         const guint32 *types,
                         const gint64 *times_ms,
                         const double *amounts,
                         gsize n,
                         GError **error)
{
  sy_event_cells_add (self->events, self->n_events + 1, people, types, times_ms, amounts, n);
  self->n_events += (guint32) n;
  return carry_on (self, error);
}

gboolean
sy_bulk_load_add_properties (SyBulkLoad *self,
                             const gint64 *events,
                             const guint32 *names,
                             const guint32 *values,
                             gsize n,
                             GError **error)
{
  sy_property_cells_add (self->properties, events, names, values, n);
  return carry_on (self, error);
}

gboolean
sy_bulk_load_add_keys (SyBulkLoad *self,
                       const gint64 *events,
                       const SyText *keys,
                       gsize n,
                       GError **error)
{
  for (gsize i = 0; i < n; i++)
    sy_tree_builder_add_text (self->keys, (guint32) events[i], keys[i]);
  return carry_on (self, error);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b,
               gpointer user_data)
{
  const SyText *texts = user_data;
  SyText first = texts[*(const guint32 *) a];
  SyText second = texts[*(const guint32 *) b];
  int order = memcmp (first.text, second.text, MIN (first.length, second.length));

  return order != 0 ? order : first.length < second.length ? -1
                                                           : first.length > second.length;
}

/* The order of SQLite's BINARY. */
static guint32 *
sort_texts (const SyText *texts,
            gsize n_texts)
{
  g_autofree const char **keys = g_new (const char *, n_texts + 1);
  guint32 *order = g_new (guint32, n_texts + 1);
  gboolean has_nul = FALSE;

  for (gsize i = 0; i < n_texts; i++)
    {
      keys[i] = texts[i].text;
      has_nul |= strlen (keys[i]) != texts[i].length;
      order[i] = (guint32) i;
    }
  if (has_nul)
    g_qsort_with_data (order, (int) n_texts, sizeof *order, compare_texts, (gpointer) texts);
  else
    sy_key_sort (keys, n_texts, order);
  return order;
}

static void
finish_tree (SyBulkLoad *self,
             SyTreeBuilder *tree,
             const char *name)
{
  Filled filled = { g_intern_string (name), sy_page_stream_put (sy_tree_builder_finish (tree), self->stream) };

  g_array_append_val (self->filled, filled);
}

gboolean
sy_bulk_load_add_texts (SyBulkLoad *self,
                        const char *table_name,
                        const char *index_name,
                        const SyText *texts,
                        gsize n_texts,
                        GError **error)
{
  g_autoptr (SyTreeBuilder) table = new_tree (self, SY_TREE_TABLE);
  g_autoptr (SyTreeBuilder) index = new_tree (self, SY_TREE_INDEX);
  g_autofree guint32 *order = sort_texts (texts, n_texts);

  for (gsize i = 0; i < n_texts; i++)
    sy_tree_builder_add_text (table, (guint32) i + 1, texts[i]);
  finish_tree (self, table, table_name);
  if (!carry_on (self, error))
    return FALSE;
  for (gsize i = 0; i < n_texts; i++)
    sy_tree_builder_add_text (index, order[i] + 1, texts[order[i]]);
  finish_tree (self, index, index_name);
  return carry_on (self, error);
}

/* Puts a root where another was; the other becomes that of a table which is then dropped. */
static gboolean
replace_root (SyBulkLoad *self,
              const char *name,
              guint32 root,
              GError **error)
{
  return sy_database_run (self->copy, error,
                          "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) "
                          "SELECT 'table', 'sy_empty_' || name, 'sy_empty_' || name, rootpage, "
                          "'CREATE TABLE sy_empty_' || name || ' (id)' "
                          "FROM sqlite_schema WHERE name = ?",
                          "s", name) &&
         sy_database_run (self->copy, error, "UPDATE sqlite_schema SET rootpage = ? WHERE name = ?",
                          "is", (gint64) root, name);
}

static gboolean
drop_empty (SyBulkLoad *self,
            GError **error)
{
  gboolean success = TRUE;

  self->copy->allow_schema = TRUE;
  for (guint i = 0; i < self->filled->len && success; i++)
    {
      g_autofree char *sql = g_strdup_printf ("DROP TABLE sy_empty_%s",
                                              g_array_index (self->filled, Filled, i).name);

      success = sy_database_exec (self->copy, sql, error);
    }
  self->copy->allow_schema = FALSE;
  return success;
}

gboolean
sy_bulk_load_adopt (SyBulkLoad *self,
                    GError **error)
{
  gboolean success;

  finish_tree (self, self->events, "event");
  finish_tree (self, self->properties, "event_property");
  finish_tree (self, self->keys, "event_key");
  if (!carry_on (self, error) || !sy_database_exec (self->copy, "BEGIN IMMEDIATE", error))
    return FALSE;
  success = sy_schema_edit_begin (self->copy, error);
  for (guint i = 0; i < self->filled->len && success; i++)
    {
      const Filled *filled = &g_array_index (self->filled, Filled, i);

      success = replace_root (self, filled->name, filled->root, error);
    }
  return sy_schema_edit_end (self->copy, success ? error : NULL) && success &&
         drop_empty (self, error);
}

gboolean
sy_bulk_load_commit (SyBulkLoad *self,
                     GError **error)
{
  int result;

  if (!sy_database_exec (self->copy, "COMMIT", error))
    return FALSE;
  result = sqlite3_backup_step (self->backup, -1);
  if (result != SQLITE_DONE)
    sy_database_set_error (self->project, result, error);
  sqlite3_backup_finish (g_steal_pointer (&self->backup));
  return sy_database_settle (self->project, result == SQLITE_DONE, error);
}
