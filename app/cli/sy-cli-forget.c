/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

static SyExit
print_preview (SyCli *cli,
               char **keys)
{
  g_autoptr (SyJsonWriter) writer = NULL;
  g_autoptr (SyCliTable) table = NULL;
  g_autoptr (GString) out = NULL;

  if (cli->format == SY_FORMAT_JSON)
    {
      writer = sy_json_writer_new ();
      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_boolean (writer, "forgotten", FALSE);
      sy_json_member_texts (writer, "keys", (const char *const *) keys);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  table = sy_cli_table_new ();
  out = g_string_new (NULL);
  sy_cli_table_add_column (table, "key", "key", SY_ALIGN_LEFT);
  for (; *keys != NULL; keys++)
    sy_cli_table_add_text (table, *keys);
  sy_cli_append_table (cli, out, table);
  if (cli->format == SY_FORMAT_TABLE)
    g_string_append (
        out, "\nNothing is changed yet. Forgetting cannot be taken back: say --yes to do it.\n");
  return sy_cli_print (cli, out->str);
}

static SyExit
print_receipt (SyCli *cli,
               const SyForgetReceipt *receipt)
{
  const struct
  {
    const char *title;
    const char *key;
    gint64 n;
  } lines[] = {
    { "keys", "keys", receipt->n_keys },
    { "events", "events", receipt->n_events },
    { "properties of events", "properties", receipt->n_properties },
    { "attributes", "attributes", receipt->n_attributes },
    { "outcomes", "outcomes", receipt->n_outcomes },
    { "treatments", "treatments", receipt->n_treatments },
    { "links", "links", receipt->n_links },
    { "places in accounts", "memberships", receipt->n_memberships },
    { "rejected rows", "rejected", receipt->n_rejected },
    { "mentions left elsewhere", "mentions", receipt->n_mentions },
  };
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *time = sy_instant_format (receipt->forgotten_at_ms / 1000);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_boolean (writer, "forgotten", TRUE);
  sy_json_member_text (writer, "forgotten_at", time);
  sy_cli_table_add_column (table, "removed", "what", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "rows", "rows", SY_ALIGN_RIGHT);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      sy_json_member_int (writer, lines[i].key, lines[i].n);
      sy_cli_table_add_text (table, cli->format == SY_FORMAT_CSV ? lines[i].key : lines[i].title);
      sy_cli_table_add_int (table, lines[i].n);
    }
  sy_json_writer_end_object (writer);
  if (cli->format == SY_FORMAT_JSON)
    return sy_cli_print_json (cli, g_steal_pointer (&writer));
  if (cli->format == SY_FORMAT_TABLE)
    g_string_append_printf (out, "One person was forgotten at %s\n\n", time);
  sy_cli_append_table (cli, out, table);
  return sy_cli_print (cli, out->str);
}

static SyExit
forget (SyCli *cli,
        const char *path,
        const char *person,
        gboolean yes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyIdentityMap) map = NULL;
  g_autoptr (SyForgetReceipt) receipt = NULL;
  g_auto (GStrv) keys = NULL;

  project = sy_cli_open (cli, path, yes ? SY_PROJECT_READ_WRITE : SY_PROJECT_READ_ONLY, &error);
  if (project == NULL)
    return sy_cli_fail (cli, error);
  if (yes)
    {
      receipt = sy_forget_person (project, person, cli->cancellable, &error);
      return receipt == NULL ? sy_cli_fail (cli, error) : print_receipt (cli, receipt);
    }
  map = sy_identity_map_load (project, &error);
  if (map == NULL)
    return sy_cli_fail (cli, error);
  keys = sy_identity_map_list_keys (map, person);
  if (keys != NULL)
    return print_preview (cli, keys);
  g_set_error (&error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "There is no person “%s”", person);
  return sy_cli_fail (cli, error);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_autofree char *person = NULL;
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "person", 0, 0, SY_OPTION_TEXT, &person, "One of the person's keys", "KEY" },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, "Do it; without, only say which keys are the person's",
      NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (person == NULL)
    return sy_cli_fail_missing (cli, "--person");
  return forget (cli, (*argv)[0], person, yes);
}

const SyCommand sy_command_forget = {
  "forget",
  "PROJECT",
  "Remove every row of a person for good",
  "All keys that are merged with KEY go, with their events, attributes, outcomes, links and rejected\n"
  "rows, and the file is rewritten so that nothing of them is left in it. The receipt names nobody.\n"
  "Files that were imported, exports and copies of the project are yours to clean.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli forget sample.steelyard --person 1001\n"
  "  steelyard-cli forget sample.steelyard --person 1003 --yes\n",
  1,
  run,
};
