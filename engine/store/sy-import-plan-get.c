/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-plan-parts-private.h"

#include <string.h>

#include "core/sy-json-writer.h"
#include "csv/sy-csv.h"

/* What a plan tells, and what an import keeps of it. */

const char *
sy_import_plan_get_path (SyImportPlan *self)
{
  return self->path;
}

const SyImportOptions *
sy_import_plan_get_options (SyImportPlan *self)
{
  return self->options;
}

gboolean
sy_import_plan_is_ready (SyImportPlan *self,
                         GError **error)
{
  if (self->obstacle == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->obstacle);
  return FALSE;
}

const SyPlanColumn *
sy_import_plan_get_columns (SyImportPlan *self,
                            gsize *out_n_columns)
{
  *out_n_columns = self->n_columns;
  return self->columns;
}

const SyPlanRow *
sy_import_plan_get_rows (SyImportPlan *self,
                         gsize *out_n_rows)
{
  *out_n_rows = self->n_rows;
  return self->rows;
}

const char *
sy_import_plan_get_dialect_text (SyImportPlan *self)
{
  return self->sniff.explanation;
}

const char *
sy_import_plan_get_time_format (SyImportPlan *self)
{
  return self->recipe.time_format != NULL ? sy_time_format_get_name (self->recipe.time_format)
                                          : NULL;
}

gboolean
sy_import_plan_is_time_ambiguous (SyImportPlan *self)
{
  return self->time_finding == SY_TIME_FINDING_AMBIGUOUS;
}

char
sy_import_plan_get_delimiter (SyImportPlan *self)
{
  return self->sniff.dialect.delimiter;
}

char
sy_import_plan_get_quote (SyImportPlan *self)
{
  return self->sniff.dialect.quote;
}

double
sy_import_plan_get_encoding_confidence (SyImportPlan *self)
{
  return self->sniff.encoding_confidence;
}

const char *
sy_import_plan_get_encoding (SyImportPlan *self)
{
  return sy_csv_encoding_get_name (self->sniff.encoding);
}

char
sy_import_plan_get_decimal_mark (SyImportPlan *self)
{
  return self->recipe.amount_format.decimal_mark;
}

gboolean
sy_import_plan_has_header (SyImportPlan *self)
{
  return self->sniff.dialect.has_header;
}

const char *const *
sy_import_plan_get_placeholders (SyImportPlan *self)
{
  return (const char *const *) self->recipe.placeholders;
}

gint64
sy_import_plan_get_n_rows_done (SyImportPlan *self)
{
  return __atomic_load_n (&self->n_rows_done, __ATOMIC_RELAXED);
}

void
sy_import_plan_set_n_rows_done (SyImportPlan *self,
                                gint64 n_rows)
{
  __atomic_store_n (&self->n_rows_done, n_rows, __ATOMIC_RELAXED);
}

const char *
sy_import_plan_get_remembered (SyImportPlan *self)
{
  return self->memory != NULL ? self->memory->file_name : NULL;
}

GPtrArray *
sy_import_plan_get_warnings (SyImportPlan *self)
{
  return self->warnings;
}

const SyRecipe *
sy_import_plan_get_recipe (SyImportPlan *self)
{
  return &self->recipe;
}

gint64
sy_import_plan_get_size (SyImportPlan *self)
{
  return self->size;
}

char *
sy_import_plan_dup_mapping (SyImportPlan *self)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  const SyCsvDialect *dialect = &self->sniff.dialect;

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_writer_key (writer, "encoding");
  sy_json_writer_text (writer, sy_csv_encoding_get_name (self->sniff.encoding));
  sy_json_writer_key (writer, "delimiter");
  sy_json_writer_text (writer, (char[]){ dialect->delimiter, '\0' });
  sy_json_writer_key (writer, "quote");
  sy_json_writer_text (writer, (char[]){ dialect->quote, '\0' });
  sy_json_writer_key (writer, "backslash");
  sy_json_writer_boolean (writer, dialect->backslash);
  sy_json_writer_key (writer, "blanks_around_quotes");
  sy_json_writer_boolean (writer, dialect->blanks_around_quotes);
  sy_json_writer_key (writer, "header");
  sy_json_writer_boolean (writer, dialect->has_header);
  sy_json_writer_key (writer, "skip_lines");
  sy_json_writer_int (writer, dialect->skip_lines);
  sy_json_writer_key (writer, "decimal_mark");
  sy_json_writer_text (writer, (char[]){ self->recipe.amount_format.decimal_mark, '\0' });
  if (self->recipe.time_format != NULL)
    {
      sy_json_writer_key (writer, "time_format");
      sy_json_writer_text (writer, sy_time_format_get_name (self->recipe.time_format));
      sy_json_writer_key (writer, "timezone");
      sy_json_writer_text (writer, sy_zone_get_name (self->zone));
    }
  if (self->recipe.type != NULL)
    {
      sy_json_writer_key (writer, "type");
      sy_json_writer_text (writer, self->recipe.type);
    }
  sy_json_writer_key (writer, "placeholders");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize i = 0; self->recipe.placeholders[i] != NULL; i++)
    sy_json_writer_text (writer, self->recipe.placeholders[i]);
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "columns");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize i = 0; i < self->n_columns; i++)
    {
      const SyPlanColumn *column = &self->columns[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_writer_key (writer, "name");
      sy_json_writer_text (writer, column->name);
      sy_json_writer_key (writer, "role");
      sy_json_writer_text (writer, sy_column_role_to_string (column->role));
      if (column->role == SY_ROLE_PROPERTY && !g_str_equal (column->target, column->name))
        {
          sy_json_writer_key (writer, "as");
          sy_json_writer_text (writer, column->target);
        }
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return g_strchomp (sy_json_writer_finish (g_steal_pointer (&writer)));
}

char *
sy_import_plan_dup_shape (SyImportPlan *self)
{
  static const SyColumnRole roles[] = { SY_ROLE_PERSON, SY_ROLE_TIME, SY_ROLE_TYPE,
                                        SY_ROLE_ALIAS, SY_ROLE_ACCOUNT, SY_ROLE_END };
  GString *shape = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (self->recipe.columns[roles[i]] >= 0)
      g_string_append_printf (shape, "%s%s=%d", shape->len > 0 ? " " : "",
                              sy_column_role_to_string (roles[i]),
                              self->recipe.columns[roles[i]] + 1);
  for (gsize i = 0; self->recipe.kind == SY_IMPORT_ATTRIBUTES && i < self->recipe.n_properties; i++)
    g_string_append_printf (shape, " %d", self->recipe.property_columns[i] + 1);
  if (self->recipe.type != NULL)
    g_string_append_printf (shape, " type “%s”", self->recipe.type);
  return g_string_free (shape, FALSE);
}
