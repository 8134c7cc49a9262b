/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-log-load-private.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdatomic.h>

#include "store/sy-consent.h"
#include "store/sy-event-reader.h"
#include "store/sy-people-store.h"
#include "sy-event-columns-private.h"
#include "sy-event-layout-private.h"
#include "sy-event-parts-private.h"
#include "sy-identity-private.h"

/*
 * The store gives rows with the ids of its dictionaries, in parts that threads read side by
 * side. First the dictionaries are read and people numbered, then each thread appends the events
 * of its part to blocks by type, and the properties to the events. Property values come
 * with ids of one dictionary for all properties; when all parts are there, each property gets a
 * dictionary of the values it has.
 */

#define MAX_PARTS 4
#define KEEP_FROM 200000   /* events; fewer are loaded in no time */
#define MIN_EVENT_BYTES 12 /* on disk: a pointer to the cell, two lengths, and the record */

/* Where the ids of one of the store's dictionaries lead to. */
typedef struct
{
  SyTextTable *table;
  guint32 *targets; /* by id, max_id + 1 */
} IdMap;

typedef struct
{
  SyEventReader *reader;
  GCancellable *cancellable;
  SyProgressFunc progress;
  gpointer user_data;
  gint64 n_expected;
  guint identity_limit;
  SyConsentRule *consent; /* NULL without a rule */
  atomic_size_t n_read;

  IdMap people; /* to ranks of keys */
  IdMap types;
  IdMap names;        /* of properties */
  IdMap values;       /* to rank + 1 */
  guint32 *canonical; /* by rank of the key */
  guint32 *people_by_rank;
  guint32 *people_by_id;
} Load;

typedef struct
{
  Load *load;
  guint part;
  SyArena *columns;    /* of the blocks */
  SyTypeBlock *blocks; /* by type */
  GArray *event_types; /* of the part's events in order; NULL without properties */
  gsize next_event;    /* the properties have come to, in event_types */
  gsize *next_in_type; /* the same, in the block of each type */
  const char *damage;
  GError *error;
} LoadPart;

#define TARGET_NONE G_MAXUINT32

static void
clear_map (IdMap *self)
{
  g_clear_pointer (&self->table, sy_text_table_free);
  g_clear_pointer (&self->targets, g_free);
}

/* Takes the table; each id leads to the rank of its text plus @first. */
static gboolean
init_map (IdMap *self,
          SyTextTable *table,
          guint32 first)
{
  self->table = table;
  if (table == NULL)
    return FALSE;
  self->targets = g_new (guint32, (gsize) table->max_id + 1);
  for (gsize i = 0; i <= table->max_id; i++)
    self->targets[i] = TARGET_NONE;
  for (gsize i = 0; i < table->n_rows; i++)
    self->targets[table->ids[i]] = (guint32) i + first;
  return TRUE;
}

static inline guint32
map_id (const IdMap *self,
        guint32 id)
{
  return id <= self->table->max_id ? self->targets[id] : TARGET_NONE;
}

static void
clear_load (Load *self)
{
  g_clear_pointer (&self->reader, sy_event_reader_free);
  clear_map (&self->people);
  clear_map (&self->types);
  clear_map (&self->names);
  clear_map (&self->values);
  g_clear_pointer (&self->consent, sy_consent_rule_free);
  g_free (self->canonical);
  g_free (self->people_by_rank);
  g_free (self->people_by_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Load, clear_load)

static gboolean
read_dictionaries (Load *load,
                   GError **error)
{
  return init_map (&load->people, sy_event_reader_read_people (load->reader, error), 0) &&
         init_map (&load->types, sy_event_reader_read_types (load->reader, error), 0) &&
         init_map (&load->names, sy_event_reader_read_property_names (load->reader, error), 0) &&
         init_map (&load->values, sy_event_reader_read_property_values (load->reader, error), 1);
}

/* --- types --- */

typedef struct
{
  const Load *load;
  guint32 *canonical; /* by rank; TARGET_NONE for a type the reader did not tell of */
  gboolean *is_muted; /* by rank */
} TypeTarget;

static void
type_cb (guint32 type,
         guint32 canonical,
         gboolean is_muted,
         gpointer user_data)
{
  TypeTarget *target = user_data;
  guint32 rank = map_id (&target->load->types, type);

  if (rank == TARGET_NONE)
    return;
  target->canonical[rank] = map_id (&target->load->types, canonical);
  target->is_muted[rank] = is_muted;
}

/* Makes the log's types of those that are no alias, and lets the ids of the others lead there. */
static gboolean
load_types (Load *load,
            SyEventLog *log,
            GError **error)
{
  const SyTextTable *table = load->types.table;
  g_autofree guint32 *canonical = g_new (guint32, table->n_rows);
  g_autofree gboolean *is_muted = g_new0 (gboolean, table->n_rows);
  g_autofree guint32 *types = g_new (guint32, table->n_rows);
  g_autofree const char **names = g_new (const char *, table->n_rows);
  TypeTarget target = { load, canonical, is_muted };
  guint32 n_types = 0;

  for (gsize i = 0; i < table->n_rows; i++)
    canonical[i] = TARGET_NONE;
  if (!sy_event_reader_read_type_facts (load->reader, type_cb, &target, error))
    return FALSE;
  for (guint32 i = 0; i < table->n_rows; i++)
    if (canonical[i] == i)
      {
        names[n_types] = table->texts[i];
        types[i] = n_types++;
      }
  sy_event_parts_set_types (log, names, n_types);
  for (guint32 i = 0; i < table->n_rows; i++)
    if (canonical[i] == i)
      log->types[types[i]].is_muted = is_muted[i];
  for (gsize i = 0; i < table->n_rows; i++)
    {
      guint32 at = canonical[i];

      if (at == TARGET_NONE || canonical[at] != at)
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED,
                       "the project is damaged: the event type “%s” leads to no type",
                       table->texts[i]);
          return FALSE;
        }
      load->types.targets[table->ids[i]] = types[at];
    }
  return TRUE;
}

