/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-consent-form.h"
#include "sy-accessible.h"
#include "sy-choice-button.h"
#include "sy-format.h"
#include "sy-log-names.h"
#include "sy-name-list.h"
#include "sy-project-edit.h"
#include "sy-value-counts.h"

#include <glib/gi18n.h>

#define CHOICE_WIDTH_PX 240

struct _SyConsentForm
{
  AdwBin parent_instance;

  /* Owned */
  SySession *session;
  char *applied; /* the rule as text, to see whether it was edited */

  /* Borrowed: below the bin */
  AdwPreferencesGroup *group;
  GtkDropDown *attribute;
  GtkWidget *values_row;
  SyChoiceButton *values;
  AdwActionRow *count_row;
  GtkWidget *apply;

  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (SyConsentForm, sy_consent_form, ADW_TYPE_BIN)

gsize
sy_consent_count (SyEventLog *log,
                  const SyConsentRule *rule)
{
  g_autoptr (SyValueCounts) counts = sy_value_counts_new (log, rule->attribute);
  g_auto (GStrv) values = sy_value_counts_list (counts, G_MAXSIZE);
  gsize n = 0;

  for (gsize i = 0; values[i] != NULL; i++)
    if (sy_consent_rule_refuses (rule, values[i]))
      n += sy_value_counts_get (counts, values[i]);
  return n;
}

/* What the fields say */

static char *
get_attribute (SyConsentForm *self)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->attribute));
  guint selected = gtk_drop_down_get_selected (self->attribute);

  if (names == NULL || selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  return g_strdup (gtk_string_list_get_string (names, selected));
}

static SyConsentRule *
create_rule (SyConsentForm *self)
{
  g_autofree char *attribute = get_attribute (self);
  g_auto (GStrv) refusals = sy_choice_button_dup_chosen (self->values);
  SyConsentRule *rule;

  if (attribute == NULL || refusals == NULL)
    return NULL;
  rule = g_new0 (SyConsentRule, 1);
  rule->attribute = g_steal_pointer (&attribute);
  rule->refusals = g_steal_pointer (&refusals);
  return rule;
}

static char *
rule_to_text (const SyConsentRule *rule)
{
  g_autofree char *refusals = rule != NULL ? g_strjoinv ("\n", rule->refusals) : NULL;

  return rule != NULL ? g_strdup_printf ("%s\n%s", rule->attribute, refusals) : g_strdup ("");
}

static void
show_count (SyConsentForm *self)
{
  SyEventLog *log = sy_session_get_log (self->session);
  g_autofree char *attribute = get_attribute (self);
  g_autoptr (SyConsentRule) rule = create_rule (self);
  g_autofree char *text = rule_to_text (rule);
  gboolean is_changed = g_strcmp0 (text, self->applied) != 0;
  gboolean is_complete = attribute == NULL || rule != NULL;
  g_autofree char *words = NULL;
  g_autofree char *title = NULL;
  gsize n_left_out;

  sy_event_log_get_refusals (log, &n_left_out);
  words = sy_format_count_of ((gint64) n_left_out, _ ("person is left out"),
                              _ ("people are left out"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->count_row), words);
  if (!is_complete)
    title = g_strdup (_ ("Choose at least one value that means no"));
  else if (is_changed)
    {
      g_autofree char *would = sy_format_count_of (
          rule != NULL ? (gint64) sy_consent_count (log, rule) : 0, _ ("person"), _ ("people"));

      title = g_strdup_printf (_ ("With this rule it would be %s"), would);
    }
  else if (rule == NULL)
    title = g_strdup (_ ("There is no rule: everyone is scored"));
  else
    title = g_strdup (_ ("They are in no population, and so in no score, segment or export"));
  adw_action_row_set_subtitle (self->count_row, title);
  gtk_widget_set_visible (self->values_row, attribute != NULL);
  gtk_widget_set_sensitive (self->apply, is_changed && is_complete &&
                                             !sy_session_is_read_only (self->session));
}

static void
list_values (SyConsentForm *self)
{
  g_autofree char *name = get_attribute (self);
  g_autoptr (SyValueCounts) counts = sy_value_counts_new (sy_session_get_log (self->session), name);
  g_auto (GStrv) values = sy_value_counts_list (counts, G_MAXSIZE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) notes = NULL;

  for (gsize i = 0; values[i] != NULL; i++)
    {
      g_autofree char *count = sy_format_count ((gint64) sy_value_counts_get (counts, values[i]));

      g_strv_builder_add (builder, count);
    }
  notes = g_strv_builder_end (builder);
  sy_choice_button_set_items (self->values, (const char *const *) values,
                              (const char *const *) notes);
}

