/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "sample-charts.h"

static SyChart *
first_chart (void)
{
  gsize n_samples;

  return sy_chart_samples (&n_samples)[0].make ();
}

static GBytes *
bytes_of (SyChart *chart,
          SyChartFormat format)
{
  g_autoptr (GError) error = NULL;
  SyChartStyle style;
  GBytes *bytes;

  sy_chart_style_init (&style, FALSE);
  bytes = sy_chart_to_bytes (chart, format, 400.0, 250.0, &style, &error);
  g_assert_no_error (error);
  return bytes;
}

static gboolean
contains (GBytes *bytes,
          const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static void
test_png (void)
{
  g_autoptr (SyChart) chart = first_chart ();
  g_autoptr (GBytes) bytes = bytes_of (chart, SY_CHART_FORMAT_PNG);
  g_autofree char *folder = g_dir_make_tmp ("sy-chart-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "Ünicode name.PNG", NULL);
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface;
  SyChartStyle style;

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 8, "\x89PNG\r\n\x1a\n", 8);
  sy_chart_style_init (&style, FALSE);
  g_assert_true (sy_chart_save (chart, path, 400.0, 250.0, &style, &error));
  g_assert_no_error (error);
  surface = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 800);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 500);
  cairo_surface_destroy (surface);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
on_start (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  guint *n_elements = user_data;

  (*n_elements)++;
  for (gsize i = 0; names[i] != NULL; i++)
    g_assert_null (g_strrstr (values[i], "surface0"));
}

static void
test_svg (void)
{
  g_autoptr (SyChart) chart = first_chart ();
  g_autoptr (GBytes) bytes = bytes_of (chart, SY_CHART_FORMAT_SVG);
  static const GMarkupParser parser = { .start_element = on_start };
  guint n_elements = 0;
  g_autoptr (GMarkupParseContext)
      context = g_markup_parse_context_new (&parser, 0, &n_elements, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_markup_parse_context_parse (context, data, (gssize) size, &error));
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_cmpuint (n_elements, >, 50);
  g_assert_true (contains (bytes, "<title>Score distribution</title>"));
  g_assert_true (contains (bytes, "role=\"img\""));
  g_assert_true (contains (bytes, "people scored from 0 to 100"));
}

static void
test_svg_escapes (void)
{
  static const guint64 n[] = { 10 };
  SyChartBandsInfo info = { .title = "</svg><script>alert(1)</script>",
                            .n_bands = 1,
                            .n = n,
                            .positives = n,
                            .base_rate = NAN };
  g_autoptr (SyChart) chart = sy_chart_bands_new (&info);
  g_autoptr (GBytes) bytes = bytes_of (chart, SY_CHART_FORMAT_SVG);

  g_assert_false (contains (bytes, "<script"));
}

static void
test_pdf (void)
{
  g_autoptr (SyChart) chart = first_chart ();
  g_autoptr (GBytes) bytes = bytes_of (chart, SY_CHART_FORMAT_PDF);

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 5, "%PDF-", 5);
  g_assert_true (contains (bytes, "%%EOF"));
  g_assert_true (contains (bytes, "(20000101000000Z)"));
}

static void
test_same_bytes (void)
{
  gsize n_samples;
  const SyChartSample *samples = sy_chart_samples (&n_samples);

  for (gsize i = 0; i < n_samples; i++)
    for (int format = SY_CHART_FORMAT_PNG; format <= SY_CHART_FORMAT_PDF; format++)
      {
        g_autoptr (SyChart) one = samples[i].make ();
        g_autoptr (SyChart) other = samples[i].make ();
        g_autoptr (GBytes) first = bytes_of (one, (SyChartFormat) format);
        g_autoptr (GBytes) second = bytes_of (other, (SyChartFormat) format);

        g_assert_true (g_bytes_equal (first, second));
      }
}

static gpointer
draw_in_thread (gpointer data)
{
  return bytes_of (data, SY_CHART_FORMAT_SVG);
}

static void
test_threads (void)
{
  g_autoptr (SyChart) chart = first_chart ();
  g_autoptr (GBytes) expected = bytes_of (chart, SY_CHART_FORMAT_SVG);
  GThread *threads[3];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("chart", draw_in_thread, chart);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GBytes) bytes = g_thread_join (threads[i]);

      g_assert_true (g_bytes_equal (bytes, expected));
    }
}

static void
test_errors (void)
{
  g_autoptr (SyChart) chart = first_chart ();
  SyChartStyle style;
  static const double sizes[][2] = {
    { 1e9, 100.0 }, { 100.0, 1e9 }, { NAN, 100.0 }, { 3.0, 100.0 }, { -5.0, 100.0 }
  };

  sy_chart_style_init (&style, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int format = SY_CHART_FORMAT_PNG; format <= SY_CHART_FORMAT_PDF; format++)
      {
        g_autoptr (GError) error = NULL;

        g_assert_null (sy_chart_to_bytes (chart, (SyChartFormat) format, sizes[i][0], sizes[i][1],
                                          &style, &error));
        g_assert_error (error, SY_CHART_ERROR, SY_CHART_ERROR_RENDER);
      }
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (sy_chart_save (chart, "chart.gif", 400.0, 250.0, &style, &error));
    g_assert_error (error, SY_CHART_ERROR, SY_CHART_ERROR_FORMAT);
  }
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (
        sy_chart_save (chart, "/nonexistent-folder/chart.png", 400.0, 250.0, &style, &error));
    g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/save/png", test_png);
  g_test_add_func ("/chart/save/svg", test_svg);
  g_test_add_func ("/chart/save/svg-escapes", test_svg_escapes);
  g_test_add_func ("/chart/save/pdf", test_pdf);
  g_test_add_func ("/chart/save/same-bytes", test_same_bytes);
  g_test_add_func ("/chart/save/threads", test_threads);
  g_test_add_func ("/chart/save/errors", test_errors);
  return g_test_run ();
}
