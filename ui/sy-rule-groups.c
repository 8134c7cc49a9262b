/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-groups.h"

/* One GtkListBox a group, so that each group is a card; selection and arrow
 * keys are carried over their borders here. */

struct _SyRuleGroups
{
  GtkBox parent_instance;

  /* Owned */
  GPtrArray *cards;   /* of SyRuleGroupCard, borrowed */
  GHashTable *rows;   /* id (of the row) -> SyRuleRow, borrowed */
  GHashTable *folded; /* names of groups */
  char *needle;
};

G_DEFINE_FINAL_TYPE (SyRuleGroups, sy_rule_groups, GTK_TYPE_BOX)

static GtkListBox *
get_list (SyRuleGroups *self,
          guint index)
{
  return sy_rule_group_card_get_list (sy_rule_groups_get_card (self, index));
}

/* Selection and keys */

static void
on_row_selected (SyRuleGroups *self,
                 GtkListBoxRow *row,
                 GtkListBox *list)
{
  g_assert (SY_IS_RULE_GROUPS (self));

  for (guint i = 0; row != NULL && i < self->cards->len; i++)
    {
      GtkListBox *other = get_list (self, i);

      if (other != list)
        gtk_list_box_unselect_all (other);
    }
}

/* A control of a row that takes the focus selects the row. */
static void
on_row_focus_enter (GtkEventController *controller,
                    gpointer user_data)
{
  GtkWidget *row = gtk_event_controller_get_widget (controller);
  GtkWidget *list = gtk_widget_get_parent (row);

  if (GTK_IS_LIST_BOX (list))
    gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row));
}

/* Up and Down go on in the next list. */
static gboolean
on_keynav_failed (SyRuleGroups *self,
                  GtkDirectionType direction,
                  GtkListBox *list)
{
  int step = direction == GTK_DIR_UP ? -1 : direction == GTK_DIR_DOWN ? 1
                                                                      : 0;
  int at = -1;

  g_assert (SY_IS_RULE_GROUPS (self));

  for (guint i = 0; i < self->cards->len; i++)
    {
      if (get_list (self, i) == list)
        at = (int) i;
    }

  for (at += step; step != 0 && at >= 0 && at < (int) self->cards->len; at += step)
    {
      GtkWidget *other = GTK_WIDGET (get_list (self, (guint) at));
      GtkWidget *row = step > 0 ? gtk_widget_get_first_child (other)
                                : gtk_widget_get_last_child (other);

      if (!gtk_widget_get_visible (other))
        continue;
      while (row != NULL && !gtk_widget_get_child_visible (row))
        row = step > 0 ? gtk_widget_get_next_sibling (row) : gtk_widget_get_prev_sibling (row);
      if (row != NULL)
        {
          gtk_widget_grab_focus (row);
          return TRUE;
        }
    }

  return FALSE;
}

/* Search */

static gboolean
filter_row (GtkListBoxRow *row,
            gpointer user_data)
{
  SyRuleGroups *self = user_data;

  return self->needle == NULL || sy_rule_row_matches (SY_RULE_ROW (row), self->needle);
}

gboolean
sy_rule_groups_filter (SyRuleGroups *self,
                       const char *needle)
{
  gboolean any = FALSE;

  g_return_val_if_fail (SY_IS_RULE_GROUPS (self), FALSE);

  g_free (self->needle);
  self->needle = g_strdup (needle);
  for (guint i = 0; i < self->cards->len; i++)
    {
      SyRuleGroupCard *card = sy_rule_groups_get_card (self, i);
      GtkListBox *list = sy_rule_group_card_get_list (card);
      gboolean shown = FALSE;

      gtk_list_box_invalidate_filter (list);
      for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
           row = gtk_widget_get_next_sibling (row))
        shown |= filter_row (GTK_LIST_BOX_ROW (row), self);
      gtk_widget_set_visible (GTK_WIDGET (card), shown);
      /* What was found is shown, also in a group that is folded. */
      sy_rule_group_card_set_open (card, needle != NULL);
      any |= shown;
    }
  return any;
}

/* Cards and rows */

static void
on_group_folded (SyRuleGroups *self,
                 SyRuleGroupCard *card)
{
  const char *name = sy_rule_group_card_get_name (card);

  if (sy_rule_group_card_is_folded (card))
    g_hash_table_add (self->folded, g_strdup (name));
  else
    g_hash_table_remove (self->folded, name);
}

