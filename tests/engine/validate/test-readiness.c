/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "account-fixture.h"

/* One person whose raw score goes through a list of whole numbers, a day each: the score of a day
 * is the number of events of that day. */
static SyEventLog *
make_log (const char *const *people,
          const int *scores,
          gsize n_days)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");

  for (gsize p = 0; people[p] != NULL; p++)
    {
      sy_test_log_add (rows, people[p], "here", START - 50 * DAY, NAN);
      for (gsize day = 0; day < n_days; day++)
        for (int i = 0; i < scores[p * n_days + day]; i++)
          sy_test_log_add (rows, people[p], "look", START + (gint64) day * DAY + 60 * i, NAN);
    }
  sy_test_log_add (rows, "end", "here", START + 60 * DAY, NAN);
  return sy_test_log_build (rows);
}

static SyModel *
make_model (void)
{
  SyRule *rule = sy_rule_new ("look", SY_RULE_EVENT);

  sy_rule_add_type (rule, "look");
  rule->window_days = 1;
  return sy_test_model_new_with_rule (rule);
}

/* The end of a day of the list. */
static gint64
end_of (gsize day)
{
  return START + (gint64) (day + 1) * DAY;
}

static void
test_enter_and_leave (void)
{
  /* Day 0 is the start; two weeks follow. */
  static const int scores[] = { 7, 7, 5, 4, 6, 2, 5, 6, 7, 7, 3, 7, 0, 8, 9,
                                1, 1, 1, 1, 1, 1, 1, 1, 1, 6, 1, 1, 1, 1, 1 };
  static const char *const people[] = { "ann", "bob", NULL };
  g_autoptr (SyEventLog) log = make_log (people, scores, 15);
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (SyReadiness) found = NULL;
  g_autoptr (GError) error = NULL;
  SyReadyRule rules[] = { { 6, 3 }, { 6, 6 } };
  SyReadinessOptions options = { rules, 2, end_of (14), 2, NULL, NULL };
  static const struct
  {
    guint32 who;
    gsize day;
    gboolean is_entry;
    double score;
  } expected[] = {
    { 0, 5, FALSE, 2 },
    { 0, 7, TRUE, 6 },
    { 1, 9, TRUE, 6 },
    { 1, 10, FALSE, 1 },
    { 0, 12, FALSE, 0 },
    { 0, 13, TRUE, 8 },
  };

  g_test_summary ("Ready at 6, back below 3; the second rule has no gap and goes to and fro");
  found = sy_readiness_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found->from, ==, end_of (0));
  g_assert_cmpuint (found->steps->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < found->steps->len; i++)
    {
      const SyReadyStep *step = &g_array_index (found->steps, SyReadyStep, i);

      g_assert_cmpuint (step->who, ==, expected[i].who);
      g_assert_cmpint (step->as_of, ==, end_of (expected[i].day));
      g_assert_cmpint (step->is_entry, ==, expected[i].is_entry);
      g_assert_cmpfloat (step->score, ==, expected[i].score);
    }
  /* Ann was ready at the start: no entry. Days 1 to 7 are the first week. */
  g_assert_cmpuint (found->lines[0].n_entered, ==, 3);
  g_assert_cmpuint (found->lines[0].n_left, ==, 3);
  g_assert_cmpuint (found->lines[0].weekly[0], ==, 1);
  g_assert_cmpuint (found->lines[0].weekly[1], ==, 2);
  g_assert_cmpfloat (found->lines[0].mean, ==, 1.5);
  g_assert_cmpuint (found->lines[0].most, ==, 2);
  g_assert_cmpuint (found->lines[0].n_ready, ==, 1);
  g_assert_true (found->is_ready[0]);
  g_assert_false (found->is_ready[1]);
  /* Ann at 5, 4 | 6 | 2, 5 | 6, 7, 7 | 3 | 7 | 0 | 8. */
  g_assert_cmpuint (found->lines[1].n_entered, ==, 5);
  g_assert_cmpuint (found->lines[1].n_left, ==, 5);
  g_assert_cmpint (found->outcome_as_of, ==, G_MININT64);
}

