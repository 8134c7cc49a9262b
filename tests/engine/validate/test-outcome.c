/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

/* The instant everything here is asked at. */
#define T (START + 100 * DAY)

typedef struct
{
  SyTestLog *log;
  SyModel *model;
} Fixture;

/* "a" is a member through an early look; "end" makes the data reach day 200. */
static void
set_up (Fixture *self,
        gconstpointer data)
{
  self->log = sy_test_log_new ("UTC");
  sy_test_log_add (self->log, "a", "look", START, (double) NAN);
  sy_test_log_add (self->log, "end", "look", START + 199 * DAY + 5, (double) NAN);
  self->model = make_shop_model ();
}

static void
tear_down (Fixture *self,
           gconstpointer data)
{
  sy_test_log_free (self->log);
  sy_model_unref (self->model);
}

static SyOutcome *
evaluate (Fixture *self,
          gint64 as_of)
{
  g_autoptr (SyEventLog) log = sy_test_log_build (self->log);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, self->model, NULL, NULL);
  gsize n;
  const guint32 *members = sy_scores_get_members (scores, &n);
  g_autoptr (GError) error = NULL;
  SyOutcome *outcome = sy_outcome_evaluate (log, &self->model->outcome, as_of, members, n, NULL,
                                            &error);

  g_assert_no_error (error);
  return outcome;
}

/* The label of "a" at T, the only member. */
static guint
get_label (Fixture *self)
{
  g_autoptr (SyOutcome) outcome = evaluate (self, T);

  g_assert_true (outcome->is_mature);
  g_assert_cmpuint (outcome->n, ==, 1);
  g_assert_cmpuint (outcome->n_positive, ==, outcome->labels[0]);
  return outcome->labels[0];
}

static void
test_window (Fixture *self,
             gconstpointer data)
{
  static const struct
  {
    gint64 second;
    guint expected;
  } cases[] = {
    { T - 1, 0 },
    { T, 1 },
    { T + 15 * DAY, 1 },
    { T + 30 * DAY - 1, 1 },
    { T + 30 * DAY, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_array_set_size (self->log->events, 2);
      sy_test_log_add (self->log, "a", "buy", cases[i].second, 5);
      g_assert_cmpuint (get_label (self), ==, cases[i].expected);
    }
}

static void
test_gap (Fixture *self,
          gconstpointer data)
{
  static const struct
  {
    gint64 second;
    guint expected;
  } cases[] = {
    { T + 7 * DAY - 1, 0 },
    { T + 7 * DAY, 1 },
    { T + 37 * DAY - 1, 1 },
    { T + 37 * DAY, 0 },
  };

  self->model->outcome.gap_days = 7;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_array_set_size (self->log->events, 2);
      sy_test_log_add (self->log, "a", "buy", cases[i].second, 5);
      g_assert_cmpuint (get_label (self), ==, cases[i].expected);
    }
}

static void
test_absence (Fixture *self,
              gconstpointer data)
{
  self->model->outcome.kind = SY_OUTCOME_ABSENCE;
  g_assert_cmpuint (get_label (self), ==, 1);
  sy_test_log_add (self->log, "a", "look", T + DAY, (double) NAN);
  g_assert_cmpuint (get_label (self), ==, 1);
  sy_test_log_add (self->log, "a", "buy", T + DAY, 5);
  g_assert_cmpuint (get_label (self), ==, 0);
}

static void
test_count (Fixture *self,
            gconstpointer data)
{
  self->model->outcome.kind = SY_OUTCOME_COUNT;
  self->model->outcome.count = 2;
  sy_test_log_add (self->log, "a", "buy", T + DAY, 5);
  sy_test_log_add (self->log, "a", "buy", T - DAY, 5);
  g_assert_cmpuint (get_label (self), ==, 0);
  sy_test_log_add (self->log, "a", "buy", T + 2 * DAY, 5);
  g_assert_cmpuint (get_label (self), ==, 1);
}

