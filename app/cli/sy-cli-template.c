/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

static SyExit
list_templates (SyCli *cli)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  gsize n;
  const SyTemplate *templates = sy_template_list (&n);

  sy_cli_table_add_column (table, "template", "template", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "scores", "title", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "for", "summary", SY_ALIGN_LEFT);
  for (gsize i = 0; i < n; i++)
    {
      sy_cli_table_add_text (table, templates[i].id);
      sy_cli_table_add_text (table, templates[i].title);
      sy_cli_table_add_text (table, templates[i].summary);
    }
  return sy_cli_print_table (cli, table);
}

static SyExit
print_made (SyCli *cli,
            const SyModel *model,
            char *const *notes)
{
  g_autofree char *sha256 = sy_model_sha256 (model);
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", model->name);
      sy_json_member_text (writer, "version", "draft");
      sy_json_member_text (writer, "sha256", sha256);
      sy_json_member_int (writer, "rules", sy_model_get_n_rules (model));
      sy_json_member_texts (writer, "notes", (const char *const *) notes);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  g_string_append_printf (out, "New draft of “%s”: %u %s\n", model->name,
                          sy_model_get_n_rules (model),
                          sy_model_get_n_rules (model) == 1 ? "rule" : "rules");
  for (guint g = 0; g < model->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, g);

      g_string_append_printf (out, "  %s\n", group->name);
      for (guint r = 0; r < group->rules->len; r++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, r);
          g_autofree char *described = sy_rule_describe (rule);

          g_string_append_printf (out, "    %s: %s\n", sy_rule_get_label (rule), described);
        }
    }
  for (gsize i = 0; notes[i] != NULL; i++)
    g_string_append_printf (out, "note: %s\n", notes[i]);
  return sy_cli_print (cli, out->str);
}

static SyExit
make (SyCli *cli,
      const char *path,
      const char *template,
      const char *name,
      const char *as_of)
{
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (SyModel) model = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *label = g_strdup_printf ("From the template “%s”", template);
  g_auto (GStrv) notes = NULL;

  if (!sy_cli_check_name ("--name", name, &error))
    return sy_cli_fail (cli, error);
  run.project = sy_cli_open (cli, path, SY_PROJECT_READ_WRITE, &error);
  if (run.project == NULL)
    return sy_cli_fail (cli, error);
  sy_cli_start (cli, "loading");
  run.log = sy_event_log_load (run.project, cli->cancellable, sy_cli_show_progress, cli, &error);
  if (run.log == NULL || (as_of != NULL && !sy_cli_parse_as_of (&run, as_of, &run.as_of, &error)))
    return sy_cli_fail (cli, error);
  if (as_of == NULL)
    run.as_of = sy_event_log_get_data_end (run.log);
  model = sy_template_adapt (template, run.log, run.as_of, &notes, cli->cancellable, &error);
  if (model == NULL)
    return sy_cli_fail (cli, error);
  if (name != NULL)
    {
      g_free (model->name);
      model->name = g_strdup (name);
    }
  json = sy_model_to_json (model);
  if (sy_project_add_model (run.project, model->name, json, label, &error) == 0)
    return sy_cli_fail (cli, error);
  sy_cli_end_progress (cli);
  return print_made (cli, model, notes);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_autofree char *template = NULL;
  g_autofree char *name = NULL;
  g_autofree char *as_of = NULL;
  const GOptionEntry entries[] = {
    { "template", 0, 0, SY_OPTION_TEXT, &template,
      "What to start from; without it the templates are listed", "TEMPLATE" },
    { "name", 0, 0, SY_OPTION_TEXT, &name, "What to call it (default: the template's name)",
      "NAME" },
    { "as-of", 0, 0, SY_OPTION_TEXT, &as_of,
      "Date whose scores fill the scale (default: end of the data)", "DATE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return template == NULL ? list_templates (cli)
                          : make (cli, (*argv)[0], template, name, as_of);
}

const SyCommand sy_command_model_new = {
  "model new",
  "PROJECT",
  "Make a model from a template",
  "A behavior, engagement, lead or churn score, value segments, account health or activation, over the\n"
  "event types of the project: what a type means is told by the words of its name. Rules for which\n"
  "there is no event are left out and named. The weights are starting points: tune and backtest them.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model new sample.steelyard\n"
  "  steelyard-cli model new sample.steelyard --template segments --name \"Value\"\n",
  1,
  run,
};
