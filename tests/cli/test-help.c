/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help, manual page and completion: they say the same, and the examples work. */
#include "config.h"

#include <string.h>

#include "cli-fixture.h"

/* The commands that the general help lists, with their arguments cut off. */
static char **
list_commands (CliFixture *fixture)
{
  g_auto (CliResult) help = cli_expect (fixture, "--help", 0);
  g_autoptr (GStrvBuilder) commands = g_strv_builder_new ();
  const char *start = strstr (help.out, "Commands:\n");
  g_auto (GStrv) lines = NULL;

  g_assert_nonnull (start);
  lines = g_strsplit (start + strlen ("Commands:\n"), "\n", -1);
  for (gsize i = 0; lines[i] != NULL && g_str_has_prefix (lines[i], "  "); i++)
    {
      char *arguments = strstr (lines[i], " PROJECT");

      g_assert_nonnull (arguments);
      *arguments = '\0';
      g_strv_builder_add (commands, lines[i] + 2);
    }
  return g_strv_builder_end (commands);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The long options in a text, sorted, each once, joined by blanks. */
static char *
find_options (const char *text)
{
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRegex) regex = g_regex_new ("(?<![-\\w])--[a-z][a-z-]*[a-z]", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      char *option = g_match_info_fetch (match, 0);

      if (g_ptr_array_find_with_equal_func (options, option, g_str_equal, NULL))
        g_free (option);
      else
        g_ptr_array_add (options, option);
    }
  g_ptr_array_sort (options, compare_texts);
  g_ptr_array_add (options, NULL);
  return g_strjoinv (" ", (char **) options->pdata);
}

static char *
get_help (CliFixture *fixture,
          const char *command)
{
  g_autofree char *line = g_strconcat (command, " --help", NULL);
  g_auto (CliResult) help = cli_expect (fixture, line, 0);

  g_assert_cmpstr (help.err, ==, "");
  return g_steal_pointer (&help.out);
}

/* The options that a command has: those of the "Options:" part of its help. */
static char *
get_options (CliFixture *fixture,
             const char *command)
{
  g_autofree char *help = get_help (fixture, command);
  GString *defined = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (help, "\n", -1);
  char *options;

  for (gsize i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "  -"))
      {
        const char *option = strstr (lines[i], "--"); /* a short one may stand before */

        g_string_append_len (defined, option, (gssize) strcspn (option, "= "));
        g_string_append_c (defined, ' ');
      }
  options = find_options (defined->str);
  g_string_free (defined, TRUE);
  return options;
}

static void
test_every_command (CliFixture *fixture,
                    gconstpointer data)
{
  g_auto (GStrv) commands = list_commands (fixture);

  g_assert_cmpuint (g_strv_length (commands), ==, 80); /* a new one is to be counted here */
  for (gsize i = 0; commands[i] != NULL; i++)
    {
      g_autofree char *help = get_help (fixture, commands[i]);
      g_autofree char *usage = g_strdup_printf ("Usage:\n  steelyard-cli %s [OPTION…] PROJECT",
                                                commands[i]);
      g_autofree char *example = g_strdup_printf ("\n  steelyard-cli %s ", commands[i]);
      const char *examples = strstr (help, "Example:\n");

      g_test_message ("%s", commands[i]);
      g_assert_true (g_str_has_prefix (help, usage));
      g_assert_nonnull (examples);
      g_assert_nonnull (strstr (examples, example));
      g_assert_nonnull (strstr (help, "  --format=FORMAT"));
    }
}

/* However long a command and its arguments are, what it does stands in one column. */
static void
test_columns (CliFixture *fixture,
              gconstpointer data)
{
  g_auto (CliResult) help = cli_expect (fixture, "--help", 0);
  g_auto (GStrv) lines = g_strsplit (strstr (help.out, "Commands:\n"), "\n", -1);
  gsize column = 0;

  for (gsize i = 1; g_str_has_prefix (lines[i], "  "); i++)
    {
      const char *gap = strstr (lines[i] + 2, "  ");
      gsize start;

      g_assert_nonnull (gap);
      start = (gsize) (gap - lines[i]) + strspn (gap, " ");
      if (i == 1)
        column = start;
      g_test_message ("%s", lines[i]);
      g_assert_cmpuint (start, ==, column);
    }
  g_assert_cmpuint (column, >, 0);
}

