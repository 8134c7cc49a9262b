/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-figure-strip.h"

G_BEGIN_DECLS

/**
 * sy_origin_strip_show:
 * @strip: a strip
 * @figures: (nullable) (element-type SyOriginTuning): the figures, oldest date first
 * @zone: the project's time zone
 * @version: the number of the version compared with, 0 for none
 *
 * Shows the AUC of the draft at several dates, each with its change from the version; hides the
 * strip when there are fewer than two.
 */
void sy_origin_strip_show (SyFigureStrip *strip,
                           GArray *figures,
                           SyZone *zone,
                           int version);

G_END_DECLS
