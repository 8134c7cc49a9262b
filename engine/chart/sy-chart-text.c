/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-text-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-time.h"

/* Puts @separator between the thousands of a run of digits. */
static void
append_grouped (GString *out,
                const char *digits,
                gsize n_digits,
                const char *separator)
{
  for (gsize i = 0; i < n_digits; i++)
    {
      if (i > 0 && (n_digits - i) % 3 == 0)
        g_string_append (out, separator);
      g_string_append_c (out, digits[i]);
    }
}

/* Whether the text is a zero, so that it must not carry a sign. */
static gboolean
is_zero (const char *text)
{
  return strspn (text, "0.") == strlen (text);
}

static char *
format_number (double value,
               int decimals,
               const char *thousands,
               gboolean plus)
{
  char buffer[400];
  char format[8];
  gsize n_digits;
  GString *out;

  if (!isfinite (value))
    return g_strdup (SY_DASH);

  g_snprintf (format, sizeof format, "%%.%df", CLAMP (decimals, 0, 10));
  g_ascii_formatd (buffer, sizeof buffer, format, fabs (value));

  out = g_string_new (NULL);
  if (!is_zero (buffer))
    g_string_append (out, value < 0.0 ? SY_MINUS : plus ? "+"
                                                        : "");
  n_digits = strcspn (buffer, ".");
  append_grouped (out, buffer, n_digits, thousands);
  g_string_append (out, buffer + n_digits);
  return g_string_free (out, FALSE);
}

char *
sy_text_fixed (double value,
               int decimals,
               const char *thousands)
{
  return format_number (value, decimals, thousands, FALSE);
}

char *
sy_text_signed (double value,
                int decimals,
                const char *thousands)
{
  return format_number (value, decimals, thousands, TRUE);
}

char *
sy_text_count (guint64 count,
               const char *thousands)
{
  char buffer[24];
  GString *out = g_string_new (NULL);

  g_snprintf (buffer, sizeof buffer, "%" G_GUINT64_FORMAT, count);
  append_grouped (out, buffer, strlen (buffer), thousands);
  return g_string_free (out, FALSE);
}

char *
sy_text_percent (double share,
                 int decimals)
{
  g_autofree char *number = sy_text_fixed (share * 100.0, decimals, "");

  return isfinite (share) ? g_strconcat (number, SY_NBSP "%", NULL) : g_strdup (SY_DASH);
}

char *
sy_text_value (double value,
               const char *thousands)
{
  int decimals = 0;

  /* Anything below half of the last digit shown is noise of the arithmetic. */
  while (decimals < 4 &&
         fabs (value * pow (10.0, decimals) - round (value * pow (10.0, decimals))) >
             1e-6 * MAX (1.0, fabs (value)))
    decimals++;
  return sy_text_fixed (value, decimals, thousands);
}

char *
sy_text_cell (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("");
  g_ascii_formatd (buffer, sizeof buffer, "%.12g", value + 0.0);
  return g_strdup (strcmp (buffer, "-0") == 0 ? "0" : buffer);
}

const char *
sy_text_month (int month)
{
  static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

  g_return_val_if_fail (month >= 1 && month <= 12, "");

  return names[month - 1];
}

char *
sy_text_day (double day)
{
  int year, month, of_month;

  if (!isfinite (day))
    return g_strdup (SY_DASH);
  sy_day_to_civil ((gint32) floor (CLAMP (day, SY_TEXT_FIRST_DAY, SY_TEXT_LAST_DAY)), &year, &month,
                   &of_month);
  return g_strdup_printf ("%d %s %d", of_month, sy_text_month (month), year);
}
