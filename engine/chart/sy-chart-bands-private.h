/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-private.h"

/**
 * sy_chart_keep_band_names:
 * @self: the chart that owns them
 * @names: (nullable): names
 * @n_bands: how many
 *
 * Returns: the names, with "Band 1" for those that are missing or blank
 */
const char *const *sy_chart_keep_band_names (SyChart *self,
                                             const char *const *names,
                                             guint n_bands);

/**
 * sy_chart_keep_thresholds:
 * @self: the chart that owns them
 * @thresholds: (nullable): @n_bands − 1 lower bounds
 * @n_bands: how many bands
 *
 * Returns: the thresholds made finite and ascending; never %NULL
 */
const double *sy_chart_keep_thresholds (SyChart *self,
                                        const double *thresholds,
                                        guint n_bands);

/**
 * sy_chart_draw_thresholds:
 * @ink: a pass whose axes are laid out, with scores on the y axis
 * @names: names of the bands
 * @thresholds: their lower bounds
 * @n_bands: how many bands
 *
 * Dashed lines across the plot, named in the margin beside it.
 */
void sy_chart_draw_thresholds (SyInk *ink,
                               const char *const *names,
                               const double *thresholds,
                               guint n_bands);

/* Room the names of sy_chart_draw_thresholds() need right of the plot. */
double sy_chart_thresholds_room (SyInk *ink,
                                 const char *const *names,
                                 const double *thresholds,
                                 guint n_bands);
