/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-identity-figures.h"
#include "sy-format.h"
#include "sy-merged-people.h"

#include <glib/gi18n.h>
#include <string.h>

static void
merge_free (gpointer data)
{
  SyMerge *merge = data;

  g_free (merge->title);
  g_free (merge);
}

void
sy_identity_figures_free (SyIdentityFigures *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->report, sy_identity_report_free);
  g_clear_pointer (&self->merges, g_ptr_array_unref);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->consent, sy_consent_rule_free);
  g_clear_pointer (&self->stages, sy_table_source_unref);
  g_clear_pointer (&self->shared, sy_table_source_unref);
  g_clear_pointer (&self->people, sy_table_source_unref);
  g_clear_pointer (&self->account_table, sy_table_source_unref);
  g_free (self);
}

static void
add_count (GPtrArray *cells,
           gint64 count)
{
  g_ptr_array_add (cells, sy_format_count (count));
}

/* Links */

typedef struct
{
  const SyIdentityMap *map;
  GHashTable *titles; /* import id -> GString, of those made by hand */
} TitleFinder;

static void
link_cb (gint64 import_id,
         guint32 alias,
         guint32 person,
         gpointer user_data)
{
  TitleFinder *self = user_data;
  GString *title = g_hash_table_lookup (self->titles, &import_id);
  guint32 key = sy_identity_map_find_id (self->map, alias);
  guint32 other = sy_identity_map_find_id (self->map, person);

  if (title == NULL || key == SY_KEY_NONE || other == SY_KEY_NONE)
    return;
  if (title->len == 0)
    g_string_append (title, sy_identity_map_get_key (self->map, other));
  g_string_append_printf (title, " = %s", sy_identity_map_get_key (self->map, key));
}

static void
free_title (gpointer title)
{
  g_string_free (title, TRUE);
}

/* Links made by hand have no file to go by: their keys name them. */
static gboolean
name_merges (SyIdentityFigures *self,
             SyProject *project,
             const SyIdentityMap *map,
             GError **error)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                         free_title);
  TitleFinder finder = { map, titles };

  for (guint i = 0; i < self->merges->len; i++)
    {
      SyMerge *merge = self->merges->pdata[i];

      if (merge->is_by_hand)
        g_hash_table_insert (titles, &merge->import_id, g_string_new (NULL));
    }
  if (g_hash_table_size (titles) == 0)
    return TRUE;
  if (!sy_project_read_links (project, link_cb, &finder, error))
    return FALSE;
  for (guint i = 0; i < self->merges->len; i++)
    {
      SyMerge *merge = self->merges->pdata[i];
      GString *title = g_hash_table_lookup (titles, &merge->import_id);

      if (title != NULL && title->len > 0)
        {
          g_free (merge->title);
          merge->title = g_strdup (title->str);
        }
    }
  return TRUE;
}

static void
measure_merge (SyMerge *merge,
               const SyIdentityReport *report)
{
  for (gsize i = 1; i < report->n_stages; i++)
    if (report->stages[i].import_id == merge->import_id)
      {
        merge->n_merged = report->stages[i - 1].n_people - report->stages[i].n_people;
        merge->n_attributed = report->stages[i].n_attributed - report->stages[i - 1].n_attributed;
      }
}

static gboolean
list_merges (SyIdentityFigures *self,
             SyProject *project,
             const SyIdentityMap *map,
             GError **error)
{
  g_autoptr (GPtrArray) imports = sy_project_list_imports (project, error);

  if (imports == NULL)
    return FALSE;
  self->merges = g_ptr_array_new_with_free_func (merge_free);
  for (guint i = 0; i < imports->len; i++)
    {
      const SyImportRecord *record = imports->pdata[i];
      SyMerge *merge;

      if (record->kind != SY_IMPORT_LINKS)
        continue;
      merge = g_new0 (SyMerge, 1);
      merge->import_id = record->id;
      merge->title = g_strdup (record->file_name);
      merge->is_by_hand = sy_import_record_is_by_hand (record);
      merge->imported_at_ms = record->imported_at_ms;
      merge->n_links = record->accepted;
      measure_merge (merge, self->report);
      g_ptr_array_add (self->merges, merge);
    }
  return name_merges (self, project, map, error);
}

