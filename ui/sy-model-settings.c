/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-model-settings.h"

#include <glib/gi18n.h>

#include "sy-band-group.h"
#include "sy-condition-editor.h"
#include "sy-format.h"
#include "sy-freeze-actions.h"
#include "sy-log-names.h"
#include "sy-probability-group.h"
#include "sy-setting-rows.h"
#include "sy-toast.h"

struct _SyModelSettings
{
  AdwPreferencesWindow parent_instance;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SySettingRows *rows;
  SyFreezeActions *freeze;
  SyFreezeActions *freeze_accounts;

  /* Borrowed: below the window */
  SyBandGroup *bands;
  SyBandGroup *account_bands;
  AdwActionRow *outcome;
  GtkWidget *measure;
  SyConditionEditor *where;
  AdwPreferencesGroup *account_scale;
  AdwActionRow *measure_accounts;
  GtkWidget *forget_accounts;
  AdwPreferencesGroup *figures; /* of accounts */
};

G_DEFINE_FINAL_TYPE (SyModelSettings, sy_model_settings, ADW_TYPE_PREFERENCES_WINDOW)

static void show (SyModelSettings *self);

static void
refuse (SyModelSettings *self,
        const char *message)
{
  AdwToast *toast = sy_toast_new (message);

  gtk_widget_error_bell (GTK_WIDGET (self));
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), toast);
}

static void
edit (SyModelSettings *self,
      SyModel *edited,
      const char *label)
{
  SyModel *draft = sy_session_get_draft (self->session);
  g_autoptr (GError) error = NULL;

  if (draft == NULL || edited == NULL)
    return;
  if (sy_session_is_read_only (self->session))
    refuse (self, _ ("This project can only be read"));
  else if (!sy_model_check (edited, &error))
    refuse (self, error->message);
  else if (!g_str_equal (edited->name, draft->name) &&
           g_strv_contains (sy_session_get_model_names (self->session), edited->name))
    refuse (self, _ ("Another model of the project has this name"));
  else
    {
      sy_session_set_draft (self->session, edited, label, FALSE);
      return;
    }
  show (self);
}

static void
on_setting_edited (SyModel *edited,
                   const char *label,
                   gpointer user_data)
{
  edit (user_data, edited, label);
}

static void
on_where_changed (SyModelSettings *self)
{
  g_autoptr (SyModel) edited = sy_model_copy (sy_session_get_draft (self->session));

  g_clear_pointer (&edited->population.where, sy_condition_free);
  edited->population.where = sy_condition_editor_dup_condition (self->where);
  edit (self, edited, _ ("Who is scored: conditions"));
}

/* Showing */

static void
show_measure_accounts (SyModelSettings *self,
                       const SyModel *model)
{
  gsize n = model->account.scale.n_reference;
  g_autofree char *count = sy_format_count ((gint64) n);
  g_autofree char *text = n > 0 ? g_strdup_printf (_ ("Kept: %s points of accounts"), count)
                                : g_strdup (_ ("Not kept yet: publishing does it"));

  adw_action_row_set_subtitle (self->measure_accounts, text);
  gtk_widget_set_visible (GTK_WIDGET (self->measure_accounts),
                          model->account.scale.kind == SY_SCALE_PERCENTILE);
  gtk_widget_set_visible (self->forget_accounts, n > 0);
}

static void
show (SyModelSettings *self)
{
  SyModel *model = sy_session_get_draft (self->session);
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;

  if (model == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  sy_setting_rows_show (self->rows, model);
  sy_band_group_show (self->bands, model);
  sy_band_group_show (self->account_bands, model);
  title = g_strdup_printf (_ ("Settings of %s"), model->name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  name = g_markup_escape_text (model->outcome.kind == SY_OUTCOME_NONE ? _ ("No outcome yet")
                               : model->outcome.name != NULL          ? model->outcome.name
                                                                      : _ ("The outcome has no name"),
                               -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->outcome), name);
  gtk_widget_set_visible (GTK_WIDGET (self->account_bands), model->account.kind != SY_ROLL_UP_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->account_scale), model->account.bands->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->figures), model->account.kind != SY_ROLL_UP_NONE);
  gtk_widget_set_visible (self->measure, model->scale.kind == SY_SCALE_RANGE);
  show_measure_accounts (self, model);
  sy_condition_editor_set_condition (self->where, model->population.where);
}

