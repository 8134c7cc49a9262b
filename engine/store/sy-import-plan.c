/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-plan-parts-private.h"

#include <string.h>

#include "core/sy-core.h"
#include "csv/sy-csv.h"
#include "sy-import.h"
#include "sy-project-private.h"

/*
 * A plan is made from the first megabyte: find out how the file is written, name the columns, look at
 * their values, guess what each is, and parse the first rows with the parser of the import. Only a
 * day/month order that stays open after that makes it read on, until a row decides or the file ends.
 */

#define SAMPLE_BYTES ((gsize) 1024 * 1024)
#define SAMPLE_ROWS 20000

static const char *const usual_placeholders[] = {
  "NULL", "NIL", "N/A", "#N/A", "NaN", "\\N", "(null)", "unknown", "Select", NULL
};

/* They may be a value elsewhere (Namibia, the channel "none"), but never an amount. */
static const char *const amount_placeholders[] = { "NA", "None", "-", "--", "?", NULL };

void
sy_plan_warn (SyImportPlan *self,
              const char *format,
              ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->warnings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* The first thing that stands in the way is the one to tell. */
void
sy_plan_obstruct (SyImportPlan *self,
                  const char *format,
                  ...)
{
  va_list arguments;

  if (self->obstacle != NULL)
    return;
  va_start (arguments, format);
  self->obstacle = g_error_new_valist (SY_STORE_ERROR, SY_STORE_ERROR_INVALID, format, arguments);
  va_end (arguments);
}

static void
clear_plan (gpointer data)
{
  SyImportPlan *self = data;

  g_free (self->path);
  g_clear_pointer (&self->options, sy_import_options_free);
  g_clear_pointer (&self->zone, sy_zone_unref);
  g_clear_pointer (&self->input, sy_csv_source_unref);
  for (gsize i = 0; i < self->n_columns; i++)
    {
      g_free (self->columns[i].header);
      g_free (self->columns[i].name);
      g_free (self->columns[i].target);
      g_free (self->columns[i].reason);
      g_free (self->columns[i].fate);
      sy_column_sample_clear (&self->samples[i]);
    }
  g_free (self->columns);
  g_free (self->samples);
  g_free (self->headers);
  g_clear_pointer (&self->said_format, sy_time_format_free);
  for (gsize i = 0; i < self->n_rows; i++)
    {
      for (gsize j = 0; j < self->rows[i].n_cells; j++)
        {
          g_free (self->rows[i].cells[j]);
          g_free (self->rows[i].problems[j]);
        }
      g_free (self->rows[i].cells);
      g_free (self->rows[i].problems);
      g_free (self->rows[i].problem);
    }
  g_free (self->rows);
  sy_recipe_clear (&self->recipe);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_error (&self->obstacle);
  g_clear_pointer (&self->memory, sy_import_memory_free);
  g_free (self->first_fault);
  g_clear_pointer (&self->sample, g_bytes_unref);
}

static gboolean
get_hints (const SyImportOptions *options,
           SyCsvHints *hints,
           GError **error)
{
  *hints = (SyCsvHints){ 0 };
  hints->delimiter = options->delimiter;
  hints->quote = options->quote > 0 ? (char) options->quote : 0;
  hints->has_header = options->has_header < 0 ? SY_CSV_GUESS : options->has_header ? SY_CSV_YES
                                                                                   : SY_CSV_NO;
  return options->encoding == NULL ||
         sy_csv_encoding_parse (options->encoding, &hints->encoding, error);
}

/* Keeps the start of the file, and finds out how it is written. */
static gboolean
load_sample (SyImportPlan *self,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (SyCsvSource) source = NULL;
  SyCsvHints hints;
  const char *text;
  gsize length;
  gboolean at_end;

  if (!get_hints (self->options, &hints, error))
    return FALSE;
  source = sy_csv_source_open (self->path, hints.encoding, error);
  if (source == NULL)
    return FALSE;
  text = sy_csv_source_peek (source, SAMPLE_BYTES, &length, &at_end, cancellable, error);
  if (text == NULL || !sy_csv_sniff (text, length, at_end, &hints, &self->sniff, error))
    return FALSE;
  self->sniff.encoding = sy_csv_source_get_encoding (source);
  self->sniff.encoding_guessed = sy_csv_source_get_is_encoding_guessed (source);
  self->sniff.encoding_confidence = sy_csv_source_get_encoding_confidence (source);
  self->size = sy_csv_source_get_size (source);
  if (self->options->quote < 0)
    self->sniff.dialect.quote = 0;
  self->is_sample_cut = !at_end;
  if (!at_end)
    {
      const char *end = memrchr (text, '\n', length);

      end = end != NULL ? end : memrchr (text, '\r', length);
      length = end != NULL ? (gsize) (end - text) + 1 : length;
    }
  self->sample = g_bytes_new (text, length);
  self->is_stream = sy_csv_source_get_is_stream (source);
  if (self->is_stream)
    self->input = g_steal_pointer (&source);
  return TRUE;
}

static SyCsvReader *
open_sample (SyImportPlan *self,
             GError **error)
{
  g_autoptr (SyCsvSource) source = NULL;
  gsize length;
  const char *text = g_bytes_get_data (self->sample, &length);

  source = sy_csv_source_new_for_data (text, length, SY_CSV_ENCODING_UTF8, error);
  return source != NULL ? sy_csv_reader_new (source, &self->sniff.dialect) : NULL;
}

SyCsvReader *
sy_import_plan_open_reader (SyImportPlan *self,
                            GError **error)
{
  g_autoptr (SyCsvSource) source = NULL;
  SyCsvReader *reader;

  if (self->is_stream)
    {
      source = g_steal_pointer (&self->input);
      if (source == NULL)
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                       "What comes through a pipe has been read already");
          return NULL;
        }
    }
  else
    {
      source = sy_csv_source_open (self->path, self->sniff.encoding, error);
      if (source == NULL)
        return NULL;
    }
  reader = sy_csv_reader_new (source, &self->sniff.dialect);
  sy_csv_reader_set_n_columns (reader, self->n_columns);
  return reader;
}

