/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-time-parse-private.h"

#include <string.h>

#include "csv/sy-time-cursor-private.h"

/*
 * The general reader of times: a cursor goes over the text once. First the date, by what it begins with (digits
 * and what follows them, or a letter), then a time of day, then a zone. Whatever is left
 * at the end makes it wrong. The common ISO shape has its own way in sy-time-format.c.
 */

#define NO_ORDER "day or month first? say dmy or mdy"

/* "of" between the parts of a date, "de" in Spanish and Portuguese. */
static void
skip_of (SyTimeCursor *c)
{
  sy_time_skip_blanks (c);
  if (c->end - c->p > 3 && (g_ascii_strncasecmp (c->p, "of ", 3) == 0 ||
                            g_ascii_strncasecmp (c->p, "de ", 3) == 0))
    c->p += 3;
  sy_time_skip_blanks (c);
}

/* "3 Apr 2024", "03/Apr/2024:...", "3rd of April, 2024", after the day of the month. */
static const char *
day_then_month (SyTimeCursor *c,
                int day,
                SyTimeParts *parts)
{
  int month;
  int year;
  int n;

  parts->shape = SY_TIME_SHAPE_NAMED;
  sy_time_skip_blanks (c);
  if (sy_time_peek (c) == '-' || sy_time_peek (c) == '/' || sy_time_peek (c) == '.')
    c->p++;
  skip_of (c);
  month = sy_time_take_month (c);
  if (month == 0)
    return SY_TIME_NONE;
  if (sy_time_peek (c) == '-' || sy_time_peek (c) == '/' || sy_time_peek (c) == ',')
    c->p++;
  skip_of (c);
  year = sy_time_take_number (c, 4, &n);
  if (n != 2 && n != 4)
    return SY_TIME_NONE;
  return sy_time_set_day (parts, sy_time_full_year (year, n), month, day);
}

/* "Apr 3, 2024 5:06 PM" and "Apr  3 17:06:00 +0000 2024", after weekday and month. */
static const char *
month_then_day (SyTimeCursor *c,
                int month,
                SyTimeParts *parts)
{
  const char *wrong;
  gboolean has_time = FALSE;
  int day;
  int year;
  int n;

  parts->shape = SY_TIME_SHAPE_NAMED;
  if (sy_time_peek (c) == '-' || sy_time_peek (c) == '/')
    c->p++;
  sy_time_skip_blanks (c);
  day = sy_time_take_number (c, 2, NULL);
  if (day < 0)
    return SY_TIME_NONE;
  if (c->end - c->p >= 2 && g_ascii_isalpha (c->p[0]) && g_ascii_isalpha (c->p[1]))
    c->p += 2;
  if (sy_time_peek (c) == ',' || sy_time_peek (c) == '-' || sy_time_peek (c) == '/')
    c->p++;
  sy_time_skip_blanks (c);
  if (sy_time_count_digits (c) <= 2 && sy_time_count_digits (c) > 0 && c->end - c->p > 2 &&
      c->p[sy_time_count_digits (c)] == ':')
    {
      has_time = TRUE;
      wrong = sy_time_take_time (c, parts);
      if (wrong == NULL && (sy_time_skip_blanks (c), !sy_time_is_digit (sy_time_peek (c))))
        wrong = sy_time_take_zone (c, parts);
      if (wrong != NULL)
        return wrong;
      sy_time_skip_blanks (c);
    }
  year = sy_time_take_number (c, 4, &n);
  if (n != 4 && (n != 2 || has_time))
    return SY_TIME_NONE;
  wrong = sy_time_set_day (parts, sy_time_full_year (year, n), month, day);
  if (wrong != NULL)
    return wrong;
  return has_time ? sy_time_take_end (c, parts) : sy_time_take_rest (c, parts);
}

/* "2024/4/3", "2024.04.03", "2024-Apr-03", after the year and its separator. */
static const char *
year_then_month (SyTimeCursor *c,
                 int year,
                 char separator,
                 SyTimeParts *parts)
{
  const char *from = c->p;
  const char *wrong;
  int n_month;
  int n_day;
  int month;
  int day;

  parts->shape = SY_TIME_SHAPE_YEAR;
  if (g_ascii_isalpha (sy_time_peek (c)))
    {
      month = sy_time_take_month (c);
      parts->shape = SY_TIME_SHAPE_NAMED;
      n_month = 0;
    }
  else
    month = sy_time_take_number (c, 2, &n_month);
  if (month <= 0 && n_month == 0)
    return SY_TIME_NONE;
  if (!sy_time_take (c, separator))
    return c->p == c->end && n_month == 2 ? "a month is no date" : SY_TIME_NONE;
  day = sy_time_take_number (c, 2, &n_day);
  if (day < 0 || sy_time_is_digit (sy_time_peek (c)))
    return SY_TIME_NONE;
  if (separator == '-' && n_month == 2 && n_day == 2 && c->p - from == 5)
    parts->shape = SY_TIME_SHAPE_ISO;
  wrong = sy_time_set_day (parts, year, month, day);
  return wrong != NULL ? wrong : sy_time_take_rest (c, parts);
}

