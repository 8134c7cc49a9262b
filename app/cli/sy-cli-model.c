/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The five commands on models: set, show, list, diff, publish. */
#include "config.h"

#include "sy-cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static char *
read_stream (FILE *stream)
{
  GString *text = g_string_new (NULL);
  char buffer[1 << 14];
  gsize n;

  while ((n = fread (buffer, 1, sizeof buffer, stream)) > 0)
    g_string_append_len (text, buffer, (gssize) n);
  return g_string_free (text, FALSE);
}

static SyModel *
read_document (const char *path,
               GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local_error = NULL;
  SyModel *model;
  gsize length;

  if (strcmp (path, "-") == 0)
    {
      text = read_stream (stdin);
      length = strlen (text);
    }
  else if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  model = sy_model_from_json (text, (gssize) length, &local_error);
  if (model == NULL)
    g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "%s: ", path);
  return model;
}

/* The changes to the draft that is replaced, or NULL when the model is new. */
static char **
get_changes (SyProject *project,
             gint64 id,
             const SyModel *model)
{
  g_autofree char *text = id == 0 ? NULL : sy_project_get_draft (project, id, NULL);
  g_autoptr (SyModel) before = text == NULL ? NULL : sy_model_from_json (text, -1, NULL);

  return before == NULL ? NULL : sy_model_diff (before, model);
}

/* What the document itself makes one wonder about, and types that no event of the project has. */
static char **
get_warnings (SyProject *project,
              const SyModel *model)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) warnings = sy_model_get_warnings (model);
  g_auto (GStrv) types = sy_model_list_types (model);

  g_strv_builder_addv (lines, (const char **) warnings);
  for (gsize i = 0; types[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyTypeEntry) entry = sy_project_get_type (project, types[i], &error);
      g_autofree char *line = NULL;

      if (!g_error_matches (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
        continue;
      line = g_strdup_printf ("there are no events of the type “%s”", types[i]);
      g_strv_builder_add (lines, line);
    }
  return g_strv_builder_end (lines);
}

static SyExit
print_set (SyCli *cli,
           SyProject *project,
           const SyModel *model,
           gboolean is_new,
           char *const *changes)
{
  g_auto (GStrv) warnings = get_warnings (project, model);
  g_autofree char *sha256 = sy_model_sha256 (model);
  g_autoptr (GString) out = g_string_new (NULL);

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", model->name);
      sy_json_member_text (writer, "version", "draft");
      sy_json_member_text (writer, "sha256", sha256);
      sy_json_member_boolean (writer, "new", is_new);
      sy_json_member_int (writer, "rules", sy_model_get_n_rules (model));
      sy_json_member_texts (writer, "changes", (const char *const *) changes);
      sy_json_member_texts (writer, "warnings", (const char *const *) warnings);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  g_string_append_printf (out, "%s draft of “%s”: %u %s, %u %s\n", is_new ? "New" : "Replaced the",
                          model->name, sy_model_get_n_rules (model),
                          sy_model_get_n_rules (model) == 1 ? "rule" : "rules", model->bands->len,
                          model->bands->len == 1 ? "band" : "bands");
  for (gsize i = 0; changes != NULL && changes[i] != NULL; i++)
    g_string_append_printf (out, "  %s\n", changes[i]);
  for (gsize i = 0; warnings[i] != NULL; i++)
    g_string_append_printf (out, "note: %s\n", warnings[i]);
  return sy_cli_print (cli, out->str);
}

static SyExit
set_draft (SyCli *cli,
           const char *project_path,
           const char *path,
           const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyModel) model = read_document (path, &error);
  g_autofree char *json = NULL;
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *label = g_strdup_printf ("From %s", base);
  g_auto (GStrv) changes = NULL;
  gint64 id;
  gboolean is_new;

  if (model == NULL)
    return sy_cli_fail (cli, error);
  if (name != NULL)
    {
      g_free (model->name);
      model->name = g_strdup (name);
    }
  if (!sy_model_check (model, &error))
    {
      g_prefix_error (&error, "%s: ", path);
      return sy_cli_fail (cli, error);
    }
  project = sy_cli_open (cli, project_path, SY_PROJECT_READ_WRITE, &error);
  if (project == NULL)
    return sy_cli_fail (cli, error);
  id = sy_project_find_model (project, model->name, &error);
  if (id == 0 && !g_error_matches (error, SY_STORE_ERROR, SY_STORE_ERROR_NOT_FOUND))
    return sy_cli_fail (cli, error);
  g_clear_error (&error);
  is_new = id == 0;
  changes = get_changes (project, id, model);
  json = sy_model_to_json (model);
  if (is_new)
    id = sy_project_add_model (project, model->name, json, label, &error);
  else if (!sy_project_set_draft (project, id, json, label, FALSE, &error))
    id = 0;
  if (id == 0)
    return sy_cli_fail (cli, error);
  return print_set (cli, project, model, is_new, changes);
}

