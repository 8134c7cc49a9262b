/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-publish-dialog.h"
#include "sy-editable.h"
#include "sy-format.h"
#include "sy-session-care.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SyPublishDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkWidget *publish;
  GtkWidget *obstacle_group;
  AdwPreferencesRow *obstacle;
  GtkEditable *reason;
  GtkEditable *author;
  GtkEditable *override;
  AdwPreferencesGroup *bands;
  AdwPreferencesGroup *changes;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  GPtrArray *band_rows;
  gboolean is_publishing;
  char *objection; /* what the last attempt met */
};

G_DEFINE_FINAL_TYPE (SyPublishDialog, sy_publish_dialog, ADW_TYPE_WINDOW)

char *
sy_publish_find_obstacle (SyModel *model,
                          SyModel *newest)
{
  g_autoptr (GError) error = NULL;

  if (model->outcome.kind == SY_OUTCOME_NONE)
    return g_strdup (_ (
        "The model has no outcome yet: nothing says whether its score is good. Choose one in the title’s menu."));
  if (!sy_model_check_publishable (model, &error))
    return g_strdup (error->message);
  if (newest != NULL && sy_model_equal (newest, model))
    return g_strdup (_ ("The draft is the newest version: there is nothing to publish."));
  return NULL;
}

char *
sy_publish_find_objection (const SyTuning *tuning)
{
  if (tuning == NULL || !tuning->has_outcome || tuning->draft.n_inversions == 0)
    return NULL;
  return g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE,
          "Two neighbouring bands are in the wrong order: the higher one has a worse outcome. Move a threshold or a weight, or say why it is published all the same.",
          "%d pairs of neighbouring bands are in the wrong order: the higher ones have a worse outcome. Move thresholds or weights, or say why it is published all the same.",
          (gulong) tuning->draft.n_inversions),
      (int) tuning->draft.n_inversions);
}

/* What stands against the draft that a reason can override. */
static char *
find_objection (SyPublishDialog *self)
{
  if (sy_session_needs_review (self->session))
    return g_strdup (_ (
        "This project publishes only what was approved, and nobody approved this draft. Ask for a review on the page Versions, or say why it is published without."));
  if (self->objection != NULL)
    return g_strdup (self->objection);
  return sy_publish_find_objection (sy_session_get_tuning (self->session));
}

static void
update_obstacle (SyPublishDialog *self)
{
  gboolean is_changed = sy_session_get_newest_version (self->session) == 0 ||
                        sy_session_is_draft_changed (self->session);
  SyModel *draft = sy_session_get_draft (self->session);
  g_autofree char *obstacle = sy_publish_find_obstacle (draft, is_changed ? NULL : draft);
  g_autofree char *objection = find_objection (self);
  gboolean can_publish = obstacle == NULL && !sy_editable_is_blank (self->reason) &&
                         !sy_editable_is_blank (self->author) &&
                         !(objection != NULL && sy_editable_is_blank (self->override)) &&
                         !self->is_publishing;

  gtk_widget_set_visible (GTK_WIDGET (self->override), objection != NULL);
  if (obstacle == NULL)
    obstacle = g_steal_pointer (&objection);
  gtk_widget_set_visible (self->obstacle_group, obstacle != NULL);
  if (obstacle != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (obstacle, -1);

      adw_preferences_row_set_title (self->obstacle, escaped);
    }
  gtk_widget_set_sensitive (self->publish, can_publish);
}

static void
on_changed (GtkEditable *editable,
            SyPublishDialog *self)
{
  if (self->session != NULL)
    update_obstacle (self);
}

static void
add_band (SyPublishDialog *self,
          const char *name,
          const SyBandOutcome *band)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *rate = sy_format_percent (band->rate, 1);
  g_autofree char *low = sy_format_percent (band->low, 1);
  g_autofree char *high = sy_format_percent (band->high, 1);
  g_autofree char *positives = sy_format_count ((gint64) band->positives);
  g_autofree char *people = sy_format_count_of ((gint64) band->n, _ ("person"), _ ("people"));
  g_autofree char *subtitle = g_strdup_printf (_ ("%s of %s · 95 %% interval %s to %s"), positives,
                                               people, low, high);
  GtkWidget *label = gtk_label_new (rate);

  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->bands, row);
  g_ptr_array_add (self->band_rows, row);
}

static void
update_bands (SyPublishDialog *self)
{
  const SyTuning *tuning = sy_session_get_tuning (self->session);
  SyModel *model = sy_session_get_tuned_draft (self->session);
  g_autofree char *note = NULL;

  for (guint i = 0; i < self->band_rows->len; i++)
    adw_preferences_group_remove (self->bands, g_ptr_array_index (self->band_rows, i));
  g_ptr_array_set_size (self->band_rows, 0);
  if (tuning == NULL || model == NULL || !tuning->has_outcome)
    {
      adw_preferences_group_set_description (
          self->bands,
          _ ("The data do not reach far enough to see the outcome: the order of the bands could not be checked."));
      return;
    }
  note = sy_format_as_of (sy_session_get_zone (self->session), tuning->outcome_as_of);
  adw_preferences_group_set_description (self->bands, note);
  for (gsize i = 0; i < tuning->draft.n_bands && i < model->bands->len; i++)
    add_band (self, sy_model_get_band (model, (guint) i)->name, &tuning->draft.bands[i]);
}

