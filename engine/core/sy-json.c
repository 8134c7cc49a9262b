/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A strict reader. The library at hand (json-glib 1.6) is lenient where a document
 * must not be: it takes comments, 010 and 0x10, keeps the last of two equal keys, reads
 * 99999999999999999999 as -1, stops the process on deep nesting, and forgets where a
 * value stood. This one is a recursive descent with a depth limit; values live in
 * small allocations owned by their parents.
 */
#include "config.h"

#include "sy-json.h"

#include <string.h>

#include "core/sy-number.h"

struct _SyJson
{
  SyJsonType type;
  guint line;
  guint column;
  gboolean boolean;
  double number;
  char *text;
  /* Elements or member values, and the keys of members (interned below). */
  GPtrArray *elements;
  GPtrArray *keys;
};

typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  guint depth;
  GError **error;
} Reader;

G_DEFINE_QUARK (sy_json_error, sy_json_error)

static SyJson *read_value (Reader *reader);

static void
get_place (const Reader *reader,
           const char *at,
           guint *out_line,
           guint *out_column)
{
  guint line = 1;
  guint column = 1;

  for (const char *p = reader->start; p < at; p++)
    {
      if (*p == '\n')
        {
          line++;
          column = 1;
        }
      else if (((guchar) *p & 0xc0) != 0x80)
        column++;
    }
  *out_line = line;
  *out_column = column;
}

static G_GNUC_PRINTF (3, 4) gboolean
    fail (Reader *reader,
          const char *at,
          const char *format,
          ...)
{
  g_autofree char *message = NULL;
  guint line;
  guint column;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  get_place (reader, at, &line, &column);
  g_set_error (reader->error, SY_JSON_ERROR, SY_JSON_ERROR_SYNTAX, "line %u, column %u: %s", line,
               column, message);
  return FALSE;
}

static void
skip_blanks (Reader *reader)
{
  while (reader->at < reader->end && strchr (" \t\r\n", *reader->at) != NULL && *reader->at != '\0')
    reader->at++;
}

/* What stands at the cursor, for messages: one character or "the end of the text". */
static char *
name_next (const Reader *reader)
{
  const char *next;

  if (reader->at >= reader->end)
    return g_strdup ("the text ends");
  if (g_ascii_iscntrl (*reader->at))
    return g_strdup_printf ("found the control character 0x%02x", (guint) (guchar) *reader->at);
  next = g_utf8_next_char (reader->at);
  return g_strdup_printf ("found “%.*s”", (int) (next - reader->at), reader->at);
}

static gboolean
fail_expected (Reader *reader,
               const char *what)
{
  g_autofree char *next = name_next (reader);

  return fail (reader, reader->at, "expected %s, but %s", what, next);
}

static gboolean
read_hex4 (Reader *reader,
           gunichar *out_unit)
{
  gunichar unit = 0;

  for (int i = 0; i < 4; i++, reader->at++)
    {
      int digit = reader->at < reader->end ? g_ascii_xdigit_value (*reader->at) : -1;

      if (digit < 0)
        return fail_expected (reader, "four hexadecimal digits after \\u");
      unit = unit * 16 + (gunichar) digit;
    }
  *out_unit = unit;
  return TRUE;
}

