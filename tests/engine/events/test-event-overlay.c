/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-test-log.h"
#include "sy-test-model.h"

#define N_CASES 150

static SyScores *
score (SyEventLog *log,
       const SyModel *model,
       gint64 as_of)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (GError) error = NULL;
  SyScores *scores = sy_scorer_score (scorer, model, NULL, &error);

  g_assert_no_error (error);
  return scores;
}

/* Bit for bit, by person: the same keys are in both logs. */
static void
assert_same_scores (SyEventLog *a,
                    SyEventLog *b,
                    const SyModel *model,
                    gint64 as_of)
{
  g_autoptr (SyScores) scores_a = score (a, model, as_of);
  g_autoptr (SyScores) scores_b = score (b, model, as_of);
  gsize n = sy_event_log_get_n_people (a);

  g_assert_cmpuint (n, ==, sy_event_log_get_n_people (b));
  g_assert_cmpmem (sy_scores_get_raw (scores_a), n * sizeof (double), sy_scores_get_raw (scores_b),
                   n * sizeof (double));
  g_assert_cmpmem (sy_scores_get_score (scores_a), n * sizeof (double),
                   sy_scores_get_score (scores_b), n * sizeof (double));
  g_assert_cmpmem (sy_scores_get_bands (scores_a), n, sy_scores_get_bands (scores_b), n);
}

static void
assert_same_digest (const SyEventLog *a,
                    const SyEventLog *b)
{
  g_autofree char *digest_a = sy_event_log_compute_sha256 (a);
  g_autofree char *digest_b = sy_event_log_compute_sha256 (b);

  g_assert_cmpstr (digest_a, ==, digest_b);
}

/* A person without events does not exist in a built log: an attribute keeps everybody. */
static void
keep_people (SyTestLog *rows)
{
  for (guint i = 0; i < rows->events->len; i++)
    {
      const char *person = g_array_index (rows->events, SyTestEvent, i).person;
      gboolean is_known = FALSE;

      for (guint j = 0; j < rows->attributes->len; j++)
        is_known |= g_str_equal (g_array_index (rows->attributes, SyTestAttribute, j).person,
                                 person) &&
                    g_str_equal (g_array_index (rows->attributes, SyTestAttribute, j).name, "kept");
      if (!is_known)
        sy_test_log_add_attribute (rows, person, "kept", "yes");
    }
}

/* An overlay is as good as a log that never had the events; nested ones too. */
static void
test_without (void)
{
  for (guint seed = 0; seed < N_CASES; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyTestLog) fewer = NULL;
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyEventLog) log = NULL;
      g_autoptr (SyEventLog) half = NULL;
      g_autoptr (SyEventLog) overlay = NULL;
      g_autoptr (SyEventLog) at_once = NULL;
      g_autoptr (SyEventLog) expected = NULL;
      g_autoptr (GArray) marked = g_array_new (FALSE, FALSE, sizeof (guint32));
      int share = g_rand_int_range (random, 1, 10);

      keep_people (rows);
      fewer = sy_test_log_copy (rows);
      log = sy_test_log_build (rows);
      for (guint32 i = rows->events->len; i-- > 0;)
        if (g_rand_int_range (random, 0, 10) < share)
          {
            guint32 row = i + 1;

            g_array_append_val (marked, row);
            g_array_remove_index (fewer->events, i);
          }
      half = sy_event_log_without (log, (const guint32 *) (gconstpointer) marked->data,
                                   marked->len / 2);
      overlay = sy_event_log_without (half, (const guint32 *) (gconstpointer) marked->data,
                                      marked->len);
      at_once = sy_event_log_without (log, (const guint32 *) (gconstpointer) marked->data,
                                      marked->len);
      expected = sy_test_log_build (fewer);
      g_test_message ("seed %u: %u of %u", seed, marked->len, rows->events->len);
      g_assert_cmpuint (sy_event_log_get_n_events (overlay), ==, fewer->events->len);
      g_assert_cmpint (sy_event_log_get_data_end (overlay), ==,
                       sy_event_log_get_data_end (expected));
      assert_same_digest (overlay, at_once);
      assert_same_scores (overlay, at_once, model, as_of);
      /* A type or a name that is nowhere left in the rows has no mute and no place in a percentile scale by name. */
      if (rows->muted->len == 0)
        {
          assert_same_digest (overlay, expected);
          assert_same_scores (overlay, expected, model, as_of);
        }
    }
}

