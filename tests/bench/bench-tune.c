/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long the parts of an edit take: ranking, area, comparison, bins. Not a test. */
#include "config.h"

#include <math.h>

#include "sy-engine.h"

#define ROUNDS 40

static guint64 state = 42;

static double
get_unit (void)
{
  state = state * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
  return (double) (state >> 11) / 9007199254740992.0;
}

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

static const char *const kind_names[] = { "spread", "clamped", "tiny", "whole" };

#define TIME(best, code)                                   \
  G_STMT_START                                             \
  {                                                        \
    gint64 start_us = g_get_monotonic_time ();             \
    code;                                                  \
    best = MIN (best, g_get_monotonic_time () - start_us); \
  }                                                        \
  G_STMT_END

int
main (int argc,
      char *argv[])
{
  gsize n = argc > 1 ? (gsize) g_ascii_strtoull (argv[1], NULL, 10) : 500000;
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
      gint64 best[8];
      SyAuc auc;
      SyAucComparison paired;
      SyKs ks;
      SyDecile deciles[SY_N_DECILES];
      gsize counts[10];
      static const double edges[] = { 10, 20, 30, 40, 50, 60, 70, 80, 90 };

      for (gsize i = 0; i < G_N_ELEMENTS (best); i++)
        best[i] = G_MAXINT64;
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
        g_print (" %7.2f", (double) best[i] / 1000);
      g_print ("\n");
    }
  return 0;
}
