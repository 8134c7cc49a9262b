/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long an edit takes, and its parts: ranking, area, comparison, bins. Not a test.
 *
 *   bench-tune [PEOPLE]
 */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "bench-world.h"

#define ROUNDS 40
#define EVENTS_PER_PERSON 5

/* Decayed sums look like this: many zeros, many orders of magnitude. */
static double
get_score (guint kind)
{
  double u = get_unit ();

  switch (kind)
    {
    case 0:
      return 100 * (get_unit () + u) / 2;
    case 1:
      return u < 0.3 ? 0 : u > 0.95 ? 100
                                    : 100 * get_unit () * u;
    case 2:
      return u < 0.1 ? 0 : pow (10, 20 * get_unit () - 18);
    default:
      return floor (101 * u);
    }
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static const char *const kind_names[] = { "spread", "clamped", "tiny", "whole" };

/* Time on the processor, so that other programs do not count. */
static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

#define TIME(best, code)                         \
  G_STMT_START                                   \
  {                                              \
    double start_ms = get_cpu_ms ();             \
    code;                                        \
    best = MIN (best, get_cpu_ms () - start_ms); \
  }                                              \
  G_STMT_END

static void
time_parts (gsize n)
{
  g_autofree double *scores = g_new (double, n);
  g_autofree guint8 *outcome = g_new (guint8, n);
  g_autofree guint32 *first = g_new (guint32, n);
  g_autofree guint32 *second = g_new0 (guint32, n);
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_autoptr (SyRoc) roc = sy_roc_new ();

  g_print ("%" G_GSIZE_FORMAT " scores, best of %d, milliseconds\n", n, ROUNDS);
  g_print ("%-8s %7s %7s %7s %7s %7s %7s %7s %7s\n",
           "scores", "rank", "read", "auc", "ks", "lift", "place", "paired", "bins");
  for (guint kind = 0; kind < G_N_ELEMENTS (kind_names); kind++)
    {
      double best[8];
      SyAuc auc;
      SyAucComparison paired;
      SyKs ks;
      SyDecile deciles[SY_N_DECILES];
      gsize counts[10];
      static const double edges[] = { 10, 20, 30, 40, 50, 60, 70, 80, 90 };

      for (gsize i = 0; i < G_N_ELEMENTS (best); i++)
        best[i] = G_MAXDOUBLE;
      for (gsize i = 0; i < n; i++)
        {
          scores[i] = get_score (kind);
          outcome[i] = get_unit () < 0.1 + 0.002 * CLAMP (scores[i], 0, 100);
        }
      for (guint round = 0; round < ROUNDS; round++)
        {
          TIME (best[0], sy_ranking_reset (ranking, scores, n, SY_RANK_HIGH_FIRST, NULL));
          TIME (best[1], sy_roc_reset (roc, ranking, outcome));
          TIME (best[2], sy_roc_get_auc (roc, &auc, NULL));
          TIME (best[3], sy_roc_get_ks (roc, &ks, NULL));
          TIME (best[4], sy_roc_get_deciles (roc, deciles));
          TIME (best[5], sy_roc_get_placements (roc, first));
          TIME (best[6], sy_auc_compare_placements (first, second, outcome, n, &paired, NULL));
          TIME (best[7], sy_bins_count (edges, G_N_ELEMENTS (edges), scores, n, counts));
        }
      g_print ("%-8s", kind_names[kind]);
      for (gsize i = 0; i < G_N_ELEMENTS (best); i++)
        g_print (" %7.2f", best[i]);
      g_print ("\n");
    }
}

static void
edit (SyModel *model,
      guint kind,
      guint round)
{
  SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (model, round % 4), round / 4 % 5);

  if (kind == 0)
    rule->weight += 0.25;
  else if (kind == 1)
    rule->decay.half_life_days += 1;
  else
    sy_model_get_band (model, 1)->min = 5 + round % 30;
}

static void
time_edits (gsize n_people)
{
  static const char *const names[] = { "weight", "half-life", "threshold" };
  g_autoptr (SyEventLog) log = make_log (n_people, EVENTS_PER_PERSON);
  g_autoptr (SyModel) published = make_model ();
  g_autoptr (SyModel) draft = sy_model_copy (published);

  g_print ("%" G_GSIZE_FORMAT " people, %d rules, milliseconds an edit\n%-10s %7s %7s %7s %7s\n",
           n_people, N_TYPES, "", "threads", "best", "median", "CPU");
  for (guint threads = 1; threads <= 2; threads++)
    {
      g_autoptr (SyTuner) tuner = sy_tuner_new (log, (START + 200 * DAY) / 1000);
      g_autoptr (SyTuning) first = sy_tuner_evaluate (tuner, draft, published, NULL, NULL);

      sy_tuner_set_n_threads (tuner, threads);
      for (guint kind = 0; kind < G_N_ELEMENTS (names); kind++)
        {
          gint64 times[ROUNDS];
          clock_t cpu = clock ();

          for (guint round = 0; round < ROUNDS; round++)
            {
              SyModel *edited = sy_model_copy (draft);
              g_autoptr (SyTuning) tuning = NULL;

              edit (edited, kind, round);
              sy_model_unref (draft);
              draft = edited;
              tuning = sy_tuner_evaluate (tuner, draft, published, NULL, NULL);
              times[round] = tuning->elapsed_us;
            }
          qsort (times, ROUNDS, sizeof *times, compare_times);
          g_print ("%-10s %7u %7.2f %7.2f %7.2f\n", names[kind], threads, (double) times[0] / 1000,
                   (double) times[ROUNDS / 2] / 1000,
                   1000.0 * (double) (clock () - cpu) / CLOCKS_PER_SEC / ROUNDS);
        }
    }
}

int
main (int argc,
      char *argv[])
{
  gsize n = argc > 1 ? (gsize) g_ascii_strtoull (argv[1], NULL, 10) : 500000;

  time_parts (n);
  time_edits (n);
  return 0;
}
