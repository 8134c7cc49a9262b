/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-dialog.h"
#include "sy-format.h"
#include "sy-import-form.h"
#include "sy-import-preview.h"
#include "sy-import-queue.h"
#include "sy-import-result.h"
#include "sy-job-view.h"
#include "sy-table-view.h"

#include <glib/gi18n.h>

/*
 * Every change in the form asks for a new plan. One plan is made at a time;
 * when the options changed meanwhile, the next one begins when it is ready.
 *
 * Several files wait in a queue. Each is shown, imported or skipped, and shows its result; the ones
 * after it can come in by themselves, until one leaves something open.
 */

struct _SyImportDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkWidget *cancel;
  GtkWidget *import;
  GtkWidget *skip;
  GtkWidget *next;
  GtkWidget *done;
  GtkStack *stack;
  AdwStatusPage *failed;
  SyImportForm *form;
  GtkLabel *preview_label;
  AdwBin *preview_bin;
  GtkImage *verdict_icon;
  GtkLabel *verdict;
  GtkCheckButton *rest;
  GtkSpinner *spinner;
  SyJobView *job_view;
  SyImportResult *result;
  GtkLabel *files_headline;
  AdwBin *files_bin;

  /* Owned */
  SySession *session;
  SyImportQueue *queue;
  SyTableView *preview;
  SyTableView *files;
  SyImportOptions *options;
  SyImportPlan *plan;
  SyJob *job;
  SyImportReport *report;
  gboolean is_planning;
  gboolean plan_again;
};

G_DEFINE_FINAL_TYPE (SyImportDialog, sy_import_dialog, ADW_TYPE_WINDOW)

/* Planning */

static void start_plan (SyImportDialog *self);
static void start_import (SyImportDialog *self);
static void show_file (SyImportDialog *self);

/* Whether the files after the first come in without a question. */
static gboolean
goes_on_alone (SyImportDialog *self)
{
  return gtk_check_button_get_active (self->rest);
}

/* The buttons of what is shown: a plan, a job, or a result. */
static void
show_buttons (SyImportDialog *self,
              const char *page)
{
  gboolean has_more = sy_import_queue_get_n_left (self->queue) > 0;
  gboolean has_many = sy_import_queue_get_n_files (self->queue) > 1;
  gboolean asks = g_str_equal (page, "plan") || g_str_equal (page, "failed") ||
                  g_str_equal (page, "looking");
  gboolean ends = g_str_equal (page, "result") || g_str_equal (page, "files");

  gtk_widget_set_visible (self->cancel, asks);
  gtk_widget_set_visible (self->import, g_str_equal (page, "plan"));
  gtk_widget_set_visible (self->skip, asks && has_many);
  gtk_widget_set_visible (self->next, g_str_equal (page, "result") && has_many);
  gtk_widget_set_visible (self->done, ends && (!has_many || g_str_equal (page, "files")));
  gtk_widget_set_visible (GTK_WIDGET (self->rest), has_more);
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* On to the next file, or to the list of all. */
static void
go_on (SyImportDialog *self)
{
  g_autoptr (SyTableSource) source = NULL;
  g_autofree char *headline = NULL;

  if (sy_import_queue_get_n_left (self->queue) > 0)
    {
      sy_import_queue_next (self->queue);
      show_file (self);
      return;
    }
  source = sy_import_queue_create_source (self->queue);
  headline = sy_import_queue_dup_headline (self->queue);
  adw_window_title_set_title (self->title, _ ("Import"));
  adw_window_title_set_subtitle (self->title, sy_session_get_title (self->session));
  sy_table_view_set_source (self->files, source);
  gtk_label_set_label (self->files_headline, headline);
  show_buttons (self, "files");
  gtk_widget_grab_focus (self->done);
}

typedef struct
{
  char *path;
  SyImportOptions *options;
} PlanInput;

static void
plan_input_free (PlanInput *input)
{
  g_free (input->path);
  sy_import_options_free (input->options);
  g_free (input);
}

static gpointer
make_plan (SyProject *project,
           SyJob *job,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  PlanInput *input = data;

  return sy_import_plan_new (project, input->path, input->options, cancellable, error);
}

static void
show_verdict (SyImportDialog *self,
              const char *icon,
              const char *css_class,
              const char *text)
{
  gtk_image_set_from_icon_name (self->verdict_icon, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->verdict), (const char *[]){ css_class, NULL });
  gtk_label_set_label (self->verdict, text);
}

