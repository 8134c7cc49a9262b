/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#define T (START + 100 * DAY)

/* "a" and "b" count; buying within 30 days is the outcome. */
static SyModel *
make_model (SyDirection direction)
{
  SyModel *model = sy_test_model_new_with_rule (sy_rule_new ("a", SY_RULE_EVENT));
  SyRule *a = sy_model_find_rule (model, "a", NULL, NULL);
  SyRule *b = sy_rule_new ("b", SY_RULE_EVENT);

  sy_rule_add_type (a, "a");
  a->weight = 2;
  sy_rule_add_type (b, "b");
  b->weight = direction == SY_DIRECTION_LESS ? -1 : 1;
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, b);
  model->scale = (SyScaleSpec){ .kind = SY_SCALE_RANGE, .lo = 0, .hi = 40, .b0 = NAN, .b1 = NAN };
  model->outcome.kind = SY_OUTCOME_EVENT;
  model->outcome.types = g_strsplit ("buy", ",", -1);
  model->outcome.horizon_days = 30;
  model->outcome.direction = direction;
  return model;
}

static void
add_person (SyTestLog *rows,
            gsize person,
            int n_a,
            int n_b,
            gboolean buys)
{
  for (int i = 0; i < n_a; i++)
    sy_test_log_add (rows, get_key (person), "a", T - (1 + i) * DAY, NAN);
  for (int i = 0; i < n_b; i++)
    sy_test_log_add (rows, get_key (person), "b", T - (1 + i) * DAY, NAN);
  if (n_a + n_b == 0)
    sy_test_log_add (rows, get_key (person), "other", T - DAY, NAN);
  if (buys)
    sy_test_log_add (rows, get_key (person), "buy", T + 5 * DAY, NAN);
}

/* 40 people with one "a", of whom 10 buy, and 60 with three, of whom 45 do. */
static SyTestLog *
make_two_scores (void)
{
  SyTestLog *rows = sy_test_log_new ("UTC");

  for (gsize i = 0; i < 100; i++)
    add_person (rows, i, i < 40 ? 1 : 3, 0, i < 10 || i >= 55);
  sy_test_log_add (rows, "late", "other", T + 60 * DAY, NAN);
  return rows;
}

static SyCalibration *
calibrate (SyEventLog *log,
           const SyModel *model,
           SyLayerKind kind)
{
  const gint64 origins[] = { T, T + 50 * DAY }; /* the second is not mature */
  SyCalibrationOptions options = { kind, origins, G_N_ELEMENTS (origins), 1, NULL };
  g_autoptr (GError) error = NULL;
  SyCalibration *calibration = sy_calibration_run (log, model, &options, NULL, &error);

  g_assert_no_error (error);
  return calibration;
}

static double
get_p (SyEventLog *log,
       const SyModel *model,
       gsize person)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, T);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);

  g_assert_true (sy_scores_has_probability (scores));
  return sy_scores_get_probability (scores, sy_event_log_find_person (log, get_key (person)));
}

