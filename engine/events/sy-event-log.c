/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-log-private.h"

#include <string.h>

#include "sy-event-columns-private.h"

static void
clear_types (SyEventLog *self)
{
  g_clear_pointer (&self->columns_writer, sy_event_columns_writer_free);
  for (gsize i = 0; i < self->n_types; i++)
    if (!self->types[i].is_borrowed)
      g_free (self->types[i].property_values);
  g_free (self->types);
  g_clear_pointer (&self->columns, sy_arena_free);
  g_clear_pointer (&self->kept_columns, sy_event_columns_close);
}

static void
clear_attribute (SyPersonAttribute *attribute)
{
  g_free ((gpointer) attribute->texts);
  g_free ((gpointer) attribute->numbers);
  g_free ((gpointer) attribute->days);
  g_free ((gpointer) attribute->values);
}

static void
clear_log (gpointer data)
{
  SyEventLog *self = data;

  g_atomic_rc_box_release (self->token);
  clear_types (self);
  g_free (self->first_seconds);
  g_free (self->day_offsets);
  if (self->base != NULL)
    {
      sy_event_log_unref (self->base);
      return;
    }
  for (gsize i = 0; i < self->n_properties; i++)
    {
      g_free ((gpointer) self->properties[i].texts);
      g_free ((gpointer) self->properties[i].numbers);
    }
  g_free (self->properties);
  for (gsize i = 0; i < self->n_attributes; i++)
    clear_attribute (&self->attributes[i]);
  g_free (self->attributes);
  for (gsize i = 0; i < self->n_outcomes; i++)
    {
      g_free ((gpointer) self->outcomes[i].people);
      g_free ((gpointer) self->outcomes[i].seconds);
    }
  g_free (self->outcomes);
  g_free (self->is_refusing);
  g_free (self->aliases);
  g_free (self->key_arena);
  g_free (self->key_offsets);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_clear_pointer (&self->zone, sy_zone_unref);
}

SyEventLog *
sy_event_log_ref (SyEventLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
sy_event_log_unref (SyEventLog *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_log);
}

void
sy_event_log_make_days (SyEventLog *self)
{
  gint64 first = self->first_second / SY_DAY_SECONDS;

  self->n_day_offsets = self->last_second / SY_DAY_SECONDS - (gsize) first + 1;
  self->day_offsets = g_new (gint32, self->n_day_offsets);
  for (gsize i = 0; i < self->n_day_offsets; i++)
    {
      gint64 start = (first + (gint64) i) * SY_DAY_SECONDS + SY_EVENT_EPOCH;
      gint64 end = start + SY_DAY_SECONDS - 1;
      gint64 offset = sy_zone_to_local (self->zone, start) - start;
      gint64 end_offset = sy_zone_to_local (self->zone, end) - end;

      self->day_offsets[i] = offset == end_offset ? (gint32) offset : SY_DAY_OFFSET_VARIES;
    }
}

SyZone *
sy_event_log_get_zone (const SyEventLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->zone;
}

gsize
sy_event_log_get_n_events (const SyEventLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_events;
}

gboolean
sy_event_log_get_span (const SyEventLog *self,
                       gint64 *out_first_s,
                       gint64 *out_last_s)
{
  gboolean has_events;

  g_return_val_if_fail (self != NULL, FALSE);

  has_events = self->n_events > 0;
  if (out_first_s != NULL)
    *out_first_s = has_events ? self->first_second + SY_EVENT_EPOCH : 0;
  if (out_last_s != NULL)
    *out_last_s = has_events ? self->last_second + SY_EVENT_EPOCH : 0;
  return has_events;
}

gint64
sy_event_log_get_data_end (const SyEventLog *self)
{
  g_return_val_if_fail (self != NULL, G_MININT64);

  if (self->n_events == 0)
    return G_MININT64;
  return sy_zone_day_start (self->zone, sy_event_log_get_day (self, self->last_second) + 1);
}

gsize
sy_event_log_get_n_people (const SyEventLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_people;
}

const char *
sy_event_log_get_person_key (const SyEventLog *self,
                             guint32 person)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (person < self->n_people, NULL);

  return self->key_arena + self->key_offsets[person];
}

