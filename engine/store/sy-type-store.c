/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-type-store.h"

#include <math.h>
#include <string.h>

#include "sy-project-private.h"

static const char *const categories[SY_N_TYPE_CATEGORIES] = {
  "", "low-intent", "medium-intent", "high-intent", "friction", "value", "other"
};

const char *
sy_type_category_get_name (SyTypeCategory self)
{
  g_return_val_if_fail (self < SY_N_TYPE_CATEGORIES, "");

  return categories[self];
}

gboolean
sy_type_category_from_name (const char *name,
                            SyTypeCategory *out_category)
{
  g_return_val_if_fail (name != NULL && out_category != NULL, FALSE);

  for (SyTypeCategory i = 0; i < SY_N_TYPE_CATEGORIES; i++)
    if (strcmp (categories[i], name) == 0)
      {
        *out_category = i;
        return TRUE;
      }
  return FALSE;
}

void
sy_type_entry_free (SyTypeEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->canonical);
  g_free (self->channel);
  g_free (self->owner);
  g_free (self->meaning);
  g_free (self);
}

gboolean
sy_type_entry_is_unmapped (const SyTypeEntry *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->n_events > 0 && self->canonical == NULL && self->n_aliases == 0 &&
         self->category == SY_TYPE_CATEGORY_NONE && self->polarity == 0 && self->channel == NULL &&
         self->owner == NULL && self->meaning == NULL && !self->is_muted;
}

/* The columns of take_entry(), of all names that are a type or an alias. */
#define ENTRY_SQL                                                                                     \
  "SELECT names.name, target.name, (SELECT count (*) FROM event_type_alias WHERE type_id = own.id), " \
  "own.category, own.polarity, own.channel, own.owner, own.meaning, own.cadence_days, own.is_muted "  \
  "FROM (SELECT name FROM event_type UNION SELECT name FROM event_type_alias) AS names "              \
  "LEFT JOIN event_type AS own ON own.name = names.name "                                             \
  "LEFT JOIN event_type_alias AS alias ON alias.name = names.name "                                   \
  "LEFT JOIN event_type AS target ON target.id = alias.type_id "

static SyTypeEntry *
take_entry (sqlite3_stmt *statement)
{
  SyTypeEntry *self = g_new0 (SyTypeEntry, 1);
  g_autofree char *category = sy_column_dup_text (statement, 3);

  self->name = sy_column_dup_text (statement, 0);
  self->canonical = sy_column_dup_nullable (statement, 1);
  self->n_aliases = (guint) sqlite3_column_int (statement, 2);
  if (!sy_type_category_from_name (category, &self->category))
    self->category = SY_TYPE_CATEGORY_NONE;
  self->polarity = sqlite3_column_int (statement, 4);
  self->channel = sy_column_dup_nullable (statement, 5);
  self->owner = sy_column_dup_nullable (statement, 6);
  self->meaning = sy_column_dup_nullable (statement, 7);
  self->cadence_days = sqlite3_column_type (statement, 8) == SQLITE_NULL
                           ? (double) NAN
                           : sqlite3_column_double (statement, 8);
  self->is_muted = sqlite3_column_int (statement, 9) != 0;
  return self;
}

/* Both are in bytewise order of the name. */
static void
take_counts (GPtrArray *entries,
             const SyProjectInfo *info)
{
  guint at = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      SyTypeEntry *entry = entries->pdata[i];
      const SyTypeInfo *type;

      while (at < info->types->len &&
             strcmp (((const SyTypeInfo *) info->types->pdata[at])->name, entry->name) < 0)
        at++;
      type = at < info->types->len ? info->types->pdata[at] : NULL;
      if (type == NULL || strcmp (type->name, entry->name) != 0)
        continue;
      entry->n_events = type->n_events;
      entry->first_ms = type->first_ms;
      entry->last_ms = type->last_ms;
    }
}