/* Entries by hand, with the scores of each day from a scorer of its own. */
static void
test_weeks (void)
{
  g_autoptr (SyTestLog) rows = make_shop (300, 120, 23);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyModel) fit = make_shop_model ();
  g_autoptr (SyReadiness) found = NULL;
  g_autoptr (GError) error = NULL;
  SyReadyRule rules[] = { { 45, 30 }, { 15, 0 }, { 80, 65 } };
  gboolean fit_bands[] = { FALSE, FALSE, TRUE };
  gint64 to = START + 100 * DAY;
  SyReadinessOptions options = { rules, 3, to, 4, fit, fit_bands };
  g_autofree gboolean *ready = g_new0 (gboolean, 300 * 3);
  gsize weekly[3][4] = { { 0 } };
  gsize n_positive = 0;
  gsize n_above = 0;

  /* Fit is looking: who buys only does not fit. */
  sy_rule_group_get_rule (sy_model_get_group (fit, 0), 0)->weight = 0;
  sy_model_get_band (fit, 2)->min = 16;
  for (int day = 0; day <= 28; day++)
    {
      gint64 as_of = to - (28 - day) * DAY;
      g_autoptr (SyScores) scores = score_people (log, model, as_of);
      g_autoptr (SyScores) fits = score_people (log, fit, as_of);

      for (guint32 p = 0; p < 300; p++)
        for (int k = 0; k < 3; k++)
          {
            gboolean counts = sy_scores_get_bands (scores)[p] != SY_BAND_NONE &&
                              sy_scores_get_bands (fits)[p] == 2;
            double score = sy_scores_get_score (scores)[p];
            gboolean *state = &ready[p * 3 + (guint) k];
            gboolean now = counts && score >= (*state ? rules[k].leave : rules[k].enter);

            weekly[k][day == 0 ? 0 : (day - 1) / 7] += day > 0 && now && !*state;
            *state = now;
          }
    }
  found = sy_readiness_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (int k = 0; k < 3; k++)
    for (int w = 0; w < 4; w++)
      g_assert_cmpuint (found->lines[k].weekly[w], ==, weekly[k][w]);
  g_assert_cmpuint (found->lines[1].n_entered, >, 5);

  /* The window of 30 days has ended before the data do: outcomes are those of 90 days. */
  g_assert_cmpint (found->outcome_as_of, ==, START + 90 * DAY);
  {
    g_autoptr (SyScores) scores = score_people (log, model, found->outcome_as_of);
    g_autoptr (SyScores) fits = score_people (log, fit, found->outcome_as_of);
    gsize n;
    const guint32 *members = sy_scores_get_members (scores, &n);
    g_autoptr (SyOutcome) outcome = sy_outcome_evaluate (log, &model->outcome,
                                                         found->outcome_as_of, members, n, NULL,
                                                         &error);

    for (gsize i = 0; i < outcome->n; i++)
      if (sy_scores_get_score (scores)[outcome->people[i]] >= 45 &&
          sy_scores_get_bands (fits)[outcome->people[i]] == 2)
        {
          n_above++;
          n_positive += outcome->labels[i];
        }
  }
  g_assert_cmpuint (found->lines[0].n_labelled, ==, n_above);
  g_assert_cmpuint (found->lines[0].positives, ==, n_positive);
  g_assert_cmpuint (n_above, >, 5);
}

static void
test_capacity (void)
{
  SyReadyLine lines[] = {
    { .rule = { 60, 60 }, .mean = 3 },
    { .rule = { 20, 20 }, .mean = 30 },
    { .rule = { 40, 40 }, .mean = 10 },
  };
  SyReadiness numbers = { .n_lines = 3, .lines = lines };

  g_assert_true (sy_readiness_find_capacity (&numbers, 10) == &lines[2]);
  g_assert_true (sy_readiness_find_capacity (&numbers, 9.5) == &lines[0]);
  g_assert_true (sy_readiness_find_capacity (&numbers, 100) == &lines[1]);
  g_assert_null (sy_readiness_find_capacity (&numbers, 1));
  g_assert_null (sy_readiness_find_capacity (&numbers, NAN));
}

static void
test_accounts (void)
{
  static const int scores[] = { 2, 2, 2, 2, 2, 2, 2, 2,
                                0, 0, 5, 5, 5, 1, 1, 1 };
  static const char *const people[] = { "ann", "bob", NULL };
  g_autoptr (SyEventLog) log = make_log (people, scores, 8);
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (GPtrArray) accounts = new_accounts ();
  g_autoptr (SyAccountMap) map = NULL;
  g_autoptr (SyReadiness) found = NULL;
  g_autoptr (GError) error = NULL;
  SyReadyRule rule = { 6, 4 };
  SyReadinessOptions options = { &rule, 1, end_of (7), 1, NULL, NULL };
  SyAccountSpec sum = { .kind = SY_ROLL_UP_SUM, .top = -1, .other_weight = 1 };
  const SyReadyStep *steps;

  g_test_summary ("An account of both: 2, 2, 7, 7, 7, 3, then back to be nurtured");
  add_member (add_account (accounts, "acme"), "ann", NULL, -1, -1);
  add_member (accounts->pdata[0], "bob", NULL, -1, -1);
  add_member (add_account (accounts, "beta"), "ann", NULL, -1, -1);
  map = sy_account_map_new (accounts, log);
  found = sy_readiness_run_for_accounts (log, map, model, &sum, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->n, ==, 2);
  g_assert_cmpuint (found->steps->len, ==, 2);
  steps = (const SyReadyStep *) (gpointer) found->steps->data;
  g_assert_cmpuint (steps[0].who, ==, 0);
  g_assert_cmpint (steps[0].as_of, ==, end_of (2));
  g_assert_true (steps[0].is_entry);
  g_assert_cmpfloat (steps[0].score, ==, 7);
  g_assert_cmpint (steps[1].as_of, ==, end_of (5));
  g_assert_false (steps[1].is_entry);
  g_assert_cmpfloat (steps[1].score, ==, 3);
  g_assert_cmpuint (found->lines[0].n_ready, ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/readiness/J6/enter-and-leave", test_enter_and_leave);
  g_test_add_func ("/readiness/J6/accounts", test_accounts);
  g_test_add_func ("/readiness/K6/weeks-fit-and-outcomes", test_weeks);
  g_test_add_func ("/readiness/K6/capacity", test_capacity);
  return g_test_run ();
}
