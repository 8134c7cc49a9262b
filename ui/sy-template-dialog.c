/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-template-dialog.h"

#include <glib/gi18n.h>

#include "sy-editable.h"

struct _SyTemplateDialog
{
  AdwWindow parent_instance;

  /* Template children */
  GtkWidget *create;
  GtkEditable *name;
  AdwPreferencesGroup *group;

  /* Owned */
  SySession *session;
  SyJob *job;
  GPtrArray *choices; /* of Choice; the first is the empty model */
  char *proposed;     /* the name last filled in */
};

G_DEFINE_FINAL_TYPE (SyTemplateDialog, sy_template_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  const SyTemplate *template; /* NULL: empty */
  SyModel *model;             /* NULL until it is adapted, or when nothing fits */
  AdwExpanderRow *row;        /* borrowed */
  GtkCheckButton *check;      /* borrowed */
} Choice;

static void
choice_free (Choice *choice)
{
  g_clear_pointer (&choice->model, sy_model_unref);
  g_free (choice);
}

/* Adapting all templates, in a thread */

typedef struct
{
  SyModel *model;
  char **notes;
  char *obstacle;
} Adapted;

static void
adapted_free (Adapted *adapted)
{
  g_clear_pointer (&adapted->model, sy_model_unref);
  g_strfreev (adapted->notes);
  g_free (adapted->obstacle);
  g_free (adapted);
}

typedef struct
{
  SyEventLog *log;
  gint64 as_of;
} Input;

static void
input_free (Input *input)
{
  sy_event_log_unref (input->log);
  g_free (input);
}

static gpointer
adapt_all (SyJob *job,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  const Input *input = data;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) adapted_free);
  gsize n;
  const SyTemplate *templates = sy_template_list (&n);

  for (gsize i = 0; i < n; i++)
    {
      Adapted *adapted = g_new0 (Adapted, 1);
      g_autoptr (GError) reason = NULL;

      g_ptr_array_add (all, adapted);
      adapted->model = sy_template_adapt (templates[i].id, input->log, input->as_of,
                                          &adapted->notes, cancellable, &reason);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (adapted->model == NULL)
        adapted->obstacle = g_strdup (reason->message);
    }
  return g_steal_pointer (&all);
}

/* Showing */

static Choice *
find_chosen (SyTemplateDialog *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (self->choices, i);

      if (gtk_check_button_get_active (choice->check))
        return choice;
    }
  return NULL;
}

static void
update (SyTemplateDialog *self)
{
  const Choice *choice = find_chosen (self);
  g_autofree char *name = sy_editable_dup_text (self->name);

  gtk_widget_set_sensitive (self->create, choice != NULL && *name != '\0' &&
                                              (choice->template == NULL || choice->model != NULL));
}

/* The name follows the choice while it is not the user's own. */
static void
on_chosen (SyTemplateDialog *self)
{
  const Choice *choice = find_chosen (self);
  const char *text = gtk_editable_get_text (self->name);
  const char *wished;

  if (choice == NULL)
    return;
  wished = choice->template == NULL ? _ ("New model")
           : choice->model != NULL  ? choice->model->name
                                    : choice->template->title;
  if (*text == '\0' || g_strcmp0 (text, self->proposed) == 0)
    {
      g_free (self->proposed);
      self->proposed = g_strdup (wished);
      gtk_editable_set_text (self->name, wished);
    }
  update (self);
}

static void
on_name_changed (SyTemplateDialog *self)
{
  if (self->choices != NULL)
    update (self);
}

static void
add_line (AdwExpanderRow *row,
          const char *title,
          const char *subtitle,
          const char *icon)
{
  GtkWidget *line = adw_action_row_new ();
  g_autofree char *title_text = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), title_text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (line), 0);
  if (subtitle != NULL)
    {
      g_autofree char *text = g_markup_escape_text (subtitle, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (line), text);
    }
  if (icon != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (line), gtk_image_new_from_icon_name (icon));
  adw_expander_row_add_row (row, line);
}

static void
show_adapted (Choice *choice,
              const Adapted *adapted)
{
  guint n_rules;
  g_autofree char *fit = NULL;
  g_autofree char *subtitle = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (choice->check), adapted->model != NULL);
  if (adapted->model == NULL)
    {
      subtitle = g_strdup_printf (_ ("%s\nNothing of it fits these events."),
                                  choice->template->summary);
      adw_expander_row_set_subtitle (choice->row, subtitle);
      add_line (choice->row, adapted->obstacle, NULL, "dialog-information-symbolic");
      return;
    }
  choice->model = sy_model_ref (adapted->model);
  n_rules = sy_model_get_n_rules (adapted->model);
  fit = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u rule fits these events",
                                      "%u rules fit these events", n_rules),
                         n_rules);
  subtitle = g_strdup_printf ("%s\n%s%s", choice->template->summary, fit,
                              adapted->notes[0] != NULL ? _ ("; see what is left out") : "");
  adw_expander_row_set_subtitle (choice->row, subtitle);
  for (guint i = 0; i < adapted->model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (adapted->model, i);

      for (guint j = 0; j < group->rules->len; j++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, j);
          g_autofree char *described = sy_rule_describe (rule);
          g_autofree char *title = g_strdup_printf ("%s: %s", group->name,
                                                    sy_rule_get_label (rule));

          add_line (choice->row, title, described, NULL);
        }
    }
  for (gsize i = 0; adapted->notes[i] != NULL; i++)
    add_line (choice->row, adapted->notes[i], NULL, "dialog-information-symbolic");
}

