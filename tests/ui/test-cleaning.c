/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cleaning without a display: what is suggested, and what a rule under the pen would do. */
#include "config.h"

#include "project-fixture.h"
#include "sy-clean-probe.h"
#include "sy-clean-text.h"

#include <math.h>

static SyCleanRule *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  SyCleanRule *rule = sy_clean_rule_from_json (json, &error);

  g_assert_no_error (error);
  return rule;
}

static void
wait_probe (SyCleanProbe *probe)
{
  while (sy_clean_probe_is_busy (probe))
    g_main_context_iteration (NULL, TRUE);
}

static void
add_event (SyEventLogBuilder *builder,
           const char *type,
           const char *property,
           const char *value)
{
  const SyEventField field = { property, value };

  sy_event_log_builder_add_event (builder, "ann", type, G_GINT64_CONSTANT (1704110400000), NULL,
                                  &field, 1);
}

/* Types and properties by what their names speak of; figures that need no change to be tried. */
static void
test_suggest (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = NULL;
  static const struct
  {
    SyCleanKind kind;
    const char *json;
  } cases[] = {
    { SY_CLEAN_REPEATED_KEYS, "{ \"kind\": \"repeated-keys\" }" },
    { SY_CLEAN_EQUAL_ROWS, "{ \"kind\": \"equal-rows\" }" },
    { SY_CLEAN_TOO_FAST,
      "{ \"kind\": \"too-fast\", \"types\": [\"Mail opened\", \"link_click\"], "
      "\"after\": [\"Delivered\"], \"property\": \"campaign\", \"within_s\": 2 }" },
    { SY_CLEAN_BURST, "{ \"kind\": \"burst\", \"property\": \"landing_url\", \"at_least\": 10, "
                      "\"within_s\": 5 }" },
    { SY_CLEAN_RATE, "{ \"kind\": \"rate\", \"more_than\": 30, \"within_s\": 60 }" },
    { SY_CLEAN_VALUES, "{ \"kind\": \"values\", \"property\": \"UserAgent\", \"patterns\": "
                       "[\"*bot*\", \"*crawler*\", \"*spider*\"] }" },
    { SY_CLEAN_PEOPLE, "{ \"kind\": \"people\", \"patterns\": [\"*test*\"] }" },
    { SY_CLEAN_DATES, "{ \"kind\": \"dates\", \"from\": \"2024-01-01\", \"to\": \"2024-01-01\", "
                      "\"outside\": true }" },
  };

  add_event (builder, "Mail opened", "campaign", "x");
  add_event (builder, "link_click", "landing_url", "x");
  add_event (builder, "Delivered", "UserAgent", "x");
  add_event (builder, "consent asked", "recipient", "x");
  log = sy_event_log_builder_build (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyCleanRule) rule = sy_clean_rule_suggest (cases[i].kind, log);
      g_autofree char *json = sy_clean_rule_to_json (rule);

      g_assert_cmpstr (json, ==, cases[i].json);
      g_assert_true (sy_clean_rule_check (rule, NULL));
      g_assert_nonnull (sy_clean_kind_get_title (cases[i].kind));
      g_assert_nonnull (sy_clean_kind_get_description (cases[i].kind));
    }
}

/* Without a word of help in the data a suggestion says what is still to be chosen. */
static void
test_suggest_nothing (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = sy_event_log_builder_build (builder);

  for (SyCleanKind kind = 0; kind < SY_N_CLEAN_KINDS; kind++)
    {
      g_autoptr (SyCleanRule) rule = sy_clean_rule_suggest (kind, log);

      if (!sy_clean_rule_check (rule, NULL))
        g_assert_cmpstr (sy_clean_rule_get_problem (rule), !=, "The rule is not complete");
    }
}

static void
test_names (void)
{
  const char *const taken[] = { "Rate", "Rate 2", NULL };
  g_autofree char *name = sy_clean_rule_suggest_name (SY_CLEAN_RATE, taken);
  g_autofree char *other = sy_clean_rule_suggest_name (SY_CLEAN_DATES, taken);
  g_autofree char *words = sy_clean_rule_dup_words ("{\"kind\": \"rate\", \"more_than\": 3}");

  g_assert_cmpstr (name, ==, "Rate 3");
  g_assert_cmpstr (other, ==, "Dates");
  g_assert_cmpstr (words, ==, "Events where more than 3 come in 60 s");
}

