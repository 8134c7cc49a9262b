/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-window-private.h"
#include "sy-files.h"
#include "sy-format.h"
#include "sy-model-popover.h"
#include "sy-pages.h"
#include "sy-settings.h"
#include "sy-toast.h"

#include <glib/gi18n.h>

#define PAGE_KEY "sy-page-info"

G_DEFINE_FINAL_TYPE (SyWindow, sy_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_PAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Pages */

static const SyPageInfo *
find_page (const char *name)
{
  gsize n_pages;
  const SyPageInfo *pages = sy_pages_get (&n_pages);

  for (gsize i = 0; i < n_pages; i++)
    if (g_strcmp0 (pages[i].name, name) == 0)
      return &pages[i];
  return NULL;
}

static GtkListBoxRow *
find_row (SyWindow *self,
          const char *name)
{
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->sidebar, i);
      const SyPageInfo *info;

      if (row == NULL)
        return NULL;
      info = g_object_get_data (G_OBJECT (row), PAGE_KEY);
      if (g_strcmp0 (info->name, name) == 0)
        return row;
    }
}

static void
clear_pages (SyWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, child);
}

void
sy_window_show_page (SyWindow *self,
                     const char *name)
{
  const SyPageInfo *info = find_page (name);
  GtkListBoxRow *row = find_row (self, name);

  if (info == NULL || self->session == NULL)
    return;
  if (gtk_stack_get_child_by_name (self->pages, name) == NULL)
    gtk_stack_add_named (self->pages,
                         g_object_new (info->get_type (), "session", self->session, NULL),
                         name);
  gtk_stack_set_visible_child_name (self->pages, name);
  if (row != NULL && gtk_list_box_get_selected_row (self->sidebar) != row)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

      gtk_list_box_select_row (self->sidebar, row);
      if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar)))
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

static void
on_sidebar_row_selected (GtkListBox *sidebar,
                         GtkListBoxRow *row,
                         SyWindow *self)
{
  const SyPageInfo *info;

  if (row == NULL)
    return;
  info = g_object_get_data (G_OBJECT (row), PAGE_KEY);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", info->name);
}

static void
fill_sidebar (SyWindow *self)
{
  gsize n_pages;
  const SyPageInfo *pages = sy_pages_get (&n_pages);

  for (gsize i = 0; i < n_pages; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget *row = gtk_list_box_row_new ();

      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (pages[i].icon_name));
      gtk_box_append (GTK_BOX (box), gtk_label_new (_ (pages[i].title)));
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (pages[i].title),
                                      -1);
      g_object_set_data (G_OBJECT (row), PAGE_KEY, (gpointer) &pages[i]);
      gtk_list_box_append (self->sidebar, row);
    }
}

static void
on_session_model_changed (SySession *session,
                          SyWindow *self)
{
  sy_window_update_header (self);
  sy_window_update_actions (self);
}

static void
on_session_error (SySession *session,
                  const GError *error,
                  SyWindow *self)
{
  sy_window_show_error (self, _ ("The Change Is Not on Disk"), error);
}

/* Session */

static void
show_read_only (SyWindow *self)
{
  gboolean read_only = self->session != NULL && sy_session_is_read_only (self->session);

  gtk_label_set_label (
      self->info_label,
      _ ("This file can only be read: what you change here is not kept. Copy it to a folder of yours to work on it."));
  gtk_info_bar_set_revealed (self->info_bar, read_only);
}

void
sy_window_set_session (SyWindow *self,
                       SySession *session)
{
  const SyPageInfo *first;
  gsize n_pages;

  g_return_if_fail (SY_IS_WINDOW (self));

  if (self->session == session)
    return;
  clear_pages (self);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  sy_model_popover_set_session (SY_MODEL_POPOVER (gtk_menu_button_get_popover (self->title_button)),
                                session);
  show_read_only (self);
  sy_window_update_header (self);
  sy_window_update_actions (self);
  gtk_stack_set_visible_child_name (self->stack, session != NULL ? "project" : "start");
  first = sy_pages_get (&n_pages);
  if (session != NULL && n_pages > 0)
    {
      gboolean can_tune = sy_session_get_draft (session) != NULL && find_page ("tune") != NULL &&
                          sy_event_log_get_n_events (sy_session_get_log (session)) > 0;

      sy_window_show_page (self, can_tune ? "tune" : first->name);
      gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->sidebar)));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

