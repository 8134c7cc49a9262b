/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dictionary-table.h"
#include "sy-dictionary-cells.h"

#include <glib/gi18n.h>

/*
 * A column view over few rows, hundreds at most, so the list models of GTK
 * sort and filter: a selection over an order over a filter over all types.
 */

#define COLUMN_KEY "sy-column"

struct _SyDictionaryTable
{
  GtkWidget parent_instance;

  /* Owned */
  GtkWidget *scroller;
  GtkColumnView *view;
  GtkCustomFilter *filter;
  GListStore *items;
  GtkSingleSelection *selection;
  SyDictionary *dictionary;
  GPtrArray *switches; /* borrowed: those that show a row */
  char *needle;
  char *asked; /* the type whose switch was turned but is not so yet */

  SyDictionaryFilter which;
  gboolean read_only;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (SyDictionaryTable, sy_dictionary_table, GTK_TYPE_WIDGET)

enum
{
  SELECTED,
  ACTIVATE,
  MUTE_ASKED,
  MUTE_WITHDRAWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The switch */

static const SyDictionaryLine *
get_switch_line (GtkWidget *widget)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (widget), "sy-item");
  gpointer row = item != NULL ? gtk_list_item_get_item (item) : NULL;

  return row != NULL ? sy_dictionary_item_get_line (row) : NULL;
}

static void
show_switch (SyDictionaryTable *self,
             GtkWidget *widget)
{
  const SyDictionaryLine *line = get_switch_line (widget);
  g_autofree char *label = NULL;
  gboolean is_muted, is_asked;

  if (line == NULL)
    return;
  label = g_strdup_printf (_ ("Mute %s"), line->entry->name);
  is_muted = line->entry->is_muted != FALSE;
  is_asked = g_strcmp0 (self->asked, line->entry->name) == 0;
  self->updating = TRUE;
  gtk_switch_set_state (GTK_SWITCH (widget), is_muted);
  gtk_switch_set_active (GTK_SWITCH (widget), is_muted != is_asked);
  self->updating = FALSE;
  gtk_widget_set_sensitive (widget, !self->read_only);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/* Turned by the user, the switch only asks: its state follows when it is so. Selecting the row
 * binds its cells again, so the switch is turned once more after that. */
static gboolean
on_switch_state_set (GtkSwitch *widget,
                     gboolean state,
                     SyDictionaryTable *self)
{
  const SyDictionaryLine *line = get_switch_line (GTK_WIDGET (widget));
  g_autofree char *name = NULL;

  if (self->updating || line == NULL)
    return TRUE;
  if (state == (line->entry->is_muted != FALSE))
    {
      /* Turned back: the question is withdrawn. */
      g_clear_pointer (&self->asked, g_free);
      g_signal_emit (self, signals[MUTE_WITHDRAWN], 0);
      return TRUE;
    }
  name = g_strdup (line->entry->name);
  sy_dictionary_table_select (self, name);
  g_free (self->asked);
  self->asked = g_strdup (name);
  show_switch (self, GTK_WIDGET (widget));
  g_signal_emit (self, signals[MUTE_ASKED], 0, name, state);
  return TRUE;
}

void
sy_dictionary_table_reset_switches (SyDictionaryTable *self)
{
  g_return_if_fail (SY_IS_DICTIONARY_TABLE (self));

  g_clear_pointer (&self->asked, g_free);
  for (guint i = 0; i < self->switches->len; i++)
    show_switch (self, g_ptr_array_index (self->switches, i));
}

void
sy_dictionary_table_set_read_only (SyDictionaryTable *self,
                                   gboolean read_only)
{
  g_return_if_fail (SY_IS_DICTIONARY_TABLE (self));

  self->read_only = read_only;
  sy_dictionary_table_reset_switches (self);
}

static GtkWidget *
create_switch (SyDictionaryTable *self,
               GtkListItem *item)
{
  GtkWidget *widget = gtk_switch_new ();

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (widget, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (widget,
                               _ ("A muted type gives nothing to any rule; the effect comes first"));
  g_object_set_data (G_OBJECT (widget), "sy-item", item);
  g_signal_connect_object (widget, "state-set", G_CALLBACK (on_switch_state_set), self, 0);
  return widget;
}

/* Cells */

static SyDictionaryColumn
get_column (GtkSignalListItemFactory *factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), COLUMN_KEY));
}

