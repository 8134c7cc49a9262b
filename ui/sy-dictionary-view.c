/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dictionary-view.h"
#include "sy-accessible.h"
#include "sy-alias-dialog.h"
#include "sy-dictionary-inspector.h"
#include "sy-dictionary-table.h"
#include "sy-dictionary-text.h"

#include <glib/gi18n.h>

struct _SyDictionaryView
{
  GtkWidget parent_instance;

  /* Template children */
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwFlap *flap;
  GtkEditable *search;
  GtkDropDown *filter;
  GtkStack *rows;
  SyDictionaryTable *table;
  AdwStatusPage *none;
  GtkLabel *summary;
  SyDictionaryInspector *inspector;

  /* Owned */
  SySession *session;
  GSignalGroup *signals;
  SyJob *job;
  SyDictionary *dictionary;
  char *alias_name; /* what the open dialog asks about */
  char *wanted;     /* to be selected when the events are read again */

  gboolean is_stale;
  gboolean wants_focus;
};

G_DEFINE_FINAL_TYPE (SyDictionaryView, sy_dictionary_view, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
toast (SyDictionaryView *self,
       const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", text);
}

/* Showing */

static void
on_selected (SyDictionaryView *self,
             const char *name)
{
  sy_dictionary_inspector_show (self->inspector, self->session, self->dictionary, name);
}

static void
show_rows (SyDictionaryView *self)
{
  guint filter = gtk_drop_down_get_selected (self->filter);
  guint n = sy_dictionary_table_set_filter (self->table, filter,
                                            gtk_editable_get_text (self->search));

  gtk_stack_set_visible_child_name (self->rows, n > 0 ? "table" : "none");
  if (n == 0)
    adw_status_page_set_description (self->none,
                                     filter == SY_DICTIONARY_STALE
                                         ? _ ("A type is stale after a silence longer than its cadence. "
                                              "Set cadences in the details of the types.")
                                         : _ ("No event type is like that."));
}

static void
on_filter_changed (SyDictionaryView *self)
{
  if (self->dictionary != NULL)
    show_rows (self);
}

static void
on_show_all (SyDictionaryView *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_drop_down_set_selected (self->filter, SY_DICTIONARY_ALL);
  show_rows (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
on_stop_search (SyDictionaryView *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* Takes the dictionary. */
static void
show_dictionary (SyDictionaryView *self,
                 SyDictionary *dictionary)
{
  g_autofree char *summary = sy_dictionary_text_summary (dictionary);

  g_clear_pointer (&self->dictionary, sy_dictionary_unref);
  self->dictionary = dictionary;
  gtk_spinner_stop (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, dictionary->n_lines > 0 ? "types" : "empty");
  gtk_label_set_label (self->summary, summary);
  sy_dictionary_inspector_withdraw_mute (self->inspector);
  sy_dictionary_table_set_read_only (self->table, sy_session_is_read_only (self->session));
  sy_dictionary_table_set_dictionary (self->table, dictionary);
  show_rows (self);
  if (self->wanted != NULL)
    sy_dictionary_table_select (self->table, self->wanted);
  g_clear_pointer (&self->wanted, g_free);
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  self->wants_focus = FALSE;
}

/* Reading: the file's dictionary in its lane, then the log in a thread of its own. */

typedef struct
{
  GPtrArray *entries;
  SyEventLog *log;
  gint64 as_of;
} BuildInput;

static void
build_input_free (BuildInput *input)
{
  g_clear_pointer (&input->entries, g_ptr_array_unref);
  g_clear_pointer (&input->log, sy_event_log_unref);
  g_free (input);
}

static gpointer
build_dictionary (SyJob *job,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  BuildInput *input = data;

  return sy_dictionary_new (input->entries, input->log, input->as_of, cancellable, error);
}

static void
built_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyDictionaryView) self = SY_DICTIONARY_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyDictionary) dictionary = sy_job_run_finish (SY_JOB (source), result, &error);

  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  if (dictionary != NULL)
    show_dictionary (self, g_steal_pointer (&dictionary));
}

static gpointer
list_types (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  return sy_project_list_types (project, cancellable, error);
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyDictionaryView) self = SY_DICTIONARY_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = sy_job_run_finish (SY_JOB (source), result, &error);
  BuildInput *input;

  if (self->job != SY_JOB (source))
    return;
  g_clear_object (&self->job);
  if (entries == NULL)
    {
      toast (self, error->message);
      return;
    }
  input = g_new0 (BuildInput, 1);
  input->entries = g_steal_pointer (&entries);
  input->log = sy_event_log_ref (sy_session_get_log (self->session));
  input->as_of = sy_session_get_as_of (self->session);
  self->job = sy_job_new ();
  sy_job_run_async (self->job, NULL, build_dictionary, input, (GDestroyNotify) build_input_free,
                    (GDestroyNotify) sy_dictionary_unref, built_cb, g_object_ref (self));
}

static void
refresh (SyDictionaryView *self)
{
  self->is_stale = FALSE;
  sy_job_drop (&self->job);
  if (self->dictionary == NULL)
    gtk_spinner_start (self->spinner);
  self->job = sy_job_new ();
  sy_session_run_async (self->session, self->job, list_types, NULL, NULL,
                        (GDestroyNotify) g_ptr_array_unref, listed_cb, g_object_ref (self));
}

