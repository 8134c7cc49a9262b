/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log.h"

#include "core/sy-time.h"

#include "core/sy-memory-private.h"
#include "store/sy-file-state-private.h"

G_BEGIN_DECLS

/*
 * One event type: its events, and the ids of the values of each property, %NULL for
 * a property that none of them has. The arrays of a borrowed type belong to the log's base.
 */
typedef struct
{
  const char *name;
  gboolean is_muted;
  gboolean is_borrowed;
  SyEventRuns runs;
  guint32 **property_values;
} SyEventType;

/*
 * Another key of a person, for sy_event_log_find_person().
 */
typedef struct
{
  const char *key;
  guint32 person;
} SyEventAlias;

struct _SyEventLog
{
  gpointer token; /* counted; tells logs apart, and outlives a log that is asked for later */
  /* The log this one is an overlay of, or NULL. An overlay borrows all of it but types,
   * first_seconds and day_offsets. */
  SyEventLog *base;
  SyZone *zone;
  GStringChunk *texts; /* names, aliases, dictionaries */

  gsize n_people;
  char *key_arena;
  gsize key_arena_size;
  gsize *key_offsets;
  guint32 *first_seconds;
  guint8 *is_refusing; /* by person; NULL when nobody is */
  gsize n_refusing;
  SyEventAlias *aliases; /* in bytewise order of the key */
  gsize n_aliases;

  SyArena *columns;   /* arrays of the types that are not borrowed */
  SyEventType *types; /* in bytewise order of the name */
  gsize n_types;
  gsize n_events;
  guint32 first_second; /* both 0 without events */
  guint32 last_second;

  SyEventProperty *properties; /* in bytewise order of the name, as the next two */
  gsize n_properties;
  SyPersonAttribute *attributes;
  gsize n_attributes;
  SyImportedOutcome *outcomes;
  gsize n_outcomes;

  /* Local time minus UTC on each UTC day from first_second's on; OFFSET_VARIES
   * where it changes on that day. */
  gint32 *day_offsets;
  gsize n_day_offsets;

  struct _SyEventColumns *kept_columns;         /* where the arrays are instead, or NULL */
  struct _SyEventColumnsWriter *columns_writer; /* at work on the arrays, or NULL */

  /* What of the project was read, for sy_event_log_renew(). */
  gboolean has_state;
  SyFileState state;
  gint64 max_event_id;

  gsize memory; /* of all but people, runs and days */
};

#define SY_DAY_OFFSET_VARIES G_MAXINT32

/*
 * Makes the table behind sy_event_log_get_day().
 */
void sy_event_log_make_days (SyEventLog *self);

/*
 * The local calendar day (1970-01-01 = 0) of the second of an event of the log.
 */
static inline gint32
sy_event_log_get_day (const SyEventLog *self,
                      guint32 second)
{
  gint32 offset = self->day_offsets[second / SY_DAY_SECONDS - self->first_second / SY_DAY_SECONDS];

  if (G_UNLIKELY (offset == SY_DAY_OFFSET_VARIES))
    return sy_zone_day (self->zone, (gint64) second + SY_EVENT_EPOCH);
  /* The epoch is 14610 days before 1970, so that the division never sees a
   * negative number but in zones west of Greenwich on its first day. */
  return (gint32) (((gint64) second + offset + SY_DAY_SECONDS) / SY_DAY_SECONDS) - 14611;
}

G_END_DECLS
