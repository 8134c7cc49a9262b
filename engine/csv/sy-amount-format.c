/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-amount-format.h"

#include <math.h>
#include <string.h>

#include "core/sy-number.h"

#define MAX_DIGITS 64
#define MAX_AMOUNT 1e100

static const char *const currency_signs[] = {
  "R$", "US$", "A$", "C$", "kr", "zł", "Kč", "Ft", "lei", "Fr.",
  "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₴", "₪", "฿", "₫", "₱", "₦", "¢"
};

/* Blanks that group digits; all but the first are UTF-8. */
static const char *const group_blanks[] = { " ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89",
                                            "'", "\xe2\x80\x99" };

typedef struct
{
  const char *p;
  const char *end;
} Span;

static inline gboolean
is_digit (char c)
{
  return (guint8) (c - '0') <= 9;
}

static gsize
match (const Span *span,
       const char *wanted)
{
  gsize n = strlen (wanted);

  return (gsize) (span->end - span->p) >= n && memcmp (span->p, wanted, n) == 0 ? n : 0;
}

static gboolean
ends_with (const Span *span,
           const char *wanted)
{
  gsize n = strlen (wanted);

  return (gsize) (span->end - span->p) >= n && memcmp (span->end - n, wanted, n) == 0;
}

/* Blanks, among them those that keep a sign and its number on one line. */
static void
trim (Span *span)
{
  while (span->p < span->end)
    if (*span->p == ' ' || *span->p == '\t')
      span->p++;
    else if (match (span, "\xc2\xa0"))
      span->p += 2;
    else if (match (span, "\xe2\x80\xaf") || match (span, "\xe2\x80\x89"))
      span->p += 3;
    else
      break;
  while (span->p < span->end)
    if (span->end[-1] == ' ' || span->end[-1] == '\t')
      span->end--;
    else if (ends_with (span, "\xc2\xa0"))
      span->end -= 2;
    else if (ends_with (span, "\xe2\x80\xaf") || ends_with (span, "\xe2\x80\x89"))
      span->end -= 3;
    else
      break;
}

/* Takes a currency off either end; at most one. */
static void
strip_currency (Span *span)
{
  gsize n = (gsize) (span->end - span->p);
  gsize length;

  if (n == 0 || (is_digit (span->p[0]) && is_digit (span->end[-1])))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (currency_signs); i++)
    {
      if (span->p[0] == currency_signs[i][0] && (length = match (span, currency_signs[i])) > 0)
        {
          span->p += length;
          trim (span);
          return;
        }
      if (!is_digit (span->end[-1]) && ends_with (span, currency_signs[i]))
        {
          span->end -= strlen (currency_signs[i]);
          trim (span);
          return;
        }
    }
#define IS_CODE(t) (g_ascii_isupper ((t)[0]) && g_ascii_isupper ((t)[1]) && g_ascii_isupper ((t)[2]))
  if (n > 3 && IS_CODE (span->p) && !g_ascii_isalpha (span->p[3]))
    span->p += 3;
  else if (n > 3 && IS_CODE (span->end - 3) && !g_ascii_isalpha (span->end[-4]))
    span->end -= 3;
#undef IS_CODE
  trim (span);
}

static gboolean
take_sign (Span *span)
{
  gsize n;

  if (span->p < span->end && *span->p == '+')
    span->p++;
  else if (span->p < span->end && *span->p == '-')
    {
      span->p++;
      return TRUE;
    }
  else if ((n = match (span, "\xe2\x88\x92")) > 0)
    {
      span->p += n;
      return TRUE;
    }
  return FALSE;
}

/* Whether groups of digits are 1-3, then threes; or as in India twos and last a three. */
static gboolean
groups_are_good (const guint8 *lengths,
                 gsize n)
{
  gboolean twos = n > 2;

  if (lengths[0] < 1 || lengths[0] > 3 || lengths[n - 1] != 3)
    return FALSE;
  for (gsize i = 1; i + 1 < n; i++)
    {
      twos = twos && lengths[i] == 2;
      if (lengths[i] != 3 && !twos)
        return FALSE;
    }
  return TRUE;
}

/* "1,234.50" without sign and currency, as digits with a point for sy_number_parse(). */
static gboolean
plain_digits (const Span *span,
              char decimal_mark,
              char digits[MAX_DIGITS],
              gsize *out_length)
{
  const char *p = span->p;
  const char *separator = NULL;
  char other = decimal_mark == ',' ? '.' : ',';
  guint8 lengths[MAX_DIGITS / 2] = { 0 };
  gsize n_groups = 1;
  gsize n = 0;

  while (p < span->end && n < MAX_DIGITS - 2)
    {
      Span rest = { p, span->end };
      char one[2] = { other, '\0' };
      const char *found = NULL;

      if (is_digit (*p))
        {
          if (lengths[n_groups - 1] < 200)
            lengths[n_groups - 1]++;
          digits[n++] = *p++;
          continue;
        }
      if (*p == decimal_mark || g_ascii_isalpha (*p))
        break;
      if (match (&rest, one))
        found = decimal_mark == ',' ? "." : ",";
      for (gsize i = 0; i < G_N_ELEMENTS (group_blanks) && found == NULL; i++)
        if (match (&rest, group_blanks[i]))
          found = group_blanks[i];
      if (found == NULL || (separator != NULL && separator != found) ||
          n_groups == G_N_ELEMENTS (lengths))
        return FALSE;
      separator = found;
      n_groups++;
      p += strlen (found);
    }
  if (n_groups > 1 && (digits[0] == '0' || !groups_are_good (lengths, n_groups)))
    return FALSE;

  if (p < span->end && *p == decimal_mark)
    {
      digits[n++] = '.';
      p++;
    }
  /* A fraction, or an exponent when the digits are not grouped. */
  while (p < span->end && n < MAX_DIGITS - 1)
    {
      if (!is_digit (*p) && n_groups > 1)
        return FALSE;
      if (*p == '.' || *p == ',')
        return FALSE;
      digits[n++] = *p++;
    }
  *out_length = n;
  return p == span->end;
}

