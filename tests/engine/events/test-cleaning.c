/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "sy-test-model.h"

typedef struct
{
  char *folder;
  char *path;
  char *csv;
  GString *text;
  SyProject *project;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sy-clean-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "p.steelyard", NULL);
  fixture->csv = g_build_filename (fixture->folder, "events.csv", NULL);
  fixture->text = g_string_new ("person,time,event,amount,link,agent\n");
  fixture->project = sy_project_create (fixture->path, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  sy_project_unref (fixture->project);
  g_unlink (fixture->csv);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_string_free (fixture->text, TRUE);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->csv);
}

/* An event @ms after 2024-01-01T12:00:00Z; they get row ids from 1 on. */
static void
add (Fixture *fixture,
     const char *person,
     gint64 ms,
     const char *type,
     const char *rest)
{
  gint64 second = 1704110400 + ms / 1000;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (second);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  g_string_append_printf (fixture->text, "%s,%s.%03dZ,%s,%s\n", person, text, (int) (ms % 1000),
                          type, rest);
}

static void
import (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;

  g_assert_true (g_file_set_contents (fixture->csv, fixture->text->str, -1, NULL));
  plan = sy_import_plan_new (fixture->project, fixture->csv, options, NULL, &error);
  g_assert_no_error (error);
  report = sy_project_import (fixture->project, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static SyCleanPreview *
preview (Fixture *fixture,
         const char *json,
         const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCleanRule) rule = json == NULL ? NULL : sy_clean_rule_from_json (json, &error);
  SyCleanPreview *found;

  g_assert_no_error (error);
  found = sy_cleaning_preview (fixture->project, rule, name, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return found;
}

static void
assert_found (Fixture *fixture,
              const char *json,
              const char *expected)
{
  g_autoptr (SyCleanPreview) found = preview (fixture, json, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < found->n_events; i++)
    g_string_append_printf (text, "%u ", found->rows[i]);
  g_test_message ("%s", json);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
apply (Fixture *fixture,
       const char *name,
       const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCleanPreview) found = preview (fixture, json, name);
  g_autoptr (SyCleanRule) rule = sy_clean_rule_from_json (json, NULL);

  g_assert_true (sy_cleaning_apply (fixture->project, name, rule, found, NULL, &error));
  g_assert_no_error (error);
}

static char *
get_digest (Fixture *fixture)
{
  g_autoptr (SyEventLog) log = sy_event_log_load (fixture->project, NULL, NULL, NULL, NULL);

  return sy_event_log_compute_sha256 (log);
}

/* Edge 17: a scanner opens 12 links in 3 s; a human two. */
static void
test_burst (Fixture *fixture,
            gconstpointer data)
{
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *rest = g_strdup_printf (",https://x/%d,", i);

      add (fixture, "scanner", 1000 * i / 4 + 250 * (i % 4), "click", rest);
    }
  add (fixture, "human", 0, "click", ",https://x/1,");
  add (fixture, "human", 2000, "click", ",https://x/2,");
  add (fixture, "scanner", 60000, "click", ",https://x/1,");
  for (int i = 0; i < 13; i++)
    add (fixture, "fan", 100 * i, "click", ",https://x/1,");
  import (fixture);
  assert_found (fixture,
                "{\"kind\": \"burst\", \"property\": \"link\", \"at_least\": 12, \"within_s\": 3}",
                "1 2 3 4 5 6 7 8 9 10 11 12 ");
  assert_found (fixture,
                "{\"kind\": \"burst\", \"property\": \"link\", \"at_least\": 13, \"within_s\": 3}",
                "");
  assert_found (fixture,
                "{\"kind\": \"burst\", \"property\": \"link\", \"at_least\": 12, \"within_s\": 1}",
                "");
  assert_found (
      fixture,
      "{\"kind\": \"burst\", \"types\": [\"click\"], \"property\": \"link\", \"at_least\": 2, \"within_s\": 2}",
      "1 2 3 4 5 6 7 8 9 10 11 12 13 14 ");
}

static void
test_rate (Fixture *fixture,
           gconstpointer data)
{
  for (int i = 0; i < 4; i++)
    add (fixture, "bot", 20000 * i, i % 2 == 0 ? "click" : "visit", ",,");
  add (fixture, "bot", 500000, "visit", ",,");
  import (fixture);
  assert_found (fixture, "{\"kind\": \"rate\", \"more_than\": 2}", "1 2 3 4 ");
  assert_found (fixture, "{\"kind\": \"rate\", \"more_than\": 3}", "");
  assert_found (fixture, "{\"kind\": \"rate\", \"more_than\": 3, \"within_s\": 60.5}", "1 2 3 4 ");
  assert_found (fixture, "{\"kind\": \"rate\", \"types\": [\"visit\"], \"more_than\": 1}", "2 4 ");
}

static void
test_too_fast (Fixture *fixture,
               gconstpointer data)
{
  add (fixture, "a", 0, "sent", ",m1,");
  add (fixture, "a", 2000, "click", ",m1,");
  add (fixture, "a", 3000, "click", ",m1,");
  add (fixture, "b", 1000, "click", ",m1,");
  add (fixture, "a", 1000, "click", ",m2,");
  add (fixture, "b", 2500, "sent", ",m1,");
  import (fixture);
  assert_found (
      fixture,
      "{\"kind\": \"too-fast\", \"types\": [\"click\"], \"after\": [\"sent\"], \"within_s\": 2}",
      "2 5 ");
  assert_found (
      fixture,
      "{\"kind\": \"too-fast\", \"types\": [\"click\"], \"after\": [\"sent\"], \"within_s\": 3}",
      "2 3 5 ");
  assert_found (
      fixture,
      "{\"kind\": \"too-fast\", \"types\": [\"click\"], \"after\": [\"sent\"], \"property\": \"link\", \"within_s\": 2}",
      "2 ");
}

static void
test_lists (Fixture *fixture,
            gconstpointer data)
{
  add (fixture, "ann@acme.com", 0, "visit", ",,Googlebot/2.1");
  add (fixture, "bob@x.com", 0, "visit", ",,Firefox");
  add (fixture, "Eve@ACME.com", 0, "click", ",,curl");
  add (fixture, "bob@x.com", 43200000, "visit", ",,Firefox");
  import (fixture);
  assert_found (fixture, "{\"kind\": \"people\", \"patterns\": [\"*@acme.com\"]}", "1 3 ");
  assert_found (
      fixture,
      "{\"kind\": \"people\", \"types\": [\"visit\"], \"patterns\": [\"*@acme.com\", \"nobody\"]}",
      "1 ");
  assert_found (
      fixture,
      "{\"kind\": \"values\", \"property\": \"agent\", \"patterns\": [\"*bot*\", \"curl\"]}",
      "1 3 ");
  assert_found (fixture, "{\"kind\": \"dates\", \"from\": \"2024-01-02\"}", "4 ");
  assert_found (fixture, "{\"kind\": \"dates\", \"to\": \"2024-01-01\"}", "1 2 3 ");
  assert_found (
      fixture,
      "{\"kind\": \"dates\", \"from\": \"2024-01-02\", \"to\": \"2024-01-02\", \"outside\": true}",
      "1 2 3 ");
  assert_found (
      fixture,
      "{\"kind\": \"dates\", \"from\": \"2024-01-01T12:00:01Z\", \"to\": \"2024-01-02T00:00:00Z\"}",
      "");
}

static void
test_equal_rows (Fixture *fixture,
                 gconstpointer data)
{
  add (fixture, "a", 0, "buy", "5,l,");
  add (fixture, "a", 0, "buy", "5,l,");
  add (fixture, "a", 1, "buy", "5,l,");
  add (fixture, "a", 0, "buy", "5,m,");
  add (fixture, "a", 0, "buy", ",l,");
  add (fixture, "b", 0, "buy", "5,l,");
  add (fixture, "a", 0, "buy", "5,l,");
  add (fixture, "a", 0, "buy", ",l,");
  import (fixture);
  assert_found (fixture, "{\"kind\": \"equal-rows\"}", "2 7 8 ");
  assert_found (fixture, "{\"kind\": \"repeated-keys\"}", "");
}

/* Marks and their taking back are exact inverses, in any order, and the preview is what becomes true. */
static void
test_inverse (Fixture *fixture,
              gconstpointer data)
{
  static const char *const rules[] = {
    "{\"kind\": \"rate\", \"more_than\": 3, \"within_s\": 9000}",
    "{\"kind\": \"people\", \"patterns\": [\"p1*\"]}",
    "{\"kind\": \"equal-rows\"}",
    "{\"kind\": \"dates\", \"from\": \"2024-01-02\"}",
    "{\"kind\": \"values\", \"property\": \"agent\", \"patterns\": [\"bot\"]}",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree char *clean = NULL;
  g_autofree char *end = NULL;

  for (int i = 0; i < 400; i++)
    {
      g_autofree char *person = g_strdup_printf ("p%d", g_rand_int_range (random, 0, 20));
      g_autofree char *rest = g_strdup_printf ("%d,l%d,%s", g_rand_int_range (random, 1, 4),
                                               g_rand_int_range (random, 0, 3),
                                               i % 5 == 0 ? "bot" : "");

      add (fixture, person, 1000 * (gint64) g_rand_int_range (random, 0, 200000),
           i % 3 == 0 ? "purchase" : "click", rest);
      for (int j = 0; i % 7 == 0 && j < 2; j++)
        add (fixture, person, 1000 * (gint64) i, "purchase", rest);
    }
  import (fixture);
  clean = get_digest (fixture);
  for (int trial = 0; trial < 6; trial++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      guint a = (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (rules));
      guint b = (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (rules));
      g_autoptr (SyCleanPreview) expected = NULL;
      g_autofree char *expected_digest = NULL;
      g_autoptr (SyCleanPreview) back = NULL;
      g_autofree char *back_digest = NULL;

      apply (fixture, "first", rules[a]);
      before = get_digest (fixture);
      expected = preview (fixture, rules[b], "second");
      expected_digest = sy_event_log_compute_sha256 (expected->after);
      apply (fixture, "second", rules[b]);
      after = get_digest (fixture);
      g_test_message ("%s and %s: %" G_GSIZE_FORMAT " events, %" G_GSIZE_FORMAT " new", rules[a],
                      rules[b], expected->n_events, expected->n_new);
      g_assert_cmpuint (expected->n_events, >, 0);
      g_assert_cmpstr (after, ==, expected_digest);
      if (a == b)
        {
          g_assert_cmpuint (expected->n_new, ==, 0);
          g_assert_cmpstr (after, ==, before);
        }
      back = preview (fixture, NULL, "second");
      back_digest = sy_event_log_compute_sha256 (back->after);
      g_assert_cmpstr (back_digest, ==, before);
      g_assert_true (sy_project_undo_clean_rule (fixture->project, "second", NULL));
      g_clear_pointer (&after, g_free);
      after = get_digest (fixture);
      g_assert_cmpstr (after, ==, before);
      g_assert_true (sy_project_undo_clean_rule (fixture->project, "first", NULL));
    }
  end = get_digest (fixture);
  g_assert_cmpstr (end, ==, clean);
}

/* The index of the other log is that of a reference frozen on the first. */
static void
check_psi (const SyLogEffect *effect,
           const SyModel *model)
{
  const SyScores *after = effect->after->draft.scores;
  g_autoptr (SyReference) reference = sy_reference_new (model, effect->before->draft.scores);
  g_autofree gsize *counts = g_new0 (gsize, reference->n_edges + 1);
  gsize n_members;
  const guint32 *members = sy_scores_get_members (after, &n_members);
  g_autofree double *scores = g_new (double, n_members);
  SyPsi psi;

  for (gsize i = 0; i < n_members; i++)
    scores[i] = sy_scores_get_score (after)[members[i]];
  sy_bins_count (reference->edges, reference->n_edges, scores, n_members, counts);
  sy_psi (reference->counts, counts, reference->n_edges + 1, NULL, &psi);
  g_assert_true (isnan (effect->before->draft.psi.value));
  g_assert_cmpfloat (psi.value, >, 0.0);
  g_assert_cmpfloat_with_epsilon (effect->after->draft.psi.value, psi.value, 1e-12);
}

/* What a rule does to a model is what the model says of the two logs. */
static void
test_effect (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (SyCleanPreview) found = NULL;
  g_autoptr (SyLogEffect) effect = NULL;
  g_autoptr (GError) error = NULL;

  add (fixture, "a", 0, "purchase", ",,");
  add (fixture, "a", 100000, "purchase", ",,");
  add (fixture, "a", 200000, "click", ",,bot");
  add (fixture, "b", 0, "purchase", ",,bot");
  add (fixture, "c", 0, "purchase", ",,");
  import (fixture);
  found = preview (fixture,
                   "{\"kind\": \"values\", \"property\": \"agent\", \"patterns\": [\"bot\"]}",
                   NULL);
  g_assert_cmpuint (found->n_events, ==, 2);
  g_assert_cmpuint (found->n_people, ==, 2);
  effect = sy_log_effect_compute (found->before, found->after, model,
                                  sy_event_log_get_data_end (found->before), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (effect->before->n_people, ==, 3);
  g_assert_cmpuint (effect->after->n_people, ==, 2);
  g_assert_cmpuint (effect->n_scores_changed, ==, 1);
  g_assert_cmpuint (effect->n_bands_changed, ==, 1);
  check_psi (effect, model);
}

/* A log compared with itself changes nobody. */
static void
test_no_effect (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyLogEffect) effect = NULL;

  add (fixture, "a", 0, "purchase", ",,");
  add (fixture, "a", 100000, "purchase", ",,");
  add (fixture, "b", 0, "purchase", ",,");
  import (fixture);
  log = sy_event_log_load (fixture->project, NULL, NULL, NULL, NULL);
  effect = sy_log_effect_compute (log, log, model, sy_event_log_get_data_end (log), NULL, NULL);
  g_assert_cmpuint (effect->n_scores_changed, ==, 0);
  g_assert_cmpuint (effect->n_bands_changed, ==, 0);
  g_assert_cmpfloat_with_epsilon (effect->after->draft.psi.value, 0.0, 1e-12);
}

/* Rule after rule in one log: what reading the events anew for each of them finds. */
static void
test_in_log (Fixture *fixture,
             gconstpointer data)
{
  static const char *const rules[] = {
    "{\"kind\": \"people\", \"patterns\": [\"a\"]}",
    "{\"kind\": \"rate\", \"more_than\": 1}",
    NULL,
  };
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 6; i++)
    add (fixture, i < 3 ? "a" : "b", 1000 * i, "click", ",,");
  import (fixture);
  apply (fixture, "first", "{\"kind\": \"people\", \"patterns\": [\"b\"]}");
  log = sy_event_log_load_with_marked (fixture->project, NULL, NULL, NULL, &error);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (SyCleanRule) rule = rules[i] == NULL ? NULL
                                                      : sy_clean_rule_from_json (rules[i], NULL);
      g_autoptr (SyCleanPreview) expected = preview (fixture, rules[i], "first");
      g_autoptr (SyCleanPreview) found = sy_cleaning_preview_in_log (fixture->project, log, rule,
                                                                     "first", NULL, &error);
      g_autofree char *expected_sha256 = sy_event_log_compute_sha256 (expected->after);
      g_autofree char *sha256 = sy_event_log_compute_sha256 (found->after);

      g_assert_no_error (error);
      g_assert_cmpuint (found->n_events, ==, expected->n_events);
      g_assert_cmpuint (found->n_people, ==, expected->n_people);
      g_assert_cmpuint (found->n_new, ==, expected->n_new);
      g_assert_cmpstr (sha256, ==, expected_sha256);
    }
}

