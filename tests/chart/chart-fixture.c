/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "chart-fixture.h"
#include "sample-charts.h"

SyChart *
chart_fixture_make (const char *name)
{
  gsize n_samples;
  const SyChartSample *samples = sy_chart_samples (&n_samples);

  for (gsize i = 0; i < n_samples; i++)
    if (g_str_equal (samples[i].name, name))
      return samples[i].make ();
  g_assert_not_reached ();
}

SyChartStyle
chart_fixture_bare_style (void)
{
  SyChartStyle style;

  sy_chart_style_init (&style, FALSE);
  style.show_titles = FALSE;
  style.padding = 0.0;
  return style;
}

cairo_surface_t *
chart_fixture_render (SyChart *chart,
                      double width,
                      double height,
                      const SyChartStyle *style)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) width,
                                                         (int) height);
  cairo_t *cr = cairo_create (surface);

  sy_chart_draw (chart, cr, width, height, style);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

guint32
chart_fixture_pixel_at (cairo_surface_t *surface,
                        double x,
                        double y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  memcpy (&pixel,
          data + (gsize) y * (gsize) cairo_image_surface_get_stride (surface) + (gsize) x * 4, 4);
  return pixel;
}