static SyExit
run_set (SyCli *cli,
         const SyCommand *command,
         GStrv *argv)
{
  g_autofree char *file = NULL;
  g_autofree char *model = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "file", 0, 0, SY_OPTION_TEXT, &file, "The model document, or - for standard input", "FILE" },
    { "model", 0, 0, SY_OPTION_TEXT, &model, "Keep it under this name instead of the document's",
      "NAME" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (file == NULL)
    return sy_cli_fail_missing (cli, "--file");
  if (!sy_cli_check_name ("--model", model, &error))
    return sy_cli_fail (cli, error);
  return set_draft (cli, (*argv)[0], file, model);
}

static SyExit
run_show (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autofree char *name = NULL;
  g_autofree char *version = NULL;
  g_autofree char *json = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (SyCliModel) chosen = { 0 };
  const GOptionEntry entries[] = {
    SY_CLI_MODEL_ENTRY (name),
    { "version", 0, 0, SY_OPTION_TEXT, &version, "A published version, or draft (default: draft)",
      "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  if (project == NULL ||
      !sy_cli_load_model (project, name, version != NULL ? version : "draft", &chosen, &error))
    return sy_cli_fail (cli, error);
  json = sy_model_to_json (chosen.model);
  return sy_cli_print (cli, json);
}

static SyExit
run_diff (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autofree char *name = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (SyCliModel) a = { 0 };
  g_auto (SyCliModel) b = { 0 };
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  const GOptionEntry entries[] = {
    SY_CLI_MODEL_ENTRY (name),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  if (project == NULL || !sy_cli_load_model (project, name, (*argv)[1], &a, &error) ||
      !sy_cli_load_model (project, name, (*argv)[2], &b, &error))
    return sy_cli_fail (cli, error);
  lines = sy_model_diff (a.model, b.model);
  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", a.name);
      sy_json_member_text (writer, "from", (*argv)[1]);
      sy_json_member_text (writer, "to", (*argv)[2]);
      sy_json_member_texts (writer, "changes", (const char *const *) lines);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  if (cli->format == SY_FORMAT_CSV)
    {
      g_autoptr (SyCliTable) table = sy_cli_table_new ();

      sy_cli_table_add_column (table, "change", "change", SY_ALIGN_LEFT);
      for (gsize i = 0; lines[i] != NULL; i++)
        sy_cli_table_add_text (table, lines[i]);
      return sy_cli_print_table (cli, table);
    }
  for (gsize i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, "%s\n", lines[i]);
  if (lines[0] == NULL)
    g_string_append (out, "no difference\n");
  return sy_cli_print (cli, out->str);
}

/* A draft that says what the newest version says needs no version of its own. */
static gboolean
check_new (SyProject *project,
           const SyCliModel *draft,
           GError **error)
{
  g_autoptr (SyModelVersion) newest = sy_project_get_version (project, draft->id, 0, NULL);
  g_autofree char *json = sy_model_to_json (draft->model);

  if (newest == NULL || strcmp (newest->json, json) != 0)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "the draft of “%s” is version %" G_GINT64_FORMAT
               " already; there is nothing to publish",
               draft->name, newest->number);
  return FALSE;
}

static SyExit
print_published (SyCli *cli,
                 SyCliRun *run,
                 gint64 number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModelVersion)
      version = sy_project_get_version (run->project, run->chosen.id, number, &error);
  g_autofree char *as_of = sy_cli_format_as_of (sy_project_get_zone (run->project), run->as_of);
  g_autofree char *line = NULL;

  if (version == NULL)
    return sy_cli_fail (cli, error);
  if (cli->format == SY_FORMAT_JSON)
    {
      g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "model", run->chosen.name);
      sy_json_member_int (writer, "version", number);
      sy_json_member_text (writer, "sha256", version->sha256);
      sy_json_member_instant (writer, "reference_as_of", run->as_of);
      sy_json_member_text (writer, "reason", version->reason);
      sy_json_member_text (writer, "author", version->author);
      sy_json_writer_end_object (writer);
      return sy_cli_print_json (cli, g_steal_pointer (&writer));
    }
  line = g_strdup_printf ("Published version %" G_GINT64_FORMAT
                          " of “%s”, drift reference as of %s\nSHA-256 %s\n",
                          number, run->chosen.name, as_of, version->sha256);
  return sy_cli_print (cli, line);
}

static SyExit
run_publish (SyCli *cli,
             const SyCommand *command,
             GStrv *argv)
{
  g_autofree char *name = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *author = NULL;
  g_autofree char *as_of = NULL;
  g_autofree char *override = NULL;
  g_auto (SyCliRun) run = { 0 };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, SY_OPTION_TEXT, &reason, "Why: it stays with the version", "TEXT" },
    SY_CLI_AUTHOR_ENTRY (author),
    { "as-of", 0, 0, SY_OPTION_TEXT, &as_of,
      "Date whose scores later drift is measured against (default: end of the data)", "DATE" },
    { "override", 0, 0, SY_OPTION_TEXT, &override,
      "Publish although a review is missing, bands are out of order or an attribute is protected; logged", "REASON" },
    SY_CLI_MODEL_ENTRY (name),
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyPublishOptions publish = { 0 };
  gint64 number;
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  if (reason == NULL)
    return sy_cli_fail_missing (cli, "--reason");
  if (!sy_cli_run_open (cli, (*argv)[0], SY_PROJECT_READ_WRITE, name, "draft", as_of, &run,
                        &error) ||
      !check_new (run.project, &run.chosen, &error))
    return sy_cli_fail (cli, error);
  publish.as_of = run.as_of;
  publish.reason = reason;
  publish.author = author != NULL ? author : g_get_user_name ();
  publish.override_reason = override;
  number = sy_publish_model (run.project, run.chosen.id, run.chosen.model, run.log, &publish,
                             cli->cancellable, &error);
  if (number == 0)
    return sy_cli_fail (cli, error);
  return print_published (cli, &run, number);
}

