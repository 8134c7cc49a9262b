/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segments that ask where a score goes, and for the person; the ready ones of them. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-test-log.h"

#define DAY 86400
#define T G_GINT64_CONSTANT (1500076800) /* 2017-07-15T00:00:00Z */

/* Each day of [T - from, T - to). */
static void
add_days (SyTestLog *rows,
          const char *person,
          int from,
          int to)
{
  for (int day = from; day > to; day--)
    sy_test_log_add (rows, person, "visit", T - day * DAY, NAN);
}

/* The score is the share of the last 30 days with a visit. */
static SyModel *
new_model (void)
{
  g_autoptr (GError) error = NULL;
  SyModel *model = sy_model_from_json (
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Visits\","
      " \"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"visits\", \"kind\": \"event\","
      " \"types\": [\"visit\"], \"window_days\": 30}]}],"
      " \"scale\": {\"kind\": \"range\", \"lo\": 0, \"hi\": 30},"
      " \"bands\": [{\"name\": \"Low\", \"min\": 0}, {\"name\": \"High\", \"min\": 50}]}",
      -1, &error);

  g_assert_no_error (error);
  return model;
}

/* "up" came 20 days ago, "even" comes each day, "down" stopped 30 days ago, "new" came lately. */
static SyTestLog *
new_rows (void)
{
  SyTestLog *rows = sy_test_log_new ("UTC");

  add_days (rows, "up", 20, 0);
  add_days (rows, "even", 90, 0);
  add_days (rows, "down", 90, 30);
  add_days (rows, "new", 3, 0);
  return rows;
}

static char *
choose (const SyTestLog *rows,
        const SySegment *segment)
{
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SySegmentChoice) choice = sy_segment_choose (segment, log, model, scores, NULL, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (choice->n_matching, ==, choice->n_people);
  for (gsize i = 0; i < choice->n_people; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? " " : "",
                            sy_event_log_get_person_key (log, choice->people[i]));
  return g_string_free (out, FALSE);
}

static SySegment *
parse (const char *members,
       GError **error)
{
  g_autofree char *text = g_strdup_printf (
      "{\"format\": \"steelyard-segment\", \"format_version\": 1, %s}", members);

  return sy_segment_from_json (text, error);
}

static void
test_keys (void)
{
  static const struct
  {
    const char *members;
    const char *chosen;
    const char *description;
  } cases[] = {
    { "\"course\": [\"rising\"]", "up", "everyone, rising" },
    { "\"course\": [\"falling\"]", "down", "everyone, falling" },
    { "\"course\": [\"rising\", \"flat\"]", "even up", "everyone, rising or flat" },
    { "\"course\": [\"unknown\"]", "new", "everyone, unknown" },
    { "\"bands\": [\"High\"], \"course\": [\"rising\"]", "up", "High, rising" },
    { "\"bands\": [\"Low\"], \"course\": [\"rising\"]", "", "Low, rising" },
    { "\"change\": {\"days\": 7, \"at_least\": 23.3}", "up",
      "everyone, changed by 23.3 or more in 7 days" },
    { "\"change\": {\"days\": 7, \"at_most\": -23.3}", "down",
      "everyone, changed by -23.3 or less in 7 days" },
    { "\"change\": {\"days\": 14, \"at_least\": -1, \"at_most\": 1}", "even",
      "everyone, changed by -1 to 1 in 14 days" },
    /* Who had no score then did not change. */
    { "\"change\": {\"days\": 30, \"at_least\": -1000}", "down even",
      "everyone, changed by -1000 or more in 30 days" },
    { "\"where\": [{\"kind\": \"first_event\", \"to_days\": 30}]", "new up",
      "everyone, where at most 30 days since the first event" },
    { "\"where\": [{\"field\": \"plan\", \"op\": \"=\", \"value\": \"pro\"}]", "even",
      "everyone, where plan = \"pro\"" },
    { "\"where\": [{\"kind\": \"count\", \"types\": [\"visit\"], \"window_days\": 7, \"at_least\": 3}], "
      "\"course\": [\"flat\", \"unknown\"]",
      "even new", "everyone, flat or unknown, where at least 3 visit in 7 days" },
  };
  g_autoptr (SyTestLog) rows = new_rows ();

  sy_test_log_add_attribute (rows, "even", "plan", "pro");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SySegment) segment = parse (cases[i].members, &error);
      g_autoptr (SySegment) copy = NULL;
      g_autofree char *json = NULL;
      g_autofree char *again = NULL;
      g_autoptr (SySegment) reread = NULL;
      g_autofree char *reread_json = NULL;
      g_autofree char *chosen = NULL;
      g_autofree char *description = NULL;

      g_assert_no_error (error);
      copy = sy_segment_copy (segment);
      json = sy_segment_to_json (segment);
      again = sy_segment_to_json (copy);
      g_assert_cmpstr (json, ==, again);
      reread = sy_segment_from_json (json, &error);
      g_assert_no_error (error);
      reread_json = sy_segment_to_json (reread);
      g_assert_cmpstr (reread_json, ==, json);
      description = sy_segment_describe (segment);
      g_assert_cmpstr (description, ==, cases[i].description);
      chosen = choose (rows, copy);
      g_assert_cmpstr (chosen, ==, cases[i].chosen);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *members;
    const char *message;
  } cases[] = {
    { "\"course\": []", "$.course: expected a list" },
    { "\"course\": [\"up\"]", "of rising, flat, falling, unknown" },
    { "\"change\": {\"days\": 0, \"at_least\": 1}", "$.change.days: expected a whole number" },
    { "\"change\": {\"days\": 7}", "needs at_least, at_most or both" },
    { "\"change\": {\"days\": 7, \"at_least\": 2, \"at_most\": 1}", "is below at_least" },
    { "\"change\": {\"weeks\": 7}", "the keys are days, at_least and at_most" },
    { "\"where\": [{\"kind\": \"count\", \"types\": [\"a\"]}]",
      "$.where[0]: a count needs \"at_least\"" },
    { "\"where\": [{\"field\": \"plan\", \"op\": \"is\", \"value\": 1}]", "$.where[0].op: " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (cases[i].members, &error));
      g_assert_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].message);
    }
}

/* Without an attribute that speaks of trials the newcomers are meant, with one who has it. */
static void
test_trial (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();

  for (int with_attribute = 0; with_attribute < 2; with_attribute++)
    {
      g_autoptr (SyEventLog) log = NULL;
      g_autoptr (SySegment) stalled = NULL;
      g_autoptr (SySegment) rising = NULL;
      g_autofree char *who_stalled = NULL;
      g_autofree char *who_rises = NULL;

      if (with_attribute)
        {
          sy_test_log_add_attribute (rows, "even", "plan", "Free Trial");
          sy_test_log_add_attribute (rows, "down", "plan", "trial");
          sy_test_log_add_attribute (rows, "up", "plan", "pro");
        }
      log = sy_test_log_build (rows);
      stalled = sy_segment_template_make ("stalled-on-trial", log);
      rising = sy_segment_template_make ("rising-on-trial", log);
      g_assert_null (sy_segment_template_make ("on-trial", log));
      who_stalled = choose (rows, stalled);
      who_rises = choose (rows, rising);
      g_assert_cmpstr (who_stalled, ==, with_attribute ? "down even" : "");
      g_assert_cmpstr (who_rises, ==, with_attribute ? "" : "up");
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/segment/course/L6-keys", test_keys);
  g_test_add_func ("/segment/course/L6-refused", test_refused);
  g_test_add_func ("/segment/course/L5-trial", test_trial);

  return g_test_run ();
}