static gboolean
read_unicode_escape (Reader *reader,
                     const char *escape,
                     GString *text)
{
  gunichar unit = 0;
  gunichar low = 0;

  if (!read_hex4 (reader, &unit))
    return FALSE;
  if (unit == 0)
    return fail (reader, escape, "a text cannot hold \\u0000");
  if (unit >= 0xd800 && unit <= 0xdfff)
    {
      if (unit >= 0xdc00 || reader->end - reader->at < 2 || reader->at[0] != '\\' ||
          reader->at[1] != 'u')
        return fail (reader, escape, "half of a surrogate pair");
      reader->at += 2;
      if (!read_hex4 (reader, &low))
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        return fail (reader, escape, "half of a surrogate pair");
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  g_string_append_unichar (text, unit);
  return TRUE;
}

static gboolean
read_escape (Reader *reader,
             GString *text)
{
  static const char escapes[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  const char *escape = reader->at - 1;
  const char *found;

  if (reader->at < reader->end && *reader->at == 'u')
    {
      reader->at++;
      return read_unicode_escape (reader, escape, text);
    }
  found = reader->at < reader->end ? memchr (escapes, *reader->at, sizeof escapes - 1) : NULL;
  if (found == NULL)
    return fail (reader, escape, "a backslash must be followed by one of \" \\ / b f n r t u");
  g_string_append_c (text, values[found - escapes]);
  reader->at++;
  return TRUE;
}

/* At the opening quote. */
static char *
read_text (Reader *reader)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *opening = reader->at;

  reader->at++;
  for (;;)
    {
      const char *run = reader->at;

      while (reader->at < reader->end && *reader->at != '"' && *reader->at != '\\' &&
             (guchar) *reader->at >= 0x20)
        reader->at++;
      g_string_append_len (text, run, reader->at - run);
      if (reader->at >= reader->end)
        {
          fail (reader, opening, "this text has no closing quote");
          return NULL;
        }
      if ((guchar) *reader->at < 0x20)
        {
          fail (reader, reader->at,
                "a text cannot hold the control character 0x%02x; write it as \\n, \\t or \\u00..",
                (guint) (guchar) *reader->at);
          return NULL;
        }
      if (*reader->at++ == '"')
        return g_string_free (g_steal_pointer (&text), FALSE);
      if (!read_escape (reader, text))
        return NULL;
    }
}

static const char *
skip_digits (const char *at,
             const char *end)
{
  while (at < end && g_ascii_isdigit (*at))
    at++;
  return at;
}

/* The grammar of RFC 8259; the value then comes from the one number parser. */
static gboolean
read_number (Reader *reader,
             SyJson *value)
{
  const char *start = reader->at;
  const char *at = start;
  const char *digits;

  at += at < reader->end && *at == '-';
  digits = at;
  at = skip_digits (at, reader->end);
  if (at == digits)
    return fail (reader, start, "expected a digit after the minus sign");
  if (*digits == '0' && at - digits > 1)
    return fail (reader, start, "a number cannot start with a zero");
  if (at < reader->end && *at == '.')
    {
      digits = ++at;
      at = skip_digits (at, reader->end);
      if (at == digits)
        return fail (reader, start, "expected a digit after the decimal point");
    }
  if (at < reader->end && (*at == 'e' || *at == 'E'))
    {
      at++;
      at += at < reader->end && (*at == '+' || *at == '-');
      digits = at;
      at = skip_digits (at, reader->end);
      if (at == digits)
        return fail (reader, start, "expected a digit in the exponent");
    }
  if (!sy_number_parse (start, (gsize) (at - start), &value->number))
    return fail (reader, start, "the number %.*s is too large", (int) MIN (at - start, 40), start);
  reader->at = at;
  return TRUE;
}

static gboolean
read_word (Reader *reader,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (reader->end - reader->at) < length || memcmp (reader->at, word, length) != 0 ||
      ((gsize) (reader->end - reader->at) > length &&
       (g_ascii_isalnum (reader->at[length]) || reader->at[length] == '_')))
    return FALSE;
  reader->at += length;
  return TRUE;
}

static gboolean
read_array (Reader *reader,
            SyJson *value)
{
  reader->at++;
  skip_blanks (reader);
  if (reader->at < reader->end && *reader->at == ']')
    {
      reader->at++;
      return TRUE;
    }
  for (;;)
    {
      SyJson *element = read_value (reader);

      if (element == NULL)
        return FALSE;
      g_ptr_array_add (value->elements, element);
      skip_blanks (reader);
      if (reader->at < reader->end && *reader->at == ',')
        reader->at++;
      else if (reader->at < reader->end && *reader->at == ']')
        {
          reader->at++;
          return TRUE;
        }
      else
        return fail_expected (reader, "“,” or “]”");
    }
}

static gboolean
read_key (Reader *reader,
          SyJson *value,
          GHashTable *seen)
{
  g_autofree char *key = NULL;
  const char *at;

  skip_blanks (reader);
  at = reader->at;
  if (reader->at >= reader->end || *reader->at != '"')
    return fail_expected (reader, "a key in double quotes");
  key = read_text (reader);
  if (key == NULL)
    return FALSE;
  if (!g_hash_table_add (seen, key))
    return fail (reader, at, "the key “%s” stands twice in this object; keep one", key);
  g_ptr_array_add (value->keys, g_steal_pointer (&key));
  skip_blanks (reader);
  if (reader->at >= reader->end || *reader->at != ':')
    return fail_expected (reader, "“:” after the key");
  reader->at++;
  return TRUE;
}

static gboolean
read_object (Reader *reader,
             SyJson *value)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  value->keys = g_ptr_array_new_with_free_func (g_free);
  reader->at++;
  skip_blanks (reader);
  if (reader->at < reader->end && *reader->at == '}')
    {
      reader->at++;
      return TRUE;
    }
  for (;;)
    {
      SyJson *member;

      if (!read_key (reader, value, seen))
        return FALSE;
      member = read_value (reader);
      if (member == NULL)
        return FALSE;
      g_ptr_array_add (value->elements, member);
      skip_blanks (reader);
      if (reader->at < reader->end && *reader->at == ',')
        reader->at++;
      else if (reader->at < reader->end && *reader->at == '}')
        {
          reader->at++;
          return TRUE;
        }
      else
        return fail_expected (reader, "“,” or “}”");
    }
}

static gboolean
read_container (Reader *reader,
                SyJson *value)
{
  gboolean done;

  if (reader->depth >= SY_JSON_MAX_DEPTH)
    return fail (reader, reader->at, "lists and objects nest deeper than %d", SY_JSON_MAX_DEPTH);
  reader->depth++;
  value->elements = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_json_free);
  done = value->type == SY_JSON_ARRAY ? read_array (reader, value) : read_object (reader, value);
  reader->depth--;
  return done;
}

