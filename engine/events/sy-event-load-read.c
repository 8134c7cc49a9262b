/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-load-private.h"

#include <math.h>

#include "sy-event-layout-private.h"
#include "sy-event-parts-private.h"

/*
 * Rows come in parts that threads read side by side. Each appends the events of its part to blocks by
 * type, and the properties to the events. Property values come with ids of one dictionary for all
 * properties; when all parts are there, each property gets a dictionary of the values it has.
 */

typedef struct
{
  SyEventLoad *load;
  guint part;
  SyArena *columns;    /* of the blocks */
  SyTypeBlock *blocks; /* by type */
  GArray *event_types; /* of the part's events in order; NULL without properties */
  gsize next_event;    /* the properties have come to, in event_types */
  gsize *next_in_type; /* the same, in the block of each type */
  const char *damage;
  GError *error;
} Part;

static void
events_cb (const SyEventBlock *block,
           gpointer user_data)
{
  Part *part = user_data;
  SyEventLoad *load = part->load;
  gsize n_read = atomic_fetch_add (&load->n_read, block->n_rows) + block->n_rows;

  for (gsize i = 0; i < block->n_rows; i++)
    {
      guint32 person = block->people[i] <= load->people.table->max_id
                           ? load->people_by_id[block->people[i]]
                           : SY_TARGET_NONE;
      guint32 type = sy_id_map_get (&load->types, block->types[i]);
      guint32 second;

      if (person == SY_TARGET_NONE || type == SY_TARGET_NONE)
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

/* Goes on to the event of that id; returns its type, or SY_TARGET_NONE. */
static guint32
seek_event (Part *part,
            gint64 id)
{
  while (part->next_event < part->event_types->len)
    {
      guint32 type = g_array_index (part->event_types, guint32, part->next_event);
      guint32 row = part->blocks[type].rows[part->next_in_type[type]];

      if (row >= id)
        return row == id ? type : SY_TARGET_NONE;
      part->next_in_type[type]++;
      part->next_event++;
    }
  return SY_TARGET_NONE;
}

static void
properties_cb (const SyPropertyBlock *block,
               gpointer user_data)
{
  Part *part = user_data;

  for (gsize i = 0; i < block->n_rows; i++)
    {
      guint32 type = seek_event (part, block->events[i]);
      guint32 name = sy_id_map_get (&part->load->names, block->names[i]);
      guint32 value = sy_id_map_get (&part->load->values, block->values[i]);

      if (type == SY_TARGET_NONE || name == SY_TARGET_NONE || value == SY_TARGET_NONE)
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
  Part *part = data;
  SyEventLoad *load = part->load;

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

void
sy_event_load_set_dictionary (const SyEventLoad *load,
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
make_dictionaries (const SyEventLoad *load,
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
      sy_event_load_set_dictionary (load, log, property, (const guint32 *) (gpointer) ranks->data, ranks->len);
      g_ptr_array_add (values, ranks);
    }
  return values;
}

static void
init_part (Part *part,
           SyEventLoad *load,
           guint number,
           const SyEventLog *log)
{
  guint n_parts = sy_event_reader_get_n_parts (load->reader);
  /* As if all types were as frequent; an eighth more hurts less than an array that moves. */
  gsize n_expected = (gsize) load->n_expected / n_parts / MAX (log->n_types, 1) * 9 / 8;

  *part = (Part){ .load = load, .part = number, .columns = sy_arena_new () };
  part->blocks = g_new (SyTypeBlock, log->n_types);
  for (gsize type = 0; type < log->n_types; type++)
    sy_type_block_init (&part->blocks[type], part->columns, n_expected, log->n_properties);
  part->next_in_type = g_new0 (gsize, log->n_types);
  if (log->n_properties > 0)
    part->event_types = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static void
clear_part (Part *part,
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

gboolean
sy_event_load_read (SyEventLoad *load,
                    SyEventLog *log,
                    GPtrArray **out_values,
                    GError **error)
{
  guint n_parts = sy_event_reader_get_n_parts (load->reader);
  Part parts[SY_MAX_LOAD_PARTS];
  SyTypeBlock *blocks[SY_MAX_LOAD_PARTS];
  GThread *threads[SY_MAX_LOAD_PARTS];
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
