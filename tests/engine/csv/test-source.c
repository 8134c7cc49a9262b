/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "sy-engine.h"
#include "csv-dump.h"

static GBytes *
gzip (const void *data,
      gsize length)
{
  g_autoptr (GConverter)
      compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  g_autoptr (GInputStream)
      plain = g_memory_input_stream_new_from_data (data, (gssize) length, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, compressor);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (out, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* All text of a source; NULL with @error when it fails. */
static GString *
read_all (SyCsvSource *source,
          gsize piece,
          GError **error)
{
  GString *text = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (piece);
  gssize n;

  while ((n = sy_csv_source_read (source, buffer, piece, NULL, error)) > 0)
    g_string_append_len (text, buffer, n);
  if (n < 0)
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  return text;
}

static void
assert_text (const void *data,
             gsize length,
             SyCsvEncoding encoding,
             SyCsvEncoding expected_encoding,
             const char *expected,
             gsize expected_length)
{
  for (gsize read_size = 0; read_size < 9; read_size++)
    for (gsize piece = 1; piece < 5000; piece = piece * 7 + 1)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (SyCsvSource)
            source = sy_csv_source_new_for_data (data, length, encoding, &error);
        GString *text;

        g_assert_no_error (error);
        sy_csv_source_set_read_size (source, read_size);
        g_assert_cmpint (sy_csv_source_get_encoding (source), ==, expected_encoding);
        text = read_all (source, piece, &error);
        g_assert_no_error (error);
        g_assert_cmpmem (text->str, text->len, expected, expected_length);
        g_string_free (text, TRUE);
      }
}

#define ASSERT_TEXT(bytes, encoding, expected_encoding, expected) \
  assert_text (bytes, sizeof bytes - 1, encoding, expected_encoding, expected, sizeof expected - 1)

static void
test_encodings (void)
{
  ASSERT_TEXT ("", SY_CSV_ENCODING_AUTO, SY_CSV_ENCODING_UTF8, "");
  ASSERT_TEXT ("a,b\n", SY_CSV_ENCODING_AUTO, SY_CSV_ENCODING_UTF8, "a,b\n");
  ASSERT_TEXT ("\xef\xbb\xbf"
               "a,\xc3\xa9\n",
               SY_CSV_ENCODING_AUTO, SY_CSV_ENCODING_UTF8, "a,\xc3\xa9\n");
  /* The mark wins over what was asked for. */
  ASSERT_TEXT ("\xef\xbb\xbf\xc3\xa9", SY_CSV_ENCODING_LATIN1, SY_CSV_ENCODING_UTF8, "\xc3\xa9");
  ASSERT_TEXT ("caf\xe9,1\n", SY_CSV_ENCODING_AUTO, SY_CSV_ENCODING_LATIN1, "caf\xc3\xa9,1\n");
  ASSERT_TEXT ("5 \x80 \x93x\x94 caf\xe9\n", SY_CSV_ENCODING_AUTO, SY_CSV_ENCODING_WINDOWS1252,
               "5 \xe2\x82\xac \xe2\x80\x9cx\xe2\x80\x9d caf\xc3\xa9\n");
  ASSERT_TEXT ("\x81", SY_CSV_ENCODING_WINDOWS1252, SY_CSV_ENCODING_WINDOWS1252, "\xc2\x81");
  ASSERT_TEXT ("caf\xe9", SY_CSV_ENCODING_UTF8, SY_CSV_ENCODING_UTF8, "caf\xe9");
}

static void
test_utf16 (void)
{
  ASSERT_TEXT ("\xff\xfe"
               "a\0,\0\xe9\0\x3d\xd8\x00\xde\n\0",
               SY_CSV_ENCODING_AUTO, SY_CSV_ENCODING_UTF16LE, "a,\xc3\xa9\xf0\x9f\x98\x80\n");
  ASSERT_TEXT ("\xfe\xff\0a\0,\0\xe9\xd8\x3d\xde\x00\0\n", SY_CSV_ENCODING_AUTO,
               SY_CSV_ENCODING_UTF16BE, "a,\xc3\xa9\xf0\x9f\x98\x80\n");
  ASSERT_TEXT ("i\0d\0,\0n\0\n\0001\0,\0002\0\n\0", SY_CSV_ENCODING_AUTO, SY_CSV_ENCODING_UTF16LE,
               "id,n\n1,2\n");
  ASSERT_TEXT ("\0i\0d\0,\0n\0\n\0001\0,\0002\0\n", SY_CSV_ENCODING_AUTO, SY_CSV_ENCODING_UTF16BE,
               "id,n\n1,2\n");
  /* Half a pair and half a unit come out as bytes that are not UTF-8. */
  ASSERT_TEXT ("\xff\xfe\x3d\xd8"
               "a\0",
               SY_CSV_ENCODING_AUTO, SY_CSV_ENCODING_UTF16LE, "\xed\xa0\xbd"
                                                              "a");
  ASSERT_TEXT ("\xff\xfe"
               "a\0b",
               SY_CSV_ENCODING_AUTO, SY_CSV_ENCODING_UTF16LE, "a\xff");
}

/* Some bad bytes in a file of good characters do not make it Latin-1. */
static void
test_mostly_utf8 (void)
{
  g_autoptr (SyCsvSource)
      good = sy_csv_source_new_for_data ("\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9,\xff", 12,
                                         SY_CSV_ENCODING_AUTO, NULL);
  g_autoptr (SyCsvSource)
      other = sy_csv_source_new_for_data ("\xc3\xa9,\xff\xfe", 5, SY_CSV_ENCODING_AUTO, NULL);

  g_assert_cmpint (sy_csv_source_get_encoding (good), ==, SY_CSV_ENCODING_UTF8);
  g_assert_false (sy_csv_source_get_is_encoding_guessed (good));
  g_assert_cmpint (sy_csv_source_get_encoding (other), ==, SY_CSV_ENCODING_LATIN1);
  g_assert_true (sy_csv_source_get_is_encoding_guessed (other));
}

static double
trust (const char *bytes)
{
  g_autoptr (SyCsvSource) source = sy_csv_source_new_for_data (bytes, strlen (bytes),
                                                               SY_CSV_ENCODING_AUTO, NULL);

  return sy_csv_source_get_encoding_confidence (source);
}

static void
test_confidence (void)
{
  g_assert_cmpfloat (trust ("plain\n"), ==, 1);
  g_assert_cmpfloat (trust ("\xef\xbb\xbf\xc3\xa9\n"), ==, 1);
  g_assert_cmpfloat (trust ("caf\xc3\xa9\n"), >, 0.98);
  g_assert_cmpfloat (trust ("caf\xe9 M\xfcller\n"), >, 0.9);
  /* Letters in a row are not Latin-1: this is Windows-1251. */
  g_assert_cmpfloat (trust ("\xc8\xe2\xe0\xed \xcf\xe5\xf2\xf0\xee\xe2\n"), <, 0.3);
}

/* Containers of tables say what to do with them. */
static void
test_no_text (void)
{
  static const char *const texts[] = { "PK\x03\x04...", "BZh91AY", "PAR1....", "%PDF-1.4",
                                       "\xfd"
                                       "7zXZ..." };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_csv_source_new_for_data (texts[i], strlen (texts[i]), SY_CSV_ENCODING_AUTO,
                                                 &error));
      g_assert_error (error, SY_CSV_ERROR, SY_CSV_ERROR_DAMAGED);
    }
}

