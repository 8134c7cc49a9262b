/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

static SyExit
print_json (SyCli *cli,
            const SyCheckReport *report)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_boolean (writer, "ok", report->problems->len == 0);
  sy_json_member_int (writer, "checks", report->n_checks);
  sy_json_begin_member (writer, "problems", TRUE);
  for (guint i = 0; i < report->problems->len; i++)
    sy_json_writer_text (writer, report->problems->pdata[i]);
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static SyExit
print_lines (SyCli *cli,
             const SyCheckReport *report)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autofree char *line = NULL;

  if (report->problems->len == 0 && cli->format == SY_FORMAT_TABLE)
    {
      line = g_strdup_printf ("%u checks, no problem\n", report->n_checks);
      return sy_cli_print (cli, line);
    }
  sy_cli_table_add_column (table, "problem", "problem", SY_ALIGN_LEFT);
  for (guint i = 0; i < report->problems->len; i++)
    sy_cli_table_add_text (table, report->problems->pdata[i]);
  return sy_cli_print_table (cli, table);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyCheckReport) report = NULL;
  g_autoptr (GError) error = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  if (project == NULL)
    return sy_cli_fail (cli, error);
  report = sy_project_check (project, cli->cancellable, &error);
  if (report == NULL)
    return sy_cli_fail (cli, error);
  code = cli->format == SY_FORMAT_JSON ? print_json (cli, report) : print_lines (cli, report);
  if (code == SY_EXIT_DONE && report->problems->len > 0)
    code = SY_EXIT_DAMAGED;
  return code;
}

const SyCommand sy_command_check = {
  "check",
  "PROJECT",
  "Look for damage",
  "Checks integrity, schema, dictionaries, counts and published versions. Exits with 6 when\n"
  "something is wrong.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli check sample.steelyard\n",
  1,
  run,
};
