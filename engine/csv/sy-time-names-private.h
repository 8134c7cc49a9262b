/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The month a word names, 1 to 12, or 0: in full or cut to three letters or more, in English,
 * German, French, Spanish, Italian, Dutch or Portuguese, accents left out or not. "jui" names none,
 * as it may be juin or juillet.
 */
int sy_time_find_month (const char *word,
                        gsize length);

/* What a word after a time says about its zone. */
typedef enum
{
  SY_TIME_ZONE_UNKNOWN,
  SY_TIME_ZONE_OPEN, /* letters that several zones share */
  SY_TIME_ZONE_FIXED,
} SyTimeZoneWord;

/*
 * Looks letters such as "CEST" up; out_offset, in seconds east of UTC, is written when they are
 * fixed.
 */
SyTimeZoneWord sy_time_find_zone (const char *word,
                                  gsize length,
                                  gint32 *out_offset);

G_END_DECLS
