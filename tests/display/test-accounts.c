/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Accounts tab: what it asks of the session, and when. */
#include "config.h"

#include <string.h>

#include "page-fixture.h"
#include "sy-account-list.h"
#include "sy-accounts-view.h"
#include "sy-format.h"
#include "sy-freeze-actions.h"
#include "sy-table-view.h"
#include "widget-fixture.h"

/* Twelve accounts of five people each; half of them are of people who leave in June. */
static void
import_accounts (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *csv = g_build_filename (folder, "accounts.csv", NULL);
  g_autoptr (GString) text = g_string_new ("person,account\n");
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "p%02d,a%d\n", i, i % 12);
  g_assert_true (g_file_set_contents (csv, text->str, (gssize) text->len, NULL));
  project = sy_project_open (path, SY_PROJECT_READ_WRITE, &error);
  g_assert_no_error (error);
  sy_import_options_set_kind (options, SY_IMPORT_ACCOUNTS);
  plan = sy_import_plan_new (project, csv, options, NULL, &error);
  g_assert_no_error (error);
  report = sy_project_import (project, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->rejected, ==, 0);
}

typedef struct
{
  char *path;
  SySession *session;
  GtkWidget *window;
  SyAccountsView *view;
} Fixture;

static void
set_up (Fixture *self,
        gconstpointer with_accounts)
{
  self->path = project_fixture_new ();
  if (with_accounts != NULL)
    import_accounts (self->path);
  self->session = project_fixture_open (self->path);
  project_fixture_wait_tuning (self->session);
  self->view = g_object_new (SY_TYPE_ACCOUNTS_VIEW, NULL);
  sy_accounts_view_set_session (self->view, self->session);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1000, 800);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->view));
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    g_main_context_iteration (NULL, TRUE);
  project_fixture_wait_store (self->session);
  page_fixture_wait_jobs ();
}

static void
tear_down (Fixture *self,
           gconstpointer with_accounts)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  page_fixture_wait_jobs ();
  project_fixture_close (self->session);
  project_fixture_free (self->path);
}

static GtkWidget *
find_label (Fixture *self,
            const char *part)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  widget_fixture_list (GTK_WIDGET (self->view), GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (labels->pdata[i]) &&
        strstr (gtk_label_get_text (labels->pdata[i]), part) != NULL)
      return labels->pdata[i];
  return NULL;
}

/* The @index-th button of that label that is on the screen. */
static GtkWidget *
find_button (Fixture *self,
             const char *label,
             guint index)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  widget_fixture_list (GTK_WIDGET (self->view), GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_get_mapped (buttons->pdata[i]) &&
        g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), label) == 0 && index-- == 0)
      return buttons->pdata[i];
  return NULL;
}

static void
click (Fixture *self,
       const char *label,
       guint index)
{
  GtkWidget *button = find_button (self, label, index);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* Until what was set is laid out. */
static void
settle (Fixture *self)
{
  page_fixture_wait_jobs ();
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static SyTableView *
find_table (Fixture *self,
            guint index)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();

  widget_fixture_list (GTK_WIDGET (self->view), SY_TYPE_TABLE_VIEW, tables);
  return tables->pdata[index];
}

static void
test_none (Fixture *self,
           gconstpointer data)
{
  gboolean has_accounts = TRUE;

  g_object_get (self->view, "has-accounts", &has_accounts, NULL);
  g_assert_false (has_accounts);
  g_assert_nonnull (find_label (self, "No Accounts Yet"));
}

static void
test_shows (Fixture *self,
            gconstpointer data)
{
  gboolean has_accounts = FALSE;

  settle (self);
  g_object_get (self->view, "has-accounts", &has_accounts, NULL);
  g_assert_true (has_accounts);
  g_assert_nonnull (find_label (self, "12 Accounts"));
  g_assert_nonnull (find_label (self, "members’ points: mean"));
  g_assert_cmpuint (sy_table_source_get_n_rows (sy_table_view_get_source (find_table (self, 0))), ==, 12);
  /* The highest is open. */
  g_assert_cmpuint (sy_table_view_get_selected (find_table (self, 0)), ==, 0);
  g_assert_cmpuint (sy_table_source_get_n_rows (sy_table_view_get_source (find_table (self, 1))), ==, 5);
}

/* The score of the account in the first row, as the engine has it for the draft. */
static double
score_first (Fixture *self)
{
  SyEventLog *log = sy_session_get_log (self->session);
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyAccountMap) map = NULL;
  g_autoptr (SyAccountList) list = NULL;
  g_autoptr (SyTableSource) source = NULL;
  g_autoptr (GError) error = NULL;

  project = sy_project_open (self->path, SY_PROJECT_READ_ONLY, &error);
  g_assert_no_error (error);
  map = sy_account_map_load (project, log, &error);
  g_assert_no_error (error);
  list = sy_account_list_new (log, map, sy_session_get_draft (self->session),
                              sy_session_get_tuning (self->session)->draft.scores, NULL, &error);
  g_assert_no_error (error);
  source = sy_account_list_create_source (list, NULL);
  return sy_account_list_get_scores (list)->score[sy_account_list_get_account (source, 0)];
}

