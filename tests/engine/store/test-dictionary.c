/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-support.h"

#include <math.h>

static void
fill (Fixture *fixture)
{
  run_sql (
      fixture->path,
      "INSERT INTO person VALUES (1, 'a'), (2, 'b');"
      "INSERT INTO event_type (id, name) VALUES (1, 'buy'), (2, 'Kauf'), (3, 'open');"
      "INSERT INTO event VALUES (1, 1, 1, 1000, NULL), (2, 1, 2, 2000, 5), (3, 2, 2, 3500, NULL), (4, 2, 3, 4000, NULL), (5, 1, 3, 4000, NULL);");
}

static char *
describe_types (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) types = sy_project_list_types (project, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < types->len; i++)
    {
      const SyTypeEntry *entry = types->pdata[i];

      g_string_append_printf (text, "%s%s%s%s %d", entry->name, entry->canonical != NULL ? ">" : "",
                              entry->canonical != NULL ? entry->canonical : "",
                              sy_type_entry_is_unmapped (entry) ? "?" : "", (int) entry->n_events);
      if (entry->n_events > 0)
        g_string_append_printf (text, "[%d,%d]", (int) entry->first_ms, (int) entry->last_ms);
      g_string_append (text, entry->is_muted ? " muted;" : ";");
    }
  return g_string_free (text, FALSE);
}

static void
assert_types (SyProject *project,
              const char *expected)
{
  g_autofree char *text = describe_types (project);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_alias_error (SyProject *project,
                    const char *name,
                    const char *canonical,
                    int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = describe_types (project);

  g_assert_false (sy_project_set_type_alias (project, name, canonical, &error));
  g_assert_error (error, SY_STORE_ERROR, code);
  assert_types (project, before);
}

static void
test_aliases (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;

  fill (fixture);
  assert_types (project, "Kauf? 2[2000,3500];buy? 1[1000,1000];open? 2[4000,4000];");
  g_assert_true (sy_project_set_type_alias (project, "Kauf", "buy", &error));
  g_assert_true (sy_project_set_type_alias (project, "achat", "buy", &error));
  assert_types (project, "Kauf>buy 2[2000,3500];achat>buy 0;buy 1[1000,1000];open? 2[4000,4000];");

  assert_alias_error (project, "buy", "open", SY_STORE_ERROR_INVALID);
  assert_alias_error (project, "open", "Kauf", SY_STORE_ERROR_INVALID);
  assert_alias_error (project, "open", "open", SY_STORE_ERROR_INVALID);
  assert_alias_error (project, "open", "", SY_STORE_ERROR_INVALID);
  assert_alias_error (project, "", "open", SY_STORE_ERROR_INVALID);
  assert_alias_error (project, "open", NULL, SY_STORE_ERROR_NOT_FOUND);
  assert_alias_error (project, "nothing", NULL, SY_STORE_ERROR_NOT_FOUND);

  /* Another target that nobody has yet: the type is made, and goes with its last alias. */
  g_assert_true (sy_project_set_type_alias (project, "Kauf", "purchase", &error));
  assert_types (
      project,
      "Kauf>purchase 2[2000,3500];achat>buy 0;buy 1[1000,1000];open? 2[4000,4000];purchase 0;");
  g_assert_true (sy_project_set_type_alias (project, "Kauf", NULL, &error));
  g_assert_true (sy_project_set_type_alias (project, "achat", NULL, &error));
  g_assert_no_error (error);
  assert_types (project, "Kauf? 2[2000,3500];buy? 1[1000,1000];open? 2[4000,4000];");
}

/* Alias and un-alias give the same fingerprint, and so the same scores, back. */
static void
test_exact (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  char *digests[4] = { NULL };

  fill (fixture);
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (SyEventLog) log = NULL;

      if (i == 1)
        g_assert_true (sy_project_set_type_alias (project, "Kauf", "buy", NULL) &&
                       sy_project_set_type_muted (project, "open", TRUE, NULL));
      if (i == 2)
        g_assert_true (sy_project_set_type_muted (project, "open", FALSE, NULL));
      if (i == 3)
        g_assert_true (sy_project_set_type_alias (project, "Kauf", NULL, NULL));
      log = sy_event_log_load (project, NULL, NULL, NULL, NULL);
      digests[i] = sy_event_log_compute_sha256 (log);
      g_assert_cmpuint (sy_event_log_get_n_events (log), ==, 5);
      if (i == 1)
        {
          g_assert_cmpuint (sy_event_log_get_n_types (log), ==, 2);
          g_assert_cmpuint (sy_event_log_get_runs (log, 0)->n_events, ==, 3);
          g_assert_true (sy_event_log_is_type_muted (log, 1));
        }
    }
  g_assert_cmpstr (digests[0], !=, digests[1]);
  g_assert_cmpstr (digests[1], !=, digests[2]);
  g_assert_cmpstr (digests[2], !=, digests[0]);
  g_assert_cmpstr (digests[3], ==, digests[0]);
  for (gsize i = 0; i < G_N_ELEMENTS (digests); i++)
    g_free (digests[i]);
}

