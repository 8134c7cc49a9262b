/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"
#include "core/sy-zone.h"

G_BEGIN_DECLS

/**
 * SyEventLog:
 *
 * All unmarked events of a project, with attributes and imported outcomes.
 *
 * People are numbered 0 … n_people − 1 in bytewise order of their key, whatever
 * the order of the input; aliases are resolved, so a merged person owns the
 * pooled events. Types go by their canonical name in the event dictionary and are
 * numbered in bytewise order of it. The events
 * of one type lie together, sorted by person, then second, then amount
 * ascending with missing first, then row.
 *
 * Immutable: every function may be called from any thread, and every returned
 * pointer lives as long as the log.
 */
typedef struct _SyEventLog SyEventLog;

/** SY_PERSON_NONE: no such person. */
#define SY_PERSON_NONE G_MAXUINT32
/** SY_TYPE_NONE: no such event type. */
#define SY_TYPE_NONE G_MAXUINT32
/** SY_SECOND_NONE: no event; greater than every second of an event. */
#define SY_SECOND_NONE G_MAXUINT32
/** SY_VALUE_ABSENT: the id of "no value" in property and attribute columns. */
#define SY_VALUE_ABSENT 0

/**
 * SyEventRuns:
 * @n_events: number of events of the type
 * @n_runs: number of people who have at least one of them
 * @people: (array length=n_runs): the people, ascending
 * @starts: (array): n_runs + 1 offsets: run i is [starts[i], starts[i + 1])
 * @seconds: (array length=n_events): whole seconds since %SY_EVENT_EPOCH, floored
 * @amounts: (array length=n_events) (nullable): NaN for a missing amount;
 *   %NULL when no event of the type has one
 * @rows: (array length=n_events): row ids of the events in the project
 *
 * The events of one type. Every array is aligned to the type: index 0 is its
 * first event.
 */
typedef struct
{
  gsize n_events;
  gsize n_runs;
  const guint32 *people;
  const guint32 *starts;
  const guint32 *seconds;
  const double *amounts;
  const guint32 *rows;
} SyEventRuns;

/**
 * SyEventProperty:
 * @name: the property's name
 * @n_values: number of distinct values; their ids are 1 … n_values
 * @texts: (array): n_values + 1 texts by id; texts[0] is %NULL
 * @numbers: (array): n_values + 1 numbers by id; NaN where the text is no number
 *
 * A named property of events and the dictionary of its values, in bytewise
 * order of the text.
 */
typedef struct
{
  const char *name;
  gsize n_values;
  const char *const *texts;
  const double *numbers;
} SyEventProperty;

/**
 * SyPersonAttribute:
 * @name: the attribute's name
 * @n_values: number of distinct values; their ids are 1 … n_values
 * @texts: (array): n_values + 1 texts by id; texts[0] is %NULL
 * @numbers: (array): n_values + 1 numbers by id; NaN where the text is no number
 * @days: (array): n_values + 1 civil days (1970-01-01 = 0) by id; %SY_DAY_NONE
 *   where the text does not start with a date YYYY-MM-DD
 * @values: (array): n_people value ids, %SY_VALUE_ABSENT where missing
 * @n_present: number of people who have a value
 *
 * An attribute of people and the dictionary of its values, in bytewise order of
 * the text.
 */
typedef struct
{
  const char *name;
  gsize n_values;
  const char *const *texts;
  const double *numbers;
  const gint32 *days;
  const guint32 *values;
  gsize n_present;
} SyPersonAttribute;

/** SY_DAY_NONE: not a date. */
#define SY_DAY_NONE G_MININT32

/**
 * SyImportedOutcome:
 * @name: the outcome's name
 * @n_rows: number of rows
 * @people: (array length=n_rows): ascending
 * @seconds: (array length=n_rows): seconds since %SY_EVENT_EPOCH, ascending
 *   within a person
 *
 * The rows of an imported outcome.
 */
typedef struct
{
  const char *name;
  gsize n_rows;
  const guint32 *people;
  const guint32 *seconds;
} SyImportedOutcome;

