/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "stats/sy-stats.h"
#include "sy-labelled-private.h"

G_BEGIN_DECLS

/*
 * The rules that a fit reads.
 */
typedef struct
{
  const gsize *indices; /* of each through all groups of the model */
  const int *signs;     /* that its effect on what a high score should mean may have */
  gsize n;
} SyDesignColumns;

/*
 * What is fitted: the values of rules in all labelled rows, or in those of some people, and whether
 * that came which a high score should mean.
 */
typedef struct
{
  SyRidgeRows rows;
  double share; /* of the people */
  guint32 seed;
  double *x;
  guint8 *outcome;
  guint32 *people;
} SyDesign;

/*
 * Draws people with all their rows, so that about @max_rows are left.
 */
void sy_design_init (SyDesign *self,
                     const SyLabelled *rows,
                     const SyDesignColumns *columns,
                     gsize max_rows,
                     guint32 seed);
void sy_design_clear (SyDesign *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SyDesign, sy_design_clear)

gboolean sy_design_is_drawn (const SyDesign *self,
                             guint32 person);

/*
 * Whether a column says the same of everybody.
 */
gboolean sy_values_are_constant (const double *values,
                                 gsize n);

G_END_DECLS
