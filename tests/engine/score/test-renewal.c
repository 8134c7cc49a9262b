/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "score/sy-scorer-private.h"
#include "sy-test-log.h"
#include "sy-test-model.h"

#include "../store/store-support.h"

/*
 * Scores after an import: what is taken over from before, against scoring all anew, bit for bit.
 */

static SyEventLog *
load (SyProject *project)
{
  g_autoptr (GError) error = NULL;
  SyEventLog *log = sy_event_log_load (project, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return log;
}

static gsize
get_n_computed (SyScorer *scorer)
{
  return sy_score_cache_get_n_computed (sy_scorer_get_cache (scorer));
}

/* What a renewed scorer gives is what a new one gives. Returns how many values the new one computed. */
static gsize
assert_as_new (SyScorer *renewed,
               const SyModel *model)
{
  g_autoptr (SyScorer) cold =
      sy_scorer_new (sy_scorer_get_log (renewed), sy_scorer_get_as_of (renewed));
  g_autoptr (SyScores) expected = sy_test_score (cold, model);
  g_autoptr (SyScores) scores = sy_test_score (renewed, model);

  sy_test_assert_same_scores (scores, expected);
  return get_n_computed (cold);
}

/* --- random --- */

/* One refresh: rows come in, the log and the scorer are renewed, to an instant of before or of now. */
static void
refresh (SyProject *project,
         const SyTestLog *rows,
         GRand *random,
         const SyModel *model,
         SyEventLog **log,
         SyScorer **scorer,
         gsize *n_saved)
{
  g_autoptr (SyEventRenewal) renewal = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModel) edited = sy_test_model_edit (model, random);
  g_autoptr (SyEventLog) renewed =
      sy_event_log_renew (*log, project, NULL, NULL, NULL, &renewal, &error);
  gint64 end = sy_event_log_get_data_end (renewed);
  gint64 as_of = sy_scorer_get_as_of (*scorer);
  g_autoptr (SyScorer) next = NULL;
  gsize n_cold;

  g_assert_no_error (error);
  if (g_rand_int_range (random, 0, 3) == 0)
    as_of = sy_test_log_pick_instant (rows, random);
  else if (g_rand_boolean (random) && end != G_MININT64)
    as_of = end;
  next = renewal != NULL ? sy_scorer_renew (*scorer, renewal, as_of)
                         : sy_scorer_new (renewed, as_of);
  sy_scorer_set_n_threads (next, 1 + (guint) g_rand_int_range (random, 0, 3));
  n_cold = assert_as_new (next, model);
  g_assert_cmpuint (get_n_computed (next), <=, n_cold);
  *n_saved += n_cold - get_n_computed (next);
  assert_as_new (next, edited);
  assert_as_new (next, model);
  sy_event_log_unref (*log);
  *log = g_steal_pointer (&renewed);
  sy_scorer_unref (*scorer);
  *scorer = g_steal_pointer (&next);
}

static void
test_random (Fixture *fixture,
             gconstpointer data)
{
  gsize n_saved = 0;

  for (guint seed = 0; seed < 150; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      g_autoptr (GError) error = NULL;
      g_autoptr (SyProject) project = sy_project_create (fixture->path, rows->zone, &error);
      g_autoptr (SyEventLog) log = NULL;
      g_autoptr (SyScorer) scorer = NULL;
      guint n = rows->events->len;
      guint first = n - MIN (n, 12);

      g_assert_no_error (error);
      for (guint n_next = first; first <= n && n > 0; first += n_next)
        {
          g_autofree char *csv = sy_test_log_write_events (rows, scorer == NULL ? 0 : first - n_next,
                                                           n_next);

          if (n_next > 0)
            fixture_import (fixture, project, SY_IMPORT_EVENTS, csv);
          if (scorer != NULL)
            refresh (project, rows, random, model, &log, &scorer, &n_saved);
          else
            {
              g_autoptr (SyScores) scores = NULL;

              log = load (project);
              scorer = sy_scorer_new (log, sy_test_log_pick_instant (rows, random));
              scores = sy_test_score (scorer, model);
            }
          n_next = 4;
        }
      g_clear_pointer (&project, sy_project_unref);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
  g_assert_cmpuint (n_saved, >, 1000);
}

/* --- who is computed --- */

#define N_PEOPLE 200

/* Everybody visits and half buy. */
static SyProject *
create_full (Fixture *fixture)
{
  SyProject *project = fixture_create (fixture);
  g_autoptr (GString) csv = g_string_new ("person,time,type,amount\n");

  for (int i = 0; i < N_PEOPLE; i++)
    {
      g_string_append_printf (csv, "p%03d,2024-01-%02dT10:00:00Z,visit,\n", i, i % 28 + 1);
      if (i % 2 == 0)
        g_string_append_printf (csv, "p%03d,2024-02-%02dT10:00:00Z,buy,%d\n", i, i % 28 + 1, i);
    }
  fixture_import (fixture, project, SY_IMPORT_EVENTS, csv->str);
  return project;
}

static SyRule *
new_count (const char *id,
           const char *type)
{
  SyRule *rule = sy_rule_new (id, SY_RULE_EVENT);

  sy_rule_add_type (rule, type);
  return rule;
}

/* Visits that fade, and purchases for ever. */
static SyModel *
new_model (void)
{
  SyRule *visits = new_count ("visits", "visit");
  SyModel *model = sy_test_model_new_with_rule (visits);

  visits->decay.kind = SY_DECAY_EXPONENTIAL;
  visits->decay.half_life_days = 20;
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, new_count ("purchases", "buy"));
  return model;
}