/* --- people --- */

typedef struct
{
  const Load *load;
  SyIdentity *identity;
} LinkTarget;

static void
link_cb (guint32 alias,
         guint32 person,
         gpointer user_data)
{
  LinkTarget *target = user_data;
  guint32 alias_rank = map_id (&target->load->people, alias);
  guint32 person_rank = map_id (&target->load->people, person);

  if (alias_rank != TARGET_NONE && person_rank != TARGET_NONE)
    sy_identity_link (target->identity, alias_rank, person_rank);
}

static gboolean
load_people (Load *load,
             SyEventLog *log,
             GError **error)
{
  const SyTextTable *table = load->people.table;
  g_autoptr (SyIdentity) identity = sy_identity_new (table->n_rows, load->identity_limit);
  LinkTarget target = { load, identity };

  if (!sy_event_reader_read_aliases (load->reader, link_cb, &target, error))
    return FALSE;
  load->canonical = g_new (guint32, table->n_rows);
  load->people_by_rank = g_new (guint32, table->n_rows);
  sy_identity_resolve (identity, load->canonical);
  sy_event_parts_set_people (log, table->texts, table->n_rows, load->canonical,
                             load->people_by_rank);
  load->people_by_id = g_new (guint32, (gsize) table->max_id + 1);
  for (gsize i = 0; i <= table->max_id; i++)
    load->people_by_id[i] = load->people.targets[i] != TARGET_NONE
                                ? load->people_by_rank[load->people.targets[i]]
                                : TARGET_NONE;
  return TRUE;
}

typedef struct
{
  const Load *load;
  SyEventLog *log;
  SyAttributeParts *attributes;
  SyOutcomeParts *outcomes;
} FactTarget;

/* One key of a person is enough. */
static void
note_refusal (const FactTarget *target,
              guint32 rank,
              const char *name,
              const char *value)
{
  const SyConsentRule *consent = target->load->consent;
  SyEventLog *log = target->log;
  guint32 person = target->load->people_by_rank[rank];

  if (consent == NULL || !g_str_equal (name, consent->attribute) ||
      !sy_consent_rule_refuses (consent, value))
    return;
  if (log->is_refusing == NULL)
    log->is_refusing = g_new0 (guint8, log->n_people);
  log->n_refusing += log->is_refusing[person] == 0;
  log->is_refusing[person] = 1;
}

static void
attribute_cb (guint32 person,
              const char *name,
              const char *value,
              gpointer user_data)
{
  FactTarget *target = user_data;
  guint32 rank = map_id (&target->load->people, person);

  if (rank == TARGET_NONE)
    return;
  sy_attribute_parts_add (target->attributes, rank, name, value);
  note_refusal (target, rank, name, value);
}

static void
outcome_cb (guint32 person,
            const char *name,
            gint64 time_ms,
            gpointer user_data)
{
  FactTarget *target = user_data;
  guint32 rank = map_id (&target->load->people, person);
  guint32 second;

  if (rank != TARGET_NONE && sy_event_parts_get_second (time_ms, &second))
    sy_outcome_parts_add (target->outcomes, target->load->people_by_rank[rank], name, second);
}

