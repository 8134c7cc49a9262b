/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section on what became of people after the last date whose outcome is known. */
#include "config.h"

#include "sy-report-private.h"

#include <math.h>

#include "sy-chart-from-private.h"
#include "sy-chart-text-private.h"

/* More bands do not stand side by side on a page. */
#define MOST_COLUMNS 5

/* "12.3 [10.0–14.0]". */
static char *
estimate_text (const SyEstimate *estimate)
{
  g_autofree char *value = sy_text_fixed (estimate->value, 2, ",");
  g_autofree char *low = sy_text_fixed (estimate->low, 2, ",");
  g_autofree char *high = sy_text_fixed (estimate->high, 2, ",");

  return isfinite (estimate->low) ? g_strdup_printf ("%s [%s" SY_DASH "%s]", value, low, high)
                                  : g_steal_pointer (&value);
}

static char *
share_text (double share,
            double low,
            double high,
            gsize n)
{
  return sy_report_describe_share (share, &(SyInterval){ low, high }, n);
}

/* Whom the score warned of before the outcome, or why there is nobody. */
static void
append_warned (GString *text,
               const SyLeadTime *lead)
{
  g_autofree char *positives = sy_text_count (lead->n_positive, ",");
  g_autofree char *median = sy_text_fixed (lead->median_days, 0, "");
  g_autofree char *silent = sy_text_count (lead->n_silent, ",");

  if (lead->n_positive > 0)
    g_string_append_printf (text, " Half of the %s people with the outcome were warned of %s days before it or "
                                  "longer, without a break.",
                            positives, median);
  else
    g_string_append (text, " Nobody had the outcome in its window: there is no lead to tell.");
  if (lead->n_silent > 0)
    g_string_append_printf (text, " %s more had been silent for so long already at the date, and are left out.",
                            silent);
}

/* What it costs: warnings of people without the outcome. */
static void
append_alarms (GString *text,
               const SyLeadTime *lead)
{
  g_autofree char *retained = sy_text_count (lead->n_retained, ",");
  g_autofree char *alarm_days = sy_text_fixed (lead->alarm_days, 1, "");
  g_autofree char *window = sy_text_value (lead->window_days, "");

  if (lead->n_retained > 0)
    g_string_append_printf (text, " A person without the outcome (%s) was warned of on %s of %s days.",
                            retained, alarm_days, window);
  else
    g_string_append (text, " Everybody had the outcome: there are no false alarms to count.");
}

static void
add_lead (SyDocument *document,
          const SyLeadTime *lead)
{
  g_autofree char *threshold = sy_text_value (lead->threshold, "");
  GString *text = g_string_new (NULL);
  SyBlock *table;

  sy_document_add_heading (document, 2, "Warned in time");
  g_string_append_printf (text, "A score %s %s warns.",
                          lead->direction == SY_DIRECTION_LESS ? "below" : "from", threshold);
  append_warned (text, lead);
  append_alarms (text, lead);
  sy_document_take_text (document, g_string_free (text, FALSE));
  if (lead->n_positive == 0)
    return;
  table = sy_document_add_table (document, "Days before", 1.0, 'n', "People", 1.0, 'n', "Warned of",
                                 1.0, 'n', "Share [95 %]", 2.0, 'n', NULL);
  for (gsize i = 0; i < SY_LEAD_N_DAYS; i++)
    {
      const SyLeadPoint *point = &lead->days[i];

      sy_block_take_row (table, sy_text_count (point->days, ""), sy_text_count (point->n, ","),
                         sy_text_count (point->n_warned, ","),
                         share_text (point->share, point->low, point->high, point->n));
    }
}

static void
add_times (SyDocument *document,
           const SyTimeToOutcome *times)
{
  SyBlock *table;

  sy_document_add_heading (document, 2,
                           times->is_absence ? "Time to come back, by band"
                                             : "Time to the outcome, by band");
  table = sy_document_add_table (document, "Band", 1.2, 't', "People", 0.8, 'n',
                                 times->is_absence ? "Came back" : "Had it", 0.9, 'n',
                                 "Median days", 0.9, 'n', "In 30 days [95 %]", 1.7, 'n',
                                 "In 60 days", 1.7, 'n', "In 90 days", 1.7, 'n', NULL);
  for (gsize i = 0; i < times->n_bands; i++)
    {
      const SyBandTime *band = &times->bands[i];
      char *shares[SY_TIME_N_SHARES];

      for (gsize k = 0; k < SY_TIME_N_SHARES; k++)
        shares[k] = share_text (band->shares[k].share, band->shares[k].low, band->shares[k].high,
                                band->n);
      sy_block_take_row (table, g_strdup (band->name), sy_text_count (band->n, ","),
                         sy_text_count (band->n_events, ","),
                         sy_text_fixed (band->median_days, 1, ""), shares[0], shares[1], shares[2]);
    }
}

/* "38 % [30–47]", and below it "n = 123 *". */
static char *
cohort_text (const SyCohortCell *cell)
{
  g_autofree char *share = sy_text_percent (cell->retention, 0);
  g_autofree char *low = sy_text_fixed (cell->low * 100, 0, "");
  g_autofree char *high = sy_text_fixed (cell->high * 100, 0, "");
  g_autofree char *n = sy_text_count (cell->n, ",");

  if (cell->n == 0)
    return g_strdup (SY_DASH);
  return g_strdup_printf ("%s" SY_NBSP "[%s" SY_DASH "%s] n" SY_NBSP "=" SY_NBSP "%s%s", share, low,
                          high, n, sy_is_small_n (cell->n) ? SY_NBSP "*" : "");
}

