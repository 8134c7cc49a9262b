/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-import-plan.h"

#include <string.h>

#include "core/sy-core.h"
#include "core/sy-json-writer.h"
#include "core/sy-text.h"
#include "csv/sy-csv.h"
#include "sy-column-guess-private.h"
#include "sy-import-memory-private.h"
#include "sy-import-options-private.h"
#include "sy-import-plan-private.h"
#include "sy-project-private.h"
#include "sy-import.h"

/*
 * A plan is made from the first megabyte: find out how the file is written, name the columns, look at
 * their values, guess what each is, and parse the first rows with the parser of the import. Only a
 * day/month order that stays open after that makes it read on, until a row decides or the file ends.
 */

#define SAMPLE_BYTES ((gsize) 1024 * 1024)
#define SAMPLE_ROWS 20000
#define MAX_PROPERTIES 500
#define DAY_MS (SY_DAY_SECONDS * G_GINT64_CONSTANT (1000))

static const char *const usual_placeholders[] = {
  "NULL", "NIL", "N/A", "#N/A", "NaN", "\\N", "(null)", "unknown", "Select", NULL
};

/* They may be a value elsewhere (Namibia, the channel "none"), but never an amount. */
static const char *const amount_placeholders[] = { "NA", "None", "-", "--", "?", NULL };

struct _SyImportPlan
{
  char *path;
  SyImportOptions *options;
  SyZone *zone;
  SyCsvSource *input; /* what cannot be opened twice, until it is read */
  gboolean is_stream;
  SyCsvSniff sniff;
  gint64 size;
  SyPlanColumn *columns;
  gsize n_columns;
  SyPlanRow *rows;
  gsize n_rows;
  SyRecipe recipe;
  SyTimeFinding time_finding;
  const char **headers; /* of the columns, in one array */
  GPtrArray *warnings;
  gint64 n_rows_done;     /* atomic */
  GError *obstacle;       /* why the import cannot run */
  SyImportMemory *memory; /* what an earlier import decided, or NULL */

  /* While the plan is made. */
  GBytes *sample;
  gboolean is_sample_cut;
  SyColumnSample *samples;
  SyTimeFormat *said_format;
  gsize n_sampled;
  gsize n_faulty;
  char *first_fault;
};

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

static void G_GNUC_PRINTF (2, 3)
    warn (SyImportPlan *self,
          const char *format,
          ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->warnings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* The first thing that stands in the way is the one to tell. */
static void G_GNUC_PRINTF (2, 3)
    obstruct (SyImportPlan *self,
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

/* --- the file --- */

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

/* --- columns --- */

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x200b || c == 0xfeff;
}

/* A header without the blanks around it, some of which nobody sees, and without a comment's "#". */
static char *
clean_header (const char *header,
              gboolean is_first)
{
  const char *end = header + strlen (header);

  while (*header != '\0' && is_blank (g_utf8_get_char (header)))
    header = g_utf8_next_char (header);
  while (end > header && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  if (is_first && *header == '#' && g_unichar_isalpha (g_utf8_get_char (header + 1)))
    header++;
  return g_strndup (header, (gsize) (end - header));
}

static void
name_columns (SyImportPlan *self,
              const char *const *headers)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < self->n_columns; i++)
    {
      SyPlanColumn *column = &self->columns[i];
      g_autofree char *base = NULL;

      column->header = g_strdup (headers != NULL ? headers[i] : "");
      base = clean_header (column->header, i == 0);
      if (base[0] == '\0')
        {
          g_free (base);
          base = g_strdup_printf ("column %" G_GSIZE_FORMAT, i + 1);
        }
      column->name = g_strdup (base);
      for (int n = 2; g_hash_table_contains (names, column->name); n++)
        {
          g_free (column->name);
          column->name = g_strdup_printf ("%s (%d)", base, n);
        }
      if (!g_str_equal (column->name, base))
        warn (self,
              "Two columns are named “%s”: the one at place %" G_GSIZE_FORMAT " is called “%s”",
              base, i + 1, column->name);
      g_hash_table_add (names, column->name);
    }
}

/* By unique name, by header, or by "#3"; -1 when there is none. */
static int
find_column (SyImportPlan *self,
             const char *text)
{
  guint64 number;

  for (gsize i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i].name, text))
      return (int) i;
  for (gsize i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->columns[i].header, text))
      return (int) i;
  if (text[0] == '#' &&
      g_ascii_string_to_unsigned (text + 1, 10, 1, self->n_columns, &number, NULL))
    return (int) number - 1;
  return -1;
}

