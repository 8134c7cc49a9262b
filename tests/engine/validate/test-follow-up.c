/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to people after a date: lead time, time to the outcome, cohorts, money. */
#include "config.h"

#include <math.h>

#include "fixture.h"

#define AS_OF (START + 100 * DAY)

static void
add_visits (SyTestLog *log,
            const char *person,
            double from,
            double to,
            double every)
{
  for (double day = from; day <= to; day += every)
    sy_test_log_add (log, person, "visit", START + (gint64) (day * DAY), (double) NAN);
}

/* Five people as of day 100; the score is the number of visits in 30 days, and below 2 warns.
 *
 * ann visits on days 60 and 61 and cancels on day 120: below 2 on day 61 (the day before the second visit
 *   counts) and from day 91 on, for 29 days before it. On day 60 she has no score yet.
 * bob visits on day 20 and cancels on day 130: below 2 on every day that is looked at.
 * cat visits each ten days and cancels all the same, at noon of day 129: never below 2.
 * dan visits each ten days and stays. eve visits on days 95, 96, 130 and 131 and stays: below 2 on days
 *   126 to 131. */
static SyEventLog *
make_five (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  add_visits (rows, "ann", 60, 61, 1);
  sy_test_log_add (rows, "ann", "cancel", START + 120 * DAY, (double) NAN);
  add_visits (rows, "bob", 20, 20, 1);
  sy_test_log_add (rows, "bob", "cancel", START + 130 * DAY, (double) NAN);
  add_visits (rows, "cat", 9, 129, 10);
  sy_test_log_add (rows, "cat", "cancel", START + 129 * DAY + DAY / 2, (double) NAN);
  add_visits (rows, "dan", 9, 149, 10);
  add_visits (rows, "eve", 95, 96, 1);
  add_visits (rows, "eve", 130, 131, 1);
  return sy_test_log_build (rows);
}

static SyModel *
make_visit_model (void)
{
  SyModel *model = sy_model_new ("Visits");
  SyRuleGroup *group = sy_rule_group_new ("Activity");
  SyRule *visit = sy_rule_new ("visit", SY_RULE_EVENT);

  sy_rule_add_type (visit, "visit");
  visit->window_days = 30;
  g_ptr_array_add (group->rules, visit);
  g_ptr_array_add (model->groups, group);
  model->scale.kind = SY_SCALE_NONE;
  g_ptr_array_set_size (model->bands, 0);
  g_ptr_array_add (model->bands, sy_band_new ("Low", (double) NAN));
  g_ptr_array_add (model->bands, sy_band_new ("High", 2));
  model->outcome.kind = SY_OUTCOME_EVENT;
  model->outcome.name = g_strdup ("Cancels");
  model->outcome.types = g_strsplit ("cancel", ",", -1);
  model->outcome.horizon_days = 40;
  model->outcome.direction = SY_DIRECTION_LESS;
  return model;
}

static void
assert_point (const SyLeadPoint *point,
              guint days,
              gsize n,
              gsize n_warned)
{
  SyInterval wilson = sy_wilson ((double) n_warned, (double) n);

  g_assert_cmpuint (point->days, ==, days);
  g_assert_cmpuint (point->n, ==, n);
  g_assert_cmpuint (point->n_warned, ==, n_warned);
  g_assert_cmpfloat_with_epsilon (point->share, (double) n_warned / (double) n, 1e-12);
  g_assert_cmpfloat_with_epsilon (point->low, wilson.low, 1e-12);
  g_assert_cmpfloat_with_epsilon (point->high, wilson.high, 1e-12);
}