/* A column a band where a page is wide enough for them. */
static void
add_cohort_grid (SyDocument *document,
                 const SyCohorts *cohorts)
{
  const char *titles[MOST_COLUMNS + 1];
  SyBlock *table;

  for (gsize b = 0; b <= cohorts->n_bands; b++)
    titles[b] = b < cohorts->n_bands ? cohorts->band_names[b] : "All";
  table = sy_document_add_grid (document, "First seen", titles, cohorts->n_bands + 1);
  for (gsize c = 0; c <= cohorts->n_cohorts; c++)
    {
      sy_block_take_cell (table, sy_chart_name_cohort (cohorts, c));
      for (gsize b = 0; b <= cohorts->n_bands; b++)
        sy_block_take_cell (table, cohort_text (sy_cohorts_get_cell (cohorts, c, b)));
    }
}

static void
add_cohort_lines (SyDocument *document,
                  const SyCohorts *cohorts)
{
  SyBlock *table = sy_document_add_table (document, "First seen", 1.0, 't', "Band", 1.4, 't',
                                          "Share with any event [95 %]", 1.6, 'n', NULL);

  for (gsize c = 0; c <= cohorts->n_cohorts; c++)
    for (gsize b = 0; b <= cohorts->n_bands; b++)
      sy_block_take_row (table,
                         b == 0 ? sy_chart_name_cohort (cohorts, c) : g_strdup (""),
                         g_strdup (b < cohorts->n_bands ? cohorts->band_names[b] : "All"),
                         cohort_text (sy_cohorts_get_cell (cohorts, c, b)));
}

static void
add_cohorts (SyDocument *document,
             const SyCohorts *cohorts)
{
  sy_document_take_charts (document, sy_chart_heat_from_cohorts (cohorts), NULL, 290.0);
  if (cohorts->n_cohorts == 0)
    return;
  sy_document_add_heading (document, 2, "Retained, by month of the first event and band");
  if (cohorts->n_bands <= MOST_COLUMNS)
    add_cohort_grid (document, cohorts);
  else
    add_cohort_lines (document, cohorts);
}

static void
add_money (SyDocument *document,
           const SyMoney *money)
{
  g_autofree char *types = g_strjoinv (", ", money->types);
  SyBlock *table;

  if (money->types[0] == NULL)
    return;
  sy_document_add_heading (document, 2, "Money in the outcome window, by band");
  sy_document_take_note (document, g_strdup_printf ("Amounts of: %s. 95" SY_NBSP
                                                    "%% intervals count people.",
                                                    types));
  table = sy_document_add_table (document, "Band", 1.0, 't', "People", 0.8, 'n', "Revenue", 1.0,
                                 'n', "A person", 1.6, 'n', "Order value", 1.5, 'n',
                                 "Orders a person", 1.5, 'n', "Buy again", 1.7, 'n',
                                 "Lifetime so far", 1.8, 'n', NULL);
  for (gsize i = 0; i <= money->n_bands; i++)
    {
      const SyBandMoney *band = &money->bands[i];

      sy_block_take_row (table, g_strdup (band->name), sy_text_count (band->n, ","),
                         sy_text_fixed (band->revenue, 0, ","),
                         estimate_text (&band->per_person),
                         estimate_text (&band->order_value),
                         estimate_text (&band->orders),
                         share_text (band->repeat.value, band->repeat.low, band->repeat.high,
                                     band->n_buyers),
                         estimate_text (&band->lifetime));
    }
}

/* What people spent against as long a time before the date. */
static void
add_growth (SyDocument *document,
            const SyMoney *money)
{
  g_autofree char *days = sy_text_value (money->window_days, "");
  g_autofree char *before = g_strdup_printf ("In %s days before", days);
  g_autofree char *after = g_strdup_printf ("In %s days after", days);
  SyBlock *table;

  if (money->types[0] == NULL)
    return;
  sy_document_add_heading (document, 2, "Revenue kept and expanded, by band");
  table = sy_document_add_table (document, "Band", 1.0, 't', before, 1.1, 'n', after, 1.1, 'n',
                                 "Kept (NRR) [95 %]", 1.8, 'n', "People who spent before", 1.1, 'n',
                                 "Spent more (expansion) [95 %]", 1.8, 'n', NULL);
  for (gsize i = 0; i <= money->n_bands; i++)
    {
      const SyBandMoney *band = &money->bands[i];

      sy_block_take_row (table, g_strdup (band->name), sy_text_fixed (band->before, 0, ","),
                         sy_text_fixed (band->revenue, 0, ","),
                         share_text (band->retention.value, band->retention.low,
                                     band->retention.high, band->n_before),
                         sy_text_count (band->n_before, ","),
                         share_text (band->expansion.value, band->expansion.low,
                                     band->expansion.high, band->n_before));
    }
}

void
sy_report_add_follow_up (SyDocument *document,
                         const SyReportInfo *info)
{
  const SyStudy *study = info->study;
  g_autofree char *date = NULL;

  if (study->times == NULL)
    return;
  date = sy_chart_date (study->zone, study->times->as_of);
  sy_document_add_heading (document, 1, "After the date");
  sy_document_take_text (
      document,
      g_strdup_printf ("What became of the people scored as of %s, the last date whose outcome is known.",
                       date));
  if (study->lead != NULL)
    sy_document_take_charts (document, sy_chart_lead_from_lead_time (study->lead),
                             sy_chart_survival_from_times (study->times), 270.0);
  else
    sy_document_take_charts (document, sy_chart_survival_from_times (study->times), NULL, 250.0);
  if (study->lead != NULL)
    add_lead (document, study->lead);
  add_times (document, study->times);
  if (study->cohorts != NULL)
    add_cohorts (document, study->cohorts);
  if (study->money != NULL)
    {
      add_money (document, study->money);
      add_growth (document, study->money);
    }
  sy_report_add_small_note (document);
}