static gboolean
set_column_error (SyImportPlan *self,
                  const char *text,
                  GError **error)
{
  g_autofree const char **names = g_new0 (const char *, self->n_columns + 1);
  const char *suggestion;

  for (gsize i = 0; i < self->n_columns; i++)
    names[i] = self->columns[i].name;
  suggestion = sy_text_suggest (text, names);
  if (suggestion != NULL)
    g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                 "There is no column “%s”; did you mean “%s”?", text, suggestion);
  else
    {
      g_autofree char *list = g_strjoinv (", ", (GStrv) names);

      g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID,
                   "There is no column “%s”; the file has %s", text, list);
    }
  return FALSE;
}

/* Which roles an import of this kind knows, besides property and ignore. */
static gboolean
kind_has_role (SyImportKind kind,
               SyColumnRole role)
{
  switch (role)
    {
    case SY_ROLE_PERSON:
      return TRUE;
    case SY_ROLE_TIME:
    case SY_ROLE_CLOCK:
      return kind != SY_IMPORT_ATTRIBUTES;
    case SY_ROLE_TYPE:
      return kind != SY_IMPORT_ATTRIBUTES && kind != SY_IMPORT_LINKS;
    case SY_ROLE_AMOUNT:
      return kind == SY_IMPORT_EVENTS || kind == SY_IMPORT_OUTCOMES || kind == SY_IMPORT_TREATMENTS;
    case SY_ROLE_ID:
      return kind == SY_IMPORT_EVENTS;
    case SY_ROLE_ACCOUNT:
      return kind == SY_IMPORT_EVENTS || kind == SY_IMPORT_ACCOUNTS;
    case SY_ROLE_ALIAS:
      return kind == SY_IMPORT_LINKS;
    case SY_ROLE_END:
      return kind == SY_IMPORT_ACCOUNTS;
    case SY_ROLE_IGNORE:
    case SY_ROLE_PROPERTY:
    default:
      return TRUE;
    }
}

/* A column becomes what it is known to be. */
static void
settle_role (SyPlanColumn *column,
             SyColumnRole role,
             const char *target,
             char *reason)
{
  column->role = role;
  column->is_guessed = FALSE;
  column->confidence = 1;
  g_free (column->target);
  column->target = g_strdup (target);
  g_free (column->reason);
  column->reason = reason;
}

static gboolean
apply_choices (SyImportPlan *self,
               gboolean is_open[SY_N_ROLES],
               gboolean *is_free,
               GError **error)
{
  const SyImportOptions *options = self->options;

  for (guint i = 0; i < options->choices->len; i++)
    {
      const SyRoleChoice *choice = options->choices->pdata[i];
      int index = find_column (self, choice->column);

      if (index < 0)
        return set_column_error (self, choice->column, error);
      if (!kind_has_role (options->kind, choice->role))
        {
          g_set_error (error, SY_STORE_ERROR, SY_STORE_ERROR_INVALID, "%s have no column for “%s”",
                       sy_import_kind_to_string (options->kind),
                       sy_column_role_to_string (choice->role));
          return FALSE;
        }
      settle_role (&self->columns[index], choice->role, choice->property, g_strdup ("as said"));
      is_free[index] = FALSE;
      if (choice->role > SY_ROLE_PROPERTY)
        is_open[choice->role] = FALSE;
    }
  return TRUE;
}

/* What was decided about columns of the same names holds for what nobody says now. */
static void
apply_memory (SyImportPlan *self,
              gboolean is_open[SY_N_ROLES],
              gboolean *is_free)
{
  for (gsize i = 0; self->memory != NULL && i < self->n_columns; i++)
    {
      SyPlanColumn *column = &self->columns[i];
      const char *target;
      SyColumnRole role;

      if (!is_free[i] || !sy_import_memory_find_column (self->memory, column->name, &role, &target))
        continue;
      if (role > SY_ROLE_PROPERTY && (!is_open[role] || !kind_has_role (self->options->kind, role)))
        continue;
      settle_role (column, role, target,
                   g_strdup_printf ("as in the import of “%s”", self->memory->file_name));
      is_free[i] = FALSE;
      if (role > SY_ROLE_PROPERTY)
        is_open[role] = FALSE;
    }
}

/* The columns in front of a list of rejected rows. */
static void
apply_repair (SyImportPlan *self,
              gboolean is_open[SY_N_ROLES],
              gboolean *is_free)
{
  for (gsize i = 0; i < self->n_columns; i++)
    {
      SyPlanColumn *column = &self->columns[i];
      gboolean is_key = g_str_equal (column->name, SY_REJECTED_ROW_COLUMN);

      if (!is_free[i] || !(is_key || g_str_equal (column->name, SY_REJECTED_REASON_COLUMN)))
        continue;
      if (is_key && self->options->kind == SY_IMPORT_EVENTS && is_open[SY_ROLE_ID])
        {
          settle_role (column, SY_ROLE_ID, NULL,
                       g_strdup ("a mended row comes in once, however often its file does"));
          is_open[SY_ROLE_ID] = FALSE;
        }
      else
        settle_role (column, SY_ROLE_IGNORE, NULL, g_strdup ("tells about a rejected row"));
      is_free[i] = FALSE;
    }
}

