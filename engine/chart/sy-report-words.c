/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Definitions in words: what a model says about outcome and population, and
 * what each figure means. */
#include "config.h"

#include "sy-report-private.h"

#include <math.h>

#include "stats/sy-stats.h"

#include "sy-chart-text-private.h"

static char *
join_types (char **types)
{
  return types != NULL && types[0] != NULL ? g_strjoinv (" or ", types) : g_strdup ("any event");
}

/* ", where amount >= 5", or "". */
static char *
where_clause (const SyCondition *where)
{
  g_autofree char *condition = sy_condition_describe (where);

  return *condition != '\0' ? g_strdup_printf (", where %s", condition) : g_strdup ("");
}

char *
sy_report_describe_outcome (const SyOutcomeSpec *spec)
{
  g_autofree char *types = join_types (spec->types);
  g_autofree char *where = where_clause (spec->where);
  g_autofree char *horizon = sy_text_value (spec->horizon_days, ",");
  g_autofree char *gap = sy_text_value (spec->gap_days, ",");
  g_autofree char *amount = sy_text_value (spec->amount, ",");
  g_autoptr (GString) text = g_string_new (NULL);

  switch (spec->kind)
    {
    case SY_OUTCOME_EVENT:
      g_string_append_printf (text, "at least one %s%s", types, where);
      break;
    case SY_OUTCOME_ABSENCE:
      g_string_append_printf (text, "no %s%s", types, where);
      break;
    case SY_OUTCOME_COUNT:
      g_string_append_printf (text, "at least %d of %s%s", spec->count, types, where);
      break;
    case SY_OUTCOME_AMOUNT:
      g_string_append_printf (text, "%s%s for at least %s together", types, where, amount);
      break;
    case SY_OUTCOME_IMPORTED:
      g_string_append_printf (text, "the imported outcome “%s”",
                              spec->name != NULL ? spec->name : "");
      break;
    case SY_OUTCOME_NONE:
    default:
      return g_strdup ("none");
    }
  if (spec->gap_days > 0.0)
    g_string_append_printf (text, " in the %s days that begin %s days after the date", horizon,
                            gap);
  else
    g_string_append_printf (text, " in the %s days after the date", horizon);
  if (spec->once)
    g_string_append (text, "; people who had it before are taken out");
  g_string_append (text, spec->direction == SY_DIRECTION_LESS
                             ? "; a higher score should mean less of it"
                             : "; a higher score should mean more of it");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
sy_report_describe_population (const SyPopulationSpec *spec)
{
  g_autofree char *types = join_types (spec->types);
  g_autofree char *where = where_clause (spec->where);
  g_autofree char *days = sy_text_value (spec->seen_within_days, ",");

  if (isfinite (spec->seen_within_days))
    return g_strdup_printf ("people with %s in the %s days before the date%s", types, days, where);
  return g_strdup_printf ("people with %s before the date%s", types, where);
}

char *
sy_report_describe_rate (double rate,
                         gsize n)
{
  g_autofree char *text = sy_text_percent (rate, 1);

  return sy_is_small_n (n) && isfinite (rate) ? g_strconcat (text, " *", NULL)
                                              : g_steal_pointer (&text);
}

char *
sy_report_describe_share (double share,
                          const SyInterval *interval,
                          gsize n)
{
  g_autofree char *value = sy_text_percent (share, 1);
  g_autofree char *low = sy_text_fixed (interval->low * 100, 1, "");
  g_autofree char *high = sy_text_fixed (interval->high * 100, 1, "");
  const char *star = sy_is_small_n (n) ? SY_NBSP "*" : "";

  if (!isfinite (share))
    return g_strdup (SY_DASH);
  return isfinite (interval->low)
             ? g_strdup_printf ("%s [%s" SY_DASH "%s]%s", value, low, high, star)
             : g_strconcat (value, star, NULL);
}

void
sy_report_add_small_note (SyDocument *document)
{
  sy_document_take_note (document,
                         g_strdup_printf ("* Small n, fewer than %d people: read the interval, not the rate.",
                                          SY_SMALL_N));
}

static void
add_follow_up_definitions (SyBlock *facts,
                           const SyStudy *study)
{
  if (study->lead != NULL)
    sy_block_take_row (
        facts, g_strdup ("Lead time"),
        g_strdup (
            "For how many days before the outcome the score had warned without a break; 0 for those not warned of when it happened. An absence happens when the silence has lasted the horizon. False alarms: days of the window on which people without the outcome were warned of."));
  if (study->times != NULL)
    sy_block_take_row (
        facts, g_strdup ("Time to it"),
        g_strdup (
            "Share with the outcome by then: one less the product over days of (1 − those who have it ÷ those still without it), after Kaplan and Meier (1958). People are followed to the end of the data and count as censored there. Interval: Greenwood’s variance on log (−log). Log-rank (Mantel, 1966): whether the bands differ at all."));
  if (study->cohorts != NULL)
    sy_block_take_row (
        facts, g_strdup ("Retained"),
        g_strdup (
            "People with any event in the outcome window over all people of the cohort and band at the date, also those who have left since; interval after Wilson."));
  if (study->money != NULL && study->money->types[0] != NULL)
    sy_block_take_row (
        facts, g_strdup ("Money"),
        g_strdup (
            "Revenue: sum of the amounts in the outcome window; returns below 0 count. A person: revenue over all people, buyers or not. Buy again: buyers with two orders or more. Lifetime so far: all amounts to the end of the window. Kept: revenue of the window over that of as long a time before the date, of the people of the band (net revenue retention). Spent more: share of those who had spent then whose revenue rose (expansion). Intervals count people."));
}

void
sy_report_add_definitions (SyDocument *document,
                           const SyReportInfo *info)
{
  SyBlock *facts;

  sy_document_add_heading (document, 1, "How the figures are made");
  facts = sy_document_add_facts (document);
  sy_block_take_row (
      facts, g_strdup ("Date"),
      g_strdup (
          "Scores of a date see the events before the end of that day and nothing later. The outcome is counted after it."));
  if (info->study->tuning != NULL)
    sy_block_take_row (
        facts, g_strdup ("Rate, interval"),
        g_strdup (
            "People with the outcome over people in the band; 95" SY_NBSP
            "% interval after Wilson (1927). Where people count at several dates, their effective number stands in (Rao and Scott, 1992)."));
  if (info->study->backtest != NULL)
    {
      sy_block_take_row (
          facts, g_strdup ("AUC"),
          g_strdup (
              "Probability that of two people, one with and one without the outcome, the score ranks them the right way; ties count half. Turned by the outcome's direction, so that chance is 0.5 and better is above. Interval after DeLong (1988); over several dates clustered by person (Obuchowski, 1997)."));
      sy_block_take_row (
          facts, g_strdup ("KS"),
          g_strdup (
              "Largest distance between the score distributions of those with and those without the outcome."));
      sy_block_take_row (
          facts, g_strdup ("Lift, gain"),
          g_strdup (
              "Lift: a group's rate over the rate of all. Gain: share of all outcomes held by the groups up to here. Tenths by score, ties in the order of the person's key."));
      sy_block_take_row (
          facts, g_strdup ("Immature"),
          g_strdup (
              "The outcome window of a date ends after the data do. Such dates are not counted, rather than counted as “did not happen”."));
      sy_block_take_row (
          facts, g_strdup ("Reliability"),
          g_strdup (
              "Predicted against observed rates in ten bins; Brier score: mean squared error; ECE: mean distance of the two, weighted by people."));
    }
  add_follow_up_definitions (facts, info->study);
  if (info->study->evidence != NULL)
    sy_block_take_row (
        facts, g_strdup ("Evidence"),
        g_strdup (
            "Ratio: how many times as much the people whom the score should rank high do this. IV: information value over tenths; below 0.02 useless, 0.1 to 0.3 medium, above strong (Siddiqi, 2006). AUC without: area of the score when the rule is left out."));
  if (info->study->drift != NULL)
    sy_block_take_row (
        facts, g_strdup ("PSI"),
        g_strdup (
            "Sum over bins of (share now − share then) × ln (share now / share then); bins from the reference only. Critical value: what chance alone exceeds once in 20 at these sizes (Yurdakul, 2018)."));
}
