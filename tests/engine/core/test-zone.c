/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-engine.h"

static const char *const names[] = { "UTC",
                                     "Europe/Paris",
                                     "Europe/Berlin",
                                     "Europe/Dublin",
                                     "America/New_York",
                                     "America/St_Johns",
                                     "America/Sao_Paulo",
                                     "Asia/Kolkata",
                                     "Asia/Kathmandu",
                                     "Australia/Lord_Howe",
                                     "Australia/Sydney",
                                     "Pacific/Apia",
                                     "Pacific/Chatham",
                                     "Africa/Casablanca",
                                     "Asia/Tehran",
                                     "+05:45" };

static gint64
seconds (int year,
         int month,
         int day,
         int hour,
         int minute)
{
  return (gint64) sy_day_from_civil (year, month, day) * SY_DAY_SECONDS + hour * 3600 + minute * 60;
}

static void
test_unknown (void)
{
  static const char *const bad[] = {
    "", "Europe/Atlantis", "Paris", "../../etc/passwd", "/etc/localtime", "25:00",
    "UTC+123", "UTC+2x", "FOO+3", "localtime", "Factory", "right/UTC", "posix/Europe/Paris", "America"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_zone_new (bad[i], &error));
      g_assert_error (error, SY_TIME_ERROR, SY_TIME_ERROR_ZONE);
    }
}

/* Two hours east of Greenwich are two hours ahead of UTC; the database has it as Etc/GMT-2. */
static void
test_offset (void)
{
  static const struct
  {
    const char *name;
    gint64 offset;
  } cases[] = { { "UTC+2", 7200 }, { "GMT+02:00", 7200 }, { "UTC+0530", 19800 }, { "GMT-5:30", -19800 }, { "+02:00", 7200 }, { "Etc/GMT-2", 7200 }, { "GMT+0", 0 }, { "EST5EDT", -5 * 3600 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyZone) zone = sy_zone_new (cases[i].name, &error);
      gint64 local = seconds (2024, 1, 15, 12, 0);

      g_assert_no_error (error);
      g_assert_cmpint (sy_zone_to_utc (zone, local), ==, local - cases[i].offset);
      g_assert_cmpstr (sy_zone_get_name (zone), ==, cases[i].name);
    }
}

/* GLib is asked the same for random instants of 120 years. */
static void
test_like_glib (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SyZone) zone = sy_zone_new (names[i], NULL);
      g_autoptr (GTimeZone) rules = g_time_zone_new_identifier (names[i]);

      g_assert_nonnull (zone);
      for (int k = 0; k < 20000; k++)
        {
          gint64 utc = (gint64) (g_rand_double_range (rand, -1.6e9, 2.14e9));
          int id = g_time_zone_find_interval (rules, G_TIME_TYPE_UNIVERSAL, utc);

          g_assert_cmpint (sy_zone_to_local (zone, utc), ==,
                           utc + g_time_zone_get_offset (rules, id));
        }
    }
}

/* Back and forth, unless the local time exists twice and this is the second one. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (22);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SyZone) zone = sy_zone_new (names[i], NULL);
      int n_other = 0;

      for (int k = 0; k < 20000; k++)
        {
          gint64 utc = (gint64) (g_rand_double_range (rand, -1e9, 4.0e9));
          gint64 local = sy_zone_to_local (zone, utc);
          gint64 back = sy_zone_to_utc (zone, local);

          g_assert_cmpint (sy_zone_to_local (zone, back), ==, local);
          g_assert_cmpint (back, <=, utc);
          n_other += back != utc;
        }
      /* At most some hours a year. */
      g_assert_cmpint (n_other, <, 60);
    }
}

static void
test_gap (void)
{
  g_autoptr (SyZone) berlin = sy_zone_new ("Europe/Berlin", NULL);
  g_autoptr (SyZone) howe = sy_zone_new ("Australia/Lord_Howe", NULL);

  /* 02:30 does not exist on 31 March 2024: it moves forward to 03:30, which is 01:30 UTC. */
  g_assert_cmpint (sy_zone_to_utc (berlin, seconds (2024, 3, 31, 2, 30)), ==,
                   seconds (2024, 3, 31, 1, 30));
  g_assert_cmpint (sy_zone_to_utc (berlin, seconds (2024, 3, 31, 1, 59)), ==,
                   seconds (2024, 3, 31, 0, 59));
  g_assert_cmpint (sy_zone_to_utc (berlin, seconds (2024, 3, 31, 3, 0)), ==,
                   seconds (2024, 3, 31, 1, 0));
  /* A gap of half an hour: 02:15 becomes 02:45 at +11. */
  g_assert_cmpint (sy_zone_to_utc (howe, seconds (2024, 10, 6, 2, 15)), ==,
                   seconds (2024, 10, 5, 15, 45));
}

static void
test_fold (void)
{
  g_autoptr (SyZone) berlin = sy_zone_new ("Europe/Berlin", NULL);

  /* 02:30 exists twice on 27 October 2024: the first is summer time. */
  g_assert_cmpint (sy_zone_to_utc (berlin, seconds (2024, 10, 27, 2, 30)), ==,
                   seconds (2024, 10, 27, 0, 30));
  g_assert_cmpint (sy_zone_to_utc (berlin, seconds (2024, 10, 27, 3, 0)), ==,
                   seconds (2024, 10, 27, 2, 0));
  g_assert_cmpint (sy_zone_to_local (berlin, seconds (2024, 10, 27, 1, 30)), ==,
                   seconds (2024, 10, 27, 2, 30));
}