static void
setup_cell (GtkSignalListItemFactory *factory,
            GtkListItem *item,
            SyDictionaryTable *self)
{
  SyDictionaryColumn column = get_column (factory);

  gtk_list_item_set_child (item, column == SY_DICTIONARY_MUTED_STATE
                                     ? create_switch (self, item)
                                     : sy_dictionary_cell_new (column));
}

static void
bind_cell (GtkSignalListItemFactory *factory,
           GtkListItem *item,
           SyDictionaryTable *self)
{
  SyDictionaryColumn column = get_column (factory);
  GtkWidget *cell = gtk_list_item_get_child (item);

  if (column == SY_DICTIONARY_MUTED_STATE)
    {
      g_ptr_array_add (self->switches, cell);
      show_switch (self, cell);
    }
  else
    sy_dictionary_cell_show (cell, column, gtk_list_item_get_item (item));
}

static void
unbind_cell (GtkSignalListItemFactory *factory,
             GtkListItem *item,
             SyDictionaryTable *self)
{
  if (get_column (factory) == SY_DICTIONARY_MUTED_STATE)
    g_ptr_array_remove (self->switches, gtk_list_item_get_child (item));
}

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer user_data)
{
  return sy_dictionary_line_compare (sy_dictionary_item_get_line ((gpointer) a),
                                     sy_dictionary_item_get_line ((gpointer) b),
                                     GPOINTER_TO_UINT (user_data));
}

static void
add_column (SyDictionaryTable *self,
            SyDictionaryColumn index,
            const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter =
      GTK_SORTER (gtk_custom_sorter_new (compare_items, GUINT_TO_POINTER (index), NULL));
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_object_set_data (G_OBJECT (factory), COLUMN_KEY, GUINT_TO_POINTER (index));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cell), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cell), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cell), self, 0);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, index == SY_DICTIONARY_NAME);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_append_column (self->view, column);
  if (index == SY_DICTIONARY_EVENTS)
    gtk_column_view_sort_by_column (self->view, column, GTK_SORT_DESCENDING);
}

/* Rows */

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  SyDictionaryTable *self = user_data;

  return sy_dictionary_line_matches (sy_dictionary_item_get_line (item), self->which,
                                     self->needle);
}

const char *
sy_dictionary_table_get_selected (SyDictionaryTable *self)
{
  SyDictionaryItem *item;

  g_return_val_if_fail (SY_IS_DICTIONARY_TABLE (self), NULL);

  item = gtk_single_selection_get_selected_item (self->selection);
  return item != NULL ? sy_dictionary_item_get_line (item)->entry->name : NULL;
}

