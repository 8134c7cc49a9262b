/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-card.h"

#include "sy-chart-view-private.h"

struct _SyChartCard
{
  AdwBin parent_instance;

  /* Template children */
  GtkBox *content;
  GtkBox *controls;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkMenuButton *menu_button;
  SyChartView *view;

  /* Owned */
  char *own_title;
  char *own_subtitle;
};

enum
{
  PROP_CHART_HEIGHT = 1,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SyChartCard, sy_chart_card, ADW_TYPE_BIN)

/* The menu's actions belong to the view; the button stands beside it. */
static void
forward_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (SY_CHART_CARD (widget)->view), action_name,
                                      parameter);
}

static void
sy_chart_card_get_property (GObject *object,
                            guint property_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  int height;

  switch (property_id)
    {
    case PROP_CHART_HEIGHT:
      gtk_widget_get_size_request (GTK_WIDGET (SY_CHART_CARD (object)->view), NULL, &height);
      g_value_set_int (value, height);
      break;
    case PROP_TITLE:
      g_value_set_string (value, SY_CHART_CARD (object)->own_title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_chart_card_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_CHART_HEIGHT:
      gtk_widget_set_size_request (GTK_WIDGET (SY_CHART_CARD (object)->view), -1,
                                   g_value_get_int (value));
      break;
    case PROP_TITLE:
      sy_chart_card_set_heading (SY_CHART_CARD (object), g_value_get_string (value),
                                 SY_CHART_CARD (object)->own_subtitle);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_chart_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SY_TYPE_CHART_CARD);

  G_OBJECT_CLASS (sy_chart_card_parent_class)->dispose (object);
}

static void
sy_chart_card_finalize (GObject *object)
{
  SyChartCard *self = SY_CHART_CARD (object);

  g_free (self->own_title);
  g_free (self->own_subtitle);

  G_OBJECT_CLASS (sy_chart_card_parent_class)->finalize (object);
}

static void
sy_chart_card_class_init (SyChartCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sy_chart_card_get_property;
  object_class->set_property = sy_chart_card_set_property;
  object_class->dispose = sy_chart_card_dispose;
  object_class->finalize = sy_chart_card_finalize;

  properties[PROP_CHART_HEIGHT] = g_param_spec_int ("chart-height", NULL, NULL, -1, G_MAXINT, -1,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SY_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-chart-card.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, SyChartCard, content);
  gtk_widget_class_bind_template_child (widget_class, SyChartCard, controls);
  gtk_widget_class_bind_template_child (widget_class, SyChartCard, title);
  gtk_widget_class_bind_template_child (widget_class, SyChartCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SyChartCard, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SyChartCard, view);
  gtk_widget_class_install_action (widget_class, "chart.save-image", "s", forward_action);
  gtk_widget_class_install_action (widget_class, "chart.copy-table", NULL, forward_action);
  gtk_widget_class_install_action (widget_class, "chart.show-table", NULL, forward_action);
}

static void
sy_chart_card_init (SyChartCard *self)
{
  g_autoptr (GMenuModel) menu = sy_chart_menu_get_model ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->menu_button, menu);
}

static void
set_label (GtkLabel *label,
           const char *text)
{
  if (text == NULL)
    text = "";
  if (g_strcmp0 (gtk_label_get_label (label), text) == 0)
    return;

  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
show_heading (SyChartCard *self)
{
  SyChart *chart = sy_chart_view_get_chart (self->view);
  const char *title = self->own_title;
  const char *subtitle = self->own_subtitle;

  if (title == NULL && chart != NULL)
    title = sy_chart_get_title (chart);
  if (subtitle == NULL && chart != NULL)
    subtitle = sy_chart_get_subtitle (chart);
  set_label (self->title, title);
  set_label (self->subtitle, subtitle);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (self->subtitle)), subtitle) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->subtitle), subtitle);
}

void
sy_chart_card_set_heading (SyChartCard *self,
                           const char *title,
                           const char *subtitle)
{
  g_autofree char *old_title = NULL;
  g_autofree char *old_subtitle = NULL;

  g_return_if_fail (SY_IS_CHART_CARD (self));

  /* Either text may be the one that goes. */
  old_title = self->own_title;
  old_subtitle = self->own_subtitle;
  self->own_title = g_strdup (title);
  self->own_subtitle = g_strdup (subtitle);
  show_heading (self);
}

void
sy_chart_card_set_chart (SyChartCard *self,
                         SyChart *chart)
{
  g_return_if_fail (SY_IS_CHART_CARD (self));

  sy_chart_view_set_chart (self->view, chart);
  show_heading (self);
}

void
sy_chart_card_take_chart (SyChartCard *self,
                          SyChart *chart)
{
  g_return_if_fail (chart != NULL);

  sy_chart_card_set_chart (self, chart);
  sy_chart_unref (chart);
}

SyChartView *
sy_chart_card_get_view (SyChartCard *self)
{
  g_return_val_if_fail (SY_IS_CHART_CARD (self), NULL);

  return self->view;
}

void
sy_chart_card_add_control (SyChartCard *self,
                           GtkWidget *control)
{
  g_return_if_fail (SY_IS_CHART_CARD (self));
  g_return_if_fail (GTK_IS_WIDGET (control));

  gtk_box_append (self->controls, control);
}

void
sy_chart_card_add_footer (SyChartCard *self,
                          GtkWidget *footer)
{
  g_return_if_fail (SY_IS_CHART_CARD (self));
  g_return_if_fail (GTK_IS_WIDGET (footer));

  gtk_box_append (self->content, footer);
}
