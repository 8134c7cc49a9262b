/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fixture.h"

/* Person i has i looks: scores 1, 2, ... n. */
static SyEventLog *
make_log (int n)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  for (int i = 1; i <= n; i++)
    for (int k = 0; k < i; k++)
      sy_test_log_add (rows, get_key ((gsize) i), "look", START + k, NAN);
  return sy_test_log_build (rows);
}

static GArray *
check (int n,
       const double *bounds,
       SyModel **out_model)
{
  g_autoptr (SyEventLog) log = make_log (n);
  SyRule *rule = sy_rule_new ("look", SY_RULE_EVENT);
  SyModel *model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, START + DAY);
  g_autoptr (SyScores) scores = NULL;

  sy_rule_add_type (rule, "look");
  for (int i = 0; bounds[i] > 0; i++)
    {
      g_autofree char *name = g_strdup_printf ("B%d", i + 1);

      g_ptr_array_add (model->bands, sy_band_new (name, bounds[i]));
    }
  scores = sy_scorer_score (scorer, model, NULL, NULL);
  *out_model = model;
  return sy_occupancy_check (model, scores, SY_OCCUPANCY_MAX_HIGH, SY_OCCUPANCY_MAX_SHARE);
}

static void
test_high (void)
{
  static const double bounds[] = { 20, 50, 0 };
  static const double fine[] = { 20, 51, 0 };
  g_autoptr (SyModel) model = NULL;
  g_autoptr (SyModel) other = NULL;
  g_autoptr (GArray) alarms = check (100, bounds, &model);
  g_autoptr (GArray) none = check (100, fine, &other);
  const SyOccupancyAlarm *alarm = &g_array_index (alarms, SyOccupancyAlarm, 0);
  g_autofree char *line = NULL;

  g_test_summary ("51 of 100 in the highest band are too many, 50 are not");
  g_assert_cmpuint (alarms->len, ==, 1);
  g_assert_cmpint (alarm->kind, ==, SY_OCCUPANCY_HIGH);
  g_assert_cmpuint (alarm->band, ==, 2);
  g_assert_cmpfloat (alarm->share, ==, 0.51);
  line = sy_occupancy_describe (alarm, model);
  g_assert_cmpstr (line, ==,
                   "everyone is high: the band “B2” holds 51.0 % of the people, more than 50 %");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_full (void)
{
  static const double bounds[] = { 82, 90, 0 };
  g_autoptr (SyModel) model = NULL;
  g_autoptr (GArray) alarms = check (100, bounds, &model);
  const SyOccupancyAlarm *alarm = &g_array_index (alarms, SyOccupancyAlarm, 0);

  g_assert_cmpuint (alarms->len, ==, 1);
  g_assert_cmpint (alarm->kind, ==, SY_OCCUPANCY_FULL);
  g_assert_cmpuint (alarm->band, ==, 0);
  g_assert_cmpfloat (alarm->share, ==, 0.81);
}

static void
test_threshold (void)
{
  /* Of 1 to 101 the quantiles are 6 and 96, exactly. */
  static const double bounds[] = { 5, 6, 50, 60, 96, 97, 0 };
  g_autoptr (SyModel) model = NULL;
  g_autoptr (GArray) alarms = check (101, bounds, &model);
  const SyOccupancyAlarm *first = &g_array_index (alarms, SyOccupancyAlarm, 0);
  const SyOccupancyAlarm *second = &g_array_index (alarms, SyOccupancyAlarm, 1);
  g_autofree char *line = NULL;

  g_assert_cmpuint (alarms->len, ==, 2);
  g_assert_cmpint (first->kind, ==, SY_OCCUPANCY_THRESHOLD);
  g_assert_cmpuint (first->band, ==, 1);
  g_assert_cmpfloat (first->low, ==, 6);
  g_assert_cmpfloat (first->high, ==, 96);
  g_assert_cmpuint (second->band, ==, 6);
  line = sy_occupancy_describe (second, model);
  g_assert_nonnull (strstr (line, "“B6” starts at 97"));
}

static void
test_few (void)
{
  static const double bounds[] = { 1, 0 };
  static const double none[] = { 0 };
  g_autoptr (SyModel) model = NULL;
  g_autoptr (SyModel) one = NULL;
  g_autoptr (SyModel) empty = NULL;
  g_autoptr (GArray) few = check (19, bounds, &model);
  g_autoptr (GArray) single = check (100, none, &one);
  g_autoptr (GArray) nobody = check (0, bounds, &empty);

  g_assert_cmpuint (few->len, ==, 0);
  g_assert_cmpuint (single->len, ==, 0);
  g_assert_cmpuint (nobody->len, ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/occupancy/E7/everyone-is-high", test_high);
  g_test_add_func ("/occupancy/E7/threshold-outside-the-scores", test_threshold);
  g_test_add_func ("/occupancy/E8/full-band", test_full);
  g_test_add_func ("/occupancy/E8/few-people", test_few);
  return g_test_run ();
}
