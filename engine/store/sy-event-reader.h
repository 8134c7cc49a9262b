/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyEventBlock:
 * @n_rows: rows in this block
 * @ids: (array length=n_rows): the events' row ids, ascending within a part
 * @people: (array length=n_rows): ids of sy_event_reader_read_people()
 * @types: (array length=n_rows): ids of sy_event_reader_read_types()
 * @times_ms: (array length=n_rows): milliseconds since 1970 UTC
 * @amounts: (array length=n_rows): NaN where the event has none
 *
 * Rows of the event table as columns; valid during the call.
 */
typedef struct
{
  gsize n_rows;
  const gint64 *ids;
  const guint32 *people;
  const guint32 *types;
  const gint64 *times_ms;
  const double *amounts;
} SyEventBlock;

/**
 * SyEventBlockFunc:
 * @block: some rows
 * @user_data: the caller's
 *
 * Takes a block of rows; runs on the thread that reads the part.
 */
typedef void (*SyEventBlockFunc) (const SyEventBlock *block,
                                  gpointer user_data);

/**
 * SyPropertyBlock:
 * @n_rows: rows in this block
 * @events: (array length=n_rows): event ids, ascending within a part
 * @names: (array length=n_rows): ids of sy_event_reader_read_property_names()
 * @values: (array length=n_rows): ids of sy_event_reader_read_property_values()
 */
typedef struct
{
  gsize n_rows;
  const gint64 *events;
  const guint32 *names;
  const guint32 *values;
} SyPropertyBlock;

/**
 * SyPropertyBlockFunc:
 * @block: some rows
 * @user_data: the caller's
 */
typedef void (*SyPropertyBlockFunc) (const SyPropertyBlock *block,
                                     gpointer user_data);

/**
 * SyTextTable:
 * @n_rows: entries
 * @ids: (array length=n_rows): their ids, at least 1
 * @texts: (array length=n_rows): their texts, NUL-terminated UTF-8
 * @max_id: the largest id, 0 when empty
 *
 * A dictionary of the project, ordered by the bytes of the text. Every id is between 1 and
 * %SY_MAX_DICTIONARY_ID; there may be holes.
 */
typedef struct
{
  gsize n_rows;
  const guint32 *ids;
  const char *const *texts;
  guint32 max_id;
} SyTextTable;

/**
 * SY_MAX_DICTIONARY_ID:
 *
 * The largest id a dictionary can have: an array over all ids fits in memory even when a file is hostile.
 */
#define SY_MAX_DICTIONARY_ID (1u << 28)

/**
 * sy_text_table_free:
 * @self: (nullable): a dictionary
 */
SY_EXTERN
void sy_text_table_free (SyTextTable *self);

/**
 * SyEventReader:
 *
 * One consistent view of the project's rows, read in parts by several threads. It opens its own
 * read-only connections, all on the same state of the file; while it lives, nobody can finish a write, so keep it short.
 */
typedef struct _SyEventReader SyEventReader;

/**
 * sy_event_reader_new:
 * @project: a project, on its thread
 * @n_parts: how many threads will read, 1 to 16
 * @error: return location, or %NULL
 *
 * Returns: (transfer full): a reader
 */
SY_EXTERN
SyEventReader *sy_event_reader_new (SyProject *project,
                                    guint n_parts,
                                    GError **error);

/**
 * sy_event_reader_free:
 * @self: (nullable): a reader that no thread uses any more
 */
SY_EXTERN
void sy_event_reader_free (SyEventReader *self);

/**
 * sy_event_reader_get_n_parts:
 * @self: a reader
 *
 * Returns: the number of parts
 */
SY_EXTERN
guint sy_event_reader_get_n_parts (SyEventReader *self);

/**
 * sy_event_reader_get_max_event_id:
 * @self: a reader
 *
 * Returns: the largest event id; an upper bound for the number of events, 0 without events
 */
SY_EXTERN
gint64 sy_event_reader_get_max_event_id (SyEventReader *self);

/**
 * sy_event_reader_get_n_marked:
 * @self: a reader
 *
 * Returns: how many events are marked and so left out
 */
SY_EXTERN
gsize sy_event_reader_get_n_marked (SyEventReader *self);

/**
 * sy_event_reader_include_marked:
 * @self: a reader nothing was read from yet
 *
 * Reads marked events as well from now on; none count as marked.
 */
SY_EXTERN
void sy_event_reader_include_marked (SyEventReader *self);

