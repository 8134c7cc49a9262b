/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * SY_NUMBER_BUFFER_SIZE:
 *
 * Bytes that sy_number_format() needs, the closing zero included.
 */
#define SY_NUMBER_BUFFER_SIZE 32

/**
 * sy_number_parse:
 * @text: (array length=length): the text, which need not end in a zero byte
 * @length: its length in bytes
 * @out_value: (out caller-allocates): written only on success
 *
 * Reads a whole text as a decimal number: an optional sign, digits with at most
 * one point (`5`, `5.`, `.5`), an optional exponent. Nothing may stand before or
 * after it, blanks included. Refused are the empty text, `nan`, `inf`,
 * hexadecimal numbers, digit groups, and numbers too large for a double; a
 * number too small for one becomes 0. The result is the nearest double, on every
 * locale. `-0` gives 0.
 *
 * Returns: %TRUE when @text is a number
 */
SY_EXTERN
gboolean sy_number_parse (const char *text,
                          gsize length,
                          double *out_value);

/**
 * sy_number_format:
 * @value: a number
 * @buffer: (out caller-allocates): where to write
 *
 * Writes the shortest of 15, 16 and 17 significant digits that reads back as
 * @value, with a point on every locale. Both zeros give `0`. Not-a-number and the infinities,
 * which no result should hold, give `nan`, `inf` and `-inf`.
 *
 * Returns: @buffer
 */
SY_EXTERN
const char *sy_number_format (double value,
                              char buffer[SY_NUMBER_BUFFER_SIZE]);

/**
 * sy_number_round12:
 * @value: a number
 *
 * Rounds to 12 significant digits: the canonical value under which two scores
 * count as tied. Rounding twice changes nothing; both zeros give +0;
 * not-a-number and the infinities are returned as they are.
 *
 * Returns: the rounded number
 */
SY_EXTERN
double sy_number_round12 (double value);

/**
 * sy_number_equal:
 * @a: a number
 * @b: another one
 *
 * Returns: whether nothing tells them apart: not-a-number, which is no number here, is the same as
 *   itself, and so are both zeros
 */
SY_EXTERN
gboolean sy_number_equal (double a,
                          double b);

G_END_DECLS