static gboolean
load_facts (Load *load,
            SyEventLog *log,
            GError **error)
{
  g_autoptr (SyAttributeParts)
      attributes = sy_attribute_parts_new (log->n_people, load->canonical, load->people_by_rank);
  g_autoptr (SyOutcomeParts) outcomes = sy_outcome_parts_new ();
  FactTarget target = { load, log, attributes, outcomes };

  if (!sy_event_reader_read_attributes (load->reader, attribute_cb, &target, error) ||
      !sy_event_reader_read_outcomes (load->reader, outcome_cb, &target, error))
    return FALSE;
  sy_attribute_parts_finish (attributes, log);
  sy_outcome_parts_finish (outcomes, log);
  return TRUE;
}

/* --- events --- */

static void
events_cb (const SyEventBlock *block,
           gpointer user_data)
{
  LoadPart *part = user_data;
  Load *load = part->load;
  gsize n_read = atomic_fetch_add (&load->n_read, block->n_rows) + block->n_rows;

  for (gsize i = 0; i < block->n_rows; i++)
    {
      guint32 person = block->people[i] <= load->people.table->max_id
                           ? load->people_by_id[block->people[i]]
                           : TARGET_NONE;
      guint32 type = map_id (&load->types, block->types[i]);
      guint32 second;

      if (person == TARGET_NONE || type == TARGET_NONE)
        {
          part->damage = "an event names a person or a type that is not there";
          return;
        }
      if (!sy_event_parts_get_second (block->times_ms[i], &second) || isinf (block->amounts[i]) ||
          block->ids[i] < 0 || block->ids[i] > G_MAXUINT32)
        {
          part->damage = "an event has a time, an amount or a number out of range";
          return;
        }
      sy_type_block_add (&part->blocks[type], person, second, block->amounts[i],
                         (guint32) block->ids[i]);
      if (part->event_types != NULL)
        g_array_append_val (part->event_types, type);
    }
  if (part->part == 0 && load->progress != NULL)
    load->progress ((gint64) n_read, MAX (load->n_expected, (gint64) n_read), load->user_data);
}

/* Goes on to the event of that id; returns its type, or TARGET_NONE. */
static guint32
seek_event (LoadPart *part,
            gint64 id)
{
  while (part->next_event < part->event_types->len)
    {
      guint32 type = g_array_index (part->event_types, guint32, part->next_event);
      guint32 row = part->blocks[type].rows[part->next_in_type[type]];

      if (row >= id)
        return row == id ? type : TARGET_NONE;
      part->next_in_type[type]++;
      part->next_event++;
    }
  return TARGET_NONE;
}

static void
properties_cb (const SyPropertyBlock *block,
               gpointer user_data)
{
  LoadPart *part = user_data;

  for (gsize i = 0; i < block->n_rows; i++)
    {
      guint32 type = seek_event (part, block->events[i]);
      guint32 name = map_id (&part->load->names, block->names[i]);
      guint32 value = map_id (&part->load->values, block->values[i]);

      if (type == TARGET_NONE || name == TARGET_NONE || value == TARGET_NONE)
        {
          part->damage = "a property names an event, a name or a value that is not there";
          return;
        }
      sy_type_block_set_property (&part->blocks[type], part->next_in_type[type], name, value);
    }
}

static gpointer
read_part (gpointer data)
{
  LoadPart *part = data;
  Load *load = part->load;

  if (sy_event_reader_read_events (load->reader, part->part, events_cb, part, load->cancellable,
                                   &part->error) &&
      part->event_types != NULL && part->damage == NULL)
    sy_event_reader_read_properties (load->reader, part->part, properties_cb, part,
                                     load->cancellable, &part->error);
  if (part->error == NULL && part->damage != NULL)
    part->error = g_error_new (SY_STORE_ERROR, SY_STORE_ERROR_DAMAGED, "the project is damaged: %s",
                               part->damage);
  return NULL;
}

/* The values of a property, by their ranks among those of all. */
static void
set_dictionary (const Load *load,
                SyEventLog *log,
                gsize property,
                const guint32 *ranks,
                gsize n_ranks)
{
  g_autofree const char **texts = g_new (const char *, n_ranks);

  for (gsize i = 0; i < n_ranks; i++)
    texts[i] = load->values.table->texts[ranks[i]];
  sy_event_parts_set_dictionary (log, property, texts, n_ranks);
}

/* Gives each property the values that its events have, in place of ids for all. Returns the ranks
 * of the values by property. */
