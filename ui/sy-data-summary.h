/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-chart.h>
#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * SyTypeSummary:
 * @name: the event type
 * @n_events: its events
 * @n_people: people who have one
 * @n_amounts: events with an amount
 * @first: UTC second of the first
 * @last: UTC second of the last
 *
 * One event type.
 */
typedef struct
{
  char *name;
  gsize n_events;
  gsize n_people;
  gsize n_amounts;
  gint64 first;
  gint64 last;
} SyTypeSummary;

/**
 * SyDataSummary:
 * @zone: the project's zone
 * @n_events: events
 * @n_people: people
 * @first: UTC second of the first event; 0 without events
 * @last: UTC second of the last event
 * @n_types: event types
 * @types: (array length=n_types): by name
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
  SyTypeSummary *types;
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
 * Counts; reads every event's time and amount once. Any thread.
 *
 * Returns: (transfer full): the summary, %NULL when cancelled
 */
SyDataSummary *sy_data_summary_new (SyEventLog *log, GCancellable *cancellable, GError **error);
SyDataSummary *sy_data_summary_ref (SyDataSummary *self);
void sy_data_summary_unref (SyDataSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDataSummary, sy_data_summary_unref)

/**
 * sy_data_summary_create_types:
 * @self: a summary
 *
 * Returns: (transfer full): the event types as a table
 */
SyTableSource *sy_data_summary_create_types (SyDataSummary *self);

/**
 * sy_data_summary_create_chart:
 * @self: a summary
 *
 * Returns: (transfer full): events by type and week
 */
SyChart *sy_data_summary_create_chart (SyDataSummary *self);

/**
 * sy_data_summary_create_attributes:
 * @log: the events
 *
 * Returns: (transfer full): the attributes of people as a table
 */
SyTableSource *sy_data_summary_create_attributes (SyEventLog *log);

G_END_DECLS
