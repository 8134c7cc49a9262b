/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-slow-scorer.h"
#include "sy-test-log.h"
#include "sy-test-model.h"

/*
 * The engine against a second implementation of the scoring contract, and the contract's
 * "what must always hold", on random models over random logs. A failure names the seed.
 */

#define N_CASES 1000

static void
assert_near (double a,
             double b,
             guint seed,
             const char *what)
{
  if (!(fabs (a - b) <= 1e-9 * MAX (1, fabs (b))))
    g_error ("seed %u: %s: %.17g, not %.17g", seed, what, a, b);
}

static void
assert_same_bytes (gconstpointer a,
                   gsize a_size,
                   gconstpointer b,
                   gsize b_size,
                   guint seed,
                   const char *what)
{
  if (a_size != b_size || (a_size > 0 && memcmp (a, b, a_size) != 0))
    g_error ("seed %u: %s differ", seed, what);
}

static void
assert_same_scores (const SyScores *a,
                    const SyScores *b,
                    guint seed)
{
  gsize size = sy_scores_get_n_people (a) * sizeof (double);
  gsize n_members_a;
  gsize n_members_b;
  const guint32 *members_a = sy_scores_get_members (a, &n_members_a);
  const guint32 *members_b = sy_scores_get_members (b, &n_members_b);

  g_assert_cmpuint (sy_scores_get_n_people (a), ==, sy_scores_get_n_people (b));
  assert_same_bytes (sy_scores_get_raw (a), size, sy_scores_get_raw (b), size, seed, "raw scores");
  assert_same_bytes (sy_scores_get_score (a), size, sy_scores_get_score (b), size, seed, "scores");
  assert_same_bytes (sy_scores_get_bands (a), size / sizeof (double), sy_scores_get_bands (b),
                     size / sizeof (double), seed, "bands");
  assert_same_bytes (members_a, n_members_a * sizeof *members_a, members_b,
                     n_members_b * sizeof *members_b, seed, "members");
}

static SyScores *
score_cold (SyEventLog *log,
            const SyModel *model,
            gint64 as_of,
            guint n_threads)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);

  sy_scorer_set_n_threads (scorer, n_threads);
  return sy_test_score (scorer, model);
}

static void
assert_agrees_with_slow (SyEventLog *log,
                         const SyScores *scores,
                         GArray *slow,
                         guint seed)
{
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  gsize n_slow_members = 0;

  g_assert_cmpuint (slow->len, ==, sy_event_log_get_n_people (log));
  for (guint i = 0; i < slow->len; i++)
    {
      const SySlowScore *expected = &g_array_index (slow, SySlowScore, i);
      guint8 band = sy_scores_get_bands (scores)[i];

      g_assert_cmpstr (sy_event_log_get_person_key (log, i), ==, expected->person);
      assert_near (sy_scores_get_raw (scores)[i], expected->raw, seed, expected->person);
      assert_near (sy_scores_get_score (scores)[i], expected->score, seed, expected->person);
      g_assert_cmpint (sy_scores_has_probability (scores), ==, !isnan (expected->probability));
      if (sy_scores_has_probability (scores))
        assert_near (sy_scores_get_probability (scores, i), expected->probability, seed,
                     expected->person);
      if (expected->is_member)
        {
          g_assert_cmpuint (n_slow_members, <, n_members);
          g_assert_cmpuint (members[n_slow_members++], ==, i);
        }
      if ((band == SY_BAND_NONE ? -1 : band) != expected->band)
        g_error ("seed %u: %s: band %d, not %d", seed, expected->person, band, expected->band);
    }
  g_assert_cmpuint (n_slow_members, ==, n_members);
}

/* Members whom the course keeps from the band that their score reaches. */
static guint
count_kept_down (const SyModel *model,
                 const SyScores *scores)
{
  guint n = 0;

  for (gsize i = 0; i < sy_scores_get_n_people (scores); i++)
    n += sy_scores_get_bands (scores)[i] <
         sy_model_find_band (model, sy_scores_get_score (scores)[i]);
  return n;
}

/* Two independent implementations agree to 1e-9. */
static void
test_slow_scorer (void)
{
  guint n_kept_down = 0;

  for (guint seed = 0; seed < N_CASES; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyScores) scores = score_cold (log, model, as_of, 1);
      g_autoptr (GArray) slow = sy_slow_score (rows, model, as_of);

      assert_agrees_with_slow (log, scores, slow, seed);
      n_kept_down += count_kept_down (model, scores);
    }
  g_assert_cmpuint (n_kept_down, >, 50);
}

/* One edit as an analyst makes it while looking at the result: a weight, a cap, a half-life, a
 * threshold. FALSE when the model has no place for it. */
