/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const SyCommand *const commands[] = {
  &sy_command_new,
  &sy_command_import,
  &sy_command_info,
  &sy_command_model_new,
  &sy_command_model_set,
  &sy_command_model_show,
  &sy_command_model_list,
  &sy_command_model_diff,
  &sy_command_model_restore,
  &sy_command_model_request_review,
  &sy_command_model_approve,
  &sy_command_model_return,
  &sy_command_model_reviews,
  &sy_command_model_require_review,
  &sy_command_model_publish,
  &sy_command_model_spec,
  &sy_command_model_suggest,
  &sy_command_model_half_life,
  &sy_command_model_review,
  &sy_command_model_care,
  &sy_command_model_checked,
  &sy_command_model_due,
  &sy_command_model_freeze,
  &sy_command_model_calibrate,
  &sy_command_score,
  &sy_command_explain,
  &sy_command_changes,
  &sy_command_backtest,
  &sy_command_error_label,
  &sy_command_error_list,
  &sy_command_threshold_set,
  &sy_command_threshold_show,
  &sy_command_drift,
  &sy_command_migration,
  &sy_command_grid,
  &sy_command_ready,
  &sy_command_stages,
  &sy_command_fairness,
  &sy_command_segment_set,
  &sy_command_segment_show,
  &sy_command_segment_list,
  &sy_command_segment_count,
  &sy_command_segment_backtest,
  &sy_command_segment_cluster,
  &sy_command_segment_conflicts,
  &sy_command_segment_use,
  &sy_command_segment_remove,
  &sy_command_identity_report,
  &sy_command_identity_candidates,
  &sy_command_identity_rule,
  &sy_command_attribute_list,
  &sy_command_attribute_protect,
  &sy_command_attribute_release,
  &sy_command_account_list,
  &sy_command_account_score,
  &sy_command_account_compare,
  &sy_command_account_backtest,
  &sy_command_account_grid,
  &sy_command_account_migration,
  &sy_command_account_ready,
  &sy_command_treatment_list,
  &sy_command_consent_set,
  &sy_command_consent_show,
  &sy_command_forget,
  &sy_command_types_list,
  &sy_command_types_set,
  &sy_command_types_alias,
  &sy_command_types_mute,
  &sy_command_types_gaps,
  &sy_command_types_fill,
  &sy_command_clean_preview,
  &sy_command_clean_apply,
  &sy_command_clean_list,
  &sy_command_clean_undo,
  &sy_command_note_add,
  &sy_command_note_list,
  &sy_command_note_remove,
  &sy_command_export,
  &sy_command_chart,
  &sy_command_report,
  &sy_command_check,
};

static void
append_commands (GString *out,
                 const char *prefix)
{
  int width = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_has_prefix (commands[i]->name, prefix))
      width = MAX (width, (int) (strlen (commands[i]->name) + 1 + strlen (commands[i]->arguments)));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *usage = g_strconcat (commands[i]->name, " ", commands[i]->arguments, NULL);

      if (g_str_has_prefix (commands[i]->name, prefix))
        g_string_append_printf (out, "  %-*s  %s\n", width, usage, commands[i]->summary);
    }
}

static char *
build_help (void)
{
  GString *help = g_string_new (
      "Usage:\n"
      "  steelyard-cli COMMAND PROJECT [OPTION…]\n"
      "\n"
      "Scores of behaviour: from event logs in CSV to validated scores and segments.\n"
      "\n"
      "Commands:\n");

  append_commands (help, "");
  g_string_append (
      help,
      "\n"
      "Each command explains itself: steelyard-cli COMMAND --help\n"
      "Dates mean the end of that local day; an instant such as 2017-07-01T00:00:00Z is exact.\n"
      "Exit codes: 0 done, 1 a check failed, 2 wrong use, 3 bad input, 4 cannot read or write,\n"
      "5 the project is in use, 6 no Steelyard project or damaged.\n"
      "\n"
      "Example:\n"
      "  steelyard-cli new shop.steelyard --timezone Europe/Paris\n"
      "  steelyard-cli import shop.steelyard events.csv\n"
      "  steelyard-cli model set shop.steelyard --file engagement.json\n"
      "  steelyard-cli backtest shop.steelyard --as-of 2017-07-01\n");
  return g_string_free (help, FALSE);
}

