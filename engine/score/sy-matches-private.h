/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "core/sy-time.h"
#include "events/sy-events.h"
#include "sy-filter-private.h"

G_BEGIN_DECLS

/*
 * The events of one type that a rule reads.
 */
typedef struct
{
  guint32 type;
  const SyEventRuns *runs;
  SyFilterView view;
} SySource;

/*
 * The types a rule names, as far as the log knows them, each once, and what their
 * events must meet. Immutable while it is read.
 */
typedef struct
{
  const SyEventLog *log;
  const SyFilter *filter; /* NULL for none */
  SySource *sources;
  gsize n_sources;
} SySourceSet;

typedef struct
{
  double amount; /* NaN when missing */
  guint32 second;
  guint32 row; /* of the project; 0 unless the cursor reads rows */
} SyMatch;

/*
 * Goes through a source set by ascending person.
 */
typedef struct
{
  const SySourceSet *set;
  gsize *next_runs; /* by source */
  gboolean with_rows;
} SySourceCursor;

/*
 * Reads the events of @types (a NULL-terminated list, or NULL for all types) that meet
 * @filter (may be NULL; borrowed). Rules leave muted types out, the population does not.
 */
void sy_source_set_init (SySourceSet *self,
                         const SyEventLog *log,
                         char **types,
                         gboolean with_muted,
                         const SyFilter *filter);
void sy_source_set_clear (SySourceSet *self);

/*
 * Whether the set reads one of the types that are marked in @is_type, by type of the log.
 */
gboolean sy_source_set_reads (const SySourceSet *self,
                              const gboolean *is_type);

/*
 * Whether there are types and all of them are muted: then nothing is known of them.
 */
gboolean sy_types_are_muted (const SyEventLog *log,
                             char **types);

/*
 * Starts a cursor at @person.
 */
void sy_source_cursor_init (SySourceCursor *self,
                            const SySourceSet *set,
                            guint32 person);
void sy_source_cursor_clear (SySourceCursor *self);

/*
 * Moves a cursor on to @person, who is not before those it has read.
 */
void sy_source_cursor_seek (SySourceCursor *self,
                            guint32 person);

/*
 * The next person from the cursor's on who has an event of the set, below @end, or @end.
 */
guint32 sy_source_cursor_find_person (const SySourceCursor *self,
                                      guint32 end);

/*
 * Puts the events of @person in [start, end) that meet the filter into @matches, in
 * order of second, then amount ascending with missing first. @person must come after the
 * last person asked for.
 */
void sy_source_cursor_read (SySourceCursor *self,
                            guint32 person,
                            guint32 start,
                            guint32 end,
                            GArray *matches);

/*
 * The first second of the log that is not more than so many days before the instant; 0 for NaN
 * days.
 */
static inline guint32
sy_window_start (gint64 as_of,
                 double days)
{
  double start_s = ceil ((double) as_of - days * SY_DAY_SECONDS);

  if (isnan (start_s) || start_s <= (double) SY_EVENT_EPOCH)
    return 0;
  return sy_event_log_get_bound ((gint64) start_s);
}

/*
 * Narrows [first, last) of sorted seconds to those in [start, end).
 */
static inline void
sy_seconds_clip (const guint32 *seconds,
                 guint32 start,
                 guint32 end,
                 guint32 *first,
                 guint32 *last)
{
  guint32 low;
  guint32 high;

  for (low = *first, high = *last; low < high && seconds[low] < start;)
    {
      guint32 middle = low + (high - low) / 2;

      if (seconds[middle] < start)
        low = middle + 1;
      else
        high = middle;
    }
  *first = low;
  for (high = *last; low < high && seconds[high - 1] >= end;)
    {
      guint32 middle = low + (high - low) / 2;

      if (seconds[middle] < end)
        low = middle + 1;
      else
        high = middle;
    }
  *last = high;
}

G_END_DECLS
