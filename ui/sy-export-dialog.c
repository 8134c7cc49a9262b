/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-export-dialog.h"
#include "sy-files.h"
#include "sy-format.h"
#include "sy-job-view.h"
#include "sy-segment-purpose.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SyExportDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkWidget *export;
  GtkStack *stack;
  AdwPreferencesGroup *columns;
  AdwComboRow *format;
  GtkWidget *exclusive_row;
  GtkSwitch *exclusive;
  GtkLabel *warning;
  GtkLabel *problem;
  SyJobView *job_view;

  /* Owned */
  SySession *session;
  SySegment *segment;
  char *name;
  GPtrArray *column_names;
  GPtrArray *switches;
  SyJob *job;
};

G_DEFINE_FINAL_TYPE (SyExportDialog, sy_export_dialog, ADW_TYPE_WINDOW)

/* In the order of the list in the .ui file. */
static const SyCsvWriterFlags formats[] = {
  SY_CSV_WRITER_DEFAULT,
  SY_CSV_WRITER_BOM | SY_CSV_WRITER_CRLF,
  SY_CSV_WRITER_RAW,
};

/* Work */

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  SyScores *scores;
  SySegment *segment;
  GPtrArray *columns; /* NULL-terminated */
  SyCsvWriterFlags flags;
  gboolean exclusive;
  char *name;
  char *project;
  char *path;
} ExportInput;

static void
export_input_free (ExportInput *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  sy_scores_unref (input->scores);
  sy_segment_free (input->segment);
  g_ptr_array_unref (input->columns);
  g_free (input->name);
  g_free (input->project);
  g_free (input->path);
  g_free (input);
}

static gpointer
run_export (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  ExportInput *input = data;
  SyExportSource source = { input->log, input->model, input->scores };
  SyExportOptions options = SY_EXPORT_OPTIONS_INIT;
  g_autoptr (SySegmentClaims) claims = NULL;
  g_autoptr (SyExportResult) result = NULL;
  g_autofree char *file_name = g_path_get_basename (input->path);

  options.columns = (const char *const *) input->columns->pdata;
  options.flags = input->flags;
  options.segment = input->segment;
  options.segment_name = input->name;
  options.project = input->project;
  options.created_at = g_get_real_time () / G_USEC_PER_SEC;
  if (input->exclusive)
    {
      claims = sy_segment_claims_new (project, input->log, input->model->name,
                                      sy_scores_get_as_of (input->scores), cancellable, error);
      if (claims == NULL)
        return NULL;
      options.claims = claims;
    }
  result = sy_export_segment (&source, input->path, &options, cancellable, sy_job_progress, job,
                              error);
  if (result == NULL)
    return NULL;
  /* The file is written: a project that can only be read just does not list it. */
  sy_project_add_export (project, file_name, (gint64) result->n_rows, result->manifest, NULL);
  return g_steal_pointer (&result);
}

static char *
describe_result (const SyExportResult *result)
{
  g_autofree char *people = sy_format_count_of ((gint64) result->n_rows, _ ("person"),
                                                _ ("people"));

  if (result->n_lost > 0)
    return g_strdup_printf (_ ("%s exported; %d more are in a segment of higher priority"), people,
                            (int) result->n_lost);
  if (result->n_made_harmless == 0)
    return g_strdup_printf (_ ("%s exported, with a manifest"), people);
  return g_strdup_printf (
      _ ("%s exported; %d texts got an apostrophe, a spreadsheet would have run them"), people,
      (int) result->n_made_harmless);
}

static void
exported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (SyExportDialog) self = SY_EXPORT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExportResult) export = sy_job_run_finish (SY_JOB (source), result, &error);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *text = NULL;

  g_clear_object (&self->job);
  if (self->session == NULL)
    return;
  if (export == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "form");
      gtk_widget_set_sensitive (self->export, TRUE);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_label_set_label (self->problem, error->message);
      return;
    }
  text = describe_result (export);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "s", text);
  sy_session_project_changed (self->session);
  gtk_window_close (GTK_WINDOW (self));
}

static GPtrArray *
list_columns (SyExportDialog *self)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->switches->len; i++)
    if (gtk_switch_get_active (g_ptr_array_index (self->switches, i)))
      g_ptr_array_add (columns, g_strdup (g_ptr_array_index (self->column_names, i)));
  g_ptr_array_add (columns, NULL);
  return columns;
}

static void
on_file_chosen (GFile *file,
                gpointer user_data)
{
  SyExportDialog *self = SY_EXPORT_DIALOG (user_data);
  const SyTuning *tuning;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  ExportInput *input;

  if (path == NULL || self->session == NULL)
    return;
  tuning = sy_session_get_tuning (self->session);
  if (tuning == NULL)
    return;
  input = g_new0 (ExportInput, 1);
  input->log = sy_event_log_ref (sy_session_get_log (self->session));
  input->model = sy_model_ref (sy_session_get_tuned_draft (self->session));
  input->scores = sy_scores_ref (tuning->draft.scores);
  input->segment = sy_segment_copy (self->segment);
  input->columns = list_columns (self);
  input->flags = formats[adw_combo_row_get_selected (self->format)];
  input->exclusive = self->name != NULL && gtk_switch_get_active (self->exclusive);
  input->name = g_strdup (self->name);
  input->project = g_strdup (sy_session_get_title (self->session));
  input->path = g_steal_pointer (&path);
  gtk_label_set_label (self->problem, "");
  gtk_widget_set_sensitive (self->export, FALSE);
  self->job = sy_job_new ();
  sy_job_view_show (self->job_view, self->job, _ ("Writing the file"), _ ("rows"));
  gtk_stack_set_visible_child_name (self->stack, "progress");
  sy_session_run_async (self->session,
                        self->job,
                        run_export,
                        input,
                        (GDestroyNotify) export_input_free,
                        (GDestroyNotify) sy_export_result_free,
                        exported_cb,
                        g_object_ref (self));
}

