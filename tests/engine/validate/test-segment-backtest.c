/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A segment replayed at past dates, against a count by hand. */
#include "config.h"

#include <math.h>

#include "fixture.h"

/* The last one is too late for its outcome to be known. */
static const gint64 origins[] = { START + 100 * DAY, START + 140 * DAY, START + 180 * DAY,
                                  START + 245 * DAY };
#define N_MATURE (G_N_ELEMENTS (origins) - 1)
#define LEAST 10.0 /* points: who has looked often has them too */

/* Those with some points who have not bought for ten days: seen anew at each date. */
static SySegment *
make_segment (void)
{
  SySegment *segment = sy_segment_new ();

  segment->score_min = LEAST;
  segment->converting_types = g_strsplit ("buy", ",", -1);
  segment->converting_days = 10;
  return segment;
}

/* Rows of one side: by person, how many and how many with the outcome. */
typedef struct
{
  double *n;
  double *positives;
  gsize n_people;
  gsize n_members;
  gsize n_already;
} Side;

static void
init_side (Side *self,
           gsize n_people)
{
  *self = (Side){ g_new0 (double, n_people), g_new0 (double, n_people), n_people, 0, 0 };
}

static void
clear_side (Side *self)
{
  g_clear_pointer (&self->n, g_free);
  g_clear_pointer (&self->positives, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, clear_side)

static gboolean
bought_between (SyEventLog *log,
                guint32 person,
                gint64 from,
                gint64 until,
                SyTestLog *rows)
{
  const char *key = sy_event_log_get_person_key (log, person);

  for (guint i = 0; i < rows->events->len; i++)
    {
      const SyTestEvent *event = &g_array_index (rows->events, SyTestEvent, i);

      if (g_str_equal (event->type, "buy") && g_str_equal (event->person, key) &&
          event->time_ms >= from * 1000 && event->time_ms < until * 1000)
        return TRUE;
    }
  return FALSE;
}

/* Who is on which side, and what they did, from the events themselves. */
static void
count_slowly (SyTestLog *rows,
              SyEventLog *log,
              const SyModel *model,
              gint64 as_of,
              Side sides[2])
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);

  for (gsize i = 0; i < n_members; i++)
    {
      guint32 person = members[i];
      gboolean is_inside = sy_scores_get_score (scores)[person] >= LEAST &&
                           !bought_between (log, person, as_of - 10 * DAY, as_of, rows);
      Side *side = &sides[!is_inside];

      side->n_members++;
      if (model->outcome.once && bought_between (log, person, 0, as_of, rows))
        {
          side->n_already++;
          continue;
        }
      side->n[person]++;
      side->positives[person] += bought_between (log, person, as_of, as_of + 30 * DAY, rows);
    }
}

static void
check_side (const SySegmentSide *fast,
            const Side *slow,
            gboolean is_clustered,
            SyInterval *out_counts)
{
  double n = 0, with = 0, people = 0, squares = 0, rate, effective;
  SyInterval wilson;

  for (gsize i = 0; i < slow->n_people; i++)
    {
      n += slow->n[i];
      with += slow->positives[i];
      people += slow->n[i] > 0;
    }
  rate = with / n;
  for (gsize i = 0; i < slow->n_people; i++)
    squares += pow (slow->positives[i] - rate * slow->n[i], 2);
  effective = is_clustered ? MIN (n, rate * (1 - rate) * n * n * (people - 1) / people / squares) : n;
  wilson = sy_wilson (rate * effective, effective);
  g_assert_cmpuint (fast->n_people, ==, slow->n_members);
  g_assert_cmpuint (fast->n_already, ==, slow->n_already);
  g_assert_cmpfloat ((double) fast->n, ==, n);
  g_assert_cmpfloat ((double) fast->n_positive, ==, with);
  g_assert_cmpfloat_with_epsilon (fast->rate, rate, 1e-12);
  g_assert_cmpfloat_with_epsilon (fast->interval.low, wilson.low, 1e-10);
  g_assert_cmpfloat_with_epsilon (fast->interval.high, wilson.high, 1e-10);
  *out_counts = (SyInterval){ rate * effective, effective };
}

