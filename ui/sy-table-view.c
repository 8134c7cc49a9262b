/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-table-view.h"
#include "sy-band-mark.h"
#include "sy-job.h"
#include "sy-table-copy.h"
#include "sy-table-model.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/*
 * The view shows a permutation of the source's rows. An item of its list model
 * is the number of a row, so a list of any size costs four bytes a row; GTK
 * asks for the items on screen only.
 *
 * GTK 4.8 does not say which column it sorts by. Each column's sorter answers
 * for two probe items only, and remembers that it was asked: comparing the
 * probes with the view's sorter tells the column and, by the sign, the
 * direction. See the table of API limits in CONTRIBUTING.md.
 */

#define SORT_IN_THREAD_ROWS 20000
#define COLUMN_KEY "sy-column"
#define MANY_COLUMNS 6
#define SUBJECT_CHARS 18

/* The widget */

struct _SyTableView
{
  GtkWidget parent_instance;

  /* Owned */
  GtkWidget *scroller;
  GtkWidget *bar; /* below a wide table */
  GtkWidget *popover;
  GtkColumnView *view;
  char *name;
  SyTableSource *source;
  GArray *order;
  SyTableRow *probes[2];
  SyJob *sort_job;
  guint bar_id;

  int asked_column;
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

/* Cells */

/* Figures are narrower than letters. */
static guint
find_wide_chars (const SyTableColumn *info)
{
  int width = info->width_chars;

  return (guint) (info->is_number ? MAX (width * 3 / 4, MIN (width, 8)) : width);
}

/* What a row is about stays readable where a narrow window holds many columns. */
static guint
find_min_chars (SyTableView *self,
                guint column)
{
  int width = sy_table_source_get_column (self->source, column)->width_chars;

  if (self->bar != NULL && width > 0)
    return find_wide_chars (sy_table_source_get_column (self->source, column));
  if (width == 0 && column == 0 && sy_table_source_get_n_columns (self->source) >= MANY_COLUMNS)
    return SUBJECT_CHARS;
  return width > 0 ? (guint) MIN (width, 6) : 6;
}

static void
setup_cell (GtkSignalListItemFactory *factory,
            GtkListItem *item,
            SyTableView *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), COLUMN_KEY));
  GtkWidget *cell = gtk_inscription_new (NULL);
  const SyTableColumn *info = sy_table_source_get_column (self->source, column);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), info->is_number ? 1.0f : 0.0f);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), (guint) info->width_chars);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), find_min_chars (self, column));
  if (info->is_number)
    gtk_widget_add_css_class (cell, "numeric");
  gtk_list_item_set_child (item, cell);
}

/* A row is read out as its first cell; the factory makes cells only, the row
 * is around them. */
static void
name_row (GtkWidget *cell,
          const char *text)
{
  GtkWidget *holder = gtk_widget_get_parent (cell);
  GtkWidget *row = holder != NULL ? gtk_widget_get_parent (holder) : NULL;

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
bind_cell (GtkSignalListItemFactory *factory,
           GtkListItem *item,
           SyTableView *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), COLUMN_KEY));
  guint row = sy_table_row_get_row (gtk_list_item_get_item (item));
  GtkWidget *cell = gtk_list_item_get_child (item);
  g_autofree char *text = sy_table_source_get_text (self->source, row, column);
  const char *note = sy_table_source_get_note (self->source, row, column);
  guint n_bands;
  guint band;

  band = sy_table_source_get_band (self->source, row, column, &n_bands);
  sy_band_mark_show (GTK_INSCRIPTION (cell), text, band, n_bands);
  if (column == 0)
    name_row (cell, text);
  if (sy_table_source_is_dim (self->source, row))
    gtk_widget_add_css_class (cell, "dim-label");
  else
    gtk_widget_remove_css_class (cell, "dim-label");
  if (note != NULL)
    {
      gtk_widget_add_css_class (cell, "bad-cell");
      gtk_widget_set_tooltip_text (cell, note);
    }
  else
    {
      gtk_widget_remove_css_class (cell, "bad-cell");
      gtk_widget_set_tooltip_text (cell, g_utf8_strlen (text, -1) > 16 ? text : NULL);
    }
}

/* Sorting */

static int
answer_probe (gconstpointer a,
              gconstpointer b,
              gpointer user_data)
{
  GtkSorter *sorter = user_data;
  SyTableView *self = g_object_get_data (G_OBJECT (sorter), "sy-view");
  int x = sy_table_row_get_probe ((SyTableRow *) a);
  int y = sy_table_row_get_probe ((SyTableRow *) b);

  if (x == 0 || y == 0)
    return GTK_ORDERING_EQUAL;
  self->asked_column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (sorter), COLUMN_KEY));
  return x < y ? GTK_ORDERING_SMALLER : GTK_ORDERING_LARGER;
}

static GtkSorter *
create_sorter (SyTableView *self,
               guint column)
{
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

  g_object_set_data (G_OBJECT (sorter), "sy-view", self);
  g_object_set_data (G_OBJECT (sorter), COLUMN_KEY, GUINT_TO_POINTER (column));
  gtk_custom_sorter_set_sort_func (GTK_CUSTOM_SORTER (sorter), answer_probe, sorter, NULL);
  return sorter;
}

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
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  GtkOrdering order = GTK_ORDERING_EQUAL;

  self->asked_column = -1;
  if (sorter != NULL && self->source != NULL && sy_table_source_can_sort (self->source))
    order = gtk_sorter_compare (sorter, self->probes[0], self->probes[1]);
  if (order == GTK_ORDERING_EQUAL || self->asked_column < 0)
    show_order (self, NULL);
  else
    sort_by (self, (guint) self->asked_column, order == GTK_ORDERING_LARGER);
}