static void
fill_changes (SyPublishDialog *self)
{
  GPtrArray *versions = sy_session_get_versions (self->session);
  SyModelVersion *newest;
  g_autoptr (SyModel) before = NULL;
  g_auto (GStrv) lines = NULL;

  if (versions->len == 0)
    {
      adw_preferences_group_set_description (self->changes, _ ("This is the first version."));
      return;
    }
  newest = g_ptr_array_index (versions, versions->len - 1);
  before = sy_model_from_json (newest->json, -1, NULL);
  if (before == NULL)
    return;
  lines = sy_model_diff (before, sy_session_get_draft (self->session));
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *title = g_markup_escape_text (lines[i], -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_preferences_group_add (self->changes, row);
    }
  if (lines[0] == NULL)
    adw_preferences_group_set_description (self->changes, _ ("None."));
}

static void
published_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (SyPublishDialog) self = SY_PUBLISH_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  int number = sy_session_publish_finish (SY_SESSION (source), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->session == NULL)
    return;
  self->is_publishing = FALSE;
  if (g_error_matches (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_OBJECTION))
    {
      g_free (self->objection);
      self->objection = g_strdup (error->message);
      update_obstacle (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->override));
      return;
    }
  if (number == 0)
    {
      adw_preferences_row_set_title (self->obstacle, error->message);
      gtk_widget_set_visible (self->obstacle_group, TRUE);
      gtk_widget_set_sensitive (self->publish, TRUE);
      return;
    }
  if (parent != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("Version %d is published"), number);

      gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "s", text);
    }
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_publish_clicked (GtkButton *button,
                    SyPublishDialog *self)
{
  self->is_publishing = TRUE;
  gtk_widget_set_sensitive (self->publish, FALSE);
  sy_session_publish_async (self->session,
                            gtk_editable_get_text (self->reason),
                            gtk_editable_get_text (self->author),
                            gtk_editable_get_text (self->override),
                            published_cb,
                            g_object_ref (self));
}

static void
on_tuning_changed (SySession *session,
                   SyPublishDialog *self)
{
  if (self->is_publishing)
    return;
  update_bands (self);
  update_obstacle (self);
}

static void
sy_publish_dialog_dispose (GObject *object)
{
  SyPublishDialog *self = SY_PUBLISH_DIALOG (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_publish_dialog_parent_class)->dispose (object);
}

static void
sy_publish_dialog_finalize (GObject *object)
{
  SyPublishDialog *self = SY_PUBLISH_DIALOG (object);

  g_clear_pointer (&self->band_rows, g_ptr_array_unref);
  g_clear_pointer (&self->objection, g_free);

  G_OBJECT_CLASS (sy_publish_dialog_parent_class)->finalize (object);
}

static void
sy_publish_dialog_class_init (SyPublishDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_publish_dialog_dispose;
  object_class->finalize = sy_publish_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-publish-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyPublishDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SyPublishDialog, publish);
  gtk_widget_class_bind_template_child (widget_class, SyPublishDialog, obstacle_group);
  gtk_widget_class_bind_template_child (widget_class, SyPublishDialog, obstacle);
  gtk_widget_class_bind_template_child (widget_class, SyPublishDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, SyPublishDialog, author);
  gtk_widget_class_bind_template_child (widget_class, SyPublishDialog, override);
  gtk_widget_class_bind_template_child (widget_class, SyPublishDialog, bands);
  gtk_widget_class_bind_template_child (widget_class, SyPublishDialog, changes);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_publish_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_publish_dialog_init (SyPublishDialog *self)
{
  self->band_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

SyPublishDialog *
sy_publish_dialog_new (GtkWindow *parent,
                       SySession *session)
{
  SyPublishDialog *self = g_object_new (SY_TYPE_PUBLISH_DIALOG, "transient-for", parent, NULL);
  g_autofree char *title = NULL;

  self->session = g_object_ref (session);
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  g_signal_group_connect (self->signals, "tuning-changed", G_CALLBACK (on_tuning_changed), self);
  g_signal_group_connect (self->signals, "care-changed", G_CALLBACK (on_tuning_changed), self);
  g_signal_group_set_target (self->signals, session);
  title = g_strdup_printf (_ ("Publish v%d"), sy_session_get_newest_version (session) + 1);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, sy_session_get_model_name (session));
  gtk_editable_set_text (self->author, g_get_real_name ());
  update_bands (self);
  fill_changes (self);
  update_obstacle (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
  return self;
}
