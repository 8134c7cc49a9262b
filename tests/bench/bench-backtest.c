/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Opens a project and measures a backtest of the model of bench-edits at twelve dates, each a month after
 * the one before, from nothing:
 *
 *   bench-backtest PROJECT
 *
 * A backtest is done when every date and all together have AUC with interval, KS, average precision, gain, the
 * outcome by band, correlations and reliability; those of all together with intervals by person. Prints one JSON
 * object, with the figures of each date and of all together for the peer to be held against; run by tests/bench/run.
 */
#include "config.h"

#include "bench-project.h"

#define N_DATES 12
#define N_RUNS 3

static void
print_figures (const SyFigures *figures)
{
  printf ("{\"n\": %" G_GSIZE_FORMAT ", \"positives\": %" G_GSIZE_FORMAT, figures->n, figures->n_positive);
  printf (", \"auc\": %.17g, \"variance\": %.17g, \"ks\": %.17g", figures->auc.value, figures->auc.variance,
          figures->ks.value);
  printf (", \"average_precision\": %.17g, \"spearman\": %.17g, \"point_biserial\": %.17g",
          figures->average_precision, figures->spearman, figures->point_biserial);
  printf (", \"fit\": [%.17g, %.17g], \"tenths\": [", figures->calibration.b0, figures->calibration.b1);
  for (guint d = 0; d < SY_N_DECILES; d++)
    printf ("%s%" G_GSIZE_FORMAT, d > 0 ? ", " : "", figures->deciles[d].positives);
  printf ("], \"bands\": [");
  for (gsize b = 0; b < figures->n_bands; b++)
    printf ("%s[%" G_GSIZE_FORMAT ", %" G_GSIZE_FORMAT "]", b > 0 ? ", " : "", figures->bands[b].n,
            figures->bands[b].positives);
  printf ("]}");
}

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
  printf ("{\"dates\": %d, \"rows\": %" G_GSIZE_FORMAT ", \"backtest_ms\": %.3f, \"answers\": [", N_DATES,
          backtest->pooled.n, best_ms);
  for (gsize i = 0; i < backtest->n_origins; i++)
    {
      print_figures (backtest->origins[i].figures);
      printf (", ");
    }
  print_figures (backtest->pooled.figures);
  printf ("]}\n");
  return 0;
}