/* The base is as it was, and may go first. */
static void
test_base (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
  SyEventLog *log = sy_test_log_build (rows);
  g_autofree char *before = sy_event_log_compute_sha256 (log);
  guint32 all[2] = { 1, 2 };
  g_autoptr (SyEventLog) overlay = sy_event_log_without (log, all, 2);
  g_autoptr (SyEventLog) same = sy_event_log_without (log, NULL, 0);
  g_autofree char *after = sy_event_log_compute_sha256 (log);
  g_autofree char *other = sy_event_log_compute_sha256 (overlay);

  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (before, !=, other);
  assert_same_digest (log, same);
  sy_event_log_unref (log);
  g_assert_cmpuint (sy_event_log_get_n_events (overlay), ==, rows->events->len - 2);
  g_assert_cmpstr (sy_event_log_get_person_key (overlay, 0), !=, "");
}

static void
test_everything (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyEventLog) empty = NULL;
  guint32 all[] = { 3, 1, 2, 2, 99 };

  for (int i = 0; i < 3; i++)
    sy_test_log_add (rows, "a", "visit", 1500000000 + i, i);
  log = sy_test_log_build (rows);
  empty = sy_event_log_without (log, all, G_N_ELEMENTS (all));
  g_assert_cmpuint (sy_event_log_get_n_events (empty), ==, 0);
  g_assert_cmpuint (sy_event_log_get_n_people (empty), ==, 1);
  g_assert_false (sy_event_log_get_span (empty, NULL, NULL));
  g_assert_cmpint (sy_event_log_get_data_end (empty), ==, G_MININT64);
  g_assert_cmpuint (sy_event_log_get_first_seconds (empty)[0], ==, SY_SECOND_NONE);
  g_assert_null (sy_event_log_get_runs (empty, 0)->amounts);
}

/* Muting and unmuting in an overlay is what the builder does; scores come back bit for bit. */
static void
test_muted (void)
{
  for (guint seed = 0; seed < N_CASES; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyEventLog) muted = NULL;
      g_autoptr (SyEventLog) unmuted = NULL;
      g_autoptr (SyEventLog) expected = NULL;
      guint32 type;

      if (sy_event_log_get_n_types (log) == 0)
        continue;
      type = (guint32) g_rand_int_range (random, 0, (gint32) sy_event_log_get_n_types (log));
      if (sy_event_log_is_type_muted (log, type))
        continue;
      muted = sy_event_log_with_muted (log, type, TRUE);
      unmuted = sy_event_log_with_muted (muted, type, FALSE);
      sy_test_log_mute (rows, sy_event_log_get_type_name (log, type));
      expected = sy_test_log_build (rows);
      assert_same_digest (muted, expected);
      assert_same_scores (muted, expected, model, as_of);
      assert_same_digest (unmuted, log);
      assert_same_scores (unmuted, log, model, as_of);
      g_assert_cmpuint (sy_event_log_get_n_events (muted), ==, sy_event_log_get_n_events (log));
    }
}

/* A log with aliases is a log with the canonical names. */
static void
test_aliases (void)
{
  for (guint seed = 0; seed < N_CASES; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyTestLog) renamed = NULL;
      g_autoptr (SyEventLog) log = NULL;
      g_autoptr (SyEventLog) expected = NULL;

      g_array_set_size (rows->aliases, 0);
      g_ptr_array_set_size (rows->muted, 0);
      renamed = sy_test_log_copy (rows);
      sy_test_log_add_type_alias (rows, "refund", "purchase");
      sy_test_log_add_type_alias (rows, "email_open", "opened");
      for (guint i = 0; i < renamed->events->len; i++)
        {
          SyTestEvent *event = &g_array_index (renamed->events, SyTestEvent, i);

          event->type = sy_test_log_resolve_type (rows, event->type);
        }
      log = sy_test_log_build (rows);
      expected = sy_test_log_build (renamed);
      assert_same_digest (log, expected);
      assert_same_scores (log, expected, model, as_of);
    }
}

