/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a report, the distribution with the outcome by band, and the rules. */
#include "config.h"

#include "sy-report-private.h"

#include <math.h>

#include "sy-chart-text-private.h"

static char *
interval_text (double low,
               double high)
{
  g_autofree char *from = sy_text_percent (low, 1);
  g_autofree char *to = sy_text_percent (high, 1);

  return isfinite (low) && isfinite (high) ? g_strdup_printf ("%s " SY_DASH " %s", from, to)
                                           : g_strdup (SY_DASH);
}

static void
add_facts (SyDocument *document,
           const SyReportInfo *info)
{
  const SyStudy *study = info->study;
  SyBlock *facts = sy_document_add_facts (document);
  g_autofree char *date = sy_chart_date (study->zone, study->as_of);
  g_autofree char *instant = sy_instant_format (study->as_of);
  g_autofree char *people = sy_text_count (study->n_people, ",");
  g_autofree char *events = sy_text_count (study->n_events, ",");
  g_autofree char *first = sy_text_day (sy_zone_day (study->zone, study->first));
  g_autofree char *last = sy_text_day (sy_zone_day (study->zone, study->last));

  sy_block_take_row (facts, g_strdup ("Model"),
                     info->model_name != NULL
                         ? g_strdup_printf ("%s, %s", study->model->name, info->model_name)
                         : g_strdup (study->model->name));
  sy_block_take_row (facts, g_strdup ("As of"),
                     g_strdup_printf ("end of %s, %s (events before %s)", date,
                                      sy_zone_get_name (study->zone), instant));
  sy_block_take_row (facts, g_strdup ("Outcome"),
                     study->model->outcome.name != NULL ? g_strdup (study->model->outcome.name)
                                                        : g_strdup ("none"));
  if (study->model->outcome.kind != SY_OUTCOME_NONE)
    sy_block_take_row (facts, g_strdup (""), sy_report_describe_outcome (&study->model->outcome));
  sy_block_take_row (facts, g_strdup ("Population"),
                     sy_report_describe_population (&study->model->population));
  if (study->version != NULL)
    sy_block_take_row (facts, g_strdup ("Compared with"), g_strdup (study->version));
  if (study->n_events > 0)
    sy_block_take_row (facts, g_strdup ("Data"),
                       g_strdup_printf ("%s events of %s people, %s to %s", events, people, first,
                                        last));
  if (info->project_name != NULL)
    sy_block_take_row (facts, g_strdup ("Project"), g_strdup (info->project_name));
  sy_block_take_row (facts, g_strdup ("Model SHA-256"),
                     info->model_sha256 != NULL ? g_strdup (info->model_sha256)
                                                : sy_model_sha256 (study->model));
  if (info->data_sha256 != NULL)
    sy_block_take_row (facts, g_strdup ("Data SHA-256"), g_strdup (info->data_sha256));
}

static void
add_metrics (SyDocument *document,
             const SyReportInfo *info)
{
  const SyBacktestOrigin *reported = sy_study_get_reported (info->study);
  SyBlock *metrics;

  if (reported == NULL || reported->figures == NULL || !isfinite (reported->figures->auc.value))
    return;
  metrics = sy_document_add_metrics (document);
  {
    const SyFigures *figures = reported->figures;
    g_autofree char *n = sy_text_count (figures->n, ",");
    g_autofree char *n_positive = sy_text_count (figures->n_positive, ",");
    g_autofree char *low = sy_text_fixed (figures->auc.low, 3, "");
    g_autofree char *high = sy_text_fixed (figures->auc.high, 3, "");
    g_autofree char *lift = sy_text_fixed (figures->top_decile_lift, 2, "");

    sy_block_take_row (metrics, g_strdup ("AUC"), sy_text_fixed (figures->auc.value, 3, ""),
                       g_strdup_printf ("95" SY_NBSP "%%: %s to %s, n = %s", low, high, n));
    sy_block_take_row (metrics, g_strdup ("KS"), sy_text_fixed (figures->ks.value, 3, ""),
                       g_strdup_printf ("n = %s", n));
    sy_block_take_row (metrics, g_strdup ("Top-decile lift"), g_strdup_printf ("%s" SY_TIMES, lift),
                       g_strdup_printf ("n = %s", n));
    sy_block_take_row (metrics, g_strdup ("Base rate"), sy_text_percent (figures->base_rate, 1),
                       g_strdup_printf ("%s of %s", n_positive, n));
  }
  if (info->study->drift != NULL)
    {
      const SyDrift *drift = info->study->drift;
      g_autofree char *since = sy_chart_date (info->study->zone, drift->reference_as_of);
      g_autofree char *critical = sy_text_fixed (drift->psi.critical, 4, "");

      sy_block_take_row (metrics, g_strdup ("PSI"), sy_text_fixed (drift->psi.value, 3, ""),
                         g_strdup_printf ("since %s; chance below %s", since, critical));
    }
}

