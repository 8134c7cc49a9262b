/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"

#define T G_GINT64_CONSTANT (1500000000)

static void
test_empty (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("Europe/Paris");
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  gint64 first;
  gint64 last;

  g_assert_cmpuint (sy_event_log_get_n_events (log), ==, 0);
  g_assert_cmpuint (sy_event_log_get_n_people (log), ==, 0);
  g_assert_cmpuint (sy_event_log_get_n_types (log), ==, 0);
  g_assert_false (sy_event_log_get_span (log, &first, &last));
  g_assert_cmpint (first, ==, 0);
  g_assert_cmpint (last, ==, 0);
  g_assert_cmpint (sy_event_log_get_data_end (log), ==, G_MININT64);
  g_assert_cmpuint (sy_event_log_find_person (log, "nobody"), ==, SY_PERSON_NONE);
  g_assert_cmpuint (sy_event_log_find_type (log, "nothing"), ==, SY_TYPE_NONE);
  g_assert_null (sy_event_log_find_attribute (log, "nothing"));
  g_assert_null (sy_event_log_find_property (log, "nothing", NULL));
  g_assert_null (sy_event_log_find_outcome (log, "nothing"));
  g_assert_cmpuint (sy_event_log_get_memory (log), >, 0);
}

/* People and types are numbered in bytewise order, whatever the order of the rows. */
static void
test_numbers (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  const char *const keys[] = { "10", "9", "B", "a", "é" };

  sy_test_log_add (rows, "é", "visit", T, NAN);
  sy_test_log_add (rows, "9", "visit", T, NAN);
  sy_test_log_add (rows, "a", "Visit", T, NAN);
  sy_test_log_add (rows, "10", "buy", T, NAN);
  sy_test_log_add_attribute (rows, "B", "plan", "pro");
  log = sy_test_log_build (rows);

  g_assert_cmpuint (sy_event_log_get_n_people (log), ==, G_N_ELEMENTS (keys));
  for (guint32 i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_assert_cmpstr (sy_event_log_get_person_key (log, i), ==, keys[i]);
      g_assert_cmpuint (sy_event_log_find_person (log, keys[i]), ==, i);
    }
  g_assert_cmpstr (sy_event_log_get_type_name (log, 0), ==, "Visit");
  g_assert_cmpuint (sy_event_log_find_type (log, "buy"), ==, 1);
  g_assert_cmpuint (sy_event_log_find_type (log, "visit"), ==, 2);
  g_assert_cmpuint (sy_event_log_find_type (log, "VISIT"), ==, SY_TYPE_NONE);
  /* Someone with attributes only. */
  g_assert_cmpuint (sy_event_log_get_first_seconds (log)[2], ==, SY_SECOND_NONE);
  g_assert_cmpint (sy_event_log_get_first_seconds (log)[0] + SY_EVENT_EPOCH, ==, T);
}

