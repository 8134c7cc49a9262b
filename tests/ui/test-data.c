/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "project-fixture.h"
#include "sy-data-summary.h"
#include "sy-person.h"
#include "sy-publish-dialog.h"
#include "sy-scored-people.h"
#include "sy-segment-figures.h"

#include <math.h>

#define DAY(year, month, day) ((gint64) sy_day_from_civil (year, month, day) * SY_DAY_SECONDS)

static void
test_summary (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyDataSummary) summary = sy_data_summary_new (log, NULL, NULL);
  guint64 total = 0;

  /* 30 people for 12 months and 30 for 6; every third also visits: 10 and 10 of them. */
  g_assert_cmpuint (summary->n_events, ==, 30 * 18 + 10 * 18);
  g_assert_cmpuint (summary->n_people, ==, 60);
  g_assert_cmpuint (summary->n_types, ==, 2);
  g_assert_cmpstr (summary->type_names[0], ==, "buy");
  /* 2024-01-01 is a Monday. */
  g_assert_cmpint (summary->weeks[0], ==, sy_day_from_civil (2024, 1, 1));
  for (gsize i = 0; i < summary->n_types * summary->n_weeks; i++)
    total += summary->counts[i];
  g_assert_cmpuint (total, ==, summary->n_events);
}

static void
test_summary_empty (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = sy_event_log_builder_build (builder);
  g_autoptr (SyDataSummary) summary = sy_data_summary_new (log, NULL, NULL);
  g_autoptr (SyTableSource) attributes = sy_data_summary_create_attributes (log);

  g_assert_cmpuint (summary->n_events, ==, 0);
  g_assert_cmpuint (summary->n_weeks, ==, 0);
  g_assert_cmpuint (sy_table_source_get_n_rows (attributes), ==, 0);
}

static void
test_summary_cancelled (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sy_data_summary_new (log, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_attributes (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyTableSource) attributes = sy_data_summary_create_attributes (log);

  g_assert_cmpuint (sy_table_source_get_n_rows (attributes), ==, 1);
  project_fixture_assert_cell (attributes, 0, 0, "city");
  project_fixture_assert_cell (attributes, 0, 1, "2");
  project_fixture_assert_cell (attributes, 0, 3, "2");
  project_fixture_assert_cell (attributes, 0, 4, "Oslo, Paris");
}

static void
test_person (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  guint32 index = sy_event_log_find_person (log, "p00");
  g_autoptr (SyPerson) person = sy_person_new (log, model, DAY (2024, 3, 1), NULL, index, NULL, NULL);
  g_autoptr (SyTableSource) events = sy_person_create_events (person);
  g_autoptr (SyChart) waterfall = sy_person_create_waterfall (person);
  g_autoptr (SyChart) trajectory = sy_person_create_trajectory (person, NULL);
  g_autofree char *attributes = sy_person_dup_attributes (person);
  double expected = 0.0;

  g_assert_cmpstr (sy_person_get_key (person), ==, "p00");
  g_assert_cmpstr (attributes, ==, "city Paris");
  g_assert_cmpuint (sy_person_get_n_events (person), ==, 24);
  /* Buys on the 1st of January and February at noon, 4 points each, half after 60 days; two visits. */
  expected = 4.0 * (pow (0.5, 59.5 / 60.0) + pow (0.5, 28.5 / 60.0)) + 2.0;
  g_assert_cmpfloat_with_epsilon (sy_person_get_score (person), 100.0 * expected / 40.0, 1e-9);
  g_assert_cmpstr (sy_person_get_band (person), ==, "Low");
  /* Newest first; what is after the as-of date says so. */
  project_fixture_assert_cell (events, 0, 0, "1 Dec 2024 12:00");
  g_assert_nonnull (sy_table_source_get_note (events, 0, 0));
  g_assert_null (sy_table_source_get_note (events, 23, 0));
  g_assert_false (sy_chart_is_empty (waterfall));
  g_assert_false (sy_chart_is_empty (trajectory));
  g_assert_cmpuint (sy_person_get_n_lines (person), ==, 3);
}

static void
test_person_before (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyPerson) person = sy_person_new (log, model, DAY (2023, 1, 1), NULL, 0, NULL, NULL);
  g_autoptr (SyChart) trajectory = sy_person_create_trajectory (person, NULL);

  g_test_summary ("before the first event nobody is in the population");
  g_assert_null (sy_person_get_band (person));
  g_assert_nonnull (trajectory);
}

static void
test_find (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, DAY (2024, 12, 1));
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  guint32 *people;
  gsize n_people;

  g_free (sy_scored_people_find (log, scores, NULL, 1000, &n_people));
  g_assert_cmpuint (n_people, ==, 60);
  g_free (sy_scored_people_find (log, scores, "P1", 1000, &n_people));
  g_assert_cmpuint (n_people, ==, 10);
  g_free (sy_scored_people_find (log, scores, "p", 7, &n_people));
  g_assert_cmpuint (n_people, ==, 7);
  people = sy_scored_people_find (log, scores, "nobody", 1000, &n_people);
  g_assert_cmpuint (n_people, ==, 0);
  g_free (people);
}

