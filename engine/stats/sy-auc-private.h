/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-auc.h"

G_BEGIN_DECLS

__extension__ typedef unsigned __int128 SyWide;

/*
 * Sums of the placements of one class.
 */
typedef struct
{
  guint64 sum;
  SyWide squares;
} SyMoments;

static inline void
sy_moments_add (SyMoments *self,
                guint64 placement,
                guint64 count)
{
  self->sum += placement * count;
  self->squares += (SyWide) (placement * placement) * count;
}

void sy_auc_set (SyAuc *self,
                 const SyMoments *with,
                 const SyMoments *without,
                 gsize n_positive,
                 gsize n_negative);

/*
 * Sums over both classes: of the first placement of those with the outcome, and of the differences and
 * their squares, [0] without and [1] with it.
 */
typedef struct
{
  gsize n_positive;
  guint64 first;
  gint64 difference[2];
  SyWide squares[2];
} SyPairSums;

void sy_auc_comparison_set (SyAucComparison *self,
                            const SyPairSums *sums,
                            gsize n);

gboolean sy_auc_check_classes (gsize n_positive,
                               gsize n,
                               GError **error);

G_END_DECLS
