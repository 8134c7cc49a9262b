/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-band-mark.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>
#include <sy-chart.h>

#define DOT "●"

static guint16
to_pango (double part)
{
  return (guint16) lround (part * G_MAXUINT16);
}

void
sy_band_mark_show (GtkInscription *cell,
                   const char *text,
                   guint band,
                   guint n_bands)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *marked = NULL;
  PangoAttribute *colour;
  SyChartStyle style;
  SyColor of_band;

  if (band == G_MAXUINT)
    {
      gtk_inscription_set_attributes (cell, NULL);
      gtk_inscription_set_text (cell, text);
      return;
    }
  sy_chart_style_init (&style, adw_style_manager_get_dark (adw_style_manager_get_default ()));
  sy_chart_style_band (&style, band, n_bands, &of_band);
  attributes = pango_attr_list_new ();
  colour = pango_attr_foreground_new (to_pango (of_band.red), to_pango (of_band.green),
                                      to_pango (of_band.blue));
  colour->end_index = strlen (DOT);
  pango_attr_list_insert (attributes, colour);
  marked = g_strconcat (DOT " ", text, NULL);
  gtk_inscription_set_text (cell, marked);
  gtk_inscription_set_attributes (cell, attributes);
}
