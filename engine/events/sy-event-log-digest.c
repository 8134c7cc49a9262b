/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fingerprint of what scores are computed from. It is taken from the log and not from the
 * imported files, so that the same data give the same digest however they came: shuffled, split in
 * files, imported twice, or with events marked and unmarked again.
 *
 * The log's order is canonical but for one thing: events of a person that share type, second and
 * amount stand in the order of their rows. Their properties are therefore put in the digest as a
 * sorted set of 64-bit hashes for each such tie.
 */
#include "config.h"

#include "sy-event-log.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/sy-number.h"

#define SLICE 4096

static void
add_bytes (GChecksum *checksum,
           gconstpointer bytes,
           gsize n_bytes)
{
  const guchar *at = bytes;

  while (n_bytes > 0)
    {
      gsize n = MIN (n_bytes, (gsize) 1 << 30);

      g_checksum_update (checksum, at, (gssize) n);
      at += n;
      n_bytes -= n;
    }
}

static void
add_count (GChecksum *checksum,
           guint64 count)
{
  guint64 value = GUINT64_TO_LE (count);

  add_bytes (checksum, &value, sizeof value);
}

/* With its zero byte, which no text holds: "ab", "c" is not "a", "bc". */
static void
add_text (GChecksum *checksum,
          const char *text)
{
  add_bytes (checksum, text != NULL ? text : "", text != NULL ? strlen (text) + 1 : 1);
}

static void
add_integers (GChecksum *checksum,
              const guint32 *values,
              gsize n_values)
{
  guint32 slice[SLICE];

  for (gsize start = 0; start < n_values; start += SLICE)
    {
      gsize n = MIN (SLICE, n_values - start);

      for (gsize i = 0; i < n; i++)
        slice[i] = GUINT32_TO_LE (values[start + i]);
      add_bytes (checksum, slice, n * sizeof *slice);
    }
}

/* Missing amounts are all the same NaN, and there is one zero. */
static void
add_amounts (GChecksum *checksum,
             const double *values,
             gsize n_values)
{
  guint64 slice[SLICE];

  for (gsize start = 0; start < n_values; start += SLICE)
    {
      gsize n = MIN (SLICE, n_values - start);

      for (gsize i = 0; i < n; i++)
        {
          double value = values[start + i] == 0 ? 0 : values[start + i];

          memcpy (&slice[i], &value, sizeof value);
          slice[i] = isnan (value) ? G_MAXUINT64 : GUINT64_TO_LE (slice[i]);
        }
      add_bytes (checksum, slice, n * sizeof *slice);
    }
}

/* For each event of the type a hash of its properties, whatever the order of the names' ids. */
static guint64 *
hash_properties (const SyEventLog *log,
                 guint32 type,
                 gsize n_events)
{
  guint64 *hashes = NULL;

  for (guint32 i = 0; i < sy_event_log_get_n_properties (log); i++)
    {
      const SyEventProperty *property = sy_event_log_get_property (log, i);
      const guint32 *values = sy_event_log_get_property_values (log, type, i);
      g_autofree guint64 *of_value = NULL;
      guint64 name;

      if (values == NULL)
        continue;
      if (hashes == NULL)
        hashes = g_new0 (guint64, n_events);
      name = XXH3_64bits (property->name, strlen (property->name));
      of_value = g_new0 (guint64, property->n_values + 1);
      for (gsize j = 1; j <= property->n_values; j++)
        of_value[j] = XXH3_64bits_withSeed (property->texts[j], strlen (property->texts[j]), name);
      for (gsize j = 0; j < n_events; j++)
        hashes[j] += of_value[values[j]];
    }
  return hashes;
}

static int
compare_hashes (gconstpointer a,
                gconstpointer b)
{
  guint64 hash_a = *(const guint64 *) a;
  guint64 hash_b = *(const guint64 *) b;

  return (hash_a > hash_b) - (hash_a < hash_b);
}

static gboolean
is_tied (const SyEventRuns *runs,
         gsize a,
         gsize b)
{
  if (runs->seconds[a] != runs->seconds[b])
    return FALSE;
  return runs->amounts == NULL || sy_number_equal (runs->amounts[a], runs->amounts[b]);
}

