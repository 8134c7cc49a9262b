/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-csv.h"

/* Replaced file by file within the hour. */
void
sy_amount_detect_add (SyAmountDetect *self, const char *text, gsize length)
{
  g_error ("not yet");
}

gboolean
sy_amount_detect_finish (const SyAmountDetect *self, char fallback, SyAmountFormat *out_format)
{
  g_error ("not yet");
}

gboolean
sy_amount_format_parse (const SyAmountFormat *self, const char *text, gsize length, double *out_value, const char **out_reason)
{
  g_error ("not yet");
}

GQuark
sy_csv_error_quark (void)
{
  g_error ("not yet");
}

const char *
sy_csv_encoding_get_name (SyCsvEncoding encoding)
{
  g_error ("not yet");
}

gboolean
sy_csv_encoding_parse (const char *name, SyCsvEncoding *out_encoding, GError **error)
{
  g_error ("not yet");
}

gboolean
sy_csv_delimiter_parse (const char *name, char *out_delimiter, GError **error)
{
  g_error ("not yet");
}

const char *
sy_csv_delimiter_get_name (char delimiter)
{
  g_error ("not yet");
}

SyCsvReader *
sy_csv_reader_open (const char *path, const SyCsvHints *hints, SyCsvSniff *out_sniff, GCancellable *cancellable, GError **error)
{
  g_error ("not yet");
}

SyCsvReader *
sy_csv_reader_open_source (SyCsvSource *source, const SyCsvHints *hints, SyCsvSniff *out_sniff, GCancellable *cancellable, GError **error)
{
  g_error ("not yet");
}

SyCsvReader *
sy_csv_reader_new (SyCsvSource *source, const SyCsvDialect *dialect)
{
  g_error ("not yet");
}

void
sy_csv_reader_free (SyCsvReader *self)
{
  g_error ("not yet");
}

SyCsvSource *
sy_csv_reader_get_source (SyCsvReader *self)
{
  g_error ("not yet");
}

gboolean
sy_csv_reader_read_header (SyCsvReader *self, GCancellable *cancellable, GError **error)
{
  g_error ("not yet");
}

const char *const *
sy_csv_reader_get_header (SyCsvReader *self, gsize *out_n_columns)
{
  g_error ("not yet");
}

gsize
sy_csv_reader_get_n_columns (SyCsvReader *self)
{
  g_error ("not yet");
}

void
sy_csv_reader_set_n_columns (SyCsvReader *self, gsize n_columns)
{
  g_error ("not yet");
}

const SyCsvBlock *
sy_csv_reader_next_block (SyCsvReader *self, GCancellable *cancellable, GError **error)
{
  g_error ("not yet");
}

gboolean
sy_csv_sniff (const char *text, gsize length, gboolean at_end, const SyCsvHints *hints, SyCsvSniff *out_sniff, GError **error)
{
  g_error ("not yet");
}

SyCsvSource *
sy_csv_source_open (const char *path, SyCsvEncoding encoding, GError **error)
{
  g_error ("not yet");
}

SyCsvSource *
sy_csv_source_new_for_data (const void *data, gsize length, SyCsvEncoding encoding, GError **error)
{
  g_error ("not yet");
}

SyCsvSource *
sy_csv_source_ref (SyCsvSource *self)
{
  g_error ("not yet");
}

void
sy_csv_source_unref (SyCsvSource *self)
{
  g_error ("not yet");
}

SyCsvEncoding
sy_csv_source_get_encoding (const SyCsvSource *self)
{
  g_error ("not yet");
}

gboolean
sy_csv_source_get_is_encoding_guessed (const SyCsvSource *self)
{
  g_error ("not yet");
}

gboolean
sy_csv_source_get_is_compressed (const SyCsvSource *self)
{
  g_error ("not yet");
}

gint64
sy_csv_source_get_size (const SyCsvSource *self)
{
  g_error ("not yet");
}

gint64
sy_csv_source_get_position (const SyCsvSource *self)
{
  g_error ("not yet");
}

const char *
sy_csv_source_peek (SyCsvSource *self, gsize wanted, gsize *out_length, gboolean *out_at_end, GCancellable *cancellable, GError **error)
{
  g_error ("not yet");
}

gssize
sy_csv_source_read (SyCsvSource *self, char *buffer, gsize size, GCancellable *cancellable, GError **error)
{
  g_error ("not yet");
}

char *
sy_csv_source_get_digest (const SyCsvSource *self)
{
  g_error ("not yet");
}

SyCsvWriter *
sy_csv_writer_new (const char *path, SyCsvWriterFlags flags, GError **error)
{
  g_error ("not yet");
}

SyCsvWriter *
sy_csv_writer_new_for_string (GString *string, SyCsvWriterFlags flags)
{
  g_error ("not yet");
}

void
sy_csv_writer_free (SyCsvWriter *self)
{
  g_error ("not yet");
}

void
sy_csv_writer_add_text (SyCsvWriter *self, const char *text, gssize length)
{
  g_error ("not yet");
}

void
sy_csv_writer_add_number (SyCsvWriter *self, double value)
{
  g_error ("not yet");
}

void
sy_csv_writer_add_int (SyCsvWriter *self, gint64 value)
{
  g_error ("not yet");
}

void
sy_csv_writer_end_row (SyCsvWriter *self)
{
  g_error ("not yet");
}

gint64
sy_csv_writer_get_n_rows (const SyCsvWriter *self)
{
  g_error ("not yet");
}

gint64
sy_csv_writer_get_n_made_harmless (const SyCsvWriter *self)
{
  g_error ("not yet");
}

gboolean
sy_csv_writer_finish (SyCsvWriter *self, GError **error)
{
  g_error ("not yet");
}

SyTimeFormat *
sy_time_format_from_name (const char *name, GError **error)
{
  g_error ("not yet");
}

SyTimeFormat *
sy_time_format_copy (const SyTimeFormat *self)
{
  g_error ("not yet");
}

void
sy_time_format_free (SyTimeFormat *self)
{
  g_error ("not yet");
}

const char *
sy_time_format_get_name (const SyTimeFormat *self)
{
  g_error ("not yet");
}

gboolean
sy_time_format_parse (SyTimeFormat *self, const SyZone *zone, const char *text, gsize length, gint64 *out_utc_ms, const char **out_reason)
{
  g_error ("not yet");
}

SyTimeDetect *
sy_time_detect_new (void)
{
  g_error ("not yet");
}

void
sy_time_detect_free (SyTimeDetect *self)
{
  g_error ("not yet");
}

void
sy_time_detect_add (SyTimeDetect *self, const char *text, gsize length)
{
  g_error ("not yet");
}

void
sy_time_detect_finish (const SyTimeDetect *self, SyTimeDetection *out_detection)
{
  g_error ("not yet");
}
