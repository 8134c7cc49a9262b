/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-row-parser-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-time.h"

/* Seconds since 1970 that an event log can hold: 1930-01-01 to just before the unsigned 32-bit second runs out. */
#define HARD_FIRST_MS (SY_EVENT_EPOCH * 1000)
#define HARD_LAST_MS ((SY_EVENT_EPOCH + (gint64) G_MAXUINT32) * 1000 + 999)

struct _SyRowParser
{
  const SyRecipe *recipe;
  SyTimeFormat *time_format;
  SyTimeFormat *other_order;
  gint64 n_other_order;
  GString *moment; /* a date and its time of day, put together */
  gint64 first_ms;
  gint64 last_ms;
  char *too_early;
  char *too_late;
  /* By the first byte of a placeholder, bit n: it has n bytes. Few values get past this. */
  guint64 placeholder_lengths[256];
  gint64 n_trimmed;
};

void
sy_recipe_clear (SyRecipe *self)
{
  g_clear_pointer (&self->property_columns, g_free);
  for (gsize i = 0; i < self->n_properties; i++)
    g_free (self->property_names[i]);
  g_clear_pointer (&self->property_names, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->time_format, sy_time_format_free);
  g_clear_pointer (&self->other_order, sy_time_format_free);
  g_clear_pointer (&self->zone, sy_zone_unref);
  g_clear_pointer (&self->placeholders, g_strfreev);
}

/* What is wrong with a time outside the range, with the range in it. */
static char *
describe_limit (const char *what,
                gint64 ms)
{
  g_autofree char *text = sy_instant_format (ms / 1000);

  return g_strdup_printf ("the time is %s %s, the limit of what is accepted", what, text);
}

SyRowParser *
sy_row_parser_new (const SyRecipe *recipe)
{
  SyRowParser *self = g_new0 (SyRowParser, 1);

  self->recipe = recipe;
  self->time_format = recipe->time_format != NULL ? sy_time_format_copy (recipe->time_format)
                                                  : NULL;
  self->other_order = recipe->other_order != NULL ? sy_time_format_copy (recipe->other_order)
                                                  : NULL;
  self->moment = g_string_new (NULL);
  self->first_ms = MAX (recipe->first_ms, HARD_FIRST_MS);
  self->last_ms = MIN (recipe->last_ms, HARD_LAST_MS);
  self->too_early = describe_limit ("before", self->first_ms);
  self->too_late = describe_limit ("after", self->last_ms);
  for (gsize i = 0; recipe->placeholders[i] != NULL; i++)
    {
      const char *word = recipe->placeholders[i];
      guint64 length = (guint64) 1 << MIN (strlen (word), 63);

      self->placeholder_lengths[(guint8) g_ascii_tolower (word[0])] |= length;
      self->placeholder_lengths[(guint8) g_ascii_toupper (word[0])] |= length;
    }
  return self;
}

void
sy_row_parser_free (SyRowParser *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->time_format, sy_time_format_free);
  g_clear_pointer (&self->other_order, sy_time_format_free);
  g_string_free (self->moment, TRUE);
  g_free (self->too_early);
  g_free (self->too_late);
  g_free (self);
}

gint64
sy_row_parser_get_n_trimmed (const SyRowParser *self)
{
  return self->n_trimmed;
}

gint64
sy_row_parser_get_n_other_order (const SyRowParser *self)
{
  return self->n_other_order;
}

static inline gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Bytes of a blank beyond ASCII at the end of @text or at its start, 0 when there is none. */
static guint32
count_wide_blank (SyText text,
                  gboolean at_end)
{
  /*
   * No-break, figure, thin and narrow no-break space, zero width space, ideographic space, a stray
   * mark.
   */
  static const char *const blanks[] = { "\xc2\xa0", "\xe2\x80\x87", "\xe2\x80\x89",
                                        "\xe2\x80\xaf", "\xe2\x80\x8b", "\xe3\x80\x80",
                                        "\xef\xbb\xbf" };

  for (gsize i = 0; i < G_N_ELEMENTS (blanks); i++)
    {
      guint32 n = (guint32) strlen (blanks[i]);

      if (text.length >= n &&
          memcmp (text.text + (at_end ? text.length - n : 0), blanks[i], n) == 0)
        return n;
    }
  return 0;
}

