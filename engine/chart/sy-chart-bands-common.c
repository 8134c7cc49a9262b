/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-bands-private.h"

#include <math.h>
#include <string.h>

#include "sy-chart-text-private.h"

const char *const *
sy_chart_keep_band_names (SyChart *self,
                          const char *const *names,
                          guint n_bands)
{
  const char **copies = g_new0 (const char *, n_bands + 1);

  for (guint i = 0; i < n_bands; i++)
    {
      g_autofree char *number = g_strdup_printf ("Band %u", i + 1);
      const char *name = names != NULL && names[i] != NULL && *names[i] != '\0' ? names[i] : number;

      copies[i] = sy_chart_keep_text (self, name);
    }
  return sy_chart_take (self, copies);
}

const double *
sy_chart_keep_thresholds (SyChart *self,
                          const double *thresholds,
                          guint n_bands)
{
  double *copy = g_new0 (double, MAX (n_bands, 1));

  for (guint i = 0; i + 1 < n_bands; i++)
    {
      copy[i] = thresholds != NULL && isfinite (thresholds[i]) ? thresholds[i] : i > 0 ? copy[i - 1]
                                                                                       : 0.0;
      if (i > 0)
        copy[i] = MAX (copy[i], copy[i - 1]);
    }
  return sy_chart_take (self, copy);
}

static SySideLabel *
make_labels (SyInk *ink,
             const char *const *names,
             const double *thresholds,
             guint n_bands,
             GPtrArray *texts)
{
  SySideLabel *labels = g_new0 (SySideLabel, MAX (n_bands, 1));

  for (guint i = 0; i + 1 < n_bands; i++)
    {
      g_autofree char *value = sy_text_value (thresholds[i], ink->style->thousands);
      /* The lower half is named by who is below, the upper by who is above: the ends matter. */
      gboolean below = 2 * (i + 1) <= n_bands - 1;

      if (below)
        labels[i].text = g_strdup_printf ("%s < %s", names[i], value);
      else
        labels[i].text = g_strdup_printf ("%s \xe2\x89\xa5 %s", names[i + 1], value);
      labels[i].color = sy_ink_readable (ink, sy_ink_band (ink, below ? i : i + 1, n_bands));
      labels[i].y = sy_chart_scale_map (&ink->y, thresholds[i]);
      g_ptr_array_add (texts, (gpointer) labels[i].text);
    }
  return labels;
}

double
sy_chart_thresholds_room (SyInk *ink,
                          const char *const *names,
                          const double *thresholds,
                          guint n_bands)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree SySideLabel *labels = NULL;

  if (n_bands < 2)
    return 0.0;
  labels = make_labels (ink, names, thresholds, n_bands, texts);
  return sy_ink_side_room (ink, labels, n_bands - 1);
}

void
sy_chart_draw_thresholds (SyInk *ink,
                          const char *const *names,
                          const double *thresholds,
                          guint n_bands)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree SySideLabel *labels = NULL;
  gsize n_labels = 0;

  if (n_bands < 2)
    return;
  labels = make_labels (ink, names, thresholds, n_bands, texts);
  for (guint i = 0; i + 1 < n_bands; i++)
    {
      if (thresholds[i] < ink->y.lo || thresholds[i] > ink->y.hi)
        continue;
      sy_ink_rule_h (ink, ink->plot.x, ink->plot.x + ink->plot.width, labels[i].y, labels[i].color,
                     SY_LINE_DASHED);
      labels[n_labels++] = labels[i];
    }
  sy_ink_side_labels (ink, labels, n_labels);
}
