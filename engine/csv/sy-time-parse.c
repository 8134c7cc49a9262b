/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-time-parse-private.h"

#include <string.h>

#include "core/sy-time.h"
#include "csv/sy-time-names-private.h"

/*
 * The general reader of times: a cursor goes over the text once. First the date, by what it begins with (digits
 * and what follows them, or a letter), then a time of day, then a zone. Whatever is left
 * at the end makes it wrong. The common ISO shape has its own way in sy-time-format.c.
 */

#define NOT_A_TIME "not a time"
#define NO_SUCH_DATE "there is no such date"
#define NO_SUCH_TIME "there is no such time of day"
#define NO_ORDER "day or month first? say dmy or mdy"

typedef struct
{
  const char *p;
  const char *end;
} Cursor;

static inline gboolean
is_digit (char c)
{
  return (guint8) (c - '0') <= 9;
}

static inline char
peek (const Cursor *c)
{
  return c->p < c->end ? *c->p : '\0';
}

static gboolean
take (Cursor *c,
      char wanted)
{
  if (peek (c) != wanted || c->p == c->end)
    return FALSE;
  c->p++;
  return TRUE;
}

static void
skip_blanks (Cursor *c)
{
  while (c->p < c->end)
    if (*c->p == ' ' || *c->p == '\t')
      c->p++;
    else if (c->end - c->p >= 2 && c->p[0] == '\xc2' && c->p[1] == '\xa0')
      c->p += 2;
    else if (c->end - c->p >= 3 && memcmp (c->p, "\xe2\x80\xaf", 3) == 0)
      c->p += 3;
    else
      break;
}

/* The blanks that skip_blanks() knows, at the end. */
static void
trim_end (Cursor *c)
{
  while (c->p < c->end)
    if (c->end[-1] == ' ' || c->end[-1] == '\t')
      c->end--;
    else if (c->end - c->p >= 2 && memcmp (c->end - 2, "\xc2\xa0", 2) == 0)
      c->end -= 2;
    else if (c->end - c->p >= 3 && memcmp (c->end - 3, "\xe2\x80\xaf", 3) == 0)
      c->end -= 3;
    else
      break;
}

/* As many digits as there are, at most @max. */
static int
take_number (Cursor *c,
             int max,
             int *out_n_digits)
{
  int value = 0;
  int n = 0;

  while (n < max && c->p < c->end && is_digit (*c->p))
    {
      value = value * 10 + (*c->p++ - '0');
      n++;
    }
  if (out_n_digits != NULL)
    *out_n_digits = n;
  return n > 0 ? value : -1;
}

static int
count_digits (const Cursor *c)
{
  const char *p = c->p;

  while (p < c->end && is_digit (*p))
    p++;
  return (int) (p - c->p);
}

/* A word of letters, as its first three in lower case. */
static gsize
take_word (Cursor *c,
           char first[4])
{
  const char *from = c->p;

  memset (first, 0, 4);
  while (c->p < c->end && g_ascii_isalpha (*c->p))
    {
      if (c->p - from < 3)
        first[c->p - from] = g_ascii_tolower (*c->p);
      c->p++;
    }
  return (gsize) (c->p - from);
}

static gboolean
is_letter (char c)
{
  return g_ascii_isalpha (c) || (guint8) c >= 0x80;
}

static int
take_month (Cursor *c)
{
  const char *from = c->p;
  int month;

  while (c->p < c->end && is_letter (*c->p))
    c->p++;
  month = sy_time_find_month (from, (gsize) (c->p - from));
  if (month == 0)
    c->p = from;
  else
    take (c, '.');
  return month;
}

/* "Monday, " says nothing that is needed. */
static void
skip_weekday (Cursor *c)
{
  static const char *const names[] = { "monday", "tuesday", "wednesday", "thursday",
                                       "friday", "saturday", "sunday" };
  const char *from = c->p;
  char first[4];
  gsize length = take_word (c, first);
  gboolean is_known = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    is_known |= length >= 3 && length <= strlen (names[i]) &&
                g_ascii_strncasecmp (names[i], from, length) == 0;
  if (!is_known)
    {
      c->p = from;
      return;
    }
  take (c, '.');
  take (c, ',');
  skip_blanks (c);
}

static int
full_year (int year,
           int n_digits)
{
  if (n_digits > 2)
    return year;
  return year + (year < 69 ? 2000 : 1900);
}