/* A time of day belongs to a date without one; beside a full time it is a column like others. */
static void
check_clock (SyImportPlan *self)
{
  SyPlanColumn *clock = NULL;
  gboolean has_date = FALSE;

  for (gsize i = 0; i < self->n_columns; i++)
    {
      const SyColumnSample *sample = &self->samples[i];

      if (self->columns[i].role == SY_ROLE_CLOCK)
        clock = &self->columns[i];
      else if (self->columns[i].role == SY_ROLE_TIME)
        has_date = sample->n_dates == sample->n_values;
    }
  if (clock == NULL || !clock->is_guessed || has_date)
    return;
  clock->role = SY_ROLE_PROPERTY;
  clock->confidence = 1;
  g_free (clock->reason);
  clock->reason = g_strdup ("the time has its time of day already");
  clock->target = g_strdup (clock->name);
}

static gboolean
assign_roles (SyImportPlan *self,
              GError **error)
{
  const SyImportOptions *options = self->options;
  gboolean is_open[SY_N_ROLES];
  g_autofree gboolean *is_free = g_new (gboolean, self->n_columns);
  g_autofree const char **headers = g_new (const char *, self->n_columns);
  g_autofree SyColumnGuess *guesses = g_new0 (SyColumnGuess, self->n_columns);

  for (gsize role = 0; role < SY_N_ROLES; role++)
    is_open[role] = !options->no_column[role];
  if (options->type != NULL)
    is_open[SY_ROLE_TYPE] = FALSE;
  for (gsize i = 0; i < self->n_columns; i++)
    {
      is_free[i] = TRUE;
      headers[i] = self->columns[i].header;
    }
  if (!apply_choices (self, is_open, is_free, error))
    return FALSE;
  apply_memory (self, is_open, is_free);
  apply_repair (self, is_open, is_free);
  sy_column_guess (options->kind, headers, self->samples, self->n_columns, is_open, is_free,
                   guesses);
  for (gsize i = 0; i < self->n_columns; i++)
    {
      SyPlanColumn *column = &self->columns[i];

      if (is_free[i])
        {
          column->role = guesses[i].role;
          column->confidence = guesses[i].confidence;
          column->reason = g_steal_pointer (&guesses[i].reason);
          column->is_guessed = TRUE;
        }
      g_free (guesses[i].reason);
      /* Only events and people carry further columns. */
      if (column->role == SY_ROLE_PROPERTY && options->kind != SY_IMPORT_EVENTS &&
          options->kind != SY_IMPORT_ATTRIBUTES)
        column->role = SY_ROLE_IGNORE;
      if (column->role == SY_ROLE_PROPERTY && column->target == NULL)
        column->target = g_strdup (column->name);
      if (column->reason == NULL)
        column->reason = g_strdup ("no other role fits");
    }
  check_clock (self);
  return TRUE;
}

/* --- the recipe --- */

static void
require (SyImportPlan *self,
         SyColumnRole role,
         const char *what)
{
  if (self->recipe.columns[role] < 0)
    obstruct (self, "No column looks like %s: name it with --map %s=COLUMN", what,
              sy_column_role_to_string (role));
}

/* A column that is called like a time, but does not look like one, is what to talk about. */
static void
require_time (SyImportPlan *self,
              const char *what)
{
  const char *example = NULL;
  double best = 0.5;
  gsize found = 0;

  for (gsize i = 0; i < self->n_columns && self->recipe.columns[SY_ROLE_TIME] < 0; i++)
    {
      double claim = sy_column_claim_by_name (self->recipe.kind, SY_ROLE_TIME,
                                              self->columns[i].header);

      if (claim > best && self->columns[i].is_guessed && self->samples[i].example != NULL)
        {
          best = claim;
          found = i;
          example = self->samples[i].example;
        }
    }
  if (example != NULL)
    obstruct (self,
              "“%s” is called like a time, but “%s” does not look like one: say how to read it with "
              "--time-format, or name another column with --map time=COLUMN",
              self->columns[found].name, example);
  require (self, SY_ROLE_TIME, what);
}

