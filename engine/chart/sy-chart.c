/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-private.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "sy-chart-text-private.h"

#define MAX_TEXT 200
#define MIN_WIDTH 24.0
#define MIN_HEIGHT 16.0

G_DEFINE_QUARK (sy_chart_error, sy_chart_error)

gpointer
sy_chart_alloc (const SyChartClass *klass,
                const char *title,
                const char *subtitle)
{
  SyChart *self = g_atomic_rc_box_alloc0 (klass->size);

  self->klass = klass;
  self->owned = g_ptr_array_new_with_free_func (g_free);
  self->title = sy_chart_keep_text (self, title);
  self->subtitle = sy_chart_keep_text (self, subtitle);
  return self;
}

gpointer
sy_chart_take (SyChart *self,
               gpointer memory)
{
  if (memory != NULL)
    g_ptr_array_add (self->owned, memory);
  return memory;
}

gpointer
sy_chart_keep (SyChart *self,
               gconstpointer values,
               gsize n_values,
               gsize size)
{
  gpointer copy;

  if (values == NULL)
    return NULL;
  /* Never NULL for an array that was given, even an empty one. */
  copy = g_malloc0_n (MAX (n_values, 1), size);
  if (n_values > 0)
    memcpy (copy, values, n_values * size);
  return sy_chart_take (self, copy);
}

const char *
sy_chart_keep_text (SyChart *self,
                    const char *text)
{
  g_autofree char *valid = NULL;
  GString *clean;
  gsize n_chars = 0;

  if (text == NULL)
    return NULL;
  /* A name of megabytes must not be walked whole. */
  valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_TEXT * 6));
  clean = g_string_new (NULL);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (n_chars++ == MAX_TEXT)
        {
          g_string_append (clean, "…");
          break;
        }
      g_string_append_unichar (clean,
                               g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
    }
  return sy_chart_take (self, g_string_free (clean, FALSE));
}

const char *const *
sy_chart_keep_texts (SyChart *self,
                     const char *const *texts,
                     gsize n_texts)
{
  const char **copies = g_new0 (const char *, n_texts + 1);

  for (gsize i = 0; i < n_texts; i++)
    copies[i] = sy_chart_keep_text (self, texts != NULL && texts[i] != NULL ? texts[i] : "");
  return sy_chart_take (self, copies);
}

SyChart *
sy_chart_ref (SyChart *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  SyChart *self = data;

  g_ptr_array_unref (self->owned);
}