static void
check_outcome (const SySegmentOutcome *fast,
               const Side sides[2],
               gboolean is_clustered)
{
  SyInterval in, out;
  SyTwoProportions against;

  check_side (&fast->inside, &sides[0], is_clustered, &in);
  check_side (&fast->outside, &sides[1], is_clustered, &out);
  sy_two_proportions (in.low, in.high, out.low, out.high, &against);
  g_assert_cmpfloat_with_epsilon (fast->against.difference, fast->inside.rate - fast->outside.rate,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (fast->against.newcombe.low, against.newcombe.low, 1e-10);
  g_assert_cmpfloat_with_epsilon (fast->against.newcombe.high, against.newcombe.high, 1e-10);
  g_assert_cmpfloat_with_epsilon (fast->against.ratio, fast->inside.rate / fast->outside.rate, 1e-10);
}

static void
test_dates (gconstpointer data)
{
  g_autoptr (SyTestLog) rows = make_shop (200, 250, 21);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SySegment) segment = make_segment ();
  g_autoptr (SySegmentBacktest) backtest = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_people = sy_event_log_get_n_people (log);
  Side pooled[2];

  g_test_summary ("Rates in and out of a segment at each date and over all, with the immature and those who had it");
  model->outcome.once = GPOINTER_TO_INT (data);
  backtest = sy_segment_backtest_run (log, model, segment, origins, G_N_ELEMENTS (origins), NULL, NULL,
                                      NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (backtest->n_origins, ==, G_N_ELEMENTS (origins));
  g_assert_cmpuint (backtest->n_mature, ==, N_MATURE);
  for (guint s = 0; s < 2; s++)
    init_side (&pooled[s], n_people);
  for (gsize i = 0; i < N_MATURE; i++)
    {
      Side sides[2];

      for (guint s = 0; s < 2; s++)
        init_side (&sides[s], n_people);
      count_slowly (rows, log, model, origins[i], sides);
      check_outcome (&backtest->origins[i], sides, FALSE);
      count_slowly (rows, log, model, origins[i], pooled);
      for (guint s = 0; s < 2; s++)
        clear_side (&sides[s]);
    }
  /* The immature date adds its people, and none with a label. */
  {
    const SySegmentOutcome *last = &backtest->origins[N_MATURE];

    g_assert_false (last->is_mature);
    g_assert_cmpuint (last->inside.n, ==, 0);
    g_assert_true (isnan (last->inside.rate) && isnan (last->against.difference));
    g_assert_cmpuint (last->outside.n_immature, ==, last->outside.n_people - last->outside.n_already);
    g_assert_cmpuint (backtest->pooled.outside.n_immature, ==, last->outside.n_immature);
    pooled[0].n_members += last->inside.n_people;
    pooled[0].n_already += last->inside.n_already;
    pooled[1].n_members += last->outside.n_people;
    pooled[1].n_already += last->outside.n_already;
  }
  check_outcome (&backtest->pooled, pooled, TRUE);
  g_assert_cmpuint (backtest->pooled.inside.n, >, 20);
  for (guint s = 0; s < 2; s++)
    clear_side (&pooled[s]);
}

static void
test_edges (void)
{
  g_autoptr (SyTestLog) rows = make_shop (50, 250, 22);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SySegment) everyone = sy_segment_new ();
  g_autoptr (SySegment) nobody = sy_segment_new ();
  g_autoptr (SySegmentBacktest) all = NULL;
  g_autoptr (SySegmentBacktest) none = NULL;
  g_autoptr (SySegmentBacktest) failed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_outcome = NULL;

  g_test_summary ("A segment of everyone or nobody has nobody to compare with; errors come back");
  nobody->score_min = 1e6;
  all = sy_segment_backtest_run (log, model, everyone, origins, 1, NULL, NULL, NULL, NULL);
  none = sy_segment_backtest_run (log, model, nobody, origins, 1, NULL, NULL, NULL, NULL);
  g_assert_cmpuint (all->pooled.outside.n_people, ==, 0);
  g_assert_true (isfinite (all->pooled.inside.rate) && isnan (all->pooled.against.p));
  g_assert_cmpuint (none->pooled.inside.n_people, ==, 0);
  g_assert_cmpuint (none->pooled.outside.n, ==, all->pooled.inside.n);
  g_assert_true (isnan (none->pooled.inside.rate) && isnan (none->pooled.against.ratio));

  failed = sy_segment_backtest_run (log, model, everyone, NULL, 0, NULL, NULL, NULL, &error);
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN);
  model->outcome.kind = SY_OUTCOME_NONE;
  failed = sy_segment_backtest_run (log, model, everyone, origins, 1, NULL, NULL, NULL, &no_outcome);
  g_assert_error (no_outcome, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME);
  g_assert_null (failed);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/validate/segment-backtest/F12-dates", GINT_TO_POINTER (FALSE), test_dates);
  g_test_add_data_func ("/validate/segment-backtest/F12-once", GINT_TO_POINTER (TRUE), test_dates);
  g_test_add_func ("/validate/segment-backtest/F12-edges", test_edges);
  return g_test_run ();
}
