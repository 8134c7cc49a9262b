/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-chart.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/**
 * sy_drift_gaps_find:
 * @log: the events
 * @model: the model that is watched
 *
 * The days on which a type that the model reads was seen too rarely (see sy_event_volume_find_gaps()),
 * days in a row as one span: on these a score may move though nobody changed. Stricter than the event
 * dictionary, which looks at one type: over all days and types the chance of a span without a gap is
 * at most 1 %, and there was no such day in the 28 before, gaps left out. Muted rules and types are not looked at. Any thread.
 *
 * Returns: (transfer full): a #GArray of #SyChartSpan, by type and day; the label names the type
 */
GArray *sy_drift_gaps_find (const SyEventLog *log,
                            const SyModel *model);

G_END_DECLS
