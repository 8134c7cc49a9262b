/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-document-save.h"
#include "sy-files.h"
#include "sy-job-view.h"
#include "sy-session-care.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <sy-chart.h>

typedef enum
{
  SY_DOCUMENT_REPORT,
  SY_DOCUMENT_SPEC,
} SyDocumentKind;

static const struct
{
  const char *title;
  const char *suffix;
  const char *failed;
  SyFileKind file_kind;
} kinds[] = {
  [SY_DOCUMENT_REPORT] = { N_ ("Save the Report"), "report.pdf", N_ ("The report was not written"),
                           SY_FILE_REPORT },
  [SY_DOCUMENT_SPEC] = { N_ ("Save the Specification"), "specification.pdf",
                         N_ ("The specification was not written"), SY_FILE_SPEC },
};

/* Held by the file chooser while it asks: a GObject, as it wants one. */
#define SY_TYPE_DOCUMENT_QUESTION (sy_document_question_get_type ())
G_DECLARE_FINAL_TYPE (SyDocumentQuestion, sy_document_question, SY, DOCUMENT_QUESTION, GObject)

struct _SyDocumentQuestion
{
  GObject parent_instance;
  GtkWindow *window; /* weak */
  SySession *session;
  SyDocumentKind kind;
  char *by;
  gsize n_errors;
  SyJob *job;
  GtkWindow *progress; /* weak */
  guint progress_id;
};

G_DEFINE_FINAL_TYPE (SyDocumentQuestion, sy_document_question, G_TYPE_OBJECT)

static void
sy_document_question_dispose (GObject *object)
{
  SyDocumentQuestion *self = SY_DOCUMENT_QUESTION (object);

  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->progress);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_pointer (&self->by, g_free);
  G_OBJECT_CLASS (sy_document_question_parent_class)->dispose (object);
}

static void
sy_document_question_class_init (SyDocumentQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_document_question_dispose;
}

static void
sy_document_question_init (SyDocumentQuestion *self)
{
}

/* --- writing --- */

typedef struct
{
  char *path;
  char *title; /* of the project */
  char *model_name;
  SyModel *model;
  int number; /* its version, 0 for the draft */
  SyModel *published;
  int published_number;
  SyReference *reference;
  SyEventLog *log;
  gint64 as_of;
  GPtrArray *notes;
  char *by;
  gsize n_errors;
  GPtrArray *error_labels;
} Input;

static void
input_free (Input *input)
{
  g_free (input->path);
  g_free (input->title);
  g_free (input->model_name);
  g_clear_pointer (&input->model, sy_model_unref);
  g_clear_pointer (&input->published, sy_model_unref);
  g_clear_pointer (&input->reference, sy_reference_unref);
  g_clear_pointer (&input->log, sy_event_log_unref);
  g_clear_pointer (&input->notes, g_ptr_array_unref);
  g_free (input->by);
  g_clear_pointer (&input->error_labels, g_ptr_array_unref);
  g_free (input);
}

static gpointer
run_report (SyJob *job,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  const Input *input = data;
  SyStudyOptions options = SY_STUDY_OPTIONS_INIT;
  g_autofree char *compared = g_strdup_printf ("v%d", input->published_number);
  g_autofree char *name = input->number > 0 ? g_strdup_printf ("version %d", input->number)
                                            : g_strdup ("draft");
  g_autofree char *data_sha256 = NULL;
  g_autoptr (SyStudy) study = NULL;
  SyReportInfo info = { .model_name = name, .project_name = input->title };

  options.as_of = input->as_of;
  options.published = input->published;
  options.version = input->published != NULL ? compared : NULL;
  options.reference = input->reference;
  options.notes = input->notes;
  options.by = input->by;
  options.n_errors = input->n_errors;
  options.error_labels = input->error_labels;
  study = sy_study_run (input->log, input->model, &options, cancellable, sy_job_progress, job,
                        error);
  if (study == NULL)
    return NULL;
  data_sha256 = sy_event_log_compute_sha256 (input->log);
  info.study = study;
  info.data_sha256 = data_sha256;
  return sy_report_write (input->path, &info, error) ? g_path_get_basename (input->path) : NULL;
}

static gpointer
run_spec (SyProject *project,
          SyJob *job,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  const Input *input = data;
  gint64 model_id = sy_project_find_model (project, input->model_name, error);

  return model_id != 0 && sy_spec_write (input->path, project, model_id, input->model,
                                         input->number, cancellable, error)
             ? g_path_get_basename (input->path)
             : NULL;
}

/* --- progress --- */

/* Shown after this long, so that a small project's report does not flicker. */
#define SHOW_AFTER_MS 400

static gboolean
on_progress_close (GtkWindow *window,
                   SyJob *job)
{
  sy_job_cancel (job);
  return FALSE;
}

/* Beside the window, not over it: edits go on meanwhile. */
static gboolean
show_progress_cb (gpointer data)
{
  SyDocumentQuestion *self = data;
  GtkWidget *box;
  GtkWidget *header;
  GtkWidget *view;

  self->progress_id = 0;
  if (self->window == NULL)
    return G_SOURCE_REMOVE;
  g_set_weak_pointer (&self->progress,
                      g_object_new (ADW_TYPE_WINDOW, "transient-for", self->window,
                                    "destroy-with-parent", TRUE, "title", _ ("Writing the Report"),
                                    "default-width", 460, NULL));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  header = adw_header_bar_new ();
  view = sy_job_view_new ();
  gtk_widget_set_margin_bottom (view, 24);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), view);
  adw_window_set_content (ADW_WINDOW (self->progress), box);
  g_signal_connect_object (self->progress, "close-request", G_CALLBACK (on_progress_close),
                           self->job, 0);
  sy_job_view_show (SY_JOB_VIEW (view), self->job, _ ("Writing the report"), _ ("parts"));
  gtk_window_present (self->progress);
  return G_SOURCE_REMOVE;
}

