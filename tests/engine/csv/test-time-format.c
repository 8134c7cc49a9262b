/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sy-engine.h"

/* 2024-04-03T17:06:05Z */
#define APRIL G_GINT64_CONSTANT (1712163965000)
#define DAY G_GINT64_CONSTANT (86400000)
#define BAD G_MININT64

typedef struct
{
  const char *format;
  const char *text;
  gint64 ms;
} Case;

static gint64
parse_in (const char *zone_name,
          const char *format_name,
          const char *text,
          const char **out_reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyZone) zone = sy_zone_new (zone_name, NULL);
  g_autoptr (SyTimeFormat) format = sy_time_format_from_name (format_name, &error);
  gint64 ms = BAD;
  gboolean good;

  g_assert_no_error (error);
  good = sy_time_format_parse (format, zone, text, strlen (text), &ms, out_reason);
  g_assert_cmpint (good, ==, ms != BAD);
  return ms;
}

static void
check (const Case *cases,
       gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      const char *reason = NULL;
      gint64 ms = parse_in ("UTC", cases[i].format, cases[i].text, &reason);

      if (ms != cases[i].ms)
        g_test_message ("%s “%s”: %s", cases[i].format, cases[i].text, reason);
      g_assert_cmpint (ms, ==, cases[i].ms);
      g_assert_cmpint (reason != NULL, ==, ms == BAD);
    }
}

