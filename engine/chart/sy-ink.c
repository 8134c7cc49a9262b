/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pen. Text is set in fractions of a unit without hinting, so that a chart
 * has the same layout on a screen, in a file and while it is only probed; lines
 * and bars are put on whole units, so that they are crisp on a screen. */
#include "config.h"

#include "sy-ink-private.h"

#include <math.h>
#include <string.h>

static const struct
{
  double size;
  PangoWeight weight;
} font_table[SY_N_FONTS] = {
  [SY_FONT_TITLE] = { 14.0, PANGO_WEIGHT_BOLD },
  [SY_FONT_SUBTITLE] = { 12.0, PANGO_WEIGHT_NORMAL },
  [SY_FONT_LABEL] = { 11.0, PANGO_WEIGHT_NORMAL },
  [SY_FONT_VALUE] = { 11.5, PANGO_WEIGHT_NORMAL },
  [SY_FONT_NAME] = { 12.0, PANGO_WEIGHT_NORMAL },
};

static void
init_fonts (SyInk *self)
{
  for (guint i = 0; i < SY_N_FONTS; i++)
    {
      PangoRectangle inked;
      int baseline;
      PangoRectangle logical;

      self->fonts[i] = pango_font_description_from_string (self->style->font_family);
      pango_font_description_set_weight (self->fonts[i], font_table[i].weight);
      pango_font_description_set_absolute_size (self->fonts[i], round (font_table[i].size *
                                                                       self->unit * PANGO_SCALE));
      pango_layout_set_font_description (self->layout, self->fonts[i]);
      pango_layout_set_text (self->layout, "0", 1);
      pango_layout_get_extents (self->layout, &inked, &logical);
      baseline = pango_layout_get_baseline (self->layout);
      self->ascent[i] = (double) (baseline - logical.y) / PANGO_SCALE;
      self->descent[i] = (double) (logical.y + logical.height - baseline) / PANGO_SCALE;
      self->cap[i] = (double) (baseline - inked.y) / PANGO_SCALE;
    }
}

void
sy_ink_init (SyInk *self,
             cairo_t *cr,
             double width,
             double height,
             const SyChartStyle *style)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  memset (self, 0, sizeof *self);
  self->cr = cr;
  self->style = style;
  self->width = width;
  self->height = height;
  self->unit = CLAMP (style->scale, 0.25, 8.0);
  self->best_rank = -1;

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  pango_context_set_language (self->context, pango_language_from_string ("en"));
  cairo_font_options_destroy (options);

  self->layout = pango_layout_new (self->context);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  init_fonts (self);
}

void
sy_ink_clear (SyInk *self)
{
  for (guint i = 0; i < SY_N_FONTS; i++)
    g_clear_pointer (&self->fonts[i], pango_font_description_free);
  g_clear_object (&self->layout);
  g_clear_object (&self->context);
}

