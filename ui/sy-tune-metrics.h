/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_TUNE_METRICS (sy_tune_metrics_get_type ())

/**
 * SyTuneMetrics:
 *
 * The strip of figures above the charts of the Tune page.
 */
G_DECLARE_FINAL_TYPE (SyTuneMetrics, sy_tune_metrics, SY, TUNE_METRICS, GtkWidget)

/**
 * sy_tune_metrics_update:
 * @self: a strip
 * @tuning: (nullable): the newest figures
 * @version: number of the version compared with, 0 for none
 * @n_events: events in the project
 */
void sy_tune_metrics_update (SyTuneMetrics *self,
                             const SyTuning *tuning,
                             int version,
                             gsize n_events);

G_END_DECLS
