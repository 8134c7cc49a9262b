/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "score/sy-date-scorers-private.h"
#include "score/sy-scorer-private.h"
#include "sy-test-log.h"
#include "sy-test-model.h"

/*
 * Dates scored side by side, against each alone, bit for bit.
 */

static SyScores *
score (SyScorer *scorer,
       const SyModel *model)
{
  g_autoptr (GError) error = NULL;
  SyScores *scores = sy_scorer_score (scorer, model, NULL, &error);

  g_assert_no_error (error);
  return scores;
}

static void
assert_same_numbers (const double *a,
                     const double *b,
                     gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (memcmp (&a[i], &b[i], sizeof *a) != 0)
      g_error ("person %" G_GSIZE_FORMAT ": %a and %a", i, a[i], b[i]);
}

/* Every date and rule; returns how many dates there were. */
static gsize
assert_as_alone (SyEventLog *log,
                 const SyModel *const *models,
                 gsize n_models,
                 const gint64 *dates,
                 gsize n_dates)
{
  gsize n_people = sy_event_log_get_n_people (log);
  gsize n_seen = 0;
  g_auto (SyDateScorers) together = SY_DATE_SCORERS_INIT (log, dates, n_dates);

  while (sy_date_scorers_next (&together, models, n_models, 2, NULL))
    for (gsize i = 0; i < together.n; i++)
      {
        SyScorer *scorer = together.scorers[i];
        gsize n_prepared = sy_score_cache_get_n_computed (sy_scorer_get_cache (scorer));

        g_assert_cmpint (sy_scorer_get_as_of (scorer), ==, dates[together.first + i]);
        g_assert_cmpuint (together.first + i, ==, n_seen++);
        for (gsize m = 0; m < n_models; m++)
          {
            g_autoptr (SyScorer) alone = sy_scorer_new (log, dates[together.first + i]);
            g_autoptr (SyScores) expected = NULL;
            g_autoptr (SyScores) scores = NULL;

            if (models[m] == NULL)
              continue;
            expected = score (alone, models[m]);
            scores = score (scorer, models[m]);
            for (gsize r = 0; r < sy_scores_get_n_rules (expected); r++)
              if (sy_scores_get_rule_values (expected, r) != NULL)
                assert_same_numbers (sy_scores_get_rule_values (scores, r),
                                     sy_scores_get_rule_values (expected, r), n_people);
            assert_same_numbers (sy_scores_get_raw (scores), sy_scores_get_raw (expected), n_people);
            g_assert_cmpmem (sy_scores_get_bands (scores), n_people, sy_scores_get_bands (expected),
                             n_people);
          }
        /* It was all there. */
        g_assert_cmpuint (sy_score_cache_get_n_computed (sy_scorer_get_cache (scorer)), ==, n_prepared);
      }
  return n_seen;
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

  g_assert_cmpuint (assert_as_alone (log, (const SyModel *const[1]){ model }, 1, dates,
                                     G_N_ELEMENTS (dates)),
                    ==, G_N_ELEMENTS (dates));
  for (gsize n = 1; n <= SY_SLICE_DATES; n++)
    g_assert_cmpuint (assert_as_alone (log, (const SyModel *const[1]){ model }, 1, dates, n), ==, n);
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
      assert_as_alone (log, (const SyModel *const[3]){ model, NULL, edited }, 3, dates,
                       G_N_ELEMENTS (dates));
    }
}

static void
test_cancelled (void)
{
  g_autoptr (SyEventLog) log = make_long_log ();
  g_autoptr (SyModel) model = make_model ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const gint64 date = START + 40 * DAY;
  g_auto (SyDateScorers) dates = SY_DATE_SCORERS_INIT (log, &date, 1);
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_true (sy_date_scorers_next (&dates, (const SyModel *const[1]){ model }, 1, 1, cancellable));
  g_assert_cmpuint (sy_score_cache_get_n_computed (sy_scorer_get_cache (dates.scorers[0])), ==, 0);
  scores = sy_scorer_score (dates.scorers[0], model, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (scores);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/score/date-scorers/rules", test_rules);
  g_test_add_func ("/score/date-scorers/random", test_random);
  g_test_add_func ("/score/date-scorers/cancelled", test_cancelled);
  return g_test_run ();
}
