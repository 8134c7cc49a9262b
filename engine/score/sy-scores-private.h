/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-column-private.h"
#include "sy-layer-private.h"
#include "sy-population-private.h"
#include "sy-scores.h"
#include "sy-totals-private.h"

G_BEGIN_DECLS

struct _SyScores
{
  gint64 as_of;
  gsize n_people;
  SyColumn *raw;
  SyColumn *score;
  guint8 *bands;
  SyPopulation *population;
  gsize n_rules;
  SyRulePart *parts;  /* by rule */
  SyColumn **columns; /* by rule; what parts read, NULL for a muted rule */
  gsize n_groups;
  SyColumn **groups;
  SyLayer *layer; /* NULL when the model says no probability */
  SyColumn *sums; /* that it reads, or NULL */
};

/*
 * Scores with room for rules and groups, no columns yet.
 */
SyScores *sy_scores_new (gint64 as_of,
                         gsize n_people,
                         gsize n_rules,
                         gsize n_groups);

G_END_DECLS
