/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli.h"

#include <math.h>
#include <string.h>

#define SHOWN_BAD_ROWS 10

typedef struct
{
  char *kind;
  char *map;
  char *type;
  char **properties;
  char **ignored;
  char *time_format;
  char *encoding;
  char *delimiter;
  char *decimal;
  char **missing;
  char *earliest;
  char *latest;
  gboolean no_header;
  gboolean dry_run;
  char *max_rejected;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->kind);
  g_free (options->map);
  g_free (options->type);
  g_strfreev (options->properties);
  g_strfreev (options->ignored);
  g_free (options->time_format);
  g_free (options->encoding);
  g_free (options->delimiter);
  g_free (options->decimal);
  g_strfreev (options->missing);
  g_free (options->earliest);
  g_free (options->latest);
  g_free (options->max_rejected);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
apply_kind (SyImportOptions *import,
            const char *text,
            GError **error)
{
  static const char *const names[] = { "events", "attributes", "outcomes", "links",
                                       "accounts", "treatments", NULL };
  SyImportKind kind;
  const char *near;

  if (text == NULL)
    return TRUE;
  if (sy_import_kind_from_string (text, &kind))
    {
      sy_import_options_set_kind (import, kind);
      return TRUE;
    }
  near = sy_text_suggest (text, names);
  if (near != NULL)
    g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                 "--kind: “%s” is not a kind; did you mean “%s”?", text, near);
  else
    g_set_error (
        error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
        "--kind: “%s” is not one of events, attributes, outcomes, links, accounts, treatments",
        text);
  return FALSE;
}

static gboolean
apply_columns (SyImportOptions *import,
               const Options *options,
               GError **error)
{
  if (options->map != NULL && !sy_import_options_parse_map (import, options->map, error))
    return FALSE;
  for (char **text = options->properties; text != NULL && *text != NULL; text++)
    {
      const char *equals = strchr (*text, '=');
      g_autofree char *name = equals == NULL ? NULL : g_strndup (*text, (gsize) (equals - *text));

      if (equals == NULL || equals == *text || equals[1] == '\0')
        {
          g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                       "--property: “%s” is not NAME=COLUMN", *text);
          return FALSE;
        }
      sy_import_options_set_role (import, equals + 1, SY_ROLE_PROPERTY, name);
    }
  for (char **column = options->ignored; column != NULL && *column != NULL; column++)
    sy_import_options_set_role (import, *column, SY_ROLE_IGNORE, NULL);
  return TRUE;
}

static gboolean
apply_dialect (SyImportOptions *import,
               const Options *options,
               GError **error)
{
  SyCsvEncoding encoding;
  char delimiter;

  if (options->encoding != NULL)
    {
      if (!sy_csv_encoding_parse (options->encoding, &encoding, error))
        return FALSE;
      sy_import_options_set_encoding (import, options->encoding);
    }
  if (options->delimiter != NULL)
    {
      if (!sy_csv_delimiter_parse (options->delimiter, &delimiter, error))
        return FALSE;
      sy_import_options_set_delimiter (import, delimiter);
    }
  if (options->decimal != NULL)
    {
      if (strcmp (options->decimal, ".") != 0 && strcmp (options->decimal, ",") != 0)
        {
          g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                       "--decimal: “%s” is neither . nor ,", options->decimal);
          return FALSE;
        }
      sy_import_options_set_decimal_mark (import, options->decimal[0]);
    }
  if (options->no_header)
    sy_import_options_set_header (import, 0);
  if (options->missing != NULL)
    sy_import_options_set_placeholders (import, (const char *const *) options->missing);
  return TRUE;
}

static SyImportOptions *
build_import_options (const Options *options,
                      GError **error)
{
  g_autoptr (SyImportOptions) import = sy_import_options_new ();

  if (!apply_kind (import, options->kind, error) || !apply_columns (import, options, error) ||
      !apply_dialect (import, options, error))
    return NULL;
  if (options->type != NULL)
    sy_import_options_set_type (import, options->type);
  if (options->time_format != NULL)
    sy_import_options_set_time_format (import, options->time_format);
  return g_steal_pointer (&import);
}

/* Rows outside the range are rejected: by default before 1970 and from a day after now on. */
static gboolean
apply_range (SyImportOptions *import,
             SyProject *project,
             const Options *options,
             GError **error)
{
  SyZone *zone = sy_project_get_zone (project);
  gint64 first_ms = 0;
  gint64 last_ms = g_get_real_time () / 1000 + SY_DAY_SECONDS * G_GINT64_CONSTANT (1000);
  gint64 end_s;
  gint32 day;

  if (options->earliest != NULL && sy_day_parse (options->earliest, &day))
    first_ms = sy_zone_day_start (zone, day) * 1000;
  else if (options->earliest != NULL && !sy_instant_parse (options->earliest, &first_ms))
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
                   "--earliest: “%s” is neither a date such as 2017-07-01 nor an instant such as "
                   "2017-07-01T00:00:00Z",
                   options->earliest);
      return FALSE;
    }
  if (options->latest != NULL)
    {
      if (!sy_as_of_parse (zone, options->latest, &end_s, error))
        {
          g_prefix_error (error, "--latest: ");
          return FALSE;
        }
      last_ms = end_s * 1000 - 1;
    }
  if (options->earliest != NULL || options->latest != NULL)
    sy_import_options_set_time_range (import, first_ms, last_ms);
  return TRUE;
}

