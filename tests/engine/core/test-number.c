/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "sy-engine.h"

static void
test_parse_good (void)
{
  static const struct
  {
    const char *text;
    double value;
  } cases[] = {
    { "0", 0.0 },
    { "7", 7.0 },
    { "+7", 7.0 },
    { "-7.25", -7.25 },
    { ".5", 0.5 },
    { "5.", 5.0 },
    { "1e3", 1000.0 },
    { "1E+3", 1000.0 },
    { "1e-3", 0.001 },
    { "007", 7.0 },
    { "0.1", 0.1 },
    { "123456789012345678", 123456789012345678.0 },
    { "12345678901234567890", 12345678901234567890.0 },
    { "9007199254740993", 9007199254740992.0 },
    { "0.000000000000000000000000000000000000001", 1e-39 },
    { "1.7976931348623157e308", DBL_MAX },
    { "4.9406564584124654e-324", 4.9406564584124654e-324 },
    { "1e-400", 0.0 },
    { "2.2250738585072011e-308", 2.2250738585072011e-308 },
    { "1e22", 1e22 },
    { "1e23", 1e23 },
    { "8.5e-22", 8.5e-22 },
    { "0e999999999", 0.0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = NAN;

      g_assert_true (sy_number_parse (cases[i].text, strlen (cases[i].text), &value));
      g_assert_cmpfloat (value, ==, cases[i].value);
    }
}

static void
test_parse_bad (void)
{
  static const char *const cases[] = { "", " ", "-", "+", ".", "-.",
                                       "e5", "1e", "1e+", "1.2.3", "1,5", "1 000",
                                       " 1", "1 ", "0x10", "nan", "NaN", "inf",
                                       "-Infinity", "12abc", "1e400", "-1e400", "--1", "+-1",
                                       "1_000", "\xd9\xa3", "1e5.5" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = 42.0;

      g_assert_false (sy_number_parse (cases[i], strlen (cases[i]), &value));
      g_assert_cmpfloat (value, ==, 42.0);
    }
  {
    double value;

    g_assert_false (sy_number_parse ("1\0", 2, &value));
  }
}

/* The text need not end: what follows is not looked at. */
static void
test_parse_length (void)
{
  double value;

  g_assert_true (sy_number_parse ("12345", 3, &value));
  g_assert_cmpfloat (value, ==, 123.0);
}

static void
test_minus_zero (void)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];
  double value = 1.0;

  g_assert_true (sy_number_parse ("-0", 2, &value));
  g_assert_false (signbit (value));
  g_assert_true (sy_number_parse ("-0e-400", 7, &value));
  g_assert_false (signbit (value));
  g_assert_cmpstr (sy_number_format (-0.0, buffer), ==, "0");
  g_assert_false (signbit (sy_number_round12 (-0.0)));
}

/* A double of random bits. */
static double
random_double (GRand *rand)
{
  guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/* The reader agrees with the C library on random texts, and what is written reads back. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  for (int i = 0; i < 200000; i++)
    {
      char buffer[SY_NUMBER_BUFFER_SIZE];
      double value = i % 2 == 0 ? random_double (rand)
                                : g_rand_int_range (rand, -100000000, 100000000) / 100.0;
      double back = NAN;

      if (!isfinite (value))
        continue;
      sy_number_format (value, buffer);
      g_assert_cmpuint (strlen (buffer), <, SY_NUMBER_BUFFER_SIZE);
      g_assert_true (sy_number_parse (buffer, strlen (buffer), &back));
      g_assert_cmpfloat (back, ==, value);
    }
}

static void
test_parse_is_nearest (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);

  for (int i = 0; i < 200000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u%s%ue%d",
                                               g_rand_int (rand) >> g_rand_int_range (rand, 0, 31),
                                               i % 3 == 0 ? "." : "", g_rand_int (rand),
                                               g_rand_int_range (rand, -40, 40));
      double value = NAN;

      g_assert_true (sy_number_parse (text, strlen (text), &value));
      g_assert_cmpfloat (value, ==, g_ascii_strtod (text, NULL));
    }
}

static void
test_format (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0.0, "0" },
    { 1.0, "1" },
    { -12.5, "-12.5" },
    { 0.1, "0.1" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 1e15, "1e+15" },
    { 123456789.0, "123456789" },
    { 1e-20, "1e-20" },
    { 1.0 / 3.0, "0.3333333333333333" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char buffer[SY_NUMBER_BUFFER_SIZE];

      g_assert_cmpstr (sy_number_format (cases[i].value, buffer), ==, cases[i].text);
    }
}

/* The locale says comma; numbers do not care. */
static void
test_locale (void)
{
  char buffer[SY_NUMBER_BUFFER_SIZE];
  double value;

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("no German locale here");
      return;
    }
  g_assert_cmpstr (sy_number_format (1.5, buffer), ==, "1.5");
  g_assert_true (sy_number_parse ("1.5", 3, &value));
  g_assert_cmpfloat (value, ==, 1.5);
  g_assert_true (sy_number_parse ("1.50000000000000000000000001", 28, &value));
  g_assert_cmpfloat (value, ==, 1.5);
  g_assert_false (sy_number_parse ("1,5", 3, &value));
  setlocale (LC_ALL, "C");
}

