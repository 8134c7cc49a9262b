/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "score/sy-date-scores-private.h"
#include "score/sy-scorer.h"
#include "sy-test-log.h"
#include "sy-test-model.h"

/*
 * Dates scored side by side, against each alone, bit for bit.
 */

static void
assert_as_alone (SyEventLog *log,
                 const SyModel *model,
                 const SyModel *other,
                 const gint64 *dates,
                 gsize n_dates)
{
  g_auto (SyDateScores) together = { log, { model, other }, dates, n_dates };
  gsize n_seen = 0;
  g_autoptr (GError) error = NULL;

  while (sy_date_scores_next (&together, 2, NULL, &error))
    for (gsize i = 0; i < together.n; i++, n_seen++)
      {
        g_autoptr (SyScorer) alone = sy_scorer_new (log, dates[n_seen]);

        g_assert_cmpuint (together.first + i, ==, n_seen);
        for (gsize m = 0; m < SY_DATE_SCORES_MAX_MODELS; m++)
          {
            g_autoptr (SyScores) expected = NULL;

            if (together.models[m] == NULL)
              {
                g_assert_null (together.scores[i][m]);
                continue;
              }
            expected = sy_test_score (alone, together.models[m]);
            sy_test_assert_same_scores (together.scores[i][m], expected);
          }
      }
  g_assert_no_error (error);
  g_assert_true (sy_date_scores_is_done (&together));
  g_assert_cmpuint (n_seen, ==, n_dates);
}

/* --- rules over so many events that decay comes from tables --- */

#define DAY 86400
#define START (1704067200) /* 2024-01-01 */
#define N_EVENTS 40000

static SyEventLog *
make_long_log (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("Europe/Berlin");
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (int i = 0; i < N_EVENTS; i++)
    {
      /* The cube of an even number: some have thousands, most a few. */
      double place = g_rand_double (random);
      g_autofree char *name = g_strdup_printf ("p%03d", (int) (400 * place * place * place));
      double amount = g_rand_double_range (random, -5, 200);

      if (i % 7 == 0)
        amount = (double) NAN;
      else if (i % 11 == 0)
        amount = 0;
      sy_test_log_add (rows, sy_test_log_keep (rows, name), "purchase",
                       START + g_rand_int_range (random, 0, 90 * DAY), amount);
      if (i % 3 == 0)
        sy_test_log_add (rows, sy_test_log_keep (rows, name), "visit",
                         START + g_rand_int_range (random, 0, 90 * DAY), (double) NAN);
    }
  return sy_test_log_build (rows);
}

static SyRule *
add_rule (SyModel *model,
          const char *id,
          const char *type,
          SyMeasure measure)
{
  SyRule *rule = sy_rule_new (id, SY_RULE_EVENT);

  sy_rule_add_type (rule, type);
  rule->measure = measure;
  rule->decay.kind = SY_DECAY_EXPONENTIAL;
  rule->decay.half_life_days = 9.7;
  rule->weight = 1.25;
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, rule);
  return rule;
}

static SyModel *
make_model (void)
{
  SyRule *first = sy_test_rule_new_count ("plain");
  SyModel *model = sy_test_model_new_with_rule (first);

  add_rule (model, "decayed", "purchase", SY_MEASURE_COUNT);
  add_rule (model, "window", "purchase", SY_MEASURE_COUNT)->window_days = 12.5;
  add_rule (model, "amount", "purchase", SY_MEASURE_AMOUNT);
  add_rule (model, "no amount", "visit", SY_MEASURE_AMOUNT);
  add_rule (model, "log", "purchase", SY_MEASURE_AMOUNT)->amount.kind = SY_AMOUNT_LOG1P;
  add_rule (model, "once", "purchase", SY_MEASURE_ONCE);
  add_rule (model, "latest", "visit", SY_MEASURE_LATEST)->window_days = 3;
  add_rule (model, "inactive", "visit", SY_MEASURE_INACTIVE)->window_days = 3;
  add_rule (model, "days", "visit", SY_MEASURE_DAYS);
  add_rule (model, "shaped", "visit", SY_MEASURE_COUNT)->shape = SY_SHAPE_SQRT;
  add_rule (model, "per day", "purchase", SY_MEASURE_COUNT)->per.kind = SY_EXPOSURE_ACTIVE_DAYS;
  add_rule (model, "capped", "visit", SY_MEASURE_COUNT)->daily_cap = 1;
  first = add_rule (model, "limit", "purchase", SY_MEASURE_AMOUNT);
  first->amount.kind = SY_AMOUNT_LIMIT;
  first->amount.limit = 50;
  first->window_days = 40;
  first = add_rule (model, "linear", "purchase", SY_MEASURE_COUNT);
  first->decay.kind = SY_DECAY_LINEAR;
  first->decay.span_days = 30;
  return model;
}

static void
test_rules (void)
{
  g_autoptr (SyEventLog) log = make_long_log ();
  g_autoptr (SyModel) model = make_model ();
  /* The first sees no event and the others all, some or the last; one comes twice, and not in order. */
  const gint64 dates[] = { START + 30 * DAY + 7, START + 40 * DAY, START + 90 * DAY, START + 60 * DAY + 1,
                           START + 60 * DAY + 1, START + 200 * DAY, START + 90 * DAY - 1, START + 2 * DAY,
                           START + 45 * DAY, START - 5 * DAY, START + 80 * DAY };

  assert_as_alone (log, model, NULL, dates, G_N_ELEMENTS (dates));
  for (gsize n = 0; n <= SY_SLICE_DATES; n++)
    assert_as_alone (log, model, NULL, dates, n);
}

/* More people than are held at once. */
static void
test_many (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_model ();
  const gint64 dates[] = { START + 20 * DAY, START + 30 * DAY, START + 10 * DAY };

  for (int i = 0; i < 21000; i++)
    {
      g_autofree char *name = g_strdup_printf ("p%05d", i);

      sy_test_log_add (rows, sy_test_log_keep (rows, name), i % 3 > 0 ? "purchase" : "visit",
                       START + i % 30 * DAY + i % 1000, i % 100);
    }
  log = sy_test_log_build (rows);
  assert_as_alone (log, model, NULL, dates, G_N_ELEMENTS (dates));
}

static void
test_random (void)
{
  for (guint seed = 0; seed < 150; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      g_autoptr (SyModel) edited = sy_test_model_edit (model, random);
      gint64 dates[6];

      for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
        dates[i] = sy_test_log_pick_instant (rows, random);
      assert_as_alone (log, model, edited, dates, G_N_ELEMENTS (dates));
      assert_as_alone (log, NULL, edited, dates, 1);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (SyEventLog) log = make_long_log ();
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const gint64 date = START + 40 * DAY;
  g_auto (SyDateScores) dates = { log, { model }, &date, 1 };
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (sy_date_scores_next (&dates, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (sy_date_scores_is_done (&dates));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/date-scores/rules", test_rules);
  g_test_add_func ("/score/date-scores/many", test_many);
  g_test_add_func ("/score/date-scores/random", test_random);
  g_test_add_func ("/score/date-scores/cancelled", test_cancelled);
  return g_test_run ();
}
