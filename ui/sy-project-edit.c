/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-project-edit.h"

typedef struct
{
  GtkWidget *widget;
  GtkWidget *focus; /* what had it when the work began */
  SySession *session;
  char *done;
} Edit;

static void
edit_free (Edit *edit)
{
  g_clear_object (&edit->widget);
  g_clear_object (&edit->focus);
  g_clear_object (&edit->session);
  g_free (edit->done);
  g_free (edit);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Edit, edit_free)

static void
end_edit (Edit *edit,
          const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (edit->widget);

  gtk_widget_set_sensitive (edit->widget, TRUE);
  if (root != NULL && edit->focus != NULL && gtk_widget_get_root (edit->focus) == root &&
      gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (edit->focus);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_widget_activate_action (edit->widget, "win.toast", "s",
                                error != NULL ? error->message : edit->done);
}

static void
reloaded_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (Edit) edit = user_data;
  g_autoptr (GError) error = NULL;

  sy_session_reload_finish (SY_SESSION (source), result, &error);
  end_edit (edit, error);
}

static void
edited_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (Edit) edit = user_data;
  SySession *session = edit->session;
  g_autoptr (GError) error = NULL;

  sy_job_run_finish (SY_JOB (source), result, &error);
  if (gtk_widget_get_root (edit->widget) == NULL)
    return;
  if (error != NULL)
    end_edit (edit, error);
  else
    sy_session_reload_async (session, NULL, reloaded_cb, g_steal_pointer (&edit));
}

/* An entry that becomes insensitive with the focus in it would never hear that it lost it. */
static GtkWidget *
take_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus;

  if (!sy_focus_is_inside (widget))
    return NULL;
  focus = g_object_ref (gtk_root_get_focus (root));
  gtk_root_set_focus (root, NULL);
  return focus;
}

gboolean
sy_focus_is_inside (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

void
sy_project_edit (GtkWidget *widget,
                 SySession *session,
                 SySessionStoreFunc func,
                 gpointer data,
                 GDestroyNotify data_free,
                 const char *done)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->widget = g_object_ref (widget);
  edit->focus = take_focus (widget);
  edit->session = g_object_ref (session);
  edit->done = g_strdup (done);
  gtk_widget_set_sensitive (widget, FALSE);
  sy_session_run_async (session, NULL, func, data, data_free, NULL, edited_cb, edit);
}
