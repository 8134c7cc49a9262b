/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sy-engine.h"
#include "csv-dump.h"

static SyCsvReader *
open_text (const char *text,
           gssize length,
           const SyCsvDialect *dialect)
{
  const SyCsvDialect usual = SY_CSV_DIALECT_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCsvSource) source = NULL;

  source = sy_csv_source_new_for_data (text, length < 0 ? strlen (text) : (gsize) length,
                                       SY_CSV_ENCODING_UTF8, &error);
  g_assert_no_error (error);
  return sy_csv_reader_new (source, dialect != NULL ? dialect : &usual);
}

static char *
read_text (const char *text,
           const SyCsvDialect *dialect)
{
  g_autoptr (SyCsvReader) reader = open_text (text, -1, dialect);

  return dump_reader (reader);
}

#define assert_reads(text, dialect, expected)           \
  G_STMT_START                                          \
  {                                                     \
    g_autofree char *dump_ = read_text (text, dialect); \
    g_assert_cmpstr (dump_, ==, expected);              \
  }                                                     \
  G_STMT_END

/* ------------------------------------------------------------- tests of T14 */

/* A text in which every token meets every other: delimiters, quotes doubled and stray, all line ends, 1 to 4 byte characters. */
static GString *
make_tokens (guint32 seed,
             gsize length)
{
  static const char *const tokens[] = { ",",
                                        ",",
                                        ",",
                                        "\n",
                                        "\n",
                                        "\r\n",
                                        "\r",
                                        "\"",
                                        "\"\"",
                                        "\"a,b\"",
                                        "\"x\ny\"",
                                        "\"x\r\ny\"",
                                        "a",
                                        "bc",
                                        "\xc3\xa9",
                                        "\xe6\x9d\xb1",
                                        "\xf0\x9f\x98\x80",
                                        "\xff",
                                        " ",
                                        "\t",
                                        "0123456789",
                                        "\"q\"",
                                        ",\"",
                                        "\",",
                                        "a\"b",
                                        ";" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GString *text = g_string_new ("a,b,c\n");

  while (text->len < length)
    g_string_append (text, tokens[g_rand_int_range (rand, 0, G_N_ELEMENTS (tokens))]);
  /* One quote more or less decides whether the rest of the file is one field: keep the fields short. */
  for (gsize i = 0; i < text->len; i += 97)
    text->str[i] = i % 2 == 0 ? 'z' : '\n';
  return text;
}

static void
check_borders (const GString *text,
               const SyCsvDialect *dialect)
{
  g_autofree char *whole = dump_bytes (text->str, text->len, dialect, 0, SY_CSV_SCAN_SCALAR);

  for (SyCsvScanLevel level = SY_CSV_SCAN_SCALAR; level <= SY_CSV_SCAN_AVX2; level++)
    for (gsize read_size = 0; read_size <= 4097; read_size = read_size == 64 ? 4095 : read_size + 1)
      {
        g_autofree char *dump = dump_bytes (text->str, text->len, dialect, read_size, level);

        assert_same_dump (dump, whole);
      }
}

static void
test_borders (void)
{
  SyCsvDialect dialect = SY_CSV_DIALECT_INIT;

  for (guint32 seed = 1; seed <= 4; seed++)
    {
      GString *text = make_tokens (seed, seed < 3 ? 6000 : 600);

      check_borders (text, &dialect);
      g_string_free (text, TRUE);
    }
}

static void
test_borders_of_dialects (void)
{
  const SyCsvDialect dialects[] = {
    { SY_CSV_BLANKS, '"', FALSE, TRUE, FALSE, 0, '.' },
    { ',', 0, FALSE, FALSE, FALSE, 0, '.' },
    { ';', '"', TRUE, TRUE, TRUE, 2, ',' },
    { '\t', '\'', FALSE, FALSE, FALSE, 1, '.' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dialects); i++)
    {
      GString *text = make_tokens ((guint32) i + 10, 3000);

      check_borders (text, &dialects[i]);
      g_string_free (text, TRUE);
    }
}

/* Levels agree on positions and state for random bytes of few kinds, at any length. */
static void
test_levels (void)
{
  static const char alphabet[] = "a,\"\n\r\\; \t\xc3\xa9";
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int i = 0; i < 20000; i++)
    {
      char bytes[320];
      gsize n = (gsize) g_rand_int_range (rand, 0, sizeof bytes);
      guint32 expected[sizeof bytes + 8];
      guint32 found[sizeof bytes + 8];
      guint8 flags[8];
      SyCsvScan scan = { i % 3 == 0 ? ' ' : ',', i % 7 == 0 ? 0 : '"', FALSE, i % 3 == 0,
                         SY_CSV_SCAN_SCALAR };
      SyCsvScanState start = { (SyCsvMode) g_rand_int_range (rand, 0, 4), g_rand_boolean (rand) };
      SyCsvScanState expected_state = start;
      gsize n_expected;

      for (gsize j = 0; j < n; j++)
        bytes[j] = g_rand_int_range (rand, 0, 3) == 0
                       ? alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)]
                       : 'x';
      n_expected = sy_csv_scan_bytes (&scan, &expected_state, bytes, n, 7, expected, flags);
      for (scan.level = SY_CSV_SCAN_SSE2; scan.level <= sy_csv_scan_best_level (); scan.level++)
        {
          SyCsvScanState state = start;
          gsize n_found = sy_csv_scan_bytes (&scan, &state, bytes, n, 7, found, flags);

          g_assert_cmpmem (found, n_found * sizeof (guint32), expected,
                           n_expected * sizeof (guint32));
          g_assert_cmpint (state.mode, ==, expected_state.mode);
          g_assert_cmpint (state.after_cr, ==, expected_state.after_cr);
        }
    }
}

