/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-event-columns-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>
#include <xxhash.h>

/*
 * A file is a header, a directory of 64-bit numbers, and arrays. The directory has the shape of the
 * log; then, for each type, its counts and where its arrays begin, in bytes from the start of the
 * file, 0 for an array that is not there; then, for each property, how many values it has
 * and where their ranks begin.
 */

typedef enum
{
  SHAPE_PEOPLE,
  SHAPE_TYPES,
  SHAPE_PROPERTIES,
  SHAPE_VALUES,
  N_SHAPE,
} Shape;

typedef enum
{
  TYPE_EVENTS,
  TYPE_RUNS,
  TYPE_PEOPLE,
  TYPE_STARTS,
  TYPE_SECONDS,
  TYPE_ROWS,
  TYPE_AMOUNTS,
  N_TYPE, /* and one for each property */
} TypeEntry;

typedef enum
{
  PROPERTY_VALUES,
  PROPERTY_RANKS,
  N_PROPERTY,
} PropertyEntry;

#define OLD_DAYS 30

static gsize
round_up (gsize size)
{
  return (size + SY_COLUMN_CACHE_ALIGNMENT - 1) / SY_COLUMN_CACHE_ALIGNMENT *
         SY_COLUMN_CACHE_ALIGNMENT;
}

static gsize
get_directory_length (gsize n_types,
                      gsize n_properties)
{
  return N_SHAPE + n_types * (N_TYPE + n_properties) + n_properties * N_PROPERTY;
}

/* --- reading --- */

struct _SyEventColumns
{
  char *memory; /* the whole file */
  gsize length;
  const guint64 *directory;
};

static gsize
get_shape (const SyEventColumns *self,
           Shape shape)
{
  return self->directory[shape];
}

static const guint64 *
get_type (const SyEventColumns *self,
          gsize type)
{
  return self->directory + N_SHAPE + type * (N_TYPE + get_shape (self, SHAPE_PROPERTIES));
}

static const guint64 *
get_property (const SyEventColumns *self,
              gsize property)
{
  return get_type (self, get_shape (self, SHAPE_TYPES)) + property * N_PROPERTY;
}

static gpointer
get_array (const SyEventColumns *self,
           guint64 offset)
{
  return offset == 0 ? NULL : self->memory + offset;
}

/* Whether @n items from @offset on lie in the file. */
static gboolean
has_array (const SyEventColumns *self,
           guint64 offset,
           guint64 n,
           gsize item_size)
{
  return offset == 0 || (offset % SY_COLUMN_CACHE_ALIGNMENT == 0 && offset <= self->length &&
                         n <= (self->length - offset) / item_size);
}

static gboolean
has_type (const SyEventColumns *self,
          gsize index)
{
  const guint64 *type = get_type (self, index);
  gboolean has = type[TYPE_RUNS] < G_MAXUINT32 && type[TYPE_EVENTS] <= G_MAXUINT32 &&
                 has_array (self, type[TYPE_PEOPLE], type[TYPE_RUNS], sizeof (guint32)) &&
                 has_array (self, type[TYPE_STARTS], type[TYPE_RUNS] + 1, sizeof (guint32)) &&
                 has_array (self, type[TYPE_SECONDS], type[TYPE_EVENTS], sizeof (guint32)) &&
                 has_array (self, type[TYPE_ROWS], type[TYPE_EVENTS], sizeof (guint32)) &&
                 has_array (self, type[TYPE_AMOUNTS], type[TYPE_EVENTS], sizeof (double));

  for (gsize i = 0; has && i < get_shape (self, SHAPE_PROPERTIES); i++)
    has = has_array (self, type[N_TYPE + i], type[TYPE_EVENTS], sizeof (guint32));
  return has;
}

static gboolean
has_directory (const SyEventColumns *self)
{
  gsize n = (self->length - sizeof (SyColumnCacheHeader)) / sizeof (guint64);
  gsize n_types, n_properties;
  gboolean has = n >= N_SHAPE;

  if (!has)
    return FALSE;
  n_types = get_shape (self, SHAPE_TYPES);
  n_properties = get_shape (self, SHAPE_PROPERTIES);
  has = n_types <= n && n_properties <= n && n_types * n_properties <= n &&
        get_directory_length (n_types, n_properties) <= n;
  for (gsize i = 0; has && i < n_types; i++)
    has = has_type (self, i);
  for (gsize i = 0; has && i < n_properties; i++)
    has = has_array (self, get_property (self, i)[PROPERTY_RANKS],
                     get_property (self, i)[PROPERTY_VALUES], sizeof (guint32));
  return has;
}

