/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-format.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define DASH "\342\200\223"
#define MINUS "\342\210\222"
#define NARROW_SPACE "\342\200\257"

/* Digits come from sy_number-like ASCII text, so that the locale cannot change
 * the decimal point half-way; only the grouping is added. */
static char *
group_digits (const char *digits)
{
  GString *text = g_string_new (NULL);
  gsize whole = strcspn (digits, ".");

  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  g_string_append (text, digits + whole);
  return g_string_free (text, FALSE);
}

char *
sy_format_count (gint64 value)
{
  guint64 size = value < 0 ? (guint64) 0 - (guint64) value : (guint64) value;
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, size);
  g_autofree char *grouped = group_digits (digits);

  return g_strconcat (value < 0 ? MINUS : "", grouped, NULL);
}

char *
sy_format_count_of (gint64 value,
                    const char *one,
                    const char *many)
{
  g_autofree char *count = sy_format_count (value);

  return g_strdup_printf ("%s %s", count, value == 1 ? one : many);
}

static char *
format_number (double value,
               int decimals,
               const char *plus)
{
  char format[8];
  char digits[G_ASCII_DTOSTR_BUF_SIZE + 320];
  g_autofree char *grouped = NULL;
  gboolean is_zero;

  if (isnan (value))
    return g_strdup (DASH);
  if (isinf (value))
    return g_strdup (value > 0 ? "\342\210\236" : MINUS "\342\210\236");
  g_snprintf (format, sizeof format, "%%.%df", CLAMP (decimals, 0, 9));
  g_ascii_formatd (digits, sizeof digits, format, fabs (value));
  is_zero = strspn (digits, "0.") == strlen (digits);
  grouped = group_digits (digits);
  return g_strconcat (is_zero ? "" : value < 0 ? MINUS
                                               : plus,
                      grouped,
                      NULL);
}

char *
sy_format_number (double value,
                  int decimals)
{
  return format_number (value, decimals, "");
}

char *
sy_format_signed (double value,
                  int decimals)
{
  return format_number (value, decimals, "+");
}

char *
sy_format_minus (const char *text)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      gboolean begins = c == text || c[-1] == ' ' || c[-1] == '(';

      if (*c == '-' && begins && g_ascii_isdigit (c[1]))
        g_string_append (out, MINUS);
      else
        g_string_append_c (out, *c);
    }
  return g_string_free (out, FALSE);
}

char *
sy_format_short (double value)
{
  g_autofree char *text = format_number (value, 3, "");
  gsize length = strlen (text);

  if (strchr (text, '.') == NULL)
    return g_steal_pointer (&text);
  while (text[length - 1] == '0')
    text[--length] = '\0';
  if (text[length - 1] == '.')
    text[--length] = '\0';
  return g_steal_pointer (&text);
}

char *
sy_format_percent (double ratio,
                   int decimals)
{
  g_autofree char *number = NULL;

  if (isnan (ratio))
    return g_strdup (DASH);
  number = format_number (ratio * 100.0, decimals, "");
  return g_strconcat (number, NARROW_SPACE "%", NULL);
}

char *
sy_format_score (const SyModel *model,
                 double score)
{
  g_return_val_if_fail (model != NULL, NULL);

  /* The engine writes numbers in no locale. */
  if (isnan (score) || model->display == SY_DISPLAY_NUMBER)
    return sy_format_number (score, 1);
  return sy_model_format_score (model, score);
}

char *
sy_format_p (double p)
{
  g_autofree char *number = NULL;

  if (isnan (p))
    return g_strdup ("");
  if (p < 0.001)
    return g_strdup ("p < 0.001");

  number = sy_format_number (p, p < 0.01 ? 3 : 2);
  return g_strdup_printf ("p = %s", number);
}

char *
sy_format_duration (gint64 seconds)
{
  gint64 minutes = (seconds + 30) / 60;

  if (seconds < 90)
    return g_strdup_printf (_ ("%d s"), (int) MAX (seconds, 0));
  if (minutes < 90)
    return g_strdup_printf (_ ("%d min"), (int) minutes);
  return g_strdup_printf (_ ("%d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
}

char *
sy_format_day (gint32 day)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_utc (1970, 1, 1, 0, 0, 0);
  g_autoptr (GDateTime) date = g_date_time_add_days (epoch, day);

  return g_date_time_format (date, "%-e %b %Y");
}

char *
sy_format_instant (SyZone *zone,
                   gint64 utc_s)
{
  gint64 local = sy_zone_to_local (zone, utc_s);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (local);

  if (date == NULL)
    return g_strdup (DASH);
  return g_date_time_format (date, "%-e %b %Y %H:%M");
}

char *
sy_format_as_of (SyZone *zone,
                 gint64 utc_s)
{
  gint32 day = sy_zone_day (zone, utc_s);

  if (sy_zone_day_start (zone, day) == utc_s)
    return sy_format_day (day - 1);
  return sy_format_instant (zone, utc_s);
}
