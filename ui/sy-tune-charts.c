/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tune-charts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"

static const char **
band_names (const SyModel *model)
{
  const char **names = g_new (const char *, model->bands->len);

  for (guint i = 0; i < model->bands->len; i++)
    names[i] = sy_model_get_band (model, i)->name;

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

static char *
version_name (int version)
{
  return g_strdup_printf (_ ("v%d"), version);
}

SyChart *
sy_tune_charts_distribution (const SyTuning *tuning,
                             const SyModel *draft,
                             int version)
{
  g_autofree double *edges = NULL;
  g_autofree double *thresholds = NULL;
  g_autofree const char **names = NULL;
  g_autofree guint64 *counts = NULL;
  g_autofree guint64 *comparison = NULL;
  g_autofree char *people = NULL;
  g_autofree char *name = NULL;
  g_autofree char *subtitle = NULL;
  SyChartDistributionInfo info = { 0 };

  g_return_val_if_fail (tuning != NULL && draft != NULL, NULL);

  edges = g_new (double, tuning->n_bins + 1);
  for (gsize i = 0; i <= tuning->n_bins; i++)
    edges[i] = tuning->histogram_lo + (tuning->histogram_hi - tuning->histogram_lo) * (double) i / (double) tuning->n_bins;
  names = band_names (draft);
  thresholds = thresholds_of (draft);
  counts = band_counts (tuning, draft, edges);
  people = sy_format_count_of ((gint64) tuning->n_people, _ ("person"), _ ("people"));
  if (tuning->has_published && version > 0)
    {
      comparison = bin_totals (tuning, &tuning->published);
      name = g_strdup_printf (_ ("v%d published"), version);
      subtitle = g_strdup_printf (_ ("%s · filled: draft, coloured by band · line: %s · drag a threshold to move it"), people, name);
    }
  else
    subtitle = g_strdup_printf (_ ("%s · coloured by band · drag a threshold to move it"), people);

  info.title = _ ("Score distribution");
  info.subtitle = subtitle;
  info.x_label = _ ("score");
  info.n_bins = tuning->n_bins;
  info.edges = edges;
  info.n_bands = draft->bands->len;
  info.band_names = names;
  info.thresholds = thresholds;
  info.counts = counts;
  info.comparison = comparison;
  info.comparison_name = name;

  return sy_chart_distribution_new (&info);
}

typedef struct
{
  guint64 *n;
  guint64 *positives;
  double *low;
  double *high;
} BandArrays;

static void
band_arrays_init (BandArrays *arrays,
                  const SyTuningSide *side)
{
  arrays->n = g_new (guint64, side->n_bands);
  arrays->positives = g_new (guint64, side->n_bands);
  arrays->low = g_new (double, side->n_bands);
  arrays->high = g_new (double, side->n_bands);
  for (gsize i = 0; i < side->n_bands; i++)
    {
      arrays->n[i] = side->bands[i].n;
      arrays->positives[i] = side->bands[i].positives;
      arrays->low[i] = side->bands[i].low;
      arrays->high[i] = side->bands[i].high;
    }
}

static void
band_arrays_clear (BandArrays *arrays)
{
  g_free (arrays->n);
  g_free (arrays->positives);
  g_free (arrays->low);
  g_free (arrays->high);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BandArrays, band_arrays_clear)

static char *
bands_subtitle (const SyTuning *tuning,
                const char *compared,
                SyZone *zone)
{
  GString *text = g_string_new (_ ("observed rate · whisker: 95 % Wilson"));
  g_autofree char *base = sy_format_percent (tuning->base_rate, 1);

  g_string_append_printf (text, _ (" · dashed: base %s"), base);
  if (compared != NULL)
    g_string_append_printf (text, _ (" · hollow: %s"), compared);
  if (tuning->outcome_as_of != tuning->as_of)
    {
      g_autofree char *date = sy_format_as_of (zone, tuning->outcome_as_of);

      g_string_append_printf (text, _ (" · scores as of %s"), date);
    }

  return g_string_free (text, FALSE);
}

SyChart *
sy_tune_charts_bands (const SyTuning *tuning,
                      const SyModel *draft,
                      int version,
                      SyZone *zone)
{
  g_auto (BandArrays) bands = { 0 };
  g_auto (BandArrays) compared = { 0 };
  g_autofree const char **names = NULL;
  g_autofree const char **compared_names = NULL;
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  g_autofree char *subtitle = NULL;
  const SyTuningSide *side;
  SyChartBandsInfo info = { 0 };

  g_return_val_if_fail (tuning != NULL && draft != NULL, NULL);

  side = &tuning->draft;
  title = g_strdup_printf (_ ("%s, by band"), draft->outcome.name != NULL ? draft->outcome.name : _ ("Outcome"));
  info.title = title;
  info.base_rate = tuning->base_rate;
  if (!tuning->has_outcome)
    {
      info.subtitle = draft->outcome.kind == SY_OUTCOME_NONE ? _ ("choose an outcome to see how well the score tells") : _ ("no day yet whose outcome is known for people with and without it");
      return sy_chart_bands_new (&info);
    }

  band_arrays_init (&bands, side);
  names = g_new (const char *, side->n_bands);
  for (gsize i = 0; i < side->n_bands; i++)
    names[i] = side->bands[i].name;
  info.n_bands = (guint) side->n_bands;
  info.names = names;
  info.n = bands.n;
  info.positives = bands.positives;
  info.low = bands.low;
  info.high = bands.high;

  if (tuning->has_published && version > 0)
    {
      const SyTuningSide *other = &tuning->published;

      band_arrays_init (&compared, other);
      compared_names = g_new (const char *, other->n_bands);
      for (gsize i = 0; i < other->n_bands; i++)
        compared_names[i] = other->bands[i].name;
      name = version_name (version);
      info.n_comparison = (guint) other->n_bands;
      info.comparison_names = compared_names;
      info.comparison_n = compared.n;
      info.comparison_positives = compared.positives;
      info.comparison_name = name;
    }
  subtitle = bands_subtitle (tuning, name, zone);
  info.subtitle = subtitle;

  return sy_chart_bands_new (&info);
}

static void
decay_info_init (SyChartDecayInfo *info,
                 const SyRule *rule,
                 double **out_days,
                 double **out_factors)
{
  *info = (SyChartDecayInfo){ .window_days = rule->window_days, .max_days = NAN };
  *out_days = g_new (double, MAX (1, rule->decay.n_steps));
  *out_factors = g_new (double, MAX (1, rule->decay.n_steps));

  switch (rule->decay.kind)
    {
    case SY_DECAY_EXPONENTIAL:
      info->kind = SY_CHART_DECAY_EXPONENTIAL;
      info->days = rule->decay.half_life_days;
      break;
    case SY_DECAY_LINEAR:
      info->kind = SY_CHART_DECAY_LINEAR;
      info->days = rule->decay.span_days;
      break;
    case SY_DECAY_STEPS:
      info->kind = SY_CHART_DECAY_STEPS;
      info->n_steps = rule->decay.n_steps;
      for (gsize i = 0; i < rule->decay.n_steps; i++)
        {
          (*out_days)[i] = rule->decay.steps[i].until_days;
          (*out_factors)[i] = rule->decay.steps[i].factor;
        }
      info->step_days = *out_days;
      info->step_factors = *out_factors;
      break;
    case SY_DECAY_NONE:
    default:
      info->kind = SY_CHART_DECAY_NONE;
    }
}

SyChart *
sy_tune_charts_decay (const SyRule *rule,
                      double max_days)
{
  g_autofree double *days = NULL;
  g_autofree double *factors = NULL;
  g_autofree char *title = NULL;
  SyChartDecayInfo info;

  g_return_val_if_fail (rule != NULL, NULL);

  decay_info_init (&info, rule, &days, &factors);
  title = g_strdup_printf (_ ("Weight of %s by age"), sy_rule_get_label (rule));
  info.title = title;
  info.max_days = max_days;

  return sy_chart_decay_new (&info);
}

double
sy_tune_charts_decay_max_days (const SyRule *rule)
{
  g_autofree double *days = NULL;
  g_autofree double *factors = NULL;
  SyChartDecayInfo info;

  g_return_val_if_fail (rule != NULL, NAN);

  decay_info_init (&info, rule, &days, &factors);
  return sy_chart_decay_pick_max_days (&info);
}
