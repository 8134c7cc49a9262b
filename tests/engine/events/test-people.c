/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is who in a project: links that are imported, undone and reported. */
#include "config.h"

#include <math.h>

#include "../store/store-support.h"
#include "sy-test-model.h"

#define AS_OF 1500000000

/* Returns the import's number. */
static gint64
import_text (Fixture *fixture,
             SyProject *project,
             SyImportKind kind,
             const char *content)
{
  g_autoptr (SyImportReport) report = fixture_import_report (fixture, project, kind, content);

  g_assert_cmpint (report->rejected, ==, 0);
  return report->import_id;
}

static void
undo (SyProject *project,
      gint64 import_id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_project_undo_import (project, import_id, NULL, &error));
  g_assert_no_error (error);
}

/* The data's SHA-256 and every score, exactly, under a rule with a cap and a decay. */
static char *
score_all (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEventLog) log = sy_event_log_load (project, NULL, NULL, NULL, &error);
  SyRule *rule = sy_test_rule_new_count ("rule");
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;
  GString *text = g_string_new (NULL);
  g_autofree char *sha256 = NULL;

  g_assert_no_error (error);
  rule->max_occurrences = 3;
  rule->decay.kind = SY_DECAY_EXPONENTIAL;
  rule->decay.half_life_days = 30;
  scorer = sy_scorer_new (log, AS_OF);
  scores = sy_scorer_score (scorer, model, NULL, &error);
  g_assert_no_error (error);
  sha256 = sy_event_log_compute_sha256 (log);
  g_string_append_printf (text, "%s\n", sha256);
  for (guint32 i = 0; i < sy_event_log_get_n_people (log); i++)
    {
      char number[SY_NUMBER_BUFFER_SIZE];

      g_string_append_printf (text, "%s %s\n", sy_event_log_get_person_key (log, i),
                              sy_number_format (sy_scores_get_raw (scores)[i], number));
    }
  return g_string_free (text, FALSE);
}

static const char *
find_root (const int *parents,
           int key,
           char name[8])
{
  while (parents[key] != key)
    key = parents[key];
  g_snprintf (name, 8, "k%02d", key);
  return name;
}

static void
append_event (GString *csv,
              const char *person,
              int day)
{
  g_string_append_printf (csv, "%s,%d,purchase\n", person, AS_OF - 86400 * day);
}

/*
 * Random links, as two imports: the scores are those of the same events under one key a person;
 * undoing the imports, in either order, brings back exactly what was.
 */
static void
test_random (Fixture *fixture,
             gconstpointer data)
{
  for (guint seed = 0; seed < 10; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (GString) events = g_string_new ("person,time,type\n");
      g_autoptr (GString) pooled = g_string_new ("person,time,type\n");
      g_autoptr (GString) first = g_string_new ("alias,person\n");
      g_autoptr (GString) second = g_string_new ("alias,person\n");
      GString *const links[] = { first, second };
      g_autoptr (SyProject) project = NULL;
      g_autoptr (SyProject) other = NULL;
      g_autofree char *other_path = g_build_filename (fixture->folder, "other.steelyard", NULL);
      g_autofree char *before = NULL;
      g_autofree char *merged = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *after = NULL;
      gint64 imports[2];
      int parents[20];

      g_unlink (fixture->path);
      g_unlink (other_path);
      project = fixture_create (fixture);
      other = sy_project_create (other_path, NULL, NULL);
      /* An alias always names a smaller key, and one only: the root of each tree is nobody's alias. */
      for (int i = 0; i < 20; i++)
        {
          parents[i] = i;
          if (i > 0 && g_rand_int_range (random, 0, 3) > 0)
            {
              parents[i] = g_rand_int_range (random, 0, i);
              g_string_append_printf (links[i == 1 || g_rand_boolean (random)], "k%02d,k%02d\n", i,
                                      parents[i]);
            }
        }
      g_string_append (links[0], "lone,k00\n");
      g_string_append (links[1], "lone,k00\n");
      for (int i = 0; i < 100; i++)
        {
          int key = g_rand_int_range (random, 0, 20);
          int day = g_rand_int_range (random, 1, 200);
          char name[8];

          g_snprintf (name, sizeof name, "k%02d", key);
          append_event (events, name, day);
          append_event (pooled, find_root (parents, key, name), day);
        }
      /* Everybody is there, with or without links. */
      for (int i = 0; i < 20; i++)
        {
          char name[8];

          g_snprintf (name, sizeof name, "k%02d", i);
          append_event (events, name, 1);
          append_event (pooled, find_root (parents, i, name), 1);
        }
      import_text (fixture, project, SY_IMPORT_EVENTS, events->str);
      import_text (fixture, other, SY_IMPORT_EVENTS, pooled->str);
      before = score_all (project);
      for (guint i = 0; i < 2; i++)
        imports[i] = import_text (fixture, project, SY_IMPORT_LINKS, links[i]->str);
      merged = score_all (project);
      expected = score_all (other);
      g_assert_cmpstr (merged, ==, expected);
      undo (project, imports[seed % 2]);
      undo (project, imports[1 - seed % 2]);
      after = score_all (project);
      g_assert_cmpstr (after, ==, before);
    }
}