static void
adapted_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (SyTemplateDialog) self = user_data;
  g_autoptr (GPtrArray) all = sy_job_run_finish (SY_JOB (source), result, NULL);

  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  if (all == NULL || self->session == NULL)
    return;
  for (guint i = 0; i < all->len; i++)
    show_adapted (g_ptr_array_index (self->choices, i + 1), g_ptr_array_index (all, i));
  on_chosen (self);
}

static Choice *
add_choice (SyTemplateDialog *self,
            const SyTemplate *template,
            const char *title,
            const char *subtitle)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->template = template;
  choice->row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  choice->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (choice->row), title);
  adw_expander_row_set_subtitle (choice->row, subtitle);
  adw_expander_row_set_enable_expansion (choice->row, template != NULL);
  gtk_widget_set_valign (GTK_WIDGET (choice->check), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  if (self->choices->len > 0)
    gtk_check_button_set_group (choice->check,
                                ((Choice *) g_ptr_array_index (self->choices, 0))->check);
  gtk_widget_set_sensitive (GTK_WIDGET (choice->check), template == NULL);
  g_signal_connect_object (choice->check, "toggled", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
  adw_expander_row_add_prefix (choice->row, GTK_WIDGET (choice->check));
  adw_preferences_group_add (self->group, GTK_WIDGET (choice->row));
  g_ptr_array_add (self->choices, choice);
  return choice;
}

static void
fill (SyTemplateDialog *self)
{
  gsize n;
  const SyTemplate *templates = sy_template_list (&n);
  Choice *empty = add_choice (self, NULL, _ ("Empty model"), _ ("No rule yet, and one band."));
  Input *input = g_new0 (Input, 1);

  for (gsize i = 0; i < n; i++)
    add_choice (self, &templates[i], templates[i].title, templates[i].summary);
  gtk_check_button_set_active (empty->check, TRUE);
  on_chosen (self);
  input->log = sy_event_log_ref (sy_session_get_log (self->session));
  input->as_of = sy_session_get_as_of (self->session);
  self->job = sy_job_new ();
  sy_job_run_async (self->job, NULL, adapt_all, input, (GDestroyNotify) input_free,
                    (GDestroyNotify) g_ptr_array_unref, adapted_cb, g_object_ref (self));
}

static void
on_create_clicked (SyTemplateDialog *self)
{
  const Choice *choice = find_chosen (self);
  g_autofree char *name = sy_editable_dup_text (self->name);
  g_autofree char *label = NULL;
  g_autoptr (SyModel) model = NULL;

  if (choice == NULL || *name == '\0')
    return;
  if (choice->template == NULL)
    {
      model = sy_model_new (name);
      label = g_strdup (_ ("New model"));
    }
  else
    {
      model = sy_model_copy (choice->model);
      g_free (model->name);
      model->name = g_strdup (name);
      label = g_strdup_printf (_ ("From the template “%s”"), choice->template->title);
    }
  sy_session_add_model (self->session, model, label);
  g_signal_emit (self, signals[SIGNAL_CREATED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
sy_template_dialog_dispose (GObject *object)
{
  SyTemplateDialog *self = SY_TEMPLATE_DIALOG (object);

  sy_job_drop (&self->job);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_template_dialog_parent_class)->dispose (object);
}

static void
sy_template_dialog_finalize (GObject *object)
{
  SyTemplateDialog *self = SY_TEMPLATE_DIALOG (object);

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_free (self->proposed);

  G_OBJECT_CLASS (sy_template_dialog_parent_class)->finalize (object);
}

static void
sy_template_dialog_class_init (SyTemplateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_template_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_template_dialog_finalize;

  signals[SIGNAL_CREATED] = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-template-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyTemplateDialog, create);
  gtk_widget_class_bind_template_child (widget_class, SyTemplateDialog, name);
  gtk_widget_class_bind_template_child (widget_class, SyTemplateDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, on_create_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_template_dialog_init (SyTemplateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) choice_free);
}

SyTemplateDialog *
sy_template_dialog_new (GtkWindow *parent,
                        SySession *session)
{
  SyTemplateDialog *self = g_object_new (SY_TYPE_TEMPLATE_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  return self;
}
