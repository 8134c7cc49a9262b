/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-options-private.h"

#include <string.h>

#include "store/sy-project.h"

static const char *const kind_names[] = { "events", "attributes", "outcomes",
                                          "links", "accounts", "treatments" };

static const char *const role_names[] = {
  "ignore", "property", "person", "time", "type", "amount", "id", "account", "alias", "to", "clock"
};
G_STATIC_ASSERT (G_N_ELEMENTS (role_names) == SY_N_ROLES);

const char *
sy_import_kind_to_string (SyImportKind kind)
{
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (kind_names), NULL);
  return kind_names[kind];
}

gboolean
sy_import_kind_from_string (const char *text,
                            SyImportKind *out_kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_strcmp0 (text, kind_names[i]) == 0)
      {
        *out_kind = (SyImportKind) i;
        return TRUE;
      }
  return FALSE;
}

const char *
sy_column_role_to_string (SyColumnRole role)
{
  g_return_val_if_fail ((gsize) role < G_N_ELEMENTS (role_names), NULL);
  return role_names[role];
}

gboolean
sy_column_role_from_string (const char *text,
                            SyColumnRole *out_role)
{
  /* What the columns of accounts are called. */
  if (g_strcmp0 (text, "role") == 0)
    text = "type";
  else if (g_strcmp0 (text, "from") == 0)
    text = "time";
  for (gsize i = 0; i < G_N_ELEMENTS (role_names); i++)
    if (g_strcmp0 (text, role_names[i]) == 0)
      {
        *out_role = (SyColumnRole) i;
        return TRUE;
      }
  return FALSE;
}

static void
role_choice_free (gpointer data)
{
  SyRoleChoice *self = data;

  g_free (self->column);
  g_free (self->property);
  g_free (self);
}

SyImportOptions *
sy_import_options_new (void)
{
  SyImportOptions *self = g_new0 (SyImportOptions, 1);

  self->choices = g_ptr_array_new_with_free_func (role_choice_free);
  self->has_header = -1;
  return self;
}

SyImportOptions *
sy_import_options_copy (const SyImportOptions *self)
{
  SyImportOptions *copy = sy_import_options_new ();
  GPtrArray *choices = copy->choices;

  *copy = *self;
  copy->choices = choices;
  for (guint i = 0; i < self->choices->len; i++)
    {
      const SyRoleChoice *choice = self->choices->pdata[i];

      sy_import_options_set_role (copy, choice->column, choice->role, choice->property);
    }
  copy->type = g_strdup (self->type);
  copy->time_format = g_strdup (self->time_format);
  copy->encoding = g_strdup (self->encoding);
  copy->placeholders = g_strdupv (self->placeholders);
  return copy;
}

void
sy_import_options_free (SyImportOptions *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->choices);
  g_free (self->type);
  g_free (self->time_format);
  g_free (self->encoding);
  g_strfreev (self->placeholders);
  g_free (self);
}

void
sy_import_options_set_kind (SyImportOptions *self,
                            SyImportKind kind)
{
  self->kind = kind;
  self->is_kind_said = TRUE;
}

void
sy_import_options_set_uses_memory (SyImportOptions *self,
                                   gboolean uses_memory)
{
  self->forgets = !uses_memory;
}

SyImportKind
sy_import_options_get_kind (const SyImportOptions *self)
{
  return self->kind;
}

void
sy_import_options_set_role (SyImportOptions *self,
                            const char *column,
                            SyColumnRole role,
                            const char *property)
{
  SyRoleChoice *choice;

  g_return_if_fail (column != NULL);

  /* The last word counts: about a column, and about a role that only one column can have. */
  for (guint i = self->choices->len; i > 0; i--)
    {
      const SyRoleChoice *other = self->choices->pdata[i - 1];

      if (g_str_equal (other->column, column) || (other->role == role && role > SY_ROLE_PROPERTY))
        g_ptr_array_remove_index (self->choices, i - 1);
    }
  choice = g_new0 (SyRoleChoice, 1);
  choice->column = g_strdup (column);
  choice->role = role;
  choice->property = role == SY_ROLE_PROPERTY ? g_strdup (property) : NULL;
  g_ptr_array_add (self->choices, choice);
  self->no_column[role] = FALSE;
}

/* Splits at commas that no backslash escapes. */
static GPtrArray *
split_map (const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) part = g_string_new (NULL);

  for (const char *p = text;; p++)
    {
      if (p[0] == '\\' && (p[1] == ',' || p[1] == '\\'))
        g_string_append_c (part, *++p);
      else if (*p == ',' || *p == '\0')
        {
          g_ptr_array_add (parts, g_strdup (part->str));
          g_string_truncate (part, 0);
          if (*p == '\0')
            return parts;
        }
      else
        g_string_append_c (part, *p);
    }
}

gboolean
sy_import_options_parse_map (SyImportOptions *self,
                             const char *text,
                             GError **error)
{
  g_autoptr (GPtrArray) parts = split_map (text);
  SyColumnRole role;

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < parts->len; i++)
      {
        const char *part = parts->pdata[i];
        const char *equals = strchr (part, '=');
        g_autofree char *name = g_strndup (part, equals != NULL ? (gsize) (equals - part)
                                                                : strlen (part));

        g_strstrip (name);
        if (equals == NULL || equals[1] == '\0' || !sy_column_role_from_string (name, &role) ||
            role <= SY_ROLE_PROPERTY)
          {
            g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                         "“%s” is no mapping: write ROLE=COLUMN, with the role person, time, type, "
                         "amount, id, account, alias or clock",
                         part);
            return FALSE;
          }
        if (pass == 1)
          sy_import_options_set_role (self, equals + 1, role, NULL);
      }
  return TRUE;
}

void
sy_import_options_set_no_column (SyImportOptions *self,
                                 SyColumnRole role)
{
  for (guint i = self->choices->len; i > 0; i--)
    if (((const SyRoleChoice *) self->choices->pdata[i - 1])->role == role)
      g_ptr_array_remove_index (self->choices, i - 1);
  self->no_column[role] = TRUE;
}

void
sy_import_options_set_type (SyImportOptions *self,
                            const char *type)
{
  g_free (self->type);
  self->type = g_strdup (type);
}

void
sy_import_options_set_time_format (SyImportOptions *self,
                                   const char *format)
{
  g_free (self->time_format);
  self->time_format = g_strdup (format);
}

void
sy_import_options_set_time_range (SyImportOptions *self,
                                  gint64 first_ms,
                                  gint64 last_ms)
{
  self->has_time_range = TRUE;
  self->first_ms = first_ms;
  self->last_ms = last_ms;
}

void
sy_import_options_set_delimiter (SyImportOptions *self,
                                 char delimiter)
{
  self->delimiter = delimiter;
}

void
sy_import_options_set_quote (SyImportOptions *self,
                             int quote)
{
  self->quote = quote;
}

void
sy_import_options_set_header (SyImportOptions *self,
                              int has_header)
{
  self->has_header = has_header;
}

void
sy_import_options_set_encoding (SyImportOptions *self,
                                const char *encoding)
{
  g_free (self->encoding);
  self->encoding = g_strdup (encoding);
}

void
sy_import_options_set_decimal_mark (SyImportOptions *self,
                                    char mark)
{
  self->decimal_mark = mark;
}

void
sy_import_options_set_placeholders (SyImportOptions *self,
                                    const char *const *words)
{
  g_strfreev (self->placeholders);
  self->placeholders = g_strdupv ((GStrv) words);
}
