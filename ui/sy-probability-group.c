/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-probability-group.h"

#include <glib/gi18n.h>

#include "sy-accessible.h"
#include "sy-name-list.h"
#include "sy-probability-fit.h"
#include "sy-run-bar.h"
#include "sy-session-dates.h"

/* The newest fit of a session, for as long as it is in the draft. */
#define KEPT_KEY "sy-probability-fit"

struct _SyProbabilityGroup
{
  AdwPreferencesGroup parent_instance;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  GSimpleActionGroup *actions;
  SyJob *job;
  gint64 model_id; /* of the newest fit */
  SyModel *model;  /* what is fitted */
  SyEventLog *log; /* and to which data */
  SyLayerKind kind;

  SyLayerKind shown; /* the draft's */

  /* Borrowed: rows below */
  AdwActionRow *now;
  GtkWidget *remove;
  AdwActionRow *dates;
  AdwActionRow *quality;
  AdwComboRow *method;
  AdwActionRow *fit;
  SyRunBar *bar;
};

G_DEFINE_FINAL_TYPE (SyProbabilityGroup, sy_probability_group, ADW_TYPE_PREFERENCES_GROUP)

static const SyLayerKind kinds[] = { SY_LAYER_LOGISTIC, SY_LAYER_ISOTONIC, SY_LAYER_RULES };
static const char *const methods[] = { N_ ("logistic curve"), N_ ("isotonic table"),
                                       N_ ("rule coefficients"), NULL };

typedef struct
{
  SyCalibration *calibration;
  SyModel *model; /* that it was fitted for */
} Kept;

static void
kept_free (Kept *kept)
{
  sy_calibration_free (kept->calibration);
  sy_model_unref (kept->model);
  g_free (kept);
}

/* Showing */

/* What the draft has is what the user fits again; a choice that waits stays. */
static void
show_method (SyProbabilityGroup *self,
             SyLayerKind kind)
{
  if (kind == self->shown)
    return;
  self->shown = kind;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] == kind)
      adw_combo_row_set_selected (self->method, i);
}

static void
set_row (AdwActionRow *row,
         const char *title,
         const char *subtitle)
{
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (row, subtitle_markup);
}

static void
show_fit (SyProbabilityGroup *self,
          const SyModel *draft)
{
  const Kept *kept = g_object_get_data (G_OBJECT (self->session), KEPT_KEY);
  g_autofree char *dates = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *quality = NULL;
  g_autofree char *fitted = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->dates), draft->probability.kind != SY_LAYER_NONE);
  if (kept == NULL || !sy_fit_is_in (kept->calibration, draft))
    {
      set_row (self->dates, _ ("Fitted earlier"),
               _ ("The model keeps the numbers only; fit again to see how good they are"));
      gtk_widget_set_visible (GTK_WIDGET (self->quality), FALSE);
      return;
    }
  dates = sy_session_describe_dates (self->session, kept->calibration->n_dates,
                                     kept->calibration->first, kept->calibration->last);
  fitted = g_strdup_printf (sy_fit_is_for (kept->model, draft)
                                ? _ ("Fitted to %s")
                                : _ ("Fitted for an earlier draft, to %s"),
                            dates);
  rows = sy_fit_dup_rows (kept->calibration);
  quality = sy_fit_dup_quality (kept->calibration);
  set_row (self->dates, fitted, rows);
  set_row (self->quality, _ ("For people it was not fitted to"), quality);
  gtk_widget_set_visible (GTK_WIDGET (self->quality), TRUE);
}