static void
write_model (SyJsonWriter *writer,
             const SyModelRecord *record,
             GPtrArray *versions)
{
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "name", record->name);
  sy_json_member_int (writer, "revision", record->revision);
  sy_json_begin_member (writer, "versions", TRUE);
  for (guint i = 0; i < versions->len; i++)
    {
      const SyModelVersion *version = versions->pdata[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_int (writer, "version", version->number);
      sy_json_member_text (writer, "sha256", version->sha256);
      sy_json_member_text (writer, "author", version->author);
      sy_json_member_text (writer, "reason", version->reason);
      sy_json_member_instant (writer, "published_at", version->published_at_ms / 1000);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
}

static void
add_model (SyCliTable *table,
           const SyModelRecord *record,
           GPtrArray *versions)
{
  for (guint i = 0; i <= versions->len; i++)
    {
      const SyModelVersion *version = i < versions->len ? versions->pdata[i] : NULL;
      g_autofree char *number = version == NULL
                                    ? NULL
                                    : g_strdup_printf ("%" G_GINT64_FORMAT, version->number);
      g_autofree char *when = sy_instant_format (
          (version != NULL ? version->published_at_ms : record->changed_at_ms) / 1000);

      sy_cli_table_add_text (table, record->name);
      sy_cli_table_add_text (table, version == NULL ? "draft" : number);
      sy_cli_table_add_text (table, when);
      sy_cli_table_add_text (table, version == NULL ? NULL : version->author);
      sy_cli_table_add_text (table, version == NULL ? NULL : version->reason);
      sy_cli_table_add_text (table, version == NULL ? NULL : version->sha256);
    }
}

static SyExit
print_list (SyCli *cli,
            SyProject *project,
            GPtrArray *records)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autoptr (GError) error = NULL;

  sy_cli_table_add_column (table, "model", "model", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "version", "version", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "when", "when", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "author", "author", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "reason", "reason", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "SHA-256", "sha256", SY_ALIGN_LEFT);
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_begin_member (writer, "models", TRUE);
  for (guint i = 0; i < records->len; i++)
    {
      const SyModelRecord *record = records->pdata[i];
      g_autoptr (GPtrArray) versions = sy_project_list_versions (project, record->id, &error);

      if (versions == NULL)
        return sy_cli_fail (cli, error);
      write_model (writer, record, versions);
      add_model (table, record, versions);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  if (cli->format == SY_FORMAT_JSON)
    return sy_cli_print_json (cli, g_steal_pointer (&writer));
  return sy_cli_print_table (cli, table);
}

static SyExit
run_list (SyCli *cli,
          const SyCommand *command,
          GStrv *argv)
{
  g_autoptr (SyProject) project = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  records = project == NULL ? NULL : sy_project_list_models (project, &error);
  return records == NULL ? sy_cli_fail (cli, error) : print_list (cli, project, records);
}

const SyCommand sy_command_model_set = {
  "model set",
  "PROJECT",
  "Put a model document in a project, as the draft",
  "The document replaces the draft of the model of its name, or makes a new model. What it replaces\n"
  "stays in the history: the window can undo it. What changed is printed.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model set sample.steelyard --file engagement.json\n",
  1,
  run_set,
};

const SyCommand sy_command_model_show = {
  "model show",
  "PROJECT",
  "Print a model document",
  "Example:\n"
  "  steelyard-cli model show sample.steelyard --model Engagement --version draft\n",
  1,
  run_show,
};

const SyCommand sy_command_model_list = {
  "model list",
  "PROJECT",
  "List models and their published versions",
  "Example:\n"
  "  steelyard-cli model list sample.steelyard\n",
  1,
  run_list,
};

const SyCommand sy_command_model_diff = {
  "model diff",
  "PROJECT A B",
  "Tell what changed from one version to another",
  "A and B are versions, or draft.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model diff sample.steelyard 1 draft --model Engagement\n",
  3,
  run_diff,
};

const SyCommand sy_command_model_publish = {
  "model publish",
  "PROJECT",
  "Freeze the draft as a version",
  "A version never changes: its text, its percentiles and the distribution that drift is measured\n"
  "against stay as they are. It needs an outcome and at least one rule, and where the project demands\n"
  "reviews (model require-review) the approval of exactly this draft; else it exits with 1.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli model publish sample.steelyard --model \"RFM value\" --as-of 2017-10-01 --reason \"First version\"\n",
  1,
  run_publish,
};