static gboolean
is_listed (const char *const *words,
           const char *text,
           gsize length)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (words[i], text, length) == 0)
      return TRUE;
  return FALSE;
}

static void
sample_row (SyImportPlan *self,
            SyRowParser *parser,
            const SyCsvRow *row,
            gboolean is_shown)
{
  const char *const *placeholders = (const char *const *) self->recipe.placeholders;

  for (gsize i = 0; i < MIN (row->n_fields, self->n_columns); i++)
    {
      const char *text = row->fields[i].text;
      gsize length = row->fields[i].length;

      for (; length > 0 && g_ascii_isspace (*text); text++)
        length--;
      while (length > 0 && g_ascii_isspace (text[length - 1]))
        length--;
      sy_column_sample_add (&self->samples[i], text, length,
                            length == 0 || is_listed (placeholders, text, length),
                            is_listed (self->recipe.amount_placeholders, text, length),
                            self->said_format, self->zone);
    }
  self->n_sampled++;
}

static void
preview_row (SyImportPlan *self,
             SyRowParser *parser,
             const SyCsvRow *row,
             gboolean is_shown)
{
  SyParsedRow parsed;
  SyRowFault fault = { -1, NULL };
  gboolean is_good = sy_row_parser_parse (parser, row, &parsed, &fault);
  SyPlanRow *shown;

  if (!is_good)
    {
      if (self->n_faulty++ == 0)
        self->first_fault = g_strdup_printf ("line %" G_GINT64_FORMAT "%s%s: %s", row->line,
                                             fault.column >= 0 ? ", " : "",
                                             fault.column >= 0 &&
                                                     (gsize) fault.column < self->n_columns
                                                 ? self->columns[fault.column].name
                                                 : "",
                                             fault.reason);
    }
  if (!is_shown)
    return;
  shown = &self->rows[self->n_rows++];
  shown->line = row->line;
  /* A row that could not be cut into fields is shown whole. */
  shown->n_cells = row->n_fields > 0 ? row->n_fields : 1;
  shown->cells = g_new0 (char *, shown->n_cells + 1);
  shown->problems = g_new0 (char *, shown->n_cells + 1);
  for (gsize i = 0; i < shown->n_cells; i++)
    shown->cells[i] = row->n_fields > 0
                          ? g_strndup (row->fields[i].text, row->fields[i].length)
                          : g_utf8_make_valid (row->raw, (gssize) MIN (row->raw_length, 1000));
  if (is_good)
    return;
  if (fault.column >= 0 && (gsize) fault.column < shown->n_cells)
    shown->problems[fault.column] = g_strdup (fault.reason);
  shown->problem = g_strdup (fault.reason);
}

