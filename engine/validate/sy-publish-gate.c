/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-publish-gate-private.h"

#include <math.h>

#include "model/sy-model-inputs.h"
#include "score/sy-score.h"
#include "sy-figures-private.h"
#include "sy-outcome.h"

/* The outcome by band at an instant. */
static void
append_inversions (GPtrArray *objections,
                   const SyModel *draft,
                   const SyScores *scores,
                   const SyOutcome *outcome)
{
  const guint8 *bands = sy_scores_get_bands (scores);
  gsize n[SY_BAND_NONE + 1] = { 0 };
  gsize positives[SY_BAND_NONE + 1] = { 0 };
  gsize n_bands = draft->bands->len;
  SyBandOutcome *table;
  SyInversion *inversions;
  gsize n_inversions;

  for (gsize i = 0; i < outcome->n; i++)
    {
      guint8 band = bands[outcome->people[i]];

      n[band]++;
      positives[band] += outcome->labels[i];
    }
  table = sy_band_outcomes_new (draft, n, positives, NULL);
  n_inversions = sy_band_outcomes_get_inversions (table, n_bands, NULL, draft->outcome.direction,
                                                  &inversions);
  for (gsize i = 0; i < n_inversions; i++)
    {
      char lower[G_ASCII_DTOSTR_BUF_SIZE];
      char upper[G_ASCII_DTOSTR_BUF_SIZE];
      char p[G_ASCII_DTOSTR_BUF_SIZE];

      /* It is logged and read by scripts: a point is a point wherever the program runs. */
      g_ascii_formatd (lower, sizeof lower, "%.1f", 100 * inversions[i].lower_rate);
      g_ascii_formatd (upper, sizeof upper, "%.1f", 100 * inversions[i].upper_rate);
      g_ascii_formatd (p, sizeof p, "%.2g", inversions[i].p);
      g_ptr_array_add (
          objections,
          g_strdup_printf ("the bands “%s” and “%s” are in the wrong order: %s %% and %s %% had the outcome "
                           "(p = %s)",
                           sy_model_get_band (draft, (guint) inversions[i].lower)->name,
                           sy_model_get_band (draft, (guint) inversions[i].upper)->name, lower, upper,
                           p));
    }
  g_free (inversions);
  sy_band_outcomes_free (table, n_bands);
}

static gboolean
find_inversions (GPtrArray *objections,
                 const SyModel *draft,
                 SyEventLog *log,
                 gint64 as_of,
                 GCancellable *cancellable,
                 GError **error)
{
  gint64 instant = sy_outcome_latest_as_of (log, &draft->outcome, as_of);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, instant);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, draft, cancellable, error);
  g_autoptr (SyOutcome) outcome = NULL;
  const guint32 *members;
  gsize n_members;

  if (scores == NULL)
    return FALSE;
  members = sy_scores_get_members (scores, &n_members);
  outcome = sy_outcome_evaluate (log, &draft->outcome, instant, members, n_members, cancellable,
                                 error);
  if (outcome == NULL)
    return FALSE;
  if (outcome->is_mature)
    append_inversions (objections, draft, scores, outcome);
  return TRUE;
}

static gboolean
find_protected (GPtrArray *objections,
                SyProject *project,
                const SyModel *draft,
                GError **error)
{
  g_auto (GStrv) attributes = sy_model_list_inputs (draft);
  g_autoptr (SyProtectionList) protection = sy_project_read_protection (project, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  if (protection == NULL)
    return FALSE;
  for (gsize i = 0; attributes[i] != NULL; i++)
    if (sy_protection_list_get (protection, attributes[i]) != SY_PROTECTION_NONE)
      g_ptr_array_add (found, attributes[i]);
  if (found->len > 0)
    {
      g_autofree char *names = NULL;

      g_ptr_array_add (found, NULL);
      names = g_strjoinv (", ", (char **) found->pdata);
      g_ptr_array_add (objections,
                       g_strdup_printf ("the score rests on what is protected: %s", names));
    }
  return TRUE;
}

static void
find_unknown (GPtrArray *objections,
              const SyModel *draft,
              const SyEventLog *log)
{
  g_autoptr (GError) error = NULL;

  if (!sy_outcome_check_known (log, &draft->outcome, &error))
    g_ptr_array_add (objections, g_strdup (error->message));
}

char *
sy_publish_find_objections (SyProject *project,
                            const SyModel *draft,
                            SyEventLog *log,
                            gint64 as_of,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GPtrArray) objections = g_ptr_array_new_with_free_func (g_free);

  find_unknown (objections, draft, log);
  if (!find_protected (objections, project, draft, error) ||
      !find_inversions (objections, draft, log, as_of, cancellable, error) || objections->len == 0)
    return NULL;
  g_ptr_array_add (objections, NULL);
  return g_strjoinv ("; ", (char **) objections->pdata);
}
