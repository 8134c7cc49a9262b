/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales and their ticks. A tick is always a round number or a calendar date
 * inside the range; how many there are follows the room, never the data, so a
 * chart stays quiet at 400 units and is not empty at 2000. */
#include "config.h"

#include "sy-chart-scale-private.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-chart-text-private.h"

void
sy_chart_scale_init (SyChartScale *self,
                     SyChartScaleKind kind,
                     double lo,
                     double hi,
                     double from,
                     double to)
{
  if (!isfinite (lo) || !isfinite (hi))
    {
      lo = kind == SY_CHART_SCALE_LOG ? 1.0 : 0.0;
      hi = kind == SY_CHART_SCALE_LOG ? 10.0 : 1.0;
    }
  if (hi < lo)
    {
      double swap = lo;

      lo = hi;
      hi = swap;
    }
  if (kind == SY_CHART_SCALE_LOG && lo <= 0.0)
    {
      lo = hi > 0.0 ? hi / 1000.0 : 1.0;
      hi = MAX (hi, lo * 10.0);
    }
  if (kind == SY_CHART_SCALE_TIME)
    {
      lo = CLAMP (lo, SY_TEXT_FIRST_DAY + 2.0, SY_TEXT_LAST_DAY - 2.0);
      hi = CLAMP (hi, SY_TEXT_FIRST_DAY + 2.0, SY_TEXT_LAST_DAY - 2.0);
    }
  /* The span of doubles near the ends of the range overflows. */
  lo = CLAMP (lo, -1e300, 1e300);
  hi = CLAMP (hi, -1e300, 1e300);
  if (hi - lo <= MAX (fabs (lo), fabs (hi)) * 1e-12)
    {
      double room = kind == SY_CHART_SCALE_TIME ? 1.0 : MAX (fabs (lo) * 0.05, 0.5);

      hi = kind == SY_CHART_SCALE_LOG ? lo * 10.0 : hi + room;
      lo = kind == SY_CHART_SCALE_LOG ? lo / 10.0 : lo - room;
    }

  *self = (SyChartScale){ kind, lo, hi, from, to };
}

double
sy_chart_scale_map (const SyChartScale *self,
                    double value)
{
  double share;

  if (self->kind == SY_CHART_SCALE_LOG)
    share = log (MAX (value, self->lo * 1e-3) / self->lo) / log (self->hi / self->lo);
  else
    share = (value - self->lo) / (self->hi - self->lo);
  return self->from + share * (self->to - self->from);
}

double
sy_chart_scale_unmap (const SyChartScale *self,
                      double position)
{
  double share;

  if (fabs (self->to - self->from) < 1e-9)
    return self->lo;
  share = (position - self->from) / (self->to - self->from);
  if (self->kind == SY_CHART_SCALE_LOG)
    return self->lo * pow (self->hi / self->lo, share);
  return self->lo + share * (self->hi - self->lo);
}

double
sy_chart_scale_step (double span,
                     guint max_ticks)
{
  static const double factors[] = { 1.0, 2.0, 2.5, 5.0, 10.0 };
  double rough = span / MAX (max_ticks, 1);
  double power = pow (10.0, floor (log10 (rough)));

  for (gsize i = 0; i < G_N_ELEMENTS (factors); i++)
    if (factors[i] * power >= rough * (1.0 - 1e-9))
      return factors[i] * power;
  return 10.0 * power;
}

/* Digits after the point that multiples of @step need. */
static int
step_decimals (double step)
{
  int decimals = 0;

  while (decimals < 10 &&
         fabs (step * pow (10.0, decimals) - round (step * pow (10.0, decimals))) > 1e-6)
    decimals++;
  return decimals;
}

static char *
label_count (double value,
             double step,
             const char *thousands)
{
  static const struct
  {
    double size;
    const char *suffix;
  } units[] = { { 1e15, "P" }, { 1e12, "T" }, { 1e9, "G" }, { 1e6, "M" }, { 1e3, "k" } };
  g_autofree char *number = NULL;

  if (fabs (value) < step * 0.5)
    return g_strdup ("0");
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (fabs (value) >= units[i].size * (1.0 - 1e-9))
      {
        number = sy_text_fixed (value / units[i].size,
                                MIN (step_decimals (step / units[i].size), 3), thousands);
        return g_strconcat (number, units[i].suffix, NULL);
      }
  return sy_text_fixed (value, step_decimals (step), thousands);
}

