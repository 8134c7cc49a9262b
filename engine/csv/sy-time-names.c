/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-time-names-private.h"

#include <string.h>

/*
 * Every text of a sample is asked whether it begins with a month, so what is none has to be told
 * quickly: the first letter decides for most.
 */

#define LONGEST 12

/* English first, then the other languages, accents taken off. */
static const struct
{
  char name[LONGEST];
  guint8 month;
} months[] = {
  { "january", 1 },
  { "januar", 1 },
  { "janner", 1 },
  { "jaenner", 1 },
  { "janvier", 1 },
  { "enero", 1 },
  { "gennaio", 1 },
  { "januari", 1 },
  { "janeiro", 1 },
  { "february", 2 },
  { "februar", 2 },
  { "fevrier", 2 },
  { "febrero", 2 },
  { "febbraio", 2 },
  { "februari", 2 },
  { "fevereiro", 2 },
  { "feber", 2 },
  { "march", 3 },
  { "marz", 3 },
  { "maerz", 3 },
  { "mrz", 3 },
  { "mars", 3 },
  { "marzo", 3 },
  { "maart", 3 },
  { "mrt", 3 },
  { "marco", 3 },
  { "april", 4 },
  { "avril", 4 },
  { "abril", 4 },
  { "aprile", 4 },
  { "may", 5 },
  { "mai", 5 },
  { "mayo", 5 },
  { "maggio", 5 },
  { "mei", 5 },
  { "maio", 5 },
  { "june", 6 },
  { "juni", 6 },
  { "juin", 6 },
  { "junio", 6 },
  { "giugno", 6 },
  { "junho", 6 },
  { "july", 7 },
  { "juli", 7 },
  { "juillet", 7 },
  { "julio", 7 },
  { "luglio", 7 },
  { "julho", 7 },
  { "august", 8 },
  { "aout", 8 },
  { "agosto", 8 },
  { "augustus", 8 },
  { "september", 9 },
  { "septembre", 9 },
  { "septiembre", 9 },
  { "setiembre", 9 },
  { "settembre", 9 },
  { "setembro", 9 },
  { "october", 10 },
  { "oktober", 10 },
  { "octobre", 10 },
  { "octubre", 10 },
  { "ottobre", 10 },
  { "outubro", 10 },
  { "november", 11 },
  { "novembre", 11 },
  { "noviembre", 11 },
  { "novembro", 11 },
  { "december", 12 },
  { "dezember", 12 },
  { "decembre", 12 },
  { "diciembre", 12 },
  { "dicembre", 12 },
  { "dezembro", 12 },
};

/* The word in lower case without accents; 0 when it has other letters or too many. */
static gsize
fold (const char *word,
      gsize length,
      char out[LONGEST])
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    {
      guint8 c = (guint8) word[i];

      if (n + 1 >= LONGEST)
        return 0;
      if (c < 0x80)
        {
          out[n++] = g_ascii_tolower (word[i]);
          continue;
        }
      /* U+00C0 to U+00FF: the letters of either case are 0x20 apart. */
      if (c != 0xc3 || i + 1 == length)
        return 0;
      c = (guint8) word[++i] | 0x20;
      out[n] = c == 0xa4 || c == 0xa2 || c == 0xa0 ? 'a' : c == 0xa9 || c == 0xa8 || c == 0xaa ? 'e'
                                                       : c == 0xbb || c == 0xbc                ? 'u'
                                                       : c == 0xa7                             ? 'c'
                                                                                               : 0;
      if (out[n++] == 0)
        return 0;
    }
  out[n] = '\0';
  return n;
}

int
sy_time_find_month (const char *word,
                    gsize length)
{
  char plain[LONGEST];
  gsize n = length >= 3 ? fold (word, length, plain) : 0;
  int found = 0;

  if (n < 3)
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    if (months[i].name[0] == plain[0] && strncmp (months[i].name, plain, n) == 0)
      {
        if (found != 0 && found != months[i].month)
          return 0;
        found = months[i].month;
      }
  return found;
}

/* Those of RFC 5322, and what else means one thing wherever it is written. */
static const struct
{
  const char *name;
  gint16 minutes;
} zones[] = {
  { "UTC", 0 },
  { "GMT", 0 },
  { "UT", 0 },
  { "Z", 0 },
  { "EST", -300 },
  { "EDT", -240 },
  { "CST", -360 },
  { "CDT", -300 },
  { "MST", -420 },
  { "MDT", -360 },
  { "PST", -480 },
  { "PDT", -420 },
  { "AKST", -540 },
  { "AKDT", -480 },
  { "HST", -600 },
  { "WET", 0 },
  { "WEST", 60 },
  { "CET", 60 },
  { "CEST", 120 },
  { "MEZ", 60 },
  { "MESZ", 120 },
  { "EET", 120 },
  { "EEST", 180 },
  { "MSK", 180 },
  { "JST", 540 },
  { "KST", 540 },
  { "AWST", 480 },
  { "ACST", 570 },
  { "ACDT", 630 },
  { "AEST", 600 },
  { "AEDT", 660 },
  { "NZST", 720 },
  { "NZDT", 780 },
};

/* India, Ireland, Israel; Britain, Bangladesh; and so on. */
static const char *const open_zones[] = { "IST", "BST", "AST", "ADT", "SST", "GST", "PKT", "WST",
                                          "ECT", "AMT", "ART" };

SyTimeZoneWord
sy_time_find_zone (const char *word,
                   gsize length,
                   gint32 *out_offset)
{
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    if (strlen (zones[i].name) == length && g_ascii_strncasecmp (zones[i].name, word, length) == 0)
      {
        *out_offset = zones[i].minutes * 60;
        return SY_TIME_ZONE_FIXED;
      }
  for (gsize i = 0; i < G_N_ELEMENTS (open_zones); i++)
    if (strlen (open_zones[i]) == length && g_ascii_strncasecmp (open_zones[i], word, length) == 0)
      return SY_TIME_ZONE_OPEN;
  return SY_TIME_ZONE_UNKNOWN;
}
