/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-score.h"

SyScores *
sy_scores_ref (SyScores *self)
{
  g_error ("not yet");
}

void
sy_scores_unref (SyScores *self)
{
  g_error ("not yet");
}

gint64
sy_scores_get_as_of (const SyScores *self)
{
  g_error ("not yet");
}

gsize
sy_scores_get_n_people (const SyScores *self)
{
  g_error ("not yet");
}

const double *
sy_scores_get_raw (const SyScores *self)
{
  g_error ("not yet");
}

const double *
sy_scores_get_score (const SyScores *self)
{
  g_error ("not yet");
}

const guint8 *
sy_scores_get_bands (const SyScores *self)
{
  g_error ("not yet");
}

const guint32 *
sy_scores_get_members (const SyScores *self, gsize *out_n_members)
{
  g_error ("not yet");
}

gsize
sy_scores_get_n_rules (const SyScores *self)
{
  g_error ("not yet");
}

const double *
sy_scores_get_rule_values (const SyScores *self, gsize rule)
{
  g_error ("not yet");
}

void
sy_scores_get_rule_points (const SyScores *self, gsize rule, const guint32 *people, gsize n_people, double *out_points)
{
  g_error ("not yet");
}

const double *
sy_scores_get_group_points (const SyScores *self, gsize group)
{
  g_error ("not yet");
}

SyScorer *
sy_scorer_new (SyEventLog *log, gint64 as_of)
{
  g_error ("not yet");
}

SyScorer *
sy_scorer_ref (SyScorer *self)
{
  g_error ("not yet");
}

void
sy_scorer_unref (SyScorer *self)
{
  g_error ("not yet");
}

SyEventLog *
sy_scorer_get_log (SyScorer *self)
{
  g_error ("not yet");
}

gint64
sy_scorer_get_as_of (SyScorer *self)
{
  g_error ("not yet");
}

void
sy_scorer_set_n_threads (SyScorer *self, guint n_threads)
{
  g_error ("not yet");
}

SyScores *
sy_scorer_score (SyScorer *self, const SyModel *model, GCancellable *cancellable, GError **error)
{
  g_error ("not yet");
}

SyContributions *
sy_scorer_explain (SyScorer *self, const SyModel *model, guint32 person)
{
  g_error ("not yet");
}

SyContributions *
sy_contributions_ref (SyContributions *self)
{
  g_error ("not yet");
}

void
sy_contributions_unref (SyContributions *self)
{
  g_error ("not yet");
}

const SyContribution *
sy_contributions_get_lines (const SyContributions *self, gsize *out_n_lines)
{
  g_error ("not yet");
}

guint32
sy_contributions_get_person (const SyContributions *self)
{
  g_error ("not yet");
}

double
sy_contributions_get_raw (const SyContributions *self)
{
  g_error ("not yet");
}

double
sy_contributions_get_score (const SyContributions *self)
{
  g_error ("not yet");
}

guint8
sy_contributions_get_band (const SyContributions *self)
{
  g_error ("not yet");
}
