/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-import.h"

#define SHOWN_BAD_ROWS 10

static void
append_mapping (SyCli *cli,
                GString *out,
                SyImportPlan *plan)
{
  g_autoptr (SyCliTable) table = sy_cli_table_new ();
  g_autofree char *words = NULL;
  gsize n_columns;
  const SyPlanColumn *columns = sy_import_plan_get_columns (plan, &n_columns);
  GPtrArray *warnings = sy_import_plan_get_warnings (plan);

  g_string_append_printf (out, "%s\n", sy_import_plan_get_dialect_text (plan));
  g_string_append_printf (out, "letters as %s (%.0f %% sure)\n", sy_import_plan_get_encoding (plan),
                          100 * sy_import_plan_get_encoding_confidence (plan));
  if (sy_import_plan_get_time_format (plan) != NULL)
    g_string_append_printf (out, "times as %s\n", sy_import_plan_get_time_format (plan));
  words = g_strjoinv (", ", (GStrv) sy_import_plan_get_placeholders (plan));
  g_string_append_printf (out, "missing: blank%s%s\n", words[0] != '\0' ? ", " : "", words);
  sy_cli_table_add_column (table, "column", "column", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "becomes", "fate", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "because", "reason", SY_ALIGN_LEFT);
  for (gsize i = 0; i < n_columns; i++)
    {
      sy_cli_table_add_text (table, columns[i].name);
      sy_cli_table_add_text (table, columns[i].fate);
      sy_cli_table_add_text (table, columns[i].reason);
    }
  sy_cli_table_append (table, cli->width, out);
  for (guint i = 0; i < warnings->len; i++)
    {
      g_autofree char *warning = sy_cli_text_escape (warnings->pdata[i]);

      g_string_append_printf (out, "note: %s\n", warning);
    }
}

static void
write_mapping (SyJsonWriter *writer,
               SyImportPlan *plan)
{
  const char *const *placeholders = sy_import_plan_get_placeholders (plan);
  gsize n_columns;
  const SyPlanColumn *columns = sy_import_plan_get_columns (plan, &n_columns);
  GPtrArray *warnings = sy_import_plan_get_warnings (plan);

  sy_json_member_text (writer, "dialect", sy_import_plan_get_dialect_text (plan));
  sy_json_member_text (writer, "encoding", sy_import_plan_get_encoding (plan));
  sy_json_member_number (writer, "encoding_confidence",
                         sy_import_plan_get_encoding_confidence (plan));
  sy_json_begin_member (writer, "missing", TRUE);
  for (gsize i = 0; placeholders[i] != NULL; i++)
    sy_json_writer_text (writer, placeholders[i]);
  sy_json_writer_end_array (writer);
  sy_json_member_text (writer, "time_format", sy_import_plan_get_time_format (plan));
  sy_json_member_text (writer, "mapping_from", sy_import_plan_get_remembered (plan));
  sy_json_begin_member (writer, "columns", TRUE);
  for (gsize i = 0; i < n_columns; i++)
    {
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "column", columns[i].name);
      sy_json_member_text (writer, "role", sy_column_role_to_string (columns[i].role));
      sy_json_member_text (writer, "property", columns[i].target);
      sy_json_member_boolean (writer, "guessed", columns[i].is_guessed);
      sy_json_member_number (writer, "confidence", columns[i].confidence);
      sy_json_member_text (writer, "reason", columns[i].reason);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_begin_member (writer, "warnings", TRUE);
  for (guint i = 0; i < warnings->len; i++)
    sy_json_writer_text (writer, warnings->pdata[i]);
  sy_json_writer_end_array (writer);
}

