/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-drift.h"

#include <math.h>
#include <string.h>

#include "score/sy-score.h"
#include "stats/sy-stats.h"
#include "sy-drift-inputs-private.h"
#include "sy-mean-points-private.h"

static void
clear_shifts (SyPointsShift *shifts,
              gsize n_shifts)
{
  for (gsize i = 0; shifts != NULL && i < n_shifts; i++)
    {
      g_clear_pointer (&shifts[i].id, g_free);
      g_clear_pointer (&shifts[i].label, g_free);
    }
  g_free (shifts);
}

static void
clear_drift (gpointer data)
{
  SyDrift *self = data;

  clear_shifts (self->shifts, self->n_shifts);
  self->shifts = NULL;
  sy_drift_clear_types (self);
  g_clear_pointer (&self->bins, g_free);
  g_clear_pointer (&self->band_names, g_strfreev);
  g_clear_pointer (&self->other_band_names, g_strfreev);
  g_clear_pointer (&self->band_reference, g_free);
  g_clear_pointer (&self->band_current, g_free);
  g_clear_pointer (&self->migration, g_free);
  for (guint date = 0; date < 2; date++)
    for (guint model = 0; model < 2; model++)
      g_clear_pointer (&self->cells[date][model].bands, g_free);
}

SyDrift *
sy_drift_ref (SyDrift *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_drift_unref (SyDrift *self)
{
  g_atomic_rc_box_release_full (self, clear_drift);
}

gboolean
sy_psi_is_alarm (const SyPsi *self)
{
  return self->value >= 0.10 && self->value > self->critical;
}

gboolean
sy_drift_is_alarm (const SyDrift *self)
{
  return sy_psi_is_alarm (&self->psi) || (self->n_reference > 0 && self->n_current == 0);
}

char *
sy_drift_describe_nobody (const SyDrift *self,
                          const char *then,
                          const char *now)
{
  if (self->n_reference == 0)
    return g_strdup_printf ("Nobody is in the population on %s, the reference: choose a date on which "
                            "somebody is.",
                            then);
  if (self->n_current > 0)
    return NULL;
  return g_strdup_printf ("Nobody is in the population on %s, of %" G_GSIZE_FORMAT " on %s: look whether "
                          "events are still recorded.",
                          now, self->n_reference, then);
}

char *
sy_drift_describe_cells (const SyDrift *self)
{
  const SyPsi *data = &self->cells[1][0].psi;
  const SyPsi *edit = &self->cells[0][1].psi;
  char by_data[G_ASCII_DTOSTR_BUF_SIZE];
  char by_edit[G_ASCII_DTOSTR_BUF_SIZE];

  if (!self->has_cells || isnan (data->value) || isnan (edit->value))
    return NULL;
  if (data->value < data->critical && edit->value < edit->critical)
    return g_strdup ("Neither the data nor the edit moved the scores more than chance does.");
  g_ascii_formatd (by_data, sizeof by_data, "%.3f", data->value);
  g_ascii_formatd (by_edit, sizeof by_edit, "%.3f", edit->value);
  if (data->value >= edit->value)
    return g_strdup_printf ("Most of the change came with the data (PSI %s); the edit alone moves %s.",
                            by_data, by_edit);
  return g_strdup_printf ("Most of the change came with the edit (PSI %s); the data alone move %s.",
                          by_edit, by_data);
}

/* Scores of both models at both dates; [date][model]. */
typedef struct
{
  SyScores *scores[2][2];
} Scored;

static void
clear_scored (Scored *self)
{
  for (guint date = 0; date < 2; date++)
    for (guint model = 0; model < 2; model++)
      g_clear_pointer (&self->scores[date][model], sy_scores_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scored, clear_scored)

static gboolean
score_dates (SyEventLog *log,
             const SyModel *model,
             const SyDriftOptions *options,
             Scored *out,
             GCancellable *cancellable,
             SyProgressFunc progress,
             gpointer user_data,
             GError **error)
{
  const gint64 dates[2] = { options->reference_as_of, options->current_as_of };
  const SyModel *models[2] = { model, options->other };
  gint64 total = options->other != NULL ? 4 : 2;
  gint64 done = 0;

  for (guint date = 0; date < 2; date++)
    {
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, dates[date]);

      for (guint m = 0; m < 2; m++)
        {
          if (models[m] == NULL)
            continue;
          out->scores[date][m] = sy_scorer_score (scorer, models[m], cancellable, error);
          if (out->scores[date][m] == NULL)
            return FALSE;
          if (progress != NULL)
            progress (++done, total, user_data);
        }
    }
  return TRUE;
}

static void
set_bins (SyDrift *self,
          const SyReference *reference,
          const double *current,
          gsize n_current)
{
  g_autofree gsize *counts = NULL;
  g_autofree double *terms = NULL;

  self->n_bins = reference->n_edges + 1;
  self->bins = g_new0 (SyDriftBin, self->n_bins);
  counts = g_new (gsize, self->n_bins);
  terms = g_new (double, self->n_bins);
  sy_bins_count (reference->edges, reference->n_edges, current, n_current, counts);
  sy_psi (reference->counts, counts, self->n_bins, terms, &self->psi);
  self->js = sy_js_divergence (reference->counts, counts, self->n_bins);
  for (gsize b = 0; b < self->n_bins; b++)
    {
      SyDriftBin *bin = &self->bins[b];

      bin->lo = b > 0 ? reference->edges[b - 1] : (double) -INFINITY;
      bin->hi = b + 1 < self->n_bins ? reference->edges[b] : (double) INFINITY;
      bin->n_reference = reference->counts[b];
      bin->n_current = counts[b];
      bin->reference = (double) bin->n_reference / (double) reference->n;
      bin->current = (double) bin->n_current / (double) n_current;
      bin->term = isnan (self->psi.value) ? (double) NAN : terms[b];
    }
}

static void
compare_scores (SyDrift *self,
                const double *reference,
                gsize n_reference,
                const double *current,
                gsize n_current)
{
  g_autoptr (SyRanking) first = sy_ranking_new ();
  g_autoptr (SyRanking) second = sy_ranking_new ();

  if (!sy_ranking_reset (first, reference, n_reference, SY_RANK_LOW_FIRST, NULL) ||
      !sy_ranking_reset (second, current, n_current, SY_RANK_LOW_FIRST, NULL))
    g_assert_not_reached ();
  if (!sy_ks_two_sample (first, second, &self->ks, NULL))
    self->ks = (SyKs){ (double) NAN, (double) NAN };
  self->wasserstein = sy_wasserstein (first, second);
}

static void
set_shifts (SyDrift *self,
            const SyModel *model,
            const SyScores *reference,
            const SyScores *current)
{
  gsize n_then;
  gsize n_now;
  SyMeanPoints *then = sy_mean_points_new (model, reference, &n_then);
  SyMeanPoints *now = sy_mean_points_new (model, current, &n_now);
  double nobody_then = self->n_reference > 0 ? 0.0 : (double) NAN;
  double nobody_now = self->n_current > 0 ? 0.0 : (double) NAN;

  g_assert (n_then == n_now);
  self->n_shifts = n_now;
  self->shifts = g_new0 (SyPointsShift, n_now + 1);
  for (gsize i = 0; i < n_now; i++)
    self->shifts[i] = (SyPointsShift){
      .kind = now[i].kind,
      .id = g_strdup (now[i].id),
      .label = g_strdup (now[i].label),
      .reference = then[i].points + nobody_then,
      .current = now[i].points + nobody_now,
      .shift = now[i].points - then[i].points + nobody_then + nobody_now,
    };
  sy_mean_points_free (then, n_then);
  sy_mean_points_free (now, n_now);
}

/* Walks both populations, which are sorted, at once. */
static void
set_migration (SyDrift *self,
               const SyScores *reference,
               const SyScores *current)
{
  gsize n[2];
  const guint32 *then = sy_scores_get_members (reference, &n[0]);
  const guint32 *now = sy_scores_get_members (current, &n[1]);
  const guint8 *bands_then = sy_scores_get_bands (reference);
  const guint8 *bands_now = sy_scores_get_bands (current);
  gsize i = 0;
  gsize j = 0;

  self->migration = g_new0 (gsize, self->n_bands * self->n_bands + 1);
  while (i < n[0] && j < n[1])
    {
      if (then[i] == now[j])
        {
          self->migration[bands_then[then[i]] * self->n_bands + bands_now[now[j]]]++;
          self->n_both++;
          i++;
          j++;
        }
      else if (then[i] < now[j])
        i++;
      else
        j++;
    }
  self->n_left = n[0] - self->n_both;
  self->n_entered = n[1] - self->n_both;
}

static char **
dup_band_names (const SyModel *model)
{
  char **names = g_new0 (char *, model->bands->len + 1);

  for (guint b = 0; b < model->bands->len; b++)
    names[b] = g_strdup (sy_model_get_band (model, b)->name);
  return names;
}

static void
set_bands (SyDrift *self,
           const SyModel *model,
           const SyScores *reference,
           const SyScores *current)
{
  self->n_bands = model->bands->len;
  self->band_names = dup_band_names (model);
  self->band_reference = g_new0 (gsize, self->n_bands + 1);
  self->band_current = g_new0 (gsize, self->n_bands + 1);
  sy_count_bands (reference, self->n_bands, self->band_reference);
  sy_count_bands (current, self->n_bands, self->band_current);
  set_migration (self, reference, current);
}

/* Everything in the cells is read against the first model at the reference date, in its own bins. */
static void
set_cells (SyDrift *self,
           const SyModel *model,
           const SyModel *other,
           const Scored *scored)
{
  g_autoptr (SyReference) corner = sy_reference_new (model, scored->scores[0][0]);
  g_autofree gsize *counts = g_new (gsize, corner->n_edges + 1);

  self->has_cells = TRUE;
  self->n_other_bands = other->bands->len;
  self->other_band_names = dup_band_names (other);
  for (guint date = 0; date < 2; date++)
    for (guint m = 0; m < 2; m++)
      {
        SyDriftCell *cell = &self->cells[date][m];
        gsize n_bands = m == 0 ? self->n_bands : self->n_other_bands;
        g_autofree double *values = sy_scores_of_members (scored->scores[date][m], &cell->n);

        cell->bands = g_new0 (gsize, n_bands + 1);
        sy_count_bands (scored->scores[date][m], n_bands, cell->bands);
        sy_bins_count (corner->edges, corner->n_edges, values, cell->n, counts);
        sy_psi (corner->counts, counts, corner->n_edges + 1, NULL, &cell->psi);
      }
}

SyDrift *
sy_drift_run (SyEventLog *log,
              const SyModel *model,
              const SyDriftOptions *options,
              GCancellable *cancellable,
              SyProgressFunc progress,
              gpointer user_data,
              GError **error)
{
  g_auto (Scored) scored = { 0 };
  g_autoptr (SyDrift) self = NULL;
  g_autoptr (SyReference) own_reference = NULL;
  const SyReference *frozen = options->frozen;
  g_autofree double *reference = NULL;
  g_autofree double *current = NULL;
  gsize n_reference;

  if (!score_dates (log, model, options, &scored, cancellable, progress, user_data, error))
    return NULL;
  if (frozen == NULL)
    frozen = own_reference = sy_reference_new (model, scored.scores[0][0]);
  self = g_atomic_rc_box_new0 (SyDrift);
  self->reference_as_of = options->reference_as_of;
  self->current_as_of = options->current_as_of;
  self->n_reference = frozen->n;
  reference = sy_scores_of_members (scored.scores[0][0], &n_reference);
  current = sy_scores_of_members (scored.scores[1][0], &self->n_current);
  set_bins (self, frozen, current, self->n_current);
  compare_scores (self, reference, n_reference, current, self->n_current);
  self->mean_raw_reference = sy_mean_of_members (scored.scores[0][0],
                                                 sy_scores_get_raw (scored.scores[0][0]));
  self->mean_raw_current = sy_mean_of_members (scored.scores[1][0],
                                               sy_scores_get_raw (scored.scores[1][0]));
  set_shifts (self, model, scored.scores[0][0], scored.scores[1][0]);
  sy_drift_set_input_psi (self, model, scored.scores[0][0], scored.scores[1][0]);
  sy_drift_set_types (self, log);
  set_bands (self, model, scored.scores[0][0], scored.scores[1][0]);
  if (options->other != NULL)
    set_cells (self, model, options->other, &scored);
  return g_steal_pointer (&self);
}
