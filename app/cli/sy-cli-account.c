/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of what was imported about people: accounts with their members, treatments. */
#include "config.h"

#include "sy-cli-account.h"

static SyExit
print_accounts (SyCli *cli,
                GPtrArray *accounts)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_cli_table_add_column (table, "account", "account", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "people", "people", SY_ALIGN_RIGHT);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_begin_member (writer, "accounts", TRUE);
  for (guint i = 0; i < accounts->len; i++)
    {
      const SyAccount *account = accounts->pdata[i];

      sy_cli_table_add_text (table, account->key);
      sy_cli_table_add_int (table, (gint64) account->n_people);
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "account", account->key);
      sy_json_member_int (writer, "people", (gint64) account->n_people);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return cli->format == SY_FORMAT_JSON ? sy_cli_print_json (cli, g_steal_pointer (&writer))
                                       : sy_cli_print_table (cli, table);
}

static SyExit
print_members (SyCli *cli,
               const SyAccount *account)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "role", "role", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "from", "from", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "to", "to", SY_ALIGN_LEFT);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "account", account->key);
  sy_json_member_int (writer, "people", (gint64) account->n_people);
  sy_json_begin_member (writer, "members", TRUE);
  for (guint i = 0; i < account->members->len; i++)
    {
      const SyAccountMember *member = account->members->pdata[i];
      g_autofree char *from = member->from_ms == G_MININT64
                                  ? NULL
                                  : sy_instant_format (member->from_ms / 1000);
      g_autofree char *to = member->to_ms == G_MAXINT64 ? NULL
                                                        : sy_instant_format (member->to_ms / 1000);

      sy_cli_table_add_text (table, member->person);
      sy_cli_table_add_text (table, member->role);
      sy_cli_table_add_text (table, from);
      sy_cli_table_add_text (table, to);
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "person", member->person);
      sy_json_member_text (writer, "role", member->role);
      sy_json_member_text (writer, "from", from);
      sy_json_member_text (writer, "to", to);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return cli->format == SY_FORMAT_JSON ? sy_cli_print_json (cli, g_steal_pointer (&writer))
                                       : sy_cli_print_table (cli, table);
}

static SyExit
list_accounts (SyCli *cli,
               const char *path,
               const char *key)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;

  project = sy_cli_open (cli, path, SY_PROJECT_READ_ONLY, &error);
  accounts = project == NULL ? NULL : sy_accounts_list (project, &error);
  if (accounts == NULL || !sy_cli_check_accounts (accounts->len, &error))
    return sy_cli_fail (cli, error);
  if (key == NULL)
    return print_accounts (cli, accounts);
  for (guint i = 0; i < accounts->len; i++)
    if (g_str_equal (((const SyAccount *) accounts->pdata[i])->key, key))
      return print_members (cli, accounts->pdata[i]);
  g_set_error (&error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT, "there is no account “%s”", key);
  return sy_cli_fail (cli, error);
}

static SyExit
run_accounts (SyCli *cli,
              const SyCommand *command,
              GStrv *argv)
{
  g_autofree char *account = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, SY_OPTION_TEXT, &account, "The members of this account", "KEY" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return list_accounts (cli, (*argv)[0], account);
}

static SyExit
print_treatments (SyCli *cli,
                  GPtrArray *treatments)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_cli_table_add_column (table, "person", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "treatment", "treatment", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "arm", "arm", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "start", "start", SY_ALIGN_LEFT);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_begin_member (writer, "treatments", TRUE);
  for (guint i = 0; i < treatments->len; i++)
    {
      const SyTreatment *treatment = treatments->pdata[i];
      g_autofree char *start = treatment->has_start ? sy_instant_format (treatment->start_ms / 1000)
                                                    : NULL;

      sy_cli_table_add_text (table, treatment->person);
      sy_cli_table_add_text (table, treatment->name);
      sy_cli_table_add_text (table, treatment->arm);
      sy_cli_table_add_text (table, start);
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "person", treatment->person);
      sy_json_member_text (writer, "treatment", treatment->name);
      sy_json_member_text (writer, "arm", treatment->arm);
      sy_json_member_text (writer, "start", start);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return cli->format == SY_FORMAT_JSON ? sy_cli_print_json (cli, g_steal_pointer (&writer))
                                       : sy_cli_print_table (cli, table);
}

static SyExit
run_treatments (SyCli *cli,
                const SyCommand *command,
                GStrv *argv)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) treatments = NULL;
  g_autoptr (GError) error = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  treatments = project == NULL ? NULL : sy_project_list_treatments (project, &error);
  return treatments == NULL ? sy_cli_fail (cli, error) : print_treatments (cli, treatments);
}

const SyCommand sy_command_account_list = {
  "account list",
  "PROJECT",
  "List accounts and their members",
  "Merged people count once. Accounts come from imports of accounts, or from a column of events. Without any,\n"
  "all commands on accounts say so and end with 3.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli import sample.steelyard customers.csv --kind accounts --map person=customer_id,account=household_comp\n"
  "  steelyard-cli account list sample.steelyard\n",
  1,
  run_accounts,
};

const SyCommand sy_command_treatment_list = {
  "treatment list",
  "PROJECT",
  "List who was assigned to which arm of a treatment, and when",
  "Example:\n"
  "  steelyard-cli treatment list sample.steelyard\n",
  1,
  run_treatments,
};
