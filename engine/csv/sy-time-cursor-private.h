/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

/* Blanks, among them those that do not break a line. */
void sy_time_skip_blanks (SyTimeCursor *c);

/* The blanks that sy_time_skip_blanks() knows, at the end. */
void sy_time_trim_end (SyTimeCursor *c);

/* As many digits as there are, at most max; -1 when there is none. */
int sy_time_take_number (SyTimeCursor *c,
                         int max,
                         int *out_n_digits);

/* How many digits follow. */
int sy_time_count_digits (const SyTimeCursor *c);

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