SySession *
sy_window_get_session (SyWindow *self)
{
  g_return_val_if_fail (SY_IS_WINDOW (self), NULL);

  return self->session;
}

SyJob *
sy_window_start_job (SyWindow *self,
                     const char *title,
                     const char *unit)
{
  g_set_object (&self->job, NULL);
  self->job = sy_job_new ();
  sy_job_view_show (self->job_view, self->job, title, unit);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  sy_window_update_actions (self);
  return self->job;
}

void
sy_window_end_job (SyWindow *self)
{
  g_clear_object (&self->job);
  sy_job_view_show (self->job_view, NULL, "", "");
  gtk_stack_set_visible_child_name (self->stack, self->session != NULL ? "project" : "start");
  sy_window_update_actions (self);
}

static void
session_opened_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (SyWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SySession) session = sy_session_open_finish (result, &error);
  g_auto (GStrv) import = g_steal_pointer (&self->pending_import);

  if (self->is_closed)
    return;
  sy_window_end_job (self);
  if (session == NULL)
    {
      sy_window_show_error (self, _ ("Could Not Open the Project"), error);
      return;
    }
  sy_files_remember (sy_session_get_path (session));
  sy_window_set_session (self, session);
  if (import != NULL)
    sy_window_import_paths (self, (const char *const *) import);
}

