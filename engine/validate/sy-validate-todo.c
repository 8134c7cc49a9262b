/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-validate.h"

G_DEFINE_QUARK (sy - validate - error, sy_validate_error)

SyOutcome *
sy_outcome_evaluate (SyEventLog *log,
                     const SyOutcomeSpec *spec,
                     gint64 as_of,
                     const guint32 *members,
                     gsize n_members,
                     GCancellable *cancellable,
                     GError **error)
{
  g_error ("not yet");
}

SyOutcome *
sy_outcome_ref (SyOutcome *self)
{
  g_error ("not yet");
}

void
sy_outcome_unref (SyOutcome *self)
{
  g_error ("not yet");
}

gboolean
sy_outcome_is_mature (const SyEventLog *log,
                      const SyOutcomeSpec *spec,
                      gint64 as_of)
{
  g_error ("not yet");
}

gint64
sy_outcome_latest_as_of (const SyEventLog *log,
                         const SyOutcomeSpec *spec,
                         gint64 as_of)
{
  g_error ("not yet");
}

SyFigures *
sy_figures_ref (SyFigures *self)
{
  g_error ("not yet");
}

void
sy_figures_unref (SyFigures *self)
{
  g_error ("not yet");
}

const SyCurvePoint *
sy_figures_get_point (const SyFigures *self,
                      double threshold)
{
  g_error ("not yet");
}

SyBacktest *
sy_backtest_run (SyEventLog *log,
                 const SyModel *model,
                 const SyBacktestOptions *options,
                 GCancellable *cancellable,
                 SyProgressFunc progress,
                 gpointer user_data,
                 GError **error)
{
  g_error ("not yet");
}

SyBacktest *
sy_backtest_ref (SyBacktest *self)
{
  g_error ("not yet");
}

void
sy_backtest_unref (SyBacktest *self)
{
  g_error ("not yet");
}

gint64 *
sy_origins_between (const SyZone *zone,
                    gint32 from_day,
                    gint32 to_day,
                    SyPeriod period,
                    gsize *out_n_origins)
{
  g_error ("not yet");
}

gint64 *
sy_origins_suggest (const SyEventLog *log,
                    gsize n_wished,
                    gsize *out_n_origins)
{
  g_error ("not yet");
}

SyReference *
sy_reference_new (const SyModel *model,
                  const SyScores *scores)
{
  g_error ("not yet");
}

SyReference *
sy_reference_ref (SyReference *self)
{
  g_error ("not yet");
}

void
sy_reference_unref (SyReference *self)
{
  g_error ("not yet");
}

char *
sy_reference_to_json (const SyReference *self)
{
  g_error ("not yet");
}

SyReference *
sy_reference_from_json (const char *text,
                        gssize length,
                        GError **error)
{
  g_error ("not yet");
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
  g_error ("not yet");
}

gboolean
sy_drift_is_alarm (const SyDrift *self)
{
  g_error ("not yet");
}

SyDrift *
sy_drift_ref (SyDrift *self)
{
  g_error ("not yet");
}

void
sy_drift_unref (SyDrift *self)
{
  g_error ("not yet");
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
  g_error ("not yet");
}

SyDriftTimeline *
sy_drift_timeline_ref (SyDriftTimeline *self)
{
  g_error ("not yet");
}

void
sy_drift_timeline_unref (SyDriftTimeline *self)
{
  g_error ("not yet");
}

SyTuning *
sy_tuning_ref (SyTuning *self)
{
  g_error ("not yet");
}

void
sy_tuning_unref (SyTuning *self)
{
  g_error ("not yet");
}

SyTuner *
sy_tuner_new (SyEventLog *log,
              gint64 as_of)
{
  g_error ("not yet");
}

void
sy_tuner_free (SyTuner *self)
{
  g_error ("not yet");
}

void
sy_tuner_set_reference (SyTuner *self,
                        SyReference *reference)
{
  g_error ("not yet");
}

void
sy_tuner_set_n_threads (SyTuner *self,
                        guint n_threads)
{
  g_error ("not yet");
}

SyTuning *
sy_tuner_evaluate (SyTuner *self,
                   const SyModel *draft,
                   const SyModel *published,
                   GCancellable *cancellable,
                   GError **error)
{
  g_error ("not yet");
}

SyEvidence *
sy_evidence_run (SyEventLog *log,
                 const SyModel *model,
                 gint64 as_of,
                 GCancellable *cancellable,
                 SyProgressFunc progress,
                 gpointer user_data,
                 GError **error)
{
  g_error ("not yet");
}

const SyRuleEvidence *
sy_evidence_find (const SyEvidence *self,
                  const char *id)
{
  g_error ("not yet");
}

SyEvidence *
sy_evidence_ref (SyEvidence *self)
{
  g_error ("not yet");
}

void
sy_evidence_unref (SyEvidence *self)
{
  g_error ("not yet");
}
