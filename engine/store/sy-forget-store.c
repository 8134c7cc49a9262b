/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-forget-store.h"

#include <string.h>

#include "sy-column-cache-private.h"
#include "sy-link-store-private.h"
#include "sy-project-private.h"

/*
 * Everywhere below ?1 is a JSON array of the ids of the person's keys. First the imports are told how many of
 * their rows go, then the rows go, then dictionary entries that nothing refers to any more. What SQLite frees it
 * overwrites, but copies that pages were split or moved from may be older than that: the file is
 * rewritten as a whole at the end.
 */

#define IDS "(SELECT value FROM json_each (?1))"
#define EVENT_IDS "(SELECT id FROM event WHERE person_id IN " IDS ")"

/* How many rows of each import of a kind go; an import is seen by its id. */
static const struct
{
  const char *kind;
  const char *count;
} counts[] = {
  { "events",
    "SELECT count (*) FROM event WHERE event.id BETWEEN first_event AND last_event AND person_id IN " IDS },
  { "attributes",
    "SELECT count (DISTINCT line) FROM attribute WHERE import_id = import.id AND person_id IN " IDS },
  { "outcomes", "SELECT count (*) FROM outcome WHERE import_id = import.id AND person_id IN " IDS },
  { "treatments",
    "SELECT count (*) FROM treatment WHERE import_id = import.id AND person_id IN " IDS },
  { "links", "SELECT count (*) FROM alias WHERE import_id = import.id AND (person_id IN " IDS
             " OR alias_id IN " IDS ")" },
  { "accounts",
    "SELECT count (*) FROM account_member WHERE import_id = import.id AND person_id IN " IDS },
};

static const struct
{
  const char *sql;
  gsize counter; /* in the receipt, 0 for none */
} deletes[] = {
  { "DELETE FROM event_property WHERE event_id IN " EVENT_IDS,
    G_STRUCT_OFFSET (SyForgetReceipt, n_properties) },
  { "DELETE FROM event_key WHERE event_id IN " EVENT_IDS, 0 },
  { "DELETE FROM event_mark WHERE event_id IN " EVENT_IDS, 0 },
  { "DELETE FROM event WHERE person_id IN " IDS, G_STRUCT_OFFSET (SyForgetReceipt, n_events) },
  { "DELETE FROM attribute WHERE person_id IN " IDS,
    G_STRUCT_OFFSET (SyForgetReceipt, n_attributes) },
  { "DELETE FROM outcome WHERE person_id IN " IDS, G_STRUCT_OFFSET (SyForgetReceipt, n_outcomes) },
  { "DELETE FROM treatment WHERE person_id IN " IDS,
    G_STRUCT_OFFSET (SyForgetReceipt, n_treatments) },
  { "DELETE FROM alias WHERE person_id IN " IDS " OR alias_id IN " IDS,
    G_STRUCT_OFFSET (SyForgetReceipt, n_links) },
  { "DELETE FROM account_member WHERE person_id IN " IDS,
    G_STRUCT_OFFSET (SyForgetReceipt, n_memberships) },
  { "DELETE FROM error_label WHERE person_id IN " IDS, 0 },
};

/* No entry is made without a row that refers to it: these are the ones that only the person used. */
static const char *const orphan_deletes[] = {
  "DELETE FROM person WHERE id NOT IN (SELECT person_id FROM event) "
  "AND id NOT IN (SELECT person_id FROM attribute) AND id NOT IN (SELECT person_id FROM outcome) "
  "AND id NOT IN (SELECT person_id FROM treatment) AND id NOT IN (SELECT person_id FROM alias) "
  "AND id NOT IN (SELECT alias_id FROM alias) AND id NOT IN (SELECT person_id FROM account_member)",
  "DELETE FROM event_type WHERE id NOT IN (SELECT type_id FROM event) "
  "AND id NOT IN (SELECT type_id FROM event_type_alias) "
  "AND category IS NULL AND polarity = 0 AND channel IS NULL AND owner IS NULL AND meaning IS NULL "
  "AND cadence_days IS NULL AND is_muted = 0", /* what somebody described stays in the event
                                                  dictionary */
  "DELETE FROM property_name WHERE id NOT IN (SELECT name_id FROM event_property)",
  "DELETE FROM property_value WHERE id NOT IN (SELECT value_id FROM event_property)",
  "DELETE FROM attribute_name WHERE id NOT IN (SELECT name_id FROM attribute)",
  "DELETE FROM outcome_name WHERE id NOT IN (SELECT name_id FROM outcome)",
  "DELETE FROM treatment_name WHERE id NOT IN (SELECT name_id FROM treatment)",
  "DELETE FROM account WHERE id NOT IN (SELECT account_id FROM account_member)",
};

