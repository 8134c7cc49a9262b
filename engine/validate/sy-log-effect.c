/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-log-effect.h"

#include "core/sy-number.h"

void
sy_log_effect_free (SyLogEffect *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->before, sy_tuning_unref);
  g_clear_pointer (&self->after, sy_tuning_unref);
  g_free (self);
}

static SyTuning *
evaluate (SyEventLog *log,
          const SyModel *model,
          gint64 as_of,
          SyReference *reference,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, as_of);

  sy_tuner_set_reference (tuner, reference);
  return sy_tuner_evaluate (tuner, model, NULL, cancellable, error);
}

static void
count_changes (SyLogEffect *self)
{
  const SyScores *before = self->before->draft.scores;
  const SyScores *after = self->after->draft.scores;

  for (gsize i = 0; i < sy_scores_get_n_people (before); i++)
    {
      guint8 band_before = sy_scores_get_bands (before)[i];
      guint8 band_after = sy_scores_get_bands (after)[i];
      double score_before = sy_number_round12 (sy_scores_get_score (before)[i]);
      double score_after = sy_number_round12 (sy_scores_get_score (after)[i]);
      gboolean is_member = band_before != SY_BAND_NONE || band_after != SY_BAND_NONE;

      self->n_bands_changed += band_before != band_after;
      self->n_scores_changed += is_member &&
                                (band_before != band_after || score_before < score_after ||
                                 score_before > score_after);
    }
}

SyLogEffect *
sy_log_effect_compute (SyEventLog *before,
                       SyEventLog *after,
                       const SyModel *model,
                       gint64 as_of,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SyLogEffect) self = NULL;
  g_autoptr (SyReference) reference = NULL;

  g_return_val_if_fail (before != NULL && after != NULL && model != NULL, NULL);
  g_return_val_if_fail (sy_event_log_get_n_people (before) == sy_event_log_get_n_people (after),
                        NULL);

  self = g_new0 (SyLogEffect, 1);
  self->before = evaluate (before, model, as_of, NULL, cancellable, error);
  if (self->before == NULL)
    return NULL;
  reference = sy_reference_new (model, self->before->draft.scores);
  self->after = evaluate (after, model, as_of, reference, cancellable, error);
  if (self->after == NULL)
    return NULL;
  count_changes (self);
  return g_steal_pointer (&self);
}
