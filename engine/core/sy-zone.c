/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/sy-zone.h"

#include "core/sy-time.h"

#include <string.h>

/*
 * GTimeZone knows the rules but numbers them by interval and does not tell where
 * an interval ends, so the ends are found once by bisection. Between two changes an
 * offset holds; a look-up is a binary search, and first a look at the interval
 * that answered last.
 *
 * Local time: at a change at instant u from offset b to offset a, local times
 * from u + min (a, b) to u + max (a, b) do not exist (a > b) or exist twice
 * (a < b). In both cases the rule of sy_zone_to_utc() is to count with b until
 * u + max (a, b). So that sum is where an interval of local time ends.
 */

/* GLib follows a zone's last rule to the end of 2037. */
#define LAST_KNOWN_YEAR 2037
#define LAST_YEAR 2099

typedef struct
{
  gint64 utc_start;
  gint64 local_start;
  gint32 offset;
} Interval;

struct _SyZone
{
  char *name;
  Interval *intervals;
  guint n_intervals;
  /* The interval that answered last: only a hint, so threads may race for it. */
  int utc_hint;
  int local_hint;
};

G_DEFINE_QUARK (sy_time_error, sy_time_error)

static void
append_interval (GArray *intervals,
                 gint64 utc_start,
                 gint32 offset)
{
  const Interval *last = &g_array_index (intervals, Interval, intervals->len - 1);
  Interval next = { utc_start, utc_start + MAX (last->offset, offset), offset };

  if (last->offset != offset && utc_start > last->utc_start)
    g_array_append_val (intervals, next);
}

/* The first instant in (@low, @high] that is in interval @id. */
static gint64
find_start (GTimeZone *rules,
            int id,
            gint64 low,
            gint64 high)
{
  while (high - low > 1)
    {
      gint64 middle = low + (high - low) / 2;

      if (g_time_zone_find_interval (rules, G_TIME_TYPE_UNIVERSAL, middle) >= id)
        high = middle;
      else
        low = middle;
    }
  return high;
}

/* Years after the last known one: the same days of the week, the same time. */
static void
extend (GArray *intervals)
{
  gint64 from = (gint64) sy_day_from_civil (LAST_KNOWN_YEAR, 1, 1) * SY_DAY_SECONDS;
  guint n_known = intervals->len;
  guint first = n_known;

  while (first > 1 && g_array_index (intervals, Interval, first - 1).utc_start >= from)
    first--;

  for (int year = LAST_KNOWN_YEAR + 1; year <= LAST_YEAR; year++)
    for (guint i = first; i < n_known; i++)
      {
        Interval known = g_array_index (intervals, Interval, i);
        gint64 local = known.utc_start + g_array_index (intervals, Interval, i - 1).offset;
        gint32 day = (gint32) (local / SY_DAY_SECONDS);
        int month;
        int day_of_month;
        gint32 start;

        sy_day_to_civil (day, NULL, &month, &day_of_month);
        /* The n-th weekday of the month; from the 25th on it is the last one. */
        if (day_of_month > 24)
          {
            gint32 next_month = month == 12 ? sy_day_from_civil (year + 1, 1, 1)
                                            : sy_day_from_civil (year, month + 1, 1);
            start = next_month - 7;
          }
        else
          start = sy_day_from_civil (year, month, (day_of_month - 1) / 7 * 7 + 1);
        start += ((day - start) % 7 + 7) % 7;
        append_interval (intervals, known.utc_start + (gint64) (start - day) * SY_DAY_SECONDS,
                         known.offset);
      }
}

static GArray *
collect_intervals (GTimeZone *rules)
{
  GArray *intervals = g_array_new (FALSE, FALSE, sizeof (Interval));
  gint64 low = (gint64) sy_day_from_civil (1, 1, 1) * SY_DAY_SECONDS;
  gint64 end = (gint64) sy_day_from_civil (LAST_KNOWN_YEAR + 1, 1, 1) * SY_DAY_SECONDS;
  int id = g_time_zone_find_interval (rules, G_TIME_TYPE_UNIVERSAL, low);
  int last_id = g_time_zone_find_interval (rules, G_TIME_TYPE_UNIVERSAL, end);
  Interval first = { G_MININT64, G_MININT64, g_time_zone_get_offset (rules, id) };

  g_array_append_val (intervals, first);
  while (id < last_id)
    {
      id++;
      low = find_start (rules, id, low, end);
      append_interval (intervals, low, g_time_zone_get_offset (rules, id));
    }
  extend (intervals);
  return intervals;
}