static void
test_examples (CliFixture *fixture,
               gconstpointer data)
{
  g_auto (GStrv) commands = list_commands (fixture);
  gsize n_run = 0;

  g_test_summary ("Every example of every help text runs on the sample");
  cli_write (fixture, "labels.csv", "person,label\n1,good\n");
  for (gsize i = 0; commands[i] != NULL; i++)
    {
      g_autofree char *help = get_help (fixture, commands[i]);
      g_auto (GStrv)
          lines = g_strsplit (strstr (help, "Example:\n") + strlen ("Example:\n"), "\n", -1);

      for (gsize j = 0; lines[j] != NULL; j++)
        {
          g_auto (CliResult) result = { 0 };

          if (!g_str_has_prefix (lines[j], "  steelyard-cli "))
            continue;
          result = cli_run_shell (fixture, lines[j]);
          g_test_message ("%s: %d %s", lines[j], result.exit, result.err);
          g_assert_cmpint (result.exit, ==, 0);
          g_assert_cmpstr (result.out, !=, "");
          n_run++;
        }
    }
  g_assert_cmpuint (n_run, >=, 20);
}

/* The part of the manual between the heading of a command and the next one. */
static char *
get_manual_part (const char *manual,
                 const char *command)
{
  g_autofree char *heading = g_strdup_printf ("\n.SS \"%s ", command);
  const char *start = strstr (manual, heading);
  const char *end;
  const char *section;

  g_assert_nonnull (start);
  start += strlen (heading);
  end = strstr (start, "\n.SS ");
  section = strstr (start, "\n.SH ");
  if (end == NULL || (section != NULL && section < end))
    end = section;
  return end == NULL ? g_strdup (start) : g_strndup (start, (gsize) (end - start));
}

static void
test_manual (CliFixture *fixture,
             gconstpointer data)
{
  g_auto (GStrv) commands = list_commands (fixture);
  g_autofree char *path = cli_source_path ("data/steelyard-cli.1");
  g_autofree char *roff = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *manual = NULL;

  g_test_summary ("The manual page has the commands of --help, and each their options");
  g_assert_true (g_file_get_contents (path, &roff, NULL, NULL));
  parts = g_strsplit (roff, "\\-", -1);
  manual = g_strjoinv ("-", parts);
  for (gsize i = 0; commands[i] != NULL; i++)
    {
      g_autofree char *part = get_manual_part (manual, commands[i]);
      g_autofree char *expected = get_options (fixture, commands[i]);
      g_autofree char *with_common = g_strconcat (part, "\n--format --progress --help\n", NULL);
      g_autofree char *found = find_options (with_common);

      g_test_message ("%s", commands[i]);
      g_assert_cmpstr (found, ==, expected);
    }
}

/* What stands in a list of an error message: "…; the charts are a, b, c". */
static char **
list_names (CliFixture *fixture,
            const char *line,
            const char *words)
{
  g_auto (CliResult) result = cli_expect (fixture, line, 3);
  const char *start = strstr (result.err, words);

  g_assert_nonnull (start);
  g_strchomp (result.err);
  return g_strsplit (start + strlen (words), ", ", -1);
}

static void
assert_word (const char *text,
             const char *word,
             const char *where)
{
  g_autofree char *quoted = g_regex_escape_string (word, -1);
  g_autofree char *pattern = g_strdup_printf ("(?<![\\w-])%s(?![\\w-])", quoted);

  g_test_message ("%s in %s", word, where);
  g_assert_true (g_regex_match_simple (pattern, text, 0, 0));
}