typedef struct
{
  SyProject *project;
  SyEventLog *log;
  SyModel *model;
  SyScorer *scorer; /* has scored the model */
} World;

static void
init_world (World *self,
            Fixture *fixture)
{
  g_autoptr (SyScores) scores = NULL;

  self->project = create_full (fixture);
  self->log = load (self->project);
  self->model = new_model ();
  self->scorer = sy_scorer_new (self->log, sy_event_log_get_data_end (self->log));
  scores = sy_test_score (self->scorer, self->model);
  g_assert_cmpuint (get_n_computed (self->scorer), ==, 2 * N_PEOPLE);
}

static void
clear_world (World *self)
{
  g_clear_pointer (&self->scorer, sy_scorer_unref);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->project, sy_project_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, clear_world)

static SyScorer *
renew (World *world,
       gint64 as_of)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyEventRenewal) renewal = NULL;
  g_autoptr (SyEventLog) log =
      sy_event_log_renew (world->log, world->project, NULL, NULL, NULL, &renewal, &error);

  g_assert_no_error (error);
  g_assert_nonnull (renewal);
  g_assert_true (sy_event_renewal_is_of (renewal, world->log));
  g_assert_false (sy_event_renewal_is_of (renewal, log));
  return sy_scorer_renew (world->scorer, renewal, as_of);
}

/* Of a rule whose types got no row only those who are new are computed, of the others those with
 * rows too. */
static void
test_only_touched (Fixture *fixture,
                   gconstpointer data)
{
  static const char csv[] = "person,time,type,amount\n"
                            "p007,2024-01-30T10:00:00Z,visit,\n"
                            "p010,2024-01-31T10:00:00Z,visit,\n"
                            "new,2024-02-01T10:00:00Z,visit,\n";
  g_auto (World) world = { NULL };
  g_autoptr (SyScorer) scorer = NULL;

  init_world (&world, fixture);
  fixture_import (fixture, world.project, SY_IMPORT_EVENTS, csv);
  scorer = renew (&world, sy_scorer_get_as_of (world.scorer));
  assert_as_new (scorer, world.model);
  g_assert_cmpuint (get_n_computed (scorer), ==, 3 + 1);
  /* An edit after that costs what it always does: one rule. */
  sy_rule_group_get_rule (sy_model_get_group (world.model, 0), 0)->decay.half_life_days = 30;
  assert_as_new (scorer, world.model);
  g_assert_cmpuint (get_n_computed (scorer), ==, 3 + 1 + N_PEOPLE + 1);
}

/* A day goes by: what fades is computed for all, what does not for those with rows. */
static void
test_time (Fixture *fixture,
           gconstpointer data)
{
  static const char csv[] = "person,time,type,amount\n"
                            "p007,2024-03-05T10:00:00Z,buy,5\n";
  g_auto (World) world = { NULL };
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScorer) early = NULL;

  init_world (&world, fixture);
  fixture_import (fixture, world.project, SY_IMPORT_EVENTS, csv);
  scorer = renew (&world, sy_scorer_get_as_of (world.scorer) + 10 * 86400);
  assert_as_new (scorer, world.model);
  g_assert_cmpuint (get_n_computed (scorer), ==, N_PEOPLE + 1);
  /* Back to where old events are not seen yet, nothing holds. */
  early = renew (&world, 1707000000);
  assert_as_new (early, world.model);
  g_assert_cmpuint (get_n_computed (early), ==, 2 * N_PEOPLE);
}

/* Attributes count for those whose have changed. */
static void
test_attributes (Fixture *fixture,
                 gconstpointer data)
{
  g_auto (World) world = { NULL };
  g_autoptr (SyScorer) scorer = NULL;
  SyRule *rule;

  init_world (&world, fixture);
  rule = sy_rule_group_get_rule (sy_model_get_group (world.model, 0), 1);
  rule->per.kind = SY_EXPOSURE_ATTRIBUTE;
  rule->per.attribute = g_strdup ("seats");
  {
    g_autoptr (SyScores) scores = sy_test_score (world.scorer, world.model);
  }
  fixture_import (fixture, world.project, SY_IMPORT_ATTRIBUTES, "person,seats\np010,4\np011,5\n");
  scorer = renew (&world, sy_scorer_get_as_of (world.scorer));
  assert_as_new (scorer, world.model);
  g_assert_cmpuint (get_n_computed (scorer), ==, 2 + 2);
}

