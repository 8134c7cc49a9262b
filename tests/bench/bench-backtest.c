/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Opens a project and measures a backtest of the model of bench-edits at twelve dates, each a month after
 * the one before, from nothing:
 *
 *   bench-backtest PROJECT
 *
 * A backtest is done when every date and all together have AUC with interval, KS, gain, the outcome by band
 * and reliability; those of all together with intervals by person. Prints one JSON object; run by
 * tests/bench/run.
 */
#include "config.h"

#include "bench-project.h"

#define N_DATES 12
#define N_RUNS 3

int
main (int argc,
      char **argv)
{
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = NULL;
  g_autoptr (SyBacktest) backtest = NULL;
  g_autoptr (GError) error = NULL;
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  gint64 dates[N_DATES];
  double best_ms = (double) INFINITY;

  if (argc != 2)
    {
      fprintf (stderr, "usage: bench-backtest PROJECT\n");
      return 2;
    }
  log = open_log (argv[1]);
  model = make_model (log);
  for (int i = 0; i < N_DATES; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d-%02d-01T00:00:00Z", i < 2 ? 2023 : 2024,
                                               i < 2 ? 11 + i : i - 1);

      if (!sy_as_of_parse (sy_event_log_get_zone (log), text, &dates[i], NULL))
        g_assert_not_reached ();
    }
  options.origins = dates;
  options.n_origins = N_DATES;
  for (int run = 0; run < N_RUNS; run++)
    {
      gint64 start = g_get_monotonic_time ();

      g_clear_pointer (&backtest, sy_backtest_unref);
      backtest = sy_backtest_run (log, model, &options, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      best_ms = MIN (best_ms, elapsed_ms (start));
    }
  printf ("{\"dates\": %d, \"rows\": %" G_GSIZE_FORMAT ", \"backtest_ms\": %.3f, \"auc\": [", N_DATES,
          backtest->pooled.n, best_ms);
  for (gsize i = 0; i < backtest->n_origins; i++)
    printf ("%s%.6f", i > 0 ? ", " : "", backtest->origins[i].figures->auc.value);
  printf ("]}\n");
  return 0;
}
