/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-error-review.h"

#include <math.h>
#include <stdlib.h>

#include "stats/sy-roc-private.h"
#include "sy-label-agreement.h"
#include "sy-labelled-private.h"
#include "sy-lead-time.h"

void
sy_error_review_free (SyErrorReview *self)
{
  if (self == NULL)
    return;
  for (guint k = 0; k < G_N_ELEMENTS (self->rows); k++)
    g_free (self->rows[k]);
  g_clear_pointer (&self->scores, sy_scores_unref);
  g_free (self->kinds);
  g_free (self);
}

SyErrorKind
sy_error_review_get_kind (const SyErrorReview *self,
                          guint32 person)
{
  g_return_val_if_fail (self != NULL && person < sy_scores_get_n_people (self->scores),
                        SY_ERROR_NONE);

  return (SyErrorKind) self->kinds[person];
}

static int
compare_rising (gconstpointer a,
                gconstpointer b)
{
  const SyErrorRow *first = a;
  const SyErrorRow *second = b;

  if (first->score != second->score)
    return first->score < second->score ? -1 : 1;
  return first->person < second->person ? -1 : 1;
}

static int
compare_falling (gconstpointer a,
                 gconstpointer b)
{
  const SyErrorRow *first = a;
  const SyErrorRow *second = b;

  if (first->score != second->score)
    return first->score > second->score ? -1 : 1;
  return first->person < second->person ? -1 : 1;
}

static void
list_rows (SyErrorReview *self,
           const SyOutcome *outcome,
           SyErrorKind kind,
           gsize n,
           gsize max_rows)
{
  const double *scores = sy_scores_get_score (self->scores);
  const guint8 *bands = sy_scores_get_bands (self->scores);
  SyErrorRow *rows = g_new (SyErrorRow, n + 1);
  gboolean high_first = (kind == SY_ERROR_FALSE_POSITIVE) ==
                        (self->direction != SY_DIRECTION_LESS);
  gsize at = 0;

  for (gsize i = 0; i < outcome->n; i++)
    {
      guint32 person = outcome->people[i];

      if (self->kinds[person] == kind)
        rows[at++] = (SyErrorRow){ person, scores[person], bands[person] };
    }
  if (n > 1)
    qsort (rows, n, sizeof *rows, high_first ? compare_falling : compare_rising);
  self->n_rows[kind] = MIN (n, max_rows);
  self->rows[kind] = rows;
}

static void
find_errors (SyErrorReview *self,
             const SyModel *model,
             const SyOutcome *outcome)
{
  const double *scores = sy_scores_get_score (self->scores);
  SyConfusion *counts = &self->confusion;

  for (gsize i = 0; i < sy_scores_get_n_people (self->scores); i++)
    self->kinds[i] = SY_ERROR_NONE;
  for (gsize i = 0; i < outcome->n; i++)
    {
      guint32 person = outcome->people[i];
      gboolean is_expected = sy_model_warns (model, scores[person], self->threshold);

      counts->tp += is_expected && outcome->labels[i];
      counts->fp += is_expected && !outcome->labels[i];
      counts->fn += !is_expected && outcome->labels[i];
      counts->tn += !is_expected && !outcome->labels[i];
      if (is_expected != (outcome->labels[i] != 0))
        self->kinds[person] = is_expected ? SY_ERROR_FALSE_POSITIVE : SY_ERROR_FALSE_NEGATIVE;
    }
  sy_confusion_set_ratios (counts);
}

SyErrorReview *
sy_error_review_run (SyEventLog *log,
                     const SyModel *model,
                     gint64 as_of,
                     double threshold,
                     gsize max_rows,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SyErrorReview) self = g_new0 (SyErrorReview, 1);
  g_auto (SyLabelled) labelled = { 0 };
  const SyOutcome *outcome;

  self->as_of = as_of;
  self->direction = model->outcome.direction;
  self->threshold = isnan (threshold) ? sy_model_get_warning_threshold (model) : threshold;
  if (!sy_labelled_init (&labelled, log, model, &as_of, 1, cancellable, error))
    return NULL;
  if (isnan (self->threshold))
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                           "A model with one band needs a threshold to tell its errors");
      return NULL;
    }
  outcome = labelled.dates[0].outcome;
  self->scores = sy_scores_ref (labelled.dates[0].scores);
  self->kinds = g_malloc (sy_scores_get_n_people (self->scores) + 1);
  find_errors (self, model, outcome);
  list_rows (self, outcome, SY_ERROR_FALSE_POSITIVE, self->confusion.fp, max_rows);
  list_rows (self, outcome, SY_ERROR_FALSE_NEGATIVE, self->confusion.fn, max_rows);
  return g_steal_pointer (&self);
}

GHashTable *
sy_error_review_map_labels (const SyErrorReview *self,
                            const SyEventLog *log,
                            const GPtrArray *labels)
{
  return sy_error_labels_map (labels, log, self->as_of);
}

void
sy_error_review_count (const SyErrorReview *self,
                       const SyEventLog *log,
                       const GPtrArray *labels,
                       SyErrorAgreement *out_agreement)
{
  g_autoptr (GHashTable) latest = sy_error_review_map_labels (self, log, labels);
  GHashTableIter iter;
  gpointer key, value;

  *out_agreement = (SyErrorAgreement){ 0 };
  out_agreement->n_total[SY_ERROR_FALSE_POSITIVE] = self->confusion.fp;
  out_agreement->n_total[SY_ERROR_FALSE_NEGATIVE] = self->confusion.fn;
  out_agreement->n_total[SY_ERROR_NONE] = self->confusion.tp + self->confusion.tn;
  g_hash_table_iter_init (&iter, latest);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const SyErrorLabelRecord *label = value;
      SyErrorKind kind = sy_error_review_get_kind (self, GPOINTER_TO_UINT (key));

      out_agreement->counts[kind][label->label]++;
      out_agreement->n_reviewed[kind]++;
    }
}
