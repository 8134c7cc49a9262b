/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-handle.h"

struct _SyChartHandle
{
  GtkScale parent_instance;

  char *name;
  gboolean configuring;
};

enum
{
  SIGNAL_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyChartHandle, sy_chart_handle, GTK_TYPE_SCALE)

static void
sy_chart_handle_value_changed (GtkRange *range)
{
  SyChartHandle *self = SY_CHART_HANDLE (range);

  if (!self->configuring)
    g_signal_emit (self, signals[SIGNAL_MOVED], 0, gtk_range_get_value (range));
}

/* The chart draws the mark; CSS draws the focus ring around the allocation. */
static void
sy_chart_handle_snapshot (GtkWidget *widget,
                          GtkSnapshot *snapshot)
{
}

static void
sy_chart_handle_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
sy_chart_handle_finalize (GObject *object)
{
  g_free (SY_CHART_HANDLE (object)->name);

  G_OBJECT_CLASS (sy_chart_handle_parent_class)->finalize (object);
}

static void
sy_chart_handle_class_init (SyChartHandleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sy_chart_handle_finalize;
  GTK_RANGE_CLASS (klass)->value_changed = sy_chart_handle_value_changed;
  widget_class->snapshot = sy_chart_handle_snapshot;
  widget_class->measure = sy_chart_handle_measure;
  gtk_widget_class_set_css_name (widget_class, "charthandle");

  signals[SIGNAL_MOVED] = g_signal_new ("moved",
                                        G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        1,
                                        G_TYPE_DOUBLE);
}

static void
sy_chart_handle_init (SyChartHandle *self)
{
  gtk_scale_set_draw_value (GTK_SCALE (self), FALSE);
  gtk_scale_set_digits (GTK_SCALE (self), -1);
  gtk_range_set_round_digits (GTK_RANGE (self), -1);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sy_chart_handle_new (void)
{
  return g_object_new (SY_TYPE_CHART_HANDLE, NULL);
}

void
sy_chart_handle_configure (SyChartHandle *self,
                           const char *name,
                           double value,
                           double lower,
                           double upper,
                           double step)
{
  GtkAdjustment *adjustment;

  g_return_if_fail (SY_IS_CHART_HANDLE (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (lower <= upper);

  adjustment = gtk_range_get_adjustment (GTK_RANGE (self));
  self->configuring = TRUE;
  gtk_adjustment_configure (adjustment, CLAMP (value, lower, upper), lower, upper, step, 10 * step,
                            0);
  self->configuring = FALSE;

  if (g_strcmp0 (self->name, name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
    }
}