static void
test_amount (Fixture *self,
             gconstpointer data)
{
  self->model->outcome.kind = SY_OUTCOME_AMOUNT;
  self->model->outcome.amount = 0.3;
  sy_test_log_add (self->log, "a", "buy", T + DAY, 0.1);
  sy_test_log_add (self->log, "a", "buy", T - DAY, 7);
  sy_test_log_add (self->log, "a", "buy", T + DAY, (double) NAN);
  g_assert_cmpuint (get_label (self), ==, 0);
  /* In binary the three sum to a little less than 0.3. */
  sy_test_log_add (self->log, "a", "buy", T + 2 * DAY, 0.1);
  sy_test_log_add (self->log, "a", "buy", T + 3 * DAY, 0.1);
  g_assert_cmpuint (get_label (self), ==, 1);
}

static void
test_condition (Fixture *self,
                gconstpointer data)
{
  SyCondition *all = sy_condition_new (SY_CONDITION_ALL);
  SyCondition *test = sy_condition_new_test ("amount", SY_OPERATOR_AT_LEAST);

  sy_condition_add_number (test, 10);
  sy_condition_add_child (all, test);
  self->model->outcome.where = all;
  sy_test_log_add (self->log, "a", "buy", T + DAY, 9);
  g_assert_cmpuint (get_label (self), ==, 0);
  sy_test_log_add (self->log, "a", "buy", T + DAY, 10);
  g_assert_cmpuint (get_label (self), ==, 1);
}

static void
test_once (Fixture *self,
           gconstpointer data)
{
  g_autoptr (SyOutcome) outcome = NULL;

  self->model->outcome.once = TRUE;
  sy_test_log_add (self->log, "b", "buy", T - 1, 5);
  sy_test_log_add (self->log, "b", "buy", T + DAY, 5);
  sy_test_log_add (self->log, "c", "look", T - 1, (double) NAN);
  sy_test_log_add (self->log, "c", "buy", T, 5);
  outcome = evaluate (self, T);
  g_assert_cmpuint (outcome->n_population, ==, 3);
  g_assert_cmpuint (outcome->n_already, ==, 1);
  g_assert_cmpuint (outcome->n, ==, 2);
  g_assert_cmpuint (outcome->people[0], ==, 0);
  g_assert_cmpuint (outcome->people[1], ==, 2);
  g_assert_cmpuint (outcome->labels[0], ==, 0);
  g_assert_cmpuint (outcome->labels[1], ==, 1);
}

/* The data end at the start of the day after the last event's: day 200. */
static void
test_maturity (Fixture *self,
               gconstpointer data)
{
  g_autoptr (SyOutcome) mature = evaluate (self, START + 170 * DAY);
  g_autoptr (SyOutcome) immature = evaluate (self, START + 170 * DAY + 1);
  g_autoptr (SyEventLog) log = sy_test_log_build (self->log);

  g_assert_true (mature->is_mature);
  g_assert_cmpuint (mature->n, ==, 1);
  g_assert_cmpuint (mature->n_immature, ==, 0);
  g_assert_false (immature->is_mature);
  g_assert_cmpuint (immature->n, ==, 0);
  g_assert_cmpuint (immature->n_immature, ==, 1);
  g_assert_cmpint (sy_outcome_latest_as_of (log, &self->model->outcome, START + 170 * DAY), ==,
                   START + 170 * DAY);
  g_assert_cmpint (sy_outcome_latest_as_of (log, &self->model->outcome, START + 500 * DAY), ==,
                   START + 170 * DAY);
}

static void
test_maturity_zone (Fixture *self,
                    gconstpointer data)
{
  g_autoptr (SyEventLog) log = NULL;

  /* 2024-07-18T00:00:05Z is 02:00:05 in Paris: the data end at 2024-07-18T22:00:00Z. */
  self->log->zone = "Europe/Paris";
  log = sy_test_log_build (self->log);
  g_assert_cmpint (sy_event_log_get_data_end (log), ==, START + 199 * DAY + 22 * 3600);
  g_assert_true (sy_outcome_is_mature (log, &self->model->outcome, START + 169 * DAY + 22 * 3600));
  g_assert_false (
      sy_outcome_is_mature (log, &self->model->outcome, START + 169 * DAY + 22 * 3600 + 1));
  g_assert_cmpint (sy_outcome_latest_as_of (log, &self->model->outcome, START + 300 * DAY), ==,
                   START + 169 * DAY + 22 * 3600);
}

