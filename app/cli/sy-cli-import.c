/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-import.h"

#include <math.h>
#include <string.h>

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
  gboolean guess;
  char *save_rejected;
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
  g_free (options->save_rejected);
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
  sy_import_options_set_uses_memory (import, !options->guess);
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

static gint64
count_rejected (GPtrArray *all,
                gint64 *out_rows_read)
{
  gint64 rejected = 0;

  *out_rows_read = 0;
  for (guint i = 0; i < all->len; i++)
    {
      const SyImportReport *report = ((const SyCliImported *) all->pdata[i])->report;

      rejected += report != NULL ? report->rejected : 0;
      *out_rows_read += report != NULL ? report->rows_read : 0;
    }
  return rejected;
}

static SyExit
check_rejected (SyCli *cli,
                GPtrArray *all,
                double max_rejected,
                gboolean is_percent)
{
  gint64 rows_read;
  gint64 rejected = count_rejected (all, &rows_read);
  double allowed = is_percent ? max_rejected / 100 * (double) rows_read : max_rejected;

  if ((double) rejected <= allowed)
    return SY_EXIT_DONE;
  sy_cli_note (cli,
               "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
               " rows were rejected, more than --max-rejected allows; the import is kept",
               rejected, rows_read);
  return SY_EXIT_CHECK_FAILED;
}

static void
imported_free (gpointer data)
{
  SyCliImported *self = data;

  g_free (self->path);
  g_clear_pointer (&self->plan, sy_import_plan_unref);
  g_clear_pointer (&self->report, sy_import_report_free);
  g_clear_error (&self->error);
  g_free (self);
}

/* Plans one file, and imports it unless it is only to be looked at. */
static SyCliImported *
import_file (SyCli *cli,
             SyProject *project,
             const char *path,
             const SyImportOptions *import,
             const Options *options)
{
  SyCliImported *self = g_new0 (SyCliImported, 1);

  self->path = g_strdup (path);
  self->plan = sy_import_plan_new (project, path, import, cli->cancellable, &self->error);
  if (self->plan != NULL && sy_import_plan_is_ready (self->plan, &self->error) &&
      !options->dry_run)
    {
      sy_cli_start (cli, "importing");
      self->report = sy_project_import (project, self->plan, cli->cancellable, sy_cli_show_progress,
                                        cli, &self->error);
    }
  if (self->report != NULL && options->save_rejected != NULL && self->report->import_id != 0)
    sy_project_export_rejected (project, self->report->import_id, options->save_rejected,
                                cli->cancellable, NULL, &self->error);
  /* What is wrong in a file does not say in which. */
  if (self->error != NULL && self->error->domain == SY_CSV_ERROR)
    g_prefix_error (&self->error, "%s: ", path);
  return self;
}