guint32
sy_event_log_find_person (const SyEventLog *self,
                          const char *key)
{
  gsize low = 0;
  gsize high;

  g_return_val_if_fail (self != NULL, SY_PERSON_NONE);
  g_return_val_if_fail (key != NULL, SY_PERSON_NONE);

  for (high = self->n_people; low < high;)
    {
      gsize middle = low + (high - low) / 2;
      int order = strcmp (self->key_arena + self->key_offsets[middle], key);

      if (order == 0)
        return (guint32) middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  for (low = 0, high = self->n_aliases; low < high;)
    {
      gsize middle = low + (high - low) / 2;
      int order = strcmp (self->aliases[middle].key, key);

      if (order == 0)
        return self->aliases[middle].person;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return SY_PERSON_NONE;
}

const guint32 *
sy_event_log_get_first_seconds (const SyEventLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->first_seconds;
}

guint32
sy_event_log_get_bound (gint64 instant_s)
{
  if (instant_s <= SY_EVENT_EPOCH)
    return 0;
  if (instant_s >= SY_EVENT_EPOCH + (gint64) SY_SECOND_NONE)
    return SY_SECOND_NONE;
  return (guint32) (instant_s - SY_EVENT_EPOCH);
}

gsize
sy_event_log_get_n_types (const SyEventLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_types;
}

const char *
sy_event_log_get_type_name (const SyEventLog *self,
                            guint32 type)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (type < self->n_types, NULL);

  return self->types[type].name;
}

guint32
sy_event_log_find_type (const SyEventLog *self,
                        const char *name)
{
  g_return_val_if_fail (self != NULL, SY_TYPE_NONE);
  g_return_val_if_fail (name != NULL, SY_TYPE_NONE);

  for (gsize i = 0; i < self->n_types; i++)
    if (strcmp (self->types[i].name, name) == 0)
      return (guint32) i;
  return SY_TYPE_NONE;
}

gboolean
sy_event_log_is_type_muted (const SyEventLog *self,
                            guint32 type)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (type < self->n_types, FALSE);

  return self->types[type].is_muted;
}

const SyEventRuns *
sy_event_log_get_runs (const SyEventLog *self,
                       guint32 type)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (type < self->n_types, NULL);

  return &self->types[type].runs;
}

gboolean
sy_event_runs_find (const SyEventRuns *runs,
                    guint32 person,
                    guint32 *out_start,
                    guint32 *out_end)
{
  gsize low = 0;
  gsize high;

  g_return_val_if_fail (runs != NULL, FALSE);
  g_return_val_if_fail (out_start != NULL && out_end != NULL, FALSE);

  for (high = runs->n_runs; low < high;)
    {
      gsize middle = low + (high - low) / 2;

      if (runs->people[middle] < person)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == runs->n_runs || runs->people[low] != person)
    {
      *out_start = *out_end = 0;
      return FALSE;
    }
  *out_start = runs->starts[low];
  *out_end = runs->starts[low + 1];
  return TRUE;
}

gsize
sy_event_log_get_n_properties (const SyEventLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_properties;
}

const SyEventProperty *
sy_event_log_get_property (const SyEventLog *self,
                           guint32 index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_properties, NULL);

  return &self->properties[index];
}

const SyEventProperty *
sy_event_log_find_property (const SyEventLog *self,
                            const char *name,
                            guint32 *out_index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < self->n_properties; i++)
    if (strcmp (self->properties[i].name, name) == 0)
      {
        if (out_index != NULL)
          *out_index = (guint32) i;
        return &self->properties[i];
      }
  return NULL;
}

const guint32 *
sy_event_log_get_property_values (const SyEventLog *self,
                                  guint32 type,
                                  guint32 property)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (type < self->n_types, NULL);
  g_return_val_if_fail (property < self->n_properties, NULL);

  return self->types[type].property_values[property];
}

gsize
sy_event_log_get_n_attributes (const SyEventLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_attributes;
}

const SyPersonAttribute *
sy_event_log_get_attribute (const SyEventLog *self,
                            guint32 index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_attributes, NULL);

  return &self->attributes[index];
}

const SyPersonAttribute *
sy_event_log_find_attribute (const SyEventLog *self,
                             const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < self->n_attributes; i++)
    if (strcmp (self->attributes[i].name, name) == 0)
      return &self->attributes[i];
  return NULL;
}

gsize
sy_event_log_get_n_outcomes (const SyEventLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_outcomes;
}

const SyImportedOutcome *
sy_event_log_get_outcome (const SyEventLog *self,
                          guint32 index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_outcomes, NULL);

  return &self->outcomes[index];
}

const SyImportedOutcome *
sy_event_log_find_outcome (const SyEventLog *self,
                           const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < self->n_outcomes; i++)
    if (strcmp (self->outcomes[i].name, name) == 0)
      return &self->outcomes[i];
  return NULL;
}

gsize
sy_event_log_get_memory (const SyEventLog *self)
{
  gsize memory;

  g_return_val_if_fail (self != NULL, 0);

  memory = sizeof *self + self->memory + self->key_arena_size;
  memory += self->n_people * (sizeof *self->key_offsets + sizeof *self->first_seconds);
  memory += self->n_day_offsets * sizeof *self->day_offsets;
  for (gsize i = 0; i < self->n_types; i++)
    {
      const SyEventRuns *runs = &self->types[i].runs;
      gsize event_size = sizeof *runs->seconds + sizeof *runs->rows;

      if (runs->amounts != NULL)
        event_size += sizeof *runs->amounts;
      for (gsize j = 0; j < self->n_properties; j++)
        if (self->types[i].property_values[j] != NULL)
          event_size += sizeof (guint32);
      memory += runs->n_events * event_size;
      memory += runs->n_runs * sizeof *runs->people + (runs->n_runs + 1) * sizeof *runs->starts;
    }
  return memory;
}

const guint8 *
sy_event_log_get_refusals (const SyEventLog *self,
                           gsize *out_n_refusing)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (out_n_refusing != NULL)
    *out_n_refusing = self->n_refusing;
  return self->is_refusing;
}