typedef enum
{
  EDIT_WEIGHT,
  EDIT_CAP,
  EDIT_HALF_LIFE,
  EDIT_THRESHOLD,
  EDIT_ANY,
  N_EDITS,
} EditKind;

static gboolean
edit_rule (SyRule *rule,
           EditKind kind,
           GRand *random)
{
  gboolean has_caps = rule->kind == SY_RULE_MILESTONE ||
                      (rule->kind == SY_RULE_EVENT && rule->measure != SY_MEASURE_INACTIVE);

  switch (kind)
    {
    case EDIT_WEIGHT:
      rule->weight = g_rand_double_range (random, -5, 5);
      return TRUE;
    case EDIT_CAP:
      if (has_caps && g_rand_boolean (random))
        rule->daily_cap = g_rand_int_range (random, 1, 4);
      else if (has_caps)
        rule->max_occurrences = g_rand_int_range (random, 1, 5);
      else
        rule->points_max = g_rand_double_range (random, MAX (0, rule->points_min), 6);
      return TRUE;
    case EDIT_HALF_LIFE:
      if (!has_caps || rule->measure == SY_MEASURE_TREND)
        return FALSE;
      g_clear_pointer (&rule->decay.steps, g_free);
      rule->decay = (SyDecay){ SY_DECAY_EXPONENTIAL, g_rand_double_range (random, 1, 90), NAN,
                               NULL, 0 };
      return TRUE;
    case EDIT_THRESHOLD:
    case EDIT_ANY:
    case N_EDITS:
    default:
      g_assert_not_reached ();
    }
}

static SyModel *
edit_once (const SyModel *model,
           EditKind kind,
           GRand *random)
{
  g_autoptr (SyModel) copy = NULL;
  guint n_rules = sy_model_get_n_rules (model);
  guint index;

  if (kind == EDIT_ANY)
    return sy_test_model_edit (model, random);
  copy = sy_model_copy (model);
  if (kind == EDIT_THRESHOLD)
    {
      guint last = copy->bands->len - 1;

      if (last == 0)
        return NULL;
      sy_model_get_band (copy, last)->min += g_rand_double_range (random, 0.01, 9);
      return g_steal_pointer (&copy);
    }
  if (n_rules == 0)
    return NULL;
  index = (guint) g_rand_int_range (random, 0, (gint32) n_rules);
  for (guint i = 0; i < copy->groups->len; i++)
    {
      GPtrArray *rules = sy_model_get_group (copy, i)->rules;

      if (index < rules->len)
        return edit_rule (rules->pdata[index], kind, random) ? g_steal_pointer (&copy) : NULL;
      index -= rules->len;
    }
  g_assert_not_reached ();
}

/* 6: what one scorer remembers through single edits agrees with the slow scorer, which
 * remembers nothing. */
static void
test_edits_against_slow_scorer (gconstpointer data)
{
  guint first = GPOINTER_TO_UINT (data);
  guint n_edits[N_EDITS] = { 0 };

  for (guint seed = first; seed < first + N_CASES / 4; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
      g_autoptr (SyScores) start = sy_test_score (scorer, model);

      for (EditKind kind = EDIT_WEIGHT; kind < N_EDITS; kind++)
        {
          g_autoptr (SyModel) edited = edit_once (model, kind, random);
          g_autoptr (SyScores) incremental = NULL;
          g_autoptr (GArray) slow = NULL;

          if (edited == NULL)
            continue;
          n_edits[kind]++;
          incremental = sy_test_score (scorer, edited);
          slow = sy_slow_score (rows, edited, as_of);
          assert_agrees_with_slow (log, incremental, slow, seed);
          sy_model_unref (model);
          model = g_steal_pointer (&edited);
        }
    }
  for (EditKind kind = EDIT_WEIGHT; kind < N_EDITS; kind++)
    g_assert_cmpuint (n_edits[kind], >, N_CASES / 16);
}

/* 1: the lines of an account sum to the shown score. */
static void
test_contributions (void)
{
  for (guint seed = 0; seed < N_CASES; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
      g_autoptr (SyScores) scores = sy_test_score (scorer, model);

      for (guint32 person = 0; person < sy_event_log_get_n_people (log); person++)
        {
          g_autoptr (SyContributions) account = sy_scorer_explain (scorer, model, person);
          gsize n_lines;
          const SyContribution *lines = sy_contributions_get_lines (account, &n_lines);
          double sum = 0;

          for (gsize i = 0; i < n_lines; i++)
            sum += lines[i].points;
          assert_near (sum, sy_scores_get_score (scores)[person], seed, "sum of lines");
          g_assert_cmpfloat (sy_contributions_get_raw (account), ==,
                             sy_scores_get_raw (scores)[person]);
          g_assert_cmpfloat (sy_contributions_get_score (account), ==,
                             sy_scores_get_score (scores)[person]);
          g_assert_cmpint (sy_contributions_get_band (account), ==,
                           sy_scores_get_bands (scores)[person]);
        }
    }
}

