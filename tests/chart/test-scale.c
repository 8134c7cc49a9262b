/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-chart-text-private.h"
#include "sy-decimate-private.h"
#include "sy-chart-scale-private.h"

/* The labels of a scale's ticks, joined by "|". */
static char *
labels_of (SyChartScaleKind kind,
           double lo,
           double hi,
           guint max_ticks,
           SyTickFormat format)
{
  SyChartScale scale;
  g_autoptr (GArray) ticks = NULL;
  GString *joined = g_string_new (NULL);

  sy_chart_scale_init (&scale, kind, lo, hi, 0.0, 100.0);
  ticks = sy_chart_scale_ticks (&scale, max_ticks, format, ",");
  for (guint i = 0; i < ticks->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? "|" : "",
                            g_array_index (ticks, SyTick, i).label);
  return g_string_free (joined, FALSE);
}

typedef struct
{
  SyChartScaleKind kind;
  double lo;
  double hi;
  guint max_ticks;
  SyTickFormat format;
  const char *labels;
} TickCase;

static const TickCase tick_cases[] = {
  { SY_CHART_SCALE_LINEAR, 0, 100, 5, SY_TICK_PLAIN, "0|20|40|60|80|100" },
  { SY_CHART_SCALE_LINEAR, 0, 100, 4, SY_TICK_PLAIN, "0|25|50|75|100" },
  { SY_CHART_SCALE_LINEAR, 0, 1, 4, SY_TICK_PERCENT,
    "0\xc2\xa0%|25\xc2\xa0%|50\xc2\xa0%|75\xc2\xa0%|100\xc2\xa0%" },
  { SY_CHART_SCALE_LINEAR, 0, 0.05, 5, SY_TICK_PERCENT,
    "0\xc2\xa0%|1\xc2\xa0%|2\xc2\xa0%|3\xc2\xa0%|4\xc2\xa0%|5\xc2\xa0%" },
  { SY_CHART_SCALE_LINEAR, 0, 21000, 4, SY_TICK_COUNT, "0|10k|20k" },
  { SY_CHART_SCALE_LINEAR, 0, 6200, 4, SY_TICK_COUNT, "0|2k|4k|6k" },
  { SY_CHART_SCALE_LINEAR, 0, 3, 8, SY_TICK_COUNT, "0|1|2|3" },
  { SY_CHART_SCALE_LINEAR, 0, 2.6e6, 5, SY_TICK_COUNT, "0|1M|2M" },
  { SY_CHART_SCALE_LINEAR, 0, 1e13, 4, SY_TICK_COUNT, "0|2.5T|5.0T|7.5T|10.0T" },
  { SY_CHART_SCALE_LINEAR, -2.2, 1.1, 4, SY_TICK_SIGNED,
    "\xe2\x88\x92"
    "2|\xe2\x88\x92"
    "1|0|+1" },
  { SY_CHART_SCALE_LINEAR, 0.68, 0.79, 4, SY_TICK_PLAIN, "0.70|0.75" },
  { SY_CHART_SCALE_LINEAR, 0, 180, 3, SY_TICK_DAYS,
    "0\xc2\xa0"
    "d|60\xc2\xa0"
    "d|120\xc2\xa0"
    "d|180\xc2\xa0"
    "d" },
  { SY_CHART_SCALE_LINEAR, 0, 2000, 4, SY_TICK_PLAIN, "0|500|1,000|1,500|2,000" },
  { SY_CHART_SCALE_LOG, 1, 1000, 5, SY_TICK_COUNT, "1|10|100|1k" },
  /* 2023-07-01 is day 19539, 2024-02-29 day 19782. */
  { SY_CHART_SCALE_TIME, 19539, 19723, 8, SY_TICK_PLAIN, "Jul 2023|Aug|Sep|Oct|Nov|Dec|Jan 2024" },
  { SY_CHART_SCALE_TIME, 19539, 19723, 4, SY_TICK_PLAIN, "Jul 2023|Sep|Nov|Jan 2024" },
  { SY_CHART_SCALE_TIME, 19781, 19784, 6, SY_TICK_PLAIN, "28 Feb 2024|29 Feb|1 Mar|2 Mar" },
  /* Weeks begin on Mondays. */
  { SY_CHART_SCALE_TIME, 19754, 19780, 5, SY_TICK_PLAIN, "5 Feb 2024|12 Feb|19 Feb|26 Feb" },
  { SY_CHART_SCALE_TIME, 0, 365 * 30, 7, SY_TICK_PLAIN, "1970|1975|1980|1985|1990|1995" },
  { SY_CHART_SCALE_TIME, -40, -1, 2, SY_TICK_PLAIN, "Dec 1969" },
};

