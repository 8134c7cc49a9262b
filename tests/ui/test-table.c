/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-table-source.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <unistd.h>

static const SyTableColumn columns[] = {
  { "Name", FALSE, 0 },
  { "Count", TRUE, 6 },
};

static SyTableSource *
create (const char *first,
        ...)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  va_list args;

  va_start (args, first);
  for (const char *text = first; text != NULL; text = va_arg (args, const char *))
    g_ptr_array_add (cells, g_strdup (text));
  va_end (args);
  return sy_table_source_new_for_texts (columns, G_N_ELEMENTS (columns), cells);
}

static void
check_order (SyTableSource *source,
             guint column,
             gboolean descending,
             const char *expected)
{
  g_autoptr (GArray) order = sy_table_source_sort (source, column, descending);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < order->len; i++)
    g_string_append_printf (text, "%u", g_array_index (order, guint, i));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_sort (void)
{
  g_autoptr (SyTableSource) source =
      create ("b", "10", "a", "9", "c", "1,200", "a", "\342\210\2223", "d", "\342\200\223", NULL);

  g_test_summary ("numbers sort by value, missing ones first; ties keep their order both ways");
  g_assert_cmpuint (sy_table_source_get_n_rows (source), ==, 5);
  check_order (source, 0, FALSE, "13024");
  check_order (source, 0, TRUE, "42013");
  check_order (source, 1, FALSE, "43102");
  check_order (source, 1, TRUE, "20134");
}

static void
test_sort_few (void)
{
  g_autoptr (SyTableSource) none = create (NULL);
  g_autoptr (SyTableSource) one = create ("a", "1", NULL);
  g_autoptr (SyTableSource) two = create ("a", "2", "b", "1", NULL);

  check_order (none, 0, FALSE, "");
  check_order (one, 1, TRUE, "0");
  check_order (two, 1, FALSE, "10");
}

static void
test_csv (void)
{
  g_autoptr (SyTableSource) source = create ("plain", "1", "with, comma", "2", "=1+1", "3", NULL);
  g_autoptr (GArray) order = sy_table_source_sort (source, 1, TRUE);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_test_summary ("a table is saved in the order on screen and safe for spreadsheets");
  g_assert_cmpint (close (g_file_open_tmp ("steelyard-XXXXXX.csv", &path, NULL)), ==, 0);
  g_assert_true (sy_table_source_write_csv (source, order, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Name,Count\n\"'=1+1\",3\n\"with, comma\",2\nplain,1\n");
  g_unlink (path);
}

static void
test_csv_cancelled (void)
{
  g_autoptr (SyTableSource) source = create ("plain", "1", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *folder = g_dir_make_tmp ("steelyard-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (sy_table_source_write_csv (source, NULL, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  /* Nothing is left behind, so the folder is empty. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/table/sort", test_sort);
  g_test_add_func ("/ui/table/sort-few", test_sort_few);
  g_test_add_func ("/ui/table/csv", test_csv);
  g_test_add_func ("/ui/table/csv-cancelled", test_csv_cancelled);
  return g_test_run ();
}