/* -------------------------------------------------------------- small cases */

static void
test_sizes (void)
{
  assert_reads ("", NULL, "");
  assert_reads ("\n", NULL, "");
  assert_reads ("\r\n\r\n\n\r", NULL, "");
  assert_reads ("a", NULL, "");
  assert_reads ("a\n", NULL, "");
  assert_reads ("a\n1", NULL, "2@2[1:1]\n");
  assert_reads ("a\n\"\"", NULL, "2@2[q0:]\n");
  assert_reads ("a,b\n,", NULL, "2@4[0:][0:]\n");
}

static void
test_line_ends (void)
{
  assert_reads ("a\n1\r2\r\n3\n\r4\n", NULL, "2@2[1:1]\n3@4[1:2]\n4@7[1:3]\n6@10[1:4]\n");
  /* Line ends between quotes count lines, CRLF as one. */
  assert_reads ("a\n\"1\r\n2\r3\n4\"\n5\n", NULL, "2@2[q8:1\r\n2\r3\n4]\n6@13[1:5]\n");
}

static void
test_quotes (void)
{
  assert_reads ("a,b\n\"x\"\"\",\"\"\"\"\n", NULL, "2@4[q2:x\"][q1:\"]\n");
  assert_reads ("a,b\n x\"y,z\"\n", NULL, "2@4[4: x\"y][2:z\"]\n");
  assert_reads ("a,b\n\"x\" ,y\n", NULL, "2@4!2.0 text after a closing quote {\"x\" ,y}\n");
  /* After a wrong quote the field goes on without quotes, so the next row is safe. */
  assert_reads ("a,b\n\"x\"y\",z\n1,2\n", NULL,
                "2@4!2.0 text after a closing quote {\"x\"y\",z}\n3@12[1:1][1:2]\n");
  /* A bad row is handed out as it stands, though its first field had doubled quotes. */
  assert_reads ("a,b\n\"x\"\"\",\"y\"z\n", NULL,
                "2@4!2.1 text after a closing quote {\"x\"\"\",\"y\"z}\n");
}

static void
test_unterminated (void)
{
  assert_reads ("a,b\n1,\"2\n3,4\n", NULL,
                "2@4!2.1 quote opened here is never closed {1,\"2\n3,4\n}\n");
  assert_reads ("a,b\n\"1\n1\",\"2\n3,4", NULL,
                "2@4!2.1 quote opened on line 3 is never closed {\"1\n1\",\"2\n3,4}\n");
  assert_reads ("a\n\"", NULL, "2@2!2.0 quote opened here is never closed {\"}\n");
}

static void
test_ragged (void)
{
  assert_reads (
      "a,b\n1\n1,2,3\n1,2\n", NULL,
      "2@4!1.-1 1 field, 2 expected {1}\n3@6!1.-1 3 fields, 2 expected {1,2,3}\n4@12[1:1][1:2]\n");
  assert_reads ("a,b\n1", NULL,
                "2@4!1.-1 1 field, 2 expected; the file ends inside this line {1}\n");
}

static void
test_trailing_delimiter (void)
{
  SyCsvDialect dialect = SY_CSV_DIALECT_INIT;

  dialect.trailing_delimiter = TRUE;
  assert_reads (
      "a,b\n1,2,\n1,2\n1,2,3\n1,2,\"\"\n", &dialect,
      "2@4[1:1][1:2]\n3@9[1:1][1:2]\n4@13!1.-1 3 fields, 2 expected {1,2,3}\n5@19!1.-1 3 fields, 2 expected {1,2,\"\"}\n");
}