static void
test_rules (void)
{
  static const struct
  {
    const char *json;
    const char *error;
  } cases[] = {
    { "{\"kind\":\"repeated-keys\"}", NULL },
    { "{\"kind\":\"too-fast\",\"types\":[\"click\",\"open\"],\"after\":[\"sent\"],\"property\":\"mail\",\"within_s\":2.5}",
      NULL },
    { "{\"kind\":\"burst\",\"property\":\"link\",\"at_least\":12,\"within_s\":3}", NULL },
    { "{\"kind\":\"rate\",\"more_than\":30}", NULL },
    { "{\"kind\":\"dates\",\"from\":\"2024-01-01\",\"outside\":true}", NULL },
    { "{\"kind\":\"people\",\"patterns\":[\"*@acme.com\"]}", NULL },
    { "{", "not JSON" },
    { "[]", "$.kind: expected one of repeated-keys" },
    { "{\"kind\":\"brst\"}", "$.kind: expected one of repeated-keys" },
    { "{\"kind\":\"burst\",\"property\":\"link\",\"within_s\":3}", "a burst rule needs at_least" },
    { "{\"kind\":\"burst\",\"property\":\"link\",\"within_s\":3,\"at_least\":1}",
      "needs 2 or more" },
    { "{\"kind\":\"rate\",\"more_than\":0}", "$.more_than: expected a whole number" },
    { "{\"kind\":\"rate\",\"at_least\":5}", "$.at_least: this key is unknown" },
    { "{\"kind\":\"people\",\"patterns\":[\"a\"],\"property\":\"x\"}", "has no use for property" },
    { "{\"kind\":\"dates\"}", "needs from, to, or both" },
    { "{\"kind\":\"dates\",\"from\":3}", "$.from: expected a text" },
    { "{\"kind\":\"people\",\"pattern\":[\"a\"]}", "did you mean \"patterns\"" },
    { "{\"kind\":\"rate\",\"more_than\":5,\"within_s\":-1}", "at least 0 seconds" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyCleanRule) rule = sy_clean_rule_from_json (cases[i].json, &error);
      g_autoptr (SyJson) json = NULL;
      g_autoptr (SyCleanRule) again = NULL;
      g_autofree char *text = NULL;
      g_autofree char *text_again = NULL;
      g_autofree char *words = NULL;

      g_test_message ("%s: %s", cases[i].json, error != NULL ? error->message : "");
      if (cases[i].error != NULL)
        {
          g_assert_error (error, SY_CLEAN_ERROR, SY_CLEAN_ERROR_RULE);
          g_assert_nonnull (strstr (error->message, cases[i].error));
          continue;
        }
      g_assert_no_error (error);
      text = sy_clean_rule_to_json (rule);
      again = sy_clean_rule_from_json (text, &error);
      g_assert_no_error (error);
      text_again = sy_clean_rule_to_json (again);
      g_assert_cmpstr (text, ==, text_again);
      words = sy_clean_rule_describe (rule);
      g_assert_cmpstr (words, !=, "");
    }
}

