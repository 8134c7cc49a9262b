/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-readiness.h"

#include <math.h>

#include "core/sy-time.h"
#include "score/sy-daily-scores-private.h"
#include "stats/sy-stats.h"
#include "sy-account-backtest.h"

/* People, or accounts when there is a map. */
typedef struct
{
  SyEventLog *log;
  SyAccountMap *map;
  const SyModel *model;
  const SyAccountSpec *spec;
  const SyReadinessOptions *options;
  GCancellable *cancellable;
} Source;

static gsize
count_all (const Source *self)
{
  return self->map != NULL ? sy_account_map_get_n_accounts (self->map)
                           : sy_event_log_get_n_people (self->log);
}

static SyAccountScores *
score_accounts (const Source *self,
                const SyModel *model,
                const SyAccountMembers *members,
                GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (self->log, members->as_of);
  g_autoptr (SyScores) people = sy_scorer_score (scorer, model, self->cancellable, error);
  gboolean is_own = model == self->model || model->account.kind == SY_ROLL_UP_NONE;
  g_autofree SyAccountFigures *figures = NULL;

  if (people == NULL)
    return NULL;
  figures = sy_account_figures_new (self->log, members, &model->account.inputs);
  return sy_account_scores_new (self->log, members, figures, model,
                                is_own ? self->spec : &model->account, people);
}

/* Scores and bands by a model as of an instant; NaN and none for who has no score. */
static double *
score_by (const Source *self,
          const SyModel *model,
          gint64 as_of,
          guint8 **out_bands,
          GError **error)
{
  g_autoptr (SyAccountMembers) members = NULL;
  g_autoptr (SyAccountScores) scores = NULL;

  if (self->map == NULL)
    return sy_daily_scores_new (self->log, model, as_of, out_bands, self->cancellable, error);
  members = sy_account_members_new (self->map, as_of);
  scores = score_accounts (self, model, members, error);
  if (scores == NULL)
    return NULL;
  if (out_bands != NULL)
    *out_bands = g_steal_pointer (&scores->bands);
  return g_steal_pointer (&scores->score);
}

/* The scores that count: none where the fit is not good enough. */
static double *
score (const Source *self,
       gint64 as_of,
       GError **error)
{
  g_autofree double *scores = score_by (self, self->model, as_of, NULL, error);
  g_autofree double *fits = NULL;
  g_autofree guint8 *bands = NULL;

  if (scores == NULL || self->options->fit == NULL)
    return g_steal_pointer (&scores);
  fits = score_by (self, self->options->fit, as_of, &bands, error);
  if (fits == NULL)
    return NULL;
  for (gsize i = 0; i < count_all (self); i++)
    if (bands[i] == SY_BAND_NONE || !self->options->fit_bands[bands[i]])
      scores[i] = (double) NAN;
  return g_steal_pointer (&scores);
}

/* Moves everyone by a rule; a comparison with NaN is false. */
static void
take_day (SyReadiness *self,
          gsize line,
          guint8 *states,
          const double *scores,
          gint64 as_of,
          gsize day)
{
  SyReadyLine *out = &self->lines[line];

  for (guint32 i = 0; i < self->n; i++)
    {
      gboolean is_ready = scores[i] >= (states[i] ? out->rule.leave : out->rule.enter);

      if (is_ready == states[i])
        continue;
      states[i] = (guint8) is_ready;
      if (day == 0)
        continue;
      out->n_entered += (gsize) is_ready;
      out->n_left += !is_ready;
      if (is_ready)
        out->weekly[(day - 1) / 7]++;
      if (line == 0)
        {
          SyReadyStep step = { i, as_of, is_ready, scores[i] };

          g_array_append_val (self->steps, step);
        }
    }
}

static void
finish_line (SyReadiness *self,
             SyReadyLine *line,
             const guint8 *states)
{
  for (gsize i = 0; i < self->n; i++)
    line->n_ready += states[i];
  for (gsize w = 0; w < self->n_weeks; w++)
    line->most = MAX (line->most, line->weekly[w]);
  line->mean = (double) line->n_entered / (double) self->n_weeks;
  line->rate = line->low = line->high = (double) NAN;
}

/* Who of the scored had the outcome. */
static SyOutcome *
label (const Source *self,
       gint64 as_of,
       const double *scores,
       GError **error)
{
  g_autofree guint32 *scored = g_new (guint32, count_all (self) + 1);
  g_autoptr (SyAccountMembers) members = NULL;
  gsize n = 0;

  for (guint32 i = 0; i < count_all (self); i++)
    if (!isnan (scores[i]))
      scored[n++] = i;
  if (self->map == NULL)
    return sy_outcome_evaluate (self->log, &self->model->outcome, as_of, scored, n,
                                self->cancellable, error);
  members = sy_account_members_new (self->map, as_of);
  return sy_account_outcome_evaluate (self->log, &self->model->outcome, members, scored, n,
                                      self->cancellable, error);
}

