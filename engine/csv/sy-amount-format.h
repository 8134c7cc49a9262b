/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SyAmountFormat:
 * @decimal_mark: `.` or `,`
 *
 * How the amounts of a column are written. Start from `{ '.' }`.
 */
typedef struct
{
  char decimal_mark;
} SyAmountFormat;

/**
 * SyAmountDetect:
 * @n_values: values seen, missing ones left out
 * @n_numbers: how many of them can be an amount with some decimal mark
 * @n_point: how many can only have a decimal point (`1.5`, `1,234.5`)
 * @n_comma: how many can only have a decimal comma (`1,5`, `1.234,5`)
 * @n_open: how many can be both and mean different numbers (`1,234`)
 *
 * Collects the values of a column to decide. Start from `{ 0 }`.
 */
typedef struct
{
  gsize n_values;
  gsize n_numbers;
  gsize n_point;
  gsize n_comma;
  gsize n_open;
} SyAmountDetect;

/**
 * sy_amount_detect_add:
 * @self: a collection
 * @text: (array length=length): a field of the column
 * @length: its length; 0 is left out
 *
 * Looks at one value.
 */
SY_EXTERN
void sy_amount_detect_add (SyAmountDetect *self,
                           const char *text,
                           gsize length);

/**
 * sy_amount_detect_finish:
 * @self: a collection
 * @fallback: the mark when no value decides, `.` or `,`: that of the file
 * @out_format: (out caller-allocates): how the amounts are written
 *
 * Decides by the majority of the values that decide.
 *
 * Returns: %TRUE when the values agree; %FALSE when some need the other mark, or when
 *   some are open (`1,234`) and none decides
 */
SY_EXTERN
gboolean sy_amount_detect_finish (const SyAmountDetect *self,
                                  char fallback,
                                  SyAmountFormat *out_format);

/**
 * sy_amount_format_parse:
 * @self: how amounts are written
 * @text: (array length=length): the field; blanks around it are ignored
 * @length: its length
 * @out_value: (out): the amount; written only on success
 * @out_reason: (out) (optional): what is wrong, for people; written only on failure
 *
 * Reads one amount: a number as of sy_number_parse(), which may have groups of three digits
 * (comma or point as the decimal mark leaves free, apostrophe, blank, no-break blanks), one currency sign
 * or ISO code before or after, a sign before or after the currency, or parentheses for a negative one.
 * Percent signs and other text are refused.
 *
 * Returns: %TRUE when the field is an amount
 */
SY_EXTERN
gboolean sy_amount_format_parse (const SyAmountFormat *self,
                                 const char *text,
                                 gsize length,
                                 double *out_value,
                                 const char **out_reason);

G_END_DECLS
