/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "sy-column-private.h"
#include "sy-layer-private.h"
#include "sy-population-private.h"
#include "sy-scale-private.h"
#include "sy-totals-private.h"

G_BEGIN_DECLS

/*
 * What scorings of one log at one instant have computed, found again by what it depends on.
 * Everything returned belongs to the cache and lives at least until the end of the scoring.
 * What the last few scorings did not use is let go.
 */
typedef struct _SyScoreCache SyScoreCache;

SyScoreCache *sy_score_cache_new (SyEventLog *log,
                                  gint64 as_of);

/*
 * A cache for a log that came of the one of @self by added rows: what rows and time leave as it was
 * need not be computed again. The results are the same to the last bit.
 */
SyScoreCache *sy_score_cache_renew (const SyScoreCache *self,
                                    SyEventRenewal *renewal,
                                    gint64 as_of);
void sy_score_cache_free (SyScoreCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyScoreCache, sy_score_cache_free)

/*
 * Called before and after each scoring.
 */
void sy_score_cache_begin (SyScoreCache *self);
void sy_score_cache_end (SyScoreCache *self);

/*
 * For how many people the values of rules were computed so far, counted once for each rule.
 */
gsize sy_score_cache_get_n_computed (const SyScoreCache *self);

SyPopulation *sy_score_cache_get_population (SyScoreCache *self,
                                             const SyPopulationSpec *spec);

/*
 * Of a scale that does not depend on who is scored.
 */
SyScale *sy_score_cache_get_scale (SyScoreCache *self,
                                   const SyScaleSpec *spec);

/*
 * The probability of a model; NULL when it says none.
 */
SyLayer *sy_score_cache_get_layer (SyScoreCache *self,
                                   const SyModel *model);

/*
 * The values of a rule, computed if need be.
 */
SyColumn *sy_score_cache_get_values (SyScoreCache *self,
                                     const SyRule *rule,
                                     guint n_threads);

/*
 * The points of a group whose rules read @columns. When @out_is_new, the caller has to fill
 * the column.
 */
SyColumn *sy_score_cache_get_group (SyScoreCache *self,
                                    const SyGroupPart *part,
                                    SyColumn **columns,
                                    gboolean *out_is_new);

/*
 * What raw scores and scores depend on.
 */
typedef struct
{
  SyColumn **groups;
  gsize n_groups;
  double score_min;
  double score_max;
  SyScale *scale;           /* NULL when the members are ranked among themselves */
  SyPopulation *population; /* read then only */
  SyLayer *layer;           /* that is blended in; NULL for none */
  SyColumn *sums;           /* that it reads, or NULL */
} SyTotalsKey;

/*
 * Raw scores and scores. When @out_is_new, the caller has to fill both columns.
 */
void sy_score_cache_get_totals (SyScoreCache *self,
                                const SyTotalsKey *key,
                                SyColumn **out_raw,
                                SyColumn **out_score,
                                gboolean *out_is_new);

G_END_DECLS
