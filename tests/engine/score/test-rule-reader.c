/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"
#include "sy-test-model.h"

/*
 * The value of single rules, against figures worked out by hand.
 */

#define DAY 86400
#define T G_GINT64_CONSTANT (1500000000)

/* The raw score of "p" at T with weight 1. Takes the rule. */
static double
get_value_at (const SyTestLog *rows,
              SyRule *rule,
              gint64 as_of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = NULL;
  guint32 person = sy_event_log_find_person (log, "p");

  sy_model_check (model, &error);
  g_assert_no_error (error);
  scores = sy_scorer_score (scorer, model, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (person, !=, SY_PERSON_NONE);
  return sy_scores_get_raw (scores)[person];
}

static double
get_value (const SyTestLog *rows,
           SyRule *rule)
{
  return get_value_at (rows, rule, T);
}

#define assert_value(rows, rule, expected) g_assert_cmpfloat_with_epsilon (get_value (rows, rule), expected, 1e-12)

static SyTestLog *
new_purchases (const char *zone,
               const double *ages_days,
               gsize n_ages)
{
  SyTestLog *rows = sy_test_log_new (zone);

  for (gsize i = 0; i < n_ages; i++)
    sy_test_log_add (rows, "p", "purchase", T - (gint64) (ages_days[i] * DAY), NAN);
  return rows;
}

#define PURCHASES(...) new_purchases ("UTC", (const double[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const double[]){ __VA_ARGS__ })))

static SyRule *
new_rule (SyMeasure measure)
{
  SyRule *rule = sy_test_rule_new_count ("rule");

  rule->measure = measure;
  return rule;
}

/* Golden values of the statistics page. */
static void
test_golden_decay (void)
{
  g_autoptr (SyTestLog) rows = PURCHASES (17);
  SyRule *rule = new_rule (SY_MEASURE_COUNT);
  const SyDecayStep steps[] = { { 7, 1 }, { 30, 0.5 }, { 90, 0.25 } };

  rule->decay.kind = SY_DECAY_EXPONENTIAL;
  rule->decay.half_life_days = 14;
  assert_value (rows, rule, 0.4309864106234889);

  rule = new_rule (SY_MEASURE_COUNT);
  rule->decay.kind = SY_DECAY_LINEAR;
  rule->decay.span_days = 30;
  assert_value (rows, rule, 0.433333333333333);

  rule = new_rule (SY_MEASURE_COUNT);
  rule->decay.kind = SY_DECAY_STEPS;
  rule->decay.steps = g_memdup2 (steps, sizeof steps);
  rule->decay.n_steps = G_N_ELEMENTS (steps);
  assert_value (rows, rule, 0.5);
}

/* A 30-day half-life over years must still rank. */
static void
test_tiny_decay (void)
{
  g_autoptr (SyTestLog) rows = PURCHASES (2000, 2001);
  SyRule *rule = new_rule (SY_MEASURE_COUNT);
  double expected = pow (0.5, 2000 / 30.0) + pow (0.5, 2001 / 30.0);
  double value;

  rule->decay.kind = SY_DECAY_EXPONENTIAL;
  rule->decay.half_life_days = 30;
  value = get_value (rows, rule);
  g_assert_cmpfloat (value, >, 0);
  g_assert_cmpfloat_with_epsilon (value / expected, 1, 1e-12);
}

/* Many events bring tables of powers in; not a bit changes. */
static void
test_decay_tables (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  double values[2];

  for (int i = 0; i < 200; i++)
    sy_test_log_add (rows, "p", "purchase", T - g_rand_int_range (random, 1, 30 * DAY), NAN);
  for (int i = 0; i < 2; i++)
    {
      SyRule *rule = new_rule (SY_MEASURE_COUNT);

      rule->decay.kind = SY_DECAY_EXPONENTIAL;
      rule->decay.half_life_days = 11.3;
      values[i] = get_value (rows, rule);
      for (int j = 0; j < 20000; j++)
        sy_test_log_add (rows, "q", "purchase", T - g_rand_int_range (random, 1, 30 * DAY), NAN);
    }
  g_assert_cmpfloat (values[0], >, 1);
  g_assert_cmpmem (&values[0], sizeof (double), &values[1], sizeof (double));
}

/* Both bounds of steps are inclusive, linear decay ends at 0. */
static void
test_decay_edges (void)
{
  g_autoptr (SyTestLog) rows = PURCHASES (7, 30, 31);
  SyRule *rule = new_rule (SY_MEASURE_COUNT);
  const SyDecayStep steps[] = { { 7, 1 }, { 30, 0.5 } };

  rule->decay.kind = SY_DECAY_STEPS;
  rule->decay.steps = g_memdup2 (steps, sizeof steps);
  rule->decay.n_steps = G_N_ELEMENTS (steps);
  assert_value (rows, rule, 1.5);

  rule = new_rule (SY_MEASURE_COUNT);
  rule->decay.kind = SY_DECAY_LINEAR;
  rule->decay.span_days = 30;
  assert_value (rows, rule, 1 - 7.0 / 30);
}

/* [t - w, t): the start belongs to the window, t does not. */
static void
test_window (void)
{
  g_autoptr (SyTestLog) rows = PURCHASES (0, 10);
  SyRule *rule;

  sy_test_log_add (rows, "p", "purchase", T - 10 * DAY - 1, NAN);
  sy_test_log_add (rows, "p", "purchase", T - 1, NAN);
  rule = new_rule (SY_MEASURE_COUNT);
  rule->window_days = 10;
  assert_value (rows, rule, 2);
  rule = new_rule (SY_MEASURE_COUNT);
  assert_value (rows, rule, 3);
}

/* Milliseconds are cut off before the instant is compared. */
static void
test_milliseconds (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  sy_test_log_add (rows, "p", "purchase", 0, NAN)->time_ms = T * 1000 - 1;
  sy_test_log_add (rows, "p", "purchase", 0, NAN)->time_ms = T * 1000 + 1;
  assert_value (rows, new_rule (SY_MEASURE_COUNT), 1);
  g_assert_cmpfloat (get_value_at (rows, new_rule (SY_MEASURE_COUNT), T + 1), ==, 2);

  /* Before 1970 too. */
  g_array_set_size (rows->events, 0);
  sy_test_log_add (rows, "p", "purchase", 0, NAN)->time_ms = -1500;
  g_assert_cmpfloat (get_value_at (rows, new_rule (SY_MEASURE_COUNT), -2), ==, 0);
  g_assert_cmpfloat (get_value_at (rows, new_rule (SY_MEASURE_COUNT), -1), ==, 1);
}

/* The per-day cap keeps the first of a day; among equal seconds a missing amount, then the
 * smallest. */
static void
test_daily_cap (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  gint64 noon = 17000 * DAY + DAY / 2;
  SyRule *rule;

  sy_test_log_add (rows, "p", "purchase", noon + 60, 1);
  sy_test_log_add (rows, "p", "purchase", noon, 40);
  sy_test_log_add (rows, "p", "purchase", noon, 30);
  sy_test_log_add (rows, "p", "purchase", noon + DAY, 500);
  rule = new_rule (SY_MEASURE_AMOUNT);
  rule->daily_cap = 1;
  assert_value (rows, rule, 530);
  rule = new_rule (SY_MEASURE_AMOUNT);
  rule->daily_cap = 2;
  assert_value (rows, rule, 570);
  sy_test_log_add (rows, "p", "purchase", noon, NAN);
  rule = new_rule (SY_MEASURE_AMOUNT);
  rule->daily_cap = 1;
  assert_value (rows, rule, 500);
}

/* The same order holds across types. */
static void
test_caps_over_types (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  gint64 noon = 17000 * DAY + DAY / 2;
  SyRule *rule;

  sy_test_log_add (rows, "p", "purchase", noon, 10);
  sy_test_log_add (rows, "p", "refund", noon, NAN);
  sy_test_log_add (rows, "p", "deposit", noon, -4);
  rule = new_rule (SY_MEASURE_AMOUNT);
  sy_rule_add_type (rule, "refund");
  sy_rule_add_type (rule, "deposit");
  rule->daily_cap = 2;
  assert_value (rows, rule, -4);
  rule = new_rule (SY_MEASURE_AMOUNT);
  sy_rule_add_type (rule, "refund");
  sy_rule_add_type (rule, "deposit");
  rule->max_occurrences = 1;
  assert_value (rows, rule, 10);
  rule = new_rule (SY_MEASURE_AMOUNT);
  sy_rule_add_type (rule, "refund");
  sy_rule_add_type (rule, "deposit");
  rule->max_occurrences = 2;
  assert_value (rows, rule, 6);
}

/* The occurrence cap keeps the most recent of what the per-day cap left. */
static void
test_cap_order (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  gint64 noon = 17000 * DAY + DAY / 2;
  SyRule *rule = new_rule (SY_MEASURE_AMOUNT);

  sy_test_log_add (rows, "p", "purchase", noon, 1);
  sy_test_log_add (rows, "p", "purchase", noon + DAY, 10);
  sy_test_log_add (rows, "p", "purchase", noon + DAY + 1, 100);
  rule->daily_cap = 1;
  rule->max_occurrences = 2;
  assert_value (rows, rule, 11);
}

/* Local days: two purchases around a Paris midnight are on two days there and on one in
 * UTC. */
static void
test_local_days (void)
{
  gint64 midnight = 1498860000; /* 2017-07-01T00:00 in Paris */
  const char *const zones[] = { "Europe/Paris", "UTC" };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SyTestLog) rows = sy_test_log_new (zones[i]);
      SyRule *rule = new_rule (SY_MEASURE_COUNT);

      sy_test_log_add (rows, "p", "purchase", midnight - 60, NAN);
      sy_test_log_add (rows, "p", "purchase", midnight, NAN);
      rule->daily_cap = 1;
      assert_value (rows, rule, i == 0 ? 2 : 1);
      assert_value (rows, new_rule (SY_MEASURE_DAYS), i == 0 ? 2 : 1);
    }
}