/* "03/04/2024", "3.4.24", after the first number and its separator. */
static const char *
ordered_date (SyTimeCursor *c,
              int first,
              char separator,
              SyTimeOrder order,
              SyTimeParts *parts)
{
  int second;
  int third;
  int n;
  const char *wrong;

  parts->shape = SY_TIME_SHAPE_ORDERED;
  second = sy_time_take_number (c, 2, NULL);
  if (second < 0 || !sy_time_take (c, separator))
    return SY_TIME_NONE;
  third = sy_time_take_number (c, 4, &n);
  if ((n != 2 && n != 4) || sy_time_is_digit (sy_time_peek (c)))
    return SY_TIME_NONE;
  if (order == SY_TIME_ORDER_DMY)
    wrong = sy_time_set_day (parts, sy_time_full_year (third, n), second, first);
  else if (order == SY_TIME_ORDER_MDY)
    wrong = sy_time_set_day (parts, sy_time_full_year (third, n), first, second);
  else if (order == SY_TIME_ORDER_YMD)
    wrong = n == 2 ? sy_time_set_day (parts, sy_time_full_year (first, 2), second, third)
                   : SY_TIME_NO_DATE;
  else
    return NO_ORDER;
  return wrong != NULL ? wrong : sy_time_take_rest (c, parts);
}

/* 20240403, 202404031706, 20240403170600, and the first with "T..." after it. */
static const char *
digits_date (SyTimeCursor *c,
             int n_digits,
             SyTimeParts *parts)
{
  int year = sy_time_take_number (c, 4, NULL);
  int month = sy_time_take_number (c, 2, NULL);
  int day = sy_time_take_number (c, 2, NULL);
  const char *wrong = sy_time_set_day (parts, year, month, day);

  if (wrong != NULL)
    return wrong;
  if (n_digits == 8)
    {
      parts->shape = c->p == c->end            ? SY_TIME_SHAPE_DIGITS
                     : sy_time_peek (c) == 'T' ? SY_TIME_SHAPE_ISO
                                               : SY_TIME_SHAPE_YEAR;
      return sy_time_take_rest (c, parts);
    }
  parts->shape = SY_TIME_SHAPE_DIGITS;
  wrong = sy_time_take_time (c, parts);
  return wrong != NULL ? wrong : sy_time_take_zone (c, parts) != NULL ? SY_TIME_NONE
                                                                      : sy_time_take_end (c, parts);
}

static gboolean
is_plain_number (const SyTimeCursor *c)
{
  const char *p = c->p;
  gboolean point = FALSE;

  if (p < c->end && (*p == '-' || *p == '+'))
    p++;
  if (p == c->end || !sy_time_is_digit (*p))
    return FALSE;
  for (; p < c->end; p++)
    if ((*p == '.' || *p == ',') && !point)
      point = TRUE;
    else if (!sy_time_is_digit (*p))
      return FALSE;
  return TRUE;
}

/* A number without anything else: digits of a date, or since 1970. */
static const char *
plain_number (SyTimeCursor *c,
              SyTimeParts *parts)
{
  int n = sy_time_count_digits (c);
  gboolean whole = c->p + n == c->end;
  SyTimeCursor again = *c;

  if (whole && (n == 8 || n == 12 || n == 14))
    {
      SyTimeParts date = { 0 };
      const char *wrong = digits_date (&again, n, &date);

      if (wrong == NULL || n == 8)
        {
          date.shape = SY_TIME_SHAPE_DIGITS;
          *parts = date;
          return wrong;
        }
    }
  return sy_time_parse_unix (c->p, (gsize) (c->end - c->p), SY_TIME_UNIT_BY_SIZE, parts);
}

