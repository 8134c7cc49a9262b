/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

gboolean sy_roc_check_classes (const SyRoc *self,
                               GError **error);

G_END_DECLS