static void
test_describe (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTypeEntry) entry = NULL;
  g_autoptr (SyTypeEntry) found = NULL;
  g_autofree char *name = NULL;

  fill (fixture);
  entry = sy_project_get_type (project, "open", &error);
  g_assert_no_error (error);
  g_assert_true (isnan (entry->cadence_days));
  g_assert_cmpint (entry->category, ==, SY_TYPE_CATEGORY_NONE);
  entry->category = SY_TYPE_CATEGORY_LOW_INTENT;
  entry->polarity = 1;
  entry->owner = g_strdup ("Zoë");
  entry->channel = g_strdup ("");
  entry->meaning = g_strdup ("pixels, “mostly”");
  entry->cadence_days = 2.5;
  g_assert_true (sy_project_set_type (project, entry, &error));
  found = sy_project_get_type (project, "open", &error);
  g_assert_cmpint (found->category, ==, SY_TYPE_CATEGORY_LOW_INTENT);
  g_assert_cmpint (found->polarity, ==, 1);
  g_assert_cmpstr (found->owner, ==, "Zoë");
  g_assert_null (found->channel);
  g_assert_cmpstr (found->meaning, ==, "pixels, “mostly”");
  g_assert_cmpfloat (found->cadence_days, ==, 2.5);

  entry->polarity = 2;
  g_assert_false (sy_project_set_type (project, entry, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_clear_error (&error);
  entry->polarity = 0;
  entry->cadence_days = 0;
  g_assert_false (sy_project_set_type (project, entry, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_clear_error (&error);
  entry->cadence_days = (double) NAN;
  name = g_steal_pointer (&entry->name);
  entry->name = g_strdup ("nothing");
  g_assert_false (sy_project_set_type (project, entry, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (sy_project_get_type (project, "nothing", &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
}

static void
test_mute (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *log = NULL;

  fill (fixture);
  g_assert_true (sy_project_set_type_muted (project, "open", TRUE, &error));
  assert_types (project, "Kauf? 2[2000,3500];buy? 1[1000,1000];open 2[4000,4000] muted;");
  g_assert_true (sy_project_set_type_alias (project, "Kauf", "buy", &error));
  g_assert_false (sy_project_set_type_muted (project, "Kauf", TRUE, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (sy_project_set_type_muted (project, "nothing", TRUE, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  log = query_sql (
      fixture->path,
      "SELECT action, subject, detail FROM change_log WHERE action <> 'create' ORDER BY id");
  g_assert_cmpstr (log, ==, "mute-type|open|\nalias-type|Kauf|buy\n");
}

static void
test_categories (void)
{
  SyTypeCategory category = SY_TYPE_CATEGORY_NONE;

  for (SyTypeCategory i = 0; i < SY_N_TYPE_CATEGORIES; i++)
    {
      g_assert_true (sy_type_category_from_name (sy_type_category_get_name (i), &category));
      g_assert_cmpint (category, ==, i);
    }
  g_assert_false (sy_type_category_from_name ("Value", &category));
}

/* --- marks --- */

static void
assert_marked (SyProject *project,
               const char *except,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n;
  g_autofree guint32 *events = sy_project_read_marked (project, except, &n, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%u ", events[i]);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_marks (Fixture *fixture,
            gconstpointer data)
{
  static const guint32 first[] = { 4, 1, 2 };
  static const guint32 second[] = { 2, 3 };
  static const guint32 bad[] = { 5, 99 };
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = NULL;
  const SyCleanRuleRecord *rule;

  fill (fixture);
  assert_marked (project, NULL, "");
  g_assert_true (sy_project_set_clean_rule (project, "one", "{}", first, 3, NULL, &error));
  g_assert_true (sy_project_set_clean_rule (project, "two", "{\"a\": 1}", second, 2, NULL, &error));
  g_assert_no_error (error);
  assert_marked (project, NULL, "1 2 3 4 ");
  assert_marked (project, "one", "2 3 ");
  rules = sy_project_list_clean_rules (project, &error);
  g_assert_cmpuint (rules->len, ==, 2);
  rule = rules->pdata[0];
  g_assert_cmpstr (rule->name, ==, "one");
  g_assert_cmpint (rule->n_events, ==, 3);
  g_assert_cmpint (rule->n_people, ==, 2);
  g_assert_cmpint (rule->n_alone, ==, 2);
  g_assert_false (rule->is_stale);
  rule = rules->pdata[1];
  g_assert_cmpstr (rule->json, ==, "{\"a\": 1}");
  g_assert_cmpint (rule->n_alone, ==, 1);

  /* An event that is not there leaves all as it was. */
  g_assert_false (sy_project_set_clean_rule (project, "two", "{}", bad, 2, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_marked (project, NULL, "1 2 3 4 ");

  /* Applied anew, it gives its old marks up. */
  g_assert_true (sy_project_set_clean_rule (project, "one", "{}", second, 1, NULL, &error));
  assert_marked (project, NULL, "2 3 ");
  g_assert_true (sy_project_undo_clean_rule (project, "two", &error));
  assert_marked (project, NULL, "2 ");
  g_assert_false (sy_project_undo_clean_rule (project, "two", &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
}

static void
test_stale (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  static const guint32 one[] = { 1 };

  fill (fixture);
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (SyCleanRuleRecord) rule = NULL;

      if (i == 1)
        g_assert_true (sy_project_set_type_alias (project, "Kauf", "buy", NULL));
      else if (i == 3)
        g_assert_true (sy_project_set_identity_limit (project, 3, NULL));
      else
        g_assert_true (sy_project_set_clean_rule (project, "r", "{}", one, 1, NULL, &error));
      rule = sy_project_get_clean_rule (project, "r", &error);
      g_assert_no_error (error);
      g_assert_cmpint (rule->is_stale, ==, i == 1 || i == 3);
    }
}

static void
test_event_facts (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  static const guint32 events[] = { 3, 1 };
  gint64 times[2];
  gsize n;
  g_autofree guint32 *repeated = NULL;

  fill (fixture);
  run_sql (fixture->path,
           "INSERT INTO event_key VALUES (1, 'x'), (2, 'y'), (3, 'x'), (4, 'z'), (5, 'x')");
  repeated = sy_project_find_repeated_keys (project, NULL, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (repeated[0], ==, 3);
  g_assert_cmpuint (repeated[1], ==, 5);
  g_assert_true (sy_project_read_event_times (project, events, 2, times, NULL, &error));
  g_assert_cmpint (times[0], ==, 3500);
  g_assert_cmpint (times[1], ==, 1000);
  g_assert_false (sy_project_read_event_times (project, &(guint32){ 77 }, 1, times, NULL, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
}

/* Between the types and their events: type ids have holes there. */
static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fill (fixture);
  run_sql (fixture->path,
           "WITH RECURSIVE n (i) AS (SELECT 6 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) "
           "INSERT INTO event SELECT i, 1, 1, 1000 * i, NULL FROM n");
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_project_list_types (project, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TEST ("/store/dictionary/A7-aliases", test_aliases);
  ADD_TEST ("/store/dictionary/exact", test_exact);
  ADD_TEST ("/store/dictionary/A8-describe", test_describe);
  ADD_TEST ("/store/dictionary/mute", test_mute);
  ADD_TEST ("/store/dictionary/cancelled", test_cancelled);
  g_test_add_func ("/store/dictionary/categories", test_categories);
  ADD_TEST ("/store/marks/overlap", test_marks);
  ADD_TEST ("/store/marks/stale", test_stale);
  ADD_TEST ("/store/marks/event-facts", test_event_facts);

  return g_test_run ();
}
