/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-view.h"
#include "sy-chart-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

/* How long a chart has to hold still before its description is made anew. */
#define DESCRIBE_AFTER_MS 400

#define MIN_WIDTH 120
#define MIN_HEIGHT 60
#define NATURAL_WIDTH 320
#define NATURAL_HEIGHT 160

enum
{
  SIGNAL_MARK_MOVED,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyChartView, sy_chart_view, GTK_TYPE_WIDGET)

static void
update_style (SyChartView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const PangoFontDescription *font;
  double size = 11;

  g_free (self->font_family);
  font = pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self)));
  self->font_family = g_strdup (pango_font_description_get_family (font));
  if (self->font_family == NULL)
    self->font_family = g_strdup ("Cantarell, sans");

  sy_chart_style_init (&self->style, adw_style_manager_get_dark (manager));
  self->style.font_family = self->font_family;
  self->style.show_titles = FALSE;
  self->style.padding = 7; /* the card has its own; half a label's height */
  self->style.background.alpha = 0;

  /* Pixels when the theme says so, else points at 96 dpi times the text scale. */
  size = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  if (pango_font_description_get_size_is_absolute (font))
    size *= 72.0 / 96.0;
  else
    size *= pango_cairo_context_get_resolution (gtk_widget_get_pango_context (GTK_WIDGET (self))) /
            96.0;
  if (size > 0)
    self->style.scale = CLAMP (size / 11, 0.5, 4);

  if (adw_style_manager_get_high_contrast (manager))
    self->style.dim = self->style.text;
}

static void
on_style_changed (SyChartView *self)
{
  g_assert (SY_IS_CHART_VIEW (self));

  update_style (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
sy_chart_view_hit_at (SyChartView *self,
                      double x,
                      double y,
                      SyChartHit *out_hit)
{
  *out_hit = (SyChartHit){ 0 };
  if (self->chart == NULL)
    return FALSE;

  return sy_chart_hit (self->chart,
                       gtk_widget_get_width (GTK_WIDGET (self)),
                       gtk_widget_get_height (GTK_WIDGET (self)),
                       &self->style,
                       x,
                       y,
                       out_hit);
}

void
sy_chart_view_emit_moved (SyChartView *self,
                          guint index,
                          double value,
                          gboolean final)
{
  g_signal_emit (self, signals[SIGNAL_MARK_MOVED], 0, index, value, final);
}

static void
on_released (SyChartView *self,
             int n_press,
             double x,
             double y,
             GtkGestureClick *gesture)
{
  g_auto (SyChartHit) hit = { 0 };

  g_assert (SY_IS_CHART_VIEW (self));

  if (n_press == 1 && sy_chart_view_hit_at (self, x, y, &hit) &&
      sy_chart_view_find_mark (self, &hit) < 0)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, (guint) hit.kind, hit.index);
}

static void
on_secondary_pressed (SyChartView *self,
                      int n_press,
                      double x,
                      double y,
                      GtkGesture *gesture)
{
  g_assert (SY_IS_CHART_VIEW (self));

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  sy_chart_menu_popup (self, x, y);
}

/* Widget */

static gboolean
sy_chart_view_query_tooltip (GtkWidget *widget,
                             int x,
                             int y,
                             gboolean keyboard_tooltip,
                             GtkTooltip *tooltip)
{
  SyChartView *self = SY_CHART_VIEW (widget);
  g_auto (SyChartHit) hit = { 0 };
  GdkRectangle area;

  if (keyboard_tooltip || self->drag_mark >= 0 || !sy_chart_view_hit_at (self, x, y, &hit) ||
      hit.tooltip == NULL)
    return FALSE;

  area = (GdkRectangle){ (int) hit.x, (int) hit.y, MAX (1, (int) ceil (hit.width)),
                         MAX (1, (int) ceil (hit.height)) };
  gtk_tooltip_set_text (tooltip, hit.tooltip);
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

static void
sy_chart_view_snapshot (GtkWidget *widget,
                        GtkSnapshot *snapshot)
{
  SyChartView *self = SY_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  if (self->chart != NULL && width > 0 && height > 0)
    {
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                              (float) height));

      sy_chart_draw (self->chart, cr, width, height, &self->style);
      cairo_destroy (cr);
    }

  for (guint i = 0; i < self->marks->len; i++)
    gtk_widget_snapshot_child (widget, g_array_index (self->marks, SyChartViewMark, i).handle,
                               snapshot);
}

static void
sy_chart_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  SyChartView *self = SY_CHART_VIEW (widget);
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;

  *natural = is_width ? self->natural_width : self->natural_height;
  *minimum = MIN (is_width ? MIN_WIDTH : MIN_HEIGHT, *natural);
}