static const char *
set_day (SyTimeParts *parts,
         int year,
         int month,
         int day)
{
  if (!sy_day_is_valid (year, month, day))
    return NO_SUCH_DATE;
  parts->day = sy_day_from_civil (year, month, day);
  return NULL;
}

/* .123456: milliseconds, the rest cut off. */
static void
take_fraction (Cursor *c,
               SyTimeParts *parts)
{
  int unit = 100;

  if ((peek (c) != '.' && peek (c) != ',') || c->end - c->p < 2 || !is_digit (c->p[1]))
    return;
  for (c->p++; c->p < c->end && is_digit (*c->p); c->p++, unit /= 10)
    parts->ms += unit * (*c->p - '0');
}

/* am or pm in their spellings; 'a', 'p' or 0. */
static char
take_half_day (Cursor *c)
{
  const char *from = c->p;
  char half;

  skip_blanks (c);
  half = g_ascii_tolower (peek (c));
  if (half == 'a' || half == 'p')
    {
      c->p++;
      take (c, '.');
      if (g_ascii_tolower (peek (c)) == 'm')
        {
          c->p++;
          take (c, '.');
          /* "America/..." is a zone. */
          if (!g_ascii_isalpha (peek (c)))
            return half;
        }
    }
  c->p = from;
  return 0;
}

static const char *
set_time (SyTimeParts *parts,
          int hour,
          int minute,
          int second,
          char half)
{
  if (half != 0)
    {
      if (hour < 1 || hour > 12)
        return NO_SUCH_TIME;
      hour = hour % 12 + (half == 'p' ? 12 : 0);
    }
  if (minute > 59 || second > 60 || hour > 24 ||
      (hour == 24 && (minute > 0 || second > 0 || parts->ms > 0)))
    return NO_SUCH_TIME;
  parts->second = hour * 3600 + minute * 60 + second;
  return NULL;
}

/* "10.30" and "10.30.00", after the hour, as some write the time of day. */
static gboolean
has_points (const Cursor *c)
{
  return c->end - c->p >= 3 && c->p[0] == '.' && is_digit (c->p[1]) && is_digit (c->p[2]) &&
         (c->p + 3 == c->end || !is_digit (c->p[3]));
}

static const char *
take_time (Cursor *c,
           SyTimeParts *parts)
{
  int n_digits = count_digits (c);
  int hour = take_number (c, 2, NULL);
  int minute = 0;
  int second = 0;
  char separator = has_points (c) ? '.' : ':';
  char half;

  if (hour < 0)
    return NOT_A_TIME;
  if (n_digits == 4 || n_digits == 6)
    {
      minute = take_number (c, 2, NULL);
      if (n_digits == 6)
        second = take_number (c, 2, NULL);
    }
  else if (n_digits > 2)
    return NOT_A_TIME;
  else if (take (c, separator))
    {
      int n;

      minute = take_number (c, 2, &n);
      if (n != 2)
        return NOT_A_TIME;
      if (take (c, separator))
        {
          second = take_number (c, 2, &n);
          if (n != 2)
            return NOT_A_TIME;
        }
    }
  else
    {
      half = take_half_day (c);
      return half != 0 ? set_time (parts, hour, 0, 0, half) : NOT_A_TIME;
    }
  take_fraction (c, parts);
  half = take_half_day (c);
  return set_time (parts, hour, minute, second, half);
}

/* +02:00, +0200, +02 */
static const char *
take_offset (Cursor *c,
             SyTimeParts *parts)
{
  int sign = *c->p++ == '-' ? -1 : 1;
  int n_digits = count_digits (c);
  int hours = take_number (c, n_digits == 1 || n_digits == 3 ? 1 : 2, NULL);
  int minutes = 0;
  int n = 2;

  if (hours < 0 || n_digits > 4)
    return "the offset from UTC is wrong";
  if (n_digits > 2 || take (c, ':'))
    minutes = take_number (c, 2, &n);
  if (n != 2 || hours > 18 || minutes > 59)
    return "the offset from UTC is wrong";
  parts->has_offset = TRUE;
  parts->offset = sign * (hours * 3600 + minutes * 60);
  return NULL;
}

