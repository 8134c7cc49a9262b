/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-engine.h>

G_BEGIN_DECLS

/* Runs the real program in a folder of its own. */
typedef struct
{
  char *folder;
} CliFixture;

typedef struct
{
  int exit;
  char *out;
  char *err;
} CliResult;

void cli_result_clear (CliResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliResult, cli_result_clear)

/* An empty folder. */
void cli_set_up (CliFixture *fixture,
                 gconstpointer data);
/* The folder with sample.steelyard: the sample's events and people, its three models, and version 1 of
 * Engagement; and the files it was made of. Made once, then copied. */
void cli_set_up_sample (CliFixture *fixture,
                        gconstpointer data);
void cli_tear_down (CliFixture *fixture,
                    gconstpointer data);
/* To be called last in main (). */
void cli_remove_sample (void);

/* @line: arguments as a shell would split them: "score s.steelyard --as-of 2017-10-01". */
CliResult cli_run (CliFixture *fixture,
                   const char *line);
CliResult cli_run_with (CliFixture *fixture,
                        const char *locale,
                        const char *line);
/* Runs a line in sh, with the program on its path. */
CliResult cli_run_shell (CliFixture *fixture,
                         const char *line);
/* Runs and asserts the exit code; the error output is shown when it differs. */
CliResult cli_expect (CliFixture *fixture,
                      const char *line,
                      int exit);
/* The same of what must fail: asserts that the words are in the one message, and nothing else is printed. */
void cli_expect_error (CliFixture *fixture,
                       const char *line,
                       int exit,
                       const char *words);
/* Runs, and the standard output as JSON. */
SyJson *cli_expect_json (CliFixture *fixture,
                         const char *line,
                         int exit);
char *cli_path (CliFixture *fixture,
                const char *name);
char *cli_source_path (const char *name);
void cli_write (CliFixture *fixture,
                const char *name,
                const char *text);
void cli_copy (CliFixture *fixture,
               const char *source,
               const char *name);
/* What another program does to a database of the folder. Returns how many rows its last statement changed. */
int cli_run_sql (CliFixture *fixture,
                 const char *name,
                 const char *sql);

/* Members along a path of keys and indexes: cli_get (json, "origins.0.auc.value"); asserts that it is there. */
const SyJson *cli_get (const SyJson *json,
                       const char *path);
double cli_get_number (const SyJson *json,
                       const char *path);
const char *cli_get_text (const SyJson *json,
                          const char *path);
/* Asserts that an object has exactly these keys, in this order. */
void cli_assert_keys (const SyJson *json,
                      const char *path,
                      const char *keys);

/*
 * Expects a call to end well; what it prints does not matter.
 */
void cli_expect_quiet (CliFixture *fixture,
                       const char *line);

G_END_DECLS
