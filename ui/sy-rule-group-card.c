/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-group-card.h"

#include <glib/gi18n.h>

struct _SyRuleGroupCard
{
  AdwBin parent_instance;

  /* Borrowed */
  GtkWidget *heading;
  GtkImage *arrow;
  GtkLabel *name;
  GtkLabel *share;
  GtkListBox *list;
  GtkMenuButton *settings;
  SyGroupEditor *editor;

  gboolean is_folded;
  gboolean is_open;
};

enum
{
  SIGNAL_FOLDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyRuleGroupCard, sy_rule_group_card, ADW_TYPE_BIN)

static void
show (SyRuleGroupCard *self)
{
  gboolean is_shown = !self->is_folded || self->is_open;

  gtk_widget_set_visible (GTK_WIDGET (self->list), is_shown);
  gtk_image_set_from_icon_name (self->arrow, is_shown ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_tooltip_text (self->heading, is_shown ? _ ("Fold this group")
                                                       : _ ("Show the rules of this group"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->heading), GTK_ACCESSIBLE_STATE_EXPANDED,
                               is_shown, -1);
}

static void
on_heading_clicked (SyRuleGroupCard *self)
{
  g_assert (SY_IS_RULE_GROUP_CARD (self));

  sy_rule_group_card_set_folded (self, !self->is_folded);
}

static void
sy_rule_group_card_class_init (SyRuleGroupCardClass *klass)
{
  signals[SIGNAL_FOLDED] = g_signal_new ("folded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_heading (SyRuleGroupCard *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->arrow = GTK_IMAGE (gtk_image_new ());
  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "heading");
  self->share = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->share), "dim-label");
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->arrow));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->share));

  self->heading = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->heading), row);
  gtk_widget_add_css_class (self->heading, "flat");
  gtk_widget_add_css_class (self->heading, "rule-group");
  gtk_widget_set_hexpand (self->heading, TRUE);
  g_signal_connect_object (self->heading, "clicked", G_CALLBACK (on_heading_clicked), self,
                           G_CONNECT_SWAPPED);
  return self->heading;
}

static GtkWidget *
make_settings (SyRuleGroupCard *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->editor = SY_GROUP_EDITOR (sy_group_editor_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->editor));
  self->settings = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->settings, "emblem-system-symbolic");
  gtk_menu_button_set_popover (self->settings, popover);
  gtk_widget_set_valign (GTK_WIDGET (self->settings), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->settings), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->settings), "card-menu");
  return GTK_WIDGET (self->settings);
}

static void
sy_rule_group_card_init (SyRuleGroupCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_box_append (GTK_BOX (row), make_heading (self));
  gtk_box_append (GTK_BOX (row), make_settings (self));
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
sy_rule_group_card_new (const char *name,
                        gboolean is_folded)
{
  SyRuleGroupCard *self = g_object_new (SY_TYPE_RULE_GROUP_CARD, NULL);
  g_autofree char *settings = NULL;

  settings = g_strdup_printf (_ ("Settings of %s"), name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->settings), settings);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->settings), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  settings, -1);
  gtk_label_set_label (self->name, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->heading), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  self->is_folded = is_folded;
  show (self);
  return GTK_WIDGET (self);
}

const char *
sy_rule_group_card_get_name (SyRuleGroupCard *self)
{
  g_return_val_if_fail (SY_IS_RULE_GROUP_CARD (self), NULL);

  return gtk_label_get_label (self->name);
}

GtkListBox *
sy_rule_group_card_get_list (SyRuleGroupCard *self)
{
  g_return_val_if_fail (SY_IS_RULE_GROUP_CARD (self), NULL);

  return self->list;
}

SyGroupEditor *
sy_rule_group_card_get_editor (SyRuleGroupCard *self)
{
  g_return_val_if_fail (SY_IS_RULE_GROUP_CARD (self), NULL);

  return self->editor;
}

gboolean
sy_rule_group_card_is_folded (SyRuleGroupCard *self)
{
  g_return_val_if_fail (SY_IS_RULE_GROUP_CARD (self), FALSE);

  return self->is_folded;
}

void
sy_rule_group_card_set_folded (SyRuleGroupCard *self,
                               gboolean is_folded)
{
  g_return_if_fail (SY_IS_RULE_GROUP_CARD (self));

  if (self->is_folded == is_folded)
    return;
  self->is_folded = is_folded;
  show (self);
  g_signal_emit (self, signals[SIGNAL_FOLDED], 0);
}

void
sy_rule_group_card_set_open (SyRuleGroupCard *self,
                             gboolean is_open)
{
  g_return_if_fail (SY_IS_RULE_GROUP_CARD (self));

  self->is_open = is_open;
  show (self);
}

void
sy_rule_group_card_set_share (SyRuleGroupCard *self,
                              const char *text)
{
  g_return_if_fail (SY_IS_RULE_GROUP_CARD (self));

  gtk_label_set_label (self->share, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->share),
      _ ("Share of this group in the points of everyone, gains and losses counted alike"));
}
