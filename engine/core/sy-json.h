/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SY_JSON_ERROR:
 *
 * The domain of #SyJsonError.
 */
#define SY_JSON_ERROR (sy_json_error_quark ())
SY_EXTERN
GQuark sy_json_error_quark (void);

/**
 * SyJsonError:
 * @SY_JSON_ERROR_SYNTAX: the text is not JSON; the message starts with the place,
 *   `line 3, column 14: `
 *
 * What can be wrong with a JSON text.
 */
typedef enum
{
  SY_JSON_ERROR_SYNTAX,
} SyJsonError;

/**
 * SyJsonType:
 * @SY_JSON_NULL: null
 * @SY_JSON_BOOLEAN: true or false
 * @SY_JSON_NUMBER: a finite number
 * @SY_JSON_TEXT: a text
 * @SY_JSON_ARRAY: a list of values
 * @SY_JSON_OBJECT: keys and values
 *
 * What a value is.
 */
typedef enum
{
  SY_JSON_NULL,
  SY_JSON_BOOLEAN,
  SY_JSON_NUMBER,
  SY_JSON_TEXT,
  SY_JSON_ARRAY,
  SY_JSON_OBJECT,
} SyJsonType;

/**
 * SY_JSON_MAX_DEPTH:
 *
 * How deep lists and objects may nest.
 */
#define SY_JSON_MAX_DEPTH 64

/**
 * SyJson:
 *
 * A value read from a JSON text, with the place it stands at. Immutable.
 *
 * Reading is strict (RFC 8259): no comments, no trailing commas, no other quotes, no
 * octal or hexadecimal numbers. Refused as well, for nothing may be lost: a key
 * that stands twice in an object, a number too large for a double, \u0000 and half
 * a surrogate pair in a text, nesting deeper than %SY_JSON_MAX_DEPTH.
 */
typedef struct _SyJson SyJson;

/**
 * sy_json_parse:
 * @text: the text, UTF-8, a byte order mark allowed
 * @length: its length in bytes, or -1 when it ends in a zero byte
 * @error: return location, or %NULL
 *
 * Reads a text that holds exactly one value.
 * Errors: %SY_JSON_ERROR_SYNTAX.
 *
 * Returns: (transfer full): the value, or %NULL
 */
SY_EXTERN
SyJson *sy_json_parse (const char *text,
                       gssize length,
                       GError **error);

/**
 * sy_json_free:
 * @self: (nullable) (transfer full): the value that sy_json_parse() returned
 *
 * Frees it with all it holds.
 */
SY_EXTERN
void sy_json_free (SyJson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyJson, sy_json_free)

/**
 * sy_json_get_type:
 * @self: a value
 *
 * Returns: what it is
 */
SY_EXTERN
SyJsonType sy_json_get_type (const SyJson *self);

/**
 * sy_json_get_line:
 * @self: a value
 *
 * Returns: the line it starts on, from 1
 */
SY_EXTERN
guint sy_json_get_line (const SyJson *self);

/**
 * sy_json_get_column:
 * @self: a value
 *
 * Returns: the column it starts at, from 1, in characters
 */
SY_EXTERN
guint sy_json_get_column (const SyJson *self);

/**
 * sy_json_get_boolean:
 * @self: a boolean
 *
 * Returns: the boolean
 */
SY_EXTERN
gboolean sy_json_get_boolean (const SyJson *self);

/**
 * sy_json_get_number:
 * @self: a number
 *
 * Returns: the number, finite
 */
SY_EXTERN
double sy_json_get_number (const SyJson *self);

/**
 * sy_json_get_text:
 * @self: a text
 *
 * Returns: (transfer none): the text, UTF-8
 */
SY_EXTERN
const char *sy_json_get_text (const SyJson *self);

/**
 * sy_json_get_size:
 * @self: a list or an object
 *
 * Returns: how many elements or members it has
 */
SY_EXTERN
gsize sy_json_get_size (const SyJson *self);

/**
 * sy_json_get_element:
 * @self: a list or an object
 * @index: below its size
 *
 * Returns: (transfer none): the element, or the value of the member, in the order of the text
 */
SY_EXTERN
const SyJson *sy_json_get_element (const SyJson *self,
                                   gsize index);

/**
 * sy_json_get_key:
 * @self: an object
 * @index: below its size
 *
 * Returns: (transfer none): the key of the member
 */
SY_EXTERN
const char *sy_json_get_key (const SyJson *self,
                             gsize index);

/**
 * sy_json_find:
 * @self: an object
 * @key: a key
 *
 * Returns: (transfer none) (nullable): the value of the member, or %NULL without one
 */
SY_EXTERN
const SyJson *sy_json_find (const SyJson *self,
                            const char *key);

G_END_DECLS