static void
on_model_changed (SyModelSettings *self)
{
  show (self);
}

/* Building */

static AdwPreferencesPage *
add_page (SyModelSettings *self,
          const char *name,
          const char *title,
          const char *icon)
{
  GtkWidget *page = adw_preferences_page_new ();

  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (page), name);
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), title);
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), icon);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), ADW_PREFERENCES_PAGE (page));
  return ADW_PREFERENCES_PAGE (page);
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page,
           const char *title,
           const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_outcome (SyModelSettings *self,
             AdwPreferencesGroup *group)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Choose…"));

  self->outcome = ADW_ACTION_ROW (row);
  adw_action_row_set_subtitle (self->outcome,
                               _ ("Event, horizon and date are in the menu of the title"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choose the Outcome"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "settings.outcome");
  adw_action_row_add_suffix (self->outcome, button);
  adw_preferences_group_add (group, row);
}

static void
add_where (SyModelSettings *self,
           AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = add_group (page, NULL, NULL);

  self->where = g_object_new (SY_TYPE_CONDITION_EDITOR, NULL);
  sy_condition_editor_set_title (self->where, _ ("Only people whose attributes meet all of these"));
  g_signal_connect_swapped (self->where, "changed", G_CALLBACK (on_where_changed), self);
  adw_preferences_group_add (group, GTK_WIDGET (self->where));
}

static void
add_measure (SyModelSettings *self,
             AdwPreferencesGroup *group,
             SyRunBar *bar)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Measure From the Data"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Let the people fill the range"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("From the 5th to the 95th percentile of the points, in two digits"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "freeze.measure");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(usu)", (guint) SY_FROZEN_RANGE, "",
                                    0u);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
  adw_preferences_group_add (group, GTK_WIDGET (bar));
  self->measure = row;
}

/* What the percentile of accounts ranks among; its bar is beside it, not on the page of the score. */
static void
add_measure_accounts (SyModelSettings *self,
                      AdwPreferencesGroup *group)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Measure From the Data"));
  SyRunBar *bar = g_object_new (SY_TYPE_RUN_BAR, "visible", FALSE, NULL);

  self->freeze_accounts = sy_freeze_actions_new (GTK_WIDGET (group), bar);
  sy_freeze_actions_set_session (self->freeze_accounts, self->session);
  self->forget_accounts = gtk_button_new_with_label (_ ("Forget"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Rank among the accounts of the date"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->forget_accounts, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "freeze.measure");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(usu)", (guint) SY_FROZEN_ACCOUNTS, "",
                                    0u);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->forget_accounts), "freeze.remove");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->forget_accounts), "(usu)",
                                    (guint) SY_FROZEN_ACCOUNTS, "", 0u);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->forget_accounts);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
  adw_preferences_group_add (group, GTK_WIDGET (bar));
  self->measure_accounts = ADW_ACTION_ROW (row);
}

static AdwPreferencesGroup *
add_probability (SyModelSettings *self,
                 AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (sy_probability_group_new (self->session));

  adw_preferences_page_add (page, group);
  return group;
}

