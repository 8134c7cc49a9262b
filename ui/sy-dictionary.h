/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-chart.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/** SY_DICTIONARY_WEEKS: weeks of a line's volume, up to the as-of instant. */
#define SY_DICTIONARY_WEEKS 26

/**
 * SY_DICTIONARY_GAP_CHANCE:
 *
 * A day is called a tracking gap only when so few events come by chance less often than
 * this: a type with two events a day is often missed for a day without any fault.
 */
#define SY_DICTIONARY_GAP_CHANCE 0.001

/**
 * SyDictionaryLine:
 * @entry: what the dictionary says of the type; its @n_events are those that came under its own name
 * @aliases: (element-type SyTypeEntry): other names that count as it, the most used first
 * @n_events: events in the log, under any of its names
 * @n_people: people who have one
 * @n_amounts: events with an amount
 * @first: UTC second of the first; 0 without events
 * @last: UTC second of the last
 * @n_weeks: weeks of the volume, at most %SY_DICTIONARY_WEEKS; fewer when the log is shorter
 * @weeks: (array length=n_weeks): first day of each; the last one ends with the as-of instant
 * @counts: (array length=n_weeks): events in it
 * @has_gap: (array length=n_weeks): whether a day in it is a tracking gap
 * @gaps: (element-type SyTrackingGap): the gaps in these weeks, by day
 * @freshness: as of the instant
 *
 * One type that stands for itself.
 */
typedef struct
{
  SyTypeEntry *entry;
  GPtrArray *aliases;
  gsize n_events;
  gsize n_people;
  gsize n_amounts;
  gint64 first;
  gint64 last;
  gsize n_weeks;
  gint32 weeks[SY_DICTIONARY_WEEKS];
  double counts[SY_DICTIONARY_WEEKS];
  gboolean has_gap[SY_DICTIONARY_WEEKS];
  GArray *gaps;
  SyFreshness freshness;
} SyDictionaryLine;

/**
 * SyDictionary:
 * @zone: the project's zone
 * @as_of: the instant of freshness and volumes, UTC second
 * @n_lines: types that stand for themselves
 * @lines: (array length=n_lines): by name
 *
 * The event dictionary beside what the log holds. Immutable, reference-counted.
 */
typedef struct
{
  SyZone *zone;
  gint64 as_of;
  gsize n_lines;
  SyDictionaryLine *lines;
} SyDictionary;

/**
 * sy_dictionary_new:
 * @entries: (element-type SyTypeEntry): all of sy_project_list_types()
 * @log: the log that was loaded with them
 * @as_of: the instant, UTC second
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Reads every event's time once. Any thread.
 *
 * Returns: (transfer full): the dictionary, %NULL when cancelled
 */
SyDictionary *sy_dictionary_new (GPtrArray *entries,
                                 SyEventLog *log,
                                 gint64 as_of,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * sy_dictionary_with_entry:
 * @self: a dictionary
 * @entry: what is now said of one of its types: category, polarity, channel, owner, meaning, cadence
 *
 * Returns: (transfer full): @self with that description, and freshness by its cadence
 */
SyDictionary *sy_dictionary_with_entry (SyDictionary *self,
                                        const SyTypeEntry *entry);

SyDictionary *sy_dictionary_ref (SyDictionary *self);
void sy_dictionary_unref (SyDictionary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDictionary, sy_dictionary_unref)

/**
 * sy_dictionary_find:
 * @self: a dictionary
 * @name: (nullable): a type that stands for itself
 *
 * Returns: (nullable): its line
 */
const SyDictionaryLine *sy_dictionary_find (SyDictionary *self,
                                            const char *name);

/**
 * sy_dictionary_find_owner:
 * @self: a dictionary
 * @alias: a name that counts as another type
 *
 * Returns: (nullable): the type it counts as
 */
const SyDictionaryLine *sy_dictionary_find_owner (SyDictionary *self,
                                                  const char *alias);

/**
 * sy_dictionary_line_is_unmapped:
 * @self: a line
 *
 * Returns: whether the dictionary says nothing of the type yet
 */
gboolean sy_dictionary_line_is_unmapped (const SyDictionaryLine *self);

/**
 * SyDictionaryFilter:
 * @SY_DICTIONARY_ALL: every type
 * @SY_DICTIONARY_UNMAPPED: types the dictionary says nothing of
 * @SY_DICTIONARY_MUTED: types that give nothing to any rule
 * @SY_DICTIONARY_STALE: types silent for longer than their cadence
 * @SY_DICTIONARY_GAPS: types with a tracking gap in the weeks shown
 *
 * Which types to show.
 */
typedef enum
{
  SY_DICTIONARY_ALL,
  SY_DICTIONARY_UNMAPPED,
  SY_DICTIONARY_MUTED,
  SY_DICTIONARY_STALE,
  SY_DICTIONARY_GAPS,
  SY_DICTIONARY_N_FILTERS,
} SyDictionaryFilter;

/**
 * sy_dictionary_line_matches:
 * @self: a line
 * @filter: which types
 * @needle: (nullable): text, looked for in its names, category, channel, owner and meaning,
 *   whatever the case
 *
 * Returns: whether the line is one of these
 */
gboolean sy_dictionary_line_matches (const SyDictionaryLine *self,
                                     SyDictionaryFilter filter,
                                     const char *needle);

/**
 * sy_dictionary_count:
 * @self: a dictionary
 * @filter: which types
 *
 * Returns: how many lines are of these
 */
gsize sy_dictionary_count (SyDictionary *self,
                           SyDictionaryFilter filter);

/**
 * SyDictionaryColumn:
 * @SY_DICTIONARY_NAME: the type's name
 * @SY_DICTIONARY_CATEGORY: what it shows: none, low to high intent, friction, value, other
 * @SY_DICTIONARY_VOLUME: events in the last week, over the mean of the weeks before
 * @SY_DICTIONARY_EVENTS: events
 * @SY_DICTIONARY_PEOPLE: people
 * @SY_DICTIONARY_SEEN: when it was last seen
 * @SY_DICTIONARY_TRACKING: what is wrong: stale first, then by gaps
 * @SY_DICTIONARY_MUTED_STATE: whether it is muted
 *
 * What a table of lines sorts by.
 */
typedef enum
{
  SY_DICTIONARY_NAME,
  SY_DICTIONARY_CATEGORY,
  SY_DICTIONARY_VOLUME,
  SY_DICTIONARY_EVENTS,
  SY_DICTIONARY_PEOPLE,
  SY_DICTIONARY_SEEN,
  SY_DICTIONARY_TRACKING,
  SY_DICTIONARY_MUTED_STATE,
  SY_DICTIONARY_N_COLUMNS,
} SyDictionaryColumn;

/**
 * sy_dictionary_line_compare:
 * @a: a line
 * @b: another
 * @column: what to compare
 *
 * Returns: below, equal to or above 0; equal ones by name
 */
int sy_dictionary_line_compare (const SyDictionaryLine *a,
                                const SyDictionaryLine *b,
                                SyDictionaryColumn column);

/**
 * sy_dictionary_line_create_sparkline:
 * @self: a line
 *
 * Returns: (transfer full): events by week, weeks with a gap shaded
 */
SyChart *sy_dictionary_line_create_sparkline (const SyDictionaryLine *self);

G_END_DECLS
