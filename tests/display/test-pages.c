/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages and the parts that work on a project, with a small one. */
#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "project-fixture.h"
#include "sy-backtest-page.h"
#include "sy-care-view.h"
#include "sy-chart-card.h"
#include "sy-drift-page.h"
#include "sy-figure-strip.h"
#include "sy-freeze-actions.h"
#include "sy-run-bar.h"
#include "sy-saved-segments.h"
#include "sy-segment-purpose.h"
#include "sy-segments-page.h"
#include "sy-session-care.h"
#include "sy-table-copy.h"
#include "sy-table-view.h"
#include "sy-threshold-table.h"
#include "sy-tune-page.h"

/* Those of a type, in the order of the screen. */
static void
list_widgets (GtkWidget *widget,
              GType type,
              GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    list_widgets (child, type, found);
}

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

/* A job that was replaced ends nothing but itself. */
static void
test_run_bar (void)
{
  g_autoptr (GtkWidget) bar = g_object_ref_sink (g_object_new (SY_TYPE_RUN_BAR, NULL));
  g_autoptr (SyJob) first = sy_job_new ();
  g_autoptr (SyJob) second = sy_job_new ();

  sy_run_bar_start (SY_RUN_BAR (bar), first, "First");
  sy_run_bar_start (SY_RUN_BAR (bar), second, "Second");
  gtk_widget_set_visible (bar, TRUE);
  sy_run_bar_finish (SY_RUN_BAR (bar), first, NULL);
  g_assert_true (gtk_widget_get_visible (bar));
  sy_run_bar_finish (SY_RUN_BAR (bar), second, NULL);
  g_assert_false (gtk_widget_get_visible (bar));
  sy_run_bar_start (SY_RUN_BAR (bar), first, "First");
  sy_run_bar_finish (SY_RUN_BAR (bar), first, "It failed");
  g_assert_true (gtk_widget_get_visible (bar));
  sy_run_bar_clear (SY_RUN_BAR (bar));
  g_assert_false (gtk_widget_get_visible (bar));
  g_assert_finalize_object (g_steal_pointer (&bar));
}

/* What is measured for one model is not given to another. */

#define N_THREADS 4

/* Keeps the threads of all jobs without a lane busy. */
static struct
{
  GMutex mutex;
  GCond cond;
  guint n_held;
  guint n_done;
  gboolean is_open;
} gate;

static gpointer
wait_at_gate (SyJob *job,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  g_mutex_lock (&gate.mutex);
  gate.n_held++;
  g_cond_broadcast (&gate.cond);
  while (!gate.is_open)
    g_cond_wait (&gate.cond, &gate.mutex);
  g_mutex_unlock (&gate.mutex);
  return NULL;
}

static void
passed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  gate.n_done++;
}

static void
close_gate (void)
{
  gate.n_held = 0;
  gate.n_done = 0;
  gate.is_open = FALSE;
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_autoptr (SyJob) job = sy_job_new ();

      sy_job_run_async (job, NULL, wait_at_gate, NULL, NULL, NULL, passed_cb, NULL);
    }
  g_mutex_lock (&gate.mutex);
  while (gate.n_held < N_THREADS)
    g_cond_wait (&gate.cond, &gate.mutex);
  g_mutex_unlock (&gate.mutex);
}

static void
open_gate (void)
{
  g_mutex_lock (&gate.mutex);
  gate.is_open = TRUE;
  g_cond_broadcast (&gate.cond);
  g_mutex_unlock (&gate.mutex);
  while (gate.n_done < N_THREADS)
    g_main_context_iteration (NULL, TRUE);
}

/* Until the jobs without a lane that were begun before have ended: then all threads are free. */
static void
wait_jobs (void)
{
  close_gate ();
  open_gate ();
}

