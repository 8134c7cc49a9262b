/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-engine.h"

typedef struct
{
  const char *text;
  double with_point; /* NaN: refused */
  double with_comma;
} Case;

static void
test_amounts (void)
{
  static const Case cases[] = {
    { "5", 5, 5 },
    { "1.5", 1.5, NAN },
    { "1,5", NAN, 1.5 },
    { "1,234", 1234, 1.234 },
    { "1.234", 1.234, 1234 },
    { "1,234.5", 1234.5, NAN },
    { "1.234,5", NAN, 1234.5 },
    { "1,234,567", 1234567, NAN },
    { "12,34,567.89", 1234567.89, NAN },
    { "1,23,4", NAN, NAN },
    { "0,123", NAN, 0.123 },
    { "1'234.50", 1234.5, NAN },
    { "1 234 567", 1234567, 1234567 },
    { "1\xc2\xa0"
      "234,50",
      NAN, 1234.5 },
    { "1\xe2\x80\xaf"
      "234",
      1234, 1234 },
    { "1 234,567.8", NAN, NAN },
    { " 1.5 ", 1.5, NAN },
    { "$5", 5, 5 },
    { "$ 5", 5, 5 },
    { "5 \xe2\x82\xac", 5, 5 },
    { "-$5", -5, -5 },
    { "$-5", -5, -5 },
    { "($5)", -5, -5 },
    { "(1,234.50)", -1234.5, NAN },
    { "(-5)", NAN, NAN },
    { "$(5)", -5, -5 },
    { "$(-5)", NAN, NAN },
    { "5-", -5, -5 },
    { "5,00- \xe2\x82\xac", NAN, -5 },
    { "5 \xe2\x82\xac-", -5, -5 },
    { "1\xe2\x80\xaf"
      "234,50\xe2\x80\xaf\xe2\x82\xac",
      NAN, 1234.5 },
    { "EUR 5", 5, 5 },
    { "5 USD", 5, 5 },
    { "\xe2\x88\x92"
      "5",
      -5, -5 },
    { "R$ 10", 10, 10 },
    { "1e3", 1000, 1000 },
    { "1,5e3", NAN, 1500 },
    { "-0", 0, 0 },
    { "1e100", 1e100, 1e100 },
    { "1.1e100", NAN, NAN },
    { "-1e308", NAN, NAN },
    { "$ 1e101", NAN, NAN },
    { "", NAN, NAN },
    { "-", NAN, NAN },
    { "$", NAN, NAN },
    { "5%", NAN, NAN },
    { "$$5", NAN, NAN },
    { "12abc", NAN, NAN },
    { "12 abc", NAN, NAN },
    { "NIL", NAN, NAN },
    { "0x10", NAN, NAN },
    { "nan", NAN, NAN },
    { "1e400", NAN, NAN },
    { "1 2", NAN, NAN },
    { "2024-01-01", NAN, NAN },
    { "1 000e3", NAN, NAN },
    { "1..5", NAN, NAN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int comma = 0; comma < 2; comma++)
      {
        SyAmountFormat format = { comma ? ',' : '.' };
        double expected = comma ? cases[i].with_comma : cases[i].with_point;
        double value = NAN;
        const char *reason = NULL;
        gboolean good = sy_amount_format_parse (&format, cases[i].text, strlen (cases[i].text),
                                                &value, &reason);

        if (good == isnan (expected))
          g_test_message ("“%s” with %c", cases[i].text, format.decimal_mark);
        g_assert_cmpint (good, ==, !isnan (expected));
        g_assert_cmpint (reason == NULL, ==, good);
        if (good)
          g_assert_cmpfloat (value, ==, expected);
      }
}

static gboolean
detect (const char *const *texts,
        char fallback,
        char *out_mark)
{
  SyAmountDetect self = { 0 };
  SyAmountFormat format;
  gboolean sure;

  for (; *texts != NULL; texts++)
    sy_amount_detect_add (&self, *texts, strlen (*texts));
  sure = sy_amount_detect_finish (&self, fallback, &format);
  *out_mark = format.decimal_mark;
  return sure;
}

#define DETECT(fallback, ...) detect ((const char *const[]){ __VA_ARGS__, NULL }, fallback, &mark)

static void
test_detect (void)
{
  char mark;

  g_assert_true (DETECT ('.', "1,5", "1.234,50"));
  g_assert_cmpint (mark, ==, ',');
  g_assert_true (DETECT (',', "1.5", "1,234"));
  g_assert_cmpint (mark, ==, '.');
  g_assert_true (DETECT (',', "5", "7", "abc", ""));
  g_assert_cmpint (mark, ==, ',');
  /* 1234 or 1.234? */
  g_assert_false (DETECT ('.', "1,234", "5"));
  g_assert_cmpint (mark, ==, '.');
  g_assert_false (DETECT ('.', "1,5", "1.5", "2.5"));
  g_assert_cmpint (mark, ==, '.');
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/amount/parse", test_amounts);
  g_test_add_func ("/csv/amount/detect", test_detect);
  return g_test_run ();
}