static void
test_backslash (void)
{
  SyCsvDialect dialect = SY_CSV_DIALECT_INIT;

  dialect.backslash = TRUE;
  assert_reads ("a,b\n\"x\\\"y\",\"\\\\\"\n", &dialect, "2@4[q3:x\"y][q1:\\]\n");
  assert_reads ("a\n\"x\\", &dialect, "2@2!2.0 quote opened here is never closed {\"x\\}\n");
}

static void
test_blanks (void)
{
  SyCsvDialect dialect = SY_CSV_DIALECT_INIT;

  dialect.delimiter = SY_CSV_BLANKS;
  assert_reads ("a b\n  1 \t 2  \n   \n\"x y\" \"\"\n", &dialect,
                "2@4[1:1][1:2]\n4@18[q3:x y][q0:]\n");
}

static void
test_no_quotes (void)
{
  SyCsvDialect dialect = SY_CSV_DIALECT_INIT;

  dialect.quote = 0;
  assert_reads ("a,b\n\"x,y\"\n", &dialect, "2@4[2:\"x][2:y\"]\n");
}

static void
test_skip_lines (void)
{
  SyCsvDialect dialect = SY_CSV_DIALECT_INIT;
  g_autoptr (SyCsvReader) reader = NULL;
  g_autofree char *dump = NULL;

  dialect.skip_lines = 2;
  reader = open_text ("a \"title\r\n\na,b\n1,2\n", -1, &dialect);
  dump = dump_reader (reader);
  g_assert_cmpstr (dump, ==, "4@15[1:1][1:2]\n");
  g_assert_cmpstr (sy_csv_reader_get_header (reader, NULL)[1], ==, "b");
}

static void
test_text (void)
{
  assert_reads (
      "a,b\n1,\xc3\xa9\n\xe2\x28\xa1,2\n\"\xc3\",2\n", NULL,
      "2@4[1:1][2:\xc3\xa9]\n3@9!3.0 not valid UTF-8 at byte 0 of a {\xe2\x28\xa1,2}\n4@15!3.0 not valid UTF-8 at byte 0 of a {\"\xc3\",2}\n");
  {
    g_autoptr (SyCsvReader) reader = open_text ("a,b\n1,x\0y\n\"\0\",2\n3,4\n", 20, NULL);
    const SyCsvBlock *block = sy_csv_reader_next_block (reader, NULL, NULL);

    g_assert_cmpuint (block->n_rows, ==, 3);
    g_assert_cmpstr (block->rows[0].reason, ==, "NUL byte");
    g_assert_cmpint (block->rows[0].column, ==, 1);
    g_assert_cmpmem (block->rows[0].raw, block->rows[0].raw_length, "1,x\0y", 5);
    g_assert_cmpstr (block->rows[1].reason, ==, "NUL byte");
    g_assert_cmpint (block->rows[2].status, ==, SY_CSV_ROW_OK);
  }
}

/* A column without a name is called by its number. */
static void
test_unnamed_column (void)
{
  SyCsvDialect dialect = SY_CSV_DIALECT_INIT;

  dialect.has_header = FALSE;
  assert_reads ("1,\xff\n", &dialect, "1@0!3.1 not valid UTF-8 at byte 0 of column 2 {1,\xff}\n");
}

/* A header that cannot be read is a bad row like others, and nothing is lost. */
static void
test_bad_header (void)
{
  g_autoptr (SyCsvReader) reader = open_text ("a,\"b\"x\n1,2\n", -1, NULL);
  g_autofree char *dump = dump_reader (reader);

  g_assert_cmpstr (dump, ==, "1@0!2.1 text after a closing quote {a,\"b\"x}\n2@7[1:1][1:2]\n");
  g_assert_null (sy_csv_reader_get_header (reader, NULL));
}

/* What is expected is set by hand where no header says it, and a header says it. */
static void
test_expected_columns (void)
{
  SyCsvDialect dialect = SY_CSV_DIALECT_INIT;
  g_autoptr (SyCsvReader) with = open_text ("a,b\n1,2\n", -1, NULL);
  g_autoptr (SyCsvReader) without = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *other = NULL;

  sy_csv_reader_set_n_columns (with, 3);
  dump = dump_reader (with);
  g_assert_cmpstr (dump, ==, "2@4[1:1][1:2]\n");
  dialect.has_header = FALSE;
  without = open_text ("1\n1,2\n", -1, &dialect);
  sy_csv_reader_set_n_columns (without, 2);
  other = dump_reader (without);
  g_assert_cmpstr (other, ==, "1@0!1.-1 1 field, 2 expected {1}\n2@2[1:1][1:2]\n");
}

