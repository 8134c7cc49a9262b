/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-identity-map.h"

#include <string.h>

#include "store/sy-event-reader.h"
#include "store/sy-people-store.h"
#include "sy-identity-private.h"

struct _SyIdentityMap
{
  SyTextTable *table;
  guint32 *keys_by_id; /* max_id + 1 */
  guint32 *people;     /* by key */
};

typedef struct
{
  const SyIdentityMap *map;
  SyIdentity *identity;
} LinkTarget;

static void
link_cb (gint64 import_id,
         guint32 alias,
         guint32 person,
         gpointer user_data)
{
  LinkTarget *target = user_data;
  guint32 first = sy_identity_map_find_id (target->map, alias);
  guint32 second = sy_identity_map_find_id (target->map, person);

  if (first != SY_KEY_NONE && second != SY_KEY_NONE)
    sy_identity_link (target->identity, first, second);
}

static gboolean
resolve (SyIdentityMap *self,
         SyProject *project,
         GError **error)
{
  g_autoptr (SyIdentity)
      identity = sy_identity_new (self->table->n_rows, sy_project_get_identity_limit (project));
  LinkTarget target = { self, identity };

  if (!sy_project_read_links (project, link_cb, &target, error))
    return FALSE;
  self->people = g_new (guint32, self->table->n_rows);
  sy_identity_resolve (identity, self->people);
  return TRUE;
}

SyIdentityMap *
sy_identity_map_load (SyProject *project,
                      GError **error)
{
  g_autoptr (SyIdentityMap) self = g_new0 (SyIdentityMap, 1);
  g_autoptr (SyEventReader) reader = NULL;

  g_return_val_if_fail (project != NULL, NULL);

  /* While the reader lives, keys and links are of one state of the file. */
  reader = sy_event_reader_new (project, 1, error);
  self->table = reader != NULL ? sy_event_reader_read_people (reader, error) : NULL;
  if (self->table == NULL)
    return NULL;
  self->keys_by_id = g_new (guint32, (gsize) self->table->max_id + 1);
  for (gsize i = 0; i <= self->table->max_id; i++)
    self->keys_by_id[i] = SY_KEY_NONE;
  for (gsize i = 0; i < self->table->n_rows; i++)
    self->keys_by_id[self->table->ids[i]] = (guint32) i;
  return resolve (self, project, error) ? g_steal_pointer (&self) : NULL;
}

void
sy_identity_map_free (SyIdentityMap *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->table, sy_text_table_free);
  g_free (self->keys_by_id);
  g_free (self->people);
  g_free (self);
}

gsize
sy_identity_map_get_n_keys (const SyIdentityMap *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->table->n_rows;
}

const char *
sy_identity_map_get_key (const SyIdentityMap *self,
                         guint32 key)
{
  g_return_val_if_fail (self != NULL && key < self->table->n_rows, NULL);

  return self->table->texts[key];
}

guint32
sy_identity_map_find (const SyIdentityMap *self,
                      const char *text)
{
  gsize low = 0;
  gsize high;

  g_return_val_if_fail (self != NULL && text != NULL, SY_KEY_NONE);

  high = self->table->n_rows;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = strcmp (self->table->texts[middle], text);

      if (order == 0)
        return (guint32) middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return SY_KEY_NONE;
}

guint32
sy_identity_map_get_person (const SyIdentityMap *self,
                            guint32 key)
{
  g_return_val_if_fail (self != NULL && key < self->table->n_rows, SY_KEY_NONE);

  return self->people[key];
}

guint32
sy_identity_map_find_id (const SyIdentityMap *self,
                         guint32 id)
{
  g_return_val_if_fail (self != NULL, SY_KEY_NONE);

  return id <= self->table->max_id ? self->keys_by_id[id] : SY_KEY_NONE;
}

char **
sy_identity_map_list_keys (const SyIdentityMap *self,
                           const char *text)
{
  guint32 key = sy_identity_map_find (self, text);
  g_autoptr (GStrvBuilder) builder = NULL;
  guint32 person;

  if (key == SY_KEY_NONE)
    return NULL;
  person = self->people[key];
  builder = g_strv_builder_new ();
  g_strv_builder_add (builder, self->table->texts[person]);
  for (guint32 i = 0; i < self->table->n_rows; i++)
    if (self->people[i] == person && i != person)
      g_strv_builder_add (builder, self->table->texts[i]);
  return g_strv_builder_end (builder);
}