/* In St. John's, 2010-11-07 began, and a minute later clocks went back to 23:01 of the day
 * before, which so went on. */
static void
test_day_resumes (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("America/St_Johns");
  gint64 change = 1289097060;
  SyRule *rule;

  sy_test_log_add (rows, "p", "purchase", change - 120, 1);         /* 23:59 of the 6th */
  sy_test_log_add (rows, "p", "purchase", change - 30, 10);         /* 00:00:30 of the 7th */
  sy_test_log_add (rows, "p", "purchase", change + 60, 100);        /* 23:02 of the 6th */
  sy_test_log_add (rows, "p", "purchase", change + 2 * 3600, 1000); /* the 7th */
  rule = new_rule (SY_MEASURE_AMOUNT);
  rule->daily_cap = 1;
  assert_value (rows, rule, 11);
  assert_value (rows, new_rule (SY_MEASURE_DAYS), 2);
  rule = new_rule (SY_MEASURE_COUNT);
  rule->per.kind = SY_EXPOSURE_ACTIVE_DAYS;
  assert_value (rows, rule, 2);
}

/* "days" weighs a day by its latest event, "once" by the earliest, "latest" by the last. */
static void
test_measures_with_decay (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  gint64 day = (T / DAY) * DAY;
  const struct
  {
    SyMeasure measure;
    gint64 second;
  } cases[] = { { SY_MEASURE_DAYS, day + 7200 },
                { SY_MEASURE_ONCE, day + 3600 },
                { SY_MEASURE_LATEST, day + 7200 } };

  sy_test_log_add (rows, "p", "purchase", day + 3600, NAN);
  sy_test_log_add (rows, "p", "purchase", day + 7200, NAN);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SyRule *rule = new_rule (cases[i].measure);

      assert_value (rows, new_rule (cases[i].measure), 1);
      rule->decay.kind = SY_DECAY_EXPONENTIAL;
      rule->decay.half_life_days = 1;
      assert_value (rows, rule, pow (0.5, (double) (T - cases[i].second) / DAY));
    }
}