/* An identifier's events count from their own times once the link arrives, and a merge is not a sum of capped scores. */
static void
test_late_link (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GString) events = g_string_new ("person,time,type\n");
  g_autoptr (SyEventLog) log = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *line = NULL;
  const SyEventRuns *runs;
  char number[SY_NUMBER_BUFFER_SIZE];

  for (int day = 30; day <= 120; day += 30)
    append_event (events, day == 30 ? "ann" : "device", day);
  import_text (fixture, project, SY_IMPORT_EVENTS, events->str);
  before = score_all (project);
  /* The device has 0.25 + 0.125 + 0.0625. */
  g_assert_nonnull (strstr (before, "\nann 0.5\ndevice 0.4375\n"));
  import_text (fixture, project, SY_IMPORT_LINKS, "alias,person,time\ndevice,ann,2017-07-13\n");
  after = score_all (project);
  line = g_strdup_printf ("\nann %s\n", sy_number_format (0.5 + 0.25 + 0.125, number));
  g_assert_nonnull (strstr (after, line));
  g_assert_null (strstr (after, "device"));

  log = sy_event_log_load (project, NULL, NULL, NULL, NULL);
  runs = sy_event_log_get_runs (log, 0);
  g_assert_cmpuint (runs->n_runs, ==, 1);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (runs->seconds[i] + SY_EVENT_EPOCH, ==, AS_OF - 86400 * 30 * (4 - (gint64) i));
  g_assert_cmpuint (sy_event_log_find_person (log, "device"), ==, 0);
}

static void
assert_stage (const SyIdentityStage *stage,
              gint64 import_id,
              gint64 n_links,
              gint64 n_people,
              gint64 n_attributed,
              gint64 n_orphans,
              gint64 n_without_account)
{
  g_assert_cmpint (stage->import_id, ==, import_id);
  g_assert_cmpint (stage->n_links, ==, n_links);
  g_assert_cmpint (stage->n_people, ==, n_people);
  g_assert_cmpint (stage->n_attributed, ==, n_attributed);
  g_assert_cmpint (stage->n_orphans, ==, n_orphans);
  g_assert_cmpint (stage->n_without_account, ==, n_without_account);
}

