/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "sy-engine.h"
#include "csv-dump.h"

/*
 * tests/data/csv/cases: NN-name.csv with NN-name.json, which says how the file reads.
 */

typedef struct
{
  char *path;
  JsonParser *parser;
  JsonObject *expected;
  SyCsvReader *reader;
  SyCsvSniff sniff;
  GPtrArray *rows; /* of GPtrArray of GBytes, NULL for missing */
  GPtrArray *bad;  /* of texts "line: reason" */
} Case;

static GPtrArray *
copy_row (const SyCsvRow *row)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (gsize i = 0; i < row->n_fields; i++)
    g_ptr_array_add (fields, sy_csv_field_is_missing (&row->fields[i])
                                 ? NULL
                                 : g_bytes_new (row->fields[i].text, row->fields[i].length));
  return fields;
}

static void
read_rows (Case *c)
{
  g_autoptr (GError) error = NULL;
  const SyCsvBlock *block;

  while ((block = sy_csv_reader_next_block (c->reader, NULL, &error)) != NULL)
    for (gsize i = 0; i < block->n_rows; i++)
      if (block->rows[i].status == SY_CSV_ROW_OK)
        g_ptr_array_add (c->rows, copy_row (&block->rows[i]));
      else
        g_ptr_array_add (c->bad, g_strdup_printf ("%" G_GINT64_FORMAT ": %s", block->rows[i].line,
                                                  block->rows[i].reason));
  g_assert_no_error (error);
}

static gboolean
open_case (Case *c,
           const char *json_path)
{
  g_autoptr (GError) error = NULL;
  SyCsvHints hints = { 0 };
  g_autofree char *stem = g_strndup (json_path, strlen (json_path) - strlen (".json"));

  *c = (Case){ 0 };
  c->path = g_strconcat (stem, ".csv", NULL);
  c->parser = json_parser_new ();
  json_parser_load_from_file (c->parser, json_path, &error);
  g_assert_no_error (error);
  c->expected = json_node_get_object (json_parser_get_root (c->parser));
  c->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  c->bad = g_ptr_array_new_with_free_func (g_free);

  /* A file that is not UTF-8 is read as that only when told to. */
  if (g_strcmp0 (json_object_get_string_member_with_default (c->expected, "encoding", NULL),
                 "UTF-8") == 0)
    hints.encoding = SY_CSV_ENCODING_UTF8;
  c->reader = sy_csv_reader_open (c->path, &hints, &c->sniff, NULL, &error);
  if (json_object_has_member (c->expected, "error"))
    {
      g_assert_error (error, SY_CSV_ERROR, SY_CSV_ERROR_EMPTY);
      g_assert_cmpstr (error->message, ==, json_object_get_string_member (c->expected, "error"));
      g_assert_null (c->reader);
      return FALSE;
    }
  g_assert_no_error (error);
  read_rows (c);
  return TRUE;
}

static void
close_case (Case *c)
{
  g_free (c->path);
  g_clear_object (&c->parser);
  g_clear_pointer (&c->reader, sy_csv_reader_free);
  g_clear_pointer (&c->rows, g_ptr_array_unref);
  g_clear_pointer (&c->bad, g_ptr_array_unref);
}

static void
check_header (Case *c)
{
  JsonArray *expected = json_object_get_array_member (c->expected, "header");
  gsize n_columns;
  const char *const *header = sy_csv_reader_get_header (c->reader, &n_columns);

  g_assert_cmpuint (n_columns, ==, json_array_get_length (expected));
  for (guint i = 0; i < n_columns; i++)
    g_assert_cmpstr (header[i], ==, json_array_get_string_element (expected, i));
}

static void
check_rows (Case *c)
{
  JsonArray *expected = json_object_get_array_member (c->expected, "rows");

  g_assert_cmpuint (c->rows->len, ==, json_array_get_length (expected));
  for (guint i = 0; i < c->rows->len; i++)
    {
      GPtrArray *row = c->rows->pdata[i];
      JsonArray *fields = json_array_get_array_element (expected, i);

      g_assert_cmpuint (row->len, ==, json_array_get_length (fields));
      for (guint j = 0; j < row->len; j++)
        {
          GBytes *field = row->pdata[j];
          JsonNode *node = json_array_get_element (fields, j);

          if (json_node_is_null (node))
            g_assert_null (field);
          else
            {
              const char *text = json_node_get_string (node);

              g_assert_nonnull (field);
              g_assert_cmpmem (g_bytes_get_data (field, NULL), g_bytes_get_size (field), text,
                               strlen (text));
            }
        }
    }
}

