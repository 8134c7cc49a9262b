/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"
#include "sy-test-model.h"

/*
 * Bands that ask for the course of the score: three people with 40 visits each and the same score, who came
 * by it in different ways.
 */

#define DAY 86400
#define NOW G_GINT64_CONSTANT (1710000000)

enum
{
  ANN, /* a visit a day */
  BOB, /* all of them long ago */
  CYD, /* all of them yesterday: the slope of 29 days without and one with is 0 */
  N_PEOPLE
};

static SyEventLog *
build_log (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  for (int i = 0; i < 40; i++)
    {
      sy_test_log_add (rows, "ann", "purchase", NOW - i * DAY - DAY / 2, NAN);
      sy_test_log_add (rows, "bob", "purchase", NOW - 300 * DAY - i, NAN);
      sy_test_log_add (rows, "cyd", "purchase", NOW - DAY / 2 - i, NAN);
    }
  /* So that cyd is in the population all the time, with a score of 1. */
  sy_test_log_add (rows, "cyd", "purchase", NOW - 300 * DAY, NAN);
  return sy_test_log_build (rows);
}

static SyModel *
new_model (void)
{
  return sy_test_model_new_with_rule (sy_test_rule_new_count ("visits"));
}

static SyBand *
add_band (SyModel *model,
          const char *name,
          double min,
          guint courses)
{
  SyBand *band = sy_band_new (name, min);

  band->courses = courses;
  g_ptr_array_add (model->bands, band);
  return band;
}

/* The bands of all three, as scored and as explained. */
static void
assert_bands (const SyModel *model,
              guint8 ann,
              guint8 bob,
              guint8 cyd)
{
  const guint8 expected[N_PEOPLE] = { ann, bob, cyd };
  g_autoptr (SyEventLog) log = build_log ();
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, NOW);
  g_autoptr (SyScores) scores = sy_test_score (scorer, model);

  for (guint32 i = 0; i < N_PEOPLE; i++)
    {
      g_autoptr (SyContributions) account = sy_scorer_explain (scorer, model, i);
      g_autofree SyScoreDay *days = sy_score_history (log, model, i, NOW, 3, NULL, NULL);

      g_assert_cmpuint (sy_scores_get_bands (scores)[i], ==, expected[i]);
      g_assert_cmpuint (sy_contributions_get_band (account), ==, expected[i]);
      g_assert_cmpuint (days[3].band, ==, expected[i]);
    }
}

static void
test_course (void)
{
  g_autoptr (SyModel) model = new_model ();

  add_band (model, "High", 30, 1u << SY_COURSE_RISING);
  assert_bands (model, 1, 0, 0);
  sy_model_get_band (model, 1)->courses = 1u << SY_COURSE_FLAT;
  assert_bands (model, 0, 1, 1);
  sy_model_get_band (model, 1)->courses = 1u << SY_COURSE_FALLING | 1u << SY_COURSE_UNKNOWN;
  assert_bands (model, 0, 0, 0);
  sy_model_get_band (model, 1)->courses = 0;
  assert_bands (model, 1, 1, 1);
}

/* ann has moved by 30 in 30 days and by 7 in 7, cyd by 40, bob by 0. */
static void
test_change (void)
{
  g_autoptr (SyModel) model = new_model ();
  SyBand *band = add_band (model, "High", 30, 0);

  band->change = (SyScoreMove){ 30, 30, NAN };
  assert_bands (model, 1, 0, 1);
  band->change = (SyScoreMove){ 30, 30.5, NAN };
  assert_bands (model, 0, 0, 1);
  band->change = (SyScoreMove){ 7, NAN, 7 };
  assert_bands (model, 1, 1, 0);
  band->change = (SyScoreMove){ 7, 1, 7 };
  assert_bands (model, 1, 0, 0);
  /* 45 days ago ann was not seen yet: she did not move. */
  band->change = (SyScoreMove){ 45, NAN, 1000 };
  assert_bands (model, 0, 1, 1);
  /* Both must hold. */
  band->change = (SyScoreMove){ 7, 1, NAN };
  band->courses = 1u << SY_COURSE_FLAT;
  assert_bands (model, 0, 0, 1);
}

/* The highest band that holds, whatever those above and below ask. */
static void
test_falls_through (void)
{
  g_autoptr (SyModel) model = new_model ();

  add_band (model, "Seen", 5, 0);
  add_band (model, "Rising", 20, 1u << SY_COURSE_RISING);
  add_band (model, "Falling", 30, 1u << SY_COURSE_FALLING);
  add_band (model, "Out of reach", 50, 0);
  assert_bands (model, 2, 1, 1);
}