void
sy_report_add_model (SyDocument *document,
                     const SyReportInfo *info)
{
  add_facts (document, info);
  add_metrics (document, info);
}

static void
add_band_table (SyDocument *document,
                const SyTuning *tuning,
                const char *version)
{
  gboolean compared = tuning->has_published && version != NULL &&
                      tuning->published.n_bands == tuning->draft.n_bands;
  SyBlock *table = sy_document_add_table (document, "Band", 2.0, 't', "From", 1.0, 'n', "People",
                                          1.2, 'n', "Share", 1.0, 'n', compared ? version : "",
                                          compared ? 1.2 : 0.01, 'n', NULL);

  for (gsize i = 0; i < tuning->draft.n_bands; i++)
    sy_block_take_row (table, g_strdup (tuning->draft.bands[i].name),
                       isfinite (tuning->draft.bands[i].min)
                           ? sy_text_value (tuning->draft.bands[i].min, ",")
                           : g_strdup (""),
                       sy_text_count (tuning->draft.people[i], ","),
                       sy_text_percent (tuning->n_people > 0 ? (double) tuning->draft.people[i] /
                                                                   (double) tuning->n_people
                                                             : (double) NAN,
                                        1),
                       compared ? sy_text_count (tuning->published.people[i], ",") : g_strdup (""));
}

static char *
trend_text (const SyTuningSide *side)
{
  g_autofree char *z = sy_text_fixed (side->trend.z, 2, "");
  g_autofree char *p = side->trend.p < 0.0001 ? g_strdup ("p < 0.0001") : NULL;

  if (!isfinite (side->trend.z))
    return NULL;
  if (p == NULL)
    {
      g_autofree char *number = sy_text_fixed (side->trend.p, 4, "");

      p = g_strconcat ("p = ", number, NULL);
    }
  return g_strdup_printf (
      "Trend over the bands (Cochran" SY_DASH
      "Armitage): z = %s, %s; above 0 is the wished order. Neighbouring bands in the wrong order: %" G_GSIZE_FORMAT
      ".",
      z, p, side->n_inversions);
}

static void
add_outcome (SyDocument *document,
             const SyReportInfo *info)
{
  const SyTuning *tuning = info->study->tuning;
  g_autofree char *n = sy_text_count (tuning->n, ",");
  g_autofree char *already = sy_text_count (tuning->n_already, ",");
  SyBlock *table;

  sy_document_add_heading (document, 1, "Outcome by band");
  if (!tuning->has_outcome)
    {
      sy_document_take_text (
          document,
          g_strdup (
              info->study->model->outcome.kind == SY_OUTCOME_NONE
                  ? "The model has no outcome to be held against."
                  : "There is no date yet whose outcome is known for people with and without it."));
      return;
    }
  sy_document_take_charts (document,
                           sy_chart_bands_from_tuning (tuning, info->study->model->outcome.name,
                                                       info->study->zone, info->study->version),
                           NULL, 300.0);
  table = sy_document_add_table (document, "Band", 2.0, 't', "People", 1.0, 'n', "With outcome",
                                 1.2, 'n', "Rate", 0.9, 'n', "95 % interval", 1.7, 'n', "Lift", 0.8,
                                 'n', NULL);
  for (gsize i = 0; i < tuning->draft.n_bands; i++)
    {
      const SyBandOutcome *band = &tuning->draft.bands[i];
      g_autofree char *lift = sy_text_fixed (band->lift, 2, "");

      sy_block_take_row (table, g_strdup (band->name), sy_text_count (band->n, ","),
                         sy_text_count (band->positives, ","),
                         sy_report_describe_rate (band->rate, band->n),
                         interval_text (band->low, band->high),
                         isfinite (band->lift) ? g_strconcat (lift, SY_TIMES, NULL)
                                               : g_strdup (SY_DASH));
    }
  sy_report_add_small_note (document);
  sy_document_take_note (
      document,
      tuning->n_already > 0
          ? g_strdup_printf (
                "n = %s people whose outcome is known; %s had it before and are taken out.", n,
                already)
          : g_strdup_printf ("n = %s people whose outcome is known.", n));
  sy_document_take_note (document, trend_text (&tuning->draft));
}

