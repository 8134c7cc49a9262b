/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-publish.h"

#include "sy-outcome.h"
#include "sy-publish-gate-private.h"

#include "core/sy-core.h"
#include "score/sy-score.h"
#include "sy-freeze-private.h"
#include "sy-freeze.h"
#include "sy-reference.h"

static void
freeze_percentiles (SyModel *model,
                    const SyScores *scores)
{
  gsize n;
  const guint32 *members = sy_scores_get_members (scores, &n);
  g_autofree double *raw = g_new (double, n + 1);

  for (gsize i = 0; i < n; i++)
    raw[i] = sy_scores_get_raw (scores)[members[i]];
  sy_freeze_reference (&model->scale, raw, n);
}

/* Whether accounts would be ranked among those of each date. */
static gboolean
needs_accounts (const SyModel *model)
{
  return model->account.scale.kind == SY_SCALE_PERCENTILE && model->account.scale.n_reference == 0;
}

SyModel *
sy_publish_freeze (const SyModel *model,
                   SyEventLog *log,
                   SyAccountMap *accounts,
                   gint64 as_of,
                   GCancellable *cancellable,
                   char **out_reference,
                   GError **error)
{
  g_autoptr (SyModel) frozen = NULL;
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyReference) reference = NULL;

  g_return_val_if_fail (model != NULL && log != NULL && out_reference != NULL, NULL);

  if (!sy_model_check_publishable (model, error))
    return NULL;
  frozen = sy_model_copy (model);
  if (accounts != NULL && needs_accounts (frozen) &&
      !sy_freeze_accounts (frozen, accounts, log, as_of, cancellable, error))
    return NULL;
  scorer = sy_scorer_new (log, as_of);
  scores = sy_scorer_score (scorer, frozen, cancellable, error);
  if (scores == NULL)
    return NULL;
  if (frozen->scale.kind == SY_SCALE_PERCENTILE && frozen->scale.n_reference == 0)
    {
      freeze_percentiles (frozen, scores);
      g_clear_pointer (&scores, sy_scores_unref);
      scores = sy_scorer_score (scorer, frozen, cancellable, error);
      if (scores == NULL)
        return NULL;
    }
  reference = sy_reference_new (frozen, scores);
  *out_reference = sy_reference_to_json (reference);
  return g_steal_pointer (&frozen);
}

gint64
sy_publish_model (SyProject *project,
                  gint64 model_id,
                  const SyModel *draft,
                  SyEventLog *log,
                  const SyPublishOptions *options,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;
  g_autofree char *reference = NULL;
  g_autofree char *objections = NULL;
  g_autoptr (SyModel) frozen = NULL;
  g_autoptr (SyAccountMap) accounts = NULL;
  g_autoptr (GError) local_error = NULL;
  SyPublication publication = { 0 };

  g_return_val_if_fail (project != NULL && draft != NULL && log != NULL && options != NULL, 0);

  if (!sy_model_check_publishable (draft, error))
    return 0;
  objections = sy_publish_find_objections (project, draft, log, options->as_of, cancellable,
                                           &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }
  if (objections != NULL && sy_text_is_blank (options->override_reason))
    {
      g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_OBJECTION,
                   "Not published: %s. Change the draft, or say why it is published all the same",
                   objections);
      return 0;
    }
  if (needs_accounts (draft) && (accounts = sy_account_map_load (project, log, error)) == NULL)
    return 0;
  frozen = sy_publish_freeze (draft, log, accounts, options->as_of, cancellable, &reference, error);
  if (frozen == NULL)
    return 0;
  text = sy_model_to_json (draft);
  json = sy_model_to_json (frozen);
  publication.json = json;
  publication.draft = text;
  publication.reference = reference;
  publication.reason = options->reason;
  publication.author = options->author;
  publication.override_reason = options->override_reason;
  publication.objections = objections;
  return sy_project_publish (project, model_id, &publication, error);
}

gint64
sy_publish_draft (SyProject *project,
                  gint64 model_id,
                  SyEventLog *log,
                  gint64 as_of,
                  const char *reason,
                  const char *author,
                  GCancellable *cancellable,
                  GError **error)
{
  const SyPublishOptions options = { as_of, reason, author, NULL };
  g_autofree char *text = NULL;
  g_autoptr (SyModel) draft = NULL;

  g_return_val_if_fail (project != NULL && log != NULL && reason != NULL && author != NULL, 0);

  text = sy_project_get_draft (project, model_id, error);
  if (text == NULL)
    return 0;
  draft = sy_model_from_json (text, -1, error);
  if (draft == NULL)
    return 0;
  return sy_publish_model (project, model_id, draft, log, &options, cancellable, error);
}
