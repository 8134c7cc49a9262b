/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-review-view.h"

#include <glib/gi18n.h>

#include "sy-editable.h"
#include "sy-format.h"

typedef enum
{
  ACTION_REQUEST,
  ACTION_APPROVE,
  ACTION_RETURN,
} Action;

struct _SyReviewView
{
  AdwPreferencesGroup parent_instance;

  /* Owned */
  SySession *session;

  /* Children */
  GtkWidget *state;
  GtkWidget *request;
  GtkWidget *approve;
  GtkWidget *send_back;
  GtkWidget *required;

  gboolean updating;
};

G_DEFINE_FINAL_TYPE (SyReviewView, sy_review_view, ADW_TYPE_PREFERENCES_GROUP)

/* The change, in the project's thread */

typedef struct
{
  Action action;
  char *sha256;
  char *author;
  char *note;
  gboolean is_required;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_free (decision->sha256);
  g_free (decision->author);
  g_free (decision->note);
  g_free (decision);
}

static gboolean
decide (SyProject *project,
        gint64 model_id,
        gpointer data,
        GError **error)
{
  const Decision *decision = data;

  if (decision->action == ACTION_REQUEST)
    return sy_project_request_review (project, model_id, decision->sha256, decision->author,
                                      decision->note, error);
  return sy_project_decide_review (project, model_id, decision->sha256,
                                   decision->action == ACTION_APPROVE, decision->author,
                                   decision->note, error);
}

static gboolean
require (SyProject *project,
         gint64 model_id,
         gpointer data,
         GError **error)
{
  return sy_project_set_review_required (project, ((const Decision *) data)->is_required, error);
}

static void
govern_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (SyReviewView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sy_session_govern_finish (SY_SESSION (source), result, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  sy_review_view_refresh (self);
}

/* Asking who and what */

typedef struct
{
  SyReviewView *view;
  Action action;
  GtkEditable *author;
  GtkEditable *note;
  AdwMessageDialog *dialog;
  char *sha256; /* of the draft that was on the screen */
} Question;

static void
question_free (gpointer data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->view);
  g_free (question->sha256);
  g_free (question);
}

static void
on_question_changed (GtkEditable *editable,
                     Question *question)
{
  adw_message_dialog_set_response_enabled (
      question->dialog, "go",
      !sy_editable_is_blank (question->author) &&
          (question->action != ACTION_RETURN || !sy_editable_is_blank (question->note)));
}

static void
on_question_response (AdwMessageDialog *dialog,
                      const char *response,
                      Question *question)
{
  Decision *decision;

  if (g_strcmp0 (response, "go") != 0 || question->view->session == NULL)
    return;
  decision = g_new0 (Decision, 1);
  decision->action = question->action;
  decision->sha256 = g_strdup (question->sha256);
  decision->author = g_strdup (gtk_editable_get_text (question->author));
  decision->note = g_strdup (gtk_editable_get_text (question->note));
  sy_session_govern_async (question->view->session, decide, decision, decision_free, govern_cb,
                           g_object_ref (question->view));
}

static GtkEditable *
add_entry (GtkWidget *list,
           const char *title,
           const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return GTK_EDITABLE (row);
}

static void
ask (SyReviewView *self,
     Action action)
{
  static const struct
  {
    const char *heading;
    const char *body;
    const char *go;
    const char *note;
  } texts[] = {
    { N_ ("Request a Review"),
      N_ ("The review is of the draft as it is now. An edit afterwards needs a new one."),
      N_ ("_Request"), N_ ("What the Reviewer Should Know") },
    { N_ ("Approve the Draft"), N_ ("Exactly this draft can then be published."), N_ ("_Approve"),
      N_ ("Note") },
    { N_ ("Send the Draft Back"), N_ ("Say what is to be changed."), N_ ("_Send Back"),
      N_ ("What Is to Be Changed") },
  };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (root), _ (texts[action].heading),
                                              _ (texts[action].body));
  GtkWidget *list = gtk_list_box_new ();
  Question *question = g_new0 (Question, 1);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  question->view = g_object_ref (self);
  question->action = action;
  question->sha256 = sy_model_sha256 (sy_session_get_draft (self->session));
  question->dialog = ADW_MESSAGE_DIALOG (dialog);
  question->author = add_entry (list, _ ("Name"), g_get_real_name ());
  question->note = add_entry (list, _ (texts[action].note), "");
  adw_message_dialog_set_extra_child (question->dialog, list);
  adw_message_dialog_add_responses (question->dialog, "cancel", _ ("_Cancel"), "go",
                                    _ (texts[action].go), NULL);
  adw_message_dialog_set_response_appearance (question->dialog, "go",
                                              action == ACTION_RETURN ? ADW_RESPONSE_DESTRUCTIVE
                                                                      : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (question->dialog, "go");
  adw_message_dialog_set_close_response (question->dialog, "cancel");
  g_signal_connect (question->author, "changed", G_CALLBACK (on_question_changed), question);
  g_signal_connect (question->note, "changed", G_CALLBACK (on_question_changed), question);
  on_question_changed (NULL, question);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_question_response), question,
                         question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_request_clicked (SyReviewView *self)
{
  ask (self, ACTION_REQUEST);
}

