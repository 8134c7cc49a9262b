/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section on what became of people after the last date whose outcome is known. */
#include "config.h"

#include "sy-report-private.h"

#include <math.h>

#include "sy-chart-text-private.h"

/* "12.3 [10.0–14.0]", or with percent signs. */
static char *
estimate_text (const SyEstimate *estimate,
               gboolean is_share)
{
  g_autofree char *value = is_share ? sy_text_percent (estimate->value, 1)
                                    : sy_text_fixed (estimate->value, 2, ",");
  g_autofree char *low = is_share ? sy_text_fixed (estimate->low * 100, 1, "")
                                  : sy_text_fixed (estimate->low, 2, ",");
  g_autofree char *high = is_share ? sy_text_fixed (estimate->high * 100, 1, "")
                                   : sy_text_fixed (estimate->high, 2, ",");

  return isfinite (estimate->low) ? g_strdup_printf ("%s [%s" SY_DASH "%s]", value, low, high)
                                  : g_steal_pointer (&value);
}

static char *
share_text (double share,
            double low,
            double high,
            gsize n)
{
  g_autofree char *text = estimate_text (&(SyEstimate){ share, low, high }, TRUE);

  return sy_is_small_n (n) ? g_strconcat (text, " *", NULL) : g_steal_pointer (&text);
}

static void
add_lead (SyDocument *document,
          const SyLeadTime *lead)
{
  g_autofree char *threshold = sy_text_value (lead->threshold, "");
  g_autofree char *median = sy_text_fixed (lead->median_days, 0, "");
  g_autofree char *alarm_days = sy_text_fixed (lead->alarm_days, 1, "");
  g_autofree char *window = sy_text_value (lead->window_days, "");
  g_autofree char *positives = sy_text_count (lead->n_positive, ",");
  g_autofree char *retained = sy_text_count (lead->n_retained, ",");
  SyBlock *table;

  sy_document_add_heading (document, 2, "Warned in time");
  sy_document_take_text (
      document,
      g_strdup_printf ("A score %s %s warns. Half of the %s people with the outcome were warned of %s days before it "
                       "or longer, without a break. A person without the outcome (%s) was warned of on %s of %s "
                       "days.",
                       lead->direction == SY_DIRECTION_LESS ? "below" : "from", threshold,
                       positives, median, retained, alarm_days, window));
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
                         estimate_text (&band->per_person, FALSE),
                         estimate_text (&band->order_value, FALSE),
                         estimate_text (&band->orders, FALSE),
                         share_text (band->repeat.value, band->repeat.low, band->repeat.high,
                                     band->n_buyers),
                         estimate_text (&band->lifetime, FALSE));
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
    sy_document_take_charts (document, sy_chart_heat_from_cohorts (study->cohorts), NULL, 290.0);
  if (study->money != NULL)
    add_money (document, study->money);
  sy_document_take_note (document,
                         g_strdup_printf ("* Small n, fewer than %d people: read the interval, not the rate.",
                                          SY_SMALL_N));
}
