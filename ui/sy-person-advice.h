/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sy-person-query.h"

G_BEGIN_DECLS

/**
 * SyPersonAdvice:
 *
 * What moved one person's score in the last days, and the fewest events that would
 * lift it to each higher band. Immutable, reference-counted.
 */
typedef struct _SyPersonAdvice SyPersonAdvice;

/**
 * SY_PERSON_ADVICE_EVENTS:
 *
 * The most events that are tried to reach a band.
 */
#define SY_PERSON_ADVICE_EVENTS 5

/**
 * sy_person_advice_new:
 * @query: whom
 * @cancellable: (nullable): stops it
 * @progress: (nullable): told the sets of events that were tried for a band
 * @user_data: for @progress
 * @error: return location
 *
 * Costs a scoring of everyone, and one of the person for each set of events. Any thread.
 *
 * Returns: (transfer full): the advice, %NULL when cancelled
 */
SyPersonAdvice *sy_person_advice_new (const SyPersonQuery *query,
                                      GCancellable *cancellable,
                                      SyProgressFunc progress,
                                      gpointer user_data,
                                      GError **error);
SyPersonAdvice *sy_person_advice_ref (SyPersonAdvice *self);
void sy_person_advice_unref (SyPersonAdvice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPersonAdvice, sy_person_advice_unref)

/**
 * SyAdviceReason:
 * @text: what was done and before, and the points: "Purchases down 40 % in 14 days: 5 → 3 (-4.2 points)"
 * @change: points; their sign says which way
 *
 * A rule that moved the score.
 */
typedef struct
{
  char *text;
  double change;
} SyAdviceReason;

/**
 * SyAdviceReach:
 * @band: name of a higher band
 * @bound: "17 or more"
 * @text: what it takes: "2 × purchase → 18.2", or that no few events do
 * @is_reached: whether a set of events reaches it
 *
 * The way to a band.
 */
typedef struct
{
  char *band;
  char *bound;
  char *text;
  gboolean is_reached;
} SyAdviceReach;

/**
 * sy_person_advice_get_reasons:
 * @self: advice
 * @out_n_reasons: (out): how many, possibly none
 *
 * Returns: (transfer none) (array length=out_n_reasons): the largest first
 */
const SyAdviceReason *sy_person_advice_get_reasons (SyPersonAdvice *self,
                                                    gsize *out_n_reasons);

/**
 * sy_person_advice_get_reaches:
 * @self: advice
 * @out_n_reaches: (out): how many, possibly none
 *
 * Returns: (transfer none) (array length=out_n_reaches): the nearest band first
 */
const SyAdviceReach *sy_person_advice_get_reaches (SyPersonAdvice *self,
                                                   gsize *out_n_reaches);

/**
 * sy_person_advice_get_note:
 * @self: advice
 *
 * Returns: (nullable): why there is no band to reach, as that it is the highest one
 */
const char *sy_person_advice_get_note (SyPersonAdvice *self);

G_END_DECLS
