/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-slow-scorer.h"
#include "sy-test-log.h"
#include "sy-test-model.h"

#define DAY 86400
#define T G_GINT64_CONSTANT (1500076800) /* 2017-07-15T00:00:00Z */

static SyEffort *
find (SyEventLog *log,
      const SyModel *model,
      gint64 as_of,
      guint band,
      guint max_events)
{
  gsize n_people = sy_event_log_get_n_people (log);
  g_autofree guint32 *people = g_new (guint32, n_people + 1);
  g_auto (GStrv) types = sy_effort_list_types (log, model);
  g_autoptr (GError) error = NULL;
  SyEffort *effort;

  for (guint32 i = 0; i < n_people; i++)
    people[i] = i;
  effort = sy_effort_find (&(SyEffortQuery){ log, model, as_of, people, n_people, band,
                                             (const char *const *) types, max_events },
                           NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return effort;
}

/* Purchases count 10, two a day at most, and visits 3; "High" starts at 35. */
static SyModel *
new_model (void)
{
  SyRule *purchases = sy_test_rule_new_count ("purchases");
  SyRule *visits = sy_rule_new ("visits", SY_RULE_EVENT);
  SyModel *model = sy_test_model_new_with_rule (purchases);

  purchases->weight = 10;
  purchases->daily_cap = 2;
  sy_rule_add_type (visits, "visit");
  visits->weight = 3;
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, visits);
  g_ptr_array_add (model->bands, sy_band_new ("High", 35));
  return model;
}

static SyTestLog *
new_rows (void)
{
  SyTestLog *rows = sy_test_log_new ("UTC");

  sy_test_log_add (rows, "a", "purchase", T - 5 * DAY, 7);
  for (int i = 0; i < 3; i++)
    sy_test_log_add (rows, "b", "purchase", T - (5 + i) * DAY, 9);
  for (int i = 0; i < 4; i++)
    sy_test_log_add (rows, "c", "purchase", T - (5 + i) * DAY, 20);
  sy_test_log_add (rows, "d", "visit", T - 5 * DAY, NAN);
  sy_test_log_add (rows, "d", "purchase", T, 1000); /* not known yet */
  return rows;
}

static void
test_smallest (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyEffort) effort = find (log, model, T, 1, 5);
  g_autofree char *one = NULL;
  g_autofree char *four = NULL;

  g_test_summary ("a: 10 + 20 + 2 visits of 3; b: 30 + 10; c is there; d is too far");
  g_assert_cmpuint (effort->n_types, ==, 2);
  g_assert_cmpstr (effort->types[0], ==, "purchase");
  g_assert_cmpstr (effort->types[1], ==, "visit");
  g_assert_cmpfloat (effort->amounts[0], ==, 14.5); /* of 7, 9, 9, 9, 20, 20, 20, 20 */
  g_assert_true (isnan (effort->amounts[1]));
  g_assert_cmpuint (effort->n_there, ==, 1);
  g_assert_cmpuint (effort->n_people, ==, 3);
  g_assert_cmpuint (effort->n_sets, ==, 2);

  g_assert_cmpuint (effort->people[0].set, ==, 1);
  g_assert_cmpfloat (effort->people[0].before, ==, 10);
  g_assert_cmpfloat (effort->people[0].after, ==, 36);
  g_assert_cmpuint (effort->people[1].set, ==, 0);
  g_assert_cmpfloat (effort->people[1].after, ==, 40);
  g_assert_cmpuint (effort->people[2].set, ==, SY_EFFORT_NONE);
  g_assert_cmpfloat (effort->people[2].after, ==, 3);

  g_assert_cmpuint (effort->sets[0].n_events, ==, 1);
  g_assert_cmpuint (effort->sets[0].n_people, ==, 1);
  g_assert_cmpuint (effort->sets[0].n_reaching, ==, 1);
  g_assert_cmpuint (effort->sets[1].n_events, ==, 4);
  g_assert_cmpuint (effort->sets[1].n_people, ==, 1);
  g_assert_cmpuint (effort->sets[1].n_reaching, ==, 2);
  one = sy_effort_describe (effort, &effort->sets[0]);
  four = sy_effort_describe (effort, &effort->sets[1]);
  g_assert_cmpstr (one, ==, "1 more “purchase” event");
  g_assert_cmpstr (four, ==, "2 more “purchase” events, 2 more “visit” events");
}

static void
test_nothing_to_do (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model ();
  const char *const unknown[] = { "no such type", NULL };
  const guint32 person = 0;
  g_autoptr (SyEffort) lowest = find (log, model, T, 0, 5);
  const SyEffortQuery by_nothing = { log, model, T, &person, 1, 1, unknown, 3 };
  const SyEffortQuery for_nobody = { log, model, T, NULL, 0, 1, unknown, 3 };
  g_autoptr (SyEffort) without = sy_effort_find (&by_nothing, NULL, NULL, NULL, NULL);
  g_autoptr (SyEffort) nobody = sy_effort_find (&for_nobody, NULL, NULL, NULL, NULL);

  g_assert_cmpuint (lowest->n_there, ==, 4);
  g_assert_cmpuint (lowest->n_people, ==, 0);
  g_assert_cmpuint (lowest->n_sets, ==, 0);
  g_assert_cmpuint (without->n_types, ==, 0);
  g_assert_cmpuint (without->n_people, ==, 1);
  g_assert_cmpuint (without->people[0].set, ==, SY_EFFORT_NONE);
  g_assert_cmpuint (nobody->n_people, ==, 0);
}