/* Tables */

static const char *
find_title (SyIdentityFigures *self,
            gint64 import_id)
{
  for (guint i = 0; i < self->merges->len; i++)
    {
      const SyMerge *merge = self->merges->pdata[i];

      if (merge->import_id == import_id)
        return merge->title;
    }
  return _ ("without links");
}

static SyTableSource *
create_stages (SyIdentityFigures *self)
{
  const SyTableColumn columns[] = {
    { _ ("After"), FALSE, 0 },
    { _ ("Links"), TRUE, 8 },
    { _ ("People"), TRUE, 9 },
    { _ ("Kept apart"), TRUE, 10 },
    { _ ("Attributed"), TRUE, 10 },
    { _ ("Orphans"), TRUE, 10 },
    { _ ("No account"), TRUE, 11 },
  };
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < self->report->n_stages; i++)
    {
      const SyIdentityStage *stage = &self->report->stages[i];

      g_ptr_array_add (cells, g_strdup (find_title (self, stage->import_id)));
      add_count (cells, stage->n_links);
      add_count (cells, stage->n_people);
      add_count (cells, stage->n_shared);
      g_ptr_array_add (cells, sy_format_percent ((double) stage->n_attributed /
                                                     (double) MAX (self->report->n_events, 1),
                                                 1));
      add_count (cells, stage->n_orphans);
      add_count (cells, stage->n_without_account);
    }
  return sy_table_source_new_for_texts (columns, G_N_ELEMENTS (columns), cells);
}

static SyTableSource *
create_shared (const SyIdentityReport *report)
{
  const SyTableColumn columns[] = {
    { _ ("Identifier"), FALSE, 0 },
    { _ ("People"), TRUE, 9 },
    { _ ("Events"), TRUE, 9 },
  };
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < report->shared->len; i++)
    {
      const SySharedIdentifier *shared = report->shared->pdata[i];

      g_ptr_array_add (cells, g_strdup (shared->key));
      add_count (cells, shared->n_people);
      add_count (cells, shared->n_events);
    }
  return sy_table_source_new_for_texts (columns, G_N_ELEMENTS (columns), cells);
}

/* Accounts */

/* Members are in the order of people: who has two roles counts once. */
static gint64
count_members_at (const SyAccount *account,
                  gint64 as_of_ms)
{
  const char *last = NULL;
  gint64 n = 0;

  for (guint i = 0; i < account->members->len; i++)
    {
      const SyAccountMember *member = account->members->pdata[i];

      if (member->from_ms >= as_of_ms || member->to_ms < as_of_ms ||
          g_strcmp0 (member->person, last) == 0)
        continue;
      last = member->person;
      n++;
    }
  return n;
}

/* "admin 2, user 11", the roles in the order of their names. */
static char *
describe_roles (const SyAccount *account)
{
  g_autoptr (GTree) counts = g_tree_new ((GCompareFunc) g_strcmp0);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < account->members->len; i++)
    {
      const SyAccountMember *member = account->members->pdata[i];
      const char *role = member->role != NULL ? member->role : "";
      guint n = GPOINTER_TO_UINT (g_tree_lookup (counts, role));

      g_tree_insert (counts, (gpointer) role, GUINT_TO_POINTER (n + 1));
    }
  for (GTreeNode *node = g_tree_node_first (counts); node != NULL; node = g_tree_node_next (node))
    {
      const char *role = g_tree_node_key (node);

      g_string_append_printf (text, "%s%s %u", text->len > 0 ? ", " : "",
                              *role != '\0' ? role : _ ("no role"),
                              GPOINTER_TO_UINT (g_tree_node_value (node)));
    }
  return g_string_free (text, FALSE);
}