/* Runs by person; in them by second, then amount with missing first, then row. */
static void
test_order (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  const SyEventRuns *runs;
  const guint32 expected_rows[] = { 6, 5, 2, 8, 7, 1, 4, 3 };
  const gint64 seconds[] = { T + 5, T, T, T, T, T, T, T, T };
  guint32 start;
  guint32 end;

  sy_test_log_add (rows, "a", "buy", T + 5, 1);
  sy_test_log_add (rows, "a", "buy", T, -2)->time_ms += 999;
  sy_test_log_add (rows, "c", "buy", T, 3);
  sy_test_log_add (rows, "b", "buy", T, 3);
  sy_test_log_add (rows, "a", "buy", T, NAN);
  sy_test_log_add (rows, "a", "buy", T - 1, 9);
  sy_test_log_add (rows, "a", "buy", T, 3);
  sy_test_log_add (rows, "a", "buy", T, -2);
  sy_test_log_add (rows, "b", "visit", T, NAN);
  log = sy_test_log_build (rows);

  runs = sy_event_log_get_runs (log, 0);
  g_assert_cmpuint (runs->n_events, ==, 8);
  g_assert_cmpuint (runs->n_runs, ==, 3);
  g_assert_cmpuint (runs->starts[0], ==, 0);
  g_assert_cmpuint (runs->starts[1], ==, 6);
  g_assert_cmpuint (runs->starts[2], ==, 7);
  g_assert_cmpuint (runs->starts[3], ==, 8);
  g_assert_cmpmem (runs->rows, sizeof expected_rows, expected_rows, sizeof expected_rows);
  g_assert_cmpint (runs->seconds[0] + SY_EVENT_EPOCH, ==, T - 1);
  for (guint i = 1; i < 5; i++)
    g_assert_cmpint (runs->seconds[i] + SY_EVENT_EPOCH, ==, seconds[i]);
  g_assert_cmpfloat (runs->amounts[0], ==, 9);
  g_assert_true (isnan (runs->amounts[1]));
  g_assert_cmpfloat (runs->amounts[2], ==, -2);
  g_assert_cmpfloat (runs->amounts[4], ==, 3);

  g_assert_true (sy_event_runs_find (runs, 1, &start, &end));
  g_assert_cmpuint (start, ==, 6);
  g_assert_cmpuint (end, ==, 7);
  runs = sy_event_log_get_runs (log, 1);
  g_assert_null (runs->amounts);
  g_assert_false (sy_event_runs_find (runs, 0, &start, &end));
  g_assert_cmpuint (start, ==, end);
}

/* The data ends with the local day of the last event, also when that day has 25 hours. */
static void
test_span (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("Europe/Paris");
  g_autoptr (SyEventLog) log = NULL;
  gint64 midnight = 1509228000; /* 2017-10-29T00:00 in Paris, when clocks go back */
  gint64 first;
  gint64 last;

  sy_test_log_add (rows, "a", "visit", midnight + 100, NAN);
  sy_test_log_add (rows, "a", "buy", midnight - 5000, NAN);
  log = sy_test_log_build (rows);
  g_assert_true (sy_event_log_get_span (log, &first, &last));
  g_assert_cmpint (first, ==, midnight - 5000);
  g_assert_cmpint (last, ==, midnight + 100);
  g_assert_cmpint (sy_event_log_get_data_end (log), ==, midnight + 25 * 3600);
}

static void
test_bound (void)
{
  g_assert_cmpuint (sy_event_log_get_bound (SY_EVENT_EPOCH), ==, 0);
  g_assert_cmpuint (sy_event_log_get_bound (SY_EVENT_EPOCH - 1), ==, 0);
  g_assert_cmpuint (sy_event_log_get_bound (G_MININT64), ==, 0);
  g_assert_cmpuint (sy_event_log_get_bound (SY_EVENT_EPOCH + 7), ==, 7);
  g_assert_cmpuint (sy_event_log_get_bound (G_MAXINT64), ==, SY_SECOND_NONE);
}

/* The first and the last millisecond that events may have. */
static void
test_range (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  const SyEventRuns *runs;

  sy_test_log_add (rows, "a", "visit", 0, NAN)->time_ms = SY_EVENT_EPOCH * 1000;
  sy_test_log_add (rows, "a", "visit", 0, NAN)->time_ms = (SY_EVENT_EPOCH + G_MAXUINT32) * 1000 - 1;
  log = sy_test_log_build (rows);
  runs = sy_event_log_get_runs (log, 0);
  g_assert_cmpuint (runs->seconds[0], ==, 0);
  g_assert_cmpuint (runs->seconds[1], ==, G_MAXUINT32 - 1);
}