static void
test_flags (void)
{
  g_autoptr (SyCsvReader) reader = open_text ("a,b,c\n\"\",,\xc3\xa9\n", -1, NULL);
  const SyCsvBlock *block = sy_csv_reader_next_block (reader, NULL, NULL);
  const SyCsvField *fields = block->rows[0].fields;

  g_assert_false (sy_csv_field_is_missing (&fields[0]));
  g_assert_true (sy_csv_field_is_missing (&fields[1]));
  g_assert_true ((fields[2].flags & SY_CSV_FIELD_NON_ASCII) != 0);
}

/* ------------------------------------------------------------------- limits */

/* Blocks are full but for the last, and rows go on over them. */
static void
test_many_rows (void)
{
  GString *text = g_string_new ("n,square\n");
  g_autoptr (SyCsvReader) reader = NULL;
  const SyCsvBlock *block;
  const int n = 200000;
  int i = 0;

  for (int k = 0; k < n; k++)
    g_string_append_printf (text, "%d,%d\n", k, k % 1000 * (k % 1000));
  reader = open_text (text->str, (gssize) text->len, NULL);
  while ((block = sy_csv_reader_next_block (reader, NULL, NULL)) != NULL)
    {
      g_assert_cmpuint (block->n_rows, >=, 1);
      g_assert_cmpuint (block->n_rows, <=, SY_CSV_BLOCK_ROWS);
      for (gsize k = 0; k < block->n_rows; k++, i++)
        {
          const SyCsvRow *row = &block->rows[k];
          double value;

          g_assert_cmpint (row->status, ==, SY_CSV_ROW_OK);
          g_assert_cmpint (row->line, ==, i + 2);
          g_assert_true (sy_number_parse (row->fields[0].text, row->fields[0].length, &value));
          g_assert_cmpfloat (value, ==, i);
          g_assert_true (sy_number_parse (row->fields[1].text, row->fields[1].length, &value));
          g_assert_cmpfloat (value, ==, i % 1000 * (i % 1000));
        }
    }
  g_assert_cmpint (i, ==, n);
  g_string_free (text, TRUE);
}

static void
test_wide (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (SyCsvReader) reader = NULL;
  const SyCsvBlock *block;
  const guint n = 100000;

  for (guint line = 0; line < 3; line++)
    {
      for (guint i = 0; i < n; i++)
        g_string_append_printf (text, "%s%u", i == 0 ? "" : ",", i);
      g_string_append_c (text, '\n');
    }
  reader = open_text (text->str, (gssize) text->len, NULL);
  block = sy_csv_reader_next_block (reader, NULL, NULL);
  g_assert_nonnull (block);
  g_assert_cmpuint (sy_csv_reader_get_n_columns (reader), ==, n);
  g_assert_cmpuint (block->rows[0].n_fields, ==, n);
  g_assert_cmpmem (block->rows[0].fields[n - 1].text, block->rows[0].fields[n - 1].length, "99999",
                   5);
  g_string_free (text, TRUE);
}

/* Too many fields, a field and a row too long: each is one bad row, and the next one reads. */
static void
test_limits (void)
{
  GString *text = g_string_new ("a,b\n");
  g_autoptr (SyCsvReader) reader = NULL;
  const SyCsvBlock *block;
  static const struct
  {
    gint64 line;
    const char *reason;
  } expected[] = {
    { 2, "more than 1000000 fields" },
    { 3, NULL },
    { 4, "a field is longer than 16 MiB" },
    { 5, NULL },
    { 6, "the row is longer than 64 MiB" },
    { 9, NULL },
  };
  gsize n = 0;

  for (gsize i = 0; i <= SY_CSV_MAX_FIELDS + 20000; i++)
    g_string_append_c (text, ',');
  g_string_append (text, "\n1,2\n\"");
  g_string_set_size (text, text->len + SY_CSV_MAX_FIELD + 1);
  memset (text->str + text->len - SY_CSV_MAX_FIELD - 1, 'x', SY_CSV_MAX_FIELD + 1);
  g_string_append (text, "\",2\n3,4\n\"y\n\r\n");
  g_string_set_size (text, text->len + SY_CSV_MAX_ROW);
  memset (text->str + text->len - SY_CSV_MAX_ROW, 'y', SY_CSV_MAX_ROW);
  g_string_append (text, "\",2\r\n5,6\n");

  reader = open_text (text->str, (gssize) text->len, NULL);
  while ((block = sy_csv_reader_next_block (reader, NULL, NULL)) != NULL)
    for (gsize i = 0; i < block->n_rows; i++, n++)
      {
        g_assert_cmpuint (n, <, G_N_ELEMENTS (expected));
        g_assert_cmpint (block->rows[i].line, ==, expected[n].line);
        g_assert_cmpstr (block->rows[i].reason, ==, expected[n].reason);
        if (n == 0)
          g_assert_cmpint (block->rows[i].raw_total, ==, SY_CSV_MAX_FIELDS + 20001);
        if (n == 4)
          {
            g_assert_cmpint (block->rows[i].raw_total, ==, SY_CSV_MAX_ROW + 8);
            g_assert_cmpuint (block->rows[i].raw_length, <, block->rows[i].raw_total);
            g_assert_cmpmem (block->rows[i].raw, 2, "\"y", 2);
          }
      }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
  g_string_free (text, TRUE);
}

