/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-time-cursor-private.h"

#include <string.h>

#include "core/sy-time.h"
#include "csv/sy-time-names-private.h"

/* A word of letters, as its first three in lower case. */
gsize
sy_time_take_word (SyTimeCursor *c,
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

int
sy_time_take_month (SyTimeCursor *c)
{
  const char *from = c->p;
  int month;

  while (c->p < c->end && is_letter (*c->p))
    c->p++;
  month = sy_time_find_month (from, (gsize) (c->p - from));
  if (month == 0)
    c->p = from;
  else
    sy_time_take (c, '.');
  return month;
}

/* "Monday, " says nothing that is needed. */
void
sy_time_skip_weekday (SyTimeCursor *c)
{
  static const char *const names[] = { "monday", "tuesday", "wednesday", "thursday",
                                       "friday", "saturday", "sunday" };
  const char *from = c->p;
  char first[4];
  gsize length = sy_time_take_word (c, first);
  gboolean is_known = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    is_known |= length >= 3 && length <= strlen (names[i]) &&
                g_ascii_strncasecmp (names[i], from, length) == 0;
  if (!is_known)
    {
      c->p = from;
      return;
    }
  sy_time_take (c, '.');
  sy_time_take (c, ',');
  sy_time_skip_blanks (c);
}

int
sy_time_full_year (int year,
                   int n_digits)
{
  if (n_digits > 2)
    return year;
  return year + (year < 69 ? 2000 : 1900);
}

const char *
sy_time_set_day (SyTimeParts *parts,
                 int year,
                 int month,
                 int day)
{
  if (!sy_day_is_valid (year, month, day))
    return SY_TIME_NO_DATE;
  parts->day = sy_day_from_civil (year, month, day);
  return NULL;
}
