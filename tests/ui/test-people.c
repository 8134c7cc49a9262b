/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cards of the People page say, without the page. */
#include "config.h"

#include "project-fixture.h"
#include "sy-format.h"
#include "sy-person-advice.h"
#include "sy-person-change.h"
#include "sy-person.h"

#include <math.h>

#define DAY(year, month, day) ((gint64) sy_day_from_civil (year, month, day) * SY_DAY_SECONDS)

static SyPersonQuery *
make_query (const char *key,
            gint64 as_of,
            SyModel *compared)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);

  return sy_person_query_new (log, model, scores, compared, 1,
                              sy_event_log_find_person (log, key));
}

static double
sum_lines (SyPersonChange *change)
{
  double sum = 0.0;

  for (gsize i = 0; i < sy_person_change_get_n_lines (change); i++)
    sum += sy_person_change_get_line (change, i)->points;
  return sum;
}

/* p00 buys and visits at noon on the 1st of each month: 4 points, half after 60 days, and 1 that stays;
 * 40 raw points are a score of 100. */
static void
test_change (void)
{
  g_autoptr (SyPersonQuery) query = make_query ("p00", DAY (2024, 3, 15), NULL);
  g_autoptr (SyPersonChange) change = sy_person_change_new (query, DAY (2024, 2, 15), FALSE);
  g_autoptr (SyChart) bridge = sy_person_change_create_bridge (change);
  double before = 4.0 * (pow (0.5, 44.5 / 60.0) + pow (0.5, 13.5 / 60.0)) + 2.0;
  double aged = 4.0 * (pow (0.5, 73.5 / 60.0) + pow (0.5, 42.5 / 60.0)) + 2.0;
  double after = aged + 4.0 * pow (0.5, 13.5 / 60.0) + 1.0;

  g_assert_cmpfloat_with_epsilon (sum_lines (change), 2.5 * (after - before), 1e-9);
  g_assert_cmpfloat_with_epsilon (sy_person_change_get_total (change, SY_CAUSE_DECAY),
                                  aged - before, 1e-9);
  g_assert_cmpfloat_with_epsilon (sy_person_change_get_total (change, SY_CAUSE_EVENTS),
                                  after - aged, 1e-9);
  /* From 40 to 100. */
  g_assert_cmpfloat_with_epsilon (sy_person_change_get_total (change, SY_CAUSE_SCALE),
                                  1.5 * (after - before), 1e-9);
  g_assert_cmpuint (sy_person_change_get_n_causes (change), ==, 3);
  g_assert_false (sy_chart_is_empty (bridge));
}

/* p = 1 / (1 + exp (-(-1 + 0.5 raw))) of the raw score that test_change () derives. */
static void
test_probability (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  guint32 p00 = sy_event_log_find_person (log, "p00");
  double raw = 4.0 * (pow (0.5, 73.5 / 60.0) + pow (0.5, 42.5 / 60.0) + pow (0.5, 13.5 / 60.0)) +
               3.0;
  g_autofree char *percent = sy_format_percent (1.0 / (1.0 + exp (1.0 - 0.5 * raw)), 1);
  g_autofree char *expected = g_strconcat (percent, " no buy", NULL);
  g_autofree char *silent = NULL;
  g_autofree char *said = NULL;
  g_autoptr (SyPerson) before = sy_person_new (log, model, DAY (2024, 3, 15), NULL, p00, NULL, NULL);
  g_autoptr (SyPerson) after = NULL;
  g_autoptr (SyModel) fitted = sy_model_copy (model);

  silent = sy_person_dup_probability (before);
  g_assert_null (silent);
  fitted->probability.kind = SY_LAYER_LOGISTIC;
  fitted->probability.b0 = -1.0;
  fitted->probability.b1 = 0.5;
  after = sy_person_new (log, fitted, DAY (2024, 3, 15), NULL, p00, NULL, NULL);
  said = sy_person_dup_probability (after);
  g_assert_cmpstr (said, ==, expected);
}

static void
test_change_events (void)
{
  g_autoptr (SyPersonQuery) query = make_query ("p00", DAY (2024, 3, 15), NULL);
  g_autoptr (SyPersonChange) change = sy_person_change_new (query, DAY (2024, 2, 15), FALSE);
  gsize n_opened = 0;

  for (gsize i = 0; i < sy_person_change_get_n_lines (change); i++)
    {
      const SyChangeLine *line = sy_person_change_get_line (change, i);
      g_autofree char *label = sy_person_change_dup_line_label (change, i);
      g_autofree char *note = sy_person_change_dup_line_note (change, i);
      g_autoptr (SyTableSource) events = sy_person_change_create_events (change, i);
      g_autofree char *time = NULL;

      g_assert_cmpuint (sy_table_source_get_n_rows (events), ==, line->n_events);
      if (line->cause != SY_CAUSE_EVENTS || g_strcmp0 (line->id, "buy") != 0)
        continue;
      n_opened++;
      time = sy_table_source_get_text (events, 0, 0);
      g_assert_cmpstr (label, ==, "Buy");
      g_assert_cmpstr (note, ==, "1 event, 1 Mar 2024");
      g_assert_cmpstr (time, ==, "1 Mar 2024 12:00");
    }
  g_assert_cmpuint (n_opened, ==, 1);
}

static void
test_change_nothing (void)
{
  g_autoptr (SyPersonQuery) query = make_query ("p00", DAY (2024, 3, 15), NULL);
  g_autoptr (SyPersonChange) change = sy_person_change_new (query, DAY (2025, 1, 1), FALSE);
  g_autofree char *summary = sy_person_change_dup_summary (change);

  /* A start after the end is the end. */
  g_assert_cmpuint (sy_person_change_get_n_lines (change), ==, 0);
  g_assert_true (g_str_has_suffix (summary, "nothing moved the score"));
}

