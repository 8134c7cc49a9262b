/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-drift.h"

#include <math.h>
#include <stdlib.h>

#include "score/sy-date-scores-private.h"
#include "score/sy-score.h"
#include "stats/sy-stats.h"
#include "sy-mean-points-private.h"

static const double quantile_points[SY_N_QUANTILES] = { 0.05, 0.25, 0.50, 0.75, 0.95 };

static void
clear_timeline (gpointer data)
{
  SyDriftTimeline *self = data;

  for (gsize i = 0; self->periods != NULL && i < self->n_periods; i++)
    g_clear_pointer (&self->periods[i].bands, g_free);
  g_clear_pointer (&self->periods, g_free);
  g_clear_pointer (&self->band_names, g_strfreev);
  g_clear_pointer (&self->reference, sy_reference_unref);
}

SyDriftTimeline *
sy_drift_timeline_ref (SyDriftTimeline *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_drift_timeline_unref (SyDriftTimeline *self)
{
  g_atomic_rc_box_release_full (self, clear_timeline);
}

static int
compare_instants (gconstpointer a,
                  gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
measure_period (SyDriftPeriod *self,
                const SyReference *reference,
                const SyScores *scores,
                gsize n_bands,
                SyRanking *ranking)
{
  g_autofree double *values = sy_scores_of_members (scores, &self->n);
  g_autofree gsize *counts = g_new (gsize, reference->n_edges + 1);

  self->mean = sy_mean_of_members (scores, sy_scores_get_score (scores));
  self->bands = g_new0 (gsize, n_bands + 1);
  sy_count_bands (scores, n_bands, self->bands);
  sy_bins_count (reference->edges, reference->n_edges, values, self->n, counts);
  sy_psi (reference->counts, counts, reference->n_edges + 1, NULL, &self->psi);
  if (!sy_ranking_reset (ranking, values, self->n, SY_RANK_LOW_FIRST, NULL))
    g_assert_not_reached ();
  for (guint q = 0; q < SY_N_QUANTILES; q++)
    self->quantiles[q] = self->n > 0 ? sy_ranking_get_quantile (ranking, quantile_points[q])
                                     : (double) NAN;
}

/* Holds the periods against the first one. */
static gboolean
refer_to_first (SyDriftTimeline *self,
                SyEventLog *log,
                const SyModel *model,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, self->periods[0].as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, cancellable, error);

  if (scores == NULL)
    return FALSE;
  self->reference = sy_reference_new (model, scores);
  return TRUE;
}

static gboolean
run_periods (SyDriftTimeline *self,
             SyEventLog *log,
             const SyModel *model,
             const gint64 *as_ofs,
             GCancellable *cancellable,
             SyProgressFunc progress,
             gpointer user_data,
             GError **error)
{
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  g_auto (SyDateScores) dates = { log, { model }, as_ofs, self->n_periods };

  while (sy_date_scores_next (&dates, 0, cancellable, error))
    for (gsize i = 0; i < dates.n; i++)
      {
        gsize period = dates.first + i;
        measure_period (&self->periods[period], self->reference, dates.scores[i][0], self->n_bands, ranking);
        if (progress != NULL)
          progress ((gint64) period + 1, (gint64) self->n_periods, user_data);
      }
  return sy_date_scores_is_done (&dates);
}

SyDriftTimeline *
sy_drift_timeline_run (SyEventLog *log,
                       const SyModel *model,
                       SyReference *reference,
                       const gint64 *as_ofs,
                       gsize n_as_ofs,
                       GCancellable *cancellable,
                       SyProgressFunc progress,
                       gpointer user_data,
                       GError **error)
{
  g_autoptr (SyDriftTimeline) self = NULL;
  g_autofree gint64 *sorted = NULL;

  if (n_as_ofs == 0)
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN,
                           "A timeline needs at least one date");
      return NULL;
    }
  self = g_atomic_rc_box_new0 (SyDriftTimeline);
  if (reference != NULL)
    self->reference = sy_reference_ref (reference);
  self->n_bands = model->bands->len;
  self->band_names = g_new0 (char *, self->n_bands + 1);
  for (gsize b = 0; b < self->n_bands; b++)
    self->band_names[b] = g_strdup (sy_model_get_band (model, (guint) b)->name);
  sorted = g_memdup2 (as_ofs, n_as_ofs * sizeof *as_ofs);
  qsort (sorted, n_as_ofs, sizeof *sorted, compare_instants);
  self->n_periods = n_as_ofs;
  self->periods = g_new0 (SyDriftPeriod, n_as_ofs);
  for (gsize i = 0; i < n_as_ofs; i++)
    self->periods[i].as_of = sorted[i];
  if (self->reference == NULL && !refer_to_first (self, log, model, cancellable, error))
    return NULL;
  if (!run_periods (self, log, model, sorted, cancellable, progress, user_data, error))
    return NULL;
  return g_steal_pointer (&self);
}
