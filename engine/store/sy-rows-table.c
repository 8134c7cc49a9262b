/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rows-table-private.h"

#include <math.h>

/*
 * INSERT INTO event SELECT ... FROM sy_rows: one statement for a block of rows. Inside of SQLite's own loop
 * a row costs a third of what binding, stepping and resetting a prepared INSERT does.
 */

typedef struct
{
  sqlite3_vtab parent_instance;
  const SyRows *rows;
} RowsTable;

typedef struct
{
  sqlite3_vtab_cursor parent_instance;
  const SyRows *rows;
  gsize row;
} RowsCursor;

static int
connect_table (sqlite3 *db,
               void *user_data,
               int n_arguments,
               const char *const *arguments,
               sqlite3_vtab **out_table,
               char **out_message)
{
  RowsTable *table;
  int result = sqlite3_declare_vtab (db, "CREATE TABLE sy_rows (c0, c1, c2, c3, c4)");

  if (result != SQLITE_OK)
    return result;
  /* Not for the SQL of a stored view or trigger. */
  sqlite3_vtab_config (db, SQLITE_VTAB_DIRECTONLY);
  table = sqlite3_malloc (sizeof *table);
  if (table == NULL)
    return SQLITE_NOMEM;
  *table = (RowsTable){ .rows = user_data };
  *out_table = &table->parent_instance;
  return SQLITE_OK;
}

static int
disconnect_table (sqlite3_vtab *table)
{
  sqlite3_free (table);
  return SQLITE_OK;
}

static int
plan_scan (sqlite3_vtab *table,
           sqlite3_index_info *info)
{
  info->estimatedCost = 1e6;
  info->estimatedRows = 1000000;
  return SQLITE_OK;
}

static int
open_cursor (sqlite3_vtab *table,
             sqlite3_vtab_cursor **out_cursor)
{
  RowsCursor *cursor = sqlite3_malloc (sizeof *cursor);

  if (cursor == NULL)
    return SQLITE_NOMEM;
  *cursor = (RowsCursor){ .rows = ((RowsTable *) table)->rows };
  *out_cursor = &cursor->parent_instance;
  return SQLITE_OK;
}

static int
close_cursor (sqlite3_vtab_cursor *cursor)
{
  sqlite3_free (cursor);
  return SQLITE_OK;
}

static int
start_scan (sqlite3_vtab_cursor *cursor,
            int plan,
            const char *plan_text,
            int n_arguments,
            sqlite3_value **arguments)
{
  ((RowsCursor *) cursor)->row = 0;
  return SQLITE_OK;
}

static int
next_row (sqlite3_vtab_cursor *cursor)
{
  ((RowsCursor *) cursor)->row++;
  return SQLITE_OK;
}

static int
is_at_end (sqlite3_vtab_cursor *cursor)
{
  const RowsCursor *self = (RowsCursor *) cursor;

  return self->row >= self->rows->n_rows;
}

static int
get_column (sqlite3_vtab_cursor *cursor,
            sqlite3_context *context,
            int number)
{
  const RowsCursor *self = (RowsCursor *) cursor;
  const SyRowsColumn *column = &self->rows->columns[number];

  if (column->type == SY_ROWS_SEQUENCE)
    {
      sqlite3_result_int64 (context, column->first + (gint64) self->row);
      return SQLITE_OK;
    }
  if (column->data == NULL)
    return SQLITE_OK;
  switch (column->type)
    {
    case SY_ROWS_ID:
      if (((const guint32 *) column->data)[self->row] != 0)
        sqlite3_result_int64 (context, ((const guint32 *) column->data)[self->row]);
      break;

    case SY_ROWS_INT:
      if (((const gint64 *) column->data)[self->row] != SY_ROWS_MISSING)
        sqlite3_result_int64 (context, ((const gint64 *) column->data)[self->row]);
      break;

    case SY_ROWS_REAL:
      if (!isnan (((const double *) column->data)[self->row]))
        sqlite3_result_double (context, ((const double *) column->data)[self->row]);
      break;

    case SY_ROWS_TEXT:
      {
        const SyText *text = &((const SyText *) column->data)[self->row];

        if (text->text != NULL)
          sqlite3_result_text (context, text->text, (int) text->length, SQLITE_STATIC);
      }
      break;

    case SY_ROWS_SEQUENCE:
    default:
      break;
    }
  return SQLITE_OK;
}

static int
get_rowid (sqlite3_vtab_cursor *cursor,
           sqlite3_int64 *out_id)
{
  *out_id = (sqlite3_int64) ((RowsCursor *) cursor)->row;
  return SQLITE_OK;
}

/* No xCreate: the table exists by its name alone and never enters the schema. */
static const sqlite3_module rows_module = {
  .xConnect = connect_table,
  .xBestIndex = plan_scan,
  .xDisconnect = disconnect_table,
  .xOpen = open_cursor,
  .xClose = close_cursor,
  .xFilter = start_scan,
  .xNext = next_row,
  .xEof = is_at_end,
  .xColumn = get_column,
  .xRowid = get_rowid,
};

int
sy_rows_table_register (sqlite3 *db,
                        const SyRows *rows)
{
  return sqlite3_create_module_v2 (db, "sy_rows", &rows_module, (void *) rows, NULL);
}
