/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts as files. cairo's output is the same for the same drawing but for two
 * things: the date of making in a PDF, which is set, and the surface numbers in
 * an SVG, which count all surfaces of the process and are taken out. */
#include "config.h"

#include "sy-chart-save-private.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#define MAX_PIXELS 32000.0
#define MAX_UNITS 14400.0

cairo_status_t
sy_chart_collect_cb (void *closure,
                     const unsigned char *data,
                     unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check_size (double width,
            double height,
            double limit,
            GError **error)
{
  if (isfinite (width) && isfinite (height) && width >= 24.0 && height >= 16.0 && width <= limit &&
      height <= limit)
    return TRUE;
  g_set_error (error, SY_CHART_ERROR, SY_CHART_ERROR_RENDER,
               "a chart cannot be made %d × %d units large; from 24 × 16 to %d × %d can",
               (int) CLAMP (width, -1e9, 1e9), (int) CLAMP (height, -1e9, 1e9), (int) limit,
               (int) limit);
  return FALSE;
}

/* Draws on a surface and ends it; FALSE when cairo reports trouble. */
static gboolean
draw_on (SyChart *self,
         cairo_surface_t *surface,
         double ratio,
         double width,
         double height,
         const SyChartStyle *style,
         GError **error)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, ratio, ratio);
  sy_chart_draw (self, cr, width, height, style);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, SY_CHART_ERROR, SY_CHART_ERROR_RENDER, "the picture could not be drawn: %s",
                 cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}

static GBytes *
to_png (SyChart *self,
        double width,
        double height,
        const SyChartStyle *style,
        GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double ratio = CLAMP (style->png_ratio, 0.25, 8.0);
  cairo_surface_t *surface;
  gboolean ok;

  if (!check_size (width, height, MAX_PIXELS / ratio, error))
    return NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width * ratio),
                                        (int) ceil (height * ratio));
  ok = draw_on (self, surface, ratio, width, height, style, error);
  if (ok)
    ok = cairo_surface_write_to_png_stream (surface, sy_chart_collect_cb, bytes) ==
         CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy (surface);
  return ok ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

static GBytes *
to_pdf (SyChart *self,
        double width,
        double height,
        const SyChartStyle *style,
        GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  const char *title = sy_chart_get_title (self);
  gboolean ok;

  if (!check_size (width, height, MAX_UNITS, error))
    return NULL;
  surface = cairo_pdf_surface_create_for_stream (sy_chart_collect_cb, bytes, width, height);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, SY_CHART_PDF_DATE);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Steelyard");
  if (title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  ok = draw_on (self, surface, 1.0, width, height, style, error);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return ok ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes)) : NULL;
}

/* Puts @prefix before every id and reference, and drops the surface numbers. */
static char *
rename_ids (const char *svg,
            const char *prefix)
{
  static const char *const starts[] = { " id=\"", "href=\"#", "url(#" };
  GString *out = g_string_sized_new (strlen (svg) + 1024);

  while (*svg != '\0')
    {
      gsize matched = 0;

      for (guint i = 0; i < G_N_ELEMENTS (starts) && matched == 0; i++)
        if (g_str_has_prefix (svg, starts[i]))
          matched = strlen (starts[i]);
      if (matched == 0)
        {
          g_string_append_c (out, *svg++);
          continue;
        }
      g_string_append_len (out, svg, (gssize) matched);
      g_string_append (out, prefix);
      svg += matched;
      if (g_str_has_prefix (svg, "surface"))
        {
          g_string_append (out, "surface");
          svg += strlen ("surface");
          svg += strspn (svg, "0123456789");
        }
    }
  return g_string_free (out, FALSE);
}

/* The text with title, description and role for screen readers. */
static char *
add_words (SyChart *self,
           const char *svg,
           double width,
           double height,
           gboolean inline_svg)
{
  const char *title = sy_chart_get_title (self);
  g_autofree char *sentence = sy_chart_describe (self);
  g_autofree char *safe_title =
      g_markup_escape_text (title != NULL && *title != '\0' ? title : "Chart", -1);
  g_autofree char *safe_text = g_markup_escape_text (sentence, -1);
  const char *tag = strstr (svg, "<svg ");
  const char *end = tag != NULL ? strchr (tag, '>') : NULL;
  GString *out = g_string_sized_new (strlen (svg) + 1024);

  if (end == NULL)
    return g_string_free (g_string_append (out, svg), FALSE);
  if (inline_svg)
    g_string_append_printf (
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 %d %d\" role=\"img\">",
        (int) ceil (width), (int) ceil (height));
  else
    {
      g_string_append_len (out, svg, end - svg);
      g_string_append (out, " role=\"img\">");
    }
  g_string_append_printf (out, "\n<title>%s</title>\n<desc>%s</desc>", safe_title, safe_text);
  g_string_append (out, end + 1);
  return g_string_free (out, FALSE);
}

char *
sy_chart_to_svg (SyChart *self,
                 double width,
                 double height,
                 const SyChartStyle *style,
                 const char *prefix,
                 gboolean inline_svg,
                 GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *named = NULL;
  cairo_surface_t *surface;
  gboolean ok;

  if (!check_size (width, height, MAX_UNITS, error))
    return NULL;
  surface = cairo_svg_surface_create_for_stream (sy_chart_collect_cb, bytes, width, height);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  ok = draw_on (self, surface, 1.0, width, height, style, error);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  if (!ok)
    return NULL;
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  named = rename_ids ((const char *) bytes->data, prefix);
  return add_words (self, named, width, height, inline_svg);
}

GBytes *
sy_chart_to_bytes (SyChart *self,
                   SyChartFormat format,
                   double width,
                   double height,
                   const SyChartStyle *style,
                   GError **error)
{
  char *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (style != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  switch (format)
    {
    case SY_CHART_FORMAT_PDF:
      return to_pdf (self, width, height, style, error);
    case SY_CHART_FORMAT_SVG:
      text = sy_chart_to_svg (self, width, height, style, "", FALSE, error);
      return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
    case SY_CHART_FORMAT_PNG:
    default:
      return to_png (self, width, height, style, error);
    }
}

gboolean
sy_chart_format_from_path (const char *path,
                           SyChartFormat *out_format,
                           GError **error)
{
  static const char *const endings[] = {
    [SY_CHART_FORMAT_PNG] = ".png",
    [SY_CHART_FORMAT_SVG] = ".svg",
    [SY_CHART_FORMAT_PDF] = ".pdf",
  };
  g_autofree char *lower = NULL;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (out_format != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      {
        *out_format = (SyChartFormat) i;
        return TRUE;
      }
  g_set_error (error, SY_CHART_ERROR, SY_CHART_ERROR_FORMAT,
               "%s: the file name must end in .png, .svg or .pdf", path);
  return FALSE;
}

gboolean
sy_chart_save (SyChart *self,
               const char *path,
               double width,
               double height,
               const SyChartStyle *style,
               GError **error)
{
  SyChartFormat format;
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize size;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (!sy_chart_format_from_path (path, &format, error))
    return FALSE;
  bytes = sy_chart_to_bytes (self, format, width, height, style, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  return g_file_set_contents_full (path, data, (gssize) size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0644, error);
}
