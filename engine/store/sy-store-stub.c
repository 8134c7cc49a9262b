/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/sy-store.h"

const char *
sy_import_kind_to_string (SyImportKind kind)
{
  g_error ("not yet");
}

gboolean
sy_import_kind_from_string (const char *text, SyImportKind *out_kind)
{
  g_error ("not yet");
}

const char *
sy_column_role_to_string (SyColumnRole role)
{
  g_error ("not yet");
}

gboolean
sy_column_role_from_string (const char *text, SyColumnRole *out_role)
{
  g_error ("not yet");
}

SyImportOptions *
sy_import_options_new (void)
{
  g_error ("not yet");
}

SyImportOptions *
sy_import_options_copy (const SyImportOptions *self)
{
  g_error ("not yet");
}

void
sy_import_options_free (SyImportOptions *self)
{
  g_error ("not yet");
}

void
sy_import_options_set_kind (SyImportOptions *self, SyImportKind kind)
{
  g_error ("not yet");
}

SyImportKind
sy_import_options_get_kind (const SyImportOptions *self)
{
  g_error ("not yet");
}

void
sy_import_options_set_role (SyImportOptions *self, const char *column, SyColumnRole role, const char *property)
{
  g_error ("not yet");
}

gboolean
sy_import_options_parse_map (SyImportOptions *self, const char *text, GError **error)
{
  g_error ("not yet");
}

void
sy_import_options_set_no_column (SyImportOptions *self, SyColumnRole role)
{
  g_error ("not yet");
}

void
sy_import_options_set_type (SyImportOptions *self, const char *type)
{
  g_error ("not yet");
}

void
sy_import_options_set_time_format (SyImportOptions *self, const char *format)
{
  g_error ("not yet");
}

void
sy_import_options_set_time_range (SyImportOptions *self, gint64 first_ms, gint64 last_ms)
{
  g_error ("not yet");
}

void
sy_import_options_set_delimiter (SyImportOptions *self, char delimiter)
{
  g_error ("not yet");
}

void
sy_import_options_set_quote (SyImportOptions *self, int quote)
{
  g_error ("not yet");
}

void
sy_import_options_set_header (SyImportOptions *self, int has_header)
{
  g_error ("not yet");
}

void
sy_import_options_set_encoding (SyImportOptions *self, const char *encoding)
{
  g_error ("not yet");
}

void
sy_import_options_set_decimal_mark (SyImportOptions *self, char mark)
{
  g_error ("not yet");
}

void
sy_import_options_set_placeholders (SyImportOptions *self, const char *const *words)
{
  g_error ("not yet");
}

SyImportPlan *
sy_import_plan_new (SyProject *project, const char *path, const SyImportOptions *options, GCancellable *cancellable, GError **error)
{
  g_error ("not yet");
}

SyImportPlan *
sy_import_plan_ref (SyImportPlan *self)
{
  g_error ("not yet");
}

void
sy_import_plan_unref (SyImportPlan *self)
{
  g_error ("not yet");
}

const char *
sy_import_plan_get_path (SyImportPlan *self)
{
  g_error ("not yet");
}

const SyImportOptions *
sy_import_plan_get_options (SyImportPlan *self)
{
  g_error ("not yet");
}

gboolean
sy_import_plan_is_ready (SyImportPlan *self, GError **error)
{
  g_error ("not yet");
}

const SyPlanColumn *
sy_import_plan_get_columns (SyImportPlan *self, gsize *out_n_columns)
{
  g_error ("not yet");
}

const SyPlanRow *
sy_import_plan_get_rows (SyImportPlan *self, gsize *out_n_rows)
{
  g_error ("not yet");
}

const char *
sy_import_plan_get_dialect_text (SyImportPlan *self)
{
  g_error ("not yet");
}

const char *
sy_import_plan_get_time_format (SyImportPlan *self)
{
  g_error ("not yet");
}

gboolean
sy_import_plan_is_time_ambiguous (SyImportPlan *self)
{
  g_error ("not yet");
}

char
sy_import_plan_get_delimiter (SyImportPlan *self)
{
  g_error ("not yet");
}

char
sy_import_plan_get_quote (SyImportPlan *self)
{
  g_error ("not yet");
}

const char *
sy_import_plan_get_encoding (SyImportPlan *self)
{
  g_error ("not yet");
}

char
sy_import_plan_get_decimal_mark (SyImportPlan *self)
{
  g_error ("not yet");
}

gboolean
sy_import_plan_has_header (SyImportPlan *self)
{
  g_error ("not yet");
}

const char *const *
sy_import_plan_get_placeholders (SyImportPlan *self)
{
  g_error ("not yet");
}

GPtrArray *
sy_import_plan_get_warnings (SyImportPlan *self)
{
  g_error ("not yet");
}

void
sy_rejected_row_free (SyRejectedRow *self)
{
  g_error ("not yet");
}

SyImportReport *
sy_project_import (SyProject *self, SyImportPlan *plan, GCancellable *cancellable, SyProgressFunc progress, gpointer user_data, GError **error)
{
  g_error ("not yet");
}

void
sy_import_report_free (SyImportReport *self)
{
  g_error ("not yet");
}

void
sy_import_record_free (SyImportRecord *self)
{
  g_error ("not yet");
}

GPtrArray *
sy_project_list_imports (SyProject *self, GError **error)
{
  g_error ("not yet");
}

GPtrArray *
sy_project_list_rejected (SyProject *self, gint64 import_id, gint64 offset, gint64 limit, GError **error)
{
  g_error ("not yet");
}

gboolean
sy_project_undo_import (SyProject *self, gint64 import_id, GCancellable *cancellable, GError **error)
{
  g_error ("not yet");
}
