/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-weight-slider.h"

#include <math.h>

#define TROUGH_HEIGHT 4.0f

struct _SyWeightSlider
{
  GtkScale parent_instance;

  double step;
  gboolean muted;
};

G_DEFINE_FINAL_TYPE (SyWeightSlider, sy_weight_slider, GTK_TYPE_SCALE)

static GdkRGBA
named_color (GtkWidget *widget,
             const char *name)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (context, name, &color))
    gtk_style_context_get_color (context, &color);

  return color;
}

static void
append_pill (GtkSnapshot *snapshot,
             const GdkRGBA *color,
             float from,
             float to,
             float middle)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (MIN (from, to), middle - TROUGH_HEIGHT / 2,
                                               fabsf (to - from), TROUGH_HEIGHT);
  GskRoundedRect pill;

  if (bounds.size.width < 0.5f)
    return;

  gsk_rounded_rect_init_from_rect (&pill, &bounds, TROUGH_HEIGHT / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

/* The style makes the own trough of the scale transparent; drawn here are the
 * trough and the fill, then the scale draws its knob on top. */
static void
sy_weight_slider_snapshot (GtkWidget *widget,
                           GtkSnapshot *snapshot)
{
  SyWeightSlider *self = SY_WEIGHT_SLIDER (widget);
  GtkRange *range = GTK_RANGE (widget);
  GtkAdjustment *adjustment = gtk_range_get_adjustment (range);
  double value = gtk_adjustment_get_value (adjustment);
  double limit = gtk_adjustment_get_upper (adjustment);
  double part = 0.5 + value / limit / 2;
  GdkRectangle area;
  GdkRGBA trough = named_color (widget, "theme_fg_color");
  GdkRGBA fill;
  float middle, zero, knob;

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    part = 1 - part;
  gtk_range_get_range_rect (range, &area);
  middle = (float) area.y + (float) area.height / 2;
  zero = (float) area.x + (float) area.width / 2;
  knob = (float) area.x + (float) area.width * (float) part;
  trough.alpha *= 0.15f;
  append_pill (snapshot, &trough, (float) area.x, (float) (area.x + area.width), middle);

  fill = named_color (widget, value < 0 ? "sy_less_color" : "sy_more_color");
  if (self->muted)
    {
      fill = trough;
      fill.alpha = 0.4f;
    }
  if (value != 0)
    append_pill (snapshot, &fill, zero, knob, middle);

  GTK_WIDGET_CLASS (sy_weight_slider_parent_class)->snapshot (widget, snapshot);
}

static gboolean
sy_weight_slider_change_value (GtkRange *range,
                               GtkScrollType scroll,
                               double new_value)
{
  SyWeightSlider *self = SY_WEIGHT_SLIDER (range);
  GtkAdjustment *adjustment = gtk_range_get_adjustment (range);

  /* Whole multiples, so that three steps of 0.1 are 0.3 however they are taken. */
  if (self->step < 1)
    new_value = rint (new_value * rint (1 / self->step)) / rint (1 / self->step);
  else
    new_value = rint (new_value / self->step) * self->step;
  new_value = CLAMP (new_value, gtk_adjustment_get_lower (adjustment),
                     gtk_adjustment_get_upper (adjustment));

  return GTK_RANGE_CLASS (sy_weight_slider_parent_class)->change_value (range, scroll, new_value);
}

/* GtkRange makes a new adjustment on construction, after the instance's init. */
static void
sy_weight_slider_constructed (GObject *object)
{
  G_OBJECT_CLASS (sy_weight_slider_parent_class)->constructed (object);
  sy_weight_slider_set_limit (SY_WEIGHT_SLIDER (object), 10);
}

static void
sy_weight_slider_class_init (SyWeightSliderClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = sy_weight_slider_constructed;
  GTK_WIDGET_CLASS (klass)->snapshot = sy_weight_slider_snapshot;
  GTK_RANGE_CLASS (klass)->change_value = sy_weight_slider_change_value;
}

static void
remove_wheel (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i - 1);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_widget_remove_controller (widget, controller);
    }
}

static void
sy_weight_slider_init (SyWeightSlider *self)
{
  gtk_scale_set_draw_value (GTK_SCALE (self), FALSE);
  gtk_scale_set_has_origin (GTK_SCALE (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "weight");
  remove_wheel (GTK_WIDGET (self));
  sy_weight_slider_set_limit (self, 10);
}

GtkWidget *
sy_weight_slider_new (void)
{
  return g_object_new (SY_TYPE_WEIGHT_SLIDER, NULL);
}

void
sy_weight_slider_set_limit (SyWeightSlider *self,
                            double limit)
{
  GtkAdjustment *adjustment;
  double value, decade;

  g_return_if_fail (SY_IS_WEIGHT_SLIDER (self));
  g_return_if_fail (limit > 0);

  adjustment = gtk_range_get_adjustment (GTK_RANGE (self));
  value = gtk_adjustment_get_value (adjustment);
  /* The largest of 1, 5, 10, 50, ... that still gives 20 steps to each side. */
  decade = pow (10, floor (log10 (limit / 20) + 1e-9));
  self->step = limit / (5 * decade) >= 20 ? 5 * decade : decade;
  gtk_adjustment_configure (adjustment, CLAMP (value, -limit, limit), -limit, limit, self->step,
                            5 * self->step, 0);
}

void
sy_weight_slider_set_muted (SyWeightSlider *self,
                            gboolean muted)
{
  g_return_if_fail (SY_IS_WEIGHT_SLIDER (self));

  if (self->muted == muted)
    return;

  self->muted = muted;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
sy_weight_slider_limit_for (double largest)
{
  static const double steps[] = { 1, 2, 3, 5, 10 };
  double decade;

  g_return_val_if_fail (largest >= 0, 10);

  if (largest == 0)
    return 10;

  decade = pow (10, floor (log10 (largest)));
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (largest <= steps[i] * decade * (1 + 1e-12))
        return steps[i] * decade;
    }

  return 10 * decade;
}
