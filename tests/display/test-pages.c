/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages that work on a project, with a small one. */
#include "config.h"

#include "page-fixture.h"
#include "widget-fixture.h"
#include "sy-backtest-page.h"
#include "sy-chart-card.h"
#include "sy-drift-page.h"
#include "sy-figure-strip.h"
#include "sy-model-edit.h"
#include "sy-period-chooser.h"
#include "sy-points-row.h"
#include "sy-rule-inspector.h"
#include "sy-rule-list.h"
#include "sy-saved-segments.h"
#include "sy-segment-purpose.h"
#include "sy-segments-page.h"
#include "sy-session-care.h"
#include "sy-threshold-table.h"
#include "sy-tune-page.h"

static gboolean
add_note (SyProject *project,
          gint64 model_id,
          gpointer data,
          GError **error)
{
  return sy_project_add_note (project, 19800, SY_NOTE_LAUNCH, data, error) != 0;
}

/* A note before anything was replayed changes no chart. */
static void
test_backtest_care (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GtkWidget *page = g_object_ref_sink (g_object_new (SY_TYPE_BACKTEST_PAGE, "session", session,
                                                     NULL));

  sy_session_govern_async (session, add_note, (gpointer) "Club card", NULL, NULL, NULL);
  project_fixture_wait_store (session);
  g_assert_cmpuint (sy_session_get_notes (session)->len, ==, 1);
  g_object_unref (page);
  project_fixture_close (session);
  project_fixture_free (path);
}

/* A list by a rule */

static gpointer
get_rule (SyProject *project,
          SyJob *job,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *json = sy_project_get_threshold_rule (project, data, NULL);

  /* A word that cannot be mistaken for a job without a result. */
  return g_strdup (json != NULL ? "kept" : "none");
}

static void
got_rule_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  *(char **) user_data = sy_job_run_finish (SY_JOB (source), result, NULL);
}

static void
assert_rule (SySession *session,
             const char *model,
             const char *expected)
{
  g_autofree char *found = NULL;

  sy_session_run_async (session, NULL, get_rule, (gpointer) model, NULL, g_free, got_rule_cb,
                        &found);
  while (found == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (found, ==, expected);
}

static GtkWidget *
find_labelled (GtkWidget *widget,
               const char *label)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  widget_fixture_list (widget, GTK_TYPE_LABEL, found);
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (gtk_label_get_label (found->pdata[i]), label))
      return found->pdata[i];
  return NULL;
}

/* What is found for one model is neither shown for another nor kept with it. */
static void
test_backtest_of_another (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = g_object_new (SY_TYPE_BACKTEST_PAGE, "session", session, NULL);
  g_autoptr (GPtrArray) tables = g_ptr_array_new ();
  GtkWidget *table;
  GtkWidget *save;

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  widget_fixture_list (page, SY_TYPE_THRESHOLD_TABLE, tables);
  table = tables->pdata[0];
  save = gtk_widget_get_ancestor (find_labelled (page, "Save Rule"), GTK_TYPE_BUTTON);
  while (!gtk_widget_get_sensitive (table))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (save, "clicked");
  while (find_labelled (page, "Saved: the top 100 people") == NULL)
    g_main_context_iteration (NULL, TRUE);

  page_fixture_add_model (session, "Other");
  g_assert_false (gtk_widget_get_sensitive (table));
  g_assert_null (find_labelled (page, "Saved: the top 100 people"));
  g_signal_emit_by_name (save, "clicked");
  assert_rule (session, "Other", "none");
  while (!gtk_widget_get_sensitive (table))
    g_main_context_iteration (NULL, TRUE);
  while (find_labelled (page, "No rule is saved with the model") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (save, "clicked");
  assert_rule (session, "Other", "kept");
  gtk_window_destroy (GTK_WINDOW (window));
  page_fixture_wait_jobs ();
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
test_tune_of_another (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = g_object_new (SY_TYPE_TUNE_PAGE, "session", session, NULL);
  g_autoptr (GPtrArray) strips = g_ptr_array_new ();
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  widget_fixture_list (page, SY_TYPE_FIGURE_STRIP, strips);
  widget_fixture_list (page, SY_TYPE_CHART_CARD, cards);
  while (!gtk_widget_get_visible (strips->pdata[0]))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (sy_chart_view_get_chart (sy_chart_card_get_view (cards->pdata[0])));
  page_fixture_add_model (session, "Other");
  g_assert_false (gtk_widget_get_visible (strips->pdata[0]));
  for (guint i = 0; i < cards->len; i++)
    g_assert_null (sy_chart_view_get_chart (sy_chart_card_get_view (cards->pdata[i])));
  while (!gtk_widget_get_visible (strips->pdata[0]))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  project_fixture_close (session);
  project_fixture_free (path);
}

/* A rule of that name on an attribute, whose settings are shown. */
static void
add_plan (SySession *session,
          SyRuleList *list)
{
  static const char *const no_types[] = { NULL };
  SyRule *rule = sy_model_edit_new_rule (SY_RULE_ATTRIBUTE, no_types, "plan");
  g_autofree char *id = NULL;
  SyModel *draft = sy_session_get_draft (session);
  g_autoptr (SyModel) edited = sy_model_edit_add_rule (draft, 0, rule, &id);

  sy_session_set_draft (session, edited, "Plan", FALSE);
  sy_rule_list_select (list, id, FALSE);
  g_assert_cmpstr (sy_rule_list_get_selected (list), ==, id);
}

static void
click (GtkWidget *page,
       const char *label)
{
  GtkWidget *found = find_labelled (page, label);

  g_assert_nonnull (found);
  g_signal_emit_by_name (gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON), "clicked");
}

static guint
count_points_rows (GtkWidget *page)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  widget_fixture_list (page, SY_TYPE_POINTS_ROW, rows);
  return rows->len;
}

