/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts as blank, and as a name. */
#include <glib.h>

#include "core/sy-core.h"

#define NO_BREAK_SPACE "\302\240"
#define ZERO_WIDTH_SPACE "\342\200\213"
#define WIDE_SPACE "\343\200\200"
#define LINE_SEPARATOR "\342\200\250"

static void
test_blank (void)
{
  static const char *const blank[] = { "", " ", "\t\r\n", NO_BREAK_SPACE, ZERO_WIDTH_SPACE " ",
                                       WIDE_SPACE, LINE_SEPARATOR };
  static const char *const written[] = { "a", " . ", "0", "\303\251", WIDE_SPACE "\346\227\245" };

  g_assert_true (sy_text_is_blank (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (blank); i++)
    g_assert_true (sy_text_is_blank (blank[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (written); i++)
    g_assert_false (sy_text_is_blank (written[i]));
}

static void
test_strip (void)
{
  static const struct
  {
    const char *text;
    const char *stripped;
  } cases[] = {
    { "", "" },
    { " \t", "" },
    { "ana", "ana" },
    { " ana bo\n", "ana bo" },
    { NO_BREAK_SPACE "ana" WIDE_SPACE ZERO_WIDTH_SPACE, "ana" },
    { "\303\251 ", "\303\251" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *stripped = sy_text_strip (cases[i].text);

      g_assert_cmpstr (stripped, ==, cases[i].stripped);
    }
}

static void
test_name (void)
{
  g_assert_null (sy_text_find_name_problem ("At risk"));
  g_assert_null (sy_text_find_name_problem (" a"));
  g_assert_null (sy_text_find_name_problem ("\360\237\221\250" ZERO_WIDTH_SPACE "\360\237\221\251"));
  g_assert_cmpstr (sy_text_find_name_problem (""), ==, "is empty");
  g_assert_cmpstr (sy_text_find_name_problem (" " WIDE_SPACE), ==, "is nothing but white space");
  g_assert_nonnull (g_strrstr (sy_text_find_name_problem ("a\nb"), "line break"));
  g_assert_nonnull (g_strrstr (sy_text_find_name_problem ("a\033[1m"), "control"));
  g_assert_nonnull (g_strrstr (sy_text_find_name_problem ("a" LINE_SEPARATOR "b"), "line break"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text/blank", test_blank);
  g_test_add_func ("/core/text/strip", test_strip);
  g_test_add_func ("/core/text/names", test_name);
  return g_test_run ();
}
