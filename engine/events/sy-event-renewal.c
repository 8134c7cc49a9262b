/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-renewal-private.h"

#include <string.h>

#include "core/sy-parallel-private.h"
#include "store/sy-column-cache-private.h"
#include "sy-event-layout-private.h"
#include "sy-event-merge-private.h"
#include "sy-event-parts-private.h"

/*
 * The new log has its people, types, property names and facts read anew, which is little; its events are those
 * of the old log, with other numbers, and the new rows. These are read into a log of their
 * own, the delta, that has the people and types of the new one. Then the two are merged type by type.
 *
 * All dictionaries are in bytewise order, so that where each text went is found by walking
 * both side by side.
 */

#define MAX_THREADS 16

SyEventRenewal *
sy_event_renewal_ref (SyEventRenewal *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_renewal (gpointer data)
{
  SyEventRenewal *self = data;

  g_clear_pointer (&self->old, g_atomic_rc_box_release);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_free (self->people);
  g_free (self->renewed);
  g_free (self->has_events);
}

void
sy_event_renewal_unref (SyEventRenewal *self)
{
  g_atomic_rc_box_release_full (self, clear_renewal);
}

SyEventLog *
sy_event_renewal_get_log (const SyEventRenewal *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->log;
}

gboolean
sy_event_renewal_is_of (const SyEventRenewal *self,
                        const SyEventLog *log)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (log != NULL, FALSE);

  return self->old == log->token;
}

gsize
sy_event_renewal_get_n_touched (const SyEventRenewal *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_touched;
}

/* --- where everything went --- */

typedef struct
{
  SyEventRenewal *renewal;
  const SyEventLog *old;
  SyEventLog *delta;
  guint32 *types;      /* new number by old */
  guint32 *properties; /* the same */
  guint32 ***columns;  /* by new type: the old one's columns by new property; of no old type, all NULL */
  SyEventRuns *runs;   /* by new type: the old one's */

  guint32 **old_values;   /* by new property: new ids by old */
  guint32 **delta_values; /* the same, by those of the delta */
} Renew;

static void
clear_arrays (guint32 **arrays,
              gsize n)
{
  for (gsize i = 0; arrays != NULL && i < n; i++)
    g_free (arrays[i]);
  g_free (arrays);
}