static SyBandGroup *
add_bands (SyModelSettings *self,
           AdwPreferencesPage *page,
           SyBandsOf of)
{
  SyBandGroup *group = sy_band_group_new (of, on_setting_edited, self);

  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
add_settings (SyModelSettings *self,
              AdwPreferencesPage *page,
              SySettingPage which,
              SyRunBar *bar)
{
  gsize n;
  const SySetting *settings = sy_setting_list (&n);
  AdwPreferencesGroup *group = NULL;
  const char *heading = NULL;

  for (gsize i = 0; i < n; i++)
    {
      if (settings[i].page != which)
        continue;
      if (g_strcmp0 (settings[i].group, heading) != 0)
        {
          if (g_strcmp0 (heading, "Scale") == 0)
            add_measure (self, group, bar);
          if (g_strcmp0 (heading, "Scale of Accounts") == 0)
            add_measure_accounts (self, group);
          heading = settings[i].group;
          if (g_strcmp0 (heading, "Scale of Accounts") == 0)
            self->account_bands = add_bands (self, page, SY_BANDS_OF_ACCOUNTS);
          group = g_strcmp0 (heading, "Probability") == 0 ? add_probability (self, page)
                                                          : add_group (page, _ (heading), NULL);
          if (g_strcmp0 (heading, "Scale of Accounts") == 0)
            self->account_scale = group;
          if (g_strcmp0 (heading, "Figures of Accounts") == 0)
            self->figures = group;
          if (g_strcmp0 (heading, "Outcome") == 0)
            add_outcome (self, group);
        }
      adw_preferences_group_add (group, sy_setting_rows_add (self->rows, &settings[i], 0));
    }
}

static void
build (SyModelSettings *self,
       SyRunBar *bar)
{
  AdwPreferencesPage *page = add_page (self, "model", _ ("Model"), "sy-tune-symbolic");

  add_settings (self, page, SY_SETTING_PAGE_MODEL, bar);
  add_where (self, page);
  page = add_page (self, "score", _ ("Score"), "sy-backtest-symbolic");
  add_settings (self, page, SY_SETTING_PAGE_SCORE, bar);
  page = add_page (self, "bands", _ ("Bands"), "sy-segments-symbolic");
  self->bands = add_bands (self, page, SY_BANDS_OF_PEOPLE);
  page = add_page (self, "stages", _ ("Stages"), "sy-drift-symbolic");
  add_settings (self, page, SY_SETTING_PAGE_STAGES, bar);
  page = add_page (self, "accounts", _ ("Accounts"), "sy-people-symbolic");
  add_settings (self, page, SY_SETTING_PAGE_ACCOUNTS, bar);
}

static void
outcome_activated (GSimpleAction *action,
                   GVariant *parameter,
                   gpointer user_data)
{
  GtkWindow *parent = gtk_window_get_transient_for (user_data);

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.choose", NULL);
  gtk_window_close (user_data);
}

static void
sy_model_settings_dispose (GObject *object)
{
  SyModelSettings *self = SY_MODEL_SETTINGS (object);

  g_clear_object (&self->signals);
  if (self->freeze != NULL)
    sy_freeze_actions_set_session (self->freeze, NULL);
  g_clear_object (&self->freeze);
  if (self->freeze_accounts != NULL)
    sy_freeze_actions_set_session (self->freeze_accounts, NULL);
  g_clear_object (&self->freeze_accounts);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_model_settings_parent_class)->dispose (object);
}

static void
sy_model_settings_finalize (GObject *object)
{
  SyModelSettings *self = SY_MODEL_SETTINGS (object);

  g_clear_pointer (&self->rows, sy_setting_rows_free);

  G_OBJECT_CLASS (sy_model_settings_parent_class)->finalize (object);
}

static void
sy_model_settings_class_init (SyModelSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_model_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_model_settings_finalize;
}

static void
sy_model_settings_init (SyModelSettings *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), 760, 640);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (self), TRUE);
}

SyModelSettings *
sy_model_settings_new (GtkWindow *parent,
                       SySession *session)
{
  static const GActionEntry entries[] = { { "outcome", outcome_activated, NULL, NULL, NULL } };
  SyModelSettings *self = g_object_new (SY_TYPE_MODEL_SETTINGS, "transient-for", parent,
                                        "destroy-with-parent", TRUE, "modal", FALSE, NULL);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_auto (GStrv) types = sy_log_list_types (sy_session_get_log (session));
  SyRunBar *bar = g_object_new (SY_TYPE_RUN_BAR, "visible", FALSE, NULL);

  self->session = g_object_ref (session);
  self->rows = sy_setting_rows_new ((const char *const *) types, on_setting_edited, self);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "settings", G_ACTION_GROUP (group));
  self->freeze = sy_freeze_actions_new (GTK_WIDGET (self), bar);
  sy_freeze_actions_set_session (self->freeze, session);
  build (self, bar);
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "model-changed", G_CALLBACK (on_model_changed),
                                  self);
  g_signal_group_set_target (self->signals, session);
  show (self);
  return self;
}
