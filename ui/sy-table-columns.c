/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-table-columns.h"

#include "sy-band-mark.h"
#include "sy-table-model.h"

/*
 * From the columns of a source to those of a GtkColumnView. The cells ask for the source when they
 * are shown, so that rows can change below columns that stay.
 *
 * GTK 4.8 does not say which column it sorts by. Each column's sorter answers
 * for two probe items only, and remembers that it was asked: comparing the
 * probes with the view's sorter tells the column and, by the sign, the
 * direction. See the table of API limits in CONTRIBUTING.md.
 */

#define COLUMN_KEY "sy-column"
#define OWNER_KEY "sy-columns"
#define MANY_COLUMNS 6
#define SUBJECT_CHARS 18

struct _SyTableColumns
{
  GObject parent_instance;

  GtkColumnView *view; /* borrowed */

  /* Owned */
  SyTableSource *source;
  SyTableRow *probes[2];

  int asked_column;
  gboolean is_wide;
};

G_DEFINE_FINAL_TYPE (SyTableColumns, sy_table_columns, G_TYPE_OBJECT)

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
find_min_chars (SyTableColumns *self,
                guint column)
{
  int width = sy_table_source_get_column (self->source, column)->width_chars;

  if (self->is_wide && width > 0)
    return find_wide_chars (sy_table_source_get_column (self->source, column));
  if (width == 0 && column == 0 && sy_table_source_get_n_columns (self->source) >= MANY_COLUMNS)
    return SUBJECT_CHARS;
  return width > 0 ? (guint) MIN (width, 6) : 6;
}

static void
setup_cell (GtkSignalListItemFactory *factory,
            GtkListItem *item,
            SyTableColumns *self)
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
           SyTableColumns *self)
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
  SyTableColumns *self = g_object_get_data (G_OBJECT (sorter), OWNER_KEY);
  int x = sy_table_row_get_probe ((SyTableRow *) a);
  int y = sy_table_row_get_probe ((SyTableRow *) b);

  if (x == 0 || y == 0)
    return GTK_ORDERING_EQUAL;
  self->asked_column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (sorter), COLUMN_KEY));
  return x < y ? GTK_ORDERING_SMALLER : GTK_ORDERING_LARGER;
}

static GtkSorter *
create_sorter (SyTableColumns *self,
               guint column)
{
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));

  g_object_set_data (G_OBJECT (sorter), OWNER_KEY, self);
  g_object_set_data (G_OBJECT (sorter), COLUMN_KEY, GUINT_TO_POINTER (column));
  gtk_custom_sorter_set_sort_func (GTK_CUSTOM_SORTER (sorter), answer_probe, sorter, NULL);
  return sorter;
}

/* Columns */

static GtkColumnViewColumn *
create_column (SyTableColumns *self,
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
dress_header (SyTableColumns *self)
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
has_same_columns (SyTableColumns *self,
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
rebuild (SyTableColumns *self)
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
sy_table_columns_set_source (SyTableColumns *self,
                             SyTableSource *source)
{
  gboolean same;

  g_return_if_fail (SY_IS_TABLE_COLUMNS (self));

  same = source != NULL && has_same_columns (self, source);
  g_clear_pointer (&self->source, sy_table_source_unref);
  self->source = source != NULL ? sy_table_source_ref (source) : NULL;
  if (!same)
    rebuild (self);
}

void
sy_table_columns_set_wide (SyTableColumns *self)
{
  g_return_if_fail (SY_IS_TABLE_COLUMNS (self));

  self->is_wide = TRUE;
}

gboolean
sy_table_columns_find_sort (SyTableColumns *self,
                            guint *out_column,
                            gboolean *out_is_descending)
{
  GtkSorter *sorter;
  GtkOrdering order = GTK_ORDERING_EQUAL;

  g_return_val_if_fail (SY_IS_TABLE_COLUMNS (self), FALSE);

  sorter = gtk_column_view_get_sorter (self->view);
  self->asked_column = -1;
  if (sorter != NULL && self->source != NULL && sy_table_source_can_sort (self->source))
    order = gtk_sorter_compare (sorter, self->probes[0], self->probes[1]);
  if (order == GTK_ORDERING_EQUAL || self->asked_column < 0)
    return FALSE;
  *out_column = (guint) self->asked_column;
  *out_is_descending = order == GTK_ORDERING_LARGER;
  return TRUE;
}

/* Class */

static void
sy_table_columns_finalize (GObject *object)
{
  SyTableColumns *self = SY_TABLE_COLUMNS (object);

  g_clear_pointer (&self->source, sy_table_source_unref);
  g_clear_object (&self->probes[0]);
  g_clear_object (&self->probes[1]);

  G_OBJECT_CLASS (sy_table_columns_parent_class)->finalize (object);
}

static void
sy_table_columns_class_init (SyTableColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_table_columns_finalize;
}

static void
sy_table_columns_init (SyTableColumns *self)
{
  self->probes[0] = sy_table_row_new (0, 1);
  self->probes[1] = sy_table_row_new (0, 2);
}

SyTableColumns *
sy_table_columns_new (GtkColumnView *view)
{
  SyTableColumns *self = g_object_new (SY_TYPE_TABLE_COLUMNS, NULL);

  self->view = view;
  return self;
}