static char *
label_value (double value,
             double step,
             SyTickFormat format,
             const char *thousands)
{
  int decimals = step_decimals (step);
  g_autofree char *number = NULL;

  switch (format)
    {
    case SY_TICK_COUNT:
      return label_count (value, step, thousands);
    case SY_TICK_PERCENT:
      return sy_text_percent (value, step_decimals (step * 100.0));
    case SY_TICK_DAYS:
      number = sy_text_fixed (value, decimals, thousands);
      return g_strconcat (number, SY_NBSP "d", NULL);
    case SY_TICK_SIGNED:
      return sy_text_signed (value, decimals, thousands);
    case SY_TICK_PLAIN:
    default:
      if (fabs (value) < step * 1e-9)
        return g_strdup ("0");
      if (fabs (value) >= 1e15)
        return label_count (value, step, thousands);
      return sy_text_fixed (value, decimals, thousands);
    }
}

static void
clear_tick (gpointer data)
{
  g_free (((SyTick *) data)->label);
}

static GArray *
new_ticks (void)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (SyTick));

  g_array_set_clear_func (ticks, clear_tick);
  return ticks;
}

/* Ages are counted in weeks, months and years rather than tens. */
static double
day_step (double span,
          guint max_ticks)
{
  static const double steps[] = { 1.0, 2.0, 7.0, 14.0, 30.0, 60.0,
                                  90.0, 180.0, 365.0, 730.0, 1825.0, 3650.0 };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (span / steps[i] <= MAX (max_ticks, 1) && span >= steps[i])
      return steps[i];
  return sy_chart_scale_step (span, max_ticks);
}

static GArray *
linear_ticks (const SyChartScale *self,
              guint max_ticks,
              SyTickFormat format,
              const char *thousands)
{
  GArray *ticks = new_ticks ();
  double span = self->hi - self->lo;
  double step = sy_chart_scale_step (span, max_ticks);
  double first, last;

  if (format == SY_TICK_COUNT)
    step = MAX (step, 1.0);
  if (format == SY_TICK_DAYS)
    step = day_step (span, max_ticks);
  first = ceil (self->lo / step - 1e-9);
  last = floor (self->hi / step + 1e-9);
  for (double i = first; i <= last && ticks->len <= max_ticks + 1; i += 1.0)
    {
      SyTick tick = { i * step, label_value (i * step, step, format, thousands) };

      g_array_append_val (ticks, tick);
    }
  return ticks;
}

static GArray *
log_ticks (const SyChartScale *self,
           guint max_ticks,
           SyTickFormat format,
           const char *thousands)
{
  GArray *ticks = new_ticks ();
  double decades = log10 (self->hi / self->lo);
  double every = MAX (1.0, ceil (decades / MAX (max_ticks, 1)));

  for (double power = ceil (log10 (self->lo) - 1e-9); power <= log10 (self->hi) + 1e-9;
       power += every)
    {
      double value = pow (10.0, power);
      SyTick tick = { value, label_value (value, value, format, thousands) };

      g_array_append_val (ticks, tick);
    }
  return ticks;
}

/* First day of a month; months over 12 run into later years. */
static gint32
first_of_month (int year,
                int month)
{
  return sy_day_from_civil (year + (month - 1) / 12, (month - 1) % 12 + 1, 1);
}

