/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Opens a project and measures edits of a model with one decayed rule for each
 * event type, against purchases within 60 days:
 *
 *   bench-edits PROJECT
 *
 * An edit is done when scores, histogram, bands, band-by-outcome, AUC with its
 * interval, KS, lift and PSI are new. Prints one JSON object; run by
 * tests/bench/run.
 */
#include "config.h"

#include <stdio.h>

#include "bench-project.h"

#define N_EDITS 200
#define N_ORIGINS 6

typedef struct
{
  double mean_ms;
  double worst_ms;
} Timing;

typedef void (*EditFunc) (SyModel *model,
                          guint step);

static SyRule *
pick_rule (SyModel *model,
           guint step)
{
  SyRuleGroup *group = sy_model_get_group (model, step % model->groups->len);

  return sy_rule_group_get_rule (group, step / model->groups->len % group->rules->len);
}

static void
edit_weight (SyModel *model,
             guint step)
{
  pick_rule (model, step)->weight += step % 2 == 0 ? 0.5 : -0.5;
}

static void
edit_half_life (SyModel *model,
                guint step)
{
  pick_rule (model, step)->decay.half_life_days += 0.25;
}

static void
edit_threshold (SyModel *model,
                guint step)
{
  sy_model_get_band (model, 1)->min = 10 + step % 30;
}

static Timing
measure (SyTuner *tuner,
         SyModel **model,
         SyModel *published,
         EditFunc edit)
{
  Timing timing = { 0, 0 };
  guint step;

  for (step = 0; step < N_EDITS; step++)
    {
      SyModel *edited = sy_model_copy (*model);
      g_autoptr (SyTuning) tuning = NULL;
      g_autoptr (GError) error = NULL;
      gint64 start;
      double ms;

      edit (edited, step);
      sy_model_unref (*model);
      *model = edited;
      start = g_get_monotonic_time ();
      tuning = sy_tuner_evaluate (tuner, edited, published, NULL, &error);
      ms = elapsed_ms (start);
      g_assert_no_error (error);
      g_assert_true (tuning->has_outcome);
      timing.mean_ms += ms / N_EDITS;
      timing.worst_ms = MAX (timing.worst_ms, ms);
    }
  return timing;
}

/* The same weights, with the areas at six monthly instants in place of all figures at one. */
static Timing
measure_origins (SyEventLog *log,
                 gint64 as_of,
                 SyModel **model,
                 SyModel *published)
{
  gint64 origins[N_ORIGINS];
  g_autoptr (SyOriginTuner) tuner = NULL;
  g_autoptr (GArray) first = NULL;
  Timing timing = { 0, 0 };

  for (gint64 i = 0; i < N_ORIGINS; i++)
    origins[i] = as_of - (N_ORIGINS - 1 - i) * 30 * 86400;
  tuner = sy_origin_tuner_new (log, origins, N_ORIGINS);
  first = sy_origin_tuner_evaluate (tuner, *model, published, NULL, NULL);
  g_assert_cmpuint (first->len, ==, N_ORIGINS);
  for (guint step = 0; step < N_EDITS; step++)
    {
      SyModel *edited = sy_model_copy (*model);
      g_autoptr (GArray) tunings = NULL;
      gint64 start;
      double ms;

      edit_weight (edited, step);
      sy_model_unref (*model);
      *model = edited;
      start = g_get_monotonic_time ();
      tunings = sy_origin_tuner_evaluate (tuner, edited, published, NULL, NULL);
      ms = elapsed_ms (start);
      g_assert_nonnull (tunings);
      timing.mean_ms += ms / N_EDITS;
      timing.worst_ms = MAX (timing.worst_ms, ms);
    }
  return timing;
}

int
main (int argc,
      char **argv)
{
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyTuner) tuner = NULL;
  g_autoptr (SyTuning) first = NULL;
  g_autoptr (SyModel) model = NULL;
  g_autoptr (SyModel) published = NULL;
  g_autoptr (GError) error = NULL;
  Timing weight, half_life, threshold, origins;
  gint64 as_of, start;
  double open_ms, score_ms, first_ms;
  gsize n_events;

  if (argc != 2)
    {
      fprintf (stderr, "usage: bench-edits PROJECT\n");
      return 2;
    }
  start = g_get_monotonic_time ();
  log = open_log (argv[1]);
  as_of = get_as_of (log);
  open_ms = elapsed_ms (start);
  model = make_model (log);
  published = sy_model_ref (model);
  scorer = sy_scorer_new (log, as_of);
  scores = sy_scorer_score (scorer, model, NULL, &error);
  g_assert_no_error (error);
  score_ms = elapsed_ms (start);

  start = g_get_monotonic_time ();
  tuner = sy_tuner_new (log, as_of);
  first = sy_tuner_evaluate (tuner, model, published, NULL, &error);
  g_assert_no_error (error);
  first_ms = elapsed_ms (start);
  weight = measure (tuner, &model, published, edit_weight);
  half_life = measure (tuner, &model, published, edit_half_life);
  threshold = measure (tuner, &model, published, edit_threshold);
  origins = measure_origins (log, as_of, &model, published);

  n_events = sy_event_log_get_n_events (log);
  printf ("{\"events\": %" G_GSIZE_FORMAT ", \"people\": %" G_GSIZE_FORMAT
          ", \"rules\": %u, \"edits\": %d,"
          " \"bytes_per_event\": %.3f, \"open_ms\": %.3f, \"open_to_first_score_ms\": %.3f,"
          " \"first_tuning_ms\": %.3f,"
          " \"weight_edit_ms\": %.3f, \"weight_edit_worst_ms\": %.3f,"
          " \"half_life_edit_ms\": %.3f, \"half_life_edit_worst_ms\": %.3f,"
          " \"threshold_edit_ms\": %.3f, \"threshold_edit_worst_ms\": %.3f,"
          " \"origins_edit_ms\": %.3f, \"origins_edit_worst_ms\": %.3f,"
          " \"auc\": %.6f}\n",
          n_events, sy_event_log_get_n_people (log), sy_model_get_n_rules (model), N_EDITS,
          (double) sy_event_log_get_memory (log) / (double) MAX (n_events, 1), open_ms, score_ms,
          first_ms, weight.mean_ms, weight.worst_ms, half_life.mean_ms, half_life.worst_ms,
          threshold.mean_ms, threshold.worst_ms, origins.mean_ms, origins.worst_ms, first->draft.auc.value);
  return 0;
}