/* A scorer that has seen other bands, other weights and the same model gives what a new one gives. */
static void
test_edits (void)
{
  g_autoptr (SyEventLog) log = build_log ();
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, NOW);
  g_autoptr (SyModel) model = new_model ();
  SyBand *band = add_band (model, "High", 30, 1u << SY_COURSE_RISING);
  SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (model, 0), 0);

  for (int i = 0; i < 12; i++)
    {
      g_autoptr (SyScorer) cold = sy_scorer_new (log, NOW);
      g_autoptr (SyScores) scores = NULL;
      g_autoptr (SyScores) expected = NULL;

      if (i % 4 == 1)
        band->min += 3;
      else if (i % 4 == 2)
        rule->weight = i % 3 == 0 ? 1 : -0.5;
      else if (i % 4 == 3)
        band->change = (SyScoreMove){ 7 + i, -2, NAN };
      scores = sy_test_score (scorer, model);
      expected = sy_test_score (cold, model);
      g_assert_cmpmem (sy_scores_get_bands (scores), N_PEOPLE, sy_scores_get_bands (expected),
                       N_PEOPLE);
    }
}

/* Nobody has a band outside the population, and nothing is asked of them. */
static void
test_outside (void)
{
  g_autoptr (SyEventLog) log = build_log ();
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, NOW - 200 * DAY);
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyContributions) account = NULL;

  add_band (model, "High", 30, 1u << SY_COURSE_FLAT);
  scores = sy_test_score (scorer, model);
  g_assert_cmpuint (sy_scores_get_bands (scores)[ANN], ==, SY_BAND_NONE);
  g_assert_cmpuint (sy_scores_get_bands (scores)[BOB], ==, 1);
  account = sy_scorer_explain (scorer, model, ANN);
  g_assert_cmpuint (sy_contributions_get_band (account), ==, SY_BAND_NONE);
}

static void
test_cancel (void)
{
  g_autoptr (SyEventLog) log = build_log ();
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, NOW);
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add_band (model, "High", 30, 1u << SY_COURSE_RISING);
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_scorer_score (scorer, model, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What a band asks in words, in the document and as a difference. */
static void
test_document (void)
{
  static const char json[] = "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"m\","
                             "\"groups\": [], \"scale\": {\"kind\": \"none\"}, \"bands\": ["
                             "{\"name\": \"Low\", \"min\": null}, {\"name\": \"Up\", \"min\": 2, "
                             "\"course\": [\"rising\", \"flat\"], \"change\": {\"days\": 30, \"at_least\": 5}}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModel) model = sy_model_from_json (json, -1, &error);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *words = NULL;
  g_autofree char *written = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (SyModel) plain = NULL;
  SyBand *band;

  g_assert_no_error (error);
  band = sy_model_get_band (model, 1);
  words = sy_course_describe (band->courses, &band->change);
  g_assert_cmpstr (words, ==, "rising or flat, changed by 5 or more in 30 days");
  written = sy_model_to_json (model);
  g_assert_nonnull (strstr (written, "\"course\": [\"flat\", \"rising\"],"));
  g_assert_nonnull (strstr (written, "\"change\": { \"days\": 30, \"at_least\": 5 }"));
  edited = sy_model_copy (model);
  sy_model_get_band (edited, 1)->courses = 1u << SY_COURSE_FALLING;
  lines = sy_model_diff (model, edited);
  g_assert_cmpuint (g_strv_length (lines), ==, 1);
  g_assert_cmpstr (lines[0], ==, "band \"Up\": course flat or rising → falling");
  plain = sy_model_without_course (model);
  g_assert_false (sy_model_asks_course (plain));
  g_assert_true (sy_model_asks_course (model));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/band-course/L6-course", test_course);
  g_test_add_func ("/score/band-course/L6-change", test_change);
  g_test_add_func ("/score/band-course/L6-falls-through", test_falls_through);
  g_test_add_func ("/score/band-course/L6-edits", test_edits);
  g_test_add_func ("/score/band-course/L6-outside", test_outside);
  g_test_add_func ("/score/band-course/L6-cancel", test_cancel);
  g_test_add_func ("/score/band-course/L6-document", test_document);

  return g_test_run ();
}
