/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sy-chart.h>

#include "sy-cli.h"

typedef struct
{
  char *model;
  char *version;
  char *output;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->model);
  g_free (options->version);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  g_auto (SyCliModel) chosen = { 0 };
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  const GOptionEntry entries[] = {
    { "output", 0, 0, SY_OPTION_TEXT, &options.output,
      "The file to write or replace: .md, .html or .pdf", "FILE" },
    SY_CLI_MODEL_ENTRY (options.model),
    SY_CLI_VERSION_ENTRY (options.version),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (options.output == NULL)
    return sy_cli_fail_missing (cli, "--output");
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  if (project == NULL ||
      !sy_cli_load_model (project, options.model, options.version, &chosen, &error) ||
      !sy_spec_write (options.output, project, chosen.id, chosen.model, chosen.version,
                      cli->cancellable, &error))
    return sy_cli_fail (cli, error);
  line = g_strdup_printf ("%s\n", options.output);
  return sy_cli_print (cli, line);
}

const SyCommand sy_command_model_spec = {
  "model spec",
  "PROJECT",
  "Write the scoring specification of a model",
  "What the score is for, which events give how many points and what they mean, what is left out, the\n"
  "bands and what to do in each, and the history of versions.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model spec sample.steelyard --model Engagement --output engagement.md\n",
  1,
  run,
};