static void
test_inactive (void)
{
  g_autoptr (SyTestLog) rows = PURCHASES (20);
  SyRule *rule = new_rule (SY_MEASURE_INACTIVE);

  rule->window_days = 21;
  assert_value (rows, rule, 0);
  rule = new_rule (SY_MEASURE_INACTIVE);
  rule->window_days = 19;
  assert_value (rows, rule, 1);
}

/* A type that nobody has is no error: nobody has done it. */
static void
test_unknown_type (void)
{
  g_autoptr (SyTestLog) rows = PURCHASES (20);
  SyRule *rule = sy_rule_new ("rule", SY_RULE_EVENT);

  sy_rule_add_type (rule, "unknown");
  assert_value (rows, rule, 0);
  rule = sy_rule_new ("rule", SY_RULE_EVENT);
  sy_rule_add_type (rule, "unknown");
  rule->measure = SY_MEASURE_INACTIVE;
  assert_value (rows, rule, 1);
}

/* Two windows, both half-open, from matches before the caps. */
static void
test_trend (void)
{
  g_autoptr (SyTestLog) rows = PURCHASES (1, 2, 7, 8, 14, 14.5);
  g_autoptr (SyTestLog) none = PURCHASES (100);
  SyRule *rule = new_rule (SY_MEASURE_TREND);

  rule->trend_days = 7;
  rule->max_occurrences = 1;
  assert_value (rows, rule, (3.0 - 2) / 3);
  rule = new_rule (SY_MEASURE_TREND);
  rule->trend_days = 7;
  assert_value (none, rule, 0);
  rule = new_rule (SY_MEASURE_TREND);
  rule->trend_days = 60;
  assert_value (none, rule, -1);
}

