/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-saved-segments.h"

#include <glib/gi18n.h>

#include "sy-editable.h"

struct _SySavedSegments
{
  AdwBin parent_instance;

  /* Borrowed */
  AdwPreferencesGroup *saved;
  GtkEditable *name;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  GPtrArray *saved_rows;
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_SAVE,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SySavedSegments, sy_saved_segments, ADW_TYPE_BIN)

typedef struct
{
  char *name;
  SySegment *segment; /* NULL to remove */
  gboolean is_change; /* only of what is still there */
} SaveInput;

static void
save_input_free (SaveInput *input)
{
  g_free (input->name);
  g_clear_pointer (&input->segment, sy_segment_free);
  g_free (input);
}

static gpointer
save_segment (SyProject *project,
              SyJob *job,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  const SaveInput *input = data;

  if (input->is_change)
    {
      g_autoptr (SySegmentRecord) before = sy_project_get_segment (project, input->name, error);

      if (before == NULL)
        return NULL;
    }
  if (input->segment != NULL)
    sy_segment_save (input->segment, project, input->name, error);
  else
    sy_project_remove_segment (project, input->name, error);
  return NULL;
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SySavedSegments) self = SY_SAVED_SEGMENTS (user_data);
  g_autoptr (GError) error = NULL;

  sy_job_run_finish (SY_JOB (source), result, &error);
  if (self->session == NULL)
    return;
  if (error != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  sy_session_project_changed (self->session);
}

static void
send_segment (SySavedSegments *self,
              const char *name,
              const SySegment *segment,
              gboolean is_change)
{
  SaveInput *input = g_new0 (SaveInput, 1);

  input->name = g_strdup (name);
  input->segment = segment != NULL ? sy_segment_copy (segment) : NULL;
  input->is_change = is_change;
  sy_session_run_async (self->session,
                        NULL,
                        save_segment,
                        input,
                        (GDestroyNotify) save_input_free,
                        NULL,
                        saved_cb,
                        g_object_ref (self));
}

static void
on_name_apply (SySavedSegments *self)
{
  g_autofree char *name = sy_editable_dup_text (self->name);

  if (*name == '\0')
    return;
  g_signal_emit (self, signals[SIGNAL_SAVE], 0, name);
  gtk_editable_set_text (self->name, "");
}

static void
on_saved_activated (AdwActionRow *row,
                    SySavedSegments *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "sy-segment"),
                 g_object_get_data (G_OBJECT (row), "sy-name"));
}

/* Nothing but the rule is lost: undo it by choosing the same again. */
static void
on_remove_clicked (GtkButton *button,
                   SySavedSegments *self)
{
  const char *name = g_object_get_data (G_OBJECT (button), "sy-name");

  send_segment (self, name, NULL, FALSE);
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0, name);
}

static GtkWidget *
create_remove_button (SySavedSegments *self,
                      const char *name)
{
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), name);

  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (remove), "sy-name", g_strdup (name), g_free);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove_clicked), self);
  return remove;
}

/* One that cannot be read says why, and can only be removed. */
static void
add_saved (SySavedSegments *self,
           const SySegmentRecord *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SySegment) segment = sy_segment_from_json (record->json, &error);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (record->name, -1);
  g_autofree char *who = segment != NULL
                             ? sy_segment_describe (segment)
                             : g_strdup_printf (_ ("Cannot be read: %s"), error->message);
  g_autofree char *subtitle = g_markup_escape_text (who, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_remove_button (self, record->name));
  if (segment != NULL)
    {
      g_object_set_data_full (G_OBJECT (row), "sy-segment", g_steal_pointer (&segment),
                              (GDestroyNotify) sy_segment_free);
      g_object_set_data_full (G_OBJECT (row), "sy-name", g_strdup (record->name), g_free);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect (row, "activated", G_CALLBACK (on_saved_activated), self);
    }
  adw_preferences_group_add (self->saved, row);
  g_ptr_array_add (self->saved_rows, row);
}

static gpointer
list_segments (SyProject *project,
               SyJob *job,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  return sy_project_list_segments (project, error);
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SySavedSegments) self = SY_SAVED_SEGMENTS (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->session == NULL || records == NULL)
    return;
  for (guint i = 0; i < self->saved_rows->len; i++)
    adw_preferences_group_remove (self->saved, g_ptr_array_index (self->saved_rows, i));
  g_ptr_array_set_size (self->saved_rows, 0);
  for (guint i = 0; i < records->len; i++)
    add_saved (self, g_ptr_array_index (records, i));
}

static void
list_saved (SySavedSegments *self)
{
  sy_session_run_async (self->session,
                        NULL,
                        list_segments,
                        NULL,
                        NULL,
                        (GDestroyNotify) g_ptr_array_unref,
                        listed_cb,
                        g_object_ref (self));
}

static void
sy_saved_segments_dispose (GObject *object)
{
  SySavedSegments *self = SY_SAVED_SEGMENTS (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (sy_saved_segments_parent_class)->dispose (object);
}

static void
sy_saved_segments_finalize (GObject *object)
{
  g_ptr_array_unref (SY_SAVED_SEGMENTS (object)->saved_rows);

  G_OBJECT_CLASS (sy_saved_segments_parent_class)->finalize (object);
}

static void
sy_saved_segments_class_init (SySavedSegmentsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sy_saved_segments_dispose;
  object_class->finalize = sy_saved_segments_finalize;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
                                         G_TYPE_STRING);
  signals[SIGNAL_SAVE] = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sy_saved_segments_init (SySavedSegments *self)
{
  self->saved_rows = g_ptr_array_new ();
  self->saved = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->saved, _ ("Saved Segments"));
  self->name = GTK_EDITABLE (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name), _ ("Save this one as"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->name), TRUE);
  g_signal_connect_swapped (self->name, "apply", G_CALLBACK (on_name_apply), self);
  adw_preferences_group_add (self->saved, GTK_WIDGET (self->name));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->saved));
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "project-changed", G_CALLBACK (list_saved), self);
}

void
sy_saved_segments_set_session (SySavedSegments *self,
                               SySession *session)
{
  g_return_if_fail (SY_IS_SAVED_SEGMENTS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_group_set_target (self->signals, session);
  list_saved (self);
}

void
sy_saved_segments_save (SySavedSegments *self,
                        const char *name,
                        const SySegment *segment)
{
  g_return_if_fail (SY_IS_SAVED_SEGMENTS (self));

  send_segment (self, name, segment, FALSE);
}

void
sy_saved_segments_change (SySavedSegments *self,
                          const char *name,
                          const SySegment *segment)
{
  g_return_if_fail (SY_IS_SAVED_SEGMENTS (self));

  send_segment (self, name, segment, TRUE);
}