static void
check_roles (SyImportPlan *self)
{
  const SyRecipe *recipe = &self->recipe;

  require (self, SY_ROLE_PERSON, "the person");
  switch (recipe->kind)
    {
    case SY_IMPORT_EVENTS:
      require_time (self, "the time");
      if (recipe->columns[SY_ROLE_TYPE] < 0 && recipe->type == NULL)
        obstruct (
            self,
            "No column looks like the event type: name it with --map type=COLUMN, or give all rows one with --type NAME");
      break;

    case SY_IMPORT_OUTCOMES:
      require_time (self, "the time of the outcome");
      if (recipe->columns[SY_ROLE_TYPE] < 0 && recipe->type == NULL)
        obstruct (
            self,
            "The outcome has no name: name its column with --map type=COLUMN, or give it with --type NAME");
      break;

    case SY_IMPORT_TREATMENTS:
      if (recipe->columns[SY_ROLE_TYPE] < 0 && recipe->type == NULL)
        obstruct (
            self,
            "The treatment has no name: name its column with --map type=COLUMN, or give it with --type NAME");
      break;

    case SY_IMPORT_LINKS:
      require (self, SY_ROLE_ALIAS, "the other key of the person");
      break;

    case SY_IMPORT_ACCOUNTS:
      require (self, SY_ROLE_ACCOUNT, "the account");
      break;

    case SY_IMPORT_ATTRIBUTES:
    default:
      if (recipe->n_properties == 0)
        obstruct (self, "No column is left to be an attribute");
      break;
    }
}

