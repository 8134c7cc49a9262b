/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every class of failure: its exit code, its message, and that nothing else is printed. */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "cli-fixture.h"

typedef struct
{
  int exit;
  const char *line;
  const char *message; /* somewhere on standard error */
} Case;

static const Case usage_cases[] = {
  { 2, "", "Usage:" },
  { 2, "scroe x", "there is no command “scroe”; did you mean “score”?" },
  { 2, "frobnicate", "there is no command “frobnicate”" },
  { 2, "model", "model set PROJECT" },
  { 2, "model shwo x", "there is no command “model shwo”; did you mean “model show”?" },
  { 2, "segment", "segment list PROJECT" },
  { 2, "score", "“score” needs PROJECT" },
  { 2, "import s.steelyard", "“import” needs PROJECT FILE" },
  { 2, "info a b", "“b” is one argument too many" },
  { 2, "score sample.steelyard --as-off 2017-01-01",
    "Unknown option --as-off; did you mean --as-of?" },
  { 2, "score sample.steelyard --xyzzy",
    "Unknown option --xyzzy\nTry: steelyard-cli score --help" },
  { 2, "score sample.steelyard --as-of", "Missing argument for --as-of" },
  { 2, "model set sample.steelyard", "the option --file is missing" },
  { 2, "model publish sample.steelyard --model Engagement", "the option --reason is missing" },
  { 2, "explain sample.steelyard --model Engagement", "the option --person is missing" },
  { 2, "export sample.steelyard --all", "the option --output is missing" },
  { 2, "export sample.steelyard --output x.csv", "--segment, --all, or --band" },
  { 2, "export sample.steelyard --all --band Growth --output x.csv", "do not go together: say who in one way" },
  { 2, "segment set sample.steelyard x --file x.json --min 3", "beside --file there is only --model" },
  { 2, "segment cluster sample.steelyard --save x", "the option --clusters (how many to save) is missing" },
  { 2, "chart sample.steelyard bands", "the option --output is missing" },
  { 2, "report sample.steelyard", "the option --output is missing" },
  { 2, "score sample.steelyard",
    "several models; choose one with --model: Engagement, Coupon intent, RFM value" },
};

