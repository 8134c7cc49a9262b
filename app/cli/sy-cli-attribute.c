/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attributes of people, and which of them a score may rest on. */
#include "config.h"

#include "sy-cli.h"

static const char *
describe_protection (SyProtection protection)
{
  switch (protection)
    {
    case SY_PROTECTION_BY_NAME:
      return "by its name";
    case SY_PROTECTION_DECLARED:
      return "declared";
    case SY_PROTECTION_NONE:
    default:
      return NULL;
    }
}

static SyExit
print_attributes (SyCli *cli,
                  const SyEventLog *log,
                  const SyProtectionList *protection)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_cli_table_add_column (table, "attribute", "attribute", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "people", "people", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "values", "values", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "protected", "protected", SY_ALIGN_LEFT);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_begin_member (writer, "attributes", TRUE);
  for (guint32 i = 0; i < sy_event_log_get_n_attributes (log); i++)
    {
      const SyPersonAttribute *attribute = sy_event_log_get_attribute (log, i);
      const char *protected =
          describe_protection (sy_protection_list_get (protection, attribute->name));

      sy_cli_table_add_text (table, attribute->name);
      sy_cli_table_add_int (table, (gint64) attribute->n_present);
      sy_cli_table_add_int (table, (gint64) attribute->n_values);
      sy_cli_table_add_text (table, protected);
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "attribute", attribute->name);
      sy_json_member_int (writer, "people", (gint64) attribute->n_present);
      sy_json_member_int (writer, "values", (gint64) attribute->n_values);
      sy_json_member_text (writer, "protected", protected);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return cli->format == SY_FORMAT_JSON ? sy_cli_print_json (cli, g_steal_pointer (&writer))
                                       : sy_cli_print_table (cli, table);
}

static SyExit
run_list (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyProtectionList) protection = NULL;
  g_autoptr (GError) error = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  if (project != NULL)
    protection = sy_project_read_protection (project, &error);
  if (protection != NULL)
    {
      sy_cli_start (cli, "reading");
      log = sy_event_log_load (project, cli->cancellable, sy_cli_show_progress, cli, &error);
    }
  if (log == NULL)
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  return print_attributes (cli, log, protection);
}

static SyExit
set (SyCli *cli,
     const SyCommand *command,
     GStrv *argv,
     gboolean is_protected)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_WRITE, &error);
  if (project == NULL || !sy_project_set_protected (project, (*argv)[1], is_protected, &error))
    return sy_cli_fail (cli, error);
  line = g_strdup_printf (is_protected ? "“%s” is protected: a score may not rest on it\n"
                                       : "“%s” is not protected\n",
                          (*argv)[1]);
  return sy_cli_print (cli, line);
}

static SyExit
run_protect (SyCli *cli,
             const SyCommand *command,
             GStrv *argv)
{
  return set (cli, command, argv, TRUE);
}

static SyExit
run_release (SyCli *cli,
             const SyCommand *command,
             GStrv *argv)
{
  return set (cli, command, argv, FALSE);
}

const SyCommand sy_command_attribute_list = {
  "attribute list",
  "PROJECT",
  "List the attributes of people, and which are protected",
  "Example:\n"
  "  steelyard-cli attribute list sample.steelyard\n",
  1,
  run_list,
};

const SyCommand sy_command_attribute_protect = {
  "attribute protect",
  "PROJECT NAME",
  "Let no score rest on an attribute",
  "A model that uses it is published only with a reason (model publish), which is logged. Attributes whose name\n"
  "says so, such as age or gender, are protected until they are released. A property of events counts as well.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli attribute protect sample.steelyard income\n",
  2,
  run_protect,
};

const SyCommand sy_command_attribute_release = {
  "attribute release",
  "PROJECT NAME",
  "Let scores rest on an attribute after all",
  "Example:\n"
  "  steelyard-cli attribute release sample.steelyard age\n",
  2,
  run_release,
};
