/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "csv/sy-csv-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/sy-number.h"

#define BUFFER_SIZE ((gsize) 256 * 1024)

struct _SyCsvWriter
{
  SyCsvWriterFlags flags;
  char delimiter;
  char *path;
  char *temporary;
  int fd;
  GString *buffer;
  gboolean borrows_buffer;
  gsize row_start;
  gsize n_in_row;
  gint64 n_rows;
  gint64 n_made_harmless;
  GError *problem;
};

static gboolean
fail_errno (GError **error,
            const char *verb,
            const char *path,
            int code)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "cannot %s %s: %s", verb, name,
               g_strerror (code));
  return FALSE;
}

/* Puts a temporary file beside the target, with the mode the target has or would get. */
static gboolean
open_temporary (SyCsvWriter *self,
                GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *base = g_path_get_basename (self->path);
  g_autofree char *name = g_strdup_printf (".%s.XXXXXX", base);
  struct stat info;

  self->temporary = g_build_filename (folder, name, NULL);
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0666);
  if (self->fd < 0)
    {
      int code = errno;

      g_clear_pointer (&self->temporary, g_free);
      return fail_errno (error, "write", self->path, code);
    }
  return stat (self->path, &info) != 0 ||
         fchmod (self->fd, info.st_mode & 07777) == 0 ||
         fail_errno (error, "write", self->path, errno);
}

static SyCsvWriter *
new_writer (SyCsvWriterFlags flags,
            GString *string)
{
  SyCsvWriter *self = g_new0 (SyCsvWriter, 1);

  self->flags = flags;
  self->delimiter = (flags & SY_CSV_WRITER_SEMICOLON) != 0 ? ';' : ',';
  self->fd = -1;
  self->borrows_buffer = string != NULL;
  self->buffer = string != NULL ? string : g_string_sized_new (BUFFER_SIZE + 4096);
  if ((flags & SY_CSV_WRITER_BOM) != 0)
    g_string_append (self->buffer, "\xef\xbb\xbf");
  self->row_start = self->buffer->len;
  return self;
}