static void
applied_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_clean_probe_apply_finish (SY_CLEAN_PROBE (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
apply (SyCleanProbe *probe,
       const char *name)
{
  gboolean done = FALSE;

  sy_clean_probe_apply_async (probe, name, applied_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static gpointer
undo_rule (SyProject *project,
           SyJob *job,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  sy_project_undo_clean_rule (project, data, error);
  return NULL;
}

static void
done_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
take_back (SySession *session,
           const char *name)
{
  gboolean undone = FALSE;
  gboolean loaded = FALSE;

  sy_session_run_async (session, NULL, undo_rule, g_strdup (name), g_free, NULL, done_cb, &undone);
  sy_session_reload_async (session, NULL, done_cb, &loaded);
  while (!undone || !loaded)
    g_main_context_iteration (NULL, TRUE);
}

/* Look, apply, look at another in its place, take back: log and figures are what they were. */
static void
test_probe (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  g_autoptr (SyCleanProbe) probe = sy_clean_probe_new (session, NULL);
  g_autoptr (SyCleanProbe) second = sy_clean_probe_new (session, "People");
  g_autofree char *before = sy_event_log_compute_sha256 (sy_session_get_log (session));
  g_autofree char *after = NULL;
  const SyLogEffect *effect;
  double area;
  gsize n_people;

  project_fixture_wait_tuning (session);
  area = sy_session_get_tuning (session)->draft.auc.value;
  n_people = sy_session_get_tuning (session)->n_people;

  /* p00 buys and visits in twelve months. */
  sy_clean_probe_set_rule (probe, parse ("{\"kind\": \"people\", \"patterns\": [\"p00\"]}"));
  g_assert_true (sy_clean_probe_is_busy (probe));
  g_assert_null (sy_clean_probe_get_preview (probe));
  wait_probe (probe);
  g_assert_no_error (sy_clean_probe_get_error (probe));
  g_assert_cmpuint (sy_clean_probe_get_preview (probe)->n_events, ==, 24);
  g_assert_cmpuint (sy_clean_probe_get_preview (probe)->n_people, ==, 1);
  g_assert_cmpuint (sy_clean_probe_get_preview (probe)->n_new, ==, 24);
  effect = sy_clean_probe_get_effect (probe);
  g_assert_nonnull (effect);
  g_assert_true (sy_clean_probe_get_model (probe) == sy_session_get_draft (session));
  g_assert_cmpfloat (effect->before->draft.auc.value, ==, area);
  g_assert_cmpuint (effect->before->n_people, ==, n_people);
  g_assert_cmpuint (effect->after->n_people, ==, n_people - 1);

  apply (probe, "People");
  g_assert_cmpuint (sy_event_log_get_n_events (sy_session_get_log (session)), ==, 720 - 24);

  /* In its place: what it marks itself is not in the way. */
  sy_clean_probe_set_rule (second, parse ("{\"kind\": \"people\", \"patterns\": [\"p00\", \"p01\"]}"));
  wait_probe (second);
  g_assert_cmpuint (sy_clean_probe_get_preview (second)->n_events, ==, 24 + 6);
  g_assert_cmpuint (sy_clean_probe_get_preview (second)->n_new, ==, 6);
  g_assert_cmpuint (sy_clean_probe_get_effect (second)->after->n_people, ==, n_people - 2);

  take_back (session, "People");
  after = sy_event_log_compute_sha256 (sy_session_get_log (session));
  g_assert_cmpstr (after, ==, before);
  project_fixture_wait_tuning (session);
  while (sy_session_get_tuning (session) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (sy_session_get_tuning (session)->draft.auc.value, ==, area);
  g_assert_finalize_object (g_steal_pointer (&probe));
  g_assert_finalize_object (g_steal_pointer (&second));
  project_fixture_close (session);
  project_fixture_free (path);
}

/* Of many edits the last one counts, whatever the others were doing. */
static void
test_latest (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  g_autoptr (SyCleanProbe) probe = sy_clean_probe_new (session, NULL);

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"kind\": \"people\", \"patterns\": [\"p%02d\", \"p%02d\"]}", i, i + 1);

      sy_clean_probe_set_rule (probe, parse (json));
      /* Some get as far as a job. */
      for (int j = 0; i % 5 == 0 && j < 40; j++)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (10000);
        }
    }
  sy_clean_probe_set_rule (probe, parse ("{\"kind\": \"people\", \"patterns\": [\"p03\"]}"));
  wait_probe (probe);
  g_assert_no_error (sy_clean_probe_get_error (probe));
  /* Every third also visits; odd ones stop in June. */
  g_assert_cmpuint (sy_clean_probe_get_preview (probe)->n_events, ==, 12);

  sy_clean_probe_set_rule (probe, parse ("{\"kind\": \"rate\", \"more_than\": 1}"));
  sy_clean_probe_stop (probe);
  g_assert_false (sy_clean_probe_is_busy (probe));
  g_assert_null (sy_clean_probe_get_preview (probe));
  sy_clean_probe_set_rule (probe, NULL);
  g_assert_false (sy_clean_probe_is_busy (probe));
  project_fixture_wait_store (session);
  g_assert_finalize_object (g_steal_pointer (&probe));
  project_fixture_close (session);
  project_fixture_free (path);
}

/* What the engine refuses shows as an error, and the next rule is looked for again. */
static void
test_refused (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  g_autoptr (SyCleanProbe) probe = sy_clean_probe_new (session, NULL);

  sy_clean_probe_set_rule (probe, parse ("{\"kind\": \"rate\", \"types\": [\"bay\"], \"more_than\": 2}"));
  wait_probe (probe);
  g_assert_error (sy_clean_probe_get_error (probe), SY_CLEAN_ERROR, SY_CLEAN_ERROR_RULE);
  g_assert_null (sy_clean_probe_get_preview (probe));
  sy_clean_probe_set_rule (probe, parse ("{\"kind\": \"rate\", \"types\": [\"buy\"], \"more_than\": 2}"));
  wait_probe (probe);
  g_assert_no_error (sy_clean_probe_get_error (probe));
  g_assert_cmpuint (sy_clean_probe_get_preview (probe)->n_events, ==, 0);
  g_assert_finalize_object (g_steal_pointer (&probe));
  project_fixture_close (session);
  project_fixture_free (path);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/cleaning/suggest", test_suggest);
  g_test_add_func ("/ui/cleaning/suggest-nothing", test_suggest_nothing);
  g_test_add_func ("/ui/cleaning/names", test_names);
  g_test_add_func ("/ui/cleaning/probe", test_probe);
  g_test_add_func ("/ui/cleaning/latest", test_latest);
  g_test_add_func ("/ui/cleaning/refused", test_refused);
  return g_test_run ();
}
