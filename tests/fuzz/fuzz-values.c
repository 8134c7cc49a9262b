/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-engine.h"
#include "fuzz.h"

/*
 * Any bytes as a time, an amount and a number: nothing crashes, what is read is in range, and the fast way agrees
 * with the general one.
 */

static void
check_times (const char *text,
             gsize length)
{
  static const char *const names[] = { "auto",
                                       "iso",
                                       "dmy",
                                       "mdy",
                                       "ymd",
                                       "unix",
                                       "unix-ms",
                                       "unix-us",
                                       "unix-ns",
                                       "%d.%m.%y %I:%M:%S %p %z",
                                       "%a %b %e %H:%M:%S.%f %Y" };
  /* Made once, as it takes longer than the rest. */
  static SyZone *zone = NULL;

  if (zone == NULL)
    zone = sy_zone_new ("Europe/Paris", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (SyTimeFormat) format = sy_time_format_from_name (names[i], NULL);
      const char *reason = NULL;
      gint64 ms = G_MININT64;
      gint64 padded_ms = G_MININT64;
      g_autofree char *padded = g_strdup_printf (" %.*s", (int) length, text);

      if (sy_time_format_parse (format, zone, text, length, &ms, &reason))
        g_assert (ms >= G_GINT64_CONSTANT (-62135683200000) &&
                  ms < G_GINT64_CONSTANT (253402387200000));
      else
        g_assert (reason != NULL);
      /* A blank before it makes it go the general way. */
      if (strlen (padded) == length + 1)
        {
          sy_time_format_parse (format, zone, padded, length + 1, &padded_ms, NULL);
          g_assert (padded_ms == ms);
        }
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize length)
{
  const char *text = (const char *) data;
  g_autoptr (SyTimeDetect) times = sy_time_detect_new ();
  SyTimeDetection detection;
  SyAmountDetect amounts = { 0 };
  double value = NAN;

  check_times (text, length);
  sy_time_detect_add (times, text, length);
  sy_time_detect_finish (times, &detection);

  for (int comma = 0; comma < 2; comma++)
    {
      SyAmountFormat format = { comma ? ',' : '.' };
      const char *reason = NULL;

      if (sy_amount_format_parse (&format, text, length, &value, &reason))
        g_assert (isfinite (value));
      else
        g_assert (reason != NULL);
    }
  sy_amount_detect_add (&amounts, text, length);

  if (sy_number_parse (text, length, &value))
    {
      g_autofree char *copy = g_strndup (text, length);

      g_assert (value == g_ascii_strtod (copy, NULL));
    }
  return 0;
}