/* The letter that decides may stand far from the beginning. */
static void
test_late_letter (void)
{
  const gsize n = 3 * 1024 * 1024;
  g_autofree char *bytes = g_malloc (n);
  g_autoptr (GBytes) packed = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "sy-late-letter.csv", NULL);

  memset (bytes, 'a', n);
  bytes[n - 7] = '\xe9';
  packed = gzip (bytes, n);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) n, NULL));
  {
    g_autoptr (SyCsvSource)
        plain = sy_csv_source_new_for_data (bytes, n, SY_CSV_ENCODING_AUTO, NULL);
    g_autoptr (SyCsvSource)
        compressed = sy_csv_source_new_for_data (g_bytes_get_data (packed, NULL),
                                                 g_bytes_get_size (packed), SY_CSV_ENCODING_AUTO,
                                                 NULL);
    g_autoptr (SyCsvSource) file = sy_csv_source_open (path, SY_CSV_ENCODING_AUTO, NULL);

    g_assert_cmpint (sy_csv_source_get_encoding (plain), ==, SY_CSV_ENCODING_LATIN1);
    g_assert_cmpint (sy_csv_source_get_encoding (compressed), ==, SY_CSV_ENCODING_LATIN1);
    g_assert_cmpint (sy_csv_source_get_encoding (file), ==, SY_CSV_ENCODING_LATIN1);
  }
  g_unlink (path);
}

