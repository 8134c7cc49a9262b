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

/* A colour in Oklab: lightness and two hue axes, in which the way from a colour
 * to grey keeps the hue. B. Ottosson, "A perceptual color space for image
 * processing" (2020). */
typedef struct
{
  double l;
  double a;
  double b;
} Lab;

static double
to_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
from_linear (double channel)
{
  channel = CLAMP (channel, 0.0, 1.0);
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * pow (channel, 1.0 / 2.4) - 0.055;
}

static Lab
to_lab (const SyColor *color)
{
  double red = to_linear (color->red), green = to_linear (color->green),
         blue = to_linear (color->blue);
  double l = cbrt (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  double m = cbrt (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  double s = cbrt (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);

  return (Lab){ 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s };
}

static SyColor
from_lab (Lab lab)
{
  double l = pow (lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3.0);
  double m = pow (lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3.0);
  double s = pow (lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3.0);

  return (SyColor){ from_linear (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                    from_linear (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                    from_linear (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
                    1.0 };
}

static SyColor
mix (const SyColor *from,
     const SyColor *to,
     double share)
{
  Lab a = to_lab (from), b = to_lab (to);
  SyColor color = from_lab (
      (Lab){ a.l + (b.l - a.l) * share, a.a + (b.a - a.a) * share, a.b + (b.b - a.b) * share });

  color.alpha = from->alpha * (1.0 - share) + to->alpha * share;
  return color;
}

void
sy_chart_style_band (const SyChartStyle *style,
                     guint band,
                     guint n_bands,
                     SyColor *out_color)
{
  g_return_if_fail (style != NULL);
  g_return_if_fail (out_color != NULL);

  if (n_bands < 2)
    {
      *out_color = style->band_high;
      return;
    }
  /* The three given colours are kept to the bit. */
  if (band == 0)
    *out_color = style->band_low;
  else if (band >= n_bands - 1)
    *out_color = style->band_high;
  else if (2 * band == n_bands - 1)
    *out_color = style->band_middle;
  else if (2 * band < n_bands - 1)
    *out_color = mix (&style->band_low, &style->band_middle, 2.0 * band / (n_bands - 1.0));
  else
    *out_color = mix (&style->band_middle, &style->band_high, 2.0 * band / (n_bands - 1.0) - 1.0);
}