static void
test_report (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyIdentityReport) report = NULL;
  const SySharedIdentifier *shared;
  gint64 first;
  gint64 second;

  report = sy_identity_report_run (project, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_stages, ==, 1);
  assert_stage (sy_identity_report_get_now (report), 0, 0, 0, 0, 0, 0);
  g_clear_pointer (&report, sy_identity_report_free);

  import_text (
      fixture, project, SY_IMPORT_EVENTS,
      "person,time,type\nann,1400000000,x\nbob,1400000000,x\ncookie,1400000000,x\ncookie,1400000001,x\n"
      "tablet,1400000000,x\ntablet,1400000001,x\ntablet,1400000002,x\nlost,1400000000,x\n");
  import_text (fixture, project, SY_IMPORT_ATTRIBUTES, "person,plan\nann,pro\n");
  import_text (fixture, project, SY_IMPORT_ACCOUNTS, "person,account\nann,acme\n");
  first = import_text (fixture, project, SY_IMPORT_LINKS, "alias,person\ncookie,bob\n");
  second = import_text (fixture, project, SY_IMPORT_LINKS,
                        "alias,person\ntablet,ann\ntablet,bob\ntablet,cid\n");

  report = sy_identity_report_run (project, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->n_keys, ==, 6);
  g_assert_cmpint (report->n_events, ==, 8);
  g_assert_cmpuint (report->limit, ==, SY_IDENTITY_DEFAULT_LIMIT);
  g_assert_cmpuint (report->n_stages, ==, 3);
  assert_stage (&report->stages[0], 0, 0, 6, 1, 7, 5);
  assert_stage (&report->stages[1], first, 1, 5, 4, 4, 4);
  assert_stage (&report->stages[2], second, 4, 2, 7, 1, 1);
  g_assert_cmpuint (report->shared->len, ==, 0);
  g_clear_pointer (&report, sy_identity_report_free);

  /* The tablet is of three people. */
  g_assert_true (sy_project_set_identity_limit (project, 2, &error));
  g_assert_cmpuint (sy_project_get_identity_limit (project), ==, 2);
  report = sy_identity_report_run (project, NULL, &error);
  g_assert_no_error (error);
  assert_stage (sy_identity_report_get_now (report), second, 4, 5, 4, 4, 4);
  g_assert_cmpint (sy_identity_report_get_now (report)->n_shared, ==, 1);
  g_assert_cmpuint (report->shared->len, ==, 1);
  shared = report->shared->pdata[0];
  g_assert_cmpstr (shared->key, ==, "tablet");
  g_assert_cmpint (shared->n_people, ==, 3);
  g_assert_cmpint (shared->n_events, ==, 3);
}

/* The rule holds for the log, changes the data's SHA-256, and changes it back. */
static void
test_rule (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *apart = NULL;
  g_autofree char *again = NULL;

  import_text (
      fixture, project, SY_IMPORT_EVENTS,
      "person,time,type\nann,1400000000,purchase\nbob,1400000000,purchase\nipad,1400000000,purchase\n");
  import_text (fixture, project, SY_IMPORT_LINKS, "alias,person\nipad,ann\nipad,bob\n");
  merged = score_all (project);
  g_assert_true (sy_project_set_identity_limit (project, 1, &error));
  apart = score_all (project);
  g_assert_nonnull (strstr (apart, "\nipad "));
  g_assert_null (strstr (merged, "\nipad "));
  g_assert_cmpint (strncmp (merged, apart, 64), !=, 0);
  g_assert_true (sy_project_set_identity_limit (project, 0, &error));
  again = score_all (project);
  g_assert_cmpstr (again, ==, merged);
  changes = sy_project_list_changes (project, 1, &error);
  g_assert_cmpstr (((SyChange *) changes->pdata[0])->action, ==, "set-identity-rule");
  g_assert_cmpstr (((SyChange *) changes->pdata[0])->detail, ==, "no limit");
}

static void
test_map (Fixture *fixture,
          gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyIdentityMap) map = NULL;
  g_auto (GStrv) keys = NULL;
  g_autofree char *list = NULL;

  import_text (fixture, project, SY_IMPORT_LINKS, "alias,person\nz,m\na,z\nq,r\n");
  map = sy_identity_map_load (project, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sy_identity_map_get_n_keys (map), ==, 5);
  keys = sy_identity_map_list_keys (map, "a");
  list = g_strjoinv (" ", keys);
  g_assert_cmpstr (list, ==, "m a z");
  g_assert_cmpstr (sy_identity_map_get_key (
                       map, sy_identity_map_get_person (map, sy_identity_map_find (map, "q"))),
                   ==, "r");
  g_assert_cmpuint (sy_identity_map_find (map, "b"), ==, SY_KEY_NONE);
  g_assert_null (sy_identity_map_list_keys (map, "b"));
}

static void
assert_duplicate (GPtrArray *found,
                  guint i,
                  SyDuplicateKind kind,
                  const char *value,
                  const char *keys)
{
  const SyDuplicate *duplicate = found->pdata[i];
  g_autofree char *list = g_strjoinv (" ", duplicate->keys);

  g_assert_cmpint (duplicate->kind, ==, kind);
  g_assert_cmpstr (duplicate->value, ==, value);
  g_assert_cmpstr (list, ==, keys);
}

