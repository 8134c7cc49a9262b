/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_PERIOD_CHOOSER (sy_period_chooser_get_type ())

/**
 * SyPeriodChooser:
 *
 * A series of as-of dates: every week or month, from a day to a day.
 */
G_DECLARE_FINAL_TYPE (SyPeriodChooser, sy_period_chooser, SY, PERIOD_CHOOSER, AdwBin)

/**
 * sy_period_chooser_set:
 * @self: a chooser
 * @period: how far apart
 * @from_day: first day, 1970-01-01 is 0
 * @to_day: last day
 *
 * Shows a series. Emits nothing.
 */
void sy_period_chooser_set (SyPeriodChooser *self,
                            SyPeriod period,
                            gint32 from_day,
                            gint32 to_day);

/**
 * sy_period_chooser_get:
 * @self: a chooser
 * @out_from_day: (out): first day
 * @out_to_day: (out): last day
 *
 * Returns: how far apart
 */
SyPeriod sy_period_chooser_get (SyPeriodChooser *self,
                                gint32 *out_from_day,
                                gint32 *out_to_day);

/**
 * SyPeriodChooser::changed:
 * @self: a chooser
 */

G_END_DECLS
