/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-row-parser-private.h"

#include <math.h>
#include <string.h>

/* Seconds since 1970 that an event log can hold: 1930-01-01 to just before the unsigned 32-bit second runs out. */
#define HARD_FIRST_MS (SY_EVENT_EPOCH * 1000)
#define HARD_LAST_MS ((SY_EVENT_EPOCH + (gint64) G_MAXUINT32) * 1000 + 999)

struct _SyRowParser
{
  const SyRecipe *recipe;
  SyTimeFormat *time_format;
  gint64 first_ms;
  gint64 last_ms;
  guint64 placeholder_lengths; /* bit n: a placeholder has n bytes */
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
  g_clear_pointer (&self->zone, sy_zone_unref);
  g_clear_pointer (&self->placeholders, g_strfreev);
}

SyRowParser *
sy_row_parser_new (const SyRecipe *recipe)
{
  SyRowParser *self = g_new0 (SyRowParser, 1);

  self->recipe = recipe;
  self->time_format = recipe->time_format != NULL ? sy_time_format_copy (recipe->time_format)
                                                  : NULL;
  self->first_ms = MAX (recipe->first_ms, HARD_FIRST_MS);
  self->last_ms = MIN (recipe->last_ms, HARD_LAST_MS);
  for (gsize i = 0; recipe->placeholders[i] != NULL; i++)
    self->placeholder_lengths |= (guint64) 1 << MIN (strlen (recipe->placeholders[i]), 63);
  return self;
}

void
sy_row_parser_free (SyRowParser *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->time_format, sy_time_format_free);
  g_free (self);
}

gint64
sy_row_parser_get_n_trimmed (const SyRowParser *self)
{
  return self->n_trimmed;
}

static inline gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
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
  return (self->placeholder_lengths >> MIN (text.length, 63) & 1) != 0 &&
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
    return is_optional || fail (fault, column, missing_reasons[role]);
  if (text.length > SY_MAX_KEY_LENGTH)
    return fail (fault, column, "longer than 1,000 bytes");
  out->texts[role] = text;
  return TRUE;
}

static inline gboolean
get_time (SyRowParser *self,
          const SyCsvRow *row,
          gboolean is_optional,
          SyParsedRow *out,
          SyRowFault *fault)
{
  int column = self->recipe->columns[SY_ROLE_TIME];
  const SyCsvField *field;
  const char *reason;

  if (column < 0)
    return TRUE;
  field = &row->fields[column];
  if (G_UNLIKELY (!sy_time_format_parse (self->time_format, self->recipe->zone, field->text,
                                         field->length, &out->time_ms, &reason)))
    {
      SyText text = trim (field);

      if (text.length == 0 || is_placeholder (self, text))
        return is_optional || fail (fault, column, missing_reasons[SY_ROLE_TIME]);
      return fail (fault, column, reason);
    }
  if (G_UNLIKELY (out->time_ms < self->first_ms || out->time_ms > self->last_ms))
    return fail (fault, column,
                 out->time_ms < self->first_ms ? "the time is before the accepted range"
                                               : "the time is after the accepted range");
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
          is_one_of (text, self->recipe->amount_placeholders))
        return TRUE;
      return fail (fault, column, reason);
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
    return fail (fault, column, "the time is outside the accepted range");
  if (out->time_ms != G_MININT64 && out->end_ms <= out->time_ms)
    return fail (fault, column, "the end is not after the start");
  return TRUE;
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

  if (!get_key (self, row, SY_ROLE_PERSON, FALSE, out_row, out_fault))
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
