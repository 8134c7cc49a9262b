/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A published version as the draft again: model restore. */
#include "config.h"

#include "sy-cli.h"

#include <string.h>

static SyExit
print_restored (SyCli *cli,
                const SyCliModel *chosen,
                char *const *changes)
{
  g_autofree char *sha256 = sy_model_sha256 (chosen->model);
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", chosen->name);
      sy_json_member_text (writer, "version", "draft");
      sy_json_member_int (writer, "restored", chosen->version);
      sy_json_member_text (writer, "sha256", sha256);
      sy_json_member_texts (writer, "changes", (const char *const *) changes);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  if (changes[0] == NULL)
    g_string_append_printf (out, "The draft of “%s” says already what version %" G_GINT64_FORMAT " says\n",
                            chosen->name, chosen->version);
  else
    g_string_append_printf (out, "The draft of “%s” is that of version %" G_GINT64_FORMAT " again\n",
                            chosen->name, chosen->version);
  for (gsize i = 0; changes[i] != NULL; i++)
    g_string_append_printf (out, "  %s\n", changes[i]);
  return sy_cli_print (cli, out->str);
}

/* A version of before the model was renamed does not take its name back. */
static void
keep_name (SyCliModel *chosen)
{
  if (strcmp (chosen->model->name, chosen->name) == 0)
    return;
  g_free (chosen->model->name);
  chosen->model->name = g_strdup (chosen->name);
}

static SyExit
restore (SyCli *cli,
         const char *path,
         const char *name,
         const char *version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = sy_cli_open (cli, path, SY_PROJECT_READ_WRITE, &error);
  g_auto (SyCliModel) chosen = { 0 };
  g_auto (SyCliModel) draft = { 0 };
  g_auto (GStrv) changes = NULL;
  g_autofree char *json = NULL;
  g_autofree char *label = NULL;

  if (project == NULL || !sy_cli_load_model (project, name, version, &chosen, &error) ||
      !sy_cli_load_model (project, name, "draft", &draft, &error))
    return sy_cli_fail (cli, error);
  keep_name (&chosen);
  changes = sy_model_diff (draft.model, chosen.model);
  json = sy_model_to_json (chosen.model);
  label = g_strdup_printf ("Restore v%" G_GINT64_FORMAT, chosen.version);
  if (!sy_project_set_draft (project, chosen.id, json, label, FALSE, &error))
    return sy_cli_fail (cli, error);
  return print_restored (cli, &chosen, changes);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;
  const GOptionEntry entries[] = {
    { "version", 0, 0, SY_OPTION_TEXT, &version, "The published version", "N" },
    SY_CLI_MODEL_ENTRY (name),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (version == NULL)
    return sy_cli_fail_missing (cli, "--version");
  if (strcmp (version, "draft") == 0)
    {
      g_autoptr (GError) error = g_error_new (SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                                              "--version: the draft is what is replaced; give the number "
                                              "of a version (model list)");

      return sy_cli_fail (cli, error);
    }
  return restore (cli, (*argv)[0], name, version);
}

const SyCommand sy_command_model_restore = {
  "model restore",
  "PROJECT",
  "Make the draft what a published version says",
  "As the button of the window does: what the draft said before stays in the history, and undo in the\n"
  "window takes it back. The versions stay as they are; what changed is printed.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model restore sample.steelyard --model Engagement --version 1\n",
  1,
  run,
};
