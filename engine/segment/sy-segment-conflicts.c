/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-conflicts.h"

static int
compare_conflicts (gconstpointer a,
                   gconstpointer b)
{
  const SySegmentConflict *first = a;
  const SySegmentConflict *second = b;

  if (first->person != second->person)
    return first->person < second->person ? -1 : 1;
  return (first->loser > second->loser) - (first->loser < second->loser);
}

GArray *
sy_segment_conflicts_find (SySegmentClaim *claims,
                           gsize n_claims,
                           gsize n_people)
{
  GArray *conflicts = g_array_new (FALSE, FALSE, sizeof (SySegmentConflict));
  g_autofree gsize *winners = g_new (gsize, n_people + 1);

  for (gsize i = 0; i < n_people; i++)
    winners[i] = n_claims;
  for (gsize k = 0; k < n_claims; k++)
    for (gsize i = 0; i < claims[k].n_people; i++)
      {
        gsize *winner = &winners[claims[k].people[i]];

        if (*winner == n_claims || claims[*winner].priority < claims[k].priority)
          *winner = k;
      }
  for (gsize k = 0; k < n_claims; k++)
    {
      claims[k].n_kept = 0;
      for (gsize i = 0; i < claims[k].n_people; i++)
        {
          guint32 person = claims[k].people[i];
          SySegmentConflict conflict = { person, winners[person], k };

          if (winners[person] == k)
            claims[k].n_kept++;
          else
            g_array_append_val (conflicts, conflict);
        }
    }
  g_array_sort (conflicts, compare_conflicts);
  return conflicts;
}
