/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-freeze-actions.h"

#include <glib/gi18n.h>

struct _SyFreezeActions
{
  GObject parent_instance;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SyJob *job;
  gint64 model_id; /* of the newest measurement */
  SyFrozen what;
  char *name;
  guint n_codes;

  /* Borrowed */
  SyRunBar *bar; /* weak */
};

G_DEFINE_FINAL_TYPE (SyFreezeActions, sy_freeze_actions, G_TYPE_OBJECT)

typedef struct
{
  SyModel *model;
  SyEventLog *log;
  gint64 as_of;
  SyFrozen what;
  char *name;
  guint n_codes;
} Input;

static void
input_free (Input *input)
{
  sy_model_unref (input->model);
  sy_event_log_unref (input->log);
  g_free (input->name);
  g_free (input);
}

static gpointer
run (SyJob *job,
     gpointer data,
     GCancellable *cancellable,
     GError **error)
{
  const Input *input = data;

  return sy_model_freeze_measure (input->model, input->what, input->name, input->n_codes,
                                  input->log, NULL, input->as_of, cancellable, error);
}

/* Accounts are in the file. */
static gpointer
run_of_accounts (SyProject *project,
                 SyJob *job,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  const Input *input = data;
  g_autoptr (SyAccountMap) accounts = sy_account_map_load (project, input->log, error);

  if (accounts == NULL)
    return NULL;
  return sy_model_freeze_measure (input->model, input->what, input->name, input->n_codes,
                                  input->log, accounts, input->as_of, cancellable, error);
}

/* The draft may have been edited since: only the numbers are taken. */
static void
take (SyFreezeActions *self,
      const SyModel *measured)
{
  SyModel *draft = sy_session_get_draft (self->session);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *label = NULL;

  if (draft == NULL ||
      (edited = sy_model_freeze_take (draft, measured, self->what, self->name)) == NULL)
    return;
  label = sy_model_freeze_label (draft, self->what, self->name, measured == NULL);
  sy_session_set_draft (self->session, edited, label, FALSE);
}

static void
measured_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (SyFreezeActions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModel) measured = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->bar != NULL)
    sy_run_bar_finish (self->bar, SY_JOB (source),
                       measured == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                           ? error->message
                           : NULL);
  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  if (measured != NULL && self->session != NULL &&
      self->model_id == sy_session_get_model_id (self->session))
    take (self, measured);
}

static void
aim (SyFreezeActions *self,
     SyFrozen what,
     const char *name,
     guint n_codes)
{
  char *copy = g_strdup (name);

  sy_job_drop (&self->job);
  g_free (self->name);
  self->model_id = sy_session_get_model_id (self->session);
  self->what = what;
  self->name = copy;
  self->n_codes = n_codes;
}

void
sy_freeze_actions_measure (SyFreezeActions *self,
                           SyFrozen what,
                           const char *name,
                           guint n_codes)
{
  SyModel *draft;
  Input *input;

  g_return_if_fail (SY_IS_FREEZE_ACTIONS (self));

  draft = self->session != NULL ? sy_session_get_draft (self->session) : NULL;
  if (draft == NULL || sy_session_is_read_only (self->session))
    return;
  aim (self, what, name, n_codes);
  input = g_new0 (Input, 1);
  input->model = sy_model_ref (draft);
  input->log = sy_event_log_ref (sy_session_get_log (self->session));
  input->as_of = sy_session_get_as_of (self->session);
  input->what = what;
  input->name = g_strdup (name);
  input->n_codes = n_codes;
  self->job = sy_job_new ();
  if (self->bar != NULL)
    sy_run_bar_start (self->bar, self->job, _ ("Measuring from the data"));
  if (what == SY_FROZEN_ACCOUNTS)
    sy_session_run_async (self->session, self->job, run_of_accounts, input,
                          (GDestroyNotify) input_free, (GDestroyNotify) sy_model_unref, measured_cb,
                          g_object_ref (self));
  else
    sy_job_run_async (self->job, NULL, run, input, (GDestroyNotify) input_free,
                      (GDestroyNotify) sy_model_unref, measured_cb, g_object_ref (self));
}

static void
on_again (SyFreezeActions *self)
{
  g_autofree char *name = g_strdup (self->name);

  if (name != NULL && self->session != NULL &&
      self->model_id == sy_session_get_model_id (self->session))
    sy_freeze_actions_measure (self, self->what, name, self->n_codes);
}

/* What is measured for one model is not for another. */
static void
on_model_changed (SyFreezeActions *self)
{
  if (self->session == NULL || self->model_id == sy_session_get_model_id (self->session))
    return;
  sy_job_drop (&self->job);
  if (self->bar != NULL)
    sy_run_bar_clear (self->bar);
}

static void
measure_activated (GSimpleAction *action,
                   GVariant *parameter,
                   gpointer user_data)
{
  const char *name;
  guint what;
  guint n_codes;

  g_variant_get (parameter, "(u&su)", &what, &name, &n_codes);
  sy_freeze_actions_measure (user_data, (SyFrozen) what, name, n_codes);
}

static void
remove_activated (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer user_data)
{
  SyFreezeActions *self = user_data;
  const char *name;
  guint what;
  guint n_codes;

  if (self->session == NULL || sy_session_is_read_only (self->session))
    return;
  g_variant_get (parameter, "(u&su)", &what, &name, &n_codes);
  aim (self, (SyFrozen) what, name, n_codes);
  take (self, NULL);
}

static void
sy_freeze_actions_dispose (GObject *object)
{
  SyFreezeActions *self = SY_FREEZE_ACTIONS (object);

  sy_job_drop (&self->job);
  g_clear_object (&self->signals);
  g_clear_weak_pointer (&self->bar);
  g_clear_object (&self->session);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (sy_freeze_actions_parent_class)->dispose (object);
}

static void
sy_freeze_actions_class_init (SyFreezeActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_freeze_actions_dispose;
}

static void
sy_freeze_actions_init (SyFreezeActions *self)
{
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "model-changed", G_CALLBACK (on_model_changed),
                                  self);
}

SyFreezeActions *
sy_freeze_actions_new (GtkWidget *widget,
                       SyRunBar *bar)
{
  static const GActionEntry entries[] = {
    { "measure", measure_activated, "(usu)", NULL, NULL },
    { "remove", remove_activated, "(usu)", NULL, NULL },
  };
  SyFreezeActions *self = g_object_new (SY_TYPE_FREEZE_ACTIONS, NULL);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_set_weak_pointer (&self->bar, bar);
  g_signal_connect_object (bar, "again", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (widget, "freeze", G_ACTION_GROUP (group));
  return self;
}

void
sy_freeze_actions_set_session (SyFreezeActions *self,
                               SySession *session)
{
  g_return_if_fail (SY_IS_FREEZE_ACTIONS (self));

  if (session == NULL)
    sy_job_drop (&self->job);
  g_set_object (&self->session, session);
  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, session);
}