/* A count, or a share of the rows such as "1%". */
static gboolean
parse_max_rejected (const char *text,
                    double *out_value,
                    gboolean *out_is_percent,
                    GError **error)
{
  gsize length;

  *out_value = (double) INFINITY;
  *out_is_percent = FALSE;
  if (text == NULL)
    return TRUE;
  length = strlen (text);
  *out_is_percent = length > 1 && text[length - 1] == '%';
  if (sy_number_parse (text, length - (*out_is_percent ? 1 : 0), out_value) && *out_value >= 0)
    return TRUE;
  g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_INPUT,
               "--max-rejected: “%s” is neither a number of rows nor a percentage such as 1%%",
               text);
  return FALSE;
}

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

static char *
build_json (SyImportPlan *plan,
            const SyImportReport *report)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
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

static SyExit
check_rejected (SyCli *cli,
                const SyImportReport *report,
                double max_rejected,
                gboolean is_percent)
{
  double allowed = is_percent ? max_rejected / 100 * (double) report->rows_read : max_rejected;

  if ((double) report->rejected <= allowed)
    return SY_EXIT_DONE;
  sy_cli_note (cli,
               "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
               " rows were rejected, more than --max-rejected allows; the import is kept",
               report->rejected, report->rows_read);
  return SY_EXIT_CHECK_FAILED;
}

/* What is wrong in a file does not say in which. */
static SyExit
fail_file (SyCli *cli,
           const char *path,
           GError *error)
{
  if (error->domain == SY_CSV_ERROR)
    g_prefix_error (&error, "%s: ", path);
  return sy_cli_fail (cli, error);
}

static SyExit
import_file (SyCli *cli,
             const char *project_path,
             const char *path,
             const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyImportOptions) import = build_import_options (options, &error);
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  double max_rejected;
  gboolean is_percent;
  SyExit code;

  if (import == NULL ||
      !parse_max_rejected (options->max_rejected, &max_rejected, &is_percent, &error))
    return sy_cli_fail (cli, error);
  project = sy_cli_open (cli, project_path,
                         options->dry_run ? SY_PROJECT_READ_ONLY : SY_PROJECT_READ_WRITE, &error);
  if (project == NULL || !apply_range (import, project, options, &error))
    return sy_cli_fail (cli, error);
  plan = sy_import_plan_new (project, path, import, cli->cancellable, &error);
  if (plan == NULL)
    return fail_file (cli, path, error);
  if (options->dry_run || !sy_import_plan_is_ready (plan, &error))
    {
      code = print_plan (cli, plan);
      if (error == NULL)
        sy_import_plan_is_ready (plan, &error);
      return error != NULL ? sy_cli_fail (cli, error) : code;
    }
  sy_cli_start (cli, "importing");
  report = sy_project_import (project, plan, cli->cancellable, sy_cli_show_progress, cli, &error);
  if (report == NULL)
    return fail_file (cli, path, error);
  code = print_report (cli, plan, report);
  return code != SY_EXIT_DONE ? code : check_rejected (cli, report, max_rejected, is_percent);
}

static SyExit
run (SyCli *cli,
     const SyCommand *command,
     GStrv *argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "kind", 0, 0, SY_OPTION_TEXT, &options.kind,
      "What a row is: events (default), attributes, outcomes, links, accounts or treatments",
      "KIND" },
    { "map", 0, 0, SY_OPTION_TEXT, &options.map,
      "Columns by role: person=COL,time=COL,type=COL,amount=COL,id=COL,account=COL; of accounts also role, from, to",
      "ROLES" },
    { "type", 0, 0, SY_OPTION_TEXT, &options.type, "The event type (or outcome name) of all rows",
      "NAME" },
    { "property", 0, 0, SY_OPTION_TEXTS, &options.properties,
      "Keep a column under this name; may be repeated", "NAME=COL" },
    { "ignore", 0, 0, SY_OPTION_TEXTS, &options.ignored, "Leave a column out; may be repeated",
      "COL" },
    { "time-format", 0, 0, SY_OPTION_TEXT, &options.time_format,
      "auto, iso, dmy, mdy, ymd, unix, unix-ms or a pattern such as %d.%m.%Y", "FORMAT" },
    { "encoding", 0, 0, SY_OPTION_TEXT, &options.encoding,
      "utf-8, utf-16, latin1 or windows-1252 instead of the guess", "E" },
    { "delimiter", 0, 0, SY_OPTION_TEXT, &options.delimiter,
      "One character, or comma, semicolon, tab, pipe or blanks", "C" },
    { "decimal", 0, 0, SY_OPTION_TEXT, &options.decimal, "Decimal mark of amounts: . or ,",
      "MARK" },
    { "earliest", 0, 0, SY_OPTION_TEXT, &options.earliest,
      "Reject rows before this date or instant (default 1970-01-01)", "D" },
    { "latest", 0, 0, SY_OPTION_TEXT, &options.latest,
      "Reject rows after this date or instant (default a day from now)", "D" },
    { "missing", 0, 0, SY_OPTION_TEXTS, &options.missing,
      "A word that means “no value”, instead of the usual ones; may be repeated", "WORD" },
    { "no-header", 0, 0, G_OPTION_ARG_NONE, &options.no_header,
      "The first row is data; columns are #1, #2, …", NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
      "Say what would become of the columns, and stop", NULL },
    { "max-rejected", 0, 0, SY_OPTION_TEXT, &options.max_rejected,
      "Exit with 1 when more rows are rejected: a count, or 1%", "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return import_file (cli, (*argv)[0], (*argv)[1], &options);
}

const SyCommand sy_command_import = {
  "import",
  "PROJECT FILE",
  "Bring a CSV file into a project",
  "FILE may be gzip, or - for standard input. How it is written and what its columns mean is\n"
  "guessed and printed; --map, --property and --ignore override. Columns that have no role are kept as\n"
  "properties. All of a file comes in or nothing; rejected rows are kept with their reason.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli import sample.steelyard events.csv --dry-run\n"
  "  steelyard-cli import sample.steelyard customers.csv --kind attributes\n",
  2,
  run,
};
