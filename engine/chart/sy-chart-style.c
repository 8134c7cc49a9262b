/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-style.h"

#include <math.h>

#define RGB(hex)                                                                   \
  {                                                                                \
    ((hex) >> 16) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) &0xff) / 255.0, 1.0 \
  }
#define RGBA(hex, a)                                                             \
  {                                                                              \
    ((hex) >> 16) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) &0xff) / 255.0, a \
  }

static const SyChartStyle light = {
  .font_family = "Cantarell, sans",
  .scale = 1.0,
  .png_ratio = 2.0,
  .thousands = ",",
  .padding = 16.0,
  .show_titles = TRUE,
  .background = RGB (0xffffff),
  .text = RGB (0x2f2f33),
  .dim = RGB (0x6f6f74),
  .grid = RGB (0xececee),
  .line = RGB (0x241f31),
  .accent = RGB (0x1c71d8),
  .pill = RGB (0x241f31),
  .pill_text = RGB (0xffffff),
  .gap = RGBA (0xe5a50a, 0.26),
  .band_low = RGB (0xc64600),
  .band_middle = RGB (0x9a9996),
  .band_high = RGB (0x1c71d8),
};

static const SyChartStyle dark = {
  .font_family = "Cantarell, sans",
  .scale = 1.0,
  .png_ratio = 2.0,
  .thousands = ",",
  .padding = 16.0,
  .show_titles = TRUE,
  .background = RGB (0x303030),
  .text = RGB (0xf2f2f2),
  .dim = RGB (0xb4b4b6),
  .grid = RGB (0x414143),
  .line = RGB (0xf6f5f4),
  .accent = RGB (0x62a0ea),
  .pill = RGB (0xf6f5f4),
  .pill_text = RGB (0x241f31),
  .gap = RGBA (0xf5c211, 0.24),
  .band_low = RGB (0xf08437),
  .band_middle = RGB (0x8f8f8c),
  .band_high = RGB (0x62a0ea),
};

void
sy_chart_style_init (SyChartStyle *style,
                     gboolean is_dark)
{
  g_return_if_fail (style != NULL);

  *style = is_dark ? dark : light;
}

static double
mix (double a,
     double b,
     double share)
{
  /* In linear light (gamma 2.2), where a mix of two colours is not muddy. */
  return pow (pow (a, 2.2) * (1.0 - share) + pow (b, 2.2) * share, 1.0 / 2.2);
}

void
sy_chart_style_band (const SyChartStyle *style,
                     guint band,
                     guint n_bands,
                     SyColor *out_color)
{
  double position;
  const SyColor *from, *to;

  g_return_if_fail (style != NULL);
  g_return_if_fail (out_color != NULL);

  if (n_bands < 2)
    {
      *out_color = style->band_high;
      return;
    }
  position = 2.0 * MIN (band, n_bands - 1) / (n_bands - 1);
  from = position < 1.0 ? &style->band_low : &style->band_middle;
  to = position < 1.0 ? &style->band_middle : &style->band_high;
  if (position >= 1.0)
    position -= 1.0;
  out_color->red = mix (from->red, to->red, position);
  out_color->green = mix (from->green, to->green, position);
  out_color->blue = mix (from->blue, to->blue, position);
  out_color->alpha = from->alpha * (1.0 - position) + to->alpha * position;
}
