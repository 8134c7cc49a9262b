/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "../../app/cli/sy-cli-table.h"

static SyCliTable *
make_table (void)
{
  SyCliTable *table = sy_cli_table_new ();

  sy_cli_table_add_column (table, "who", "person", SY_ALIGN_LEFT);
  sy_cli_table_add_column (table, "score", "score", SY_ALIGN_RIGHT);
  sy_cli_table_add_column (table, "n", "n", SY_ALIGN_RIGHT);
  return table;
}

static void
add_row (SyCliTable *table,
         const char *who,
         double score,
         gint64 n)
{
  sy_cli_table_add_text (table, who);
  sy_cli_table_add_number (table, score, 2);
  sy_cli_table_add_int (table, n);
}

static void
test_plain (void)
{
  g_autoptr (SyCliTable) table = make_table ();
  g_autoptr (GString) out = g_string_new (NULL);

  add_row (table, "Ann", 1.005, 3);
  add_row (table, "Bartholomew", -12.3456, 1000);
  add_row (table, NULL, (double) NAN, 0);
  add_row (table, "z", -0.001, -1);
  sy_cli_table_append (table, 0, out);
  g_assert_cmpstr (out->str, ==,
                   "who           score     n\n"
                   "───────────  ──────  ────\n"
                   "Ann            1.00     3\n"
                   "Bartholomew  -12.35  1000\n"
                   "–                 –     0\n"
                   "z              0.00    -1\n");
}

static void
test_empty (void)
{
  g_autoptr (SyCliTable) table = make_table ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) csv = g_string_new (NULL);

  sy_cli_table_append (table, 0, out);
  sy_cli_table_append_csv (table, csv);
  g_assert_cmpstr (out->str, ==, "who  score  n\n───  ─────  ─\n");
  g_assert_cmpstr (csv->str, ==, "person,score,n\n");
  g_assert_cmpuint (sy_cli_table_get_n_rows (table), ==, 0);
}

static void
test_csv (void)
{
  g_autoptr (SyCliTable) table = make_table ();
  g_autoptr (GString) out = g_string_new (NULL);

  add_row (table, "a,b \"c\"", 0.1 + 0.2, 3);
  add_row (table, NULL, (double) INFINITY, G_MININT64);
  add_row (table, "=1+1", 1e-20, 0);
  sy_cli_table_append_csv (table, out);
  g_assert_cmpstr (out->str, ==,
                   "person,score,n\n"
                   "\"a,b \"\"c\"\"\",0.30000000000000004,3\n"
                   ",,-9223372036854775808\n"
                   "\"'=1+1\",1e-20,0\n");
}

static void
test_width (void)
{
  g_autoptr (SyCliTable) table = make_table ();
  g_autoptr (GString) out = g_string_new (NULL);

  g_test_summary ("Wide and combining characters line up by the cells they take");
  add_row (table, "日本語", 1, 1);
  add_row (table, "e\xcc\x81té", 1, 1);
  add_row (table, "abcdef", 1, 1);
  sy_cli_table_append (table, 0, out);
  g_assert_cmpstr (out->str, ==,
                   "who     score  n\n"
                   "──────  ─────  ─\n"
                   "日本語   1.00  1\n"
                   "e\xcc\x81té      1.00  1\n"
                   "abcdef   1.00  1\n");
  g_assert_cmpuint (sy_cli_text_width ("日本語"), ==, 6);
  g_assert_cmpuint (sy_cli_text_width ("e\xcc\x81"), ==, 1);
  g_assert_cmpuint (sy_cli_text_width (""), ==, 0);
}

static void
test_narrow (void)
{
  g_autoptr (SyCliTable) table = make_table ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) tiny = g_string_new (NULL);

  g_test_summary ("On a narrow terminal texts are cut, numbers never");
  add_row (table, "A name that is far too long", 12345.678, 1000000);
  add_row (table, "日本語日本語日本語", 1, 1);
  sy_cli_table_append (table, 32, out);
  g_assert_cmpstr (out->str, ==,
                   "who               score        n\n"
                   "─────────────  ────────  ───────\n"
                   "A name that …  12345.68  1000000\n"
                   "日本語日本語…      1.00        1\n");
  sy_cli_table_append (table, 10, tiny);
  g_assert_cmpstr (tiny->str, ==,
                   "who          score        n\n"
                   "────────  ────────  ───────\n"
                   "A name …  12345.68  1000000\n"
                   "日本語…       1.00        1\n");
}

static void
test_escape (void)
{
  static const struct
  {
    const char *text;
    const char *shown;
  } cases[] = {
    { "plain ä 日", "plain ä 日" },
    { "\x1b[31m", "\\x1b[31m" },
    { "a\nb\tc\r", "a\\nb\\tc\\r" },
    { "\x7f", "\\x7f" },
    { "\xc2\x9b", "\\x9b" },
    { "a\xe2\x80\xae"
      "b",
      "a\\u202eb" },
    { "\xff", "\xef\xbf\xbd" },
    { "", "" },
  };

  g_test_summary ("Nothing that steers a terminal or turns a text round passes");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = sy_cli_text_escape (cases[i].text);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/table/plain", test_plain);
  g_test_add_func ("/cli/table/empty", test_empty);
  g_test_add_func ("/cli/table/csv", test_csv);
  g_test_add_func ("/cli/table/width", test_width);
  g_test_add_func ("/cli/table/narrow", test_narrow);
  g_test_add_func ("/cli/table/escape", test_escape);
  return g_test_run ();
}