void
sy_forget_receipt_free (SyForgetReceipt *self)
{
  g_free (self);
}

/* --- rejected rows --- */

static gboolean
is_part_of_word (guchar c)
{
  return g_ascii_isalnum (c) || c == '_' || c >= 0x80;
}

static gboolean
holds_word (const char *text,
            gsize length,
            const char *word)
{
  gsize word_length = strlen (word);
  const char *end = text + length;
  const char *at = text;

  while ((at = memmem (at, (gsize) (end - at), word, word_length)) != NULL)
    {
      gboolean starts = at == text || !is_part_of_word ((guchar) at[-1]) ||
                        !is_part_of_word ((guchar) word[0]);
      gboolean ends = at + word_length == end || !is_part_of_word ((guchar) at[word_length]) ||
                      !is_part_of_word ((guchar) word[word_length - 1]);

      if (starts && ends)
        return TRUE;
      at++;
    }
  return FALSE;
}

/* sy_holds_key (raw) */
static void
on_raw (sqlite3_context *context,
        int n_values,
        sqlite3_value **values)
{
  const char *const *words = sqlite3_user_data (context);
  const char *raw = sqlite3_value_blob (values[0]);
  gsize length = (gsize) sqlite3_value_bytes (values[0]);
  gboolean holds = FALSE;

  for (gsize i = 0; raw != NULL && words[i] != NULL && !holds; i++)
    holds = holds_word (raw, length, words[i]);
  sqlite3_result_int (context, holds);
}

/* The keys, and those with a quote once more as a CSV file writes them. */
static char **
list_words (const char *const *keys)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (gsize i = 0; keys[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (keys[i], "\"", -1);
      g_autofree char *quoted = g_strjoinv ("\"\"", parts);

      g_strv_builder_add (words, keys[i]);
      if (strcmp (quoted, keys[i]) != 0)
        g_strv_builder_add (words, quoted);
    }
  return g_strv_builder_end (words);
}

static gboolean
delete_rejected (SyDatabase *database,
                 SyForgetReceipt *receipt,
                 GError **error)
{
  if (!sy_database_run (
          database, error,
          "UPDATE import SET rejected = rejected - n, forgotten = forgotten + n "
          "FROM (SELECT import_id, count (*) AS n FROM rejected_row WHERE sy_holds_key (raw) GROUP BY import_id) AS gone "
          "WHERE import.id = gone.import_id",
          "") ||
      !sy_database_run (database, error, "DELETE FROM rejected_row WHERE sy_holds_key (raw)", ""))
    return FALSE;
  receipt->n_rejected = sqlite3_changes64 (database->db);
  return TRUE;
}

/* --- the person's rows --- */

/* The ids of the keys as a JSON array. */
static char *
find_ids (SyDatabase *database,
          const char *const *keys,
          GError **error)
{
  GString *ids = g_string_new ("[");

  for (gsize i = 0; keys[i] != NULL; i++)
    {
      gint64 id;

      if (!sy_database_get_int (database, &id, 0, error, "SELECT id FROM person WHERE key = ?", "s",
                                keys[i]))
        break;
      if (id == 0)
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND, "There is no person “%s”",
                       keys[i]);
          break;
        }
      g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", id);
      if (keys[i + 1] == NULL)
        return g_string_free (g_string_append_c (ids, ']'), FALSE);
    }
  g_string_free (ids, TRUE);
  return NULL;
}

static gboolean
update_counts (SyDatabase *database,
               const char *ids,
               GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "UPDATE import SET accepted = accepted - n, forgotten = forgotten + n "
          "FROM (SELECT id AS import_id, (%s) AS n FROM import WHERE kind = ?2) AS gone "
          "WHERE import.id = gone.import_id AND n > 0",
          counts[i].count);

      if (!sy_database_run (database, error, sql, "ss", ids, counts[i].kind))
        return FALSE;
    }
  return TRUE;
}

/* The ids after the last event are given anew: no range may reach there. */
static gboolean
shrink_ranges (SyDatabase *database,
               GError **error)
{
  return sy_database_run (
      database, error,
      "UPDATE import SET first_event = low, last_event = high "
      "FROM (SELECT id AS import_id, "
      "  (SELECT min (event.id) FROM event WHERE event.id BETWEEN first_event AND last_event) AS low, "
      "  (SELECT max (event.id) FROM event WHERE event.id BETWEEN first_event AND last_event) AS high "
      "  FROM import WHERE kind = 'events') AS range "
      "WHERE import.id = range.import_id",
      "");
}

