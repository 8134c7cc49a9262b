/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages are made of: bars, forms, tables and actions. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "page-fixture.h"
#include "widget-fixture.h"
#include "sy-care-view.h"
#include "sy-freeze-actions.h"
#include "sy-probability-group.h"
#include "sy-run-bar.h"
#include "sy-session-care.h"
#include "sy-session-dates.h"
#include "sy-table-copy.h"
#include "sy-table-view.h"

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
  page_fixture_add_model (session, "Other");
  sy_session_choose_model (session, "Engagement");
  page_fixture_wait_model (session, "Engagement");

  page_fixture_close_gate ();
  sy_freeze_actions_measure (freeze, SY_FROZEN_P95, "All", 0);
  gtk_widget_set_visible (bar, TRUE);
  sy_session_choose_model (session, "Other");
  page_fixture_wait_model (session, "Other");
  page_fixture_open_gate ();
  page_fixture_wait_jobs ();
  g_assert_true (isnan (sy_model_get_group (sy_session_get_draft (session), 0)->p95));
  g_assert_false (gtk_widget_get_visible (bar));

  sy_freeze_actions_measure (freeze, SY_FROZEN_P95, "All", 0);
  page_fixture_wait_jobs ();
  g_assert_false (isnan (sy_model_get_group (sy_session_get_draft (session), 0)->p95));

  /* One that is given up leaves the bar. */
  sy_freeze_actions_measure (freeze, SY_FROZEN_P95, "All", 0);
  gtk_widget_set_visible (bar, TRUE);
  gtk_widget_activate_action (box, "freeze.remove", "(usu)", (guint) SY_FROZEN_P95, "All", 0u);
  page_fixture_wait_jobs ();
  g_assert_true (isnan (sy_model_get_group (sy_session_get_draft (session), 0)->p95));
  g_assert_false (gtk_widget_get_visible (bar));

  sy_freeze_actions_set_session (freeze, NULL);
  g_object_unref (freeze);
  g_object_unref (box);
  project_fixture_close (session);
  project_fixture_free (path);
}

/* The probability */

/* What a group says that was open before the fit. */
static gboolean
says (GtkWidget *group,
      const char *text)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  widget_fixture_list (group, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (labels->pdata[i]) &&
        strstr (gtk_label_get_text (labels->pdata[i]), text) != NULL)
      return TRUE;
  return FALSE;
}

static SyLayerKind
get_layer (SySession *session)
{
  return sy_session_get_draft (session)->probability.kind;
}

/* Fitted as one edit that can be undone; and seen in a group that is opened later. */
static void
test_fit (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *group = GTK_WIDGET (sy_probability_group_new (session));

  gtk_window_set_child (GTK_WINDOW (window), group);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (says (group, "No probability yet"));
  gtk_widget_activate_action (group, "probability.fit", NULL);
  page_fixture_wait_jobs ();
  g_assert_cmpint (get_layer (session), ==, SY_LAYER_LOGISTIC);
  g_assert_cmpstr (sy_session_get_undo_label (session), ==, "Fit of the probability");
  g_assert_true (says (group, "Logistic curve over the points"));
  g_assert_true (says (group, "Fitted to 9 dates, 31 Jan 2024 – 30 Sep 2024"));
  g_assert_true (says (group, "Brier score 0."));

  group = GTK_WIDGET (sy_probability_group_new (session));
  gtk_window_set_child (GTK_WINDOW (window), group);
  g_assert_true (says (group, "Brier score 0."));
  sy_session_undo (session);
  g_assert_cmpint (get_layer (session), ==, SY_LAYER_NONE);
  g_assert_null (sy_session_get_undo_label (session));
  g_assert_true (says (group, "No probability yet"));
  g_assert_false (says (group, "Brier score 0."));
  sy_session_redo (session);
  g_assert_true (says (group, "Fitted to 9 dates"));
  gtk_widget_activate_action (group, "probability.remove", NULL);
  g_assert_cmpint (get_layer (session), ==, SY_LAYER_NONE);
  g_assert_cmpstr (sy_session_get_undo_label (session), ==, "Remove the probability");

  gtk_window_destroy (GTK_WINDOW (window));
  project_fixture_close (session);
  project_fixture_free (path);
}

