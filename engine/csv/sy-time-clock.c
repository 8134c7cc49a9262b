/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-time-cursor-private.h"

#include <string.h>

#include "csv/sy-time-names-private.h"

/* What stands behind a date: the time of day, the zone, the end. */

/* .123456: milliseconds, the rest cut off. */
void
sy_time_take_fraction (SyTimeCursor *c,
                       SyTimeParts *parts)
{
  int unit = 100;

  if ((sy_time_peek (c) != '.' && sy_time_peek (c) != ',') || c->end - c->p < 2 ||
      !sy_time_is_digit (c->p[1]))
    return;
  for (c->p++; c->p < c->end && sy_time_is_digit (*c->p); c->p++, unit /= 10)
    parts->ms += unit * (*c->p - '0');
}

/* am or pm in their spellings; 'a', 'p' or 0. */
char
sy_time_take_half_day (SyTimeCursor *c)
{
  const char *from = c->p;
  char half;

  sy_time_skip_blanks (c);
  half = g_ascii_tolower (sy_time_peek (c));
  if (half == 'a' || half == 'p')
    {
      c->p++;
      sy_time_take (c, '.');
      if (g_ascii_tolower (sy_time_peek (c)) == 'm')
        {
          c->p++;
          sy_time_take (c, '.');
          /* "America/..." is a zone. */
          if (!g_ascii_isalpha (sy_time_peek (c)))
            return half;
        }
    }
  c->p = from;
  return 0;
}

const char *
sy_time_set_time (SyTimeParts *parts,
                  int hour,
                  int minute,
                  int second,
                  char half)
{
  if (half != 0)
    {
      if (hour < 1 || hour > 12)
        return SY_TIME_NO_CLOCK;
      hour = hour % 12 + (half == 'p' ? 12 : 0);
    }
  if (minute > 59 || second > 60 || hour > 24 ||
      (hour == 24 && (minute > 0 || second > 0 || parts->ms > 0)))
    return SY_TIME_NO_CLOCK;
  parts->second = hour * 3600 + minute * 60 + second;
  return NULL;
}

/* "10.30" and "10.30.00", after the hour, as some write the time of day. */
static gboolean
has_points (const SyTimeCursor *c)
{
  return c->end - c->p >= 3 && c->p[0] == '.' && sy_time_is_digit (c->p[1]) &&
         sy_time_is_digit (c->p[2]) && (c->p + 3 == c->end || !sy_time_is_digit (c->p[3]));
}

const char *
sy_time_take_time (SyTimeCursor *c,
                   SyTimeParts *parts)
{
  int n_digits = sy_time_count_digits (c);
  int hour = sy_time_take_number (c, 2, NULL);
  int minute = 0;
  int second = 0;
  char separator = has_points (c) ? '.' : ':';
  char half;

  if (hour < 0)
    return SY_TIME_NONE;
  if (n_digits == 4 || n_digits == 6)
    {
      minute = sy_time_take_number (c, 2, NULL);
      if (n_digits == 6)
        second = sy_time_take_number (c, 2, NULL);
    }
  else if (n_digits > 2)
    return SY_TIME_NONE;
  else if (sy_time_take (c, separator))
    {
      int n;

      minute = sy_time_take_number (c, 2, &n);
      if (n != 2)
        return SY_TIME_NONE;
      if (sy_time_take (c, separator))
        {
          second = sy_time_take_number (c, 2, &n);
          if (n != 2)
            return SY_TIME_NONE;
        }
    }
  else
    {
      half = sy_time_take_half_day (c);
      return half != 0 ? sy_time_set_time (parts, hour, 0, 0, half) : SY_TIME_NONE;
    }
  sy_time_take_fraction (c, parts);
  half = sy_time_take_half_day (c);
  return sy_time_set_time (parts, hour, minute, second, half);
}