static void
test_types (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = new_model ();
  SyRule *complaint = sy_rule_new ("complaint", SY_RULE_EVENT);
  SyRule *silent = sy_rule_new ("silent", SY_RULE_EVENT);
  SyRule *first = sy_rule_new ("first", SY_RULE_MILESTONE);
  SyRuleGroup *group = sy_model_get_group (model, 0);
  g_auto (GStrv) types = NULL;

  sy_test_log_add (rows, "a", "complaint", T - DAY, NAN);
  sy_test_log_add (rows, "a", "upgrade", T - DAY, NAN);
  sy_test_log_add (rows, "a", "bounce", T - DAY, NAN);
  sy_test_log_mute (rows, "bounce");
  log = sy_test_log_build (rows);
  sy_rule_add_type (complaint, "complaint");
  complaint->weight = -5;
  sy_rule_add_type (silent, "complaint");
  silent->measure = SY_MEASURE_INACTIVE;
  sy_rule_add_type (first, "upgrade");
  sy_rule_add_type (first, "visit");
  sy_rule_add_type (first, "bounce");
  sy_rule_add_type (first, "never seen");
  g_ptr_array_add (group->rules, complaint);
  g_ptr_array_add (group->rules, silent);
  g_ptr_array_add (group->rules, first);
  types = sy_effort_list_types (log, model);
  g_assert_cmpuint (g_strv_length (types), ==, 3);
  g_assert_cmpstr (types[0], ==, "purchase");
  g_assert_cmpstr (types[1], ==, "visit");
  g_assert_cmpstr (types[2], ==, "upgrade");
}

static void
test_cancel (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model ();
  const char *const types[] = { "purchase", NULL };
  const guint32 person = 0;
  const SyEffortQuery query = { log, model, T, &person, 1, 1, types, 3 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sy_effort_find (&query, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- random models over random logs --- */

/* The score of a person when these events are rows like all others, by both implementations. */
static double
score_with (const SyTestLog *rows,
            const SyModel *model,
            gint64 as_of,
            const char *key,
            const SyEffort *effort,
            const guint *counts)
{
  g_autoptr (SyTestLog) more = sy_test_log_copy (rows);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyContributions) account = NULL;
  g_autoptr (GArray) slow = NULL;
  guint32 person;

  for (gsize i = 0; i < effort->n_types; i++)
    for (guint n = 0; n < counts[i]; n++)
      sy_test_log_add (more, key, effort->types[i], as_of - 1, effort->amounts[i]);
  log = sy_test_log_build (more);
  scorer = sy_scorer_new (log, as_of);
  person = sy_event_log_find_person (log, key);
  account = sy_scorer_explain (scorer, model, person);
  slow = sy_slow_score (more, model, as_of);
  g_assert_cmpfloat_with_epsilon (g_array_index (slow, SySlowScore, person).score,
                                  sy_contributions_get_score (account),
                                  1e-9 * MAX (1, fabs (sy_contributions_get_score (account))));
  return sy_contributions_get_score (account);
}

/* With the set a person is over the limit; with no part of it. */
static void
check_set (const SyTestLog *rows,
           const SyModel *model,
           gint64 as_of,
           const char *key,
           const SyEffort *effort,
           const SyEffortPerson *person)
{
  const SyEffortSet *set = &effort->sets[person->set];
  double limit = sy_model_get_band (model, effort->band)->min;
  g_autofree guint *part = g_memdup2 (set->counts, effort->n_types * sizeof (guint));

  g_assert_cmpfloat (score_with (rows, model, as_of, key, effort, set->counts), ==, person->after);
  g_assert_cmpfloat (person->after, >=, limit);
  g_assert_cmpfloat (person->before, <, limit);
  /* All parts: count down like a clock. */
  for (;;)
    {
      gsize i = 0;

      while (i < effort->n_types && part[i] == 0)
        {
          part[i] = set->counts[i];
          i++;
        }
      if (i == effort->n_types)
        return;
      part[i]--;
      g_assert_cmpfloat (score_with (rows, model, as_of, key, effort, part), <, limit);
    }
}

static void
test_random (void)
{
  guint n_lifted = 0;

  g_test_summary ("Applying a set crosses the band, and removing any part of it does not");
  for (guint seed = 0; seed < 1500; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyEffort) effort = NULL;

      if (model->bands->len < 2 ||
          (model->scale.kind == SY_SCALE_PERCENTILE && model->scale.reference == NULL))
        continue;
      effort = find (log, model, as_of,
                     (guint) g_rand_int_range (random, 1, (gint32) model->bands->len), 3);
      for (gsize i = 0; i < effort->n_people; i++)
        {
          const SyEffortPerson *person = &effort->people[i];

          if (person->set == SY_EFFORT_NONE)
            continue;
          check_set (rows, model, as_of, sy_event_log_get_person_key (log, person->person), effort,
                     person);
          n_lifted++;
        }
    }
  g_test_message ("%u people lifted", n_lifted);
  g_assert_cmpuint (n_lifted, >, 100);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/effort/smallest", test_smallest);
  g_test_add_func ("/score/effort/nothing-to-do", test_nothing_to_do);
  g_test_add_func ("/score/effort/types", test_types);
  g_test_add_func ("/score/effort/cancel", test_cancel);
  g_test_add_func ("/score/effort/random", test_random);

  return g_test_run ();
}
