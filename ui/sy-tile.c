/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tile.h"

struct _SyTile
{
  GtkWidget parent_instance;

  /* Owned */
  GtkWidget *title;
  GtkWidget *line;
  GtkWidget *value;
  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (SyTile, sy_tile, GTK_TYPE_WIDGET)

static void
sy_tile_dispose (GObject *object)
{
  SyTile *self = SY_TILE (object);

  g_clear_pointer (&self->title, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);

  G_OBJECT_CLASS (sy_tile_parent_class)->dispose (object);
}

static void
sy_tile_class_init (SyTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_tile_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
sy_tile_init (SyTile *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0.0f);
  gtk_widget_add_css_class (self->title, "dim-label");
  gtk_widget_set_parent (self->title, GTK_WIDGET (self));
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
  self->value = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->value, "metric-value");
  gtk_box_append (GTK_BOX (self->line), self->value);
  self->note = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->note), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (self->note, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (self->value, GTK_ALIGN_BASELINE);
  gtk_widget_add_css_class (self->note, "dim-label");
  gtk_widget_add_css_class (self->note, "caption");
  gtk_box_append (GTK_BOX (self->line), self->note);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

GtkWidget *
sy_tile_new (const char *title,
             const char *definition)
{
  SyTile *self = g_object_new (SY_TYPE_TILE, "tooltip-text", definition, NULL);

  gtk_label_set_label (GTK_LABEL (self->title), title);
  return GTK_WIDGET (self);
}

void
sy_tile_set (SyTile *self,
             const char *value,
             const char *note)
{
  g_return_if_fail (SY_IS_TILE (self));

  gtk_label_set_label (GTK_LABEL (self->value), value);
  gtk_label_set_label (GTK_LABEL (self->note), note != NULL ? note : "");
  gtk_widget_set_visible (self->note, note != NULL);
}
