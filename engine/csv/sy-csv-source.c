/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-csv-source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xxhash.h>

#include "core/sy-parallel-private.h"
#include "csv/sy-csv-encoding-private.h"
#include "csv/sy-csv-private.h"

/*
 * Three layers, each pulling from the one before:
 *
 *   raw    bytes of the file; counted and digested here
 *   plain  after decompression
 *   text   UTF-8
 *
 * What was read ahead to find out about the file waits in `raw_ahead`, `plain_ahead` and
 * `text_ahead` and is given first.
 */

#define CHUNK ((gsize) 64 * 1024)
#define HEAD ((gsize) 256 * 1024)
/* How far the search for the encoding reads. */
#define SURVEY_LENGTH ((gsize) 64 * 1024 * 1024)
#define SURVEY_SAMPLES 64
/* Text seldom packs better than 30:1; what unfolds to so much more was made to fill disks. */
#define BOMB_RATIO 250
#define BOMB_LENGTH ((gint64) 1024 * 1024 * 1024)

/* Bytes that wait. */
typedef struct
{
  GByteArray *bytes;
  gsize position;
} Ahead;

struct _SyCsvSource
{
  char *name;
  int fd;
  const guint8 *data;
  gsize data_length;
  gint64 size;
  gint64 position;
  gboolean raw_at_end;
  gsize read_size;
  XXH3_state_t *digest;

  Ahead raw_ahead;
  Ahead plain_ahead;
  Ahead text_ahead;

  GConverter *decompressor;
  guint8 *packed;
  gsize packed_start;
  gsize packed_end;
  gint64 n_unpacked;
  gboolean member_ended;

  SyCsvEncoding encoding;
  gboolean encoding_guessed;
  double encoding_confidence;
  gboolean is_stream;
  guint8 *chunk;
  gsize chunk_length;
  gboolean plain_at_end;
  char *converted;
};

static gsize
take_ahead (Ahead *ahead,
            void *buffer,
            gsize size)
{
  gsize n;

  if (ahead->bytes == NULL)
    return 0;
  n = MIN (size, ahead->bytes->len - ahead->position);
  memcpy (buffer, ahead->bytes->data + ahead->position, n);
  ahead->position += n;
  if (ahead->position == ahead->bytes->len)
    g_clear_pointer (&ahead->bytes, g_byte_array_unref);
  return n;
}

/* ------------------------------------------------------------------- raw */

static gssize
read_file (SyCsvSource *self,
           guint8 *buffer,
           gsize size,
           GError **error)
{
  gssize n;
  int code;

  do
    n = read (self->fd, buffer, size);
  while (n < 0 && errno == EINTR);
  code = errno;
  if (n < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "cannot read %s: %s", self->name,
                 g_strerror (code));
  return n;
}

static gssize
read_raw (SyCsvSource *self,
          guint8 *buffer,
          gsize size,
          GCancellable *cancellable,
          GError **error)
{
  gssize n = (gssize) take_ahead (&self->raw_ahead, buffer, size);

  if (n > 0)
    return n;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  if (self->read_size != 0)
    size = MIN (size, self->read_size);

  if (self->fd >= 0)
    n = read_file (self, buffer, size, error);
  else
    {
      n = (gssize) MIN (size, self->data_length - (gsize) self->position);
      if (n > 0)
        memcpy (buffer, self->data + self->position, (gsize) n);
    }
  if (n < 0)
    return -1;
  self->raw_at_end = n == 0;
  self->position += n;
  XXH3_128bits_update (self->digest, buffer, (gsize) n);
  return n;
}

/* Whether read_raw() has nothing more to give: the end was seen, and nothing waits. */
static gboolean
raw_is_done (const SyCsvSource *self)
{
  return self->raw_at_end && self->raw_ahead.bytes == NULL;
}

/* ----------------------------------------------------------------- plain */

