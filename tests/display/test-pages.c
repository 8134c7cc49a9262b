/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages and the parts that work on a project, with a small one. */
#include "config.h"

#include <adwaita.h>

#include "project-fixture.h"
#include "sy-backtest-page.h"
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

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/pages/H6-note-before-a-backtest", test_backtest_care);
  return g_test_run ();
}
