/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The intervals of everyone's rate, of tenths, of lists and of the ratio of bands. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

static const gint64 origins[] = { START + 110 * DAY, START + 150 * DAY, START + 190 * DAY };
#define N_ORIGINS G_N_ELEMENTS (origins)

static SyBacktest *
run (SyEventLog *log,
     const SyModel *model,
     gsize n_origins,
     gint64 tuned_until)
{
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  SyBacktest *backtest;

  options.origins = origins;
  options.n_origins = n_origins;
  options.tuned_until = tuned_until;
  backtest = sy_backtest_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return backtest;
}

/* A labelled row: who, with what score and label. */
typedef struct
{
  guint32 person;
  double score;
  guint band;
  guint8 label;
  gsize row;
} Row;

static GArray *
get_rows (SyEventLog *log,
          const SyModel *model,
          gsize n_origins)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (gsize i = 0; i < n_origins; i++)
    {
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, origins[i]);
      g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
      gsize n_members;
      const guint32 *members = sy_scores_get_members (scores, &n_members);
      g_autoptr (SyOutcome) outcome = sy_outcome_evaluate (log, &model->outcome, origins[i], members,
                                                           n_members, NULL, NULL);

      for (gsize k = 0; k < outcome->n; k++)
        {
          double score = sy_scores_get_score (scores)[outcome->people[k]];
          Row row = { outcome->people[k], score, sy_model_find_band (model, score),
                      outcome->labels[k], rows->len };

          g_array_append_val (rows, row);
        }
    }
  return rows;
}

/* Wilson's interval of the share of @hits among @rows, by Rao and Scott's size: each person's rows by hand. */
static SyInterval
get_slowly (gsize n_people,
            const GArray *rows,
            gboolean (*is_row) (const Row *row, gsize at),
            gboolean (*is_hit) (const Row *row, gsize at),
            gsize at,
            gboolean is_clustered)
{
  g_autofree double *of = g_new0 (double, n_people);
  g_autofree double *hits = g_new0 (double, n_people);
  double n = 0, all_hits = 0, there = 0, squares = 0, rate, effective;

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (!is_row (row, at))
        continue;
      of[row->person]++;
      hits[row->person] += is_hit (row, at);
    }
  for (gsize p = 0; p < n_people; p++)
    {
      n += of[p];
      all_hits += hits[p];
      there += of[p] > 0;
    }
  rate = all_hits / n;
  for (gsize p = 0; p < n_people; p++)
    squares += pow (hits[p] - rate * of[p], 2);
  effective = n;
  if (is_clustered && (all_hits <= 0 || all_hits >= n))
    effective = there;
  else if (is_clustered)
    effective = MIN (n, rate * (1 - rate) * n * n * (there - 1) / there / squares);
  return sy_wilson (rate * effective, effective);
}

static gboolean
is_any (const Row *row,
        gsize at)
{
  return TRUE;
}

static gboolean
is_positive (const Row *row,
             gsize at)
{
  return row->label != 0;
}

static gboolean
is_at_or_above (const Row *row,
                gsize at)
{
  return row->band >= at;
}

static gboolean
is_at_or_below (const Row *row,
                gsize at)
{
  return row->band <= at;
}

/* Rows are renumbered by rank before. */
static gsize n_ranked;

static gboolean
is_in_tenth (const Row *row,
             gsize at)
{
  return row->row >= at * n_ranked / 10 && row->row < (at + 1) * n_ranked / 10;
}