/* What was written is what is there: no array is looked into. */
static gboolean
is_whole (const SyEventColumns *self,
          const SyFileState *state)
{
  const SyColumnCacheHeader *header = (const SyColumnCacheHeader *) (gpointer) self->memory;

  return memcmp (header->magic, SY_COLUMN_CACHE_MAGIC, sizeof header->magic) == 0 &&
         header->byte_order == 1 && header->format == SY_COLUMN_CACHE_FORMAT &&
         sy_file_state_equal (&header->state, state) && header->length == self->length &&
         header->hash ==
             XXH3_64bits (self->memory + sizeof *header, self->length - sizeof *header) &&
         has_directory (self);
}

SyEventColumns *
sy_event_columns_open (const char *path,
                       const SyFileState *state)
{
  g_autoptr (SyEventColumns) self = NULL;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  GStatBuf status;
  gpointer memory = MAP_FAILED;

  if (fd < 0)
    return NULL;
  if (fstat (fd, &status) == 0 && S_ISREG (status.st_mode) && status.st_uid == geteuid () &&
      status.st_size > (goffset) sizeof (SyColumnCacheHeader))
    memory = mmap (NULL, (gsize) status.st_size, PROT_READ, MAP_SHARED, fd, 0);
  (void) g_close (fd, NULL);
  if (memory == MAP_FAILED)
    return NULL;
  self = g_new0 (SyEventColumns, 1);
  self->memory = memory;
  self->length = (gsize) status.st_size;
  self->directory = (const guint64 *) (gpointer) (self->memory + sizeof (SyColumnCacheHeader));
  if (is_whole (self, state))
    {
      (void) g_utime (path, NULL); /* used today */
      return g_steal_pointer (&self);
    }
  (void) g_unlink (path);
  return NULL;
}

void
sy_event_columns_close (SyEventColumns *self)
{
  if (self == NULL)
    return;
  munmap (self->memory, self->length);
  g_free (self);
}

gboolean
sy_event_columns_fit (const SyEventColumns *self,
                      const SyEventLog *log,
                      gsize n_values)
{
  return get_shape (self, SHAPE_PEOPLE) == log->n_people &&
         get_shape (self, SHAPE_TYPES) == log->n_types &&
         get_shape (self, SHAPE_PROPERTIES) == log->n_properties &&
         get_shape (self, SHAPE_VALUES) == n_values;
}

const guint32 *
sy_event_columns_get_values (const SyEventColumns *self,
                             gsize property,
                             gsize *out_n)
{
  const guint64 *entry = get_property (self, property);

  *out_n = entry[PROPERTY_VALUES];
  return get_array (self, entry[PROPERTY_RANKS]);
}

void
sy_event_columns_give (SyEventColumns *self,
                       SyEventLog *log)
{
  for (gsize i = 0; i < log->n_types; i++)
    {
      const guint64 *type = get_type (self, i);

      log->types[i].runs = (SyEventRuns){
        .n_events = type[TYPE_EVENTS],
        .n_runs = type[TYPE_RUNS],
        .people = get_array (self, type[TYPE_PEOPLE]),
        .starts = get_array (self, type[TYPE_STARTS]),
        .seconds = get_array (self, type[TYPE_SECONDS]),
        .amounts = get_array (self, type[TYPE_AMOUNTS]),
        .rows = get_array (self, type[TYPE_ROWS]),
      };
      for (gsize j = 0; j < log->n_properties; j++)
        log->types[i].property_values[j] = get_array (self, type[N_TYPE + j]);
    }
  log->kept_columns = self;
}

/* --- writing --- */

struct _SyEventColumnsWriter
{
  const SyEventLog *log;
  GPtrArray *values;
  gsize n_values;
  char *path;
  SyFileState state;
  GThread *thread;
};

typedef struct
{
  int fd;
  gboolean is_failed;
  gsize length; /* so far */
  XXH3_state_t *hash;
} Output;

static void
put (Output *out,
     gconstpointer bytes,
     gsize length)
{
  const char *p = bytes;
  gsize n_left = length;

  while (n_left > 0 && !out->is_failed)
    {
      /* What was just hashed is still in the cache when it is copied. */
      gsize n = MIN (n_left, (gsize) 256 * 1024);

      XXH3_64bits_update (out->hash, p, n);
      out->is_failed = write (out->fd, p, n) != (gssize) n;
      p += n;
      n_left -= n;
    }
  out->length += length;
}

static void
pad (Output *out)
{
  static const char zeros[SY_COLUMN_CACHE_ALIGNMENT] = { 0 };

  put (out, zeros, round_up (out->length) - out->length);
}

/* Each array is met twice: first to find its place, then, with an output, to be put there. */
static void
place_array (guint64 *entry,
             gsize *at,
             Output *out,
             gconstpointer array,
             gsize size)
{
  if (array == NULL)
    return;
  if (out != NULL)
    {
      pad (out);
      put (out, array, size);
      return;
    }
  *at = round_up (*at);
  *entry = *at;
  *at += size;
}

