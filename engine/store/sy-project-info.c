/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-project.h"

#include <math.h>

#include "sy-event-rows-private.h"
#include "sy-project-private.h"

/* Types by id have holes. */
static void
type_info_free (gpointer data)
{
  SyTypeInfo *self = data;

  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

void
sy_project_info_free (SyProjectInfo *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_strfreev (self->properties);
  g_strfreev (self->attributes);
  g_strfreev (self->outcomes);
  g_free (self);
}

static GStrv
list_names (SyDatabase *database,
            const char *sql,
            GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (sqlite3_stmt) statement = sy_database_query (database, error, sql, "");
  SyStep step;

  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      g_autofree char *name = sy_column_dup_text (statement, 0);

      g_strv_builder_add (names, name);
    }
  return step == SY_STEP_DONE ? g_strv_builder_end (names) : NULL;
}

/* Types by id, so that the scan of events finds them at once; ids may have holes. */
static GPtrArray *
list_types (SyDatabase *database,
            GError **error)
{
  g_autoptr (GPtrArray) types = g_ptr_array_new_with_free_func (type_info_free);
  g_autoptr (sqlite3_stmt) statement =
      sy_database_query (database, error, "SELECT id, name FROM event_type ORDER BY id", "");
  SyStep step;

  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      SyTypeInfo *info;

      if (id < 1 || id > G_MAXUINT16 * 16)
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
                       "%s has an event type with the impossible id %" G_GINT64_FORMAT,
                       database->path, id);
          return NULL;
        }
      info = g_new0 (SyTypeInfo, 1);
      info->name = sy_column_dup_text (statement, 1);
      if (types->len <= id)
        g_ptr_array_set_size (types, (int) id + 1);
      types->pdata[id] = info;
    }
  return step == SY_STEP_DONE ? g_steal_pointer (&types) : NULL;
}

typedef struct
{
  SyProjectInfo *info;
  GPtrArray *types; /* by id */
} EventCount;

static void
count_events (const SyEventBlock *block,
              gpointer user_data)
{
  EventCount *self = user_data;
  SyProjectInfo *info = self->info;

  for (gsize i = 0; i < block->n_rows; i++)
    {
      gint64 time_ms = block->times_ms[i];
      SyTypeInfo *type = block->types[i] < self->types->len ? self->types->pdata[block->types[i]]
                                                            : NULL;

      if (info->n_events == 0 || time_ms < info->first_ms)
        info->first_ms = time_ms;
      if (info->n_events == 0 || time_ms > info->last_ms)
        info->last_ms = time_ms;
      info->n_events++;
      if (type == NULL)
        continue;
      if (type->n_events == 0 || time_ms < type->first_ms)
        type->first_ms = time_ms;
      if (type->n_events == 0 || time_ms > type->last_ms)
        type->last_ms = time_ms;
      type->n_events++;
      type->n_amounts += !isnan (block->amounts[i]);
    }
}

static int
compare_types (gconstpointer a,
               gconstpointer b)
{
  const SyTypeInfo *const *first = a;
  const SyTypeInfo *const *second = b;

  return g_strcmp0 ((*first)->name, (*second)->name);
}

static gboolean
count (SyDatabase *database,
       SyProjectInfo *info,
       GError **error)
{
  g_autoptr (GPtrArray) types = list_types (database, error);
  gint64 n_pages;
  gint64 page_size;

  if (types == NULL || !sy_event_rows_for_each (database, 0, G_MAXINT64, count_events,
                                                &(EventCount){ info, types }, error))
    return FALSE;
  g_ptr_array_set_free_func (types, NULL);
  for (guint i = 0; i < types->len; i++)
    if (types->pdata[i] != NULL)
      g_ptr_array_add (info->types, types->pdata[i]);
  g_ptr_array_sort (info->types, compare_types);

  if (!sy_database_get_int (database, &info->n_people, 0, error, "SELECT count(*) FROM person",
                            "") ||
      !sy_database_get_int (database, &info->n_marked, 0, error,
                            "SELECT count(DISTINCT event_id) FROM event_mark", "") ||
      !sy_database_get_int (database, &info->n_rejected, 0, error,
                            "SELECT count(*) FROM rejected_row", "") ||
      !sy_database_get_int (database, &info->n_imports, 0, error, "SELECT count(*) FROM import",
                            "") ||
      !sy_database_get_int (database, &info->n_models, 0, error, "SELECT count(*) FROM model",
                            "") ||
      !sy_database_get_int (database, &info->n_versions, 0, error,
                            "SELECT count(*) FROM model_version", "") ||
      !sy_database_get_int (database, &n_pages, 0, error, "PRAGMA page_count", "") ||
      !sy_database_get_int (database, &page_size, 0, error, "PRAGMA page_size", ""))
    return FALSE;
  info->file_size = n_pages * page_size;
  info->properties = list_names (database, "SELECT name FROM property_name ORDER BY name", error);
  if (info->properties == NULL)
    return FALSE;
  info->attributes = list_names (database, "SELECT name FROM attribute_name ORDER BY name", error);
  if (info->attributes == NULL)
    return FALSE;
  info->outcomes = list_names (database, "SELECT name FROM outcome_name ORDER BY name", error);
  return info->outcomes != NULL;
}

SyProjectInfo *
sy_project_get_info (SyProject *self,
                     GCancellable *cancellable,
                     GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (SyProjectInfo) info = g_new0 (SyProjectInfo, 1);
  gboolean success;

  info->types = g_ptr_array_new_with_free_func (type_info_free);
  database->cancellable = cancellable;
  success = sy_database_exec (database, "BEGIN", error);
  if (success)
    success = sy_database_end (database, count (database, info, error), error);
  database->cancellable = NULL;
  return success ? g_steal_pointer (&info) : NULL;
}