/* A window without a project takes it; otherwise a new one does. */
static SyWindow *
pick_window (SyWindow *self)
{
  SyWindow *window;

  if (self->session == NULL && self->job == NULL)
    return self;
  window = sy_window_new (gtk_window_get_application (GTK_WINDOW (self)));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static SyWindow *
find_window (SyWindow *self,
             const char *path)
{
  g_autoptr (GFile) wanted = g_file_new_for_path (path);
  GList *windows = gtk_application_get_windows (gtk_window_get_application (GTK_WINDOW (self)));

  for (GList *item = windows; item != NULL; item = item->next)
    {
      SyWindow *window = SY_IS_WINDOW (item->data) ? item->data : NULL;
      g_autoptr (GFile) file = NULL;

      if (window == NULL || window->session == NULL)
        continue;
      file = g_file_new_for_path (sy_session_get_path (window->session));
      if (g_file_equal (file, wanted))
        return window;
    }
  return NULL;
}

void
sy_window_open (SyWindow *self,
                const char *path)
{
  SyWindow *window;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (SY_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  window = find_window (self, path);
  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  window = pick_window (self);
  name = g_path_get_basename (path);
  title = g_strdup_printf (_ ("Opening %s"), name);
  sy_session_open_async (path,
                         sy_window_start_job (window, title, _ ("events")),
                         session_opened_cb,
                         g_object_ref (window));
}

void
sy_window_create_project (SyWindow *self,
                          const char *path,
                          const char *timezone)
{
  SyWindow *window = pick_window (self);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *title = g_strdup_printf (_ ("Making %s"), name);

  if (window != self)
    window->pending_import = g_steal_pointer (&self->pending_import);
  sy_session_create_async (path,
                           timezone,
                           sy_window_start_job (window, title, _ ("events")),
                           session_opened_cb,
                           g_object_ref (window));
}

/* Messages */

void
sy_window_toast (SyWindow *self,
                 const char *text)
{
  g_return_if_fail (SY_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, sy_toast_new (text));
}

void
sy_window_show_error (SyWindow *self,
                      const char *heading,
                      const GError *error)
{
  GtkWidget *dialog;

  g_return_if_fail (SY_IS_WINDOW (self));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Drop */

static GdkDragAction
on_drop_enter (GtkDropTarget *target,
               double x,
               double y,
               SyWindow *self)
{
  gtk_revealer_set_reveal_child (self->drop_revealer, TRUE);
  return GDK_ACTION_COPY;
}

static void
on_drop_leave (GtkDropTarget *target,
               SyWindow *self)
{
  gtk_revealer_set_reveal_child (self->drop_revealer, FALSE);
}

static gboolean
on_drop (GtkDropTarget *target,
         const GValue *value,
         double x,
         double y,
         SyWindow *self)
{
  GSList *files = g_value_get_boxed (value);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  gtk_revealer_set_reveal_child (self->drop_revealer, FALSE);
  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *path = g_file_get_path (l->data);

      if (path != NULL && sy_files_is_project (path))
        {
          sy_window_open (self, path);
          return TRUE;
        }
      if (path != NULL)
        g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] == NULL)
    return FALSE;
  sy_window_import_paths (self, (const char *const *) paths);
  return TRUE;
}

static void
add_drop_target (SyWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "enter", G_CALLBACK (on_drop_enter), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_drop_leave), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Window */

static void
save_size (SyWindow *self)
{
  GSettings *settings = sy_settings_get ();
  int width;
  int height;

  if (settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set (settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (settings,
                          "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
restore_size (SyWindow *self)
{
  GSettings *settings = sy_settings_get ();
  int width;
  int height;

  if (settings == NULL)
    return;
  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_settings_bind (settings,
                   "show-sidebar",
                   self->flap,
                   "reveal-flap",
                   G_SETTINGS_BIND_DEFAULT);
}

static void
session_closed_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (SyWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sy_session_close_finish (SY_SESSION (source), result, &error))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  self->is_closed = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  sy_window_show_error (self, _ ("The Last Change Is Not on Disk"), error);
}

static gboolean
sy_window_close_request (GtkWindow *window)
{
  SyWindow *self = SY_WINDOW (window);

  if (self->is_closed)
    return TRUE;
  save_size (self);
  self->is_closed = TRUE;
  if (self->job != NULL)
    sy_job_cancel (self->job);
  if (self->session == NULL)
    return GTK_WINDOW_CLASS (sy_window_parent_class)->close_request (window);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  sy_session_close_async (self->session, session_closed_cb, g_object_ref (self));
  return TRUE;
}

static void
sy_window_get_property (GObject *object,
                        guint prop_id,
                        GValue *value,
                        GParamSpec *pspec)
{
  SyWindow *self = SY_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_PAGE:
      g_value_set_string (value, gtk_stack_get_visible_child_name (self->pages));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_window_set_property (GObject *object,
                        guint prop_id,
                        const GValue *value,
                        GParamSpec *pspec)
{
  SyWindow *self = SY_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      sy_window_set_session (self, g_value_get_object (value));
      break;
    case PROP_PAGE:
      sy_window_show_page (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_window_dispose (GObject *object)
{
  SyWindow *self = SY_WINDOW (object);

  sy_job_drop (&self->job);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->model_settings);
  g_clear_pointer (&self->pending_import, g_strfreev);

  G_OBJECT_CLASS (sy_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SyWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, drop_revealer);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, header);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, header_start);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, header_end);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, title_button);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, title_widget);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, compare_button);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, info_bar);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, info_label);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, job_view);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, SyWindow, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_sidebar_row_selected);
}

static void
sy_window_class_init (SyWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->get_property = sy_window_get_property;
  object_class->set_property = sy_window_set_property;
  object_class->dispose = sy_window_dispose;
  window_class->close_request = sy_window_close_request;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                   G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SY_TYPE_START_PAGE);
  g_type_ensure (SY_TYPE_JOB_VIEW);
  bind_template (widget_class);
  sy_window_install_actions (widget_class);
}

static void
sy_window_init (SyWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->session_signals = g_signal_group_new (SY_TYPE_SESSION);
  g_signal_group_connect (self->session_signals,
                          "model-changed",
                          G_CALLBACK (on_session_model_changed),
                          self);
  g_signal_group_connect (self->session_signals,
                          "as-of-changed",
                          G_CALLBACK (on_session_model_changed),
                          self);
  g_signal_group_connect (self->session_signals,
                          "project-changed",
                          G_CALLBACK (on_session_model_changed),
                          self);
  g_signal_group_connect (self->session_signals, "error", G_CALLBACK (on_session_error), self);
  gtk_menu_button_set_popover (self->title_button, sy_model_popover_new ());
  fill_sidebar (self);
  add_drop_target (self);
  restore_size (self);
  sy_window_update_header (self);
  sy_window_update_actions (self);
}

SyWindow *
sy_window_new (GtkApplication *application)
{
  return g_object_new (SY_TYPE_WINDOW, "application", application, NULL);
}