static GPtrArray *
make_dictionaries (const Load *load,
                   SyEventLog *log,
                   SyTypeBlock **blocks,
                   guint n_parts)
{
  const SyTextTable *table = load->values.table;
  g_autofree guint32 *new_ids = g_new (guint32, table->n_rows + 1);
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (gsize property = 0; property < log->n_properties; property++)
    {
      GArray *ranks = g_array_new (FALSE, FALSE, sizeof (guint32));

      for (gsize i = 0; i <= table->n_rows; i++)
        new_ids[i] = 0;
      for (gsize i = 0; i < n_parts * log->n_types; i++)
        {
          const SyTypeBlock *block = &blocks[i / log->n_types][i % log->n_types];

          if (block->properties != NULL && block->properties[property] != NULL)
            for (gsize j = 0; j < block->n_events; j++)
              new_ids[block->properties[property][j]] = 1;
        }
      new_ids[SY_VALUE_ABSENT] = SY_VALUE_ABSENT;
      for (guint32 i = 0; i < table->n_rows; i++)
        if (new_ids[i + 1] != 0)
          {
            g_array_append_val (ranks, i);
            new_ids[i + 1] = ranks->len;
          }
      for (gsize i = 0; i < n_parts * log->n_types; i++)
        {
          const SyTypeBlock *block = &blocks[i / log->n_types][i % log->n_types];

          if (block->properties != NULL && block->properties[property] != NULL)
            for (gsize j = 0; j < block->n_events; j++)
              block->properties[property][j] = new_ids[block->properties[property][j]];
        }
      set_dictionary (load, log, property, (const guint32 *) (gpointer) ranks->data, ranks->len);
      g_ptr_array_add (values, ranks);
    }
  return values;
}

/* Not more events than the file has room for, whatever their ids say. */
static gint64
get_n_expected (SyProject *project,
                SyEventReader *reader)
{
  gint64 n_expected = sy_event_reader_get_max_event_id (reader) -
                      (gint64) sy_event_reader_get_n_marked (reader);
  GStatBuf status;

  if (g_stat (sy_project_get_path (project), &status) != 0)
    return 0;
  return CLAMP (n_expected, 0, (gint64) status.st_size / MIN_EVENT_BYTES);
}

static void
init_part (LoadPart *part,
           Load *load,
           guint number,
           const SyEventLog *log)
{
  guint n_parts = sy_event_reader_get_n_parts (load->reader);
  /* As if all types were as frequent; an eighth more hurts less than an array that moves. */
  gsize n_expected = (gsize) load->n_expected / n_parts / MAX (log->n_types, 1) * 9 / 8;

  *part = (LoadPart){ .load = load, .part = number, .columns = sy_arena_new () };
  part->blocks = g_new (SyTypeBlock, log->n_types);
  for (gsize type = 0; type < log->n_types; type++)
    sy_type_block_init (&part->blocks[type], part->columns, n_expected, log->n_properties);
  part->next_in_type = g_new0 (gsize, log->n_types);
  if (log->n_properties > 0)
    part->event_types = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static void
clear_part (LoadPart *part,
            const SyEventLog *log)
{
  for (gsize type = 0; type < log->n_types; type++)
    sy_type_block_clear (&part->blocks[type]);
  g_free (part->blocks);
  sy_arena_free (part->columns);
  g_free (part->next_in_type);
  g_clear_pointer (&part->event_types, g_array_unref);
  g_clear_error (&part->error);
}

/* @out_values: the ranks of the values, by property. */
static gboolean
load_events (Load *load,
             SyEventLog *log,
             GPtrArray **out_values,
             GError **error)
{
  guint n_parts = sy_event_reader_get_n_parts (load->reader);
  LoadPart parts[MAX_PARTS];
  SyTypeBlock *blocks[MAX_PARTS];
  GThread *threads[MAX_PARTS];
  gboolean is_read = TRUE;

  if (g_cancellable_set_error_if_cancelled (load->cancellable, error))
    return FALSE;
  for (guint i = 0; i < n_parts; i++)
    {
      init_part (&parts[i], load, i, log);
      blocks[i] = parts[i].blocks;
    }
  for (guint i = 1; i < n_parts; i++)
    threads[i] = g_thread_new ("sy-load", read_part, &parts[i]);
  read_part (&parts[0]);
  for (guint i = 1; i < n_parts; i++)
    g_thread_join (threads[i]);

  for (guint i = 0; i < n_parts && is_read; i++)
    if (parts[i].error != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&parts[i].error));
        is_read = FALSE;
      }
  if (is_read)
    {
      *out_values = make_dictionaries (load, log, blocks, n_parts);
      sy_event_layout_fill (log, blocks, n_parts, n_parts);
    }
  for (guint i = 0; i < n_parts; i++)
    clear_part (&parts[i], log);
  return is_read;
}

/* --- columns that were kept --- */

