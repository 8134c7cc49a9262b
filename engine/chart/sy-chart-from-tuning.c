/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts of a tuning, of an account of a score and of a rule. */
#include "config.h"

#include "sy-chart-from.h"

#include <math.h>

#include "sy-chart-from-private.h"
#include "sy-chart-text-private.h"

char *
sy_chart_date (const SyZone *zone,
               gint64 as_of)
{
  g_return_val_if_fail (zone != NULL, NULL);

  /* Scores as of t see the events before t. */
  return sy_text_day (sy_zone_day (zone, as_of - 1));
}

void
sy_band_columns_init (SyBandColumns *self,
                      const SyBandOutcome *bands,
                      gsize n_bands)
{
  self->n_bands = (guint) n_bands;
  self->names = g_new0 (const char *, n_bands + 1);
  self->thresholds = g_new0 (double, n_bands + 1);
  self->n = g_new0 (guint64, n_bands + 1);
  self->positives = g_new0 (guint64, n_bands + 1);
  self->low = g_new0 (double, n_bands + 1);
  self->high = g_new0 (double, n_bands + 1);
  for (gsize i = 0; i < n_bands; i++)
    {
      self->names[i] = bands[i].name;
      self->n[i] = bands[i].n;
      self->positives[i] = bands[i].positives;
      self->low[i] = bands[i].low;
      self->high[i] = bands[i].high;
      if (i > 0)
        self->thresholds[i - 1] = bands[i].min;
    }
}

void
sy_band_columns_clear (SyBandColumns *self)
{
  g_clear_pointer (&self->names, g_free);
  g_clear_pointer (&self->thresholds, g_free);
  g_clear_pointer (&self->n, g_free);
  g_clear_pointer (&self->positives, g_free);
  g_clear_pointer (&self->low, g_free);
  g_clear_pointer (&self->high, g_free);
}

SyChart *
sy_chart_distribution_from_tuning (const SyTuning *tuning,
                                   const char *version)
{
  SyChartDistributionInfo info = { .title = "Score distribution", .x_label = "score" };
  g_auto (SyBandColumns) bands = { 0 };
  gboolean compared = tuning->has_published && version != NULL;
  gsize n_cells = tuning->draft.n_bands * tuning->n_bins;
  g_autofree double *edges = g_new (double, tuning->n_bins + 1);
  g_autofree guint64 *counts = g_new (guint64, MAX (n_cells, 1));
  g_autofree guint64 *comparison = g_new0 (guint64, MAX (tuning->n_bins, 1));
  g_autofree char *people = sy_text_count (tuning->n_people, ",");
  g_autofree char *subtitle = NULL;

  for (gsize i = 0; i <= tuning->n_bins; i++)
    edges[i] = tuning->histogram_lo + (tuning->histogram_hi - tuning->histogram_lo) * (double) i /
                                          (double) MAX (tuning->n_bins, 1);
  for (gsize i = 0; i < n_cells; i++)
    counts[i] = tuning->draft.histogram[i];
  for (gsize i = 0; compared && i < tuning->published.n_bands * tuning->n_bins; i++)
    comparison[i % tuning->n_bins] += tuning->published.histogram[i];
  sy_band_columns_init (&bands, tuning->draft.bands, tuning->draft.n_bands);
  subtitle = compared
                 ? g_strdup_printf ("%s people · filled: this model, coloured by band · line: %s",
                                    people, version)
                 : g_strdup_printf ("%s people, coloured by band", people);
  info.subtitle = subtitle;
  info.n_bins = tuning->n_bins;
  info.edges = edges;
  info.n_bands = bands.n_bands;
  info.band_names = bands.names;
  info.thresholds = bands.thresholds;
  info.counts = counts;
  info.comparison = compared ? comparison : NULL;
  info.comparison_name = version;
  return sy_chart_distribution_new (&info);
}