static void
test_lead_time (void)
{
  g_autoptr (SyEventLog) log = make_five ();
  g_autoptr (SyModel) model = make_visit_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyLeadTime) lead = sy_lead_time_run (log, model, AS_OF, (double) NAN, NULL, NULL, NULL,
                                                  &error);
  g_autoptr (SyLeadTime) lower = NULL;

  g_assert_no_error (error);
  g_assert_cmpfloat (lead->threshold, ==, 2);
  g_assert_cmpuint (lead->n_positive, ==, 3);
  g_assert_cmpuint (lead->n_silent, ==, 0);
  assert_point (&lead->days[0], 90, 2, 1);
  assert_point (&lead->days[1], 60, 2, 1);
  assert_point (&lead->days[2], 30, 3, 1);
  assert_point (&lead->days[3], 14, 3, 2);
  assert_point (&lead->curve[29], 29, 3, 2);
  g_assert_cmpuint (lead->n_warned, ==, 2);
  g_assert_cmpuint (lead->n_all_along, ==, 1);
  g_assert_cmpfloat (lead->median_days, ==, 29);
  g_assert_cmpfloat (lead->median_warned_days, ==, (29 + 90) / 2.0);
  g_assert_cmpuint (lead->n_retained, ==, 2);
  g_assert_cmpuint (lead->n_alarmed, ==, 1);
  g_assert_cmpfloat (lead->alarm_days, ==, 3);
  g_assert_cmpfloat (lead->window_days, ==, 40);

  /* Below 1: ann from day 92 on, bob from day 51 on; eve on days 127 to 130. */
  lower = sy_lead_time_run (log, model, AS_OF, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (lower->median_days, ==, 28);
  g_assert_cmpfloat (lower->median_warned_days, ==, (28 + 79) / 2.0);
  g_assert_cmpfloat (lower->alarm_days, ==, 2);
}

/* A higher score that should mean more of it warns from the threshold up. */
static void
test_lead_time_more (void)
{
  g_autoptr (SyEventLog) log = make_five ();
  g_autoptr (SyModel) model = make_visit_model ();
  g_autoptr (SyLeadTime) lead = NULL;

  model->outcome.direction = SY_DIRECTION_MORE;
  lead = sy_lead_time_run (log, model, AS_OF, (double) NAN, NULL, NULL, NULL, NULL);
  /* Of cat alone, since day 30 or the first day looked at, 39; dan on all 40 days, eve on 34. */
  g_assert_cmpuint (lead->n_warned, ==, 1);
  g_assert_cmpfloat (lead->median_days, ==, 0);
  g_assert_cmpfloat (lead->median_warned_days, ==, 90);
  g_assert_cmpfloat (lead->alarm_days, ==, (40 + 34) / 2.0);
}

/* An absence has happened when the silence has lasted the horizon. */
static void
test_lead_time_absence (void)
{
  g_autoptr (SyEventLog) log = make_five ();
  g_autoptr (SyModel) model = make_visit_model ();
  g_autoptr (SyLeadTime) lead = NULL;

  g_clear_pointer (&model->outcome.types, g_strfreev);
  model->outcome.types = g_strsplit ("visit", ",", -1);
  model->outcome.kind = SY_OUTCOME_ABSENCE;
  model->outcome.horizon_days = 25;
  lead = sy_lead_time_run (log, model, AS_OF, (double) NAN, NULL, NULL, NULL, NULL);
  /* No visit in days 100 to 125: ann since day 61 and bob since day 20, both silent for 25 days
   * already, and eve since day 96: her silence has lasted at day 121, when she was not below 2 yet. */
  g_assert_cmpuint (lead->n_silent, ==, 2);
  g_assert_cmpuint (lead->n_positive, ==, 1);
  g_assert_cmpuint (lead->n_retained, ==, 2);
  g_assert_cmpuint (lead->n_warned, ==, 0);
  g_assert_cmpfloat (lead->median_days, ==, 0);
}

