/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-parts-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"
#include "core/sy-key-sort-private.h"

static const char *
keep_text (SyEventLog *log,
           const char *text)
{
  log->memory += strlen (text) + 1;
  return g_string_chunk_insert (log->texts, text);
}

SyEventLog *
sy_event_parts_new_log (SyZone *zone)
{
  SyEventLog *log = g_atomic_rc_box_new0 (SyEventLog);

  log->token = g_atomic_rc_box_alloc (1);
  log->zone = sy_zone_ref (zone);
  log->texts = g_string_chunk_new (4096);
  log->columns = sy_arena_new ();
  return log;
}

static void
set_aliases (SyEventLog *log,
             const char *const *keys,
             gsize n_keys,
             const guint32 *canonical,
             const guint32 *people)
{
  log->aliases = g_new (SyEventAlias, n_keys - log->n_people);
  log->memory += (n_keys - log->n_people) * sizeof *log->aliases;
  for (gsize i = 0; i < n_keys; i++)
    if (canonical[i] != i)
      log->aliases[log->n_aliases++] = (SyEventAlias){ keep_text (log, keys[i]), people[i] };
}

void
sy_event_parts_set_people (SyEventLog *log,
                           const char *const *keys,
                           gsize n_keys,
                           const guint32 *canonical,
                           guint32 *out_people)
{
  gsize offset = 0;

  for (gsize i = 0; i < n_keys; i++)
    if (canonical[i] == i)
      {
        log->key_arena_size += strlen (keys[i]) + 1;
        out_people[i] = (guint32) log->n_people++;
      }
  for (gsize i = 0; i < n_keys; i++)
    out_people[i] = out_people[canonical[i]];

  log->key_arena = g_malloc (log->key_arena_size);
  log->key_offsets = g_new (gsize, log->n_people);
  for (gsize i = 0; i < n_keys; i++)
    if (canonical[i] == i)
      {
        gsize size = strlen (keys[i]) + 1;

        memcpy (log->key_arena + offset, keys[i], size);
        log->key_offsets[out_people[i]] = offset;
        offset += size;
      }
  if (n_keys > log->n_people)
    set_aliases (log, keys, n_keys, canonical, out_people);
}

void
sy_event_parts_set_types (SyEventLog *log,
                          const char *const *names,
                          gsize n_names)
{
  log->n_types = n_names;
  log->types = g_new0 (SyEventType, n_names);
  for (gsize i = 0; i < n_names; i++)
    {
      log->types[i].name = keep_text (log, names[i]);
      log->types[i].property_values = g_new0 (guint32 *, log->n_properties);
    }
}

void
sy_event_parts_set_properties (SyEventLog *log,
                               const char *const *names,
                               gsize n_names)
{
  log->n_properties = n_names;
  log->properties = g_new0 (SyEventProperty, n_names);
  for (gsize i = 0; i < n_names; i++)
    log->properties[i].name = keep_text (log, names[i]);
}

/* Keeps the texts of a dictionary and reads them as numbers. */
static void
make_dictionary (SyEventLog *log,
                 const char *const *texts,
                 gsize n_texts,
                 const char *const **out_texts,
                 const double **out_numbers)
{
  const char **kept = g_new (const char *, n_texts + 1);
  double *numbers = g_new (double, n_texts + 1);

  kept[0] = NULL;
  numbers[0] = (double) NAN;
  for (gsize i = 0; i < n_texts; i++)
    {
      kept[i + 1] = keep_text (log, texts[i]);
      if (!sy_number_parse (texts[i], strlen (texts[i]), &numbers[i + 1]))
        numbers[i + 1] = (double) NAN;
    }
  log->memory += (n_texts + 1) * (sizeof *kept + sizeof *numbers);
  *out_texts = kept;
  *out_numbers = numbers;
}

void
sy_event_parts_set_dictionary (SyEventLog *log,
                               gsize property,
                               const char *const *texts,
                               gsize n_texts)
{
  SyEventProperty *self = &log->properties[property];

  self->n_values = n_texts;
  make_dictionary (log, texts, n_texts, &self->texts, &self->numbers);
}