static const char *
begins_with_digits (SyTimeCursor *c,
                    SyTimeOrder order,
                    SyTimeParts *parts)
{
  int n = sy_time_count_digits (c);
  int first;
  char separator;
  const char *wrong;

  if (n == 8)
    return digits_date (c, n, parts);
  if (n != 1 && n != 2 && n != 4)
    return SY_TIME_NONE;
  first = sy_time_take_number (c, 4, NULL);
  separator = sy_time_peek (c);
  if (n == 4)
    {
      if (separator != '-' && separator != '/' && separator != '.')
        return SY_TIME_NONE;
      c->p++;
      return year_then_month (c, first, separator, parts);
    }
  if ((separator == '-' || separator == '/' || separator == '.') && c->p + 1 < c->end &&
      sy_time_is_digit (c->p[1]))
    {
      c->p++;
      return ordered_date (c, first, separator, order, parts);
    }
  /* "3rd", "1st of" */
  if (c->end - c->p > 3 && g_ascii_isalpha (c->p[0]) && g_ascii_isalpha (c->p[1]) && c->p[2] == ' ')
    c->p += 2;
  wrong = day_then_month (c, first, parts);
  return wrong != NULL ? wrong : sy_time_take_rest (c, parts);
}

const char *
sy_time_parse_any (const char *text,
                   gsize length,
                   SyTimeOrder order,
                   SyTimeParts *out_parts)
{
  SyTimeCursor c = { text, text + length };
  SyTimeParts parts = { 0 };
  const char *wrong;
  int month;

  parts.shape = SY_TIME_SHAPE_NAMED;
  sy_time_skip_blanks (&c);
  sy_time_trim_end (&c);
  if (c.p == c.end)
    return "missing";

  if (is_plain_number (&c))
    wrong = plain_number (&c, &parts);
  else
    {
      sy_time_skip_weekday (&c);
      if (sy_time_is_digit (sy_time_peek (&c)))
        wrong = begins_with_digits (&c, order, &parts);
      else
        {
          month = sy_time_take_month (&c);
          wrong = month > 0 ? month_then_day (&c, month, &parts) : SY_TIME_NONE;
        }
    }
  if (wrong == NULL)
    *out_parts = parts;
  else
    out_parts->shape = parts.shape;
  return wrong;
}

const char *
sy_time_parse_unix (const char *text,
                    gsize length,
                    SyTimeUnit unit,
                    SyTimeParts *out_parts)
{
  SyTimeCursor c = { text, text + length };
  gboolean negative;
  gint64 whole = 0;
  gint64 per_second = unit;
  gint64 ms;
  gint64 scale;
  gboolean below = FALSE;

  out_parts->shape = SY_TIME_SHAPE_UNIX;
  if (!is_plain_number (&c))
    return "not a number of seconds since 1970 or the like";
  negative = sy_time_take (&c, '-');
  if (!negative)
    sy_time_take (&c, '+');
  for (; c.p < c.end && sy_time_is_digit (*c.p); c.p++)
    if (__builtin_mul_overflow (whole, 10, &whole) ||
        __builtin_add_overflow (whole, *c.p - '0', &whole))
      return "the number is too large for a time";

  if (unit == SY_TIME_UNIT_BY_SIZE)
    {
      /* Seconds from 1973 to 5138, milliseconds from 1973 on, ...: a smaller number is more likely not a time. */
      if (whole < 100000000)
        return "too small a number for seconds since 1970";
      per_second = whole < 100000000000         ? SY_TIME_UNIT_S
                   : whole < 100000000000000    ? SY_TIME_UNIT_MS
                   : whole < 100000000000000000 ? SY_TIME_UNIT_US
                                                : SY_TIME_UNIT_NS;
    }
  if (per_second == 1 && whole > G_MAXINT64 / 2000)
    return "the number is too large for a time";
  ms = per_second == 1 ? whole * 1000 : whole / (per_second / 1000);
  below = per_second > 1000 && whole % (per_second / 1000) != 0;
  if (sy_time_take (&c, '.') || sy_time_take (&c, ','))
    for (scale = per_second == 1 ? 100 : 0; c.p < c.end; c.p++, scale /= 10)
      {
        ms += scale * (*c.p - '0');
        below = below || (scale == 0 && *c.p != '0');
      }
  if (negative)
    ms = -ms - (below ? 1 : 0);

  /* Years 1 to 9999. */
  if (ms < -62135596800000 || ms >= 253402300800000)
    return "the number is too large for a time";
  scale = ms / 86400000 - (ms % 86400000 < 0);
  *out_parts = (SyTimeParts){ SY_TIME_SHAPE_UNIX,
                              (gint32) scale,
                              (gint32) ((ms - scale * 86400000) / 1000),
                              (gint32) ((ms - scale * 86400000) % 1000),
                              TRUE,
                              0,
                              NULL,
                              0 };
  return NULL;
}