typedef void (*RowFunc) (SyImportPlan *self,
                         SyRowParser *parser,
                         const SyCsvRow *row,
                         gboolean is_shown);

/* A quoted field that goes on after the end of the sample makes no bad row. */
static gboolean
is_cut (SyImportPlan *self,
        const SyCsvRow *row)
{
  return self->is_sample_cut && row->status == SY_CSV_ROW_QUOTE &&
         row->offset + row->raw_total + 2 >= (gint64) g_bytes_get_size (self->sample);
}

/* Goes through the rows of the sample. */
static gboolean
read_sample (SyImportPlan *self,
             RowFunc func,
             SyRowParser *parser,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (SyCsvReader) reader = open_sample (self, error);
  g_autoptr (GError) local_error = NULL;
  const SyCsvBlock *block;
  gsize n = 0;

  if (reader == NULL)
    return FALSE;
  sy_csv_reader_set_n_columns (reader, self->n_columns);
  while (n < SAMPLE_ROWS &&
         (block = sy_csv_reader_next_block (reader, cancellable, &local_error)) != NULL)
    for (gsize i = 0; i < block->n_rows && n < SAMPLE_ROWS; i++)
      if (!is_cut (self, &block->rows[i]))
        func (self, parser, &block->rows[i], n++ < SY_PLAN_PREVIEW_ROWS);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* A first row that cannot be read leaves the columns without names. */
static gboolean
check_header (SyImportPlan *self,
              SyCsvReader *reader,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const SyCsvBlock *block = sy_csv_reader_next_block (reader, cancellable, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (block != NULL && block->rows[0].status != SY_CSV_ROW_OK)
    sy_plan_warn (self,
                  "Line %" G_GINT64_FORMAT
                  " should name the columns, but cannot be read: %s; the columns "
                  "are called by their place",
                  block->rows[0].line, block->rows[0].reason);
  return TRUE;
}

static gboolean
make_columns (SyImportPlan *self,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SyCsvReader) reader = open_sample (self, error);
  const char *const *headers;
  gsize n_columns = self->sniff.n_columns;

  if (reader == NULL || !sy_csv_reader_read_header (reader, cancellable, error))
    return FALSE;
  headers = sy_csv_reader_get_header (reader, NULL);
  if (headers != NULL)
    n_columns = g_strv_length ((GStrv) headers);
  else if (self->sniff.dialect.has_header && !check_header (self, reader, cancellable, error))
    return FALSE;
  self->columns = g_new0 (SyPlanColumn, n_columns);
  self->samples = g_new0 (SyColumnSample, n_columns);
  self->n_columns = n_columns;
  for (gsize i = 0; i < n_columns; i++)
    sy_column_sample_init (&self->samples[i]);
  sy_plan_name_columns (self, headers);
  return TRUE;
}

static gboolean
check_earlier (SyImportPlan *self,
               SyProject *project,
               GError **error)
{
  g_autoptr (GPtrArray) imports = NULL;
  g_autofree char *name = g_path_get_basename (self->path);

  if (project == NULL || g_str_equal (self->path, "-"))
    return TRUE;
  imports = sy_project_list_imports (project, error);
  if (imports == NULL)
    return FALSE;
  for (guint i = 0; i < imports->len; i++)
    if (g_str_equal (((const SyImportRecord *) imports->pdata[i])->file_name, name))
      {
        sy_plan_warn (
            self, "A file named “%s” was imported before; the very same file adds nothing", name);
        break;
      }
  return TRUE;
}

static void
sum_up (SyImportPlan *self)
{
  for (gsize i = 0; i < self->n_columns; i++)
    self->columns[i].fate = sy_plan_describe_fate (self, &self->columns[i]);
  if (self->sniff.encoding_guessed)
    sy_plan_warn (
        self,
        "The file does not say how its letters are written: they are read as %s (%.0f %% sure)%s; "
        "look at them, and choose another encoding if they are wrong",
        sy_csv_encoding_get_name (self->sniff.encoding), 100.0 * self->sniff.encoding_confidence,
        self->sniff.encoding_confidence < 0.5 ? ", but may be of another alphabet" : "");
  if (self->sniff.dialect.skip_lines > 0)
    sy_plan_warn (self, "The table begins on line %u: what stands above it is left out",
                  self->sniff.dialect.skip_lines + 1);
  if (self->n_sampled == 0)
    sy_plan_warn (self, "There are no rows below the header");
  if (self->n_faulty > 0)
    sy_plan_warn (self,
                  "%" G_GSIZE_FORMAT " of the first %" G_GSIZE_FORMAT
                  " rows would be rejected; the first: %s",
                  self->n_faulty, self->n_sampled, self->first_fault);
}

static gboolean
make_plan (SyImportPlan *self,
           SyProject *project,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (SyRowParser) parser = NULL;

  if (self->options->time_format != NULL)
    {
      self->said_format = sy_time_format_from_name (self->options->time_format, error);
      if (self->said_format == NULL)
        return FALSE;
    }
  if (!load_sample (self, cancellable, error) || !make_columns (self, cancellable, error) ||
      !sy_plan_remember (self, project, error) ||
      !read_sample (self, sample_row, NULL, cancellable, error))
    return FALSE;
  for (gsize i = 0; i < self->n_columns; i++)
    sy_column_sample_finish (&self->samples[i]);
  if (!sy_plan_assign_roles (self, error) || !sy_plan_make_recipe (self, cancellable, error))
    return FALSE;
  sy_plan_check_properties (self);
  parser = sy_row_parser_new (&self->recipe);
  self->rows = g_new0 (SyPlanRow, SY_PLAN_PREVIEW_ROWS);
  if (!read_sample (self, preview_row, parser, cancellable, error))
    return FALSE;
  if (!check_earlier (self, project, error))
    return FALSE;
  sum_up (self);
  g_clear_pointer (&self->sample, g_bytes_unref);
  return TRUE;
}

SyImportPlan *
sy_import_plan_new (SyProject *project,
                    const char *path,
                    const SyImportOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SyImportPlan) self = g_atomic_rc_box_new0 (SyImportPlan);

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->options = options != NULL ? sy_import_options_copy (options) : sy_import_options_new ();
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->zone = project != NULL ? sy_zone_ref (sy_project_get_zone (project))
                               : sy_zone_new ("UTC", error);
  if (self->zone == NULL)
    return NULL;
  self->recipe.placeholders = g_strdupv (self->options->placeholders != NULL
                                             ? self->options->placeholders
                                             : (GStrv) usual_placeholders);
  self->recipe.amount_placeholders = amount_placeholders;
  return make_plan (self, project, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

SyImportPlan *
sy_import_plan_ref (SyImportPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_import_plan_unref (SyImportPlan *self)
{
  g_atomic_rc_box_release_full (self, clear_plan);
}
