/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In what order the numbers of a date such as 03/04/24 stand. */
typedef enum
{
  SY_TIME_ORDER_NONE, /* refuse such dates */
  SY_TIME_ORDER_DMY,
  SY_TIME_ORDER_MDY,
  SY_TIME_ORDER_YMD,
} SyTimeOrder;

/* What shape a time has. */
typedef enum
{
  SY_TIME_SHAPE_ISO,     /* 2024-04-03..., also the basic form with letter T */
  SY_TIME_SHAPE_NAMED,   /* with the name of a month */
  SY_TIME_SHAPE_YEAR,    /* year first, but not ISO 8601 */
  SY_TIME_SHAPE_ORDERED, /* needs an order */
  SY_TIME_SHAPE_DIGITS,  /* 20240403..., digits only */
  SY_TIME_SHAPE_UNIX,    /* a number since 1970 */
} SyTimeShape;

typedef struct
{
  SyTimeShape shape;
  gint32 day;    /* since 1970-01-01 */
  gint32 second; /* of the day, 86400 for its end */
  gint32 ms;     /* of the second */
  gboolean has_offset;
  gint32 offset;    /* seconds east of UTC */
  const char *zone; /* "Europe/Paris" in the text, or NULL; it has no offset then */
  gsize zone_length;
} SyTimeParts;

/* Units of a number since 1970; the value is the number of units in a second. */
typedef enum
{
  SY_TIME_UNIT_BY_SIZE = 0,
  SY_TIME_UNIT_S = 1,
  SY_TIME_UNIT_MS = 1000,
  SY_TIME_UNIT_US = 1000000,
  SY_TIME_UNIT_NS = 1000000000,
} SyTimeUnit;

/*
 * Reads a time of any known shape. Returns NULL, or what is wrong; out_parts is written on success only, but
 * its shape always.
 */
const char *sy_time_parse_any (const char *text,
                               gsize length,
                               SyTimeOrder order,
                               SyTimeParts *out_parts);

/* Reads a number since 1970. Returns NULL, or what is wrong. */
const char *sy_time_parse_unix (const char *text,
                                gsize length,
                                SyTimeUnit unit,
                                SyTimeParts *out_parts);

/* Writes %F, %T, %R and %D out. */
char *sy_time_pattern_expand (const char *pattern);

/* Whether every conversion of an expanded pattern is known and a date comes out of it. */
gboolean sy_time_pattern_is_good (const char *pattern);

/* Reads a time after an expanded pattern that is good. Returns NULL, or what is wrong. */
const char *sy_time_parse_pattern (const char *text,
                                   gsize length,
                                   const char *pattern,
                                   SyTimeParts *out_parts);

G_END_DECLS