static void
test_amounts (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  SyRule *rule;

  sy_test_log_add (rows, "p", "purchase", T - DAY, 20);
  sy_test_log_add (rows, "p", "purchase", T - DAY, -5);
  sy_test_log_add (rows, "p", "purchase", T - DAY, NAN);
  assert_value (rows, new_rule (SY_MEASURE_AMOUNT), 15);
  rule = new_rule (SY_MEASURE_AMOUNT);
  rule->amount.kind = SY_AMOUNT_LOG1P;
  assert_value (rows, rule, log (21) - log (6));
  rule = new_rule (SY_MEASURE_AMOUNT);
  rule->amount.kind = SY_AMOUNT_LIMIT;
  rule->amount.limit = 12;
  assert_value (rows, rule, 7);
}

/* Large and small amounts that a plain sum would lose. */
static void
test_compensated (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  sy_test_log_add (rows, "p", "purchase", T - 5, 1e16);
  for (int i = 0; i < 100; i++)
    sy_test_log_add (rows, "p", "purchase", T - 4, 1);
  sy_test_log_add (rows, "p", "purchase", T - 3, -1e16);
  assert_value (rows, new_rule (SY_MEASURE_AMOUNT), 100);
}

static void
test_shapes (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  SyRule *rule;

  sy_test_log_add (rows, "p", "purchase", T - DAY, -16);
  rule = new_rule (SY_MEASURE_AMOUNT);
  rule->shape = SY_SHAPE_SQRT;
  assert_value (rows, rule, -4);
  rule = new_rule (SY_MEASURE_AMOUNT);
  rule->shape = SY_SHAPE_LOG1P;
  assert_value (rows, rule, -log (17));
}

/* Exposure divides before the shape, by at least 1. */
static void
test_exposure (void)
{
  g_autoptr (SyTestLog) rows = PURCHASES (1, 1, 2, 3);
  SyRule *rule;

  sy_test_log_add (rows, "p", "visit", T - 5 * DAY, NAN);
  sy_test_log_add (rows, "p", "email", T - 1 * DAY, NAN);
  sy_test_log_add (rows, "p", "email", T - 40 * DAY, NAN);
  sy_test_log_add_attribute (rows, "p", "seats", "8");

  rule = new_rule (SY_MEASURE_COUNT);
  rule->per.kind = SY_EXPOSURE_ACTIVE_DAYS;
  rule->window_days = 30;
  assert_value (rows, rule, 4.0 / 4);
  rule = new_rule (SY_MEASURE_COUNT);
  rule->per.kind = SY_EXPOSURE_EVENTS;
  rule->per.types = g_strdupv ((char *[]){ (char *) "email", NULL });
  assert_value (rows, rule, 4.0 / 2);
  rule = new_rule (SY_MEASURE_COUNT);
  rule->per.kind = SY_EXPOSURE_ATTRIBUTE;
  rule->per.attribute = g_strdup ("seats");
  rule->shape = SY_SHAPE_SQRT;
  assert_value (rows, rule, sqrt (0.5));
  rule = new_rule (SY_MEASURE_COUNT);
  rule->per.kind = SY_EXPOSURE_ATTRIBUTE;
  rule->per.attribute = g_strdup ("missing");
  assert_value (rows, rule, 4);
}

