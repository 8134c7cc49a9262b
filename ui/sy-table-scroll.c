/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-table-scroll.h"

#include <math.h>

/* How a table scrolls where GtkScrolledWindow does not do what a reader expects: down at the end of
 * its rows, and across a wide table. */

/* The idle that a bar waits for */
#define IDLE_KEY "sy-idle"

/* The wheel */

/* Down or up is left to turn? */
static gboolean
can_turn (GtkAdjustment *adjustment,
          double dy)
{
  double value = gtk_adjustment_get_value (adjustment);
  double last = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  return dy < 0 ? value > gtk_adjustment_get_lower (adjustment) : value < last - 1;
}

/* A table on a page does not hold the wheel: at its end the page moves on. */
static gboolean
on_scroll (GtkEventControllerScroll *controller,
           double dx,
           double dy,
           GtkScrolledWindow *scroller)
{
  GtkWidget *table = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *page = gtk_widget_get_ancestor (table, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  double step = 1;

  if (page == NULL || fabs (dy) <= fabs (dx) ||
      can_turn (gtk_scrolled_window_get_vadjustment (scroller), dy))
    return GDK_EVENT_PROPAGATE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page));
  /* As far as GtkScrolledWindow turns for a notch of the wheel. */
  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL)
    step = pow (gtk_adjustment_get_page_size (adjustment), 2.0 / 3.0);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + dy * step);
  return GDK_EVENT_STOP;
}

void
sy_table_scroll_pass_wheel (GtkWidget *table,
                            GtkScrolledWindow *scroller)
{
  GtkEventController *wheel;

  g_return_if_fail (GTK_IS_WIDGET (table));
  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect_object (wheel, "scroll", G_CALLBACK (on_scroll), scroller, 0);
  gtk_widget_add_controller (table, wheel);
}

/* The bar */

static gboolean
show_bar (gpointer data)
{
  GtkWidget *bar = data;
  GtkAdjustment *across = gtk_scrollbar_get_adjustment (GTK_SCROLLBAR (bar));

  g_object_steal_data (G_OBJECT (bar), IDLE_KEY);
  gtk_widget_set_visible (bar, gtk_adjustment_get_upper (across) >
                                   gtk_adjustment_get_page_size (across) + 0.5);
  return G_SOURCE_REMOVE;
}

static void
cancel_idle (gpointer id)
{
  g_source_remove (GPOINTER_TO_UINT (id));
}

/* It changes while places are given out, when none may be asked for. */
static void
on_across_changed (GtkWidget *bar)
{
  if (g_object_get_data (G_OBJECT (bar), IDLE_KEY) == NULL)
    g_object_set_data_full (G_OBJECT (bar), IDLE_KEY,
                            GUINT_TO_POINTER (g_idle_add (show_bar, bar)), cancel_idle);
}

GtkWidget *
sy_table_scroll_add_bar (GtkWidget *table,
                         GtkScrolledWindow *scroller)
{
  GtkAdjustment *across;
  GtkWidget *bar;

  g_return_val_if_fail (GTK_IS_WIDGET (table), NULL);
  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), NULL);

  /* A bar that comes with the pointer tells nobody that there is more; one that the scrolled window
   * keeps in sight takes the room of the last row. */
  across = gtk_scrolled_window_get_hadjustment (scroller);
  gtk_scrolled_window_set_policy (scroller, GTK_POLICY_EXTERNAL, GTK_POLICY_AUTOMATIC);
  bar = gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, across);
  gtk_widget_add_css_class (bar, "table-bar");
  gtk_widget_set_visible (bar, FALSE);
  gtk_widget_insert_after (bar, table, GTK_WIDGET (scroller));
  g_signal_connect_object (across, "changed", G_CALLBACK (on_across_changed), bar,
                           G_CONNECT_SWAPPED);
  return bar;
}