static void
end_progress (SyDocumentQuestion *self)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (self->progress != NULL)
    gtk_window_destroy (self->progress);
}

/* --- asking and telling --- */

static void
tell_failure (SyDocumentQuestion *self,
              const GError *error)
{
  GtkWidget *dialog;

  if (self->window == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  dialog = adw_message_dialog_new (self->window, _ (kinds[self->kind].failed), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (SyDocumentQuestion) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = sy_job_run_finish (SY_JOB (source), result, &error);
  g_autofree char *text = NULL;

  end_progress (self);
  if (name == NULL)
    tell_failure (self, error);
  else if (self->window != NULL)
    {
      text = g_strdup_printf (_ ("%s is written"), name);
      gtk_widget_activate_action (GTK_WIDGET (self->window), "win.toast", "s", text);
    }
}

static Input *
make_input (SyDocumentQuestion *self,
            const char *path)
{
  SySession *session = self->session;
  Input *input = g_new0 (Input, 1);
  SyModel *published;

  input->path = g_strdup (path);
  input->title = g_strdup (sy_session_get_title (session));
  input->model_name = g_strdup (sy_session_get_model_name (session));
  input->model = sy_model_ref (sy_session_get_draft (session));
  input->number = sy_session_is_draft_changed (session) ? 0
                                                        : sy_session_get_newest_version (session);
  published = sy_session_get_published (session, &input->published_number);
  if (published != NULL)
    input->published = sy_model_ref (published);
  if (sy_session_get_reference (session) != NULL)
    input->reference = sy_reference_ref (sy_session_get_reference (session));
  input->log = sy_event_log_ref (sy_session_get_log (session));
  input->as_of = sy_session_get_as_of (session);
  if (sy_session_get_notes (session) != NULL)
    input->notes = g_ptr_array_ref (sy_session_get_notes (session));
  input->by = g_strdup (self->by);
  input->n_errors = self->n_errors;
  return input;
}

/* A report takes long and needs nothing of the file: edits are saved meanwhile. */
static void
start_report (SyDocumentQuestion *self,
              Input *input)
{
  self->progress_id = g_timeout_add (SHOW_AFTER_MS, show_progress_cb, self);
  sy_job_run_async (self->job, NULL, run_report, input, (GDestroyNotify) input_free, g_free,
                    written_cb, g_object_ref (self));
}

static gpointer
list_labels (SyProject *project,
             SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const Input *input = data;

  return sy_project_list_error_labels (project, input->model_name, error);
}

static void
labels_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyDocumentQuestion) self = user_data;
  Input *input = g_object_steal_data (source, "sy-input");
  g_autoptr (GError) error = NULL;

  input->error_labels = sy_job_run_finish (SY_JOB (source), result, &error);
  if (error == NULL)
    {
      start_report (self, input);
      return;
    }
  input_free (input);
  tell_failure (self, error);
}

static void
on_file_chosen (GFile *file,
                gpointer user_data)
{
  SyDocumentQuestion *self = user_data;
  SySession *session = self->session;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  Input *input;

  if (path == NULL || self->window == NULL || sy_session_get_draft (session) == NULL)
    return;
  input = make_input (self, path);
  self->job = sy_job_new ();
  if (self->kind == SY_DOCUMENT_SPEC)
    sy_session_run_async (session, self->job, run_spec, input, (GDestroyNotify) input_free, g_free,
                          written_cb, g_object_ref (self));
  else if (input->n_errors > 0)
    {
      g_autoptr (SyJob) job = sy_job_new ();

      g_object_set_data_full (G_OBJECT (job), "sy-input", input, (GDestroyNotify) input_free);
      sy_session_run_async (session, job, list_labels, input, NULL,
                            (GDestroyNotify) g_ptr_array_unref, labels_cb, g_object_ref (self));
    }
  else
    start_report (self, input);
}

static void
ask (GtkWindow *window,
     SySession *session,
     SyDocumentKind kind,
     const char *by,
     gsize n_errors)
{
  g_autoptr (SyDocumentQuestion) question = NULL;
  g_autofree char *stem = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (GTK_IS_WINDOW (window) && sy_session_get_draft (session) != NULL);

  question = g_object_new (SY_TYPE_DOCUMENT_QUESTION, NULL);
  g_set_weak_pointer (&question->window, window);
  question->session = g_object_ref (session);
  question->kind = kind;
  question->by = g_strdup (by);
  question->n_errors = n_errors;
  stem = g_utf8_strdown (sy_session_get_model_name (session), -1);
  g_strdelimit (stem, " /\\:*?\"<>|", '-');
  name = g_strdup_printf ("%s-%s", stem, kinds[kind].suffix);
  sy_files_save (window, _ (kinds[kind].title), kinds[kind].file_kind, name, on_file_chosen,
                 question);
}

void
sy_document_save_report (GtkWindow *window,
                         SySession *session,
                         const char *by,
                         gsize n_errors)
{
  ask (window, session, SY_DOCUMENT_REPORT, by, n_errors);
}

void
sy_document_save_spec (GtkWindow *window,
                       SySession *session)
{
  ask (window, session, SY_DOCUMENT_SPEC, NULL, 0);
}