/* Reads on while the day may still come first or the month. */
static gboolean
settle_order (SyImportPlan *self,
              gsize column,
              SyTimeDetection *detection,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SyTimeDetect) detect = sy_time_detect_new ();
  g_autoptr (SyCsvReader) reader = NULL;
  g_autoptr (GError) local_error = NULL;
  const SyCsvBlock *block;

  if (self->is_stream)
    return TRUE;
  reader = sy_import_plan_open_reader (self, error);
  if (reader == NULL)
    return FALSE;
  while (detection->finding == SY_TIME_FINDING_AMBIGUOUS &&
         (block = sy_csv_reader_next_block (reader, cancellable, &local_error)) != NULL)
    {
      for (gsize i = 0; i < block->n_rows; i++)
        if (block->rows[i].n_fields > column)
          sy_time_detect_add (detect, block->rows[i].fields[column].text,
                              block->rows[i].fields[column].length);
      sy_time_detect_finish (detect, detection);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
has_choice (const SyImportOptions *options,
            SyColumnRole role)
{
  for (guint i = 0; i < options->choices->len; i++)
    if (((const SyRoleChoice *) options->choices->pdata[i])->role == role)
      return TRUE;
  return FALSE;
}

/* Formats that only say what the values leave open; the values themselves are asked first. */
static gboolean
is_order (const char *format)
{
  return format == NULL || g_str_equal (format, "auto") || g_str_equal (format, "dmy") ||
         g_str_equal (format, "mdy") || g_str_equal (format, "ymd");
}

/* The format of an earlier file, where the values leave it open or nothing else reads them. */
static gboolean
recall_time_format (SyImportPlan *self,
                    gsize column,
                    const SyTimeDetection *detection)
{
  const char *name = self->memory != NULL ? sy_import_memory_get_text (self->memory, "time_format")
                                          : NULL;
  const SyColumnSample *sample = &self->samples[column];

  if (name == NULL || g_str_equal (name, "auto"))
    return FALSE;
  if (is_order (name) ? detection->finding != SY_TIME_FINDING_AMBIGUOUS &&
                            (detection->finding != SY_TIME_FINDING_NONE || sample->n_values > 20)
                      : sample->n_said * 2 < sample->n_values)
    return FALSE;
  self->recipe.time_format = sy_time_format_from_name (name, NULL);
  self->time_finding = SY_TIME_FINDING_SURE;
  return self->recipe.time_format != NULL;
}

static gboolean
decide_time_format (SyImportPlan *self,
                    GCancellable *cancellable,
                    GError **error)
{
  SyRecipe *recipe = &self->recipe;
  const char *name = self->options->time_format;
  int column = recipe->columns[recipe->columns[SY_ROLE_TIME] >= 0 ? SY_ROLE_TIME : SY_ROLE_END];
  SyTimeDetection detection;

  if (column < 0)
    return TRUE;
  detection = self->samples[column].time_detection;
  if (name != NULL && !g_str_equal (name, "auto"))
    {
      recipe->time_format = sy_time_format_from_name (name, error);
      return recipe->time_format != NULL;
    }
  if (detection.finding == SY_TIME_FINDING_AMBIGUOUS &&
      !settle_order (self, (gsize) column, &detection, cancellable, error))
    return FALSE;
  if (recall_time_format (self, (gsize) column, &detection))
    return TRUE;
  self->time_finding = detection.finding;
  if (detection.choices != NULL)
    obstruct (self,
              "“%s” has dates such as “%s”, where the order of day, month and year is open: say it "
              "with --time-format %s",
              self->columns[column].name, self->samples[column].example, detection.choices);
  else if (detection.finding == SY_TIME_FINDING_MIXED)
    obstruct (self,
              "“%s” has rows that need the day first and rows that need the month first: "
              "say how to read it with --time-format dmy or mdy; rows that do not fit are rejected",
              self->columns[column].name);
  else if (detection.finding == SY_TIME_FINDING_NONE &&
           detection.n_times * 2 < detection.n_values && recipe->kind == SY_IMPORT_EVENTS)
    obstruct (
        self,
        "“%s” does not look like times: name another column with --map time=COLUMN, or say how to read it with --time-format",
        self->columns[column].name);
  if (detection.n_without_zone > 0 && detection.finding == SY_TIME_FINDING_SURE)
    warn (self, "The times of “%s” name no time zone: they are read in %s",
          self->columns[column].name, sy_zone_get_name (self->zone));
  recipe->time_format =
      sy_time_format_from_name (detection.format_name != NULL ? detection.format_name : "auto",
                                error);
  recipe->is_order_open = self->is_sample_cut;
  if (g_strcmp0 (detection.format_name, "dmy") == 0)
    recipe->other_order = sy_time_format_from_name ("mdy", NULL);
  else if (g_strcmp0 (detection.format_name, "mdy") == 0)
    recipe->other_order = sy_time_format_from_name ("dmy", NULL);
  return recipe->time_format != NULL;
}

static void
decide_amount_format (SyImportPlan *self)
{
  SyRecipe *recipe = &self->recipe;
  int column = recipe->columns[SY_ROLE_AMOUNT];
  const char *known = self->memory != NULL
                          ? sy_import_memory_get_text (self->memory, "decimal_mark")
                          : NULL;
  char mark = known != NULL && known[0] != '\0' ? known[0] : self->sniff.dialect.decimal_mark;

  recipe->amount_format.decimal_mark = mark;
  if (self->options->decimal_mark != 0)
    recipe->amount_format.decimal_mark = self->options->decimal_mark;
  else if (column >= 0 && recipe->kind == SY_IMPORT_EVENTS &&
           !sy_amount_detect_finish (&self->samples[column].amounts, mark, &recipe->amount_format))
    warn (self, "Some amounts of “%s” can be read in two ways: they are read with a decimal %s",
          self->columns[column].name,
          recipe->amount_format.decimal_mark == ',' ? "comma" : "point");
}

/* What is called an amount and holds words is kept, but as something else than it seems to be. */
static void
check_amount_names (SyImportPlan *self)
{
  if (self->recipe.kind != SY_IMPORT_EVENTS || self->recipe.columns[SY_ROLE_AMOUNT] >= 0 ||
      self->options->no_column[SY_ROLE_AMOUNT])
    return;
  for (gsize i = 0; i < self->n_columns; i++)
    {
      const SyColumnSample *sample = &self->samples[i];
      const SyPlanColumn *column = &self->columns[i];

      if (column->role == SY_ROLE_PROPERTY && column->is_guessed && sample->n_values > 0 &&
          sy_column_claim_by_name (SY_IMPORT_EVENTS, SY_ROLE_AMOUNT, column->header) >= 0.85)
        warn (self,
              "“%s” is called like an amount, but %.0f %% of its values are no numbers, such as "
              "“%s”: it is kept as a property, unless you say that it is the amount",
              column->name,
              100.0 * (1.0 - (double) sample->amounts.n_numbers / (double) sample->n_values),
              sample->example);
    }
}

static gboolean
make_recipe (SyImportPlan *self,
             GCancellable *cancellable,
             GError **error)
{
  const SyImportOptions *options = self->options;
  SyRecipe *recipe = &self->recipe;

  recipe->kind = options->kind;
  recipe->n_columns = self->n_columns;
  recipe->property_columns = g_new (int, self->n_columns);
  recipe->property_names = g_new (char *, self->n_columns);
  for (gsize role = 0; role < SY_N_ROLES; role++)
    recipe->columns[role] = -1;
  for (gsize i = 0; i < self->n_columns; i++)
    {
      const SyPlanColumn *column = &self->columns[i];

      if (column->role == SY_ROLE_PROPERTY)
        {
          recipe->property_columns[recipe->n_properties] = (int) i;
          recipe->property_names[recipe->n_properties++] = g_strdup (column->target);
        }
      else
        recipe->columns[column->role] = (int) i;
    }
  if (recipe->columns[SY_ROLE_TYPE] < 0 && options->type != NULL &&
      kind_has_role (options->kind, SY_ROLE_TYPE) && options->kind != SY_IMPORT_ACCOUNTS)
    recipe->type = g_strstrip (g_strdup (options->type));
  if (recipe->type != NULL &&
      (recipe->type[0] == '\0' || strlen (recipe->type) > SY_MAX_KEY_LENGTH))
    g_clear_pointer (&recipe->type, g_free);
  recipe->zone = sy_zone_ref (self->zone);
  recipe->first_ms = options->has_time_range ? options->first_ms : 0;
  recipe->last_ms = options->has_time_range ? options->last_ms : sy_now_ms () + DAY_MS;
  /* Who belongs to an account may do so for years to come. */
  if (recipe->kind == SY_IMPORT_ACCOUNTS && !options->has_time_range)
    recipe->last_ms = G_MAXINT64;
  if (self->sniff.dialect.has_header)
    {
      self->headers = g_new0 (const char *, self->n_columns);
      for (gsize i = 0; i < self->n_columns; i++)
        self->headers[i] = self->columns[i].header;
      recipe->headers = self->headers;
    }
  check_roles (self);
  check_amount_names (self);
  decide_amount_format (self);
  return decide_time_format (self, cancellable, error);
}

static void
check_properties (SyImportPlan *self)
{
  if (self->recipe.n_properties > MAX_PROPERTIES)
    {
      obstruct (self,
                "%" G_GSIZE_FORMAT
                " columns are to be kept, more than %d: leave some out with --ignore",
                self->recipe.n_properties, MAX_PROPERTIES);
      return;
    }
  for (gsize i = 0; i < self->recipe.n_properties; i++)
    for (gsize j = 0; j < i; j++)
      if (g_str_equal (self->recipe.property_names[i], self->recipe.property_names[j]))
        obstruct (self, "Two columns are to be kept as “%s”: give one another name",
                  self->recipe.property_names[i]);
}

/* --- what it means, in words --- */

static char *
describe_fate (SyImportPlan *self,
               const SyPlanColumn *column)
{
  SyImportKind kind = self->options->kind;

  switch (column->role)
    {
    case SY_ROLE_PROPERTY:
      return g_strdup_printf (kind == SY_IMPORT_ATTRIBUTES ? "attribute “%s” of the person"
                                                           : "kept as property “%s”",
                              column->target);
    case SY_ROLE_PERSON:
      return g_strdup ("the person");
    case SY_ROLE_TIME:
      return g_strdup_printf ("the time (%s, %s)",
                              self->recipe.time_format != NULL
                                  ? sy_time_format_get_name (self->recipe.time_format)
                                  : "auto",
                              sy_zone_get_name (self->zone));
    case SY_ROLE_TYPE:
      return g_strdup (kind == SY_IMPORT_OUTCOMES     ? "the name of the outcome"
                       : kind == SY_IMPORT_TREATMENTS ? "the name of the treatment"
                       : kind == SY_IMPORT_ACCOUNTS   ? "the person's role in the account"
                                                      : "the event type");
    case SY_ROLE_AMOUNT:
      return kind == SY_IMPORT_EVENTS
                 ? g_strdup_printf ("the amount (decimal %s)",
                                    self->recipe.amount_format.decimal_mark == ',' ? "comma"
                                                                                   : "point")
                 : g_strdup ("the value");
    case SY_ROLE_ID:
      return g_strdup ("the event's id: rows that repeat one are duplicates");
    case SY_ROLE_ACCOUNT:
      return g_strdup ("the account");
    case SY_ROLE_ALIAS:
      return g_strdup ("another key of the person");
    case SY_ROLE_END:
      return g_strdup_printf ("until when the person belongs to the account (%s)",
                              self->recipe.time_format != NULL
                                  ? sy_time_format_get_name (self->recipe.time_format)
                                  : "auto");
    case SY_ROLE_CLOCK:
      return g_strdup ("the time of day, put behind the date");
    case SY_ROLE_IGNORE:
    default:
      return g_strdup ("left out");
    }
}

/* --- the first rows --- */

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

/* --- putting it together --- */

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
    warn (self,
          "Line %" G_GINT64_FORMAT " should name the columns, but cannot be read: %s; the columns "
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
  name_columns (self, headers);
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
        warn (self, "A file named “%s” was imported before; the very same file adds nothing", name);
        break;
      }
  return TRUE;
}