static void
enable (SyProbabilityGroup *self,
        const char *name,
        gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
show_choice (SyProbabilityGroup *self,
             const SyModel *draft)
{
  gboolean can_edit = !sy_session_is_read_only (self->session);
  gboolean has_outcome = draft->outcome.kind != SY_OUTCOME_NONE;
  gsize n;
  g_autofree gint64 *dates = sy_session_dup_backtest_dates (self->session, &n);
  g_autofree char *range = n > 0 ? sy_session_describe_dates (self->session, n, dates[0],
                                                              dates[n - 1])
                                 : g_strdup (_ ("The data are too short to choose dates"));

  set_row (self->fit, _ ("Dates of the page Backtest"),
           has_outcome ? range : _ ("Choose an outcome first"));
  enable (self, "fit", can_edit && has_outcome && n > 0);
  enable (self, "remove", can_edit);
}

static void
show (SyProbabilityGroup *self)
{
  SyModel *draft = sy_session_get_draft (self->session);
  g_autofree char *name = NULL;
  g_autofree char *formula = NULL;

  if (draft == NULL)
    return;
  name = sy_fit_dup_name (draft);
  formula = sy_fit_dup_formula (draft);
  set_row (self->now, name, formula);
  gtk_widget_set_visible (self->remove, draft->probability.kind != SY_LAYER_NONE);
  show_method (self, draft->probability.kind);
  show_fit (self, draft);
  show_choice (self, draft);
}

/* Fitting */

static void
stop (SyProbabilityGroup *self)
{
  sy_job_drop (&self->job);
}

/* What went wrong, or NULL. */
static char *
take (SyProbabilityGroup *self,
      SyCalibration *calibration)
{
  g_autoptr (SyCalibration) owned = calibration;
  SyModel *draft = sy_session_get_draft (self->session);
  g_autoptr (SyModel) edited = NULL;
  g_autoptr (GError) error = NULL;
  Kept *kept;

  if (self->log != sy_session_get_log (self->session) || !sy_fit_is_for (self->model, draft))
    return g_strdup (_ ("The draft or the data changed meanwhile: fit again"));
  edited = sy_fit_apply (calibration, draft);
  if (!sy_model_check (edited, &error))
    return g_strdup (error->message);
  kept = g_new0 (Kept, 1);
  kept->calibration = g_steal_pointer (&owned);
  kept->model = sy_model_ref (edited);
  g_object_set_data_full (G_OBJECT (self->session), KEPT_KEY, kept, (GDestroyNotify) kept_free);
  sy_session_set_draft (self->session, edited, _ ("Fit of the probability"), FALSE);
  show (self); /* the same numbers again are no edit */
  return NULL;
}

static void
fitted_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyProbabilityGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  SyCalibration *calibration = sy_job_run_finish (SY_JOB (source), result, &error);
  g_autofree char *message = NULL;

  if (self->job != SY_JOB (source) || self->session == NULL ||
      self->model_id != sy_session_get_model_id (self->session))
    {
      sy_calibration_free (calibration);
      if (self->bar != NULL)
        sy_run_bar_finish (self->bar, SY_JOB (source), NULL);
      return;
    }
  g_clear_object (&self->job);
  if (calibration != NULL)
    message = take (self, calibration);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    message = g_strdup (error->message);
  sy_run_bar_finish (self->bar, SY_JOB (source), message);
}

void
sy_probability_group_fit (SyProbabilityGroup *self,
                          SyLayerKind kind)
{
  SyFitInput *input;

  g_return_if_fail (SY_IS_PROBABILITY_GROUP (self));
  g_return_if_fail (kind != SY_LAYER_NONE);

  if (self->session == NULL || sy_session_get_draft (self->session) == NULL ||
      sy_session_is_read_only (self->session))
    return;
  stop (self);
  input = sy_fit_input_new (self->session, kind);
  self->model_id = sy_session_get_model_id (self->session);
  self->kind = kind;
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->log, sy_event_log_unref);
  self->model = sy_model_ref (input->model);
  self->log = sy_event_log_ref (input->log);
  self->job = sy_job_new ();
  sy_run_bar_start (self->bar, self->job, _ ("Fitting the probability"));
  sy_job_run_async (self->job, NULL, sy_fit_run_job, input, (GDestroyNotify) sy_fit_input_free,
                    (GDestroyNotify) sy_calibration_free, fitted_cb, g_object_ref (self));
}

static void
on_again (SyProbabilityGroup *self)
{
  if (self->kind != SY_LAYER_NONE)
    sy_probability_group_fit (self, self->kind);
}

static void
fit_activated (GSimpleAction *action,
               GVariant *parameter,
               gpointer user_data)
{
  SyProbabilityGroup *self = user_data;
  guint chosen = adw_combo_row_get_selected (self->method);

  if (chosen < G_N_ELEMENTS (kinds))
    sy_probability_group_fit (self, kinds[chosen]);
}