/* What hangs on the first event of a person hangs on events of any type. */
static void
test_first_event (Fixture *fixture,
                  gconstpointer data)
{
  static const char csv[] = "person,time,type,amount\n"
                            "p010,2023-06-01T10:00:00Z,note,\n"
                            "p012,2023-06-01T10:00:00Z,note,\n";

  for (int kind = 0; kind < 3; kind++)
    {
      g_auto (World) world = { NULL };
      g_autoptr (SyScorer) scorer = NULL;
      g_autoptr (SyScores) before = NULL;
      g_autoptr (SyScores) after = NULL;
      SyRule *rule;
      guint32 person;

      init_world (&world, fixture);
      g_ptr_array_remove_index (sy_model_get_group (world.model, 0)->rules, 0);
      rule = sy_rule_group_get_rule (sy_model_get_group (world.model, 0), 0);
      if (kind == 0)
        rule->multiplier = (SyMultiplier){ .kind = SY_MULTIPLIER_FIRST_EVENT, .from_days = 0, .to_days = 100, .inside = 2, .outside = 1 };
      else if (kind == 1)
        {
          rule->kind = SY_RULE_MILESTONE;
          rule->within_days_of_first = 60;
        }
      else
        {
          g_autoptr (GError) error = NULL;
          static const char json[] = "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"m\","
                                     "\"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"r\", \"kind\": \"event\", \"types\": [\"buy\"],"
                                     "\"only_if\": [{\"kind\": \"first_event\", \"from_days\": 0, \"to_days\": 100}]}]}],"
                                     "\"scale\": {\"kind\": \"none\"}, \"bands\": [{\"name\": \"All\", \"min\": null}]}";

          sy_model_unref (world.model);
          world.model = sy_model_from_json (json, -1, &error);
          g_assert_no_error (error);
        }
      before = sy_test_score (world.scorer, world.model);
      person = sy_event_log_find_person (world.log, "p010");
      fixture_import (fixture, world.project, SY_IMPORT_EVENTS, csv);
      scorer = renew (&world, sy_scorer_get_as_of (world.scorer));
      assert_as_new (scorer, world.model);
      after = sy_test_score (scorer, world.model);
      g_assert_cmpfloat (sy_scores_get_raw (before)[person], !=, sy_scores_get_raw (after)[person]);
      g_assert_cmpuint (get_n_computed (scorer), ==, 2);
      clear_world (&world);
      g_assert_cmpint (g_unlink (fixture->path), ==, 0);
    }
}

/* The scores that are ranked among a frozen reference, of a model with a population. */
static void
test_frozen_scale (Fixture *fixture,
                   gconstpointer data)
{
  g_auto (World) world = { NULL };
  g_autoptr (SyScorer) scorer = NULL;
  double reference[] = { 0, 0.5, 1, 1, 2 };

  init_world (&world, fixture);
  world.model->scale.kind = SY_SCALE_PERCENTILE;
  world.model->scale.reference = g_memdup2 (reference, sizeof reference);
  world.model->scale.n_reference = G_N_ELEMENTS (reference);
  world.model->population.seen_within_days = 40;
  {
    g_autoptr (SyScores) scores = sy_test_score (world.scorer, world.model);
  }
  fixture_import (fixture, world.project, SY_IMPORT_EVENTS,
                  "person,time,type,amount\np007,2024-02-20T10:00:00Z,buy,5\n");
  scorer = renew (&world, sy_scorer_get_as_of (world.scorer));
  assert_as_new (scorer, world.model);
  g_assert_cmpuint (get_n_computed (scorer), ==, 1);
}

/* A renewal of another log takes nothing over. */
static void
test_other_log (Fixture *fixture,
                gconstpointer data)
{
  g_auto (World) world = { NULL };
  g_autoptr (SyEventLog) other = NULL;
  g_autoptr (SyEventRenewal) renewal = NULL;
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyScorer) scorer = NULL;

  init_world (&world, fixture);
  other = load (world.project);
  log = sy_event_log_renew (other, world.project, NULL, NULL, NULL, &renewal, NULL);
  g_assert_nonnull (renewal);
  scorer = sy_scorer_renew (world.scorer, renewal, sy_scorer_get_as_of (world.scorer));
  assert_as_new (scorer, world.model);
  g_assert_cmpuint (get_n_computed (scorer), ==, 2 * N_PEOPLE);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_TEST ("/score/D9-renewal/random", test_random);
  ADD_TEST ("/score/D9-renewal/only-touched", test_only_touched);
  ADD_TEST ("/score/D9-renewal/time", test_time);
  ADD_TEST ("/score/D9-renewal/attributes", test_attributes);
  ADD_TEST ("/score/D9-renewal/first-event", test_first_event);
  ADD_TEST ("/score/D9-renewal/frozen-scale", test_frozen_scale);
  ADD_TEST ("/score/D9-renewal/other-log", test_other_log);

  return g_test_run ();
}