static const Case input_cases[] = {
  { 3, "info sample.steelyard --format xml", "--format: “xml” is not one of table, csv, json" },
  { 3, "info sample.steelyard --progress maybe",
    "--progress: “maybe” is not one of auto, none, json" },
  { 3, "new n.steelyard --timezone Europe/Atlantis", "Europe/Atlantis" },
  { 3, "score sample.steelyard --model Engagment",
    "there is no model “Engagment”; did you mean “Engagement”?" },
  { 3, "score sample.steelyard --model Engagement --version 7", "7" },
  { 3, "score sample.steelyard --model Engagement --version two", "“two” is no version" },
  { 3, "score sample.steelyard --model Engagement --as-of 2017-13-01", "2017-13-01" },
  { 3, "score sample.steelyard --model Engagement --as-of yesterday", "yesterday" },
  { 3, "score sample.steelyard --model Engagement --format csv --columns person,scor",
    "there is no column “scor”; did you mean “score”?" },
  { 3, "explain sample.steelyard --model Engagement --person nobody",
    "there is no person “nobody”" },
  { 3, "backtest sample.steelyard --model Engagement --monthly 2017-01-01",
    "is no range of dates" },
  { 3, "backtest sample.steelyard --model Engagement --monthly 2017-02-01..2017-01-01",
    "is no range of dates" },
  { 3, "export sample.steelyard --model Engagement --band Nobody --output x.csv",
    "has no band “Nobody”" },
  { 3, "export sample.steelyard --segment nobody --output x.csv", "nobody" },
  { 3, "export sample.steelyard --model Engagement --min ten --output x.csv",
    "--min: “ten” is not a number" },
  { 3, "export sample.steelyard --model Engagement --min 5 --max 5 --output x.csv",
    "--max must be more than --min" },
  { 3, "export sample.steelyard --model Engagement --all --columns attribute:agee --output x.csv",
    "did you mean “attribute:age”?" },
  { 3, "segment show sample.steelyard nobody", "nobody" },
  { 3, "chart sample.steelyard band --model Engagement --output x.png",
    "there is no chart “band”; did you mean “bands”?" },
  { 3, "chart sample.steelyard bands --model Engagement --output x.bmp", "x.bmp" },
  { 3, "chart sample.steelyard bands --model Engagement --output x.png --width 5",
    "--width: “5” is not a size" },
  { 3, "model spec sample.steelyard --model Engagement --output x.doc",
    "x.doc: the file name must end in .md, .html or .pdf" },
  { 3, "report sample.steelyard --model Engagement --output x.doc",
    "a report ends in .pdf, .html or .md" },
  { 3, "import sample.steelyard events.csv --kind evnts", "did you mean “events”?" },
  { 3, "import sample.steelyard events.csv --map person", "person" },
  { 3, "import sample.steelyard events.csv --map person=nothing", "nothing" },
  { 3, "import sample.steelyard events.csv --property x", "--property: “x” is not NAME=COLUMN" },
  { 3, "import sample.steelyard events.csv --encoding klingon", "klingon" },
  { 3, "import sample.steelyard events.csv --delimiter abc", "abc" },
  { 3, "import sample.steelyard events.csv --decimal ;", "--decimal" },
  { 3, "import sample.steelyard events.csv --max-rejected few", "--max-rejected: “few”" },
  { 3, "import sample.steelyard events.csv --time-format klingon", "klingon" },
  { 3, "import sample.steelyard empty.csv", "empty.csv" },
  { 3, "import sample.steelyard no-person.csv", "person" },
  { 3, "model set sample.steelyard --file bad.json", "bad.json: $.scale: this key is missing" },
  { 3, "model set sample.steelyard --file events.csv", "events.csv: not JSON: line 1, column 1" },
  { 3, "model publish sample.steelyard --model Engagement --reason again", "is version 1 already" },
  { 3, "model diff sample.steelyard 1 9 --model Engagement", "9" },
  { 3, "segment set sample.steelyard x --file bad.json",
    "bad.json: $.format: this is not a segment" },
  { 3, "score empty.steelyard", "the project has no model yet" },
  { 3, "segment cluster sample.steelyard --by foo", "--by: “foo” is not one of components, groups" },
  { 3, "stages sample.steelyard --model Engagement --new 0", "--new: “0” is no number of days above 0" },
  { 3, "stages sample.steelyard --model Engagement --drop 2", "--drop: “2” is no share above 0 and up to 1" },
  { 3, "model new sample.steelyard --template behavior --name Engagement",
    "There is a model “Engagement” already" },
};

static const Case io_cases[] = {
  { 4, "info nothing.steelyard", "nothing.steelyard" },
  { 4, "new sample.steelyard", "sample.steelyard" },
  { 4, "new nowhere/n.steelyard", "nowhere: no file can be made there: No such file or directory" },
  { 4, "import sample.steelyard nothing.csv", "nothing.csv" },
  { 4, "model set sample.steelyard --file nothing.json", "nothing.json" },
  { 4, "export sample.steelyard --model Engagement --all --output nowhere/x.csv", "nowhere" },
  { 4, "chart sample.steelyard bands --model Engagement --output nowhere/x.png", "nowhere" },
};

static const Case damaged_cases[] = {
  { 6, "info events.csv", "events.csv" },
  { 6, "score other.db", "other.db" },
  { 6, "info newer.steelyard", "newer.steelyard" },
  { 6, "info cut.steelyard", "cut.steelyard" },
};

static void
set_up (CliFixture *fixture,
        gconstpointer data)
{
  g_auto (CliResult) new = { 0 };

  cli_set_up_sample (fixture, data);
  new = cli_expect (fixture, "new empty.steelyard", 0);
  cli_write (fixture, "empty.csv", "");
  cli_write (fixture, "no-person.csv", "a,b\n1.5,2.5\n3.5,4.5\n");
  cli_write (
      fixture, "bad.json",
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"x\", \"groups\": [], \"bands\": [{\"name\": \"a\", \"min\": 0}]}");
}

