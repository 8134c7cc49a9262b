/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "../validate/account-fixture.h"

static const SyLifecycle *
find (const SyLifecycle *found,
      SyEventLog *log,
      const char *person)
{
  return &found[sy_event_log_find_person (log, person)];
}

/* As of day 100 with 30, 30, 90 days and half: each on the edge of its stage. */
static void
test_edges (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autofree SyLifecycle *found = NULL;
  g_autofree SyLifecycle *types = NULL;
  SyLifecycleSpec spec = { NULL, 30, 30, 90, 30, 0.5 };
  char *only[] = { (char *) "buy", NULL };
  gint64 t = START + 100 * DAY;

  sy_test_log_add (rows, "dormant", "look", t - 90 * DAY, NAN);
  sy_test_log_add (rows, "almost-dormant", "look", t - 90 * DAY + 1, NAN);
  sy_test_log_add (rows, "new", "look", t - 30 * DAY + 1, NAN);
  sy_test_log_add (rows, "not-new", "look", t - 30 * DAY, NAN);
  sy_test_log_add (rows, "tomorrow", "look", t, NAN);
  /* Four before, two of late: half of it. Four and three: no. */
  for (int i = 0; i < 4; i++)
    {
      sy_test_log_add (rows, "fading", "look", t - (40 + i) * DAY, NAN);
      sy_test_log_add (rows, "steady", "look", t - (40 + i) * DAY, NAN);
    }
  for (int i = 0; i < 3; i++)
    {
      if (i < 2)
        sy_test_log_add (rows, "fading", "look", t - (i + 1) * DAY, NAN);
      sy_test_log_add (rows, "steady", "look", t - (i + 1) * DAY, NAN);
    }
  sy_test_log_add (rows, "steady", "buy", t - 95 * DAY, NAN);
  log = sy_test_log_build (rows);
  found = sy_lifecycle_compute (log, &spec, t);
  g_assert_cmpint (find (found, log, "dormant")->stage, ==, SY_STAGE_DORMANT);
  g_assert_cmpint (find (found, log, "almost-dormant")->stage, ==, SY_STAGE_LAPSING);
  g_assert_cmpint (find (found, log, "new")->stage, ==, SY_STAGE_NEW);
  g_assert_cmpint (find (found, log, "not-new")->stage, ==, SY_STAGE_LAPSING);
  g_assert_cmpint (find (found, log, "tomorrow")->stage, ==, SY_STAGE_NONE);
  g_assert_true (isnan (find (found, log, "tomorrow")->tenure_days));
  g_assert_cmpint (find (found, log, "fading")->stage, ==, SY_STAGE_LAPSING);
  g_assert_cmpfloat (find (found, log, "fading")->trend, ==, -0.5);
  g_assert_cmpint (find (found, log, "steady")->stage, ==, SY_STAGE_ACTIVE);
  g_assert_cmpfloat (find (found, log, "steady")->trend, ==, -0.25);
  g_assert_cmpfloat (find (found, log, "steady")->tenure_days, ==, 95);
  g_assert_cmpfloat (find (found, log, "steady")->recency_days, ==, 1);
  g_assert_cmpuint (find (found, log, "steady")->n_recent, ==, 3);
  g_assert_cmpuint (find (found, log, "steady")->n_before, ==, 4);

  /* By purchases alone: one long ago, and none at all. */
  spec.types = only;
  types = sy_lifecycle_compute (log, &spec, t);
  g_assert_cmpint (find (types, log, "steady")->stage, ==, SY_STAGE_DORMANT);
  g_assert_cmpfloat (find (types, log, "fading")->recency_days, ==, 43);
  g_assert_cmpint (find (types, log, "fading")->stage, ==, SY_STAGE_LAPSING);
  g_assert_cmpint (find (types, log, "new")->stage, ==, SY_STAGE_NEW);
}

/* The stage as its sentence reads, from the rows. */
static void
test_random (void)
{
  g_autoptr (SyTestLog) rows = make_shop (300, 200, 29);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  SyLifecycleSpec spec = { NULL, 25, 15, 60, 20, 0.6 };
  gint64 t = START + 150 * DAY;
  g_autofree SyLifecycle *found = sy_lifecycle_compute (log, &spec, t);
  gsize counts[SY_N_STAGES] = { 0 };

  for (guint32 p = 0; p < 300; p++)
    {
      double first = NAN;
      double last = NAN;
      double recent = 0;
      double before = 0;
      SyStage stage;

      for (guint i = 0; i < rows->events->len; i++)
        {
          const SyTestEvent *event = &g_array_index (rows->events, SyTestEvent, i);
          double age = (double) (t - event->time_ms / 1000) / DAY;

          if (age <= 0 || !g_str_equal (event->person, get_key (p)))
            continue;
          first = isnan (first) ? age : MAX (first, age);
          last = isnan (last) ? age : MIN (last, age);
          recent += age <= 20;
          before += age > 20 && age <= 40;
        }
      if (isnan (first))
        stage = SY_STAGE_NONE;
      else if (last >= 60)
        stage = SY_STAGE_DORMANT;
      else if (first < 25)
        stage = SY_STAGE_NEW;
      else if (last >= 15 || (recent < before && (recent - before) / before <= -0.6))
        stage = SY_STAGE_LAPSING;
      else
        stage = SY_STAGE_ACTIVE;
      g_assert_cmpint (find (found, log, get_key (p))->stage, ==, stage);
      counts[stage]++;
    }
  for (guint i = SY_STAGE_NEW; i < SY_N_STAGES; i++)
    g_assert_cmpuint (counts[i], >, 2);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lifecycle/E3/edges", test_edges);
  g_test_add_func ("/lifecycle/E3/random", test_random);
  return g_test_run ();
}