/* Two scores and two numbers: the fit meets the mean of Platt's targets at both. */
static void
test_logistic (void)
{
  g_autoptr (SyTestLog) rows = make_two_scores ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_model (SY_DIRECTION_MORE);
  g_autoptr (SyCalibration) calibration = calibrate (log, model, SY_LAYER_LOGISTIC);
  g_autoptr (GError) error = NULL;
  double yes = 56.0 / 57;
  double no = 1.0 / 47;

  g_assert_cmpuint (calibration->n_dates, ==, 1);
  g_assert_cmpint (calibration->first, ==, T);
  g_assert_cmpint (calibration->last, ==, T);
  g_assert_cmpuint (calibration->n, ==, 100);
  g_assert_cmpuint (calibration->n_positive, ==, 55);
  g_assert_cmpuint (calibration->n_held_out, ==, 100);
  sy_calibration_apply (calibration, model, 0);
  sy_model_check (model, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (get_p (log, model, 0), (10 * yes + 30 * no) / 40, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_p (log, model, 99), (45 * yes + 15 * no) / 60, 1e-9);
}

/* The rates themselves, level outside and straight in between. */
static void
test_isotonic (void)
{
  g_autoptr (SyTestLog) rows = make_two_scores ();
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_model (SY_DIRECTION_MORE);
  g_autoptr (SyCalibration) calibration = NULL;

  log = sy_test_log_build (rows);
  calibration = calibrate (log, model, SY_LAYER_ISOTONIC);
  g_assert_cmpuint (calibration->layer.n_raw, ==, 2);
  g_assert_cmpfloat (calibration->layer.raw[0], ==, 2);
  g_assert_cmpfloat (calibration->layer.raw[1], ==, 6);
  sy_calibration_apply (calibration, model, 0);
  sy_model_find_rule (model, "a", NULL, NULL)->weight = 1; /* raw 1 and 3 */
  g_assert_cmpfloat_with_epsilon (get_p (log, model, 0), 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (get_p (log, model, 99), 0.25 + 0.5 / 4, 1e-12);
  sy_model_find_rule (model, "a", NULL, NULL)->weight = 100;
  g_assert_cmpfloat_with_epsilon (get_p (log, model, 99), 0.75, 1e-12);
}

/* Where a good score means less of the outcome, the probability falls with it and is turned in the
 * score. */
static void
test_less (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_model (SY_DIRECTION_LESS);
  g_autoptr (SyModel) scaled = sy_model_copy (model);
  g_autoptr (SyCalibration) table = NULL;
  g_autoptr (SyCalibration) curve = NULL;
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyScores) scaled_scores = NULL;
  guint32 person;
  double p;

  for (gsize i = 0; i < 100; i++)
    add_person (rows, i, i < 40 ? 1 : 3, 0, (i >= 10 && i < 40) || (i >= 85));
  sy_test_log_add (rows, "late", "other", T + 60 * DAY, NAN);
  log = sy_test_log_build (rows);
  scorer = sy_scorer_new (log, T);
  person = sy_event_log_find_person (log, get_key (0));

  table = calibrate (log, model, SY_LAYER_ISOTONIC);
  sy_calibration_apply (table, model, 0.5);
  scores = sy_scorer_score (scorer, model, NULL, NULL);
  g_assert_cmpfloat_with_epsilon (sy_scores_get_probability (scores, person), 0.75, 1e-12);
  /* Raw 2 of 40 is 5 on the scale; half of it and half of 100 x (1 - 0.75). */
  g_assert_cmpfloat_with_epsilon (sy_scores_get_score (scores)[person], 0.5 * 5 + 0.5 * 25, 1e-12);

  curve = calibrate (log, scaled, SY_LAYER_LOGISTIC);
  sy_calibration_apply_scale (curve, scaled);
  scaled_scores = sy_scorer_score (scorer, scaled, NULL, NULL);
  p = sy_scores_get_probability (scaled_scores, person);
  g_assert_cmpfloat_with_epsilon (p, (30 * 46.0 / 47 + 10 * 1.0 / 57) / 40, 1e-9);
  g_assert_cmpfloat_with_epsilon (sy_scores_get_score (scaled_scores)[person], 100 * (1 - p), 1e-9);
}

/* People who buy with log odds -1 + 0.8 a - 0.5 b, where the points say 2 a + b. */
static SyTestLog *
make_logistic_world (gsize n_people)
{
  SyTestLog *rows = sy_test_log_new ("UTC");
  GRand *random = g_rand_new_with_seed (7);

  for (gsize i = 0; i < n_people; i++)
    {
      int a = g_rand_int_range (random, 0, 5);
      int b = g_rand_int_range (random, 0, 5);

      add_person (rows, i, a, b,
                  g_rand_double (random) < 1 / (1 + exp (-(-1 + 0.8 * a - 0.5 * b))));
    }
  g_rand_free (random);
  sy_test_log_add (rows, "late", "other", T + 60 * DAY, NAN);
  return rows;
}

static double
get_auc (SyEventLog *log,
         const SyModel *model)
{
  const gint64 origin = T;
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (SyBacktest) backtest = NULL;

  options.origins = &origin;
  options.n_origins = 1;
  backtest = sy_backtest_run (log, model, &options, NULL, NULL, NULL, NULL);
  return backtest->pooled.figures->auc.value;
}

/* The truth is found again, well calibrated, and a blend ranks better than the points. */
static void
test_rules (void)
{
  g_autoptr (SyTestLog) rows = make_logistic_world (20000);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_model (SY_DIRECTION_MORE);
  g_autoptr (SyCalibration) calibration = NULL;
  double before;

  /* No sign is expected of a weight of 0, and "b" then falls. */
  sy_model_find_rule (model, "b", NULL, NULL)->weight = 0;
  calibration = calibrate (log, model, SY_LAYER_RULES);
  g_assert_cmpuint (calibration->layer.n_rules, ==, 2);
  g_assert_cmpstr (calibration->layer.rules[0].rule, ==, "a");
  g_assert_cmpfloat_with_epsilon (calibration->layer.b0, -1, 0.1);
  g_assert_cmpfloat_with_epsilon (calibration->layer.rules[0].b, 0.8, 0.06);
  g_assert_cmpfloat_with_epsilon (calibration->layer.rules[1].b, -0.5, 0.06);
  g_assert_cmpfloat (calibration->held_out.ece, <, 0.02);
  g_assert_cmpfloat (calibration->held_out.skill, >, 0.15);

  sy_model_find_rule (model, "b", NULL, NULL)->weight = 1;
  before = get_auc (log, model);
  sy_calibration_apply (calibration, model, 0.5);
  g_assert_cmpfloat (get_auc (log, model), >, before + 0.05);
  sy_calibration_apply (calibration, model, 1);
  g_assert_cmpfloat (get_auc (log, model), >, before + 0.08);
}

static void
test_errors (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_model (SY_DIRECTION_MORE);
  const gint64 origin = T;
  SyCalibrationOptions options = { SY_LAYER_LOGISTIC, &origin, 1, 1, NULL };
  g_autoptr (GError) one_class = NULL;
  g_autoptr (GError) no_rule = NULL;
  g_autoptr (GError) no_outcome = NULL;

  add_person (rows, 0, 1, 0, FALSE);
  add_person (rows, 1, 1, 0, FALSE);
  sy_test_log_add (rows, "late", "other", T + 60 * DAY, NAN);
  log = sy_test_log_build (rows);
  g_assert_null (sy_calibration_run (log, model, &options, NULL, &one_class));
  g_assert_error (one_class, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
  sy_event_log_unref (log);

  add_person (rows, 2, 1, 0, TRUE);
  log = sy_test_log_build (rows);
  options.kind = SY_LAYER_RULES;
  g_assert_null (sy_calibration_run (log, model, &options, NULL, &no_rule));
  g_assert_error (no_rule, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY);

  model->outcome.kind = SY_OUTCOME_NONE;
  g_assert_null (sy_calibration_run (log, model, &options, NULL, &no_outcome));
  g_assert_error (no_outcome, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/validate/calibrate/G1-logistic", test_logistic);
  g_test_add_func ("/validate/calibrate/G1-isotonic", test_isotonic);
  g_test_add_func ("/validate/calibrate/C4-G1-less", test_less);
  g_test_add_func ("/validate/calibrate/C4-rules", test_rules);
  g_test_add_func ("/validate/calibrate/G1-errors", test_errors);

  return g_test_run ();
}
