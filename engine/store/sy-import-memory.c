/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-memory-private.h"

/*
 * What an analyst decided about a file holds for the next one of the same columns. Nothing is
 * stored for it: every import keeps how it was read, and an import that is undone is forgotten with
 * it.
 */

void
sy_import_memory_free (SyImportMemory *self)
{
  if (self == NULL)
    return;
  g_free (self->file_name);
  g_clear_pointer (&self->mapping, sy_json_free);
  g_free (self);
}

static const SyJson *
find_in_mapping (const SyJson *mapping,
                 const char *name)
{
  const SyJson *columns = sy_json_find (mapping, "columns");

  for (gsize i = 0; columns != NULL && i < sy_json_get_size (columns); i++)
    {
      const SyJson *column = sy_json_get_element (columns, i);
      const SyJson *known = sy_json_find (column, "name");

      if (known != NULL && g_str_equal (sy_json_get_text (known), name))
        return column;
    }
  return NULL;
}

static gboolean
has_same_columns (const SyJson *mapping,
                  const char *const *names,
                  gsize n_names)
{
  const SyJson *columns = sy_json_find (mapping, "columns");
  gsize n = 0;

  for (gsize i = 0; i < n_names; i++)
    n += !g_str_equal (names[i], SY_REJECTED_ROW_COLUMN) &&
         !g_str_equal (names[i], SY_REJECTED_REASON_COLUMN);
  if (columns == NULL || sy_json_get_size (columns) != n)
    return FALSE;
  for (gsize i = 0; i < n_names; i++)
    if (!g_str_equal (names[i], SY_REJECTED_ROW_COLUMN) &&
        !g_str_equal (names[i], SY_REJECTED_REASON_COLUMN) &&
        find_in_mapping (mapping, names[i]) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
sy_import_memory_find (SyProject *project,
                       const char *const *names,
                       gsize n_names,
                       const SyImportKind *kind,
                       SyImportMemory **out_memory,
                       GError **error)
{
  g_autoptr (GPtrArray) imports = sy_project_list_imports (project, error);

  *out_memory = NULL;
  if (imports == NULL)
    return FALSE;
  for (guint i = imports->len; i > 0; i--)
    {
      const SyImportRecord *record = imports->pdata[i - 1];
      g_autoptr (SyJson) mapping = NULL;

      if (kind != NULL && record->kind != *kind)
        continue;
      mapping = sy_json_parse (record->mapping, -1, NULL);
      if (mapping == NULL || !has_same_columns (mapping, names, n_names))
        continue;
      *out_memory = g_new0 (SyImportMemory, 1);
      (*out_memory)->kind = record->kind;
      (*out_memory)->file_name = g_strdup (record->file_name);
      (*out_memory)->mapping = g_steal_pointer (&mapping);
      break;
    }
  return TRUE;
}

gboolean
sy_import_memory_find_column (const SyImportMemory *self,
                              const char *name,
                              SyColumnRole *out_role,
                              const char **out_target)
{
  const SyJson *column = find_in_mapping (self->mapping, name);
  const SyJson *role = column != NULL ? sy_json_find (column, "role") : NULL;
  const SyJson *target = column != NULL ? sy_json_find (column, "as") : NULL;

  *out_target = target != NULL ? sy_json_get_text (target) : NULL;
  return role != NULL && sy_column_role_from_string (sy_json_get_text (role), out_role);
}

const char *
sy_import_memory_get_text (const SyImportMemory *self,
                           const char *key)
{
  const SyJson *value = sy_json_find (self->mapping, key);

  return value != NULL ? sy_json_get_text (value) : NULL;
}

GStrv
sy_import_memory_dup_placeholders (const SyImportMemory *self)
{
  const SyJson *words = sy_json_find (self->mapping, "placeholders");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (words == NULL)
    return NULL;
  for (gsize i = 0; i < sy_json_get_size (words); i++)
    g_strv_builder_add (builder, sy_json_get_text (sy_json_get_element (words, i)));
  return g_strv_builder_end (builder);
}