static void
check_case (CliFixture *fixture,
            const Case *item)
{
  g_auto (CliResult) result = cli_run (fixture, item->line);

  g_test_message ("%s: %d %s", item->line, result.exit, result.err);
  g_assert_cmpint (result.exit, ==, item->exit);
  g_assert_nonnull (strstr (result.err, item->message));
  if (*item->line != '\0' && strstr (item->message, "PROJECT") == NULL)
    g_assert_true (g_str_has_prefix (result.err, "steelyard-cli: "));
  /* What cannot be imported is still shown; else standard output is for results. */
  if (strstr (item->line, "no-person") == NULL)
    g_assert_cmpstr (result.out, ==, "");
}

static void
test_usage (CliFixture *fixture,
            gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (usage_cases); i++)
    check_case (fixture, &usage_cases[i]);
}

static void
test_input (CliFixture *fixture,
            gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (input_cases); i++)
    check_case (fixture, &input_cases[i]);
}

static void
test_io (CliFixture *fixture,
         gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (io_cases); i++)
    check_case (fixture, &io_cases[i]);
}

static void
test_damaged (CliFixture *fixture,
              gconstpointer data)
{
  g_autofree char *sample = cli_path (fixture, "sample.steelyard");
  g_autofree char *cut = cli_path (fixture, "cut.steelyard");
  g_autofree char *newer = cli_path (fixture, "newer.steelyard");
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (sample, &text, &length, NULL));
  g_assert_true (g_file_set_contents (cut, text, (gssize) length / 2, NULL));
  g_assert_true (g_file_set_contents (newer, text, (gssize) length, NULL));
  cli_run_sql (fixture, "newer.steelyard", "PRAGMA user_version = 99");
  cli_run_sql (fixture, "other.db", "CREATE TABLE t (x)");
  for (gsize i = 0; i < G_N_ELEMENTS (damaged_cases); i++)
    check_case (fixture, &damaged_cases[i]);
}

static void
test_check_finds (CliFixture *fixture,
                  gconstpointer data)
{
  g_autoptr (SyJson) report = NULL;

  g_test_summary ("A published version that was changed behind the program's back");
  cli_run_sql (fixture, "sample.steelyard",
               "UPDATE model_version SET json = replace (json, 'Engagement', 'Engagemint')");
  report = cli_expect_json (fixture, "check sample.steelyard", 6);
  g_assert_false (sy_json_get_boolean (cli_get (report, "ok")));
  g_assert_cmpuint (sy_json_get_size (cli_get (report, "problems")), >=, 1);
}