static gboolean
fill_packed (SyCsvSource *self,
             GCancellable *cancellable,
             GError **error)
{
  gssize n;

  if (self->packed_start > 0)
    {
      memmove (self->packed, self->packed + self->packed_start,
               self->packed_end - self->packed_start);
      self->packed_end -= self->packed_start;
      self->packed_start = 0;
    }
  n = read_raw (self, self->packed + self->packed_end, CHUNK - self->packed_end, cancellable,
                error);
  if (n < 0)
    return FALSE;
  self->packed_end += (gsize) n;
  return TRUE;
}

/* Between members of a gzip file: zeros may pad it, anything else has to be the next member. */
static gboolean
start_member (SyCsvSource *self,
              GCancellable *cancellable,
              gboolean *out_more,
              GError **error)
{
  *out_more = FALSE;
  while (TRUE)
    {
      while (self->packed_start < self->packed_end && self->packed[self->packed_start] == 0)
        self->packed_start++;
      if (self->packed_end - self->packed_start >= 2 || raw_is_done (self))
        break;
      if (!fill_packed (self, cancellable, error))
        return FALSE;
    }
  if (self->packed_start == self->packed_end)
    return TRUE;
  if (self->packed_end - self->packed_start < 2 ||
      self->packed[self->packed_start] != 0x1f || self->packed[self->packed_start + 1] != 0x8b)
    {
      g_set_error (error, SY_CSV_ERROR, SY_CSV_ERROR_DAMAGED,
                   "%s has other bytes after its compressed part", self->name);
      return FALSE;
    }
  g_converter_reset (self->decompressor);
  self->member_ended = FALSE;
  *out_more = TRUE;
  return TRUE;
}

static gboolean
check_bomb (SyCsvSource *self,
            gsize n_written,
            GError **error)
{
  self->n_unpacked += (gint64) n_written;
  if (self->n_unpacked < BOMB_LENGTH || self->n_unpacked / BOMB_RATIO < self->position)
    return TRUE;
  g_set_error (
      error, SY_CSV_ERROR, SY_CSV_ERROR_DAMAGED,
      "the compressed file unfolds to more than %d times its size: if that is right, unpack "
      "it first",
      BOMB_RATIO);
  return FALSE;
}

static gssize
read_packed (SyCsvSource *self,
             guint8 *buffer,
             gsize size,
             GCancellable *cancellable,
             GError **error)
{
  while (TRUE)
    {
      g_autoptr (GError) problem = NULL;
      gboolean more = TRUE;
      gsize n_read = 0;
      gsize n_written = 0;
      GConverterResult result;

      if (self->member_ended && !start_member (self, cancellable, &more, error))
        return -1;
      if (!more)
        return 0;
      if (self->packed_start == self->packed_end && !raw_is_done (self) &&
          !fill_packed (self, cancellable, error))
        return -1;

      result = g_converter_convert (self->decompressor, self->packed + self->packed_start,
                                    self->packed_end - self->packed_start, buffer, size,
                                    raw_is_done (self) ? G_CONVERTER_INPUT_AT_END
                                                       : G_CONVERTER_NO_FLAGS,
                                    &n_read, &n_written, &problem);
      if (result != G_CONVERTER_ERROR)
        self->packed_start += n_read;
      self->member_ended = result == G_CONVERTER_FINISHED;
      if (n_written > 0)
        return check_bomb (self, n_written, error) ? (gssize) n_written : -1;
      if (result == G_CONVERTER_ERROR &&
          g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) && !raw_is_done (self))
        {
          if (!fill_packed (self, cancellable, error))
            return -1;
        }
      else if (result == G_CONVERTER_ERROR)
        {
          g_set_error (error, SY_CSV_ERROR, SY_CSV_ERROR_DAMAGED,
                       g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
                           ? "the compressed file %s is cut off"
                           : "the compressed file %s is damaged",
                       self->name);
          return -1;
        }
    }
}