static void
on_approve_clicked (SyReviewView *self)
{
  ask (self, ACTION_APPROVE);
}

static void
on_send_back_clicked (SyReviewView *self)
{
  ask (self, ACTION_RETURN);
}

static void
on_required_changed (SyReviewView *self)
{
  Decision *decision;

  if (self->updating || self->session == NULL)
    return;
  decision = g_new0 (Decision, 1);
  decision->is_required = gtk_switch_get_active (GTK_SWITCH (self->required));
  sy_session_govern_async (self->session, require, decision, decision_free, govern_cb,
                           g_object_ref (self));
}

/* Showing */

static char *
describe (SyReviewView *self,
          const SyDraftReview *review)
{
  gboolean is_decided = review->decided_by != NULL;
  const char *note = is_decided ? review->decided_note : review->asked_note;
  g_autofree char *when = sy_format_instant (
      sy_session_get_zone (self->session),
      (is_decided ? review->decided_at_ms : review->asked_at_ms) / 1000);
  const char *who = is_decided ? review->decided_by : review->asked_by;

  if (note == NULL || *note == '\0')
    return g_strdup_printf (_ ("%s, %s"), who, when);
  return g_strdup_printf (_ ("%s, %s: %s"), who, when, note);
}

static const char *
title_of (SyDraftState state)
{
  switch (state)
    {
    case SY_DRAFT_STATE_ASKED:
      return _ ("In Review");
    case SY_DRAFT_STATE_APPROVED:
      return _ ("Approved");
    case SY_DRAFT_STATE_RETURNED:
      return _ ("Sent Back");
    case SY_DRAFT_STATE_NONE:
    case SY_DRAFT_STATE_WITHDRAWN:
    default:
      return _ ("Not Reviewed");
    }
}

void
sy_review_view_refresh (SyReviewView *self)
{
  SyGovernance *governance;
  const SyDraftReview *review;
  SyDraftState state;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  gboolean can_write;

  g_return_if_fail (SY_IS_REVIEW_VIEW (self));

  if (self->session == NULL || sy_session_get_draft (self->session) == NULL)
    return;
  governance = sy_session_get_governance (self->session);
  review = sy_session_find_draft_review (self->session);
  state = review != NULL ? review->state : SY_DRAFT_STATE_NONE;
  can_write = !sy_session_is_read_only (self->session);
  text = review != NULL ? describe (self, review)
                        : g_strdup (_ ("Nobody was asked to read the draft as it is now."));
  escaped = g_markup_escape_text (text, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state), title_of (state));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->state), escaped);
  gtk_widget_set_visible (self->request, state != SY_DRAFT_STATE_ASKED &&
                                             state != SY_DRAFT_STATE_APPROVED);
  gtk_widget_set_visible (self->approve, state == SY_DRAFT_STATE_ASKED);
  gtk_widget_set_visible (self->send_back, state == SY_DRAFT_STATE_ASKED);
  gtk_widget_set_sensitive (self->request, can_write);
  gtk_widget_set_sensitive (self->approve, can_write);
  gtk_widget_set_sensitive (self->send_back, can_write);
  self->updating = TRUE;
  if (governance != NULL)
    gtk_switch_set_active (GTK_SWITCH (self->required), governance->review_required);
  gtk_widget_set_sensitive (self->required, can_write && governance != NULL);
  self->updating = FALSE;
}

void
sy_review_view_set_session (SyReviewView *self,
                            SySession *session)
{
  g_return_if_fail (SY_IS_REVIEW_VIEW (self));

  g_set_object (&self->session, session);
}

static void
sy_review_view_dispose (GObject *object)
{
  g_clear_object (&SY_REVIEW_VIEW (object)->session);

  G_OBJECT_CLASS (sy_review_view_parent_class)->dispose (object);
}

static void
sy_review_view_class_init (SyReviewViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_review_view_dispose;
}

static GtkWidget *
add_button (SyReviewView *self,
            const char *label,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->state), button);
  return button;
}

static void
sy_review_view_init (SyReviewView *self)
{
  GtkWidget *rule = adw_action_row_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Review"));
  self->state = adw_action_row_new ();
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->state), 0);
  self->send_back = add_button (self, _ ("_Send Back…"), G_CALLBACK (on_send_back_clicked));
  self->approve = add_button (self, _ ("_Approve…"), G_CALLBACK (on_approve_clicked));
  self->request = add_button (self, _ ("_Request Review…"), G_CALLBACK (on_request_clicked));
  gtk_widget_add_css_class (self->approve, "suggested-action");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->state);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rule),
                                 _ ("Publish Only What Was Approved"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (rule), _ ("For every model of this project"));
  self->required = gtk_switch_new ();
  gtk_widget_set_valign (self->required, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->required, "notify::active", G_CALLBACK (on_required_changed),
                            self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (rule), self->required);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (rule), self->required);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), rule);
}
