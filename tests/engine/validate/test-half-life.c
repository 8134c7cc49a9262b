/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "fixture.h"

#define N_PEOPLE 2500
#define HISTORY_DAYS 240

static const gint64 as_of = START + HISTORY_DAYS * DAY;

/* People look at random times and often in bursts; they buy in the 30 days after the date by their
 * looks, decayed with a half-life, or whatever they did when it is NaN. */
static SyTestLog *
make_planted (double half_life,
              guint32 seed)
{
  SyTestLog *log = sy_test_log_new ("UTC");
  GRand *random = g_rand_new_with_seed (seed);
  double mean = isnan (half_life) ? 0 : 10 * half_life / M_LN2 / HISTORY_DAYS;

  for (gsize p = 0; p < N_PEOPLE; p++)
    {
      guint n_bursts = (guint) g_rand_int_range (random, 1, 6);
      double value = 0;
      double chance;

      for (guint burst = 0; burst < n_bursts; burst++)
        {
          double day = g_rand_double_range (random, 0, HISTORY_DAYS);
          guint n_looks = (guint) g_rand_int_range (random, 1, 6);

          for (guint look = 0; look < n_looks; look++)
            {
              gint64 second = START + (gint64) (day * DAY) + look * 60;

              sy_test_log_add (log, get_key (p), "look", MIN (second, as_of - 1), (double) NAN);
              value += isnan (half_life)
                           ? 0
                           : exp2 (-(double) (as_of - second) / DAY / half_life);
            }
        }
      sy_test_log_add (log, get_key (p), "visit",
                       START + (gint64) (g_rand_double_range (random, 0, HISTORY_DAYS) * DAY),
                       (double) NAN);
      chance = 1 / (1 + exp (1 - 1.5 * (value - mean) / MAX (sqrt (mean), 0.5)));
      if (g_rand_double (random) < chance)
        sy_test_log_add (log, get_key (p), "buy", as_of + 5 * DAY, (double) NAN);
    }
  sy_test_log_add (log, get_key (0), "end", as_of + 40 * DAY, (double) NAN);
  g_rand_free (random);
  return log;
}

static SyModel *
make_model (double half_life)
{
  SyModel *model = make_shop_model ();
  SyRuleGroup *group = sy_model_get_group (model, 0);
  SyRule *visit = sy_rule_new ("visit", SY_RULE_EVENT);
  SyRule *look;

  g_ptr_array_remove_index (group->rules, 0);
  look = sy_rule_group_get_rule (group, 0);
  look->points_max = (double) NAN;
  look->decay.kind = SY_DECAY_EXPONENTIAL;
  look->decay.half_life_days = half_life;
  sy_rule_add_type (visit, "visit");
  visit->weight = 0.3;
  g_ptr_array_add (group->rules, visit);
  model->scale = (SyScaleSpec){ .kind = SY_SCALE_NONE,
                                .lo = (double) NAN,
                                .hi = (double) NAN,
                                .b0 = (double) NAN,
                                .b1 = (double) NAN };
  sy_model_get_band (model, 0)->min = (double) NAN;
  return model;
}

static SyHalfLife *
find (SyEventLog *log,
      const SyModel *model,
      const char *rule)
{
  const SyHalfLifeOptions options = SY_HALF_LIFE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  SyHalfLife *found = sy_half_life_find (log, model, rule, &as_of, 1, &options, NULL, NULL, NULL,
                                         &error);

  g_assert_no_error (error);
  return found;
}

static void
test_planted (void)
{
  static const double planted[] = { 3, 10, 30, 90 };
  const guint32 n_seeds = 5;
  guint n_within = 0;

  g_test_summary ("A planted half-life lies within the range that is reported");
  for (gsize i = 0; i < G_N_ELEMENTS (planted); i++)
    for (guint32 seed = 0; seed < n_seeds; seed++)
      {
        g_autoptr (SyTestLog) rows = make_planted (planted[i], seed * 7 + (guint32) i);
        g_autoptr (SyEventLog) log = sy_test_log_build (rows);
        g_autoptr (SyModel) model = make_model (14);
        g_autoptr (SyHalfLife) found = find (log, model, "look");

        g_test_message ("planted %g: %g to %g, best %g, AUC %.4f", planted[i], found->low_days,
                        found->high_days, found->points[found->best].days,
                        found->points[found->best].auc.value);
        n_within += found->low_days <= planted[i] && planted[i] <= found->high_days;
        g_assert_false (found->is_flat);
        g_assert_cmpfloat (found->high_days / found->low_days, <, 100);
        g_assert_cmpfloat (found->low_days, <=, found->points[found->best].days);
        g_assert_cmpfloat (found->high_days, >=, found->points[found->best].days);
      }
  /* A test at 95 % may miss one in twenty. */
  g_assert_cmpuint (n_within, >=, G_N_ELEMENTS (planted) * n_seeds - 1);
}