static gboolean
set_outcomes (SyReadiness *self,
              const Source *source,
              GError **error)
{
  g_autofree double *scores = NULL;
  g_autoptr (SyOutcome) outcome = NULL;

  self->outcome_as_of = G_MININT64;
  if (source->model->outcome.kind == SY_OUTCOME_NONE)
    return TRUE;
  self->outcome_as_of = sy_outcome_latest_as_of (source->log, &source->model->outcome, self->to);
  scores = score (source, self->outcome_as_of, error);
  outcome = scores == NULL ? NULL : label (source, self->outcome_as_of, scores, error);
  if (outcome == NULL)
    return FALSE;
  for (gsize k = 0; k < self->n_lines; k++)
    {
      SyReadyLine *line = &self->lines[k];
      SyInterval interval;

      for (gsize i = 0; i < outcome->n; i++)
        if (scores[outcome->people[i]] >= line->rule.enter)
          {
            line->n_labelled++;
            line->positives += outcome->labels[i];
          }
      interval = sy_wilson ((double) line->positives, (double) line->n_labelled);
      if (line->n_labelled > 0)
        line->rate = (double) line->positives / (double) line->n_labelled;
      line->low = interval.low;
      line->high = interval.high;
    }
  return TRUE;
}

static SyReadiness *
new_readiness (const Source *source)
{
  const SyReadinessOptions *options = source->options;
  SyReadiness *self = g_new0 (SyReadiness, 1);

  self->n = count_all (source);
  self->n_weeks = options->n_weeks;
  self->n_lines = options->n_rules;
  self->to = options->to;
  self->from = sy_instant_shift (sy_event_log_get_zone (source->log), options->to,
                                 -(gint32) (7 * options->n_weeks));
  self->lines = g_new0 (SyReadyLine, self->n_lines);
  self->steps = g_array_new (FALSE, FALSE, sizeof (SyReadyStep));
  self->is_ready = g_malloc0 (self->n + 1);
  for (gsize k = 0; k < self->n_lines; k++)
    {
      self->lines[k].rule = options->rules[k];
      self->lines[k].weekly = g_new0 (gsize, self->n_weeks);
    }
  return self;
}

static SyReadiness *
run (const Source *source,
     SyProgressFunc progress,
     gpointer user_data,
     GError **error)
{
  const SyReadinessOptions *options = source->options;
  g_autoptr (SyReadiness) self = NULL;
  g_autofree guint8 *states = NULL;
  gsize n_days = 7 * options->n_weeks;

  g_return_val_if_fail (options->n_rules > 0 && options->n_weeks > 0, NULL);
  g_return_val_if_fail (options->n_weeks <= SY_READINESS_MAX_WEEKS, NULL);

  self = new_readiness (source);
  states = g_malloc0 (self->n * self->n_lines + 1);
  for (gsize day = 0; day <= n_days; day++)
    {
      gint64 as_of = sy_instant_shift (sy_event_log_get_zone (source->log), self->to,
                                       (gint32) day - (gint32) n_days);
      g_autofree double *scores = score (source, as_of, error);

      if (scores == NULL)
        return NULL;
      for (gsize k = 0; k < self->n_lines; k++)
        take_day (self, k, states + k * self->n, scores, as_of, day);
      if (progress != NULL)
        progress ((gint64) day + 1, (gint64) n_days + 1, user_data);
    }
  for (gsize k = 0; k < self->n_lines; k++)
    finish_line (self, &self->lines[k], states + k * self->n);
  for (gsize i = 0; i < self->n; i++)
    self->is_ready[i] = states[i];
  return set_outcomes (self, source, error) ? g_steal_pointer (&self) : NULL;
}

SyReadiness *
sy_readiness_run (SyEventLog *log,
                  const SyModel *model,
                  const SyReadinessOptions *options,
                  GCancellable *cancellable,
                  SyProgressFunc progress,
                  gpointer user_data,
                  GError **error)
{
  return run (&(Source){ log, NULL, model, NULL, options, cancellable }, progress, user_data, error);
}

SyReadiness *
sy_readiness_run_for_accounts (SyEventLog *log,
                               SyAccountMap *map,
                               const SyModel *model,
                               const SyAccountSpec *spec,
                               const SyReadinessOptions *options,
                               GCancellable *cancellable,
                               SyProgressFunc progress,
                               gpointer user_data,
                               GError **error)
{
  return run (&(Source){ log, map, model, spec, options, cancellable }, progress, user_data, error);
}

const SyReadyLine *
sy_readiness_find_capacity (const SyReadiness *self,
                            double capacity)
{
  const SyReadyLine *best = NULL;

  for (gsize k = 0; k < self->n_lines; k++)
    if (self->lines[k].mean <= capacity &&
        (best == NULL || self->lines[k].rule.enter < best->rule.enter))
      best = &self->lines[k];
  return best;
}

void
sy_readiness_free (SyReadiness *self)
{
  if (self == NULL)
    return;
  for (gsize k = 0; k < self->n_lines; k++)
    g_free (self->lines[k].weekly);
  g_free (self->lines);
  g_array_unref (self->steps);
  g_free (self->is_ready);
  g_free (self);
}