static void
wait_name (SySession *session,
           const char *name)
{
  while (g_strcmp0 (sy_session_get_model_name (session), name) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
add_model (SySession *session,
           const char *name)
{
  g_autoptr (SyModel) model = project_fixture_model ();

  g_free (model->name);
  model->name = g_strdup (name);
  sy_session_add_model (session, model, "Test");
  wait_name (session, name);
}

static void
test_freeze_of_another (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *bar = g_object_new (SY_TYPE_RUN_BAR, NULL);
  SyFreezeActions *freeze = sy_freeze_actions_new (box, SY_RUN_BAR (bar));

  gtk_box_append (GTK_BOX (box), bar);
  sy_freeze_actions_set_session (freeze, session);
  add_model (session, "Other");
  sy_session_choose_model (session, "Engagement");
  wait_name (session, "Engagement");

  close_gate ();
  sy_freeze_actions_measure (freeze, SY_FROZEN_P95, "All", 0);
  gtk_widget_set_visible (bar, TRUE);
  sy_session_choose_model (session, "Other");
  wait_name (session, "Other");
  open_gate ();
  wait_jobs ();
  g_assert_true (isnan (sy_model_get_group (sy_session_get_draft (session), 0)->p95));
  g_assert_false (gtk_widget_get_visible (bar));

  sy_freeze_actions_measure (freeze, SY_FROZEN_P95, "All", 0);
  wait_jobs ();
  g_assert_false (isnan (sy_model_get_group (sy_session_get_draft (session), 0)->p95));

  /* One that is given up leaves the bar. */
  sy_freeze_actions_measure (freeze, SY_FROZEN_P95, "All", 0);
  gtk_widget_set_visible (bar, TRUE);
  gtk_widget_activate_action (box, "freeze.remove", "(usu)", (guint) SY_FROZEN_P95, "All", 0u);
  wait_jobs ();
  g_assert_true (isnan (sy_model_get_group (sy_session_get_draft (session), 0)->p95));
  g_assert_false (gtk_widget_get_visible (bar));

  sy_freeze_actions_set_session (freeze, NULL);
  g_object_unref (freeze);
  g_object_unref (box);
  project_fixture_close (session);
  project_fixture_free (path);
}

/* Reviews and owners */

static void
on_days_changed (GtkSpinButton *days,
                 gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
apply (GtkWidget *entry,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "apply");
}

static void
test_care_typing (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GtkWidget *view = g_object_ref_sink (g_object_new (SY_TYPE_CARE_VIEW, NULL));
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GPtrArray) days = g_ptr_array_new ();
  guint n_changes = 0;

  project_fixture_wait_store (session);
  sy_care_view_set_session (SY_CARE_VIEW (view), session);
  g_signal_connect_object (session, "care-changed", G_CALLBACK (sy_care_view_refresh), view,
                           G_CONNECT_SWAPPED);
  sy_care_view_refresh (SY_CARE_VIEW (view));
  list_widgets (view, ADW_TYPE_ENTRY_ROW, entries);
  list_widgets (view, GTK_TYPE_SPIN_BUTTON, days);
  g_assert_cmpuint (entries->len, ==, SY_N_OWNER_PARTS);
  g_assert_cmpuint (days->len, ==, 2);

  /* Two clicks before the first is in the file; half a name, which is not applied. */
  gtk_editable_set_text (entries->pdata[1], "Bo");
  g_signal_connect (days->pdata[0], "value-changed", G_CALLBACK (on_days_changed), &n_changes);
  gtk_spin_button_set_value (days->pdata[0], 7);
  gtk_spin_button_set_value (days->pdata[0], 8);
  project_fixture_wait_store (session);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpint (sy_session_get_governance (session)->care->review_days, ==, 8);
  apply (entries->pdata[0], "Ana");
  project_fixture_wait_store (session);
  g_assert_cmpstr (sy_session_get_governance (session)->care->owners[0], ==, "Ana");
  g_assert_cmpint (sy_session_get_governance (session)->care->review_days, ==, 8);
  g_assert_true (sy_session_get_governance (session)->care->owners[1] == NULL ||
                 *sy_session_get_governance (session)->care->owners[1] == '\0');
  g_assert_cmpstr (gtk_editable_get_text (entries->pdata[1]), ==, "Bo");
  apply (entries->pdata[1], "Bob");
  project_fixture_wait_store (session);
  g_assert_cmpstr (sy_session_get_governance (session)->care->owners[1], ==, "Bob");

  /* Another model has no owner yet. */
  gtk_editable_set_text (entries->pdata[2], "Cleo");
  add_model (session, "Other");
  sy_care_view_refresh (SY_CARE_VIEW (view));
  g_assert_cmpstr (gtk_editable_get_text (entries->pdata[0]), ==, "");
  g_assert_cmpstr (gtk_editable_get_text (entries->pdata[2]), ==, "");
  project_fixture_wait_store (session);
  g_assert_cmpstr (gtk_editable_get_text (entries->pdata[0]), ==, "");
  g_assert_cmpint (gtk_spin_button_get_value_as_int (days->pdata[0]), ==, 0);
  g_object_unref (view);
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

  list_widgets (widget, GTK_TYPE_LABEL, found);
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
  list_widgets (page, SY_TYPE_THRESHOLD_TABLE, tables);
  table = tables->pdata[0];
  save = gtk_widget_get_ancestor (find_labelled (page, "Save Rule"), GTK_TYPE_BUTTON);
  while (!gtk_widget_get_sensitive (table))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (save, "clicked");
  while (find_labelled (page, "Saved: the top 100 people") == NULL)
    g_main_context_iteration (NULL, TRUE);

  add_model (session, "Other");
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
  wait_jobs ();
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
  list_widgets (page, SY_TYPE_FIGURE_STRIP, strips);
  list_widgets (page, SY_TYPE_CHART_CARD, cards);
  while (!gtk_widget_get_visible (strips->pdata[0]))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (sy_chart_view_get_chart (sy_chart_card_get_view (cards->pdata[0])));
  add_model (session, "Other");
  g_assert_false (gtk_widget_get_visible (strips->pdata[0]));
  for (guint i = 0; i < cards->len; i++)
    g_assert_null (sy_chart_view_get_chart (sy_chart_card_get_view (cards->pdata[i])));
  while (!gtk_widget_get_visible (strips->pdata[0]))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
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
  list_widgets (page, SY_TYPE_CHART_CARD, cards);
  view = sy_chart_card_get_view (cards->pdata[0]);
  while (sy_chart_view_get_chart (view) == NULL)
    g_main_context_iteration (NULL, TRUE);
  add_model (session, "Other");
  for (guint i = 0; i < cards->len; i++)
    g_assert_null (sy_chart_view_get_chart (sy_chart_card_get_view (cards->pdata[i])));
  /* What is read of the other model brings nothing of the one before back. */
  project_fixture_wait_store (session);
  g_assert_null (sy_chart_view_get_chart (view));
  while (sy_chart_view_get_chart (view) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  wait_jobs ();
  project_fixture_close (session);
  project_fixture_free (path);
}

/* Tables */

static const char *const cells[] = { "a", "1", "b\tc", "2", "d", "3" };

typedef struct
{
  GThread *writer;
} Cells;

static char *
get_cell (gconstpointer data,
          guint row,
          guint column)
{
  Cells *self = (Cells *) data;

  if (g_thread_self () != self->writer)
    g_atomic_pointer_set (&self->writer, g_thread_self ());
  return g_strdup (cells[2 * row + column]);
}

static int
compare_cells (gconstpointer data,
               guint a,
               guint b,
               guint column)
{
  return strcmp (cells[2 * a + column], cells[2 * b + column]);
}

static void
text_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *
read_clipboard (GtkWidget *widget)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  char *text = NULL;

  while (!gdk_clipboard_is_local (clipboard))
    g_main_context_iteration (NULL, TRUE);
  gdk_clipboard_read_text_async (clipboard, NULL, text_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

/* Any number of rows is written beside the main thread. */
static void
test_copy (void)
{
  static const SyTableColumn columns[] = { { "Name", FALSE, 0 }, { "N", TRUE, 0 } };
  static const SyTableFuncs funcs = { get_cell, compare_cells, NULL, NULL, NULL };
  Cells data = { g_thread_self () };
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  g_autoptr (SyTableSource) source = sy_table_source_new (columns, 2, 3, &funcs, &data);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GtkBitset) chosen = gtk_bitset_new_range (0, 2);
  g_autoptr (GtkBitset) nothing = gtk_bitset_new_empty ();
  static const guint rows[] = { 2, 0, 1 };
  g_autofree char *all = NULL;
  g_autofree char *some = NULL;
  g_autofree char *same = NULL;

  g_array_append_vals (order, rows, G_N_ELEMENTS (rows));
  sy_table_copy (widget, source, order, NULL);
  wait_jobs ();
  all = read_clipboard (widget);
  g_assert_cmpstr (all, ==, "Name\tN\nd\t3\na\t1\nb c\t2\n");
  g_assert_true (data.writer != g_thread_self ());
  /* Of two wishes the newer one counts; what is chosen later is not meant. */
  sy_table_copy (widget, source, NULL, NULL);
  sy_table_copy (widget, source, order, chosen);
  gtk_bitset_remove_all (chosen);
  wait_jobs ();
  some = read_clipboard (widget);
  g_assert_cmpstr (some, ==, "d\t3\na\t1\n");
  sy_table_copy (widget, source, order, nothing);
  wait_jobs ();
  same = read_clipboard (widget);
  g_assert_cmpstr (same, ==, some);
}

/* What a wide table has no room for is not cut, but scrolled to. */
static void
test_wide_table (void)
{
  static const SyTableColumn columns[] = { { "Name", FALSE, 30 }, { "N", TRUE, 28 } };
  static const SyTableFuncs funcs = { get_cell, compare_cells, NULL, NULL, NULL };
  Cells data = { g_thread_self () };
  g_autoptr (SyTableSource) source = sy_table_source_new (columns, 2, 3, &funcs, &data);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *table = sy_table_view_new ("Wide");
  GtkAdjustment *across;

  sy_table_view_set_wide (SY_TABLE_VIEW (table));
  sy_table_view_set_source (SY_TABLE_VIEW (table), source);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 200);
  gtk_window_set_child (GTK_WINDOW (window), table);
  gtk_window_present (GTK_WINDOW (window));
  list_widgets (table, GTK_TYPE_SCROLLED_WINDOW, found);
  across = gtk_scrolled_window_get_hadjustment (found->pdata[0]);
  while (gtk_adjustment_get_upper (across) <= 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (gtk_adjustment_get_upper (across), >,
                     gtk_adjustment_get_page_size (across) + 100);
  g_ptr_array_set_size (found, 0);
  list_widgets (table, GTK_TYPE_SCROLLBAR, found);
  while (!gtk_widget_get_visible (found->pdata[found->len - 1]))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Segments */

static GtkWidget *
find_by_tooltip (GtkWidget *widget,
                 const char *tooltip)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  list_widgets (widget, GTK_TYPE_BUTTON, buttons);
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
  list_widgets (page, SY_TYPE_SAVED_SEGMENTS, found);
  saved = found->pdata[0];
  g_signal_emit_by_name (saved, "save", "Kept");
  while ((remove = find_by_tooltip (saved, "Remove Kept")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (remove, "clicked");
  g_ptr_array_set_size (found, 0);
  list_widgets (page, SY_TYPE_SEGMENT_PURPOSE, found);
  remove = found->pdata[0];
  g_ptr_array_set_size (found, 0);
  list_widgets (remove, ADW_TYPE_ENTRY_ROW, found);
  apply (found->pdata[0], "Win back");
  /* As another window would find it. */
  sy_saved_segments_change (SY_SAVED_SEGMENTS (saved), "Kept", segment);
  project_fixture_wait_store (session);
  wait_jobs ();
  g_object_unref (page);
  project_fixture_close (session);
  project = sy_project_open (path, SY_PROJECT_READ_ONLY, &error);
  g_assert_no_error (error);
  records = sy_project_list_segments (project, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 0);
  project_fixture_free (path);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/pages/H6-note-before-a-backtest", test_backtest_care);
  g_test_add_func ("/pages/run-bar-of-the-newest", test_run_bar);
  g_test_add_func ("/pages/D5-measured-for-another", test_freeze_of_another);
  g_test_add_func ("/pages/N4-N6-care-while-typing", test_care_typing);
  g_test_add_func ("/pages/K6-backtest-of-another", test_backtest_of_another);
  g_test_add_func ("/pages/F3-tune-of-another", test_tune_of_another);
  g_test_add_func ("/pages/H1-drift-of-another", test_drift_of_another);
  g_test_add_func ("/pages/copy-in-a-thread", test_copy);
  g_test_add_func ("/pages/wide-table", test_wide_table);
  g_test_add_func ("/pages/N5-removed-segment", test_removed_segment);
  return g_test_run ();
}
