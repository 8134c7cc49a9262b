/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-engine.h"

#include "../../support/small-world.h"

static void
test_round_trip (void)
{
  g_autoptr (SySegment) segment = sy_segment_new ();
  g_autoptr (SySegment) again = NULL;
  g_autoptr (SySegment) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *json_again = NULL;
  g_autofree char *json_copy = NULL;

  segment->model = g_strdup ("World");
  sy_segment_add_band (segment, "low");
  sy_segment_add_band (segment, "a \"band\"");
  segment->score_min = 0.1;
  segment->score_max = 20;
  json = sy_segment_to_json (segment);
  again = sy_segment_from_json (json, &error);
  g_assert_no_error (error);
  json_again = sy_segment_to_json (again);
  copy = sy_segment_copy (again);
  json_copy = sy_segment_to_json (copy);
  g_assert_cmpstr (json, ==, json_again);
  g_assert_cmpstr (json, ==, json_copy);
  g_assert_cmpstr (json, ==,
                   "{\n"
                   "  \"format\": \"steelyard-segment\",\n"
                   "  \"format_version\": 1,\n"
                   "  \"model\": \"World\",\n"
                   "  \"bands\": [\"low\", \"a \\\"band\\\"\"],\n"
                   "  \"score_min\": 0.1,\n"
                   "  \"score_max\": 20\n"
                   "}\n");
}

static void
test_use (void)
{
  static const struct
  {
    const char *use;
    const char *message;
  } cases[] = {
    { "1", "$.use: expected an object" },
    { "{\"owner\": \"\"}", "$.use.owner: expected a text that is not empty" },
    { "{\"onwer\": \"a\"}", "$.use.onwer: this key is unknown" },
    { "{\"checklist\": {}}", "$.use.checklist: expected a list" },
    { "{\"checklist\": [{\"done_by\": \"a\", \"done_on\": \"2024-01-31\"}]}",
      "$.use.checklist: an item needs a text" },
    { "{\"checklist\": [{\"text\": \"a\", \"done_by\": \"b\"}]}",
      "$.use.checklist: done_by and done_on go together" },
    { "{\"checklist\": [{\"text\": \"a\", \"done_on\": \"31.1.2024\"}]}",
      "$.use.checklist.done_on: expected a date" },
    { "{\"checklist\": [{\"txt\": \"a\"}]}", "$.use.checklist.txt: this key is unknown" },
  };
  static const char text[] =
      "{\n  \"format\": \"steelyard-segment\",\n  \"format_version\": 1,\n  \"score_min\": 1,\n"
      "  \"use\": {\n    \"purpose\": \"win back\",\n    \"owner\": \"CRM\",\n    \"checklist\": [\n"
      "      { \"text\": \"Size\", \"done_by\": \"Ana\", \"done_on\": \"2024-01-31\" },\n"
      "      { \"text\": \"Consent\" }\n    ]\n  }\n}\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (SySegment) segment = sy_segment_from_json (text, &error);
  g_autoptr (SySegment) copy = NULL;
  g_autofree char *again = NULL;
  g_auto (GStrv) missing = NULL;
  g_auto (GStrv) all = sy_segment_use_list_missing (NULL);
  g_autofree char *list = NULL;

  g_assert_no_error (error);
  copy = sy_segment_copy (segment);
  again = sy_segment_to_json (copy);
  g_assert_cmpstr (again, ==, text);
  missing = sy_segment_use_list_missing (copy->use);
  list = g_strjoinv (" ", missing);
  g_assert_cmpstr (list, ==, "decision channel");
  g_assert_cmpuint (g_strv_length (all), ==, 4);
  g_assert_cmpuint (sy_segment_use_count_open (copy->use), ==, 1);
  g_assert_cmpuint (sy_segment_use_count_open (NULL), ==, 0);
  g_assert_cmpint (sy_segment_use_find_item (copy->use, "Size")->done_on, ==, 19753);
  sy_segment_use_add_item (copy->use, "Size");
  g_assert_cmpuint (copy->use->checklist->len, ==, 2);
  g_assert_true (sy_segment_use_remove_item (copy->use, "Consent"));
  g_assert_false (sy_segment_use_remove_item (copy->use, "Consent"));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bad = g_strdup_printf (
          "{\"format\": \"steelyard-segment\", \"format_version\": 1, \"use\": %s}",
          cases[i].use);

      g_assert_null (sy_segment_from_json (bad, &error));
      g_assert_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT);
      g_assert_true (g_str_has_prefix (error->message, cases[i].message));
      g_clear_error (&error);
    }
}

