/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-auc.h"
#include "sy-roc.h"

G_BEGIN_DECLS

/*
 * The figures of a score against an outcome that stays the same while the score is edited. See
 * sy-class-roc.c. Used by one thread at a time.
 */
typedef struct _SyClassRoc SyClassRoc;

/*
 * To the last bit what SyRoc gives, but for the lift, which may differ in its last place.
 */
typedef struct
{
  SyAuc auc;
  SyKs ks;
  double top_decile_lift;
  SyAucComparison comparison; /* first this score, then the other; left alone without another */
} SyClassFigures;

SyClassRoc *sy_class_roc_new (void);
void sy_class_roc_free (SyClassRoc *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyClassRoc, sy_class_roc_free)

/*
 * Says who had the outcome: labels[i] is 0 or 1 for the person people[i].
 */
void sy_class_roc_set_outcome (SyClassRoc *self,
                               const guint32 *people,
                               const guint8 *labels,
                               gsize n);

/*
 * Sorts the smaller class by @scores, by person, finite; once before each sy_class_roc_measure (), which counts the
 * larger one. Fails with SY_STATS_ERROR_ONE_CLASS.
 */
gboolean sy_class_roc_prepare (SyClassRoc *self,
                               const double *scores,
                               guint n_threads,
                               GError **error);

/*
 * Measures the scores that it was prepared for. @out_placements (n, or NULL) is in an order of this object's
 * own and is what another call takes as @other_placements (or NULL) to compare the two scores.
 */
void sy_class_roc_measure (SyClassRoc *self,
                           const double *scores,
                           SyRankOrder order,
                           guint n_threads,
                           const guint32 *other_placements,
                           guint32 *out_placements,
                           SyClassFigures *out_figures);

G_END_DECLS