SY_EXTERN
SyEventLog *sy_event_log_ref (SyEventLog *self);
SY_EXTERN
void sy_event_log_unref (SyEventLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEventLog, sy_event_log_unref)

/**
 * sy_event_log_get_zone:
 *
 * Returns: (transfer none): the project's time zone
 */
SY_EXTERN
SyZone *sy_event_log_get_zone (const SyEventLog *self);

/**
 * sy_event_log_get_n_events:
 *
 * Returns: number of events of all types
 */
SY_EXTERN
gsize sy_event_log_get_n_events (const SyEventLog *self);

/**
 * sy_event_log_get_span:
 * @out_first_s: (out) (optional): UTC second of the first event
 * @out_last_s: (out) (optional): UTC second of the last event
 *
 * Returns: %FALSE when the log has no events; the results are then 0
 */
SY_EXTERN
gboolean sy_event_log_get_span (const SyEventLog *self,
                                gint64 *out_first_s,
                                gint64 *out_last_s);

/**
 * sy_event_log_get_data_end:
 *
 * The end of the data: the start of the local day after the last event's day.
 * A person is mature for (t, H, g) when t + g + H is not after it.
 *
 * Returns: a UTC second, or %G_MININT64 when the log has no events
 */
SY_EXTERN
gint64 sy_event_log_get_data_end (const SyEventLog *self);

/**
 * sy_event_log_get_n_people:
 *
 * Returns: number of people, those without events (known by an attribute or
 *   an outcome only) included
 */
SY_EXTERN
gsize sy_event_log_get_n_people (const SyEventLog *self);

/**
 * sy_event_log_get_person_key:
 * @person: below n_people
 *
 * Returns: the key as imported, UTF-8
 */
SY_EXTERN
const char *sy_event_log_get_person_key (const SyEventLog *self,
                                         guint32 person);

/**
 * sy_event_log_find_person:
 * @key: a person's key or one of their aliases
 *
 * O(log n).
 * Returns: the person, or %SY_PERSON_NONE
 */
SY_EXTERN
guint32 sy_event_log_find_person (const SyEventLog *self,
                                  const char *key);

/**
 * sy_event_log_get_first_seconds:
 *
 * Returns: (array): n_people seconds since %SY_EVENT_EPOCH of each person's first
 *   event, %SY_SECOND_NONE without events. A person is in the population as of
 *   t when this is below t (see sy_event_log_get_bound()).
 */
SY_EXTERN
const guint32 *sy_event_log_get_first_seconds (const SyEventLog *self);

/**
 * sy_event_log_get_refusals:
 * @out_n_refusing: (out) (optional): how many people refuse
 *
 * Who refuses by the project's consent rule (see #SyConsentRule), and so is in no population.
 * Returns: (array) (nullable): n_people flags, 1 for who refuses; %NULL when nobody does
 */
SY_EXTERN
const guint8 *sy_event_log_get_refusals (const SyEventLog *self,
                                         gsize *out_n_refusing);

/**
 * sy_event_log_get_bound:
 * @instant_s: a UTC second
 *
 * Clamps an instant to the range of event seconds, so that for every event
 * "before the instant" is "second < bound".
 * Returns: seconds since %SY_EVENT_EPOCH, 0 … %SY_SECOND_NONE
 */
SY_EXTERN
guint32 sy_event_log_get_bound (gint64 instant_s);

SY_EXTERN
gsize sy_event_log_get_n_types (const SyEventLog *self);
SY_EXTERN
const char *sy_event_log_get_type_name (const SyEventLog *self,
                                        guint32 type);

/**
 * sy_event_log_find_type:
 *
 * Returns: the type of that exact name, or %SY_TYPE_NONE
 */
SY_EXTERN
guint32 sy_event_log_find_type (const SyEventLog *self,
                                const char *name);