static void
test_unknown (Fixture *fixture,
              gconstpointer data)
{
  static const char *const rules[] = {
    "{\"kind\": \"rate\", \"types\": [\"clik\"], \"more_than\": 2}",
    "{\"kind\": \"burst\", \"property\": \"lnk\", \"at_least\": 2, \"within_s\": 1}",
    "{\"kind\": \"dates\", \"from\": \"2024-02-01\", \"to\": \"2024-01-01\"}",
  };

  add (fixture, "a", 0, "click", ",l,");
  import (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyCleanRule) rule = sy_clean_rule_from_json (rules[i], NULL);

      g_assert_null (sy_cleaning_preview (fixture->project, rule, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, SY_CLEAN_ERROR, SY_CLEAN_ERROR_RULE);
      g_test_message ("%s", error->message);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/events/cleaning/A6-burst", test_burst);
  ADD ("/events/cleaning/rate", test_rate);
  ADD ("/events/cleaning/A6-too-fast", test_too_fast);
  ADD ("/events/cleaning/lists", test_lists);
  ADD ("/events/cleaning/A5-equal-rows", test_equal_rows);
  ADD ("/events/cleaning/inverse", test_inverse);
  ADD ("/events/cleaning/effect", test_effect);
  ADD ("/events/cleaning/in-log", test_in_log);
  ADD ("/events/cleaning/no-effect", test_no_effect);
  ADD ("/events/cleaning/unknown", test_unknown);
  g_test_add_func ("/events/cleaning/rules", test_rules);

  return g_test_run ();
}
