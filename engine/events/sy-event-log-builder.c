/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-log-builder.h"

#include <math.h>
#include <string.h>

#include "store/sy-people-store.h"
#include "sy-event-layout-private.h"
#include "sy-event-parts-private.h"
#include "sy-identity-private.h"
#include "core/sy-key-sort-private.h"

/* Texts numbered from 0 in the order they first came, later by rank. */
typedef struct
{
  GHashTable *ids;  /* text -> id + 1 */
  GPtrArray *texts; /* borrowed from ids */
} Interner;

typedef struct
{
  guint32 key;
  guint32 type;
  guint32 second;
  double amount;
  guint first_field; /* in fields; the next event's is the end */
} BuilderEvent;

typedef struct
{
  guint32 property;
  guint32 value;
} BuilderField;

typedef struct
{
  guint32 alias;
  guint32 person;
} BuilderLink;

typedef struct
{
  guint32 key;
  char *name;
  char *text;     /* of an attribute */
  guint32 second; /* of an outcome */
} BuilderFact;

struct _SyEventLogBuilder
{
  SyZone *zone;
  Interner keys;
  Interner types;
  Interner properties;
  GPtrArray *values;        /* Interner of each property */
  GHashTable *type_aliases; /* name -> canonical name */
  GHashTable *muted_types;
  GArray *events;
  GArray *fields;
  GArray *links;
  GArray *attributes;
  GArray *outcomes;
};

static void
init_interner (Interner *self)
{
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->texts = g_ptr_array_new ();
}

static void
clear_interner (Interner *self)
{
  g_hash_table_unref (self->ids);
  g_ptr_array_unref (self->texts);
}

static void
free_interner (gpointer data)
{
  clear_interner (data);
  g_free (data);
}

static guint32
intern (Interner *self,
        const char *text)
{
  guint32 id = GPOINTER_TO_UINT (g_hash_table_lookup (self->ids, text));

  if (id == 0)
    {
      char *kept = g_strdup (text);

      g_ptr_array_add (self->texts, kept);
      id = self->texts->len;
      g_hash_table_insert (self->ids, kept, GUINT_TO_POINTER (id));
    }
  return id - 1;
}

/* Puts the texts in bytewise order; returns the rank of each id. */
static guint32 *
rank_interner (Interner *self)
{
  gsize n_texts = self->texts->len;
  g_autofree guint32 *order = g_new (guint32, n_texts);
  g_autofree gpointer *sorted = g_new (gpointer, n_texts);
  guint32 *ranks = g_new (guint32, n_texts);

  sy_key_sort ((const char *const *) self->texts->pdata, n_texts, order);
  for (gsize i = 0; i < n_texts; i++)
    {
      ranks[order[i]] = (guint32) i;
      sorted[i] = self->texts->pdata[order[i]];
    }
  for (gsize i = 0; i < n_texts; i++)
    self->texts->pdata[i] = sorted[i];
  return ranks;
}

static void
clear_fact (gpointer data)
{
  BuilderFact *fact = data;

  g_free (fact->name);
  g_free (fact->text);
}

SyEventLogBuilder *
sy_event_log_builder_new (SyZone *zone)
{
  SyEventLogBuilder *self;

  g_return_val_if_fail (zone != NULL, NULL);

  self = g_new0 (SyEventLogBuilder, 1);
  self->zone = sy_zone_ref (zone);
  init_interner (&self->keys);
  init_interner (&self->types);
  init_interner (&self->properties);
  self->values = g_ptr_array_new_with_free_func (free_interner);
  self->type_aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->muted_types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->events = g_array_new (FALSE, FALSE, sizeof (BuilderEvent));
  self->fields = g_array_new (FALSE, FALSE, sizeof (BuilderField));
  self->links = g_array_new (FALSE, FALSE, sizeof (BuilderLink));
  self->attributes = g_array_new (FALSE, FALSE, sizeof (BuilderFact));
  g_array_set_clear_func (self->attributes, clear_fact);
  self->outcomes = g_array_new (FALSE, FALSE, sizeof (BuilderFact));
  g_array_set_clear_func (self->outcomes, clear_fact);
  return self;
}

