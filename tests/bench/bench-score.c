/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-engine.h"

/*
 * bench-score [EVENTS [PEOPLE [TYPES]]]
 *
 * Makes random events in memory and prints what scoring them costs: from nothing, and after an
 * edit of a weight, a half-life and a threshold. 20 rules in 4 groups, each on one type with
 * exponential decay. Best of several runs; nothing is asserted.
 */

#define N_RULES 20
#define N_GROUPS 4
#define N_RUNS 25
#define FIRST_SECOND G_GINT64_CONSTANT (1672531200)
#define SPAN_SECONDS (730 * 86400)
#define AS_OF (FIRST_SECOND + SPAN_SECONDS)

static SyEventLog *
make_log (guint n_events,
          guint n_people,
          guint n_types)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (SyZone) zone = sy_zone_new ("Europe/Paris", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);

  for (guint i = 0; i < n_events; i++)
    {
      char person[32];
      char type[32];
      gint64 second = FIRST_SECOND + (gint64) ((double) SPAN_SECONDS * i / n_events);
      double amount = exp (2 + 2 * g_rand_double (random));
      guint type_number = (guint) (pow (g_rand_double (random), 1.5) * n_types);

      g_snprintf (person, sizeof person, "customer-%08u",
                  (guint) (pow (g_rand_double (random), 1.5) * n_people));
      g_snprintf (type, sizeof type, "type-%02u", type_number);
      sy_event_log_builder_add_event (builder, person, type, second * 1000,
                                      type_number % 5 == 1 ? &amount : NULL, NULL, 0);
    }
  return sy_event_log_builder_build (builder);
}

static SyModel *
make_model (guint n_types)
{
  SyModel *model = sy_model_new ("Bench");

  for (guint i = 0; i < N_GROUPS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Group %u", i);

      g_ptr_array_add (model->groups, sy_rule_group_new (name));
    }
  for (guint i = 0; i < N_RULES; i++)
    {
      g_autofree char *id = g_strdup_printf ("rule-%02u", i);
      g_autofree char *type = g_strdup_printf ("type-%02u", i % n_types);
      SyRule *rule = sy_rule_new (id, SY_RULE_EVENT);

      sy_rule_add_type (rule, type);
      rule->measure = i % 5 == 1 ? SY_MEASURE_AMOUNT : SY_MEASURE_COUNT;
      rule->decay.kind = SY_DECAY_EXPONENTIAL;
      rule->decay.half_life_days = 30 + i;
      rule->weight = 1 + 0.1 * i;
      rule->points_max = i % 3 == 0 ? 60 : NAN;
      g_ptr_array_add (sy_model_get_group (model, i % N_GROUPS)->rules, rule);
    }
  model->scale.kind = SY_SCALE_RANGE;
  model->scale.lo = 0;
  model->scale.hi = 100;
  g_ptr_array_add (model->bands, sy_band_new ("Middle", 10));
  g_ptr_array_add (model->bands, sy_band_new ("High", 40));
  return model;
}

typedef void (*Edit) (SyModel *model,
                      guint run);

static void
edit_nothing (SyModel *model,
              guint run)
{
}

static void
edit_weight (SyModel *model,
             guint run)
{
  sy_rule_group_get_rule (sy_model_get_group (model, 1), 1)->weight = 1 + run * 0.01;
}

static void
edit_half_life (SyModel *model,
                guint run)
{
  sy_rule_group_get_rule (sy_model_get_group (model, 0), 0)->decay.half_life_days = 20 + run;
}

static void
edit_threshold (SyModel *model,
                guint run)
{
  sy_model_get_band (model, 1)->min = 10 + run;
}

static gint64
measure (SyEventLog *log,
         guint n_types,
         Edit edit,
         guint n_threads)
{
  g_autoptr (SyModel) model = make_model (n_types);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, AS_OF);
  gint64 best = G_MAXINT64;

  sy_scorer_set_n_threads (scorer, n_threads);
  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autoptr (SyModel) edited = sy_model_copy (model);
      g_autoptr (SyScores) scores = NULL;
      gint64 start;

      edit (edited, run);
      if (edit == edit_nothing)
        {
          sy_scorer_unref (scorer);
          scorer = sy_scorer_new (log, AS_OF);
          sy_scorer_set_n_threads (scorer, n_threads);
        }
      start = g_get_monotonic_time ();
      scores = sy_scorer_score (scorer, edited, NULL, NULL);
      if (run > 0 || edit == edit_nothing)
        best = MIN (best, g_get_monotonic_time () - start);
    }
  return best;
}

int
main (int argc,
      char **argv)
{
  guint n_events = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 10000000;
  guint n_people = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 500000;
  guint n_types = argc > 3 ? (guint) g_ascii_strtoull (argv[3], NULL, 10) : 20;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (SyEventLog) log = make_log (n_events, n_people, n_types);
  const struct
  {
    const char *name;
    Edit edit;
  } edits[] = {
    { "cold score", edit_nothing },
    { "weight edit", edit_weight },
    { "half-life edit", edit_half_life },
    { "threshold edit", edit_threshold },
  };

  g_print ("%-16s %.1f s\n", "made in", (double) (g_get_monotonic_time () - start) / 1e6);
  g_print ("%-16s %" G_GSIZE_FORMAT "\n", "events", sy_event_log_get_n_events (log));
  g_print ("%-16s %" G_GSIZE_FORMAT "\n", "people", sy_event_log_get_n_people (log));
  g_print ("%-16s %.1f\n", "bytes per event", (double) sy_event_log_get_memory (log) / n_events);
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++)
    g_print ("%-16s %8.2f ms on one thread, %8.2f ms on all\n", edits[i].name,
             (double) measure (log, n_types, edits[i].edit, 1) / 1000,
             (double) measure (log, n_types, edits[i].edit, 0) / 1000);
  return 0;
}
