/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tune-charts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"

static char **
band_names (const SyModel *model)
{
  char **names = g_new0 (char *, model->bands->len + 1);

  for (guint i = 0; i < model->bands->len; i++)
    names[i] = model->display == SY_DISPLAY_LETTER ? sy_model_format_band (model, i)
                                                   : g_strdup (sy_model_get_band (model, i)->name);

  return names;
}

static double *
thresholds_of (const SyModel *model)
{
  double *thresholds = g_new (double, MAX (1, model->bands->len));

  for (guint i = 1; i < model->bands->len; i++)
    thresholds[i - 1] = sy_model_get_band (model, i)->min;

  return thresholds;
}

gboolean
sy_tune_charts_has_thresholds (const SyTuning *tuning,
                               const SyModel *draft)
{
  const SyTuningSide *side;

  g_return_val_if_fail (tuning != NULL && draft != NULL, FALSE);

  side = &tuning->draft;
  if (side->n_bands != draft->bands->len)
    return FALSE;

  for (guint i = 1; i < draft->bands->len; i++)
    {
      if (side->bands[i].min != sy_model_get_band (draft, i)->min)
        return FALSE;
    }

  return TRUE;
}

static guint64 *
bin_totals (const SyTuning *tuning,
            const SyTuningSide *side)
{
  guint64 *totals = g_new0 (guint64, tuning->n_bins);

  for (gsize band = 0; band < side->n_bands; band++)
    for (gsize bin = 0; bin < tuning->n_bins; bin++)
      totals[bin] += side->histogram[band * tuning->n_bins + bin];

  return totals;
}

/* Band-major counts under the thresholds of @draft. */
static guint64 *
band_counts (const SyTuning *tuning,
             const SyModel *draft,
             const double *edges)
{
  const SyTuningSide *side = &tuning->draft;
  guint n_bands = draft->bands->len;
  guint64 *counts = g_new0 (guint64, MAX (1, n_bands) * tuning->n_bins);
  g_autofree guint64 *totals = NULL;

  if (sy_tune_charts_has_thresholds (tuning, draft))
    {
      for (gsize i = 0; i < side->n_bands * tuning->n_bins; i++)
        counts[i] = side->histogram[i];
      return counts;
    }

  totals = bin_totals (tuning, side);
  for (gsize bin = 0; bin < tuning->n_bins; bin++)
    {
      double width = edges[bin + 1] - edges[bin];
      guint64 given = 0;

      for (guint band = 0; band < n_bands; band++)
        {
          double upper = band + 1 < n_bands ? sy_model_get_band (draft, band + 1)->min : INFINITY;
          double below = CLAMP ((upper - edges[bin]) / width, 0, 1);
          guint64 until = MAX (given, (guint64) llround (below * (double) totals[bin]));

          counts[band * tuning->n_bins + bin] = until - given;
          given = until;
        }
    }

  return counts;
}

SyChart *
sy_tune_charts_distribution (const SyTuning *tuning,
                             const SyModel *draft,
                             int version)
{
  g_autofree double *edges = NULL;
  g_autofree double *thresholds = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree guint64 *counts = NULL;
  g_autofree guint64 *comparison = NULL;
  g_autofree char *people = NULL;
  g_autofree char *name = NULL;
  g_autofree char *subtitle = NULL;
  SyChartDistributionInfo info = { 0 };

  g_return_val_if_fail (tuning != NULL && draft != NULL, NULL);

  edges = g_new (double, tuning->n_bins + 1);
  for (gsize i = 0; i <= tuning->n_bins; i++)
    edges[i] = tuning->histogram_lo +
               (tuning->histogram_hi - tuning->histogram_lo) * (double) i / (double) tuning->n_bins;
  names = band_names (draft);
  thresholds = thresholds_of (draft);
  counts = band_counts (tuning, draft, edges);
  people = sy_format_count_of ((gint64) tuning->n_people, _ ("person"), _ ("people"));
  if (tuning->has_published && version > 0)
    {
      comparison = bin_totals (tuning, &tuning->published);
      name = g_strdup_printf (_ ("v%d published"), version);
      subtitle = g_strdup_printf (
          _ ("%s · filled: draft, coloured by band · line: %s · drag a threshold to move it"),
          people, name);
    }
  else
    subtitle = g_strdup_printf (_ ("%s · coloured by band · drag a threshold to move it"), people);

  info.title = _ ("Score distribution");
  info.subtitle = subtitle;
  info.x_label = _ ("score");
  info.n_bins = tuning->n_bins;
  info.edges = edges;
  info.n_bands = draft->bands->len;
  info.band_names = (const char *const *) names;
  info.thresholds = thresholds;
  info.counts = counts;
  info.comparison = comparison;
  info.comparison_name = name;

  return sy_chart_distribution_new (&info);
}
