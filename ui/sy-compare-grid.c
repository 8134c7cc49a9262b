/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-compare-grid.h"
#include "sy-format.h"

struct _SyCompareGrid
{
  AdwBin parent_instance;

  /* Borrowed: the bin's child */
  GtkGrid *grid;

  int n_rows;
};

G_DEFINE_FINAL_TYPE (SyCompareGrid, sy_compare_grid, ADW_TYPE_BIN)

enum
{
  COLUMN_TITLE,
  COLUMN_BEFORE,
  COLUMN_AFTER,
  COLUMN_CHANGE,
};

static void
sy_compare_grid_class_init (SyCompareGridClass *klass)
{
}

static void
sy_compare_grid_init (SyCompareGrid *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "compare");
}

GtkWidget *
sy_compare_grid_new (void)
{
  return g_object_new (SY_TYPE_COMPARE_GRID, NULL);
}

static GtkWidget *
attach (SyCompareGrid *self,
        int column,
        const char *text,
        const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == COLUMN_TITLE ? 0.0f : 1.0f);
  if (column == COLUMN_TITLE)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (label, TRUE);
    }
  else
    gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, self->n_rows, 1, 1);
  return label;
}

void
sy_compare_grid_start (SyCompareGrid *self,
                       const char *before,
                       const char *after)
{
  g_return_if_fail (SY_IS_COMPARE_GRID (self));

  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 24);
  gtk_grid_set_row_spacing (self->grid, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
  self->n_rows = 0;
  attach (self, COLUMN_BEFORE, before, "dim-label");
  attach (self, COLUMN_AFTER, after, "dim-label");
  self->n_rows = 1;
}

void
sy_compare_grid_add (SyCompareGrid *self,
                     const char *title,
                     const char *definition,
                     const char *before,
                     const char *after,
                     const char *change,
                     SyCompareMood mood)
{
  static const char *const css_classes[] = { "dim-label", "more", "less" };
  GtkWidget *label;

  g_return_if_fail (SY_IS_COMPARE_GRID (self) && self->grid != NULL);

  label = attach (self, COLUMN_TITLE, title, NULL);
  gtk_widget_set_tooltip_text (label, definition);
  attach (self, COLUMN_BEFORE, before, NULL);
  attach (self, COLUMN_AFTER, after, "figure");
  if (change != NULL)
    attach (self, COLUMN_CHANGE, change, css_classes[mood]);
  self->n_rows++;
}

void
sy_compare_grid_add_count (SyCompareGrid *self,
                           const char *title,
                           const char *definition,
                           gint64 before,
                           gint64 after)
{
  g_autofree char *before_text = sy_format_count (before);
  g_autofree char *after_text = sy_format_count (after);
  g_autofree char *change = sy_format_signed ((double) (after - before), 0);

  sy_compare_grid_add (self, title, definition, before_text, after_text,
                       after == before ? "–" : change, SY_COMPARE_NEUTRAL);
}