static void
test_ticks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tick_cases); i++)
    {
      const TickCase *c = &tick_cases[i];
      g_autofree char *labels = labels_of (c->kind, c->lo, c->hi, c->max_ticks, c->format);

      g_assert_cmpstr (labels, ==, c->labels);
    }
}

static void
test_tick_bounds (void)
{
  static const double ends[] = { -1e300, -1e9, -3.7, -1e-9, 0.0, 1e-9, 0.3, 7.0, 1e9, 1e300 };

  g_test_summary ("no range makes too many ticks, none, or one outside");
  for (gsize a = 0; a < G_N_ELEMENTS (ends); a++)
    for (gsize b = 0; b < G_N_ELEMENTS (ends); b++)
      for (guint max = 1; max <= 12; max++)
        for (int kind = SY_CHART_SCALE_LINEAR; kind <= SY_CHART_SCALE_TIME; kind++)
          {
            SyChartScale scale;
            g_autoptr (GArray) ticks = NULL;

            sy_chart_scale_init (&scale, (SyChartScaleKind) kind, ends[a], ends[b], 0.0, 500.0);
            ticks = sy_chart_scale_ticks (&scale, max, SY_TICK_PLAIN, ",");
            g_assert_cmpuint (ticks->len, <=, max + 2);
            for (guint i = 0; i < ticks->len; i++)
              {
                double at = sy_chart_scale_map (&scale, g_array_index (ticks, SyTick, i).value);

                g_assert_cmpfloat (at, >=, -0.01);
                g_assert_cmpfloat (at, <=, 500.01);
              }
          }
}

static void
test_map (void)
{
  SyChartScale scale;

  sy_chart_scale_init (&scale, SY_CHART_SCALE_LINEAR, 0.0, 100.0, 300.0, 100.0);
  g_assert_cmpfloat (sy_chart_scale_map (&scale, 0.0), ==, 300.0);
  g_assert_cmpfloat (sy_chart_scale_map (&scale, 100.0), ==, 100.0);
  g_assert_cmpfloat_with_epsilon (sy_chart_scale_unmap (&scale, 150.0), 75.0, 1e-12);
  sy_chart_scale_init (&scale, SY_CHART_SCALE_LOG, 1.0, 10000.0, 0.0, 400.0);
  g_assert_cmpfloat_with_epsilon (sy_chart_scale_map (&scale, 100.0), 200.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (sy_chart_scale_unmap (&scale, 300.0), 1000.0, 1e-9);
}

static void
test_degenerate_ranges (void)
{
  SyChartScale scale;

  sy_chart_scale_init (&scale, SY_CHART_SCALE_LINEAR, 7.0, 7.0, 0.0, 100.0);
  g_assert_cmpfloat_with_epsilon (sy_chart_scale_map (&scale, 7.0), 50.0, 1e-9);
  sy_chart_scale_init (&scale, SY_CHART_SCALE_LINEAR, NAN, INFINITY, 0.0, 100.0);
  g_assert_true (isfinite (sy_chart_scale_map (&scale, 0.5)));
  sy_chart_scale_init (&scale, SY_CHART_SCALE_LINEAR, 5.0, 1.0, 0.0, 100.0);
  g_assert_cmpfloat (scale.lo, ==, 1.0);
  sy_chart_scale_init (&scale, SY_CHART_SCALE_LOG, 0.0, 0.0, 0.0, 100.0);
  g_assert_true (isfinite (sy_chart_scale_map (&scale, 1.0)));
  sy_chart_scale_init (&scale, SY_CHART_SCALE_LINEAR, -1e308, 1e308, 0.0, 100.0);
  g_assert_cmpfloat_with_epsilon (sy_chart_scale_map (&scale, 0.0), 50.0, 1e-9);
}

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    int decimals;
    const char *text;
  } cases[] = {
    { 0.0, 0, "0" },
    { -0.0, 2, "0.00" },
    { -0.001, 2, "0.00" },
    { 999.0, 0, "999" },
    { 1000.0, 0, "1,000" },
    { -1234567.891, 2, "\xe2\x88\x92"
                       "1,234,567.89" },
    { 0.5, 1, "0.5" },
    { NAN, 1, "\xe2\x80\x93" },
    { INFINITY, 1, "\xe2\x80\x93" },
  };
  g_autofree char *count = sy_text_count (G_MAXUINT64, ",");
  g_autofree char *plus = sy_text_signed (0.18, 2, ",");
  g_autofree char *none = sy_text_signed (0.0, 2, ",");
  g_autofree char *percent = sy_text_percent (0.38199, 1);
  g_autofree char *whole = sy_text_value (34.0, ",");
  g_autofree char *quarter = sy_text_value (33.125, ",");
  g_autofree char *noise = sy_text_value (0.1 + 0.2, ",");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sy_text_fixed (cases[i].value, cases[i].decimals, ",");

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpstr (count, ==, "18,446,744,073,709,551,615");
  g_assert_cmpstr (plus, ==, "+0.18");
  g_assert_cmpstr (none, ==, "0.00");
  g_assert_cmpstr (percent, ==, "38.2\xc2\xa0%");
  g_assert_cmpstr (whole, ==, "34");
  g_assert_cmpstr (quarter, ==, "33.125");
  g_assert_cmpstr (noise, ==, "0.3");
}