/* "Europe/Paris": whether there is such a zone is for the format to find out. */
static gsize
count_zone_name (const Cursor *c)
{
  const char *p = c->p;
  gboolean has_slash = FALSE;

  for (; p < c->end; p++)
    if (*p == '/' && p > c->p && p + 1 < c->end && g_ascii_isalpha (p[1]))
      has_slash = TRUE;
    else if (!g_ascii_isalpha (*p) &&
             !(has_slash && (*p == '_' || *p == '-' || *p == '+' || is_digit (*p))))
      break;
  return has_slash ? (gsize) (p - c->p) : 0;
}

/* Z, UTC, CEST, GMT+0200, -05:00, Europe/Paris; nothing is no zone. */
static const char *
take_zone (Cursor *c,
           SyTimeParts *parts)
{
  const char *from = c->p;
  const char *word;
  char first[4];

  skip_blanks (c);
  if (peek (c) == '+' || peek (c) == '-')
    return take_offset (c, parts);
  parts->zone_length = count_zone_name (c);
  if (parts->zone_length > 0)
    {
      parts->zone = c->p;
      c->p += parts->zone_length;
      return NULL;
    }
  word = c->p;
  if (take_word (c, first) == 0)
    {
      c->p = from;
      return NULL;
    }
  switch (sy_time_find_zone (word, (gsize) (c->p - word), &parts->offset))
    {
    case SY_TIME_ZONE_OPEN:
      return "the letters of the zone stand for several: write an offset such as +05:30";
    case SY_TIME_ZONE_FIXED:
      break;
    case SY_TIME_ZONE_UNKNOWN:
    default:
      return "the zone is not known: write UTC, an offset such as +02:00 or a name such as "
             "Europe/Paris";
    }
  parts->has_offset = TRUE;
  if (parts->offset == 0 && (peek (c) == '+' || peek (c) == '-'))
    return take_offset (c, parts);
  return NULL;
}

/* The end of the text, or what the zone is called, in parentheses or brackets: "(CEST)". */
static const char *
take_end (Cursor *c,
          SyTimeParts *parts)
{
  skip_blanks (c);
  if (c->p < c->end && ((*c->p == '(' && c->end[-1] == ')') || (*c->p == '[' && c->end[-1] == ']')))
    {
      Cursor inner = { c->p + 1, c->end - 1 };

      /* After an offset it is a remark; alone it is the zone. */
      if (!parts->has_offset && parts->zone == NULL)
        {
          const char *wrong = take_zone (&inner, parts);

          if (wrong != NULL || inner.p != inner.end)
            return wrong != NULL ? wrong : NOT_A_TIME;
        }
      c->p = c->end;
    }
  return c->p == c->end ? NULL : NOT_A_TIME;
}

/* From after the date to the end. */
static const char *
take_rest (Cursor *c,
           SyTimeParts *parts)
{
  const char *wrong = NULL;
  gboolean marked;

  if (c->p == c->end)
    return NULL;
  marked = take (c, 'T') || take (c, 't');
  if (!marked)
    {
      const char *from = c->p;

      take (c, ',');
      skip_blanks (c);
      if (c->p == from && !take (c, ':'))
        return peek (c) == 'Z' || peek (c) == 'z' || peek (c) == '+'
                   ? "a date has no zone without a time of day"
                   : NOT_A_TIME;
      if (c->end - c->p > 3 && g_ascii_strncasecmp (c->p, "at ", 3) == 0)
        c->p += 3;
      if (c->p == c->end)
        return NULL;
    }
  if (marked || is_digit (peek (c)))
    wrong = take_time (c, parts);
  if (wrong == NULL)
    wrong = take_zone (c, parts);
  return wrong != NULL ? wrong : take_end (c, parts);
}

/* ----------------------------------------------------------------- dates */

/* "of" between the parts of a date, "de" in Spanish and Portuguese. */
static void
skip_of (Cursor *c)
{
  skip_blanks (c);
  if (c->end - c->p > 3 && (g_ascii_strncasecmp (c->p, "of ", 3) == 0 ||
                            g_ascii_strncasecmp (c->p, "de ", 3) == 0))
    c->p += 3;
  skip_blanks (c);
}

/* "3 Apr 2024", "03/Apr/2024:...", "3rd of April, 2024", after the day of the month. */
static const char *
day_then_month (Cursor *c,
                int day,
                SyTimeParts *parts)
{
  int month;
  int year;
  int n;

  parts->shape = SY_TIME_SHAPE_NAMED;
  skip_blanks (c);
  if (peek (c) == '-' || peek (c) == '/' || peek (c) == '.')
    c->p++;
  skip_of (c);
  month = take_month (c);
  if (month == 0)
    return NOT_A_TIME;
  if (peek (c) == '-' || peek (c) == '/' || peek (c) == ',')
    c->p++;
  skip_of (c);
  year = take_number (c, 4, &n);
  if (n != 2 && n != 4)
    return NOT_A_TIME;
  return set_day (parts, full_year (year, n), month, day);
}

