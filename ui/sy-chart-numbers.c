/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The numbers behind a chart as a sortable table in its own window. A chart has
 * some hundreds of rows at most, so the rows are plain objects in a list store.
 */

#define SY_TYPE_NUMBERS_ROW (sy_numbers_row_get_type ())
G_DECLARE_FINAL_TYPE (SyNumbersRow, sy_numbers_row, SY, NUMBERS_ROW, GObject)

typedef struct
{
  gatomicrefcount count;
  SyChartTable *table;
} SharedTable;

struct _SyNumbersRow
{
  GObject parent_instance;

  SharedTable *shared;
  gsize index;
};

G_DEFINE_FINAL_TYPE (SyNumbersRow, sy_numbers_row, G_TYPE_OBJECT)

static SharedTable *
shared_table_ref (SharedTable *shared)
{
  g_atomic_ref_count_inc (&shared->count);
  return shared;
}

static void
shared_table_unref (SharedTable *shared)
{
  if (g_atomic_ref_count_dec (&shared->count))
    {
      sy_chart_table_free (shared->table);
      g_free (shared);
    }
}

static void
sy_numbers_row_finalize (GObject *object)
{
  shared_table_unref (SY_NUMBERS_ROW (object)->shared);

  G_OBJECT_CLASS (sy_numbers_row_parent_class)->finalize (object);
}

static void
sy_numbers_row_class_init (SyNumbersRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_numbers_row_finalize;
}

static void
sy_numbers_row_init (SyNumbersRow *self)
{
}

/* A figure as a chart prints it: digits with separators, signs and a unit. */
static double
figure_to_number (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_ascii_isdigit (*p) || *p == '.' || *p == '-')
        g_string_append_c (digits, *p);
      else if (c == 0x2212) /* minus sign */
        g_string_append_c (digits, '-');
    }

  return g_ascii_strtod (digits->str, NULL);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer user_data)
{
  const SyNumbersRow *row_a = a;
  const SyNumbersRow *row_b = b;
  gsize column = GPOINTER_TO_SIZE (user_data);
  const SyChartTable *table = row_a->shared->table;
  const char *text_a = sy_chart_table_get (table, row_a->index, column);
  const char *text_b = sy_chart_table_get (table, row_b->index, column);

  if (table->numeric[column])
    {
      double number_a = figure_to_number (text_a);
      double number_b = figure_to_number (text_b);

      return (number_a > number_b) - (number_a < number_b);
    }

  return g_utf8_collate (text_a, text_b);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem *item,
          gpointer user_data)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_list_item_set_child (item, cell);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem *item,
         gpointer user_data)
{
  SyNumbersRow *row = gtk_list_item_get_item (item);
  GtkWidget *cell = gtk_list_item_get_child (item);
  gsize column = GPOINTER_TO_SIZE (user_data);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell),
                            sy_chart_table_get (row->shared->table, row->index, column));
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), row->shared->table->numeric[column] ? 1 : 0);
}

static GtkWidget *
make_table (SharedTable *shared)
{
  GListStore *rows = g_list_store_new (SY_TYPE_NUMBERS_ROW);
  GtkWidget *view = gtk_column_view_new (NULL);
  GtkSortListModel *sorted;

  for (gsize i = 0; i < shared->table->n_rows; i++)
    {
      g_autoptr (SyNumbersRow) row = g_object_new (SY_TYPE_NUMBERS_ROW, NULL);

      row->shared = shared_table_ref (shared);
      row->index = i;
      g_list_store_append (rows, row);
    }

  for (gsize i = 0; i < shared->table->n_columns; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn)
          column = gtk_column_view_column_new (shared->table->header[i], factory);
      g_autoptr (GtkSorter)
          sorter = GTK_SORTER (gtk_custom_sorter_new (compare_rows, GSIZE_TO_POINTER (i), NULL));

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GSIZE_TO_POINTER (i));
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }

  sorted = gtk_sort_list_model_new (G_LIST_MODEL (rows), g_object_ref (gtk_column_view_get_sorter (
                                                             GTK_COLUMN_VIEW (view))));
  gtk_column_view_set_model (GTK_COLUMN_VIEW (view),
                             GTK_SELECTION_MODEL (
                                 g_object_ref_sink (gtk_no_selection_new (G_LIST_MODEL (sorted)))));
  gtk_widget_add_css_class (view, "data-table");
  gtk_widget_add_css_class (view, "numeric");

  return view;
}

char *
sy_chart_numbers_to_text (const SyChartTable *table)
{
  GString *text;

  g_return_val_if_fail (table != NULL, NULL);

  text = g_string_new (NULL);
  for (gsize column = 0; column < table->n_columns; column++)
    g_string_append_printf (text, "%s%s", column > 0 ? "\t" : "", table->header[column]);
  g_string_append_c (text, '\n');

  for (gsize row = 0; row < table->n_rows; row++)
    {
      for (gsize column = 0; column < table->n_columns; column++)
        {
          g_autofree char *cell = g_strdup (sy_chart_table_get (table, row, column));

          g_strdelimit (cell, "\t\r\n", ' ');
          g_string_append_printf (text, "%s%s", column > 0 ? "\t" : "", cell);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static void
on_copy_clicked (GtkButton *button,
                 gpointer user_data)
{
  SharedTable *shared = user_data;
  g_autofree char *text = sy_chart_numbers_to_text (shared->table);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
}

static void
shared_table_notify (gpointer data,
                     GClosure *closure)
{
  shared_table_unref (data);
}

void
sy_chart_numbers_present (SyChart *chart,
                          GtkWindow *parent)
{
  g_autofree char *description = NULL;
  const char *title;
  SharedTable *shared;
  GtkWidget *window, *box, *bar, *copy, *scroller, *note;

  g_return_if_fail (chart != NULL);

  shared = g_new0 (SharedTable, 1);
  g_atomic_ref_count_init (&shared->count);
  shared->table = sy_chart_to_table (chart);

  title = sy_chart_get_title (chart);
  window = adw_window_new ();
  gtk_window_set_title (GTK_WINDOW (window), title != NULL ? title : _ ("Numbers"));
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 420);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);

  copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_tooltip_text (copy, _ ("Copy Numbers"));
  g_signal_connect_data (copy, "clicked", G_CALLBACK (on_copy_clicked), shared_table_ref (shared),
                         shared_table_notify, 0);
  bar = adw_header_bar_new ();
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), copy);

  description = sy_chart_describe (chart);
  note = gtk_label_new (description);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_selectable (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_set_margin_start (note, 12);
  gtk_widget_set_margin_end (note, 12);
  gtk_widget_set_margin_top (note, 6);
  gtk_widget_set_margin_bottom (note, 12);

  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_table (shared));
  gtk_widget_set_vexpand (scroller, TRUE);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  shared_table_unref (shared);
  gtk_window_present (GTK_WINDOW (window));
}
