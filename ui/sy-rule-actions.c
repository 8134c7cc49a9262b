/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-rule-actions.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sy-editable.h"
#include "sy-log-names.h"
#include "sy-model-edit.h"

struct _SyRuleActions
{
  GtkWidget *widget;          /* borrowed */
  SyRuleList *rules;          /* borrowed */
  SyRuleInspector *inspector; /* borrowed */
  SyRuleActionsTake take;
  gpointer user_data;
  SySession *session;
  GSimpleActionGroup *group;
};

static void
take (SyRuleActions *self,
      SyModel *edited,
      const char *label)
{
  self->take (edited, label, self->user_data);
}

static const SyRule *
selected_rule (SyRuleActions *self)
{
  SyModel *draft = sy_session_get_draft (self->session);
  const char *id = sy_rule_list_get_selected (self->rules);

  return draft != NULL && id != NULL ? sy_model_find_rule (draft, id, NULL, NULL) : NULL;
}

/* "coupon_redeemed" reads "Coupon redeemed". */
static char *
label_for_type (const char *type)
{
  g_autofree char *words = g_strdup (type);
  g_autofree char *first = NULL;

  g_strdelimit (words, "_-.", ' ');
  if (*words == '\0' || !g_utf8_validate (words, -1, NULL))
    return g_steal_pointer (&words);

  first = g_utf8_strup (words, (gssize) (g_utf8_next_char (words) - words));
  return g_strconcat (first, g_utf8_next_char (words), NULL);
}

/* Adds a labelled rule to the group of the selected one, or to the last, and selects it. */
static void
add_rule (SyRuleActions *self,
          SyRule *rule)
{
  SyModel *draft = sy_session_get_draft (self->session);
  const char *selected = sy_rule_list_get_selected (self->rules);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *id = NULL;
  g_autofree char *label = g_strdup_printf (_ ("Add %s"), rule->label);
  guint group = G_MAXUINT;

  if (selected == NULL || sy_model_find_rule (draft, selected, &group, NULL) == NULL)
    group = G_MAXUINT;
  edited = sy_model_edit_add_rule (draft, group, rule, &id);
  take (self, edited, label);
  sy_rule_list_select (self->rules, id, TRUE);
}

static void
add_activated (GSimpleAction *action,
               GVariant *parameter,
               gpointer user_data)
{
  SyRuleActions *self = user_data;
  SyModel *draft = sy_session_get_draft (self->session);
  const char *type = g_variant_get_string (parameter, NULL);
  SyRule *rule;

  if (draft == NULL)
    return;

  rule = sy_rule_new (type, SY_RULE_EVENT);
  rule->label = label_for_type (type);
  sy_rule_add_type (rule, type);
  sy_rule_edit_set_decay (rule, SY_DECAY_EXPONENTIAL);
  add_rule (self, rule);
}

static void
add_kind_activated (GSimpleAction *action,
                    GVariant *parameter,
                    gpointer user_data)
{
  SyRuleActions *self = user_data;
  SyModel *draft = sy_session_get_draft (self->session);
  SyEventLog *log = sy_session_get_log (self->session);
  g_auto (GStrv) types = sy_log_list_types (log);
  SyRuleKind kind = (SyRuleKind) g_variant_get_uint32 (parameter);
  SyRule *rule;

  if (draft == NULL)
    return;

  rule = sy_model_edit_new_rule (kind, (const char *const *) types,
                                 sy_log_find_attribute_for (log, kind));
  if (rule == NULL)
    {
      gtk_widget_activate_action (
          self->widget, "win.toast", "s",
          kind == SY_RULE_DATE
              ? _ ("The data have no attribute with dates for such a rule")
              : _ ("The data have no attribute, or too few event types, for such a rule"));
      return;
    }
  rule->label = label_for_type (rule->id);
  add_rule (self, rule);
  sy_rule_inspector_open_attribute (self->inspector);
}

