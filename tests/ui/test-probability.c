/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "project-fixture.h"
#include "sy-probability-fit.h"
#include "sy-session-dates.h"

#include <math.h>

static gint64
month_start (int year,
             int month)
{
  return (gint64) sy_day_from_civil (year, month, 1) * SY_DAY_SECONDS;
}

static SyCalibration *
fit (SySession *session,
     SyLayerKind kind)
{
  g_autoptr (GError) error = NULL;
  SyFitInput *input = sy_fit_input_new (session, kind);
  SyCalibration *calibration = sy_fit_run_job (NULL, input, NULL, &error);

  g_assert_no_error (error);
  sy_fit_input_free (input);
  return calibration;
}

/* The last starts of months in data that end on 27 December; 60 days after those of November the
 * data have ended. */
static void
test_as_engine (void)
{
  static const SyLayerKind kinds[] = { SY_LAYER_LOGISTIC, SY_LAYER_ISOTONIC, SY_LAYER_RULES };
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  SyModel *draft = sy_session_get_draft (session);
  gint64 dates[9];

  for (int i = 0; i < 9; i++)
    dates[i] = month_start (2024, 2 + i);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      SyCalibrationOptions options = { kinds[i], dates, G_N_ELEMENTS (dates), 1,
                                       sy_session_get_types (session) };
      g_autoptr (SyCalibration) calibration = fit (session, kinds[i]);
      g_autoptr (SyCalibration) expected = NULL;
      g_autoptr (SyModel) edited = sy_fit_apply (calibration, draft);
      g_autoptr (SyModel) removed = sy_fit_apply (NULL, edited);
      g_autoptr (GError) error = NULL;

      expected = sy_calibration_run (sy_session_get_log (session), draft, &options, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (calibration->n_dates, ==, G_N_ELEMENTS (dates));
      g_assert_cmpint (calibration->first, ==, dates[0]);
      g_assert_cmpint (calibration->last, ==, dates[8]);
      g_assert_true (sy_layer_spec_equal (&edited->probability, &expected->layer));
      g_assert_cmpfloat (calibration->held_out.brier, ==, expected->held_out.brier);
      g_assert_true (sy_model_check (edited, &error));
      g_assert_true (sy_fit_is_in (calibration, edited));
      g_assert_false (sy_fit_is_in (calibration, draft));
      g_assert_true (sy_fit_is_for (draft, edited));
      g_assert_true (sy_model_equal (removed, draft));
    }
  project_fixture_close (session);
  project_fixture_free (path);
}

