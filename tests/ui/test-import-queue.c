/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-queue.h"

static char *
get_cell (SyTableSource *source,
          guint row,
          guint column)
{
  return sy_table_source_get_text (source, row, column);
}

/* Each file keeps what became of it; the list has one row for each. */
static void
test_outcomes (void)
{
  static const char *const paths[] = { "/x/a.csv", "/x/b.csv", "/x/c.csv", "/x/d.csv", NULL };
  static const char *const expected[] = { "imported, some rows set aside", "the file is empty",
                                          "already in the project", "not looked at" };
  g_autoptr (SyImportQueue) queue = sy_import_queue_new (paths);
  g_autoptr (SyTableSource) source = NULL;
  g_autofree char *headline = NULL;
  SyImportReport some = { .rows_read = 1200, .accepted = 1199, .rejected = 1 };
  SyImportReport known = { .rows_read = 5, .duplicates = 5 };

  g_assert_cmpuint (sy_import_queue_get_n_files (queue), ==, 4);
  g_assert_cmpuint (sy_import_queue_get_position (queue), ==, 1);
  g_assert_cmpuint (sy_import_queue_get_n_left (queue), ==, 3);
  sy_import_queue_set_outcome (queue, &some, NULL);
  sy_import_queue_next (queue);
  g_assert_cmpstr (sy_import_queue_get_path (queue), ==, "/x/b.csv");
  sy_import_queue_set_outcome (queue, NULL, "the file is empty");
  sy_import_queue_next (queue);
  sy_import_queue_set_outcome (queue, &known, NULL);

  source = sy_import_queue_create_source (queue);
  g_assert_cmpuint (sy_table_source_get_n_rows (source), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *outcome = get_cell (source, i, 5);

      g_assert_cmpstr (outcome, ==, expected[i]);
    }
  headline = sy_import_queue_dup_headline (queue);
  g_assert_cmpstr (headline, ==, "2 of 4 files imported, 1,199 rows");
}

/* A queue of one is at its end at once. */
static void
test_one (void)
{
  static const char *const paths[] = { "a.csv", NULL };
  g_autoptr (SyImportQueue) queue = sy_import_queue_new (paths);

  g_assert_cmpuint (sy_import_queue_get_n_files (queue), ==, 1);
  g_assert_cmpuint (sy_import_queue_get_n_left (queue), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/import-queue/outcomes", test_outcomes);
  g_test_add_func ("/ui/import-queue/one", test_one);
  return g_test_run ();
}