static void
test_change_edit (void)
{
  g_autoptr (SyModel) published = project_fixture_model ();
  g_autoptr (SyPersonQuery) query = NULL;
  g_autoptr (SyPersonChange) change = NULL;

  sy_model_find_rule (published, "visit", NULL, NULL)->weight = 3.0;
  query = make_query ("p00", DAY (2024, 3, 15), published);
  g_assert_nonnull (query->compared);
  change = sy_person_change_new (query, DAY (2024, 3, 15), TRUE);
  /* Three visits, each 2 points less: 6 of 40. */
  g_assert_cmpfloat_with_epsilon (sy_person_change_get_total (change, SY_CAUSE_MODEL), -15.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (sum_lines (change), -15.0, 1e-9);
}

static void
test_query_same_model (void)
{
  g_autoptr (SyModel) published = project_fixture_model ();
  g_autoptr (SyPersonQuery) query = make_query ("p00", DAY (2024, 3, 15), published);

  g_assert_null (query->compared);
}

static void
test_trajectory (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  guint32 index = sy_event_log_find_person (log, "p01"); /* buys on the 2nd until June */
  g_autoptr (SyPerson) person = sy_person_new (log, model, DAY (2024, 7, 10), NULL, index, NULL, NULL);
  const SyTrajectory *course = sy_person_get_trajectory (person);
  double now = sy_person_get_score (person);
  g_autofree char *text = sy_person_dup_course (person);

  /* Nothing but decay: 7 days ago it was 2^(7/60) times as much. */
  g_assert_cmpfloat_with_epsilon (course->delta_7, now * (1.0 - pow (2.0, 7.0 / 60.0)), 1e-9);
  g_assert_cmpfloat_with_epsilon (course->delta_30, now * (1.0 - pow (2.0, 30.0 / 60.0)), 1e-9);
  g_assert_cmpint (course->course, ==, SY_COURSE_FALLING);
  g_assert_cmpstr (text, ==, "▼ Falling");
}

static void
test_reasons (void)
{
  g_autoptr (SyPersonQuery) query = make_query ("p00", DAY (2024, 3, 10), NULL);
  g_autoptr (SyPersonAdvice) advice = sy_person_advice_new (query, NULL, NULL, NULL, NULL);
  gsize n;
  const SyAdviceReason *reasons = sy_person_advice_get_reasons (advice, &n);

  g_assert_cmpuint (n, ==, 2);
  /* One purchase in the last 14 days, none in the 14 before. */
  g_assert_true (g_str_has_prefix (reasons[0].text, "Buy "));
  g_assert_cmpfloat (reasons[0].change, >, 0.0);
  g_assert_cmpfloat_with_epsilon (reasons[1].change, 1.0, 1e-9);
}

static void
test_reach (void)
{
  g_autoptr (SyPersonQuery) query = make_query ("p00", DAY (2024, 3, 10), NULL);
  g_autoptr (SyPersonAdvice) advice = sy_person_advice_new (query, NULL, NULL, NULL, NULL);
  gsize n;
  const SyAdviceReach *reaches = sy_person_advice_get_reaches (advice, &n);
  double raw = 4.0 * (pow (0.5, 68.5 / 60.0) + pow (0.5, 37.5 / 60.0) + pow (0.5, 8.5 / 60.0)) +
               3.0;
  /* "High" starts at 20 raw points, and a purchase of now gives 4. */
  guint missing = (guint) ceil ((20.0 - raw) / 4.0);
  g_autofree char *prefix = g_strdup_printf ("%u × buy", missing);

  g_assert_null (sy_person_advice_get_note (advice));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (reaches[0].band, ==, "High");
  g_assert_cmpstr (reaches[0].bound, ==, "50 or more");
  g_assert_true (reaches[0].is_reached);
  g_assert_true (g_str_has_prefix (reaches[0].text, prefix));
}

static void
test_reach_none (void)
{
  /* Before the first event: outside the population. */
  g_autoptr (SyPersonQuery) query = make_query ("p00", DAY (2023, 12, 1), NULL);
  g_autoptr (SyPersonAdvice) advice = sy_person_advice_new (query, NULL, NULL, NULL, NULL);
  gsize n;

  sy_person_advice_get_reaches (advice, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_nonnull (sy_person_advice_get_note (advice));
}

static void
test_cancelled (void)
{
  g_autoptr (SyPersonQuery) query = make_query ("p00", DAY (2024, 3, 10), NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sy_person_advice_new (query, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/people/G1-probability", test_probability);
  g_test_add_func ("/ui/people/L3/causes-sum-to-the-change", test_change);
  g_test_add_func ("/ui/people/L3/lines-open-their-events", test_change_events);
  g_test_add_func ("/ui/people/L3/nothing-moved", test_change_nothing);
  g_test_add_func ("/ui/people/L3/edits-since-a-version", test_change_edit);
  g_test_add_func ("/ui/people/L3/no-version-to-compare", test_query_same_model);
  g_test_add_func ("/ui/people/L1/trajectory", test_trajectory);
  g_test_add_func ("/ui/people/L2/reasons", test_reasons);
  g_test_add_func ("/ui/people/reach/next-band", test_reach);
  g_test_add_func ("/ui/people/reach/nobody", test_reach_none);
  g_test_add_func ("/ui/people/reach/cancelled", test_cancelled);
  return g_test_run ();
}