/* Fills what a tuning and a backtest have in common, and makes the chart. */
SyChart *
sy_chart_bands_from_columns (const SyBandColumns *bands,
                             const SyBandColumns *compared,
                             double base_rate,
                             const char *outcome,
                             const char *version,
                             const char *remark)
{
  g_autofree char *title = g_strdup_printf ("%s, by band", outcome != NULL ? outcome : "Outcome");
  g_autofree char *base = sy_text_percent (base_rate, 1);
  g_autoptr (GString) subtitle = g_string_new ("observed rate · whisker: 95" SY_NBSP "% interval");
  SyChartBandsInfo info = {
    .title = title,
    .n_bands = bands->n_bands,
    .names = bands->names,
    .n = bands->n,
    .positives = bands->positives,
    .low = bands->low,
    .high = bands->high,
    .base_rate = base_rate,
  };

  g_string_append_printf (subtitle, " · dashed: base %s", base);
  if (compared->n_bands > 0 && version != NULL)
    {
      g_string_append_printf (subtitle, " · hollow: %s", version);
      info.n_comparison = compared->n_bands;
      info.comparison_names = compared->names;
      info.comparison_n = compared->n;
      info.comparison_positives = compared->positives;
      info.comparison_name = version;
    }
  if (remark != NULL)
    g_string_append_printf (subtitle, " · %s", remark);
  info.subtitle = subtitle->str;
  return sy_chart_bands_new (&info);
}

SyChart *
sy_chart_bands_from_tuning (const SyTuning *tuning,
                            const char *outcome,
                            const SyZone *zone,
                            const char *version)
{
  g_auto (SyBandColumns) bands = { 0 };
  g_auto (SyBandColumns) compared = { 0 };
  g_autofree char *remark = NULL;

  g_return_val_if_fail (tuning != NULL, NULL);

  if (!tuning->has_outcome)
    {
      SyChartBandsInfo nothing = { .title = "Outcome by band", .base_rate = NAN };

      return sy_chart_bands_new (&nothing);
    }
  sy_band_columns_init (&bands, tuning->draft.bands, tuning->draft.n_bands);
  if (tuning->has_published)
    sy_band_columns_init (&compared, tuning->published.bands, tuning->published.n_bands);
  if (tuning->outcome_as_of != tuning->as_of)
    {
      g_autofree char *date = sy_chart_date (zone, tuning->outcome_as_of);

      remark = g_strdup_printf ("scores of %s, the last day whose outcome is known", date);
    }
  return sy_chart_bands_from_columns (&bands, &compared, tuning->base_rate, outcome, version,
                                      remark);
}

static char *
line_label (const SyContribution *line)
{
  const char *name = line->label != NULL ? line->label : "";

  switch (line->kind)
    {
    case SY_CONTRIBUTION_EVENT_CAP:
      return g_strdup_printf ("%s: point limit", name);
    case SY_CONTRIBUTION_GROUP_MAX:
      return g_strdup_printf ("%s: only the best counts", name);
    case SY_CONTRIBUTION_GROUP_P95:
      return g_strdup_printf ("%s: over its 95th percentile", name);
    case SY_CONTRIBUTION_GROUP_CLAMP:
      return g_strdup_printf ("%s: group limit", name);
    case SY_CONTRIBUTION_GROUP_WEIGHT:
      return g_strdup_printf ("%s: group weight", name);
    case SY_CONTRIBUTION_SCORE_CLAMP:
      return g_strdup ("Score limit");
    case SY_CONTRIBUTION_SCALE:
      return g_strdup ("To the scale");
    case SY_CONTRIBUTION_PROBABILITY:
      return g_strdup ("Probability");
    case SY_CONTRIBUTION_RULE:
    default:
      return g_strdup (name);
    }
}

static char *
line_detail (const SyContribution *line,
             const SyZone *zone)
{
  g_autofree char *matched = sy_text_count (line->n_matched, ",");
  g_autofree char *kept = sy_text_count (line->n_kept, ",");
  g_autofree char *latest = NULL;

  if (line->is_missing)
    return g_strdup ("the attribute is not known");
  if (line->kind != SY_CONTRIBUTION_RULE || line->latest == SY_INSTANT_NONE)
    return NULL;
  latest = sy_text_day (sy_zone_day (zone, line->latest));
  if (line->n_kept < line->n_matched)
    return g_strdup_printf ("%s of %s events count, latest %s", kept, matched, latest);
  return g_strdup_printf ("%s events, latest %s", matched, latest);
}