static gboolean
fail (const char **out_reason,
      const char *reason)
{
  if (out_reason != NULL)
    *out_reason = reason;
  return FALSE;
}

static gboolean
take_parentheses (Span *span)
{
  if (span->end - span->p < 2 || span->p[0] != '(' || span->end[-1] != ')')
    return FALSE;
  span->p++;
  span->end--;
  trim (span);
  return TRUE;
}

/* Parentheses, signs and currency off; FALSE when they do not go together. */
static gboolean
strip (Span *span,
       gboolean *out_negative)
{
  gboolean parentheses;
  gboolean negative;

  trim (span);
  parentheses = take_parentheses (span);
  if (span->p < span->end && (*span->p == '+' || *span->p == '-' || match (span, "\xe2\x88\x92")))
    {
      negative = take_sign (span);
      trim (span);
      strip_currency (span);
      if (parentheses)
        return FALSE;
    }
  else
    {
      const char *before = span->p;

      strip_currency (span);
      /* "$(5.00)" is as common as "($5.00)". */
      if (span->p != before && !parentheses)
        parentheses = take_parentheses (span);
      negative = span->p != before && take_sign (span);
      if (negative && parentheses)
        return FALSE;
      /* "5-", as some accounts have it. */
      if (!negative && !parentheses && span->end - span->p >= 2 && span->end[-1] == '-')
        {
          negative = TRUE;
          span->end--;
          trim (span);
          strip_currency (span);
        }
    }
  *out_negative = negative != parentheses;
  return span->p < span->end && (is_digit (*span->p) || *span->p == '.' || *span->p == ',');
}

/* Sums of any number of amounts times weights stay finite. */
static gboolean
check_size (double value,
            const char **out_reason)
{
  return fabs (value) <= MAX_AMOUNT ? TRUE : fail (out_reason, "too large for an amount");
}

gboolean
sy_amount_format_parse (const SyAmountFormat *self,
                        const char *text,
                        gsize length,
                        double *out_value,
                        const char **out_reason)
{
  Span span = { text, text + length };
  char digits[MAX_DIGITS];
  gsize n;
  gboolean negative;
  double value;

  if (length == 0)
    return fail (out_reason, "missing");
  /* Most amounts are plain numbers. */
  if (sy_number_parse (text, length, &value) &&
      (self->decimal_mark == '.' || memchr (text, '.', length) == NULL))
    {
      *out_value = value;
      return check_size (value, out_reason);
    }
  if (!strip (&span, &negative) || !plain_digits (&span, self->decimal_mark, digits, &n) ||
      !sy_number_parse (digits, n, &value))
    {
      SyAmountFormat other = { self->decimal_mark == ',' ? '.' : ',' };

      if (self->decimal_mark == '.' && memchr (text, ',', length) != NULL &&
          memchr (text, '.', length) == NULL &&
          sy_amount_format_parse (&other, text, length, &value, NULL))
        return fail (out_reason, "not a number with a decimal point; the comma may be one");
      if (self->decimal_mark == ',' && memchr (text, '.', length) != NULL &&
          memchr (text, ',', length) == NULL &&
          sy_amount_format_parse (&other, text, length, &value, NULL))
        return fail (out_reason, "not a number with a decimal comma; the point may be one");
      return fail (out_reason, "not a number");
    }
  *out_value = negative && value != 0.0 ? -value : value;
  return check_size (value, out_reason);
}

static gboolean
has_digit (const char *text,
           gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (is_digit (text[i]))
      return TRUE;
  return FALSE;
}

void
sy_amount_detect_add (SyAmountDetect *self,
                      const char *text,
                      gsize length)
{
  const SyAmountFormat point = { '.' };
  const SyAmountFormat comma = { ',' };
  double with_point = 0.0;
  double with_comma = 0.0;
  gboolean is_point;
  gboolean is_comma;

  if (length == 0)
    return;
  self->n_values++;
  /* Words are many. */
  if (!has_digit (text, length))
    return;
  is_point = sy_amount_format_parse (&point, text, length, &with_point, NULL);
  is_comma = sy_amount_format_parse (&comma, text, length, &with_comma, NULL);
  if (!is_point && !is_comma)
    return;
  self->n_numbers++;
  if (!is_comma)
    self->n_point++;
  else if (!is_point)
    self->n_comma++;
  else if (with_point != with_comma)
    self->n_open++;
}

gboolean
sy_amount_detect_finish (const SyAmountDetect *self,
                         char fallback,
                         SyAmountFormat *out_format)
{
  if (self->n_point == self->n_comma)
    out_format->decimal_mark = fallback;
  else
    out_format->decimal_mark = self->n_comma > self->n_point ? ',' : '.';
  if (self->n_point > 0 && self->n_comma > 0)
    return FALSE;
  return self->n_open == 0 || self->n_point > 0 || self->n_comma > 0;
}