/* "Apr 3, 2024 5:06 PM" and "Apr  3 17:06:00 +0000 2024", after weekday and month. */
static const char *
month_then_day (Cursor *c,
                int month,
                SyTimeParts *parts)
{
  const char *wrong;
  gboolean has_time = FALSE;
  int day;
  int year;
  int n;

  parts->shape = SY_TIME_SHAPE_NAMED;
  if (peek (c) == '-' || peek (c) == '/')
    c->p++;
  skip_blanks (c);
  day = take_number (c, 2, NULL);
  if (day < 0)
    return NOT_A_TIME;
  if (c->end - c->p >= 2 && g_ascii_isalpha (c->p[0]) && g_ascii_isalpha (c->p[1]))
    c->p += 2;
  if (peek (c) == ',' || peek (c) == '-' || peek (c) == '/')
    c->p++;
  skip_blanks (c);
  if (count_digits (c) <= 2 && count_digits (c) > 0 && c->end - c->p > 2 &&
      c->p[count_digits (c)] == ':')
    {
      has_time = TRUE;
      wrong = take_time (c, parts);
      if (wrong == NULL && (skip_blanks (c), !is_digit (peek (c))))
        wrong = take_zone (c, parts);
      if (wrong != NULL)
        return wrong;
      skip_blanks (c);
    }
  year = take_number (c, 4, &n);
  if (n != 4 && (n != 2 || has_time))
    return NOT_A_TIME;
  wrong = set_day (parts, full_year (year, n), month, day);
  if (wrong != NULL)
    return wrong;
  return has_time ? take_end (c, parts) : take_rest (c, parts);
}

/* "2024/4/3", "2024.04.03", "2024-Apr-03", after the year and its separator. */
static const char *
year_then_month (Cursor *c,
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
  if (g_ascii_isalpha (peek (c)))
    {
      month = take_month (c);
      parts->shape = SY_TIME_SHAPE_NAMED;
      n_month = 0;
    }
  else
    month = take_number (c, 2, &n_month);
  if (month <= 0 && n_month == 0)
    return NOT_A_TIME;
  if (!take (c, separator))
    return c->p == c->end && n_month == 2 ? "a month is no date" : NOT_A_TIME;
  day = take_number (c, 2, &n_day);
  if (day < 0 || is_digit (peek (c)))
    return NOT_A_TIME;
  if (separator == '-' && n_month == 2 && n_day == 2 && c->p - from == 5)
    parts->shape = SY_TIME_SHAPE_ISO;
  wrong = set_day (parts, year, month, day);
  return wrong != NULL ? wrong : take_rest (c, parts);
}

/* "03/04/2024", "3.4.24", after the first number and its separator. */
static const char *
ordered_date (Cursor *c,
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
  second = take_number (c, 2, NULL);
  if (second < 0 || !take (c, separator))
    return NOT_A_TIME;
  third = take_number (c, 4, &n);
  if ((n != 2 && n != 4) || is_digit (peek (c)))
    return NOT_A_TIME;
  if (order == SY_TIME_ORDER_DMY)
    wrong = set_day (parts, full_year (third, n), second, first);
  else if (order == SY_TIME_ORDER_MDY)
    wrong = set_day (parts, full_year (third, n), first, second);
  else if (order == SY_TIME_ORDER_YMD)
    wrong = n == 2 ? set_day (parts, full_year (first, 2), second, third) : NO_SUCH_DATE;
  else
    return NO_ORDER;
  return wrong != NULL ? wrong : take_rest (c, parts);
}