static void
test_properties (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  const SyEventProperty *channel;
  const SyEventProperty *price;
  const guint32 *values;
  guint32 index;

  sy_test_log_add (rows, "b", "buy", T, NAN)->properties[0] = "web";
  sy_test_log_add (rows, "a", "buy", T + 1, NAN)->properties[0] = "app";
  sy_test_log_add (rows, "a", "buy", T, NAN);
  sy_test_log_add (rows, "a", "visit", T, NAN)->properties[1] = "5.0";
  sy_test_log_add (rows, "b", "visit", T, NAN)->properties[1] = "5 EUR";
  log = sy_test_log_build (rows);

  g_assert_cmpuint (sy_event_log_get_n_properties (log), ==, 2);
  channel = sy_event_log_find_property (log, "channel", &index);
  g_assert_cmpuint (channel->n_values, ==, 2);
  g_assert_null (channel->texts[0]);
  g_assert_cmpstr (channel->texts[1], ==, "app");
  g_assert_cmpstr (channel->texts[2], ==, "web");
  g_assert_true (isnan (channel->numbers[1]));
  values = sy_event_log_get_property_values (log, sy_event_log_find_type (log, "buy"), index);
  /* Person a: no channel at T, then the app; person b: the web. */
  g_assert_cmpuint (values[0], ==, SY_VALUE_ABSENT);
  g_assert_cmpuint (values[1], ==, 1);
  g_assert_cmpuint (values[2], ==, 2);
  g_assert_null (
      sy_event_log_get_property_values (log, sy_event_log_find_type (log, "visit"), index));
  price = sy_event_log_find_property (log, "price", &index);
  g_assert_cmpstr (price->texts[1], ==, "5 EUR");
  g_assert_true (isnan (price->numbers[1]));
  g_assert_cmpfloat (price->numbers[2], ==, 5);
}

static void
test_attributes (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  const SyPersonAttribute *renewal;
  const SyPersonAttribute *seats;

  sy_test_log_add (rows, "c", "visit", T, NAN);
  sy_test_log_add_attribute (rows, "b", "renewal", "2017-07-01 10:00");
  sy_test_log_add_attribute (rows, "a", "renewal", "2017-02-29");
  sy_test_log_add_attribute (rows, "a", "seats", "7");
  sy_test_log_add_attribute (rows, "a", "seats", "12");
  log = sy_test_log_build (rows);

  g_assert_cmpuint (sy_event_log_get_n_attributes (log), ==, 2);
  renewal = sy_event_log_find_attribute (log, "renewal");
  g_assert_cmpuint (renewal->n_present, ==, 2);
  g_assert_cmpuint (renewal->values[2], ==, SY_VALUE_ABSENT);
  g_assert_cmpint (renewal->days[renewal->values[1]], ==, sy_day_from_civil (2017, 7, 1));
  g_assert_cmpint (renewal->days[renewal->values[0]], ==, SY_DAY_NONE);
  g_assert_cmpint (renewal->days[0], ==, SY_DAY_NONE);
  seats = sy_event_log_find_attribute (log, "seats");
  g_assert_cmpuint (seats->n_values, ==, 1);
  g_assert_cmpfloat (seats->numbers[seats->values[0]], ==, 12);
}

/* Of merged people the value of the key they go by counts, else that of the first key. */
static void
test_merged_attributes (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  const SyPersonAttribute *plan;
  const SyPersonAttribute *seats;

  sy_test_log_add_link (rows, "a", "m");
  sy_test_log_add_link (rows, "z", "m");
  sy_test_log_add_attribute (rows, "m", "plan", "own");
  sy_test_log_add_attribute (rows, "a", "plan", "of a");
  sy_test_log_add_attribute (rows, "z", "seats", "of z");
  sy_test_log_add_attribute (rows, "a", "seats", "of a");
  log = sy_test_log_build (rows);

  g_assert_cmpuint (sy_event_log_get_n_people (log), ==, 1);
  g_assert_cmpstr (sy_event_log_get_person_key (log, 0), ==, "m");
  g_assert_cmpuint (sy_event_log_find_person (log, "z"), ==, 0);
  plan = sy_event_log_find_attribute (log, "plan");
  seats = sy_event_log_find_attribute (log, "seats");
  g_assert_cmpstr (plan->texts[plan->values[0]], ==, "own");
  g_assert_cmpuint (plan->n_values, ==, 1);
  g_assert_cmpstr (seats->texts[seats->values[0]], ==, "of a");
}

