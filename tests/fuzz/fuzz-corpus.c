/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz.h"

/*
 * Runs a fuzz target over stored inputs, as a plain test: the folders given, in the source tree of the tests. Each input
 * is also tried cut in half and with a byte changed.
 */

static void
run_input (gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (data, &bytes, &length, NULL));
  for (guint i = 0; i < 5; i++)
    {
      /* A copy of just this length, so that a read beyond it is seen. */
      gsize n = length * (4 - i) / 4;
      g_autofree guint8 *copy = g_memdup2 (bytes, n);

      LLVMFuzzerTestOneInput (copy, n);
      if (n > 0)
        {
          copy[n * 2 / 3] ^= (guint8) (1 << i);
          LLVMFuzzerTestOneInput (copy, n);
        }
    }
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *folder = g_test_build_filename (G_TEST_DIST, argv[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      g_assert_nonnull (dir);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          char *path = g_build_filename (folder, name, NULL);
          g_autofree char *test = g_strdup_printf ("/fuzz/%s/%s", argv[i], name);

          g_ptr_array_add (paths, path);
          g_test_add_data_func (test, path, run_input);
        }
    }
  g_assert_cmpuint (paths->len, >, 0);
  return g_test_run ();
}