/* 2: an event at or after t changes no score as of t. */
static void
test_future (void)
{
  for (guint seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyScores) before = score_cold (log, model, as_of, 1);
      g_autoptr (SyEventLog) longer = NULL;
      g_autoptr (SyScores) after = NULL;

      if (rows->events->len == 0)
        continue;
      for (int i = 0; i < 50; i++)
        {
          SyTestEvent event = g_array_index (rows->events, SyTestEvent,
                                             g_rand_int_range (random, 0,
                                                               (gint32) rows->events->len));

          event.time_ms = (as_of + (i % 2) * g_rand_int_range (random, 0, 86400 * 30)) * 1000 +
                          i % 3;
          g_array_append_val (rows->events, event);
        }
      longer = sy_test_log_build (rows);
      after = score_cold (longer, model, as_of, 1);
      assert_same_scores (before, after, seed);
    }
}

/* 2: moving an event changes only the person it belongs to. */
static void
test_move_one_event (void)
{
  for (guint seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyScores) before = score_cold (log, model, as_of, 1);
      g_autoptr (SyEventLog) moved = NULL;
      g_autoptr (SyScores) after = NULL;
      SyTestEvent *event;
      guint32 owner;

      if (rows->events->len == 0 || model->scale.kind == SY_SCALE_PERCENTILE)
        continue;
      event = &g_array_index (rows->events, SyTestEvent,
                              g_rand_int_range (random, 0, (gint32) rows->events->len));
      event->time_ms += g_rand_int_range (random, -20, 20) * 86400000;
      owner = sy_event_log_find_person (log, event->person);
      moved = sy_test_log_build (rows);
      after = score_cold (moved, model, as_of, 1);
      for (guint32 person = 0; person < sy_event_log_get_n_people (log); person++)
        if (person != owner)
          {
            g_assert_cmpfloat (sy_scores_get_raw (before)[person], ==,
                               sy_scores_get_raw (after)[person]);
            g_assert_cmpfloat (sy_scores_get_score (before)[person], ==,
                               sy_scores_get_score (after)[person]);
            g_assert_cmpuint (sy_scores_get_bands (before)[person], ==,
                              sy_scores_get_bands (after)[person]);
          }
    }
}

/* 3: the order of the rows changes no score. */
static void
test_shuffle (void)
{
  for (guint seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyScores) before = score_cold (log, model, as_of, 1);
      g_autoptr (SyEventLog) shuffled = NULL;
      g_autoptr (SyScores) after = NULL;

      sy_test_log_shuffle (rows, random);
      shuffled = sy_test_log_build (rows);
      after = score_cold (shuffled, model, as_of, 1);
      assert_same_scores (before, after, seed);
    }
}

/* 4: a merged person is scored as if every row bore one key, and un-merging gives the old
 * scores back. */
static void
test_merge (void)
{
  for (guint seed = 0; seed < 200; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyTestLog) merged_rows = NULL;
      g_autoptr (SyTestLog) renamed_rows = NULL;
      g_autoptr (SyEventLog) merged = NULL;
      g_autoptr (SyEventLog) renamed = NULL;
      g_autoptr (SyScores) merged_scores = NULL;
      g_autoptr (SyScores) renamed_scores = NULL;

      g_array_set_size (rows->links, 0);
      g_array_set_size (rows->attributes, 0);
      sy_test_log_add (rows, "customer-1", "visit", as_of - 1000, NAN);
      sy_test_log_add (rows, "customer-2", "visit", as_of - 2000, NAN);
      merged_rows = sy_test_log_copy (rows);
      sy_test_log_add_link (merged_rows, "customer-2", "customer-1");
      renamed_rows = sy_test_log_copy (rows);
      for (guint i = 0; i < renamed_rows->events->len; i++)
        {
          SyTestEvent *event = &g_array_index (renamed_rows->events, SyTestEvent, i);

          if (strcmp (event->person, "customer-2") == 0)
            event->person = "customer-1";
        }
      merged = sy_test_log_build (merged_rows);
      renamed = sy_test_log_build (renamed_rows);
      merged_scores = score_cold (merged, model, as_of, 1);
      renamed_scores = score_cold (renamed, model, as_of, 1);
      assert_same_scores (merged_scores, renamed_scores, seed);
      g_assert_cmpuint (sy_event_log_find_person (merged, "customer-2"), ==,
                        sy_event_log_find_person (merged, "customer-1"));
    }
}