static void
test_imported (Fixture *self,
               gconstpointer data)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  static const struct
  {
    gint64 second;
    gboolean once;
    gsize n;
    gsize n_positive;
  } cases[] = {
    { T - 1, FALSE, 2, 0 },
    { T - 1, TRUE, 1, 0 },
    { T, TRUE, 2, 1 },
    { T + 30 * DAY - 1, FALSE, 2, 1 },
    { T + 30 * DAY, FALSE, 2, 0 },
  };
  static const guint32 members[] = { 0, 1 };

  self->model->outcome.kind = SY_OUTCOME_IMPORTED;
  g_free (self->model->outcome.name);
  self->model->outcome.name = g_strdup ("cancelled");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
      g_autoptr (SyEventLog) log = NULL;
      g_autoptr (SyOutcome) outcome = NULL;

      sy_event_log_builder_add_event (builder, "a", "look", START * 1000, NULL, NULL, 0);
      sy_event_log_builder_add_event (builder, "b", "look", START * 1000, NULL, NULL, 0);
      sy_event_log_builder_add_event (builder, "c", "look", (START + 199 * DAY) * 1000, NULL, NULL,
                                      0);
      sy_event_log_builder_add_outcome (builder, "b", "cancelled", cases[i].second * 1000);
      sy_event_log_builder_add_outcome (builder, "a", "renewed", T * 1000);
      log = sy_event_log_builder_build (builder);
      self->model->outcome.once = cases[i].once;
      outcome = sy_outcome_evaluate (log, &self->model->outcome, T, members, 2, NULL, NULL);
      g_assert_cmpuint (outcome->n, ==, cases[i].n);
      g_assert_cmpuint (outcome->n_positive, ==, cases[i].n_positive);
      if (cases[i].n_positive > 0)
        g_assert_cmpuint (outcome->labels[1], ==, 1);
    }
}

/* Who goes quiet, or says goodbye, is still asked about; who comes later is not. */
static void
test_leavers_stay (Fixture *self,
                   gconstpointer data)
{
  g_autoptr (SyOutcome) outcome = NULL;

  sy_test_log_add (self->log, "b", "look", START + DAY, (double) NAN);
  sy_test_log_add (self->log, "b", "unsubscribe", T + DAY, (double) NAN);
  sy_test_log_add (self->log, "c", "buy", T + DAY, 5);
  sy_test_log_add (self->log, "d", "look", START + DAY, (double) NAN);
  sy_test_log_add (self->log, "d", "buy", T + DAY, 5);
  outcome = evaluate (self, T);
  g_assert_true (outcome->is_mature);
  g_assert_cmpuint (outcome->n_population, ==, 3);
  g_assert_cmpuint (outcome->n, ==, 3);
  g_assert_cmpuint (outcome->n_positive, ==, 1);
}

static void
test_no_outcome (Fixture *self,
                 gconstpointer data)
{
  g_autoptr (SyEventLog) log = sy_test_log_build (self->log);
  g_autoptr (GError) error = NULL;

  self->model->outcome.kind = SY_OUTCOME_NONE;
  g_assert_null (sy_outcome_evaluate (log, &self->model->outcome, T, NULL, 0, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME);
}

static void
test_cancel (Fixture *self,
             gconstpointer data)
{
  g_autoptr (SyEventLog) log = sy_test_log_build (self->log);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  static const guint32 members[] = { 0 };

  g_cancellable_cancel (cancellable);
  g_assert_null (
      sy_outcome_evaluate (log, &self->model->outcome, T, members, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(name, function) g_test_add ("/validate/outcome/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("window", test_window);
  ADD ("gap", test_gap);
  ADD ("F1-absence", test_absence);
  ADD ("count", test_count);
  ADD ("amount", test_amount);
  ADD ("condition", test_condition);
  ADD ("once", test_once);
  ADD ("maturity", test_maturity);
  ADD ("maturity-zone", test_maturity_zone);
  ADD ("A3-G6-imported", test_imported);
  ADD ("F14-leavers-stay", test_leavers_stay);
  ADD ("no-outcome", test_no_outcome);
  ADD ("cancel", test_cancel);
  return g_test_run ();
}