static void
edit_weight (Fixture *self,
             double weight)
{
  g_autoptr (SyModel) model = project_fixture_set_weight (self->session, weight);

  sy_session_set_draft (self->session, model, "Weight", FALSE);
  project_fixture_wait_tuning (self->session);
}

/* An edit while the accounts of another are still to be scored: what is shown is of the last. */
static void
test_latest_edit (Fixture *self,
                  gconstpointer data)
{
  g_autofree char *expected = NULL;
  g_autofree char *other = NULL;
  g_autofree char *shown = NULL;

  settle (self);
  page_fixture_close_gate ();
  edit_weight (self, 3);
  other = sy_format_number (score_first (self), 1);
  edit_weight (self, 0.5);
  expected = sy_format_number (score_first (self), 1);
  page_fixture_open_gate ();
  settle (self);
  shown = sy_table_source_get_text (sy_table_view_get_source (find_table (self, 0)), 0, 1);
  g_assert_cmpstr (expected, !=, other);
  g_assert_cmpstr (shown, ==, expected);
}

/* People whose keys come before those of the others: all numbers of people shift. */
static void
import_people (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *csv = g_build_filename (folder, "first.csv", NULL);
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (csv,
                                      "person,time,type,amount\n"
                                      "a01,2024-05-01T00:00:00Z,buy,5\n"
                                      "a02,2024-05-02T00:00:00Z,buy,5\n"
                                      "a03,2024-05-03T00:00:00Z,buy,5\n",
                                      -1, NULL));
  project = sy_project_open (path, SY_PROJECT_READ_WRITE, &error);
  g_assert_no_error (error);
  plan = sy_import_plan_new (project, csv, options, NULL, &error);
  g_assert_no_error (error);
  report = sy_project_import (project, plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->rejected, ==, 0);
}

static char *
dup_scores (Fixture *self)
{
  SyTableSource *source = sy_table_view_get_source (find_table (self, 0));
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < sy_table_source_get_n_rows (source); row++)
    {
      g_autofree char *key = sy_table_source_get_text (source, row, 0);
      g_autofree char *score = sy_table_source_get_text (source, row, 1);

      g_string_append_printf (text, "%s %s\n", key, score);
    }
  return g_string_free (text, FALSE);
}

static gpointer
wait_until_told (SyProject *project,
                 SyJob *job,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  while (g_atomic_int_get ((int *) data) == 0)
    g_usleep (1000);
  return NULL;
}

static void
told_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  sy_job_run_finish (SY_JOB (source), result, NULL);
}

static void
reloaded_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_assert_true (sy_session_reload_finish (SY_SESSION (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/* Other events while the tab is away: until the accounts are read anew, nothing is scored by the old ones. */
static void
test_reload (Fixture *self,
             gconstpointer data)
{
  g_autoptr (SyJob) job = sy_job_new ();
  g_autofree char *before = NULL;
  g_autofree char *meanwhile = NULL;
  g_autofree char *after = NULL;
  gboolean is_done = FALSE;
  int is_told = 0;

  settle (self);
  before = dup_scores (self);
  gtk_widget_set_visible (GTK_WIDGET (self->view), FALSE);
  import_people (self->path);
  sy_session_reload_async (self->session, NULL, reloaded_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  project_fixture_wait_tuning (self->session);
  sy_session_run_async (self->session, job, wait_until_told, &is_told, NULL, NULL, told_cb, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->view), TRUE);
  settle (self);
  meanwhile = dup_scores (self);
  g_assert_cmpstr (meanwhile, ==, before);
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (find_table (self, 0))));
  g_assert_false (gtk_widget_is_sensitive (find_button (self, "Compare", 0)));
  g_atomic_int_set (&is_told, 1);
  project_fixture_wait_store (self->session);
  settle (self);
  after = dup_scores (self);
  g_assert_cmpstr (after, ==, before);
  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (find_table (self, 0))));
  g_assert_true (gtk_widget_is_sensitive (find_button (self, "Compare", 0)));
}

/* What the engine finds for the draft at the dates of the Backtest page. */
static SyRollUpComparison *
compare (Fixture *self)
{
  SyEventLog *log = sy_session_get_log (self->session);
  SyModel *draft = sy_session_get_draft (self->session);
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyAccountMap) map = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *origins = NULL;
  SyAccountSpec specs[SY_ROLL_UPS_MAX];
  gsize n_specs = sy_roll_ups_list (draft, specs);
  SyRollUpComparison *found;
  gsize n;

  project = sy_project_open (self->path, SY_PROJECT_READ_ONLY, &error);
  g_assert_no_error (error);
  map = sy_account_map_load (project, log, &error);
  g_assert_no_error (error);
  origins = sy_origins_suggest (log, 12, &n);
  found = sy_roll_ups_compare (log, map, draft, specs, n_specs, origins, n, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return found;
}

