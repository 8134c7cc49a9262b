/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"

#define FIRST_DAY 17167 /* 2017-01-01, a Sunday */
#define N_DAYS 120

/* So many a day as the weekday asks for, but on days [gap, gap + n). */
static SyEventLog *
build (int gap,
       int n_gap_days,
       int on_gap_days)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("Europe/Paris");
  g_autoptr (SyZone) zone = sy_zone_new ("Europe/Paris", NULL);

  for (int day = 0; day < N_DAYS; day++)
    {
      gint64 noon = sy_zone_day_start (zone, FIRST_DAY + day) + 43200;
      int n = day >= gap && day < gap + n_gap_days ? on_gap_days : 10 + 3 * (day % 7);

      for (int i = 0; i < n; i++)
        sy_test_log_add (rows, "a", "click", noon + i, NAN);
      sy_test_log_add (rows, "b", "visit", noon, NAN);
    }
  return sy_test_log_build (rows);
}

static void
test_gap (void)
{
  static const struct
  {
    int count;
    double share;
    gsize n_gaps;
  } cases[] = { { 0, 0.5, 3 }, { 0, 0, 3 }, { 3, 0.5, 3 }, { 3, 0.05, 0 }, { 10, 0.1, 0 } };
  g_autoptr (SyEventLog) clean = build (0, 0, 0);
  g_autoptr (SyEventVolume) whole = sy_event_volume_new (clean, 0);
  gsize n_gaps;
  g_autofree SyTrackingGap *none = sy_event_volume_find_gaps (whole, 0.5, 0, &n_gaps);

  g_test_summary ("Three days without tracking are found, and nothing else is");
  g_assert_cmpuint (n_gaps, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyEventLog) log = build (60, 3, cases[i].count);
      g_autoptr (SyEventVolume) volume = sy_event_volume_new (log, 0);
      g_autofree SyTrackingGap *gaps = sy_event_volume_find_gaps (volume, cases[i].share, 0,
                                                                  &n_gaps);

      g_assert_cmpuint (n_gaps, ==, cases[i].n_gaps);
      for (gsize j = 0; j < n_gaps; j++)
        {
          g_assert_cmpint (gaps[j].day, ==, FIRST_DAY + 60 + (int) j);
          g_assert_cmpuint (gaps[j].count, ==, (guint) cases[i].count);
          g_assert_cmpfloat (gaps[j].expected, ==, 10 + 3 * ((60 + (int) j) % 7));
          g_assert_cmpfloat (gaps[j].p, <, 1e-3);
        }
      /* Day 60 to 62 is Thursday to Saturday of one week. */
      g_assert_cmpuint (volume->n_weeks, ==, whole->n_weeks);
      for (gsize j = 0; j < volume->n_weeks; j++)
        g_assert_cmpint (volume->weeks[j] != whole->weeks[j], ==, j == 9);
      g_assert_cmpint (volume->first_day, ==, FIRST_DAY);
      g_assert_cmpuint (volume->n_days, ==, N_DAYS);
    }
}

static void
test_poisson (void)
{
  g_autoptr (SyEventLog) log = build (60, 1, 0);
  g_autoptr (SyEventVolume) volume = sy_event_volume_new (log, 0);
  gsize n_gaps;
  g_autofree SyTrackingGap *gaps = sy_event_volume_find_gaps (volume, 0.5, 0, &n_gaps);
  g_autofree SyTrackingGap *few = NULL;

  g_assert_cmpuint (n_gaps, ==, 1);
  g_assert_cmpfloat_with_epsilon (gaps[0].p, exp (-gaps[0].expected), 1e-12);
  few = sy_event_volume_find_gaps (volume, 0.5, gaps[0].expected + 1, &n_gaps);
  g_assert_cmpuint (n_gaps, ==, 0);
}

/* The first weeks cannot be judged; a type that ends is a gap until its silence is the rule. */
static void
test_ends (void)
{
  g_autoptr (SyEventLog) early = build (8, 3, 0);
  g_autoptr (SyEventLog) late = build (80, N_DAYS, 0);
  g_autoptr (SyEventVolume) early_volume = sy_event_volume_new (early, 0);
  g_autoptr (SyEventVolume) late_volume = sy_event_volume_new (late, 0);
  gsize n_early;
  gsize n_late;
  g_autofree SyTrackingGap *early_gaps = sy_event_volume_find_gaps (early_volume, 0.5, 0, &n_early);
  g_autofree SyTrackingGap *late_gaps = sy_event_volume_find_gaps (late_volume, 0.5, 0, &n_late);

  g_assert_cmpuint (n_early, ==, 0);
  /* Three weeks: with two empty ones of four the median is the mean of nothing and something. */
  g_assert_cmpuint (n_late, ==, 21);
  g_assert_cmpint (late_gaps[20].day, ==, FIRST_DAY + 100);
  g_assert_cmpuint (late_volume->days[N_DAYS - 1], ==, 0);
}

static void
test_small (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyEventVolume) volume = NULL;
  g_autofree SyTrackingGap *gaps = NULL;
  gsize n_gaps;

  sy_test_log_add (rows, "a", "click", 1500000000, NAN);
  log = sy_test_log_build (rows);
  volume = sy_event_volume_new (log, 0);
  g_assert_cmpuint (volume->n_days, ==, 1);
  g_assert_cmpuint (volume->n_weeks, ==, 1);
  g_assert_cmpuint (volume->weeks[0], ==, 1);
  gaps = sy_event_volume_find_gaps (volume, 1, 0, &n_gaps);
  g_assert_cmpuint (n_gaps, ==, 0);
}

static void
test_freshness (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  SyFreshness fresh;

  sy_test_log_add (rows, "a", "click", 1500000000, NAN);
  sy_test_log_add (rows, "b", "click", 1500000000 + 3 * 86400, NAN);
  sy_test_log_add (rows, "a", "click", 1500000000 + 4 * 86400, NAN);
  log = sy_test_log_build (rows);
  sy_freshness_compute (log, 0, 1500000000 + 6 * 86400, 2, &fresh);
  g_assert_cmpint (fresh.last_s, ==, 1500000000 + 4 * 86400);
  g_assert_cmpfloat (fresh.lag_days, ==, 2);
  g_assert_cmpfloat (fresh.longest_silence_days, ==, 3);
  g_assert_false (fresh.is_stale);
  sy_freshness_compute (log, 0, 1500000000 + 6 * 86400 + 1, 2, &fresh);
  g_assert_true (fresh.is_stale);
  sy_freshness_compute (log, 0, 1500000000 + 9 * 86400, NAN, &fresh);
  g_assert_false (fresh.is_stale);
  /* Later events are not there yet. */
  sy_freshness_compute (log, 0, 1500000000 + 86400, 2, &fresh);
  g_assert_cmpfloat (fresh.lag_days, ==, 1);
  g_assert_true (isnan (fresh.longest_silence_days));
  sy_freshness_compute (log, 0, 1500000000, 2, &fresh);
  g_assert_true (isnan (fresh.lag_days));
  g_assert_false (fresh.is_stale);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/events/volume/A10-gap", test_gap);
  g_test_add_func ("/events/volume/poisson", test_poisson);
  g_test_add_func ("/events/volume/ends", test_ends);
  g_test_add_func ("/events/volume/small", test_small);
  g_test_add_func ("/events/volume/A11-freshness", test_freshness);

  return g_test_run ();
}