static SyRule *
new_sequence (void)
{
  SyRule *rule = sy_rule_new ("rule", SY_RULE_SEQUENCE);

  rule->first = g_strdupv ((char *[]){ (char *) "cart", NULL });
  rule->unless = g_strdupv ((char *[]){ (char *) "purchase", NULL });
  rule->within_days = 2;
  return rule;
}

/* A cart is abandoned from exactly two days on, unless something was bought within them, the last
 * second included. */
static void
test_sequence (void)
{
  const struct
  {
    gint64 cart_age;
    gint64 purchase_age; /* -1 for none */
    double expected;
  } cases[] = {
    { 2 * DAY, -1, 1 },
    { 2 * DAY - 1, -1, 0 },
    { 3 * DAY, DAY, 0 },
    { 3 * DAY, DAY - 1, 1 },
    { 3 * DAY, 3 * DAY, 0 },
    { 3 * DAY, 3 * DAY + 1, 1 },
    { 2 * DAY, 0, 1 }, /* bought at t: not seen yet */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

      sy_test_log_add (rows, "p", "cart", T - cases[i].cart_age, NAN);
      if (cases[i].purchase_age >= 0)
        sy_test_log_add (rows, "p", "purchase", T - cases[i].purchase_age, NAN);
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      assert_value (rows, new_sequence (), cases[i].expected);
    }
}

/* One abandoned cart among others is enough. */
static void
test_sequence_any (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  sy_test_log_add (rows, "p", "cart", T - 10 * DAY, NAN);
  sy_test_log_add (rows, "p", "purchase", T - 9 * DAY, NAN);
  sy_test_log_add (rows, "p", "cart", T - 6 * DAY, NAN);
  sy_test_log_add (rows, "p", "purchase", T - 3 * DAY, NAN);
  sy_test_log_add (rows, "p", "cart", T - DAY, NAN);
  assert_value (rows, new_sequence (), 1);
}

/* A milestone counts from the first event of any type, the last second included. */
static void
test_milestone (void)
{
  const struct
  {
    gint64 delay;
    double expected;
  } cases[] = { { DAY, 1 }, { DAY + 1, 0 }, { 0, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
      SyRule *rule = sy_rule_new ("rule", SY_RULE_MILESTONE);

      sy_rule_add_type (rule, "setup");
      rule->within_days_of_first = 1;
      sy_test_log_add (rows, "p", "visit", T - 10 * DAY, NAN);
      sy_test_log_add (rows, "p", "setup", T - 10 * DAY + cases[i].delay, NAN);
      sy_test_log_add (rows, "p", "setup", T - DAY, NAN);
      assert_value (rows, rule, cases[i].expected);
    }
}

static SyRule *
new_date_rule (double from,
               double to)
{
  SyRule *rule = sy_rule_new ("rule", SY_RULE_DATE);

  rule->attribute = g_strdup ("renewal");
  rule->from_days = from;
  rule->to_days = to;
  return rule;
}

/* Days from the local day that ends at t; both ends belong to it. */
static void
test_date (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyZone) zone = sy_zone_new ("America/New_York", &error);
  g_autoptr (SyTestLog) rows = sy_test_log_new ("America/New_York");
  gint64 as_of;

  g_assert_true (sy_as_of_parse (zone, "2017-05-01", &as_of, &error));
  sy_test_log_add (rows, "p", "visit", as_of - DAY, NAN);
  sy_test_log_add_attribute (rows, "p", "renewal", "2017-06-30"); /* 60 days on */
  g_assert_cmpfloat (get_value_at (rows, new_date_rule (60, 90), as_of), ==, 1);
  g_assert_cmpfloat (get_value_at (rows, new_date_rule (61, 90), as_of), ==, 0);
  g_assert_cmpfloat (get_value_at (rows, new_date_rule (30, 60), as_of), ==, 1);
  g_assert_cmpfloat (get_value_at (rows, new_date_rule (30, 59), as_of), ==, 0);
  g_assert_cmpfloat (get_value_at (rows, new_date_rule (59, 59), as_of + 1), ==, 1);
  g_assert_cmpfloat (get_value_at (rows, new_date_rule (NAN, 0), as_of), ==, 0);
  g_assert_cmpfloat (get_value_at (rows, new_date_rule (NAN, 60), as_of), ==, 1);
}

