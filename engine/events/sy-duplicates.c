/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-duplicates.h"

#include <stdlib.h>
#include <string.h>

#include "core/sy-contact.h"
#include "store/sy-event-reader.h"
#include "store/sy-link-store.h"
#include "sy-identity-map.h"

/* Contacts with their people are collected, then sorted: equal ones stand together. */

typedef struct
{
  SyDuplicateKind kind;
  char *value;
  guint32 person; /* key of the map */
} Contact;

typedef struct
{
  const SyIdentityMap *map;
  GArray *contacts;
  GPtrArray *apart; /* groups of keys of different people */
} Finder;

const char *
sy_duplicate_kind_to_string (SyDuplicateKind kind)
{
  return kind == SY_DUPLICATE_EMAIL ? "email" : "phone";
}

void
sy_duplicate_free (SyDuplicate *self)
{
  if (self == NULL)
    return;
  g_free (self->value);
  g_strfreev (self->keys);
  g_free (self);
}

static void
clear_contact (gpointer data)
{
  g_free (((Contact *) data)->value);
}

static gboolean
speaks_of_phones (const char *name)
{
  static const char *const words[] = { "phone", "mobile", "tel", "cell",
                                       "msisdn", "whatsapp", "handy", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
add_text (Finder *self,
          guint32 key,
          const char *name,
          const char *text)
{
  Contact contact = { SY_DUPLICATE_EMAIL, sy_email_normalize (text),
                      sy_identity_map_get_person (self->map, key) };

  if (contact.value == NULL && (text[0] == '+' || (name != NULL && speaks_of_phones (name))))
    {
      contact.kind = SY_DUPLICATE_PHONE;
      contact.value = sy_phone_normalize (text);
    }
  if (contact.value != NULL)
    g_array_append_val (self->contacts, contact);
}

static void
attribute_cb (guint32 person,
              const char *name,
              const char *value,
              gpointer user_data)
{
  Finder *self = user_data;
  guint32 key = sy_identity_map_find_id (self->map, person);

  if (key != SY_KEY_NONE)
    add_text (self, key, name, value);
}

static int
compare_contacts (gconstpointer a,
                  gconstpointer b)
{
  const Contact *first = a;
  const Contact *second = b;
  int order = (int) first->kind - (int) second->kind;

  if (order == 0)
    order = strcmp (first->value, second->value);
  if (order == 0)
    order = first->person < second->person ? -1 : first->person > second->person;
  return order;
}

static gboolean
is_same (const Contact *a,
         const Contact *b)
{
  return a->kind == b->kind && strcmp (a->value, b->value) == 0;
}

/* Only when one decision was about all of them: a new key is a new question. */
static gboolean
are_apart (const Finder *self,
           char *const *keys)
{
  for (guint i = 0; i < self->apart->len; i++)
    {
      const char *const *group = self->apart->pdata[i];
      char *const *key = keys;

      while (*key != NULL && g_strv_contains (group, *key))
        key++;
      if (*key == NULL)
        return TRUE;
    }
  return FALSE;
}

static void
add_candidate (const Finder *self,
               const Contact *contact,
               char **keys,
               GPtrArray *candidates)
{
  g_auto (GStrv) owned = keys;
  SyDuplicate *candidate;

  if (g_strv_length (owned) < 2 || are_apart (self, owned))
    return;
  candidate = g_new0 (SyDuplicate, 1);
  candidate->kind = contact->kind;
  candidate->value = g_strdup (contact->value);
  candidate->keys = g_steal_pointer (&owned);
  g_ptr_array_add (candidates, candidate);
}

static GPtrArray *
list_candidates (Finder *self)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_duplicate_free);
  const Contact *contacts = (const Contact *) self->contacts->data;
  guint start = 0;

  while (start < self->contacts->len)
    {
      g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
      guint end = start;

      for (; end < self->contacts->len && is_same (&contacts[start], &contacts[end]); end++)
        if (end == start || contacts[end].person != contacts[end - 1].person)
          g_strv_builder_add (keys, sy_identity_map_get_key (self->map, contacts[end].person));
      add_candidate (self, &contacts[start], g_strv_builder_end (keys), candidates);
      start = end;
    }
  return candidates;
}

GPtrArray *
sy_duplicates_find (SyProject *project,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SyIdentityMap) map = NULL;
  g_autoptr (SyEventReader) reader = NULL;
  g_autoptr (GArray) contacts = g_array_new (FALSE, FALSE, sizeof (Contact));
  g_autoptr (GPtrArray) apart = NULL;
  Finder finder = { NULL, contacts, NULL };

  g_return_val_if_fail (project != NULL, NULL);

  g_array_set_clear_func (contacts, clear_contact);
  map = sy_identity_map_load (project, error);
  reader = map != NULL ? sy_event_reader_new (project, 1, error) : NULL;
  if (reader == NULL)
    return NULL;
  apart = sy_project_list_apart (project);
  finder.map = map;
  finder.apart = apart;
  for (guint32 i = 0; i < sy_identity_map_get_n_keys (map); i++)
    add_text (&finder, i, NULL, sy_identity_map_get_key (map, i));
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !sy_event_reader_read_attributes (reader, attribute_cb, &finder, error))
    return NULL;
  g_array_sort (contacts, compare_contacts);
  return list_candidates (&finder);
}