/* --- attributes --- */

typedef struct
{
  GHashTable *ids;  /* text -> id, from 1 */
  GPtrArray *texts; /* borrowed from ids */
  guint32 *values;  /* n_people ids */
  guint32 *sources; /* n_people keys the values came from */
} AttributePart;

struct _SyAttributeParts
{
  GHashTable *parts; /* name -> AttributePart */
  gsize n_people;
  const guint32 *canonical;
  const guint32 *people;
};

static void
free_attribute_part (gpointer data)
{
  AttributePart *part = data;

  g_hash_table_unref (part->ids);
  g_ptr_array_unref (part->texts);
  g_free (part->values);
  g_free (part->sources);
  g_free (part);
}

SyAttributeParts *
sy_attribute_parts_new (gsize n_people,
                        const guint32 *canonical,
                        const guint32 *people)
{
  SyAttributeParts *self = g_new0 (SyAttributeParts, 1);

  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_attribute_part);
  self->n_people = n_people;
  self->canonical = canonical;
  self->people = people;
  return self;
}

void
sy_attribute_parts_free (SyAttributeParts *self)
{
  g_hash_table_unref (self->parts);
  g_free (self);
}

static AttributePart *
get_attribute_part (SyAttributeParts *self,
                    const char *name)
{
  AttributePart *part = g_hash_table_lookup (self->parts, name);

  if (part != NULL)
    return part;
  part = g_new0 (AttributePart, 1);
  part->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  part->texts = g_ptr_array_new ();
  part->values = g_new0 (guint32, self->n_people);
  part->sources = g_new0 (guint32, self->n_people);
  g_hash_table_insert (self->parts, g_strdup (name), part);
  return part;
}

void
sy_attribute_parts_add (SyAttributeParts *self,
                        guint32 key,
                        const char *name,
                        const char *text)
{
  AttributePart *part = get_attribute_part (self, name);
  guint32 person = self->people[key];
  guint32 id;

  if (part->values[person] != SY_VALUE_ABSENT && key != self->canonical[key])
    {
      guint32 source = part->sources[person];

      if (source == self->canonical[source] || source < key)
        return;
    }
  id = GPOINTER_TO_UINT (g_hash_table_lookup (part->ids, text));
  if (id == 0)
    {
      char *kept = g_strdup (text);

      g_ptr_array_add (part->texts, kept);
      id = part->texts->len;
      g_hash_table_insert (part->ids, kept, GUINT_TO_POINTER (id));
    }
  part->values[person] = id;
  part->sources[person] = key;
}

/* The date that a text starts with, such as that of "2017-07-01" and
 * "2017-07-01 12:00". */
static gint32
read_day (const char *text)
{
  char date[11] = { 0 };
  gint32 day;

  memcpy (date, text, strnlen (text, 10));
  if (!sy_day_parse (date, &day))
    return SY_DAY_NONE;
  return text[10] == '\0' || text[10] == ' ' || text[10] == 'T' ? day : SY_DAY_NONE;
}