static void
write_bad_rows (SyJsonWriter *writer,
                GPtrArray *rows)
{
  sy_json_begin_member (writer, "bad_rows", TRUE);
  for (guint i = 0; i < rows->len; i++)
    {
      const SyRejectedRow *row = rows->pdata[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_int (writer, "line", row->line);
      sy_json_member_text (writer, "column", row->column);
      sy_json_member_text (writer, "reason", row->reason);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_imported (SyJsonWriter *writer,
                SyImportPlan *plan,
                const SyImportReport *report)
{
  sy_json_member_text (writer, "kind",
                       sy_import_kind_to_string (
                           sy_import_options_get_kind (sy_import_plan_get_options (plan))));
  if (report != NULL)
    {
      sy_json_member_int (writer, "import", report->import_id);
      sy_json_member_int (writer, "rows_read", report->rows_read);
      sy_json_member_int (writer, "accepted", report->accepted);
      sy_json_member_int (writer, "rejected", report->rejected);
      sy_json_member_int (writer, "duplicates", report->duplicates);
      sy_json_member_int (writer, "new_people", report->n_new_people);
      sy_json_member_int (writer, "new_types", report->n_new_types);
      write_bad_rows (writer, report->bad_rows);
      sy_json_begin_member (writer, "notes", TRUE);
      for (guint i = 0; i < report->notes->len; i++)
        sy_json_writer_text (writer, report->notes->pdata[i]);
      sy_json_writer_end_array (writer);
      sy_json_member_number (writer, "seconds", report->seconds);
    }
  sy_json_member_boolean (writer, "dry_run", report == NULL);
  write_mapping (writer, plan);
}

static char *
build_json (SyImportPlan *plan,
            const SyImportReport *report)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  write_imported (writer, plan, report);
  sy_json_writer_end_object (writer);
  return sy_json_writer_finish (g_steal_pointer (&writer));
}

static SyCliTable *
build_bad_rows (GPtrArray *rows,
                guint n)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "line", "line", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "column", "column", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "rejected because", "reason", SY_ALIGN_LEFT);
  for (guint i = 0; i < MIN (n, rows->len); i++)
    {
      const SyRejectedRow *row = rows->pdata[i];

      sy_cli_table_add_int (table, row->line);
      sy_cli_table_add_text (table, row->column);
      sy_cli_table_add_text (table, row->reason);
    }
  return table;
}

static void
append_report (SyCli *cli,
               GString *out,
               const SyImportReport *report)
{
  g_string_append_printf (out,
                          "%" G_GINT64_FORMAT " rows read: %" G_GINT64_FORMAT
                          " accepted, %" G_GINT64_FORMAT " rejected, %" G_GINT64_FORMAT
                          " duplicates\n",
                          report->rows_read, report->accepted, report->rejected,
                          report->duplicates);
  g_string_append_printf (out,
                          "%" G_GINT64_FORMAT " new people, %" G_GINT64_FORMAT " new event types\n",
                          report->n_new_people, report->n_new_types);
  for (guint i = 0; i < report->notes->len; i++)
    {
      g_autofree char *note = sy_cli_text_escape (report->notes->pdata[i]);

      g_string_append_printf (out, "note: %s\n", note);
    }
  if (report->bad_rows->len > 0)
    {
      g_autoptr (SyCliTable) table = build_bad_rows (report->bad_rows, SHOWN_BAD_ROWS);

      sy_cli_table_append (table, cli->width, out);
      if (report->rejected > SHOWN_BAD_ROWS)
        g_string_append (out, "… all of them are kept in the project; --format json lists 100\n");
    }
}

static SyExit
print_plan (SyCli *cli,
            SyImportPlan *plan)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *json = NULL;

  if (cli->format == SY_FORMAT_JSON)
    {
      json = build_json (plan, NULL);
      return sy_cli_print (cli, json);
    }
  append_mapping (cli, out, plan);
  return sy_cli_print (cli, out->str);
}

static SyExit
print_report (SyCli *cli,
              SyImportPlan *plan,
              const SyImportReport *report)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *json = NULL;

  if (cli->format == SY_FORMAT_JSON)
    {
      json = build_json (plan, report);
      return sy_cli_print (cli, json);
    }
  if (cli->format == SY_FORMAT_CSV)
    {
      g_autoptr (SyCliTable) table = build_bad_rows (report->bad_rows, report->bad_rows->len);

      return sy_cli_print_table (cli, table);
    }
  append_mapping (cli, out, plan);
  append_report (cli, out, report);
  return sy_cli_print (cli, out->str);
}

SyExit
sy_cli_print_imported (SyCli *cli,
                       const SyCliImported *imported)
{
  return imported->report != NULL ? print_report (cli, imported->plan, imported->report)
                                  : print_plan (cli, imported->plan);
}

/* --- several files --- */

