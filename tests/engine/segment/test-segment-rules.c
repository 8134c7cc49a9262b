/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a segment leaves alone, and who gets whom. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-engine.h"

#include "../../support/small-world.h"

static SySegment *
parse (const char *members)
{
  g_autofree char *text = g_strdup_printf (
      "{\"format\": \"steelyard-segment\", \"format_version\": 1, %s}", members);
  g_autoptr (GError) error = NULL;
  SySegment *segment = sy_segment_from_json (text, &error);

  g_assert_no_error (error);
  return segment;
}

/* "ann bob |2 1 0": who is meant, and how many convert, are low, wait. */
static char *
choose (const char *members)
{
  g_autoptr (SySegment) segment = parse (members);
  g_autoptr (SyEventLog) log = world_new_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autoptr (SyScores) scores = world_score (log, model);
  g_autoptr (GError) error = NULL;
  g_autoptr (SySegmentChoice) choice = sy_segment_choose (segment, log, model, scores, NULL, &error);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (choice->n_matching, ==,
                    choice->n_people + choice->n_converting + choice->n_low + choice->n_waiting);
  for (gsize i = 0; i < choice->n_people; i++)
    g_string_append_printf (out, "%s ", sy_event_log_get_person_key (log, choice->people[i]));
  g_string_append_printf (out,
                          "|%" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT,
                          choice->n_converting, choice->n_low, choice->n_waiting);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

typedef struct
{
  const char *members;
  const char *chosen;
} Case;

static void
run_cases (const Case *cases,
           gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *chosen = choose (cases[i].members);

      g_test_message ("%s", cases[i].members);
      g_assert_cmpstr (chosen, ==, cases[i].chosen);
    }
}

