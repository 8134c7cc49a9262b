/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"
#include "sy-test-model.h"

#define DAY 86400
#define T G_GINT64_CONSTANT (1500076800) /* 2017-07-15T00:00:00Z */

typedef struct
{
  SyCrossingRule rule;
  double scores[10];
  int fires[5]; /* closed by -1 */
} Case;

static const Case cases[] = {
  /* rises by 10 within 2 days: 10 → 20, and stays; then again after it no longer held */
  { { FALSE, 10, 2 }, { 10, 10, 20, 20, 20, 20, 30, 30, 30, 30 }, { 2, 6, -1 } },
  /* once while it keeps on rising */
  { { FALSE, 10, 1 }, { 0, 10, 20, 30, 40, 50, 60, 60, 70, 70 }, { 1, 8, -1 } },
  /* 5 and 5 within two days, not within one */
  { { FALSE, 10, 2 }, { 0, 5, 10, 10, 10, 10, 10, 10, 10, 10 }, { 2, -1 } },
  { { FALSE, 10, 1 }, { 0, 5, 10, 10, 10, 10, 10, 10, 10, 10 }, { -1 } },
  /* falls: from the highest of the days before */
  { { TRUE, 10, 3 }, { 50, 52, 49, 48, 42, 42, 42, 42, 30, 30 }, { 4, 8, -1 } },
  /* just enough, up to the rounding of sums: 0.3 - 0.1 is less than 0.2 */
  { { FALSE, 0.2, 1 }, { 0.1, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3 }, { 1, -1 } },
  { { FALSE, 10.001, 1 }, { 0, 10, 10, 10, 10, 10, 10, 10, 10, 10 }, { -1 } },
  /* a newcomer does not rise, and a gap is no base */
  { { FALSE, 10, 3 }, { NAN, NAN, 60, 60, NAN, 75, 75, 75, 75, 75 }, { 5, -1 } },
  { { FALSE, 10, 1 }, { 10, NAN, 60, 60, 60, 60, 60, 60, 60, 60 }, { -1 } },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize n_days;
      g_autofree gsize *days = sy_crossing_rule_find (&cases[i].rule, cases[i].scores, 10, &n_days);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      for (gsize j = 0; j < n_days; j++)
        g_assert_cmpint (cases[i].fires[j], ==, (int) days[j]);
      g_assert_cmpint (cases[i].fires[n_days], ==, -1);
    }
}

static void
test_short (void)
{
  const SyCrossingRule rule = { FALSE, 1, 7 };
  const double scores[] = { 1, 5 };
  gsize n_days;
  g_autofree gsize *none = sy_crossing_rule_find (&rule, NULL, 0, &n_days);
  g_autofree gsize *one = NULL;
  g_autofree gsize *two = NULL;

  g_assert_cmpuint (n_days, ==, 0);
  one = sy_crossing_rule_find (&rule, scores, 1, &n_days);
  g_assert_cmpuint (n_days, ==, 0);
  two = sy_crossing_rule_find (&rule, scores, 2, &n_days);
  g_assert_cmpuint (n_days, ==, 1);
  g_assert_cmpuint (two[0], ==, 1);
}

static const SyCrossing *
find_crossing (GArray *crossings,
               guint32 person,
               gint64 as_of)
{
  for (guint i = 0; i < crossings->len; i++)
    {
      const SyCrossing *crossing = &g_array_index (crossings, SyCrossing, i);

      if (crossing->person == person && crossing->as_of == as_of)
        return crossing;
    }
  g_assert_not_reached ();
}

/* The population's list is that of each person's own series, whatever the period. */
static void
check_everyone (guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = sy_test_model_new_random (random);
  gint64 to = sy_test_log_pick_instant (rows, random);
  gint32 n_period = g_rand_int_range (random, 0, 20);
  gint64 from = sy_instant_shift (sy_event_log_get_zone (log), to, -n_period);
  SyCrossingRule rule = { g_rand_boolean (random), g_rand_double_range (random, 0.5, 10),
                          (gsize) g_rand_int_range (random, 1, 10) };
  gsize n_days = (gsize) n_period + rule.within_days + 1;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = sy_crossings_find (log, model, &rule, from, to, NULL, NULL, NULL,
                                                &error);
  guint n_found = 0;

  g_assert_no_error (error);
  for (guint32 person = 0; person < sy_event_log_get_n_people (log); person++)
    {
      g_autofree SyScoreDay *days = sy_score_history (log, model, person, to, n_days, NULL, NULL);
      g_autofree double *scores = g_new (double, n_days + 1);
      g_autofree gsize *fires = NULL;
      gsize n_fires;

      for (gsize i = 0; i <= n_days; i++)
        scores[i] = days[i].score;
      fires = sy_crossing_rule_find (&rule, scores, n_days + 1, &n_fires);
      for (gsize i = 0; i < n_fires; i++)
        {
          const SyCrossing *crossing;

          if (days[fires[i]].as_of < from)
            continue;
          crossing = find_crossing (found, person, days[fires[i]].as_of);
          g_assert_cmpfloat (crossing->after, ==, scores[fires[i]]);
          g_assert_cmpint (crossing->band, ==, days[fires[i]].band);
          g_assert_cmpint (crossing->from_s, <, crossing->as_of);
          g_assert_cmpfloat (fabs (crossing->after - crossing->before), >=, rule.points - 1e-9);
          n_found++;
        }
    }
  g_assert_cmpuint (n_found, ==, found->len);
  for (guint i = 1; i < found->len; i++)
    g_assert_cmpint (g_array_index (found, SyCrossing, i).as_of, >=,
                     g_array_index (found, SyCrossing, i - 1).as_of);
}

static void
test_everyone (void)
{
  for (guint seed = 0; seed < 60; seed++)
    check_everyone (seed);
}

static void
test_period (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (sy_test_rule_new_count ("rule"));
  const SyCrossingRule rule = { FALSE, 2, 3 };
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) later = NULL;
  const SyCrossing *crossing;

  sy_test_log_add (rows, "p", "purchase", T - 20 * DAY, NAN);
  sy_test_log_add (rows, "p", "purchase", T - 5 * DAY - 10, NAN);
  sy_test_log_add (rows, "p", "purchase", T - 4 * DAY - 10, NAN);
  log = sy_test_log_build (rows);
  found = sy_crossings_find (log, model, &rule, T - 4 * DAY, T, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  crossing = &g_array_index (found, SyCrossing, 0);
  g_assert_cmpint (crossing->as_of, ==, T - 4 * DAY);
  g_assert_cmpint (crossing->from_s, ==, T - 6 * DAY);
  g_assert_cmpfloat (crossing->before, ==, 1);
  g_assert_cmpfloat (crossing->after, ==, 3);
  g_assert_cmpint (crossing->band, ==, 0);
  /* Still two above three days ago, but it fired the day before. */
  later = sy_crossings_find (log, model, &rule, T - 3 * DAY, T, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (later->len, ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/crossing/E4-cases", test_cases);
  g_test_add_func ("/score/crossing/short", test_short);
  g_test_add_func ("/score/crossing/E4-everyone-once-per-crossing", test_everyone);
  g_test_add_func ("/score/crossing/period", test_period);

  return g_test_run ();
}