/* 20240403, 202404031706, 20240403170600, and the first with "T..." after it. */
static const char *
digits_date (Cursor *c,
             int n_digits,
             SyTimeParts *parts)
{
  int year = take_number (c, 4, NULL);
  int month = take_number (c, 2, NULL);
  int day = take_number (c, 2, NULL);
  const char *wrong = set_day (parts, year, month, day);

  if (wrong != NULL)
    return wrong;
  if (n_digits == 8)
    {
      parts->shape = c->p == c->end ? SY_TIME_SHAPE_DIGITS : peek (c) == 'T' ? SY_TIME_SHAPE_ISO
                                                                             : SY_TIME_SHAPE_YEAR;
      return take_rest (c, parts);
    }
  parts->shape = SY_TIME_SHAPE_DIGITS;
  wrong = take_time (c, parts);
  return wrong != NULL ? wrong : take_zone (c, parts) != NULL ? NOT_A_TIME
                                                              : take_end (c, parts);
}

static gboolean
is_plain_number (const Cursor *c)
{
  const char *p = c->p;
  gboolean point = FALSE;

  if (p < c->end && (*p == '-' || *p == '+'))
    p++;
  if (p == c->end || !is_digit (*p))
    return FALSE;
  for (; p < c->end; p++)
    if ((*p == '.' || *p == ',') && !point)
      point = TRUE;
    else if (!is_digit (*p))
      return FALSE;
  return TRUE;
}

