/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "events/sy-event-renewal-private.h"
#include "sy-test-log.h"

#include "../store/store-support.h"

/*
 * A log that is renewed is the one that is loaded, column by column and in its digest; and it is only
 * renewed when nothing but rows were added.
 */

static const char first_csv[] = "person,time,type,amount,channel\n"
                                "ann,2024-01-01T10:00:00Z,visit,,web\n"
                                "bob,2024-01-01T10:00:00Z,order,12.5,shop\n"
                                "ann,2024-01-02T09:00:00Z,order,7,web\n"
                                "dan,2024-01-03T09:00:00Z,visit,,\n"
                                "ann,2024-01-01T10:00:00Z,visit,,app\n";
/* People, types, a property and values that come in between those that are there. */
static const char second_csv[] = "person,time,type,amount,channel,basket\n"
                                 "abe,2023-12-31T10:00:00Z,visit,1,web,s\n"
                                 "ann,2024-01-01T10:00:00Z,visit,,post,\n"
                                 "cyd,2024-03-01T10:00:00Z,cancel,2,ask,m\n"
                                 "zoe,2024-03-01T10:00:00Z,refund,-3,,\n";
static const char third_csv[] = "person,time,type,amount,channel\n"
                                "bob,2024-04-01T10:00:00Z,visit,,web\n";
static const char attributes_csv[] = "person,plan\nann,gold\nbob,basic\n";
static const char more_attributes_csv[] = "person,plan\nbob,gold\ndan,basic\n";

