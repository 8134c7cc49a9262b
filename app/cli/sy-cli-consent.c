/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two commands on consent: set, show. */
#include "config.h"

#include "sy-cli.h"

static SyExit
print_consent (SyCli *cli,
               const SyConsentRule *rule,
               gsize n_refusing)
{
  g_autoptr (SyJsonWriter) writer = NULL;
  g_autofree char *values = rule == NULL ? NULL : g_strjoinv (", ", rule->refusals);
  g_autoptr (SyCliTable) table = NULL;
  g_autofree char *line = NULL;

  if (cli->format == SY_FORMAT_JSON)
    {
      writer = sy_json_writer_new ();
      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "attribute", rule == NULL ? NULL : rule->attribute);
      sy_json_member_texts (writer, "refusals",
                            rule == NULL ? NULL : (const char *const *) rule->refusals);
      sy_json_member_int (writer, "refusing", (gint64) n_refusing);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  if (cli->format == SY_FORMAT_CSV)
    {
      table = sy_cli_table_new ();
      sy_cli_table_add_column (table, "attribute", "attribute", SY_ALIGN_LEFT);
      sy_cli_table_add_column (table, "refusals", "refusals", SY_ALIGN_LEFT);
      sy_cli_table_add_column (table, "refusing", "refusing", SY_ALIGN_RIGHT);
      sy_cli_table_add_text (table, rule == NULL ? NULL : rule->attribute);
      sy_cli_table_add_text (table, values);
      sy_cli_table_add_int (table, (gint64) n_refusing);
      return sy_cli_print_table (cli, table);
    }
  if (rule == NULL)
    return sy_cli_print (cli, "There is no rule: everyone is scored\n");
  line = g_strdup_printf ("Whose “%s” is %s is in no population and in no export: %" G_GSIZE_FORMAT
                          " people\n",
                          rule->attribute, values, n_refusing);
  return sy_cli_print (cli, line);
}

static SyExit
show (SyCli *cli,
      SyProject *project)
{
  g_autoptr (SyConsentRule) rule = sy_project_get_consent (project);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_refusing = 0;

  if (rule == NULL)
    return print_consent (cli, NULL, 0);
  sy_cli_start (cli, "reading");
  log = sy_event_log_load (project, cli->cancellable, sy_cli_show_progress, cli, &error);
  if (log == NULL)
    return sy_cli_fail (cli, error);
  sy_event_log_get_refusals (log, &n_refusing);
  return print_consent (cli, rule, n_refusing);
}

static SyExit
run_show (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  return project == NULL ? sy_cli_fail (cli, error) : show (cli, project);
}

static SyExit
set (SyCli *cli,
     const char *path,
     const char *attribute,
     char **refusals)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;

  project = sy_cli_open (cli, path, SY_PROJECT_READ_WRITE, &error);
  if (project == NULL ||
      !sy_project_set_consent (project, attribute, (const char *const *) refusals, &error))
    return sy_cli_fail (cli, error);
  return show (cli, project);
}

static SyExit
run_set (SyCli *cli,
         const SyCommand *command,
         GStrv *argv)
{
  g_autofree char *attribute = NULL;
  g_auto (GStrv) refusals = NULL;
  gboolean none = FALSE;
  const GOptionEntry entries[] = {
    { "attribute", 0, 0, SY_OPTION_TEXT, &attribute,
      "The attribute that tells whether a person agrees", "NAME" },
    { "refusal", 0, 0, SY_OPTION_TEXTS, &refusals, "A value that means no; may be repeated",
      "VALUE" },
    { "none", 0, 0, G_OPTION_ARG_NONE, &none, "Score everyone again", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (none)
    return set (cli, (*argv)[0], NULL, NULL);
  if (attribute == NULL)
    return sy_cli_fail_missing (cli, "--attribute");
  if (refusals == NULL)
    return sy_cli_fail_missing (cli, "--refusal");
  return set (cli, (*argv)[0], attribute, refusals);
}

const SyCommand sy_command_consent_set = {
  "consent set",
  "PROJECT",
  "Say which value of which attribute means that a person refuses",
  "Who refuses is in no population, and so in no score, backtest, segment or export. Exports say how\n"
  "many were left out. One key of a person is enough; without a value a person does not refuse.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli consent set sample.steelyard --attribute marital_status --refusal Unmarried\n"
  "  steelyard-cli consent set sample.steelyard --none\n",
  1,
  run_set,
};

const SyCommand sy_command_consent_show = {
  "consent show",
  "PROJECT",
  "Show the rule of consent and how many people refuse",
  "Example:\n"
  "  steelyard-cli consent show sample.steelyard\n",
  1,
  run_show,
};