static void
test_flat (void)
{
  const guint32 n_seeds = 10;
  guint n_flat = 0;

  g_test_summary ("Of a rule that has nothing to do with the outcome any half-life will do");
  for (guint32 seed = 0; seed < n_seeds; seed++)
    {
      g_autoptr (SyTestLog) rows = make_planted (20, seed);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = make_model (20);
      g_autoptr (SyHalfLife) found = find (log, model, "visit");

      g_test_message ("%g to %g, AUC %.4f", found->low_days, found->high_days,
                      found->points[found->best].auc.value);
      n_flat += found->is_flat;
      g_assert_cmpint (found->is_flat, ==,
                       found->points[0].is_within && found->points[found->n_points - 1].is_within);
      g_assert_true (isnan (found->current_days));
      g_assert_cmpfloat_with_epsilon (found->points[0].days, 1, 1e-12);
      g_assert_cmpfloat_with_epsilon (found->points[found->n_points - 1].days, 2 * HISTORY_DAYS, 3);
    }
  g_assert_cmpuint (n_flat, >=, n_seeds - 1);
}

/* Every point is a backtest of its own. */
static void
test_backtests (void)
{
  static const gint64 dates[] = { START + 120 * DAY, START + 200 * DAY };
  const SyHalfLifeOptions options = { 2, 64, 6, 2 };
  g_autoptr (SyTestLog) rows = make_shop (1500, 250, 9);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  SyBacktestOptions backtest_options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (SyHalfLife) found = sy_half_life_find (log, model, "buy", dates, 2, &options, NULL,
                                                    NULL, NULL, NULL);
  g_autoptr (SyBacktest) current = NULL;
  gsize n_grid = 0;

  backtest_options.origins = dates;
  backtest_options.n_origins = 2;
  current = sy_backtest_run (log, model, &backtest_options, NULL, NULL, NULL, NULL);
  g_assert_cmpfloat (found->current_days, ==, 40);
  g_assert_cmpfloat (found->current_auc.value, ==, current->pooled.figures->auc.value);
  g_assert_cmpfloat (found->current_auc.low, ==, current->pooled.figures->auc.low);
  for (gsize i = 0; i < found->n_points; i++)
    {
      const SyHalfLifePoint *point = &found->points[i];
      g_autoptr (SyModel) other = sy_model_copy (model);
      g_autoptr (SyBacktest) backtest = NULL;

      sy_model_find_rule (other, "buy", NULL, NULL)->decay.half_life_days = point->days;
      backtest = sy_backtest_run (log, other, &backtest_options, NULL, NULL, NULL, NULL);
      g_assert_cmpfloat (point->auc.value, ==, backtest->pooled.figures->auc.value);
      g_assert_cmpfloat (point->auc.value, <=, found->points[found->best].auc.value);
      g_assert_true (i == 0 || point->days > found->points[i - 1].days);
      n_grid += point->is_grid;
    }
  g_assert_cmpuint (n_grid, ==, 6);
  g_assert_cmpfloat_with_epsilon (found->points[0].days, 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (found->points[found->n_points - 1].days, 64, 1e-12);
}

static void
test_errors (void)
{
  const SyHalfLifeOptions options = SY_HALF_LIFE_OPTIONS_INIT;
  g_autoptr (SyTestLog) rows = make_planted (20, 1);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_model (20);
  g_autoptr (GError) error = NULL;
  const gint64 too_early = START;

  g_assert_null (
      sy_half_life_find (log, model, "none", &as_of, 1, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  g_clear_error (&error);
  sy_model_find_rule (model, "look", NULL, NULL)->measure = SY_MEASURE_INACTIVE;
  g_assert_null (
      sy_half_life_find (log, model, "look", &as_of, 1, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  g_clear_error (&error);
  sy_model_find_rule (model, "visit", NULL, NULL)->muted = TRUE;
  g_assert_null (
      sy_half_life_find (log, model, "visit", &as_of, 1, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  g_clear_error (&error);
  sy_model_find_rule (model, "visit", NULL, NULL)->muted = FALSE;
  g_assert_null (
      sy_half_life_find (log, model, "visit", &too_early, 1, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/half-life/planted", test_planted);
  g_test_add_func ("/validate/half-life/flat", test_flat);
  g_test_add_func ("/validate/half-life/backtests", test_backtests);
  g_test_add_func ("/validate/half-life/errors", test_errors);
  return g_test_run ();
}