static void
on_export_clicked (GtkButton *button,
                   SyExportDialog *self)
{
  g_autofree char *stem = g_ascii_strdown (self->name != NULL ? self->name : "people", -1);
  g_autofree char *file = NULL;

  g_strdelimit (stem, " /\\:*?\"<>|", '-');
  file = g_strconcat (stem, ".csv", NULL);
  sy_files_save (GTK_WINDOW (self), _ ("Export the Segment"), SY_FILE_CSV, file, on_file_chosen,
                 self);
}

/* Columns */

static void
on_switched (GtkSwitch *toggle,
             GParamSpec *pspec,
             SyExportDialog *self)
{
  g_autoptr (GPtrArray) columns = list_columns (self);

  gtk_widget_set_sensitive (self->export, columns->len > 1);
}

static void
add_column (SyExportDialog *self,
            const char *name,
            const char *title,
            const char *subtitle,
            gboolean active)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  gtk_switch_set_active (GTK_SWITCH (toggle), active);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (on_switched), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (self->columns, row);
  g_ptr_array_add (self->column_names, g_strdup (name));
  g_ptr_array_add (self->switches, toggle);
}

static void
add_columns (SyExportDialog *self)
{
  SyEventLog *log = sy_session_get_log (self->session);

  add_column (self, "person", _ ("Person"), NULL, TRUE);
  add_column (self, "score", _ ("Score"), NULL, TRUE);
  add_column (self, "band", _ ("Band"), NULL, TRUE);
  add_column (self, "reasons", _ ("Reasons"), _ ("the three rules that count most"), FALSE);
  add_column (self, "action", _ ("Action"), _ ("of the band’s playbook"), FALSE);
  add_column (self, "raw", _ ("Raw score"), _ ("before the scale"), FALSE);
  add_column (self, "model", _ ("Model"), NULL, FALSE);
  add_column (self, "as_of", _ ("As-of date"), NULL, FALSE);
  for (guint32 i = 0; i < sy_event_log_get_n_attributes (log); i++)
    {
      const char *title = sy_event_log_get_attribute (log, i)->name;
      g_autofree char *name = g_strconcat ("attribute:", title, NULL);

      add_column (self, name, title, _ ("attribute"), FALSE);
    }
}

/* Dialog */

static gboolean
sy_export_dialog_close_request (GtkWindow *window)
{
  SyExportDialog *self = SY_EXPORT_DIALOG (window);

  if (self->job != NULL)
    {
      sy_job_cancel (self->job);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (sy_export_dialog_parent_class)->close_request (window);
}

static void
sy_export_dialog_dispose (GObject *object)
{
  SyExportDialog *self = SY_EXPORT_DIALOG (object);

  sy_job_drop (&self->job);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sy_export_dialog_parent_class)->dispose (object);
}

static void
sy_export_dialog_finalize (GObject *object)
{
  SyExportDialog *self = SY_EXPORT_DIALOG (object);

  g_clear_pointer (&self->segment, sy_segment_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->column_names, g_ptr_array_unref);
  g_clear_pointer (&self->switches, g_ptr_array_unref);

  G_OBJECT_CLASS (sy_export_dialog_parent_class)->finalize (object);
}

static void
sy_export_dialog_class_init (SyExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sy_export_dialog_dispose;
  object_class->finalize = sy_export_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sy_export_dialog_close_request;

  g_type_ensure (SY_TYPE_JOB_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyExportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SyExportDialog, export);
  gtk_widget_class_bind_template_child (widget_class, SyExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SyExportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, SyExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, SyExportDialog, exclusive_row);
  gtk_widget_class_bind_template_child (widget_class, SyExportDialog, exclusive);
  gtk_widget_class_bind_template_child (widget_class, SyExportDialog, warning);
  gtk_widget_class_bind_template_child (widget_class, SyExportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, SyExportDialog, job_view);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_export_dialog_init (SyExportDialog *self)
{
  self->column_names = g_ptr_array_new_with_free_func (g_free);
  self->switches = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

SyExportDialog *
sy_export_dialog_new (GtkWindow *parent,
                      SySession *session,
                      const SySegment *segment,
                      const char *name,
                      gsize n_people)
{
  SyExportDialog *self = g_object_new (SY_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *people = sy_format_count_of ((gint64) n_people, _ ("person"), _ ("people"));
  g_autofree char *who = sy_segment_describe (segment);
  g_autofree char *gaps = name != NULL ? sy_segment_use_describe_gaps (segment->use) : NULL;
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", people, name != NULL ? name : who);

  self->session = g_object_ref (session);
  self->segment = sy_segment_copy (segment);
  self->name = g_strdup (name);
  adw_window_title_set_title (self->title, _ ("Export"));
  adw_window_title_set_subtitle (self->title, subtitle);
  if (gaps != NULL)
    {
      g_autofree char *warning = g_strdup_printf (_ ("%s: the manifest says so."), gaps);

      gtk_label_set_label (self->warning, warning);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->warning), gaps != NULL);
  gtk_widget_set_visible (self->exclusive_row, name != NULL);
  add_columns (self);
  return self;
}