static SyEventLog *
load (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  SyEventLog *log = sy_event_log_load (project, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return log;
}

/* Renews @log in place and compares with a load. Returns how it went, NULL for a full read. */
static SyEventRenewal *
renew (SyEventLog **log,
       SyProject *project)
{
  g_autoptr (GError) error = NULL;
  SyEventRenewal *renewal = NULL;
  g_autoptr (SyEventLog) renewed =
      sy_event_log_renew (*log, project, NULL, NULL, NULL, &renewal, &error);
  g_autoptr (SyEventLog) loaded = load (project);
  g_autofree char *digest = NULL;
  g_autofree char *expected = sy_event_log_compute_sha256 (loaded);

  g_assert_no_error (error);
  sy_test_log_assert_same (renewed, loaded);
  digest = sy_event_log_compute_sha256 (renewed);
  g_assert_cmpstr (digest, ==, expected);
  g_assert_cmpuint (sy_event_log_get_memory (renewed), ==, sy_event_log_get_memory (loaded));
  if (renewal != NULL)
    g_assert_true (sy_event_renewal_get_log (renewal) == renewed);
  sy_event_log_unref (*log);
  *log = g_steal_pointer (&renewed);
  return renewal;
}

static guint8
get_renewed (const SyEventRenewal *renewal,
             const char *key)
{
  return renewal->renewed[sy_event_log_find_person (renewal->log, key)];
}

static SyProject *
create_full (Fixture *fixture)
{
  SyProject *project = fixture_create (fixture);

  fixture_import (fixture, project, SY_IMPORT_EVENTS, first_csv);
  fixture_import (fixture, project, SY_IMPORT_ATTRIBUTES, attributes_csv);
  return project;
}

/* Who is touched, and by what. */
static void
test_append (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autoptr (SyEventLog) log = load (project);
  g_autoptr (SyEventRenewal) first = NULL;
  g_autoptr (SyEventRenewal) second = NULL;
  guint32 visit;

  fixture_import (fixture, project, SY_IMPORT_EVENTS, second_csv);
  first = renew (&log, project);
  g_assert_nonnull (first);
  g_assert_cmpuint (get_renewed (first, "abe"), ==, SY_RENEWED_EVENTS | SY_RENEWED_FACTS);
  g_assert_cmpuint (get_renewed (first, "ann"), ==, SY_RENEWED_EVENTS);
  g_assert_cmpuint (get_renewed (first, "bob"), ==, 0);
  g_assert_cmpuint (get_renewed (first, "dan"), ==, 0);
  g_assert_cmpuint (sy_event_renewal_get_n_touched (first), ==, 4);
  visit = sy_event_log_find_type (log, "visit");
  g_assert_true (first->has_events[visit]);
  g_assert_false (first->has_events[sy_event_log_find_type (log, "order")]);

  /* Once more, and attributes with it. */
  fixture_import (fixture, project, SY_IMPORT_EVENTS, third_csv);
  fixture_import (fixture, project, SY_IMPORT_ATTRIBUTES, more_attributes_csv);
  second = renew (&log, project);
  g_assert_nonnull (second);
  g_assert_cmpuint (get_renewed (second, "bob"), ==, SY_RENEWED_EVENTS | SY_RENEWED_FACTS);
  g_assert_cmpuint (get_renewed (second, "dan"), ==, SY_RENEWED_FACTS);
  g_assert_cmpuint (get_renewed (second, "ann"), ==, 0);
  g_assert_cmpuint (sy_event_renewal_get_n_touched (second), ==, 2);
}

/* Nothing was added; models, segments and settings came. */
static void
test_nothing (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autoptr (SyEventLog) log = load (project);
  g_autoptr (SyEventRenewal) same = renew (&log, project);
  g_autoptr (SyEventRenewal) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (same);
  g_assert_cmpuint (sy_event_renewal_get_n_touched (same), ==, 0);
  sy_project_add_model (project, "m", "{}", "new", &error);
  g_assert_no_error (error);
  sy_project_set_setting (project, "as-of", "2024-02-01T00:00:00Z", &error);
  g_assert_no_error (error);
  after = renew (&log, project);
  g_assert_nonnull (after);
  g_assert_cmpuint (sy_event_renewal_get_n_touched (after), ==, 0);
}

/* An import is undone; then another takes the ids of its rows. */
static void
test_undone (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (GError) error = NULL;
  gint64 import = fixture_import (fixture, project, SY_IMPORT_EVENTS, second_csv);

  log = load (project);
  sy_project_undo_import (project, import, NULL, &error);
  g_assert_no_error (error);
  fixture_import (fixture, project, SY_IMPORT_EVENTS, third_csv);
  g_assert_null (renew (&log, project));
  /* And from there on it goes on. */
  import = fixture_import (fixture, project, SY_IMPORT_EVENTS, second_csv);
  g_assert_cmpint (import, >, 0);
  {
    g_autoptr (SyEventRenewal) renewal = renew (&log, project);

    g_assert_nonnull (renewal);
  }
}

static void
link_keys (Fixture *fixture,
           SyProject *project)
{
  fixture_import (fixture, project, SY_IMPORT_LINKS, "alias,person\ndan,ann\n");
}

static void
mute_type (Fixture *fixture,
           SyProject *project)
{
  g_autoptr (GError) error = NULL;

  sy_project_set_type_muted (project, "visit", TRUE, &error);
  g_assert_no_error (error);
}

static void
alias_type (Fixture *fixture,
            SyProject *project)
{
  g_autoptr (GError) error = NULL;

  sy_project_set_type_alias (project, "visit", "order", &error);
  g_assert_no_error (error);
}

static void
clean (Fixture *fixture,
       SyProject *project)
{
  static const char rule[] = "{\"kind\": \"bot\"}";
  const guint32 rows[] = { 1 };
  g_autoptr (GError) error = NULL;

  sy_project_set_clean_rule (project, "bots", rule, rows, 1, NULL, &error);
  g_assert_no_error (error);
}

static void
forget (Fixture *fixture,
        SyProject *project)
{
  static const char *const keys[] = { "bob", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyForgetReceipt) receipt = sy_project_forget_keys (project, keys, NULL, &error);

  g_assert_no_error (error);
}

static void
write_elsewhere (Fixture *fixture,
                 SyProject *project)
{
  run_sql (fixture->path, "UPDATE event SET amount = 99 WHERE id = 2");
}

typedef void (*ChangeFunc) (Fixture *fixture,
                            SyProject *project);

static void
assert_all_is_read (Fixture *fixture,
                    ChangeFunc change)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autoptr (SyEventLog) log = load (project);

  change (fixture, project);
  fixture_import (fixture, project, SY_IMPORT_EVENTS, second_csv);
  g_assert_null (renew (&log, project));
}

