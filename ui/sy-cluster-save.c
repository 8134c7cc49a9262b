/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cluster-save.h"

#include <glib/gi18n.h>

#include "sy-accessible.h"
#include "sy-editable.h"

struct _SyClusterSave
{
  AdwBin parent_instance;

  /* Borrowed: below the bin */
  GtkWidget *name;
  GtkWidget *button;

  /* Owned */
  SySession *session;
  SyClusterFigures *figures;

  gboolean is_busy; /* from the button to the answer of the store, or of the user */
};

G_DEFINE_FINAL_TYPE (SyClusterSave, sy_cluster_save, ADW_TYPE_BIN)

/* What is saved is what was on the screen when it was asked for. */
typedef struct
{
  SyClusterFigures *figures;
  char *model_name; /* as the project calls it now */
  char *prefix;
  char **taken; /* names that are there already: those that may be replaced */
  char **left;  /* names of an older set that was larger */
} SaveInput;

static void
save_input_free (SaveInput *input)
{
  sy_cluster_figures_unref (input->figures);
  g_free (input->model_name);
  g_free (input->prefix);
  g_strfreev (input->taken);
  g_strfreev (input->left);
  g_free (input);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaveInput, save_input_free)

static SaveInput *
copy_input (const SaveInput *input)
{
  SaveInput *copy = g_new0 (SaveInput, 1);

  copy->figures = sy_cluster_figures_ref (input->figures);
  copy->model_name = g_strdup (input->model_name);
  copy->prefix = g_strdup (input->prefix);
  copy->taken = g_strdupv (input->taken);
  copy->left = g_strdupv (input->left);
  return copy;
}

static void
update (SyClusterSave *self)
{
  g_autofree char *prefix = sy_editable_dup_text (GTK_EDITABLE (self->name));
  gboolean can_write = self->session != NULL && !sy_session_is_read_only (self->session);

  gtk_widget_set_sensitive (self->name, can_write);
  gtk_widget_set_sensitive (self->button, can_write && !self->is_busy && self->figures != NULL &&
                                              *prefix != '\0');
}

static void
set_busy (SyClusterSave *self,
          gboolean is_busy)
{
  self->is_busy = is_busy;
  update (self);
}

static void
toast (SyClusterSave *self,
       const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

/* --- saving --- */

static gpointer
save_clusters (SyProject *project,
               SyJob *job,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  const SaveInput *input = data;

  return sy_clusters_save (input->figures->clusters, project, input->model_name, input->prefix,
                           (const char *const *) input->taken, error);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyClusterSave) self = SY_CLUSTER_SAVE (user_data);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) names = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->session == NULL)
    return;
  set_busy (self, FALSE);
  if (names == NULL)
    toast (self, error->message);
  else
    {
      guint n = g_strv_length (names);
      g_autofree char *text = g_strdup_printf (_ ("Saved %u segments: “%s” to “%s”"), n, names[0],
                                               names[n - 1]);

      toast (self, text);
    }
  sy_session_project_changed (self->session);
}

static void
save (SyClusterSave *self,
      const SaveInput *input)
{
  sy_session_run_async (self->session, NULL, save_clusters, copy_input (input),
                        (GDestroyNotify) save_input_free, (GDestroyNotify) g_strfreev, saved_cb,
                        g_object_ref (self));
}

/* --- asking --- */

static void
on_response (AdwMessageDialog *dialog,
             const char *response,
             SyClusterSave *self)
{
  if (self->session == NULL)
    return;
  if (g_strcmp0 (response, "replace") == 0)
    save (self, g_object_get_data (G_OBJECT (dialog), "sy-input"));
  else
    set_busy (self, FALSE);
}

/* Which segments of an older and larger set stay; "" for none. */
static char *
dup_left (const SaveInput *input)
{
  g_autofree char *names = g_strjoinv ("”, “", input->left);

  switch (g_strv_length (input->left))
    {
    case 0:
      return g_strdup ("");
    case 1:
      return g_strdup_printf (_ ("“%s” of an older set stays as it was."), names);
    default:
      return g_strdup_printf (_ ("“%s” of an older set stay as they were."), names);
    }
}