static void
test_lists (CliFixture *fixture,
            gconstpointer data)
{
  static const struct
  {
    const char *command;
    const char *line;
    const char *words;
    const char *page;
  } cases[] = {
    { "chart", "chart sample.steelyard xyzzy --output x.svg", "the charts are ",
      "data/help/C/reports.page" },
    { "export", "export sample.steelyard --model Engagement --all --columns xyzzy --output x.csv",
      "the columns are ", NULL },
  };
  g_autofree char *path = cli_source_path ("data/steelyard-cli.1");
  g_autofree char *roff = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *manual = NULL;

  g_test_summary ("Charts and columns are told in full by help, manual page and guide");
  g_assert_true (g_file_get_contents (path, &roff, NULL, NULL));
  parts = g_regex_split_simple ("\\\\:|\\\\(?=-)", roff, 0, 0);
  manual = g_strjoinv ("", parts);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) names = list_names (fixture, cases[i].line, cases[i].words);
      g_autofree char *help = get_help (fixture, cases[i].command);
      g_autofree char *part = get_manual_part (manual, cases[i].command);
      g_autofree char *page_path = cases[i].page == NULL ? NULL : cli_source_path (cases[i].page);
      g_autofree char *page = NULL;

      g_assert_cmpuint (g_strv_length (names), >, 10);
      g_assert_true (page_path == NULL || g_file_get_contents (page_path, &page, NULL, NULL));
      for (gsize j = 0; names[j] != NULL; j++)
        {
          assert_word (help, names[j], "the help");
          assert_word (part, names[j], "the manual page");
          if (page != NULL)
            assert_word (page, names[j], cases[i].page);
        }
    }
}

static void
test_completion (CliFixture *fixture,
                 gconstpointer data)
{
  g_auto (GStrv) commands = list_commands (fixture);
  g_autofree char *path = cli_source_path ("data/steelyard-cli.bash");

  g_test_summary ("Completion offers the options of --help");
  for (gsize i = 0; commands[i] != NULL; i++)
    {
      g_autofree char *expected = get_options (fixture, commands[i]);
      g_autofree char *script = g_strdup_printf (
          ". '%s'; COMP_WORDS=(steelyard-cli %s --); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _steelyard_cli; echo \"${COMPREPLY[*]}\"",
          path, commands[i]);
      g_autofree char *quoted = g_shell_quote (script);
      g_autofree char *line = g_strconcat ("bash -c ", quoted, NULL);
      g_auto (CliResult) result = cli_run_shell (fixture, line);
      g_autofree char *found = find_options (result.out);

      g_test_message ("%s: %s", commands[i], result.err);
      g_assert_cmpint (result.exit, ==, 0);
      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_completion_words (CliFixture *fixture,
                       gconstpointer data)
{
  static const char *const groups[] = { "model", "segment", "identity", "account",
                                        "consent", "treatment", "types", "clean", "note", "attribute",
                                        "error", "threshold" };
  g_auto (GStrv) commands = list_commands (fixture);
  g_autofree char *path = cli_source_path ("data/steelyard-cli.bash");
  g_autofree char *script = g_strdup_printf (
      ". '%s'; COMP_WORDS=(steelyard-cli ''); COMP_CWORD=1; _steelyard_cli; echo \" ${COMPREPLY[*]} \"; "
      "for g in model segment identity account consent treatment types clean note attribute error threshold; do COMP_WORDS=(steelyard-cli $g ''); COMP_CWORD=2; _steelyard_cli; echo \" ${COMPREPLY[*]} \"; done",
      path);
  g_autofree char *quoted = g_shell_quote (script);
  g_autofree char *line = g_strconcat ("bash -c ", quoted, NULL);
  g_auto (CliResult) result = cli_run_shell (fixture, line);
  g_auto (GStrv) replies = g_strsplit (result.out, "\n", -1);

  for (gsize i = 0; commands[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (commands[i], " ", -1);
      g_autofree char *first = g_strdup_printf (" %s ", words[0]);
      g_autofree char *second = g_strdup_printf (" %s ", words[1] != NULL ? words[1] : words[0]);
      gsize line_of_verb = 0;

      for (gsize j = 0; words[1] != NULL && j < G_N_ELEMENTS (groups); j++)
        if (g_str_equal (words[0], groups[j]))
          line_of_verb = j + 1;
      g_assert_nonnull (strstr (replies[0], first));
      g_assert_nonnull (strstr (replies[line_of_verb], second));
    }
}

#define ADD(path, set_up, func) g_test_add (path, CliFixture, NULL, set_up, func, cli_tear_down)

int
main (int argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/help/every-command", cli_set_up, test_every_command);
  ADD ("/cli/help/columns", cli_set_up, test_columns);
  ADD ("/cli/help/examples", cli_set_up_sample, test_examples);
  ADD ("/cli/help/manual", cli_set_up, test_manual);
  ADD ("/cli/help/lists", cli_set_up_sample, test_lists);
  ADD ("/cli/help/completion", cli_set_up, test_completion);
  ADD ("/cli/help/completion-words", cli_set_up, test_completion_words);
  status = g_test_run ();
  cli_remove_sample ();
  return status;
}
