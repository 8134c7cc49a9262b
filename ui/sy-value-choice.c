/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-value-choice.h"

#include <glib/gi18n.h>

#include "sy-accessible.h"
#include "sy-format.h"

#define N_VALUES 20

struct _SyValueChoice
{
  AdwBin parent_instance;

  /* Borrowed */
  const SyValueCounts *counts;
  GtkMenuButton *button;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyValueChoice, sy_value_choice, ADW_TYPE_BIN)

static void
on_row_activated (SyValueChoice *self,
                  GtkListBoxRow *row)
{
  g_autofree char *value = g_strdup (g_object_get_data (G_OBJECT (row), "sy-value"));

  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, value);
}

static GtkWidget *
make_row (const SyValueCounts *counts,
          const char *value)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (value);
  g_autofree char *people = sy_format_count ((gint64) sy_value_counts_get (counts, value));
  GtkWidget *count = gtk_label_new (people);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), (int) CLAMP (g_utf8_strlen (value, -1), 6, 28));
  gtk_label_set_max_width_chars (GTK_LABEL (name), 28);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  sy_accessible_set_name (row, value);
  g_object_set_data_full (G_OBJECT (row), "sy-value", g_strdup (value), g_free);
  return row;
}

static void
create_popover (GtkMenuButton *button,
                gpointer user_data)
{
  SyValueChoice *self = user_data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  g_auto (GStrv) values = sy_value_counts_list (self->counts, N_VALUES);

  for (guint i = 0; values[i] != NULL; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (self->counts, values[i]));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "choices");
  sy_accessible_set_name (list, _ ("Values, those of most people first"));
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (on_row_activated), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 300);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (button, popover);
}

static void
sy_value_choice_class_init (SyValueChoiceClass *klass)
{
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sy_value_choice_init (SyValueChoice *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  self->button = GTK_MENU_BUTTON (button);
  gtk_menu_button_set_icon_name (self->button, "pan-down-symbolic");
  gtk_menu_button_set_create_popup_func (self->button, create_popover, self, NULL);
  gtk_widget_set_tooltip_text (button, _ ("Choose a Value"));
  sy_accessible_set_name (button, _ ("Choose a Value"));
  gtk_widget_set_sensitive (button, FALSE);
  adw_bin_set_child (ADW_BIN (self), button);
}

GtkWidget *
sy_value_choice_new (void)
{
  return g_object_new (SY_TYPE_VALUE_CHOICE, NULL);
}

void
sy_value_choice_set_counts (SyValueChoice *self,
                            const SyValueCounts *counts)
{
  g_return_if_fail (SY_IS_VALUE_CHOICE (self));

  self->counts = counts;
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), counts != NULL);
}
