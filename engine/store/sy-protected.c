/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-protected.h"

#include <string.h>

#include "core/sy-core.h"
#include "sy-project-private.h"
#include "sy-record-store.h"

/* One setting, {"protected": [...], "free": [...]}: what was said of attributes; of the others their names speak. */
#define PROTECTED_SETTING "protected-attributes"

static const char *const protected_words[] = {
  "age",
  "birth",
  "birthday",
  "birthdate",
  "born",
  "citizenship",
  "color",
  "colour",
  "creed",
  "disability",
  "disabled",
  "ethnic",
  "ethnicity",
  "gender",
  "handicap",
  "marital",
  "nationality",
  "orientation",
  "pregnancy",
  "pregnant",
  "race",
  "religion",
  "sex",
  "sexual",
  "union",
  "veteran",
  NULL,
};

gboolean
sy_protection_guess (const char *name)
{
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *at = name;; at++)
    {
      gboolean is_new = word->len > 0 && (!g_ascii_isalpha (*at) ||
                                          (g_ascii_isupper (*at) && g_ascii_islower (at[-1])));

      if (is_new)
        {
          if (g_strv_contains (protected_words, word->str))
            return TRUE;
          g_string_truncate (word, 0);
        }
      if (*at == 0)
        return FALSE;
      if (g_ascii_isalpha (*at))
        g_string_append_c (word, g_ascii_tolower (*at));
    }
}

struct _SyProtectionList
{
  GPtrArray *declared;
  GPtrArray *freed;
};

void
sy_protection_list_free (SyProtectionList *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->declared);
  g_ptr_array_unref (self->freed);
  g_free (self);
}

/* The texts of a member, which may be missing. */
static gboolean
read_texts (const SyJson *json,
            const char *key,
            GPtrArray *texts)
{
  const SyJson *member = sy_json_find (json, key);

  if (member == NULL)
    return TRUE;
  if (sy_json_get_type (member) != SY_JSON_ARRAY)
    return FALSE;
  for (gsize i = 0; i < sy_json_get_size (member); i++)
    {
      const SyJson *text = sy_json_get_element (member, i);

      if (sy_json_get_type (text) != SY_JSON_TEXT)
        return FALSE;
      g_ptr_array_add (texts, g_strdup (sy_json_get_text (text)));
    }
  return TRUE;
}

static gboolean
read_list (SyProtectionList *self,
           const char *text,
           GError **error)
{
  g_autoptr (SyJson) json = sy_json_parse (text, -1, NULL);

  if (json != NULL && sy_json_get_type (json) == SY_JSON_OBJECT &&
      read_texts (json, "protected", self->declared) && read_texts (json, "free", self->freed))
    return TRUE;
  g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
               "What this project says of protected attributes cannot be read: “%s” is no list of names",
               text);
  return FALSE;
}

SyProtectionList *
sy_project_read_protection (SyProject *self,
                            GError **error)
{
  g_autoptr (SyProtectionList) list = g_new (SyProtectionList, 1);
  g_autofree char *text = NULL;

  list->declared = g_ptr_array_new_with_free_func (g_free);
  list->freed = g_ptr_array_new_with_free_func (g_free);
  if (!sy_project_read_setting (self, PROTECTED_SETTING, &text, error) ||
      (text != NULL && !read_list (list, text, error)))
    return NULL;
  return g_steal_pointer (&list);
}

static gboolean
find_text (GPtrArray *texts,
           const char *text,
           guint *out_index)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, out_index);
}

SyProtection
sy_protection_list_get (const SyProtectionList *self,
                        const char *attribute)
{
  g_return_val_if_fail (self != NULL && attribute != NULL, SY_PROTECTION_DECLARED);

  if (find_text (self->declared, attribute, NULL))
    return SY_PROTECTION_DECLARED;
  return !find_text (self->freed, attribute, NULL) && sy_protection_guess (attribute)
             ? SY_PROTECTION_BY_NAME
             : SY_PROTECTION_NONE;
}

static void
write_texts (SyJsonWriter *writer,
             const char *key,
             const GPtrArray *texts)
{
  sy_json_writer_key (writer, key);
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (guint i = 0; i < texts->len; i++)
    sy_json_writer_text (writer, texts->pdata[i]);
  sy_json_writer_end_array (writer);
}

/* The setting with the attribute on one side. */
static char *
write_setting (SyProtectionList *list,
               const char *attribute,
               gboolean is_protected)
{
  GPtrArray *to = is_protected ? list->declared : list->freed;
  GPtrArray *from = is_protected ? list->freed : list->declared;
  SyJsonWriter *writer = sy_json_writer_new ();
  guint index;

  if (find_text (from, attribute, &index))
    g_ptr_array_remove_index (from, index);
  if (!find_text (to, attribute, NULL))
    g_ptr_array_add (to, g_strdup (attribute));
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  write_texts (writer, "protected", list->declared);
  write_texts (writer, "free", list->freed);
  sy_json_writer_end_object (writer);
  return sy_json_writer_finish (writer);
}

/* In a transaction, so that of two that say something at once neither loses what the other said. */
static gboolean
change_setting (SyProject *self,
                const char *attribute,
                gboolean is_protected,
                GError **error)
{
  g_autoptr (SyProtectionList) list = NULL;
  g_autofree char *json = NULL;
  gint64 n;

  if (!sy_database_get_int (sy_project_get_database (self), &n, 0, error,
                            "SELECT (SELECT count (*) FROM attribute_name WHERE name = ?1) + "
                            "(SELECT count (*) FROM property_name WHERE name = ?1)",
                            "s", attribute))
    return FALSE;
  if (n == 0)
    {
      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no attribute or property “%s”",
                   attribute);
      return FALSE;
    }
  list = sy_project_read_protection (self, error);
  if (list == NULL)
    return FALSE;
  json = write_setting (list, attribute, is_protected);
  return sy_project_write_setting (self, PROTECTED_SETTING, json, error) &&
         sy_project_log_change (self, is_protected ? "protect" : "release", attribute, json, error);
}

gboolean
sy_project_set_protected (SyProject *self,
                          const char *attribute,
                          gboolean is_protected,
                          GError **error)
{
  SyDatabase *database = sy_project_get_database (self);

  if (!sy_database_begin (database, error))
    return FALSE;
  return sy_database_end (database, change_setting (self, attribute, is_protected, error), error);
}