/* Values that only a replaced row had are dropped from the dictionary. */
static void
finish_attribute (AttributePart *part,
                  SyPersonAttribute *attribute,
                  SyEventLog *log)
{
  g_autofree guint32 *order = g_new (guint32, part->texts->len);
  g_autofree guint32 *new_ids = g_new0 (guint32, part->texts->len + 1);
  g_autofree const char **texts = g_new (const char *, part->texts->len);
  gint32 *days;

  sy_key_sort ((const char *const *) part->texts->pdata, part->texts->len, order);
  for (gsize i = 0; i < log->n_people; i++)
    new_ids[part->values[i]] = 1;
  new_ids[SY_VALUE_ABSENT] = SY_VALUE_ABSENT;
  for (guint i = 0; i < part->texts->len; i++)
    if (new_ids[order[i] + 1] != 0)
      {
        texts[attribute->n_values++] = part->texts->pdata[order[i]];
        new_ids[order[i] + 1] = (guint32) attribute->n_values;
      }
  for (gsize i = 0; i < log->n_people; i++)
    {
      part->values[i] = new_ids[part->values[i]];
      attribute->n_present += part->values[i] != SY_VALUE_ABSENT;
    }
  make_dictionary (log, texts, attribute->n_values, &attribute->texts, &attribute->numbers);
  days = g_new (gint32, attribute->n_values + 1);
  days[0] = SY_DAY_NONE;
  for (gsize i = 1; i <= attribute->n_values; i++)
    days[i] = read_day (attribute->texts[i]);
  attribute->days = days;
  attribute->values = g_steal_pointer (&part->values);
  log->memory += (attribute->n_values + 1) * sizeof *days +
                 log->n_people * sizeof *attribute->values;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
get_sorted_names (GHashTable *table)
{
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_names);
  return names;
}

void
sy_attribute_parts_finish (SyAttributeParts *self,
                           SyEventLog *log)
{
  g_autoptr (GPtrArray) names = get_sorted_names (self->parts);

  log->n_attributes = names->len;
  log->attributes = g_new0 (SyPersonAttribute, names->len);
  for (guint i = 0; i < names->len; i++)
    {
      log->attributes[i].name = keep_text (log, names->pdata[i]);
      finish_attribute (g_hash_table_lookup (self->parts, names->pdata[i]), &log->attributes[i],
                        log);
    }
}

/* --- outcomes --- */

typedef struct
{
  guint32 person;
  guint32 second;
} OutcomeRow;

struct _SyOutcomeParts
{
  GHashTable *parts; /* name -> GArray of OutcomeRow */
};

SyOutcomeParts *
sy_outcome_parts_new (void)
{
  SyOutcomeParts *self = g_new0 (SyOutcomeParts, 1);

  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_array_unref);
  return self;
}

void
sy_outcome_parts_free (SyOutcomeParts *self)
{
  g_hash_table_unref (self->parts);
  g_free (self);
}

void
sy_outcome_parts_add (SyOutcomeParts *self,
                      guint32 person,
                      const char *name,
                      guint32 second)
{
  GArray *rows = g_hash_table_lookup (self->parts, name);
  OutcomeRow row = { person, second };

  if (rows == NULL)
    {
      rows = g_array_new (FALSE, FALSE, sizeof (OutcomeRow));
      g_hash_table_insert (self->parts, g_strdup (name), rows);
    }
  g_array_append_val (rows, row);
}

static int
compare_outcome_rows (gconstpointer a,
                      gconstpointer b)
{
  const OutcomeRow *x = a;
  const OutcomeRow *y = b;

  if (x->person != y->person)
    return x->person < y->person ? -1 : 1;
  return x->second < y->second ? -1 : x->second > y->second;
}

void
sy_outcome_parts_finish (SyOutcomeParts *self,
                         SyEventLog *log)
{
  g_autoptr (GPtrArray) names = get_sorted_names (self->parts);

  log->n_outcomes = names->len;
  log->outcomes = g_new0 (SyImportedOutcome, names->len);
  for (guint i = 0; i < names->len; i++)
    {
      GArray *rows = g_hash_table_lookup (self->parts, names->pdata[i]);
      guint32 *people = g_new (guint32, rows->len);
      guint32 *seconds = g_new (guint32, rows->len);

      g_array_sort (rows, compare_outcome_rows);
      for (guint j = 0; j < rows->len; j++)
        {
          people[j] = g_array_index (rows, OutcomeRow, j).person;
          seconds[j] = g_array_index (rows, OutcomeRow, j).second;
        }
      log->outcomes[i] = (SyImportedOutcome){ keep_text (log, names->pdata[i]), rows->len, people,
                                              seconds };
      log->memory += rows->len * (sizeof *people + sizeof *seconds);
    }
}