static void
test_days (void)
{
  g_autoptr (SyZone) paris = sy_zone_new ("Europe/Paris", NULL);
  g_autoptr (SyZone) sao = sy_zone_new ("America/Sao_Paulo", NULL);
  g_autoptr (SyZone) apia = sy_zone_new ("Pacific/Apia", NULL);
  gint32 day = sy_day_from_civil (2024, 3, 31);

  g_assert_cmpint (sy_zone_day (paris, seconds (2024, 3, 30, 22, 59)), ==, day - 1);
  g_assert_cmpint (sy_zone_day (paris, seconds (2024, 3, 30, 23, 0)), ==, day);
  g_assert_cmpint (sy_zone_day_start (paris, day + 1) - sy_zone_day_start (paris, day), ==,
                   23 * 3600);
  g_assert_cmpint (sy_zone_day (paris, -1), ==, 0);

  /* Midnight was skipped: the day starts at 01:00 local, 03:00 UTC. */
  day = sy_day_from_civil (2018, 11, 4);
  g_assert_cmpint (sy_zone_day_start (sao, day), ==, seconds (2018, 11, 4, 3, 0));
  g_assert_cmpint (sy_zone_day (sao, sy_zone_day_start (sao, day)), ==, day);
  g_assert_cmpint (sy_zone_day (sao, sy_zone_day_start (sao, day) - 1), ==, day - 1);

  /* Samoa had no 30 December 2011. */
  g_assert_cmpint (sy_zone_day (apia, seconds (2011, 12, 30, 9, 59)), ==,
                   sy_day_from_civil (2011, 12, 29));
  g_assert_cmpint (sy_zone_day (apia, seconds (2011, 12, 30, 10, 0)), ==,
                   sy_day_from_civil (2011, 12, 31));
}

/* The rule goes on after the tables of GLib end: last Sunday of March and October, 01:00 UTC. */
static void
test_far_future (void)
{
  g_autoptr (SyZone) paris = sy_zone_new ("Europe/Paris", NULL);
  g_autoptr (SyZone) york = sy_zone_new ("America/New_York", NULL);
  g_autoptr (SyZone) utc = sy_zone_new ("UTC", NULL);

  for (int year = 2030; year <= 2099; year++)
    {
      gint32 spring = sy_day_from_civil (year, 3, 31);
      gint32 second_sunday = sy_day_from_civil (year, 3, 8);
      gint64 change;

      /* 1970-01-01 was a Thursday, so Sundays are 3 modulo 7. */
      spring -= (spring - 3) % 7;
      change = (gint64) spring * SY_DAY_SECONDS + 3600;
      g_assert_cmpint (sy_zone_to_local (paris, change - 1), ==, change - 1 + 3600);
      g_assert_cmpint (sy_zone_to_local (paris, change), ==, change + 7200);

      second_sunday += ((3 - second_sunday) % 7 + 7) % 7;
      change = (gint64) second_sunday * SY_DAY_SECONDS + 7 * 3600;
      g_assert_cmpint (sy_zone_to_local (york, change - 1), ==, change - 1 - 5 * 3600);
      g_assert_cmpint (sy_zone_to_local (york, change), ==, change - 4 * 3600);
    }
  g_assert_cmpint (sy_zone_to_local (utc, 4000000000), ==, 4000000000);
}

static gpointer
convert_many (gpointer data)
{
  const SyZone *zone = data;
  gint64 sum = 0;

  for (int i = 0; i < 200000; i++)
    sum += sy_zone_to_local (zone, (gint64) i * 7919 % 2000000000) +
           sy_zone_to_utc (zone, (gint64) i * 6007 % 2000000000);
  return g_memdup2 (&sum, sizeof sum);
}

static void
test_threads (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("Europe/Paris", NULL);
  g_autofree gint64 *alone = convert_many (zone);
  GThread *threads[4];

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("zone", convert_many, zone);
  for (int i = 0; i < 4; i++)
    {
      g_autofree gint64 *sum = g_thread_join (threads[i]);

      g_assert_cmpint (*sum, ==, *alone);
    }
}

static void
test_name (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("Europe/Paris", NULL);
  g_autoptr (SyZone) again = sy_zone_ref (zone);

  g_assert_cmpstr (sy_zone_get_name (again), ==, "Europe/Paris");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/zone/unknown", test_unknown);
  g_test_add_func ("/core/zone/offset", test_offset);
  g_test_add_func ("/core/zone/like-glib", test_like_glib);
  g_test_add_func ("/core/zone/round-trip", test_round_trip);
  g_test_add_func ("/core/zone/gap", test_gap);
  g_test_add_func ("/core/zone/fold", test_fold);
  g_test_add_func ("/core/zone/days", test_days);
  g_test_add_func ("/core/zone/far-future", test_far_future);
  g_test_add_func ("/core/zone/threads", test_threads);
  g_test_add_func ("/core/zone/name", test_name);
  return g_test_run ();
}