static gssize
read_plain (SyCsvSource *self,
            void *buffer,
            gsize size,
            GCancellable *cancellable,
            GError **error)
{
  gssize n = (gssize) take_ahead (&self->plain_ahead, buffer, size);

  if (n > 0)
    return n;
  n = self->decompressor != NULL ? read_packed (self, buffer, size, cancellable, error)
                                 : read_raw (self, buffer, size, cancellable, error);
  self->plain_at_end = n == 0;
  return n;
}

/* ------------------------------------------------------------------ text */

static gssize
read_converted (SyCsvSource *self,
                char *buffer,
                gsize size,
                GCancellable *cancellable,
                GError **error)
{
  while (TRUE)
    {
      gssize n = (gssize) take_ahead (&self->text_ahead, buffer, size);
      gsize used;
      gsize length;

      if (n > 0)
        return n;
      n = read_plain (self, self->chunk + self->chunk_length, CHUNK - self->chunk_length,
                      cancellable, error);
      if (n < 0)
        return -1;
      self->chunk_length += (gsize) n;
      if (self->chunk_length == 0)
        return 0;
      length = sy_csv_encoding_convert (self->encoding, self->chunk, self->chunk_length, n == 0,
                                        self->converted, &used);
      memmove (self->chunk, self->chunk + used, self->chunk_length - used);
      self->chunk_length -= used;
      if (length > 0)
        {
          self->text_ahead.bytes = g_byte_array_sized_new ((guint) length);
          self->text_ahead.position = 0;
          g_byte_array_append (self->text_ahead.bytes, (const guint8 *) self->converted,
                               (guint) length);
        }
    }
}

gssize
sy_csv_source_read (SyCsvSource *self,
                    char *buffer,
                    gsize size,
                    GCancellable *cancellable,
                    GError **error)
{
  gssize n;

  g_return_val_if_fail (size > 0, -1);

  if (self->encoding != SY_CSV_ENCODING_UTF8)
    return read_converted (self, buffer, size, cancellable, error);
  n = (gssize) take_ahead (&self->text_ahead, buffer, size);
  return n > 0 ? n : read_plain (self, buffer, size, cancellable, error);
}

const char *
sy_csv_source_peek (SyCsvSource *self,
                    gsize wanted,
                    gsize *out_length,
                    gboolean *out_at_end,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GByteArray) ahead = g_byte_array_new ();
  gsize length = 0;
  gboolean at_end = FALSE;

  /* One byte more, to see whether the file ends there. */
  g_byte_array_set_size (ahead, (guint) wanted + 1);
  while (length < wanted + 1 && !at_end)
    {
      gssize n = sy_csv_source_read (self, (char *) ahead->data + length, wanted + 1 - length,
                                     cancellable, error);

      if (n < 0)
        return NULL;
      at_end = n == 0;
      length += (gsize) n;
    }

  /* What an earlier peek or a conversion left is behind what was just read. */
  if (self->text_ahead.bytes != NULL)
    {
      gsize n_rest = self->text_ahead.bytes->len - self->text_ahead.position;

      g_byte_array_set_size (ahead, (guint) length);
      g_byte_array_append (ahead, self->text_ahead.bytes->data + self->text_ahead.position,
                           (guint) n_rest);
      g_byte_array_unref (self->text_ahead.bytes);
    }
  else
    g_byte_array_set_size (ahead, (guint) length);
  *out_length = MIN (length, wanted);
  *out_at_end = at_end;
  self->text_ahead.bytes = g_steal_pointer (&ahead);
  self->text_ahead.position = 0;
  return (const char *) self->text_ahead.bytes->data;
}

/* --------------------------------------------------------------- opening */