static guint
count_bad_rows (SyImportPlan *plan)
{
  gsize n_rows;
  const SyPlanRow *rows = sy_import_plan_get_rows (plan, &n_rows);
  guint n_bad = 0;

  for (gsize i = 0; i < n_rows; i++)
    if (rows[i].problem != NULL)
      n_bad++;
  return n_bad;
}

static void
show_plan (SyImportDialog *self)
{
  g_autoptr (SyTableSource) rows = sy_import_preview_create_source (self->plan);
  g_autofree char *obstacle = sy_import_preview_find_obstacle (self->plan);
  g_autofree char *label = NULL;
  guint n_rows = sy_table_source_get_n_rows (rows);
  guint n_bad = count_bad_rows (self->plan);

  sy_import_form_set_plan (self->form, self->plan);
  sy_table_view_set_source (self->preview, rows);
  if (n_bad == 0)
    label = g_strdup_printf (_ ("The first %u rows, as they would be imported"), n_rows);
  else
    label = g_strdup_printf (_ ("The first %u rows; %u would be set aside, marked cells say why"),
                             n_rows, n_bad);
  gtk_label_set_label (self->preview_label, label);
  gtk_widget_set_sensitive (self->import, obstacle == NULL);
  if (obstacle == NULL)
    show_verdict (
        self, "emblem-ok-symbolic", "dim-label",
        _ ("Ready. Every row becomes an entry of the project or is kept aside with its reason; one click takes the whole import back."));
  else
    show_verdict (self, "dialog-warning-symbolic", "error", obstacle);
  if (obstacle == NULL && goes_on_alone (self) && sy_import_queue_get_position (self->queue) > 1)
    start_import (self);
  else
    show_buttons (self, "plan");
}

static void
planned_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (SyImportDialog) self = SY_IMPORT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan = sy_job_run_finish (SY_JOB (source), result, &error);

  self->is_planning = FALSE;
  gtk_spinner_stop (self->spinner);
  if (self->session == NULL)
    return;
  if (self->plan_again)
    {
      start_plan (self);
      return;
    }
  if (plan != NULL)
    {
      g_clear_pointer (&self->plan, sy_import_plan_unref);
      self->plan = g_steal_pointer (&plan);
      show_plan (self);
    }
  else if (self->plan != NULL)
    {
      gtk_widget_set_sensitive (self->import, FALSE);
      show_verdict (self, "dialog-warning-symbolic", "error", error->message);
    }
  else if (goes_on_alone (self))
    {
      sy_import_queue_set_outcome (self->queue, NULL, error->message);
      go_on (self);
    }
  else
    {
      adw_status_page_set_description (self->failed, error->message);
      show_buttons (self, "failed");
    }
}

static void
start_plan (SyImportDialog *self)
{
  PlanInput *input;

  self->plan_again = self->is_planning;
  if (self->is_planning)
    return;
  self->is_planning = TRUE;
  gtk_spinner_start (self->spinner);
  gtk_widget_set_sensitive (self->import, FALSE);
  input = g_new0 (PlanInput, 1);
  input->path = g_strdup (sy_import_queue_get_path (self->queue));
  input->options = sy_import_options_copy (self->options);
  sy_session_run_async (self->session,
                        NULL,
                        make_plan,
                        input,
                        (GDestroyNotify) plan_input_free,
                        (GDestroyNotify) sy_import_plan_unref,
                        planned_cb,
                        g_object_ref (self));
}

