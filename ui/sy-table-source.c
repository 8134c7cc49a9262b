/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-table-source.h"

#include <sy-engine.h>

#include <math.h>
#include <string.h>

struct _SyTableSource
{
  SyTableColumn *columns;
  guint n_columns;
  guint n_rows;
  const SyTableFuncs *funcs;
  gpointer data;
};

SyTableSource *
sy_table_source_new (const SyTableColumn *columns,
                     guint n_columns,
                     guint n_rows,
                     const SyTableFuncs *funcs,
                     gpointer data)
{
  SyTableSource *self = g_atomic_rc_box_new0 (SyTableSource);

  self->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  for (guint i = 0; i < n_columns; i++)
    self->columns[i].title = g_strdup (columns[i].title);
  self->n_columns = n_columns;
  self->n_rows = n_rows;
  self->funcs = funcs;
  self->data = data;
  return self;
}

static void
clear_source (gpointer data)
{
  SyTableSource *self = data;

  for (guint i = 0; i < self->n_columns; i++)
    g_free ((char *) self->columns[i].title);
  g_free (self->columns);
  if (self->funcs->free != NULL && self->data != NULL)
    self->funcs->free (self->data);
}

SyTableSource *
sy_table_source_ref (SyTableSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_table_source_unref (SyTableSource *self)
{
  g_atomic_rc_box_release_full (self, clear_source);
}

guint
sy_table_source_get_n_rows (const SyTableSource *self)
{
  return self->n_rows;
}

guint
sy_table_source_get_n_columns (const SyTableSource *self)
{
  return self->n_columns;
}

const SyTableColumn *
sy_table_source_get_column (const SyTableSource *self,
                            guint column)
{
  return &self->columns[column];
}

gconstpointer
sy_table_source_get_data (const SyTableSource *self)
{
  return self->data;
}

char *
sy_table_source_get_text (const SyTableSource *self,
                          guint row,
                          guint column)
{
  g_return_val_if_fail (row < self->n_rows && column < self->n_columns, NULL);

  return self->funcs->get_text (self->data, row, column);
}

const char *
sy_table_source_get_note (const SyTableSource *self,
                          guint row,
                          guint column)
{
  if (self->funcs->get_note == NULL)
    return NULL;
  return self->funcs->get_note (self->data, row, column);
}

gboolean
sy_table_source_is_dim (const SyTableSource *self,
                        guint row)
{
  return self->funcs->is_dim != NULL && self->funcs->is_dim (self->data, row);
}

gboolean
sy_table_source_has_bands (const SyTableSource *self)
{
  return self->funcs->get_band != NULL;
}

guint
sy_table_source_get_band (const SyTableSource *self,
                          guint row,
                          guint column,
                          guint *out_n_bands)
{
  *out_n_bands = 0;
  return self->funcs->get_band == NULL
             ? G_MAXUINT
             : self->funcs->get_band (self->data, row, column, out_n_bands);
}

gboolean
sy_table_source_can_sort (const SyTableSource *self)
{
  return self->funcs->compare != NULL;
}

/* Sorting */

typedef struct
{
  const SyTableSource *source;
  guint column;
  gboolean descending;
} SortKey;

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer data)
{
  const SortKey *key = data;
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;
  int order = key->source->funcs->compare (key->source->data, x, y, key->column);

  if (order != 0)
    return key->descending ? -order : order;
  return x < y ? -1 : x > y;
}

GArray *
sy_table_source_sort (const SyTableSource *self,
                      guint column,
                      gboolean descending)
{
  GArray *order = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->n_rows);
  SortKey key = { self, column, descending };

  for (guint i = 0; i < self->n_rows; i++)
    g_array_append_val (order, i);
  if (self->funcs->compare != NULL)
    g_array_sort_with_data (order, compare_rows, &key);
  return order;
}

/* CSV */

static void
write_row (const SyTableSource *self,
           SyCsvWriter *writer,
           guint row)
{
  for (guint column = 0; column < self->n_columns; column++)
    {
      g_autofree char *text = sy_table_source_get_text (self, row, column);

      sy_csv_writer_add_text (writer, text, -1);
    }
  sy_csv_writer_end_row (writer);
}

gboolean
sy_table_source_write_csv (const SyTableSource *self,
                           const GArray *order,
                           const char *path,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new (path, SY_CSV_WRITER_DEFAULT, error);
  guint n = order != NULL ? order->len : self->n_rows;

  if (writer == NULL)
    return FALSE;
  for (guint column = 0; column < self->n_columns; column++)
    sy_csv_writer_add_text (writer, self->columns[column].title, -1);
  sy_csv_writer_end_row (writer);
  for (guint i = 0; i < n; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      write_row (self, writer, order != NULL ? g_array_index (order, guint, i) : i);
    }
  return sy_csv_writer_finish (writer, error);
}

/* Texts */

typedef struct
{
  GPtrArray *cells;
  guint n_columns;
  gboolean *is_number;
} TextRows;

static void
text_rows_free (gpointer data)
{
  TextRows *rows = data;

  g_ptr_array_unref (rows->cells);
  g_free (rows->is_number);
  g_free (rows);
}

static const char *
peek_text (const TextRows *rows,
           guint row,
           guint column)
{
  const char *text = g_ptr_array_index (rows->cells, row * rows->n_columns + column);

  return text != NULL ? text : "";
}

static char *
get_text (gconstpointer data,
          guint row,
          guint column)
{
  return g_strdup (peek_text (data, row, column));
}

/* Reads what sy_format_*() writes: grouping commas and the real minus sign. */
static double
read_number (const char *text)
{
  char digits[64];
  gsize n = 0;

  if (g_str_has_prefix (text, "\342\210\222"))
    {
      digits[n++] = '-';
      text += 3;
    }
  for (; *text != '\0' && n < sizeof digits - 1; text++)
    {
      if (*text == ',' || *text == '+')
        continue;
      if (!g_ascii_isdigit (*text) && *text != '.')
        break;
      digits[n++] = *text;
    }
  digits[n] = '\0';
  return n > 0 ? g_ascii_strtod (digits, NULL) : (double) NAN;
}

int
sy_table_compare_numbers (double a,
                          double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) && isnan (b) ? 0 : isnan (a) ? -1
                                                  : 1;
  return a < b ? -1 : a > b;
}

static int
compare (gconstpointer data,
         guint a,
         guint b,
         guint column)
{
  const TextRows *rows = data;
  const char *x = peek_text (rows, a, column);
  const char *y = peek_text (rows, b, column);

  if (rows->is_number[column])
    return sy_table_compare_numbers (read_number (x), read_number (y));
  return g_utf8_collate (x, y);
}

static const SyTableFuncs text_funcs = {
  .get_text = get_text,
  .compare = compare,
  .free = text_rows_free,
};

SyTableSource *
sy_table_source_new_for_texts (const SyTableColumn *columns,
                               guint n_columns,
                               GPtrArray *cells)
{
  TextRows *rows = g_new0 (TextRows, 1);

  g_return_val_if_fail (n_columns > 0 && cells->len % n_columns == 0, NULL);

  rows->cells = cells;
  rows->n_columns = n_columns;
  rows->is_number = g_new0 (gboolean, n_columns);
  for (guint i = 0; i < n_columns; i++)
    rows->is_number[i] = columns[i].is_number;
  return sy_table_source_new (columns, n_columns, cells->len / n_columns, &text_funcs, rows);
}
