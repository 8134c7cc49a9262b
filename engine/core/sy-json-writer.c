/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-json-writer.h"

#include <math.h>

#include "core/sy-number.h"

typedef struct
{
  gboolean is_object;
  gboolean is_inline;
  gboolean has_key;
  gsize n_values;
} Level;

struct _SyJsonWriter
{
  GString *text;
  GArray *levels;
  gboolean is_complete;
};

static Level *
get_level (SyJsonWriter *self)
{
  return self->levels->len == 0 ? NULL
                                : &g_array_index (self->levels, Level, self->levels->len - 1);
}

static void
add_newline (SyJsonWriter *self)
{
  g_string_append_c (self->text, '\n');
  for (guint i = 0; i < self->levels->len; i++)
    g_string_append (self->text, "  ");
}

/* What goes before an element or a key. */
static void
add_separator (SyJsonWriter *self,
               Level *level)
{
  if (level->n_values > 0)
    g_string_append_c (self->text, ',');
  if (!level->is_inline)
    add_newline (self);
  else if (level->n_values > 0 || level->is_object)
    g_string_append_c (self->text, ' ');
  level->n_values++;
}

static void
begin_value (SyJsonWriter *self)
{
  Level *level = get_level (self);

  g_assert (!self->is_complete);
  if (level == NULL)
    self->is_complete = TRUE;
  else if (level->is_object)
    {
      g_assert (level->has_key);
      level->has_key = FALSE;
    }
  else
    add_separator (self, level);
}

static void
begin_container (SyJsonWriter *self,
                 gboolean is_object,
                 SyJsonLayout layout)
{
  Level *outer = get_level (self);
  Level level = { is_object, layout == SY_JSON_INLINE || (outer != NULL && outer->is_inline), FALSE,
                  0 };

  begin_value (self);
  self->is_complete = FALSE;
  g_string_append_c (self->text, is_object ? '{' : '[');
  g_array_append_val (self->levels, level);
}

static void
end_container (SyJsonWriter *self,
               gboolean is_object)
{
  Level level;

  g_assert (self->levels->len > 0);
  level = *get_level (self);
  g_assert (level.is_object == is_object && !level.has_key);
  g_array_set_size (self->levels, self->levels->len - 1);
  if (level.n_values > 0 && !level.is_inline)
    add_newline (self);
  else if (level.n_values > 0 && is_object)
    g_string_append_c (self->text, ' ');
  g_string_append_c (self->text, is_object ? '}' : ']');
  self->is_complete = self->levels->len == 0;
}

static void
add_quoted (GString *out,
            const char *text)
{
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *p = valid != NULL ? valid : text; *p != '\0'; p++)
    switch (*p)
      {
      case '"':
      case '\\':
        g_string_append_c (out, '\\');
        g_string_append_c (out, *p);
        break;
      case '\n':
        g_string_append (out, "\\n");
        break;
      case '\r':
        g_string_append (out, "\\r");
        break;
      case '\t':
        g_string_append (out, "\\t");
        break;
      default:
        if ((guchar) *p < 0x20 || *p == 0x7f)
          g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
        else
          g_string_append_c (out, *p);
        break;
      }
  g_string_append_c (out, '"');
}

SyJsonWriter *
sy_json_writer_new (void)
{
  SyJsonWriter *self = g_new0 (SyJsonWriter, 1);

  self->text = g_string_new (NULL);
  self->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  return self;
}

void
sy_json_writer_free (SyJsonWriter *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_array_unref (self->levels);
  g_free (self);
}

char *
sy_json_writer_finish (SyJsonWriter *self)
{
  char *text;

  g_return_val_if_fail (self != NULL && self->is_complete, NULL);

  g_string_append_c (self->text, '\n');
  text = g_string_free (self->text, FALSE);
  g_array_unref (self->levels);
  g_free (self);
  return text;
}

void
sy_json_writer_begin_object (SyJsonWriter *self,
                             SyJsonLayout layout)
{
  g_return_if_fail (self != NULL);
  begin_container (self, TRUE, layout);
}

void
sy_json_writer_end_object (SyJsonWriter *self)
{
  g_return_if_fail (self != NULL);
  end_container (self, TRUE);
}

void
sy_json_writer_begin_array (SyJsonWriter *self,
                            SyJsonLayout layout)
{
  g_return_if_fail (self != NULL);
  begin_container (self, FALSE, layout);
}

void
sy_json_writer_end_array (SyJsonWriter *self)
{
  g_return_if_fail (self != NULL);
  end_container (self, FALSE);
}

void
sy_json_writer_key (SyJsonWriter *self,
                    const char *key)
{
  Level *level;

  g_return_if_fail (self != NULL && key != NULL);

  level = get_level (self);
  g_assert (level != NULL && level->is_object && !level->has_key);
  add_separator (self, level);
  add_quoted (self->text, key);
  g_string_append (self->text, ": ");
  level->has_key = TRUE;
}

void
sy_json_writer_text (SyJsonWriter *self,
                     const char *text)
{
  g_return_if_fail (self != NULL);

  if (text == NULL)
    {
      sy_json_writer_null (self);
      return;
    }
  begin_value (self);
  add_quoted (self->text, text);
}

void
sy_json_writer_number (SyJsonWriter *self,
                       double value)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];

  g_return_if_fail (self != NULL);

  begin_value (self);
  g_string_append (self->text, isfinite (value) ? sy_number_format (value, buffer) : "null");
}

void
sy_json_writer_int (SyJsonWriter *self,
                    gint64 value)
{
  g_return_if_fail (self != NULL);

  begin_value (self);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
sy_json_writer_boolean (SyJsonWriter *self,
                        gboolean value)
{
  g_return_if_fail (self != NULL);

  begin_value (self);
  g_string_append (self->text, value ? "true" : "false");
}

void
sy_json_writer_null (SyJsonWriter *self)
{
  g_return_if_fail (self != NULL);

  begin_value (self);
  g_string_append (self->text, "null");
}

void
sy_json_writer_value (SyJsonWriter *self,
                      const SyJson *json)
{
  g_return_if_fail (self != NULL && json != NULL);

  switch (sy_json_get_type (json))
    {
    case SY_JSON_NULL:
      sy_json_writer_null (self);
      break;
    case SY_JSON_BOOLEAN:
      sy_json_writer_boolean (self, sy_json_get_boolean (json));
      break;
    case SY_JSON_NUMBER:
      sy_json_writer_number (self, sy_json_get_number (json));
      break;
    case SY_JSON_TEXT:
      sy_json_writer_text (self, sy_json_get_text (json));
      break;
    case SY_JSON_ARRAY:
      sy_json_writer_begin_array (self, SY_JSON_LINES);
      for (gsize i = 0; i < sy_json_get_size (json); i++)
        sy_json_writer_value (self, sy_json_get_element (json, i));
      sy_json_writer_end_array (self);
      break;
    case SY_JSON_OBJECT:
    default:
      sy_json_writer_begin_object (self, SY_JSON_LINES);
      for (gsize i = 0; i < sy_json_get_size (json); i++)
        {
          sy_json_writer_key (self, sy_json_get_key (json, i));
          sy_json_writer_value (self, sy_json_get_element (json, i));
        }
      sy_json_writer_end_object (self);
      break;
    }
}