static void
sum_up (SyImportPlan *self)
{
  for (gsize i = 0; i < self->n_columns; i++)
    self->columns[i].fate = describe_fate (self, &self->columns[i]);
  if (self->sniff.encoding_guessed)
    warn (self,
          "The file does not say how its letters are written: they are read as %s (%.0f %% sure)%s; "
          "look at them, and choose another encoding if they are wrong",
          sy_csv_encoding_get_name (self->sniff.encoding),
          100.0 * self->sniff.encoding_confidence,
          self->sniff.encoding_confidence < 0.5 ? ", but may be of another alphabet" : "");
  if (self->sniff.dialect.skip_lines > 0)
    warn (self, "The table begins on line %u: what stands above it is left out",
          self->sniff.dialect.skip_lines + 1);
  if (self->n_sampled == 0)
    warn (self, "There are no rows below the header");
  if (self->n_faulty > 0)
    warn (self,
          "%" G_GSIZE_FORMAT " of the first %" G_GSIZE_FORMAT
          " rows would be rejected; the first: %s",
          self->n_faulty, self->n_sampled, self->first_fault);
}

/* Looks for an import of a file with the same columns, and takes from it what nobody says. */
static gboolean
remember (SyImportPlan *self,
          SyProject *project,
          GError **error)
{
  SyImportOptions *options = self->options;
  g_autofree const char **names = g_new (const char *, self->n_columns);
  const char *type;

  if (project == NULL || options->forgets || !self->sniff.dialect.has_header)
    return TRUE;
  for (gsize i = 0; i < self->n_columns; i++)
    names[i] = self->columns[i].name;
  if (!sy_import_memory_find (project, names, self->n_columns,
                              options->is_kind_said ? &options->kind : NULL, &self->memory, error))
    return FALSE;
  if (self->memory == NULL)
    return TRUE;
  options->kind = self->memory->kind;
  type = sy_import_memory_get_text (self->memory, "type");
  if (options->type == NULL && type != NULL && !has_choice (options, SY_ROLE_TYPE))
    sy_import_options_set_type (options, type);
  if (options->placeholders == NULL)
    {
      g_strfreev (self->recipe.placeholders);
      self->recipe.placeholders = sy_import_memory_dup_placeholders (self->memory);
    }
  if (self->said_format == NULL && !is_order (sy_import_memory_get_text (self->memory, "time_format")))
    self->said_format = sy_time_format_from_name (
        sy_import_memory_get_text (self->memory, "time_format"), NULL);
  warn (self, "The columns are read as in the import of “%s”, which had the same",
        self->memory->file_name);
  return TRUE;
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
      !remember (self, project, error) || !read_sample (self, sample_row, NULL, cancellable, error))
    return FALSE;
  for (gsize i = 0; i < self->n_columns; i++)
    sy_column_sample_finish (&self->samples[i]);
  if (!assign_roles (self, error) || !make_recipe (self, cancellable, error))
    return FALSE;
  check_properties (self);
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