static void
test_encoding_names (void)
{
  static const char *const names[] = { "utf-8", "UTF8", "latin1", "ISO-8859-1", "cp1252",
                                       "Windows-1252", "utf_16", "UTF-16BE", "auto" };
  g_autoptr (GError) error = NULL;
  SyCsvEncoding encoding;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (sy_csv_encoding_parse (names[i], &encoding, NULL));
  for (SyCsvEncoding e = SY_CSV_ENCODING_AUTO; e <= SY_CSV_ENCODING_WINDOWS1252; e++)
    {
      g_assert_true (sy_csv_encoding_parse (sy_csv_encoding_get_name (e), &encoding, NULL));
      g_assert_cmpint (encoding, ==, e);
    }
  g_assert_false (sy_csv_encoding_parse ("EBCDIC", &encoding, &error));
  g_assert_error (error, SY_CSV_ERROR, SY_CSV_ERROR_OPTION);
}

/* --------------------------------------------------------------------- gzip */

static GString *
make_text (gsize length)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; text->len < length; i++)
    g_string_append_printf (text, "row %u,%u\n", i, i * 2654435761u);
  return text;
}

static void
append_bytes (GByteArray *all,
              GBytes *part)
{
  g_byte_array_append (all, g_bytes_get_data (part, NULL), (guint) g_bytes_get_size (part));
}

static GString *
read_packed (const GByteArray *bytes,
             gsize read_size,
             GError **error)
{
  g_autoptr (SyCsvSource)
      source = sy_csv_source_new_for_data (bytes->data, bytes->len, SY_CSV_ENCODING_UTF8, error);

  if (source == NULL)
    return NULL;
  g_assert_true (sy_csv_source_get_is_compressed (source));
  sy_csv_source_set_read_size (source, read_size);
  return read_all (source, 10007, error);
}

/* Members one after the other, and zeros behind them, are one text. */
static void
test_gzip_members (void)
{
  GString *text = make_text (1000000);
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) first = gzip (text->str, 300000);
  g_autoptr (GBytes) second = gzip (text->str + 300000, 0);
  g_autoptr (GBytes) third = gzip (text->str + 300000, text->len - 300000);

  append_bytes (all, first);
  append_bytes (all, second);
  append_bytes (all, third);
  for (gsize padding = 0; padding < 3; padding++)
    {
      for (gsize read_size = 0; read_size < 3; read_size++)
        {
          g_autoptr (GError) error = NULL;
          GString *back = read_packed (all, read_size == 2 ? 1000 : read_size, &error);

          g_assert_no_error (error);
          g_assert_cmpmem (back->str, back->len, text->str, text->len);
          g_string_free (back, TRUE);
        }
      g_byte_array_append (all, (const guint8 *) "\0", 1);
    }
  g_string_free (text, TRUE);
}

