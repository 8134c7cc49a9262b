/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_autofree char *timezone = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyJsonWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  const char *zone;
  const GOptionEntry entries[] = {
    { "timezone", 0, 0, SY_OPTION_TEXT, &timezone,
      "Zone of timestamps without one, and of days (default UTC)", "ZONE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  project = sy_project_create ((*argv)[0], timezone, &error);
  if (g_error_matches (error, SY_STORE_ERROR, SY_STORE_ERROR_EXISTS))
    {
      error->domain = SY_CLI_ERROR;
      error->code = SY_CLI_ERROR_IO;
    }
  if (project == NULL)
    return sy_cli_fail (cli, error);
  zone = sy_zone_get_name (sy_project_get_zone (project));
  if (cli->format == SY_FORMAT_JSON)
    {
      writer = sy_json_writer_new ();
      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "project", (*argv)[0]);
      sy_json_member_text (writer, "timezone", zone);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("Created %s, time zone %s\n", (*argv)[0], zone);
  return sy_cli_print (cli, line);
}

const SyCommand sy_command_new = {
  "new",
  "PROJECT",
  "Create an empty project",
  "A file that is already there is never touched.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli new first.steelyard --timezone America/New_York\n",
  1,
  run,
};