static gboolean
delete_rows (SyDatabase *database,
             const char *ids,
             SyForgetReceipt *receipt,
             GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (deletes); i++)
    {
      if (!sy_database_run (database, error, deletes[i].sql, "s", ids))
        return FALSE;
      if (deletes[i].counter > 0)
        G_STRUCT_MEMBER (gint64, receipt, deletes[i].counter) = sqlite3_changes64 (database->db);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (orphan_deletes); i++)
    if (!sy_database_run (database, error, orphan_deletes[i], ""))
      return FALSE;
  return TRUE;
}

static gboolean
count_mentions (SyDatabase *database,
                const char *const *keys,
                SyForgetReceipt *receipt,
                GError **error)
{
  if (!sy_database_get_int (database, &receipt->n_mentions, 0, error,
                            "SELECT count (*) FROM clean_rule WHERE sy_holds_key (json)", ""))
    return FALSE;
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      gint64 n;

      if (!sy_database_get_int (database, &n, 0, error,
                                "SELECT (SELECT count (*) FROM attribute WHERE value = ?1) "
                                "  + (SELECT count (*) FROM event_property WHERE value_id IN "
                                "     (SELECT id FROM property_value WHERE value = ?1))",
                                "s", keys[i]))
        return FALSE;
      receipt->n_mentions += n;
    }
  return TRUE;
}

static gboolean
log_receipt (SyProject *self,
             const SyForgetReceipt *receipt,
             GError **error)
{
  g_autofree char *detail = g_strdup_printf ("%" G_GINT64_FORMAT " keys, %" G_GINT64_FORMAT
                                             " events, %" G_GINT64_FORMAT " attributes, "
                                             "%" G_GINT64_FORMAT " outcomes, %" G_GINT64_FORMAT
                                             " treatments, %" G_GINT64_FORMAT " links, "
                                             "%" G_GINT64_FORMAT " memberships, %" G_GINT64_FORMAT
                                             " rejected rows",
                                             receipt->n_keys, receipt->n_events,
                                             receipt->n_attributes, receipt->n_outcomes,
                                             receipt->n_treatments, receipt->n_links,
                                             receipt->n_memberships, receipt->n_rejected);

  return sy_project_log_change (self, "forget", "a person", detail, error);
}

static gboolean
forget (SyProject *self,
        const char *const *keys,
        SyForgetReceipt *receipt,
        GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autofree char *ids = find_ids (database, keys, error);

  if (ids == NULL)
    return FALSE;
  receipt->n_keys = g_strv_length ((char **) keys);
  receipt->forgotten_at_ms = sy_now_ms ();
  return update_counts (database, ids, error) &&
         delete_rejected (database, receipt, error) &&
         sy_project_forget_apart (self, keys, error) &&
         delete_rows (database, ids, receipt, error) &&
         shrink_ranges (database, error) &&
         count_mentions (database, keys, receipt, error) &&
         log_receipt (self, receipt, error);
}

static gboolean
forget_and_commit (SyProject *self,
                   const char *const *keys,
                   SyForgetReceipt *receipt,
                   GCancellable *cancellable,
                   GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_auto (GStrv) words = list_words (keys);
  gboolean success;
  int result;

  result = sqlite3_create_function_v2 (database->db, "sy_holds_key", 1,
                                       SQLITE_UTF8 | SQLITE_DIRECTONLY, words, on_raw, NULL, NULL,
                                       NULL);
  if (result != SQLITE_OK)
    {
      sy_database_set_error (database, result, error);
      return FALSE;
    }
  database->cancellable = cancellable;
  success = sy_database_begin (database, error) &&
            sy_database_end (database, forget (self, keys, receipt, error), error);
  database->cancellable = NULL;
  sqlite3_create_function_v2 (database->db, "sy_holds_key", 1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                              NULL, NULL, NULL, NULL, NULL);
  return success;
}

SyForgetReceipt *
sy_project_forget_keys (SyProject *self,
                        const char *const *keys,
                        GCancellable *cancellable,
                        GError **error)
{
  SyDatabase *database = sy_project_get_database (self);
  g_autoptr (SyForgetReceipt) receipt = g_new0 (SyForgetReceipt, 1);
  gboolean success;

  g_return_val_if_fail (keys != NULL && keys[0] != NULL, NULL);

  /* What goes is known to be unused, as when an import is undone. */
  if (!sy_database_exec (database, "PRAGMA foreign_keys = OFF; PRAGMA secure_delete = ON", error))
    return NULL;
  success = forget_and_commit (self, keys, receipt, cancellable, error);
  if (success)
    sy_column_cache_remove (database->path);
  if (success && !sy_database_rewrite (database, error))
    {
      g_prefix_error (error, "The person's rows are gone, but the file could not be rewritten: ");
      success = FALSE;
    }
  sqlite3_exec (database->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
  return success ? g_steal_pointer (&receipt) : NULL;
}