static void
check_bad (Case *c)
{
  JsonArray *expected = json_object_get_array_member (c->expected, "bad");

  g_assert_cmpuint (c->bad->len, ==, json_array_get_length (expected));
  for (guint i = 0; i < c->bad->len; i++)
    {
      JsonObject *bad = json_array_get_object_element (expected, i);
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT ": %s",
                                               json_object_get_int_member (bad, "line"),
                                               json_object_get_string_member (bad, "reason"));

      g_assert_cmpstr (c->bad->pdata[i], ==, text);
    }
}

static void
check_dialect (Case *c)
{
  const char *delimiter = json_object_get_string_member_with_default (c->expected, "delimiter",
                                                                      ",");
  const char *encoding = json_object_get_string_member_with_default (c->expected, "encoding",
                                                                     "UTF-8");

  if (strcmp (delimiter, "blanks") == 0)
    delimiter = " ";
  g_assert_cmpint (c->sniff.dialect.delimiter, ==, delimiter[0]);
  /* UTF-16 of either order */
  g_assert_true (g_str_has_prefix (sy_csv_encoding_get_name (c->sniff.encoding), encoding));
}

static int
find_column (Case *c,
             const char *name)
{
  JsonArray *header = json_object_get_array_member (c->expected, "header");

  for (guint i = 0; i < json_array_get_length (header); i++)
    if (strcmp (json_array_get_string_element (header, i), name) == 0)
      return (int) i;
  g_assert_not_reached ();
}

static GBytes *
field_at (Case *c,
          guint row,
          int column)
{
  return ((GPtrArray *) c->rows->pdata[row])->pdata[column];
}

static void
check_amounts (Case *c)
{
  JsonArray *expected = json_object_get_array_member (c->expected, "amounts");
  int column = find_column (c, "amount");
  SyAmountDetect detect = { 0 };
  SyAmountFormat format;

  g_assert_cmpuint (c->rows->len, ==, json_array_get_length (expected));
  for (guint i = 0; i < c->rows->len; i++)
    sy_amount_detect_add (&detect, g_bytes_get_data (field_at (c, i, column), NULL),
                          g_bytes_get_size (field_at (c, i, column)));
  sy_amount_detect_finish (&detect, c->sniff.dialect.decimal_mark, &format);

  for (guint i = 0; i < c->rows->len; i++)
    {
      JsonNode *node = json_array_get_element (expected, i);
      GBytes *field = field_at (c, i, column);
      double value = 0.0;
      const char *reason = NULL;
      gboolean good = sy_amount_format_parse (&format, g_bytes_get_data (field, NULL),
                                              g_bytes_get_size (field), &value, &reason);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        {
          g_assert_false (good);
          g_assert_nonnull (reason);
        }
      else
        {
          g_assert_true (good);
          g_assert_cmpfloat (value, ==, json_node_get_double (node));
        }
    }
}

static SyTimeFinding
detect_times (Case *c,
              int column,
              SyTimeFormat **out_format)
{
  g_autoptr (SyTimeDetect) detect = sy_time_detect_new ();
  SyTimeDetection detection;

  for (guint i = 0; i < c->rows->len; i++)
    if (field_at (c, i, column) != NULL)
      sy_time_detect_add (detect, g_bytes_get_data (field_at (c, i, column), NULL),
                          g_bytes_get_size (field_at (c, i, column)));
  sy_time_detect_finish (detect, &detection);
  *out_format = sy_time_format_from_name (detection.format_name != NULL ? detection.format_name : "auto", NULL);
  return detection.finding;
}

static void
check_time (const char *text,
            gsize length,
            JsonNode *expected,
            SyTimeFormat *format,
            const SyZone *zone)
{
  const char *reason = NULL;
  gint64 ms = 0;
  gboolean good = sy_time_format_parse (format, zone, text, length, &ms, &reason);

  if (json_node_get_value_type (expected) != G_TYPE_STRING)
    {
      g_assert_true (good);
      g_assert_cmpint (ms, ==, json_node_get_int (expected));
    }
  else if (g_str_has_prefix (json_node_get_string (expected), "refused: "))
    {
      /* Which times an import takes is not for the reader to say. */
      g_assert_true (good);
      g_assert_true (ms < 0 || ms > G_GINT64_CONSTANT (4000000000000));
    }
  else
    {
      g_assert_false (good);
      g_assert_nonnull (reason);
      if (strcmp (json_node_get_string (expected), "missing") == 0)
        g_assert_cmpstr (reason, ==, "missing");
    }
}

