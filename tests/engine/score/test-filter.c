/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "score/sy-filter-private.h"
#include "sy-test-log.h"

#define T G_GINT64_CONSTANT (1500000000)

/* Event 0 has amount 5, channel "web" and price "5.0"; event 1 nothing. */
static SyEventLog *
new_log (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  SyTestEvent *event = sy_test_log_add (rows, "p", "buy", T, 5);

  event->properties[0] = "web";
  event->properties[1] = "5.0";
  sy_test_log_add (rows, "p", "buy", T + 1, NAN);
  sy_test_log_add (rows, "p", "visit", T + 1, NAN);
  sy_test_log_add_attribute (rows, "p", "amount", "7");
  return sy_test_log_build (rows);
}

static gboolean
holds (const SyEventLog *log,
       const SyCondition *condition,
       const char *type,
       gsize event)
{
  g_autoptr (SyFilter) filter = sy_filter_new_for_events (log, condition);
  SyFilterView view;
  gboolean result;

  sy_filter_init_view_of_type (filter, sy_event_log_find_type (log, type), &view);
  result = sy_filter_holds (filter, &view, event);
  sy_filter_view_clear (&view);
  return result;
}

static SyCondition *
new_number_test (const char *field,
                 SyOperator op,
                 double number)
{
  SyCondition *test = sy_condition_new_test (field, op);

  sy_condition_add_number (test, number);
  return test;
}

static SyCondition *
new_text_test (const char *field,
               SyOperator op,
               const char *text)
{
  SyCondition *test = sy_condition_new_test (field, op);

  sy_condition_add_text (test, text);
  return test;
}

/* Every operator, on a present and on a missing amount and property. */
static void
test_operators (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  const struct
  {
    const char *field;
    SyOperator op;
    const char *text; /* or NULL: the number */
    double number;
    gboolean expected;
  } cases[] = {
    { "amount", SY_OPERATOR_EQUAL, NULL, 5, TRUE },
    { "amount", SY_OPERATOR_EQUAL, NULL, 5.5, FALSE },
    { "amount", SY_OPERATOR_NOT_EQUAL, NULL, 5, FALSE },
    { "amount", SY_OPERATOR_NOT_EQUAL, NULL, 4, TRUE },
    { "amount", SY_OPERATOR_LESS, NULL, 5, FALSE },
    { "amount", SY_OPERATOR_AT_MOST, NULL, 5, TRUE },
    { "amount", SY_OPERATOR_MORE, NULL, 5, FALSE },
    { "amount", SY_OPERATOR_AT_LEAST, NULL, 5, TRUE },
    { "amount", SY_OPERATOR_LESS, NULL, 5.1, TRUE },
    { "amount", SY_OPERATOR_MORE, NULL, 4.9, TRUE },
    { "amount", SY_OPERATOR_EQUAL, "5", NAN, FALSE },
    { "amount", SY_OPERATOR_EXISTS, NULL, NAN, TRUE },
    { "channel", SY_OPERATOR_EQUAL, "web", NAN, TRUE },
    { "channel", SY_OPERATOR_EQUAL, "Web", NAN, FALSE },
    { "channel", SY_OPERATOR_NOT_EQUAL, "Web", NAN, TRUE },
    { "channel", SY_OPERATOR_CONTAINS, "e", NAN, TRUE },
    { "channel", SY_OPERATOR_CONTAINS, "x", NAN, FALSE },
    { "channel", SY_OPERATOR_IN, "web", NAN, TRUE },
    { "channel", SY_OPERATOR_MORE, NULL, -1e300, FALSE },
    { "channel", SY_OPERATOR_EXISTS, NULL, NAN, TRUE },
    { "price", SY_OPERATOR_EQUAL, NULL, 5, TRUE },
    { "price", SY_OPERATOR_EQUAL, "5", NAN, FALSE },
    { "price", SY_OPERATOR_AT_LEAST, NULL, 5, TRUE },
    { "note", SY_OPERATOR_EXISTS, NULL, NAN, FALSE },
    { "note", SY_OPERATOR_NOT_EQUAL, "x", NAN, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyCondition)
          test = cases[i].text != NULL ? new_text_test (cases[i].field, cases[i].op, cases[i].text)
                 : cases[i].op == SY_OPERATOR_EXISTS
                     ? sy_condition_new_test (cases[i].field, cases[i].op)
                     : new_number_test (cases[i].field, cases[i].op, cases[i].number);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_true (holds (log, test, "buy", 0) == cases[i].expected);
      /* A test on a missing field never holds. */
      g_assert_false (holds (log, test, "buy", 1));
      g_assert_false (holds (log, test, "visit", 0));
    }
}

static void
test_trees (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  g_autoptr (SyCondition) any = sy_condition_new (SY_CONDITION_ANY);
  g_autoptr (SyCondition) all = sy_condition_new (SY_CONDITION_ALL);
  SyCondition *not = sy_condition_new (SY_CONDITION_NOT);

  /* Empty: all holds, any does not. */
  g_assert_true (holds (log, all, "buy", 0));
  g_assert_false (holds (log, any, "buy", 0));

  sy_condition_add_child (not, new_text_test ("channel", SY_OPERATOR_EQUAL, "web"));
  sy_condition_add_child (any, not );
  g_assert_false (holds (log, any, "buy", 0));
  g_assert_true (holds (log, any, "buy", 1));
  sy_condition_add_child (any, new_number_test ("amount", SY_OPERATOR_MORE, 4));
  g_assert_true (holds (log, any, "buy", 0));

  sy_condition_add_child (all, new_number_test ("amount", SY_OPERATOR_MORE, 4));
  g_assert_true (holds (log, all, "buy", 0));
  sy_condition_add_child (all, new_number_test ("price", SY_OPERATOR_MORE, 5));
  g_assert_false (holds (log, all, "buy", 0));
}

/* Of people, "amount" is an attribute like any other. */
static void
test_people (void)
{
  g_autoptr (SyEventLog) log = new_log ();
  g_autoptr (SyCondition) test = new_number_test ("amount", SY_OPERATOR_EQUAL, 7);
  g_autoptr (SyFilter) filter = sy_filter_new_for_people (log, test);
  SyFilterView view;

  sy_filter_init_view_of_people (filter, &view);
  g_assert_true (sy_filter_holds (filter, &view, 0));
  sy_filter_view_clear (&view);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/filter/operators", test_operators);
  g_test_add_func ("/score/filter/C5-trees", test_trees);
  g_test_add_func ("/score/filter/people", test_people);

  return g_test_run ();
}
