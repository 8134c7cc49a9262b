/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-metric-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"

/* The sign is in the shape, so the number has none. */
char *
sy_metric_change_text (double change,
                       int decimals,
                       SyTone *out_tone)
{
  double unit = pow (10, -decimals);
  g_autofree char *number = NULL;

  if (isnan (change) || fabs (change) < unit / 2)
    {
      *out_tone = SY_TONE_PLAIN;
      return isnan (change) ? g_strdup ("") : g_strdup (_ ("as before"));
    }

  *out_tone = change > 0 ? SY_TONE_MORE : SY_TONE_LESS;
  number = sy_format_number (fabs (change), decimals);
  return g_strdup_printf ("%s %s", change > 0 ? "▲" : "▼", number);
}

struct _SyMetricCard
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel *title;
  GtkInscription *value;
  GtkInscription *comment;
};

enum
{
  PROP_TITLE = 1,
  PROP_COMMENT_CHARS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SyMetricCard, sy_metric_card, ADW_TYPE_BIN)

void
sy_tone_apply (GtkWidget *widget,
               SyTone tone)
{
  static const char *const classes[] = { "dim-label", "more", "less" };

  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (gtk_widget_has_css_class (widget, classes[tone]))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (widget, classes[i]);
  gtk_widget_add_css_class (widget, classes[tone]);
}

static void
sy_metric_card_get_property (GObject *object,
                             guint property_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  SyMetricCard *self = SY_METRIC_CARD (object);

  switch (property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->title));
      break;
    case PROP_COMMENT_CHARS:
      g_value_set_uint (value, gtk_inscription_get_min_chars (self->comment));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_metric_card_set_property (GObject *object,
                             guint property_id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  SyMetricCard *self = SY_METRIC_CARD (object);

  switch (property_id)
    {
    case PROP_TITLE:
      gtk_label_set_label (self->title, g_value_get_string (value));
      break;
    case PROP_COMMENT_CHARS:
      gtk_inscription_set_min_chars (self->comment, g_value_get_uint (value));
      gtk_inscription_set_nat_chars (self->comment, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sy_metric_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SY_TYPE_METRIC_CARD);

  G_OBJECT_CLASS (sy_metric_card_parent_class)->dispose (object);
}

static void
sy_metric_card_class_init (SyMetricCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sy_metric_card_get_property;
  object_class->set_property = sy_metric_card_set_property;
  object_class->dispose = sy_metric_card_dispose;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_COMMENT_CHARS] = g_param_spec_uint ("comment-chars", NULL, NULL, 0, 100, 8,
                                                      flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-metric-card.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, SyMetricCard, title);
  gtk_widget_class_bind_template_child (widget_class, SyMetricCard, value);
  gtk_widget_class_bind_template_child (widget_class, SyMetricCard, comment);
}

static void
sy_metric_card_init (SyMetricCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
set_inscription (GtkInscription *inscription,
                 const char *text)
{
  if (g_strcmp0 (gtk_inscription_get_text (inscription), text) == 0)
    return FALSE;

  gtk_inscription_set_text (inscription, text);
  return TRUE;
}

void
sy_metric_card_set (SyMetricCard *self,
                    const char *value,
                    const char *comment,
                    SyTone tone,
                    const char *definition)
{
  gboolean changed;

  g_return_if_fail (SY_IS_METRIC_CARD (self));

  changed = set_inscription (self->value, value);
  changed |= set_inscription (self->comment, comment);
  sy_tone_apply (GTK_WIDGET (self->comment), tone);

  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (self)), definition) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), definition);

  if (changed)
    {
      g_autofree char *label = g_strdup_printf ("%s %s %s", gtk_label_get_label (self->title),
                                                value, comment);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
    }
}
