/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-slow-scorer.h"
#include "sy-test-log.h"
#include "sy-test-model.h"

/*
 * The engine against the slow scorer on real households: every fourth of the bundled sample, the
 * models shipped with it, and random ones.
 */

static const char *const as_of_dates[] = { "2017-05-01", "2017-07-01", "2017-10-01" };

static char **
read_lines (const char *name)
{
  g_autofree char *path = g_build_filename (SOURCE_DATADIR, "sample", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strsplit (g_strchomp (text), "\n", -1);
}

static gboolean
is_chosen (const char *person)
{
  return g_ascii_strtoull (person, NULL, 10) % 4 == 0;
}

/* customer_id,timestamp,event_type,value,ref; the file has no quotes. */
static void
add_events (SyTestLog *rows)
{
  g_auto (GStrv) lines = read_lines ("events.csv");

  for (gsize i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);
      g_autoptr (GDateTime) time = NULL;
      SyTestEvent *event;

      if (!is_chosen (fields[0]))
        continue;
      time = g_date_time_new_from_iso8601 (fields[1], NULL);
      event = sy_test_log_add (rows, sy_test_log_keep (rows, fields[0]),
                               sy_test_log_keep (rows, fields[2]), g_date_time_to_unix (time), NAN);
      if (fields[3][0] != '\0')
        event->amount = g_ascii_strtod (fields[3], NULL);
      if (fields[4][0] != '\0')
        event->properties[2] = sy_test_log_keep (rows, fields[4]);
    }
}

static void
add_attributes (SyTestLog *rows)
{
  g_auto (GStrv) lines = read_lines ("customers.csv");
  g_auto (GStrv) names = g_strsplit (lines[0], ",", -1);

  for (gsize i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);

      for (gsize j = 1; is_chosen (fields[0]) && names[j] != NULL; j++)
        if (fields[j][0] != '\0')
          sy_test_log_add_attribute (rows, sy_test_log_keep (rows, fields[0]),
                                     sy_test_log_keep (rows, names[j]),
                                     sy_test_log_keep (rows, fields[j]));
    }
}

static void
assert_agree (const SyTestLog *rows,
              SyEventLog *log,
              const SyModel *model,
              const char *date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (GArray) slow = NULL;
  gint64 as_of;

  g_assert_true (sy_as_of_parse (sy_event_log_get_zone (log), date, &as_of, &error));
  scorer = sy_scorer_new (log, as_of);
  scores = sy_scorer_score (scorer, model, NULL, &error);
  g_assert_no_error (error);
  slow = sy_slow_score (rows, model, as_of);
  g_assert_cmpuint (slow->len, ==, sy_scores_get_n_people (scores));
  for (guint i = 0; i < slow->len; i++)
    {
      const SySlowScore *expected = &g_array_index (slow, SySlowScore, i);
      guint8 band = sy_scores_get_bands (scores)[i];

      g_assert_cmpstr (sy_event_log_get_person_key (log, i), ==, expected->person);
      g_assert_cmpfloat_with_epsilon (sy_scores_get_raw (scores)[i], expected->raw,
                                      1e-9 * MAX (1, fabs (expected->raw)));
      g_assert_cmpfloat_with_epsilon (sy_scores_get_score (scores)[i], expected->score,
                                      1e-9 * MAX (1, fabs (expected->score)));
      g_assert_cmpint (band == SY_BAND_NONE ? -1 : band, ==, expected->band);
    }
}

static SyTestLog *
new_rows (void)
{
  SyTestLog *rows = sy_test_log_new ("America/New_York");

  add_events (rows);
  add_attributes (rows);
  return rows;
}

static void
test_shipped_models (void)
{
  static const char *const names[] = { "coupon-intent.json", "engagement.json", "rfm-value.json" };
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);

  g_assert_cmpuint (sy_event_log_get_n_people (log), >, 500);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (SOURCE_DATADIR, "sample", "models", names[i], NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (SyModel) model = NULL;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      model = sy_model_from_json (text, -1, &error);
      g_assert_no_error (error);
      assert_agree (rows, log, model, as_of_dates[i]);
    }
}

static void
test_random_models (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);

  for (guint seed = 0; seed < 6; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);

      assert_agree (rows, log, model, as_of_dates[seed % G_N_ELEMENTS (as_of_dates)]);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/sample/shipped-models", test_shipped_models);
  g_test_add_func ("/score/sample/random-models", test_random_models);

  return g_test_run ();
}