void
sy_dictionary_table_select (SyDictionaryTable *self,
                            const char *name)
{
  g_return_if_fail (SY_IS_DICTIONARY_TABLE (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (SyDictionaryItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (g_strcmp0 (sy_dictionary_item_get_line (item)->entry->name, name) == 0)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
}

static void
on_selected (GtkSingleSelection *selection,
             GParamSpec *pspec,
             SyDictionaryTable *self)
{
  if (self->updating)
    return;
  /* The question was about another type. */
  if (self->asked != NULL)
    sy_dictionary_table_reset_switches (self);
  g_signal_emit (self, signals[SELECTED], 0, sy_dictionary_table_get_selected (self));
}

static void
on_activate (GtkColumnView *view,
             guint position,
             SyDictionaryTable *self)
{
  const char *name = sy_dictionary_table_get_selected (self);

  if (name != NULL)
    g_signal_emit (self, signals[ACTIVATE], 0, name);
}

void
sy_dictionary_table_set_dictionary (SyDictionaryTable *self,
                                    SyDictionary *dictionary)
{
  g_autofree char *selected = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (SY_IS_DICTIONARY_TABLE (self));

  selected = g_strdup (sy_dictionary_table_get_selected (self));
  if (dictionary != NULL)
    sy_dictionary_ref (dictionary);
  for (gsize i = 0; dictionary != NULL && i < dictionary->n_lines; i++)
    g_ptr_array_add (items, sy_dictionary_item_new (dictionary, i));
  self->updating = TRUE;
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
  sy_dictionary_table_select (self, selected);
  self->updating = FALSE;
  g_clear_pointer (&self->dictionary, sy_dictionary_unref);
  self->dictionary = dictionary;
  g_signal_emit (self, signals[SELECTED], 0, sy_dictionary_table_get_selected (self));
}

guint
sy_dictionary_table_set_filter (SyDictionaryTable *self,
                                SyDictionaryFilter filter,
                                const char *needle)
{
  g_return_val_if_fail (SY_IS_DICTIONARY_TABLE (self), 0);

  self->which = filter;
  g_free (self->needle);
  self->needle = g_strdup (needle);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/* Widget */

/* A column view would take its first row: go to the one that is chosen, when its switch is
 * on screen. */
static gboolean
sy_dictionary_table_grab_focus (GtkWidget *widget)
{
  SyDictionaryTable *self = SY_DICTIONARY_TABLE (widget);
  const char *name = sy_dictionary_table_get_selected (self);

  for (guint i = 0; i < self->switches->len; i++)
    {
      GtkWidget *turn = g_ptr_array_index (self->switches, i);
      const SyDictionaryLine *line = get_switch_line (turn);

      if (line != NULL && g_strcmp0 (line->entry->name, name) == 0 && gtk_widget_grab_focus (turn))
        return TRUE;
    }
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
sy_dictionary_table_dispose (GObject *object)
{
  SyDictionaryTable *self = SY_DICTIONARY_TABLE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (sy_dictionary_table_parent_class)->dispose (object);
}

static void
sy_dictionary_table_finalize (GObject *object)
{
  SyDictionaryTable *self = SY_DICTIONARY_TABLE (object);

  g_clear_pointer (&self->dictionary, sy_dictionary_unref);
  g_clear_pointer (&self->switches, g_ptr_array_unref);
  g_clear_pointer (&self->needle, g_free);
  g_clear_pointer (&self->asked, g_free);

  G_OBJECT_CLASS (sy_dictionary_table_parent_class)->finalize (object);
}

static guint
add_signal (const char *name,
            guint n_params,
            GType second)
{
  return g_signal_new (name, SY_TYPE_DICTIONARY_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_params, G_TYPE_STRING, second);
}

static void
sy_dictionary_table_class_init (SyDictionaryTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_dictionary_table_dispose;
  object_class->finalize = sy_dictionary_table_finalize;
  widget_class->grab_focus = sy_dictionary_table_grab_focus;

  signals[SELECTED] = add_signal ("selected", 1, G_TYPE_NONE);
  signals[ACTIVATE] = add_signal ("activate", 1, G_TYPE_NONE);
  signals[MUTE_ASKED] = add_signal ("mute-asked", 2, G_TYPE_BOOLEAN);
  signals[MUTE_WITHDRAWN] = g_signal_new ("mute-withdrawn", SY_TYPE_DICTIONARY_TABLE,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_columns (SyDictionaryTable *self)
{
  static const char *const titles[SY_DICTIONARY_N_COLUMNS] = {
    N_ ("Type"),
    N_ ("Category"),
    N_ ("26 weeks"),
    N_ ("Events"),
    N_ ("People"),
    N_ ("Seen"),
    N_ ("Tracking"),
    N_ ("Muted"),
  };

  for (guint i = 0; i < SY_DICTIONARY_N_COLUMNS; i++)
    add_column (self, i, _ (titles[i]));
}

static void
name_parts (SyDictionaryTable *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);

  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Event types"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (view)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Column titles"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_last_child (view)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Event types"), -1);
}

static void
sy_dictionary_table_init (SyDictionaryTable *self)
{
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;

  self->switches = g_ptr_array_new ();
  self->items = g_list_store_new (SY_TYPE_DICTIONARY_ITEM);
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "dictionary");
  add_columns (self);
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)),
                                        g_object_ref (GTK_FILTER (self->filter)));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           0);
  g_signal_connect (self->view, "activate", G_CALLBACK (on_activate), self);
  name_parts (self);
}

GtkWidget *
sy_dictionary_table_new (void)
{
  return g_object_new (SY_TYPE_DICTIONARY_TABLE, NULL);
}
