/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/sy-time.h"

#include <string.h>

/*
 * Days are counted in eras of 400 years that start on 1 March, so that the leap
 * day comes last. Source: H. Hinnant, "chrono-compatible low-level date
 * algorithms", 2013.
 */

gint32
sy_day_from_civil (int year,
                   int month,
                   int day)
{
  int y = year - (month <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

void
sy_day_to_civil (gint32 day,
                 int *out_year,
                 int *out_month,
                 int *out_day)
{
  gint64 z = (gint64) day + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  int day_of_era = (int) (z - era * 146097);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) /
                    365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month_from_march = (5 * day_of_year + 2) / 153;
  int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;

  if (out_year != NULL)
    *out_year = (int) (year_of_era + era * 400) + (month <= 2);
  if (out_month != NULL)
    *out_month = month;
  if (out_day != NULL)
    *out_day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
}

gboolean
sy_day_is_valid (int year,
                 int month,
                 int day)
{
  static const guint8 lengths[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
    return FALSE;
  leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day <= lengths[month - 1] + (leap ? 1 : 0);
}

int
sy_day_get_iso_week (gint32 day)
{
  /* 1970-01-01 was a Thursday. A week belongs to the year that its Thursday is in. */
  gint32 weekday = ((day + 3) % 7 + 7) % 7;
  gint32 thursday = day - weekday + 3;
  int year;
  int month;
  int day_of_month;

  sy_day_to_civil (thursday, &year, &month, &day_of_month);
  return (thursday - sy_day_from_civil (year, 1, 1)) / 7 + 1;
}

char *
sy_day_format (gint32 day)
{
  int year;
  int month;
  int day_of_month;

  sy_day_to_civil (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
}

/* Exactly @n digits; -1 when they are not. */
static int
take_digits (const char **p,
             int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*p)[i]))
        return -1;
      value = value * 10 + ((*p)[i] - '0');
    }
  *p += n;
  return value;
}

static gboolean
take_char (const char **p,
           char wanted)
{
  if (**p != wanted)
    return FALSE;
  (*p)++;
  return TRUE;
}

static gboolean
take_date (const char **p,
           gint32 *out_day)
{
  int year;
  int month;
  int day;

  if ((year = take_digits (p, 4)) < 0 || !take_char (p, '-') ||
      (month = take_digits (p, 2)) < 0 || !take_char (p, '-') ||
      (day = take_digits (p, 2)) < 0 || !sy_day_is_valid (year, month, day))
    return FALSE;
  *out_day = sy_day_from_civil (year, month, day);
  return TRUE;
}

static gboolean
take_offset (const char **p,
             int *out_seconds)
{
  int sign = **p == '-' ? -1 : 1;
  int hours;
  int minutes;

  *out_seconds = 0;
  if (take_char (p, 'Z') || take_char (p, 'z'))
    return TRUE;
  if (!take_char (p, '+') && !take_char (p, '-'))
    return FALSE;
  if ((hours = take_digits (p, 2)) < 0 || !take_char (p, ':') ||
      (minutes = take_digits (p, 2)) < 0 || hours > 23 || minutes > 59)
    return FALSE;
  *out_seconds = sign * (hours * 3600 + minutes * 60);
  return TRUE;
}

gboolean
sy_day_parse (const char *text,
              gint32 *out_day)
{
  gint32 day;

  if (!take_date (&text, &day) || *text != '\0')
    return FALSE;
  *out_day = day;
  return TRUE;
}

gboolean
sy_instant_parse (const char *text,
                  gint64 *out_utc_ms)
{
  gint32 day;
  int hour;
  int minute;
  int second;
  int ms = 0;
  int offset;

  if (!take_date (&text, &day) ||
      (!take_char (&text, 'T') && !take_char (&text, 't') && !take_char (&text, ' ')) ||
      (hour = take_digits (&text, 2)) < 0 || !take_char (&text, ':') ||
      (minute = take_digits (&text, 2)) < 0 || !take_char (&text, ':') ||
      (second = take_digits (&text, 2)) < 0 || hour > 23 || minute > 59 || second > 60)
    return FALSE;

  if (take_char (&text, '.'))
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;
      for (int unit = 100; g_ascii_isdigit (*text); text++, unit /= 10)
        ms += unit * (*text - '0');
    }
  if (!take_offset (&text, &offset) || *text != '\0')
    return FALSE;

  *out_utc_ms = ((gint64) day * SY_DAY_SECONDS + hour * 3600 + minute * 60 + second - offset) * 1000 + ms;
  return TRUE;
}

char *
sy_instant_format (gint64 utc_s)
{
  gint64 day = utc_s / SY_DAY_SECONDS - (utc_s % SY_DAY_SECONDS < 0);
  int second = (int) (utc_s - day * SY_DAY_SECONDS);
  g_autofree char *date = sy_day_format ((gint32) day);

  return g_strdup_printf ("%sT%02d:%02d:%02dZ", date, second / 3600, second / 60 % 60, second % 60);
}

gboolean
sy_as_of_parse (const SyZone *zone,
                const char *text,
                gint64 *out_utc_s,
                GError **error)
{
  gint32 day;
  gint64 ms;

  if (sy_day_parse (text, &day))
    {
      *out_utc_s = sy_zone_day_start (zone, day + 1);
      return TRUE;
    }
  if (sy_instant_parse (text, &ms))
    {
      gint64 seconds = ms / 1000;

      *out_utc_s = seconds + (seconds * 1000 < ms);
      return TRUE;
    }
  g_set_error (error, SY_TIME_ERROR, SY_TIME_ERROR_TEXT,
               "“%s” is not a date such as 2017-07-01 nor an instant such as 2017-07-01T00:00:00Z",
               text);
  return FALSE;
}

gint64
sy_instant_shift (const SyZone *zone,
                  gint64 utc_s,
                  gint32 n_days)
{
  gint32 day = sy_zone_day (zone, utc_s);

  /* Where clocks skip midnight, a day starts at another local time than its neighbours. */
  if (utc_s == sy_zone_day_start (zone, day))
    return sy_zone_day_start (zone, day + n_days);
  return sy_zone_to_utc (zone, sy_zone_to_local (zone, utc_s) + (gint64) n_days * SY_DAY_SECONDS);
}