static void
sort_ties (const SyEventRuns *runs,
           guint64 *hashes)
{
  for (gsize run = 0; run < runs->n_runs; run++)
    {
      gsize start = runs->starts[run];

      while (start < runs->starts[run + 1])
        {
          gsize end = start + 1;

          while (end < runs->starts[run + 1] && is_tied (runs, start, end))
            end++;
          if (end - start > 1)
            qsort (hashes + start, end - start, sizeof *hashes, compare_hashes);
          start = end;
        }
    }
}

static void
add_type (GChecksum *checksum,
          const SyEventLog *log,
          guint32 type)
{
  const SyEventRuns *runs = sy_event_log_get_runs (log, type);
  g_autofree guint64 *hashes = NULL;

  /* A type whose events are all marked, or that only the dictionary knows, scores as none, but where it
   * silences a rule on inactivity. */
  if (runs->n_events == 0 && !sy_event_log_is_type_muted (log, type))
    return;
  add_text (checksum, sy_event_log_get_type_name (log, type));
  add_count (checksum, sy_event_log_is_type_muted (log, type));
  add_count (checksum, runs->n_events);
  add_count (checksum, runs->n_runs);
  add_integers (checksum, runs->people, runs->n_runs);
  if (runs->n_runs > 0)
    add_integers (checksum, runs->starts, runs->n_runs + 1);
  add_integers (checksum, runs->seconds, runs->n_events);
  add_count (checksum, runs->amounts != NULL);
  if (runs->amounts != NULL)
    add_amounts (checksum, runs->amounts, runs->n_events);
  hashes = hash_properties (log, type, runs->n_events);
  add_count (checksum, hashes != NULL);
  if (hashes == NULL)
    return;
  sort_ties (runs, hashes);
  for (gsize i = 0; i < runs->n_events; i++)
    add_count (checksum, hashes[i]);
}

static void
add_attribute (GChecksum *checksum,
               const SyPersonAttribute *attribute,
               gsize n_people)
{
  add_text (checksum, attribute->name);
  add_count (checksum, attribute->n_values);
  for (gsize i = 1; i <= attribute->n_values; i++)
    add_text (checksum, attribute->texts[i]);
  add_integers (checksum, attribute->values, n_people);
}

/* Without any, nothing: the rule then changes no score. */
static void
add_refusals (GChecksum *checksum,
              const SyEventLog *log)
{
  gsize n_refusing;
  const guint8 *is_refusing = sy_event_log_get_refusals (log, &n_refusing);

  if (is_refusing == NULL)
    return;
  add_text (checksum, "refusals");
  add_count (checksum, n_refusing);
  for (gsize i = 0; i < sy_event_log_get_n_people (log); i++)
    if (is_refusing[i])
      add_count (checksum, i);
}

char *
sy_event_log_compute_sha256 (const SyEventLog *self)
{
  g_autoptr (GChecksum) checksum = NULL;
  gsize n_people;

  g_return_val_if_fail (self != NULL, NULL);

  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  n_people = sy_event_log_get_n_people (self);
  add_text (checksum, "steelyard-data-1");
  add_text (checksum, sy_zone_get_name (sy_event_log_get_zone (self)));
  add_count (checksum, n_people);
  for (gsize i = 0; i < n_people; i++)
    add_text (checksum, sy_event_log_get_person_key (self, (guint32) i));
  for (gsize i = 0; i < sy_event_log_get_n_types (self); i++)
    add_type (checksum, self, (guint32) i);
  add_text (checksum, NULL);
  add_count (checksum, sy_event_log_get_n_attributes (self));
  for (gsize i = 0; i < sy_event_log_get_n_attributes (self); i++)
    add_attribute (checksum, sy_event_log_get_attribute (self, (guint32) i), n_people);
  add_count (checksum, sy_event_log_get_n_outcomes (self));
  for (gsize i = 0; i < sy_event_log_get_n_outcomes (self); i++)
    {
      const SyImportedOutcome *outcome = sy_event_log_get_outcome (self, (guint32) i);

      add_text (checksum, outcome->name);
      add_count (checksum, outcome->n_rows);
      add_integers (checksum, outcome->people, outcome->n_rows);
      add_integers (checksum, outcome->seconds, outcome->n_rows);
    }
  add_refusals (checksum, self);
  return g_strdup (g_checksum_get_string (checksum));
}