/* A comparison that runs while the draft is edited is one of the edited draft. */
static void
test_latest_comparison (Fixture *self,
                        gconstpointer data)
{
  g_autoptr (SyRollUpComparison) old = compare (self);
  g_autoptr (SyRollUpComparison) new = NULL;
  g_autoptr (SyModel) model = sy_model_copy (sy_session_get_draft (self->session));
  g_autofree char *text = NULL;
  g_autofree char *old_text = NULL;

  settle (self);
  page_fixture_close_gate ();
  click (self, "Compare", 0);
  sy_model_find_rule (model, "buy", NULL, NULL)->weight = -1;
  sy_session_set_draft (self->session, model, "Weight", FALSE);
  page_fixture_open_gate ();
  settle (self);
  new = compare (self);
  text = sy_format_number (new->roll_ups[0].auc.value, 3);
  old_text = sy_format_number (old->roll_ups[0].auc.value, 3);
  g_assert_cmpstr (text, !=, old_text);
  g_assert_nonnull (find_label (self, text));
  g_assert_nonnull (find_label (self, "To the first"));

  /* Another edit takes away what is of other scores. */
  {
    g_autoptr (SyModel) again = project_fixture_set_weight (self->session, 9);

    sy_session_set_draft (self->session, again, "Weight", FALSE);
  }
  settle (self);
  g_assert_null (find_label (self, "To the first"));
}

static void
test_use (Fixture *self,
          gconstpointer data)
{
  settle (self);
  click (self, "Compare", 0);
  settle (self);
  /* The mean is in use: sum, highest, mean of the top 3. */
  g_assert_nonnull (find_label (self, "In Use"));
  click (self, "Use This", 1);
  g_assert_cmpint (sy_session_get_draft (self->session)->account.kind, ==, SY_ROLL_UP_MAX);
  g_assert_cmpstr (sy_session_get_undo_label (self->session), ==, "Points of accounts: highest");
  project_fixture_wait_tuning (self->session);
  settle (self);
  g_assert_nonnull (find_label (self, "members’ points: highest"));
  /* Nobody's score has changed: the comparison stays. */
  g_assert_nonnull (find_label (self, "To the first"));
  sy_session_undo (self->session);
  g_assert_cmpint (sy_session_get_draft (self->session)->account.kind, ==, SY_ROLL_UP_NONE);
}

/* The accounts that are measured come from the file. */
static void
test_freeze (Fixture *self,
             gconstpointer data)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *bar = g_object_new (SY_TYPE_RUN_BAR, NULL);
  SyFreezeActions *freeze = sy_freeze_actions_new (box, SY_RUN_BAR (bar));
  g_autoptr (SyModel) model = sy_model_copy (sy_session_get_draft (self->session));

  gtk_box_append (GTK_BOX (box), bar);
  sy_freeze_actions_set_session (freeze, self->session);
  model->account.kind = SY_ROLL_UP_SUM;
  model->account.scale.kind = SY_SCALE_PERCENTILE;
  g_ptr_array_add (model->account.bands, sy_band_new ("All", 0));
  sy_session_set_draft (self->session, model, "Ranks", FALSE);
  sy_freeze_actions_measure (freeze, SY_FROZEN_ACCOUNTS, "", 0);
  project_fixture_wait_store (self->session);
  settle (self);
  g_assert_cmpuint (sy_session_get_draft (self->session)->account.scale.n_reference, ==, 12);
  g_assert_cmpstr (sy_session_get_undo_label (self->session), ==, "Percentile of accounts measured");
  gtk_widget_activate_action (box, "freeze.remove", "(usu)", (guint) SY_FROZEN_ACCOUNTS, "", 0u);
  g_assert_cmpuint (sy_session_get_draft (self->session)->account.scale.n_reference, ==, 0);
  sy_freeze_actions_set_session (freeze, NULL);
  g_object_unref (freeze);
  g_object_unref (box);
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/display/accounts/J1-without", NULL, test_none);
  ADD ("/display/accounts/J1-shows", "", test_shows);
  ADD ("/display/accounts/J1-latest-edit", "", test_latest_edit);
  ADD ("/display/accounts/J1-other-events", "", test_reload);
  ADD ("/display/accounts/J1-latest-wins", "", test_latest_comparison);
  ADD ("/display/accounts/J1-use-this", "", test_use);
  ADD ("/display/accounts/J5-measured", "", test_freeze);
  return g_test_run ();
}