static void
sy_chart_view_size_allocate (GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  SyChartView *self = SY_CHART_VIEW (widget);

  sy_chart_view_allocate_marks (self, height);
  if (self->entry_popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->entry_popover));
}

static void
sy_chart_view_css_changed (GtkWidget *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sy_chart_view_parent_class)->css_changed (widget, change);
  on_style_changed (SY_CHART_VIEW (widget));
}

static void
sy_chart_view_system_setting_changed (GtkWidget *widget,
                                      GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (sy_chart_view_parent_class)->system_setting_changed (widget, setting);
  on_style_changed (SY_CHART_VIEW (widget));
}

static void
sy_chart_view_dispose (GObject *object)
{
  SyChartView *self = SY_CHART_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->describe_id, g_source_remove);
  g_clear_pointer (&self->chart, sy_chart_unref);
  sy_chart_view_clear_marks (self, 0);
  self->entry_popover = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sy_chart_view_parent_class)->dispose (object);
}

static void
sy_chart_view_finalize (GObject *object)
{
  SyChartView *self = SY_CHART_VIEW (object);

  g_array_unref (self->marks);
  g_free (self->font_family);

  G_OBJECT_CLASS (sy_chart_view_parent_class)->finalize (object);
}

static void
sy_chart_view_class_init (SyChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_chart_view_dispose;
  object_class->finalize = sy_chart_view_finalize;
  widget_class->snapshot = sy_chart_view_snapshot;
  widget_class->measure = sy_chart_view_measure;
  widget_class->size_allocate = sy_chart_view_size_allocate;
  widget_class->query_tooltip = sy_chart_view_query_tooltip;
  widget_class->css_changed = sy_chart_view_css_changed;
  widget_class->system_setting_changed = sy_chart_view_system_setting_changed;

  signals[SIGNAL_MARK_MOVED] = g_signal_new ("mark-moved",
                                             G_TYPE_FROM_CLASS (klass),
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             3,
                                             G_TYPE_UINT,
                                             G_TYPE_DOUBLE,
                                             G_TYPE_BOOLEAN);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated",
                                            G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST,
                                            0,
                                            NULL,
                                            NULL,
                                            NULL,
                                            G_TYPE_NONE,
                                            2,
                                            G_TYPE_UINT,
                                            G_TYPE_UINT);

  sy_chart_menu_install (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sy_chart_view_init (SyChartView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Chart"),
                                  -1);
  self->marks = g_array_new (FALSE, FALSE, sizeof (SyChartViewMark));
  self->drag_mark = -1;
  self->entry_mark = -1;
  self->natural_width = NATURAL_WIDTH;
  self->natural_height = NATURAL_HEIGHT;
  update_style (self);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (on_style_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (on_style_changed), self,
                           G_CONNECT_SWAPPED);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  g_signal_connect_swapped (secondary, "pressed", G_CALLBACK (on_secondary_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (secondary));
  sy_chart_view_add_marks_input (self, click);
}

GtkWidget *
sy_chart_view_new (void)
{
  return g_object_new (SY_TYPE_CHART_VIEW, NULL);
}

static gboolean
describe_cb (gpointer data)
{
  SyChartView *self = data;
  const char *title;

  self->describe_id = 0;
  if (self->chart != NULL)
    {
      g_autofree char *description = sy_chart_describe (self->chart);

      title = sy_chart_get_title (self->chart);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      title != NULL ? title : _ ("Chart"),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
    }

  return G_SOURCE_REMOVE;
}

void
sy_chart_view_set_chart (SyChartView *self,
                         SyChart *chart)
{
  g_return_if_fail (SY_IS_CHART_VIEW (self));

  if (self->chart == chart)
    return;

  if (chart != NULL)
    sy_chart_ref (chart);
  g_clear_pointer (&self->chart, sy_chart_unref);
  self->chart = chart;

  /* Every frame of a drag brings a new chart: describe the one that stays. */
  g_clear_handle_id (&self->describe_id, g_source_remove);
  self->describe_id = g_timeout_add (DESCRIBE_AFTER_MS, describe_cb, self);

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->marks->len > 0)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

SyChart *
sy_chart_view_get_chart (SyChartView *self)
{
  g_return_val_if_fail (SY_IS_CHART_VIEW (self), NULL);

  return self->chart;
}

const SyChartStyle *
sy_chart_view_get_style (SyChartView *self)
{
  g_return_val_if_fail (SY_IS_CHART_VIEW (self), NULL);

  return &self->style;
}

void
sy_chart_view_set_natural_size (SyChartView *self,
                                int width_px,
                                int height_px)
{
  g_return_if_fail (SY_IS_CHART_VIEW (self));

  self->natural_width = width_px;
  self->natural_height = height_px;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