static void
new_group_activated (GSimpleAction *action,
                     GVariant *parameter,
                     gpointer user_data)
{
  SyRuleActions *self = user_data;
  const SyRule *rule = selected_rule (self);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *label = NULL;
  g_autofree char *id = NULL;

  if (rule == NULL)
    return;

  id = g_strdup (rule->id);
  label = g_strdup_printf (_ ("New group for %s"), sy_rule_get_label (rule));
  edited = sy_model_edit_to_new_group (sy_session_get_draft (self->session), rule->id,
                                       _ ("New group"));
  take (self, edited, label);
  sy_rule_list_select (self->rules, id, TRUE);
}

static void
duplicate_activated (GSimpleAction *action,
                     GVariant *parameter,
                     gpointer user_data)
{
  SyRuleActions *self = user_data;
  const SyRule *rule = selected_rule (self);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *id = NULL;
  g_autofree char *label = NULL;

  if (rule == NULL)
    return;

  label = g_strdup_printf (_ ("Duplicate %s"), sy_rule_get_label (rule));
  edited = sy_model_edit_duplicate_rule (sy_session_get_draft (self->session), rule->id, &id);
  take (self, edited, label);
  sy_rule_list_select (self->rules, id, TRUE);
}

static void
delete_activated (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer user_data)
{
  SyRuleActions *self = user_data;
  const SyRule *rule = selected_rule (self);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *label = NULL;

  if (rule == NULL)
    return;

  label = g_strdup_printf (_ ("Delete %s"), sy_rule_get_label (rule));
  edited = sy_model_edit_remove_rule (sy_session_get_draft (self->session), rule->id);
  take (self, edited, label);
}

static void
mute_activated (GSimpleAction *action,
                GVariant *parameter,
                gpointer user_data)
{
  SyRuleActions *self = user_data;
  const SyRule *rule = selected_rule (self);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *label = NULL;
  SyRule *copy;

  if (rule == NULL ||
      (edited = sy_model_edit_rule (sy_session_get_draft (self->session), rule->id, &copy)) == NULL)
    return;

  copy->muted = !copy->muted;
  label = g_strdup_printf (copy->muted ? _ ("Mute %s") : _ ("Unmute %s"), sy_rule_get_label (copy));
  take (self, edited, label);
}

static void
move_rule (SyRuleActions *self,
           int by)
{
  const SyRule *rule = selected_rule (self);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *label = NULL;
  g_autofree char *id = NULL;

  if (rule == NULL)
    return;

  id = g_strdup (rule->id);
  label = g_strdup_printf (_ ("Move %s"), sy_rule_get_label (rule));
  edited = sy_model_edit_move_rule (sy_session_get_draft (self->session), rule->id, by);
  take (self, edited, label);
  sy_rule_list_select (self->rules, id, TRUE);
}

static void
move_up_activated (GSimpleAction *action,
                   GVariant *parameter,
                   gpointer user_data)
{
  move_rule (user_data, -1);
}

static void
move_down_activated (GSimpleAction *action,
                     GVariant *parameter,
                     gpointer user_data)
{
  move_rule (user_data, 1);
}

static void
unref_group (gpointer group,
             GClosure *closure)
{
  g_object_unref (group);
}

static void
on_rename_response (AdwMessageDialog *dialog,
                    const char *response,
                    gpointer user_data)
{
  SyRuleActions *self = g_object_get_data (user_data, "sy-rule-actions");
  GtkWidget *entry = adw_message_dialog_get_extra_child (dialog);
  const char *id = g_object_get_data (G_OBJECT (dialog), "rule-id");
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;
  g_autoptr (SyModel) edited = NULL;
  SyRule *rule;

  /* The page may have gone with its session. */
  if (g_strcmp0 (response, "rename") != 0 || self == NULL || self->session == NULL)
    return;

  name = sy_editable_dup_text (GTK_EDITABLE (entry));
  edited = sy_model_edit_rule (sy_session_get_draft (self->session), id, &rule);
  if (edited == NULL || *name == '\0')
    return;

  label = g_strdup_printf (_ ("Rename %s"), sy_rule_get_label (rule));
  g_free (rule->label);
  rule->label = g_steal_pointer (&name);
  take (self, edited, label);
}