SyRuleGroupCard *
sy_rule_groups_add (SyRuleGroups *self,
                    const char *name)
{
  SyRuleGroupCard *card;
  GtkListBox *list;

  g_return_val_if_fail (SY_IS_RULE_GROUPS (self), NULL);

  card = SY_RULE_GROUP_CARD (
      sy_rule_group_card_new (name, g_hash_table_contains (self->folded, name)));
  list = sy_rule_group_card_get_list (card);
  gtk_list_box_set_filter_func (list, filter_row, self, NULL);
  g_signal_connect_object (list, "row-selected", G_CALLBACK (on_row_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "keynav-failed", G_CALLBACK (on_keynav_failed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "folded", G_CALLBACK (on_group_folded), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (card));
  g_ptr_array_add (self->cards, card);
  return card;
}

void
sy_rule_groups_add_row (SyRuleGroups *self,
                        SyRuleGroupCard *card,
                        SyRuleRow *row)
{
  GtkEventController *focus;

  g_return_if_fail (SY_IS_RULE_GROUPS (self));

  focus = gtk_event_controller_focus_new ();
  g_signal_connect (focus, "enter", G_CALLBACK (on_row_focus_enter), NULL);
  gtk_widget_add_controller (GTK_WIDGET (row), focus);
  gtk_list_box_append (sy_rule_group_card_get_list (card), GTK_WIDGET (row));
  g_hash_table_insert (self->rows, (gpointer) sy_rule_row_get_id (row), row);
}

void
sy_rule_groups_clear (SyRuleGroups *self)
{
  GtkWidget *child;

  g_return_if_fail (SY_IS_RULE_GROUPS (self));

  g_hash_table_remove_all (self->rows);
  g_ptr_array_set_size (self->cards, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
}

gboolean
sy_rule_groups_match (SyRuleGroups *self,
                      const SyModel *model)
{
  g_return_val_if_fail (SY_IS_RULE_GROUPS (self), FALSE);

  if (model->groups->len != self->cards->len)
    return FALSE;

  for (guint i = 0; i < self->cards->len; i++)
    {
      const SyRuleGroup *rules = sy_model_get_group (model, i);
      GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (get_list (self, i)));

      if (g_strcmp0 (sy_rule_group_card_get_name (sy_rule_groups_get_card (self, i)),
                     rules->name) != 0)
        return FALSE;
      for (guint j = 0; j < rules->rules->len; j++)
        {
          if (row == NULL || g_strcmp0 (sy_rule_row_get_id (SY_RULE_ROW (row)),
                                        sy_rule_group_get_rule (rules, j)->id) != 0)
            return FALSE;
          row = gtk_widget_get_next_sibling (row);
        }
      if (row != NULL)
        return FALSE;
    }

  return TRUE;
}

void
sy_rule_groups_show (SyRuleGroups *self,
                     SyModel *model,
                     double limit)
{
  g_return_if_fail (SY_IS_RULE_GROUPS (self));

  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, i);
      SyRuleGroupCard *card = sy_rule_groups_get_card (self, i);

      sy_group_editor_set_group (sy_rule_group_card_get_editor (card), model, i);
      for (guint j = 0; j < group->rules->len; j++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, j);

          sy_rule_row_update (sy_rule_groups_get_row (self, rule->id), rule, limit);
        }
    }
}

guint
sy_rule_groups_get_n_cards (SyRuleGroups *self)
{
  g_return_val_if_fail (SY_IS_RULE_GROUPS (self), 0);

  return self->cards->len;
}

SyRuleGroupCard *
sy_rule_groups_get_card (SyRuleGroups *self,
                         guint index)
{
  g_return_val_if_fail (SY_IS_RULE_GROUPS (self), NULL);
  g_return_val_if_fail (index < self->cards->len, NULL);

  return g_ptr_array_index (self->cards, index);
}

SyRuleRow *
sy_rule_groups_get_row (SyRuleGroups *self,
                        const char *id)
{
  g_return_val_if_fail (SY_IS_RULE_GROUPS (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->rows, id) : NULL;
}

GHashTable *
sy_rule_groups_get_rows (SyRuleGroups *self)
{
  g_return_val_if_fail (SY_IS_RULE_GROUPS (self), NULL);

  return self->rows;
}

/* Class */

static void
sy_rule_groups_finalize (GObject *object)
{
  SyRuleGroups *self = SY_RULE_GROUPS (object);

  g_ptr_array_unref (self->cards);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->folded);
  g_free (self->needle);

  G_OBJECT_CLASS (sy_rule_groups_parent_class)->finalize (object);
}

static void
sy_rule_groups_class_init (SyRuleGroupsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_rule_groups_finalize;
}

static void
sy_rule_groups_init (SyRuleGroups *self)
{
  self->cards = g_ptr_array_new ();
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