/* A quote never closed: the rest of the file is one bad row, in bounded memory. */
static void
test_endless_quote (void)
{
  const gsize n = SY_CSV_MAX_ROW + SY_CSV_MAX_ROW / 2;
  g_autofree char *text = g_malloc (n);
  g_autoptr (SyCsvReader) reader = NULL;
  const SyCsvBlock *block;

  memset (text, 'x', n);
  memcpy (text, "a,b\n1,2\n\"", 9);
  for (gsize i = 100; i < n; i += 100)
    text[i] = '\n';
  reader = open_text (text, (gssize) n, NULL);
  block = sy_csv_reader_next_block (reader, NULL, NULL);
  g_assert_cmpuint (block->n_rows, ==, 1);
  block = sy_csv_reader_next_block (reader, NULL, NULL);
  g_assert_cmpuint (block->n_rows, ==, 1);
  g_assert_cmpint (block->rows[0].line, ==, 3);
  g_assert_cmpint (block->rows[0].status, ==, SY_CSV_ROW_QUOTE);
  g_assert_cmpstr (block->rows[0].reason, ==, "quote opened here is never closed");
  g_assert_cmpint (block->rows[0].raw_total, ==, (gint64) n - 8);
  g_assert_null (sy_csv_reader_next_block (reader, NULL, NULL));
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new ("a\n");
  g_autoptr (SyCsvReader) reader = NULL;

  while (text->len < 4 * 1024 * 1024)
    g_string_append (text, "some row or other\n");
  reader = open_text (text->str, (gssize) text->len, NULL);
  g_assert_nonnull (sy_csv_reader_next_block (reader, cancellable, &error));
  g_cancellable_cancel (cancellable);
  while (sy_csv_reader_next_block (reader, cancellable, &error) != NULL)
    ;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_string_free (text, TRUE);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/reader/borders", test_borders);
  g_test_add_func ("/csv/reader/borders/dialects", test_borders_of_dialects);
  g_test_add_func ("/csv/reader/levels", test_levels);
  g_test_add_func ("/csv/reader/sizes", test_sizes);
  g_test_add_func ("/csv/reader/line-ends", test_line_ends);
  g_test_add_func ("/csv/reader/quotes", test_quotes);
  g_test_add_func ("/csv/reader/unterminated", test_unterminated);
  g_test_add_func ("/csv/reader/ragged", test_ragged);
  g_test_add_func ("/csv/reader/trailing-delimiter", test_trailing_delimiter);
  g_test_add_func ("/csv/reader/backslash", test_backslash);
  g_test_add_func ("/csv/reader/blanks", test_blanks);
  g_test_add_func ("/csv/reader/no-quotes", test_no_quotes);
  g_test_add_func ("/csv/reader/skip-lines", test_skip_lines);
  g_test_add_func ("/csv/reader/text", test_text);
  g_test_add_func ("/csv/reader/unnamed-column", test_unnamed_column);
  g_test_add_func ("/csv/reader/bad-header", test_bad_header);
  g_test_add_func ("/csv/reader/expected-columns", test_expected_columns);
  g_test_add_func ("/csv/reader/flags", test_flags);
  g_test_add_func ("/csv/reader/many-rows", test_many_rows);
  g_test_add_func ("/csv/reader/wide", test_wide);
  g_test_add_func ("/csv/reader/limits", test_limits);
  g_test_add_func ("/csv/reader/endless-quote", test_endless_quote);
  g_test_add_func ("/csv/reader/cancelled", test_cancelled);
  return g_test_run ();
}