static void
test_duplicates (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  import_text (fixture, project, SY_IMPORT_ATTRIBUTES,
               "person,contact,phone,order\n"
               "1,Ann@Example.com,+49 30 1234567,2345678\n"
               "2,ann+shop@example.com,,2345678\n"
               "ann@example.com,,,\n"
               "3,,0049 (30) 123-4567,\n"
               "4,bob@example.com,030 1234567,\n"
               "5,BOB@example.com,,\n");
  found = sy_duplicates_find (project, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 3);
  assert_duplicate (found, 0, SY_DUPLICATE_EMAIL, "ann@example.com", "1 2 ann@example.com");
  assert_duplicate (found, 1, SY_DUPLICATE_EMAIL, "bob@example.com", "4 5");
  assert_duplicate (found, 2, SY_DUPLICATE_PHONE, "49301234567", "1 3");
  g_clear_pointer (&found, g_ptr_array_unref);

  /* Who is one person already is no candidate. */
  import_text (fixture, project, SY_IMPORT_LINKS, "alias,person\n5,4\n2,1\n");
  found = sy_duplicates_find (project, NULL, &error);
  g_assert_cmpuint (found->len, ==, 2);
  assert_duplicate (found, 0, SY_DUPLICATE_EMAIL, "ann@example.com", "1 ann@example.com");
}

/* Counts the population and those it leaves out. */
static void
assert_population (SyProject *project,
                   gsize n_members,
                   gsize n_refused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEventLog) log = sy_event_log_load (project, NULL, NULL, NULL, &error);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;
  const guint32 *members;
  const guint8 *is_refusing;
  gsize n;

  g_assert_no_error (error);
  scorer = sy_scorer_new (log, AS_OF);
  scores = sy_scorer_score (scorer, model, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sy_scores_get_n_refused (scores), ==, n_refused);
  is_refusing = sy_event_log_get_refusals (log, NULL);
  members = sy_scores_get_members (scores, &n);
  g_assert_cmpuint (n, ==, n_members);
  for (gsize i = 0; i < n; i++)
    g_assert_true (is_refusing == NULL || !is_refusing[members[i]]);
}

/* Who says no, in any case and under any of their keys, is in no population. */
static void
test_consent (Fixture *fixture,
              gconstpointer data)
{
  const char *const refusals[] = { "No", " opted out ", NULL };
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyConsentRule) rule = NULL;
  g_autofree char *before = NULL;
  g_autofree char *with_rule = NULL;
  g_autofree char *after = NULL;

  import_text (
      fixture, project, SY_IMPORT_EVENTS,
      "person,time,type\nann,1400000000,purchase\nbob,1400000000,purchase\ncid,1400000000,purchase\n"
      "dan,1400000000,purchase\neve,1400000000,purchase\neves-phone,1400000000,purchase\n");
  import_text (
      fixture, project, SY_IMPORT_ATTRIBUTES,
      "person,mail\nann,yes\nbob,NO\ncid,no\ncid,yes\ndan,\neve,yes\neves-phone,Opted Out\nlater,no\n");
  g_assert_null (sy_project_get_consent (project));
  before = score_all (project);
  assert_population (project, 6, 0);
  g_assert_true (sy_project_set_consent (project, "mail", refusals, &error));
  g_assert_no_error (error);
  rule = sy_project_get_consent (project);
  g_assert_cmpstr (rule->attribute, ==, "mail");
  g_assert_cmpuint (g_strv_length (rule->refusals), ==, 2);
  g_assert_true (sy_consent_rule_refuses (rule, "opted OUT"));
  g_assert_false (sy_consent_rule_refuses (rule, "not"));
  assert_population (project, 4, 2);
  with_rule = score_all (project);
  g_assert_cmpint (strncmp (before, with_rule, 64), !=, 0);

  /* Eve's phone drags Eve along. */
  import_text (fixture, project, SY_IMPORT_LINKS, "alias,person\neves-phone,eve\n");
  assert_population (project, 3, 2);
  undo (project, 3);
  g_assert_true (sy_project_set_consent (project, NULL, NULL, &error));
  after = score_all (project);
  g_assert_cmpstr (after, ==, before);

  g_assert_false (sy_project_set_consent (project, "mall", refusals, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (sy_project_set_consent (project, "mail", (const char *const[]){ NULL }, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID);
  g_assert_null (sy_project_get_consent (project));
}

static SyProtection
get_protection (SyProject *project,
                const char *attribute)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProtectionList) list = sy_project_read_protection (project, &error);

  g_assert_no_error (error);
  return sy_protection_list_get (list, attribute);
}