SyChart *
sy_chart_waterfall_from_contributions (const SyContributions *contributions,
                                       const SyZone *zone,
                                       const char *title)
{
  gsize n_all, n = 0;
  const SyContribution *lines;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) details = g_ptr_array_new_with_free_func (g_free);
  g_autofree double *points = NULL;
  SyChartWaterfallInfo info = { .title = title };

  g_return_val_if_fail (contributions != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  lines = sy_contributions_get_lines (contributions, &n_all);
  points = g_new (double, MAX (n_all, 1));
  for (gsize i = 0; i < n_all; i++)
    {
      if (fabs (lines[i].points) <= 0.0)
        continue;
      points[n++] = lines[i].points;
      g_ptr_array_add (labels, line_label (&lines[i]));
      g_ptr_array_add (details, line_detail (&lines[i], zone));
    }
  info.n_lines = n;
  info.labels = (const char *const *) labels->pdata;
  info.points = points;
  info.details = n > 0 ? (const char *const *) details->pdata : NULL;
  info.total = sy_contributions_get_score (contributions);
  return sy_chart_waterfall_new (&info);
}

SyChart *
sy_chart_decay_from_rule (const SyRule *rule,
                          double max_days)
{
  SyChartDecayInfo info = { .kind = SY_CHART_DECAY_NONE };
  g_autofree double *days = NULL;
  g_autofree double *factors = NULL;

  g_return_val_if_fail (rule != NULL, NULL);

  info.title = sy_rule_get_label (rule);
  info.window_days = rule->window_days;
  info.max_days = max_days;
  info.n_steps = rule->decay.n_steps;
  info.step_days = days = g_new (double, MAX (info.n_steps, 1));
  info.step_factors = factors = g_new (double, MAX (info.n_steps, 1));
  for (gsize i = 0; i < info.n_steps; i++)
    {
      days[i] = rule->decay.steps[i].until_days;
      factors[i] = rule->decay.steps[i].factor;
    }
  if (rule->decay.kind == SY_DECAY_EXPONENTIAL)
    {
      info.kind = SY_CHART_DECAY_EXPONENTIAL;
      info.days = rule->decay.half_life_days;
    }
  else if (rule->decay.kind == SY_DECAY_LINEAR)
    {
      info.kind = SY_CHART_DECAY_LINEAR;
      info.days = rule->decay.span_days;
    }
  else if (rule->decay.kind == SY_DECAY_STEPS)
    info.kind = SY_CHART_DECAY_STEPS;
  return sy_chart_decay_new (&info);
}

SyChart *
sy_chart_half_life_from_found (const SyHalfLife *found,
                               double current_days)
{
  SyChartHalfLifeInfo info = { .current_days = current_days };
  g_autofree double *columns = NULL;
  g_autofree guint8 *within = NULL;
  g_autofree char *title = NULL;
  g_autofree char *people = NULL;
  g_autofree char *subtitle = NULL;
  gsize n;

  g_return_val_if_fail (found != NULL, NULL);

  n = found->n_points;
  columns = g_new (double, MAX (4 * n, 1));
  within = g_new (guint8, MAX (n, 1));
  for (gsize i = 0; i < n; i++)
    {
      columns[i] = found->points[i].days;
      columns[n + i] = found->points[i].auc.value;
      columns[2 * n + i] = found->points[i].auc.low;
      columns[3 * n + i] = found->points[i].auc.high;
      within[i] = found->points[i].is_within;
    }
  people = sy_text_count (found->n, ",");
  title = g_strdup_printf ("AUC by half-life of %s", found->label);
  subtitle = g_strdup_printf ("%s people at %" G_GSIZE_FORMAT " date%s · ribbon: 95" SY_NBSP
                              "%% interval · shaded: as good as the best",
                              people, found->n_origins, found->n_origins == 1 ? "" : "s");
  info.title = title;
  info.subtitle = subtitle;
  info.n_points = n;
  info.days = columns;
  info.auc = columns + n;
  info.low = columns + 2 * n;
  info.high = columns + 3 * n;
  info.within = within;
  info.best = found->best;
  info.low_days = found->low_days;
  info.high_days = found->high_days;
  return sy_chart_half_life_new (&info);
}
