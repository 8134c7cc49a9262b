/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-labelled-private.h"

#include <math.h>
#include <string.h>

/* Values other than 0 are parted in so many bins. */
#define VALUE_BINS 10

void
sy_labelled_clear (SyLabelled *self)
{
  for (gsize i = 0; i < self->n_dates; i++)
    {
      g_clear_pointer (&self->dates[i].scores, sy_scores_unref);
      g_clear_pointer (&self->dates[i].scorer, sy_scorer_unref);
      g_clear_pointer (&self->dates[i].outcome, sy_outcome_unref);
    }
  g_clear_pointer (&self->dates, g_free);
  g_clear_pointer (&self->people, g_free);
  g_clear_pointer (&self->labels, g_free);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->log, sy_event_log_unref);
  sy_figures_scratch_clear (&self->scratch);
}

static gboolean
add_date (SyLabelled *self,
          const SyModel *model,
          gint64 as_of,
          GCancellable *cancellable,
          GError **error)
{
  SyLabelledDate *date = &self->dates[self->n_dates++];
  const guint32 *members;
  gsize n_members;

  date->as_of = as_of;
  date->scorer = sy_scorer_new (self->log, as_of);
  date->scores = sy_scorer_score (date->scorer, model, cancellable, error);
  if (date->scores == NULL)
    return FALSE;
  members = sy_scores_get_members (date->scores, &n_members);
  date->outcome = sy_outcome_evaluate (self->log, &model->outcome, as_of, members, n_members,
                                       cancellable, error);
  if (date->outcome == NULL)
    return FALSE;
  self->n += date->outcome->n;
  self->n_positive += date->outcome->n_positive;
  return TRUE;
}

static void
pool_rows (SyLabelled *self)
{
  gsize at = 0;

  self->people = g_new (guint32, self->n + 1);
  self->labels = g_malloc (self->n + 1);
  self->values = g_new (double, self->n + 1);
  for (gsize i = 0; i < self->n_dates; i++)
    {
      const SyOutcome *outcome = self->dates[i].outcome;

      memcpy (self->people + at, outcome->people, outcome->n * sizeof *outcome->people);
      memcpy (self->labels + at, outcome->labels, outcome->n);
      at += outcome->n;
    }
}

gboolean
sy_labelled_init (SyLabelled *self,
                  SyEventLog *log,
                  const SyModel *model,
                  const gint64 *origins,
                  gsize n_origins,
                  GCancellable *cancellable,
                  GError **error)
{
  gsize n_sorted = 0;
  g_autofree gint64 *sorted = NULL;

  if (n_origins > 0)
    sorted = sy_origins_sort (origins, n_origins, &n_sorted);
  *self = (SyLabelled){ .direction = model->outcome.direction };
  self->log = sy_event_log_ref (log);
  self->n_people = sy_event_log_get_n_people (log);
  self->dates = g_new0 (SyLabelledDate, n_sorted + 1);
  sy_figures_scratch_init (&self->scratch);
  sy_ranking_set_n_threads (self->scratch.ranking, 2);
  if (model->outcome.kind == SY_OUTCOME_NONE)
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME,
                           "The model has no outcome to be held against");
      return FALSE;
    }
  for (gsize i = 0; i < n_sorted; i++)
    if (sy_outcome_is_mature (log, &model->outcome, sorted[i]) &&
        !add_date (self, model, sorted[i], cancellable, error))
      return FALSE;
  if (self->n_dates == 0)
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN,
                           "No date has a complete outcome window within the data");
      return FALSE;
    }
  self->is_clustered = self->n_dates > 1;
  pool_rows (self);
  return TRUE;
}

gboolean
sy_labelled_has_both (const SyLabelled *self)
{
  return self->n_positive > 0 && self->n_positive < self->n;
}

/* Appends what a column of all people holds for the labelled ones of a date. */
static gsize
gather (const SyOutcome *outcome,
        const double *column,
        double *out)
{
  for (gsize i = 0; i < outcome->n; i++)
    out[i] = column[outcome->people[i]];
  return outcome->n;
}