static void
rename_activated (GSimpleAction *action,
                  GVariant *parameter,
                  gpointer user_data)
{
  SyRuleActions *self = user_data;
  const SyRule *rule = selected_rule (self);
  GtkRoot *root = gtk_widget_get_root (self->widget);
  GtkWidget *dialog, *entry;

  if (rule == NULL)
    return;

  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   _ ("Rename Rule"), NULL);
  entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (entry), sy_rule_get_label (rule));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"),
                                  -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "rename",
                                    _ ("_Rename"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "rename",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "rule-id", g_strdup (rule->id), g_free);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_rename_response),
                         g_object_ref (self->group), (GClosureNotify) unref_group, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static const GActionEntry action_entries[] = {
  { "add", add_activated, "s", NULL, NULL },
  { "add-kind", add_kind_activated, "u", NULL, NULL },
  { "rename", rename_activated, NULL, NULL, NULL },
  { "mute", mute_activated, NULL, NULL, NULL },
  { "duplicate", duplicate_activated, NULL, NULL, NULL },
  { "delete", delete_activated, NULL, NULL, NULL },
  { "move-up", move_up_activated, NULL, NULL, NULL },
  { "move-down", move_down_activated, NULL, NULL, NULL },
  { "new-group", new_group_activated, NULL, NULL, NULL },
};

SyRuleActions *
sy_rule_actions_new (GtkWidget *widget,
                     SyRuleList *rules,
                     SyRuleInspector *inspector,
                     SyRuleActionsTake take_func,
                     gpointer user_data)
{
  SyRuleActions *self = g_new0 (SyRuleActions, 1);

  self->widget = widget;
  self->rules = rules;
  self->inspector = inspector;
  self->take = take_func;
  self->user_data = user_data;
  self->group = g_simple_action_group_new ();
  g_object_set_data (G_OBJECT (self->group), "sy-rule-actions", self);
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (widget, "rule", G_ACTION_GROUP (self->group));
  return self;
}

void
sy_rule_actions_free (SyRuleActions *self)
{
  g_object_set_data (G_OBJECT (self->group), "sy-rule-actions", NULL);
  gtk_widget_insert_action_group (self->widget, "rule", NULL);
  g_clear_object (&self->group);
  g_clear_object (&self->session);
  g_free (self);
}

void
sy_rule_actions_set_session (SyRuleActions *self,
                             SySession *session)
{
  g_set_object (&self->session, session);
}

void
sy_rule_actions_update (SyRuleActions *self)
{
  gboolean can_edit = self->session != NULL && !sy_session_is_read_only (self->session);
  gboolean has_rule = can_edit && sy_rule_list_get_selected (self->rules) != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (action_entries); i++)
    {
      const char *name = action_entries[i].name;
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   g_str_has_prefix (name, "add") ? can_edit : has_rule);
    }
}

void
sy_rule_actions_place (SyRuleActions *self,
                       const char *id,
                       const char *other,
                       gboolean is_after)
{
  SyModel *draft = sy_session_get_draft (self->session);
  g_autoptr (SyModel) edited = NULL;
  g_autofree char *label = NULL;

  if (draft == NULL ||
      (edited = sy_model_edit_place_rule (draft, id, other, is_after)) == NULL)
    return;

  label = g_strdup_printf (_ ("Move %s"),
                           sy_rule_get_label (sy_model_find_rule (draft, id, NULL, NULL)));
  take (self, edited, label);
  sy_rule_list_select (self->rules, id, TRUE);
}