GPtrArray *
sy_project_list_types (SyProject *self,
                       GCancellable *cancellable,
                       GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GPtrArray)
      entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_type_entry_free);
  g_autoptr (SyProjectInfo) info = sy_project_get_info (self, cancellable, error);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  if (info == NULL)
    return NULL;
  statement = sy_database_query (database, error, ENTRY_SQL "ORDER BY names.name", "");
  if (statement == NULL)
    return NULL;
  while ((step = sy_database_step (database, statement, error)) == SY_STEP_ROW)
    g_ptr_array_add (entries, take_entry (statement));
  if (step != SY_STEP_DONE)
    return NULL;
  take_counts (entries, info);
  return g_steal_pointer (&entries);
}

SyTypeEntry *
sy_project_get_type (SyProject *self,
                     const char *name,
                     GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (sqlite3_stmt) statement = NULL;
  SyStep step;

  g_return_val_if_fail (name != NULL, NULL);

  statement = sy_database_query (database, error, ENTRY_SQL "WHERE names.name = ?", "s", name);
  step = statement != NULL ? sy_database_step (database, statement, error) : SY_STEP_ERROR;
  if (step == SY_STEP_ROW)
    return take_entry (statement);
  if (step == SY_STEP_DONE)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no event type “%s”",
                 name);
  return NULL;
}

/* --- changes --- */

static const char *
get_text (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

static char *
describe (const SyTypeEntry *entry)
{
  GString *text = g_string_new (sy_type_category_get_name (entry->category));

  g_string_append_printf (text, "%spolarity %d", text->len > 0 ? ", " : "", entry->polarity);
  if (get_text (entry->channel) != NULL)
    g_string_append_printf (text, ", channel %s", entry->channel);
  if (get_text (entry->owner) != NULL)
    g_string_append_printf (text, ", owner %s", entry->owner);
  if (!isnan (entry->cadence_days))
    {
      char number[SY_NUMBER_BUFFER_SIZE];

      g_string_append_printf (text, ", every %s days",
                              sy_number_format (entry->cadence_days, number));
    }
  if (get_text (entry->meaning) != NULL)
    g_string_append_printf (text, ": %s", entry->meaning);
  return g_string_free (text, FALSE);
}

static gboolean
write_entry (SyProject *self,
             const SyTypeEntry *entry,
             GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *detail = describe (entry);

  if (!sy_database_run (
          database, error,
          "UPDATE event_type SET category = ?, polarity = ?, channel = ?, owner = ?, meaning = ?, "
          "cadence_days = ? WHERE name = ?",
          "sisssds", get_text (sy_type_category_get_name (entry->category)),
          (gint64) entry->polarity, get_text (entry->channel), get_text (entry->owner),
          get_text (entry->meaning), entry->cadence_days, entry->name))
    return FALSE;
  if (sqlite3_changes (database->db) == 0)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no event type “%s”",
                   entry->name);
      return FALSE;
    }
  return sy_project_log_change (self, "describe-type", entry->name, detail, error);
}

gboolean
sy_project_set_type (SyProject *self,
                     const SyTypeEntry *entry,
                     GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  g_return_val_if_fail (entry != NULL && entry->name != NULL, FALSE);

  if (entry->polarity < -1 || entry->polarity > 1 || entry->cadence_days <= 0 ||
      isinf (entry->cadence_days))
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "Polarity is -1, 0 or 1, and the longest silence is more than 0 days");
      return FALSE;
    }
  return sy_database_begin (database, error) &&
         sy_database_end (database, write_entry (self, entry, error), error);
}

