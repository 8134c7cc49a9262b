/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-time-format.h"

#include <string.h>

#include "core/sy-time.h"
#include "csv/sy-csv-dialect.h"
#include "csv/sy-time-parse-private.h"

/*
 * Most times of most files are ISO 8601, and neighbours are of the same day. So
 * sy_time_format_parse() first tries that shape: the ten bytes of the date are compared with those of the last
 * one, whose day number is known, and "12:34:56" is checked and read as one word of eight
 * bytes. What does not fit goes the general way.
 */

typedef enum
{
  KIND_AUTO,
  KIND_ISO,
  KIND_ORDERED,
  KIND_UNIX,
  KIND_PATTERN,
} Kind;

struct _SyTimeFormat
{
  char *name;
  char *pattern;
  Kind kind;
  SyTimeOrder order;
  SyTimeUnit unit;

  /* The last date: its bytes as they stood, and its number. */
  guint64 date_start;
  guint16 date_end;
  gint64 day_ms;

  /* Zones that times name: (element-type utf8 SyZone), NULL where there is none of the name. */
  GHashTable *zones;
};

/* Names that are no zones could be endless. */
#define MAX_ZONES 2000

static const struct
{
  const char *name;
  Kind kind;
  SyTimeOrder order;
  SyTimeUnit unit;
} formats[] = {
  { "auto", KIND_AUTO, SY_TIME_ORDER_NONE, SY_TIME_UNIT_BY_SIZE },
  { "iso", KIND_ISO, SY_TIME_ORDER_NONE, SY_TIME_UNIT_BY_SIZE },
  { "dmy", KIND_ORDERED, SY_TIME_ORDER_DMY, SY_TIME_UNIT_BY_SIZE },
  { "mdy", KIND_ORDERED, SY_TIME_ORDER_MDY, SY_TIME_UNIT_BY_SIZE },
  { "ymd", KIND_ORDERED, SY_TIME_ORDER_YMD, SY_TIME_UNIT_BY_SIZE },
  { "unix", KIND_UNIX, SY_TIME_ORDER_NONE, SY_TIME_UNIT_S },
  { "unix-s", KIND_UNIX, SY_TIME_ORDER_NONE, SY_TIME_UNIT_S },
  { "unix-ms", KIND_UNIX, SY_TIME_ORDER_NONE, SY_TIME_UNIT_MS },
  { "unix-us", KIND_UNIX, SY_TIME_ORDER_NONE, SY_TIME_UNIT_US },
  { "unix-ns", KIND_UNIX, SY_TIME_ORDER_NONE, SY_TIME_UNIT_NS },
};

static gboolean find_date (SyTimeFormat *self,
                           const char *text);

static SyTimeFormat *
new_format (const char *name,
            Kind kind)
{
  SyTimeFormat *self = g_new0 (SyTimeFormat, 1);

  self->name = g_strdup (name);
  self->kind = kind;
  find_date (self, "1970-01-01");
  return self;
}

SyTimeFormat *
sy_time_format_from_name (const char *name,
                          GError **error)
{
  g_autofree char *pattern = NULL;
  SyTimeFormat *self;

  g_return_val_if_fail (name != NULL, NULL);

  pattern = sy_time_pattern_expand (name);
  if (strchr (name, '%') != NULL && sy_time_pattern_is_good (pattern))
    {
      self = new_format (name, KIND_PATTERN);
      self->pattern = g_steal_pointer (&pattern);
      return self;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].name, name) == 0)
      {
        self = new_format (name, formats[i].kind);
        self->order = formats[i].order;
        self->unit = formats[i].unit;
        return self;
      }
  g_set_error (
      error, SY_CSV_ERROR, SY_CSV_ERROR_OPTION,
      "the time format “%s” is not known; there are auto, iso, dmy, mdy, ymd, unix, unix-ms, unix-us, unix-ns and patterns such as %%d.%%m.%%Y %%H:%%M",
      name);
  return NULL;
}

