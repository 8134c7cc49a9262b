/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-component-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"

static const struct
{
  const char *name;
  const char *definition;
} lines[] = {
  { N_ ("Recency"), N_ ("Points of rules that say how lately") },
  { N_ ("Frequency"), N_ ("Points of rules that say how often") },
  { N_ ("Depth"), N_ ("Points of rules that say how far and how widely") },
  { N_ ("Value"), N_ ("Points of rules that say how much it was worth") },
  { N_ ("Limits"), N_ ("What groups that count only their best rule, limits of groups and limits of the score change") },
  { N_ ("Scale"), N_ ("From the raw points to the score that people read") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (lines) == SY_N_COMPONENT_LINES);

const char *
sy_component_text_name (SyComponentLine line)
{
  g_return_val_if_fail (line < SY_N_COMPONENT_LINES, NULL);

  return _ (lines[line].name);
}

const char *
sy_component_text_define (SyComponentLine line)
{
  g_return_val_if_fail (line < SY_N_COMPONENT_LINES, NULL);

  return _ (lines[line].definition);
}

gboolean
sy_component_text_is_shown (const SyComponents *components,
                            SyComponentLine line)
{
  return line < SY_COMPONENT_LINE_LIMITS || fabs (components->lines[line]) >= 0.05;
}

char *
sy_component_text_sum (const SyComponents *components)
{
  GString *text = g_string_new (NULL);
  g_autofree char *score = sy_format_number (components->score, 1);
  g_autofree char *friction = sy_format_signed (components->friction, 1);

  for (guint i = 0; i < SY_N_COMPONENT_LINES; i++)
    {
      g_autofree char *name = g_utf8_strdown (_ (lines[i].name), -1);
      g_autofree char *points = sy_format_signed (components->lines[i], 1);

      if (sy_component_text_is_shown (components, (SyComponentLine) i))
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", name, points);
    }
  g_string_append_printf (text, " = %s", score);
  if (fabs (components->friction) >= 0.05)
    g_string_append_printf (text, _ (" · of it friction %s"), friction);
  return g_string_free (text, FALSE);
}

void
sy_component_text_show (SyFigureStrip *strip,
                        const SyComponents *components,
                        const char *score)
{
  g_autofree char *sum = g_strdup_printf (_ ("they sum to %s"), score);
  g_autofree char *friction = sy_format_signed (components->friction, 1);
  guint n = 0;

  sy_figure_strip_set_heading (strip, _ ("Parts"), sum);
  for (guint i = 0; i < SY_N_COMPONENT_LINES; i++)
    {
      g_autofree char *points = sy_format_signed (components->lines[i], 1);

      if (sy_component_text_is_shown (components, (SyComponentLine) i))
        sy_figure_strip_set_cell (strip, n++, _ (lines[i].name), points, "", SY_TONE_PLAIN,
                                  _ (lines[i].definition));
    }
  sy_figure_strip_set_cell (
      strip, n++, _ ("Friction"), friction, _ ("of it"),
      components->friction < -0.05 ? SY_TONE_LESS : SY_TONE_PLAIN,
      _ ("The part of the four that is bad news: cancellations, tickets, silence. It is in the sum once"));
  sy_figure_strip_set_n_cells (strip, n);
}