static void
place_arrays (const SyEventColumnsWriter *self,
              guint64 *directory,
              Output *out)
{
  const SyEventLog *log = self->log;
  gsize at = sizeof (SyColumnCacheHeader) +
             get_directory_length (log->n_types, log->n_properties) * sizeof *directory;
  guint64 *entry = directory + N_SHAPE;

  for (gsize i = 0; i < log->n_types; i++, entry += N_TYPE + log->n_properties)
    {
      const SyEventRuns *runs = &log->types[i].runs;
      gsize n_ids = runs->n_events * sizeof (guint32);

      entry[TYPE_EVENTS] = runs->n_events;
      entry[TYPE_RUNS] = runs->n_runs;
      place_array (&entry[TYPE_PEOPLE], &at, out, runs->people, runs->n_runs * sizeof (guint32));
      place_array (&entry[TYPE_STARTS], &at, out, runs->starts,
                   (runs->n_runs + 1) * sizeof (guint32));
      place_array (&entry[TYPE_SECONDS], &at, out, runs->seconds, n_ids);
      place_array (&entry[TYPE_ROWS], &at, out, runs->rows, n_ids);
      place_array (&entry[TYPE_AMOUNTS], &at, out, runs->amounts,
                   runs->n_events * sizeof (double));
      for (gsize j = 0; j < log->n_properties; j++)
        place_array (&entry[N_TYPE + j], &at, out, log->types[i].property_values[j], n_ids);
    }
  for (gsize i = 0; i < log->n_properties; i++, entry += N_PROPERTY)
    {
      const GArray *ranks = self->values->pdata[i];

      entry[PROPERTY_VALUES] = ranks->len;
      place_array (&entry[PROPERTY_RANKS], &at, out, ranks->data, ranks->len * sizeof (guint32));
    }
}

static gboolean
write_file (const SyEventColumnsWriter *self,
            int fd)
{
  const SyEventLog *log = self->log;
  gsize n = get_directory_length (log->n_types, log->n_properties);
  g_autofree guint64 *directory = g_new0 (guint64, n);
  SyColumnCacheHeader header = { .byte_order = 1,
                                 .format = SY_COLUMN_CACHE_FORMAT,
                                 .state = self->state };
  Output out = { .fd = fd, .hash = XXH3_createState () };

  memcpy (header.magic, SY_COLUMN_CACHE_MAGIC, sizeof header.magic);
  directory[SHAPE_PEOPLE] = log->n_people;
  directory[SHAPE_TYPES] = log->n_types;
  directory[SHAPE_PROPERTIES] = log->n_properties;
  directory[SHAPE_VALUES] = self->n_values;
  place_arrays (self, directory, NULL);

  out.is_failed = write (fd, &header, sizeof header) != (gssize) sizeof header;
  out.length = sizeof header;
  XXH3_64bits_reset (out.hash);
  put (&out, directory, n * sizeof *directory);
  place_arrays (self, directory, &out);
  header.length = out.length;
  header.hash = XXH3_64bits_digest (out.hash);
  XXH3_freeState (out.hash);
  return !out.is_failed && pwrite (fd, &header, sizeof header, 0) == (gssize) sizeof header;
}

/* Of projects that were not opened for long, and of writers that were killed. */
static void
remove_old (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 oldest = g_get_real_time () / G_USEC_PER_SEC - OLD_DAYS * SY_DAY_SECONDS;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (strstr (name, ".columns") != NULL && g_lstat (path, &status) == 0 &&
          status.st_mtime < oldest)
        (void) g_unlink (path);
    }
}

static gpointer
write_columns (gpointer data)
{
  SyEventColumnsWriter *self = data;
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *temporary = g_strconcat (self->path, ".XXXXXX", NULL);
  gboolean is_written;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return NULL;
  remove_old (folder);
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return NULL;
  is_written = write_file (self, fd);
  (void) g_close (fd, NULL);
  /* Not synced: after a power cut the hash tells what is left of it. */
  if (!is_written || g_rename (temporary, self->path) != 0)
    (void) g_unlink (temporary);
  return NULL;
}

SyEventColumnsWriter *
sy_event_columns_writer_new (const SyEventLog *log,
                             GPtrArray *values,
                             gsize n_values,
                             char *path,
                             const SyFileState *state)
{
  SyEventColumnsWriter *self = g_new0 (SyEventColumnsWriter, 1);

  self->log = log;
  self->values = values;
  self->n_values = n_values;
  self->path = path;
  self->state = *state;
  self->thread = g_thread_new ("sy-keep", write_columns, self);
  return self;
}

void
sy_event_columns_writer_free (SyEventColumnsWriter *self)
{
  if (self == NULL)
    return;
  g_thread_join (self->thread);
  g_ptr_array_unref (self->values);
  g_free (self->path);
  g_free (self);
}
