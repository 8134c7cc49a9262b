/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sy-engine.h"

static SyCsvSniff
sniff (const char *text,
       const SyCsvHints *hints)
{
  g_autoptr (GError) error = NULL;
  SyCsvSniff result;

  sy_csv_sniff (text, strlen (text), TRUE, hints, &result, &error);
  g_assert_no_error (error);
  return result;
}

static void
test_delimiters (void)
{
  static const struct
  {
    const char *text;
    char delimiter;
    gsize n_columns;
  } cases[] = {
    { "a,b,c\n1,2,3\n", ',', 3 },
    { "a;b\n1,5;2,5\n3,5;4,5\n", ';', 2 },
    { "a;b\n1.234,5;x\n", ';', 2 },
    { "a\tb\nx, y\tz, w\n", '\t', 2 },
    { "a|b\nx, y|z; w\n", '|', 2 },
    { "name,when\nAnn Lee,2024-01-01 10:00\nBo,2024-01-02 11:30\n", ',', 2 },
    { "Ann Lee,2024-01-01 10:00\nBo Ray,2024-01-02 11:30\n", ',', 2 },
    { "just\none\ncolumn\n", ',', 1 },
    { "some words here\nand some more words\n", ',', 1 },
    { "\"a;b\",c\n\"d;e\",f\n", ',', 2 },
    { " 00001 19970101  1   11.77\n 00002 19970112  5   77.00\n", SY_CSV_BLANKS, 4 },
    { "id,note\n1,\"a;b;c\"\n2,\"d;e;f\"\n", ',', 2 },
    { "id;note\n1;a, b, c\n2;d, e, f\n3;g\n", ';', 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SyCsvSniff result = sniff (cases[i].text, NULL);

      g_test_message ("%s", result.explanation);
      g_assert_cmpint (result.dialect.delimiter, ==, cases[i].delimiter);
      g_assert_cmpuint (result.n_columns, ==, cases[i].n_columns);
      g_assert_true (result.delimiter_guessed);
    }
}

static void
test_headers (void)
{
  static const struct
  {
    const char *text;
    gboolean has_header;
  } cases[] = {
    { "person,time,amount\na,2024-01-01,1\n", TRUE },
    { "a,2024-01-01,1\nb,2024-01-02,2\n", FALSE },
    { "name,city\nAnn,Paris\nBo,Berlin\n", TRUE },
    { "1,2\n3,4\n", FALSE },
    { "person,2023,2024\na,1,2\nb,3,4\n", FALSE },
    { "customer,time,type\n", TRUE },
    { "userId,x\nann,y\n", TRUE },
    { "x,x\nann,y\n", FALSE },
    { ",amount\n0,1\n1,2\n", TRUE },
    { "00004 0001 19970101\n00004 0001 19970118\n", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SyCsvSniff result = sniff (cases[i].text, NULL);

      if (result.dialect.has_header != cases[i].has_header)
        g_test_message ("%s", cases[i].text);
      g_assert_cmpint (result.dialect.has_header, ==, cases[i].has_header);
    }
}

static void
test_quotes (void)
{
  g_assert_cmpint (sniff ("a,b\n'x,y',1\n'z,w',2\n", NULL).dialect.quote, ==, '\'');
  g_assert_cmpint (sniff ("a,b\nO'Neil,1\nD'Arcy,2\n", NULL).dialect.quote, ==, '"');
  g_assert_true (sniff ("a,b\n\"say \\\"hi\\\", you\",1\n\"x\",2\n", NULL).dialect.backslash);
  g_assert_false (sniff ("a,b\n\"C:\\\\\",1\n\"x\",2\n", NULL).dialect.backslash);
  g_assert_cmpint (sniff ("'a','b'\n'say \"hi\"',1\n'z,w',2\n", NULL).dialect.quote, ==, '\'');
  g_assert_true (sniff ("a, \"b\"\nx, \"y, z\"\n", NULL).dialect.blanks_around_quotes);
  g_assert_false (sniff ("a,b\nx,\"y, z\"\n", NULL).dialect.blanks_around_quotes);
  /* A file with tabs and a stray quote knows no quotes. */
  g_assert_cmpint (
      sniff ("a\tb\n1\t2\n1\t2\n1\t2\n\"3\t4\n5\t6\n5\t6\n5\t6\n5\t6\n5\t6\n5\t6\n5\t6\n", NULL)
          .dialect.quote,
      ==, 0);
}

static void
test_beginnings (void)
{
  SyCsvSniff result;

  result = sniff ("sep=;\na;b\n1;2\n", NULL);
  g_assert_cmpint (result.dialect.delimiter, ==, ';');
  g_assert_cmpuint (result.dialect.skip_lines, ==, 1);
  g_assert_true (result.dialect.has_header);

  result = sniff (
      "Monthly report\n\nfor everyone\nperson,time,amount\na,2024-01-01,1\nb,2024-01-02,2\nc,2024-01-02,2\nd,2024-01-02,2\n"
      "e,2024-01-02,2\nf,2024-01-02,2\n",
      NULL);
  g_assert_cmpuint (result.dialect.skip_lines, ==, 3);
  g_assert_true (result.dialect.has_header);
  g_assert_cmpuint (result.n_columns, ==, 3);
  g_assert_nonnull (strstr (result.explanation, "line 4"));

  /* A short row that is not a title is not skipped. */
  result = sniff ("a,2024-01-01\na,2024-01-01,1\nb,2024-01-02,2\nc,2024-01-02,2\nd,2024-01-02,2\n",
                  NULL);
  g_assert_cmpuint (result.dialect.skip_lines, ==, 0);
}

static void
test_trailing (void)
{
  SyCsvSniff result = sniff ("a,b\n1,2,\n3,4,\n", NULL);

  g_assert_true (result.dialect.trailing_delimiter);
  g_assert_cmpuint (result.n_columns, ==, 2);
  g_assert_false (sniff ("a,b,\n1,2,\n3,4,\n", NULL).dialect.trailing_delimiter);
}

static void
test_decimal_mark (void)
{
  g_assert_cmpint (sniff ("a;b\nx;1,5\n", NULL).dialect.decimal_mark, ==, ',');
  g_assert_cmpint (sniff ("a;b\nx;1.5\n", NULL).dialect.decimal_mark, ==, '.');
  g_assert_cmpint (sniff ("a;b\nx;15\n", NULL).dialect.decimal_mark, ==, ',');
  g_assert_cmpint (sniff ("a,b\nx,15\n", NULL).dialect.decimal_mark, ==, '.');
  g_assert_cmpint (sniff ("a,b\nx,\"1.234,5\"\n", NULL).dialect.decimal_mark, ==, ',');
}

static void
test_hints (void)
{
  SyCsvHints hints = { .delimiter = ';', .has_header = SY_CSV_NO };
  SyCsvSniff result = sniff ("a,b;c\n1,2;3\n", &hints);

  g_assert_cmpint (result.dialect.delimiter, ==, ';');
  g_assert_false (result.delimiter_guessed);
  g_assert_false (result.dialect.has_header);
  g_assert_false (result.header_guessed);
  hints = (SyCsvHints){ .quote = '\'', .has_header = SY_CSV_YES };
  result = sniff ("1,'2,3'\n", &hints);
  g_assert_cmpint (result.dialect.quote, ==, '\'');
  g_assert_true (result.dialect.has_header);
  g_assert_cmpuint (result.n_columns, ==, 2);
}

static void
test_empty (void)
{
  static const char *const texts[] = { "", "\n", "\r\n\n\r", "  \n\t\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      SyCsvSniff result;

      g_assert_false (sy_csv_sniff (texts[i], strlen (texts[i]), TRUE, NULL, &result, &error));
      g_assert_error (error, SY_CSV_ERROR, SY_CSV_ERROR_EMPTY);
    }
}

/* Bytes that are no text are told from a table with odd fields. */
static void
test_binary (void)
{
  g_autoptr (GError) error = NULL;
  char bytes[256];
  SyCsvSniff result;

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (char) i;
  g_assert_false (sy_csv_sniff (bytes, sizeof bytes, TRUE, NULL, &result, &error));
  g_assert_error (error, SY_CSV_ERROR, SY_CSV_ERROR_DAMAGED);
  sniff ("a,b\n\x01,\x02\n1,2\n", NULL);
}

/* Only whole lines count when the text goes on. */
static void
test_cut (void)
{
  const char *text = "a,b\n1,2\n3,4\n5,6,7,8,9";
  SyCsvSniff result;

  g_assert_true (sy_csv_sniff (text, strlen (text), FALSE, NULL, &result, NULL));
  g_assert_cmpuint (result.n_rows_seen, ==, 3);
  g_assert_cmpfloat (result.consistency, ==, 1.0);
  g_assert_cmpstr (result.explanation, ==, "comma, 2 columns in 100 % of 3 rows, header");
}

static void
test_delimiter_names (void)
{
  static const char *const bad[] = { "", "a", "5", "\"", "ab", "\n", "\xc2\xa7" };
  char delimiter;

  g_assert_true (sy_csv_delimiter_parse ("tab", &delimiter, NULL));
  g_assert_cmpint (delimiter, ==, '\t');
  g_assert_true (sy_csv_delimiter_parse ("\\t", &delimiter, NULL));
  g_assert_cmpint (delimiter, ==, '\t');
  g_assert_true (sy_csv_delimiter_parse ("^", &delimiter, NULL));
  g_assert_cmpint (delimiter, ==, '^');
  g_assert_cmpstr (sy_csv_delimiter_get_name (SY_CSV_BLANKS), ==, "blanks");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (sy_csv_delimiter_parse (bad[i], &delimiter, &error));
      g_assert_error (error, SY_CSV_ERROR, SY_CSV_ERROR_OPTION);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/sniff/delimiters", test_delimiters);
  g_test_add_func ("/csv/sniff/headers", test_headers);
  g_test_add_func ("/csv/sniff/quotes", test_quotes);
  g_test_add_func ("/csv/sniff/beginnings", test_beginnings);
  g_test_add_func ("/csv/sniff/trailing", test_trailing);
  g_test_add_func ("/csv/sniff/decimal-mark", test_decimal_mark);
  g_test_add_func ("/csv/sniff/hints", test_hints);
  g_test_add_func ("/csv/sniff/empty", test_empty);
  g_test_add_func ("/csv/sniff/binary", test_binary);
  g_test_add_func ("/csv/sniff/cut", test_cut);
  g_test_add_func ("/csv/sniff/delimiter-names", test_delimiter_names);
  return g_test_run ();
}