static void
test_busy (CliFixture *fixture,
           gconstpointer data)
{
  g_autofree char *path = cli_path (fixture, "empty.steelyard");
  sqlite3 *db = NULL;
  CliResult result;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  result = cli_run (fixture, "import empty.steelyard events.csv");
  g_assert_cmpint (result.exit, ==, 5);
  g_assert_true (g_str_has_prefix (result.err, "steelyard-cli: "));
  cli_result_clear (&result);
  g_assert_cmpint (sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  result = cli_expect (fixture, "import empty.steelyard events.csv", 0);
  cli_result_clear (&result);
}

static void
test_read_only (CliFixture *fixture,
                gconstpointer data)
{
  g_autofree char *path = cli_path (fixture, "sample.steelyard");
  CliResult result;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  result = cli_expect (fixture, "import sample.steelyard events.csv", 4);
  cli_result_clear (&result);
  result = cli_expect (fixture, "score sample.steelyard --model Engagement", 0);
  cli_result_clear (&result);
}

/* Why no file can be made, and where; not the name that it had for a moment. */
static void
test_closed_folder (CliFixture *fixture,
                    gconstpointer data)
{
  /* Where not even root may make a file. */
  static const char *const folder = "/sys";
  g_auto (CliResult) result = { 0 };

  if (g_access (folder, X_OK) != 0)
    {
      g_test_skip ("there is no /sys");
      return;
    }
  result = cli_expect (fixture, "new /sys/n.steelyard", 4);
  g_assert_true (g_str_has_prefix (result.err, "steelyard-cli: /sys: no file can be made there: "));
  g_assert_null (strstr (result.err, ".new-"));
  g_assert_null (strstr (result.err, "No such file"));
}

static void
test_full_disk (CliFixture *fixture,
                gconstpointer data)
{
  static const char *const lines[] = {
    "steelyard-cli info sample.steelyard > /dev/full",
    "steelyard-cli score sample.steelyard --model Engagement --format csv > /dev/full",
    "steelyard-cli score sample.steelyard --model Engagement --format json > /dev/full",
    "steelyard-cli --help > /dev/full",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (CliResult) result = cli_run_shell (fixture, lines[i]);

      g_test_message ("%s: %s", lines[i], result.err);
      g_assert_cmpint (result.exit, ==, 4);
      g_assert_true (g_str_has_prefix (result.err, "steelyard-cli: "));
    }
}

/* Points the wrong way: buyers score low. */
static const char inverted[] =
    "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Inverted\","
    " \"outcome\": {\"name\": \"Buys\", \"kind\": \"event\", \"types\": [\"purchase\"], \"horizon_days\": 30},"
    " \"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"p\", \"kind\": \"event\", \"types\": [\"purchase\"], \"window_days\": 60, \"weight\": -1}]}],"
    " \"scale\": {\"kind\": \"range\", \"lo\": -10, \"hi\": 0},"
    " \"bands\": [{\"name\": \"low\", \"min\": 0}, {\"name\": \"high\", \"min\": 50}]}";

static void
test_checks_fail (CliFixture *fixture,
                  gconstpointer data)
{
  g_auto (CliResult) set = { 0 };
  g_auto (CliResult) rejected = { 0 };
  g_auto (CliResult) few = { 0 };
  g_autoptr (SyJson) backtest = NULL;
  g_autoptr (SyJson) drift = NULL;
  g_autoptr (SyJson) calm = NULL;

  g_test_summary ("Exit code 1: the work is done, what it found is not good");
  cli_write (fixture, "inverted.json", inverted);
  cli_write (fixture, "rows.csv",
             "person,time,type\na,2017-01-01,x\nb,nonsense,x\nc,2017-01-02,x\n");
  set = cli_expect (fixture, "model set sample.steelyard --file inverted.json", 0);
  backtest = cli_expect_json (fixture,
                              "backtest sample.steelyard --model Inverted --as-of 2017-07-01", 1);
  g_assert_cmpuint (sy_json_get_size (cli_get (backtest, "pooled.inversions")), ==, 1);
  drift = cli_expect_json (
      fixture,
      "drift sample.steelyard --model Inverted --reference 2017-01-15 --current 2017-10-01", 1);
  g_assert_true (sy_json_get_boolean (cli_get (drift, "alarm")));
  calm = cli_expect_json (
      fixture,
      "drift sample.steelyard --model Inverted --reference 2017-09-01 --current 2017-09-08", 0);
  g_assert_false (sy_json_get_boolean (cli_get (calm, "alarm")));
  few = cli_expect (fixture, "import empty.steelyard rows.csv --max-rejected 1", 0);
  cli_write (fixture, "rows2.csv",
             "person,time,type\na,2018-01-01,x\nb,nonsense,x\nc,2018-01-02,x\n");
  rejected = cli_expect (fixture, "import empty.steelyard rows2.csv --max-rejected 30%", 1);
  g_assert_nonnull (strstr (rejected.err, "1 of 3 rows were rejected"));
}

static void
test_hostile_names (CliFixture *fixture,
                    gconstpointer data)
{
  g_auto (CliResult) import = { 0 };
  g_auto (CliResult) set = { 0 };
  g_auto (CliResult) table = { 0 };
  g_auto (CliResult) csv = { 0 };
  g_auto (CliResult) exact = { 0 };
  g_autoptr (SyJson) json = NULL;

  g_test_summary (
      "Keys that hold escape sequences or formulas reach neither a terminal nor a spreadsheet");
  cli_write (fixture, "hostile.csv",
             "person,time,type\n\x1b[31mred,2017-01-01,x\n=1+1,2017-01-01,x\n");
  cli_write (
      fixture, "count.json",
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"C\","
      " \"groups\": [{\"name\": \"G\", \"rules\": [{\"id\": \"x\", \"kind\": \"event\", \"types\": [\"x\"]}]}],"
      " \"scale\": {\"kind\": \"none\"}, \"bands\": [{\"name\": \"all\", \"min\": null}]}");
  import = cli_expect (fixture, "import empty.steelyard hostile.csv", 0);
  set = cli_expect (fixture, "model set empty.steelyard --file count.json", 0);
  table = cli_expect (fixture, "score empty.steelyard", 0);
  g_assert_null (strchr (table.out, '\x1b'));
  g_assert_nonnull (strstr (table.out, "\\x1b[31mred"));
  csv = cli_expect (fixture, "score empty.steelyard --format csv", 0);
  g_assert_nonnull (strstr (csv.out, "\n\"'=1+1\",1,1,all\n"));
  exact = cli_expect (fixture, "score empty.steelyard --format csv --exact-text", 0);
  g_assert_nonnull (strstr (exact.out, "\n=1+1,1,1,all\n"));
  json = cli_expect_json (fixture, "score empty.steelyard", 0);
  g_assert_cmpstr (cli_get_text (json, "scores.0.person"), ==, "\x1b[31mred");
}

static void
test_standard_input (CliFixture *fixture,
                     gconstpointer data)
{
  g_auto (CliResult) import =
      cli_run_shell (fixture, "steelyard-cli import empty.steelyard - --format json < events.csv");
  g_auto (CliResult) set =
      cli_run_shell (fixture, "steelyard-cli model set empty.steelyard --file - < engagement.json");
  g_autoptr (SyJson) json = sy_json_parse (import.out, -1, NULL);

  g_assert_cmpint (import.exit, ==, 0);
  g_assert_cmpfloat (cli_get_number (json, "accepted"), ==, 55934);
  g_assert_cmpint (set.exit, ==, 0);
}

static void
test_progress (CliFixture *fixture,
               gconstpointer data)
{
  g_auto (CliResult) quiet = cli_expect (fixture, "import empty.steelyard events.csv", 0);
  g_auto (CliResult)
      json = cli_expect (fixture, "score sample.steelyard --model Engagement --progress json", 0);
  g_auto (GStrv) lines = g_strsplit (json.err, "\n", -1);

  g_test_summary ("Nothing on standard error in a pipe; one JSON object a line when asked for");
  g_assert_cmpstr (quiet.err, ==, "");
  g_assert_cmpuint (g_strv_length (lines), >=, 2);
  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyJson) line = sy_json_parse (lines[i], -1, &error);

      g_assert_no_error (error);
      cli_assert_keys (line, "", "task done total");
    }
}