typedef struct
{
  char *path; /* NULL when none are to be kept */
  SyFileState state;
  GThread *opening;
  SyEventColumns *columns;
} Keep;

static void
clear_keep (Keep *self)
{
  if (self->opening != NULL)
    self->columns = g_thread_join (self->opening);
  g_clear_pointer (&self->columns, sy_event_columns_close);
  g_clear_pointer (&self->path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Keep, clear_keep)

static gpointer
open_columns (gpointer data)
{
  Keep *self = data;

  return sy_event_columns_open (self->path, &self->state);
}

/* The columns are read while the rest is read from the project. */
static void
begin_keep (Keep *self,
            const Load *load,
            const char *project_path)
{
  if (!sy_event_reader_get_state (load->reader, &self->state))
    return;
  self->path = sy_column_cache_get_path (project_path);
  self->opening = g_thread_new ("sy-columns", open_columns, self);
}

/* Returns whether the log has its events now. */
static gboolean
take_kept (Keep *self,
           const Load *load,
           SyEventLog *log)
{
  if (self->path == NULL)
    return FALSE;
  self->columns = g_thread_join (g_steal_pointer (&self->opening));
  if (self->columns == NULL ||
      !sy_event_columns_fit (self->columns, log, load->values.table->n_rows))
    return FALSE;
  for (gsize i = 0; i < log->n_properties; i++)
    {
      gsize n_ranks;
      const guint32 *ranks = sy_event_columns_get_values (self->columns, i, &n_ranks);

      set_dictionary (load, log, i, ranks, n_ranks);
    }
  sy_event_columns_give (g_steal_pointer (&self->columns), log);
  sy_event_layout_finish (log);
  return TRUE;
}

static gboolean
load_and_keep (Keep *keep,
               Load *load,
               SyEventLog *log,
               GError **error)
{
  g_autoptr (GPtrArray) values = NULL;

  if (!load_events (load, log, &values, error))
    return FALSE;
  if (keep->path != NULL)
    log->columns_writer = sy_event_columns_writer_new (log, g_steal_pointer (&values),
                                                       load->values.table->n_rows,
                                                       g_steal_pointer (&keep->path),
                                                       &keep->state);
  return TRUE;
}

/* --- the whole --- */

static SyEventLog *
load_log (SyProject *project,
          gboolean with_marked,
          gint64 keep_from,
          GCancellable *cancellable,
          SyProgressFunc progress,
          gpointer user_data,
          GError **error)
{
  g_auto (Load) load = { .cancellable = cancellable, .progress = progress, .user_data = user_data };
  g_auto (Keep) keep = { 0 };
  g_autoptr (SyEventLog) log = NULL;

  load.reader = sy_event_reader_new (project, CLAMP (g_get_num_processors (), 1, MAX_PARTS), error);
  if (load.reader == NULL)
    return NULL;
  if (with_marked)
    sy_event_reader_include_marked (load.reader);
  load.n_expected = get_n_expected (project, load.reader);
  load.identity_limit = sy_project_get_identity_limit (project);
  load.consent = sy_project_get_consent (project);
  if (!with_marked && load.n_expected >= keep_from)
    begin_keep (&keep, &load, sy_project_get_path (project));

  log = sy_event_parts_new_log (sy_project_get_zone (project));
  if (!read_dictionaries (&load, error) || !load_people (&load, log, error))
    return NULL;
  sy_event_parts_set_properties (log, load.names.table->texts, load.names.table->n_rows);
  if (!load_types (&load, log, error) || !load_facts (&load, log, error))
    return NULL;
  if (!take_kept (&keep, &load, log) && !load_and_keep (&keep, &load, log, error))
    return NULL;
  return g_steal_pointer (&log);
}

SyEventLog *
sy_event_log_load (SyProject *project,
                   GCancellable *cancellable,
                   SyProgressFunc progress,
                   gpointer user_data,
                   GError **error)
{
  g_return_val_if_fail (project != NULL, NULL);

  return load_log (project, FALSE, KEEP_FROM, cancellable, progress, user_data, error);
}

SyEventLog *
sy_event_log_load_with_marked (SyProject *project,
                               GCancellable *cancellable,
                               SyProgressFunc progress,
                               gpointer user_data,
                               GError **error)
{
  g_return_val_if_fail (project != NULL, NULL);

  return load_log (project, TRUE, G_MAXINT64, cancellable, progress, user_data, error);
}

SyEventLog *
sy_event_log_load_kept (SyProject *project,
                        gint64 keep_from,
                        GError **error)
{
  return load_log (project, FALSE, keep_from, NULL, NULL, NULL, error);
}
