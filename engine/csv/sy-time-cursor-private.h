/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "csv/sy-time-parse-private.h"

G_BEGIN_DECLS

#define SY_TIME_NONE "not a time"
#define SY_TIME_NO_DATE "there is no such date"
#define SY_TIME_NO_CLOCK "there is no such time of day"

/* Goes over a text once, from its front. */
typedef struct
{
  const char *p;
  const char *end;
} SyTimeCursor;

static inline gboolean
sy_time_is_digit (char c)
{
  return (guint8) (c - '0') <= 9;
}

static inline char
sy_time_peek (const SyTimeCursor *c)
{
  return c->p < c->end ? *c->p : '\0';
}

/* Takes a character if it is the next one. */
static inline gboolean
sy_time_take (SyTimeCursor *c,
              char wanted)
{
  if (sy_time_peek (c) != wanted || c->p == c->end)
    return FALSE;
  c->p++;
  return TRUE;
}

static inline void
sy_time_skip_blanks (SyTimeCursor *c)
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
static inline void
sy_time_trim_end (SyTimeCursor *c)
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
static inline int
sy_time_take_number (SyTimeCursor *c,
                     int max,
                     int *out_n_digits)
{
  int value = 0;
  int n = 0;

  while (n < max && c->p < c->end && sy_time_is_digit (*c->p))
    {
      value = value * 10 + (*c->p++ - '0');
      n++;
    }
  if (out_n_digits != NULL)
    *out_n_digits = n;
  return n > 0 ? value : -1;
}

static inline int
sy_time_count_digits (const SyTimeCursor *c)
{
  const char *p = c->p;

  while (p < c->end && sy_time_is_digit (*p))
    p++;
  return (int) (p - c->p);
}

/* A word of letters, as its first three in lower case. Returns its length. */
gsize sy_time_take_word (SyTimeCursor *c,
                         char first[4]);

/* The name of a month, 1 to 12, or 0 with nothing taken. */
int sy_time_take_month (SyTimeCursor *c);

/* "Monday, " says nothing that is needed. */
void sy_time_skip_weekday (SyTimeCursor *c);

/* The year of two digits: 69 is 1969. */
int sy_time_full_year (int year,
                       int n_digits);

/* Returns NULL, or that there is no such date. */
const char *sy_time_set_day (SyTimeParts *parts,
                             int year,
                             int month,
                             int day);

/* .123456: milliseconds, the rest cut off. */
void sy_time_take_fraction (SyTimeCursor *c,
                            SyTimeParts *parts);

/* am or pm in their spellings; 'a', 'p' or 0. */
char sy_time_take_half_day (SyTimeCursor *c);

/* Returns NULL, or that there is no such time of day. */
const char *sy_time_set_time (SyTimeParts *parts,
                              int hour,
                              int minute,
                              int second,
                              char half);

/* A zone, or nothing. Returns NULL, or what is wrong. */
const char *sy_time_take_zone (SyTimeCursor *c,
                               SyTimeParts *parts);

/* The end of the text, or what the zone is called. Returns NULL, or what is wrong. */
const char *sy_time_take_end (SyTimeCursor *c,
                              SyTimeParts *parts);

/* From after the date to the end. Returns NULL, or what is wrong. */
const char *sy_time_take_rest (SyTimeCursor *c,
                               SyTimeParts *parts);

/* A time of day. Returns NULL, or what is wrong. */
const char *sy_time_take_time (SyTimeCursor *c,
                               SyTimeParts *parts);

G_END_DECLS
