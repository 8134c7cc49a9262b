/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

typedef struct
{
  SyProject *project;
  SyProjectInfo *info;
  GPtrArray *imports;
  GPtrArray *models;
} Facts;

static void
clear_facts (Facts *facts)
{
  g_clear_pointer (&facts->imports, g_ptr_array_unref);
  g_clear_pointer (&facts->models, g_ptr_array_unref);
  g_clear_pointer (&facts->info, sy_project_info_free);
  g_clear_pointer (&facts->project, sy_project_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, clear_facts)

static gint64
to_seconds (gint64 ms)
{
  return ms >= 0 ? ms / 1000 : -((999 - ms) / 1000);
}

static void
write_span (SyJsonWriter *writer,
            gint64 n_events,
            gint64 first_ms,
            gint64 last_ms)
{
  g_autofree char *first = n_events == 0 ? NULL : sy_instant_format (to_seconds (first_ms));
  g_autofree char *last = n_events == 0 ? NULL : sy_instant_format (to_seconds (last_ms));

  sy_json_member_text (writer, "first", first);
  sy_json_member_text (writer, "last", last);
}

static void
write_types (SyJsonWriter *writer,
             GPtrArray *types)
{
  sy_json_begin_member (writer, "types", TRUE);
  for (guint i = 0; i < types->len; i++)
    {
      const SyTypeInfo *type = types->pdata[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "name", type->name);
      sy_json_member_int (writer, "events", type->n_events);
      sy_json_member_int (writer, "amounts", type->n_amounts);
      write_span (writer, type->n_events, type->first_ms, type->last_ms);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_imports (SyJsonWriter *writer,
               GPtrArray *imports)
{
  sy_json_begin_member (writer, "imports", TRUE);
  for (guint i = 0; i < imports->len; i++)
    {
      const SyImportRecord *import = imports->pdata[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_int (writer, "import", import->id);
      sy_json_member_text (writer, "kind", sy_import_kind_to_string (import->kind));
      sy_json_member_text (writer, "file", import->file_name);
      sy_json_member_text (writer, "digest", import->digest);
      sy_json_member_int (writer, "rows_read", import->rows_read);
      sy_json_member_int (writer, "accepted", import->accepted);
      sy_json_member_int (writer, "rejected", import->rejected);
      sy_json_member_int (writer, "duplicates", import->duplicates);
      sy_json_member_instant (writer, "imported_at", to_seconds (import->imported_at_ms));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_models (SyJsonWriter *writer,
              GPtrArray *models)
{
  sy_json_begin_member (writer, "models", TRUE);
  for (guint i = 0; i < models->len; i++)
    {
      const SyModelRecord *model = models->pdata[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "name", model->name);
      sy_json_member_int (writer, "versions", model->n_versions);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static SyExit
print_json (SyCli *cli,
            const Facts *facts)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  const SyProjectInfo *info = facts->info;

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "timezone", sy_zone_get_name (sy_project_get_zone (facts->project)));
  sy_json_member_int (writer, "people", info->n_people);
  sy_json_member_int (writer, "events", info->n_events);
  sy_json_member_int (writer, "marked", info->n_marked);
  sy_json_member_int (writer, "rejected", info->n_rejected);
  write_span (writer, info->n_events, info->first_ms, info->last_ms);
  write_types (writer, info->types);
  sy_json_member_texts (writer, "properties", (const char *const *) info->properties);
  sy_json_member_texts (writer, "attributes", (const char *const *) info->attributes);
  sy_json_member_texts (writer, "outcomes", (const char *const *) info->outcomes);
  write_imports (writer, facts->imports);
  write_models (writer, facts->models);
  sy_json_member_int (writer, "file_size", info->file_size);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}

static char *
format_day (const Facts *facts,
            gint64 ms)
{
  return sy_day_format (sy_zone_day (sy_project_get_zone (facts->project), to_seconds (ms)));
}

static SyCliTable *
build_types (const Facts *facts)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "event type", "type", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "events", "events", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "with amount", "amounts", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "first", "first", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "last", "last", SY_ALIGN_LEFT);
  for (guint i = 0; i < facts->info->types->len; i++)
    {
      const SyTypeInfo *type = facts->info->types->pdata[i];
      g_autofree char *first = type->n_events == 0 ? NULL : format_day (facts, type->first_ms);
      g_autofree char *last = type->n_events == 0 ? NULL : format_day (facts, type->last_ms);

      sy_cli_table_add_text (table, type->name);
      sy_cli_table_add_int (table, type->n_events);
      sy_cli_table_add_int (table, type->n_amounts);
      sy_cli_table_add_text (table, first);
      sy_cli_table_add_text (table, last);
    }
  return table;
}

static void
append_names (GString *out,
              const char *title,
              char *const *names)
{
  g_autofree char *joined = NULL;
  g_autofree char *shown = NULL;

  if (names == NULL || names[0] == NULL)
    return;
  joined = g_strjoinv (", ", (char **) names);
  shown = sy_cli_text_escape (joined);
  g_string_append_printf (out, "%s: %s\n", title, shown);
}

static void
append_imports (SyCli *cli,
                GString *out,
                const Facts *facts)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "import", "import", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "kind", "kind", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "file", "file", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "accepted", "accepted", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "rejected", "rejected", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "duplicates", "duplicates", SY_ALIGN_RIGHT);
  for (guint i = 0; i < facts->imports->len; i++)
    {
      const SyImportRecord *import = facts->imports->pdata[i];

      sy_cli_table_add_int (table, import->id);
      sy_cli_table_add_text (table, sy_import_kind_to_string (import->kind));
      sy_cli_table_add_text (table, import->file_name);
      sy_cli_table_add_int (table, import->accepted);
      sy_cli_table_add_int (table, import->rejected);
      sy_cli_table_add_int (table, import->duplicates);
    }
  g_string_append_c (out, '\n');
  sy_cli_table_append (table, cli->width, out);
}

static void
append_models (SyCli *cli,
               GString *out,
               const Facts *facts)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "model", "model", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "versions", "versions", SY_ALIGN_RIGHT);
  for (guint i = 0; i < facts->models->len; i++)
    {
      const SyModelRecord *model = facts->models->pdata[i];

      sy_cli_table_add_text (table, model->name);
      sy_cli_table_add_int (table, model->n_versions);
    }
  g_string_append_c (out, '\n');
  sy_cli_table_append (table, cli->width, out);
}

