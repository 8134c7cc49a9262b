/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section on past dates whose outcome is known. */
#include "config.h"

#include "sy-report-private.h"

#include <math.h>

#include "sy-chart-text-private.h"

static char *
auc_text (const SyFigures *figures)
{
  g_autofree char *value = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (figures == NULL || !isfinite (figures->auc.value))
    return g_strdup (SY_DASH);
  value = sy_text_fixed (figures->auc.value, 3, "");
  low = sy_text_fixed (figures->auc.low, 3, "");
  high = sy_text_fixed (figures->auc.high, 3, "");
  return g_strdup_printf ("%s [%s" SY_DASH "%s]", value, low, high);
}

/* "9.4 % [8.3–10.7]". A rate of few gets a star, which the next section explains. */
static char *
rate_text (double rate,
           const SyInterval *interval,
           gsize n)
{
  g_autofree char *text = sy_text_percent (rate, 1);
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (interval == NULL || !isfinite (interval->low))
    return g_steal_pointer (&text);
  low = sy_text_fixed (100 * interval->low, 1, "");
  high = sy_text_fixed (100 * interval->high, 1, "");
  return g_strdup_printf ("%s [%s" SY_DASH "%s]%s", text, low, high, sy_is_small_n (n) ? " *" : "");
}

/* "2.31× [1.80–2.92]" */
static char *
lift_text (const SyFigures *figures)
{
  g_autofree char *value = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (figures == NULL || !isfinite (figures->top_decile_lift))
    return g_strdup (SY_DASH);
  value = sy_text_fixed (figures->top_decile_lift, 2, "");
  if (!isfinite (figures->top_decile_interval.low))
    return g_strconcat (value, SY_TIMES, NULL);
  low = sy_text_fixed (figures->top_decile_interval.low, 2, "");
  high = sy_text_fixed (figures->top_decile_interval.high, 2, "");
  return g_strdup_printf ("%s" SY_TIMES " [%s" SY_DASH "%s]", value, low, high);
}

static void
take_origin (SyBlock *table,
             char *name,
             const SyBacktestOrigin *origin)
{
  const SyFigures *figures = origin->figures;

  sy_block_take_row (table, name, sy_text_count (origin->n, ","),
                     sy_text_count (origin->n_positive, ","),
                     rate_text (origin->base_rate, figures != NULL ? &figures->base_interval : NULL,
                                origin->n),
                     auc_text (figures),
                     figures != NULL ? sy_text_fixed (figures->ks.value, 3, "")
                                     : g_strdup (SY_DASH),
                     lift_text (figures), sy_text_count (origin->n_already, ","),
                     sy_text_count (origin->n_immature, ","));
}

static void
add_origins (SyDocument *document,
             const SyReportInfo *info)
{
  const SyBacktest *backtest = info->study->backtest;
  SyBlock *table = sy_document_add_table (document, "Date", 1.05, 't', "People", 0.75, 'n', "Outcome",
                                          0.92, 'n', "Rate [95 %]", 1.6, 'n', "AUC [95 %]", 1.78, 'n',
                                          "KS", 0.76, 'n', "Top tenth’s lift [95 %]", 1.5, 'n',
                                          "Had it before", 0.74, 'n', "Immature", 0.9, 'n', NULL);

  for (gsize i = 0; i < backtest->n_origins; i++)
    take_origin (table, sy_chart_date (info->study->zone, backtest->origins[i].as_of),
                 &backtest->origins[i]);
  if (backtest->n_origins < 2)
    return;
  if (backtest->tuned.n > 0)
    take_origin (table, g_strdup ("Tuned on"), &backtest->tuned);
  if (backtest->unseen.n > 0)
    take_origin (table, g_strdup ("Not seen"), &backtest->unseen);
  take_origin (table, g_strdup ("All mature"), &backtest->pooled);
}

