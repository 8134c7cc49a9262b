/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

#define N_PEOPLE 1200

/* Half of the people have "hint", half have "noise". Everyone buys in the 20 days after a date with
 * 20 %, who has the hint with 60 % in the second half of the year. */
static SyEventLog *
make_log (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (gsize p = 0; p < N_PEOPLE; p++)
    {
      gboolean has_hint = p % 2 == 0;

      sy_test_log_add (rows, get_key (p), "here", START, NAN);
      if (has_hint)
        sy_test_log_add (rows, get_key (p), "hint", START + DAY, NAN);
      if (p / 2 % 2 == 0)
        sy_test_log_add (rows, get_key (p), "noise", START + DAY, NAN);
      for (int day = 20; day < 320; day += 30)
        if (g_rand_double (random) < (has_hint && day > 180 ? 0.6 : 0.2))
          sy_test_log_add (rows, get_key (p), "buy", START + (day + 5) * DAY, 10);
    }
  sy_test_log_add (rows, "end", "here", START + 330 * DAY, NAN);
  return sy_test_log_build (rows);
}

static SyModel *
make_model (void)
{
  SyRule *rule = sy_rule_new ("hint", SY_RULE_EVENT);
  SyModel *model = sy_test_model_new_with_rule (rule);

  sy_rule_add_type (rule, "hint");
  model->outcome.kind = SY_OUTCOME_EVENT;
  model->outcome.types = g_strsplit ("buy", ",", -1);
  model->outcome.horizon_days = 20;
  return model;
}

static const SyReviewLine *
find (const SySignalReview *review,
      const char *id)
{
  for (gsize i = 0; i < review->n_lines; i++)
    if (review->lines[i].now->kind == SY_SIGNAL_TYPE && strcmp (review->lines[i].now->id, id) == 0)
      return &review->lines[i];
  g_assert_not_reached ();
}

static void
test_change (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (GError) error = NULL;
  gint64 until = START + 260 * DAY;
  g_autoptr (SySignalReview) review = sy_signal_review_run (log, model, until, 0.05, NULL, NULL,
                                                            NULL, &error);
  gint64 now[] = { until - 60 * DAY, until - 30 * DAY, until };
  g_autoptr (SySignals) alone = NULL;
  const SyReviewLine *hint;
  const SyReviewLine *noise;
  double se[2];

  g_assert_no_error (error);
  alone = sy_signals_run (log, model, now, 3, 0.05, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (review->now->n_origins, ==, 3);
  g_assert_cmpint (review->now->origins[2], ==, until);
  g_assert_cmpint (review->before->origins[2], ==, until - 91 * DAY);
  hint = find (review, "hint");
  noise = find (review, "noise");
  g_assert_cmpfloat (hint->now->ratio, ==, sy_signals_find (alone, SY_SIGNAL_TYPE, "hint")->ratio);
  g_assert_cmpfloat (hint->now->ratio, >, 2);
  g_assert_cmpfloat (hint->before->ratio, <, 1.4);
  g_assert_cmpint (hint->verdict, ==, SY_REVIEW_STRONGER);
  g_assert_cmpint (noise->verdict, ==, SY_REVIEW_STEADY);

  /* The p-value from the intervals, by its formula. */
  se[0] = log1p (hint->now->ratio_interval.high / hint->now->ratio_interval.low - 1) / 3.919927969080108;
  se[1] = log1p (hint->before->ratio_interval.high / hint->before->ratio_interval.low - 1) /
          3.919927969080108;
  g_assert_cmpfloat_with_epsilon (hint->ratio, hint->now->ratio / hint->before->ratio, 1e-12);
  g_assert_cmpfloat_with_epsilon (hint->p,
                                  sy_normal_p (log1p (hint->ratio - 1) / hypot (se[0], se[1])),
                                  1e-12);
  g_assert_cmpfloat (hint->q, >=, hint->p);
  /* Everyone was here: there is nobody to compare with. */
  g_assert_cmpint (find (review, "here")->verdict, ==, SY_REVIEW_UNTESTED);
  g_assert_true (isnan (find (review, "here")->q));
}

static void
test_errors (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (GError) error = NULL;

  g_assert_null (sy_signal_review_run (log, model, START + 400 * DAY, 0.1, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN);
  g_clear_error (&error);
  model->outcome.kind = SY_OUTCOME_NONE;
  g_assert_null (sy_signal_review_run (log, model, START + 260 * DAY, 0.1, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signal-review/K7/change", test_change);
  g_test_add_func ("/signal-review/K7/errors", test_errors);
  return g_test_run ();
}