void
sy_event_log_builder_free (SyEventLogBuilder *self)
{
  if (self == NULL)
    return;
  sy_zone_unref (self->zone);
  clear_interner (&self->keys);
  clear_interner (&self->types);
  clear_interner (&self->properties);
  g_ptr_array_unref (self->values);
  g_hash_table_unref (self->type_aliases);
  g_hash_table_unref (self->muted_types);
  g_array_unref (self->events);
  g_array_unref (self->fields);
  g_array_unref (self->links);
  g_array_unref (self->attributes);
  g_array_unref (self->outcomes);
  g_free (self);
}

void
sy_event_log_builder_add_link (SyEventLogBuilder *self,
                               const char *alias,
                               const char *person)
{
  BuilderLink link;

  g_return_if_fail (self != NULL);
  g_return_if_fail (alias != NULL && person != NULL);

  link.alias = intern (&self->keys, alias);
  link.person = intern (&self->keys, person);
  g_array_append_val (self->links, link);
}

void
sy_event_log_builder_add_type_alias (SyEventLogBuilder *self,
                                     const char *name,
                                     const char *canonical)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL && canonical != NULL);

  g_hash_table_insert (self->type_aliases, g_strdup (name), g_strdup (canonical));
}

void
sy_event_log_builder_mute_type (SyEventLogBuilder *self,
                                const char *name)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);

  g_hash_table_add (self->muted_types, g_strdup (name));
}

static void
add_field (SyEventLogBuilder *self,
           const SyEventField *field)
{
  BuilderField kept;

  kept.property = intern (&self->properties, field->name);
  if (kept.property == self->values->len)
    {
      Interner *values = g_new (Interner, 1);

      init_interner (values);
      g_ptr_array_add (self->values, values);
    }
  kept.value = intern (self->values->pdata[kept.property], field->text);
  g_array_append_val (self->fields, kept);
}

void
sy_event_log_builder_add_event (SyEventLogBuilder *self,
                                const char *person,
                                const char *type,
                                gint64 time_ms,
                                const double *amount,
                                const SyEventField *fields,
                                gsize n_fields)
{
  BuilderEvent event;

  g_return_if_fail (self != NULL);
  g_return_if_fail (person != NULL && type != NULL);
  g_return_if_fail (amount == NULL || isfinite (*amount));
  g_return_if_fail (fields != NULL || n_fields == 0);
  g_return_if_fail (sy_event_parts_get_second (time_ms, &event.second));

  event.key = intern (&self->keys, person);
  event.type = intern (&self->types, type);
  event.amount = amount != NULL ? *amount : (double) NAN;
  event.first_field = self->fields->len;
  for (gsize i = 0; i < n_fields; i++)
    add_field (self, &fields[i]);
  g_array_append_val (self->events, event);
}

void
sy_event_log_builder_add_attribute (SyEventLogBuilder *self,
                                    const char *person,
                                    const char *name,
                                    const char *text)
{
  BuilderFact fact = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (person != NULL && name != NULL && text != NULL);

  fact.key = intern (&self->keys, person);
  fact.name = g_strdup (name);
  fact.text = g_strdup (text);
  g_array_append_val (self->attributes, fact);
}

void
sy_event_log_builder_add_outcome (SyEventLogBuilder *self,
                                  const char *person,
                                  const char *name,
                                  gint64 time_ms)
{
  BuilderFact fact = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (person != NULL && name != NULL);
  g_return_if_fail (sy_event_parts_get_second (time_ms, &fact.second));

  fact.key = intern (&self->keys, person);
  fact.name = g_strdup (name);
  g_array_append_val (self->outcomes, fact);
}

static void
resolve_people (SyEventLogBuilder *self,
                const guint32 *key_ranks,
                guint32 *out_canonical)
{
  g_autoptr (SyIdentity)
      identity = sy_identity_new (self->keys.texts->len, SY_IDENTITY_DEFAULT_LIMIT);

  for (guint i = 0; i < self->links->len; i++)
    {
      const BuilderLink *link = &g_array_index (self->links, BuilderLink, i);

      sy_identity_link (identity, key_ranks[link->alias], key_ranks[link->person]);
    }
  sy_identity_resolve (identity, out_canonical);
}

/* Numbers the canonical types by rank; returns the type of each id. */
static guint32 *
resolve_types (SyEventLogBuilder *self,
               Interner *types)
{
  gsize n_ids = self->types.texts->len;
  guint32 *targets = g_new (guint32, n_ids);
  g_autofree guint32 *ranks = NULL;

  init_interner (types);
  for (gsize i = 0; i < n_ids; i++)
    {
      const char *canonical = g_hash_table_lookup (self->type_aliases, self->types.texts->pdata[i]);

      targets[i] = intern (types, canonical != NULL ? canonical : self->types.texts->pdata[i]);
    }
  ranks = rank_interner (types);
  for (gsize i = 0; i < n_ids; i++)
    targets[i] = ranks[targets[i]];
  return targets;
}

