/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-chart.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * The charts of the Tune page from its figures. No widget.
 */

/**
 * sy_tune_charts_distribution:
 * @tuning: the newest figures
 * @draft: the draft as it is now; its thresholds may be newer than @tuning
 * @version: number of the version compared with, 0 for none
 *
 * The score distribution. Counts are those of @tuning; where its thresholds are
 * older than the draft's they are split anew, a bin that a threshold crosses in
 * proportion, until new figures come.
 *
 * Returns: (transfer full): the chart
 */
SyChart *sy_tune_charts_distribution (const SyTuning *tuning,
                                      const SyModel *draft,
                                      int version);

/**
 * sy_tune_charts_has_thresholds:
 * @tuning: figures
 * @draft: a draft
 *
 * Returns: whether @tuning was computed with the thresholds that @draft has
 */
gboolean sy_tune_charts_has_thresholds (const SyTuning *tuning,
                                        const SyModel *draft);

/**
 * sy_tune_charts_bands:
 * @tuning: the newest figures
 * @draft: the draft
 * @version: number of the version compared with, 0 for none
 * @zone: the project's time zone
 *
 * The outcome by band.
 *
 * Returns: (transfer full): the chart
 */
SyChart *sy_tune_charts_bands (const SyTuning *tuning,
                               const SyModel *draft,
                               int version,
                               SyZone *zone);

/**
 * sy_tune_charts_decay:
 * @rule: a rule that decays over age
 * @max_days: right end of the axis, NaN to choose one
 *
 * Returns: (transfer full): the decay curve
 */
SyChart *sy_tune_charts_decay (const SyRule *rule,
                               double max_days);

/**
 * sy_tune_charts_decay_max_days:
 * @rule: a rule that decays over age
 *
 * Returns: the right end that its decay curve chooses, to be held during a drag
 */
double sy_tune_charts_decay_max_days (const SyRule *rule);

G_END_DECLS