/* What a muted type means for each kind of rule. */
static void
test_muted_rules (void)
{
  static const struct
  {
    SyMeasure measure;
    const char *muted;
    double value;
  } cases[] = {
    { SY_MEASURE_COUNT, "", 2 },
    { SY_MEASURE_COUNT, "purchase", 0 },
    { SY_MEASURE_COUNT, "other", 2 },
    { SY_MEASURE_ONCE, "purchase", 0 },
    { SY_MEASURE_INACTIVE, "", 0 },
    { SY_MEASURE_INACTIVE, "purchase", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
      SyRule *rule = sy_test_rule_new_count ("rule");
      g_autoptr (SyModel) model = sy_test_model_new_with_rule (rule);
      g_autoptr (SyEventLog) log = NULL;
      g_autoptr (SyScores) scores = NULL;
      gsize n_members;

      rule->measure = cases[i].measure;
      sy_test_log_add (rows, "a", "purchase", 1500000000, NAN);
      sy_test_log_add (rows, "a", "purchase", 1500000500, NAN);
      sy_test_log_add (rows, "b", "other", 1500000000, NAN);
      sy_test_log_mute (rows, cases[i].muted);
      log = sy_test_log_build (rows);
      scores = score (log, model, 1500001000);
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpfloat (sy_scores_get_raw (scores)[0], ==, cases[i].value);
      /* Silent b: 1 by inactivity unless the type is muted. */
      g_assert_cmpfloat (sy_scores_get_raw (scores)[1], ==,
                         cases[i].measure == SY_MEASURE_INACTIVE && *cases[i].muted == '\0');
      sy_scores_get_members (scores, &n_members);
      g_assert_cmpuint (n_members, ==, 2);
    }
}

/* Taking events out and adding them again gives the log back, but for their rows. */
static void
test_with (void)
{
  guint n_added = 0;

  for (guint seed = 0; seed < N_CASES; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 as_of = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyEventLog) log = NULL;
      g_autoptr (SyEventLog) fewer = NULL;
      g_autoptr (SyEventLog) back = NULL;
      g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (SyAddedEvent));

      for (guint32 i = 0; i < rows->events->len; i++)
        if (g_rand_int_range (random, 0, 3) == 0)
          {
            SyTestEvent *event = &g_array_index (rows->events, SyTestEvent, i);
            guint32 row = i + 1;

            for (int p = 0; p < SY_TEST_N_PROPERTIES; p++)
              event->properties[p] = NULL;
            g_array_append_val (taken, row);
          }
      log = sy_test_log_build (rows);
      fewer = sy_event_log_without (log, (const guint32 *) (gconstpointer) taken->data, taken->len);
      for (guint i = 0; i < taken->len; i++)
        {
          guint32 row = g_array_index (taken, guint32, i);
          const SyTestEvent *event = &g_array_index (rows->events, SyTestEvent, row - 1);
          SyAddedEvent again = {
            sy_event_log_find_person (log, event->person),
            sy_event_log_find_type (log, sy_test_log_resolve_type (rows, event->type)),
            (gint64) floor ((double) event->time_ms / 1000), event->amount
          };

          g_array_append_val (added, again);
        }
      back = sy_event_log_with (fewer, (const SyAddedEvent *) (gconstpointer) added->data,
                                added->len);
      g_assert_cmpuint (sy_event_log_get_n_events (back), ==, sy_event_log_get_n_events (log));
      assert_same_digest (back, log);
      assert_same_scores (back, log, model, as_of);
      n_added += added->len;
    }
  g_assert_cmpuint (n_added, >, 1000);
}

static void
test_with_nothing (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyEventLog) same = NULL;
  g_autoptr (SyEventLog) more = NULL;
  const SyAddedEvent event = { 1, 0, 1500000000, NAN };
  const SyEventRuns *runs;

  sy_test_log_add (rows, "a", "purchase", 1500000500, NAN);
  sy_test_log_add_attribute (rows, "b", "plan", "free");
  log = sy_test_log_build (rows);
  same = sy_event_log_with (log, NULL, 0);
  assert_same_digest (same, log);
  more = sy_event_log_with (log, &event, 1);
  runs = sy_event_log_get_runs (more, 0);
  g_assert_cmpuint (runs->n_events, ==, 2);
  g_assert_cmpuint (runs->n_runs, ==, 2);
  g_assert_null (runs->amounts);
  g_assert_cmpuint (runs->rows[0], ==, 1);
  g_assert_cmpuint (runs->rows[1], ==, SY_ROW_NONE);
  g_assert_cmpuint (sy_event_log_get_first_seconds (more)[1], ==, runs->seconds[1]);
  g_assert_cmpuint (sy_event_log_get_n_events (log), ==, 1);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/events/overlay/without", test_without);
  g_test_add_func ("/events/overlay/base", test_base);
  g_test_add_func ("/events/overlay/everything", test_everything);
  g_test_add_func ("/events/overlay/muted", test_muted);
  g_test_add_func ("/events/overlay/aliases", test_aliases);
  g_test_add_func ("/events/overlay/muted-rules", test_muted_rules);
  g_test_add_func ("/events/overlay/with", test_with);
  g_test_add_func ("/events/overlay/with-nothing", test_with_nothing);

  return g_test_run ();
}