/* What is half typed or found for a rule is not for one of the same name of another model. */
static void
test_rule_of_another (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = g_object_new (SY_TYPE_TUNE_PAGE, "session", session, NULL);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) inspectors = g_ptr_array_new ();
  SyRuleList *list;
  GtkWidget *find;

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  widget_fixture_list (page, SY_TYPE_RULE_LIST, found);
  list = found->pdata[0];
  add_plan (session, list);
  page_fixture_add_model (session, "Other");
  add_plan (session, list);
  widget_fixture_list (page, SY_TYPE_RULE_INSPECTOR, inspectors);
  sy_rule_inspector_open_attribute (inspectors->pdata[0]);
  click (page, "Add a Value");
  g_assert_cmpuint (count_points_rows (page), ==, 1);
  sy_session_choose_model (session, "Engagement");
  page_fixture_wait_model (session, "Engagement");
  g_assert_cmpuint (count_points_rows (page), ==, 0);

  sy_rule_list_select (list, "buy", FALSE);
  find = gtk_widget_get_ancestor (find_labelled (page, "Find the Best Half-Life"), GTK_TYPE_BUTTON);
  click (page, "Find the Best Half-Life");
  page_fixture_wait_jobs ();
  g_assert_false (gtk_widget_get_visible (find));
  sy_session_choose_model (session, "Other");
  page_fixture_wait_model (session, "Other");
  g_assert_cmpstr (sy_rule_list_get_selected (list), ==, "buy");
  g_assert_true (gtk_widget_get_visible (find));
  gtk_window_destroy (GTK_WINDOW (window));
  page_fixture_wait_jobs ();
  project_fixture_close (session);
  project_fixture_free (path);
}

/* Whether the dates are called weeks, or months. */
static gboolean
says_period (GtkWidget *page,
             SyPeriod period)
{
  const char *title = period == SY_PERIOD_WEEK ? "Population stability (PSI) by week"
                                               : "Population stability (PSI) by month";

  return find_labelled (page, title) != NULL;
}

/* The choice of dates is of the next run; what is shown is of the one before. */
static void
test_drift_period (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = g_object_new (SY_TYPE_DRIFT_PAGE, "session", session, NULL);
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  g_autoptr (GPtrArray) choosers = g_ptr_array_new ();
  SyPeriod period;
  SyPeriod other;
  gint32 from, to;

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  widget_fixture_list (page, SY_TYPE_CHART_CARD, cards);
  while (sy_chart_view_get_chart (sy_chart_card_get_view (cards->pdata[0])) == NULL)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_wait_jobs ();
  widget_fixture_list (page, SY_TYPE_PERIOD_CHOOSER, choosers);
  period = sy_period_chooser_get (choosers->pdata[0], &from, &to);
  other = period == SY_PERIOD_WEEK ? SY_PERIOD_MONTH : SY_PERIOD_WEEK;
  g_assert_true (says_period (page, period));
  sy_period_chooser_set (choosers->pdata[0], other, from, to);
  sy_session_govern_async (session, add_note, (gpointer) "Club card", NULL, NULL, NULL);
  project_fixture_wait_store (session);
  g_assert_cmpuint (sy_session_get_notes (session)->len, ==, 1);
  g_assert_true (says_period (page, period));

  /* The chosen dates are those of the run that is asked for. */
  g_signal_emit_by_name (choosers->pdata[0], "changed");
  while (!says_period (page, other))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  page_fixture_wait_jobs ();
  project_fixture_close (session);
  project_fixture_free (path);
}

