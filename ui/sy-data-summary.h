/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-chart.h>
#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * SyDataSummary:
 * @zone: the project's zone
 * @n_events: events
 * @n_people: people
 * @first: UTC second of the first event; 0 without events
 * @last: UTC second of the last event
 * @n_types: event types
 * @type_names: (array length=n_types): their names
 * @n_weeks: weeks from the first event's to the last event's
 * @weeks: (array length=n_weeks): their first days
 * @counts: (array): n_types × n_weeks events, type-major
 *
 * What the Data page says of a log. Immutable, reference-counted.
 */
typedef struct
{
  SyZone *zone;
  gsize n_events;
  gsize n_people;
  gint64 first;
  gint64 last;
  gsize n_types;
  char **type_names;
  gsize n_weeks;
  gint32 *weeks;
  guint64 *counts;
} SyDataSummary;

/**
 * sy_data_summary_new:
 * @log: the events
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Counts; reads every event's time once. Any thread.
 *
 * Returns: (transfer full): the summary, %NULL when cancelled
 */
SyDataSummary *sy_data_summary_new (SyEventLog *log, GCancellable *cancellable, GError **error);
SyDataSummary *sy_data_summary_ref (SyDataSummary *self);
void sy_data_summary_unref (SyDataSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDataSummary, sy_data_summary_unref)

/**
 * sy_data_summary_create_chart:
 * @self: a summary
 * @marks: (nullable): what stands on the time axis
 *
 * Returns: (transfer full): events by type and week
 */
SyChart *sy_data_summary_create_chart (SyDataSummary *self, const SyChartMarks *marks);

/**
 * sy_data_summary_create_attributes:
 * @log: the events
 *
 * Returns: (transfer full): the attributes of people as a table
 */
SyTableSource *sy_data_summary_create_attributes (SyEventLog *log);

G_END_DECLS
