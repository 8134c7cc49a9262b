/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* U+2212, U+00D7, U+2013 and the no-break space. */
#define SY_MINUS "\xe2\x88\x92"
#define SY_TIMES "\xc3\x97"
#define SY_DASH "\xe2\x80\x93"
#define SY_NBSP "\xc2\xa0"

/**
 * sy_text_fixed:
 * @value: any; NaN and infinities give a dash
 * @decimals: digits after the point, 0 to 10
 * @thousands: between groups of three digits; "" for none
 *
 * Returns: (transfer full): as "−1,234.50"; never a negative zero
 */
char *sy_text_fixed (double value,
                     int decimals,
                     const char *thousands);

/**
 * sy_text_signed:
 *
 * Returns: (transfer full): as sy_text_fixed(), with "+" before positive values
 */
char *sy_text_signed (double value,
                      int decimals,
                      const char *thousands);

/**
 * sy_text_count:
 *
 * Returns: (transfer full): as "128,412"
 */
char *sy_text_count (guint64 count,
                     const char *thousands);

/**
 * sy_text_percent:
 * @share: of 1
 * @decimals: digits after the point
 *
 * Returns: (transfer full): as "38.2 %" with a no-break space
 */
char *sy_text_percent (double share,
                       int decimals);

/**
 * sy_text_value:
 *
 * Returns: (transfer full): @value with the fewest of 0 to 4 decimals that show it, for scores and days
 */
char *sy_text_value (double value,
                     const char *thousands);

/**
 * sy_text_cell:
 *
 * Returns: (transfer full): @value for a table: plain, full precision, "" for NaN
 */
char *sy_text_cell (double value);

/**
 * sy_text_day:
 *
 * Returns: (transfer full): day number as "3 Jul 2023"
 */
char *sy_text_day (double day);

/**
 * sy_text_month:
 * @month: 1 to 12
 *
 * Returns: as "Jul"
 */
const char *sy_text_month (int month);

/* The days that have a date with a year from 1 to 9999. */
#define SY_TEXT_FIRST_DAY (-719162.0)
#define SY_TEXT_LAST_DAY 2932896.0