/* 5: without caps and windows, decay carries a score from t1 to t2. */
static void
test_decay_carries_over (void)
{
  for (guint seed = 0; seed < 100; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = NULL;
      SyRule *rule = sy_test_rule_new_count ("purchase");
      g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
      gint64 t1 = sy_test_log_pick_instant (rows, random);
      gint64 t2 = t1 + g_rand_int_range (random, 1, 50 * 86400);
      double half_life = g_rand_double_range (random, 1, 60);
      double factor = pow (0.5, (double) (t2 - t1) / 86400 / half_life);
      g_autofree double *expected = NULL;
      g_autoptr (SyScores) first = NULL;
      g_autoptr (SyScores) second = NULL;

      g_ptr_array_set_size (rows->muted, 0);
      log = sy_test_log_build (rows);
      expected = g_new0 (double, sy_event_log_get_n_people (log));
      rule->decay.kind = SY_DECAY_EXPONENTIAL;
      rule->decay.half_life_days = half_life;
      first = score_cold (log, model, t1, 1);
      second = score_cold (log, model, t2, 1);
      for (guint i = 0; i < rows->events->len; i++)
        {
          const SyTestEvent *event = &g_array_index (rows->events, SyTestEvent, i);
          gint64 time_s = (gint64) floor ((double) event->time_ms / 1000);

          if (strcmp (event->type, "purchase") == 0 && time_s >= t1 && time_s < t2)
            expected[sy_event_log_find_person (log, event->person)] +=
                pow (0.5, (double) (t2 - time_s) / 86400 / half_life);
        }
      for (gsize i = 0; i < sy_event_log_get_n_people (log); i++)
        assert_near (sy_scores_get_raw (second)[i],
                     expected[i] + factor * sy_scores_get_raw (first)[i], seed, "carried over");
    }
}

/* 6: an edit gives bit for bit what a cold recompute gives, with any number of threads. */
static void
test_edits (void)
{
  for (guint seed = 0; seed < 100; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);

      for (int i = 0; i < 20; i++)
        {
          g_autoptr (SyModel) edited = sy_test_model_edit (model, random);
          g_autoptr (SyScores) incremental = sy_test_score (scorer, edited);
          g_autoptr (SyScores) cold = score_cold (log, edited, as_of, 1);

          assert_same_scores (incremental, cold, seed);
          if (i % 4 != 0)
            {
              sy_model_unref (model);
              model = g_steal_pointer (&edited);
            }
        }
    }
}

/* Enough people for several units of work on each thread. */
static void
test_threads (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (SyTestLog) rows = sy_test_log_new ("Europe/Paris");
  g_autoptr (SyEventLog) log = NULL;

  for (int i = 0; i < 80000; i++)
    {
      g_autofree char *person = g_strdup_printf ("p%d", g_rand_int_range (random, 0, 45000));

      sy_test_log_add (rows, sy_test_log_keep (rows, person), i % 3 == 0 ? "purchase" : "visit",
                       1500000000 + g_rand_int_range (random, 0, 100 * 86400),
                       i % 7 == 0 ? NAN : i % 11);
    }
  log = sy_test_log_build (rows);
  for (guint seed = 0; seed < 8; seed++)
    {
      g_autoptr (GRand) model_random = g_rand_new_with_seed (seed);
      g_autoptr (SyModel) model = sy_test_model_new_random (model_random);
      g_autoptr (SyScores) one = score_cold (log, model, 1500000000 + 100 * 86400, 1);
      g_autoptr (SyScores) four = score_cold (log, model, 1500000000 + 100 * 86400, 4);

      assert_same_scores (one, four, seed);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/score/random/C1-slow-scorer", test_slow_scorer);
  g_test_add_func ("/score/random/C15-contributions", test_contributions);
  g_test_add_func ("/score/random/D8-future", test_future);
  g_test_add_func ("/score/random/move-one-event", test_move_one_event);
  g_test_add_func ("/score/random/shuffle", test_shuffle);
  g_test_add_func ("/score/random/B1-merge", test_merge);
  g_test_add_func ("/score/random/decay-carries-over", test_decay_carries_over);
  g_test_add_func ("/score/random/edits", test_edits);
  for (guint quarter = 0; quarter < 4; quarter++)
    {
      g_autofree char *path = g_strdup_printf ("/score/random/edits-against-slow-scorer/%u",
                                               quarter + 1);

      g_test_add_data_func (path, GUINT_TO_POINTER (quarter * (N_CASES / 4)),
                            test_edits_against_slow_scorer);
    }
  g_test_add_func ("/score/random/threads", test_threads);

  return g_test_run ();
}
