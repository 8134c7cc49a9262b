/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"
#include "core/sy-zone.h"

G_BEGIN_DECLS

/**
 * SY_EVENT_EPOCH:
 *
 * 1930-01-01T00:00:00Z in seconds since 1970: events in memory count their
 * seconds from here, in 32 bits.
 */
#define SY_EVENT_EPOCH G_GINT64_CONSTANT (-1262304000)

/**
 * SY_DAY_SECONDS:
 *
 * Seconds in a day of a zone that keeps its offset.
 */
#define SY_DAY_SECONDS 86400

/**
 * sy_day_from_civil:
 * @year: 0 to 9999
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Counts days in the Gregorian calendar, also before it was introduced. The date is
 * taken as valid: see sy_day_is_valid().
 *
 * Returns: the day's number; 1970-01-01 is 0
 */
SY_EXTERN
gint32 sy_day_from_civil (int year,
                          int month,
                          int day);

/**
 * sy_day_to_civil:
 * @day: a day's number; 1970-01-01 is 0
 * @out_year: (out) (optional): the year
 * @out_month: (out) (optional): the month, 1 to 12
 * @out_day: (out) (optional): the day of the month, 1 to 31
 *
 * The inverse of sy_day_from_civil().
 */
SY_EXTERN
void sy_day_to_civil (gint32 day,
                      int *out_year,
                      int *out_month,
                      int *out_day);

/**
 * sy_day_is_valid:
 * @year: any number
 * @month: any number
 * @day: any number
 *
 * Returns: %TRUE when the date is in the Gregorian calendar, years 1 to 9999
 */
SY_EXTERN
gboolean sy_day_is_valid (int year,
                          int month,
                          int day);

/**
 * sy_day_get_iso_week:
 * @day: a day's number; 1970-01-01 is 0
 *
 * Source: ISO 8601: weeks start on Monday, and week 1 holds the year's first Thursday.
 * Returns: the day's week, 1 to 53
 */
SY_EXTERN
int sy_day_get_iso_week (gint32 day);

/**
 * sy_day_format:
 * @day: a day's number; 1970-01-01 is 0
 *
 * Returns: (transfer full): the date as `2017-07-01`
 */
SY_EXTERN
char *sy_day_format (gint32 day);

/**
 * sy_day_parse:
 * @text: a date such as `2017-07-01`, and nothing else
 * @out_day: (out): its number; written only on success
 *
 * Returns: %TRUE when @text is a date of the calendar
 */
SY_EXTERN
gboolean sy_day_parse (const char *text,
                       gint32 *out_day);

/**
 * sy_instant_format:
 * @utc_s: seconds since 1970-01-01T00:00:00Z
 *
 * Returns: (transfer full): the instant as `2017-07-01T00:00:00Z`
 */
SY_EXTERN
char *sy_instant_format (gint64 utc_s);

/**
 * sy_instant_parse:
 * @text: an instant of RFC 3339 such as `2017-07-01T00:00:00Z` or
 *   `2017-07-01T02:00:00.25+02:00`, and nothing else
 * @out_utc_ms: (out): milliseconds since 1970-01-01T00:00:00Z, further digits
 *   cut off; written only on success
 *
 * Returns: %TRUE when @text is an instant with its offset
 */
SY_EXTERN
gboolean sy_instant_parse (const char *text,
                           gint64 *out_utc_ms);

/**
 * sy_as_of_parse:
 * @zone: the project's time zone
 * @text: a date (`2017-07-01`) or an instant with its offset
 * @out_utc_s: (out): written only on success
 * @error: return location, or %NULL
 *
 * Reads an as-of date. A date D means the end of that local day: the start of the
 * day after it. An instant is exact; what it excludes are the events at it and
 * after it, a fraction of a second is rounded up.
 * Errors: %SY_TIME_ERROR_TEXT.
 *
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_as_of_parse (const SyZone *zone,
                         const char *text,
                         gint64 *out_utc_s,
                         GError **error);

/**
 * sy_instant_shift:
 * @zone: a time zone
 * @utc_s: seconds since 1970-01-01T00:00:00Z
 * @n_days: days to add, negative for earlier
 *
 * The same local time on another day, as sy_zone_to_utc() has it where clocks change: from the
 * start of a local day to the start of another one.
 *
 * Returns: seconds since 1970-01-01T00:00:00Z
 */
SY_EXTERN
gint64 sy_instant_shift (const SyZone *zone,
                         gint64 utc_s,
                         gint32 n_days);

G_END_DECLS