gboolean
sy_labelled_score (SyLabelled *self,
                   const SyModel *model,
                   double *out_scores,
                   GCancellable *cancellable,
                   GError **error)
{
  for (gsize i = 0; i < self->n_dates; i++)
    {
      g_autoptr (SyScores)
          scores = sy_scorer_score (self->dates[i].scorer, model, cancellable, error);

      if (scores == NULL)
        return FALSE;
      out_scores += gather (self->dates[i].outcome, sy_scores_get_score (scores), out_scores);
    }
  return TRUE;
}

const SyRule *
sy_model_get_rule_at (const SyModel *model,
                      gsize index,
                      const SyRuleGroup **out_group)
{
  for (guint g = 0; g < model->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, g);

      if (index < group->rules->len)
        {
          if (out_group != NULL)
            *out_group = group;
          return sy_rule_group_get_rule (group, (guint) index);
        }
      index -= group->rules->len;
    }
  g_assert_not_reached ();
}

gboolean
sy_labelled_get_values (const SyLabelled *self,
                        gsize rule,
                        double *out_values)
{
  double *end = out_values;

  for (gsize i = 0; i < self->n_dates; i++)
    {
      const double *column = sy_scores_get_rule_values (self->dates[i].scores, rule);

      if (column == NULL)
        return FALSE;
      end += gather (self->dates[i].outcome, column, end);
    }
  for (double *value = out_values; value < end; value++)
    *value = isnan (*value) ? 0.0 : *value;
  return TRUE;
}

void
sy_labelled_measure (SyLabelled *self,
                     const double *values,
                     guint32 *out_placements,
                     SyAuc *out_auc,
                     double *out_effective_n)
{
  SyRoc *roc = self->scratch.roc;
  g_autofree guint32 *own = NULL;
  guint32 *placements = out_placements;
  double effective = (double) self->n;
  SyAuc plain;

  if (placements == NULL && self->is_clustered)
    placements = own = g_new (guint32, self->n + 1);
  if (!sy_ranking_reset (self->scratch.ranking, values, self->n,
                         sy_direction_to_order (self->direction), NULL))
    g_assert_not_reached ();
  sy_roc_reset (roc, self->scratch.ranking, self->labels);
  if (placements != NULL)
    sy_roc_get_placements (roc, placements);
  sy_auc_set_undefined (out_auc);
  if (sy_roc_get_auc (roc, &plain, NULL))
    {
      *out_auc = plain;
      if (self->is_clustered)
        sy_auc_clustered (placements, self->labels, self->people, self->n, self->n_people, out_auc,
                          NULL);
      if (plain.variance > 0 && out_auc->variance > plain.variance)
        effective *= plain.variance / out_auc->variance;
    }
  if (out_effective_n != NULL)
    *out_effective_n = effective;
}

void
sy_labelled_compare (const SyLabelled *self,
                     const guint32 *first,
                     const guint32 *second,
                     SyAucComparison *out_comparison)
{
  gboolean is_defined;

  if (self->is_clustered)
    is_defined = sy_auc_compare_clustered (first, second, self->labels, self->people, self->n,
                                           self->n_people, out_comparison, NULL);
  else
    is_defined = sy_auc_compare_placements (first, second, self->labels, self->n, out_comparison,
                                            NULL);
  if (!is_defined)
    sy_auc_comparison_set_undefined (out_comparison);
}

double
sy_value_information (const double *values,
                      const guint8 *labels,
                      gsize n,
                      SyRanking *ranking)
{
  g_autofree double *others = g_new (double, n + 1);
  g_autofree double *edges = NULL;
  gsize n_others = 0;
  gsize n_edges = 0;
  gsize counts[VALUE_BINS + 1] = { 0 };
  gsize positives[VALUE_BINS + 1] = { 0 };

  for (gsize i = 0; i < n; i++)
    if (values[i] != 0.0)
      others[n_others++] = values[i];
  if (n_others > 0)
    {
      if (!sy_ranking_reset (ranking, others, n_others, SY_RANK_LOW_FIRST, NULL))
        g_assert_not_reached ();
      edges = sy_bins_from_quantiles (ranking, VALUE_BINS, &n_edges);
    }
  for (gsize i = 0; i < n; i++)
    {
      gsize bin = 0;

      if (values[i] != 0.0)
        for (bin = 1; bin <= n_edges && values[i] >= edges[bin - 1]; bin++)
          ;
      counts[bin]++;
      positives[bin] += labels[i];
    }
  return sy_information_value (positives, counts, VALUE_BINS + 1, NULL);
}
