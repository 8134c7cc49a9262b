/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SyTone:
 * @SY_TONE_PLAIN: dimmed, neither good nor bad
 * @SY_TONE_MORE: better than what it is compared with
 * @SY_TONE_LESS: worse than what it is compared with
 *
 * The colour of a comment. The words must say it too.
 */
typedef enum
{
  SY_TONE_PLAIN,
  SY_TONE_MORE,
  SY_TONE_LESS
} SyTone;

/**
 * sy_tone_apply:
 * @widget: a label
 * @tone: what it says
 *
 * Gives @widget the style class of @tone and takes the others away.
 */
void sy_tone_apply (GtkWidget *widget,
                    SyTone tone);

/**
 * sy_metric_change_text:
 * @change: how much better a figure is than what it is compared with; NaN when nothing is
 * @decimals: digits after the point
 * @out_tone: (out): its colour
 *
 * Returns: (transfer full): "▲ 0.030", "▼ 0.004", "as before", or "" for NaN
 */
char *sy_metric_change_text (double change,
                             int decimals,
                             SyTone *out_tone);

#define SY_TYPE_METRIC_CARD (sy_metric_card_get_type ())
G_DECLARE_FINAL_TYPE (SyMetricCard, sy_metric_card, SY, METRIC_CARD, AdwBin)

/**
 * sy_metric_card_set:
 * @self: a card
 * @value: the figure, formatted; "–" when there is none
 * @comment: what to say about it, short
 * @tone: the colour of @comment
 * @definition: the tooltip: what the figure means and what it was counted over
 *
 * Shows a figure. Only what has changed is touched, and no new size is asked
 * for: it may be called on every frame of a drag.
 */
void sy_metric_card_set (SyMetricCard *self,
                         const char *value,
                         const char *comment,
                         SyTone tone,
                         const char *definition);

G_END_DECLS
