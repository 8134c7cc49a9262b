/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-care-view.h"

#include <glib/gi18n.h>

#include "sy-accessible.h"
#include "sy-editable.h"
#include "sy-format.h"

#define N_KINDS 2

static const char *const owner_titles[SY_N_OWNER_PARTS] = {
  N_ ("Taxonomy"), N_ ("Logic"), N_ ("Data"), N_ ("Activation"), N_ ("Compliance")
};

struct _SyCareView
{
  AdwPreferencesGroup parent_instance;

  /* Owned */
  SySession *session;

  /* Children */
  GtkWidget *owners;
  GtkWidget *entries[SY_N_OWNER_PARTS];
  GtkWidget *rows[N_KINDS]; /* by SyCheckupKind */
  GtkWidget *days[N_KINDS];
  GtkWidget *done[N_KINDS];

  /* What the controls were last given, or the user applied: what is being typed is neither */
  gint64 model_id;
  char *shown_owners[SY_N_OWNER_PARTS];
  int shown_days[N_KINDS];
  guint n_saving; /* changes on their way to the file */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (SyCareView, sy_care_view, ADW_TYPE_PREFERENCES_GROUP)

/* The change, in the project's thread */

static gboolean
write_care (SyProject *project,
            gint64 model_id,
            gpointer data,
            GError **error)
{
  return sy_project_set_care (project, model_id, data, error);
}

static gboolean
write_checkup (SyProject *project,
               gint64 model_id,
               gpointer data,
               GError **error)
{
  return sy_project_add_checkup (project, model_id, data, error);
}

static void
govern_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyCareView) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_saving--;
  if (!sy_session_govern_finish (SY_SESSION (source), result, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  sy_care_view_refresh (self);
}

static void
send (SyCareView *self,
      SyGovernFunc func,
      gpointer data,
      GDestroyNotify free_data)
{
  self->n_saving++;
  sy_session_govern_async (self->session, func, data, free_data, govern_cb, g_object_ref (self));
}

/* What was applied, on what is stored and not shown here. */
static void
save (SyCareView *self,
      const SyGovernance *governance)
{
  SyModelCare *care;

  care = g_new0 (SyModelCare, 1);
  care->min_auc = governance->care->min_auc;
  care->min_lift = governance->care->min_lift;
  care->max_high = governance->care->max_high;
  care->max_share = governance->care->max_share;
  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    care->owners[i] = g_strdup (self->shown_owners[i]);
  care->review_days = self->shown_days[SY_CHECKUP_REVIEW];
  care->recalibration_days = self->shown_days[SY_CHECKUP_RECALIBRATION];
  send (self, write_care, care, (GDestroyNotify) sy_model_care_free);
}

/* What is shown is of the model that is stored to, or NULL. */
static const SyGovernance *
get_shown (SyCareView *self)
{
  SyGovernance *governance = self->session != NULL ? sy_session_get_governance (self->session)
                                                   : NULL;

  return !self->updating && governance != NULL && governance->care != NULL &&
                 governance->model_id == self->model_id
             ? governance
             : NULL;
}

static void
on_owner_applied (SyCareView *self,
                  GtkEditable *entry)
{
  const SyGovernance *governance = get_shown (self);

  for (int i = 0; governance != NULL && i < SY_N_OWNER_PARTS; i++)
    if (self->entries[i] == GTK_WIDGET (entry))
      {
        g_free (self->shown_owners[i]);
        self->shown_owners[i] = sy_editable_dup_text (entry);
        save (self, governance);
      }
}

static void
on_days_changed (SyCareView *self,
                 GtkSpinButton *days)
{
  const SyGovernance *governance = get_shown (self);

  for (int kind = 0; governance != NULL && kind < N_KINDS; kind++)
    if (self->days[kind] == GTK_WIDGET (days))
      {
        self->shown_days[kind] = gtk_spin_button_get_value_as_int (days);
        save (self, governance);
      }
}

static void
note_done (SyCareView *self,
           SyCheckupKind kind)
{
  SyCheckup *checkup = g_new0 (SyCheckup, 1);

  checkup->kind = kind;
  checkup->author = g_strdup (g_get_real_name ());
  checkup->done_at_ms = g_get_real_time () / 1000;
  send (self, write_checkup, checkup, (GDestroyNotify) sy_checkup_free);
}

static void
on_review_done (SyCareView *self)
{
  note_done (self, SY_CHECKUP_REVIEW);
}

static void
on_recalibration_done (SyCareView *self)
{
  note_done (self, SY_CHECKUP_RECALIBRATION);
}

/* Showing */

static void
show_owners (SyCareView *self,
             const SyModelCare *care)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    {
      const char *owner = care->owners[i] != NULL ? care->owners[i] : "";

      if (*owner != '\0')
        g_string_append_printf (names, "%s%s: %s", names->len > 0 ? " · " : "",
                                _ (owner_titles[i]), owner);
      if (self->n_saving > 0 || g_strcmp0 (self->shown_owners[i], owner) == 0)
        continue;
      g_free (self->shown_owners[i]);
      self->shown_owners[i] = g_strdup (owner);
      gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), owner);
    }
  escaped = g_markup_escape_text (names->len > 0 ? names->str : _ ("Nobody yet"), -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->owners), escaped);
}

static const SyDue *
find_due (GPtrArray *due,
          SyCheckupKind kind)
{
  for (guint i = 0; i < due->len; i++)
    if (((const SyDue *) due->pdata[i])->kind == kind)
      return due->pdata[i];
  return NULL;
}