/* The sample's events a few times over: long enough that an import is under way when it is stopped. */
static void
write_many_events (CliFixture *fixture)
{
  g_autofree char *path = cli_path (fixture, "events.csv");
  g_autofree char *text = NULL;
  g_autoptr (GString) many = NULL;
  const char *rows;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  many = g_string_new (text);
  rows = strchr (text, '\n') + 1;
  for (int i = 0; i < 9; i++)
    g_string_append (many, rows);
  cli_write (fixture, "many.csv", many->str);
}

static void
test_interrupt (CliFixture *fixture,
                gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyJson) info = NULL;
  g_autofree char *last = NULL;
  char *line;
  int n_lines = 0;

  g_test_summary ("Stopped in the middle of an import, the project is as it was before");
  write_many_events (fixture);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("STEELYARD_CLI"), "import",
                                         "empty.steelyard", "many.csv", "--progress", "json", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stderr_pipe (process));
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      if (n_lines++ == 0)
        g_subprocess_send_signal (process, SIGTERM);
      g_free (last);
      last = line;
    }
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
  g_assert_cmpstr (last, ==, "steelyard-cli: interrupted; nothing was changed");
  info = cli_expect_json (fixture, "info empty.steelyard", 0);
  g_assert_cmpfloat (cli_get_number (info, "events"), ==, 0);
  g_assert_cmpfloat (cli_get_number (info, "people"), ==, 0);
}

