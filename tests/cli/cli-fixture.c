/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static char *sample_folder = NULL;

void
cli_result_clear (CliResult *result)
{
  g_clear_pointer (&result->out, g_free);
  g_clear_pointer (&result->err, g_free);
}

char *
cli_path (CliFixture *fixture,
          const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

char *
cli_source_path (const char *name)
{
  return g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", name, NULL);
}

void
cli_write (CliFixture *fixture,
           const char *name,
           const char *text)
{
  g_autofree char *path = cli_path (fixture, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL,
               NULL, &error);
  g_assert_no_error (error);
}

void
cli_copy (CliFixture *fixture,
          const char *source,
          const char *name)
{
  g_autofree char *from = cli_source_path (source);
  g_autofree char *to = cli_path (fixture, name);

  copy_file (from, to);
}

int
cli_run_sql (CliFixture *fixture,
             const char *name,
             const char *sql)
{
  g_autofree char *path = cli_path (fixture, name);
  sqlite3 *db = NULL;
  int n_changes;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  n_changes = sqlite3_changes (db);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return n_changes;
}

void
cli_set_up (CliFixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("steelyard-cli-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

void
cli_tear_down (CliFixture *fixture,
               gconstpointer data)
{
  remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

static char *
dup_bytes (GBytes *bytes)
{
  GString *text = g_string_new (NULL);

  g_string_append_len (text, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  return g_string_free (text, FALSE);
}

static CliResult
run_process (CliFixture *fixture,
             const char *locale,
             const char *const *argv)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GBytes) err = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (g_getenv ("STEELYARD_CLI"));
  g_autofree char *path = g_strconcat (folder, ":", g_getenv ("PATH"), NULL);
  CliResult result = { 0 };

  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  g_subprocess_launcher_setenv (launcher, "PATH", path, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", locale, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, NULL, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  result.exit = g_subprocess_get_exit_status (process);
  result.out = dup_bytes (out);
  result.err = dup_bytes (err);
  return result;
}

CliResult
cli_run_with (CliFixture *fixture,
              const char *locale,
              const char *line)
{
  g_autofree char *command = g_strconcat ("steelyard-cli ", line, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;

  g_shell_parse_argv (command, NULL, &argv, &error);
  g_assert_no_error (error);
  g_free (argv[0]);
  argv[0] = g_strdup (g_getenv ("STEELYARD_CLI"));
  return run_process (fixture, locale, (const char *const *) argv);
}

CliResult
cli_run (CliFixture *fixture,
         const char *line)
{
  return cli_run_with (fixture, "C.UTF-8", line);
}

CliResult
cli_run_shell (CliFixture *fixture,
               const char *line)
{
  const char *const argv[] = { "/bin/sh", "-c", line, NULL };

  return run_process (fixture, "C.UTF-8", argv);
}

CliResult
cli_expect (CliFixture *fixture,
            const char *line,
            int exit)
{
  CliResult result = cli_run (fixture, line);

  if (result.exit != exit)
    g_test_message ("%s\n%s%s", line, result.out, result.err);
  g_assert_cmpint (result.exit, ==, exit);
  return result;
}

void
cli_expect_error (CliFixture *fixture,
                  const char *line,
                  int exit,
                  const char *words)
{
  g_auto (CliResult) result = cli_expect (fixture, line, exit);

  g_assert_cmpstr (result.out, ==, "");
  if (!g_str_has_prefix (result.err, "steelyard-cli: ") || strstr (result.err, words) == NULL)
    g_error ("%s: “%s” is not in: %s", line, words, result.err);
}

SyJson *
cli_expect_json (CliFixture *fixture,
                 const char *line,
                 int exit)
{
  g_autofree char *full = g_strconcat (line, " --format json", NULL);
  g_auto (CliResult) result = cli_expect (fixture, full, exit);
  g_autoptr (GError) error = NULL;
  SyJson *json = sy_json_parse (result.out, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sy_json_get_type (json), ==, SY_JSON_OBJECT);
  return json;
}

static const char *const sample_files[] = { "events.csv", "customers.csv",
                                            "engagement.json", "coupon-intent.json",
                                            "rfm-value.json", "sample.steelyard" };

static void
make_sample (void)
{
  CliFixture fixture;
  static const char *const lines[] = {
    "new sample.steelyard --timezone America/New_York",
    "import sample.steelyard events.csv",
    "import sample.steelyard customers.csv --kind attributes",
    "model set sample.steelyard --file engagement.json",
    "model set sample.steelyard --file coupon-intent.json",
    "model set sample.steelyard --file rfm-value.json",
    "model publish sample.steelyard --model Engagement --as-of 2017-10-01 --reason First --author Test",
  };

  cli_set_up (&fixture, NULL);
  sample_folder = fixture.folder;
  cli_copy (&fixture, "data/sample/events.csv", "events.csv");
  cli_copy (&fixture, "data/sample/customers.csv", "customers.csv");
  cli_copy (&fixture, "data/sample/models/engagement.json", "engagement.json");
  cli_copy (&fixture, "data/sample/models/coupon-intent.json", "coupon-intent.json");
  cli_copy (&fixture, "data/sample/models/rfm-value.json", "rfm-value.json");
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (CliResult) result = cli_expect (&fixture, lines[i], 0);

      g_assert_cmpstr (result.err, ==, "");
    }
}

void
cli_set_up_sample (CliFixture *fixture,
                   gconstpointer data)
{
  if (sample_folder == NULL)
    make_sample ();
  cli_set_up (fixture, data);
  for (gsize i = 0; i < G_N_ELEMENTS (sample_files); i++)
    {
      g_autofree char *from = g_build_filename (sample_folder, sample_files[i], NULL);
      g_autofree char *to = cli_path (fixture, sample_files[i]);

      copy_file (from, to);
    }
}

void
cli_remove_sample (void)
{
  if (sample_folder != NULL)
    remove_folder (sample_folder);
  g_clear_pointer (&sample_folder, g_free);
}

const SyJson *
cli_get (const SyJson *json,
         const char *path)
{
  g_auto (GStrv) keys = g_strsplit (path, ".", -1);

  for (gsize i = 0; keys[i] != NULL && *keys[i] != '\0'; i++)
    {
      const SyJson *inner;

      if (g_ascii_isdigit (keys[i][0]))
        {
          gsize index = (gsize) g_ascii_strtoull (keys[i], NULL, 10);

          g_assert_cmpint (sy_json_get_type (json), ==, SY_JSON_ARRAY);
          g_assert_cmpuint (sy_json_get_size (json), >, index);
          inner = sy_json_get_element (json, index);
        }
      else
        {
          g_assert_cmpint (sy_json_get_type (json), ==, SY_JSON_OBJECT);
          inner = sy_json_find (json, keys[i]);
          if (inner == NULL)
            g_test_message ("no %s in %s", keys[i], path);
          g_assert_nonnull (inner);
        }
      json = inner;
    }
  return json;
}

double
cli_get_number (const SyJson *json,
                const char *path)
{
  const SyJson *value = cli_get (json, path);

  g_assert_cmpint (sy_json_get_type (value), ==, SY_JSON_NUMBER);
  return sy_json_get_number (value);
}

const char *
cli_get_text (const SyJson *json,
              const char *path)
{
  const SyJson *value = cli_get (json, path);

  g_assert_cmpint (sy_json_get_type (value), ==, SY_JSON_TEXT);
  return sy_json_get_text (value);
}

void
cli_assert_keys (const SyJson *json,
                 const char *path,
                 const char *keys)
{
  const SyJson *object = cli_get (json, path);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_cmpint (sy_json_get_type (object), ==, SY_JSON_OBJECT);
  for (gsize i = 0; i < sy_json_get_size (object); i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "", sy_json_get_key (object, i));
  g_assert_cmpstr (found->str, ==, keys);
}

void
cli_expect_quiet (CliFixture *fixture,
                  const char *line)
{
  g_auto (CliResult) result = cli_expect (fixture, line, 0);

  g_test_message ("%s", result.err);
}
