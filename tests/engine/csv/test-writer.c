/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <signal.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "sy-engine.h"

static char *
write_texts (SyCsvWriterFlags flags,
             const char *const *texts,
             gint64 *out_n_harmless)
{
  GString *out = g_string_new (NULL);
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new_for_string (out, flags);

  for (; *texts != NULL; texts++)
    {
      sy_csv_writer_add_text (writer, *texts, -1);
      sy_csv_writer_end_row (writer);
    }
  if (out_n_harmless != NULL)
    *out_n_harmless = sy_csv_writer_get_n_made_harmless (writer);
  g_assert_true (sy_csv_writer_finish (writer, NULL));
  return g_string_free (out, FALSE);
}

static void
test_rows (void)
{
  GString *out = g_string_new (NULL);
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new_for_string (out, SY_CSV_WRITER_DEFAULT);

  sy_csv_writer_add_text (writer, "person", -1);
  sy_csv_writer_add_text (writer, "score,x", 5);
  sy_csv_writer_end_row (writer);
  sy_csv_writer_add_text (writer, "Smith, \"Ann\"", -1);
  sy_csv_writer_add_number (writer, 0.1);
  sy_csv_writer_add_int (writer, G_MININT64);
  sy_csv_writer_add_number (writer, NAN);
  sy_csv_writer_add_text (writer, NULL, 0);
  sy_csv_writer_add_text (writer, "", -1);
  sy_csv_writer_end_row (writer);
  /* A blank line would be no row. */
  sy_csv_writer_add_text (writer, NULL, 0);
  sy_csv_writer_end_row (writer);
  g_assert_cmpint (sy_csv_writer_get_n_rows (writer), ==, 3);
  g_assert_true (sy_csv_writer_finish (writer, NULL));
  g_assert_cmpstr (out->str, ==,
                   "person,score\n\"Smith, \"\"Ann\"\"\",0.1,-9223372036854775808,,,\"\"\n\"\"\n");
  g_string_free (out, TRUE);
}

static void
test_flags (void)
{
  static const char *const texts[] = { "a;b", NULL };
  g_autofree char *text =
      write_texts (SY_CSV_WRITER_BOM | SY_CSV_WRITER_CRLF | SY_CSV_WRITER_SEMICOLON, texts, NULL);

  g_assert_cmpstr (text, ==, "\xef\xbb\xbf\"a;b\"\r\n");
}

static void
test_harmless (void)
{
  static const char *const payloads[] = { "=1+1",
                                          "=cmd|' /C calc'!A0",
                                          "+1-1",
                                          "-1+1",
                                          "-z",
                                          "@SUM(A1)",
                                          "\t=1",
                                          "\r=1",
                                          "\n=1",
                                          "\xef\xbc\x9d"
                                          "1",
                                          "\xef\xbc\x8b"
                                          "1",
                                          "\xef\xbc\x8d"
                                          "1",
                                          "\xef\xbc\xa0x",
                                          "=HYPERLINK(\"http://x\";\"y\")",
                                          "+49 30 1234",
                                          "-",
                                          "+",
                                          "--5",
                                          "-5e",
                                          NULL };
  static const char *const safe[] = { "-5", "+7", "-1.5e-3", "5", "a=b", "a-b", "x@y.org",
                                      " =1", "'=1", "\xef\xbc\xa1", NULL };
  g_autofree char *raw = write_texts (SY_CSV_WRITER_RAW, payloads, NULL);
  gint64 n;

  for (gsize i = 0; payloads[i] != NULL; i++)
    {
      const char *one[] = { payloads[i], NULL };
      g_autofree char *text = write_texts (SY_CSV_WRITER_DEFAULT, one, &n);

      g_assert_cmpint (n, ==, 1);
      g_assert_true (g_str_has_prefix (text, "\"'"));
      g_assert_nonnull (strstr (raw, payloads[i][0] == '=' && strchr (payloads[i], '"') != NULL
                                         ? "=HYPERLINK(\"\"http"
                                         : payloads[i]));
    }
  for (gsize i = 0; safe[i] != NULL; i++)
    {
      const char *one[] = { safe[i], NULL };
      g_autofree char *text = write_texts (SY_CSV_WRITER_DEFAULT, one, &n);

      g_assert_cmpint (n, ==, 0);
    }
  /* A formula cannot be smuggled in behind a delimiter or a quote. */
  {
    static const char *const tricks[] = {
      "x;=1+1", "x\t=1+1", "x\",=1+1", "x\n=1+1", "x|=1", NULL
    };
    g_autofree char *text = write_texts (SY_CSV_WRITER_DEFAULT, tricks, NULL);

    g_assert_cmpstr (text, ==, "\"x;=1+1\"\n\"x\t=1+1\"\n\"x\"\",=1+1\"\n\"x\n=1+1\"\n\"x|=1\"\n");
  }
}

