/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Clusters section of the Segments page: its states, its choice and what it saves. */
#include "config.h"

#include <string.h>

#include "page-fixture.h"
#include "sy-cluster-save.h"
#include "sy-cluster-view.h"
#include "sy-run-bar.h"
#include "sy-table-view.h"
#include "widget-fixture.h"

typedef struct
{
  char *path;
  SySession *session;
  GtkWidget *window;
  GtkWidget *view;
} Fixture;

static void
set_up (Fixture *self,
        gconstpointer data)
{
  self->path = project_fixture_new ();
  self->session = project_fixture_open (self->path);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1000, 800);
  self->view = g_object_new (SY_TYPE_CLUSTER_VIEW, NULL);
  gtk_window_set_child (GTK_WINDOW (self->window), self->view);
  sy_cluster_view_set_session (SY_CLUSTER_VIEW (self->view), self->session);
  gtk_window_present (GTK_WINDOW (self->window));
  project_fixture_wait_tuning (self->session);
}

static void
tear_down (Fixture *self,
           gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  page_fixture_wait_jobs ();
  project_fixture_close (self->session);
  project_fixture_free (self->path);
}

static GtkWidget *
find_button (GtkWidget *widget,
             const char *label)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  widget_fixture_list (widget, GTK_TYPE_BUTTON, found);
  for (guint i = 0; i < found->len; i++)
    if (g_strcmp0 (gtk_button_get_label (found->pdata[i]), label) == 0)
      return found->pdata[i];
  return NULL;
}

static gboolean
says (GtkWidget *widget,
      const char *text)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  widget_fixture_list (widget, GTK_TYPE_LABEL, found);
  for (guint i = 0; i < found->len; i++)
    if (gtk_widget_get_mapped (found->pdata[i]) &&
        strstr (gtk_label_get_label (found->pdata[i]), text) != NULL)
      return TRUE;
  return FALSE;
}

static void
wait_for (GtkWidget *widget,
          const char *text)
{
  while (!says (widget, text))
    g_main_context_iteration (NULL, TRUE);
}

static SyTableView *
get_table (Fixture *self,
           guint index)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  widget_fixture_list (self->view, SY_TYPE_TABLE_VIEW, found);
  return found->pdata[index];
}

static void
search (Fixture *self)
{
  g_signal_emit_by_name (find_button (self->view, "_Find Clusters"), "clicked");
  wait_for (self->view, "of the spread between them");
}

/* A number that is chosen shows as many clusters, and one of them its people. */
static void
test_choose (Fixture *self,
             gconstpointer data)
{
  GtkWidget *find = find_button (self->view, "_Find Clusters");
  SyTableView *clusters = get_table (self, 1);
  SyTableView *people = get_table (self, 2);
  g_autofree char *n = NULL;

  g_assert_true (gtk_widget_get_sensitive (find));
  search (self);
  g_assert_false (gtk_widget_get_visible (find));
  sy_table_view_select (get_table (self, 0), 1);
  wait_for (self->view, "3 Clusters");
  g_assert_cmpuint (sy_table_source_get_n_rows (sy_table_view_get_source (clusters)), ==, 3);
  sy_table_view_select (clusters, 2);
  n = sy_table_source_get_text (sy_table_view_get_source (clusters), 2, 1);
  g_assert_cmpuint (sy_table_source_get_n_rows (sy_table_view_get_source (people)), ==, atoi (n));
  g_assert_true (says (self->view, "Cluster 3 · "));
}

static GtkDropDown *
get_by (Fixture *self)
{
  return GTK_DROP_DOWN (widget_fixture_find (self->view, GTK_TYPE_DROP_DOWN));
}

/* The list says what the clusters on the screen are by, also when a search of the other kind was
 * begun. */