static void
test_outcomes (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = NULL;
  const SyImportedOutcome *outcome;

  sy_event_log_builder_add_outcome (builder, "b", "renewed", T * 1000 + 5);
  sy_event_log_builder_add_outcome (builder, "a", "renewed", T * 1000 + 9000);
  sy_event_log_builder_add_outcome (builder, "b", "renewed", T * 1000 - 1);
  sy_event_log_builder_add_outcome (builder, "a", "cancelled", T * 1000);
  log = sy_event_log_builder_build (builder);

  g_assert_cmpuint (sy_event_log_get_n_outcomes (log), ==, 2);
  g_assert_cmpstr (sy_event_log_get_outcome (log, 0)->name, ==, "cancelled");
  outcome = sy_event_log_find_outcome (log, "renewed");
  g_assert_cmpuint (outcome->n_rows, ==, 3);
  g_assert_cmpuint (outcome->people[0], ==, 0);
  g_assert_cmpuint (outcome->people[2], ==, 1);
  g_assert_cmpint (outcome->seconds[0] + SY_EVENT_EPOCH, ==, T + 9);
  g_assert_cmpint (outcome->seconds[1] + SY_EVENT_EPOCH, ==, T - 1);
  g_assert_cmpint (outcome->seconds[2] + SY_EVENT_EPOCH, ==, T);
}

/* Long runs go through another sort than short ones. */
static void
test_long_runs (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  const SyEventRuns *runs;

  for (int i = 0; i < 20000; i++)
    sy_test_log_add (rows, i % 2 == 0 ? "a" : "b", "buy", T + g_rand_int_range (random, 0, 500),
                     g_rand_boolean (random) ? NAN : g_rand_int_range (random, 0, 5))
        ->properties[2] = i % 3 == 0 ? "x" : NULL;
  log = sy_test_log_build (rows);
  runs = sy_event_log_get_runs (log, 0);
  for (gsize run = 0; run < runs->n_runs; run++)
    for (guint32 i = runs->starts[run] + 1; i < runs->starts[run + 1]; i++)
      {
        double before = isnan (runs->amounts[i - 1]) ? -HUGE_VAL : runs->amounts[i - 1];
        double amount = isnan (runs->amounts[i]) ? -HUGE_VAL : runs->amounts[i];

        g_assert_cmpuint (runs->seconds[i - 1], <=, runs->seconds[i]);
        if (runs->seconds[i - 1] == runs->seconds[i])
          {
            g_assert_cmpfloat (before, <=, amount);
            if (before >= amount)
              g_assert_cmpuint (runs->rows[i - 1], <, runs->rows[i]);
          }
      }
  /* The properties went along. */
  for (gsize i = 0; i < runs->n_events; i++)
    g_assert_cmpuint (sy_event_log_get_property_values (log, 0, 0)[i], ==,
                      (runs->rows[i] - 1) % 3 == 0 ? 1 : SY_VALUE_ABSENT);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/events/event-log/empty", test_empty);
  g_test_add_func ("/events/event-log/numbers", test_numbers);
  g_test_add_func ("/events/event-log/order", test_order);
  g_test_add_func ("/events/event-log/span", test_span);
  g_test_add_func ("/events/event-log/bound", test_bound);
  g_test_add_func ("/events/event-log/range", test_range);
  g_test_add_func ("/events/event-log/properties", test_properties);
  g_test_add_func ("/events/event-log/attributes", test_attributes);
  g_test_add_func ("/events/event-log/merged-attributes", test_merged_attributes);
  g_test_add_func ("/events/event-log/outcomes", test_outcomes);
  g_test_add_func ("/events/event-log/long-runs", test_long_runs);

  return g_test_run ();
}