static void
test_refusals (void)
{
  g_autoptr (SyEventLog) log = make_five ();
  g_autoptr (SyModel) model = make_visit_model ();
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_lead_time_run (log, model, START + 130 * DAY, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN);
  g_clear_error (&error);
  g_ptr_array_set_size (model->bands, 1);
  g_assert_null (sy_lead_time_run (log, model, AS_OF, (double) NAN, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  g_clear_error (&error);
  g_assert_null (sy_error_review_run (log, model, AS_OF, (double) NAN, 5, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  g_clear_error (&error);
  model->outcome.kind = SY_OUTCOME_NONE;
  g_assert_null (sy_time_to_outcome_run (log, model, AS_OF, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME);
}

static void
test_survival (void)
{
  g_autoptr (SyEventLog) log = make_five ();
  g_autoptr (SyModel) model = make_visit_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTimeToOutcome) found = sy_time_to_outcome_run (log, model, AS_OF, NULL, &error);
  /* ann and bob, who cancel after 20 and 30 days; cat after 29.5; dan and eve followed for 50. */
  static const double times[] = { 20, 30, 29.5, 50, 50 };
  static const guint8 events[] = { 1, 1, 1, 0, 0 };
  static const guint32 groups[] = { 0, 0, 1, 1, 1 };
  SyLogRank log_rank;

  g_assert_no_error (error);
  g_assert_cmpfloat (found->followed_days, ==, 50);
  g_assert_cmpuint (found->bands[0].n, ==, 2);
  g_assert_cmpuint (found->bands[0].n_events, ==, 2);
  g_assert_cmpfloat (found->bands[0].median_days, ==, 20);
  g_assert_cmpfloat_with_epsilon (found->bands[0].shares[0].share, 0.5, 1e-12);
  g_assert_cmpuint (found->bands[0].shares[0].at_risk, ==, 1);
  g_assert_cmpuint (found->bands[1].n, ==, 3);
  g_assert_true (isnan (found->bands[1].median_days));
  g_assert_cmpfloat_with_epsilon (found->bands[1].shares[0].share, 1 / 3.0, 1e-12);
  /* S 2/3, Greenwood's se sqrt (4/9 * 1/6) = 0.27216553; exp (1.95996398 * se / (2/3 * ln 3/2)) =
   * 7.195: 1 - S^(1/7.195), 1 - S^7.195. */
  {
    double reach = exp (1.959963984540054 * sqrt (4 / 9.0 / 6) / (2 / 3.0 * 0.4054651081081644));

    g_assert_cmpfloat_with_epsilon (found->bands[1].shares[0].low, 1 - pow (2 / 3.0, 1 / reach),
                                    1e-12);
    g_assert_cmpfloat_with_epsilon (found->bands[1].shares[0].high, 1 - pow (2 / 3.0, reach), 1e-12);
  }
  /* Nobody was followed for 60 days. */
  g_assert_true (isnan (found->bands[1].shares[1].share));
  sy_log_rank (times, events, groups, 5, 2, NULL, NULL, &log_rank);
  g_assert_cmpfloat_with_epsilon (found->log_rank.chi2, log_rank.chi2, 1e-12);
  g_assert_cmpfloat_with_epsilon (found->log_rank.p, log_rank.p, 1e-12);
  g_assert_cmpuint (found->log_rank.df, ==, 1);
}

/* From the first visit: ann is 40 days old at the date and cancels at 60, bob 80 and 110; cat and dan 91,
 * of whom cat cancels at 120.5 and dan is followed to 141, eve is 5 and is followed to 55. */
static void
test_from_first_event (void)
{
  g_autoptr (SyEventLog) log = make_five ();
  g_autoptr (SyModel) model = make_visit_model ();
  SyTimeOptions options = { .from = SY_TIME_FROM_FIRST_EVENT };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyTimeToOutcome) found = NULL;
  g_autoptr (SyTimeToOutcome) repeated = NULL;
  const SyBandTime *high;

  found = sy_time_to_outcome_ask (log, model, AS_OF, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (found->followed_days, ==, 141);
  g_assert_cmpuint (found->n_already, ==, 0);
  g_assert_cmpuint (found->bands[0].n, ==, 2);
  g_assert_cmpfloat (found->bands[0].start_days, ==, 40);
  g_assert_cmpfloat (found->bands[0].median_days, ==, 60);
  g_assert_cmpuint (found->bands[0].points[0].at_risk, ==, 1);
  /* Two are 91 days old together; eve has gone by then, and nothing is told of the days before. */
  high = &found->bands[1];
  g_assert_cmpuint (high->n, ==, 3);
  g_assert_cmpfloat (high->start_days, ==, 91);
  g_assert_cmpuint (high->n_early, ==, 1);
  g_assert_cmpuint (high->n_points, ==, 1);
  g_assert_cmpfloat (high->points[0].time, ==, 120.5);
  g_assert_cmpuint (high->points[0].at_risk, ==, 2);
  g_assert_cmpfloat (high->points[0].survival, ==, 0.5);
  g_assert_true (isnan (high->shares[2].share));
  /* All of them have visited before: a first visit is no longer to come. */
  g_clear_pointer (&model->outcome.types, g_strfreev);
  model->outcome.types = g_strsplit ("visit", ",", -1);
  repeated = sy_time_to_outcome_ask (log, model, AS_OF, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (repeated->n_already, ==, 5);
  g_assert_cmpuint (repeated->bands[0].n + repeated->bands[1].n, ==, 0);
  g_assert_true (isnan (repeated->log_rank.p));
  model->outcome.kind = SY_OUTCOME_ABSENCE;
  g_assert_null (sy_time_to_outcome_ask (log, model, AS_OF, &options, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
}

/* From a sign-up, by arm: who has no date, one after t, no arm or two is left out. */
static void
test_from_attribute_by_arm (void)
{
  static const SyTreatment assigned[] = {
    { .person = (char *) "p00", .name = (char *) "spring", .arm = (char *) "control" },
    { .person = (char *) "p00", .name = (char *) "spring", .arm = (char *) "mail" },
    { .person = (char *) "p01", .name = (char *) "autumn", .arm = (char *) "mail" },
    { .person = (char *) "p02", .name = (char *) "spring", .arm = (char *) "mail", .has_start = TRUE, .start_ms = AS_OF * G_GINT64_CONSTANT (1000) },
  };
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_visit_model ();
  g_autoptr (GPtrArray) treatments = g_ptr_array_new ();
  g_autoptr (SyTimeGroups) groups = NULL;
  SyTimeOptions options = { .from = SY_TIME_FROM_ATTRIBUTE, .attribute = "signup" };
  g_autoptr (SyTimeToOutcome) found = NULL;
  g_autoptr (GError) error = NULL;
  SyTreatment more[30];

  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *key = g_strdup_printf ("p%02u", i);
      const char *person = sy_test_log_keep (rows, key);
      g_autofree char *day = sy_day_format ((gint32) (AS_OF / DAY) - (i < 25 ? 20 : -5));

      sy_test_log_add (rows, person, "visit", AS_OF - 10 * DAY, (double) NAN);
      if (i != 24)
        sy_test_log_add_attribute (rows, person, "signup", sy_test_log_keep (rows, day));
      if (i % 2 == 0)
        sy_test_log_add (rows, person, "cancel", AS_OF + 5 * DAY, (double) NAN);
      more[i] = (SyTreatment){ .person = (char *) person, .name = (char *) "spring", .arm = (char *) (i % 2 == 0 ? "mail" : "control") };
      if (i > 2)
        g_ptr_array_add (treatments, &more[i]);
    }
  sy_test_log_add (rows, "late", "visit", AS_OF + 80 * DAY, (double) NAN);
  log = sy_test_log_build (rows);
  for (gsize i = 0; i < G_N_ELEMENTS (assigned); i++)
    g_ptr_array_add (treatments, (gpointer) &assigned[i]);
  groups = sy_time_groups_new_for_treatment (log, treatments, "spring", AS_OF, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (groups->n_groups, ==, 2);
  g_assert_cmpstr (groups->names[0], ==, "control");
  options.groups = groups;
  found = sy_time_to_outcome_ask (log, model, AS_OF, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->by, ==, "arm of spring");
  /* p24 has no date and p25 to p29 one after t; p00 has two arms, p01 none, p02 one that starts at t. */
  g_assert_cmpuint (found->n_without_start, ==, 6);
  g_assert_cmpuint (found->n_without_group, ==, 3);
  /* Of p03 to p23 the even ones had mail and cancel 25 days after they signed up. */
  g_assert_cmpuint (found->bands[0].n, ==, 11);
  g_assert_cmpuint (found->bands[0].n_events, ==, 0);
  g_assert_cmpuint (found->bands[1].n, ==, 10);
  g_assert_cmpuint (found->bands[1].n_events, ==, 10);
  g_assert_cmpfloat (found->bands[1].start_days, ==, 20);
  g_assert_cmpfloat (found->bands[1].median_days, ==, 25);
  g_assert_cmpfloat (found->bands[1].shares[0].share, ==, 1);
  g_assert_null (sy_time_groups_new_for_treatment (log, treatments, "winter", AS_OF, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  g_clear_error (&error);
  options.attribute = "plan";
  g_assert_null (sy_time_to_outcome_ask (log, model, AS_OF, &options, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
}

/* Nobody is censored within the horizon: there the curve is the rate of the backtest. */
static void
check_against_backtest (SyOutcomeKind kind)
{
  g_autoptr (SyTestLog) rows = make_shop (2000, 300, 11);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  static const gint64 origin = START + 150 * DAY;
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (SyBacktest) backtest = NULL;
  g_autoptr (SyTimeToOutcome) found = NULL;

  model->outcome.kind = kind;
  model->outcome.count = 2;
  model->outcome.amount = 40;
  model->outcome.gap_days = 5;
  options.origins = &origin;
  options.n_origins = 1;
  backtest = sy_backtest_run (log, model, &options, NULL, NULL, NULL, NULL);
  found = sy_time_to_outcome_run (log, model, origin, NULL, NULL);
  for (gsize i = 0; i < 3; i++)
    {
      const SyBandOutcome *band = &backtest->pooled.figures->bands[i];
      double share = found->bands[i].shares[0].share;

      g_assert_cmpuint (found->bands[i].n, ==, band->n);
      g_assert_cmpuint (band->positives, >, 0);
      g_assert_cmpfloat_with_epsilon (kind == SY_OUTCOME_ABSENCE ? 1 - share : share, band->rate,
                                      1e-12);
      g_assert_cmpfloat (found->bands[i].shares[0].low, <, share);
      g_assert_cmpfloat (found->bands[i].shares[0].high, >, share);
      g_assert_cmpfloat (found->bands[i].shares[1].share, >, share);
    }
}

static void
test_survival_and_rates (void)
{
  check_against_backtest (SY_OUTCOME_EVENT);
  check_against_backtest (SY_OUTCOME_COUNT);
  check_against_backtest (SY_OUTCOME_AMOUNT);
  check_against_backtest (SY_OUTCOME_ABSENCE);
}

/* Amounts in days 100 to 139, and before; the score does not matter but for the bands: ann and dan have
 * visited, bob and cat have not. */
static SyEventLog *
make_buyers (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  add_visits (rows, "ann", 90, 92, 1);
  add_visits (rows, "dan", 90, 92, 1);
  /* January and March 2024. */
  sy_test_log_add (rows, "ann", "buy", START + 5 * DAY, 7);
  sy_test_log_add (rows, "ann", "buy", START + 65 * DAY, 20);
  sy_test_log_add (rows, "ann", "buy", START + 100 * DAY, 30);
  sy_test_log_add (rows, "ann", "buy", START + 110 * DAY, 10);
  sy_test_log_add (rows, "ann", "buy", START + 111 * DAY, -10);
  sy_test_log_add (rows, "dan", "buy", START + 120 * DAY, 50);
  sy_test_log_add (rows, "bob", "buy", START + 70 * DAY, 40);
  sy_test_log_add (rows, "bob", "buy", START + 140 * DAY, 1000); /* after the window */
  sy_test_log_add (rows, "cat", "buy", START + 65 * DAY, 60);
  sy_test_log_add (rows, "cat", "buy", START + 139 * DAY, 20);
  sy_test_log_add (rows, "cat", "tip", START + 139 * DAY, 5);
  sy_test_log_add (rows, "cat", "end", START + 150 * DAY, (double) NAN);
  return sy_test_log_build (rows);
}

static void
test_money (void)
{
  g_autoptr (SyEventLog) log = make_buyers ();
  g_autoptr (SyModel) model = make_visit_model ();
  g_auto (GStrv) types = g_strsplit ("buy", ",", -1);
  g_auto (GStrv) wrong = g_strsplit ("bye", ",", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyMoney) money = sy_money_run (log, model, AS_OF, types, NULL, &error);
  g_autoptr (SyMoney) all_types = NULL;
  const SyBandMoney *high;
  const SyBandMoney *all;

  g_assert_no_error (error);
  high = &money->bands[1];
  g_assert_cmpstr (high->name, ==, "High");
  g_assert_cmpuint (high->n, ==, 2);
  g_assert_cmpfloat_with_epsilon (high->revenue, 80, 1e-9);
  g_assert_cmpuint (high->n_orders, ==, 3);
  g_assert_cmpuint (high->n_buyers, ==, 2);
  g_assert_cmpfloat_with_epsilon (high->per_person.value, 40, 1e-9);
  /* 30 and 50: sd 14.142, t (1) 12.7062: 40 +- 127.062. */
  g_assert_cmpfloat_with_epsilon (high->per_person.low, 40 - 127.06204736174698, 1e-6);
  g_assert_cmpfloat_with_epsilon (high->order_value.value, 90 / 3.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (high->orders.value, 1.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (high->repeat.value, 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (high->repeat.low, sy_wilson (1, 2).low, 1e-12);
  g_assert_cmpfloat_with_epsilon (high->lifetime.value, (57 + 50) / 2.0, 1e-9);
  /* ann spent 20 in the 40 days before. */
  g_assert_cmpfloat_with_epsilon (high->before, 20, 1e-9);
  g_assert_cmpfloat_with_epsilon (high->retention.value, 4, 1e-9);
  g_assert_cmpuint (high->n_before, ==, 1);
  g_assert_cmpfloat_with_epsilon (high->expansion.value, 1, 1e-9);

  all = &money->bands[2];
  g_assert_cmpuint (all->n, ==, 4);
  g_assert_cmpfloat_with_epsilon (all->revenue, 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (all->buyers.value, 0.75, 1e-9);
  g_assert_cmpfloat_with_epsilon (all->retention.value, 100 / 120.0, 1e-9);
  /* Residuals y - r x of r = 5/6: 30 - 50/3, 0 - 100/3, 20 - 50, 50; t (3) 3.18244631. */
  {
    double squares = pow (30 - 50 / 3.0, 2) + pow (100 / 3.0, 2) + 900 + 2500;

    g_assert_cmpfloat_with_epsilon (all->retention.high - all->retention.value,
                                    3.182446305284263 * sqrt (squares * 4 / 3) / 120, 1e-9);
  }
  /* Without names, all types with amounts, as the outcome's have none. */
  all_types = sy_money_run (log, model, AS_OF, NULL, NULL, &error);
  g_assert_cmpuint (g_strv_length (all_types->types), ==, 2);
  g_assert_cmpfloat_with_epsilon (all_types->bands[2].revenue, 105, 1e-9);
  g_assert_null (sy_money_run (log, model, AS_OF, wrong, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
}

static void
test_cohorts (void)
{
  g_autoptr (SyEventLog) log = make_buyers ();
  g_autoptr (SyModel) model = make_visit_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCohorts) cohorts = sy_cohorts_run (log, model, AS_OF, NULL, &error);
  const SyCohortCell *cell;

  g_assert_no_error (error);
  /* ann was first seen in January, cat and bob in March (days 65 and 70), dan on day 90, in March. */
  g_assert_cmpuint (cohorts->n_cohorts, ==, 2);
  g_assert_cmpint (cohorts->months[0], ==, sy_day_from_civil (2024, 1, 1));
  g_assert_cmpint (cohorts->months[1], ==, sy_day_from_civil (2024, 3, 1));
  cell = sy_cohorts_get_cell (cohorts, 0, 1);
  g_assert_cmpuint (cell->n, ==, 1);
  g_assert_cmpuint (cell->n_retained, ==, 1);
  cell = sy_cohorts_get_cell (cohorts, 0, 0);
  g_assert_cmpuint (cell->n, ==, 0);
  g_assert_true (isnan (cell->retention));
  /* bob comes back on day 140, when the window is over. */
  cell = sy_cohorts_get_cell (cohorts, 1, 0);
  g_assert_cmpuint (cell->n, ==, 2);
  g_assert_cmpuint (cell->n_retained, ==, 1);
  g_assert_cmpfloat_with_epsilon (cell->low, sy_wilson (1, 2).low, 1e-12);
  cell = sy_cohorts_get_cell (cohorts, 1, 2);
  g_assert_cmpuint (cell->n, ==, 3);
  g_assert_cmpfloat_with_epsilon (cell->retention, 2 / 3.0, 1e-12);
  cell = sy_cohorts_get_cell (cohorts, 2, 2);
  g_assert_cmpuint (cell->n, ==, 4);
  g_assert_cmpuint (cell->n_retained, ==, 3);
  g_assert_cmpuint (cell->n_positive, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/follow-up/F10-five-people", test_lead_time);
  g_test_add_func ("/validate/follow-up/F10-more", test_lead_time_more);
  g_test_add_func ("/validate/follow-up/F10-absence", test_lead_time_absence);
  g_test_add_func ("/validate/follow-up/refusals", test_refusals);
  g_test_add_func ("/validate/follow-up/F11-survival", test_survival);
  g_test_add_func ("/validate/follow-up/P6-from-first-event", test_from_first_event);
  g_test_add_func ("/validate/follow-up/P6-from-attribute-by-arm", test_from_attribute_by_arm);
  g_test_add_func ("/validate/follow-up/F11-rates-of-the-backtest", test_survival_and_rates);
  g_test_add_func ("/validate/follow-up/F13-cohorts", test_cohorts);
  g_test_add_func ("/validate/follow-up/F15-money", test_money);
  return g_test_run ();
}
