/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a suggestion and a half-life take. Not a test.
 *
 *   bench-suggest [PEOPLE [EVENTS_PER_PERSON]]
 */
#include "config.h"

#include <stdlib.h>
#include <time.h>

#include "bench-world.h"

#define N_DATES 6

static void
print_times (const char *what,
             gsize n_dates,
             gint64 start_us,
             clock_t start)
{
  g_print ("%-10s %6" G_GSIZE_FORMAT " %8.2f %8.2f\n", what, n_dates,
           (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC,
           (double) (clock () - start) / CLOCKS_PER_SEC);
}

static void
time_suggestion (SyEventLog *log,
                 const SyModel *model,
                 const gint64 *dates,
                 gsize n_dates)
{
  SySuggestionOptions options = SY_SUGGESTION_OPTIONS_INIT;
  g_autoptr (SySuggestion) suggestion = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  clock_t start = clock ();

  options.origins = dates;
  options.n_origins = n_dates;
  suggestion = sy_suggestion_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  print_times ("suggest", n_dates, start_us, start);
}

static void
time_half_life (SyEventLog *log,
                const SyModel *model,
                const gint64 *dates,
                gsize n_dates)
{
  const SyHalfLifeOptions options = SY_HALF_LIFE_OPTIONS_INIT;
  g_autoptr (SyHalfLife) found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  clock_t start = clock ();

  found = sy_half_life_find (log, model, "ta", dates, n_dates, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  print_times ("half-life", n_dates, start_us, start);
}

int
main (int argc,
      char *argv[])
{
  gsize n_people = argc > 1 ? (gsize) g_ascii_strtoull (argv[1], NULL, 10) : 500000;
  guint n_events = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 20;
  g_autoptr (SyEventLog) log = make_log (n_people, n_events);
  g_autoptr (SyModel) model = make_model ();
  gint64 dates[N_DATES];

  for (gsize i = 0; i < N_DATES; i++)
    dates[i] = (START + (80 + 30 * (gint64) i) * DAY) / 1000;
  g_print ("%" G_GSIZE_FORMAT " people, %u events each, %d rules\n%-10s %6s %8s %8s\n", n_people,
           n_events, N_TYPES, "seconds", "dates", "elapsed", "CPU");
  time_suggestion (log, model, dates + N_DATES - 1, 1);
  time_suggestion (log, model, dates, N_DATES);
  time_half_life (log, model, dates + N_DATES - 1, 1);
  time_half_life (log, model, dates, N_DATES);
  return 0;
}