/* Reads ahead in the layer of @read until @wanted bytes wait in @ahead. */
static gboolean
read_ahead (SyCsvSource *self,
            Ahead *ahead,
            gboolean plain,
            gsize wanted,
            GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize length = 0;
  gssize n = 1;

  if (self->data != NULL && !plain)
    wanted = MIN (wanted, self->data_length + 1);
  g_byte_array_set_size (bytes, (guint) wanted);
  while (length < wanted && n > 0)
    {
      n = plain ? read_plain (self, bytes->data + length, wanted - length, NULL, error)
                : read_raw (self, bytes->data + length, wanted - length, NULL, error);
      if (n < 0)
        return FALSE;
      length += (gsize) n;
    }
  g_byte_array_set_size (bytes, (guint) length);
  /* The layer below may have had more waiting than was asked for. */
  if (ahead->bytes != NULL)
    {
      g_byte_array_append (bytes, ahead->bytes->data + ahead->position,
                           ahead->bytes->len - (guint) ahead->position);
      g_byte_array_unref (ahead->bytes);
    }
  ahead->bytes = g_steal_pointer (&bytes);
  ahead->position = 0;
  return TRUE;
}

/* Looks at pieces of a long file all over. */
static void
survey_samples (SyCsvSource *self,
                SyCsvEvidence *evidence)
{
  g_autofree guint8 *piece = g_malloc (CHUNK);

  for (int i = 0; i < SURVEY_SAMPLES; i++)
    {
      gint64 offset = (self->size - (gint64) CHUNK) / SURVEY_SAMPLES * (i + 1);
      gssize n = pread (self->fd, piece, CHUNK, offset & ~(gint64) 1);

      if (n > 0)
        sy_csv_evidence_add (evidence, piece, (gsize) n);
    }
}

typedef struct
{
  int fd;
  GMutex mutex;
  SyCsvEvidence *evidence;
} WholeSurvey;

static void
survey_range (gsize start,
              gsize end,
              gpointer user_data)
{
  WholeSurvey *self = user_data;
  g_autofree guint8 *piece = g_malloc (HEAD);
  SyCsvEvidence found = { .n_bytes = start };
  gssize n;

  while (found.n_bytes < end &&
         (n = pread (self->fd, piece, MIN (HEAD, end - found.n_bytes), (off_t) found.n_bytes)) > 0)
    sy_csv_evidence_add (&found, piece, (gsize) n);
  found.n_bytes -= start;
  g_mutex_lock (&self->mutex);
  sy_csv_evidence_merge (self->evidence, &found);
  g_mutex_unlock (&self->mutex);
}

/* Looks at all of a file that is not long. */
static void
survey_whole (SyCsvSource *self,
              SyCsvEvidence *evidence)
{
  WholeSurvey survey = { .fd = self->fd, .evidence = evidence };

  g_mutex_init (&survey.mutex);
  sy_parallel_run ((gsize) self->size, 4 * HEAD, g_get_num_processors (), survey_range, &survey);
  g_mutex_clear (&survey.mutex);
}

/* Looks at data, or at the beginning of a compressed file. */
static void
survey_pieces (SyCsvSource *twin,
               SyCsvEvidence *evidence)
{
  g_autofree char *piece = g_malloc (HEAD);
  gssize n = 1;

  while (evidence->n_bytes < SURVEY_LENGTH && n > 0)
    {
      n = sy_csv_source_read (twin, piece, HEAD, NULL, NULL);
      if (n > 0)
        sy_csv_evidence_add (evidence, (const guint8 *) piece, (gsize) n);
    }
}