static SyExit
print_tables (SyCli *cli,
              const Facts *facts)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) types = build_types (facts);
  const SyProjectInfo *info = facts->info;

  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, types);
  g_string_append_printf (out, "%" G_GINT64_FORMAT " people, %" G_GINT64_FORMAT " events",
                          info->n_people, info->n_events);
  if (info->n_events > 0)
    {
      g_autofree char *first = format_day (facts, info->first_ms);
      g_autofree char *last = format_day (facts, info->last_ms);

      g_string_append_printf (out, " from %s to %s", first, last);
    }
  g_string_append_printf (out, ", time zone %s\n",
                          sy_zone_get_name (sy_project_get_zone (facts->project)));
  if (info->n_marked > 0)
    g_string_append_printf (out, "%" G_GINT64_FORMAT " events are marked and do not count\n",
                            info->n_marked);
  append_names (out, "properties", info->properties);
  append_names (out, "attributes", info->attributes);
  append_names (out, "outcomes", info->outcomes);
  g_string_append_c (out, '\n');
  sy_cli_table_append (types, cli->width, out);
  if (facts->imports->len > 0)
    append_imports (cli, out, facts);
  if (facts->models->len > 0)
    append_models (cli, out, facts);
  return sy_cli_print (cli, out->str);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Facts) facts = { 0 };
  g_autoptr (GError) error = NULL;
  SyExit code;

  if (!sy_cli_parse (cli, command, NULL, argv, &code))
    return code;
  facts.project = sy_cli_open (cli, (*argv)[0], SY_PROJECT_READ_ONLY, &error);
  if (facts.project == NULL)
    return sy_cli_fail (cli, error);
  facts.info = sy_project_get_info (facts.project, cli->cancellable, &error);
  if (facts.info != NULL)
    facts.imports = sy_project_list_imports (facts.project, &error);
  if (facts.imports != NULL)
    facts.models = sy_project_list_models (facts.project, &error);
  if (facts.models == NULL)
    return sy_cli_fail (cli, error);
  return cli->format == SY_FORMAT_JSON ? print_json (cli, &facts) : print_tables (cli, &facts);
}

const SyCommand sy_command_info = {
  "info",
  "PROJECT",
  "Show people, events, types, time span, imports and models",
  "Example:\n"
  "  steelyard-cli info sample.steelyard\n",
  1,
  run,
};
