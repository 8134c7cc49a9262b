/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-label-agreement.h"

#include <math.h>

void
sy_label_agreement_free (SyLabelAgreement *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i <= self->n_bands; i++)
    g_free (self->bands[i].name);
  g_free (self->bands);
  g_free (self);
}

GHashTable *
sy_error_labels_map (const GPtrArray *labels,
                     const SyEventLog *log,
                     gint64 as_of)
{
  GHashTable *latest = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < labels->len; i++)
    {
      const SyErrorLabelRecord *label = g_ptr_array_index (labels, i);
      guint32 person = sy_event_log_find_person (log, label->person);
      const SyErrorLabelRecord *other;

      if (person == SY_PERSON_NONE || label->as_of != as_of)
        continue;
      other = g_hash_table_lookup (latest, GUINT_TO_POINTER (person));
      if (other == NULL || other->changed_at_ms <= label->changed_at_ms)
        g_hash_table_insert (latest, GUINT_TO_POINTER (person), (gpointer) label);
    }
  return latest;
}

static SyLabelAgreement *
make (const SyModel *model)
{
  SyLabelAgreement *self = g_new0 (SyLabelAgreement, 1);

  self->n_bands = model->bands->len;
  self->bands = g_new0 (SyBandLabels, self->n_bands + 1);
  for (gsize i = 0; i < self->n_bands; i++)
    self->bands[i].name = g_strdup (sy_model_get_band (model, (guint) i)->name);
  self->bands[self->n_bands].name = g_strdup ("All");
  return self;
}

static void
add_date (SyLabelAgreement *self,
          const SyEventLog *log,
          const SyScores *scores,
          const GPtrArray *labels)
{
  gint64 as_of = sy_scores_get_as_of (scores);
  g_autoptr (GHashTable) latest = sy_error_labels_map (labels, log, as_of);
  const guint8 *bands = sy_scores_get_bands (scores);
  GHashTableIter iter;
  gpointer key, value;

  self->n_dates += g_hash_table_size (latest) > 0;
  g_hash_table_iter_init (&iter, latest);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint32 person = GPOINTER_TO_UINT (key);
      const SyErrorLabelRecord *label = value;
      SyBandLabels *rows[] = { NULL, &self->bands[self->n_bands] };

      if (bands[person] == SY_BAND_NONE)
        {
          self->n_outside++;
          continue;
        }
      rows[0] = &self->bands[bands[person]];
      for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          rows[i]->n++;
          rows[i]->counts[label->label]++;
        }
    }
}

static void
finish (SyLabelAgreement *self)
{
  for (gsize i = 0; i <= self->n_bands; i++)
    {
      SyBandLabels *band = &self->bands[i];
      double n = (double) band->n;
      double good = (double) band->counts[SY_ERROR_LABEL_GOOD];
      double junk = (double) band->counts[SY_ERROR_LABEL_JUNK];

      band->good = band->n > 0 ? good / n : (double) NAN;
      band->junk = band->n > 0 ? junk / n : (double) NAN;
      band->good_interval = sy_wilson (good, n);
      band->junk_interval = sy_wilson (junk, n);
    }
}

SyLabelAgreement *
sy_label_agreement_at (const SyEventLog *log,
                       const SyModel *model,
                       const SyScores *scores,
                       const GPtrArray *labels)
{
  SyLabelAgreement *self = make (model);

  add_date (self, log, scores, labels);
  finish (self);
  return self;
}

SyLabelAgreement *
sy_label_agreement_run (SyEventLog *log,
                        const SyModel *model,
                        const GPtrArray *labels,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SyLabelAgreement) self = make (model);
  g_autoptr (GHashTable) dates = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < labels->len; i++)
    {
      const SyErrorLabelRecord *label = g_ptr_array_index (labels, i);
      g_autoptr (SyScorer) scorer = NULL;
      g_autoptr (SyScores) scores = NULL;

      self->n_outside += sy_event_log_find_person (log, label->person) == SY_PERSON_NONE;
      if (!g_hash_table_add (dates, (gpointer) &label->as_of))
        continue;
      scorer = sy_scorer_new (log, label->as_of);
      scores = sy_scorer_score (scorer, model, cancellable, error);
      if (scores == NULL)
        return NULL;
      add_date (self, log, scores, labels);
    }
  finish (self);
  return g_steal_pointer (&self);
}