/* How many words of @argv name the command. */
static guint
match_command (const SyCommand *command,
               char *const *argv)
{
  g_auto (GStrv) words = g_strsplit (command->name, " ", -1);
  guint n = g_strv_length (words);

  for (guint i = 0; i < n; i++)
    if (argv[i] == NULL || strcmp (argv[i], words[i]) != 0)
      return 0;
  return n;
}

static gboolean
is_group (const char *word)
{
  g_autofree char *prefix = g_strconcat (word, " ", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_has_prefix (commands[i]->name, prefix))
      return TRUE;
  return FALSE;
}

static SyExit
fail_command (char *const *argv)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gboolean has_verb = is_group (argv[0]);
  g_autofree char *word = NULL;
  g_autofree char *shown = NULL;
  const char *near;

  word = has_verb ? g_strconcat (argv[0], " ", argv[1], NULL) : g_strdup (argv[0]);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_ptr_array_add (names, (gpointer) commands[i]->name);
  g_ptr_array_add (names, NULL);
  near = sy_text_suggest (word, (const char *const *) names->pdata);
  shown = sy_cli_text_escape (word);
  fprintf (stderr, "steelyard-cli: there is no command “%s”", shown);
  if (near != NULL)
    fprintf (stderr, "; did you mean “%s”?", near);
  fprintf (stderr, "\nTry: steelyard-cli --help\n");
  return SY_EXIT_USAGE;
}

/* "model", "segment" and the like alone. */
static SyExit
explain_group (SyCli *cli,
               char *const *argv)
{
  g_autoptr (GString) help = g_string_new ("Commands:\n");
  g_autofree char *prefix = g_strconcat (argv[0], " ", NULL);

  append_commands (help, prefix);
  g_string_append_printf (help, "\nEach explains itself: steelyard-cli %s VERB --help\n", argv[0]);
  if (argv[1] != NULL)
    return sy_cli_print (cli, help->str);
  fputs (help->str, stderr);
  return SY_EXIT_USAGE;
}

static SyExit
run (SyCli *cli,
     GStrv argv)
{
  if (argv[0] == NULL || strcmp (argv[0], "--help") == 0 || strcmp (argv[0], "help") == 0)
    {
      g_autofree char *help = build_help ();

      if (argv[0] != NULL)
        return sy_cli_print (cli, help);
      fputs (help, stderr);
      return SY_EXIT_USAGE;
    }
  if (strcmp (argv[0], "--version") == 0)
    return sy_cli_print (cli, "steelyard-cli " PACKAGE_VERSION "\n");
  if (is_group (argv[0]) && (argv[1] == NULL || strcmp (argv[1], "--help") == 0))
    return explain_group (cli, argv);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      guint n = match_command (commands[i], argv);

      if (n > 0)
        {
          g_auto (GStrv) rest = g_strdupv (argv + n);

          return commands[i]->run (cli, commands[i], &rest);
        }
    }
  return fail_command (argv);
}

/* Waits for Ctrl+C: the first time it cancels what runs, so that no file is left half done. */
static gpointer
watch_signals (gpointer data)
{
  g_autoptr (GCancellable) cancellable = data;
  sigset_t signals;
  int number;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  if (sigwait (&signals, &number) != 0)
    return NULL;
  g_cancellable_cancel (cancellable);
  pthread_sigmask (SIG_UNBLOCK, &signals, NULL);
  return NULL;
}

static void
start_watching (GCancellable *cancellable)
{
  sigset_t signals;

  /* Before any other thread, so that all inherit the mask. */
  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("signals", watch_signals, g_object_ref (cancellable)));
}

static guint
get_terminal_width (void)
{
  struct winsize size = { 0 };

  if (!isatty (STDOUT_FILENO) || ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
    return 0;
  return size.ws_col;
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SyCli cli = { "", SY_FORMAT_TABLE, SY_PROGRESS_AUTO, cancellable, get_terminal_width (), 0, FALSE,
                "" };

  /* The locale is left alone on purpose: output must not depend on it. */
  g_set_prgname ("steelyard-cli");
  start_watching (cancellable);
  return (int) run (&cli, argv + 1);
}