/* Decides the encoding of a file without a mark from as much of it as can be read twice. */
static void
survey (SyCsvSource *self,
        const char *path)
{
  SyCsvEvidence evidence = { 0 };
  const GByteArray *head = self->plain_ahead.bytes;

  if (head != NULL)
    sy_csv_evidence_add (&evidence, head->data, head->len);
  self->encoding = sy_csv_evidence_decide (&evidence, &self->encoding_guessed,
                                           &self->encoding_confidence);
  if (self->encoding != SY_CSV_ENCODING_UTF8 || self->plain_at_end)
    return;

  if (path != NULL && self->decompressor == NULL && self->size > (gint64) SURVEY_LENGTH)
    survey_samples (self, &evidence);
  else if (path != NULL && self->decompressor == NULL)
    {
      evidence = (SyCsvEvidence){ 0 };
      survey_whole (self, &evidence);
    }
  else if (path != NULL || self->data != NULL)
    {
      g_autoptr (SyCsvSource)
          twin = path != NULL ? sy_csv_source_open (path, SY_CSV_ENCODING_UTF8, NULL)
                              : sy_csv_source_new_for_data (self->data, self->data_length,
                                                            SY_CSV_ENCODING_UTF8, NULL);

      evidence = (SyCsvEvidence){ 0 };
      if (twin != NULL)
        survey_pieces (twin, &evidence);
    }
  self->encoding = sy_csv_evidence_decide (&evidence, &self->encoding_guessed,
                                           &self->encoding_confidence);
}

/*
 * Files that hold a table, but not as text: what to do is better to know than what is wrong in
 * line 1.
 */
static gboolean
check_is_text (const SyCsvSource *self,
               GError **error)
{
  static const struct
  {
    const char *mark;
    gsize length;
    const char *advice;
  } marks[] = {
    { "PK\x03\x04", 4,
      "is a zip archive or an Excel workbook, not text: unpack it, or save it as CSV" },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "is an old Excel workbook, not text: save it as CSV" },
    { "BZh", 3, "is compressed with bzip2: unpack it first (gzip is read as it is)" },
    { "\xfd"
      "7zXZ",
      5, "is compressed with xz: unpack it first (gzip is read as it is)" },
    { "\x28\xb5\x2f\xfd", 4, "is compressed with zstd: unpack it first (gzip is read as it is)" },
    { "PAR1", 4, "is a Parquet file, not text: export it as CSV" },
    { "SQLite format 3", 16, "is an SQLite database, not text: export the table as CSV" },
    { "%PDF-", 5, "is a PDF document, not text" },
  };
  const GByteArray *head = self->plain_ahead.bytes;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (head->len >= marks[i].length && memcmp (head->data, marks[i].mark, marks[i].length) == 0)
      {
        g_set_error (error, SY_CSV_ERROR, SY_CSV_ERROR_DAMAGED, "this %s",
                     marks[i].advice);
        return FALSE;
      }
  return TRUE;
}

static gboolean
begin (SyCsvSource *self,
       const char *path,
       SyCsvEncoding encoding,
       GError **error)
{
  SyCsvEncoding marked;
  gsize mark_length;

  if (!read_ahead (self, &self->raw_ahead, FALSE, CHUNK, error))
    return FALSE;
  if (self->raw_ahead.bytes->len >= 2 && self->raw_ahead.bytes->data[0] == 0x1f &&
      self->raw_ahead.bytes->data[1] == 0x8b)
    {
      self->decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
      self->packed = g_malloc (CHUNK);
    }
  if (!read_ahead (self, &self->plain_ahead, TRUE, HEAD, error) || !check_is_text (self, error))
    return FALSE;

  marked = sy_csv_encoding_from_mark (self->plain_ahead.bytes->data, self->plain_ahead.bytes->len,
                                      &mark_length);
  self->plain_ahead.position = mark_length;
  if (marked != SY_CSV_ENCODING_AUTO)
    self->encoding = marked;
  else if (encoding != SY_CSV_ENCODING_AUTO)
    self->encoding = encoding;
  else
    survey (self, path);

  if (self->encoding != SY_CSV_ENCODING_UTF8)
    {
      self->chunk = g_malloc (CHUNK);
      self->converted = g_malloc (3 * CHUNK);
    }
  return TRUE;
}