static void
show_due (SyCareView *self,
          SyCheckupKind kind,
          const SyDue *due,
          int days)
{
  g_autofree char *day = due != NULL ? sy_format_day (due->due_day) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  if (due == NULL)
    text = g_strdup (kind == SY_CHECKUP_RECALIBRATION && days > 0 ? _ ("Due once it is published")
                                                                  : _ ("Never due"));
  else if (due->cause == SY_DUE_NOTE)
    text = g_strdup_printf (_ ("Overdue since %s, %s"), day, due->text);
  else
    text = g_strdup_printf (due->is_overdue ? _ ("Overdue since %s") : _ ("Due on %s"), day);
  escaped = g_markup_escape_text (text, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[kind]), escaped);
  if (due != NULL && due->is_overdue)
    gtk_widget_add_css_class (self->rows[kind], "note-row");
  else
    gtk_widget_remove_css_class (self->rows[kind], "note-row");
  gtk_widget_set_sensitive (self->done[kind], due != NULL);
  if (self->n_saving > 0 || self->shown_days[kind] == days)
    return;
  self->shown_days[kind] = days;
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->days[kind]), days);
}

/* Another model has its own: what is typed for the one before goes. */
static void
forget_shown (SyCareView *self)
{
  self->updating = TRUE;
  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    {
      g_clear_pointer (&self->shown_owners[i], g_free);
      gtk_editable_set_text (GTK_EDITABLE (self->entries[i]), "");
    }
  for (int kind = 0; kind < N_KINDS; kind++)
    {
      self->shown_days[kind] = 0;
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->days[kind]), 0);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[kind]), "");
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->owners), "");
  self->updating = FALSE;
}

void
sy_care_view_refresh (SyCareView *self)
{
  SyGovernance *governance;

  g_return_if_fail (SY_IS_CARE_VIEW (self));

  governance = self->session != NULL ? sy_session_get_governance (self->session) : NULL;
  if (self->session != NULL && self->model_id != sy_session_get_model_id (self->session))
    {
      self->model_id = sy_session_get_model_id (self->session);
      forget_shown (self);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self),
                            governance != NULL && !sy_session_is_read_only (self->session));
  if (governance == NULL || governance->care == NULL || governance->model_id != self->model_id)
    return;
  self->updating = TRUE;
  show_owners (self, governance->care);
  show_due (self, SY_CHECKUP_REVIEW, find_due (governance->due, SY_CHECKUP_REVIEW),
            governance->care->review_days);
  show_due (self, SY_CHECKUP_RECALIBRATION, find_due (governance->due, SY_CHECKUP_RECALIBRATION),
            governance->care->recalibration_days);
  self->updating = FALSE;
}

void
sy_care_view_set_session (SyCareView *self,
                          SySession *session)
{
  g_return_if_fail (SY_IS_CARE_VIEW (self));

  g_set_object (&self->session, session);
}

static void
sy_care_view_dispose (GObject *object)
{
  g_clear_object (&SY_CARE_VIEW (object)->session);

  G_OBJECT_CLASS (sy_care_view_parent_class)->dispose (object);
}

static void
sy_care_view_finalize (GObject *object)
{
  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    g_free (SY_CARE_VIEW (object)->shown_owners[i]);

  G_OBJECT_CLASS (sy_care_view_parent_class)->finalize (object);
}

static void
sy_care_view_class_init (SyCareViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_care_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_care_view_finalize;
}

static void
add_owners (SyCareView *self)
{
  self->owners = adw_expander_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->owners), _ ("Owners"));
  for (int i = 0; i < SY_N_OWNER_PARTS; i++)
    {
      GtkWidget *entry = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ (owner_titles[i]));
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
      g_signal_connect_swapped (entry, "apply", G_CALLBACK (on_owner_applied), self);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self->owners), entry);
      self->entries[i] = entry;
    }
  sy_accessible_set_expander_name (ADW_EXPANDER_ROW (self->owners), _ ("Owners"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->owners);
}

static void
add_kind (SyCareView *self,
          SyCheckupKind kind,
          const char *title,
          const char *tooltip,
          GCallback on_done)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (_ ("every"));
  GtkWidget *unit = gtk_label_new (_ ("days"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  self->rows[kind] = row;
  self->days[kind] = gtk_spin_button_new_with_range (0, SY_CARE_MAX_DAYS, 1);
  gtk_widget_set_valign (self->days[kind], GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->days[kind], tooltip);
  sy_accessible_set_name (self->days[kind], tooltip);
  g_signal_connect_swapped (self->days[kind], "value-changed", G_CALLBACK (on_days_changed),
                            self);
  self->done[kind] = gtk_button_new_with_label (_ ("Done Today"));
  gtk_widget_set_valign (self->done[kind], GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->done[kind], "clicked", on_done, self);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (unit, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->days[kind]);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), unit);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->done[kind]);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
sy_care_view_init (SyCareView *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Care"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self), _ ("Of the model, not of a version: it changes no score."));
  add_owners (self);
  add_kind (self, SY_CHECKUP_REVIEW, _ ("Next Review"),
            _ ("A review is due so many days after the last; 0 for never"),
            G_CALLBACK (on_review_done));
  add_kind (self, SY_CHECKUP_RECALIBRATION, _ ("Next Recalibration"),
            _ ("A recalibration is due so many days after the last; 0 for never"),
            G_CALLBACK (on_recalibration_done));
}