/* Cut anywhere, it is an error and never a shorter file. */
static void
test_gzip_cut (void)
{
  GString *text = make_text (3000);
  g_autoptr (GBytes) packed = gzip (text->str, text->len);
  g_autoptr (GByteArray) uncut = g_byte_array_new ();
  GString *back;

  append_bytes (uncut, packed);
  back = read_packed (uncut, 0, NULL);
  g_assert_cmpmem (back->str, back->len, text->str, text->len);
  g_string_free (back, TRUE);
  for (gsize length = 2; length < g_bytes_get_size (packed); length++)
    {
      g_autoptr (GByteArray) cut = g_byte_array_new ();
      g_autoptr (GError) error = NULL;

      g_byte_array_append (cut, g_bytes_get_data (packed, NULL), (guint) length);
      g_assert_null (read_packed (cut, 0, &error));
      g_assert_error (error, SY_CSV_ERROR, SY_CSV_ERROR_DAMAGED);
    }
  g_string_free (text, TRUE);
}

static void
test_gzip_damaged (void)
{
  GString *text = make_text (300000);
  g_autoptr (GBytes) packed = gzip (text->str, text->len);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) behind = NULL;

  append_bytes (bytes, packed);
  bytes->data[bytes->len / 2] ^= 0x55;
  g_assert_null (read_packed (bytes, 0, &error));
  g_assert_error (error, SY_CSV_ERROR, SY_CSV_ERROR_DAMAGED);
  bytes->data[bytes->len / 2] ^= 0x55;
  g_byte_array_append (bytes, (const guint8 *) "more", 4);
  g_assert_null (read_packed (bytes, 0, &behind));
  g_assert_error (behind, SY_CSV_ERROR, SY_CSV_ERROR_DAMAGED);
  g_string_free (text, TRUE);
}

/* ------------------------------------------------------------ files and ends */

static void
test_cannot_open (void)
{
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) folder = NULL;

  g_assert_null (sy_csv_source_open ("/no/such/file.csv", SY_CSV_ENCODING_AUTO, &missing));
  g_assert_error (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (missing->message, "/no/such/file.csv"));
  g_assert_null (sy_csv_source_open (g_get_tmp_dir (), SY_CSV_ENCODING_AUTO, &folder));
  g_assert_error (folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
}

static gpointer
feed_pipe (gpointer data)
{
  int fd = open (data, O_WRONLY);

  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *row = g_strdup_printf ("%d,x\n", i);

      g_assert_cmpint (write (fd, row, strlen (row)), ==, strlen (row));
    }
  close (fd);
  return NULL;
}

static void
test_pipe (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sy-pipe-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pipe", NULL);
  g_autoptr (SyCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  const SyCsvBlock *block;
  SyCsvSniff sniff;
  gsize n = 0;
  GThread *writer;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  writer = g_thread_new ("writer", feed_pipe, path);
  reader = sy_csv_reader_open (path, NULL, &sniff, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sy_csv_source_get_size (sy_csv_reader_get_source (reader)), ==, 0);
  while ((block = sy_csv_reader_next_block (reader, NULL, &error)) != NULL)
    n += block->n_rows;
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1000);
  g_thread_join (writer);
  g_unlink (path);
  g_rmdir (folder);
}