static void
test_drift_of_another (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = g_object_new (SY_TYPE_DRIFT_PAGE, "session", session, NULL);
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  SyChartView *view;

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  widget_fixture_list (page, SY_TYPE_CHART_CARD, cards);
  view = sy_chart_card_get_view (cards->pdata[0]);
  while (sy_chart_view_get_chart (view) == NULL)
    g_main_context_iteration (NULL, TRUE);
  page_fixture_add_model (session, "Other");
  for (guint i = 0; i < cards->len; i++)
    g_assert_null (sy_chart_view_get_chart (sy_chart_card_get_view (cards->pdata[i])));
  /* What is read of the other model brings nothing of the one before back. */
  project_fixture_wait_store (session);
  g_assert_null (sy_chart_view_get_chart (view));
  while (sy_chart_view_get_chart (view) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  page_fixture_wait_jobs ();
  project_fixture_close (session);
  project_fixture_free (path);
}

/* Segments */

static GtkWidget *
find_by_tooltip (GtkWidget *widget,
                 const char *tooltip)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  widget_fixture_list (widget, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_widget_get_tooltip_text (buttons->pdata[i]), tooltip) == 0)
      return buttons->pdata[i];
  return NULL;
}

static void
test_removed_segment (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GtkWidget *page = g_object_ref_sink (g_object_new (SY_TYPE_SEGMENTS_PAGE, "session", session,
                                                     NULL));
  GtkWidget *saved;
  GtkWidget *remove;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SySegment) segment = sy_segment_new ();
  g_autoptr (GError) error = NULL;

  project_fixture_wait_tuning (session);
  widget_fixture_list (page, SY_TYPE_SAVED_SEGMENTS, found);
  saved = found->pdata[0];
  g_signal_emit_by_name (saved, "save", "Kept");
  while ((remove = find_by_tooltip (saved, "Remove Kept")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (remove, "clicked");
  g_ptr_array_set_size (found, 0);
  widget_fixture_list (page, SY_TYPE_SEGMENT_PURPOSE, found);
  remove = found->pdata[0];
  g_ptr_array_set_size (found, 0);
  widget_fixture_list (remove, ADW_TYPE_ENTRY_ROW, found);
  page_fixture_apply (found->pdata[0], "Win back");
  /* As another window would find it. */
  sy_saved_segments_change (SY_SAVED_SEGMENTS (saved), "Kept", segment);
  project_fixture_wait_store (session);
  page_fixture_wait_jobs ();
  g_object_unref (page);
  project_fixture_close (session);
  project = sy_project_open (path, SY_PROJECT_READ_ONLY, &error);
  g_assert_no_error (error);
  records = sy_project_list_segments (project, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 0);
  project_fixture_free (path);
}

/* What a later version wrote is listed with the reason, and can be removed. */
static void
test_unreadable_segment (void)
{
  char *path = project_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = sy_project_open (path, SY_PROJECT_READ_WRITE, &error);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) records = NULL;
  SySession *session;
  GtkWidget *page;
  GtkWidget *remove;
  guint n_told = 0;

  g_assert_no_error (error);
  g_assert_true (sy_project_set_segment (project, "Odd", "{\"format\": \"later\"}", &error));
  session = project_fixture_open (path);
  page = g_object_ref_sink (g_object_new (SY_TYPE_SEGMENTS_PAGE, "session", session, NULL));
  project_fixture_wait_tuning (session);
  while ((remove = find_by_tooltip (page, "Remove Odd")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  widget_fixture_list (page, ADW_TYPE_ACTION_ROW, found);
  for (guint i = 0; i < found->len; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (found->pdata[i]), "Odd") == 0)
      {
        g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (found->pdata[i]),
                                         "Cannot be read: "));
        n_told++;
      }
  g_assert_cmpuint (n_told, ==, 1);
  g_signal_emit_by_name (remove, "clicked");
  while (find_by_tooltip (page, "Remove Odd") != NULL)
    g_main_context_iteration (NULL, TRUE);
  records = sy_project_list_segments (project, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 0);
  page_fixture_wait_jobs ();
  g_object_unref (page);
  project_fixture_close (session);
  project_fixture_free (path);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/pages/H6-note-before-a-backtest", test_backtest_care);
  g_test_add_func ("/pages/K6-backtest-of-another", test_backtest_of_another);
  g_test_add_func ("/pages/F3-tune-of-another", test_tune_of_another);
  g_test_add_func ("/pages/K1-rule-of-another", test_rule_of_another);
  g_test_add_func ("/pages/H1-drift-of-another", test_drift_of_another);
  g_test_add_func ("/pages/H1-drift-period", test_drift_period);
  g_test_add_func ("/pages/N5-removed-segment", test_removed_segment);
  g_test_add_func ("/pages/N5-unreadable-segment", test_unreadable_segment);
  return g_test_run ();
}