static gboolean
check_alias (SyDatabase *database,
             const char *name,
             const char *canonical,
             GError **error)
{
  gint64 n_own;
  gint64 n_others;

  if (*name == '\0' || *canonical == '\0' || strcmp (name, canonical) == 0)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "An alias needs two different names");
      return FALSE;
    }
  if (!sy_database_get_int (database, &n_own, 0, error,
                            "SELECT count (*) FROM event_type_alias WHERE name = ?", "s",
                            canonical) ||
      !sy_database_get_int (
          database, &n_others, 0, error,
          "SELECT count (*) FROM event_type_alias JOIN event_type ON event_type.id = type_id "
          "WHERE event_type.name = ?",
          "s", name))
    return FALSE;
  if (n_own > 0)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                 "“%s” is an alias itself; name the type that it counts as", canonical);
  else if (n_others > 0)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                 "Other names count as “%s”; take those aliases back first", name);
  return n_own == 0 && n_others == 0;
}

/* A type that was made for its aliases goes with the last of them, as in the undoing of imports. */
static gboolean
drop_unused (SyDatabase *database,
             GError **error)
{
  return sy_database_run (
      database, error,
      "DELETE FROM event_type WHERE id NOT IN (SELECT type_id FROM event_type_alias) "
      "AND category IS NULL AND polarity = 0 AND channel IS NULL AND owner IS NULL AND meaning IS NULL "
      "AND cadence_days IS NULL AND is_muted = 0 "
      "AND NOT EXISTS (SELECT 1 FROM event WHERE type_id = event_type.id)",
      "");
}

static gboolean
remove_alias (SyProject *self,
              const char *name,
              GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (SyTypeEntry) entry = sy_project_get_type (self, name, error);

  if (entry == NULL)
    return FALSE;
  if (entry->canonical == NULL)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "“%s” is no alias", name);
      return FALSE;
    }
  return sy_database_run (database, error, "DELETE FROM event_type_alias WHERE name = ?", "s",
                          name) &&
         drop_unused (database, error) &&
         sy_project_log_change (self, "unalias-type", name, entry->canonical, error);
}

static gboolean
write_alias (SyProject *self,
             const char *name,
             const char *canonical,
             GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  return check_alias (database, name, canonical, error) &&
         sy_database_run (database, error,
                          "INSERT INTO event_type (name) VALUES (?) ON CONFLICT (name) DO NOTHING",
                          "s", canonical) &&
         sy_database_run (
             database, error,
             "INSERT INTO event_type_alias (name, type_id) SELECT ?1, id FROM event_type WHERE name = ?2 "
             "ON CONFLICT (name) DO UPDATE SET type_id = excluded.type_id",
             "ss", name, canonical) &&
         drop_unused (database, error) &&
         sy_project_log_change (self, "alias-type", name, canonical, error);
}

gboolean
sy_project_set_type_alias (SyProject *self,
                           const char *name,
                           const char *canonical,
                           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gboolean success;

  g_return_val_if_fail (name != NULL, FALSE);

  if (!sy_database_begin (database, error))
    return FALSE;
  success = canonical != NULL ? write_alias (self, name, canonical, error)
                              : remove_alias (self, name, error);
  return sy_database_end (database, success, error);
}

static gboolean
write_muted (SyProject *self,
             const char *name,
             gboolean is_muted,
             GError **error)
{
  g_autoptr (SyTypeEntry) entry = sy_project_get_type (self, name, error);

  if (entry == NULL)
    return FALSE;
  if (entry->canonical != NULL)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "“%s” counts as “%s”, which can be muted", name, entry->canonical);
      return FALSE;
    }
  return sy_database_run (sy_project_get_database (self), error,
                          "UPDATE event_type SET is_muted = ? WHERE name = ?", "is",
                          (gint64) (is_muted != FALSE), name) &&
         sy_project_log_change (self, is_muted ? "mute-type" : "unmute-type", name, "", error);
}

gboolean
sy_project_set_type_muted (SyProject *self,
                           const char *name,
                           gboolean is_muted,
                           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  g_return_val_if_fail (name != NULL, FALSE);

  return sy_database_begin (database, error) &&
         sy_database_end (database, write_muted (self, name, is_muted, error), error);
}