void
sy_report_add_distribution (SyDocument *document,
                            const SyReportInfo *info)
{
  const SyTuning *tuning = info->study->tuning;

  if (tuning == NULL)
    return;
  sy_document_add_heading (document, 1, "Scores");
  sy_document_take_charts (document,
                           sy_chart_distribution_from_tuning (tuning, info->study->version), NULL,
                           300.0);
  add_band_table (document, tuning, info->study->version);
  add_outcome (document, info);
}

char *
sy_report_describe_limits (double lowest,
                           double highest)
{
  g_autofree char *low = sy_text_value (lowest, ",");
  g_autofree char *high = sy_text_value (highest, ",");

  if (isfinite (lowest) && isfinite (highest))
    return g_strdup_printf ("%s to %s", low, high);
  if (isfinite (lowest))
    return g_strdup_printf ("from %s", low);
  return isfinite (highest) ? g_strdup_printf ("to %s", high) : g_strdup ("");
}

char *
sy_report_describe_weight (const SyRule *rule)
{
  if (rule->muted)
    return g_strdup ("muted");
  return sy_text_signed (rule->weight, rule->weight < -9.95 || rule->weight > 9.95 ? 1 : 2, ",");
}

char *
sy_report_describe_group (const SyRuleGroup *group)
{
  g_autofree char *limits = sy_report_describe_limits (group->points_min, group->points_max);
  g_autofree char *weight = sy_text_value (group->weight, ",");
  g_autofree char *p95 = sy_text_value (group->p95, ",");
  g_autoptr (GString) text = g_string_new (group->name);

  if (group->combine == SY_COMBINE_MAX)
    g_string_append (text, " · only the best rule counts");
  if (!isnan (group->p95))
    g_string_append_printf (text, " · divided by its 95th percentile, %s", p95);
  if (*limits != '\0')
    g_string_append_printf (text, " · points limited %s", limits);
  if (group->weight < 1.0 || group->weight > 1.0)
    g_string_append_printf (text, " · times %s", weight);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_rule (SyBlock *table,
          const SyRule *rule,
          const SyEvidence *evidence)
{
  const SyRuleEvidence *found = evidence != NULL ? sy_evidence_find (evidence, rule->id) : NULL;
  g_autofree char *ratio = found != NULL ? sy_text_fixed (found->ratio, 1, "") : NULL;
  g_autofree char *limits = sy_report_describe_limits (rule->points_min, rule->points_max);
  g_autofree char *what = sy_rule_describe (rule);

  sy_block_take_row (table, g_strdup (sy_rule_get_label (rule)),
                     *limits != '\0' ? g_strdup_printf ("%s; points limited %s", what, limits)
                                     : g_strdup (what),
                     sy_report_describe_weight (rule),
                     found != NULL ? sy_text_percent (found->reach, 0) : g_strdup (""),
                     found != NULL && isfinite (found->ratio) ? g_strconcat (ratio, SY_TIMES, NULL)
                                                              : g_strdup (""),
                     found != NULL && isfinite (found->information_value)
                         ? sy_text_fixed (found->information_value, 2, "")
                         : g_strdup (""),
                     found != NULL && isfinite (found->auc_without)
                         ? sy_text_fixed (found->auc_without, 3, "")
                         : g_strdup (""));
}

void
sy_report_add_rules (SyDocument *document,
                     const SyReportInfo *info)
{
  const SyModel *model = info->study->model;
  const SyEvidence *evidence = info->study->evidence;
  SyBlock *table;

  sy_document_add_heading (document, 1, "Rules");
  if (model->groups->len == 0)
    {
      sy_document_take_text (document, g_strdup ("The model has no rules."));
      return;
    }
  if (evidence != NULL)
    {
      g_autofree char *n = sy_text_count (evidence->n, ",");
      g_autofree char *date = sy_chart_date (info->study->zone, evidence->as_of);

      sy_document_take_text (document,
                             g_strdup_printf ("Evidence from the scores of %s, n = %s.", date, n));
    }
  table = sy_document_add_table (document, "Rule", 1.9, 't', "What counts", 3.6, 't', "Weight", 0.9,
                                 'n', "Reach", 0.8, 'n', "Ratio", 0.8, 'n', "IV", 0.7, 'n',
                                 "AUC without", 0.9, 'n', NULL);
  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = g_ptr_array_index (model->groups, i);
      g_autofree char *heading = sy_report_describe_group (group);

      sy_block_add_row_heading (table, heading);
      for (guint j = 0; j < group->rules->len; j++)
        add_rule (table, g_ptr_array_index (group->rules, j), evidence);
    }
}