static int
compare_rank (gconstpointer a,
              gconstpointer b)
{
  const Row *x = a;
  const Row *y = b;

  if (x->score < y->score || x->score > y->score)
    return x->score > y->score ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

static void
assert_interval (SyInterval fast,
                 SyInterval slow)
{
  g_assert_cmpfloat_with_epsilon (fast.low, slow.low, 1e-10);
  g_assert_cmpfloat_with_epsilon (fast.high, slow.high, 1e-10);
}

static void
check (SyEventLog *log,
       const SyModel *model,
       gsize n_origins)
{
  g_autoptr (SyBacktest) backtest = run (log, model, n_origins, G_MININT64);
  const SyFigures *figures = backtest->pooled.figures;
  g_autoptr (GArray) rows = get_rows (log, model, n_origins);
  gsize n_people = sy_event_log_get_n_people (log);
  gboolean is_clustered = n_origins > 1;
  gboolean is_less = model->outcome.direction == SY_DIRECTION_LESS;

  g_assert_cmpuint (rows->len, ==, figures->n);
  assert_interval (figures->base_interval,
                   get_slowly (n_people, rows, is_any, is_positive, 0, is_clustered));
  for (gsize b = 0; b < figures->n_bands; b++)
    {
      assert_interval (figures->lists[b].precision,
                       get_slowly (n_people, rows, is_less ? is_at_or_below : is_at_or_above,
                                   is_positive, b, is_clustered));
      assert_interval (figures->lists[b].recall,
                       get_slowly (n_people, rows, is_positive,
                                   is_less ? is_at_or_below : is_at_or_above, b, is_clustered));
    }
  g_array_sort (rows, compare_rank);
  n_ranked = rows->len;
  for (gsize i = 0; i < rows->len; i++)
    g_array_index (rows, Row, i).row = i;
  for (gsize d = 0; d < SY_N_DECILES && !is_less; d++)
    assert_interval (figures->decile_intervals[d],
                     get_slowly (n_people, rows, is_in_tenth, is_positive, d, is_clustered));
}

static void
test_one_date (void)
{
  g_autoptr (SyTestLog) rows = make_shop (400, 250, 31);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyBacktest) backtest = run (log, model, 1, G_MININT64);
  const SyFigures *figures = backtest->pooled.figures;
  const SyBandOutcome *top = &figures->bands[2];
  const SyBandOutcome *bottom = &figures->bands[0];
  double reach = SY_Z95 * sqrt (1.0 / (double) top->positives - 1.0 / (double) top->n +
                                1.0 / (double) bottom->positives - 1.0 / (double) bottom->n);
  double ratio = top->rate / bottom->rate;

  check (log, model, 1);
  /* Katz's interval in closed form. */
  g_assert_cmpfloat_with_epsilon (sy_figures_get_band_ratio (figures), ratio, 1e-12);
  g_assert_cmpfloat_with_epsilon (figures->band_ratio_interval.low, ratio * exp (-reach), 1e-9);
  g_assert_cmpfloat_with_epsilon (figures->band_ratio_interval.high, ratio * exp (reach), 1e-9);
  /* Everyone with the outcome is on the longest list. */
  g_assert_cmpfloat_with_epsilon (figures->lists[0].recall.high, 1, 1e-12);
}

static void
test_clustered (void)
{
  g_autoptr (SyTestLog) rows = make_shop (300, 250, 32);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();

  check (log, model, N_ORIGINS);
  model->outcome.direction = SY_DIRECTION_LESS;
  check (log, model, N_ORIGINS);
  check (log, model, 1);
}

static void
test_nobody (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyBacktest) backtest = NULL;

  sy_test_log_add (rows, "z", "look", START + 240 * DAY, (double) NAN);
  log = sy_test_log_build (rows);
  backtest = run (log, model, 2, G_MININT64);
  g_assert_true (isnan (backtest->pooled.figures->base_interval.low));
  g_assert_true (isnan (backtest->pooled.figures->decile_intervals[3].high));
  g_assert_true (isnan (backtest->pooled.figures->lists[2].precision.low));
  g_assert_true (isnan (backtest->pooled.figures->band_ratio_interval.low));
}

static void
test_gap (void)
{
  g_autoptr (SyTestLog) rows = make_shop (400, 250, 33);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyBacktest) backtest = run (log, model, N_ORIGINS, origins[1]);
  g_autoptr (SyBacktest) all_tuned = run (log, model, N_ORIGINS, origins[2]);
  g_autoptr (SyBacktest) not_said = run (log, model, N_ORIGINS, G_MININT64);
  const SyAuc *tuned = &backtest->tuned.figures->auc;
  const SyAuc *unseen = &backtest->unseen.figures->auc;
  double se = sqrt (tuned->variance + unseen->variance);
  SyTuningGap gap;

  g_test_summary ("The gap is the difference of both areas, which count as independent");
  g_assert_true (sy_backtest_get_gap (backtest, &gap));
  g_assert_cmpfloat_with_epsilon (unseen->value, backtest->origins[2].figures->auc.value, 1e-15);
  g_assert_cmpfloat_with_epsilon (gap.difference, unseen->value - tuned->value, 1e-15);
  g_assert_cmpfloat_with_epsilon (gap.high - gap.low, 2 * 1.959963984540054 * se, 1e-12);
  g_assert_cmpfloat_with_epsilon (gap.p, erfc (fabs (gap.difference) / se / sqrt (2)), 1e-9);
  g_assert_false (sy_backtest_get_gap (all_tuned, &gap));
  g_assert_true (isnan (gap.difference) && isnan (gap.p));
  g_assert_false (sy_backtest_get_gap (not_said, &gap));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/intervals/G3-one-date", test_one_date);
  g_test_add_func ("/validate/intervals/G3-clustered", test_clustered);
  g_test_add_func ("/validate/intervals/G3-nobody", test_nobody);
  g_test_add_func ("/validate/intervals/F9-gap", test_gap);
  return g_test_run ();
}
