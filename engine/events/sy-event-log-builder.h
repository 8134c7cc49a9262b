/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log.h"

G_BEGIN_DECLS

/**
 * SyEventLogBuilder:
 *
 * Collects events, attributes, outcomes and identity links in any order and
 * makes a #SyEventLog of them. Belongs to one thread.
 */
typedef struct _SyEventLogBuilder SyEventLogBuilder;

/**
 * SyEventField:
 * @name: property name
 * @text: its value as imported; a property without a value is left out
 */
typedef struct
{
  const char *name;
  const char *text;
} SyEventField;

/**
 * sy_event_log_builder_new:
 * @zone: the time zone of local days
 */
SY_EXTERN
SyEventLogBuilder *sy_event_log_builder_new (SyZone *zone);
SY_EXTERN
void sy_event_log_builder_free (SyEventLogBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEventLogBuilder, sy_event_log_builder_free)

/**
 * sy_event_log_builder_add_link:
 * @alias: a key that stands for the same person
 * @person: the key the person is known by
 *
 * Linked keys, through any chain, are one person, known by the one of them that
 * is nobody's alias; when links disagree, by the first such key in bytewise order. An
 * alias of more than %SY_IDENTITY_DEFAULT_LIMIT keys merges nobody.
 */
SY_EXTERN
void sy_event_log_builder_add_link (SyEventLogBuilder *self,
                                    const char *alias,
                                    const char *person);

/**
 * sy_event_log_builder_add_event:
 * @person: the person's key or an alias
 * @type: name of the event type
 * @time_ms: UTC milliseconds since 1970, 1930 to 2066
 * @amount: (nullable): a finite amount, or %NULL when missing
 * @fields: (array length=n_fields) (nullable): properties
 *
 * Rows are numbered from 1 in the order of the calls.
 */
SY_EXTERN
void sy_event_log_builder_add_event (SyEventLogBuilder *self,
                                     const char *person,
                                     const char *type,
                                     gint64 time_ms,
                                     const double *amount,
                                     const SyEventField *fields,
                                     gsize n_fields);

/**
 * sy_event_log_builder_add_attribute:
 *
 * A later value of the same key and attribute replaces the earlier one. Of merged
 * people the value of the key they go by counts, else that of the first key in
 * bytewise order that has one.
 */
SY_EXTERN
void sy_event_log_builder_add_attribute (SyEventLogBuilder *self,
                                         const char *person,
                                         const char *name,
                                         const char *text);

SY_EXTERN
void sy_event_log_builder_add_outcome (SyEventLogBuilder *self,
                                       const char *person,
                                       const char *name,
                                       gint64 time_ms);

/**
 * sy_event_log_builder_add_type_alias:
 * @name: the name that events come with
 * @canonical: the type they count as, no alias itself
 *
 * As in the event dictionary of a project; may come before or after the events.
 */
SY_EXTERN
void sy_event_log_builder_add_type_alias (SyEventLogBuilder *self,
                                          const char *name,
                                          const char *canonical);

/**
 * sy_event_log_builder_mute_type:
 * @name: a canonical type
 *
 * See sy_event_log_is_type_muted().
 */
SY_EXTERN
void sy_event_log_builder_mute_type (SyEventLogBuilder *self,
                                     const char *name);

/**
 * sy_event_log_builder_build:
 *
 * Makes the log; the builder can then only be freed.
 * Returns: (transfer full): the log
 */
SY_EXTERN
SyEventLog *sy_event_log_builder_build (SyEventLogBuilder *self);

G_END_DECLS
