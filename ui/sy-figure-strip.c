/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-figure-strip.h"

#include "sy-flow-layout.h"
#include "sy-quiet-label.h"

#define CELL_PX 94
#define HEADING_PX 104
/* With less beside the heading, the cells stand below it. */
#define CELLS_PX 540

typedef struct
{
  GtkWidget *box;
  SyQuietLabel *name;
  SyQuietLabel *value;
  SyQuietLabel *comment;
} Cell;

struct _SyFigureStrip
{
  AdwBin parent_instance;

  /* Borrowed: below the bin */
  GtkLabel *title;
  SyQuietLabel *subtitle;
  Cell cells[SY_FIGURE_STRIP_CELLS];
};

G_DEFINE_FINAL_TYPE (SyFigureStrip, sy_figure_strip, ADW_TYPE_BIN)

static void
sy_figure_strip_class_init (SyFigureStripClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static SyQuietLabel *
add_text (GtkWidget *box,
          guint chars,
          const char *style)
{
  GtkWidget *text = sy_quiet_label_new (chars);

  gtk_widget_add_css_class (text, style);
  gtk_box_append (GTK_BOX (box), text);
  return SY_QUIET_LABEL (text);
}

static GtkWidget *
make_flow (int spacing)
{
  GtkWidget *flow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkLayoutManager *layout = sy_flow_layout_new ();

  g_object_set (layout, "spacing", spacing, NULL);
  gtk_widget_set_layout_manager (flow, layout);
  return flow;
}

static void
add_to_flow (GtkWidget *flow,
             GtkWidget *child,
             int basis,
             int grow)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (flow);

  gtk_box_append (GTK_BOX (flow), child);
  g_object_set (gtk_layout_manager_get_layout_child (layout, child), "basis", basis, "grow", grow,
                NULL);
}

static void
add_cell (GtkWidget *flow,
          Cell *cell)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  cell->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  cell->name = add_text (cell->box, 8, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (cell->name), "dim-label");
  cell->value = add_text (line, 5, "figure");
  cell->comment = add_text (line, 3, "caption");
  gtk_widget_set_hexpand (GTK_WIDGET (cell->comment), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (cell->comment), GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (GTK_WIDGET (cell->value), GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (cell->box), line);
  gtk_widget_set_visible (cell->box, FALSE);
  add_to_flow (flow, cell->box, CELL_PX, 1);
}

static void
sy_figure_strip_init (SyFigureStrip *self)
{
  GtkWidget *flow = make_flow (6);
  GtkWidget *cells = make_flow (6);
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_box_append (GTK_BOX (heading), GTK_WIDGET (self->title));
  self->subtitle = add_text (heading, 10, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  add_to_flow (flow, heading, HEADING_PX, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (self->cells); i++)
    add_cell (cells, &self->cells[i]);
  add_to_flow (flow, cells, CELLS_PX, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "figure-strip");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), flow);
}

void
sy_figure_strip_set_heading (SyFigureStrip *self,
                             const char *title,
                             const char *subtitle)
{
  g_return_if_fail (SY_IS_FIGURE_STRIP (self));

  if (g_strcmp0 (gtk_label_get_label (self->title), title) != 0)
    gtk_label_set_label (self->title, title);
  sy_quiet_label_set_text (self->subtitle, subtitle);
}

void
sy_figure_strip_set_cell (SyFigureStrip *self,
                          guint index,
                          const char *name,
                          const char *value,
                          const char *comment,
                          SyTone tone,
                          const char *definition)
{
  Cell *cell;

  g_return_if_fail (SY_IS_FIGURE_STRIP (self));
  g_return_if_fail (index < SY_FIGURE_STRIP_CELLS);

  cell = &self->cells[index];
  sy_quiet_label_set_text (cell->name, name);
  sy_quiet_label_set_text (cell->value, value);
  sy_quiet_label_set_text (cell->comment, comment);
  sy_tone_apply (GTK_WIDGET (cell->comment), tone);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (cell->box), definition) != 0)
    gtk_widget_set_tooltip_text (cell->box, definition);
}

void
sy_figure_strip_set_n_cells (SyFigureStrip *self,
                             guint n_cells)
{
  g_autoptr (GString) spoken = NULL;

  g_return_if_fail (SY_IS_FIGURE_STRIP (self));
  g_return_if_fail (n_cells <= SY_FIGURE_STRIP_CELLS);

  spoken = g_string_new (gtk_label_get_label (self->title));
  for (guint i = 0; i < SY_FIGURE_STRIP_CELLS; i++)
    {
      const Cell *cell = &self->cells[i];

      if (gtk_widget_get_visible (cell->box) != (i < n_cells))
        gtk_widget_set_visible (cell->box, i < n_cells);
      if (i < n_cells)
        g_string_append_printf (spoken, "; %s: %s %s", sy_quiet_label_get_text (cell->name),
                                sy_quiet_label_get_text (cell->value),
                                sy_quiet_label_get_text (cell->comment));
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self)) != (n_cells > 0))
    gtk_widget_set_visible (GTK_WIDGET (self), n_cells > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str,
                                  -1);
}
