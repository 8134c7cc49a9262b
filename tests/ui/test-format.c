/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-format.h"

#include <math.h>

#define MINUS "\342\210\222"
#define DASH "\342\200\223"
#define NARROW "\342\200\257"

static void
check (char *text,
       const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_count (void)
{
  check (sy_format_count (0), "0");
  check (sy_format_count (999), "999");
  check (sy_format_count (1000), "1,000");
  check (sy_format_count (-1234567), MINUS "1,234,567");
  check (sy_format_count (G_MININT64), MINUS "9,223,372,036,854,775,808");
  check (sy_format_count_of (1, "person", "people"), "1 person");
  check (sy_format_count_of (0, "person", "people"), "0 people");
}

static void
test_number (void)
{
  check (sy_format_number ((double) NAN, 2), DASH);
  check (sy_format_number (1234.5, 2), "1,234.50");
  check (sy_format_number (-0.001, 2), "0.00");
  check (sy_format_number (-1e-300, 0), "0");
  check (sy_format_minus ("Opt-out -4.0; A-1: 5 → -3 (-0.2 points)"),
         "Opt-out " MINUS "4.0; A-1: 5 → " MINUS "3 (" MINUS "0.2 points)");
  check (sy_format_minus ("-1"), MINUS "1");
  check (sy_format_minus ("2017-08-15 - 5"), "2017-08-15 - 5");
  check (sy_format_signed (12.0, 0), "+12");
  check (sy_format_signed (-0.5, 1), MINUS "0.5");
  check (sy_format_signed (0.0, 1), "0.0");
  check (sy_format_short (2.5), "2.5");
  check (sy_format_short (100.0), "100");
  check (sy_format_short (-14.0), MINUS "14");
  check (sy_format_short (0.12345), "0.123");
  check (sy_format_percent (0.3824, 1), "38.2" NARROW "%");
  check (sy_format_percent ((double) NAN, 1), DASH);
}

static void
test_duration (void)
{
  check (sy_format_duration (-3), "0 s");
  check (sy_format_duration (89), "89 s");
  check (sy_format_duration (90), "2 min");
  check (sy_format_duration (7800), "2 h 10 min");
}

static void
test_as_of (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("America/New_York", NULL);
  gint32 day = sy_day_from_civil (2024, 7, 1);

  g_test_summary ("an exclusive local midnight is named by the last day that counts");
  check (sy_format_as_of (zone, sy_zone_day_start (zone, day)), "30 Jun 2024");
  check (sy_format_as_of (zone, sy_zone_day_start (zone, day) + 3600), "1 Jul 2024 01:00");
  check (sy_format_day (0), "1 Jan 1970");
  check (sy_format_day (-1), "31 Dec 1969");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/format/count", test_count);
  g_test_add_func ("/ui/format/number", test_number);
  g_test_add_func ("/ui/format/duration", test_duration);
  g_test_add_func ("/ui/format/as-of", test_as_of);
  return g_test_run ();
}