static void
test_protected (Fixture *fixture,
                gconstpointer data)
{
  static const char *const protected[] = { "age", "Age", "AGE_BAND", "customerAge", "date-of-birth",
                                           "marital_status", "sex" };
  static const char *const plain[] = { "page", "usage", "agent", "sexton", "plan", "", "12", "terrace" };
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;

  g_test_summary ("An attribute is protected by its name, until the project says otherwise");
  for (gsize i = 0; i < G_N_ELEMENTS (protected); i++)
    g_assert_true (sy_protection_guess (protected[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    g_assert_false (sy_protection_guess (plain[i]));
  import_text (fixture, project, SY_IMPORT_ATTRIBUTES, "person,age,income\nann,30,9\n");
  g_assert_cmpint (get_protection (project, "age"), ==, SY_PROTECTION_BY_NAME);
  g_assert_cmpint (get_protection (project, "income"), ==, SY_PROTECTION_NONE);
  g_assert_true (sy_project_set_protected (project, "age", FALSE, &error));
  g_assert_true (sy_project_set_protected (project, "income", TRUE, &error));
  g_assert_true (sy_project_set_protected (project, "income", TRUE, &error));
  g_assert_no_error (error);
  g_clear_pointer (&project, sy_project_unref);
  project = fixture_open (fixture);
  g_assert_cmpint (get_protection (project, "age"), ==, SY_PROTECTION_NONE);
  g_assert_cmpint (get_protection (project, "income"), ==, SY_PROTECTION_DECLARED);
  g_assert_true (sy_project_set_protected (project, "age", TRUE, &error));
  g_assert_true (sy_project_set_protected (project, "income", FALSE, &error));
  g_assert_cmpint (get_protection (project, "age"), ==, SY_PROTECTION_DECLARED);
  g_assert_cmpint (get_protection (project, "income"), ==, SY_PROTECTION_NONE);
  g_assert_false (sy_project_set_protected (project, "agee", TRUE, &error));
  g_assert_error (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND);
}

/* What cannot be read opens nothing, and is not written over. */
static void
test_protected_damaged (Fixture *fixture,
                        gconstpointer data)
{
  static const char *const values[] = { "", "{", "[]", "{\"protected\": 1}", "{\"free\": [1]}" };
  g_autoptr (SyProject) project = fixture_create (fixture);

  import_text (fixture, project, SY_IMPORT_ATTRIBUTES, "person,age\nann,30\n");
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = NULL;

      g_assert_true (sy_project_set_setting (project, "protected-attributes", values[i], NULL));
      g_assert_null (sy_project_read_protection (project, &error));
      g_assert_nonnull (strstr (error->message, "protected attributes"));
      g_assert_false (sy_project_set_protected (project, "age", FALSE, NULL));
      kept = sy_project_get_setting (project, "protected-attributes");
      g_assert_cmpstr (kept, ==, values[i]);
    }
}

static void
test_accounts (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = sy_accounts_list (project, &error);
  const SyAccount *account;

  g_assert_cmpuint (accounts->len, ==, 0);
  g_clear_pointer (&accounts, g_ptr_array_unref);
  import_text (
      fixture, project, SY_IMPORT_ACCOUNTS,
      "person,account,role\nbob,globex,user\nann,acme,admin\nann,acme,buyer\nanns-phone,acme,admin\ncid,acme,\n");
  import_text (fixture, project, SY_IMPORT_LINKS, "alias,person\nanns-phone,ann\n");
  accounts = sy_accounts_list (project, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (accounts->len, ==, 2);
  account = accounts->pdata[0];
  g_assert_cmpstr (account->key, ==, "acme");
  g_assert_cmpuint (account->n_people, ==, 2);
  g_assert_cmpuint (account->members->len, ==, 3);
  g_assert_cmpstr (((SyAccountMember *) account->members->pdata[0])->person, ==, "ann");
  g_assert_cmpstr (((SyAccountMember *) account->members->pdata[0])->role, ==, "admin");
  g_assert_cmpstr (((SyAccountMember *) account->members->pdata[1])->role, ==, "buyer");
  g_assert_cmpstr (((SyAccountMember *) account->members->pdata[2])->person, ==, "cid");
  g_assert_cmpstr (((SyAccountMember *) account->members->pdata[2])->role, ==, NULL);
}

/* A date is counted to its end, in the project's zone; an instant is exact. */
static void
test_validity (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = sy_project_create (fixture->path, "America/New_York", &error);
  g_autoptr (GPtrArray) accounts = NULL;
  const SyAccount *account;
  const SyAccountMember *member;

  g_assert_no_error (error);
  import_text (fixture, project, SY_IMPORT_ACCOUNTS,
               "person,account,role,from,to\n"
               "a,acme,admin,2024-01-01,2024-06-30\n"
               "b,acme,user,2024-01-01,\n"
               "c,acme,user,,2050-12-31\n"
               "d,acme,user,,\n"
               "e,acme,user,2024-01-01T00:00:00Z,2024-06-30T12:00:00Z\n");
  accounts = sy_accounts_list (project, &error);
  g_assert_no_error (error);
  account = accounts->pdata[0];
  g_assert_cmpuint (account->n_people, ==, 5);
  member = account->members->pdata[0];
  g_assert_cmpint (member->from_ms, ==, 1704085200000);
  g_assert_cmpint (member->to_ms, ==, 1719806400000);
  member = account->members->pdata[1];
  g_assert_cmpint (member->to_ms, ==, G_MAXINT64);
  member = account->members->pdata[2];
  g_assert_cmpint (member->from_ms, ==, G_MININT64);
  g_assert_cmpint (member->to_ms, ==, 2556162000000);
  member = account->members->pdata[3];
  g_assert_cmpint (member->from_ms, ==, G_MININT64);
  g_assert_cmpint (member->to_ms, ==, G_MAXINT64);
  member = account->members->pdata[4];
  g_assert_cmpint (member->from_ms, ==, 1704067200000);
  g_assert_cmpint (member->to_ms, ==, 1719748800000);
}

static void
test_treatments (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (SyProject) project = fixture_create (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) treatments = NULL;
  const SyTreatment *treatment;

  import_text (fixture, project, SY_IMPORT_TREATMENTS,
               "person,treatment,arm,time\nbob,mail,holdout,2024-01-02\nann,call,B,2024-01-01\n");
  import_text (fixture, project, SY_IMPORT_TREATMENTS, "person,treatment,arm\nann,mail,A\n");
  treatments = sy_project_list_treatments (project, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (treatments->len, ==, 3);
  treatment = treatments->pdata[0];
  g_assert_cmpstr (treatment->name, ==, "call");
  treatment = treatments->pdata[1];
  g_assert_cmpstr (treatment->person, ==, "ann");
  g_assert_cmpstr (treatment->arm, ==, "A");
  g_assert_false (treatment->has_start);
  treatment = treatments->pdata[2];
  g_assert_cmpstr (treatment->arm, ==, "holdout");
  g_assert_cmpint (treatment->start_ms, ==, 1704153600000);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_TEST ("/events/people/random", test_random);
  ADD_TEST ("/events/people/B6-late-link", test_late_link);
  ADD_TEST ("/events/people/B5-report", test_report);
  ADD_TEST ("/events/people/rule", test_rule);
  ADD_TEST ("/events/people/map", test_map);
  ADD_TEST ("/events/people/B2-duplicates", test_duplicates);
  ADD_TEST ("/events/people/consent", test_consent);
  ADD_TEST ("/events/people/Q3-protected", test_protected);
  ADD_TEST ("/events/people/Q3-protected-damaged", test_protected_damaged);
  ADD_TEST ("/events/people/accounts", test_accounts);
  ADD_TEST ("/events/people/B4-validity", test_validity);
  ADD_TEST ("/events/people/treatments", test_treatments);
  return g_test_run ();
}