/* What is written raw reads back the same, field by field. */
static void
test_round_trip (void)
{
  static const char *const pieces[] = { "a", "b c", ",", ";", "\"", "\n",
                                        "\r", "\r\n", "\t", " ", "\xc3\xa9", "\xf0\x9f\x98\x80",
                                        "=", "'", "0.5", "|", "\\" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (41);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  const guint n_rows = 100000;
  const guint n_columns = 3;
  GString *out = g_string_new (NULL);
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new_for_string (out, SY_CSV_WRITER_RAW);
  g_autoptr (SyCsvSource) source = NULL;
  g_autoptr (SyCsvReader) reader = NULL;
  const SyCsvBlock *block;
  SyCsvDialect dialect = SY_CSV_DIALECT_INIT;
  guint at = 0;

  for (guint i = 0; i < n_rows * n_columns; i++)
    {
      int n = g_rand_int_range (rand, -1, 5);
      g_autoptr (GString) text = g_string_new (NULL);

      for (int k = 0; k < n; k++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      g_ptr_array_add (fields, n < 0 ? NULL : g_strdup (text->str));
      sy_csv_writer_add_text (writer, fields->pdata[i], -1);
      if (i % n_columns == n_columns - 1)
        sy_csv_writer_end_row (writer);
    }
  g_assert_true (sy_csv_writer_finish (writer, NULL));

  source = sy_csv_source_new_for_data (out->str, out->len, SY_CSV_ENCODING_UTF8, NULL);
  dialect.has_header = FALSE;
  reader = sy_csv_reader_new (source, &dialect);
  while ((block = sy_csv_reader_next_block (reader, NULL, NULL)) != NULL)
    for (gsize i = 0; i < block->n_rows; i++)
      {
        g_assert_cmpuint (block->rows[i].n_fields, ==, n_columns);
        for (gsize j = 0; j < n_columns; j++, at++)
          {
            const SyCsvField *field = &block->rows[i].fields[j];
            const char *expected = fields->pdata[at];

            g_assert_cmpint (sy_csv_field_is_missing (field), ==, expected == NULL);
            if (expected != NULL)
              g_assert_cmpmem (field->text, field->length, expected, strlen (expected));
          }
      }
  g_assert_cmpuint (at, ==, n_rows * n_columns);
  g_string_free (out, TRUE);
}

/* ------------------------------------------------------------------- files */

typedef struct
{
  char *folder;
  char *path;
} Files;

static void
set_up (Files *files,
        gconstpointer data)
{
  files->folder = g_dir_make_tmp ("sy-writer-XXXXXX", NULL);
  files->path = g_build_filename (files->folder, "out.csv", NULL);
}

static guint
count_files (const Files *files)
{
  g_autoptr (GDir) dir = g_dir_open (files->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Files *files,
           gconstpointer data)
{
  g_unlink (files->path);
  g_rmdir (files->folder);
  g_free (files->folder);
  g_free (files->path);
}

static void
assert_content (const Files *files,
                const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (files->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_file (Files *files,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCsvWriter) writer = sy_csv_writer_new (files->path, SY_CSV_WRITER_DEFAULT, &error);

  g_assert_no_error (error);
  sy_csv_writer_add_text (writer, "a", -1);
  sy_csv_writer_end_row (writer);
  g_assert_false (g_file_test (files->path, G_FILE_TEST_EXISTS));
  g_assert_true (sy_csv_writer_finish (writer, &error));
  g_assert_no_error (error);
  assert_content (files, "a\n");
  g_assert_cmpuint (count_files (files), ==, 1);
}

/* The old file stays until the new one is whole, and so does its mode. */
static void
test_replace (Files *files,
              gconstpointer data)
{
  struct stat info;

  g_assert_true (g_file_set_contents (files->path, "old\n", -1, NULL));
  g_assert_cmpint (chmod (files->path, 0640), ==, 0);
  {
    g_autoptr (SyCsvWriter) dropped = sy_csv_writer_new (files->path, SY_CSV_WRITER_DEFAULT, NULL);

    for (int i = 0; i < 100000; i++)
      {
        sy_csv_writer_add_int (dropped, i);
        sy_csv_writer_end_row (dropped);
      }
  }
  assert_content (files, "old\n");
  g_assert_cmpuint (count_files (files), ==, 1);
  {
    g_autoptr (SyCsvWriter) writer = sy_csv_writer_new (files->path, SY_CSV_WRITER_DEFAULT, NULL);

    sy_csv_writer_add_text (writer, "new", -1);
    sy_csv_writer_end_row (writer);
    g_assert_true (sy_csv_writer_finish (writer, NULL));
  }
  assert_content (files, "new\n");
  g_assert_cmpint (stat (files->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);
}

static void
test_link (Files *files,
           gconstpointer data)
{
  g_autofree char *target = g_build_filename (files->folder, "target.csv", NULL);
  g_autoptr (SyCsvWriter) writer = NULL;

  g_assert_true (g_file_set_contents (target, "old\n", -1, NULL));
  g_assert_cmpint (symlink (target, files->path), ==, 0);
  writer = sy_csv_writer_new (files->path, SY_CSV_WRITER_DEFAULT, NULL);
  sy_csv_writer_add_text (writer, "new", -1);
  sy_csv_writer_end_row (writer);
  g_assert_true (sy_csv_writer_finish (writer, NULL));
  assert_content (files, "new\n");
  g_assert_true (g_file_test (files->path, G_FILE_TEST_IS_SYMLINK));
  g_unlink (target);
}

static void
test_cannot_create (Files *files,
                    gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (files->folder, "no", "out.csv", NULL);
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) folder = NULL;

  g_assert_null (sy_csv_writer_new (nowhere, SY_CSV_WRITER_DEFAULT, &missing));
  g_assert_error (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (sy_csv_writer_new (files->folder, SY_CSV_WRITER_DEFAULT, &folder));
  g_assert_error (folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
}

/* A write that fails late is told by finish, and the old file is as it was. */
static void
test_too_large (Files *files,
                gconstpointer data)
{
  struct rlimit before;
  struct rlimit small;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCsvWriter) writer = NULL;

  g_assert_true (g_file_set_contents (files->path, "old\n", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  small = before;
  small.rlim_cur = 600000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  writer = sy_csv_writer_new (files->path, SY_CSV_WRITER_DEFAULT, NULL);
  for (int i = 0; i < 200000; i++)
    {
      sy_csv_writer_add_int (writer, i);
      sy_csv_writer_end_row (writer);
    }
  g_assert_false (sy_csv_writer_finish (writer, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == G_IO_ERROR);
  g_clear_pointer (&writer, sy_csv_writer_free);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  assert_content (files, "old\n");
  g_assert_cmpuint (count_files (files), ==, 1);
}

#define ADD(path, function) g_test_add (path, Files, NULL, set_up, function, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/writer/rows", test_rows);
  g_test_add_func ("/csv/writer/flags", test_flags);
  g_test_add_func ("/csv/writer/harmless", test_harmless);
  g_test_add_func ("/csv/writer/round-trip", test_round_trip);
  ADD ("/csv/writer/file", test_file);
  ADD ("/csv/writer/replace", test_replace);
  ADD ("/csv/writer/link", test_link);
  ADD ("/csv/writer/cannot-create", test_cannot_create);
  ADD ("/csv/writer/too-large", test_too_large);
  return g_test_run ();
}