static void
clear_renew (Renew *self)
{
  gsize n_properties = self->renewal->log->n_properties;

  for (gsize i = 0; self->columns != NULL && i < self->renewal->log->n_types; i++)
    g_free (self->columns[i]);
  g_free (self->columns);
  g_free (self->runs);
  g_free (self->types);
  g_free (self->properties);
  clear_arrays (self->old_values, n_properties);
  clear_arrays (self->delta_values, n_properties);
  g_clear_pointer (&self->delta, sy_event_log_unref);
  g_clear_pointer (&self->renewal, sy_event_renewal_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Renew, clear_renew)

/* An old person goes by the same key as before, or identity has changed. */
static gboolean
map_people (Renew *self)
{
  const SyEventLog *old = self->old;
  const SyEventLog *log = self->renewal->log;
  guint32 *people = g_new (guint32, old->n_people + 1);
  guint32 at = 0;

  self->renewal->people = people;
  for (guint32 i = 0; i < old->n_people; i++, at++)
    {
      const char *key = sy_event_log_get_person_key (old, i);

      while (at < log->n_people && strcmp (sy_event_log_get_person_key (log, at), key) < 0)
        at++;
      if (at == log->n_people || strcmp (sy_event_log_get_person_key (log, at), key) != 0)
        return FALSE;
      people[i] = at;
    }
  return TRUE;
}

/* And so does every other key of theirs. A key that was nobody's may be one now. */
static gboolean
has_aliases (const Renew *self)
{
  const SyEventLog *old = self->old;
  const SyEventLog *log = self->renewal->log;
  gsize at = 0;

  for (gsize i = 0; i < old->n_aliases; i++)
    {
      const SyEventAlias *alias = &old->aliases[i];

      while (at < log->n_aliases && strcmp (log->aliases[at].key, alias->key) < 0)
        at++;
      if (at == log->n_aliases || strcmp (log->aliases[at].key, alias->key) != 0 ||
          log->aliases[at].person != self->renewal->people[alias->person])
        return FALSE;
    }
  return TRUE;
}

/* What is muted stays so; a type that no row had before is not. */
static gboolean
map_types (Renew *self)
{
  const SyEventLog *old = self->old;
  const SyEventLog *log = self->renewal->log;
  guint32 next = 0;

  self->types = g_new (guint32, old->n_types + 1);
  for (guint32 at = 0; at < log->n_types; at++)
    {
      const SyEventType *type = &log->types[at];

      if (next < old->n_types && g_str_equal (old->types[next].name, type->name))
        {
          if (old->types[next].is_muted != type->is_muted)
            return FALSE;
          self->types[next++] = at;
        }
      else if (type->is_muted)
        return FALSE;
    }
  return next == old->n_types;
}

static gboolean
map_properties (Renew *self)
{
  const SyEventLog *old = self->old;
  const SyEventLog *log = self->renewal->log;
  guint32 next = 0;

  self->properties = g_new (guint32, old->n_properties + 1);
  for (guint32 at = 0; at < log->n_properties; at++)
    if (next < old->n_properties &&
        g_str_equal (old->properties[next].name, log->properties[at].name))
      self->properties[next++] = at;
  return next == old->n_properties;
}

/* The old columns by the numbers of the new log. */
static void
list_columns (Renew *self)
{
  const SyEventLog *old = self->old;
  const SyEventLog *log = self->renewal->log;

  self->runs = g_new0 (SyEventRuns, log->n_types + 1);
  self->columns = g_new0 (guint32 **, log->n_types + 1);
  for (gsize i = 0; i < log->n_types; i++)
    self->columns[i] = g_new0 (guint32 *, log->n_properties + 1);
  for (gsize i = 0; i < old->n_types; i++)
    {
      const SyEventType *type = &old->types[i];

      self->runs[self->types[i]] = type->runs;
      for (gsize j = 0; j < old->n_properties; j++)
        self->columns[self->types[i]][self->properties[j]] = type->property_values[j];
    }
}

/* --- the new rows --- */

static SyEventLog *
new_delta (const SyEventLog *log)
{
  SyEventLog *delta = sy_event_parts_new_log (log->zone);
  g_autofree const char **names = g_new (const char *, MAX (log->n_types, log->n_properties) + 1);

  delta->n_people = log->n_people;
  for (gsize i = 0; i < log->n_properties; i++)
    names[i] = log->properties[i].name;
  sy_event_parts_set_properties (delta, names, log->n_properties);
  for (gsize i = 0; i < log->n_types; i++)
    names[i] = log->types[i].name;
  sy_event_parts_set_types (delta, names, log->n_types);
  return delta;
}

static gboolean
read_delta (Renew *self,
            SyEventLoad *load,
            GError **error)
{
  const SyEventLog *old = self->old;
  g_autoptr (GPtrArray) values = NULL;

  self->delta = new_delta (self->renewal->log);
  load->n_expected = MAX (0, sy_event_reader_get_max_event_id (load->reader) - old->max_event_id);
  sy_event_reader_start_after (load->reader, old->max_event_id);
  return sy_event_load_read (load, self->delta, &values, error);
}

/* --- values --- */

/* A property has the values that its events have, old and new, by their ranks among all. */
static GArray *
join_values (Renew *self,
             const SyEventLoad *load,
             gsize property,
             const SyEventProperty *old)
{
  const SyTextTable *table = load->values.table;
  const SyEventProperty *added = &self->delta->properties[property];
  guint32 *old_ids = g_new0 (guint32, (old != NULL ? old->n_values : 0) + 1);
  guint32 *added_ids = g_new0 (guint32, added->n_values + 1);
  GArray *ranks = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize i = 1;
  gsize j = 1;

  for (guint32 rank = 0; rank < table->n_rows; rank++)
    {
      const char *text = table->texts[rank];
      gboolean in_old = old != NULL && i <= old->n_values && g_str_equal (old->texts[i], text);
      gboolean in_added = j <= added->n_values && g_str_equal (added->texts[j], text);

      if (!in_old && !in_added)
        continue;
      g_array_append_val (ranks, rank);
      if (in_old)
        old_ids[i++] = ranks->len;
      if (in_added)
        added_ids[j++] = ranks->len;
    }
  /* Who has all the values has them by their numbers: what is the same is copied, not looked up. */
  if (old != NULL && ranks->len == old->n_values)
    g_clear_pointer (&old_ids, g_free);
  if (ranks->len == added->n_values)
    g_clear_pointer (&added_ids, g_free);
  self->old_values[property] = old_ids;
  self->delta_values[property] = added_ids;
  return ranks;
}

static GPtrArray *
join_dictionaries (Renew *self,
                   const SyEventLoad *load)
{
  const SyEventLog *old = self->old;
  SyEventLog *log = self->renewal->log;
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  gsize next = 0;

  self->old_values = g_new0 (guint32 *, log->n_properties + 1);
  self->delta_values = g_new0 (guint32 *, log->n_properties + 1);
  for (gsize i = 0; i < log->n_properties; i++)
    {
      gboolean is_old = next < old->n_properties && self->properties[next] == i;
      GArray *ranks = join_values (self, load, i, is_old ? &old->properties[next] : NULL);

      next += is_old;
      sy_event_load_set_dictionary (load, log, i, (const guint32 *) (gpointer) ranks->data, ranks->len);
      g_ptr_array_add (values, ranks);
    }
  return values;
}

/* --- merging --- */

static void
merge_types (gsize start,
             gsize end,
             gpointer user_data)
{
  const Renew *self = user_data;
  SyEventLog *log = self->renewal->log;

  for (gsize i = start; i < end; i++)
    {
      const SyEventType *added = &self->delta->types[i];
      SyMergeSide sides[2] = {
        { &self->runs[i], self->renewal->people, self->columns[i],
          (const guint32 *const *) self->old_values },
        { &added->runs, NULL, added->property_values, (const guint32 *const *) self->delta_values },
      };

      sy_event_merge (&sides[0], &sides[1], log->n_properties, log->columns, &log->types[i]);
    }
}

/* --- who is touched --- */

static void
note_events (const Renew *self)
{
  SyEventRenewal *renewal = self->renewal;

  for (gsize i = 0; i < renewal->log->n_types; i++)
    {
      const SyEventRuns *runs = &self->delta->types[i].runs;

      renewal->has_events[i] = runs->n_events > 0;
      for (gsize j = 0; j < runs->n_runs; j++)
        renewal->renewed[runs->people[j]] |= SY_RENEWED_EVENTS;
    }
}

/* Compares an attribute of both logs; either may be NULL. */
static void
note_attribute (SyEventRenewal *self,
                const SyPersonAttribute *old,
                const SyPersonAttribute *attribute)
{
  g_autofree guint32 *ids = g_new0 (guint32, (old != NULL ? old->n_values : 0) + 1);
  gsize at = 1;

  /* A value that nobody has any more leads to none that there is. */
  for (gsize i = 1; old != NULL && i <= old->n_values; i++)
    {
      while (attribute != NULL && at <= attribute->n_values &&
             strcmp (attribute->texts[at], old->texts[i]) < 0)
        at++;
      ids[i] = attribute != NULL && at <= attribute->n_values &&
                       g_str_equal (attribute->texts[at], old->texts[i])
                   ? (guint32) at
                   : G_MAXUINT32;
    }
  for (gsize i = 0; i < self->n_old_people; i++)
    {
      guint32 before = old != NULL ? ids[old->values[i]] : SY_VALUE_ABSENT;
      guint32 now = attribute != NULL ? attribute->values[self->people[i]] : SY_VALUE_ABSENT;

      if (before != now)
        self->renewed[self->people[i]] |= SY_RENEWED_FACTS;
    }
}

static void
note_facts (const Renew *self)
{
  const SyEventLog *old = self->old;
  const SyEventLog *log = self->renewal->log;
  gsize i = 0;
  gsize j = 0;

  while (i < old->n_attributes || j < log->n_attributes)
    {
      const SyPersonAttribute *before = i < old->n_attributes ? &old->attributes[i] : NULL;
      const SyPersonAttribute *now = j < log->n_attributes ? &log->attributes[j] : NULL;
      int order = before == NULL ? 1 : now == NULL ? -1
                                                   : strcmp (before->name, now->name);

      note_attribute (self->renewal, order <= 0 ? before : NULL, order >= 0 ? now : NULL);
      i += order <= 0;
      j += order >= 0;
    }
}

static void
note_people (const Renew *self)
{
  SyEventRenewal *renewal = self->renewal;
  gsize n_people = renewal->log->n_people;

  renewal->renewed = g_new (guint8, n_people + 1);
  renewal->has_events = g_new0 (gboolean, renewal->log->n_types + 1);
  memset (renewal->renewed, SY_RENEWED_FACTS, n_people);
  for (gsize i = 0; i < renewal->n_old_people; i++)
    renewal->renewed[renewal->people[i]] = 0;
  note_events (self);
  note_facts (self);
  for (gsize i = 0; i < n_people; i++)
    renewal->n_touched += renewal->renewed[i] != 0;
}

SyEventRenewal *
sy_event_renewal_new (SyEventLoad *load,
                      SyEventLog *log,
                      SyEventLog *old,
                      GPtrArray **out_values,
                      GError **error)
{
  g_auto (Renew) renew = { .renewal = g_atomic_rc_box_new0 (SyEventRenewal), .old = old };

  *renew.renewal = (SyEventRenewal){ .old = g_atomic_rc_box_acquire (old->token),
                                     .n_old_people = old->n_people,
                                     .n_old_events = old->n_events,
                                     .old_last_second = old->last_second,
                                     .log = sy_event_log_ref (log) };
  if (!old->has_state || !sy_event_reader_has_only_added (load->reader, &old->state) ||
      !map_people (&renew) || !has_aliases (&renew) || !map_types (&renew) ||
      !map_properties (&renew))
    return NULL;
  list_columns (&renew);
  if (!read_delta (&renew, load, error))
    return NULL;
  *out_values = join_dictionaries (&renew, load);
  sy_parallel_run (log->n_types, 1, MIN (g_get_num_processors (), MAX_THREADS), merge_types,
                   &renew);
  sy_event_layout_finish (log);
  note_people (&renew);
  return sy_event_renewal_ref (renew.renewal);
}
