/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-table-view.h"
#include "sy-job.h"
#include "sy-table-columns.h"
#include "sy-table-copy.h"
#include "sy-table-model.h"
#include "sy-table-scroll.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/*
 * The view shows a permutation of the source's rows. An item of its list model
 * is the number of a row, so a list of any size costs four bytes a row; GTK
 * asks for the items on screen only.
 */

#define SORT_IN_THREAD_ROWS 20000

/* The widget */

struct _SyTableView
{
  GtkWidget parent_instance;

  /* Owned */
  GtkWidget *scroller;
  GtkWidget *bar; /* below a wide table */
  GtkWidget *popover;
  GtkColumnView *view;
  SyTableColumns *columns;
  char *name;
  SyTableSource *source;
  GArray *order;
  SyJob *sort_job;
};

G_DEFINE_FINAL_TYPE (SyTableView, sy_table_view, GTK_TYPE_WIDGET)

enum
{
  ACTIVATE,
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_selection_changed (GtkSelectionModel *selection,
                      guint position,
                      guint n,
                      SyTableView *self)
{
  g_signal_emit (self, signals[SELECTED], 0, sy_table_view_get_selected (self));
}

static void
show_order (SyTableView *self,
            GArray *order)
{
  GListModel *model;
  GtkMultiSelection *selection;

  g_clear_pointer (&self->order, g_array_unref);
  self->order = order;
  model = sy_table_model_new (
      self->source != NULL ? sy_table_source_get_n_rows (self->source) : 0, order);
  selection = gtk_multi_selection_new (model);
  g_signal_connect_object (selection,
                           "selection-changed",
                           G_CALLBACK (on_selection_changed),
                           self,
                           0);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
}

static guint
get_source_row (SyTableView *self,
                guint position)
{
  return self->order != NULL ? g_array_index (self->order, guint, position) : position;
}

/* Sorting */

typedef struct
{
  SyTableSource *source;
  guint column;
  gboolean descending;
} SortInput;

static void
sort_input_free (SortInput *input)
{
  sy_table_source_unref (input->source);
  g_free (input);
}

static gpointer
sort_rows (SyJob *job,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  SortInput *input = data;

  return sy_table_source_sort (input->source, input->column, input->descending);
}

static void
sorted_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyTableView) self = SY_TABLE_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  GArray *order = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->sort_job != SY_JOB (source))
    {
      g_clear_pointer (&order, g_array_unref);
      return;
    }
  g_clear_object (&self->sort_job);
  if (order != NULL)
    show_order (self, order);
}

static void
sort_by (SyTableView *self,
         guint column,
         gboolean descending)
{
  SortInput *input;

  g_clear_object (&self->sort_job);
  if (sy_table_source_get_n_rows (self->source) < SORT_IN_THREAD_ROWS)
    {
      show_order (self, sy_table_source_sort (self->source, column, descending));
      return;
    }
  input = g_new0 (SortInput, 1);
  input->source = sy_table_source_ref (self->source);
  input->column = column;
  input->descending = descending;
  self->sort_job = sy_job_new ();
  sy_job_run_async (self->sort_job,
                    NULL,
                    sort_rows,
                    input,
                    (GDestroyNotify) sort_input_free,
                    (GDestroyNotify) g_array_unref,
                    sorted_cb,
                    g_object_ref (self));
}

static void
apply_sort (SyTableView *self)
{
  guint column;
  gboolean is_descending;

  if (sy_table_columns_find_sort (self->columns, &column, &is_descending))
    sort_by (self, column, is_descending);
  else
    show_order (self, NULL);
}

static void
on_sorter_changed (GtkSorter *sorter,
                   GtkSorterChange change,
                   SyTableView *self)
{
  if (self->source != NULL)
    apply_sort (self);
}

/* Rows */

void
sy_table_view_set_source (SyTableView *self,
                          SyTableSource *source)
{
  g_return_if_fail (SY_IS_TABLE_VIEW (self));

  g_clear_object (&self->sort_job);
  gtk_column_view_set_model (self->view, NULL);
  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->source, sy_table_source_unref);
  self->source = source != NULL ? sy_table_source_ref (source) : NULL;
  sy_table_columns_set_source (self->columns, source);
  apply_sort (self);
}

SyTableSource *
sy_table_view_get_source (SyTableView *self)
{
  g_return_val_if_fail (SY_IS_TABLE_VIEW (self), NULL);

  return self->source;
}

/* Size */

void
sy_table_view_set_max_height (SyTableView *self,
                              int height_px)
{
  g_return_if_fail (SY_IS_TABLE_VIEW (self));

  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), height_px);
  gtk_widget_set_vexpand (GTK_WIDGET (self), FALSE);
  sy_table_scroll_pass_wheel (GTK_WIDGET (self), GTK_SCROLLED_WINDOW (self->scroller));
}

void
sy_table_view_set_wide (SyTableView *self)
{
  g_return_if_fail (SY_IS_TABLE_VIEW (self));
  g_return_if_fail (self->bar == NULL);

  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_box_layout_new (GTK_ORIENTATION_VERTICAL));
  gtk_widget_set_vexpand (self->scroller, TRUE);
  self->bar = sy_table_scroll_add_bar (GTK_WIDGET (self), GTK_SCROLLED_WINDOW (self->scroller));
  sy_table_columns_set_wide (self->columns);
}

/* Selection */

