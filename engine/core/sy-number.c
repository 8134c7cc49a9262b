/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/sy-number.h"

#include <math.h>
#include <string.h>

/*
 * Reading: the text is checked against the grammar while its digits are gathered
 * in an integer m and a power of ten. When m < 2^53 and the power is within
 * ±22, both are exact doubles and one multiplication or division rounds once: the result is the
 * nearest double (Clinger, PLDI 1990). Other texts, now known to be numbers,
 * go to g_ascii_strtod().
 */

#define TENS(d) 1e##d##0, 1e##d##1, 1e##d##2, 1e##d##3, 1e##d##4, 1e##d##5, 1e##d##6, 1e##d##7, 1e##d##8, 1e##d##9
#define TENS_10(d) TENS (d##0), TENS (d##1), TENS (d##2), TENS (d##3), TENS (d##4), TENS (d##5), TENS (d##6), TENS (d##7), TENS (d##8), TENS (d##9)

/* 10^0 to 10^299, each the nearest double. */
static const double powers_of_ten[300] = {
  TENS (), TENS (1), TENS (2), TENS (3), TENS (4), TENS (5), TENS (6), TENS (7), TENS (8), TENS (9),
  TENS_10 (1), TENS_10 (2)
};

static gboolean
parse_checked_slowly (const char *text,
                      gsize length,
                      double *out_value)
{
  char small[128];
  g_autofree char *large = NULL;
  char *copy = small;
  double value;

  if (length >= sizeof small)
    copy = large = g_malloc (length + 1);
  memcpy (copy, text, length);
  copy[length] = '\0';

  value = g_ascii_strtod (copy, NULL);
  if (!isfinite (value))
    return FALSE;
  *out_value = value + 0.0;
  return TRUE;
}

/* Digits from @p on; the first 18 significant ones go to @mantissa. */
static inline const char *
take_digits (const char *p,
             const char *end,
             guint64 *mantissa,
             int *n_significant)
{
  for (; p < end && (guint8) (*p - '0') <= 9; p++)
    {
      if (*n_significant < 18)
        *mantissa = *mantissa * 10 + (guint8) (*p - '0');
      if (*mantissa != 0 && *n_significant < G_MAXINT)
        (*n_significant)++;
    }
  return p;
}

/* "e-12" and the like up to @end; FALSE when it is no exponent. */
static gboolean
take_exponent (const char *p,
               const char *end,
               int *exponent)
{
  gboolean negative = FALSE;
  int value = 0;

  p++;
  if (p < end && (*p == '-' || *p == '+'))
    negative = *p++ == '-';
  if (p == end)
    return FALSE;
  for (; p < end && (guint8) (*p - '0') <= 9; p++)
    value = MIN (value * 10 + (*p - '0'), 100000);
  *exponent = negative ? -value : value;
  return p == end;
}

gboolean
sy_number_parse (const char *text,
                 gsize length,
                 double *out_value)
{
  const char *p = text;
  const char *end = text + length;
  const char *digits;
  gboolean negative = FALSE;
  guint64 mantissa = 0;
  int n_significant = 0;
  int exponent = 0;
  gsize n_fraction = 0;
  double value;

  if (p < end && (*p == '-' || *p == '+'))
    negative = *p++ == '-';

  digits = p;
  p = take_digits (p, end, &mantissa, &n_significant);
  if (p < end && *p == '.')
    {
      const char *fraction = ++p;

      p = take_digits (p, end, &mantissa, &n_significant);
      n_fraction = (gsize) (p - fraction);
      if (p - digits == 1)
        return FALSE;
    }
  else if (p == digits)
    return FALSE;

  if (p < end)
    {
      if ((*p | 0x20) != 'e' || !take_exponent (p, end, &exponent))
        return FALSE;
    }

  if (G_UNLIKELY (n_significant > 18 || mantissa > (G_GUINT64_CONSTANT (1) << 53) ||
                  n_fraction > 1000))
    return parse_checked_slowly (text, length, out_value);
  exponent -= (int) n_fraction;
  if (G_UNLIKELY (exponent < -22 || exponent > 22))
    return parse_checked_slowly (text, length, out_value);

  value = (double) mantissa;
  if (exponent < 0)
    value /= powers_of_ten[-exponent];
  else
    value *= powers_of_ten[exponent];
  *out_value = negative && mantissa != 0 ? -value : value;
  return TRUE;
}

const char *
sy_number_format (double value,
                  char buffer[SY_NUMBER_BUFFER_SIZE])
{
  static const char formats[3][6] = { "%.15g", "%.16g", "%.17g" };

  if (!isfinite (value))
    {
      g_strlcpy (buffer, isnan (value) ? "nan" : value < 0 ? "-inf"
                                                           : "inf",
                 SY_NUMBER_BUFFER_SIZE);
      return buffer;
    }
  if (fabs (value) < 1e15 && value == (double) (gint64) value)
    {
      g_snprintf (buffer, SY_NUMBER_BUFFER_SIZE, "%" G_GINT64_FORMAT, (gint64) value);
      return buffer;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      double back;

      g_ascii_formatd (buffer, SY_NUMBER_BUFFER_SIZE, formats[i], value);
      if (sy_number_parse (buffer, strlen (buffer), &back) && back == value)
        break;
    }
  return buffer;
}

/* For numbers so small or large that no power of ten in the table fits. */
static double
round12_by_text (double value)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.11e", value);
  return g_ascii_strtod (buffer, NULL);
}

double
sy_number_round12 (double value)
{
  double size = fabs (value);
  guint64 bits;
  int exponent2;
  int shift;
  double scaled;

  if (size == 0.0)
    return 0.0;
  if (!(size > 1e-280 && size < 1e280))
    return isfinite (value) ? round12_by_text (value) : value;

  /* The number of digits before the point, from log10 2 (here times 2^32), may be one too small. */
  memcpy (&bits, &size, sizeof bits);
  exponent2 = (int) (bits >> 52) - 1023;
  shift = 11 - (int) (((gint64) exponent2 * 1292913986) >> 32);
  scaled = shift >= 0 ? size * powers_of_ten[shift] : size / powers_of_ten[-shift];
  if (scaled >= 999999999999.5)
    {
      shift--;
      scaled = shift >= 0 ? size * powers_of_ten[shift] : size / powers_of_ten[-shift];
    }
  scaled = rint (scaled);
  scaled = shift >= 0 ? scaled / powers_of_ten[shift] : scaled * powers_of_ten[-shift];
  return value < 0 ? -scaled : scaled;
}

gboolean
sy_number_equal (double a,
                 double b)
{
  return a == b || (isnan (a) && isnan (b));
}
