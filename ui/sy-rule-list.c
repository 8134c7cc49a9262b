/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-list.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"
#include "sy-rule-drag.h"
#include "sy-rule-groups.h"
#include "sy-rule-menu.h"
#include "sy-rule-text.h"
#include "sy-weight-slider.h"

struct _SyRuleList
{
  AdwBin parent_instance;

  /* Template children */
  GtkWidget *search;
  GtkMenuButton *add_button;
  GtkScrolledWindow *scroller;
  SyRuleGroups *groups;
  GtkWidget *no_match;

  /* Owned */
  char *selected;
  char *needle;
  double limit;
};

enum
{
  SIGNAL_WEIGHT_CHANGED,
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_RULE_DROPPED,
  SIGNAL_GROUP_EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SyRuleList, sy_rule_list, ADW_TYPE_BIN)

static void
set_selected (SyRuleList *self,
              const char *id)
{
  if (g_strcmp0 (self->selected, id) == 0)
    return;

  g_free (self->selected);
  self->selected = g_strdup (id);
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
on_row_selected (SyRuleList *self,
                 GtkListBoxRow *row,
                 GtkListBox *list)
{
  g_assert (SY_IS_RULE_LIST (self));

  if (row != NULL)
    set_selected (self, sy_rule_row_get_id (SY_RULE_ROW (row)));
}

static void
on_weight_changed (SyRuleList *self,
                   double weight,
                   gboolean coalesce,
                   SyRuleRow *row)
{
  g_assert (SY_IS_RULE_LIST (self));

  g_signal_emit (self, signals[SIGNAL_WEIGHT_CHANGED], 0, sy_rule_row_get_id (row), weight,
                 coalesce);
}

static void
popup_menu (SyRuleList *self,
            SyRuleRow *row,
            double x,
            double y)
{
  sy_rule_list_select (self, sy_rule_row_get_id (row), FALSE);
  sy_rule_menu_popup (GTK_WIDGET (row), x, y);
}

static void
on_row_secondary_pressed (SyRuleList *self,
                          int n_press,
                          double x,
                          double y,
                          GtkGesture *gesture)
{
  g_assert (SY_IS_RULE_LIST (self));

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup_menu (self,
              SY_RULE_ROW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture))), x, y);
}

static void
menu_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  SyRuleList *self = SY_RULE_LIST (widget);
  SyRuleRow *row = sy_rule_groups_get_row (self->groups, self->selected);

  if (row != NULL)
    popup_menu (self, row, 24, gtk_widget_get_height (GTK_WIDGET (row)) / 2.0);
}

static void
add_action (GtkWidget *widget,
            const char *action_name,
            GVariant *parameter)
{
  gtk_menu_button_popup (SY_RULE_LIST (widget)->add_button);
}

static void
update_filter (SyRuleList *self)
{
  gboolean any = sy_rule_groups_filter (self->groups, self->needle);

  gtk_widget_set_visible (self->no_match, !any && self->needle != NULL);
}

static void
on_search_changed (SyRuleList *self,
                   GtkSearchEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  g_assert (SY_IS_RULE_LIST (self));

  g_clear_pointer (&self->needle, g_free);
  if (*text != '\0')
    self->needle = g_utf8_casefold (text, -1);
  update_filter (self);
}