/* "UTC+2", "GMT-05:30" as people mean them; to POSIX, and so to GLib, the sign is the other way round. */
static char *
dup_offset (const char *name)
{
  const char *sign = name + 3;
  const char *digits = name + 4;
  gsize n;

  if ((!g_str_has_prefix (name, "UTC") && !g_str_has_prefix (name, "GMT")) ||
      (*sign != '+' && *sign != '-'))
    return NULL;
  n = strspn (digits, "0123456789");
  if (n == 1)
    return g_strdup_printf ("%c0%s", *sign, digits);
  return n == 2 || n == 4 ? g_strdup (sign) : NULL;
}

/* Whether the time zone database has a file of that name. What else the C library takes for one, such as
 * "FOO+3" or "localtime", means something else than it says, or something else on another computer. */
static gboolean
has_file (const char *name)
{
  static const char *const others[] = { "localtime", "Factory", "posixrules" };
  const char *folder = g_getenv ("TZDIR");
  g_autofree char *path = NULL;

  if (g_str_has_prefix (name, "right/") || g_str_has_prefix (name, "posix/"))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (strcmp (name, others[i]) == 0)
      return FALSE;
  path = g_build_filename (folder != NULL ? folder : "/usr/share/zoneinfo", name, NULL);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static GTimeZone *
find_rules (const char *name)
{
  g_autofree char *offset = NULL;

  if (*name == '\0' || *name == ':' || *name == '/' || strstr (name, "..") != NULL)
    return NULL;
  if (*name == '+' || *name == '-' || strcmp (name, "UTC") == 0 || has_file (name))
    return g_time_zone_new_identifier (name);
  offset = dup_offset (name);
  return offset != NULL ? g_time_zone_new_identifier (offset) : NULL;
}

SyZone *
sy_zone_new (const char *iana_name,
             GError **error)
{
  g_autoptr (GTimeZone) rules = NULL;
  g_autoptr (GArray) intervals = NULL;
  SyZone *self;
  gsize n_intervals;

  g_return_val_if_fail (iana_name != NULL, NULL);

  rules = find_rules (iana_name);
  if (rules == NULL)
    {
      g_set_error (error, SY_TIME_ERROR, SY_TIME_ERROR_ZONE,
                   "there is no time zone “%s”; names look like Europe/Paris or UTC", iana_name);
      return NULL;
    }

  intervals = collect_intervals (rules);
  self = g_atomic_rc_box_new0 (SyZone);
  self->name = g_strdup (iana_name);
  self->intervals = (Interval *) g_array_steal (intervals, &n_intervals);
  self->n_intervals = (guint) n_intervals;
  return self;
}

SyZone *
sy_zone_ref (SyZone *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_zone (gpointer data)
{
  SyZone *self = data;

  g_free (self->name);
  g_free (self->intervals);
}

void
sy_zone_unref (SyZone *self)
{
  g_atomic_rc_box_release_full (self, clear_zone);
}

const char *
sy_zone_get_name (const SyZone *self)
{
  return self->name;
}

/* The offset at @time; @local says in which of the two columns to look. */
static inline gint32
find_offset (const SyZone *self,
             gint64 time,
             gboolean local)
{
#define START(i) (local ? self->intervals[i].local_start : self->intervals[i].utc_start)
  int *hint = (int *) (local ? &self->local_hint : &self->utc_hint);
  guint low = (guint) __atomic_load_n (hint, __ATOMIC_RELAXED);
  guint high = self->n_intervals;

  if (time >= START (low) && (low + 1 == high || time < START (low + 1)))
    return self->intervals[low].offset;

  low = 0;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (time >= START (middle))
        low = middle;
      else
        high = middle;
    }
  __atomic_store_n (hint, (int) low, __ATOMIC_RELAXED);
  return self->intervals[low].offset;
#undef START
}

gint64
sy_zone_to_utc (const SyZone *self,
                gint64 local_s)
{
  return local_s - find_offset (self, local_s, TRUE);
}

gint64
sy_zone_to_local (const SyZone *self,
                  gint64 utc_s)
{
  return utc_s + find_offset (self, utc_s, FALSE);
}

gint32
sy_zone_day (const SyZone *self,
             gint64 utc_s)
{
  gint64 local = sy_zone_to_local (self, utc_s);

  return (gint32) (local / SY_DAY_SECONDS - (local % SY_DAY_SECONDS < 0));
}

gint64
sy_zone_day_start (const SyZone *self,
                   gint32 day)
{
  return sy_zone_to_utc (self, (gint64) day * SY_DAY_SECONDS);
}