guint
sy_table_view_get_selected (SyTableView *self)
{
  GtkSelectionModel *selection;
  g_autoptr (GtkBitset) set = NULL;

  g_return_val_if_fail (SY_IS_TABLE_VIEW (self), G_MAXUINT);

  selection = gtk_column_view_get_model (self->view);
  if (selection == NULL)
    return G_MAXUINT;
  set = gtk_selection_model_get_selection (selection);
  if (gtk_bitset_is_empty (set))
    return G_MAXUINT;
  return get_source_row (self, gtk_bitset_get_minimum (set));
}

static guint
find_position (SyTableView *self,
               guint row)
{
  if (self->order == NULL)
    return row;
  for (guint i = 0; i < self->order->len; i++)
    if (g_array_index (self->order, guint, i) == row)
      return i;
  return 0;
}

void
sy_table_view_select (SyTableView *self,
                      guint row)
{
  GtkSelectionModel *selection;
  guint position;

  g_return_if_fail (SY_IS_TABLE_VIEW (self));

  selection = gtk_column_view_get_model (self->view);
  if (selection == NULL || self->source == NULL || row >= sy_table_source_get_n_rows (self->source))
    return;
  position = find_position (self, row);
  gtk_selection_model_select_item (selection, position, TRUE);
  gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->view)),
                              "list.scroll-to-item",
                              "u",
                              position);
}

static void
on_activate (GtkColumnView *view,
             guint position,
             SyTableView *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0, get_source_row (self, position));
}

/* Copy and save */

static void
copy_rows (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  SyTableView *self = SY_TABLE_VIEW (widget);
  g_autoptr (GtkBitset) set = NULL;

  if (self->source == NULL)
    return;
  set = gtk_selection_model_get_selection (gtk_column_view_get_model (self->view));
  sy_table_copy (widget, self->source, self->order, set);
}

static void
copy_table (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  SyTableView *self = SY_TABLE_VIEW (widget);

  if (self->source != NULL)
    sy_table_copy (widget, self->source, self->order, NULL);
}

static void
save_table (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  SyTableView *self = SY_TABLE_VIEW (widget);

  if (self->source != NULL)
    sy_table_save (widget, self->source, self->order, self->name);
}

static void
on_menu_pressed (GtkGestureClick *gesture,
                 int n_press,
                 double x,
                 double y,
                 SyTableView *self)
{
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &at);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
show_menu (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  SyTableView *self = SY_TABLE_VIEW (widget);

  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), NULL);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
add_menu (SyTableView *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_menu_append (menu, _ ("_Copy Rows"), "table.copy");
  g_menu_append (menu, _ ("Copy the _Table"), "table.copy-all");
  g_menu_append (menu, _ ("_Save as CSV…"), "table.save");
  self->popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_menu_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* Class */

static void
sy_table_view_size_allocate (GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  SyTableView *self = SY_TABLE_VIEW (widget);

  GTK_WIDGET_CLASS (sy_table_view_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
sy_table_view_dispose (GObject *object)
{
  SyTableView *self = SY_TABLE_VIEW (object);

  g_clear_object (&self->sort_job);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (sy_table_view_parent_class)->dispose (object);
}

static void
sy_table_view_finalize (GObject *object)
{
  SyTableView *self = SY_TABLE_VIEW (object);

  g_clear_pointer (&self->order, g_array_unref);
  g_clear_object (&self->columns);
  g_clear_pointer (&self->source, sy_table_source_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (sy_table_view_parent_class)->finalize (object);
}

static void
sy_table_view_class_init (SyTableViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_table_view_dispose;
  object_class->finalize = sy_table_view_finalize;
  widget_class->size_allocate = sy_table_view_size_allocate;

  signals[ACTIVATE] = g_signal_new ("activate",
                                    G_TYPE_FROM_CLASS (klass),
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    1,
                                    G_TYPE_UINT);
  signals[SELECTED] = g_signal_new ("selected",
                                    G_TYPE_FROM_CLASS (klass),
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    1,
                                    G_TYPE_UINT);

  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_rows);
  gtk_widget_class_install_action (widget_class, "table.copy-all", NULL, copy_table);
  gtk_widget_class_install_action (widget_class, "table.save", NULL, save_table);
  gtk_widget_class_install_action (widget_class, "table.menu", NULL, show_menu);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "table.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "table.menu",
                                       NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sy-table");
}

/* The colours of bands are others in the dark. */
static void
on_dark_changed (SyTableView *self)
{
  guint selected = sy_table_view_get_selected (self);

  if (self->source == NULL || !sy_table_source_has_bands (self->source))
    return;
  show_order (self, self->order != NULL ? g_array_ref (self->order) : NULL);
  if (selected != G_MAXUINT)
    sy_table_view_select (self, selected);
}

static void
sy_table_view_init (SyTableView *self)
{
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_column_view_set_show_column_separators (self->view, FALSE);
  self->columns = sy_table_columns_new (self->view);
  g_signal_connect (self->view, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect (gtk_column_view_get_sorter (self->view),
                    "changed",
                    G_CALLBACK (on_sorter_changed),
                    self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (on_dark_changed), self, G_CONNECT_SWAPPED);
  add_menu (self);
}

GtkWidget *
sy_table_view_new (const char *name)
{
  SyTableView *self = g_object_new (SY_TYPE_TABLE_VIEW, NULL);

  self->name = g_strdup (name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (
                                      gtk_widget_get_first_child (GTK_WIDGET (self->view))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Column titles"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (
                                      gtk_widget_get_last_child (GTK_WIDGET (self->view))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}
