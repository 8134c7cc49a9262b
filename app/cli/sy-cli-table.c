/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-table.h"

#include <math.h>
#include <string.h>

#include <sy-engine.h>

#define GAP 2
#define MIN_TEXT_WIDTH 8

typedef struct
{
  char *title;
  char *key;
  SyAlign align;
} Column;

typedef enum
{
  CELL_TEXT,
  CELL_NUMBER,
  CELL_INT,
} CellKind;

typedef struct
{
  CellKind kind;
  char *shown;
  char *text;
  double number;
  gint64 integer;
} Cell;

struct _SyCliTable
{
  GArray *columns;
  GArray *cells;
  gboolean has_small_n;
};

static void
clear_column (gpointer data)
{
  Column *column = data;

  g_free (column->title);
  g_free (column->key);
}

static void
clear_cell (gpointer data)
{
  Cell *cell = data;

  g_free (cell->shown);
  g_free (cell->text);
}

SyCliTable *
sy_cli_table_new (void)
{
  SyCliTable *self = g_new0 (SyCliTable, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self->columns, clear_column);
  g_array_set_clear_func (self->cells, clear_cell);
  return self;
}

void
sy_cli_table_free (SyCliTable *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  g_array_unref (self->cells);
  g_free (self);
}

void
sy_cli_table_add_column (SyCliTable *self,
                         const char *title,
                         const char *key,
                         SyAlign align)
{
  Column column = { g_strdup (title), g_strdup (key), align };

  g_array_append_val (self->columns, column);
}

static void
add_cell (SyCliTable *self,
          Cell cell)
{
  g_array_append_val (self->cells, cell);
}

void
sy_cli_table_add_text (SyCliTable *self,
                       const char *text)
{
  add_cell (self, (Cell){ CELL_TEXT, text == NULL ? g_strdup ("–") : sy_cli_text_escape (text),
                          g_strdup (text), 0, 0 });
}

static char *
format_decimals (double value,
                 guint decimals)
{
  char format[] = "%.0f";
  char buffer[G_ASCII_DTOSTR_BUF_SIZE + 310];

  if (isnan (value))
    return g_strdup ("–");
  if (isinf (value))
    return g_strdup (value > 0 ? "∞" : "−∞");
  format[2] = (char) ('0' + MIN (decimals, 9));
  g_ascii_formatd (buffer, sizeof buffer, format, value);
  return g_strdup (strspn (buffer, "-0.") == strlen (buffer) && buffer[0] == '-' ? buffer + 1
                                                                                 : buffer);
}

void
sy_cli_table_add_number (SyCliTable *self,
                         double value,
                         guint decimals)
{
  add_cell (self, (Cell){ CELL_NUMBER, format_decimals (value, decimals), NULL, value, 0 });
}

void
sy_cli_table_add_share (SyCliTable *self,
                        double value)
{
  g_autofree char *percent = format_decimals (value * 100, 1);

  add_cell (self,
            (Cell){ CELL_NUMBER, isnan (value) ? g_strdup ("–") : g_strconcat (percent, " %", NULL),
                    NULL, value, 0 });
}

void
sy_cli_table_add_rate (SyCliTable *self,
                       double rate,
                       gsize n)
{
  sy_cli_table_add_share (self, rate);
  if (!isnan (rate) && sy_is_small_n (n))
    {
      Cell *cell = &g_array_index (self->cells, Cell, self->cells->len - 1);
      g_autofree char *plain = g_steal_pointer (&cell->shown);

      cell->shown = g_strconcat ("* ", plain, NULL);
      self->has_small_n = TRUE;
    }
}