/* What few values need: blanks beyond ASCII off, and the text out of ="0012". */
static SyText
trim_more (SyText text)
{
  guint32 n;

  while ((n = is_blank (text.text[0]) ? 1 : count_wide_blank (text, FALSE)) > 0)
    {
      text.text += n;
      text.length -= n;
      if (text.length == 0)
        return text;
    }
  while ((n = is_blank (text.text[text.length - 1]) ? 1 : count_wide_blank (text, TRUE)) > 0)
    text.length -= n;
  /* A spreadsheet writes it so that it stays text. */
  if (text.length >= 3 && text.text[0] == '=' && text.text[1] == '"' &&
      text.text[text.length - 1] == '"' &&
      memchr (text.text + 2, '"', text.length - 3) == NULL)
    {
      text.text += 2;
      text.length -= 3;
    }
  return text;
}

static inline SyText
trim (const SyCsvField *field)
{
  SyText text = { field->text, field->length };

  while (text.length > 0 && is_blank (text.text[0]))
    {
      text.text++;
      text.length--;
    }
  while (text.length > 0 && is_blank (text.text[text.length - 1]))
    text.length--;
  if (text.length > 0 &&
      G_UNLIKELY ((guint8) text.text[0] >= 0x80 || (guint8) text.text[text.length - 1] >= 0x80 ||
                  text.text[0] == '='))
    return trim_more (text);
  return text;
}

static gboolean
is_one_of (SyText text,
           const char *const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) == text.length &&
        g_ascii_strncasecmp (words[i], text.text, text.length) == 0)
      return TRUE;
  return FALSE;
}

static inline gboolean
is_placeholder (const SyRowParser *self,
                SyText text)
{
  return (self->placeholder_lengths[(guint8) text.text[0]] >> MIN (text.length, 63) & 1) != 0 &&
         is_one_of (text, (const char *const *) self->recipe->placeholders);
}

gboolean
sy_is_no (SyText text)
{
  static const char *const words[] = { "0", "0.0", "false", "no", "n", "f", NULL };

  return is_one_of (text, words);
}

static gboolean
fail (SyRowFault *fault,
      int column,
      const char *reason)
{
  *fault = (SyRowFault){ column, reason };
  return FALSE;
}

static const char *const missing_reasons[SY_N_ROLES] = {
  [SY_ROLE_PERSON] = "no person",
  [SY_ROLE_TIME] = "no time",
  [SY_ROLE_TYPE] = "no event type",
  [SY_ROLE_ACCOUNT] = "no account",
  [SY_ROLE_ALIAS] = "no second key",
};

/* Whether the row says again what the columns are called. */
static gboolean
repeats_header (const SyRowParser *self,
                const SyCsvRow *row)
{
  gsize n_filled = 0;

  if (self->recipe->headers == NULL)
    return FALSE;
  for (gsize i = 0; i < self->recipe->n_columns; i++)
    {
      const SyCsvField *field = &row->fields[i];

      if (strlen (self->recipe->headers[i]) != field->length ||
          memcmp (self->recipe->headers[i], field->text, field->length) != 0)
        return FALSE;
      n_filled += field->length > 0;
    }
  return n_filled > 1;
}

/* A sum below the table: it says so where the person stands, and leaves other fields empty. */
static gboolean
is_total (const SyRowParser *self,
          const SyCsvRow *row,
          SyText person)
{
  static const char *const words[] = { "total", "totals", "grand total", "subtotal", "sub total",
                                       "sum", "summe", "gesamt", "gesamtsumme", "zwischensumme",
                                       "somme", "totale", "suma", "totaal", NULL };

  if (person.length < 3 || strchr ("tgsz", g_ascii_tolower (person.text[0])) == NULL)
    return FALSE;
  if (person.text[person.length - 1] == ':')
    person.length--;
  if (!is_one_of (person, words))
    return FALSE;
  for (gsize i = 0; i < self->recipe->n_columns; i++)
    if (row->fields[i].length == 0)
      return TRUE;
  return FALSE;
}