/* Ends a program that has begun to listen and has the project open, which it waits for. */
static void
terminate_when_open (GSubprocess *process,
                     const char *path)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%s/fd",
                                             g_subprocess_get_identifier (process));
  gboolean is_open = FALSE;

  while (!is_open)
    {
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      g_assert_nonnull (dir);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *link = g_build_filename (folder, name, NULL);
          g_autofree char *target = g_file_read_link (link, NULL);

          is_open = is_open || g_strcmp0 (target, path) == 0;
        }
      g_usleep (1000);
    }
  g_subprocess_send_signal (process, SIGTERM);
}

static void
test_interrupt_early (CliFixture *fixture,
                      gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = cli_path (fixture, "empty.steelyard");
  g_autofree char *err = NULL;
  sqlite3 *db = NULL;

  g_test_summary ("Stopped before the first file is looked at");
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("STEELYARD_CLI"), "import",
                                         "empty.steelyard", "events.csv", NULL);
  g_assert_no_error (error);
  terminate_when_open (process, path);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
  g_assert_cmpstr (err, ==, "steelyard-cli: interrupted; nothing was changed\n");
}

static gboolean
has_events (CliFixture *fixture)
{
  g_autoptr (SyJson) info = cli_expect_json (fixture, "info empty.steelyard", 0);

  return cli_get_number (info, "events") > 0;
}

static void
test_interrupt_between (CliFixture *fixture,
                        gconstpointer data)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
      G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyJson) info = NULL;
  g_autofree char *err = NULL;

  g_test_summary ("Stopped between several files, it says that the first is in");
  g_subprocess_launcher_set_cwd (launcher, fixture->folder);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("STEELYARD_CLI"), "import",
                                         "empty.steelyard", "events.csv", "-", "events.csv", NULL);
  g_assert_no_error (error);
  while (!has_events (fixture))
    g_usleep (1000);
  /* It waits for the second file, which ends with the pipe. */
  g_subprocess_send_signal (process, SIGINT);
  g_subprocess_communicate_utf8 (process, "person,time,type\nlate,2017-01-01,x\n", NULL, NULL, &err,
                                 &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 130);
  g_assert_cmpstr (err, ==, "steelyard-cli: interrupted; 1 of 3 files are in the project\n");
  info = cli_expect_json (fixture, "info empty.steelyard", 0);
  g_assert_cmpuint (sy_json_get_size (cli_get (info, "imports")), ==, 1);
}

#define ADD(path, func) g_test_add (path, CliFixture, NULL, set_up, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/errors/usage", test_usage);
  ADD ("/cli/errors/input", test_input);
  ADD ("/cli/errors/io", test_io);
  ADD ("/cli/errors/read-only", test_read_only);
  ADD ("/cli/errors/closed-folder", test_closed_folder);
  ADD ("/cli/errors/full-disk", test_full_disk);
  ADD ("/cli/errors/busy", test_busy);
  ADD ("/cli/errors/damaged", test_damaged);
  ADD ("/cli/errors/check", test_check_finds);
  ADD ("/cli/errors/checks-fail", test_checks_fail);
  ADD ("/cli/errors/hostile-names", test_hostile_names);
  ADD ("/cli/interrupt", test_interrupt);
  ADD ("/cli/interrupt/early", test_interrupt_early);
  ADD ("/cli/interrupt/between", test_interrupt_between);
  ADD ("/cli/standard-input", test_standard_input);
  ADD ("/cli/progress", test_progress);
  status = g_test_run ();
  cli_remove_sample ();
  return status;
}
