/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages and the parts that work on a project, with a small one. */
#include "config.h"

#include <adwaita.h>

#include "project-fixture.h"
#include "sy-backtest-page.h"
#include "sy-run-bar.h"
#include "sy-session-care.h"

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

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/pages/H6-note-before-a-backtest", test_backtest_care);
  g_test_add_func ("/pages/run-bar-of-the-newest", test_run_bar);
  return g_test_run ();
}