static void
check_times (Case *c)
{
  JsonArray *expected = json_object_get_array_member (c->expected, "times_ms");
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyTimeFormat) format = NULL;
  int column = find_column (c, "time");

  detect_times (c, column, &format);
  g_assert_cmpuint (c->rows->len, ==, json_array_get_length (expected));
  for (guint i = 0; i < c->rows->len; i++)
    {
      GBytes *field = field_at (c, i, column);

      check_time (field != NULL ? g_bytes_get_data (field, NULL) : "",
                  field != NULL ? g_bytes_get_size (field) : 0,
                  json_array_get_element (expected, i), format, zone);
    }
}

static void
test_case (gconstpointer data)
{
  Case c;

  if (open_case (&c, data))
    {
      check_dialect (&c);
      check_header (&c);
      check_rows (&c);
      check_bad (&c);
      if (json_object_has_member (c.expected, "amounts"))
        check_amounts (&c);
      if (json_object_has_member (c.expected, "times_ms"))
        check_times (&c);
    }
  close_case (&c);
}

static void
test_ambiguous (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "csv", "cases",
                                                 "30-ambiguous-dates.json", NULL);
  g_autoptr (SyTimeFormat) format = NULL;
  Case c;

  g_assert_true (open_case (&c, path));
  g_assert_cmpint (detect_times (&c, 1, &format), ==, SY_TIME_FINDING_AMBIGUOUS);
  close_case (&c);
}

/* Every case reads the same however the bytes come, and at every level. */
static void
test_case_borders (gconstpointer data)
{
  g_autofree char *stem = g_strndup (data, strlen (data) - strlen (".json"));
  g_autofree char *path = g_strconcat (stem, ".csv", NULL);
  g_autofree char *whole = NULL;
  SyCsvHints hints = { 0 };
  SyCsvSniff sniff;

  {
    g_autoptr (SyCsvReader) reader = sy_csv_reader_open (path, &hints, &sniff, NULL, NULL);

    if (reader == NULL)
      return;
    whole = dump_reader (reader);
  }
  for (SyCsvScanLevel level = SY_CSV_SCAN_SCALAR; level <= SY_CSV_SCAN_AVX2; level++)
    for (gsize read_size = 1; read_size <= 4097; read_size = read_size == 64 ? 4095 : read_size + 1)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (SyCsvSource) source = sy_csv_source_open (path, SY_CSV_ENCODING_AUTO, &error);
        g_autoptr (SyCsvReader) reader = NULL;
        g_autofree char *dump = NULL;

        g_assert_no_error (error);
        reader = sy_csv_reader_new (source, &sniff.dialect);
        if (!sniff.dialect.has_header)
          sy_csv_reader_set_n_columns (reader, sniff.n_columns);
        sy_csv_reader_set_read_size (reader, read_size);
        sy_csv_reader_set_scan_level (reader, level);
        dump = dump_reader (reader);
        assert_same_dump (dump, whole);
      }
}

/* ------------------------------------------------------- pieces of real files */

typedef struct
{
  const char *name;
  char delimiter;
  gboolean has_header;
  SyCsvEncoding encoding;
  gsize n_rows;
  gsize n_columns;
  int time_column; /* -1: none */
  const char *time_format;
  gint64 first_ms;
  gint64 last_ms;
  int amount_column;
  double sum;
  int empty_column; /* one of empty texts that are not missing, or -1 */
  gsize n_empty;
} Real;

/* The figures are from Python's csv and datetime on the same files. */
static const Real real_files[] = {
  { "cdnow_master_whitespace_crlf.txt", ' ', TRUE, SY_CSV_ENCODING_UTF8, 300, 4, 1, "auto",
    852076800000, 898732800000, 3, 10460.13, -1, 0 },
  { "cdnow_sample_noheader_whitespace_crlf.txt", ' ', FALSE, SY_CSV_ENCODING_UTF8, 300, 5, 2,
    "auto", 852076800000, 898300800000, 4, 10200.13, -1, 0 },
  { "online_retail_latin1_us_dates_negatives.csv.gz", ',', TRUE, SY_CSV_ENCODING_LATIN1, 1504, 8, 4,
    "mdy", 1292332200000, 1294911000000, 3, 16358, -1, 0 },
  { "oulad_registration_all_quoted_empty_strings.csv", ',', TRUE, SY_CSV_ENCODING_UTF8, 300, 5, -1,
    NULL, 0, 0, 3, -23731, 4, 250 },
  { "oulad_vle_tab_crlf_relative_days.txt", '\t', TRUE, SY_CSV_ENCODING_UTF8, 300, 6, -1, NULL, 0,
    0, 5, 1798, -1, 0 },
  { "traffic_fines_numbers_as_text_NIL.csv", ',', TRUE, SY_CSV_ENCODING_UTF8, 300, 18, 4, "auto",
    1153699200000, 1238371200000, 5, 5812.5, -1, 0 },
};