const char *
sy_import_plan_get_path (SyImportPlan *self)
{
  return self->path;
}

const SyImportOptions *
sy_import_plan_get_options (SyImportPlan *self)
{
  return self->options;
}

gboolean
sy_import_plan_is_ready (SyImportPlan *self,
                         GError **error)
{
  if (self->obstacle == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->obstacle);
  return FALSE;
}

const SyPlanColumn *
sy_import_plan_get_columns (SyImportPlan *self,
                            gsize *out_n_columns)
{
  *out_n_columns = self->n_columns;
  return self->columns;
}

const SyPlanRow *
sy_import_plan_get_rows (SyImportPlan *self,
                         gsize *out_n_rows)
{
  *out_n_rows = self->n_rows;
  return self->rows;
}

const char *
sy_import_plan_get_dialect_text (SyImportPlan *self)
{
  return self->sniff.explanation;
}

const char *
sy_import_plan_get_time_format (SyImportPlan *self)
{
  return self->recipe.time_format != NULL ? sy_time_format_get_name (self->recipe.time_format)
                                          : NULL;
}

gboolean
sy_import_plan_is_time_ambiguous (SyImportPlan *self)
{
  return self->time_finding == SY_TIME_FINDING_AMBIGUOUS;
}

char
sy_import_plan_get_delimiter (SyImportPlan *self)
{
  return self->sniff.dialect.delimiter;
}

char
sy_import_plan_get_quote (SyImportPlan *self)
{
  return self->sniff.dialect.quote;
}

double
sy_import_plan_get_encoding_confidence (SyImportPlan *self)
{
  return self->sniff.encoding_confidence;
}

const char *
sy_import_plan_get_encoding (SyImportPlan *self)
{
  return sy_csv_encoding_get_name (self->sniff.encoding);
}

char
sy_import_plan_get_decimal_mark (SyImportPlan *self)
{
  return self->recipe.amount_format.decimal_mark;
}

gboolean
sy_import_plan_has_header (SyImportPlan *self)
{
  return self->sniff.dialect.has_header;
}