static SyImportReport
sum_up (GPtrArray *all)
{
  SyImportReport sum = { 0 };

  for (guint i = 0; i < all->len; i++)
    {
      const SyImportReport *report = ((const SyCliImported *) all->pdata[i])->report;

      if (report == NULL)
        continue;
      sum.rows_read += report->rows_read;
      sum.accepted += report->accepted;
      sum.rejected += report->rejected;
      sum.duplicates += report->duplicates;
      sum.n_new_people += report->n_new_people;
      sum.n_new_types += report->n_new_types;
      sum.seconds += report->seconds;
    }
  return sum;
}

static char *
build_all_json (GPtrArray *all)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  SyImportReport sum = sum_up (all);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_int (writer, "rows_read", sum.rows_read);
  sy_json_member_int (writer, "accepted", sum.accepted);
  sy_json_member_int (writer, "rejected", sum.rejected);
  sy_json_member_int (writer, "duplicates", sum.duplicates);
  sy_json_member_int (writer, "new_people", sum.n_new_people);
  sy_json_member_int (writer, "new_types", sum.n_new_types);
  sy_json_member_number (writer, "seconds", sum.seconds);
  sy_json_begin_member (writer, "files", TRUE);
  for (guint i = 0; i < all->len; i++)
    {
      const SyCliImported *imported = all->pdata[i];
      g_autofree char *name = g_filename_display_name (imported->path);

      sy_json_writer_begin_object (writer, SY_JSON_LINES);
      sy_json_member_text (writer, "file", name);
      sy_json_member_text (writer, "error",
                           imported->error != NULL ? imported->error->message : NULL);
      if (imported->plan != NULL)
        write_imported (writer, imported->plan, imported->report);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return sy_json_writer_finish (g_steal_pointer (&writer));
}

static const char *
describe_outcome (const SyCliImported *imported)
{
  if (imported->error != NULL)
    return imported->error->message;
  if (imported->report == NULL)
    return "would be imported";
  return imported->report->import_id == 0 ? "is in the project already" : "imported";
}

static SyCliTable *
build_files (GPtrArray *all)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "file", "file", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "rows", "rows_read", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "accepted", "accepted", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "rejected", "rejected", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "duplicates", "duplicates", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "outcome", "outcome", SY_ALIGN_LEFT);
  for (guint i = 0; i < all->len; i++)
    {
      static const SyImportReport none = { 0 };
      const SyCliImported *imported = all->pdata[i];
      const SyImportReport *report = imported->report != NULL ? imported->report : &none;
      g_autofree char *name = g_filename_display_basename (imported->path);

      sy_cli_table_add_text (table, name);
      sy_cli_table_add_int (table, report->rows_read);
      sy_cli_table_add_int (table, report->accepted);
      sy_cli_table_add_int (table, report->rejected);
      sy_cli_table_add_int (table, report->duplicates);
      sy_cli_table_add_text (table, describe_outcome (imported));
    }
  return table;
}

SyExit
sy_cli_print_all_imported (SyCli *cli,
                           GPtrArray *all)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (SyCliTable) table = NULL;
  SyImportReport sum = sum_up (all);

  if (cli->format == SY_FORMAT_JSON)
    {
      g_autofree char *json = build_all_json (all);

      return sy_cli_print (cli, json);
    }
  table = build_files (all);
  if (cli->format == SY_FORMAT_CSV)
    return sy_cli_print_table (cli, table);
  for (guint i = 0; i < all->len; i++)
    {
      const SyCliImported *imported = all->pdata[i];
      g_autofree char *name = g_filename_display_basename (imported->path);
      g_autofree char *shown = sy_cli_text_escape (name);

      if (imported->plan == NULL)
        continue;
      g_string_append_printf (out, "%s\n", shown);
      append_mapping (cli, out, imported->plan);
      if (imported->report != NULL)
        append_report (cli, out, imported->report);
      g_string_append_c (out, '\n');
    }
  sy_cli_table_append (table, cli->width, out);
  g_string_append_printf (out,
                          "%" G_GINT64_FORMAT " rows read: %" G_GINT64_FORMAT
                          " accepted, %" G_GINT64_FORMAT " rejected, %" G_GINT64_FORMAT
                          " duplicates\n",
                          sum.rows_read, sum.accepted, sum.rejected, sum.duplicates);
  return sy_cli_print (cli, out->str);
}