static void
on_stop_search (SyRuleList *self)
{
  SyRuleRow *row;

  g_assert (SY_IS_RULE_LIST (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  row = sy_rule_groups_get_row (self->groups, self->selected);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Entries that lose the focus on the way out, or after it, are no edits. */
static void
remove_groups (SyRuleList *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, sy_rule_groups_get_rows (self->groups));
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_signal_handlers_disconnect_by_data (row, self);
  for (guint i = 0; i < sy_rule_groups_get_n_cards (self->groups); i++)
    {
      SyRuleGroupCard *card = sy_rule_groups_get_card (self->groups, i);

      g_signal_handlers_disconnect_by_data (sy_rule_group_card_get_editor (card), self);
    }
  sy_rule_groups_clear (self->groups);
}

static void
sy_rule_list_dispose (GObject *object)
{
  SyRuleList *self = SY_RULE_LIST (object);

  if (self->groups != NULL)
    remove_groups (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_RULE_LIST);

  G_OBJECT_CLASS (sy_rule_list_parent_class)->dispose (object);
}

static void
sy_rule_list_finalize (GObject *object)
{
  SyRuleList *self = SY_RULE_LIST (object);

  g_free (self->selected);
  g_free (self->needle);

  G_OBJECT_CLASS (sy_rule_list_parent_class)->finalize (object);
}

static void
install_bindings (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "rules.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "rules.add", NULL, add_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Insert, 0, "rules.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "rules.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "rules.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "rule.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "rule.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "rule.duplicate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK, "rule.mute",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "rule.move-up",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "rule.move-down",
                                       NULL);
}

static void
install_signals (SyRuleListClass *klass)
{
  signals[SIGNAL_WEIGHT_CHANGED] = g_signal_new ("weight-changed",
                                                 G_TYPE_FROM_CLASS (klass),
                                                 G_SIGNAL_RUN_LAST,
                                                 0,
                                                 NULL,
                                                 NULL,
                                                 NULL,
                                                 G_TYPE_NONE,
                                                 3,
                                                 G_TYPE_STRING,
                                                 G_TYPE_DOUBLE,
                                                 G_TYPE_BOOLEAN);
  signals[SIGNAL_RULE_DROPPED] = g_signal_new ("rule-dropped",
                                               G_TYPE_FROM_CLASS (klass),
                                               G_SIGNAL_RUN_LAST,
                                               0,
                                               NULL,
                                               NULL,
                                               NULL,
                                               G_TYPE_NONE,
                                               3,
                                               G_TYPE_STRING,
                                               G_TYPE_STRING,
                                               G_TYPE_BOOLEAN);
  signals[SIGNAL_GROUP_EDITED] = g_signal_new ("group-edited",
                                               G_TYPE_FROM_CLASS (klass),
                                               G_SIGNAL_RUN_LAST,
                                               0,
                                               NULL,
                                               NULL,
                                               NULL,
                                               G_TYPE_NONE,
                                               3,
                                               G_TYPE_POINTER,
                                               G_TYPE_STRING,
                                               G_TYPE_BOOLEAN);
  signals[SIGNAL_SELECTION_CHANGED] = g_signal_new ("selection-changed",
                                                    G_TYPE_FROM_CLASS (klass),
                                                    G_SIGNAL_RUN_LAST,
                                                    0,
                                                    NULL,
                                                    NULL,
                                                    NULL,
                                                    G_TYPE_NONE,
                                                    0);
}

static void
sy_rule_list_class_init (SyRuleListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_rule_list_dispose;
  object_class->finalize = sy_rule_list_finalize;

  g_type_ensure (SY_TYPE_RULE_GROUPS);
  install_signals (klass);
  install_bindings (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-rule-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SyRuleList, search);
  gtk_widget_class_bind_template_child (widget_class, SyRuleList, add_button);
  gtk_widget_class_bind_template_child (widget_class, SyRuleList, scroller);
  gtk_widget_class_bind_template_child (widget_class, SyRuleList, groups);
  gtk_widget_class_bind_template_child (widget_class, SyRuleList, no_match);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
}

static void
sy_rule_list_init (SyRuleList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
on_rule_dropped (const char *id,
                 const char *other,
                 gboolean is_after,
                 gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_RULE_DROPPED], 0, id, other, is_after);
}

static void
add_row (SyRuleList *self,
         SyRuleGroupCard *card,
         const SyRule *rule)
{
  GtkWidget *row = sy_rule_row_new (rule->id);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_row_secondary_pressed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (row, "weight-changed", G_CALLBACK (on_weight_changed), self,
                           G_CONNECT_SWAPPED);
  sy_rule_drag_add (row, sy_rule_row_get_handle (SY_RULE_ROW (row)), rule->id, on_rule_dropped,
                    self);
  sy_rule_groups_add_row (self->groups, card, SY_RULE_ROW (row));
}

static void
on_group_edited (SyRuleList *self,
                 SyModel *edited,
                 const char *label,
                 gboolean coalesce)
{
  g_assert (SY_IS_RULE_LIST (self));

  g_signal_emit (self, signals[SIGNAL_GROUP_EDITED], 0, edited, label, coalesce);
}