/**
 * sy_event_log_is_type_muted:
 * @type: below n_types
 *
 * A muted type matches in no rule, whether it is named by the rule, blocks a sequence or counts as
 * exposure; a rule that rests on muted types alone has the value 0 for everybody. The log, the population
 * and the outcomes keep its events.
 * Returns: whether the event dictionary mutes the type
 */
SY_EXTERN
gboolean sy_event_log_is_type_muted (const SyEventLog *self,
                                     guint32 type);

/**
 * sy_event_log_get_runs:
 * @type: below n_types
 *
 * Returns: (transfer none): the events of the type
 */
SY_EXTERN
const SyEventRuns *sy_event_log_get_runs (const SyEventLog *self,
                                          guint32 type);

/**
 * sy_event_runs_find:
 * @person: any person
 * @out_start: (out): first event of the person
 * @out_end: (out): one after the last
 *
 * O(log n_runs).
 * Returns: %FALSE (and an empty range) when the person has no such event
 */
SY_EXTERN
gboolean sy_event_runs_find (const SyEventRuns *runs,
                             guint32 person,
                             guint32 *out_start,
                             guint32 *out_end);

SY_EXTERN
gsize sy_event_log_get_n_properties (const SyEventLog *self);

/**
 * sy_event_log_get_property:
 * @index: below n_properties; properties are in bytewise order of their name
 */
SY_EXTERN
const SyEventProperty *sy_event_log_get_property (const SyEventLog *self,
                                                  guint32 index);

/**
 * sy_event_log_find_property:
 * @out_index: (out) (optional): its index
 *
 * Returns: (nullable): the property of that exact name
 */
SY_EXTERN
const SyEventProperty *sy_event_log_find_property (const SyEventLog *self,
                                                   const char *name,
                                                   guint32 *out_index);

/**
 * sy_event_log_get_property_values:
 * @type: below n_types
 * @property: below n_properties
 *
 * Returns: (nullable): value ids aligned with the events of the type;
 *   %NULL when none of them has the property
 */
SY_EXTERN
const guint32 *sy_event_log_get_property_values (const SyEventLog *self,
                                                 guint32 type,
                                                 guint32 property);

SY_EXTERN
gsize sy_event_log_get_n_attributes (const SyEventLog *self);

/**
 * sy_event_log_get_attribute:
 * @index: below n_attributes; attributes are in bytewise order of their name
 */
SY_EXTERN
const SyPersonAttribute *sy_event_log_get_attribute (const SyEventLog *self,
                                                     guint32 index);

/**
 * sy_event_log_find_attribute:
 *
 * Returns: (nullable): the attribute of that exact name
 */
SY_EXTERN
const SyPersonAttribute *sy_event_log_find_attribute (const SyEventLog *self,
                                                      const char *name);

SY_EXTERN
gsize sy_event_log_get_n_outcomes (const SyEventLog *self);

/**
 * sy_event_log_get_outcome:
 * @index: below n_outcomes; outcomes are in bytewise order of their name
 */
SY_EXTERN
const SyImportedOutcome *sy_event_log_get_outcome (const SyEventLog *self,
                                                   guint32 index);

/**
 * sy_event_log_find_outcome:
 *
 * Returns: (nullable): the imported outcome of that exact name
 */
SY_EXTERN
const SyImportedOutcome *sy_event_log_find_outcome (const SyEventLog *self,
                                                    const char *name);

/**
 * sy_event_log_get_memory:
 *
 * Returns: bytes held by the log
 */
SY_EXTERN
gsize sy_event_log_get_memory (const SyEventLog *self);

/**
 * sy_event_log_compute_sha256:
 *
 * The fingerprint of the data that scores are computed from: the time zone, the people, their
 * unmarked events (to the second, with canonical types, amounts and properties), which types are muted,
 * attributes and imported outcomes. It does not depend on how the data came in: the order of rows, the split in files, marks that were
 * taken back. Cost: about 50 ms a million events.
 *
 * Returns: (transfer full): SHA-256 in lower-case hexadecimal
 */
SY_EXTERN
char *sy_event_log_compute_sha256 (const SyEventLog *self);

G_END_DECLS
