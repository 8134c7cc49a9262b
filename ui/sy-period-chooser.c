/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-period-chooser.h"

struct _SyPeriodChooser
{
  AdwBin parent_instance;

  /* Template children */
  GtkDropDown *period;
  GtkWidget *from;
  GtkWidget *to;

  gint32 from_day;
  gint32 to_day;
  gboolean updating;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyPeriodChooser, sy_period_chooser, ADW_TYPE_BIN)

static void
on_changed (SyPeriodChooser *self)
{
  gint32 from, to;
  gboolean from_ok, to_ok;

  g_assert (SY_IS_PERIOD_CHOOSER (self));

  if (self->updating)
    return;

  from_ok = sy_day_parse (gtk_editable_get_text (GTK_EDITABLE (self->from)), &from);
  to_ok = sy_day_parse (gtk_editable_get_text (GTK_EDITABLE (self->to)), &to) &&
          (!from_ok || to >= from);
  if (from_ok)
    gtk_widget_remove_css_class (self->from, "error");
  else
    gtk_widget_add_css_class (self->from, "error");
  if (to_ok)
    gtk_widget_remove_css_class (self->to, "error");
  else
    gtk_widget_add_css_class (self->to, "error");
  if (!from_ok || !to_ok)
    return;

  self->from_day = from;
  self->to_day = to;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
sy_period_chooser_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SY_TYPE_PERIOD_CHOOSER);

  G_OBJECT_CLASS (sy_period_chooser_parent_class)->dispose (object);
}

static void
sy_period_chooser_class_init (SyPeriodChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_period_chooser_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-period-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, SyPeriodChooser, period);
  gtk_widget_class_bind_template_child (widget_class, SyPeriodChooser, from);
  gtk_widget_class_bind_template_child (widget_class, SyPeriodChooser, to);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
sy_period_chooser_init (SyPeriodChooser *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
}

void
sy_period_chooser_set (SyPeriodChooser *self,
                       SyPeriod period,
                       gint32 from_day,
                       gint32 to_day)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  g_return_if_fail (SY_IS_PERIOD_CHOOSER (self));

  from = sy_day_format (from_day);
  to = sy_day_format (to_day);
  self->updating = TRUE;
  self->from_day = from_day;
  self->to_day = to_day;
  gtk_drop_down_set_selected (self->period, period);
  gtk_editable_set_text (GTK_EDITABLE (self->from), from);
  gtk_editable_set_text (GTK_EDITABLE (self->to), to);
  self->updating = FALSE;
}

SyPeriod
sy_period_chooser_get (SyPeriodChooser *self,
                       gint32 *out_from_day,
                       gint32 *out_to_day)
{
  g_return_val_if_fail (SY_IS_PERIOD_CHOOSER (self), SY_PERIOD_MONTH);

  *out_from_day = self->from_day;
  *out_to_day = self->to_day;
  return gtk_drop_down_get_selected (self->period);
}