/* What is fitted to one draft does not go into another. */
static void
test_fit_of_another (void)
{
  char *path = project_fixture_new ();
  SySession *session = project_fixture_open (path);
  GtkWidget *window = gtk_window_new ();
  SyProbabilityGroup *group = sy_probability_group_new (session);
  g_autoptr (SyModel) edited = NULL;
  gint32 late = sy_day_from_civil (2024, 12, 1);

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (group));
  gtk_window_present (GTK_WINDOW (window));
  page_fixture_add_model (session, "Other");
  page_fixture_close_gate ();
  sy_probability_group_fit (group, SY_LAYER_ISOTONIC);
  sy_session_choose_model (session, "Engagement");
  page_fixture_wait_model (session, "Engagement");
  page_fixture_open_gate ();
  page_fixture_wait_jobs ();
  g_assert_cmpint (get_layer (session), ==, SY_LAYER_NONE);
  g_assert_false (says (GTK_WIDGET (group), "fit again"));

  page_fixture_close_gate ();
  sy_probability_group_fit (group, SY_LAYER_ISOTONIC);
  edited = project_fixture_set_weight (session, 7);
  sy_session_set_draft (session, edited, "Weight", FALSE);
  page_fixture_open_gate ();
  page_fixture_wait_jobs ();
  g_assert_cmpint (get_layer (session), ==, SY_LAYER_NONE);
  g_assert_true (says (GTK_WIDGET (group), "The draft or the data changed meanwhile: fit again"));

  /* An edit after a fit is said, and what cannot be fitted. */
  sy_probability_group_fit (group, SY_LAYER_ISOTONIC);
  page_fixture_wait_jobs ();
  g_assert_cmpint (get_layer (session), ==, SY_LAYER_ISOTONIC);
  g_assert_false (says (GTK_WIDGET (group), "fit again"));
  g_assert_true (says (GTK_WIDGET (group), "isotonic table"));
  g_clear_pointer (&edited, sy_model_unref);
  edited = project_fixture_set_weight (session, 8);
  sy_session_set_draft (session, edited, "Weight", FALSE);
  g_assert_true (says (GTK_WIDGET (group), "Fitted for an earlier draft, to 9 dates"));
  sy_session_set_backtest_dates (session, SY_PERIOD_MONTH, late, late);
  g_assert_true (says (GTK_WIDGET (group), "1 date, 1 Dec 2024"));
  sy_probability_group_fit (group, SY_LAYER_LOGISTIC);
  page_fixture_wait_jobs ();
  g_assert_cmpint (get_layer (session), ==, SY_LAYER_ISOTONIC);
  g_assert_true (says (GTK_WIDGET (group), "No date has a complete outcome window"));

  /* A window that is closed stops its fit, which else goes into the draft. */
  sy_session_set_backtest_dates (session, SY_PERIOD_MONTH, sy_day_from_civil (2024, 1, 31),
                                 sy_day_from_civil (2024, 9, 30));
  sy_probability_group_fit (group, SY_LAYER_LOGISTIC);
  page_fixture_wait_jobs ();
  g_assert_cmpint (get_layer (session), ==, SY_LAYER_LOGISTIC);
  sy_session_undo (session);
  page_fixture_close_gate ();
  sy_probability_group_fit (group, SY_LAYER_LOGISTIC);
  gtk_window_destroy (GTK_WINDOW (window));
  page_fixture_open_gate ();
  page_fixture_wait_jobs ();
  g_assert_cmpint (get_layer (session), ==, SY_LAYER_ISOTONIC);
  g_assert_cmpstr (sy_session_get_undo_label (session), ==, "Weight");
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
  widget_fixture_list (view, ADW_TYPE_ENTRY_ROW, entries);
  widget_fixture_list (view, GTK_TYPE_SPIN_BUTTON, days);
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
  page_fixture_apply (entries->pdata[0], "Ana");
  project_fixture_wait_store (session);
  g_assert_cmpstr (sy_session_get_governance (session)->care->owners[0], ==, "Ana");
  g_assert_cmpint (sy_session_get_governance (session)->care->review_days, ==, 8);
  g_assert_true (sy_session_get_governance (session)->care->owners[1] == NULL ||
                 *sy_session_get_governance (session)->care->owners[1] == '\0');
  g_assert_cmpstr (gtk_editable_get_text (entries->pdata[1]), ==, "Bo");
  page_fixture_apply (entries->pdata[1], "Bob");
  project_fixture_wait_store (session);
  g_assert_cmpstr (sy_session_get_governance (session)->care->owners[1], ==, "Bob");

  /* Another model has no owner yet. */
  gtk_editable_set_text (entries->pdata[2], "Cleo");
  page_fixture_add_model (session, "Other");
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
  page_fixture_wait_jobs ();
  all = read_clipboard (widget);
  g_assert_cmpstr (all, ==, "Name\tN\nd\t3\na\t1\nb c\t2\n");
  g_assert_true (data.writer != g_thread_self ());
  /* Of two wishes the newer one counts; what is chosen later is not meant. */
  sy_table_copy (widget, source, NULL, NULL);
  sy_table_copy (widget, source, order, chosen);
  gtk_bitset_remove_all (chosen);
  page_fixture_wait_jobs ();
  some = read_clipboard (widget);
  g_assert_cmpstr (some, ==, "d\t3\na\t1\n");
  sy_table_copy (widget, source, order, nothing);
  page_fixture_wait_jobs ();
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
  widget_fixture_list (table, GTK_TYPE_SCROLLED_WINDOW, found);
  across = gtk_scrolled_window_get_hadjustment (found->pdata[0]);
  while (gtk_adjustment_get_upper (across) <= 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (gtk_adjustment_get_upper (across), >,
                     gtk_adjustment_get_page_size (across) + 100);
  g_ptr_array_set_size (found, 0);
  widget_fixture_list (table, GTK_TYPE_SCROLLBAR, found);
  while (!gtk_widget_get_visible (found->pdata[found->len - 1]))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/page-parts/run-bar-of-the-newest", test_run_bar);
  g_test_add_func ("/page-parts/D5-measured-for-another", test_freeze_of_another);
  g_test_add_func ("/page-parts/G1-fit", test_fit);
  g_test_add_func ("/page-parts/G1-fit-of-another", test_fit_of_another);
  g_test_add_func ("/page-parts/N4-N6-care-while-typing", test_care_typing);
  g_test_add_func ("/page-parts/copy-in-a-thread", test_copy);
  g_test_add_func ("/page-parts/wide-table", test_wide_table);
  return g_test_run ();
}
