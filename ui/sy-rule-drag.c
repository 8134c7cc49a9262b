/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-drag.h"

#include <string.h>

/* What is dragged is text; the prefix tells a rule from any other text. */
#define PREFIX "steelyard-rule:"

typedef struct
{
  char *id;
  SyRuleDropped dropped;
  gpointer user_data;
} Drag;

static void
drag_free (gpointer data,
           GClosure *closure)
{
  g_free (((Drag *) data)->id);
  g_free (data);
}

static GdkContentProvider *
on_prepare (GtkDragSource *source,
            double x,
            double y,
            gpointer user_data)
{
  const Drag *drag = user_data;
  g_autofree char *text = g_strconcat (PREFIX, drag->id, NULL);

  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

static void
on_drag_begin (GtkDragSource *source,
               GdkDrag *drag,
               GtkWidget *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 24, 12);
}

static gboolean
is_lower_half (GtkWidget *row,
               double y)
{
  return y > gtk_widget_get_height (row) / 2.0;
}

static void
show_place (GtkWidget *row,
            gboolean is_shown,
            gboolean is_after)
{
  gtk_widget_remove_css_class (row, "drop-above");
  gtk_widget_remove_css_class (row, "drop-below");
  if (is_shown)
    gtk_widget_add_css_class (row, is_after ? "drop-below" : "drop-above");
}

static GdkDragAction
on_motion (GtkDropTarget *target,
           double x,
           double y,
           gpointer user_data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  show_place (row, TRUE, is_lower_half (row, y));
  return GDK_ACTION_MOVE;
}

static void
on_leave (GtkDropTarget *target,
          gpointer user_data)
{
  show_place (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target)), FALSE, FALSE);
}

static gboolean
on_drop (GtkDropTarget *target,
         const GValue *value,
         double x,
         double y,
         gpointer user_data)
{
  const Drag *drag = user_data;
  const char *text = g_value_get_string (value);
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  show_place (row, FALSE, FALSE);
  if (text == NULL || !g_str_has_prefix (text, PREFIX))
    return FALSE;
  drag->dropped (text + strlen (PREFIX), drag->id, is_lower_half (row, y), drag->user_data);
  return TRUE;
}

static Drag *
drag_new (const char *id,
          SyRuleDropped dropped,
          gpointer user_data)
{
  Drag *drag = g_new0 (Drag, 1);

  drag->id = g_strdup (id);
  drag->dropped = dropped;
  drag->user_data = user_data;
  return drag;
}

void
sy_rule_drag_add (GtkWidget *row,
                  GtkWidget *handle,
                  const char *id,
                  SyRuleDropped dropped,
                  gpointer user_data)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_data (source, "prepare", G_CALLBACK (on_prepare), drag_new (id, NULL, NULL),
                         drag_free, 0);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), row);
  g_signal_connect (target, "motion", G_CALLBACK (on_motion), NULL);
  g_signal_connect (target, "leave", G_CALLBACK (on_leave), NULL);
  g_signal_connect_data (target, "drop", G_CALLBACK (on_drop), drag_new (id, dropped, user_data),
                         drag_free, 0);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  gtk_widget_set_cursor_from_name (handle, "grab");
}
