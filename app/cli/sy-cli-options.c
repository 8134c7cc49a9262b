/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  char *format;
  char *progress;
  gboolean help;
} CommonOptions;

static void
clear_common (CommonOptions *common)
{
  g_free (common->format);
  g_free (common->progress);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CommonOptions, clear_common)

static const char *const format_names[] = { "table", "csv", "json", NULL };
static const char *const progress_names[] = { "auto", "none", "json", NULL };

static GOptionContext *
make_context (const SyCommand *command,
              const GOptionEntry *entries,
              CommonOptions *common)
{
  g_autofree char *program = g_strconcat ("steelyard-cli ", command->name, NULL);
  g_autofree char *summary = g_strconcat (command->summary, ".", NULL);
  GOptionContext *context = g_option_context_new (command->arguments);
  const GOptionEntry common_entries[] = {
    { "format", 0, 0, SY_OPTION_TEXT, &common->format, "How to print: table (default), csv or json",
      "FORMAT" },
    { "progress", 0, 0, SY_OPTION_TEXT, &common->progress,
      "Progress on standard error: auto (default: on a terminal), none or json", "MODE" },
    { "help", 0, 0, G_OPTION_ARG_NONE, &common->help, "Show this help", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_set_prgname (program);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, command->description);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, common_entries, NULL);
  return context;
}

/* "Unknown option --as-off" is all that GOption tells. */
static const char *
suggest_option (const char *message,
                const GOptionEntry *entries)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *dashes = strstr (message, "--");

  if (dashes == NULL)
    return NULL;
  for (gsize i = 0; entries != NULL && entries[i].long_name != NULL; i++)
    g_ptr_array_add (names, (gpointer) entries[i].long_name);
  g_ptr_array_add (names, (gpointer) "format");
  g_ptr_array_add (names, (gpointer) "progress");
  g_ptr_array_add (names, (gpointer) "help");
  g_ptr_array_add (names, NULL);
  return sy_text_suggest (dashes + 2, (const char *const *) names->pdata);
}

static SyExit
fail_usage (SyCli *cli,
            const char *message,
            const char *suggestion)
{
  g_autofree char *shown = sy_cli_text_escape (message);

  fprintf (stderr, "steelyard-cli: %s", shown);
  if (suggestion != NULL)
    fprintf (stderr, "; did you mean --%s?", suggestion);
  fprintf (stderr, "\nTry: steelyard-cli %s --help\n", cli->command);
  return SY_EXIT_USAGE;
}

SyExit
sy_cli_fail_usage (SyCli *cli,
                   const char *message)
{
  return fail_usage (cli, message, NULL);
}

SyExit
sy_cli_fail_missing (SyCli *cli,
                     const char *option)
{
  g_autofree char *message = g_strdup_printf ("the option %s is missing", option);

  return fail_usage (cli, message, NULL);
}

/* The index of @text among @names, or -1 after saying what is wrong. */
static int
find_name (const char *option,
           const char *text,
           const char *const *names)
{
  g_autofree char *list = NULL;
  g_autofree char *shown = NULL;

  if (text == NULL)
    return 0;
  for (int i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], text) == 0)
      return i;
  list = g_strjoinv (", ", (char **) names);
  shown = sy_cli_text_escape (text);
  fprintf (stderr, "steelyard-cli: --%s: “%s” is not one of %s\n", option, shown, list);
  return -1;
}

static gboolean
apply_common (SyCli *cli,
              const CommonOptions *common,
              SyExit *out_exit)
{
  int format = find_name ("format", common->format, format_names);
  int progress = format < 0 ? -1 : find_name ("progress", common->progress, progress_names);

  if (progress < 0)
    {
      *out_exit = SY_EXIT_INPUT;
      return FALSE;
    }
  cli->format = (SyFormat) format;
  cli->progress = (SyProgressMode) progress;
  return TRUE;
}

static gboolean
check_utf8 (SyCli *cli,
            GStrv argv,
            SyExit *out_exit)
{
  for (gsize i = 0; argv[i] != NULL; i++)
    if (!g_utf8_validate (argv[i], -1, NULL))
      {
        g_autofree char *message = g_strdup_printf ("argument %" G_GSIZE_FORMAT " is not UTF-8",
                                                    i + 1);

        *out_exit = fail_usage (cli, message, NULL);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_count (SyCli *cli,
             const SyCommand *command,
             GStrv arguments,
             SyExit *out_exit)
{
  guint n = g_strv_length (arguments);
  g_autofree char *message = NULL;

  if (n == command->n_arguments || (n > command->n_arguments && command->takes_more))
    return TRUE;
  if (n < command->n_arguments)
    message = g_strdup_printf ("“%s” needs %s", command->name, command->arguments);
  else
    message = g_strdup_printf ("“%s” is one argument too many; “%s” takes %s",
                               arguments[command->n_arguments], command->name, command->arguments);
  *out_exit = fail_usage (cli, message, NULL);
  return FALSE;
}

gboolean
sy_cli_parse (SyCli *cli,
              const SyCommand *command,
              const GOptionEntry *entries,
              GStrv *argv,
              SyExit *out_exit)
{
  g_auto (CommonOptions) common = { 0 };
  g_autoptr (GOptionContext) context = make_context (command, entries, &common);
  g_autoptr (GError) error = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;

  cli->command = command->name;
  if (!check_utf8 (cli, *argv, out_exit))
    return FALSE;
  g_strv_builder_add (builder, "steelyard-cli");
  g_strv_builder_addv (builder, (const char **) *argv);
  arguments = g_strv_builder_end (builder);
  if (!g_option_context_parse_strv (context, &arguments, &error))
    {
      *out_exit = fail_usage (cli, error->message, g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION) ? suggest_option (error->message, entries) : NULL);
      return FALSE;
    }
  if (common.help)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      *out_exit = sy_cli_print (cli, help);
      return FALSE;
    }
  if (!apply_common (cli, &common, out_exit))
    return FALSE;
  g_strfreev (*argv);
  *argv = g_strdupv (arguments + 1);
  /* What stands after "--" is an argument, the dashes are not. */
  if ((*argv)[0] != NULL && strcmp ((*argv)[0], "--") == 0)
    {
      g_free ((*argv)[0]);
      memmove (*argv, *argv + 1, g_strv_length (*argv + 1) * sizeof (char *) + sizeof (char *));
    }
  return check_count (cli, command, *argv, out_exit);
}