SyTimeFormat *
sy_time_format_copy (const SyTimeFormat *self)
{
  SyTimeFormat *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->pattern = g_strdup (self->pattern);
  copy->zones = NULL;
  return copy;
}

void
sy_time_format_free (SyTimeFormat *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->pattern);
  g_clear_pointer (&self->zones, g_hash_table_unref);
  g_free (self);
}

const char *
sy_time_format_get_name (const SyTimeFormat *self)
{
  return self->name;
}

/* ------------------------------------------------------------- fast way */

/* A digit is at most 9 after xor with '0', a separator 0 after xor with itself. */
#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

static inline gboolean
is_digit (char c)
{
  return (guint8) (c - '0') <= 9;
}

/* Eight bytes as a word whose lowest byte is the first. */
static inline guint64
load8 (const char *text)
{
  guint64 word;

  memcpy (&word, text, 8);
  return GUINT64_FROM_LE (word);
}

static inline guint16
load2 (const char *text)
{
  guint16 word;

  memcpy (&word, text, 2);
  return GUINT16_FROM_LE (word);
}

static inline int
two_digits (guint64 word,
            guint at)
{
  return (int) ((word >> (8 * at)) & 0xff) * 10 + (int) ((word >> (8 * at + 8)) & 0xff);
}

/* "2017-07-01": looks the date up, or remembers it. */
static gboolean
find_date (SyTimeFormat *self,
           const char *text)
{
  guint64 start = load8 (text);
  guint16 end = load2 (text + 8);
  guint64 x;
  int year;
  int month;
  int day;

  if (G_LIKELY (start == self->date_start && end == self->date_end))
    return TRUE;

  /* '0' four times, '-', '0' twice, '-' */
  x = start ^ G_GUINT64_CONSTANT (0x2d30302d30303030);
  if ((((x + G_GUINT64_CONSTANT (0x7f76767f76767676)) | x) & HIGH_BITS) != 0 ||
      !is_digit (text[8]) || !is_digit (text[9]))
    return FALSE;
  year = two_digits (x, 0) * 100 + two_digits (x, 2);
  month = two_digits (x, 5);
  day = (text[8] - '0') * 10 + (text[9] - '0');
  if (!sy_day_is_valid (year, month, day))
    return FALSE;
  self->date_start = start;
  self->date_end = end;
  self->day_ms = (gint64) sy_day_from_civil (year, month, day) * (1000 * SY_DAY_SECONDS);
  return TRUE;
}

/* "12:34:56" in milliseconds, or -1; the ends of days and minutes go the general way. */
static inline gint64
clock_ms (const char *text)
{
  guint64 x = load8 (text) ^ G_GUINT64_CONSTANT (0x30303a30303a3030);
  int hour;
  int minute;
  int second;

  if ((((x + G_GUINT64_CONSTANT (0x76767f76767f7676)) | x) & HIGH_BITS) != 0)
    return -1;
  hour = two_digits (x, 0);
  minute = two_digits (x, 3);
  second = two_digits (x, 6);
  if (hour > 23 || minute > 59 || second > 59)
    return -1;
  return (hour * 3600 + minute * 60 + second) * G_GINT64_CONSTANT (1000);
}

static inline gint64
local_to_utc (const SyZone *zone,
              gint64 local_ms)
{
  gint64 seconds = local_ms / 1000 - (local_ms % 1000 < 0);

  return sy_zone_to_utc (zone, seconds) * 1000 + (local_ms - seconds * 1000);
}