static void
fill_events (SyEventLogBuilder *self,
             SyEventLog *log,
             const guint32 *key_ranks,
             const guint32 *people)
{
  Interner types;
  g_autofree guint32 *type_ranks = resolve_types (self, &types);
  g_autofree guint32 *property_ranks = rank_interner (&self->properties);
  g_autofree guint32 **value_ranks = g_new (guint32 *, self->values->len);
  SyTypeBlock *blocks = g_new (SyTypeBlock, types.texts->len);
  SyArena *columns = sy_arena_new ();

  sy_event_parts_set_properties (log, (const char *const *) self->properties.texts->pdata,
                                 self->properties.texts->len);
  sy_event_parts_set_types (log, (const char *const *) types.texts->pdata, types.texts->len);
  for (guint i = 0; i < self->values->len; i++)
    {
      Interner *values = self->values->pdata[i];

      value_ranks[i] = rank_interner (values);
      sy_event_parts_set_dictionary (log, property_ranks[i],
                                     (const char *const *) values->texts->pdata,
                                     values->texts->len);
    }
  for (gsize i = 0; i < log->n_types; i++)
    {
      log->types[i].is_muted = g_hash_table_contains (self->muted_types, log->types[i].name);
      sy_type_block_init (&blocks[i], columns, 0, log->n_properties);
    }
  for (guint i = 0; i < self->events->len; i++)
    {
      const BuilderEvent *event = &g_array_index (self->events, BuilderEvent, i);
      SyTypeBlock *block = &blocks[type_ranks[event->type]];
      guint end = i + 1 < self->events->len ? (event + 1)->first_field : self->fields->len;

      sy_type_block_add (block, people[key_ranks[event->key]], event->second, event->amount, i + 1);
      for (guint j = event->first_field; j < end; j++)
        {
          const BuilderField *field = &g_array_index (self->fields, BuilderField, j);

          sy_type_block_set_property (block, block->n_events - 1, property_ranks[field->property],
                                      value_ranks[field->property][field->value] + 1);
        }
    }
  sy_event_layout_fill (log, &blocks, 1, 1);
  for (guint i = 0; i < self->values->len; i++)
    g_free (value_ranks[i]);
  clear_interner (&types);
  g_free (blocks);
  sy_arena_free (columns);
}

static void
fill_facts (SyEventLogBuilder *self,
            SyEventLog *log,
            const guint32 *key_ranks,
            const guint32 *canonical,
            const guint32 *people)
{
  g_autoptr (SyAttributeParts)
      attributes = sy_attribute_parts_new (log->n_people, canonical, people);
  g_autoptr (SyOutcomeParts) outcomes = sy_outcome_parts_new ();

  for (guint i = 0; i < self->attributes->len; i++)
    {
      const BuilderFact *fact = &g_array_index (self->attributes, BuilderFact, i);

      sy_attribute_parts_add (attributes, key_ranks[fact->key], fact->name, fact->text);
    }
  sy_attribute_parts_finish (attributes, log);
  for (guint i = 0; i < self->outcomes->len; i++)
    {
      const BuilderFact *fact = &g_array_index (self->outcomes, BuilderFact, i);

      sy_outcome_parts_add (outcomes, people[key_ranks[fact->key]], fact->name, fact->second);
    }
  sy_outcome_parts_finish (outcomes, log);
}

SyEventLog *
sy_event_log_builder_build (SyEventLogBuilder *self)
{
  SyEventLog *log;
  gsize n_keys;
  g_autofree guint32 *key_ranks = NULL;
  g_autofree guint32 *canonical = NULL;
  g_autofree guint32 *people = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  n_keys = self->keys.texts->len;
  key_ranks = rank_interner (&self->keys);
  canonical = g_new (guint32, n_keys);
  people = g_new (guint32, n_keys);
  log = sy_event_parts_new_log (self->zone);
  resolve_people (self, key_ranks, canonical);
  sy_event_parts_set_people (log, (const char *const *) self->keys.texts->pdata, n_keys, canonical,
                             people);
  fill_events (self, log, key_ranks, people);
  fill_facts (self, log, key_ranks, canonical, people);
  return log;
}