/* +02:00, +0200, +02 */
static const char *
take_offset (SyTimeCursor *c,
             SyTimeParts *parts)
{
  int sign = *c->p++ == '-' ? -1 : 1;
  int n_digits = sy_time_count_digits (c);
  int hours = sy_time_take_number (c, n_digits == 1 || n_digits == 3 ? 1 : 2, NULL);
  int minutes = 0;
  int n = 2;

  if (hours < 0 || n_digits > 4)
    return "the offset from UTC is wrong";
  if (n_digits > 2 || sy_time_take (c, ':'))
    minutes = sy_time_take_number (c, 2, &n);
  if (n != 2 || hours > 18 || minutes > 59)
    return "the offset from UTC is wrong";
  parts->has_offset = TRUE;
  parts->offset = sign * (hours * 3600 + minutes * 60);
  return NULL;
}

/* "Europe/Paris": whether there is such a zone is for the format to find out. */
static gsize
count_zone_name (const SyTimeCursor *c)
{
  const char *p = c->p;
  gboolean has_slash = FALSE;

  for (; p < c->end; p++)
    if (*p == '/' && p > c->p && p + 1 < c->end && g_ascii_isalpha (p[1]))
      has_slash = TRUE;
    else if (!g_ascii_isalpha (*p) &&
             !(has_slash && (*p == '_' || *p == '-' || *p == '+' || sy_time_is_digit (*p))))
      break;
  return has_slash ? (gsize) (p - c->p) : 0;
}

/* Z, UTC, CEST, GMT+0200, -05:00, Europe/Paris; nothing is no zone. */
const char *
sy_time_take_zone (SyTimeCursor *c,
                   SyTimeParts *parts)
{
  const char *from = c->p;
  const char *word;
  char first[4];

  sy_time_skip_blanks (c);
  if (sy_time_peek (c) == '+' || sy_time_peek (c) == '-')
    return take_offset (c, parts);
  parts->zone_length = count_zone_name (c);
  if (parts->zone_length > 0)
    {
      parts->zone = c->p;
      c->p += parts->zone_length;
      return NULL;
    }
  word = c->p;
  if (sy_time_take_word (c, first) == 0)
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
  if (parts->offset == 0 && (sy_time_peek (c) == '+' || sy_time_peek (c) == '-'))
    return take_offset (c, parts);
  return NULL;
}

/* The end of the text, or what the zone is called, in parentheses or brackets: "(CEST)". */
const char *
sy_time_take_end (SyTimeCursor *c,
                  SyTimeParts *parts)
{
  sy_time_skip_blanks (c);
  if (c->p < c->end && ((*c->p == '(' && c->end[-1] == ')') || (*c->p == '[' && c->end[-1] == ']')))
    {
      SyTimeCursor inner = { c->p + 1, c->end - 1 };

      /* After an offset it is a remark; alone it is the zone. */
      if (!parts->has_offset && parts->zone == NULL)
        {
          const char *wrong = sy_time_take_zone (&inner, parts);

          if (wrong != NULL || inner.p != inner.end)
            return wrong != NULL ? wrong : SY_TIME_NONE;
        }
      c->p = c->end;
    }
  return c->p == c->end ? NULL : SY_TIME_NONE;
}

/* From after the date to the end. */
const char *
sy_time_take_rest (SyTimeCursor *c,
                   SyTimeParts *parts)
{
  const char *wrong = NULL;
  gboolean marked;

  if (c->p == c->end)
    return NULL;
  marked = sy_time_take (c, 'T') || sy_time_take (c, 't');
  if (!marked)
    {
      const char *from = c->p;

      sy_time_take (c, ',');
      sy_time_skip_blanks (c);
      if (c->p == from && !sy_time_take (c, ':'))
        return sy_time_peek (c) == 'Z' || sy_time_peek (c) == 'z' || sy_time_peek (c) == '+'
                   ? "a date has no zone without a time of day"
                   : SY_TIME_NONE;
      if (c->end - c->p > 3 && g_ascii_strncasecmp (c->p, "at ", 3) == 0)
        c->p += 3;
      if (c->p == c->end)
        return NULL;
    }
  if (marked || sy_time_is_digit (sy_time_peek (c)))
    wrong = sy_time_take_time (c, parts);
  if (wrong == NULL)
    wrong = sy_time_take_zone (c, parts);
  return wrong != NULL ? wrong : sy_time_take_end (c, parts);
}