static void
take_probability (SyBlock *table,
                  char *name,
                  const SyBacktestOrigin *origin)
{
  const SyReliability *reliability = &origin->figures->reliability;
  double sum = 0;

  for (guint b = 0; b < SY_N_RELIABILITY_BINS; b++)
    if (reliability->bins[b].n > 0)
      sum += (double) reliability->bins[b].n * reliability->bins[b].predicted;
  sy_block_take_row (table, name, sy_text_count (origin->n, ","),
                     sy_text_percent (sum / (double) origin->n, 1),
                     sy_text_percent (origin->base_rate, 1),
                     sy_text_fixed (reliability->brier, 4, ""),
                     sy_text_fixed (reliability->ece, 4, ""));
}

/* A fit that grows stale is seen date by date. */
static void
add_probabilities (SyDocument *document,
                   const SyStudy *study)
{
  const SyBacktest *backtest = study->backtest;
  SyBlock *table = NULL;

  for (gsize i = 0; backtest->n_origins > 1 && i < backtest->n_origins; i++)
    {
      const SyBacktestOrigin *origin = &backtest->origins[i];

      if (origin->figures == NULL || origin->figures->probabilities == SY_PROBABILITY_NONE)
        continue;
      if (table == NULL)
        table = sy_document_add_table (document, "Date", 1.0, 't', "People", 1.0, 'n',
                                       "Mean probability", 1.2, 'n', "Rate", 1.0, 'n', "Brier", 1.0,
                                       'n', "ECE", 1.0, 'n', NULL);
      take_probability (table, sy_chart_date (study->zone, origin->as_of), origin);
    }
}

static void
add_deciles (SyDocument *document,
             const SyFigures *figures)
{
  SyBlock *table = sy_document_add_table (document, "Decile", 1.0, 't', "People", 1.0, 'n',
                                          "With outcome", 1.0, 'n', "Rate [95 %]", 1.6, 'n', "Lift", 1.0,
                                          'n', "Gain", 1.0, 'n', NULL);

  for (gsize i = 0; i < SY_N_DECILES; i++)
    {
      const SyDecile *decile = &figures->deciles[i];
      g_autofree char *lift = sy_text_fixed (decile->lift, 2, "");

      sy_block_take_row (table, sy_text_count (i + 1, ""), sy_text_count (decile->n, ","),
                         sy_text_count (decile->positives, ","), rate_text (decile->rate, &figures->decile_intervals[i], decile->n),
                         isfinite (decile->lift) ? g_strconcat (lift, SY_TIMES, NULL)
                                                 : g_strdup (SY_DASH),
                         sy_text_percent (decile->gain, 1));
    }
}

static char *
comparison_text (const SyAucComparison *comparison,
                 const char *version)
{
  g_autofree char *difference = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *p = NULL;

  if (version == NULL || !isfinite (comparison->difference))
    return NULL;
  difference = sy_text_signed (comparison->difference, 4, "");
  low = sy_text_signed (comparison->low, 4, "");
  high = sy_text_signed (comparison->high, 4, "");
  p = comparison->p < 0.0001 ? g_strdup ("p < 0.0001") : NULL;
  if (p == NULL)
    {
      g_autofree char *number = sy_text_fixed (comparison->p, 4, "");

      p = g_strconcat ("p = ", number, NULL);
    }
  return g_strdup_printf ("AUC against %s on the same people: %s (95" SY_NBSP
                          "%% %s to %s, %s, paired DeLong).",
                          version, difference, low, high, p);
}

/* Figures of a ranking need people on both sides. */
static char *
describe_one_class (const SyFigures *figures)
{
  return g_strdup_printf ("%s had the outcome: there is nothing to rank apart, and so no AUC, KS, lift, gain or "
                          "precision.",
                          figures->n_positive == 0 ? "Nobody" : "Everybody");
}

/* What the tuning made up; without a date that was tuned on nothing. */
static char *
gap_text (const SyStudy *study)
{
  const SyBacktest *backtest = study->backtest;
  g_autofree char *until = NULL;
  g_autofree char *tuned = NULL;
  g_autofree char *unseen = NULL;
  g_autofree char *difference = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  SyTuningGap gap;

  if (backtest->tuned_until == G_MININT64)
    return NULL;
  until = sy_chart_date (study->zone, backtest->tuned_until);
  if (!sy_backtest_get_gap (backtest, &gap))
    return g_strdup_printf (
        "Tuned up to %s: the gap to the dates after it is not known, as one side has no date whose outcome is known.",
        until);
  tuned = auc_text (backtest->tuned.figures);
  unseen = auc_text (backtest->unseen.figures);
  difference = sy_text_signed (gap.difference, 4, "");
  low = sy_text_signed (gap.low, 4, "");
  high = sy_text_signed (gap.high, 4, "");
  return g_strdup_printf ("Tuned up to %s: AUC %s up to then, %s after it, a gap of %s (95" SY_NBSP
                          "%% %s to %s; both sides count as independent).",
                          until, tuned, unseen, difference, low, high);
}