static void
test_by (Fixture *self,
         gconstpointer data)
{
  GtkDropDown *by = get_by (self);
  SyTableView *counts = get_table (self, 0);
  guint other;
  g_autofree char *clusters = NULL;

  search (self);
  other = sy_table_view_get_selected (counts) == 0 ? 1 : 0;
  clusters = g_strdup_printf ("%u Clusters", other + 2);
  page_fixture_close_gate ();
  gtk_drop_down_set_selected (by, 1);
  sy_table_view_select (counts, other);
  page_fixture_open_gate ();
  wait_for (self->view, clusters);
  g_assert_cmpuint (gtk_drop_down_get_selected (by), ==, 0);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (by)));
  /* Without figures nothing can be searched for. */
  sy_session_set_as_of (self->session, sy_session_get_as_of (self->session) - SY_DAY_SECONDS);
  g_assert_null (sy_session_get_tuning (self->session));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (by)));
  gtk_drop_down_set_selected (by, 1);
  g_assert_cmpuint (gtk_drop_down_get_selected (by), ==, 0);
  project_fixture_wait_tuning (self->session);
  while (!gtk_widget_get_sensitive (GTK_WIDGET (by)))
    g_main_context_iteration (NULL, TRUE);
}

/* Each edit is told; searching again finds for it. */
static void
test_stale (Fixture *self,
            gconstpointer data)
{
  g_autoptr (SyModel) edited = NULL;
  GtkWidget *again;

  search (self);
  g_assert_false (says (self->view, "Found for"));
  edited = project_fixture_set_weight (self->session, 9);
  sy_session_set_draft (self->session, edited, "Test", FALSE);
  project_fixture_wait_tuning (self->session);
  wait_for (self->view, "Found for an earlier draft");
  again = find_button (self->view, "Search A_gain");
  g_assert_true (gtk_widget_get_visible (again) && gtk_widget_get_sensitive (again));
  g_signal_emit_by_name (again, "clicked");
  while (says (self->view, "Found for an earlier draft"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (gtk_widget_get_visible (again));
  sy_session_set_as_of (self->session, sy_session_get_as_of (self->session) - SY_DAY_SECONDS);
  /* Told at once, though a new search waits for the figures. */
  g_assert_null (sy_session_get_tuning (self->session));
  g_assert_true (says (self->view, "Found for another as-of date"));
  g_assert_true (gtk_widget_get_visible (again));
  g_assert_false (gtk_widget_get_sensitive (again));
  project_fixture_wait_tuning (self->session);
  while (!gtk_widget_get_sensitive (again))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (says (self->view, "Found for another as-of date"));
}

/* A search that is cancelled leaves what was there, and the number that was. */
static void
test_cancelled (Fixture *self,
                gconstpointer data)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  SyTableView *counts = get_table (self, 0);
  guint before;

  search (self);
  before = sy_table_view_get_selected (counts);
  page_fixture_close_gate ();
  sy_table_view_select (counts, before == 0 ? 1 : 0);
  g_signal_emit_by_name (find_button (self->view, "_Cancel"), "clicked");
  page_fixture_open_gate ();
  page_fixture_wait_jobs ();
  while (sy_table_view_get_selected (counts) != before)
    g_main_context_iteration (NULL, TRUE);
  widget_fixture_list (self->view, GTK_TYPE_DROP_DOWN, found);
  page_fixture_close_gate ();
  gtk_drop_down_set_selected (found->pdata[0], 1);
  g_signal_emit_by_name (find_button (self->view, "_Cancel"), "clicked");
  page_fixture_open_gate ();
  page_fixture_wait_jobs ();
  while (gtk_drop_down_get_selected (found->pdata[0]) != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (says (self->view, "of the spread between them"));
}

/* Rules that tell nobody apart: said, and forgotten with the next draft. */
static void
test_nothing (Fixture *self,
              gconstpointer data)
{
  g_autoptr (SyModel) muted = sy_model_copy (sy_session_get_draft (self->session));

  for (guint i = 0; i < 2; i++)
    sy_rule_group_get_rule (sy_model_get_group (muted, 0), i)->muted = TRUE;
  sy_session_set_draft (self->session, muted, "Test", FALSE);
  project_fixture_wait_tuning (self->session);
  g_signal_emit_by_name (find_button (self->view, "_Find Clusters"), "clicked");
  wait_for (self->view, "Nobody differs from anybody");
  sy_session_undo (self->session);
  project_fixture_wait_tuning (self->session);
  wait_for (self->view, "k-means parts people");
}

/* What was found for one model is not shown, or saved, for another. */
static void
test_another_model (Fixture *self,
                    gconstpointer data)
{
  search (self);
  page_fixture_add_model (self->session, "Other");
  wait_for (self->view, "k-means parts people");
  g_assert_true (gtk_widget_get_visible (find_button (self->view, "_Find Clusters")));
}

/* A search that still runs ends with its model, also when it is the first. */
static void
test_first_of_another_model (Fixture *self,
                             gconstpointer data)
{
  GtkWidget *bar = widget_fixture_find (self->view, SY_TYPE_RUN_BAR);

  page_fixture_close_gate ();
  g_signal_emit_by_name (find_button (self->view, "_Find Clusters"), "clicked");
  page_fixture_add_model (self->session, "Other");
  /* No signal comes after the result that would put it right. */
  project_fixture_wait_tuning (self->session);
  page_fixture_open_gate ();
  page_fixture_wait_jobs ();
  g_assert_true (says (self->view, "k-means parts people"));
  g_assert_false (says (self->view, "of the spread between them"));
  g_assert_false (gtk_widget_get_visible (bar));
  g_assert_true (gtk_widget_get_sensitive (find_button (self->view, "_Find Clusters")));
}

static guint
list_dialogs (GtkWidget **out_dialog)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  guint n = 0;

  for (GList *at = windows; at != NULL; at = at->next)
    if (ADW_IS_MESSAGE_DIALOG (at->data))
      {
        *out_dialog = at->data;
        n++;
      }
  return n;
}

static GtkWidget *
get_dialog (void)
{
  GtkWidget *dialog = NULL;

  list_dialogs (&dialog);
  return dialog;
}

static GPtrArray *
list_saved (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = sy_project_open (path, SY_PROJECT_READ_ONLY, &error);
  GPtrArray *records;

  g_assert_no_error (error);
  records = sy_project_list_segments (project, &error);
  g_assert_no_error (error);
  return records;
}

/* Until what was asked for is saved or refused. */
static void
wait_saved (Fixture *self)
{
  while (!gtk_widget_get_sensitive (find_button (self->view, "_Save as Segments")))
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
wait_dialog (void)
{
  GtkWidget *dialog;

  while ((dialog = get_dialog ()) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return dialog;
}

static void
name_and_save (Fixture *self)
{
  GtkWidget *save = widget_fixture_find (self->view, SY_TYPE_CLUSTER_SAVE);

  gtk_editable_set_text (GTK_EDITABLE (widget_fixture_find (save, GTK_TYPE_ENTRY)), "Kind");
  g_signal_emit_by_name (find_button (save, "_Save as Segments"), "clicked");
}

/* Kept as "Kind 1" to "Kind 3", and not a second time without an answer. */
static void
test_save (Fixture *self,
           gconstpointer data)
{
  GtkWidget *button = find_button (self->view, "_Save as Segments");
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) after_cancel = NULL;
  g_autoptr (GPtrArray) replaced = NULL;
  g_autoptr (SySegment) segment = NULL;
  g_autoptr (SySegment) other = NULL;
  GtkWidget *dialog;

  search (self);
  g_assert_false (gtk_widget_get_sensitive (button));
  sy_table_view_select (get_table (self, 0), 1);
  wait_for (self->view, "3 Clusters");
  name_and_save (self);
  wait_saved (self);
  records = list_saved (self->path);
  g_assert_cmpuint (records->len, ==, 3);
  segment = sy_segment_from_json (((SySegmentRecord *) records->pdata[1])->json, NULL);
  g_assert_cmpstr (((SySegmentRecord *) records->pdata[1])->name, ==, "Kind 2");
  g_assert_cmpstr (segment->model, ==, "Engagement");
  g_assert_cmpuint (segment->cluster, ==, 1);
  g_assert_cmpuint (segment->clusters->n_clusters, ==, 3);

  sy_table_view_select (get_table (self, 0), 0);
  wait_for (self->view, "2 Clusters");
  name_and_save (self);
  dialog = wait_dialog ();
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)),
                            "“Kind 1”, “Kind 2”"));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)),
                            "“Kind 3” of an older set stays as it was."));
  gtk_window_close (GTK_WINDOW (dialog));
  project_fixture_wait_store (self->session);
  after_cancel = list_saved (self->path);
  g_assert_cmpstr (((SySegmentRecord *) after_cancel->pdata[0])->json, ==,
                   ((SySegmentRecord *) records->pdata[0])->json);
  while (get_dialog () != NULL)
    g_main_context_iteration (NULL, TRUE);

  name_and_save (self);
  dialog = wait_dialog ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "replace");
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_saved (self);
  replaced = list_saved (self->path);
  g_assert_cmpuint (replaced->len, ==, 3);
  other = sy_segment_from_json (((SySegmentRecord *) replaced->pdata[0])->json, NULL);
  g_assert_cmpuint (other->clusters->n_clusters, ==, 2);
}