static SyTableSource *
create_accounts (GPtrArray *accounts,
                 SyZone *zone,
                 gint64 as_of)
{
  g_autofree char *day = sy_format_as_of (zone, as_of);
  /* Translators: a day: who belongs to the account then */
  g_autofree char *then = g_strdup_printf (_ ("On %s"), day);
  const SyTableColumn columns[] = {
    { _ ("Account"), FALSE, 0 },
    { _ ("People"), TRUE, 9 },
    { then, TRUE, 14 },
    { _ ("Roles"), FALSE, 22 },
  };
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < accounts->len; i++)
    {
      const SyAccount *account = accounts->pdata[i];

      g_ptr_array_add (cells, g_strdup (account->key));
      add_count (cells, (gint64) account->n_people);
      add_count (cells, count_members_at (account, as_of * 1000));
      g_ptr_array_add (cells, describe_roles (account));
    }
  return sy_table_source_new_for_texts (columns, G_N_ELEMENTS (columns), cells);
}

static gsize
count_members (GPtrArray *accounts)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < accounts->len; i++)
    {
      const SyAccount *account = accounts->pdata[i];

      for (guint j = 0; j < account->members->len; j++)
        g_hash_table_add (people, ((SyAccountMember *) account->members->pdata[j])->person);
    }
  return g_hash_table_size (people);
}

SyTableSource *
sy_identity_figures_create_members (const SyIdentityFigures *self,
                                    guint account,
                                    SyZone *zone)
{
  const SyTableColumn columns[] = {
    { _ ("Person"), FALSE, 0 },
    { _ ("Role"), FALSE, 12 },
    { _ ("From"), FALSE, 14 },
    { _ ("Until"), FALSE, 14 },
  };
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  const SyAccount *chosen;

  g_return_val_if_fail (account < self->accounts->len, NULL);

  chosen = self->accounts->pdata[account];
  for (guint i = 0; i < chosen->members->len; i++)
    {
      const SyAccountMember *member = chosen->members->pdata[i];

      g_ptr_array_add (cells, g_strdup (member->person));
      g_ptr_array_add (cells, g_strdup (member->role != NULL ? member->role : "–"));
      g_ptr_array_add (cells, member->from_ms == G_MININT64
                                  ? g_strdup (_ ("the start"))
                                  : sy_day_format (sy_zone_day (zone, member->from_ms / 1000)));
      /* Dates that sort as texts. The end is exclusive: the last day is the one before. */
      g_ptr_array_add (cells, member->to_ms == G_MAXINT64
                                  ? g_strdup (_ ("for ever"))
                                  : sy_day_format (sy_zone_day (zone, (member->to_ms - 1) / 1000)));
    }
  return sy_table_source_new_for_texts (columns, G_N_ELEMENTS (columns), cells);
}

/* All of it */

SyIdentityFigures *
sy_identity_figures_read (SyProject *project,
                          gint64 as_of,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (SyIdentityFigures) self = g_new0 (SyIdentityFigures, 1);
  g_autoptr (SyIdentityMap) map = NULL;
  g_autoptr (GPtrArray) apart = NULL;

  self->report = sy_identity_report_run (project, cancellable, error);
  map = self->report != NULL ? sy_identity_map_load (project, error) : NULL;
  if (map == NULL || !list_merges (self, project, map, error))
    return NULL;
  self->candidates = sy_duplicates_find (project, cancellable, error);
  self->accounts = self->candidates != NULL ? sy_accounts_list (project, error) : NULL;
  if (self->accounts == NULL)
    return NULL;
  apart = sy_project_list_apart (project);
  self->n_apart = apart->len;
  self->n_members = count_members (self->accounts);
  self->consent = sy_project_get_consent (project);
  self->stages = create_stages (self);
  self->shared = create_shared (self->report);
  self->people = sy_merged_people_create_source (g_steal_pointer (&map));
  self->account_table = create_accounts (self->accounts, sy_project_get_zone (project), as_of);
  return g_steal_pointer (&self);
}