/* What a row is when it is no row. */
static const char *
find_no_row (const SyRowParser *self,
             const SyCsvRow *row,
             SyText person)
{
  gboolean is_empty = TRUE;

  for (gsize i = 0; i < self->recipe->n_columns && is_empty; i++)
    is_empty = trim (&row->fields[i]).length == 0;
  return is_empty                       ? "the row is empty"
         : repeats_header (self, row)   ? "the header again"
         : is_total (self, row, person) ? "a total, not a row"
                                        : NULL;
}

/* A fault of a cell, or of the whole row when it is none. */
static gboolean
fail_cell (const SyRowParser *self,
           const SyCsvRow *row,
           SyText person,
           SyRowFault *fault,
           int column,
           const char *reason)
{
  const char *no_row = find_no_row (self, row, person);

  return no_row != NULL ? fail (fault, -1, no_row) : fail (fault, column, reason);
}

/* A key: trimmed, there unless it is optional, and not endless. */
static inline gboolean
get_key (SyRowParser *self,
         const SyCsvRow *row,
         SyColumnRole role,
         gboolean is_optional,
         SyParsedRow *out,
         SyRowFault *fault)
{
  int column = self->recipe->columns[role];
  SyText text;

  if (column < 0)
    return TRUE;
  text = trim (&row->fields[column]);
  if (text.length != row->fields[column].length)
    self->n_trimmed++;
  if (text.length == 0 || is_placeholder (self, text))
    return is_optional || fail_cell (self, row, out->texts[SY_ROLE_PERSON], fault, column,
                                     missing_reasons[role]);
  if (text.length > SY_MAX_KEY_LENGTH)
    return fail (fault, column, "longer than 1,000 bytes");
  out->texts[role] = text;
  return TRUE;
}

/* The date, with the time of day from its own column. */
static SyText
put_together (SyRowParser *self,
              const SyCsvRow *row,
              int column)
{
  SyText date = trim (&row->fields[column]);
  SyText clock = trim (&row->fields[self->recipe->columns[SY_ROLE_CLOCK]]);

  g_string_truncate (self->moment, 0);
  g_string_append_len (self->moment, date.text, date.length);
  if (date.length > 0 && clock.length > 0 && !is_placeholder (self, clock))
    {
      g_string_append_c (self->moment, ' ');
      g_string_append_len (self->moment, clock.text, clock.length);
    }
  return (SyText){ self->moment->str, (guint32) self->moment->len };
}

/* What the fast way could not read: blanks around it, a placeholder, or a time that is none. */
static gboolean
get_time_slowly (SyRowParser *self,
                 const SyCsvRow *row,
                 SyText text,
                 gboolean is_optional,
                 const char *reason,
                 SyParsedRow *out,
                 SyRowFault *fault)
{
  int column = self->recipe->columns[SY_ROLE_TIME];
  SyText person = out->texts[SY_ROLE_PERSON];
  SyCsvField field = { .text = text.text, .length = text.length };
  gint64 other_ms;

  text = trim (&field);
  if (text.length == 0 || is_placeholder (self, text))
    return is_optional ||
           fail_cell (self, row, person, fault, column, missing_reasons[SY_ROLE_TIME]);
  if (text.length < field.length && sy_time_format_parse (self->time_format, self->recipe->zone,
                                                          text.text, text.length, &out->time_ms,
                                                          &reason))
    return TRUE;
  if (self->other_order != NULL &&
      sy_time_format_parse (self->other_order, self->recipe->zone, text.text, text.length,
                            &other_ms, NULL))
    {
      self->n_other_order++;
      return fail (fault, column,
                   g_str_equal (sy_time_format_get_name (self->other_order), "mdy")
                       ? "there is no such date with the day first, as in the other rows"
                       : "there is no such date with the month first, as in the other rows");
    }
  return fail_cell (self, row, person, fault, column, reason);
}

