/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-number-entry.h"
#include "sy-rule-text.h"
#include "sy-weight-slider.h"

struct _SyRuleRow
{
  GtkListBoxRow parent_instance;

  /* Template children */
  GtkLabel *name;
  SyWeightSlider *slider;
  SyNumberEntry *entry;
  GtkLabel *chip;
  GtkLabel *evidence;

  /* Owned */
  char *id;
  char *haystack;
  gboolean updating;
  gboolean muted;
};

enum
{
  SIGNAL_WEIGHT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyRuleRow, sy_rule_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_slider_value_changed (SyRuleRow *self)
{
  g_assert (SY_IS_RULE_ROW (self));

  if (!self->updating)
    g_signal_emit (self, signals[SIGNAL_WEIGHT_CHANGED], 0,
                   gtk_range_get_value (GTK_RANGE (self->slider)), TRUE);
}

static void
on_entry_value_changed (SyRuleRow *self,
                        double value)
{
  g_assert (SY_IS_RULE_ROW (self));

  g_signal_emit (self, signals[SIGNAL_WEIGHT_CHANGED], 0, value, FALSE);
}

static void
sy_rule_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SY_TYPE_RULE_ROW);

  G_OBJECT_CLASS (sy_rule_row_parent_class)->dispose (object);
}

static void
sy_rule_row_finalize (GObject *object)
{
  SyRuleRow *self = SY_RULE_ROW (object);

  g_free (self->id);
  g_free (self->haystack);

  G_OBJECT_CLASS (sy_rule_row_parent_class)->finalize (object);
}

static void
sy_rule_row_class_init (SyRuleRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_rule_row_dispose;
  object_class->finalize = sy_rule_row_finalize;

  signals[SIGNAL_WEIGHT_CHANGED] = g_signal_new ("weight-changed",
                                                 G_TYPE_FROM_CLASS (klass),
                                                 G_SIGNAL_RUN_LAST,
                                                 0,
                                                 NULL,
                                                 NULL,
                                                 NULL,
                                                 G_TYPE_NONE,
                                                 2,
                                                 G_TYPE_DOUBLE,
                                                 G_TYPE_BOOLEAN);

  g_type_ensure (SY_TYPE_WEIGHT_SLIDER);
  g_type_ensure (SY_TYPE_NUMBER_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-rule-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SyRuleRow, name);
  gtk_widget_class_bind_template_child (widget_class, SyRuleRow, slider);
  gtk_widget_class_bind_template_child (widget_class, SyRuleRow, entry);
  gtk_widget_class_bind_template_child (widget_class, SyRuleRow, chip);
  gtk_widget_class_bind_template_child (widget_class, SyRuleRow, evidence);
  gtk_widget_class_bind_template_callback (widget_class, on_slider_value_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_value_changed);
}

static void
sy_rule_row_init (SyRuleRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sy_number_entry_configure (self->entry, SY_NUMBER_ENTRY_SIGNED, NULL, -1e9, 1e9);
}

GtkWidget *
sy_rule_row_new (const char *id)
{
  SyRuleRow *self = g_object_new (SY_TYPE_RULE_ROW, NULL);

  self->id = g_strdup (id);
  return GTK_WIDGET (self);
}

const char *
sy_rule_row_get_id (SyRuleRow *self)
{
  g_return_val_if_fail (SY_IS_RULE_ROW (self), NULL);

  return self->id;
}

static void
set_label (GtkLabel *label,
           const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
set_name (SyRuleRow *self,
          const SyRule *rule)
{
  const char *name = sy_rule_get_label (rule);
  g_autofree char *types = rule->types != NULL ? g_strjoinv (" ", rule->types) : NULL;
  g_autofree char *words = g_strjoin (" ", name, rule->id, types, NULL);
  g_autofree char *slider = NULL;
  g_autofree char *entry = NULL;

  g_free (self->haystack);
  self->haystack = g_utf8_casefold (words, -1);
  if (g_strcmp0 (gtk_label_get_label (self->name), name) == 0)
    return;

  gtk_label_set_label (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  /* Translators: the slider and the entry of a rule's weight */
  slider = g_strdup_printf (_ ("Weight of %s"), name);
  entry = g_strdup_printf (_ ("Points of %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  slider, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  entry, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
sy_rule_row_update (SyRuleRow *self,
                    const SyRule *rule,
                    double limit)
{
  g_autofree char *chip = NULL;
  g_autofree char *tooltip = NULL;

  g_return_if_fail (SY_IS_RULE_ROW (self));
  g_return_if_fail (rule != NULL);

  self->updating = TRUE;
  sy_weight_slider_set_limit (self->slider, limit);
  gtk_range_set_value (GTK_RANGE (self->slider), rule->weight);
  self->updating = FALSE;

  sy_weight_slider_set_muted (self->slider, rule->muted);
  sy_number_entry_set_value (self->entry, rule->weight);
  sy_number_entry_set_step (self->entry, gtk_adjustment_get_step_increment (
                                             gtk_range_get_adjustment (GTK_RANGE (self->slider))));
  set_name (self, rule);

  chip = sy_rule_text_chip (rule);
  set_label (self->chip, chip);
  gtk_widget_set_visible (GTK_WIDGET (self->chip), *chip != '\0');
  if (self->muted != rule->muted)
    {
      self->muted = rule->muted;
      if (rule->muted)
        gtk_widget_add_css_class (GTK_WIDGET (self), "muted");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self), "muted");
    }

  tooltip = sy_rule_describe (rule);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (self->chip)), tooltip) != 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->chip), tooltip);
}

void
sy_rule_row_set_evidence (SyRuleRow *self,
                          const char *text,
                          SyTone tone)
{
  g_return_if_fail (SY_IS_RULE_ROW (self));

  set_label (self->evidence, text);
  sy_tone_apply (GTK_WIDGET (self->evidence), tone);
}

gboolean
sy_rule_row_matches (SyRuleRow *self,
                     const char *needle)
{
  g_return_val_if_fail (SY_IS_RULE_ROW (self), FALSE);

  return self->haystack != NULL && strstr (self->haystack, needle) != NULL;
}

GtkWidget *
sy_rule_row_get_handle (SyRuleRow *self)
{
  g_return_val_if_fail (SY_IS_RULE_ROW (self), NULL);

  return GTK_WIDGET (self->name);
}
