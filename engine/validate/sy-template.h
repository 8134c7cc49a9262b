/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "score/sy-score.h"

G_BEGIN_DECLS

/**
 * SyTemplate:
 * @id: a short word
 * @title: what it scores
 * @summary: what for, in one sentence
 *
 * A model to start from.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *summary;
} SyTemplate;

/**
 * sy_template_list:
 * @out_n: (out): how many
 *
 * Returns: (transfer none) (array length=out_n): the templates, the most general first
 */
SY_EXTERN
const SyTemplate *sy_template_list (gsize *out_n);

/**
 * sy_template_find_role:
 * @type: the name of an event type, such as `Order Completed`
 *
 * What an event means, by the words of its name: `purchase`, `click`, `ticket` and so on.
 *
 * Returns: (nullable): the role, or %NULL when no word says it
 */
SY_EXTERN
const char *sy_template_find_role (const char *type);

/**
 * sy_template_adapt:
 * @id: a template
 * @log: the events
 * @as_of: the instant whose scores fill the scale
 * @out_notes: (out) (transfer full): lines on what was adapted and what was left out, %NULL-terminated
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * The template over the event types there are: each type takes the role its name tells; rules whose role
 * no type has are left out, as is the outcome, and groups without rules. A range scale reaches from the
 * 5th to the 95th percentile of the population's points, in two digits, so that the bands are filled from
 * the start. The weights are starting points, not findings.
 *
 * Errors: #SY_MODEL_ERROR when there is no such template, or nothing of it fits the events.
 *
 * Returns: (transfer full): a valid model, or %NULL
 */
SY_EXTERN
SyModel *sy_template_adapt (const char *id,
                            SyEventLog *log,
                            gint64 as_of,
                            char ***out_notes,
                            GCancellable *cancellable,
                            GError **error);

/**
 * sy_template_fill_scale:
 * @model: a model with a range scale, not shared yet
 * @log: the events
 * @as_of: the instant whose scores fill the scale
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Lets the range reach from the 5th percentile of the population's raw scores, or 0 where that is
 * higher, to the 95th, in two digits. Leaves it as it is when nobody is scored or all are alike.
 * Cost: one scoring and a sort.
 *
 * Returns: %TRUE, %FALSE when cancelled
 */
SY_EXTERN
gboolean sy_template_fill_scale (SyModel *model,
                                 SyEventLog *log,
                                 gint64 as_of,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
