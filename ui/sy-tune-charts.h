/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-chart.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * The score distribution of the Tune page, which follows the hand. The other
 * charts of the page are sy-chart's own. No widget.
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

G_END_DECLS
