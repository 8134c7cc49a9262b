/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-identity-report.h"

#include "store/sy-event-reader.h"
#include "store/sy-people-store.h"
#include "sy-identity-private.h"

/*
 * Events are counted by key once; then each stage resolves the links so far and adds the counts of
 * the keys up by person.
 */

#define NO_KEY G_MAXUINT32

typedef struct
{
  gint64 import_id;
  guint32 alias;
  guint32 person;
} ImportedLink;

typedef struct
{
  SyTextTable *table;
  guint32 *keys_by_id;
  gint64 *n_events;   /* by key */
  guint8 *relations;  /* by key */
  GArray *links;      /* ImportedLink */
  guint32 *canonical; /* by key */
  guint8 *of_people;  /* by key that a person goes by: what is known of all of theirs */
} Work;

static void
clear_work (Work *self)
{
  g_clear_pointer (&self->table, sy_text_table_free);
  g_clear_pointer (&self->links, g_array_unref);
  g_free (self->keys_by_id);
  g_free (self->n_events);
  g_free (self->relations);
  g_free (self->canonical);
  g_free (self->of_people);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, clear_work)

static guint32
find_key (const Work *self,
          guint32 id)
{
  return id <= self->table->max_id ? self->keys_by_id[id] : NO_KEY;
}

static void
events_cb (const SyEventBlock *block,
           gpointer user_data)
{
  Work *self = user_data;

  for (gsize i = 0; i < block->n_rows; i++)
    {
      guint32 key = find_key (self, block->people[i]);

      if (key != NO_KEY)
        self->n_events[key]++;
    }
}

static void
relation_cb (guint32 person,
             SyPersonRelation relation,
             gpointer user_data)
{
  Work *self = user_data;
  guint32 key = find_key (self, person);

  if (key != NO_KEY)
    self->relations[key] |= (guint8) relation;
}

static void
link_cb (gint64 import_id,
         guint32 alias,
         guint32 person,
         gpointer user_data)
{
  Work *self = user_data;
  ImportedLink link = { import_id, find_key (self, alias), find_key (self, person) };

  if (link.alias != NO_KEY && link.person != NO_KEY)
    g_array_append_val (self->links, link);
}

static gboolean
read_project (Work *self,
              SyProject *project,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SyEventReader) reader = sy_event_reader_new (project, 1, error);
  gsize n_keys;

  if (reader == NULL)
    return FALSE;
  self->table = sy_event_reader_read_people (reader, error);
  if (self->table == NULL)
    return FALSE;
  n_keys = self->table->n_rows;
  self->keys_by_id = g_new (guint32, (gsize) self->table->max_id + 1);
  for (gsize i = 0; i <= self->table->max_id; i++)
    self->keys_by_id[i] = NO_KEY;
  for (gsize i = 0; i < n_keys; i++)
    self->keys_by_id[self->table->ids[i]] = (guint32) i;
  self->n_events = g_new0 (gint64, n_keys);
  self->relations = g_new0 (guint8, n_keys);
  self->canonical = g_new (guint32, n_keys);
  self->of_people = g_new (guint8, n_keys);
  self->links = g_array_new (FALSE, FALSE, sizeof (ImportedLink));
  return sy_event_reader_read_events (reader, 0, events_cb, self, cancellable, error) &&
         sy_project_read_links (project, link_cb, self, error) &&
         sy_project_read_relations (project, relation_cb, self, error);
}

static void
measure_stage (Work *self,
               SyIdentity *identity,
               SyIdentityStage *stage)
{
  gsize n_keys = self->table->n_rows;
  gsize n_shared;

  sy_identity_resolve (identity, self->canonical);
  sy_identity_get_shared (identity, &n_shared);
  stage->n_links = (gint64) sy_identity_get_n_links (identity);
  stage->n_shared = (gint64) n_shared;
  for (gsize i = 0; i < n_keys; i++)
    self->of_people[i] = 0;
  for (gsize i = 0; i < n_keys; i++)
    {
      guint8 known = self->relations[i];

      if (sy_identity_is_named (identity, (guint32) i))
        known |= SY_PERSON_HAS_FACTS;
      self->of_people[self->canonical[i]] |= known;
    }
  for (gsize i = 0; i < n_keys; i++)
    {
      guint8 known = self->of_people[self->canonical[i]];

      if (self->canonical[i] == i)
        {
          stage->n_people++;
          stage->n_without_account += (known & SY_PERSON_HAS_ACCOUNT) == 0;
        }
      if (known != 0)
        stage->n_attributed += self->n_events[i];
      else
        stage->n_orphans += self->n_events[i];
    }
}