static void
check_real_times (Case *c,
                  const Real *real)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyTimeFormat) format = NULL;
  gint64 first = G_MAXINT64;
  gint64 last = G_MININT64;

  g_assert_cmpint (detect_times (c, real->time_column, &format), ==, SY_TIME_FINDING_SURE);
  g_assert_cmpstr (sy_time_format_get_name (format), ==, real->time_format);
  for (guint i = 0; i < c->rows->len; i++)
    {
      GBytes *field = field_at (c, i, real->time_column);
      gint64 ms;

      g_assert_true (sy_time_format_parse (format, zone, g_bytes_get_data (field, NULL),
                                           g_bytes_get_size (field), &ms, NULL));
      first = MIN (first, ms);
      last = MAX (last, ms);
    }
  g_assert_cmpint (first, ==, real->first_ms);
  g_assert_cmpint (last, ==, real->last_ms);
}

static void
test_real (gconstpointer data)
{
  const Real *real = data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "csv", "real", real->name,
                                                 NULL);
  g_autoptr (GError) error = NULL;
  const SyAmountFormat amounts = { '.' };
  SySum sum = { 0 };
  gsize n_empty = 0;
  Case c = { 0 };

  c.rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  c.bad = g_ptr_array_new_with_free_func (g_free);
  c.reader = sy_csv_reader_open (path, NULL, &c.sniff, NULL, &error);
  g_assert_no_error (error);
  read_rows (&c);
  g_test_message ("%s", c.sniff.explanation);
  g_assert_cmpint (c.sniff.dialect.delimiter, ==, real->delimiter);
  g_assert_cmpint (c.sniff.dialect.has_header, ==, real->has_header);
  g_assert_cmpint (c.sniff.encoding, ==, real->encoding);
  g_assert_cmpuint (c.bad->len, ==, 0);
  g_assert_cmpuint (c.rows->len, ==, real->n_rows);
  g_assert_cmpuint (sy_csv_reader_get_n_columns (c.reader), ==, real->n_columns);

  for (guint i = 0; i < c.rows->len; i++)
    {
      GBytes *field = field_at (&c, i, real->amount_column);
      double value;

      if (real->empty_column >= 0 && field_at (&c, i, real->empty_column) != NULL)
        n_empty += g_bytes_get_size (field_at (&c, i, real->empty_column)) == 0;
      if (field == NULL || g_bytes_get_size (field) == 0)
        continue;
      g_assert_true (sy_amount_format_parse (&amounts, g_bytes_get_data (field, NULL),
                                             g_bytes_get_size (field), &value, NULL));
      sy_sum_add (&sum, value);
    }
  g_assert_cmpfloat_with_epsilon (sy_sum_get (&sum), real->sum, 1e-9);
  g_assert_cmpuint (n_empty, ==, real->n_empty);
  if (real->time_column >= 0)
    check_real_times (&c, real);
  close_case (&c);
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "data", "csv", "cases", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      {
        char *path = g_build_filename (folder, name, NULL);
        g_autofree char *test = g_strdup_printf ("/csv/corpus/%.*s", (int) strlen (name) - 5, name);
        g_autofree char *borders = g_strdup_printf ("/csv/borders/%.*s", (int) strlen (name) - 5,
                                                    name);

        g_ptr_array_add (paths, path);
        g_test_add_data_func (test, path, test_case);
        g_test_add_data_func (borders, path, test_case_borders);
      }
  g_assert_cmpuint (paths->len, >=, 38);
  for (gsize i = 0; i < G_N_ELEMENTS (real_files); i++)
    {
      g_autofree char *test = g_strdup_printf ("/csv/real/%s", real_files[i].name);

      g_test_add_data_func (test, &real_files[i], test_real);
    }
  g_test_add_func ("/csv/corpus/ambiguous-is-said", test_ambiguous);
  return g_test_run ();
}