/**
 * sy_event_reader_read_events:
 * @self: a reader
 * @part: which part, 0 to n_parts - 1; each part is used by one thread at a time
 * @func: takes the rows
 * @user_data: for @func
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Reads the unmarked events of one part by ascending id; the parts together hold each once, a later part only larger ids.
 * Parts may be read at the same time. Errors: %SY_STORE_ERROR_DAMAGED, %SY_STORE_ERROR_IO, %G_IO_ERROR_CANCELLED.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_event_reader_read_events (SyEventReader *self,
                                      guint part,
                                      SyEventBlockFunc func,
                                      gpointer user_data,
                                      GCancellable *cancellable,
                                      GError **error);

/**
 * sy_event_reader_read_properties:
 * @self: a reader
 * @part: which part
 * @func: takes the rows
 * @user_data: for @func
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Reads the properties of the part's unmarked events, by event id, then name id.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_event_reader_read_properties (SyEventReader *self,
                                          guint part,
                                          SyPropertyBlockFunc func,
                                          gpointer user_data,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * sy_event_reader_read_people:
 * @self: a reader
 * @error: return location, or %NULL
 *
 * Uses part 0's connection, as the next ones do.
 *
 * Returns: (transfer full): the people's keys, in bytewise order
 */
SY_EXTERN
SyTextTable *sy_event_reader_read_people (SyEventReader *self,
                                          GError **error);

/**
 * sy_event_reader_read_types:
 * @self: a reader
 * @error: return location, or %NULL
 *
 * Returns: (transfer full): the event types' names as imported, aliases included, in bytewise order
 */
SY_EXTERN
SyTextTable *sy_event_reader_read_types (SyEventReader *self,
                                         GError **error);

/**
 * SyTypeFactsFunc:
 * @type: an id of sy_event_reader_read_types()
 * @canonical: the id of the type its events count as; @type itself without an alias
 * @is_muted: whether that type is muted
 * @user_data: the caller's
 */
typedef void (*SyTypeFactsFunc) (guint32 type,
                                 guint32 canonical,
                                 gboolean is_muted,
                                 gpointer user_data);

/**
 * sy_event_reader_read_type_facts:
 * @self: a reader
 * @func: called once for each type
 * @user_data: for @func
 * @error: return location, or %NULL
 *
 * Reads what the event dictionary says of the types. A canonical type is no alias itself, or the file is damaged.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_event_reader_read_type_facts (SyEventReader *self,
                                          SyTypeFactsFunc func,
                                          gpointer user_data,
                                          GError **error);

/**
 * sy_event_reader_read_property_names:
 * @self: a reader
 * @error: return location, or %NULL
 *
 * Returns: (transfer full): the names of event properties, in bytewise order
 */
SY_EXTERN
SyTextTable *sy_event_reader_read_property_names (SyEventReader *self,
                                                  GError **error);

/**
 * sy_event_reader_read_property_values:
 * @self: a reader
 * @error: return location, or %NULL
 *
 * Returns: (transfer full): the values of event properties, in bytewise order
 */
SY_EXTERN
SyTextTable *sy_event_reader_read_property_values (SyEventReader *self,
                                                   GError **error);

/**
 * SyAliasFunc:
 * @alias: a person id whose events belong to
 * @person: this person id
 * @user_data: the caller's
 */
typedef void (*SyAliasFunc) (guint32 alias,
                             guint32 person,
                             gpointer user_data);

/**
 * sy_event_reader_read_aliases:
 * @self: a reader
 * @func: called for each link
 * @user_data: for @func
 * @error: return location, or %NULL
 *
 * Reads the identity links as they were imported, in that order: they may form chains, and the caller joins them.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_event_reader_read_aliases (SyEventReader *self,
                                       SyAliasFunc func,
                                       gpointer user_data,
                                       GError **error);

/**
 * SyAttributeFunc:
 * @person: a person id
 * @name: the attribute's name; the same pointer for all rows of a name
 * @value: its text, never empty
 * @user_data: the caller's
 */
typedef void (*SyAttributeFunc) (guint32 person,
                                 const char *name,
                                 const char *value,
                                 gpointer user_data);

/**
 * sy_event_reader_read_attributes:
 * @self: a reader
 * @func: called for each value that a person has now
 * @user_data: for @func
 * @error: return location, or %NULL
 *
 * Reads the current attributes, all of one name together, by person id: of several imported values the latest that is not missing.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_event_reader_read_attributes (SyEventReader *self,
                                          SyAttributeFunc func,
                                          gpointer user_data,
                                          GError **error);

/**
 * SyOutcomeFunc:
 * @person: a person id
 * @name: the outcome's name; the same pointer for all rows of a name
 * @time_ms: when, milliseconds since 1970 UTC
 * @user_data: the caller's
 */
typedef void (*SyOutcomeFunc) (guint32 person,
                               const char *name,
                               gint64 time_ms,
                               gpointer user_data);

/**
 * sy_event_reader_read_outcomes:
 * @self: a reader
 * @func: called for each outcome that happened
 * @user_data: for @func
 * @error: return location, or %NULL
 *
 * Reads imported outcomes, all of one name together, by person id and time. Rows without a time, or whose value says "no" (0, false, no, n, f),
 * are stored but did not happen, and are left out.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_event_reader_read_outcomes (SyEventReader *self,
                                        SyOutcomeFunc func,
                                        gpointer user_data,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTextTable, sy_text_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEventReader, sy_event_reader_free)

G_END_DECLS
