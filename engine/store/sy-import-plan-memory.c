/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-plan-parts-private.h"

#include <string.h>

/* What an earlier import of the same columns decides. */

static gboolean
has_choice (const SyImportOptions *options,
            SyColumnRole role)
{
  for (guint i = 0; i < options->choices->len; i++)
    if (((const SyRoleChoice *) options->choices->pdata[i])->role == role)
      return TRUE;
  return FALSE;
}

/* Looks for an import of a file with the same columns, and takes from it what nobody says. */
gboolean
sy_plan_remember (SyImportPlan *self,
                  SyProject *project,
                  GError **error)
{
  SyImportOptions *options = self->options;
  g_autofree const char **names = g_new (const char *, self->n_columns);
  const char *type;

  if (project == NULL || options->forgets || !self->sniff.dialect.has_header)
    return TRUE;
  for (gsize i = 0; i < self->n_columns; i++)
    names[i] = self->columns[i].name;
  if (!sy_import_memory_find (project, names, self->n_columns,
                              options->is_kind_said ? &options->kind : NULL, &self->memory, error))
    return FALSE;
  if (self->memory == NULL)
    return TRUE;
  options->kind = self->memory->kind;
  type = sy_import_memory_get_text (self->memory, "type");
  if (options->type == NULL && type != NULL && !has_choice (options, SY_ROLE_TYPE))
    sy_import_options_set_type (options, type);
  if (options->placeholders == NULL)
    {
      g_strfreev (self->recipe.placeholders);
      self->recipe.placeholders = sy_import_memory_dup_placeholders (self->memory);
    }
  if (self->said_format == NULL &&
      !sy_plan_is_order (sy_import_memory_get_text (self->memory, "time_format")))
    self->said_format = sy_time_format_from_name (
        sy_import_memory_get_text (self->memory, "time_format"), NULL);
  sy_plan_warn (self, "The columns are read as in the import of “%s”, which had the same",
                self->memory->file_name);
  return TRUE;
}