static SyRule *
new_table_rule (void)
{
  SyRule *rule = sy_rule_new ("rule", SY_RULE_ATTRIBUTE);

  rule->attribute = g_strdup ("kids");
  rule->n_table = 4;
  rule->table = g_new0 (SyTableRow, rule->n_table);
  rule->table[0] = (SyTableRow){ g_strdup ("3+"), NAN, NAN, 4 };
  rule->table[1] = (SyTableRow){ NULL, NAN, 1, 1 };
  rule->table[2] = (SyTableRow){ NULL, 1, 3, 2 };
  rule->table[3] = (SyTableRow){ NULL, 2, NAN, 3 };
  rule->missing_points = -7;
  rule->weight = 10;
  return rule;
}

/* The first row that matches decides; missing is neither weighted nor 0. */
static void
test_table (void)
{
  const struct
  {
    const char *text;
    double expected;
  } cases[] = {
    { "3+", 40 },
    { "0", 10 },
    { "0.99", 10 },
    { "1", 20 },
    { "2", 20 },
    { "3", 30 },
    { "three", 0 },
    { NULL, -7 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyTestLog) rows = PURCHASES (1);

      if (cases[i].text != NULL)
        sy_test_log_add_attribute (rows, "p", "kids", cases[i].text);
      sy_test_log_add_attribute (rows, "q", "kids", "1");
      assert_value (rows, new_table_rule (), cases[i].expected);
    }
}

/* Missing for everyone when the project has no such attribute; still capped. */
static void
test_missing_attribute (void)
{
  g_autoptr (SyTestLog) rows = PURCHASES (1);
  SyRule *rule = new_table_rule ();

  rule->points_min = -5;
  assert_value (rows, rule, -5);
}

static void
test_event_cap (void)
{
  g_autoptr (SyTestLog) rows = PURCHASES (1, 2, 3);
  SyRule *rule = new_rule (SY_MEASURE_COUNT);

  rule->weight = 4;
  rule->points_max = 10;
  assert_value (rows, rule, 10);
  rule = new_rule (SY_MEASURE_COUNT);
  rule->weight = -4;
  rule->points_min = -10;
  assert_value (rows, rule, -10);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/rule-reader/D1-golden-decay", test_golden_decay);
  g_test_add_func ("/score/rule-reader/tiny-decay", test_tiny_decay);
  g_test_add_func ("/score/rule-reader/decay-tables", test_decay_tables);
  g_test_add_func ("/score/rule-reader/decay-edges", test_decay_edges);
  g_test_add_func ("/score/rule-reader/D2-window", test_window);
  g_test_add_func ("/score/rule-reader/milliseconds", test_milliseconds);
  g_test_add_func ("/score/rule-reader/daily-cap", test_daily_cap);
  g_test_add_func ("/score/rule-reader/caps-over-types", test_caps_over_types);
  g_test_add_func ("/score/rule-reader/D3-cap-order", test_cap_order);
  g_test_add_func ("/score/rule-reader/local-days", test_local_days);
  g_test_add_func ("/score/rule-reader/day-resumes", test_day_resumes);
  g_test_add_func ("/score/rule-reader/measures-with-decay", test_measures_with_decay);
  g_test_add_func ("/score/rule-reader/A14-inactive", test_inactive);
  g_test_add_func ("/score/rule-reader/unknown-type", test_unknown_type);
  g_test_add_func ("/score/rule-reader/A14-trend", test_trend);
  g_test_add_func ("/score/rule-reader/A13-C9-amounts", test_amounts);
  g_test_add_func ("/score/rule-reader/compensated", test_compensated);
  g_test_add_func ("/score/rule-reader/D4-shapes", test_shapes);
  g_test_add_func ("/score/rule-reader/D6-exposure", test_exposure);
  g_test_add_func ("/score/rule-reader/C5-sequence", test_sequence);
  g_test_add_func ("/score/rule-reader/sequence-any", test_sequence_any);
  g_test_add_func ("/score/rule-reader/C6-milestone", test_milestone);
  g_test_add_func ("/score/rule-reader/C17-date", test_date);
  g_test_add_func ("/score/rule-reader/K1-table", test_table);
  g_test_add_func ("/score/rule-reader/missing-attribute", test_missing_attribute);
  g_test_add_func ("/score/rule-reader/event-cap", test_event_cap);

  return g_test_run ();
}