static void
free_shared (gpointer data)
{
  SySharedIdentifier *shared = data;

  g_free (shared->key);
  g_free (shared);
}

static int
compare_shared (gconstpointer a,
                gconstpointer b)
{
  const SySharedIdentifier *first = *(const SySharedIdentifier *const *) a;
  const SySharedIdentifier *second = *(const SySharedIdentifier *const *) b;

  if (first->n_people != second->n_people)
    return first->n_people > second->n_people ? -1 : 1;
  return g_strcmp0 (first->key, second->key);
}

static void
list_shared (Work *self,
             SyIdentity *identity,
             SyIdentityReport *report)
{
  gsize n_shared;
  const SySharedAlias *shared = sy_identity_get_shared (identity, &n_shared);

  report->shared = g_ptr_array_new_with_free_func (free_shared);
  for (gsize i = 0; i < n_shared; i++)
    {
      SySharedIdentifier *item = g_new0 (SySharedIdentifier, 1);

      item->key = g_strdup (self->table->texts[shared[i].key]);
      item->n_people = shared[i].n_people;
      item->n_events = self->n_events[shared[i].key];
      g_ptr_array_add (report->shared, item);
    }
  g_ptr_array_sort (report->shared, compare_shared);
}

static void
run_stages (Work *self,
            SyIdentityReport *report)
{
  g_autoptr (SyIdentity) identity = sy_identity_new (self->table->n_rows, report->limit);
  g_autoptr (GArray) stages = g_array_new (FALSE, TRUE, sizeof (SyIdentityStage));
  guint next = 0;

  g_array_set_size (stages, 1);
  measure_stage (self, identity, &g_array_index (stages, SyIdentityStage, 0));
  while (next < self->links->len)
    {
      SyIdentityStage stage = { g_array_index (self->links, ImportedLink, next).import_id };

      for (; next < self->links->len; next++)
        {
          const ImportedLink *link = &g_array_index (self->links, ImportedLink, next);

          if (link->import_id != stage.import_id)
            break;
          sy_identity_link (identity, link->alias, link->person);
        }
      measure_stage (self, identity, &stage);
      g_array_append_val (stages, stage);
    }
  list_shared (self, identity, report);
  report->stages = g_array_steal (stages, &report->n_stages);
}

SyIdentityReport *
sy_identity_report_run_with_limit (SyProject *project,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_auto (Work) work = { 0 };
  SyIdentityReport *report;

  g_return_val_if_fail (project != NULL, NULL);

  if (!read_project (&work, project, cancellable, error))
    return NULL;
  report = g_new0 (SyIdentityReport, 1);
  report->limit = limit;
  report->n_keys = (gint64) work.table->n_rows;
  for (gsize i = 0; i < work.table->n_rows; i++)
    report->n_events += work.n_events[i];
  run_stages (&work, report);
  return report;
}

SyIdentityReport *
sy_identity_report_run (SyProject *project,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (project != NULL, NULL);

  return sy_identity_report_run_with_limit (project, sy_project_get_identity_limit (project),
                                            cancellable, error);
}

const SyIdentityStage *
sy_identity_report_get_now (const SyIdentityReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->stages[self->n_stages - 1];
}

void
sy_identity_report_free (SyIdentityReport *self)
{
  if (self == NULL)
    return;
  g_free (self->stages);
  g_clear_pointer (&self->shared, g_ptr_array_unref);
  g_free (self);
}
