/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-guide.h"

#include <glib/gi18n.h>

char *
sy_guide_dup_folder (void)
{
  if (g_file_test (PACKAGE_HELPDIR, G_FILE_TEST_IS_DIR))
    return g_strdup (PACKAGE_HELPDIR);
  return g_build_filename (SOURCE_DATADIR, "help", "C", NULL);
}

static void
name_the_folder (SyWindow *window)
{
  g_autofree char *folder = sy_guide_dup_folder ();
  g_autofree char *name = g_filename_display_name (folder);
  g_autofree char *text =
      g_strdup_printf (_ ("No program here can show the guide; its pages are in %s"), name);

  sy_window_toast (window, text);
}

static void
shown_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (SyWindow) window = SY_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    name_the_folder (window);
}

void
sy_guide_show (SyWindow *window)
{
  g_return_if_fail (SY_IS_WINDOW (window));

  if (g_file_test (PACKAGE_HELPDIR, G_FILE_TEST_IS_DIR))
    gtk_show_uri_full (GTK_WINDOW (window),
                       "help:steelyard",
                       GDK_CURRENT_TIME,
                       NULL,
                       shown_cb,
                       g_object_ref (window));
  else
    name_the_folder (window);
}
