/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-auc.h"
#include "sy-roc.h"

G_BEGIN_DECLS

struct _SyRoc
{
  const SyRanking *ranking;
  gsize n;
  gsize n_positive;
  gsize n_negative;
  gsize n_groups;
  const guint32 *group_ends;

  /* Owned: for each position 1 if the outcome happened there. */
  guint8 *hits;
  gsize n_allocated;
};

/* Precision, recall and F1 from the four counts. */
void sy_confusion_set_ratios (SyConfusion *self);

/* How many positions of [start, end) are hits. */
static inline gsize
sy_roc_count_hits (const SyRoc *self,
                   gsize start,
                   gsize end)
{
  gsize count = 0;

  for (gsize i = start; i < end; i++)
    count += self->hits[i];
  return count;
}

/* The largest distance met while walking the groups, in whole numbers. */
typedef struct
{
  gint64 n_positive;
  gint64 n_negative;
  gint64 balance;
  gint64 largest;
  gsize at;
  gboolean high_first;
} SyKsWalk;

static inline void
sy_ks_walk_init (SyKsWalk *walk,
                 const SyRoc *roc)
{
  walk->n_positive = (gint64) roc->n_positive;
  walk->n_negative = (gint64) roc->n_negative;
  walk->balance = 0;
  walk->largest = 0;
  walk->at = roc->n - 1;
  walk->high_first = sy_ranking_get_rank_order (roc->ranking) == SY_RANK_HIGH_FIRST;
}

static inline void
sy_ks_walk_step (SyKsWalk *walk,
                 gsize start,
                 gsize end,
                 gsize hits,
                 gsize misses)
{
  gint64 distance;

  walk->balance += (gint64) hits * walk->n_negative - (gint64) misses * walk->n_positive;
  distance = ABS (walk->balance);
  /* From the highest score down, what is not yet counted is F at the next lower score. */
  if (distance > walk->largest || (walk->high_first && distance == walk->largest && distance > 0))
    {
      walk->largest = distance;
      walk->at = walk->high_first ? end : start;
    }
}

static inline void
sy_ks_walk_finish (const SyKsWalk *walk,
                   const SyRoc *roc,
                   SyKs *out_ks)
{
  out_ks->value = (double) walk->largest / ((double) walk->n_positive * (double) walk->n_negative);
  out_ks->at = sy_ranking_get_value (roc->ranking, walk->at);
}

gboolean sy_roc_check_classes (const SyRoc *self,
                               GError **error);

G_END_DECLS
