/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"
#include "sy-test-model.h"

#define FIRST_DAY 17167 /* 2017-01-01, a Sunday */
#define N_DAYS 120

/* Six people who do the same every week, in the local time of Paris, but on the days of @is_gap. */
static SyEventLog *
build (const gboolean *is_gap)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("Europe/Paris");
  g_autoptr (SyZone) zone = sy_zone_new ("Europe/Paris", NULL);

  for (int day = 0; day < N_DAYS; day++)
    for (int person = 0; person < 6; person++)
      {
        g_autofree char *key = g_strdup_printf ("p%d", person);
        g_autofree char *value = g_strdup_printf ("v%d", (day + person) % 7);
        gint64 noon = sy_instant_shift (zone, sy_zone_day_start (zone, FIRST_DAY) + 43200, day);
        SyTestEvent *event;

        sy_test_log_add (rows, sy_test_log_keep (rows, key), "visit", noon, NAN);
        if ((day + person) % 7 > 3 || is_gap[day])
          continue;
        event = sy_test_log_add (rows, sy_test_log_keep (rows, key), "click", noon + person,
                                 person == 3 ? NAN : (day + person) % 7);
        event->properties[0] = person == 2 ? NULL : sy_test_log_keep (rows, value);
      }
  return sy_test_log_build (rows);
}

static SyEventLog *
impute (SyEventLog *log,
        SyImputed *out_imputed)
{
  guint32 type = sy_event_log_find_type (log, "click");
  g_autoptr (SyEventVolume) volume = sy_event_volume_new (log, type);
  gsize n_gaps;
  g_autofree SyTrackingGap *gaps = sy_event_volume_find_gaps (volume, SY_TRACKING_GAP_SHARE, 1,
                                                              &n_gaps);

  return sy_event_log_impute (log, type, gaps, n_gaps, out_imputed);
}

static void
assert_same_digest (const SyEventLog *a,
                    const SyEventLog *b)
{
  g_autofree char *digest_a = sy_event_log_compute_sha256 (a);
  g_autofree char *digest_b = sy_event_log_compute_sha256 (b);

  g_assert_cmpstr (digest_a, ==, digest_b);
}

static void
test_filled (void)
{
  /* Around the day on which clocks go forward (84), two weeks in a row, and the days after the first ones. */
  static const int firsts[] = { 60, 83, 40, 16 };
  static const gboolean none[N_DAYS] = { FALSE };
  g_autoptr (SyEventLog) whole = build (none);

  g_test_summary ("What was tracked every week comes back as it was, to the second, amount and property");
  for (gsize i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      gboolean is_gap[N_DAYS] = { FALSE };
      g_autoptr (SyEventLog) log = NULL;
      g_autoptr (SyEventLog) filled = NULL;
      SyImputed imputed;

      for (int day = firsts[i]; day < firsts[i] + 3; day++)
        is_gap[day] = is_gap[day + 7 * (i == 2)] = TRUE;
      log = build (is_gap);
      filled = impute (log, &imputed);
      g_assert_cmpuint (imputed.n_days, ==, i == 2 ? 6 : 3);
      g_assert_cmpuint (imputed.n_unfilled, ==, 0);
      g_assert_cmpuint (imputed.n_events, ==,
                        sy_event_log_get_n_events (whole) - sy_event_log_get_n_events (log));
      g_assert_cmpuint (imputed.n_events, >, 5);
      assert_same_digest (filled, whole);
    }
}

static void
test_partly (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyEventLog) filled = NULL;
  const gint64 start = (gint64) FIRST_DAY * 86400;
  /* Day 14 is judged by day 7, of which four had a click; day 8 has nothing behind it. */
  const SyTrackingGap gaps[] = { { FIRST_DAY + 8, 0, 4, 0 }, { FIRST_DAY + 14, 1, 4, 0 } };
  SyImputed imputed;
  const SyEventRuns *runs;
  guint32 start_b;
  guint32 end_b;

  for (int person = 0; person < 4; person++)
    sy_test_log_add (rows, (const char *[]){ "a", "b", "c", "d" }[person], "click",
                     start + 7 * 86400 + 3600 * person, 10 + person);
  sy_test_log_add (rows, "b", "click", start + 14 * 86400 + 50000, 99);
  log = sy_test_log_build (rows);
  filled = sy_event_log_impute (log, 0, gaps, G_N_ELEMENTS (gaps), &imputed);
  g_assert_cmpuint (imputed.n_days, ==, 1);
  g_assert_cmpuint (imputed.n_unfilled, ==, 1);
  g_assert_cmpuint (imputed.n_events, ==, 3);
  runs = sy_event_log_get_runs (filled, 0);
  g_assert_cmpuint (runs->n_events, ==, 8);
  g_assert_true (sy_event_runs_find (runs, sy_event_log_find_person (filled, "b"), &start_b, &end_b));
  g_assert_cmpuint (end_b - start_b, ==, 2);
  g_assert_cmpfloat (runs->amounts[start_b + 1], ==, 99);
  g_assert_cmpuint (runs->starts[1] - runs->starts[0], ==, 2);
  g_assert_cmpuint (runs->seconds[1] - runs->seconds[0], ==, 7 * 86400);
  g_assert_cmpfloat (runs->amounts[1], ==, 10);
  g_assert_cmpuint (runs->rows[1], ==, SY_ROW_NONE);
}

static void
test_scores (void)
{
  static const gboolean none[N_DAYS] = { FALSE };
  gboolean is_gap[N_DAYS] = { FALSE };
  g_autoptr (SyEventLog) whole = build (none);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyEventLog) filled = NULL;
  SyRule *rule = sy_test_rule_new_count ("clicks");
  g_autoptr (SyModel) model = NULL;
  guint n_changed = 0;

  g_test_summary ("Weeks that a gap does not touch keep their scores; the others get those without it");
  g_strfreev (rule->types);
  rule->types = g_strsplit ("click", ",", -1);
  rule->window_days = 14;
  model = sy_test_model_new_with_rule (rule);
  for (int day = 60; day < 63; day++)
    is_gap[day] = TRUE;
  log = build (is_gap);
  filled = impute (log, NULL);
  for (int day = 7; day <= N_DAYS; day += 7)
    {
      SyEventLog *logs[3] = { log, filled, whole };
      double sums[3] = { 0 };

      for (guint k = 0; k < G_N_ELEMENTS (logs); k++)
        {
          g_autoptr (SyScorer)
              scorer = sy_scorer_new (logs[k], (FIRST_DAY + day) * (gint64) 86400);
          g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);

          for (gsize i = 0; i < 6; i++)
            sums[k] += sy_scores_get_raw (scores)[i] * (double) (1 + i);
        }
      g_assert_cmpfloat (sums[1], ==, sums[2]);
      g_assert_cmpint (sums[0] != sums[1], ==, day > 60 && day < 63 + 14);
      n_changed += sums[0] != sums[1];
    }
  g_assert_cmpuint (n_changed, >=, 2);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/events/impute/A10-filled", test_filled);
  g_test_add_func ("/events/impute/A10-partly", test_partly);
  g_test_add_func ("/events/impute/A10-H1-scores", test_scores);
  return g_test_run ();
}