static inline gboolean
get_time (SyRowParser *self,
          const SyCsvRow *row,
          gboolean is_optional,
          SyParsedRow *out,
          SyRowFault *fault)
{
  int column = self->recipe->columns[SY_ROLE_TIME];
  const char *reason;
  SyText text;

  if (column < 0)
    return TRUE;
  if (G_UNLIKELY (self->recipe->columns[SY_ROLE_CLOCK] >= 0))
    text = put_together (self, row, column);
  else
    text = (SyText){ row->fields[column].text, row->fields[column].length };
  if (G_UNLIKELY (!sy_time_format_parse (self->time_format, self->recipe->zone, text.text,
                                         text.length, &out->time_ms, &reason)))
    {
      if (!get_time_slowly (self, row, text, is_optional, reason, out, fault))
        return FALSE;
      if (out->time_ms == G_MININT64)
        return TRUE;
    }
  if (G_UNLIKELY (out->time_ms < self->first_ms || out->time_ms > self->last_ms))
    return fail (fault, column,
                 out->time_ms < self->first_ms ? self->too_early : self->too_late);
  return TRUE;
}

static inline gboolean
get_amount (SyRowParser *self,
            const SyCsvRow *row,
            SyParsedRow *out,
            SyRowFault *fault)
{
  int column = self->recipe->columns[SY_ROLE_AMOUNT];
  const SyCsvField *field;
  const char *reason;

  if (column < 0 || row->fields[column].length == 0)
    return TRUE;
  field = &row->fields[column];
  if (G_UNLIKELY (!sy_amount_format_parse (&self->recipe->amount_format, field->text, field->length,
                                           &out->amount, &reason)))
    {
      SyText text = trim (field);

      if (text.length == 0 || is_placeholder (self, text) ||
          is_one_of (text, self->recipe->amount_placeholders) ||
          (text.length < field->length &&
           sy_amount_format_parse (&self->recipe->amount_format, text.text, text.length,
                                   &out->amount, &reason)))
        return TRUE;
      return fail_cell (self, row, out->texts[SY_ROLE_PERSON], fault, column, reason);
    }
  return TRUE;
}

/* The value of an outcome or a treatment is kept as text. */
static gboolean
get_value (SyRowParser *self,
           const SyCsvRow *row,
           SyParsedRow *out)
{
  int column = self->recipe->columns[SY_ROLE_AMOUNT];

  if (column >= 0)
    {
      SyText text = trim (&row->fields[column]);

      if (text.length > 0 && !is_placeholder (self, text))
        out->texts[SY_ROLE_AMOUNT] = text;
    }
  return TRUE;
}

static gboolean
check_outcome (SyRowParser *self,
               const SyParsedRow *out,
               SyRowFault *fault)
{
  SyText value = out->texts[SY_ROLE_AMOUNT];

  /* Without a time it can only be one that did not happen. */
  if (out->time_ms != G_MININT64 || value.text == NULL || sy_is_no (value))
    return TRUE;
  return fail (fault, self->recipe->columns[SY_ROLE_TIME], "the outcome happened but has no time");
}

static gboolean
check_link (SyRowParser *self,
            const SyParsedRow *out,
            SyRowFault *fault)
{
  SyText person = out->texts[SY_ROLE_PERSON];
  SyText alias = out->texts[SY_ROLE_ALIAS];

  if (person.length != alias.length || memcmp (person.text, alias.text, person.length) != 0)
    return TRUE;
  return fail (fault, self->recipe->columns[SY_ROLE_ALIAS], "both keys are the same");
}

/* A date stands for its whole day, so that it is the next one that no longer counts. */
static gboolean
is_date (SyText text)
{
  gboolean has_other = FALSE;

  for (guint32 i = 0; i < text.length; i++)
    {
      if (text.text[i] == ':')
        return FALSE;
      has_other |= !g_ascii_isdigit (text.text[i]);
    }
  return has_other || text.length == 8;
}

