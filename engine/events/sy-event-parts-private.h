/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log-private.h"

G_BEGIN_DECLS

/*
 * What the builder and the loader share: the parts of a log other than its events.
 */

/*
 * A log with its zone and nothing else.
 */
SyEventLog *sy_event_parts_new_log (SyZone *zone);

/*
 * Sets the people: @keys are distinct and in bytewise order, @canonical as of
 * sy_identity_resolve(). Writes the person of each key.
 */
void sy_event_parts_set_people (SyEventLog *log,
                                const char *const *keys,
                                gsize n_keys,
                                const guint32 *canonical,
                                guint32 *out_people);

/*
 * Sets the types and properties, in bytewise order; a property's texts come with
 * sy_event_parts_set_dictionary().
 */
void sy_event_parts_set_types (SyEventLog *log,
                               const char *const *names,
                               gsize n_names);
void sy_event_parts_set_properties (SyEventLog *log,
                                    const char *const *names,
                                    gsize n_names);

/*
 * Sets the distinct texts of a property, in bytewise order; they get the ids
 * 1 … n_texts.
 */
void sy_event_parts_set_dictionary (SyEventLog *log,
                                    gsize property,
                                    const char *const *texts,
                                    gsize n_texts);

/*
 * Collects attributes. When keys of one person bring different values, the one of the key the
 * person goes by counts, else the one of the first key in bytewise order; of one key's the last.
 */
typedef struct _SyAttributeParts SyAttributeParts;

SyAttributeParts *sy_attribute_parts_new (gsize n_people,
                                          const guint32 *canonical,
                                          const guint32 *people);
void sy_attribute_parts_free (SyAttributeParts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyAttributeParts, sy_attribute_parts_free)
void sy_attribute_parts_add (SyAttributeParts *self,
                             guint32 key,
                             const char *name,
                             const char *text);
void sy_attribute_parts_finish (SyAttributeParts *self,
                                SyEventLog *log);

/*
 * Collects imported outcomes.
 */
typedef struct _SyOutcomeParts SyOutcomeParts;

SyOutcomeParts *sy_outcome_parts_new (void);
void sy_outcome_parts_free (SyOutcomeParts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyOutcomeParts, sy_outcome_parts_free)
void sy_outcome_parts_add (SyOutcomeParts *self,
                           guint32 person,
                           const char *name,
                           guint32 second);
void sy_outcome_parts_finish (SyOutcomeParts *self,
                              SyEventLog *log);

/*
 * The whole second of an event, floored, since SY_EVENT_EPOCH; FALSE outside its range.
 */
static inline gboolean
sy_event_parts_get_second (gint64 time_ms,
                           guint32 *out_second)
{
  if (time_ms < SY_EVENT_EPOCH * 1000 || time_ms >= (SY_EVENT_EPOCH + SY_SECOND_NONE) * 1000)
    return FALSE;
  *out_second = (guint32) ((time_ms - SY_EVENT_EPOCH * 1000) / 1000);
  return TRUE;
}

G_END_DECLS
