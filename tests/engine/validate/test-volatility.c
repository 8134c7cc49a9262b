/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much the scores of single people move. */
#include "config.h"

#include <math.h>

#include "sy-engine.h"

#include "../../support/small-world.h"

static SyEventLog *
make_log (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  static const struct
  {
    const char *person;
    const char *type;
    int day;
  } events[] = {
    { "ann", "buy", 1 },
    { "ann", "buy", 2 },
    { "ann", "visit", 3 },
    { "bob", "visit", 1 },
    { "bob", "visit", 2 },
    { "dan", "buy", 5 },
    { "fay", "visit", 1 },
    { "fay", "buy", 5 },
    { "gil", "visit", 9 },
    { "eve", "buy", 20 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    sy_event_log_builder_add_event (builder, events[i].person, events[i].type,
                                    events[i].day * WORLD_DAY_MS, NULL, NULL, 0);
  return sy_event_log_builder_build (builder);
}

static const SyPersonVolatility *
find (const SyVolatility *volatility,
      const SyEventLog *log,
      const char *key)
{
  for (gsize i = 0; i < volatility->n_people; i++)
    if (g_str_equal (sy_event_log_get_person_key (log, volatility->people[i].person), key))
      return &volatility->people[i];
  g_assert_not_reached ();
}

static void
assert_person (const SyPersonVolatility *person,
               gsize n_changes,
               double mean,
               double sd,
               gsize n_band_changes)
{
  g_assert_cmpuint (person->n_changes, ==, n_changes);
  g_assert_cmpfloat_with_epsilon (person->mean_change, mean, 1e-15);
  g_assert_cmpfloat_with_epsilon (person->sd_change, sd, 1e-15);
  g_assert_cmpuint (person->n_band_changes, ==, n_band_changes);
}

static void
test_week (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyVolatility)
      volatility = sy_volatility_measure (log, model, WORLD_AS_OF, 7, NULL, NULL, NULL, &error);
  const SyPersonVolatility *gil;

  g_assert_no_error (error);
  g_assert_cmpuint (volatility->n_people, ==, 5);
  /* Of seven changes one is 1: the mean is 1/7, and so is the variance. */
  assert_person (find (volatility, log, "ann"), 7, 1.0 / 7, sqrt (1.0 / 7), 0);
  assert_person (find (volatility, log, "bob"), 7, 0, 0, 0);
  /* Without a score until the event: no change on that day, and no band at the start. */
  assert_person (find (volatility, log, "dan"), 4, 0, 0, 0);
  /* One of 10: the mean 10/7, the variance 100/7. */
  assert_person (find (volatility, log, "fay"), 7, 10.0 / 7, 10 * sqrt (1.0 / 7), 1);
  gil = find (volatility, log, "gil");
  g_assert_cmpuint (gil->n_changes, ==, 0);
  g_assert_true (isnan (gil->mean_change) && isnan (gil->sd_change));

  g_assert_cmpfloat_with_epsilon (volatility->mean_change, 11.0 / 28, 1e-15);
  g_assert_cmpfloat_with_epsilon (volatility->mean_sd, 11 * sqrt (1.0 / 7) / 4, 1e-15);
  g_assert_cmpuint (volatility->n_weeks, ==, 1);
  g_assert_cmpuint (volatility->n_week_pairs, ==, 3);
  g_assert_cmpuint (volatility->n_week_changes, ==, 1);
  g_assert_cmpfloat_with_epsilon (volatility->weekly_share, 1.0 / 3, 1e-15);
  g_assert_true (sy_volatility_is_alarm (volatility, 0.33));
  g_assert_false (sy_volatility_is_alarm (volatility, volatility->weekly_share));
}

/* Who moves most comes first, of equal ones by number, and who has no change last. */
static void
test_order (void)
{
  static const char *const keys[] = { "fay", "ann", "bob", "dan", "gil" };
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autoptr (SyVolatility)
      volatility = sy_volatility_measure (log, model, WORLD_AS_OF, 7, NULL, NULL, NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_cmpstr (sy_event_log_get_person_key (log, volatility->people[i].person), ==, keys[i]);
}

/* Days before the first whole week move scores, and end no week. */
static void
test_odd_days (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autoptr (SyVolatility)
      longer = sy_volatility_measure (log, model, WORLD_AS_OF, 9, NULL, NULL, NULL, NULL);
  g_autoptr (SyVolatility)
      shorter = sy_volatility_measure (log, model, WORLD_AS_OF, 1, NULL, NULL, NULL, NULL);

  g_assert_cmpuint (longer->n_weeks, ==, 1);
  g_assert_cmpuint (longer->n_week_pairs, ==, 3);
  g_assert_cmpuint (longer->n_week_changes, ==, 1);
  /* As of day 2, 3, 4: 10, 20, 21. */
  assert_person (find (longer, log, "ann"), 8, 11.0 / 8,
                 sqrt ((101 - 121.0 / 8) / 7), 0);
  g_assert_cmpuint (shorter->n_weeks, ==, 0);
  g_assert_cmpuint (shorter->n_week_pairs, ==, 0);
  g_assert_true (isnan (shorter->weekly_share));
  g_assert_false (sy_volatility_is_alarm (shorter, 0));
  g_assert_true (isnan (shorter->mean_sd));
  g_assert_cmpfloat (shorter->mean_change, ==, 0);
}

static void
test_nobody (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = world_new_model ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyVolatility)
      volatility = sy_volatility_measure (log, model, 0, 7, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (volatility->n_people, ==, 0);
  g_assert_true (isnan (volatility->mean_change) && isnan (volatility->p95_change));
  g_cancellable_cancel (cancelled);
  g_assert_null (
      sy_volatility_measure (log, model, WORLD_AS_OF, 7, cancelled, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/volatility/H3-week", test_week);
  g_test_add_func ("/validate/volatility/H3-odd-days", test_odd_days);
  g_test_add_func ("/validate/volatility/H3-order", test_order);
  g_test_add_func ("/validate/volatility/nobody", test_nobody);
  return g_test_run ();
}