static gboolean
read_into (Reader *reader,
           SyJson *value)
{
  if (reader->at < reader->end)
    switch (*reader->at)
      {
      case '{':
        value->type = SY_JSON_OBJECT;
        return read_container (reader, value);
      case '[':
        value->type = SY_JSON_ARRAY;
        return read_container (reader, value);
      case '"':
        value->type = SY_JSON_TEXT;
        value->text = read_text (reader);
        return value->text != NULL;
      case '-':
      case '0' ... '9':
        value->type = SY_JSON_NUMBER;
        return read_number (reader, value);
      default:
        break;
      }
  value->type = SY_JSON_BOOLEAN;
  value->boolean = read_word (reader, "true");
  if (value->boolean || read_word (reader, "false"))
    return TRUE;
  value->type = SY_JSON_NULL;
  if (read_word (reader, "null"))
    return TRUE;
  return fail_expected (reader, "a value");
}

static SyJson *
read_value (Reader *reader)
{
  g_autoptr (SyJson) value = g_new0 (SyJson, 1);
  const char *at;

  skip_blanks (reader);
  at = reader->at;
  if (!read_into (reader, value))
    return NULL;
  /* Kept as an offset until the whole text is read: see set_places (). */
  value->line = (guint) (at - reader->start);
  return g_steal_pointer (&value);
}

/* Turns offsets into lines and columns in one pass: values are met in the order of the text. */
static void
set_places (SyJson *value,
            const char *start,
            const char **at,
            guint *line,
            guint *column)
{
  const char *target = start + value->line;

  for (; *at < target; (*at)++)
    {
      if (**at == '\n')
        {
          (*line)++;
          *column = 1;
        }
      else if (((guchar) * *at & 0xc0) != 0x80)
        (*column)++;
    }
  value->line = *line;
  value->column = *column;
  for (gsize i = 0; value->elements != NULL && i < value->elements->len; i++)
    set_places (value->elements->pdata[i], start, at, line, column);
}

SyJson *
sy_json_parse (const char *text,
               gssize length,
               GError **error)
{
  g_autoptr (SyJson) value = NULL;
  Reader reader = { 0 };
  const char *invalid;
  const char *at;
  guint line = 1;
  guint column = 1;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (text == NULL)
    text = "";
  if (length < 0)
    length = (gssize) strlen (text);
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  reader = (Reader){ text, text, text + length, 0, error };
  if (length > G_MAXINT32)
    {
      fail (&reader, text, "the text is larger than 2 GiB");
      return NULL;
    }
  if (!g_utf8_validate_len (text, (gsize) length, &invalid))
    {
      fail (&reader, invalid, "the text is not UTF-8 here (byte 0x%02x)",
            (guint) (guchar) *invalid);
      return NULL;
    }
  value = read_value (&reader);
  if (value == NULL)
    return NULL;
  skip_blanks (&reader);
  if (reader.at < reader.end)
    {
      fail_expected (&reader, "nothing after the value");
      return NULL;
    }
  at = text;
  set_places (value, text, &at, &line, &column);
  return g_steal_pointer (&value);
}

void
sy_json_free (SyJson *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_clear_pointer (&self->elements, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_free (self);
}

SyJsonType
sy_json_get_type (const SyJson *self)
{
  g_return_val_if_fail (self != NULL, SY_JSON_NULL);
  return self->type;
}

guint
sy_json_get_line (const SyJson *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->line;
}

guint
sy_json_get_column (const SyJson *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->column;
}

gboolean
sy_json_get_boolean (const SyJson *self)
{
  g_return_val_if_fail (self != NULL && self->type == SY_JSON_BOOLEAN, FALSE);
  return self->boolean;
}

double
sy_json_get_number (const SyJson *self)
{
  g_return_val_if_fail (self != NULL && self->type == SY_JSON_NUMBER, 0);
  return self->number;
}

const char *
sy_json_get_text (const SyJson *self)
{
  g_return_val_if_fail (self != NULL && self->type == SY_JSON_TEXT, NULL);
  return self->text;
}

gsize
sy_json_get_size (const SyJson *self)
{
  g_return_val_if_fail (self != NULL && self->elements != NULL, 0);
  return self->elements->len;
}

const SyJson *
sy_json_get_element (const SyJson *self,
                     gsize index)
{
  g_return_val_if_fail (self != NULL && self->elements != NULL && index < self->elements->len,
                        NULL);
  return self->elements->pdata[index];
}

const char *
sy_json_get_key (const SyJson *self,
                 gsize index)
{
  g_return_val_if_fail (self != NULL && self->keys != NULL && index < self->keys->len, NULL);
  return self->keys->pdata[index];
}

const SyJson *
sy_json_find (const SyJson *self,
              const char *key)
{
  g_return_val_if_fail (self != NULL && self->type == SY_JSON_OBJECT && key != NULL, NULL);

  for (guint i = 0; i < self->keys->len; i++)
    if (strcmp (self->keys->pdata[i], key) == 0)
      return self->elements->pdata[i];
  return NULL;
}
