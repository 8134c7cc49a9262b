/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-engine.h"

static void
test_civil_round_trip (void)
{
  int year;
  int month;
  int day;

  g_assert_cmpint (sy_day_from_civil (1970, 1, 1), ==, 0);
  g_assert_cmpint (sy_day_from_civil (2000, 3, 1), ==, 11017);
  g_assert_cmpint (sy_day_from_civil (1, 1, 1), ==, -719162);
  g_assert_cmpint (sy_day_from_civil (9999, 12, 31), ==, 2932896);
  for (gint32 d = -719162; d <= 2932896; d += 7)
    {
      sy_day_to_civil (d, &year, &month, &day);
      g_assert_true (sy_day_is_valid (year, month, day));
      g_assert_cmpint (sy_day_from_civil (year, month, day), ==, d);
    }
  sy_day_to_civil (G_MAXINT32, NULL, NULL, NULL);
  sy_day_to_civil (G_MININT32, NULL, NULL, NULL);
}

/* GDate knows the calendar, too. */
static void
test_valid_days (void)
{
  for (int year = 1890; year <= 2110; year++)
    for (int month = 0; month <= 13; month++)
      for (int day = 0; day <= 32; day++)
        {
          gboolean expected = month >= 1 && month <= 12 && day >= 1 &&
                              g_date_valid_dmy ((GDateDay) day, (GDateMonth) month,
                                                (GDateYear) year);

          g_assert_cmpint (sy_day_is_valid (year, month, day), ==, expected);
        }
  g_assert_false (sy_day_is_valid (0, 1, 1));
  g_assert_false (sy_day_is_valid (10000, 1, 1));
}

static void
test_format (void)
{
  static const struct
  {
    gint64 instant;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00Z" },
    { -1, "1969-12-31T23:59:59Z" },
    { 1498867199, "2017-06-30T23:59:59Z" },
    { -62135596800, "0001-01-01T00:00:00Z" },
    { SY_EVENT_EPOCH, "1930-01-01T00:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sy_instant_format (cases[i].instant);
      gint64 ms = 0;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (sy_instant_parse (text, &ms));
      g_assert_cmpint (ms, ==, cases[i].instant * 1000);
    }
}

static void
test_instant_parse (void)
{
  static const char *const bad[] = { "",
                                     "2017-07-01",
                                     "2017-07-01T00:00:00",
                                     "2017-07-01T00:00Z",
                                     "2017-07-01T00:00:00.Z",
                                     "2017-02-29T00:00:00Z",
                                     "2017-07-01T24:00:00Z",
                                     "2017-07-01T00:60:00Z",
                                     "2017-07-01T00:00:00+2:00",
                                     "2017-07-01T00:00:00+0200",
                                     "2017-07-01T00:00:00Zx",
                                     " 2017-07-01T00:00:00Z" };
  gint64 ms;

  g_assert_true (sy_instant_parse ("2017-07-01T02:00:00.2569+02:00", &ms));
  g_assert_cmpint (ms, ==, G_GINT64_CONSTANT (1498867200256));
  g_assert_true (sy_instant_parse ("2017-07-01 00:00:00-05:30", &ms));
  g_assert_cmpint (ms, ==, G_GINT64_CONSTANT (1498887000000));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sy_instant_parse (bad[i], &ms));
}

static void
test_as_of (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyZone) paris = sy_zone_new ("Europe/Paris", NULL);
  gint64 t;

  /* The end of the local day: 1 July ends when 2 July starts, at 22:00 UTC. */
  g_assert_true (sy_as_of_parse (paris, "2017-07-01", &t, NULL));
  g_assert_cmpint (t, ==, 1498867200 - 7200 + 86400);
  g_assert_true (sy_as_of_parse (paris, "2017-07-01T00:00:00Z", &t, NULL));
  g_assert_cmpint (t, ==, 1498867200);
  g_assert_true (sy_as_of_parse (paris, "2017-07-01T00:00:00.001Z", &t, NULL));
  g_assert_cmpint (t, ==, 1498867201);
  g_assert_true (sy_as_of_parse (paris, "1969-12-31T23:59:59.5Z", &t, NULL));
  g_assert_cmpint (t, ==, 0);
  g_assert_false (sy_as_of_parse (paris, "2023-02-29", &t, &error));
  g_assert_error (error, SY_TIME_ERROR, SY_TIME_ERROR_TEXT);
}

static void
test_shift (void)
{
  g_autoptr (SyZone) paris = sy_zone_new ("Europe/Paris", NULL);
  g_autoptr (SyZone) beirut = sy_zone_new ("Asia/Beirut", NULL);
  /* Clocks go forward at 02:00 in Paris, at 00:00 in Beirut. */
  gint32 day = sy_day_from_civil (2017, 3, 26);

  /* Day ends stay day ends, over the change of clocks and from it. */
  for (gint32 n = -3; n <= 3; n++)
    {
      g_assert_cmpint (sy_instant_shift (paris, sy_zone_day_start (paris, day), n), ==,
                       sy_zone_day_start (paris, day + n));
      g_assert_cmpint (sy_instant_shift (beirut, sy_zone_day_start (beirut, day), n), ==,
                       sy_zone_day_start (beirut, day + n));
    }
  /* The same time of day: 12:00 is 11:00 UTC before the change and 10:00 UTC after it. */
  g_assert_cmpint (sy_instant_shift (paris, (gint64) day * SY_DAY_SECONDS + 10 * 3600, -1), ==,
                   (gint64) (day - 1) * SY_DAY_SECONDS + 11 * 3600);
  g_assert_cmpint (sy_instant_shift (paris, 1234567890, 0), ==, 1234567890);
}

/* GLib counts weeks too. */
static void
test_iso_week (void)
{
  static const struct
  {
    int year, month, day, week;
  } cases[] = { { 1970, 1, 1, 1 }, { 1969, 12, 28, 52 }, { 2016, 1, 3, 53 }, { 2018, 12, 31, 1 }, { 2020, 12, 31, 53 }, { 2021, 1, 3, 53 }, { 2021, 1, 4, 1 }, { 2024, 12, 30, 1 } };
  GDate date;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sy_day_get_iso_week (
                         sy_day_from_civil (cases[i].year, cases[i].month, cases[i].day)),
                     ==, cases[i].week);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1900);
  for (gint32 day = sy_day_from_civil (1900, 1, 1); day < sy_day_from_civil (2101, 1, 1); day++)
    {
      g_assert_cmpint (sy_day_get_iso_week (day), ==,
                       (int) g_date_get_iso8601_week_of_year (&date));
      g_date_add_days (&date, 1);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/time/civil", test_civil_round_trip);
  g_test_add_func ("/core/time/valid", test_valid_days);
  g_test_add_func ("/core/time/format", test_format);
  g_test_add_func ("/core/time/instant-parse", test_instant_parse);
  g_test_add_func ("/core/time/as-of", test_as_of);
  g_test_add_func ("/core/time/shift", test_shift);
  g_test_add_func ("/core/D7/iso-week", test_iso_week);
  return g_test_run ();
}