static void
test_iso (void)
{
  static const Case cases[] = {
    { "auto", "2024-04-03T17:06:05Z", APRIL },
    { "auto", "2024-04-03 17:06:05", APRIL },
    { "auto", " 2024-04-03T17:06:05Z\t", APRIL },
    { "auto", "2024-04-03T17:06:05z", APRIL },
    { "auto", "2024-04-03t17:06:05Z", APRIL },
    { "auto", "2024-04-03T17:06:05.9999999Z", APRIL + 999 },
    { "auto", "2024-04-03T17:06:05.5", APRIL + 500 },
    { "auto", "2024-04-03T17:06:05,25Z", APRIL + 250 },
    { "auto", "2024-04-03T17:06:05 UTC", APRIL },
    { "auto", "2024-04-03 17:06:05 +0000", APRIL },
    { "auto", "2024-04-03T19:06:05+02:00", APRIL },
    { "auto", "2024-04-03T19:06:05+0200", APRIL },
    { "auto", "2024-04-03T19:06:05+02", APRIL },
    { "auto", "2024-04-03T11:36:05.001-05:30", APRIL + 1 },
    { "auto", "2024-04-03 22:51:05 +05:45", APRIL },
    { "auto", "2024-04-04T07:06:05+14:00", APRIL },
    { "auto", "2024-04-03T17:06Z", APRIL - 5000 },
    { "auto", "2024-04-03 17:06", APRIL - 5000 },
    { "auto", "2024-04-03", APRIL - 61565000 },
    { "auto", "2024-4-3", APRIL - 61565000 },
    { "auto", "2024/04/03 17:06:05", APRIL },
    { "auto", "2024.04.03", APRIL - 61565000 },
    { "auto", "20240403T170605Z", APRIL },
    { "auto", "20240403T1706", APRIL - 5000 },
    { "auto", "20240403 17:06:05", APRIL },
    { "auto", "2024-04-03T17:06:05+02:00[Europe/Paris]", APRIL - 7200000 },
    { "auto", "2024-12-31T23:59:60Z", G_GINT64_CONSTANT (1735689600000) },
    { "auto", "2024-01-01T24:00:00Z", G_GINT64_CONSTANT (1704153600000) },
    { "auto", "1969-12-31T23:59:59.5Z", -500 },
    { "auto", "0001-01-01", G_GINT64_CONSTANT (-62135596800000) },
    { "auto", "9999-12-31T23:59:59.999Z", G_GINT64_CONSTANT (253402300799999) },
    { "iso", "2024-04-03T17:06:05Z", APRIL },
    { "iso", "2024-04-03", APRIL - 61565000 },
    { "iso", "20240403T170605Z", APRIL },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_bad (void)
{
  static const Case cases[] = {
    { "auto", "", BAD },
    { "auto", "   ", BAD },
    { "auto", "NULL", BAD },
    { "auto", "2023-02-29", BAD },
    { "auto", "1900-02-29", BAD },
    { "auto", "2024-13-01", BAD },
    { "auto", "2024-00-10", BAD },
    { "auto", "2024-04-31", BAD },
    { "auto", "0000-01-01", BAD },
    { "auto", "10000-01-01", BAD },
    { "auto", "2024-04", BAD },
    { "auto", "2024-04-03T", BAD },
    { "auto", "2024-04-03T17", BAD },
    { "auto", "2024-04-03T25:00:00", BAD },
    { "auto", "2024-04-03T17:60:00", BAD },
    { "auto", "2024-04-03T17:06:61", BAD },
    { "auto", "2024-04-03T24:00:01", BAD },
    { "auto", "2024-04-03T24:00:00.5", BAD },
    { "auto", "2024-04-03T17:6:5", BAD },
    { "auto", "2024-04-03T17:06:05.Z", BAD },
    { "auto", "2024-04-03T17:06:05+25:00", BAD },
    { "auto", "2024-04-03T17:06:05+02:60", BAD },
    { "auto", "2024-04-03T17:06:05+2:000", BAD },
    { "auto", "2024-04-03T17:06:05 IST", BAD },
    { "auto", "2024-04-03T17:06:05 XYZT", BAD },
    { "auto", "2024-04-03T17:06:05 Europe/Atlantis", BAD },
    { "auto", "2024-04-03T17:06:05 [Atlantis]", BAD },
    { "auto", "2024-04-03T17:06:05 Europe/", BAD },
    { "auto", "2024-04-03T17.6.5", BAD },
    { "auto", "3 jui 2024", BAD },
    { "auto", "2024-04-03T17:06:05Zulu", BAD },
    { "auto", "2024-04-03Z", BAD },
    { "auto", "2024-04-03x", BAD },
    { "auto", "2024-04-03 x", BAD },
    { "auto", "2024-04-0", BAD },
    { "auto", "2024/04-03", BAD },
    { "auto", "03/04/2024", BAD },
    { "auto", "25/04/2024", BAD },
    { "auto", "17:06:05", BAD },
    { "auto", "31 Feb 2024", BAD },
    { "auto", "3 Foo 2024", BAD },
    { "auto", "Apr 3", BAD },
    { "auto", "Monday", BAD },
    { "auto", "13:00 PM 3 Apr 2024", BAD },
    { "auto", "2024-04-03 13:00 PM", BAD },
    { "auto", "2024-04-03 0:30 AM", BAD },
    { "iso", "3 Apr 2024", BAD },
    { "iso", "1712163965", BAD },
    { "iso", "20240403", BAD },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_numbers (void)
{
  static const Case cases[] = {
    { "auto", "20240403", APRIL - 61565000 },
    { "auto", "202404031706", APRIL - 5000 },
    { "auto", "20240403170605", APRIL },
    { "auto", "20230229", BAD },
    { "auto", "1712163965", APRIL },
    { "auto", "1712163965.25", APRIL + 250 },
    { "auto", "1712163965000", APRIL },
    { "auto", "1712163965000.9", APRIL },
    { "auto", "1712163965000123", APRIL },
    { "auto", "1712163965000123456", APRIL },
    { "auto", "157", BAD },
    { "auto", "-10", BAD },
    { "auto", "45385.71", BAD },
    { "auto", "99999999999999999999999", BAD },
    { "unix", "0", 0 },
    { "unix", "-1", -1000 },
    { "unix", "-0.5", -500 },
    { "unix", "157", 157000 },
    { "unix", "1712163965.0019", APRIL + 1 },
    { "unix", "9999999999999", BAD },
    { "unix", "2024-04-03", BAD },
    { "unix", " 1712163965 ", APRIL },
    { "unix", "", BAD },
    { "unix", "1e9", BAD },
    { "unix-ms", "1712163965000", APRIL },
    { "unix-ms", "-1", -1 },
    { "unix-us", "-1", -1 },
    { "unix-us", "-1000", -1 },
    { "unix-us", "-1001", -2 },
    { "unix-us", "1712163965000999", APRIL },
    { "unix-ns", "1712163965000999999", APRIL },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_names (void)
{
  static const Case cases[] = {
    { "auto", "3 Apr 2024", APRIL - 61565000 },
    { "auto", "03-Apr-2024", APRIL - 61565000 },
    { "auto", "3-apr-24", APRIL - 61565000 },
    { "auto", "3rd of April, 2024", APRIL - 61565000 },
    { "auto", "3. April 2024 17:06:05", APRIL },
    { "auto", "Apr 3, 2024 5:06 PM", APRIL - 5000 },
    { "auto", "Apr. 3rd, 2024 at 5:06:05 p.m.", APRIL },
    { "auto", "April 3 2024, 5:06:05pm", APRIL },
    { "auto", "Wed, 03 Apr 2024 17:06:05 GMT", APRIL },
    { "auto", "Wed, 3 Apr 2024 19:06:05 +0200", APRIL },
    { "auto", "Wed Apr  3 17:06:05 2024", APRIL },
    { "auto", "Wed Apr 03 17:06:05 +0000 2024", APRIL },
    { "auto", "Wed Apr 03 2024 19:06:05 GMT+0200 (CEST)", APRIL },
    { "auto", "03/Apr/2024:17:06:05 +0000", APRIL },
    { "auto", "2024-Apr-03 17:06:05", APRIL },
    { "auto", "1 Sept 2024", G_GINT64_CONSTANT (1725148800000) },
    { "auto", "31 Dec 1968", G_GINT64_CONSTANT (-31622400000) },
    { "auto", "2024-04-03 12:00 AM", APRIL - 61565000 },
    { "auto", "2024-04-03 12:00 PM", APRIL - 61565000 + 43200000 },
    { "auto", "Apr 3, 2024 5:06\xe2\x80\xafPM", APRIL - 5000 },
    { "auto", "3. M\xc3\xa4rz 2024", APRIL - 61565000 - 31 * DAY },
    { "auto", "3 M\xc3\x84RZ 2024", APRIL - 61565000 - 31 * DAY },
    { "auto", "3 de abril de 2024", APRIL - 61565000 },
    { "auto", "3 avr. 2024 17:06:05", APRIL },
    { "auto", "3 juin 2024", APRIL - 61565000 + 61 * DAY },
    { "auto", "3 f\xc3\xa9vr. 2024", APRIL - 61565000 - 60 * DAY },
    { "auto", "3-mrt-2024", APRIL - 61565000 - 31 * DAY },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_named_zones (void)
{
  static const Case cases[] = {
    { "auto", "2024-04-03T19:06:05 CEST", APRIL },
    { "auto", "2024-04-03T19:06:05 (CEST)", APRIL },
    { "auto", "2024-04-03 13:06:05 EDT", APRIL },
    { "auto", "2024-04-03 12:06:05 est", APRIL },
    { "auto", "2024-04-03 19:06:05 Europe/Paris", APRIL },
    { "auto", "2024-04-03T19:06:05[Europe/Paris]", APRIL },
    { "auto", "2024-04-03 14:06:05 America/Argentina/Buenos_Aires", APRIL },
    { "auto", "2024-04-03T20:06:05+03:00[Europe/Paris]", APRIL },
    { "auto", "2024-04-03T17:06:05 GMT+0000 (Coordinated Universal Time)", APRIL },
    { "auto", "Wed Apr  3 19:06:05 CEST 2024", APRIL },
    { "dmy", "3.4.2024 17.06", APRIL - 5000 },
    { "dmy", "03-APR-24 05.06.05.250 PM", APRIL + 250 },
    { "auto", "1712163965,5", APRIL + 500 },
    { "auto", "\xc2\xa0"
              "2024-04-03T17:06:05\xc2\xa0",
      APRIL },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_orders (void)
{
  static const Case cases[] = {
    { "dmy", "03/04/2024", APRIL - 61565000 },
    { "mdy", "04/03/2024", APRIL - 61565000 },
    { "dmy", "3.4.2024 17:06:05", APRIL },
    { "dmy", "3-4-24", APRIL - 61565000 },
    { "mdy", "4/3/2024 5:06:05 PM", APRIL },
    { "ymd", "24-04-03", APRIL - 61565000 },
    { "ymd", "2024-04-03", APRIL - 61565000 },
    { "dmy", "2024-04-03T17:06:05Z", APRIL },
    { "dmy", "25/13/2024", BAD },
    { "mdy", "25/04/2024", BAD },
    { "dmy", "29/02/2023", BAD },
    { "dmy", "03/04/024", BAD },
    { "dmy", "03/04-2024", BAD },
    { "dmy", "003/04/2024", BAD },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_patterns (void)
{
  static const Case cases[] = {
    { "%d.%m.%Y %H:%M:%S", "3.4.2024 17:06:05", APRIL },
    { "%d.%m.%Y %H:%M:%S", "3.4.2024 17:06", BAD },
    { "%d.%m.%Y", "3.4.2024 17:06", BAD },
    { "%Y%m%d-%H%M%S", "20240403-170605", APRIL },
    { "%F %T", "2024-04-03 17:06:05", APRIL },
    { "%F %T.%f", "2024-04-03 17:06:05.25", APRIL + 250 },
    { "%F %T", "2024-04-03 17:06:05.25", APRIL + 250 },
    { "%a %d %B %Y %I:%M %p", "Wed 3 April 2024 5:06 PM", APRIL - 5000 },
    { "%FT%T%z", "2024-04-03T19:06:05+0200", APRIL },
    { "%d/%m/%y", "31/02/24", BAD },
    { "%%%F", "%2024-04-03", APRIL - 61565000 },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_unknown_format (void)
{
  static const char *const bad[] = { "", "ISO", "%", "%H:%M", "%Q", "%d.%m.%", "yyyy-mm-dd" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_time_format_from_name (bad[i], &error));
      g_assert_error (error, SY_CSV_ERROR, SY_CSV_ERROR_OPTION);
    }
}

/* Times without an offset are of the zone; those with one are not. */
static void
test_zone (void)
{
  g_assert_cmpint (parse_in ("Europe/Paris", "auto", "2024-04-03T19:06:05", NULL), ==, APRIL);
  g_assert_cmpint (parse_in ("Europe/Paris", "auto", "2024-04-03 19:06", NULL), ==, APRIL - 5000);
  g_assert_cmpint (parse_in ("Europe/Paris", "auto", "2024-04-03T17:06:05Z", NULL), ==, APRIL);
  g_assert_cmpint (parse_in ("Europe/Paris", "auto", "1712163965", NULL), ==, APRIL);
  g_assert_cmpint (parse_in ("Europe/Paris", "auto", "3 Apr 2024 7:06:05 PM", NULL), ==, APRIL);
  /* The gap of 31 March 2024 and the end of a day that is an hour short. */
  g_assert_cmpint (parse_in ("Europe/Berlin", "auto", "2024-03-31T02:30:00", NULL), ==,
                   G_GINT64_CONSTANT (1711848600000));
  g_assert_cmpint (parse_in ("Europe/Berlin", "auto", "2024-03-31T24:00:00", NULL), ==,
                   G_GINT64_CONSTANT (1711922400000));
  g_assert_cmpint (parse_in ("Europe/Berlin", "auto", "2024-10-27T02:30:00.25", NULL), ==,
                   G_GINT64_CONSTANT (1729989000250));
}

/* What the fast way reads, the general way reads the same; a copy does not share what is remembered. */
static void
test_fast_way (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("America/New_York", NULL);
  g_autoptr (SyTimeFormat) fast = sy_time_format_from_name ("auto", NULL);
  g_autoptr (SyTimeFormat) slow = sy_time_format_from_name ("%Y-%m-%d %H:%M:%S", NULL);
  g_autoptr (SyTimeFormat) copy = sy_time_format_copy (fast);
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);

  g_assert_cmpstr (sy_time_format_get_name (copy), ==, "auto");
  for (int i = 0; i < 200000; i++)
    {
      g_autofree char *text =
          g_strdup_printf ("%04d-%02d-%02d %02d:%02d:%02d", g_rand_int_range (rand, 1900, 2040),
                           g_rand_int_range (rand, 0, 14), g_rand_int_range (rand, 0, 33),
                           g_rand_int_range (rand, 0, 25), g_rand_int_range (rand, 0, 61),
                           g_rand_int_range (rand, 0, 62));
      gint64 a = BAD;
      gint64 b = BAD;
      gint64 c = BAD;

      sy_time_format_parse (fast, zone, text, strlen (text), &a, NULL);
      sy_time_format_parse (slow, zone, text, strlen (text), &b, NULL);
      sy_time_format_parse (copy, zone, text, strlen (text), &c, NULL);
      g_assert_cmpint (a, ==, b);
      g_assert_cmpint (c, ==, b);
    }
}

static SyTimeDetection
detect (const char *const *texts)
{
  g_autoptr (SyTimeDetect) self = sy_time_detect_new ();
  SyTimeDetection detection;

  for (; *texts != NULL; texts++)
    sy_time_detect_add (self, *texts, strlen (*texts));
  sy_time_detect_finish (self, &detection);
  return detection;
}

#define DETECT(...) detect ((const char *const[]){ __VA_ARGS__, NULL })

static void
test_detect (void)
{
  SyTimeDetection d;

  d = DETECT ("2024-04-03T17:06:05Z", "2024-04-03 17:06", "");
  g_assert_cmpint (d.finding, ==, SY_TIME_FINDING_SURE);
  g_assert_cmpstr (d.format_name, ==, "auto");
  g_assert_cmpuint (d.n_values, ==, 2);
  g_assert_cmpuint (d.n_times, ==, 2);
  g_assert_cmpuint (d.n_without_zone, ==, 1);

  d = DETECT ("03/04/2024", "25/04/2024");
  g_assert_cmpint (d.finding, ==, SY_TIME_FINDING_SURE);
  g_assert_cmpstr (d.format_name, ==, "dmy");

  d = DETECT ("12/14/2010 13:10", "1/2/2010 13:10");
  g_assert_cmpstr (d.format_name, ==, "mdy");

  d = DETECT ("24-04-31", "99-04-03", "99-04-13");
  g_assert_cmpint (d.finding, ==, SY_TIME_FINDING_MIXED);
  d = DETECT ("24-04-30", "99-04-03", "99-04-13");
  g_assert_cmpstr (d.format_name, ==, "ymd");

  d = DETECT ("03/04/2024", "05/06/2024");
  g_assert_cmpint (d.finding, ==, SY_TIME_FINDING_AMBIGUOUS);
  g_assert_null (d.format_name);
  g_assert_cmpuint (d.n_times, ==, 2);

  /* The same date either way leaves nothing to ask. */
  d = DETECT ("03/03/2024", "05/05/2024");
  g_assert_cmpint (d.finding, ==, SY_TIME_FINDING_SURE);

  d = DETECT ("25/04/2024", "04/25/2024");
  g_assert_cmpint (d.finding, ==, SY_TIME_FINDING_MIXED);

  /* Half of a column are bad times: the good ones decide. */
  d = DETECT ("25/04/2024", "03/04/2024", "soon");
  g_assert_cmpint (d.finding, ==, SY_TIME_FINDING_NONE);
  g_assert_cmpstr (d.format_name, ==, "dmy");
  d = DETECT ("05/04/2024", "03/04/2024", "soon");
  g_assert_null (d.format_name);
  g_assert_cmpstr (d.choices, ==, "dmy or mdy");

  d = DETECT ("apple", "pear", "2024-01-01");
  g_assert_cmpint (d.finding, ==, SY_TIME_FINDING_NONE);
  g_assert_null (d.format_name);

  d = DETECT ("");
  g_assert_cmpint (d.finding, ==, SY_TIME_FINDING_NONE);

  d = DETECT ("1712163965", "20240403");
  g_assert_cmpuint (d.n_plain_numbers, ==, 2);
  d = DETECT ("157", "-10");
  g_assert_cmpint (d.finding, ==, SY_TIME_FINDING_NONE);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/time/iso", test_iso);
  g_test_add_func ("/csv/time/bad", test_bad);
  g_test_add_func ("/csv/time/numbers", test_numbers);
  g_test_add_func ("/csv/time/names", test_names);
  g_test_add_func ("/csv/time/named-zones", test_named_zones);
  g_test_add_func ("/csv/time/orders", test_orders);
  g_test_add_func ("/csv/time/patterns", test_patterns);
  g_test_add_func ("/csv/time/unknown-format", test_unknown_format);
  g_test_add_func ("/csv/time/zone", test_zone);
  g_test_add_func ("/csv/time/fast-way", test_fast_way);
  g_test_add_func ("/csv/time/detect", test_detect);
  return g_test_run ();
}
