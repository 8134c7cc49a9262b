/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-quiet-label.h"

struct _SyQuietLabel
{
  GtkWidget parent_instance;

  /* Owned */
  PangoLayout *layout; /* of the text; NULL after a change of style */
  char *text;

  guint n_chars;
  /* px, 0 until they are measured */
  int width;
  int height;
  int baseline;
};

G_DEFINE_FINAL_TYPE (SyQuietLabel, sy_quiet_label, GTK_TYPE_WIDGET)

static PangoLayout *
get_layout (SyQuietLabel *self)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    }
  return self->layout;
}

static void
ensure_size (SyQuietLabel *self)
{
  g_autoptr (PangoLayout) digits = NULL;

  if (self->height > 0)
    return;
  digits = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0000000000");
  pango_layout_get_pixel_size (digits, &self->width, &self->height);
  self->width = (self->width * (int) self->n_chars + 9) / 10;
  self->baseline = PANGO_PIXELS (pango_layout_get_baseline (digits));
}

static void
sy_quiet_label_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  SyQuietLabel *self = SY_QUIET_LABEL (widget);

  ensure_size (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = self->width;
      return;
    }
  *minimum = *natural = self->height;
  *minimum_baseline = *natural_baseline = self->baseline;
}

static void
sy_quiet_label_snapshot (GtkWidget *widget,
                         GtkSnapshot *snapshot)
{
  SyQuietLabel *self = SY_QUIET_LABEL (widget);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  PangoLayout *layout = get_layout (self);

  pango_layout_set_width (layout, gtk_widget_get_width (widget) * PANGO_SCALE);
  gtk_snapshot_render_layout (snapshot, context, 0, 0, layout);
}

static void
sy_quiet_label_css_changed (GtkWidget *widget,
                            GtkCssStyleChange *change)
{
  SyQuietLabel *self = SY_QUIET_LABEL (widget);

  GTK_WIDGET_CLASS (sy_quiet_label_parent_class)->css_changed (widget, change);
  g_clear_object (&self->layout);
}

/* Another font, or another scale of fonts. */
static void
sy_quiet_label_system_setting_changed (GtkWidget *widget,
                                       GtkSystemSetting setting)
{
  SyQuietLabel *self = SY_QUIET_LABEL (widget);

  GTK_WIDGET_CLASS (sy_quiet_label_parent_class)->system_setting_changed (widget, setting);
  g_clear_object (&self->layout);
  self->height = 0;
  gtk_widget_queue_resize (widget);
}

static void
sy_quiet_label_finalize (GObject *object)
{
  SyQuietLabel *self = SY_QUIET_LABEL (object);

  g_clear_object (&self->layout);
  g_free (self->text);

  G_OBJECT_CLASS (sy_quiet_label_parent_class)->finalize (object);
}

static void
sy_quiet_label_class_init (SyQuietLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sy_quiet_label_finalize;
  widget_class->measure = sy_quiet_label_measure;
  widget_class->snapshot = sy_quiet_label_snapshot;
  widget_class->css_changed = sy_quiet_label_css_changed;
  widget_class->system_setting_changed = sy_quiet_label_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "label");
}

static void
sy_quiet_label_init (SyQuietLabel *self)
{
  self->text = g_strdup ("");
}

GtkWidget *
sy_quiet_label_new (guint n_chars)
{
  SyQuietLabel *self = g_object_new (SY_TYPE_QUIET_LABEL, NULL);

  self->n_chars = n_chars;
  return GTK_WIDGET (self);
}

void
sy_quiet_label_set_text (SyQuietLabel *self,
                         const char *text)
{
  g_return_if_fail (SY_IS_QUIET_LABEL (self));
  g_return_if_fail (text != NULL);

  if (g_str_equal (self->text, text))
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  if (self->layout != NULL)
    pango_layout_set_text (self->layout, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
sy_quiet_label_get_text (SyQuietLabel *self)
{
  g_return_val_if_fail (SY_IS_QUIET_LABEL (self), NULL);

  return self->text;
}
