/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cluster-outcomes.h"

#include <math.h>

SyClusterOutcome *
sy_cluster_outcomes_new (gsize n_clusters,
                         const guint32 *people,
                         const guint8 *assigned,
                         gsize n_people,
                         const SyOutcome *outcome)
{
  SyClusterOutcome *self;
  gsize next = 0;

  g_return_val_if_fail (n_clusters > 0 && outcome != NULL, NULL);

  self = g_new0 (SyClusterOutcome, n_clusters);
  for (gsize i = 0; i < outcome->n; i++)
    {
      SyClusterOutcome *of;

      /* Both lists rise; who had the outcome before is missing in one. */
      while (next < n_people && people[next] < outcome->people[i])
        next++;
      if (next == n_people)
        break;
      if (people[next] != outcome->people[i])
        continue;
      of = &self[assigned[next]];
      of->n++;
      of->positives += outcome->labels[i];
    }
  for (gsize c = 0; c < n_clusters; c++)
    {
      SyInterval interval = sy_wilson ((double) self[c].positives, (double) self[c].n);

      self[c].rate = self[c].n > 0 ? (double) self[c].positives / (double) self[c].n
                                   : (double) NAN;
      self[c].low = interval.low;
      self[c].high = interval.high;
    }
  return self;
}
