/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What percentile scales rank among, frozen. */
#include "config.h"

#include "sy-freeze.h"

#include <math.h>
#include <stdlib.h>

#include "score/sy-score.h"
#include "sy-freeze-private.h"
#include "sy-outcome.h"
#include "sy-publish.h"

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double number_a = *(const double *) a;
  double number_b = *(const double *) b;

  return (number_a > number_b) - (number_a < number_b);
}

void
sy_freeze_reference (SyScaleSpec *scale,
                     double *raw,
                     gsize n)
{
  gsize n_points = MIN (n, SY_PERCENTILE_POINTS);

  qsort (raw, n, sizeof *raw, compare_numbers);
  g_free (scale->reference);
  scale->reference = n_points == 0 ? NULL : g_new (double, n_points);
  scale->n_reference = n_points;
  for (gsize i = 0; i < n_points; i++)
    scale->reference[i] =
        n_points == n ? raw[i]
                      : raw[(gsize) llround ((double) i * (double) (n - 1) / (double) (n_points - 1))];
}

static gboolean
fail (GError **error,
      const char *message)
{
  g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE, message);
  return FALSE;
}

gboolean
sy_freeze_accounts (SyModel *model,
                    SyAccountMap *accounts,
                    SyEventLog *log,
                    gint64 as_of,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) people = NULL;
  g_autoptr (SyAccountMembers) members = NULL;
  g_autoptr (SyAccountScores) scores = NULL;
  g_autofree double *raw = NULL;
  SyAccountSpec spec;

  g_return_val_if_fail (model != NULL && accounts != NULL && log != NULL, FALSE);

  if (model->account.bands->len == 0 || model->account.scale.kind != SY_SCALE_PERCENTILE)
    return fail (error, "accounts have no percentile scale of their own in the model: give them one, "
                        "with bands of accounts, or freeze nothing");
  scorer = sy_scorer_new (log, as_of);
  people = sy_scorer_score (scorer, model, cancellable, error);
  if (people == NULL)
    return FALSE;
  members = sy_account_members_new (accounts, as_of);
  sy_roll_up_get_own (model, &spec);
  scores = sy_account_scores_new (log, members, NULL, model, &spec, people);
  if (scores->n == 0)
    return fail (error, "a percentile scale of accounts ranks among accounts, and none has a score "
                        "then: import accounts, choose a later date, or use a range");
  raw = g_new (double, scores->n);
  for (gsize i = 0; i < scores->n; i++)
    raw[i] = scores->raw[scores->accounts[i]];
  sy_freeze_reference (&model->account.scale, raw, scores->n);
  return TRUE;
}