static gboolean
get_end (SyRowParser *self,
         const SyCsvRow *row,
         SyParsedRow *out,
         SyRowFault *fault)
{
  int column = self->recipe->columns[SY_ROLE_END];
  const char *reason;
  SyText text;

  if (column < 0)
    return TRUE;
  text = trim (&row->fields[column]);
  if (text.length == 0 || is_placeholder (self, text))
    return TRUE;
  if (!sy_time_format_parse (self->time_format, self->recipe->zone, text.text, text.length,
                             &out->end_ms, &reason))
    return fail (fault, column, reason);
  if (is_date (text))
    out->end_ms = sy_zone_day_start (self->recipe->zone,
                                     sy_zone_day (self->recipe->zone, out->end_ms / 1000) + 1) *
                  1000;
  if (out->end_ms < self->first_ms || out->end_ms > self->last_ms)
    return fail (fault, column,
                 out->end_ms < self->first_ms ? self->too_early : self->too_late);
  if (out->time_ms != G_MININT64 && out->end_ms <= out->time_ms)
    return fail (fault, column, "the end is not after the start");
  return TRUE;
}

/* Events have a time, which no header and no total has; other rows have to be looked at. */
static inline gboolean
check_is_row (SyRowParser *self,
              const SyCsvRow *row,
              const SyParsedRow *out,
              SyRowFault *fault)
{
  SyText person = out->texts[SY_ROLE_PERSON];

  if (repeats_header (self, row))
    return fail (fault, -1, "the header again");
  return !is_total (self, row, person) || fail (fault, -1, "a total, not a row");
}

gboolean
sy_row_parser_parse (SyRowParser *self,
                     const SyCsvRow *row,
                     SyParsedRow *out_row,
                     SyRowFault *out_fault)
{
  if (G_UNLIKELY (row->status != SY_CSV_ROW_OK))
    return fail (out_fault, row->column, row->reason);
  if (G_UNLIKELY (row->n_fields < self->recipe->n_columns))
    return fail (out_fault, -1, "too few fields");
  *out_row = (SyParsedRow){ .time_ms = G_MININT64, .end_ms = G_MININT64, .amount = (double) NAN };

  if (!get_key (self, row, SY_ROLE_PERSON, FALSE, out_row, out_fault) ||
      (self->recipe->kind != SY_IMPORT_EVENTS && !check_is_row (self, row, out_row, out_fault)))
    return FALSE;
  switch (self->recipe->kind)
    {
    case SY_IMPORT_EVENTS:
      return get_time (self, row, FALSE, out_row, out_fault) &&
             get_key (self, row, SY_ROLE_TYPE, FALSE, out_row, out_fault) &&
             get_amount (self, row, out_row, out_fault) &&
             get_key (self, row, SY_ROLE_ID, TRUE, out_row, out_fault) &&
             get_key (self, row, SY_ROLE_ACCOUNT, TRUE, out_row, out_fault);

    case SY_IMPORT_OUTCOMES:
      return get_time (self, row, TRUE, out_row, out_fault) &&
             get_key (self, row, SY_ROLE_TYPE, FALSE, out_row, out_fault) &&
             get_value (self, row, out_row) && check_outcome (self, out_row, out_fault);

    case SY_IMPORT_TREATMENTS:
      return get_time (self, row, FALSE, out_row, out_fault) &&
             get_key (self, row, SY_ROLE_TYPE, FALSE, out_row, out_fault) &&
             get_value (self, row, out_row);

    case SY_IMPORT_LINKS:
      return get_time (self, row, TRUE, out_row, out_fault) &&
             get_key (self, row, SY_ROLE_ALIAS, FALSE, out_row, out_fault) &&
             check_link (self, out_row, out_fault);

    case SY_IMPORT_ACCOUNTS:
      return get_key (self, row, SY_ROLE_ACCOUNT, FALSE, out_row, out_fault) &&
             get_key (self, row, SY_ROLE_TYPE, TRUE, out_row, out_fault) &&
             get_time (self, row, TRUE, out_row, out_fault) &&
             get_end (self, row, out_row, out_fault);

    case SY_IMPORT_ATTRIBUTES:
    default:
      return TRUE;
    }
}

SyText
sy_row_parser_get_property (SyRowParser *self,
                            const SyCsvRow *row,
                            gsize property)
{
  SyText text = trim (&row->fields[self->recipe->property_columns[property]]);

  if (text.length == 0 || is_placeholder (self, text))
    return (SyText){ NULL, 0 };
  return text;
}