/* Who is not there as they refuse today, date by date. */
static char *
refused_text (const SyStudy *study)
{
  const SyBacktest *backtest = study->backtest;
  GString *text;

  if (backtest->pooled.n_refused == 0)
    return NULL;
  text = g_string_new ("Who refuses today is left out of past dates too: ");
  for (gsize i = 0; i < backtest->n_origins; i++)
    {
      g_autofree char *date = sy_chart_date (study->zone, backtest->origins[i].as_of);
      g_autofree char *n = sy_text_count (backtest->origins[i].n_refused, ",");

      g_string_append_printf (text, "%s%s on %s", i > 0 ? ", " : "", n, date);
    }
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

/* As a sentence. */
static char *
reliability_text (const SyFigures *figures)
{
  g_autofree char *words = sy_figures_describe_reliability (figures);
  const char *why = sy_probability_source_explain (figures->probabilities);

  if (words == NULL)
    return NULL;
  return why != NULL ? g_strconcat (words, ". ", why, ".", NULL) : g_strconcat (words, ".", NULL);
}

void
sy_report_add_backtest (SyDocument *document,
                        const SyReportInfo *info)
{
  const SyStudy *study = info->study;
  const SyBacktestOrigin *reported = sy_study_get_reported (study);
  const SyFigures *figures;
  SyChartMarks marks;
  g_autofree SyChartNote *notes = sy_chart_notes_from (study->notes, &marks);
  g_autofree char *n = NULL;

  if (reported == NULL)
    return;
  figures = reported->figures;
  sy_document_add_heading (document, 1, "Backtest");
  sy_document_take_text (
      document,
      g_strdup (
          "At each date the people are scored from the events before it and held against what they did after it."));
  if (study->backtest->n_origins > 1)
    sy_document_take_charts (document,
                             sy_chart_auc_from_backtest (study->backtest, study->zone,
                                                         study->version, &marks),
                             NULL, 230.0);
  add_origins (document, info);
  sy_document_take_note (document, gap_text (study));
  sy_document_take_note (document, refused_text (study));
  if (figures == NULL)
    {
      sy_document_take_text (
          document,
          g_strdup ("No date is mature: the outcome window of each ends after the data do."));
      return;
    }
  n = sy_text_count (reported->n, ",");
  sy_document_add_heading (document, 2,
                           reported == &study->backtest->unseen ? "Dates not seen when tuning"
                           : study->backtest->n_origins > 1     ? "All mature dates together"
                                                                : "The date");
  sy_document_take_note (document,
                         g_strdup_printf ("n = %s%s", n,
                                          figures->is_clustered
                                              ? " (people times dates; intervals count people)"
                                              : ""));
  if (figures->n_positive == 0 || figures->n_positive == figures->n)
    {
      sy_document_take_text (document, describe_one_class (figures));
      return;
    }
  sy_document_take_note (document, comparison_text (&reported->comparison, study->version));
  sy_document_take_note (document, reliability_text (figures));
  add_probabilities (document, study);
  sy_document_take_charts (document,
                           sy_chart_roc_from_figures (figures, reported->published, study->version),
                           sy_chart_gain_from_figures (figures, reported->published,
                                                       study->backtest->direction, study->version),
                           290.0);
  sy_document_take_charts (document,
                           sy_chart_lift_from_figures (figures, reported->published,
                                                       study->backtest->direction, study->version),
                           sy_chart_reliability_from_figures (figures), 290.0);
  sy_document_take_charts (
      document,
      sy_chart_precision_from_figures (figures, study->backtest->direction,
                                       sy_model_get_warning_threshold (study->model)),
      NULL, 250.0);
  add_deciles (document, figures);
}
