/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sy-macros.h"
#include "core/sy-zone.h"

G_BEGIN_DECLS

/**
 * SyTimeFormat:
 *
 * How the times of a column are written. It remembers the last date it saw, so it is
 * used by one thread at a time: copy it for others.
 */
typedef struct _SyTimeFormat SyTimeFormat;

/**
 * sy_time_format_from_name:
 * @name: `auto`, `iso`, `ymd`, `dmy`, `mdy`, `unix`, `unix-ms`, `unix-us`, `unix-ns`, or a
 *   pattern with `%` as of strptime(): `%d.%m.%Y %H:%M`
 * @error: return location, or %NULL
 *
 * `auto` reads each row by itself whatever unambiguous shape it has: ISO 8601 in its variants
 * (blank or `T`, seconds, fraction and offset optional, `Z`, ` UTC`), `YYYYMMDD[HHMM[SS]]`,
 * year first with `/` or `.`, seconds, milliseconds, microseconds or nanoseconds since 1970
 * by their size, dates with named months, 12-hour clocks. `24:00:00` is the next midnight,
 * second 60 the next second. A date such as `03/04/2024` needs `dmy` or `mdy`, which read all
 * that `auto` reads and these; `ymd` reads dates of the year first, also with two digits. The
 * `unix` ones read numbers only; `iso` reads ISO 8601 only.
 * Errors: %SY_CSV_ERROR_OPTION.
 *
 * Returns: (transfer full): the format
 */
SY_EXTERN
SyTimeFormat *sy_time_format_from_name (const char *name,
                                        GError **error);

/**
 * sy_time_format_copy:
 * @self: a format
 *
 * Returns: (transfer full): a copy
 */
SY_EXTERN
SyTimeFormat *sy_time_format_copy (const SyTimeFormat *self);

/**
 * sy_time_format_free:
 * @self: (nullable): a format
 *
 * Frees the format.
 */
SY_EXTERN
void sy_time_format_free (SyTimeFormat *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTimeFormat, sy_time_format_free)

/**
 * sy_time_format_get_name:
 * @self: a format
 *
 * Returns: the name that gives this format again
 */
SY_EXTERN
const char *sy_time_format_get_name (const SyTimeFormat *self);

/**
 * sy_time_format_parse:
 * @self: a format
 * @zone: the zone of times that name none
 * @text: (array length=length): the field; blanks around it are ignored
 * @length: its length
 * @out_utc_ms: (out): milliseconds since 1970-01-01T00:00:00Z, further digits cut off
 *   (towards the past); written only on success
 * @out_reason: (out) (optional): what is wrong, for people; written only on failure
 *
 * Reads one time. Years 1 to 9999; dates are checked against the Gregorian calendar.
 * Some 10 ns for ISO 8601.
 *
 * Returns: %TRUE when the field is a time
 */
SY_EXTERN
gboolean sy_time_format_parse (SyTimeFormat *self,
                               const SyZone *zone,
                               const char *text,
                               gsize length,
                               gint64 *out_utc_ms,
                               const char **out_reason);

/**
 * SyTimeDetect:
 *
 * Collects the values of one column to decide how its times are written.
 */
typedef struct _SyTimeDetect SyTimeDetect;

/**
 * SyTimeFinding:
 * @SY_TIME_FINDING_NONE: the column does not hold times
 * @SY_TIME_FINDING_SURE: the format is decided
 * @SY_TIME_FINDING_AMBIGUOUS: the day may come first or the month: someone has to say
 * @SY_TIME_FINDING_MIXED: some rows need the day first, others the month first
 *
 * What a column turned out to be.
 */
typedef enum
{
  SY_TIME_FINDING_NONE,
  SY_TIME_FINDING_SURE,
  SY_TIME_FINDING_AMBIGUOUS,
  SY_TIME_FINDING_MIXED,
} SyTimeFinding;

/**
 * SyTimeDetection:
 * @finding: what the column is
 * @format_name: (nullable): `auto`, `dmy`, `mdy`, ...: a name for sy_time_format_from_name(), or %NULL
 *   when nothing is sure; also of a column of which half are times
 * @n_values: values seen, missing ones left out
 * @n_times: how many of them are times in @format_name (in either order when ambiguous)
 * @n_without_zone: how many times name no offset: the project's zone decides
 * @n_plain_numbers: how many are plain numbers (seconds since 1970, `20240101`): weak evidence
 * @choices: (nullable): when the order is open, those that read every date: "dmy or mdy"
 *
 * The result of sy_time_detect_finish().
 */
typedef struct
{
  SyTimeFinding finding;
  const char *format_name;
  gsize n_values;
  gsize n_times;
  gsize n_without_zone;
  gsize n_plain_numbers;
  const char *choices;
} SyTimeDetection;

/**
 * sy_time_detect_new:
 *
 * Returns: (transfer full): an empty collection
 */
SY_EXTERN
SyTimeDetect *sy_time_detect_new (void);

/**
 * sy_time_detect_free:
 * @self: (nullable): a collection
 *
 * Frees the collection.
 */
SY_EXTERN
void sy_time_detect_free (SyTimeDetect *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTimeDetect, sy_time_detect_free)

/**
 * sy_time_detect_add:
 * @self: a collection
 * @text: (array length=length): a field of the column
 * @length: its length; 0 is left out
 *
 * Looks at one value. Keeps counts only, so a whole column may be added.
 */
SY_EXTERN
void sy_time_detect_add (SyTimeDetect *self,
                         const char *text,
                         gsize length);

/**
 * sy_time_detect_finish:
 * @self: a collection
 * @out_detection: (out caller-allocates): what the column is
 *
 * Decides. A column is one of times when at least nine values in ten are.
 */
SY_EXTERN
void sy_time_detect_finish (const SyTimeDetect *self,
                            SyTimeDetection *out_detection);

G_END_DECLS
