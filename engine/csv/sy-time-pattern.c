/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-time-cursor-private.h"

#include <string.h>

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
take_subseconds (SyTimeCursor *c,
                 SyTimeParts *parts)
{
  int n = 0;

  for (int unit = 100; c->p < c->end && sy_time_is_digit (*c->p); c->p++, unit /= 10, n++)
    parts->ms += unit * (*c->p - '0');
  return n;
}

/* Reads what the conversion at @pattern stands for. */
static const char *
take_conversion (SyTimeCursor *c,
                 const char *pattern,
                 Fields *f,
                 SyTimeParts *parts)
{
  int n = 1;

  switch (*pattern)
    {
    case 'Y':
      f->year = sy_time_take_number (c, 4, &n);
      break;
    case 'y':
      f->year = sy_time_full_year (sy_time_take_number (c, 2, &n), 2);
      break;
    case 'm':
      f->month = sy_time_take_number (c, 2, &n);
      break;
    case 'b':
    case 'B':
    case 'h':
      f->month = sy_time_take_month (c);
      n = f->month;
      break;
    case 'd':
    case 'e':
      sy_time_skip_blanks (c);
      f->day = sy_time_take_number (c, 2, &n);
      break;
    case 'H':
    case 'I':
    case 'k':
    case 'l':
      sy_time_skip_blanks (c);
      f->hour = sy_time_take_number (c, 2, &n);
      break;
    case 'M':
      f->minute = sy_time_take_number (c, 2, &n);
      break;
    case 'S':
      f->second = sy_time_take_number (c, 2, &n);
      if (n > 0 && pattern[1] != '.' && pattern[1] != ',')
        sy_time_take_fraction (c, parts);
      break;
    case 'f':
      n = take_subseconds (c, parts);
      break;
    case 'p':
    case 'P':
      f->half = sy_time_take_half_day (c);
      n = f->half != 0;
      break;
    case 'z':
    case 'Z':
      return sy_time_take_zone (c, parts);
    case 'a':
    case 'A':
      sy_time_skip_weekday (c);
      break;
    case '%':
      n = sy_time_take (c, '%');
      break;
    default:
      return SY_TIME_NONE;
    }
  return n > 0 ? NULL : SY_TIME_NONE;
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
  SyTimeCursor c = { text, text + length };
  SyTimeParts parts = { 0 };
  Fields f = { 0 };
  const char *wrong = NULL;

  parts.shape = SY_TIME_SHAPE_ORDERED;
  sy_time_skip_blanks (&c);
  sy_time_trim_end (&c);
  if (c.p == c.end)
    return "missing";
  for (const char *p = pattern; *p != '\0' && wrong == NULL; p++)
    if (*p == '%')
      wrong = take_conversion (&c, ++p, &f, &parts);
    else if (*p == ' ')
      sy_time_skip_blanks (&c);
    else if (!sy_time_take (&c, *p))
      wrong = SY_TIME_NONE;
  if (wrong == NULL && c.p < c.end)
    wrong = SY_TIME_NONE;
  if (wrong == NULL)
    wrong = sy_time_set_day (&parts, f.year, f.month, f.day);
  if (wrong == NULL)
    wrong = sy_time_set_time (&parts, f.hour, f.minute, f.second, f.half);
  if (wrong == NULL)
    *out_parts = parts;
  return wrong;
}