static void
test_converting (void)
{
  /* As of day 10 dan bought on day 5, ann on days 1 and 2. */
  static const Case cases[] = {
    { "\"unless_events\": {\"types\": [\"buy\"], \"within_days\": 5}", "=cmd ann bob |1 0 0" },
    { "\"unless_events\": {\"types\": [\"buy\"], \"within_days\": 4.9}", "=cmd ann bob dan |0 0 0" },
    { "\"unless_events\": {\"types\": [\"buy\"], \"within_days\": 30}", "=cmd bob |2 0 0" },
    { "\"unless_events\": {\"types\": [\"buy\", \"visit\"], \"within_days\": 6}", "ann bob |2 0 0" },
    { "\"unless_events\": {\"types\": [\"nothing\"], \"within_days\": 6}", "=cmd ann bob dan |0 0 0" },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_low (void)
{
  /* Scores stay once won. Dan was first seen on day 5: he has a score from the end of it. */
  static const Case cases[] = {
    { "\"unless_low\": {\"score_below\": 12, \"days\": 4}", "ann |0 3 0" },
    { "\"unless_low\": {\"score_below\": 12, \"days\": 5}", "ann dan |0 2 0" },
    { "\"unless_low\": {\"score_below\": 2, \"days\": 1}", "ann bob dan |0 1 0" },
    { "\"unless_low\": {\"score_below\": 100, \"days\": 8}", "=cmd dan |0 2 0" },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_staged (void)
{
  /* Visits: ann on day 3, after buying; bob on days 1 and 2; =cmd on day 4. */
  static const Case cases[] = {
    { "\"after\": {\"types\": [\"visit\"], \"days\": 6, \"without\": [\"buy\"]}", "=cmd ann bob |0 0 1" },
    { "\"after\": {\"types\": [\"visit\"], \"days\": 6.1, \"without\": [\"buy\"]}", "ann bob |0 0 2" },
    /* Ann was back on day 3. */
    { "\"after\": {\"types\": [\"buy\"], \"days\": 5, \"without\": [\"visit\"]}", "dan |0 0 3" },
    { "\"after\": {\"types\": [\"buy\"], \"days\": 5.5, \"without\": [\"visit\"]}", "|0 0 4" },
    { "\"after\": {\"types\": [\"visit\", \"buy\"], \"days\": 0, \"without\": [\"nothing\"]}",
      "=cmd ann bob dan |0 0 0" },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_together (void)
{
  static const Case cases[] = {
    { "\"score_max\": 20, \"unless_events\": {\"types\": [\"buy\"], \"within_days\": 5},"
      " \"unless_low\": {\"score_below\": 2, \"days\": 3},"
      " \"after\": {\"types\": [\"visit\"], \"days\": 8, \"without\": [\"buy\"]}",
      "bob |1 1 0" },
  };

  run_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_round_trip (void)
{
  g_autoptr (SySegment) segment = parse (
      "\"bands\": [\"low\"], \"priority\": -3,"
      " \"unless_events\": {\"types\": [\"buy\"], \"within_days\": 2.5},"
      " \"unless_low\": {\"score_below\": 10, \"days\": 14},"
      " \"after\": {\"types\": [\"mail\"], \"days\": 7, \"without\": [\"visit\", \"buy\"]}");
  g_autoptr (SySegment) copy = sy_segment_copy (segment);
  g_autofree char *json = sy_segment_to_json (copy);
  g_autoptr (SySegment) again = sy_segment_from_json (json, NULL);
  g_autofree char *json_again = sy_segment_to_json (again);
  g_autofree char *description = sy_segment_describe (segment);

  g_assert_cmpstr (json, ==, json_again);
  g_assert_nonnull (strstr (json, "\"unless_events\": { \"types\": [\"buy\"], \"within_days\": 2.5 },\n"));
  g_assert_nonnull (strstr (json, "\"unless_low\": { \"score_below\": 10, \"days\": 14 },\n"));
  g_assert_cmpstr (description, ==,
                   "low, 7 days after mail without visit or buy since, not with buy in the last 2.5 "
                   "days, not below 10 for 14 days, priority -3");
}

static void
test_bad (void)
{
  static const Case cases[] = {
    { "\"priority\": 1.5", "$.priority: expected a whole number" },
    { "\"priority\": \"high\"", "$.priority: expected a whole number" },
    { "\"unless_events\": [\"buy\"]", "$.unless_events: expected an object with types, within_days" },
    { "\"unless_events\": {\"types\": [\"buy\"]}", "$.unless_events.within_days: this key is missing" },
    { "\"unless_events\": {\"types\": [], \"within_days\": 1}",
      "$.unless_events.types: expected a list of at least one event type" },
    { "\"unless_events\": {\"types\": [\"buy\"], \"within_days\": 0}",
      "$.unless_events.within_days: expected a number of days" },
    { "\"unless_low\": {\"score_below\": null, \"days\": 3}", "$.unless_low.score_below: expected a number" },
    { "\"unless_low\": {\"score_below\": 3, \"days\": 1.5}", "$.unless_low.days: expected a whole number" },
    { "\"unless_low\": {\"score_below\": 3, \"days\": 367}", "$.unless_low.days: expected a whole number" },
    { "\"after\": {\"types\": [\"a\"], \"days\": 3, \"with\": [\"b\"], \"without\": [\"b\"]}",
      "$.after.with: this key is unknown" },
    { "\"after\": {\"types\": [\"a\"], \"days\": 3}", "$.after.without: this key is missing" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"format\": \"steelyard-segment\", \"format_version\": 1, %s}", cases[i].members);
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_segment_from_json (text, &error));
      g_assert_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, cases[i].chosen));
    }
}

static void
test_conflicts (void)
{
  static const guint32 first[] = { 0, 1, 2 };
  static const guint32 second[] = { 1, 2, 3 };
  static const guint32 third[] = { 2, 5 };
  SySegmentClaim claims[] = { { 1, first, 3, 0 }, { 5, second, 3, 0 }, { 5, third, 2, 0 } };
  static const SySegmentConflict expected[] = { { 1, 1, 0 }, { 2, 1, 0 }, { 2, 1, 2 } };
  g_autoptr (GArray) found = sy_segment_conflicts_find (claims, 3, 6);
  g_autoptr (GArray) none = sy_segment_conflicts_find (claims, 0, 6);

  g_test_summary ("The highest priority has them; of two equal ones the first");
  g_assert_cmpuint (found->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const SySegmentConflict *conflict = &g_array_index (found, SySegmentConflict, i);

      g_assert_cmpuint (conflict->person, ==, expected[i].person);
      g_assert_cmpuint (conflict->winner, ==, expected[i].winner);
      g_assert_cmpuint (conflict->loser, ==, expected[i].loser);
    }
  g_assert_cmpuint (claims[0].n_kept, ==, 1);
  g_assert_cmpuint (claims[1].n_kept, ==, 3);
  g_assert_cmpuint (claims[2].n_kept, ==, 1);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/segment-rules/E5/converting", test_converting);
  g_test_add_func ("/segment-rules/E5/low-for-long", test_low);
  g_test_add_func ("/segment-rules/E10/staged-incentive", test_staged);
  g_test_add_func ("/segment-rules/E5/together", test_together);
  g_test_add_func ("/segment-rules/E5/round-trip", test_round_trip);
  g_test_add_func ("/segment-rules/E5/bad", test_bad);
  g_test_add_func ("/segment-rules/E6/conflicts", test_conflicts);
  return g_test_run ();
}