/* ISO 8601 in its common forms; FALSE says nothing but that it is another one. */
static inline gboolean
parse_common (SyTimeFormat *self,
              const SyZone *zone,
              const char *text,
              gsize length,
              gint64 *out_utc_ms)
{
  const char *p = text + 19;
  const char *end = text + length;
  gint64 clock;
  gint64 ms;

  if (length < 10 || !find_date (self, text))
    return FALSE;
  if (length == 10)
    {
      *out_utc_ms = local_to_utc (zone, self->day_ms);
      return TRUE;
    }
  if (length < 19 || (text[10] != 'T' && text[10] != ' ') || (clock = clock_ms (text + 11)) < 0)
    return FALSE;
  ms = self->day_ms + clock;

  if (p < end && *p == '.')
    {
      int unit = 100;

      if (++p == end)
        return FALSE;
      for (; p < end && is_digit (*p); p++, unit /= 10)
        ms += unit * (*p - '0');
    }
  if (p == end)
    {
      *out_utc_ms = local_to_utc (zone, ms);
      return TRUE;
    }
  if (p[-1] == '.')
    return FALSE;
  if (*p == 'Z' && p + 1 == end)
    {
      *out_utc_ms = ms;
      return TRUE;
    }
  if (end - p == 6 && (*p == '+' || *p == '-') && p[3] == ':' && (guint8) (p[1] - '0') <= 1 &&
      is_digit (p[2]) && (guint8) (p[4] - '0') <= 5 && is_digit (p[5]))
    {
      gint64 offset = ((p[1] - '0') * 10 + (p[2] - '0')) * 60 + (p[4] - '0') * 10 + (p[5] - '0');

      /* Up to 17:59; the general way says what is wrong with more. */
      if (offset < 18 * 60)
        {
          *out_utc_ms = *p == '-' ? ms + offset * 60000 : ms - offset * 60000;
          return TRUE;
        }
    }
  return FALSE;
}

/* ---------------------------------------------------------- general way */

static void
unref_zone (gpointer zone)
{
  if (zone != NULL)
    sy_zone_unref (zone);
}

/* Looking a zone up takes a millisecond, so each is looked up once. */
static const SyZone *
find_zone (SyTimeFormat *self,
           const char *name,
           gsize length)
{
  g_autofree char *key = g_strndup (name, length);
  gpointer zone;

  if (self->zones == NULL)
    self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_zone);
  if (g_hash_table_lookup_extended (self->zones, key, NULL, &zone))
    return zone;
  if (g_hash_table_size (self->zones) >= MAX_ZONES)
    g_hash_table_remove_all (self->zones);
  zone = sy_zone_new (key, NULL);
  g_hash_table_insert (self->zones, g_steal_pointer (&key), zone);
  return zone;
}

gboolean
sy_time_format_parse (SyTimeFormat *self,
                      const SyZone *zone,
                      const char *text,
                      gsize length,
                      gint64 *out_utc_ms,
                      const char **out_reason)
{
  SyTimeParts parts;
  const char *wrong;
  gint64 seconds;

  if (self->kind <= KIND_ORDERED && parse_common (self, zone, text, length, out_utc_ms))
    return TRUE;

  if (self->kind == KIND_PATTERN)
    wrong = sy_time_parse_pattern (text, length, self->pattern, &parts);
  else if (self->kind == KIND_UNIX)
    {
      while (length > 0 && (text[0] == ' ' || text[0] == '\t'))
        text++, length--;
      while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
      wrong = length == 0 ? "missing" : sy_time_parse_unix (text, length, self->unit, &parts);
    }
  else
    {
      wrong = sy_time_parse_any (text, length, self->order, &parts);
      if (wrong == NULL && self->kind == KIND_ISO && parts.shape != SY_TIME_SHAPE_ISO)
        wrong = "not a time of ISO 8601";
    }
  if (wrong == NULL && parts.zone != NULL)
    {
      zone = find_zone (self, parts.zone, parts.zone_length);
      wrong = zone == NULL ? "there is no time zone of this name" : NULL;
    }
  if (wrong != NULL)
    {
      if (out_reason != NULL)
        *out_reason = wrong;
      return FALSE;
    }

  seconds = (gint64) parts.day * SY_DAY_SECONDS + parts.second;
  seconds = parts.has_offset ? seconds - parts.offset : sy_zone_to_utc (zone, seconds);
  *out_utc_ms = seconds * 1000 + parts.ms;
  return TRUE;
}
