/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-clusters.h"

G_BEGIN_DECLS

/* The component that takes points away. */
#define SY_CLUSTERS_FRICTION "friction"

/*
 * Columns, their means and deviations: a spec without centres. Rows of the members of the scores,
 * row-major, in deviations.
 */
struct _SyClusterPoints
{
  SyClusterSpec *spec;
  char **left_out;
  double *rows;
  SyScores *scores;
  const guint32 *people; /* of @scores */
  gsize n_people;
};

G_END_DECLS