const char *const *
sy_import_plan_get_placeholders (SyImportPlan *self)
{
  return (const char *const *) self->recipe.placeholders;
}

gint64
sy_import_plan_get_n_rows_done (SyImportPlan *self)
{
  return __atomic_load_n (&self->n_rows_done, __ATOMIC_RELAXED);
}

void
sy_import_plan_set_n_rows_done (SyImportPlan *self,
                                gint64 n_rows)
{
  __atomic_store_n (&self->n_rows_done, n_rows, __ATOMIC_RELAXED);
}

const char *
sy_import_plan_get_remembered (SyImportPlan *self)
{
  return self->memory != NULL ? self->memory->file_name : NULL;
}

GPtrArray *
sy_import_plan_get_warnings (SyImportPlan *self)
{
  return self->warnings;
}

const SyRecipe *
sy_import_plan_get_recipe (SyImportPlan *self)
{
  return &self->recipe;
}

gint64
sy_import_plan_get_size (SyImportPlan *self)
{
  return self->size;
}

char *
sy_import_plan_dup_mapping (SyImportPlan *self)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  const SyCsvDialect *dialect = &self->sniff.dialect;

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_writer_key (writer, "encoding");
  sy_json_writer_text (writer, sy_csv_encoding_get_name (self->sniff.encoding));
  sy_json_writer_key (writer, "delimiter");
  sy_json_writer_text (writer, (char[]){ dialect->delimiter, '\0' });
  sy_json_writer_key (writer, "quote");
  sy_json_writer_text (writer, (char[]){ dialect->quote, '\0' });
  sy_json_writer_key (writer, "backslash");
  sy_json_writer_boolean (writer, dialect->backslash);
  sy_json_writer_key (writer, "blanks_around_quotes");
  sy_json_writer_boolean (writer, dialect->blanks_around_quotes);
  sy_json_writer_key (writer, "header");
  sy_json_writer_boolean (writer, dialect->has_header);
  sy_json_writer_key (writer, "skip_lines");
  sy_json_writer_int (writer, dialect->skip_lines);
  sy_json_writer_key (writer, "decimal_mark");
  sy_json_writer_text (writer, (char[]){ self->recipe.amount_format.decimal_mark, '\0' });
  if (self->recipe.time_format != NULL)
    {
      sy_json_writer_key (writer, "time_format");
      sy_json_writer_text (writer, sy_time_format_get_name (self->recipe.time_format));
      sy_json_writer_key (writer, "timezone");
      sy_json_writer_text (writer, sy_zone_get_name (self->zone));
    }
  if (self->recipe.type != NULL)
    {
      sy_json_writer_key (writer, "type");
      sy_json_writer_text (writer, self->recipe.type);
    }
  sy_json_writer_key (writer, "placeholders");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize i = 0; self->recipe.placeholders[i] != NULL; i++)
    sy_json_writer_text (writer, self->recipe.placeholders[i]);
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "columns");
  sy_json_writer_begin_array (writer, SY_JSON_INLINE);
  for (gsize i = 0; i < self->n_columns; i++)
    {
      const SyPlanColumn *column = &self->columns[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_writer_key (writer, "name");
      sy_json_writer_text (writer, column->name);
      sy_json_writer_key (writer, "role");
      sy_json_writer_text (writer, sy_column_role_to_string (column->role));
      if (column->role == SY_ROLE_PROPERTY && !g_str_equal (column->target, column->name))
        {
          sy_json_writer_key (writer, "as");
          sy_json_writer_text (writer, column->target);
        }
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
  sy_json_writer_end_object (writer);
  return g_strchomp (sy_json_writer_finish (g_steal_pointer (&writer)));
}

char *
sy_import_plan_dup_shape (SyImportPlan *self)
{
  static const SyColumnRole roles[] = { SY_ROLE_PERSON, SY_ROLE_TIME, SY_ROLE_TYPE,
                                        SY_ROLE_ALIAS, SY_ROLE_ACCOUNT, SY_ROLE_END };
  GString *shape = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (self->recipe.columns[roles[i]] >= 0)
      g_string_append_printf (shape, "%s%s=%d", shape->len > 0 ? " " : "",
                              sy_column_role_to_string (roles[i]),
                              self->recipe.columns[roles[i]] + 1);
  for (gsize i = 0; self->recipe.kind == SY_IMPORT_ATTRIBUTES && i < self->recipe.n_properties; i++)
    g_string_append_printf (shape, " %d", self->recipe.property_columns[i] + 1);
  if (self->recipe.type != NULL)
    g_string_append_printf (shape, " type “%s”", self->recipe.type);
  return g_string_free (shape, FALSE);
}