/* Another fit leaves the part of the score that the probability makes. */
static void
test_blend (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  SyModel *draft = sy_session_get_draft (session);
  g_autoptr (SyCalibration) curve = fit (session, SY_LAYER_LOGISTIC);
  g_autoptr (SyCalibration) table = fit (session, SY_LAYER_ISOTONIC);
  g_autoptr (SyModel) first = sy_fit_apply (curve, draft);
  g_autoptr (SyModel) second = NULL;
  g_autoptr (SyModel) edited = project_fixture_set_weight (session, 5);

  g_assert_cmpfloat (first->probability.blend, ==, 0);
  first->probability.blend = 0.25;
  second = sy_fit_apply (table, first);
  g_assert_cmpint (second->probability.kind, ==, SY_LAYER_ISOTONIC);
  g_assert_cmpfloat (second->probability.blend, ==, 0.25);
  g_assert_true (sy_fit_is_in (table, second));
  g_assert_false (sy_fit_is_for (second, edited));
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
on_dates_changed (guint *n)
{
  ++*n;
}

/* The dates are those of the backtest, by the user's choice or from the data. */
static void
test_dates (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  SyFitInput *input = sy_fit_input_new (session, SY_LAYER_LOGISTIC);
  g_autofree char *text = NULL;
  guint n_changes = 0;

  g_assert_false (sy_session_has_backtest_dates (session));
  g_assert_cmpuint (input->n_dates, ==, 11);
  g_assert_cmpint (input->dates[0], ==, month_start (2024, 2));
  sy_fit_input_free (input);

  /* A date is the end of its day. */
  g_signal_connect_swapped (session, "dates-changed", G_CALLBACK (on_dates_changed), &n_changes);
  sy_session_set_backtest_dates (session, SY_PERIOD_MONTH, sy_day_from_civil (2024, 3, 15),
                                 sy_day_from_civil (2024, 5, 31));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (sy_session_has_backtest_dates (session));
  input = sy_fit_input_new (session, SY_LAYER_LOGISTIC);
  g_assert_cmpuint (input->n_dates, ==, 3);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint (input->dates[i], ==, month_start (2024, 3 + i) + 15 * SY_DAY_SECONDS);
  text = sy_session_describe_dates (session, 3, input->dates[0], input->dates[2]);
  g_assert_cmpstr (text, ==, "3 dates, 15 Mar 2024 – 15 May 2024");
  sy_fit_input_free (input);

  /* Never more than 120. */
  sy_session_set_backtest_dates (session, SY_PERIOD_WEEK, sy_day_from_civil (2020, 1, 1),
                                 sy_day_from_civil (2024, 12, 31));
  input = sy_fit_input_new (session, SY_LAYER_LOGISTIC);
  g_assert_cmpuint (input->n_dates, ==, 120);
  sy_fit_input_free (input);
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
expect_error (SySession *session,
              GQuark domain,
              int code)
{
  g_autoptr (GError) error = NULL;
  SyFitInput *input = sy_fit_input_new (session, SY_LAYER_LOGISTIC);

  g_assert_null (sy_fit_run_job (NULL, input, NULL, &error));
  g_assert_error (error, domain, code);
  sy_fit_input_free (input);
}

/* No date, one whose outcome is not known yet, and one before which nobody stayed away. */
static void
test_errors (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  gint32 late = sy_day_from_civil (2024, 12, 1);
  gint32 early = sy_day_from_civil (2024, 2, 15);

  sy_session_set_backtest_dates (session, SY_PERIOD_MONTH, late, late - 1);
  expect_error (session, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN);
  sy_session_set_backtest_dates (session, SY_PERIOD_MONTH, late, late);
  expect_error (session, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN);
  sy_session_set_backtest_dates (session, SY_PERIOD_MONTH, early, early);
  expect_error (session, SY_STATS_ERROR, SY_STATS_ERROR_ONE_CLASS);
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
assert_words (const SyModel *model,
              const char *name,
              const char *formula)
{
  g_autofree char *said = sy_fit_dup_name (model);
  g_autofree char *numbers = sy_fit_dup_formula (model);

  g_assert_cmpstr (said, ==, name);
  g_assert_cmpstr (numbers, ==, formula);
}

static void
test_words (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  double raw[] = { -2, 3, 40 };
  double p[] = { 0.03, 0.5, 0.815 };
  SyCoefficient coefficients[] = { { (char *) "buy", -0.25 }, { (char *) "gone", 1.5 } };
  SyCoefficient many[8];
  SyLayerSpec table = { .kind = SY_LAYER_ISOTONIC, .b0 = NAN, .b1 = NAN, .raw = raw, .n_raw = 3, .p = p, .n_p = 3 };
  SyLayerSpec rules = { .kind = SY_LAYER_RULES, .b0 = -1, .b1 = NAN, .rules = coefficients, .n_rules = 2 };

  assert_words (model, "No probability yet",
                "How probable the outcome is, for each person beside the score");
  model->probability.kind = SY_LAYER_LOGISTIC;
  model->probability.b0 = -2.125;
  model->probability.b1 = 0.00034567;
  assert_words (model, "Logistic curve over the points",
                "1 / (1 + exp(−(b0 + b1 × points))), b0 −2.125, b1 0.0003457");
  sy_model_set_layer (model, &table);
  assert_words (model, "Table of points and probabilities",
                "3 rows: 3.0\342\200\257% up to −2 points, 81.5\342\200\257% from 40");
  sy_model_set_layer (model, &rules);
  assert_words (model, "Coefficients of the rules", "Log odds −1 − 0.25 × Buy + 1.5 × gone");
  for (gsize i = 0; i < G_N_ELEMENTS (many); i++)
    many[i] = (SyCoefficient){ (char *) "visit", 1 };
  rules.rules = many;
  rules.n_rules = G_N_ELEMENTS (many);
  sy_model_set_layer (model, &rules);
  assert_words (model, "Coefficients of the rules",
                "Log odds −1 + 1 × Visit + 1 × Visit + 1 × Visit + 1 × Visit + 1 × Visit + 1 × Visit "
                "and 2 more");
}

static void
test_figures (void)
{
  SyCalibration calibration = { .n_dates = 6, .n = 2014, .n_positive = 310, .n_held_out = 2014, .held_out = { .brier = 0.1425, .skill = 0.211, .uncertainty = 0.18, .ece = 0.0123 } };
  g_autofree char *rows = sy_fit_dup_rows (&calibration);
  g_autofree char *quality = sy_fit_dup_quality (&calibration);
  g_autofree char *once = NULL;
  g_autofree char *unknown = NULL;

  g_assert_cmpstr (rows, ==, "2,014 people, counted at each date; 310 with the outcome");
  g_assert_cmpstr (quality, ==,
                   "Brier score 0.142 (0.180 with the same probability for all), skill 0.211, "
                   "calibration error 0.012");
  calibration.n_dates = 1;
  calibration.n_held_out = 0;
  once = sy_fit_dup_rows (&calibration);
  unknown = sy_fit_dup_quality (&calibration);
  g_assert_cmpstr (once, ==, "2,014 people, 310 with the outcome");
  g_assert_true (g_str_has_prefix (unknown, "Not known: "));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/probability/G1-as-engine", test_as_engine);
  g_test_add_func ("/ui/probability/C4-blend-stays", test_blend);
  g_test_add_func ("/ui/probability/G1-dates", test_dates);
  g_test_add_func ("/ui/probability/G1-errors", test_errors);
  g_test_add_func ("/ui/probability/G1-words", test_words);
  g_test_add_func ("/ui/probability/G1-figures", test_figures);

  return g_test_run ();
}