static void
on_form_changed (SyImportForm *form,
                 SyImportDialog *self)
{
  start_plan (self);
}

/* Importing */

static void
show_result (SyImportDialog *self)
{
  sy_import_queue_set_outcome (self->queue, self->report, NULL);
  if (goes_on_alone (self))
    {
      go_on (self);
      return;
    }
  sy_import_result_show (self->result, self->session, self->report);
  gtk_button_set_label (GTK_BUTTON (self->next), sy_import_queue_get_n_left (self->queue) > 0
                                                     ? _ ("_Next File")
                                                     : _ ("_All Files"));
  show_buttons (self, "result");
  gtk_widget_grab_focus (gtk_widget_get_visible (self->done) ? self->done : self->next);
}

static void
reloaded_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (SyImportDialog) self = SY_IMPORT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->job);
  sy_session_reload_finish (SY_SESSION (source), result, &error);
  if (self->session == NULL)
    return;
  if (error != NULL)
    g_ptr_array_add (
        self->report->notes,
        g_strdup_printf (_ ("The rows are in the project, but it could not be read again: %s"),
                         error->message));
  show_result (self);
}

static gpointer
run_import (SyProject *project,
            SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  return sy_project_import (project, data, cancellable, sy_job_progress, job, error);
}

static void
show_plan_again (SyImportDialog *self,
                 const GError *error)
{
  /* What went wrong is for the person to see, not for the next file to cover. */
  gtk_check_button_set_active (self->rest, FALSE);
  show_buttons (self, "plan");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_verdict (self,
                  "dialog-information-symbolic",
                  "dim-label",
                  _ ("Cancelled. Nothing of the file is in the project."));
  else
    show_verdict (self, "dialog-warning-symbolic", "error", error->message);
}

static void
imported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (SyImportDialog) self = SY_IMPORT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  SyImportReport *report = sy_job_run_finish (SY_JOB (source), result, &error);

  g_clear_object (&self->job);
  if (self->session == NULL)
    {
      g_clear_pointer (&report, sy_import_report_free);
      return;
    }
  if (report == NULL)
    {
      show_plan_again (self, error);
      return;
    }
  g_clear_pointer (&self->report, sy_import_report_free);
  self->report = report;
  self->job = sy_job_new ();
  sy_job_view_show (self->job_view, self->job, _ ("Reading the events"), _ ("events"));
  sy_session_reload_async (self->session, self->job, reloaded_cb, g_object_ref (self));
}

static gint64
count_rows (gpointer data)
{
  return sy_import_plan_get_n_rows_done (data);
}

static void
start_import (SyImportDialog *self)
{
  g_autofree char *name = g_filename_display_basename (sy_import_queue_get_path (self->queue));
  g_autofree char *title = g_strdup_printf (_ ("Importing %s"), name);

  g_clear_object (&self->job);
  self->job = sy_job_new ();
  sy_job_view_show (self->job_view, self->job, title, "bytes");
  sy_job_view_set_rows_func (self->job_view, count_rows, self->plan);
  show_buttons (self, "progress");
  sy_session_run_async (self->session,
                        self->job,
                        run_import,
                        sy_import_plan_ref (self->plan),
                        (GDestroyNotify) sy_import_plan_unref,
                        (GDestroyNotify) sy_import_report_free,
                        imported_cb,
                        g_object_ref (self));
}

static void
on_import_clicked (GtkButton *button,
                   SyImportDialog *self)
{
  start_import (self);
}

static void
on_skip_clicked (GtkButton *button,
                 SyImportDialog *self)
{
  sy_import_queue_set_outcome (self->queue, NULL, _ ("skipped"));
  go_on (self);
}

static void
on_next_clicked (GtkButton *button,
                 SyImportDialog *self)
{
  go_on (self);
}