static void
on_attribute_selected (GtkDropDown *drop_down,
                       GParamSpec *pspec,
                       SyConsentForm *self)
{
  if (self->is_updating)
    return;
  sy_choice_button_set_chosen (self->values, NULL);
  list_values (self);
  show_count (self);
}

static void
on_values_changed (SyChoiceButton *values,
                   SyConsentForm *self)
{
  show_count (self);
}

static gpointer
set_consent (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const SyConsentRule *rule = data;

  sy_project_set_consent (project, rule != NULL ? rule->attribute : NULL,
                          rule != NULL ? (const char *const *) rule->refusals : NULL, error);
  return NULL;
}

static void
on_apply_clicked (GtkButton *button,
                  SyConsentForm *self)
{
  SyConsentRule *rule = create_rule (self);

  sy_project_edit (GTK_WIDGET (self), self->session, set_consent, rule,
                   (GDestroyNotify) sy_consent_rule_free,
                   rule != NULL ? _ ("The rule of consent holds") : _ ("Everyone is scored again"));
}

/* The form */

static void
sy_consent_form_dispose (GObject *object)
{
  SyConsentForm *self = SY_CONSENT_FORM (object);

  if (self->attribute != NULL)
    g_signal_handlers_disconnect_by_data (self->attribute, self);
  self->attribute = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_consent_form_parent_class)->dispose (object);
}

static void
sy_consent_form_finalize (GObject *object)
{
  g_free (SY_CONSENT_FORM (object)->applied);

  G_OBJECT_CLASS (sy_consent_form_parent_class)->finalize (object);
}

static void
sy_consent_form_class_init (SyConsentFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sy_consent_form_dispose;
  object_class->finalize = sy_consent_form_finalize;
}

static GtkWidget *
add_row (SyConsentForm *self,
         const char *title,
         GtkWidget *field)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_valign (field, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), field);
  adw_preferences_group_add (self->group, row);
  return row;
}

static void
sy_consent_form_init (SyConsentForm *self)
{
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Consent"));
  self->attribute = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_size_request (GTK_WIDGET (self->attribute), CHOICE_WIDTH_PX, -1);
  sy_accessible_set_name (GTK_WIDGET (self->attribute),
                          _ ("Attribute that tells whether a person agrees"));
  g_signal_connect (self->attribute, "notify::selected", G_CALLBACK (on_attribute_selected), self);
  add_row (self, _ ("Whether a person agrees is told by"), GTK_WIDGET (self->attribute));
  self->values = SY_CHOICE_BUTTON (sy_choice_button_new (_ ("Values that mean no"),
                                                         _ ("Choose…")));
  sy_choice_button_set_free_text (self->values, TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->values), CHOICE_WIDTH_PX, -1);
  g_signal_connect (self->values, "changed", G_CALLBACK (on_values_changed), self);
  self->values_row = add_row (self, _ ("Values that mean no"), GTK_WIDGET (self->values));
  self->apply = gtk_button_new_with_label (_ ("Apply"));
  sy_accessible_set_name (self->apply, _ ("Apply the Rule of Consent"));
  g_signal_connect (self->apply, "clicked", G_CALLBACK (on_apply_clicked), self);
  self->count_row = ADW_ACTION_ROW (add_row (self, _ ("Left out"), self->apply));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}

GtkWidget *
sy_consent_form_new (SySession *session)
{
  SyConsentForm *self = g_object_new (SY_TYPE_CONSENT_FORM, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

/* The first entry is no rule; an attribute that nobody has any more keeps an entry. */
static void
list_attributes (SyConsentForm *self,
                 const SyConsentRule *rule)
{
  const char *none = _ ("nothing: everyone is scored");
  g_auto (GStrv) attributes = sy_log_list_attributes (sy_session_get_log (self->session));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  g_strv_builder_add (builder, none);
  g_strv_builder_addv (builder, (const char **) attributes);
  names = g_strv_builder_end (builder);
  sy_name_list_show (self->attribute, (const char *const *) names,
                     rule != NULL ? rule->attribute : none);
}

void
sy_consent_form_show (SyConsentForm *self,
                      const SyConsentRule *rule)
{
  g_return_if_fail (SY_IS_CONSENT_FORM (self));

  self->is_updating = TRUE;
  g_free (self->applied);
  self->applied = rule_to_text (rule);
  list_attributes (self, rule);
  sy_choice_button_set_chosen (self->values,
                               rule != NULL ? (const char *const *) rule->refusals : NULL);
  list_values (self);
  self->is_updating = FALSE;
  show_count (self);
}
