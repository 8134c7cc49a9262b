/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "sy-interner-private.h"

G_BEGIN_DECLS

/**
 * SyRowsType:
 * @SY_ROWS_ID: guint32; 0 is NULL
 * @SY_ROWS_INT: gint64; %SY_ROWS_MISSING is NULL
 * @SY_ROWS_SEQUENCE: the row's number added to a first value: no array
 * @SY_ROWS_REAL: double; NaN is NULL
 * @SY_ROWS_TEXT: #SyText; a NULL text is NULL
 */
typedef enum
{
  SY_ROWS_ID,
  SY_ROWS_INT,
  SY_ROWS_SEQUENCE,
  SY_ROWS_REAL,
  SY_ROWS_TEXT,
} SyRowsType;

#define SY_ROWS_MISSING G_MININT64
#define SY_ROWS_COLUMNS 5

/**
 * SyRowsColumn:
 * @type: what @data points to
 * @data: (nullable): an array of as many values as there are rows; %NULL makes the column NULL
 * @first: for %SY_ROWS_SEQUENCE and constants: the value of row 0
 */
typedef struct
{
  SyRowsType type;
  const void *data;
  gint64 first;
} SyRowsColumn;

/**
 * SyRows:
 * @n_rows: rows
 * @columns: c0 to c4
 *
 * Arrays in memory that SQL can read as the table `sy_rows (c0, c1, c2, c3, c4)`.
 */
typedef struct
{
  gsize n_rows;
  SyRowsColumn columns[SY_ROWS_COLUMNS];
} SyRows;

/**
 * sy_rows_table_register:
 * @db: a connection
 * @rows: what the table shows; may change between statements; lives as long as the connection or until it is registered anew
 *
 * Adds the eponymous virtual table `sy_rows` to a connection.
 *
 * Returns: a SQLite result code
 */
int sy_rows_table_register (sqlite3 *db,
                            const SyRows *rows);

G_END_DECLS
