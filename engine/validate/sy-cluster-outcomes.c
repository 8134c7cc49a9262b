/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cluster-outcomes.h"

#include <math.h>

SyClusterOutcome *
sy_cluster_outcomes_new (const SyClusters *clusters,
                         const SyOutcome *outcome)
{
  SyClusterOutcome *self;
  gsize next = 0;

  g_return_val_if_fail (clusters != NULL && outcome != NULL, NULL);

  self = g_new0 (SyClusterOutcome, clusters->spec->n_clusters);
  for (gsize i = 0; i < outcome->n; i++)
    {
      SyClusterOutcome *of;

      /* Both lists rise; who had the outcome before is missing in one. */
      while (clusters->people[next] < outcome->people[i])
        next++;
      of = &self[clusters->assigned[next]];
      of->n++;
      of->positives += outcome->labels[i];
    }
  for (gsize c = 0; c < clusters->spec->n_clusters; c++)
    {
      SyInterval interval = sy_wilson ((double) self[c].positives, (double) self[c].n);

      self[c].rate = self[c].n > 0 ? (double) self[c].positives / (double) self[c].n
                                   : (double) NAN;
      self[c].low = interval.low;
      self[c].high = interval.high;
    }
  return self;
}