/* The model is the same under another name, and segments are for that name. */
static void
test_renamed (Fixture *self,
              gconstpointer data)
{
  g_autoptr (SyModel) renamed = sy_model_copy (sy_session_get_draft (self->session));
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (SySegment) segment = NULL;

  search (self);
  g_free (renamed->name);
  renamed->name = g_strdup ("Renamed");
  sy_session_set_draft (self->session, renamed, "Test", FALSE);
  page_fixture_wait_model (self->session, "Renamed");
  project_fixture_wait_tuning (self->session);
  g_assert_true (says (self->view, "of the spread between them"));
  name_and_save (self);
  wait_saved (self);
  records = list_saved (self->path);
  segment = sy_segment_from_json (((SySegmentRecord *) records->pdata[0])->json, NULL);
  g_assert_cmpstr (segment->model, ==, "Renamed");
}

/* One question at a time; and only what it named is replaced. */
static void
test_question (Fixture *self,
               gconstpointer data)
{
  GtkWidget *button = find_button (self->view, "_Save as Segments");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) other = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (SySegment) everyone = sy_segment_new ();
  g_autofree char *json = sy_segment_to_json (everyone);
  g_autoptr (SySegment) segment = NULL;
  GtkWidget *dialog = NULL;

  search (self);
  if (!says (self->view, "2 Clusters"))
    {
      sy_table_view_select (get_table (self, 0), 0);
      wait_for (self->view, "2 Clusters");
    }
  name_and_save (self);
  wait_saved (self);
  sy_table_view_select (get_table (self, 0), 1);
  wait_for (self->view, "3 Clusters");
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  wait_dialog ();
  project_fixture_wait_store (self->session);
  g_assert_cmpuint (list_dialogs (&dialog), ==, 1);
  g_assert_false (gtk_widget_get_sensitive (button));

  other = sy_project_open (self->path, SY_PROJECT_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (sy_project_set_segment (other, "Kind 3", json, &error));
  g_assert_no_error (error);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "replace");
  gtk_window_destroy (GTK_WINDOW (dialog));
  wait_saved (self);
  records = list_saved (self->path);
  g_assert_cmpstr (((SySegmentRecord *) records->pdata[2])->json, ==, json);
  segment = sy_segment_from_json (((SySegmentRecord *) records->pdata[0])->json, NULL);
  g_assert_cmpuint (segment->clusters->n_clusters, ==, 2);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/clusters/C16-choose", test_choose);
  ADD ("/clusters/C16-stale", test_stale);
  ADD ("/clusters/C16-cancelled", test_cancelled);
  ADD ("/clusters/C16-nothing-to-find", test_nothing);
  ADD ("/clusters/C16-another-model", test_another_model);
  ADD ("/clusters/C16-first-search-of-another-model", test_first_of_another_model);
  ADD ("/clusters/C16-by", test_by);
  ADD ("/clusters/C16-save", test_save);
  ADD ("/clusters/C16-renamed", test_renamed);
  ADD ("/clusters/C16-question", test_question);
  return g_test_run ();
}
