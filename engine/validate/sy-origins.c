/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-backtest.h"

#include <stdlib.h>

#include "core/sy-time.h"
#include "sy-labelled-private.h"

static int
get_days_in_month (int year,
                   int month)
{
  return month == 12 ? 31
                     : sy_day_from_civil (year, month + 1, 1) - sy_day_from_civil (year, month, 1);
}

/* The day so many months after another: the same day of the month, or the month's last. */
static gint32
add_months (gint32 day,
            int n_months)
{
  int year;
  int month;
  int day_of_month;
  int months;

  sy_day_to_civil (day, &year, &month, &day_of_month);
  months = year * 12 + month - 1 + n_months;
  year = months / 12;
  month = months % 12 + 1;
  return sy_day_from_civil (year, month, MIN (day_of_month, get_days_in_month (year, month)));
}

gint64 *
sy_origins_between (const SyZone *zone,
                    gint32 from_day,
                    gint32 to_day,
                    SyPeriod period,
                    gsize *out_n_origins)
{
  GArray *origins = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint32 day = from_day;

  for (int i = 1; day <= to_day; i++)
    {
      gint64 origin = sy_zone_day_start (zone, day + 1);

      g_array_append_val (origins, origin);
      day = period == SY_PERIOD_WEEK ? from_day + 7 * i : add_months (from_day, i);
    }
  *out_n_origins = origins->len;
  return (gint64 *) (gpointer) g_array_free (origins, FALSE);
}

gint64 *
sy_origins_suggest (const SyEventLog *log,
                    gsize n_wished,
                    gsize *out_n_origins)
{
  const SyZone *zone = sy_event_log_get_zone (log);
  gint64 *origins = g_new (gint64, MAX (n_wished, 1));
  gint64 first;
  gint64 last;
  int year;
  int month;
  gint32 month_start;
  gsize n = 0;

  *out_n_origins = 0;
  if (!sy_event_log_get_span (log, &first, &last))
    return origins;
  sy_day_to_civil (sy_zone_day (zone, last), &year, &month, NULL);
  month_start = sy_day_from_civil (year, month, 1);
  for (; n < n_wished; n++)
    {
      gint64 origin = sy_zone_day_start (zone, add_months (month_start, -(int) n));

      if (origin <= first)
        break;
      origins[n_wished - 1 - n] = origin;
    }
  for (gsize i = 0; i < n; i++)
    origins[i] = origins[n_wished - n + i];
  *out_n_origins = n;
  return origins;
}

static int
compare_instants (gconstpointer a,
                  gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

gint64 *
sy_origins_sort (const gint64 *origins,
                 gsize n,
                 gsize *out_n)
{
  gint64 *sorted = g_memdup2 (origins, n * sizeof *origins);
  gsize n_sorted = 0;

  qsort (sorted, n, sizeof *sorted, compare_instants);
  for (gsize i = 0; i < n; i++)
    if (n_sorted == 0 || sorted[n_sorted - 1] != sorted[i])
      sorted[n_sorted++] = sorted[i];
  *out_n = n_sorted;
  return sorted;
}
