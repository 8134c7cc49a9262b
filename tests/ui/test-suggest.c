/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the suggestions window says, without the window; and the half-life finder's words. */
#include "config.h"

#include "project-fixture.h"
#include "sy-format.h"
#include "sy-half-life-finder.h"
#include "sy-suggest-text.h"

#include <math.h>
#include <string.h>

#define DAY(year, month, day) ((gint64) sy_day_from_civil (year, month, day) * SY_DAY_SECONDS)

/* The odd people stop in June: after two months the purchases tell who will not come back; every
 * third person visits too, odd or even. */
static SySuggestion *
make_suggestion (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  SySuggestionOptions options = SY_SUGGESTION_OPTIONS_INIT;
  const gint64 origins[] = { DAY (2024, 7, 15) };
  g_autoptr (GError) error = NULL;
  SySuggestion *suggestion;

  options.origins = origins;
  options.n_origins = 1;
  suggestion = sy_suggestion_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return suggestion;
}

static void
test_evidence (void)
{
  g_autoptr (SySuggestion) suggestion = make_suggestion ();
  g_autoptr (SyTableSource) source = sy_suggest_create_evidence (suggestion);
  g_autofree char *name = sy_table_source_get_text (source, 0, 0);
  g_autofree char *kind = sy_table_source_get_text (source, 0, 1);
  g_autofree char *rule = sy_table_source_get_text (source, 2, 1);

  /* Two types, two rules. */
  g_assert_cmpuint (sy_table_source_get_n_rows (source), ==, 4);
  g_assert_cmpstr (name, ==, "buy");
  g_assert_cmpstr (kind, ==, "event");
  g_assert_cmpstr (rule, ==, "rule");
  for (guint column = 0; column < sy_table_source_get_n_columns (source); column++)
    {
      g_autoptr (GArray) order = sy_table_source_sort (source, column, FALSE);

      g_assert_cmpuint (order->len, ==, 4);
    }
}

static void
test_no_effect (void)
{
  g_autoptr (SySuggestion) suggestion = make_suggestion ();
  const SySignals *signals = suggestion->signals;
  const SySignal *buy = sy_signals_find (signals, SY_SIGNAL_RULE, "buy");
  const SySignal *visit = sy_signals_find (signals, SY_SIGNAL_RULE, "visit");
  const SySignal *type = sy_signals_find (signals, SY_SIGNAL_TYPE, "visit");
  g_autofree char *reason = sy_suggest_text_no_effect (signals, visit);

  g_assert_false (sy_suggest_has_no_effect (buy));
  g_assert_true (sy_suggest_has_no_effect (visit));
  /* Only what the model holds can go. */
  g_assert_false (sy_suggest_has_no_effect (type));
  g_assert_true (g_str_has_prefix (reason, "Alone no more than chance: q = ") ||
                 g_str_has_prefix (reason, "Adds nothing to the others: "));
}

static void
test_verdicts (void)
{
  static const struct
  {
    SySignal signal;
    const char *text;
  } cases[] = {
    { { .verdict = SY_VERDICT_UNTESTED, .auc_change = NAN }, "the same for all" },
    { { .verdict = SY_VERDICT_REJECTED, .auc_change = NAN }, "no more than chance" },
    { { .verdict = SY_VERDICT_TELLS, .auc_change = NAN, .is_used = TRUE }, "tells" },
    { { .verdict = SY_VERDICT_TELLS, .auc_change = NAN }, "tells, not used" },
    { { .verdict = SY_VERDICT_TELLS, .auc_change = -0.02, .auc_change_p = 0.01 }, "tells, helps" },
    { { .verdict = SY_VERDICT_TELLS, .auc_change = -0.02, .auc_change_p = 0.3 },
      "tells, adds nothing" },
    { { .verdict = SY_VERDICT_TELLS, .auc_change = 0.02, .auc_change_p = 0.01 },
      "tells, better without" },
    { { .verdict = SY_VERDICT_TELLS, .is_against = TRUE }, "tells against its weight" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sy_suggest_text_verdict (&cases[i].signal);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_weights (void)
{
  SyRuleWeight weight = { .sign = 1, .source = SY_SIGN_WEIGHT, .fitted = 4.731 };
  g_autofree char *plain = sy_suggest_text_weight (&weight);
  g_autofree char *held = NULL;
  g_autofree char *constant = NULL;

  weight.is_held = TRUE;
  weight.source = SY_SIGN_DICTIONARY;
  weight.sign = -1;
  held = sy_suggest_text_weight (&weight);
  weight.is_constant = TRUE;
  constant = sy_suggest_text_weight (&weight);
  g_assert_cmpstr (plain, ==, "+ by its weight · fitted +4.73");
  g_assert_true (g_str_has_prefix (held, "− by the event dictionary · held"));
  g_assert_cmpstr (constant, ==, "the same for all: left alone");
}

static void
test_p (void)
{
  g_autofree char *large = sy_format_p (0.4321);
  g_autofree char *small = sy_format_p (0.0042);
  g_autofree char *tiny = sy_format_p (1e-12);
  g_autofree char *none = sy_format_p (NAN);

  g_assert_cmpstr (large, ==, "p = 0.43");
  g_assert_cmpstr (small, ==, "p = 0.004");
  g_assert_cmpstr (tiny, ==, "p < 0.001");
  g_assert_cmpstr (none, ==, "");
}

static void
check_half_life (SyHalfLife *found,
                 double current,
                 const char *expected)
{
  g_autofree char *text = sy_half_life_dup_verdict (found, current);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_half_life (void)
{
  SyHalfLifePoint points[] = { { .days = 1 }, { .days = 23.6 }, { .days = 700 } };
  SyHalfLife found = { .n_points = 3, .points = points, .best = 1, .low_days = 8.27, .high_days = 60.2 };

  g_assert_cmpfloat (sy_half_life_round (23.6), ==, 24.0);
  g_assert_cmpfloat (sy_half_life_round (9.44), ==, 9.4);
  g_assert_cmpfloat (sy_half_life_round (0.001), ==, 0.1);
  check_half_life (&found, 45.0,
                   "Best: 24 days. As good as far as these people can tell: 8.3 to 60 days. "
                   "Now 45 days: one of these.");
  check_half_life (&found, 90.0,
                   "Best: 24 days. As good as far as these people can tell: 8.3 to 60 days. "
                   "Now 90 days: worse.");
  found.high_days = 700.0;
  check_half_life (&found, NAN,
                   "Best: 24 days. As good as far as these people can tell: 8.3 days or more. "
                   "The rule has no half-life now.");
  found.low_days = 1.0;
  found.is_flat = TRUE;
  check_half_life (&found, 45.0,
                   "Flat: any value will do, 1 to 700 days. Now 45 days: one of these.");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/suggest/C12/evidence", test_evidence);
  g_test_add_func ("/ui/suggest/C12/weights", test_weights);
  g_test_add_func ("/ui/suggest/C13/no-effect", test_no_effect);
  g_test_add_func ("/ui/suggest/C13/verdicts", test_verdicts);
  g_test_add_func ("/ui/suggest/p", test_p);
  g_test_add_func ("/ui/suggest/D1/half-life-verdict", test_half_life);
  return g_test_run ();
}