static void
on_session_changed (SySession *session,
                    SyDictionaryView *self)
{
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* Edits */

static void
follow_in_draft (SyDictionaryView *self,
                 const SyDictionaryEdit *edit,
                 const char *label)
{
  SyModel *draft = sy_session_get_draft (self->session);
  g_autoptr (SyModel) renamed =
      draft != NULL ? sy_dictionary_edit_follow (edit, draft) : NULL;

  if (renamed != NULL)
    sy_session_set_draft (self->session, renamed, label, FALSE);
}

static void
applied_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (SyDictionaryView) self = SY_DICTIONARY_VIEW (user_data);
  g_autoptr (SyDictionaryEdit) edit = g_object_steal_data (source, "sy-edit");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = sy_dictionary_edit_describe (edit);

  sy_job_run_finish (SY_JOB (source), result, &error);
  if (self->session == NULL)
    return;
  if (error != NULL)
    {
      toast (self, error->message);
      sy_dictionary_table_reset_switches (self->table);
      refresh (self);
      return;
    }
  if (text != NULL)
    toast (self, text);
  if (!sy_dictionary_edit_changes_log (edit))
    {
      show_dictionary (self, sy_dictionary_with_entry (self->dictionary, edit->entry));
      sy_session_read_types (self->session);
      return;
    }
  follow_in_draft (self, edit, text);
  g_free (self->wanted);
  self->wanted = g_strdup (edit->kind == SY_DICTIONARY_MERGE ? edit->target : edit->name);
  self->wants_focus = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.reload", NULL);
}

static gpointer
apply_edit (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  sy_dictionary_edit_apply (data, project, error);
  return NULL;
}

static void
on_edit (SyDictionaryView *self,
         SyDictionaryEdit *edit)
{
  g_autoptr (SyJob) job = sy_job_new ();

  g_object_set_data_full (G_OBJECT (job), "sy-edit", sy_dictionary_edit_ref (edit),
                          (GDestroyNotify) sy_dictionary_edit_unref);
  sy_session_run_async (self->session, job, apply_edit, sy_dictionary_edit_ref (edit),
                        (GDestroyNotify) sy_dictionary_edit_unref, NULL, applied_cb,
                        g_object_ref (self));
}

static void
on_target_chosen (SyAliasDialog *dialog,
                  const char *target,
                  SyDictionaryView *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyDictionaryEdit) edit =
      sy_dictionary_edit_new_merge (self->dictionary, self->alias_name, target, &error);

  if (edit != NULL)
    on_edit (self, edit);
  else
    toast (self, error->message);
}

static void
on_alias_asked (SyDictionaryView *self,
                const char *name)
{
  SyModel *draft = sy_session_get_draft (self->session);
  g_autoptr (SyModel) renamed =
      draft != NULL ? sy_dictionary_edit_rename_in_model (draft, name, "") : NULL;
  SyAliasDialog *dialog;

  g_free (self->alias_name);
  self->alias_name = g_strdup (name);
  dialog = sy_alias_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                self->dictionary, name, renamed != NULL);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_target_chosen), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_activate (SyDictionaryView *self)
{
  adw_flap_set_reveal_flap (self->flap, TRUE);
}

static void
on_mute_asked (SyDictionaryView *self)
{
  adw_flap_set_reveal_flap (self->flap, TRUE);
  sy_dictionary_inspector_ask_mute (self->inspector);
}

static void
on_mute_withdrawn (SyDictionaryView *self)
{
  sy_dictionary_inspector_withdraw_mute (self->inspector);
}

static void
on_mute_cancelled (SyDictionaryView *self)
{
  sy_dictionary_table_reset_switches (self->table);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* Widget */

static void
sy_dictionary_view_map (GtkWidget *widget)
{
  SyDictionaryView *self = SY_DICTIONARY_VIEW (widget);

  GTK_WIDGET_CLASS (sy_dictionary_view_parent_class)->map (widget);
  if (self->is_stale)
    refresh (self);
}

static void
sy_dictionary_view_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  SyDictionaryView *self = SY_DICTIONARY_VIEW (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      g_signal_group_set_target (self->signals, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sy_dictionary_view_dispose (GObject *object)
{
  SyDictionaryView *self = SY_DICTIONARY_VIEW (object);

  sy_job_drop (&self->job);
  g_clear_object (&self->signals);
  /* A table that goes loses its rows, and says so. */
  if (self->table != NULL)
    g_signal_handlers_disconnect_by_data (self->table, self);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  gtk_widget_dispose_template (GTK_WIDGET (self), SY_TYPE_DICTIONARY_VIEW);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dictionary, sy_dictionary_unref);
  g_clear_pointer (&self->alias_name, g_free);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (sy_dictionary_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SY_TYPE_DICTIONARY_TABLE);
  g_type_ensure (SY_TYPE_DICTIONARY_INSPECTOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-dictionary-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryView, stack);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryView, spinner);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryView, flap);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryView, search);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryView, filter);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryView, rows);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryView, table);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryView, none);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryView, summary);
  gtk_widget_class_bind_template_child (widget_class, SyDictionaryView, inspector);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_show_all);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_edit);
  gtk_widget_class_bind_template_callback (widget_class, on_alias_asked);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_mute_asked);
  gtk_widget_class_bind_template_callback (widget_class, on_mute_withdrawn);
  gtk_widget_class_bind_template_callback (widget_class, on_mute_cancelled);
}

static void
sy_dictionary_view_class_init (SyDictionaryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = sy_dictionary_view_set_property;
  object_class->dispose = sy_dictionary_view_dispose;
  widget_class->map = sy_dictionary_view_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SY_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  bind_template (widget_class);
}

static void
sy_dictionary_view_init (SyDictionaryView *self)
{
  static const char *const names[] = { "log-changed", "as-of-changed", "model-changed" };

  self->is_stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sy_accessible_set_name (GTK_WIDGET (self->filter), _ ("Which types to show"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (
                                      gtk_widget_get_first_child (GTK_WIDGET (self->filter))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Which types to show"), -1);
  self->signals = g_signal_group_new (SY_TYPE_SESSION);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_group_connect (self->signals, names[i], G_CALLBACK (on_session_changed), self);
}