void
sy_chart_unref (SyChart *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

const char *
sy_chart_get_title (const SyChart *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

const char *
sy_chart_get_subtitle (const SyChart *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subtitle;
}

gboolean
sy_chart_is_empty (const SyChart *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->empty != NULL;
}

/* One pass with a pen that was set up; draws the note of an empty chart. */
static void
paint (SyChart *self,
       SyInk *ink)
{
  sy_ink_frame (ink, self->title, self->subtitle);
  if (ink->area.width < 8.0 || ink->area.height < 8.0)
    return;
  if (self->empty != NULL)
    sy_ink_note (ink, self->empty);
  else
    self->klass->paint (self, ink);
}

static gboolean
has_room (double width,
          double height)
{
  return width >= MIN_WIDTH && height >= MIN_HEIGHT && isfinite (width) && isfinite (height);
}

void
sy_chart_draw (SyChart *self,
               cairo_t *cr,
               double width,
               double height,
               const SyChartStyle *style)
{
  SyInk ink;

  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);
  g_return_if_fail (style != NULL);

  if (!has_room (width, height))
    return;
  cairo_save (cr);
  cairo_rectangle (cr, 0.0, 0.0, width, height);
  cairo_clip (cr);
  sy_ink_init (&ink, cr, width, height, style);
  paint (self, &ink);
  sy_ink_clear (&ink);
  cairo_restore (cr);
}

gboolean
sy_chart_hit (SyChart *self,
              double width,
              double height,
              const SyChartStyle *style,
              double x,
              double y,
              SyChartHit *out_hit)
{
  SyInk ink;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (style != NULL, FALSE);
  g_return_val_if_fail (out_hit != NULL, FALSE);

  memset (out_hit, 0, sizeof *out_hit);
  out_hit->value_x = NAN;
  out_hit->value_y = NAN;
  if (!has_room (width, height))
    return FALSE;

  sy_ink_init (&ink, NULL, width, height, style);
  ink.probe_x = x;
  ink.probe_y = y;
  paint (self, &ink);
  *out_hit = ink.hit;
  out_hit->value_x = NAN;
  out_hit->value_y = NAN;
  if (x >= ink.plot.x && x <= ink.plot.x + ink.plot.width && y >= ink.plot.y &&
      y <= ink.plot.y + ink.plot.height)
    {
      if (ink.has_x)
        out_hit->value_x = sy_chart_scale_unmap (&ink.x, x);
      if (ink.has_y)
        out_hit->value_y = sy_chart_scale_unmap (&ink.y, y);
      if (out_hit->kind == SY_CHART_HIT_NONE && (ink.has_x || ink.has_y))
        {
          out_hit->kind = SY_CHART_HIT_PLOT;
          out_hit->x = ink.plot.x;
          out_hit->y = ink.plot.y;
          out_hit->width = ink.plot.width;
          out_hit->height = ink.plot.height;
        }
    }
  sy_ink_clear (&ink);
  if (out_hit->kind != SY_CHART_HIT_NONE && out_hit->kind != SY_CHART_HIT_PLOT &&
      self->klass->tooltip != NULL)
    out_hit->tooltip = self->klass->tooltip (self, out_hit, style->thousands);
  return out_hit->kind != SY_CHART_HIT_NONE;
}

void
sy_chart_hit_clear (SyChartHit *hit)
{
  g_return_if_fail (hit != NULL);

  g_free (hit->tooltip);
  memset (hit, 0, sizeof *hit);
}

/* The scale of the x axis as drawn; FALSE when there is none. */
static gboolean
lay_out_x (SyChart *self,
           double width,
           double height,
           const SyChartStyle *style,
           SyChartScale *out_scale)
{
  SyInk ink;
  gboolean has_x;

  if (!has_room (width, height))
    return FALSE;
  sy_ink_init (&ink, NULL, width, height, style);
  ink.probe_x = -1e9;
  ink.probe_y = -1e9;
  paint (self, &ink);
  *out_scale = ink.x;
  has_x = ink.has_x;
  sy_ink_clear (&ink);
  return has_x;
}

double
sy_chart_x_to_value (SyChart *self,
                     double width,
                     double height,
                     const SyChartStyle *style,
                     double x)
{
  SyChartScale scale;

  g_return_val_if_fail (self != NULL, NAN);
  g_return_val_if_fail (style != NULL, NAN);

  if (!lay_out_x (self, width, height, style, &scale))
    return NAN;
  return CLAMP (sy_chart_scale_unmap (&scale, x), scale.lo, scale.hi);
}

double
sy_chart_value_to_x (SyChart *self,
                     double width,
                     double height,
                     const SyChartStyle *style,
                     double value)
{
  SyChartScale scale;

  g_return_val_if_fail (self != NULL, NAN);
  g_return_val_if_fail (style != NULL, NAN);

  if (!lay_out_x (self, width, height, style, &scale))
    return NAN;
  return sy_chart_scale_map (&scale, value);
}

char *
sy_chart_describe (SyChart *self)
{
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  sentence = self->empty != NULL ? g_strconcat (self->empty, ".", NULL)
                                 : self->klass->describe (self);
  if (self->title == NULL || *self->title == '\0')
    return g_steal_pointer (&sentence);
  return g_strdup_printf ("%s: %s", self->title, sentence);
}

SyChartTable *
sy_chart_to_table (SyChart *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->klass->tabulate (self);
}

SyChartTable *
sy_chart_table_new (gsize n_rows,
                    ...)
{
  SyChartTable *table = g_new0 (SyChartTable, 1);
  g_autoptr (GPtrArray) header = g_ptr_array_new ();
  g_autoptr (GArray) numeric = g_array_new (FALSE, FALSE, sizeof (gboolean));
  const char *name;
  va_list names;

  va_start (names, n_rows);
  while ((name = va_arg (names, const char *)) != NULL)
    {
      gboolean is_number = va_arg (names, int) == 'n';

      g_ptr_array_add (header, g_strdup (name));
      g_array_append_val (numeric, is_number);
    }
  va_end (names);

  table->n_rows = n_rows;
  table->n_columns = header->len;
  table->header = (char **) g_ptr_array_steal (header, NULL);
  table->numeric = (gboolean *) (gpointer) g_array_steal (numeric, NULL);
  table->cells = g_new0 (char *, MAX (n_rows * table->n_columns, 1));
  return table;
}

void
sy_chart_table_set (SyChartTable *table,
                    gsize row,
                    gsize column,
                    char *text)
{
  char **cell = &table->cells[row * table->n_columns + column];

  g_free (*cell);
  *cell = text;
}

const char *
sy_chart_table_get (const SyChartTable *table,
                    gsize row,
                    gsize column)
{
  const char *text;

  g_return_val_if_fail (table != NULL, "");
  g_return_val_if_fail (row < table->n_rows && column < table->n_columns, "");

  text = table->cells[row * table->n_columns + column];
  return text != NULL ? text : "";
}

void
sy_chart_table_free (SyChartTable *table)
{
  g_return_if_fail (table != NULL);

  for (gsize i = 0; i < table->n_rows * table->n_columns; i++)
    g_free (table->cells[i]);
  for (gsize i = 0; i < table->n_columns; i++)
    g_free (table->header[i]);
  g_free (table->cells);
  g_free (table->header);
  g_free (table->numeric);
  g_free (table);
}