static SyCsvSource *
new_source (const char *name)
{
  SyCsvSource *self = g_atomic_rc_box_new0 (SyCsvSource);

  self->name = g_strdup (name);
  self->fd = -1;
  self->encoding_confidence = 1;
  self->digest = XXH3_createState ();
  XXH3_128bits_reset (self->digest);
  return self;
}

SyCsvSource *
sy_csv_source_open (const char *path,
                    SyCsvEncoding encoding,
                    GError **error)
{
  g_autoptr (SyCsvSource) self = NULL;
  gboolean is_stdin = strcmp (path, "-") == 0;
  g_autofree char *name = is_stdin ? g_strdup ("standard input") : g_filename_display_name (path);
  struct stat info;
  gboolean regular;
  int code;

  self = new_source (name);
  self->fd = is_stdin ? fcntl (STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                      : open (path, O_RDONLY | O_CLOEXEC);
  code = errno;
  if (self->fd < 0 || fstat (self->fd, &info) != 0)
    {
      code = self->fd < 0 ? code : errno;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "cannot open %s: %s", name,
                   g_strerror (code));
      return NULL;
    }
  if (S_ISDIR (info.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "cannot read %s: it is a folder",
                   name);
      return NULL;
    }
  regular = S_ISREG (info.st_mode) && !is_stdin;
  self->is_stream = !regular;
  if (regular)
    {
      self->size = info.st_size;
      (void) posix_fadvise (self->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    }
  return begin (self, regular ? path : NULL, encoding, error) ? g_steal_pointer (&self) : NULL;
}

SyCsvSource *
sy_csv_source_new_for_data (const void *data,
                            gsize length,
                            SyCsvEncoding encoding,
                            GError **error)
{
  g_autoptr (SyCsvSource) self = new_source ("the data");

  self->data = data;
  self->data_length = length;
  self->size = (gint64) length;
  return begin (self, NULL, encoding, error) ? g_steal_pointer (&self) : NULL;
}

SyCsvSource *
sy_csv_source_ref (SyCsvSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_source (gpointer data)
{
  SyCsvSource *self = data;

  if (self->fd >= 0)
    close (self->fd);
  g_free (self->name);
  XXH3_freeState (self->digest);
  g_clear_pointer (&self->raw_ahead.bytes, g_byte_array_unref);
  g_clear_pointer (&self->plain_ahead.bytes, g_byte_array_unref);
  g_clear_pointer (&self->text_ahead.bytes, g_byte_array_unref);
  g_clear_object (&self->decompressor);
  g_free (self->packed);
  g_free (self->chunk);
  g_free (self->converted);
}

void
sy_csv_source_unref (SyCsvSource *self)
{
  g_atomic_rc_box_release_full (self, clear_source);
}

/* --------------------------------------------------------------- results */

SyCsvEncoding
sy_csv_source_get_encoding (const SyCsvSource *self)
{
  return self->encoding;
}

gboolean
sy_csv_source_get_is_encoding_guessed (const SyCsvSource *self)
{
  return self->encoding_guessed;
}

double
sy_csv_source_get_encoding_confidence (const SyCsvSource *self)
{
  return self->encoding_confidence;
}

gboolean
sy_csv_source_get_is_compressed (const SyCsvSource *self)
{
  return self->decompressor != NULL;
}

gboolean
sy_csv_source_get_is_stream (const SyCsvSource *self)
{
  return self->is_stream;
}

gint64
sy_csv_source_get_size (const SyCsvSource *self)
{
  return self->size;
}

gint64
sy_csv_source_get_position (const SyCsvSource *self)
{
  return self->position;
}

void
sy_csv_source_set_read_size (SyCsvSource *self,
                             gsize read_size)
{
  self->read_size = read_size;
}

char *
sy_csv_source_get_digest (const SyCsvSource *self)
{
  XXH128_hash_t hash;

  if (!self->raw_at_end)
    return NULL;
  hash = XXH3_128bits_digest (self->digest);
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                          (guint64) hash.high64, (guint64) hash.low64);
}