SyCsvWriter *
sy_csv_writer_new (const char *path,
                   SyCsvWriterFlags flags,
                   GError **error)
{
  g_autoptr (SyCsvWriter) self = new_writer (flags, NULL);
  struct stat info;

  if (strcmp (path, "-") == 0)
    {
      self->path = g_strdup ("standard output");
      self->fd = fcntl (STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
      return self->fd >= 0 || fail_errno (error, "write", self->path, errno)
                 ? g_steal_pointer (&self)
                 : NULL;
    }
  /* A link stays a link: what it points to is replaced. */
  self->path = realpath (path, NULL);
  if (self->path == NULL)
    self->path = g_strdup (path);
  if (stat (self->path, &info) == 0 && !S_ISREG (info.st_mode))
    {
      if (S_ISDIR (info.st_mode))
        return fail_errno (error, "write", path, EISDIR) ? NULL : NULL;
      self->fd = open (self->path, O_WRONLY | O_CLOEXEC);
      return self->fd >= 0 || fail_errno (error, "write", path, errno) ? g_steal_pointer (&self)
                                                                       : NULL;
    }
  return open_temporary (self, error) ? g_steal_pointer (&self) : NULL;
}

SyCsvWriter *
sy_csv_writer_new_for_string (GString *string,
                              SyCsvWriterFlags flags)
{
  return new_writer (flags, string);
}

void
sy_csv_writer_free (SyCsvWriter *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  if (!self->borrows_buffer)
    g_string_free (self->buffer, TRUE);
  g_clear_error (&self->problem);
  g_free (self);
}

static void
flush (SyCsvWriter *self)
{
  gsize done = 0;

  if (self->borrows_buffer)
    return;
  while (done < self->buffer->len && self->problem == NULL)
    {
      gssize n = write (self->fd, self->buffer->str + done, self->buffer->len - done);

      if (n > 0)
        done += (gsize) n;
      else if (n == 0 || errno != EINTR)
        fail_errno (&self->problem, "write", self->path, n == 0 ? ENOSPC : errno);
    }
  g_string_truncate (self->buffer, 0);
  self->row_start = 0;
}

/* Whether a spreadsheet would take the text for a formula. */
static gboolean
is_formula (const char *text,
            gsize length)
{
  double number;

  if (length == 0)
    return FALSE;
  switch (text[0])
    {
    case '=':
    case '@':
    case '\t':
    case '\r':
    case '\n':
      return TRUE;
    case '+':
    case '-':
      return !sy_number_parse (text, length, &number);
    case '\xef':
      /* Full-width = + - @. */
      return length >= 3 && text[1] == '\xbc' &&
             (text[2] == '\x9d' || text[2] == '\x8b' || text[2] == '\x8d' || text[2] == '\xa0');
    default:
      return FALSE;
    }
}

static gboolean
needs_quotes (const char *text,
              gsize length)
{
  if (length == 0 || text[0] == ' ' || text[length - 1] == ' ')
    return TRUE;
  /* Any delimiter, as the program that opens the file may split at another one. */
  for (gsize i = 0; i < length; i++)
    switch (text[i])
      {
      case '"':
      case ',':
      case ';':
      case '\t':
      case '|':
      case '\r':
      case '\n':
        return TRUE;
      default:
        break;
      }
  return FALSE;
}

static inline void
start_field (SyCsvWriter *self)
{
  if (self->n_in_row++ > 0)
    g_string_append_c (self->buffer, self->delimiter);
}

void
sy_csv_writer_add_text (SyCsvWriter *self,
                        const char *text,
                        gssize length)
{
  gsize n = text == NULL ? 0 : length < 0 ? strlen (text)
                                          : (gsize) length;
  gboolean harmful = (self->flags & SY_CSV_WRITER_RAW) == 0 && is_formula (text, n);

  start_field (self);
  if (text == NULL)
    return;
  if (!harmful && !needs_quotes (text, n))
    {
      g_string_append_len (self->buffer, text, (gssize) n);
      return;
    }
  g_string_append_c (self->buffer, '"');
  if (harmful)
    {
      g_string_append_c (self->buffer, '\'');
      self->n_made_harmless++;
    }
  while (n > 0)
    {
      const char *quote = memchr (text, '"', n);
      gsize part = quote != NULL ? (gsize) (quote - text) + 1 : n;

      g_string_append_len (self->buffer, text, (gssize) part);
      if (quote != NULL)
        g_string_append_c (self->buffer, '"');
      text += part;
      n -= part;
    }
  g_string_append_c (self->buffer, '"');
}

void
sy_csv_writer_add_bytes (SyCsvWriter *self,
                         const char *bytes,
                         gsize length)
{
  start_field (self);
  g_string_append_len (self->buffer, bytes, (gssize) length);
}

void
sy_csv_writer_add_number (SyCsvWriter *self,
                          double value)
{
  char text[SY_NUMBER_BUFFER_SIZE];

  start_field (self);
  if (!isnan (value))
    g_string_append (self->buffer, sy_number_format (value, text));
}

void
sy_csv_writer_add_int (SyCsvWriter *self,
                       gint64 value)
{
  char text[24];

  start_field (self);
  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  g_string_append (self->buffer, text);
}

void
sy_csv_writer_end_row (SyCsvWriter *self)
{
  /* A row of one missing value would be a blank line, which is no row. */
  if (self->buffer->len == self->row_start)
    g_string_append (self->buffer, "\"\"");
  g_string_append (self->buffer, (self->flags & SY_CSV_WRITER_CRLF) != 0 ? "\r\n" : "\n");
  self->n_in_row = 0;
  self->n_rows++;
  if (self->buffer->len >= BUFFER_SIZE)
    flush (self);
  self->row_start = self->buffer->len;
}

gint64
sy_csv_writer_get_n_rows (const SyCsvWriter *self)
{
  return self->n_rows;
}

gint64
sy_csv_writer_get_n_made_harmless (const SyCsvWriter *self)
{
  return self->n_made_harmless;
}

/* Makes the new name last over a power cut. */
static gboolean
sync_folder (const char *path,
             GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done;

  /* A folder may be writable but not readable; the file itself is on the disk. */
  if (fd < 0)
    return TRUE;
  done = fsync (fd) == 0 || errno == EINVAL || fail_errno (error, "write", path, errno);
  close (fd);
  return done;
}

gboolean
sy_csv_writer_finish (SyCsvWriter *self,
                      GError **error)
{
  int fd;

  flush (self);
  if (self->problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->problem));
      return FALSE;
    }
  if (self->temporary == NULL)
    return TRUE;

  if (fsync (self->fd) != 0)
    return fail_errno (error, "write", self->path, errno);
  fd = self->fd;
  self->fd = -1;
  if (close (fd) != 0 || rename (self->temporary, self->path) != 0)
    return fail_errno (error, "write", self->path, errno);
  g_clear_pointer (&self->temporary, g_free);
  return sync_folder (self->path, error);
}
