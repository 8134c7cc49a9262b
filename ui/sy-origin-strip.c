/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-origin-strip.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"

static char *
describe (const SyOriginTuning *figures,
          const char *date,
          int version)
{
  g_autofree char *n = sy_format_count ((gint64) figures->n);
  g_autofree char *positive = sy_format_count ((gint64) figures->n_positive);
  g_autofree char *low = sy_format_number (figures->draft.low, 3);
  g_autofree char *high = sy_format_number (figures->draft.high, 3);
  g_autofree char *published = sy_format_number (figures->published.value, 3);
  g_autofree char *p = sy_format_p (figures->comparison.p);

  if (isnan (figures->draft.value))
    return g_strdup_printf (_ ("%s: %s of %s people with the outcome, too few for an AUC"), date,
                            positive, n);
  if (version == 0 || isnan (figures->comparison.difference))
    return g_strdup_printf (_ ("%s: 95 %% interval %s to %s (DeLong), %s of %s people with the outcome"),
                            date, low, high, positive, n);
  return g_strdup_printf (
      _ ("%s: 95 %% interval %s to %s (DeLong), v%d %s, %s, %s of %s people with the outcome"), date,
      low, high, version, published, p, positive, n);
}

static void
show_cell (SyFigureStrip *strip,
           guint index,
           const SyOriginTuning *figures,
           SyZone *zone,
           int version)
{
  g_autofree char *date = sy_format_as_of (zone, figures->as_of);
  g_autofree char *value = sy_format_number (figures->draft.value, 3);
  g_autofree char *tip = describe (figures, date, version);
  double difference = version > 0 ? figures->comparison.difference : (double) NAN;
  SyTone tone;
  g_autofree char *change = sy_metric_change_text (difference, 3, &tone);

  /* What stays as it was needs no words in a narrow cell. */
  if (tone == SY_TONE_PLAIN && !isnan (difference))
    {
      g_free (change);
      change = g_strdup ("=");
    }
  sy_figure_strip_set_cell (strip, index, date, value, change, tone, tip);
}

void
sy_origin_strip_show (SyFigureStrip *strip,
                      GArray *figures,
                      SyZone *zone,
                      int version)
{
  guint n = figures != NULL ? MIN (figures->len, SY_FIGURE_STRIP_CELLS) : 0;
  g_autofree char *against = version > 0 ? g_strdup_printf (_ ("against v%d"), version)
                                         : g_strdup (_ ("of the draft"));

  g_return_if_fail (SY_IS_FIGURE_STRIP (strip));

  sy_figure_strip_set_heading (strip, _ ("AUC by date"), against);
  for (guint i = 0; i < n; i++)
    show_cell (strip, i, &g_array_index (figures, SyOriginTuning, i), zone, version);
  /* One date is that of the figures above. */
  sy_figure_strip_set_n_cells (strip, n > 1 ? n : 0);
}