static void
append_day (GArray *ticks,
            gint32 day,
            gboolean with_day)
{
  int year, month, of_month;
  SyTick tick = { (double) day, NULL };
  gboolean with_year = TRUE;

  sy_day_to_civil (day, &year, &month, &of_month);
  if (ticks->len > 0)
    {
      int last_year, last_month, last_day;

      sy_day_to_civil ((gint32) g_array_index (ticks, SyTick, ticks->len - 1).value, &last_year,
                       &last_month, &last_day);
      with_year = year != last_year;
    }
  if (with_day)
    tick.label = with_year ? g_strdup_printf ("%d %s %d", of_month, sy_text_month (month), year)
                           : g_strdup_printf ("%d %s", of_month, sy_text_month (month));
  else
    tick.label = with_year ? g_strdup_printf ("%s %d", sy_text_month (month), year)
                           : g_strdup (sy_text_month (month));
  g_array_append_val (ticks, tick);
}

static GArray *
day_ticks (const SyChartScale *self,
           gint32 every)
{
  GArray *ticks = new_ticks ();
  gint32 first = (gint32) ceil (self->lo - 1e-9);

  /* Weeks begin on Mondays; 1970-01-05 was one. */
  if (every % 7 == 0)
    first += ((4 - first) % 7 + 7) % 7;
  for (gint32 day = first; (double) day <= self->hi + 1e-9; day += every)
    append_day (ticks, day, TRUE);
  return ticks;
}

static GArray *
month_ticks (const SyChartScale *self,
             int every)
{
  GArray *ticks = new_ticks ();
  int year, month, of_month;

  sy_day_to_civil ((gint32) ceil (self->lo - 1e-9), &year, &month, &of_month);
  if (of_month > 1)
    month++;
  while ((month - 1) % every != 0)
    month++;
  for (gint32 day = first_of_month (year, month); (double) day <= self->hi + 1e-9;
       month += every, day = first_of_month (year, month))
    append_day (ticks, day, FALSE);
  return ticks;
}

static GArray *
year_ticks (const SyChartScale *self,
            int every)
{
  GArray *ticks = new_ticks ();
  int year, month, of_month;

  sy_day_to_civil ((gint32) ceil (self->lo - 1e-9), &year, &month, &of_month);
  if (month > 1 || of_month > 1)
    year++;
  while (year % every != 0)
    year++;
  for (gint32 day = first_of_month (year, 1); (double) day <= self->hi + 1e-9;
       year += every, day = first_of_month (year, 1))
    {
      SyTick tick = { (double) day, g_strdup_printf ("%d", year) };

      g_array_append_val (ticks, tick);
    }
  return ticks;
}

static GArray *
time_ticks (const SyChartScale *self,
            guint max_ticks)
{
  static const int months[] = { 1, 2, 3, 6 };
  static const gint32 days[] = { 1, 2, 7, 14 };
  static const int years[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000 };
  double span = self->hi - self->lo;
  double room = MAX (max_ticks, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    if (span / (double) days[i] <= room - 0.5)
      return day_ticks (self, days[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    if (span / (30.4 * months[i]) <= room)
      return month_ticks (self, months[i]);
  for (gsize i = 0; i + 1 < G_N_ELEMENTS (years); i++)
    if (span / (365.25 * years[i]) <= room)
      return year_ticks (self, years[i]);
  return year_ticks (self, years[G_N_ELEMENTS (years) - 1]);
}

GArray *
sy_chart_scale_ticks (const SyChartScale *self,
                      guint max_ticks,
                      SyTickFormat format,
                      const char *thousands)
{
  if (self->kind == SY_CHART_SCALE_TIME)
    return time_ticks (self, max_ticks);
  if (self->kind == SY_CHART_SCALE_LOG)
    return log_ticks (self, max_ticks, format, thousands);
  return linear_ticks (self, max_ticks, format, thousands);
}

GArray *
sy_chart_scale_ticks_at (const double *values,
                         gsize n_values,
                         SyTickFormat format,
                         const char *thousands)
{
  GArray *ticks = new_ticks ();
  double step = 1.0;

  for (gsize i = 0; i < n_values; i++)
    if (step_decimals (values[i]) > step_decimals (step))
      step = values[i];
  for (gsize i = 0; i < n_values; i++)
    {
      SyTick tick = { values[i], label_value (values[i], step, format, thousands) };

      g_array_append_val (ticks, tick);
    }
  return ticks;
}