/* What is missing as a sentence: each part alone, both, and neither. */
static void
test_use_gaps (void)
{
  static const struct
  {
    const char *parts; /* a part each: purpose, decision, channel, owner */
    guint n_open;
    const char *gaps;
  } cases[] = {
    { "pdco", 0, NULL },
    { "pdco", 1, "1 check is not done" },
    { "pdco", 2, "2 checks are not done" },
    { "pd", 0, "Nobody wrote down its channel, owner" },
    { "", 1, "Nobody wrote down its purpose, decision, channel, owner; 1 check is not done" },
  };
  g_autofree char *none = sy_segment_use_describe_gaps (NULL);

  g_assert_cmpstr (none, ==, "Nobody wrote down its purpose, decision, channel, owner");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SySegmentUse) use = sy_segment_use_new ();
      g_autofree char *gaps = NULL;

      use->purpose = g_strdup (strchr (cases[i].parts, 'p') != NULL ? "p" : NULL);
      use->decision = g_strdup (strchr (cases[i].parts, 'd') != NULL ? "d" : NULL);
      use->channel = g_strdup (strchr (cases[i].parts, 'c') != NULL ? "c" : NULL);
      use->owner = g_strdup (strchr (cases[i].parts, 'o') != NULL ? "o" : NULL);
      for (guint j = 0; j < cases[i].n_open; j++)
        sy_segment_use_add_item (use, j == 0 ? "Size" : "Consent");
      gaps = sy_segment_use_describe_gaps (use);
      g_assert_cmpstr (gaps, ==, cases[i].gaps);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *members;
    const char *message;
  } cases[] = {
    { "\"band\": [\"a\"]", "$.band: this key is unknown; did you mean \"bands\"?" },
    { "\"people\": 1",
      "$.people: this key is unknown; the keys are model, bands, score_min, score_max, priority, course, change, cluster, where, unless_events, unless_low, after, use" },
    { "\"bands\": []", "$.bands: expected a list of at least one band's name" },
    { "\"bands\": \"a\"", "$.bands: expected a list of at least one band's name" },
    { "\"bands\": [\"a\", 1]", "$.bands[1]: expected the name of a band" },
    { "\"score_min\": \"1\"", "$.score_min: expected a number or null" },
    { "\"score_min\": 2, \"score_max\": 2",
      "$.score_max: must be more than score_min, it is exclusive" },
    { "\"model\": \"\"", "$.model: expected the name of a model" },
    { "\"bands\": [\"a\"", "not JSON: line 1, " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("{\"format\": \"steelyard-segment\", \"format_version\": 1, %s}",
                           cases[i].members);
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_segment_from_json (text, &error));
      g_assert_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, cases[i].message));
    }
}

static void
test_format (void)
{
  static const char *const texts[] = {
    "[]", "{}", "{\"format\": \"steelyard-model\", \"format_version\": 1}",
    "{\"format\": \"steelyard-segment\", \"format_version\": 2}"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_segment_from_json (texts[i], &error));
      g_assert_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT);
    }
}

/* The keys of the chosen, joined. */
static char *
select_keys (const SySegment *segment)
{
  g_autoptr (SyEventLog) log = world_new_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autoptr (SyScores) scores = world_score (log, model);
  g_autoptr (GError) error = NULL;
  g_autofree guint32 *people = NULL;
  GString *out = g_string_new (NULL);
  gsize n_people;

  people = sy_segment_select (segment, log, model, scores, NULL, &n_people, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < n_people; i++)
    g_string_append_printf (out, "%s ", sy_event_log_get_person_key (log, people[i]));
  return g_string_free (out, FALSE);
}

static void
test_select (void)
{
  static const struct
  {
    const char *bands;
    double min;
    double max;
    const char *keys;
    const char *description;
  } cases[] = {
    /* =cmd 1, ann 21, bob 2, dan 10 */
    { "", NAN, NAN, "=cmd ann bob dan ", "everyone" },
    { "low", NAN, NAN, "=cmd bob ", "low" },
    { "high", NAN, NAN, "ann dan ", "high" },
    { "high,low", NAN, NAN, "=cmd ann bob dan ", "high or low" },
    { "", 2, NAN, "ann bob dan ", "score 2 or more" },
    { "", NAN, 2, "=cmd ", "score below 2" },
    { "", 2, 10, "bob ", "score 2 to below 10" },
    { "high", 10, 10.5, "dan ", "high, score 10 to below 10.5" },
    { "low", 10, NAN, "", "low, score 10 or more" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SySegment) segment = sy_segment_new ();
      g_autofree char *keys = NULL;
      g_autofree char *description = NULL;

      if (*cases[i].bands != '\0')
        segment->bands = g_strsplit (cases[i].bands, ",", -1);
      segment->score_min = cases[i].min;
      segment->score_max = cases[i].max;
      keys = select_keys (segment);
      description = sy_segment_describe (segment);
      g_assert_cmpstr (keys, ==, cases[i].keys);
      g_assert_cmpstr (description, ==, cases[i].description);
    }
}

static void
test_unknown_band (void)
{
  g_autoptr (SyEventLog) log = world_new_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autoptr (SyScores) scores = world_score (log, model);
  g_autoptr (SySegment) segment = sy_segment_new ();
  g_autoptr (GError) error = NULL;
  gsize n_people;

  sy_segment_add_band (segment, "low");
  sy_segment_add_band (segment, "hihg");
  g_assert_null (sy_segment_select (segment, log, model, scores, NULL, &n_people, &error));
  g_assert_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_BAND);
  g_assert_cmpstr (error->message, ==, "the model “World” has no band “hihg”");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/segment/round-trip", test_round_trip);
  g_test_add_func ("/segment/N5-use", test_use);
  g_test_add_func ("/segment/N5-use-gaps", test_use_gaps);
  g_test_add_func ("/segment/bad", test_bad);
  g_test_add_func ("/segment/format", test_format);
  g_test_add_func ("/segment/select", test_select);
  g_test_add_func ("/segment/unknown-band", test_unknown_band);
  return g_test_run ();
}