static double
linear_light (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (SyColor color)
{
  return 0.2126 * linear_light (color.red) + 0.7152 * linear_light (color.green) +
         0.0722 * linear_light (color.blue);
}

SyColor
sy_color_mix (SyColor a,
              SyColor b,
              double share_of_b)
{
  return (SyColor){ a.red + (b.red - a.red) * share_of_b,
                    a.green + (b.green - a.green) * share_of_b,
                    a.blue + (b.blue - a.blue) * share_of_b,
                    a.alpha + (b.alpha - a.alpha) * share_of_b };
}

SyColor
sy_color_fade (SyColor color,
               double alpha)
{
  color.alpha *= alpha;
  return color;
}

double
sy_color_contrast (SyColor a,
                   SyColor b)
{
  double la = luminance (a), lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

/* What text stands on: a see-through background is guessed from the text. */
static SyColor
paper (const SyInk *self)
{
  SyColor color = self->style->background;

  if (color.alpha < 0.5)
    color = luminance (self->style->text) > 0.4 ? (SyColor){ 0.19, 0.19, 0.19, 1.0 }
                                                : (SyColor){ 1.0, 1.0, 1.0, 1.0 };
  color.alpha = 1.0;
  return color;
}

SyColor
sy_ink_readable (const SyInk *self,
                 SyColor color)
{
  SyColor behind = paper (self);
  SyColor mixed = color;

  for (double share = 0.1; share <= 1.0 && sy_color_contrast (mixed, behind) < 4.5; share += 0.1)
    mixed = sy_color_mix (color, self->style->text, share);
  return mixed;
}

SyColor
sy_ink_on (const SyInk *self,
           SyColor color)
{
  SyColor behind = sy_color_mix (paper (self), color, color.alpha);
  SyColor black = { 0.12, 0.12, 0.14, 1.0 };
  SyColor white = { 1.0, 1.0, 1.0, 1.0 };

  return sy_color_contrast (white, behind) >= sy_color_contrast (black, behind) ? white : black;
}

SyColor
sy_ink_band (const SyInk *self,
             guint band,
             guint n_bands)
{
  SyColor color;

  sy_chart_style_band (self->style, band, n_bands, &color);
  return color;
}

static void
set_text (SyInk *self,
          SyFont font,
          const char *text)
{
  pango_layout_set_font_description (self->layout, self->fonts[font]);
  pango_layout_set_width (self->layout, -1);
  pango_layout_set_height (self->layout, -1);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text (self->layout, text, -1);
}

static double
text_width (SyInk *self)
{
  PangoRectangle logical;

  pango_layout_get_extents (self->layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

double
sy_ink_text_width (SyInk *self,
                   SyFont font,
                   const char *text)
{
  set_text (self, font, text);
  return text_width (self);
}

double
sy_ink_line_height (const SyInk *self,
                    SyFont font)
{
  return self->ascent[font] + self->descent[font];
}

/* Shows the layout with its point as @x_align and @y_align say. */
static void
show_text (SyInk *self,
           SyFont font,
           SyColor color,
           double x,
           double y,
           double width,
           double x_align,
           double y_align)
{
  double baseline;

  if (self->cr == NULL)
    return;
  if (y_align < 0.25)
    baseline = y + self->ascent[font];
  else if (y_align > 0.75)
    baseline = y - self->descent[font];
  else
    baseline = y + self->cap[font] / 2.0;
  cairo_set_source_rgba (self->cr, color.red, color.green, color.blue, color.alpha);
  cairo_move_to (self->cr, x - width * x_align,
                 round (baseline) -
                     (double) pango_layout_get_baseline (self->layout) / PANGO_SCALE);
  pango_cairo_show_layout (self->cr, self->layout);
  cairo_new_path (self->cr);
}

void
sy_ink_text (SyInk *self,
             SyFont font,
             SyColor color,
             const char *text,
             double x,
             double y,
             double x_align,
             double y_align)
{
  set_text (self, font, text);
  show_text (self, font, color, x, y, x_align > 0.0 ? text_width (self) : 0.0, x_align, y_align);
}

double
sy_ink_text_fit (SyInk *self,
                 SyFont font,
                 SyColor color,
                 const char *text,
                 double x,
                 double y,
                 double x_align,
                 double y_align,
                 double max_width)
{
  double width;

  if (max_width < 1.0)
    return 0.0;
  set_text (self, font, text);
  width = text_width (self);
  if (width > max_width)
    {
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (self->layout, (int) floor (max_width * PANGO_SCALE));
      width = MIN (text_width (self), max_width);
    }
  show_text (self, font, color, x, y, width, x_align, y_align);
  return width;
}

void
sy_ink_text_halo (SyInk *self,
                  SyFont font,
                  SyColor color,
                  const char *text,
                  double x,
                  double y,
                  double x_align,
                  double y_align)
{
  double width = sy_ink_text_width (self, font, text);
  double height = self->cap[font] + 6.0 * self->unit;
  double top = y - height * 0.5;

  if (y_align < 0.25)
    top = y + self->ascent[font] - self->cap[font] - 3.0 * self->unit;
  else if (y_align > 0.75)
    top = y - self->descent[font] - self->cap[font] - 3.0 * self->unit;
  sy_ink_fill_rounded (self,
                       (SyRect){ x - width * x_align - 3.0 * self->unit, top,
                                 width + 6.0 * self->unit, height },
                       3.0, SY_CORNER_ALL, sy_color_fade (paper (self), 0.8));
  sy_ink_text (self, font, color, text, x, y, x_align, y_align);
}