static void
remove_activated (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer user_data)
{
  SyProbabilityGroup *self = user_data;
  SyModel *draft = sy_session_get_draft (self->session);
  g_autoptr (SyModel) edited = NULL;

  if (draft == NULL || sy_session_is_read_only (self->session))
    return;
  stop (self);
  sy_run_bar_clear (self->bar);
  edited = sy_fit_apply (NULL, draft);
  sy_session_set_draft (self->session, edited, _ ("Remove the probability"), FALSE);
}

/* What is fitted for one model is not for another. */
static void
on_changed (SyProbabilityGroup *self)
{
  gint64 id = sy_session_get_model_id (self->session);

  if (self->model_id != 0 && self->model_id != id)
    {
      stop (self);
      sy_run_bar_clear (self->bar);
      self->model_id = 0;
      self->kind = SY_LAYER_NONE;
    }
  show (self);
}

/* Building */

static AdwActionRow *
add_row (SyProbabilityGroup *self,
         GtkWidget *button)
{
  GtkWidget *row = adw_action_row_new ();

  if (button != NULL)
    {
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return ADW_ACTION_ROW (row);
}

static void
build (SyProbabilityGroup *self)
{
  g_autoptr (GListModel) names = sy_name_list_new (methods);
  GtkWidget *fit = gtk_button_new_with_label (_ ("Fit to the Backtest"));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Probability"));
  self->remove = gtk_button_new_with_label (_ ("Remove"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remove), "probability.remove");
  sy_accessible_set_name (self->remove, _ ("Remove the Probability"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (fit), "probability.fit");
  self->now = add_row (self, self->remove);
  self->dates = add_row (self, NULL);
  self->quality = add_row (self, NULL);
  self->method = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->method), _ ("Method"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->method),
                               _ ("Curve and table follow the points; coefficients can rank otherwise"));
  adw_combo_row_set_model (self->method, names);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->method));
  self->fit = add_row (self, fit);
  self->bar = g_object_new (SY_TYPE_RUN_BAR, "visible", FALSE, NULL);
  g_signal_connect_object (self->bar, "again", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->bar));
}

/* A dialogue that closes takes its fit along: the job keeps the group alive, but nobody waits. */
static void
sy_probability_group_unroot (GtkWidget *widget)
{
  stop (SY_PROBABILITY_GROUP (widget));

  GTK_WIDGET_CLASS (sy_probability_group_parent_class)->unroot (widget);
}

static void
sy_probability_group_dispose (GObject *object)
{
  SyProbabilityGroup *self = SY_PROBABILITY_GROUP (object);

  stop (self);
  self->bar = NULL; /* goes with the rows */
  g_clear_object (&self->signals);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->log, sy_event_log_unref);

  G_OBJECT_CLASS (sy_probability_group_parent_class)->dispose (object);
}

static void
sy_probability_group_class_init (SyProbabilityGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_probability_group_dispose;
  GTK_WIDGET_CLASS (klass)->unroot = sy_probability_group_unroot;
}

static void
sy_probability_group_init (SyProbabilityGroup *self)
{
  static const GActionEntry entries[] = {
    { "fit", fit_activated, NULL, NULL, NULL },
    { "remove", remove_activated, NULL, NULL, NULL },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "probability", G_ACTION_GROUP (self->actions));
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "model-changed", G_CALLBACK (on_changed), self);
  g_signal_group_connect_swapped (self->signals, "log-changed", G_CALLBACK (on_changed), self);
  g_signal_group_connect_swapped (self->signals, "dates-changed", G_CALLBACK (on_changed), self);
  build (self);
}

SyProbabilityGroup *
sy_probability_group_new (SySession *session)
{
  SyProbabilityGroup *self;

  g_return_val_if_fail (SY_IS_SESSION (session), NULL);

  self = g_object_new (SY_TYPE_PROBABILITY_GROUP, NULL);
  self->session = g_object_ref (session);
  g_signal_group_set_target (self->signals, session);
  show (self);
  return self;
}
