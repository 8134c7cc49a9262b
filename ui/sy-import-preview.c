/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-preview.h"
#include "sy-format.h"

#include <glib/gi18n.h>

/* A table of every column of a very wide file would be slow to lay out. */
#define MAX_COLUMNS 40

static const char *const role_titles[SY_N_ROLES] = {
  [SY_ROLE_IGNORE] = N_ ("Left out"),
  [SY_ROLE_PROPERTY] = N_ ("Kept"),
  [SY_ROLE_PERSON] = N_ ("Person"),
  [SY_ROLE_TIME] = N_ ("Time"),
  [SY_ROLE_TYPE] = N_ ("Type"),
  [SY_ROLE_AMOUNT] = N_ ("Amount"),
  [SY_ROLE_ID] = N_ ("Event id"),
  [SY_ROLE_ACCOUNT] = N_ ("Account"),
  [SY_ROLE_ALIAS] = N_ ("Other key"),
  [SY_ROLE_END] = N_ ("Until"),
  [SY_ROLE_CLOCK] = N_ ("Time of day"),
};

const char *
sy_import_preview_get_role_title (SyColumnRole role)
{
  return _ (role_titles[role]);
}

static const SyPlanRow *
get_row (gconstpointer data,
         guint row)
{
  gsize n_rows;

  return &sy_import_plan_get_rows ((SyImportPlan *) data, &n_rows)[row];
}

static char *
get_text (gconstpointer data,
          guint row,
          guint column)
{
  const SyPlanRow *plan_row = get_row (data, row);

  if (column == 0)
    return sy_format_count (plan_row->line);
  if (column - 1 >= plan_row->n_cells)
    return g_strdup ("");
  return g_strdup (plan_row->cells[column - 1]);
}

static const char *
get_note (gconstpointer data,
          guint row,
          guint column)
{
  const SyPlanRow *plan_row = get_row (data, row);

  if (column == 0)
    return plan_row->problem;
  if (column - 1 >= plan_row->n_cells)
    return NULL;
  return plan_row->problems[column - 1];
}

static const SyTableFuncs funcs = {
  .get_text = get_text,
  .get_note = get_note,
  .free = (GDestroyNotify) sy_import_plan_unref,
};

static char *
title_column (const SyPlanColumn *column)
{
  if (column->role == SY_ROLE_PROPERTY)
    return g_strdup (column->name);
  return g_strdup_printf ("%s · %s", column->name, sy_import_preview_get_role_title (column->role));
}

SyTableSource *
sy_import_preview_create_source (SyImportPlan *plan)
{
  gsize n_plan_columns;
  gsize n_rows;
  const SyPlanColumn *plan_columns = sy_import_plan_get_columns (plan, &n_plan_columns);
  guint n_columns = (guint) MIN (n_plan_columns, MAX_COLUMNS) + 1;
  g_autofree SyTableColumn *columns = g_new0 (SyTableColumn, n_columns);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  SyTableSource *source;

  sy_import_plan_get_rows (plan, &n_rows);
  columns[0].title = _ ("Line");
  columns[0].is_number = TRUE;
  columns[0].width_chars = 6;
  for (guint i = 1; i < n_columns; i++)
    {
      char *title = title_column (&plan_columns[i - 1]);

      g_ptr_array_add (titles, title);
      columns[i].title = title;
      columns[i].is_number = plan_columns[i - 1].role == SY_ROLE_AMOUNT;
      columns[i].width_chars = plan_columns[i - 1].role == SY_ROLE_TIME ? 22 : 16;
    }
  source = sy_table_source_new (columns, n_columns, (guint) n_rows, &funcs,
                                sy_import_plan_ref (plan));
  return source;
}

static gboolean
has_role (SyImportPlan *plan,
          SyColumnRole role)
{
  gsize n_columns;
  const SyPlanColumn *columns = sy_import_plan_get_columns (plan, &n_columns);

  for (gsize i = 0; i < n_columns; i++)
    if (columns[i].role == role)
      return TRUE;
  return FALSE;
}

static const char *
find_missing (SyImportPlan *plan)
{
  switch (sy_import_options_get_kind (sy_import_plan_get_options (plan)))
    {
    case SY_IMPORT_LINKS:
      return has_role (plan, SY_ROLE_ALIAS)
                 ? NULL
                 : _ ("No column looks like the other key of a person: choose it under Columns.");
    case SY_IMPORT_ACCOUNTS:
      return has_role (plan, SY_ROLE_ACCOUNT)
                 ? NULL
                 : _ ("No column looks like the account: choose it under Columns.");
    case SY_IMPORT_ATTRIBUTES:
      return NULL;
    case SY_IMPORT_EVENTS:
    case SY_IMPORT_OUTCOMES:
    case SY_IMPORT_TREATMENTS:
    default:
      if (!has_role (plan, SY_ROLE_TIME))
        return _ ("No column looks like the time: choose it under Columns.");
      if (sy_import_plan_is_time_ambiguous (plan))
        return _ ("Is the day or the month first? The data leave it open: say it under Times.");
      if (!has_role (plan, SY_ROLE_TYPE))
        return _ (
            "No column says what happened: choose one under Columns, or give every row the same type.");
      return NULL;
    }
}

char *
sy_import_preview_find_obstacle (SyImportPlan *plan)
{
  g_autoptr (GError) error = NULL;
  const char *missing;

  if (sy_import_plan_is_ready (plan, &error))
    return NULL;
  if (!has_role (plan, SY_ROLE_PERSON))
    return g_strdup (_ ("No column looks like the person: choose it under Columns."));
  missing = find_missing (plan);
  return g_strdup (missing != NULL ? missing : error->message);
}