void
sy_cli_table_add_range_columns (SyCliTable *self)
{
  sy_cli_table_add_column (self, "from", "low", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (self, "to", "high", SY_ALIGN_RIGHT);
}

void
sy_cli_table_add_rate_range (SyCliTable *self,
                             double rate,
                             double low,
                             double high,
                             gsize n)
{
  sy_cli_table_add_rate (self, rate, n);
  sy_cli_table_add_share (self, low);
  sy_cli_table_add_share (self, high);
}

void
sy_cli_table_add_int (SyCliTable *self,
                      gint64 value)
{
  add_cell (self, (Cell){ CELL_INT, g_strdup_printf ("%" G_GINT64_FORMAT, value), NULL, 0, value });
}

gsize
sy_cli_table_get_n_rows (SyCliTable *self)
{
  return self->columns->len == 0 ? 0 : self->cells->len / self->columns->len;
}

/* How many plain characters a text begins with; most consist of nothing else. */
static gsize
count_plain (const char *text)
{
  gsize n = 0;

  while (text[n] >= 0x20 && text[n] < 0x7f)
    n++;
  return n;
}

static guint
get_char_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

guint
sy_cli_text_width (const char *text)
{
  gsize n_plain = count_plain (text);
  guint width = (guint) n_plain;

  for (text += n_plain; *text != '\0'; text = g_utf8_next_char (text))
    width += get_char_width (g_utf8_get_char (text));
  return width;
}

/* Control characters, and what turns the direction of text or hides. */
static gboolean
is_harmful (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

char *
sy_cli_text_escape (const char *text)
{
  g_autofree char *valid = NULL;
  GString *out;

  if (text[count_plain (text)] == '\0')
    return g_strdup (text);
  valid = g_utf8_make_valid (text, -1);
  out = g_string_new (NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\r' || c == '\t')
        g_string_append (out, c == '\n' ? "\\n" : c == '\r' ? "\\r"
                                                            : "\\t");
      else if (is_harmful (c))
        g_string_append_printf (out, c < 0x100 ? "\\x%02x" : "\\u%04x", (guint) c);
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static const Column *
get_column (SyCliTable *self,
            gsize index)
{
  return &g_array_index (self->columns, Column, index);
}

static const Cell *
get_cell (SyCliTable *self,
          gsize row,
          gsize column)
{
  return &g_array_index (self->cells, Cell, row * self->columns->len + column);
}

/* Takes from the widest left-aligned column, one cell at a time, until the rows fit. */
static void
fit_widths (SyCliTable *self,
            guint *widths,
            guint width)
{
  guint total = 0;

  for (gsize i = 0; i < self->columns->len; i++)
    total += widths[i] + (i > 0 ? GAP : 0);
  while (total > width)
    {
      gsize widest = self->columns->len;

      for (gsize i = 0; i < self->columns->len; i++)
        if (get_column (self, i)->align == SY_ALIGN_LEFT && widths[i] > MIN_TEXT_WIDTH &&
            (widest == self->columns->len || widths[i] > widths[widest]))
          widest = i;
      if (widest == self->columns->len)
        return;
      widths[widest]--;
      total--;
    }
}

static guint *
get_widths (SyCliTable *self,
            guint width)
{
  guint *widths = g_new0 (guint, self->columns->len);

  for (gsize i = 0; i < self->columns->len; i++)
    {
      widths[i] = sy_cli_text_width (get_column (self, i)->title);
      for (gsize row = 0; row < sy_cli_table_get_n_rows (self); row++)
        widths[i] = MAX (widths[i], sy_cli_text_width (get_cell (self, row, i)->shown));
    }
  if (width > 0)
    fit_widths (self, widths, width);
  return widths;
}

static void
append_spaces (GString *out,
               guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, ' ');
}

static void
append_cut (GString *out,
            const char *text,
            guint width)
{
  guint used = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (used + get_char_width (c) > width - 1)
        break;
      used += get_char_width (c);
      g_string_append_unichar (out, c);
    }
  g_string_append (out, "…");
  append_spaces (out, width - 1 - used);
}

static void
append_shown (GString *out,
              const char *text,
              SyAlign align,
              guint width)
{
  guint text_width = sy_cli_text_width (text);

  if (text_width > width)
    {
      append_cut (out, text, width);
      return;
    }
  if (align == SY_ALIGN_RIGHT)
    append_spaces (out, width - text_width);
  g_string_append (out, text);
  if (align == SY_ALIGN_LEFT)
    append_spaces (out, width - text_width);
}

static void
end_line (GString *out)
{
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

void
sy_cli_table_append (SyCliTable *self,
                     guint width,
                     GString *out)
{
  g_autofree guint *widths = get_widths (self, width);

  for (gsize i = 0; i < self->columns->len; i++)
    {
      append_spaces (out, i > 0 ? GAP : 0);
      append_shown (out, get_column (self, i)->title, get_column (self, i)->align, widths[i]);
    }
  end_line (out);
  for (gsize i = 0; i < self->columns->len; i++)
    {
      append_spaces (out, i > 0 ? GAP : 0);
      for (guint j = 0; j < widths[i]; j++)
        g_string_append (out, "─");
    }
  end_line (out);
  for (gsize row = 0; row < sy_cli_table_get_n_rows (self); row++)
    {
      for (gsize i = 0; i < self->columns->len; i++)
        {
          append_spaces (out, i > 0 ? GAP : 0);
          append_shown (out, get_cell (self, row, i)->shown, get_column (self, i)->align,
                        widths[i]);
        }
      end_line (out);
    }
  if (self->has_small_n)
    g_string_append_printf (out, "* small n, fewer than %d: read the interval, not the rate\n",
                            SY_SMALL_N);
}

void
sy_cli_table_append_csv (SyCliTable *self,
                         GString *out)
{
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new_for_string (out, SY_CSV_WRITER_DEFAULT);

  for (gsize i = 0; i < self->columns->len; i++)
    sy_csv_writer_add_text (writer, get_column (self, i)->key, -1);
  sy_csv_writer_end_row (writer);
  for (gsize row = 0; row < sy_cli_table_get_n_rows (self); row++)
    {
      for (gsize i = 0; i < self->columns->len; i++)
        {
          const Cell *cell = get_cell (self, row, i);

          if (cell->kind == CELL_NUMBER)
            sy_csv_writer_add_number (writer,
                                      isfinite (cell->number) ? cell->number : (double) NAN);
          else if (cell->kind == CELL_INT)
            sy_csv_writer_add_int (writer, cell->integer);
          else
            sy_csv_writer_add_text (writer, cell->text, -1);
        }
      sy_csv_writer_end_row (writer);
    }
  sy_csv_writer_finish (writer, NULL);
}