/* What changes rows that were read. */
static void
test_change (Fixture *fixture,
             gconstpointer data)
{
  assert_all_is_read (fixture, (ChangeFunc) data);
}

/* An overlay, and a log of the file as another connection has it. */
static void
test_others (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autoptr (SyEventLog) log = load (project);
  g_autoptr (SyEventLog) overlay = sy_event_log_with_muted (log, 0, TRUE);
  g_autoptr (SyProject) again = NULL;

  fixture_import (fixture, project, SY_IMPORT_EVENTS, second_csv);
  g_assert_null (renew (&overlay, project));
  again = fixture_open (fixture);
  g_assert_null (renew (&log, again));
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyProject) project = create_full (fixture);
  g_autoptr (SyEventLog) log = load (project);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SyEventRenewal) renewal = NULL;
  g_autoptr (GError) error = NULL;

  fixture_import (fixture, project, SY_IMPORT_EVENTS, second_csv);
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_event_log_renew (log, project, cancellable, NULL, NULL, &renewal, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (renewal);
}

/* Rows in random pieces, from an empty project on. Returns how often the log was renewed. */
static guint
append_random (Fixture *fixture,
               guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = sy_project_create (fixture->path, rows->zone, &error);
  g_autoptr (SyEventLog) log = NULL;
  guint n = rows->events->len;
  guint first = 0;
  guint n_renewed = 0;

  g_assert_no_error (error);
  for (guint step = 0; first < n; step++)
    {
      guint n_next = (guint) g_rand_int_range (random, 1, (gint32) (n - first) + 1);
      g_autofree char *csv = sy_test_log_write_events (rows, first, n_next);

      fixture_import (fixture, project, SY_IMPORT_EVENTS, csv);
      first += n_next;
      if (step == 0)
        log = load (project);
      else
        {
          /* Into an empty project rows are brought another way, and there is nothing to renew. */
          gboolean has_events = sy_event_log_get_n_events (log) > 0;
          g_autoptr (SyEventRenewal) renewal = renew (&log, project);

          g_assert_true (renewal != NULL || !has_events);
          n_renewed += renewal != NULL;
        }
    }
  return n_renewed;
}

static void
test_random (Fixture *fixture,
             gconstpointer data)
{
  guint n_renewed = 0;

  for (guint seed = 0; seed < 40; seed++)
    {
      n_renewed += append_random (fixture, seed);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
  g_assert_cmpuint (n_renewed, >, 40);
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    ChangeFunc change;
  } changes[] = {
    { "/events/D9-renewal/identity-reads-all", link_keys },
    { "/events/D9-renewal/mute-reads-all", mute_type },
    { "/events/D9-renewal/alias-reads-all", alias_type },
    { "/events/D9-renewal/cleaning-reads-all", clean },
    { "/events/D9-renewal/forget-reads-all", forget },
    { "/events/D9-renewal/other-program-reads-all", write_elsewhere },
  };

  g_test_init (&argc, &argv, NULL);

  ADD_TEST ("/events/D9-renewal/append", test_append);
  ADD_TEST ("/events/D9-renewal/nothing", test_nothing);
  ADD_TEST ("/events/D9-renewal/undone-reads-all", test_undone);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_test_add (changes[i].path, Fixture, changes[i].change, fixture_set_up, test_change,
                fixture_tear_down);
  ADD_TEST ("/events/D9-renewal/overlay-reads-all", test_others);
  ADD_TEST ("/events/D9-renewal/cancelled", test_cancelled);
  ADD_TEST ("/events/D9-renewal/random", test_random);

  return g_test_run ();
}