static gboolean
is_cancelled (const SyCliImported *imported)
{
  return g_error_matches (imported->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What went wrong with a file; that it was cancelled is said once, of all of them. */
static SyExit
tell_error (SyCli *cli,
            const SyCliImported *imported)
{
  return imported->error == NULL || is_cancelled (imported) ? SY_EXIT_DONE
                                                            : sy_cli_fail (cli, imported->error);
}

static SyExit
finish_one (SyCli *cli,
            const SyCliImported *imported,
            const Options *options)
{
  SyExit code = SY_EXIT_DONE;
  SyExit failed;

  /* A plan that is not ready shows what there is to say. */
  if (imported->report != NULL ||
      (imported->plan != NULL &&
       (options->dry_run || !sy_import_plan_is_ready (imported->plan, NULL))))
    code = sy_cli_print_imported (cli, imported);
  failed = tell_error (cli, imported);
  return failed != SY_EXIT_DONE ? failed : code;
}

static SyExit
finish_all (SyCli *cli,
            GPtrArray *all)
{
  SyExit code = sy_cli_print_all_imported (cli, all);

  for (guint i = 0; i < all->len; i++)
    {
      SyExit failed = tell_error (cli, all->pdata[i]);

      code = code == SY_EXIT_DONE ? failed : code;
    }
  return code;
}

/* Whether the last file was not done when Ctrl+C came. */
static gboolean
was_stopped (GPtrArray *all,
             guint n_files)
{
  return all->len < n_files || (all->len > 0 && is_cancelled (all->pdata[all->len - 1]));
}

/* Of several files some are in, whole; to say that nothing was changed would be wrong. */
static SyExit
stop (SyCli *cli,
      GPtrArray *all,
      guint n_files)
{
  guint n_imported = 0;

  for (guint i = 0; i < all->len; i++)
    n_imported += ((const SyCliImported *) all->pdata[i])->report != NULL;
  if (n_imported == 0)
    {
      g_autoptr (GError) error = NULL;

      g_cancellable_set_error_if_cancelled (cli->cancellable, &error);
      return sy_cli_fail (cli, error);
    }
  sy_cli_note (cli, "interrupted; %u of %u files are in the project", n_imported, n_files);
  return SY_EXIT_INTERRUPTED;
}

static SyExit
import_files (SyCli *cli,
              const char *project_path,
              const char *const *paths,
              const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyImportOptions) import = build_import_options (options, &error);
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (imported_free);
  double max_rejected;
  gboolean is_percent;
  SyExit code;

  if (import == NULL ||
      !parse_max_rejected (options->max_rejected, &max_rejected, &is_percent, &error))
    return sy_cli_fail (cli, error);
  project = sy_cli_open (cli, project_path,
                         options->dry_run ? SY_PROJECT_READ_ONLY : SY_PROJECT_READ_WRITE, &error);
  if (project == NULL || !apply_range (import, project, options, &error) ||
      (files = sy_import_list_files (paths, &error)) == NULL)
    return sy_cli_fail (cli, error);
  if (files->len > 1 && options->save_rejected != NULL)
    {
      g_set_error (&error, SY_CLI_ERROR, SY_EXIT_USAGE,
                   "--save-rejected takes the rows of one file: import the files one by one");
      return sy_cli_fail (cli, error);
    }
  for (guint i = 0; i < files->len && !g_cancellable_is_cancelled (cli->cancellable); i++)
    g_ptr_array_add (all, import_file (cli, project, files->pdata[i], import, options));
  code = all->len == 0     ? SY_EXIT_DONE
         : files->len == 1 ? finish_one (cli, all->pdata[0], options)
                           : finish_all (cli, all);
  if (was_stopped (all, files->len))
    return stop (cli, all, files->len);
  return code != SY_EXIT_DONE ? code : check_rejected (cli, all, max_rejected, is_percent);
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
    { "guess", 0, 0, G_OPTION_ARG_NONE, &options.guess,
      "Guess anew, whatever was decided for a file with the same columns", NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
      "Say what would become of the columns, and stop", NULL },
    { "save-rejected", 0, 0, SY_OPTION_TEXT, &options.save_rejected,
      "Write the rejected rows to this file, to be mended and imported", "F.csv" },
    { "max-rejected", 0, 0, SY_OPTION_TEXT, &options.max_rejected,
      "Exit with 1 when more rows are rejected: a count, or 1%", "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  SyExit code;

  if (!sy_cli_parse (cli, command, entries, argv, &code))
    return code;
  return import_files (cli, (*argv)[0], (const char *const *) *argv + 1, &options);
}

const SyCommand sy_command_import = {
  "import",
  "PROJECT FILE...",
  "Bring a CSV file into a project",
  "FILE may be gzip, - for standard input, or a folder of CSV files. How it is written and what "
  "its\n"
  "columns mean is guessed and printed; --map, --property and --ignore override. A file with the "
  "columns\n"
  "of an earlier one is read as that was. Columns that have no role are kept as properties. All of "
  "a\n"
  "file comes in or nothing; rejected rows are kept with their reason.\n"
  "\n"
  "Example:\n"
  "  steelyard-cli import sample.steelyard events.csv --dry-run\n"
  "  steelyard-cli import sample.steelyard customers.csv --kind attributes\n",
  2,
  run,
  .takes_more = TRUE,
};
