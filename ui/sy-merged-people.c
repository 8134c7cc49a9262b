/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-merged-people.h"
#include "sy-format.h"

#include <glib/gi18n.h>

/* A cell names so many keys; all of them are on the person's page. */
#define MAX_KEYS 8

typedef struct
{
  guint32 person;
  guint32 first; /* in the others */
  guint32 n_others;
} Person;

typedef struct
{
  SyIdentityMap *map;
  GArray *people; /* Person */
  GArray *others; /* keys, all of a person together */
} People;

enum
{
  COLUMN_PERSON,
  COLUMN_OTHERS,
  COLUMN_N_KEYS,
};

static void
people_free (gpointer data)
{
  People *self = data;

  sy_identity_map_free (self->map);
  g_array_unref (self->people);
  g_array_unref (self->others);
  g_free (self);
}

static const Person *
get_person (const People *self,
            guint row)
{
  return &g_array_index (self->people, Person, row);
}

static char *
join_others (const People *self,
             const Person *person)
{
  GString *text = g_string_new (NULL);

  for (guint32 i = 0; i < MIN (person->n_others, MAX_KEYS); i++)
    g_string_append_printf (
        text, "%s%s", i > 0 ? ", " : "",
        sy_identity_map_get_key (self->map,
                                 g_array_index (self->others, guint32, person->first + i)));
  if (person->n_others > MAX_KEYS)
    {
      g_autofree char *more = sy_format_count (person->n_others - MAX_KEYS);

      g_string_append (text, ", ");
      g_string_append_printf (text, _ ("%s more"), more);
    }
  return g_string_free (text, FALSE);
}

static char *
get_text (gconstpointer data,
          guint row,
          guint column)
{
  const People *self = data;
  const Person *person = get_person (self, row);

  switch (column)
    {
    case COLUMN_PERSON:
      return g_strdup (sy_identity_map_get_key (self->map, person->person));
    case COLUMN_OTHERS:
      return join_others (self, person);
    default:
      return sy_format_count (person->n_others + 1);
    }
}

/* Keys are numbered in the order of their text. */
static int
compare (gconstpointer data,
         guint a,
         guint b,
         guint column)
{
  const People *self = data;
  const Person *first = get_person (self, a);
  const Person *second = get_person (self, b);

  switch (column)
    {
    case COLUMN_PERSON:
      return first->person < second->person ? -1 : first->person > second->person;
    case COLUMN_OTHERS:
      {
        guint32 key_a = g_array_index (self->others, guint32, first->first);
        guint32 key_b = g_array_index (self->others, guint32, second->first);

        return key_a < key_b ? -1 : key_a > key_b;
      }
    default:
      return first->n_others < second->n_others ? -1 : first->n_others > second->n_others;
    }
}

static const SyTableFuncs funcs = { .get_text = get_text, .compare = compare, .free = people_free };

typedef struct
{
  guint32 person;
  guint32 key;
} Pair;

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const Pair *first = a;
  const Pair *second = b;

  if (first->person != second->person)
    return first->person < second->person ? -1 : 1;
  return first->key < second->key ? -1 : first->key > second->key;
}

static int
compare_people (gconstpointer a,
                gconstpointer b)
{
  const Person *first = a;
  const Person *second = b;

  if (first->n_others != second->n_others)
    return first->n_others > second->n_others ? -1 : 1;
  return first->person < second->person ? -1 : first->person > second->person;
}

static void
collect (People *self)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint32 key = 0; key < sy_identity_map_get_n_keys (self->map); key++)
    {
      Pair pair = { sy_identity_map_get_person (self->map, key), key };

      if (pair.person != key)
        g_array_append_val (pairs, pair);
    }
  g_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      Person person = { pair->person, i, 0 };

      if (i == 0 || g_array_index (pairs, Pair, i - 1).person != pair->person)
        g_array_append_val (self->people, person);
      g_array_index (self->people, Person, self->people->len - 1).n_others++;
      g_array_append_val (self->others, pair->key);
    }
  g_array_sort (self->people, compare_people);
}

SyTableSource *
sy_merged_people_create_source (SyIdentityMap *map)
{
  const SyTableColumn columns[] = {
    { _ ("Person"), FALSE, 28 },
    { _ ("Also known as"), FALSE, 0 },
    { _ ("Keys"), TRUE, 8 },
  };
  People *self = g_new0 (People, 1);

  self->map = map;
  self->people = g_array_new (FALSE, FALSE, sizeof (Person));
  self->others = g_array_new (FALSE, FALSE, sizeof (guint32));
  collect (self);
  return sy_table_source_new (columns, G_N_ELEMENTS (columns), self->people->len, &funcs, self);
}
