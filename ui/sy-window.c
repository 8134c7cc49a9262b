/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-window.h"

struct _SyWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  GtkStack *stack;

  /* Owned */
  SySession *session;
};

G_DEFINE_FINAL_TYPE (SyWindow, sy_window, ADW_TYPE_APPLICATION_WINDOW)

static void
sy_window_dispose (GObject *object)
{
  SyWindow *self = SY_WINDOW (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_window_parent_class)->dispose (object);
}

static void
sy_window_class_init (SyWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SyWindow, stack);
}

static void
sy_window_init (SyWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

SyWindow *
sy_window_new (GtkApplication *application)
{
  return g_object_new (SY_TYPE_WINDOW, "application", application, NULL);
}

SySession *
sy_window_get_session (SyWindow *self)
{
  g_return_val_if_fail (SY_IS_WINDOW (self), NULL);

  return self->session;
}

void
sy_window_set_session (SyWindow *self, SySession *session)
{
  g_return_if_fail (SY_IS_WINDOW (self));

  g_set_object (&self->session, session);
}

void
sy_window_open (SyWindow *self, const char *path)
{
  g_error ("not yet");
}

void
sy_window_toast (SyWindow *self, const char *text)
{
  g_error ("not yet");
}

void
sy_window_show_error (SyWindow *self, const char *heading, const GError *error)
{
  g_error ("not yet");
}
