/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-suggestion.h"

#include "stats/sy-auc-private.h"
#include "sy-suggestion-private.h"

static void
clear_suggestion (gpointer data)
{
  SySuggestion *self = data;

  g_clear_pointer (&self->signals, sy_signals_unref);
  g_clear_pointer (&self->weights, sy_weights_unref);
  sy_leaks_free (self->leaks, self->n_leaks);
  g_clear_pointer (&self->redundancy, sy_redundancy_free);
}

SySuggestion *
sy_suggestion_ref (SySuggestion *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_suggestion_unref (SySuggestion *self)
{
  g_atomic_rc_box_release_full (self, clear_suggestion);
}

static gboolean
check_rules (const SyModel *model,
             GError **error)
{
  gsize n = 0;

  for (gsize i = 0; i < sy_model_get_n_rules (model); i++)
    n += !sy_model_get_rule_at (model, i, NULL)->muted;
  if (n <= SY_SUGGESTION_MAX_RULES)
    return TRUE;
  g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
               "The model has %" G_GSIZE_FORMAT " rules, and suggestions are for %u at most: mute those that are not "
               "in question",
               n, SY_SUGGESTION_MAX_RULES);
  return FALSE;
}

SySuggestion *
sy_suggestion_run (SyEventLog *log,
                   const SyModel *model,
                   const SySuggestionOptions *options,
                   GCancellable *cancellable,
                   SyProgressFunc progress,
                   gpointer user_data,
                   GError **error)
{
  g_autoptr (SySuggestion) self = NULL;
  g_auto (SyLabelled) rows = { 0 };

  g_return_val_if_fail (log != NULL && model != NULL, NULL);
  g_return_val_if_fail (options->level > 0 && options->level < 1, NULL);

  if (!check_rules (model, error) ||
      !sy_labelled_init (&rows, log, model, options->origins, options->n_origins, cancellable,
                         error) ||
      !sy_auc_check_classes (rows.n_positive, rows.n, error))
    return NULL;
  self = g_atomic_rc_box_new0 (SySuggestion);
  self->redundancy = sy_redundancy_of_rows (&rows, model, cancellable, error);
  if (self->redundancy == NULL)
    return NULL;
  self->weights = sy_weights_of_rows (&rows, model, options->types, options->seed, cancellable,
                                      error);
  if (self->weights == NULL)
    return NULL;
  self->signals = sy_signals_of_rows (&rows, model, options->level, cancellable, progress,
                                      user_data, error);
  if (self->signals == NULL)
    return NULL;
  self->leaks = sy_leaks_of_rows (&rows, model, self->signals, &self->n_leaks);
  return g_steal_pointer (&self);
}
