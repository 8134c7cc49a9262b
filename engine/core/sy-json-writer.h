/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-json.h"
#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SyJsonLayout:
 * @SY_JSON_LINES: one member or element a line, two spaces a level
 * @SY_JSON_INLINE: all in one line, with spaces, together with all inside
 *
 * How an object or a list is laid out.
 */
typedef enum
{
  SY_JSON_LINES,
  SY_JSON_INLINE,
} SyJsonLayout;

/**
 * SyJsonWriter:
 *
 * Writes one JSON value, in the order of the calls. Numbers are written by
 * sy_number_format(), so they read back exactly and do not depend on the locale;
 * not-a-number and the infinities, which JSON cannot hold, become null. Texts are
 * UTF-8 and stay readable: only quotes, backslashes and control characters are escaped.
 *
 * Calls that do not fit (a value without key in an object, an end without begin)
 * are programmer errors.
 */
typedef struct _SyJsonWriter SyJsonWriter;

/**
 * sy_json_writer_new:
 *
 * Returns: (transfer full): an empty writer
 */
SY_EXTERN
SyJsonWriter *sy_json_writer_new (void);

/**
 * sy_json_writer_free:
 * @self: (nullable) (transfer full): a writer
 *
 * Frees it.
 */
SY_EXTERN
void sy_json_writer_free (SyJsonWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyJsonWriter, sy_json_writer_free)

/**
 * sy_json_writer_finish:
 * @self: (transfer full): a writer whose value is complete
 *
 * Returns: (transfer full): the text, with a line feed at the end
 */
SY_EXTERN
char *sy_json_writer_finish (SyJsonWriter *self);

/**
 * sy_json_writer_begin_object:
 * @self: a writer
 * @layout: how it is laid out
 *
 * Opens an object; an empty one is written as `{}`.
 */
SY_EXTERN
void sy_json_writer_begin_object (SyJsonWriter *self,
                                  SyJsonLayout layout);

/**
 * sy_json_writer_end_object:
 * @self: a writer
 *
 * Closes the innermost object.
 */
SY_EXTERN
void sy_json_writer_end_object (SyJsonWriter *self);

/**
 * sy_json_writer_begin_array:
 * @self: a writer
 * @layout: how it is laid out
 *
 * Opens a list; an empty one is written as `[]`.
 */
SY_EXTERN
void sy_json_writer_begin_array (SyJsonWriter *self,
                                 SyJsonLayout layout);

/**
 * sy_json_writer_end_array:
 * @self: a writer
 *
 * Closes the innermost list.
 */
SY_EXTERN
void sy_json_writer_end_array (SyJsonWriter *self);

/**
 * sy_json_writer_key:
 * @self: a writer in an object
 * @key: the key of the value that follows
 *
 * Writes a key.
 */
SY_EXTERN
void sy_json_writer_key (SyJsonWriter *self,
                         const char *key);

/**
 * sy_json_writer_text:
 * @self: a writer
 * @text: (nullable): UTF-8; %NULL becomes null; bytes that are not UTF-8 are replaced
 *
 * Writes a text.
 */
SY_EXTERN
void sy_json_writer_text (SyJsonWriter *self,
                          const char *text);

/**
 * sy_json_writer_number:
 * @self: a writer
 * @value: a number
 *
 * Writes a number.
 */
SY_EXTERN
void sy_json_writer_number (SyJsonWriter *self,
                            double value);

/**
 * sy_json_writer_int:
 * @self: a writer
 * @value: a whole number
 *
 * Writes a whole number.
 */
SY_EXTERN
void sy_json_writer_int (SyJsonWriter *self,
                         gint64 value);

/**
 * sy_json_writer_boolean:
 * @self: a writer
 * @value: a boolean
 *
 * Writes true or false.
 */
SY_EXTERN
void sy_json_writer_boolean (SyJsonWriter *self,
                             gboolean value);

/**
 * sy_json_writer_null:
 * @self: a writer
 *
 * Writes null.
 */
SY_EXTERN
void sy_json_writer_null (SyJsonWriter *self);

/**
 * sy_json_writer_value:
 * @self: a writer
 * @json: a value read by sy_json_parse()
 *
 * Writes a value as it was read.
 */
SY_EXTERN
void sy_json_writer_value (SyJsonWriter *self,
                           const SyJson *json);

G_END_DECLS