/* A number without anything else: digits of a date, or since 1970. */
static const char *
plain_number (Cursor *c,
              SyTimeParts *parts)
{
  int n = count_digits (c);
  gboolean whole = c->p + n == c->end;
  Cursor again = *c;

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
begins_with_digits (Cursor *c,
                    SyTimeOrder order,
                    SyTimeParts *parts)
{
  int n = count_digits (c);
  int first;
  char separator;
  const char *wrong;

  if (n == 8)
    return digits_date (c, n, parts);
  if (n != 1 && n != 2 && n != 4)
    return NOT_A_TIME;
  first = take_number (c, 4, NULL);
  separator = peek (c);
  if (n == 4)
    {
      if (separator != '-' && separator != '/' && separator != '.')
        return NOT_A_TIME;
      c->p++;
      return year_then_month (c, first, separator, parts);
    }
  if ((separator == '-' || separator == '/' || separator == '.') && c->p + 1 < c->end &&
      is_digit (c->p[1]))
    {
      c->p++;
      return ordered_date (c, first, separator, order, parts);
    }
  /* "3rd", "1st of" */
  if (c->end - c->p > 3 && g_ascii_isalpha (c->p[0]) && g_ascii_isalpha (c->p[1]) && c->p[2] == ' ')
    c->p += 2;
  wrong = day_then_month (c, first, parts);
  return wrong != NULL ? wrong : take_rest (c, parts);
}

const char *
sy_time_parse_any (const char *text,
                   gsize length,
                   SyTimeOrder order,
                   SyTimeParts *out_parts)
{
  Cursor c = { text, text + length };
  SyTimeParts parts = { 0 };
  const char *wrong;
  int month;

  parts.shape = SY_TIME_SHAPE_NAMED;
  skip_blanks (&c);
  trim_end (&c);
  if (c.p == c.end)
    return "missing";

  if (is_plain_number (&c))
    wrong = plain_number (&c, &parts);
  else
    {
      skip_weekday (&c);
      if (is_digit (peek (&c)))
        wrong = begins_with_digits (&c, order, &parts);
      else
        {
          month = take_month (&c);
          wrong = month > 0 ? month_then_day (&c, month, &parts) : NOT_A_TIME;
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
  Cursor c = { text, text + length };
  gboolean negative;
  gint64 whole = 0;
  gint64 per_second = unit;
  gint64 ms;
  gint64 scale;
  gboolean below = FALSE;

  out_parts->shape = SY_TIME_SHAPE_UNIX;
  if (!is_plain_number (&c))
    return "not a number of seconds since 1970 or the like";
  negative = take (&c, '-');
  if (!negative)
    take (&c, '+');
  for (; c.p < c.end && is_digit (*c.p); c.p++)
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
  if (take (&c, '.') || take (&c, ','))
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
  *out_parts = (SyTimeParts){ SY_TIME_SHAPE_UNIX, (gint32) scale, (gint32) ((ms - scale * 86400000) / 1000), (gint32) ((ms - scale * 86400000) % 1000), TRUE, 0, NULL, 0 };
  return NULL;
}

/* -------------------------------------------------------------- patterns */

typedef struct
{
  int year;
  int month;
  int day;
  int hour;
  int minute;
  int second;
  char half;
} Fields;

/* Digits of a fraction, without its point. */
static int
take_subseconds (Cursor *c,
                 SyTimeParts *parts)
{
  int n = 0;

  for (int unit = 100; c->p < c->end && is_digit (*c->p); c->p++, unit /= 10, n++)
    parts->ms += unit * (*c->p - '0');
  return n;
}

/* Reads what the conversion at @pattern stands for. */
static const char *
take_conversion (Cursor *c,
                 const char *pattern,
                 Fields *f,
                 SyTimeParts *parts)
{
  int n = 1;

  switch (*pattern)
    {
    case 'Y':
      f->year = take_number (c, 4, &n);
      break;
    case 'y':
      f->year = full_year (take_number (c, 2, &n), 2);
      break;
    case 'm':
      f->month = take_number (c, 2, &n);
      break;
    case 'b':
    case 'B':
    case 'h':
      f->month = take_month (c);
      n = f->month;
      break;
    case 'd':
    case 'e':
      skip_blanks (c);
      f->day = take_number (c, 2, &n);
      break;
    case 'H':
    case 'I':
    case 'k':
    case 'l':
      skip_blanks (c);
      f->hour = take_number (c, 2, &n);
      break;
    case 'M':
      f->minute = take_number (c, 2, &n);
      break;
    case 'S':
      f->second = take_number (c, 2, &n);
      if (n > 0 && pattern[1] != '.' && pattern[1] != ',')
        take_fraction (c, parts);
      break;
    case 'f':
      n = take_subseconds (c, parts);
      break;
    case 'p':
    case 'P':
      f->half = take_half_day (c);
      n = f->half != 0;
      break;
    case 'z':
    case 'Z':
      return take_zone (c, parts);
    case 'a':
    case 'A':
      skip_weekday (c);
      break;
    case '%':
      n = take (c, '%');
      break;
    default:
      return NOT_A_TIME;
    }
  return n > 0 ? NULL : NOT_A_TIME;
}

char *
sy_time_pattern_expand (const char *pattern)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = pattern; *p != '\0'; p++)
    {
      const char *more = NULL;

      if (*p == '%' && p[1] != '\0')
        more = p[1] == 'F' ? "%Y-%m-%d" : p[1] == 'T' ? "%H:%M:%S"
                                      : p[1] == 'R'   ? "%H:%M"
                                      : p[1] == 'D'   ? "%m/%d/%y"
                                                      : NULL;
      if (more != NULL)
        {
          g_string_append (plain, more);
          p++;
        }
      else
        {
          g_string_append_c (plain, *p);
          /* "%%F" is a percent sign and an F. */
          if (*p == '%' && p[1] != '\0')
            g_string_append_c (plain, *++p);
        }
    }
  return g_string_free (plain, FALSE);
}

gboolean
sy_time_pattern_is_good (const char *pattern)
{
  gboolean year = FALSE;
  gboolean month = FALSE;
  gboolean day = FALSE;

  for (const char *p = pattern; *p != '\0'; p++)
    {
      if (*p != '%')
        continue;
      p++;
      if (*p == '\0' || strchr ("YymbBhdeHIklMSfpPzZaA%", *p) == NULL)
        return FALSE;
      year = year || *p == 'Y' || *p == 'y';
      month = month || *p == 'm' || *p == 'b' || *p == 'B' || *p == 'h';
      day = day || *p == 'd' || *p == 'e';
    }
  return year && month && day;
}

const char *
sy_time_parse_pattern (const char *text,
                       gsize length,
                       const char *pattern,
                       SyTimeParts *out_parts)
{
  Cursor c = { text, text + length };
  SyTimeParts parts = { 0 };
  Fields f = { 0 };
  const char *wrong = NULL;

  parts.shape = SY_TIME_SHAPE_ORDERED;
  skip_blanks (&c);
  trim_end (&c);
  if (c.p == c.end)
    return "missing";
  for (const char *p = pattern; *p != '\0' && wrong == NULL; p++)
    if (*p == '%')
      wrong = take_conversion (&c, ++p, &f, &parts);
    else if (*p == ' ')
      skip_blanks (&c);
    else if (!take (&c, *p))
      wrong = NOT_A_TIME;
  if (wrong == NULL && c.p < c.end)
    wrong = NOT_A_TIME;
  if (wrong == NULL)
    wrong = set_day (&parts, f.year, f.month, f.day);
  if (wrong == NULL)
    wrong = set_time (&parts, f.hour, f.minute, f.second, f.half);
  if (wrong == NULL)
    *out_parts = parts;
  return wrong;
}