/* Starts with a file from nothing: what was said about another does not hold for it. */
static void
show_file (SyImportDialog *self)
{
  g_autofree char *name = g_filename_display_basename (sy_import_queue_get_path (self->queue));
  const char *project = sy_session_get_title (self->session);
  g_autofree char *subtitle = NULL;
  guint n_files = sy_import_queue_get_n_files (self->queue);

  if (n_files > 1)
    subtitle = g_strdup_printf (_ ("File %u of %u · %s"),
                                sy_import_queue_get_position (self->queue), n_files, project);
  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : project);
  g_clear_pointer (&self->plan, sy_import_plan_unref);
  g_clear_pointer (&self->report, sy_import_report_free);
  g_clear_pointer (&self->options, sy_import_options_free);
  self->options = sy_import_options_new ();
  sy_import_form_set_options (self->form, self->options);
  show_buttons (self, "looking");
  start_plan (self);
}

/* Dialog */

/* An import that runs is cancelled first; a second close leaves the dialog. */
static gboolean
sy_import_dialog_close_request (GtkWindow *window)
{
  SyImportDialog *self = SY_IMPORT_DIALOG (window);

  if (self->job != NULL && self->report == NULL &&
      !g_cancellable_is_cancelled (sy_job_get_cancellable (self->job)))
    {
      sy_job_cancel (self->job);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (sy_import_dialog_parent_class)->close_request (window);
}

static void
sy_import_dialog_dispose (GObject *object)
{
  SyImportDialog *self = SY_IMPORT_DIALOG (object);

  if (self->job != NULL && self->report == NULL)
    sy_job_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_pointer (&self->plan, sy_import_plan_unref);
  g_clear_pointer (&self->report, sy_import_report_free);

  G_OBJECT_CLASS (sy_import_dialog_parent_class)->dispose (object);
}

static void
sy_import_dialog_finalize (GObject *object)
{
  SyImportDialog *self = SY_IMPORT_DIALOG (object);

  g_clear_pointer (&self->options, sy_import_options_free);
  g_clear_pointer (&self->queue, sy_import_queue_free);

  G_OBJECT_CLASS (sy_import_dialog_parent_class)->finalize (object);
}

static void
sy_import_dialog_class_init (SyImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = sy_import_dialog_dispose;
  object_class->finalize = sy_import_dialog_finalize;
  window_class->close_request = sy_import_dialog_close_request;

  g_type_ensure (SY_TYPE_IMPORT_FORM);
  g_type_ensure (SY_TYPE_IMPORT_RESULT);
  g_type_ensure (SY_TYPE_JOB_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/steelyard/Steelyard/sy-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, title);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, import);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, skip);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, next);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, done);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, failed);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, form);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, preview_label);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, preview_bin);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, rest);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, job_view);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, result);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, files_headline);
  gtk_widget_class_bind_template_child (widget_class, SyImportDialog, files_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_form_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_import_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_skip_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sy_import_dialog_init (SyImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->preview = SY_TABLE_VIEW (sy_table_view_new (_ ("Preview")));
  adw_bin_set_child (self->preview_bin, GTK_WIDGET (self->preview));
  self->files = SY_TABLE_VIEW (sy_table_view_new (_ ("Files")));
  adw_bin_set_child (self->files_bin, GTK_WIDGET (self->files));
}

SyImportDialog *
sy_import_dialog_new (GtkWindow *parent,
                      SySession *session,
                      const char *const *paths)
{
  SyImportDialog *self = g_object_new (SY_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->queue = sy_import_queue_new (paths);
  show_file (self);
  return self;
}

void
sy_import_dialog_set_kind (SyImportDialog *self,
                           SyImportKind kind)
{
  g_return_if_fail (SY_IS_IMPORT_DIALOG (self));

  sy_import_options_set_kind (self->options, kind);
  start_plan (self);
}