static void
test_round12 (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (14);

  g_assert_cmpfloat (sy_number_round12 (0.1 + 0.2), ==, 0.3);
  g_assert_cmpfloat (sy_number_round12 (999999999999.5), ==, 1e12);
  g_assert_cmpfloat (sy_number_round12 (-1234567890123.0), ==, -1234567890120.0);
  g_assert_cmpfloat (sy_number_round12 (1e-20 * (1.0 + 1e-14)), ==, sy_number_round12 (1e-20));
  g_assert_cmpfloat (sy_number_round12 (1e-300), ==, 1e-300);
  g_assert_true (isnan (sy_number_round12 (NAN)));
  g_assert_true (isinf (sy_number_round12 (INFINITY)));

  for (int i = 0; i < 200000; i++)
    {
      double value = i % 2 == 0 ? random_double (rand) : g_rand_double (rand) * 1000.0;
      double rounded = sy_number_round12 (value);

      if (!isfinite (value))
        continue;
      /* Twice is once; near enough; the sign stays. */
      g_assert_cmpfloat (sy_number_round12 (rounded), ==, rounded);
      g_assert_cmpfloat (fabs (rounded - value), <=, fabs (value) * 5.01e-12);
      g_assert_cmpfloat (sy_number_round12 (-value), ==, -rounded);
    }
}

/* As decimal rounding does, but for the rare half; of very small numbers the last bit may differ. */
static void
test_round12_is_decimal (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (15);
  int n_other = 0;

  for (int i = 0; i < 50000; i++)
    {
      char buffer[40];
      double value = (g_rand_double (rand) * 0.9 + 0.1) *
                     pow (10.0, g_rand_int_range (rand, -9, 15));
      double expected = g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, "%.11e", value),
                                        NULL);

      n_other += sy_number_round12 (value) != expected;
    }
  g_assert_cmpint (n_other, <=, 5);
}

static void
test_sum (void)
{
  SySum sum = { 0 };
  SySum cancel = { 0 };

  g_assert_cmpfloat (sy_sum_get (&sum), ==, 0.0);
  for (int i = 0; i < 1000000; i++)
    sy_sum_add (&sum, 0.1);
  g_assert_cmpfloat_with_epsilon (sy_sum_get (&sum), 100000.0, 1e-9);

  /* 1 + 1e100 + 1 - 1e100 = 2, where Kahan's sum gives 0. */
  sy_sum_add (&cancel, 1.0);
  sy_sum_add (&cancel, 1e100);
  sy_sum_add (&cancel, 1.0);
  sy_sum_add (&cancel, -1e100);
  g_assert_cmpfloat (sy_sum_get (&cancel), ==, 2.0);
}

static void
test_equal (void)
{
  g_assert_true (sy_number_equal (0.5, 0.5));
  g_assert_true (sy_number_equal (0.0, -0.0));
  g_assert_true (sy_number_equal (NAN, NAN));
  g_assert_true (sy_number_equal (-INFINITY, -INFINITY));
  g_assert_false (sy_number_equal (0.1 + 0.2, 0.3));
  g_assert_false (sy_number_equal (NAN, 0.0));
  g_assert_false (sy_number_equal (0.0, NAN));
  g_assert_false (sy_number_equal (INFINITY, -INFINITY));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/number/parse/good", test_parse_good);
  g_test_add_func ("/core/number/parse/bad", test_parse_bad);
  g_test_add_func ("/core/number/parse/length", test_parse_length);
  g_test_add_func ("/core/number/parse/nearest", test_parse_is_nearest);
  g_test_add_func ("/core/number/minus-zero", test_minus_zero);
  g_test_add_func ("/core/number/round-trip", test_round_trip);
  g_test_add_func ("/core/number/format", test_format);
  g_test_add_func ("/core/number/locale", test_locale);
  g_test_add_func ("/core/number/round12", test_round12);
  g_test_add_func ("/core/number/round12/decimal", test_round12_is_decimal);
  g_test_add_func ("/core/number/equal", test_equal);
  g_test_add_func ("/core/sum", test_sum);
  return g_test_run ();
}