static void
on_sorter_changed (GtkSorter *sorter,
                   GtkSorterChange change,
                   SyTableView *self)
{
  if (self->source != NULL)
    apply_sort (self);
}

/* Columns */

static GtkColumnViewColumn *
create_column (SyTableView *self,
               guint index)
{
  const SyTableColumn *info = sy_table_source_get_column (self->source, index);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_object_set_data (G_OBJECT (factory), COLUMN_KEY, GUINT_TO_POINTER (index));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell), self, 0);
  column = gtk_column_view_column_new (info->title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, info->width_chars == 0);
  if (sy_table_source_can_sort (self->source))
    {
      g_autoptr (GtkSorter) sorter = create_sorter (self, index);

      gtk_column_view_column_set_sorter (column, sorter);
    }
  return column;
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LABEL (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);
  return found;
}

/* GTK 4.8 sets every title left; the titles of numbers stand above them. */
static void
dress_header (SyTableView *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; title != NULL && i < sy_table_source_get_n_columns (self->source); i++)
    {
      GtkWidget *label = find_label (title);

      if (label != NULL && sy_table_source_get_column (self->source, i)->is_number)
        {
          gtk_widget_set_hexpand (label, TRUE);
          gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
        }
      title = gtk_widget_get_next_sibling (title);
    }
}

static gboolean
has_same_columns (SyTableView *self,
                  SyTableSource *source)
{
  guint n = sy_table_source_get_n_columns (source);

  if (self->source == NULL || sy_table_source_get_n_columns (self->source) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (sy_table_source_get_column (self->source, i)->title,
                   sy_table_source_get_column (source, i)->title) != 0)
      return FALSE;
  return TRUE;
}

static void
set_columns (SyTableView *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  for (guint i = 0; self->source != NULL && i < sy_table_source_get_n_columns (self->source); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = create_column (self, i);

      gtk_column_view_append_column (self->view, column);
    }
  if (self->source != NULL)
    dress_header (self);
}

void
sy_table_view_set_source (SyTableView *self,
                          SyTableSource *source)
{
  gboolean same;

  g_return_if_fail (SY_IS_TABLE_VIEW (self));

  same = source != NULL && has_same_columns (self, source);
  g_clear_object (&self->sort_job);
  gtk_column_view_set_model (self->view, NULL);
  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->source, sy_table_source_unref);
  self->source = source != NULL ? sy_table_source_ref (source) : NULL;
  if (!same)
    set_columns (self);
  apply_sort (self);
}

SyTableSource *
sy_table_view_get_source (SyTableView *self)
{
  g_return_val_if_fail (SY_IS_TABLE_VIEW (self), NULL);

  return self->source;
}

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
           SyTableView *self)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (self->scroller);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
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

static void
pass_wheel (SyTableView *self)
{
  GtkEventController *wheel =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect (wheel, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (GTK_WIDGET (self), wheel);
}

void
sy_table_view_set_max_height (SyTableView *self,
                              int height_px)
{
  g_return_if_fail (SY_IS_TABLE_VIEW (self));

  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), height_px);
  gtk_widget_set_vexpand (GTK_WIDGET (self), FALSE);
  pass_wheel (self);
}

static gboolean
show_bar (gpointer data)
{
  SyTableView *self = data;
  GtkAdjustment *across =
      gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));

  self->bar_id = 0;
  gtk_widget_set_visible (self->bar, gtk_adjustment_get_upper (across) >
                                         gtk_adjustment_get_page_size (across) + 0.5);
  return G_SOURCE_REMOVE;
}

/* It changes while places are given out, when none may be asked for. */
static void
on_across_changed (SyTableView *self)
{
  if (self->bar != NULL && self->bar_id == 0)
    self->bar_id = g_idle_add (show_bar, self);
}

void
sy_table_view_set_wide (SyTableView *self)
{
  GtkScrolledWindow *scroller;
  GtkAdjustment *across;

  g_return_if_fail (SY_IS_TABLE_VIEW (self));
  g_return_if_fail (self->bar == NULL);

  /* A bar that comes with the pointer tells nobody that there is more; one that the scrolled window
   * keeps in sight takes the room of the last row. */
  scroller = GTK_SCROLLED_WINDOW (self->scroller);
  across = gtk_scrolled_window_get_hadjustment (scroller);
  gtk_scrolled_window_set_policy (scroller, GTK_POLICY_EXTERNAL, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_box_layout_new (GTK_ORIENTATION_VERTICAL));
  gtk_widget_set_vexpand (self->scroller, TRUE);
  self->bar = gtk_scrollbar_new (GTK_ORIENTATION_HORIZONTAL, across);
  gtk_widget_add_css_class (self->bar, "table-bar");
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_widget_insert_after (self->bar, GTK_WIDGET (self), self->scroller);
  g_signal_connect_object (across, "changed", G_CALLBACK (on_across_changed), self,
                           G_CONNECT_SWAPPED);
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
  g_clear_handle_id (&self->bar_id, g_source_remove);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->probes[0]);
  g_clear_object (&self->probes[1]);

  G_OBJECT_CLASS (sy_table_view_parent_class)->dispose (object);
}

static void
sy_table_view_finalize (GObject *object)
{
  SyTableView *self = SY_TABLE_VIEW (object);

  g_clear_pointer (&self->order, g_array_unref);
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
  if (self->source != NULL && sy_table_source_has_bands (self->source))
    show_order (self, self->order != NULL ? g_array_ref (self->order) : NULL);
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
  self->probes[0] = sy_table_row_new (0, 1);
  self->probes[1] = sy_table_row_new (0, 2);
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