/* XXH3-128 of nothing is a known figure; it does not depend on the pieces; the compressed bytes count, not the text. */
static void
test_digest (void)
{
  g_autoptr (SyCsvSource) source = sy_csv_source_new_for_data ("", 0, SY_CSV_ENCODING_UTF8, NULL);
  GString *text = make_text (500000);
  g_autofree char *digest = NULL;
  g_autofree char *again = NULL;
  g_autofree char *packed_digest = NULL;
  g_autoptr (GBytes) packed = gzip (text->str, text->len);

  digest = sy_csv_source_get_digest (source);
  g_assert_cmpstr (digest, ==, "99aa06d3014798d86001c324468d497f");
  g_clear_pointer (&digest, g_free);

  for (gsize piece = 100; piece < 600000; piece *= 50)
    {
      g_autoptr (SyCsvSource)
          plain = sy_csv_source_new_for_data (text->str, text->len, SY_CSV_ENCODING_UTF8, NULL);
      GString *back;

      g_assert_null (sy_csv_source_get_digest (plain));
      back = read_all (plain, piece, NULL);
      g_string_free (back, TRUE);
      again = sy_csv_source_get_digest (plain);
      g_assert_cmpuint (strlen (again), ==, 32);
      if (digest != NULL)
        g_assert_cmpstr (again, ==, digest);
      g_free (digest);
      digest = g_steal_pointer (&again);
      g_assert_cmpint (sy_csv_source_get_position (plain), ==, text->len);
    }
  {
    g_autoptr (SyCsvSource)
        compressed = sy_csv_source_new_for_data (g_bytes_get_data (packed, NULL),
                                                 g_bytes_get_size (packed), SY_CSV_ENCODING_UTF8,
                                                 NULL);
    GString *back = read_all (compressed, 5000, NULL);

    g_string_free (back, TRUE);
    packed_digest = sy_csv_source_get_digest (compressed);
    g_assert_nonnull (packed_digest);
    g_assert_cmpstr (packed_digest, !=, digest);
    g_assert_cmpint (sy_csv_source_get_position (compressed), ==, g_bytes_get_size (packed));
  }
  g_string_free (text, TRUE);
}

/* Peeking, also more than once and further, takes nothing away. */
static void
test_peek (void)
{
  GString *text = make_text (100000);

  for (SyCsvEncoding encoding = SY_CSV_ENCODING_UTF8; encoding <= SY_CSV_ENCODING_LATIN1;
       encoding += 3)
    {
      g_autoptr (SyCsvSource)
          source = sy_csv_source_new_for_data (text->str, text->len, encoding, NULL);
      const char *seen;
      gsize length;
      gboolean at_end;
      GString *back;

      seen = sy_csv_source_peek (source, 10, &length, &at_end, NULL, NULL);
      g_assert_cmpmem (seen, length, text->str, 10);
      g_assert_false (at_end);
      seen = sy_csv_source_peek (source, text->len, &length, &at_end, NULL, NULL);
      g_assert_cmpmem (seen, length, text->str, text->len);
      g_assert_true (at_end);
      seen = sy_csv_source_peek (source, 5, &length, &at_end, NULL, NULL);
      g_assert_cmpuint (length, ==, 5);
      back = read_all (source, 777, NULL);
      if (back == NULL)
        g_assert_not_reached ();
      g_assert_cmpmem (back->str, back->len, text->str, text->len);
      g_string_free (back, TRUE);
    }
  g_string_free (text, TRUE);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/source/encodings", test_encodings);
  g_test_add_func ("/csv/source/utf16", test_utf16);
  g_test_add_func ("/csv/source/mostly-utf8", test_mostly_utf8);
  g_test_add_func ("/csv/source/confidence", test_confidence);
  g_test_add_func ("/csv/source/no-text", test_no_text);
  g_test_add_func ("/csv/source/late-letter", test_late_letter);
  g_test_add_func ("/csv/source/encoding-names", test_encoding_names);
  g_test_add_func ("/csv/source/gzip/members", test_gzip_members);
  g_test_add_func ("/csv/source/gzip/cut", test_gzip_cut);
  g_test_add_func ("/csv/source/gzip/damaged", test_gzip_damaged);
  g_test_add_func ("/csv/source/cannot-open", test_cannot_open);
  g_test_add_func ("/csv/source/pipe", test_pipe);
  g_test_add_func ("/csv/source/digest", test_digest);
  g_test_add_func ("/csv/source/peek", test_peek);
  return g_test_run ();
}