static void
ask (SyClusterSave *self,
     const SaveInput *input)
{
  guint n = g_strv_length (input->taken);
  g_autofree char *heading = n == 1 ? g_strdup_printf (_ ("Replace “%s”?"), input->taken[0])
                                    : g_strdup_printf (_ ("Replace %u Segments?"), n);
  g_autofree char *names = g_strjoinv ("”, “", input->taken);
  g_autofree char *left = dup_left (input);
  g_autofree char *body = g_strdup_printf (
      _ ("The project already has “%s”. Saving puts the new clusters in their place; what the segments are for stays.%s%s"),
      names, *left != '\0' ? " " : "", left);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                    "replace", _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "sy-input", copy_input (input),
                          (GDestroyNotify) save_input_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gpointer
find_taken (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (SaveInput) found = copy_input (data);

  if (!sy_clusters_list_saved (project, found->prefix, found->figures->clusters->spec->n_clusters,
                               &found->taken, &found->left, error))
    return NULL;
  return g_steal_pointer (&found);
}

static void
taken_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyClusterSave) self = SY_CLUSTER_SAVE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaveInput) found = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->session == NULL)
    return;
  if (found != NULL && found->taken[0] != NULL)
    ask (self, found);
  else if (found != NULL)
    save (self, found);
  else
    {
      set_busy (self, FALSE);
      toast (self, error->message);
    }
}

static void
on_save (SyClusterSave *self)
{
  g_autofree char *prefix = sy_editable_dup_text (GTK_EDITABLE (self->name));
  SaveInput *input;

  if (self->figures == NULL || self->session == NULL || *prefix == '\0' || self->is_busy ||
      sy_session_is_read_only (self->session))
    return;
  input = g_new0 (SaveInput, 1);
  input->figures = sy_cluster_figures_ref (self->figures);
  input->model_name = g_strdup (sy_session_get_model_name (self->session));
  input->prefix = g_steal_pointer (&prefix);
  set_busy (self, TRUE);
  sy_session_run_async (self->session, NULL, find_taken, input, (GDestroyNotify) save_input_free,
                        (GDestroyNotify) save_input_free, taken_cb, g_object_ref (self));
}

static void
sy_cluster_save_dispose (GObject *object)
{
  SyClusterSave *self = SY_CLUSTER_SAVE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->figures, sy_cluster_figures_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (sy_cluster_save_parent_class)->dispose (object);
}

static void
sy_cluster_save_class_init (SyClusterSaveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_cluster_save_dispose;
}

static void
sy_cluster_save_init (SyClusterSave *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->name = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->name), _ ("Name"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->name), 12);
  gtk_widget_set_tooltip_text (self->name, _ ("What the clusters are called together: “Kind” makes “Kind 1”, “Kind 2” and so on"));
  sy_accessible_set_name (self->name, _ ("Name of the segments"));
  self->button = gtk_button_new_with_mnemonic (_ ("_Save as Segments"));
  gtk_widget_set_tooltip_text (self->button, _ ("Keep each cluster as a segment: whoever is nearest to its centre, on any day"));
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->button);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (on_save), self);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_save), self);
  update (self);
}

void
sy_cluster_save_set_session (SyClusterSave *self,
                             SySession *session)
{
  g_return_if_fail (SY_IS_CLUSTER_SAVE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  update (self);
}

void
sy_cluster_save_set_figures (SyClusterSave *self,
                             SyClusterFigures *figures)
{
  g_return_if_fail (SY_IS_CLUSTER_SAVE (self));

  if (figures != NULL)
    sy_cluster_figures_ref (figures);
  g_clear_pointer (&self->figures, sy_cluster_figures_unref);
  self->figures = figures;
  update (self);
}