static void
add_group (SyRuleList *self,
           const SyRuleGroup *rules)
{
  SyRuleGroupCard *card = sy_rule_groups_add (self->groups, rules->name);

  g_signal_connect_object (sy_rule_group_card_get_list (card), "row-selected",
                           G_CALLBACK (on_row_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sy_rule_group_card_get_editor (card), "edited",
                           G_CALLBACK (on_group_edited), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < rules->rules->len; i++)
    add_row (self, card, sy_rule_group_get_rule (rules, i));
}

static void
rebuild (SyRuleList *self,
         const SyModel *model)
{
  const char *wanted = NULL;

  remove_groups (self);
  if (model == NULL)
    {
      set_selected (self, NULL);
      return;
    }

  for (guint i = 0; i < model->groups->len; i++)
    add_group (self, sy_model_get_group (model, i));

  if (sy_rule_groups_get_row (self->groups, self->selected) != NULL)
    wanted = self->selected;
  else if (model->groups->len > 0 && sy_model_get_group (model, 0)->rules->len > 0)
    wanted = sy_rule_group_get_rule (sy_model_get_group (model, 0), 0)->id;
  sy_rule_list_select (self, wanted, FALSE);
  update_filter (self);
}

static double
find_limit (const SyModel *model)
{
  double largest = 0;

  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, i);

      for (guint j = 0; j < group->rules->len; j++)
        largest = MAX (largest, fabs (sy_rule_group_get_rule (group, j)->weight));
    }

  return sy_weight_slider_limit_for (largest);
}

void
sy_rule_list_set_model (SyRuleList *self,
                        SyModel *model)
{
  gboolean rebuilt = FALSE;

  g_return_if_fail (SY_IS_RULE_LIST (self));

  if (model == NULL || !sy_rule_groups_match (self->groups, model))
    {
      rebuild (self, model);
      rebuilt = TRUE;
    }
  if (model == NULL)
    return;

  /* The scale of the sliders only grows under the user's hand. */
  self->limit = rebuilt ? find_limit (model) : MAX (self->limit, find_limit (model));
  sy_rule_groups_show (self->groups, model, self->limit);
  if (rebuilt)
    update_filter (self);
}

void
sy_rule_list_set_event_types (SyRuleList *self,
                              const SyEventLog *log)
{
  g_autoptr (GMenuModel) menu = NULL;

  g_return_if_fail (SY_IS_RULE_LIST (self));

  menu = sy_rule_menu_new_for_adding (log);
  gtk_menu_button_set_menu_model (self->add_button, menu);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button),
                            log != NULL && sy_event_log_get_n_types (log) > 0);
}

void
sy_rule_list_set_evidence (SyRuleList *self,
                           const SyEvidence *evidence,
                           const SyModel *model,
                           const double *shares,
                           gsize n_shares)
{
  GHashTableIter iter;
  gpointer id, row;

  g_return_if_fail (SY_IS_RULE_LIST (self));
  g_return_if_fail (model != NULL);

  g_hash_table_iter_init (&iter, sy_rule_groups_get_rows (self->groups));
  while (g_hash_table_iter_next (&iter, &id, &row))
    {
      SyTone tone;
      g_autofree char *text =
          sy_rule_text_evidence (evidence != NULL ? sy_evidence_find (evidence, id) : NULL,
                                 &model->outcome, &tone);

      sy_rule_row_set_evidence (row, text, tone);
    }

  for (guint i = 0; i < sy_rule_groups_get_n_cards (self->groups); i++)
    {
      g_autofree char *percent = NULL;
      g_autofree char *text = NULL;

      if (shares != NULL && i < n_shares && !isnan (shares[i]))
        {
          percent = sy_format_percent (shares[i], 0);
          text = i == 0 ? g_strdup_printf (_ ("%s of all points"), percent)
                        : g_steal_pointer (&percent);
        }
      sy_rule_group_card_set_share (sy_rule_groups_get_card (self->groups, i), text);
    }
}

const char *
sy_rule_list_get_selected (SyRuleList *self)
{
  g_return_val_if_fail (SY_IS_RULE_LIST (self), NULL);

  return self->selected;
}

void
sy_rule_list_select (SyRuleList *self,
                     const char *id,
                     gboolean focus)
{
  GtkWidget *row;

  g_return_if_fail (SY_IS_RULE_LIST (self));

  row = GTK_WIDGET (sy_rule_groups_get_row (self->groups, id));
  if (row == NULL)
    {
      set_selected (self, NULL);
      return;
    }

  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (row)), GTK_LIST_BOX_ROW (row));
  if (!focus)
    return;
  sy_rule_group_card_set_folded (
      SY_RULE_GROUP_CARD (gtk_widget_get_ancestor (row, SY_TYPE_RULE_GROUP_CARD)), FALSE);
  gtk_widget_grab_focus (row);
}
