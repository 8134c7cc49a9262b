/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-link-store.h"

#include "core/sy-core.h"
#include "sy-link-store-private.h"
#include "sy-project-private.h"
#include "sy-record-store.h"

/* A list of lists of keys. */
#define APART_SETTING "identity.apart"
#define HAND_NAME "linked by hand"

/* --- links --- */

static gboolean
find_ids (SyDatabase *database,
          const char *const *keys,
          GArray *ids,
          GError **error)
{
  for (; *keys != NULL; keys++)
    {
      gint64 id;

      if (!sy_database_get_int (database, &id, 0, error, "SELECT id FROM person WHERE key = ?", "s",
                                *keys))
        return FALSE;
      if (id == 0)
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no person “%s”",
                       *keys);
          return FALSE;
        }
      g_array_append_val (ids, id);
    }
  return TRUE;
}

/* No digest: no file is ever the same as this one. */
static gboolean
add_import (SyProject *self,
            gint64 n_links,
            gint64 *out_id,
            GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                                             " rows of links",
                                             n_links, n_links);

  if (!sy_database_run (
          database, error,
          "INSERT INTO import (kind, file_name, n_bytes, digest, shape, mapping, rows_read, "
          "accepted, rejected, duplicates, imported_at_ms) "
          "VALUES ('links', ?, 0, '', '', '{}', ?, ?, 0, 0, ?)",
          "siii", HAND_NAME, n_links, n_links, sy_now_ms ()))
    return FALSE;
  *out_id = sqlite3_last_insert_rowid (database->db);
  return sy_project_log_change (self, "import", HAND_NAME, detail, error);
}

static gint64
link_keys (SyProject *self,
           const char *const *keys,
           GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 import_id;

  if (!find_ids (database, keys, ids, error) ||
      !add_import (self, (gint64) ids->len - 1, &import_id, error))
    return 0;
  for (guint i = 1; i < ids->len; i++)
    if (!sy_database_run (database, error,
                          "INSERT INTO alias (import_id, alias_id, person_id) VALUES (?, ?, ?)",
                          "iii", import_id, g_array_index (ids, gint64, i),
                          g_array_index (ids, gint64, 0)))
      return 0;
  return import_id;
}

gint64
sy_project_link_keys (SyProject *self,
                      const char *const *keys,
                      GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gint64 import_id;

  g_return_val_if_fail (keys != NULL && keys[0] != NULL && keys[1] != NULL, 0);

  if (!sy_database_begin (database, error))
    return 0;
  import_id = link_keys (self, keys, error);
  return sy_database_end (database, import_id != 0, error) ? import_id : 0;
}

gboolean
sy_import_record_is_by_hand (const SyImportRecord *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->kind == SY_IMPORT_LINKS && *self->digest == '\0';
}

/* --- keys of different people --- */

static char **
read_group (const SyJson *json)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (gsize i = 0; sy_json_get_type (json) == SY_JSON_ARRAY && i < sy_json_get_size (json); i++)
    if (sy_json_get_type (sy_json_get_element (json, i)) == SY_JSON_TEXT)
      g_strv_builder_add (keys, sy_json_get_text (sy_json_get_element (json, i)));
  return g_strv_builder_end (keys);
}

GPtrArray *
sy_project_list_apart (SyProject *self)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *text = sy_project_get_setting (self, APART_SETTING);
  g_autoptr (SyJson) json = text != NULL ? sy_json_parse (text, -1, NULL) : NULL;

  if (json == NULL || sy_json_get_type (json) != SY_JSON_ARRAY)
    return groups;
  for (gsize i = 0; i < sy_json_get_size (json); i++)
    g_ptr_array_add (groups, read_group (sy_json_get_element (json, i)));
  return groups;
}

/* In a transaction. */
static gboolean
write_apart (SyProject *self,
             GPtrArray *groups,
             GError **error)
{
  SyJsonWriter *writer;
  g_autofree char *text = NULL;

  if (groups->len == 0)
    return sy_project_write_setting (self, APART_SETTING, NULL, error);
  writer = sy_json_writer_new ();
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (guint i = 0; i < groups->len; i++)
    {
      sy_json_writer_begin_array (writer, SY_JSON_INLINE);
      for (char **key = groups->pdata[i]; *key != NULL; key++)
        sy_json_writer_text (writer, *key);
      sy_json_writer_end_array (writer);
    }
  sy_json_writer_end_array (writer);
  text = sy_json_writer_finish (writer);
  return sy_project_write_setting (self, APART_SETTING, text, error);
}

static gboolean
commit_apart (SyProject *self,
              GPtrArray *groups,
              const char *detail,
              GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  gboolean success;

  if (!sy_database_begin (database, error))
    return FALSE;
  success = write_apart (self, groups, error) &&
            sy_project_log_change (self, "keep-apart", "identity", detail, error);
  return sy_database_end (database, success, error);
}

gboolean
sy_project_keep_apart (SyProject *self,
                       const char *const *keys,
                       GError **error)
{
  g_autoptr (GPtrArray) groups = sy_project_list_apart (self);
  g_autofree char *detail = NULL;

  g_return_val_if_fail (keys != NULL && keys[0] != NULL && keys[1] != NULL, FALSE);

  g_ptr_array_add (groups, g_strdupv ((char **) keys));
  detail = g_strdup_printf ("%u keys", g_strv_length ((char **) keys));
  return commit_apart (self, groups, detail, error);
}

gboolean
sy_project_clear_apart (SyProject *self,
                        GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();

  return commit_apart (self, groups, "all taken back", error);
}

gboolean
sy_project_forget_apart (SyProject *self,
                         const char *const *keys,
                         GError **error)
{
  g_autoptr (GPtrArray) groups = sy_project_list_apart (self);
  guint n_groups = groups->len;

  for (guint i = groups->len; i-- > 0;)
    for (gsize j = 0; keys[j] != NULL; j++)
      if (g_strv_contains (groups->pdata[i], keys[j]))
        {
          g_ptr_array_remove_index (groups, i);
          break;
        }
  return groups->len == n_groups || write_apart (self, groups, error);
}