static SyTuning *
tune (SyEventLog *log,
      SyModel *model,
      gint64 as_of)
{
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, as_of);
  g_autoptr (GError) error = NULL;
  SyTuning *tuning = sy_tuner_evaluate (tuner, model, NULL, NULL, &error);

  g_assert_no_error (error);
  return tuning;
}

static void
test_segment (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyTuning) tuning = tune (log, model, DAY (2024, 7, 1));
  g_autoptr (SySegment) everyone = sy_segment_new ();
  g_autoptr (SySegment) high = sy_segment_new ();
  g_autoptr (SySegmentFigures) all = NULL;
  g_autoptr (SySegmentFigures) top = NULL;
  g_autoptr (SySegment) upper = sy_segment_new ();
  g_autoptr (SySegmentFigures) half = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autofree char *alone = NULL;

  g_assert_true (tuning->has_outcome);
  g_assert_cmpint (tuning->outcome_as_of, ==, tuning->as_of);
  all = sy_segment_figures_new (everyone, log, model, tuning, tuning->draft.scores, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->n_people, ==, 60);
  g_assert_cmpuint (all->inside.n, ==, 60);
  g_assert_cmpuint (all->outside.n, ==, 0);
  /* The odd ones stop in June. */
  g_assert_cmpuint (all->inside.n_positive, ==, 30);
  g_assert_cmpfloat (all->inside.rate, ==, 0.5);
  g_assert_cmpfloat (all->base_rate, ==, 0.5);
  g_assert_cmpfloat_with_epsilon (all->inside.interval.low, 0.3773502, 1e-6);
  sy_segment_add_band (high, "High");
  top = sy_segment_figures_new (high, log, model, tuning, tuning->draft.scores, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (top->n_people, ==, tuning->draft.people[1]);
  g_assert_cmpuint (top->n_population, ==, 60);
  /* Everyone is inside or outside. */
  upper->score_min = all->mean_score;
  half = sy_segment_figures_new (upper, log, model, tuning, tuning->draft.scores, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (half->inside.n + half->outside.n, ==, 60);
  g_assert_cmpuint (half->inside.n_positive + half->outside.n_positive, ==, 30);
  g_assert_cmpuint (half->inside.n, >, 0);
  g_assert_cmpuint (half->outside.n, >, 0);
  g_assert_cmpfloat_with_epsilon (half->against.difference, half->inside.rate - half->outside.rate,
                                  1e-12);
  words = sy_segment_figures_describe_outcome (half, sy_event_log_get_zone (log));
  alone = sy_segment_figures_describe_outcome (all, sy_event_log_get_zone (log));
  g_assert_nonnull (strstr (words, "; outside it "));
  g_assert_nonnull (strstr (words, " points apart ("));
  g_assert_null (strstr (alone, "outside"));
}

static void
test_segment_bad_band (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyTuning) tuning = tune (log, model, DAY (2024, 7, 1));
  g_autoptr (SySegment) segment = sy_segment_new ();
  g_autoptr (GError) error = NULL;

  sy_segment_add_band (segment, "Nowhere");
  g_assert_null (sy_segment_figures_new (segment, log, model, tuning, NULL, NULL, &error));
  g_assert_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_BAND);
}

static void
test_publish_obstacles (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) bare = sy_model_new ("Bare");
  g_autoptr (SyModel) changed = project_fixture_model ();
  SyTuning tuning = { .has_outcome = TRUE };
  g_autofree char *no_outcome = sy_publish_find_obstacle (bare, NULL);
  g_autofree char *same = sy_publish_find_obstacle (model, model);
  g_autofree char *fine = NULL;
  g_autofree char *inverted = NULL;

  sy_model_find_rule (changed, "buy", NULL, NULL)->weight = 7.0;
  fine = sy_publish_find_obstacle (changed, model);
  g_assert_null (sy_publish_find_objection (&tuning));
  g_assert_null (sy_publish_find_objection (NULL));
  tuning.draft.n_inversions = 1;
  inverted = sy_publish_find_objection (&tuning);
  g_assert_nonnull (no_outcome);
  g_assert_nonnull (same);
  g_assert_null (fine);
  g_assert_nonnull (inverted);
  g_assert_cmpstr (inverted, !=, same);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/data/summary", test_summary);
  g_test_add_func ("/ui/data/summary-empty", test_summary_empty);
  g_test_add_func ("/ui/data/summary-cancelled", test_summary_cancelled);
  g_test_add_func ("/ui/data/attributes", test_attributes);
  g_test_add_func ("/ui/data/person", test_person);
  g_test_add_func ("/ui/data/person-before", test_person_before);
  g_test_add_func ("/ui/data/find", test_find);
  g_test_add_func ("/ui/data/F12-segment", test_segment);
  g_test_add_func ("/ui/data/segment-bad-band", test_segment_bad_band);
  g_test_add_func ("/ui/data/publish-obstacles", test_publish_obstacles);
  return g_test_run ();
}