static void
test_decimate (void)
{
  enum
  {
    N = 10000
  };
  static double x[N], y[N];
  double most = -1.0;
  gsize n;

  for (int i = 0; i < N; i++)
    {
      x[i] = i * 0.01;
      y[i] = sin (i * 0.37) + (i == 7777 ? 50.0 : 0.0);
    }
  n = sy_decimate_line (x, y, N);
  g_assert_cmpuint (n, <=, 400);
  g_assert_cmpuint (n, >=, 100);
  for (gsize i = 0; i < n; i++)
    {
      most = MAX (most, y[i]);
      if (i > 0)
        g_assert_cmpfloat (x[i], >=, x[i - 1]);
    }
  g_assert_cmpfloat (most, >, 49.0);
  g_assert_cmpfloat (x[0], ==, 0.0);
  g_assert_cmpfloat (x[n - 1], ==, (N - 1) * 0.01);
}

/* From the right to the left the same points are left. */
static void
test_decimate_falling (void)
{
  enum
  {
    N = 1000
  };
  static double x[N], y[N], x_back[N], y_back[N];
  gsize n;

  for (int i = 0; i < N; i++)
    {
      x[i] = x_back[N - 1 - i] = i * 0.05;
      y[i] = y_back[N - 1 - i] = i * i;
    }
  n = sy_decimate_line (x, y, N);
  g_assert_cmpuint (n, ==, 100);
  g_assert_cmpuint (sy_decimate_line (x_back, y_back, N), ==, n);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat (x_back[n - 1 - i], ==, x[i]);
      g_assert_cmpfloat (y_back[n - 1 - i], ==, y[i]);
    }
}

static void
test_decimate_small (void)
{
  double x[] = { 0.0, 0.2, 0.4, 9.0 };
  double y[] = { 1.0, NAN, 2.0, 3.0 };

  g_assert_cmpuint (sy_decimate_line (x, y, 0), ==, 0);
  g_assert_cmpuint (sy_decimate_line (x, y, 4), ==, 4);
  g_assert_true (isnan (y[1]));
  g_assert_cmpuint (sy_decimate_stride (0, 100.0, 2.0), ==, 1);
  g_assert_cmpuint (sy_decimate_stride (50, 100.0, 2.0), ==, 1);
  g_assert_cmpuint (sy_decimate_stride (51, 100.0, 2.0), ==, 2);
  g_assert_cmpuint (sy_decimate_stride (5, 0.0, 2.0), ==, 5);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/scale/ticks", test_ticks);
  g_test_add_func ("/chart/scale/tick-bounds", test_tick_bounds);
  g_test_add_func ("/chart/scale/map", test_map);
  g_test_add_func ("/chart/scale/degenerate", test_degenerate_ranges);
  g_test_add_func ("/chart/text/numbers", test_numbers);
  g_test_add_func ("/chart/decimate/line", test_decimate);
  g_test_add_func ("/chart/decimate/falling", test_decimate_falling);
  g_test_add_func ("/chart/decimate/small", test_decimate_small);
  return g_test_run ();
}
