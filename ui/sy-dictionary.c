/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dictionary.h"
#include "sy-dictionary-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define WEEK_DAYS 7

/* Making */

static SyTypeEntry *
copy_entry (const SyTypeEntry *entry)
{
  SyTypeEntry *copy = g_memdup2 (entry, sizeof *entry);

  copy->name = g_strdup (entry->name);
  copy->canonical = g_strdup (entry->canonical);
  copy->channel = g_strdup (entry->channel);
  copy->owner = g_strdup (entry->owner);
  copy->meaning = g_strdup (entry->meaning);
  return copy;
}

static void
clear_dictionary (gpointer data)
{
  SyDictionary *self = data;

  for (gsize i = 0; i < self->n_lines; i++)
    {
      sy_type_entry_free (self->lines[i].entry);
      g_ptr_array_unref (self->lines[i].aliases);
      g_array_unref (self->lines[i].gaps);
    }
  g_free (self->lines);
  g_clear_pointer (&self->zone, sy_zone_unref);
}

static int
compare_aliases (gconstpointer a,
                 gconstpointer b)
{
  const SyTypeEntry *x = *(const SyTypeEntry *const *) a;
  const SyTypeEntry *y = *(const SyTypeEntry *const *) b;

  if (x->n_events != y->n_events)
    return x->n_events > y->n_events ? -1 : 1;
  return strcmp (x->name, y->name);
}

static void
add_lines (SyDictionary *self,
           GPtrArray *entries)
{
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);

  self->lines = g_new0 (SyDictionaryLine, entries->len);
  for (guint i = 0; i < entries->len; i++)
    {
      const SyTypeEntry *entry = g_ptr_array_index (entries, i);
      SyDictionaryLine *line = &self->lines[self->n_lines];

      if (entry->canonical != NULL)
        continue;
      line->entry = copy_entry (entry);
      line->aliases = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_type_entry_free);
      line->gaps = g_array_new (FALSE, FALSE, sizeof (SyTrackingGap));
      g_hash_table_insert (by_name, line->entry->name, line);
      self->n_lines++;
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const SyTypeEntry *entry = g_ptr_array_index (entries, i);
      SyDictionaryLine *line =
          entry->canonical != NULL ? g_hash_table_lookup (by_name, entry->canonical) : NULL;

      if (line != NULL)
        g_ptr_array_add (line->aliases, copy_entry (entry));
    }
  for (gsize i = 0; i < self->n_lines; i++)
    g_ptr_array_sort (self->lines[i].aliases, compare_aliases);
}

/* Seven-day weeks back from the as-of instant, so that the last one is not cut short. */
static void
add_weeks (SyDictionaryLine *line,
           const SyEventVolume *volume,
           gint32 end)
{
  gint32 n_weeks = (end - volume->first_day) / WEEK_DAYS;

  if (volume->n_days == 0 || end <= volume->first_day)
    return;
  line->n_weeks = (gsize) CLAMP (n_weeks, 1, SY_DICTIONARY_WEEKS);
  for (gsize week = 0; week < line->n_weeks; week++)
    {
      gint32 first = end - (gint32) (line->n_weeks - week) * WEEK_DAYS;

      line->weeks[week] = first;
      for (gint32 day = MAX (first, volume->first_day); day < first + WEEK_DAYS; day++)
        if (day < volume->first_day + (gint32) volume->n_days)
          line->counts[week] += volume->days[day - volume->first_day];
    }
}

static void
add_gaps (SyDictionaryLine *line,
          const SyEventVolume *volume)
{
  gsize n_gaps;
  g_autofree SyTrackingGap *gaps =
      sy_event_volume_find_gaps (volume, SY_TRACKING_GAP_SHARE, 1, &n_gaps);

  if (line->n_weeks == 0)
    return;
  for (gsize i = 0; i < n_gaps; i++)
    {
      gint32 week = (gaps[i].day - line->weeks[0]) / WEEK_DAYS;

      if (gaps[i].day < line->weeks[0] || week >= (gint32) line->n_weeks ||
          gaps[i].p >= SY_DICTIONARY_GAP_CHANCE)
        continue;
      line->has_gap[week] = TRUE;
      g_array_append_val (line->gaps, gaps[i]);
    }
}

static void
add_events (SyDictionary *self,
            SyDictionaryLine *line,
            SyEventLog *log)
{
  guint32 type = sy_event_log_find_type (log, line->entry->name);
  g_autoptr (SyEventVolume) volume = NULL;
  const SyEventRuns *runs;
  guint32 first = G_MAXUINT32;
  guint32 last = 0;

  line->freshness = (SyFreshness){ G_MININT64, (double) NAN, (double) NAN, FALSE };
  if (type == SY_TYPE_NONE)
    return;
  runs = sy_event_log_get_runs (log, type);
  line->n_events = runs->n_events;
  line->n_people = runs->n_runs;
  for (gsize i = 0; i < runs->n_events; i++)
    {
      first = MIN (first, runs->seconds[i]);
      last = MAX (last, runs->seconds[i]);
      line->n_amounts += runs->amounts != NULL && !isnan (runs->amounts[i]);
    }
  line->first = runs->n_events > 0 ? SY_EVENT_EPOCH + first : 0;
  line->last = runs->n_events > 0 ? SY_EVENT_EPOCH + last : 0;
  volume = sy_event_volume_new (log, type);
  add_weeks (line, volume, sy_zone_day (self->zone, self->as_of - 1) + 1);
  add_gaps (line, volume);
  sy_freshness_compute (log, type, self->as_of, line->entry->cadence_days, &line->freshness);
}

SyDictionary *
sy_dictionary_new (GPtrArray *entries,
                   SyEventLog *log,
                   gint64 as_of,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SyDictionary) self = g_atomic_rc_box_new0 (SyDictionary);

  self->zone = sy_zone_ref (sy_event_log_get_zone (log));
  self->as_of = as_of;
  add_lines (self, entries);
  for (gsize i = 0; i < self->n_lines; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      add_events (self, &self->lines[i], log);
    }
  return g_steal_pointer (&self);
}

static void
take_description (SyDictionaryLine *line,
                  const SyTypeEntry *entry)
{
  SyTypeEntry *copy = copy_entry (entry);

  copy->n_aliases = line->entry->n_aliases;
  copy->n_events = line->entry->n_events;
  copy->first_ms = line->entry->first_ms;
  copy->last_ms = line->entry->last_ms;
  copy->is_muted = line->entry->is_muted;
  sy_type_entry_free (line->entry);
  line->entry = copy;
  line->freshness.is_stale = line->freshness.lag_days > entry->cadence_days;
}

SyDictionary *
sy_dictionary_with_entry (SyDictionary *self,
                          const SyTypeEntry *entry)
{
  SyDictionary *copy = g_atomic_rc_box_new0 (SyDictionary);

  copy->zone = sy_zone_ref (self->zone);
  copy->as_of = self->as_of;
  copy->n_lines = self->n_lines;
  copy->lines = g_memdup2 (self->lines, self->n_lines * sizeof *self->lines);
  for (gsize i = 0; i < copy->n_lines; i++)
    {
      SyDictionaryLine *line = &copy->lines[i];

      line->entry = copy_entry (line->entry);
      g_ptr_array_ref (line->aliases);
      g_array_ref (line->gaps);
      if (strcmp (line->entry->name, entry->name) == 0)
        take_description (line, entry);
    }
  return copy;
}

SyDictionary *
sy_dictionary_ref (SyDictionary *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_dictionary_unref (SyDictionary *self)
{
  g_atomic_rc_box_release_full (self, clear_dictionary);
}

/* Finding */

const SyDictionaryLine *
sy_dictionary_find (SyDictionary *self,
                    const char *name)
{
  for (gsize i = 0; name != NULL && i < self->n_lines; i++)
    if (strcmp (self->lines[i].entry->name, name) == 0)
      return &self->lines[i];
  return NULL;
}

const SyDictionaryLine *
sy_dictionary_find_owner (SyDictionary *self,
                          const char *alias)
{
  for (gsize i = 0; i < self->n_lines; i++)
    for (guint k = 0; k < self->lines[i].aliases->len; k++)
      {
        const SyTypeEntry *entry = g_ptr_array_index (self->lines[i].aliases, k);

        if (strcmp (entry->name, alias) == 0)
          return &self->lines[i];
      }
  return NULL;
}

gboolean
sy_dictionary_line_is_unmapped (const SyDictionaryLine *self)
{
  return sy_type_entry_is_unmapped (self->entry);
}

static gboolean
holds (const char *text,
       const char *folded_needle)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, folded_needle) != NULL;
}

static gboolean
has_text (const SyDictionaryLine *self,
          const char *needle)
{
  const SyTypeEntry *entry = self->entry;
  g_autofree char *folded = g_utf8_casefold (needle, -1);

  if (holds (entry->name, folded) || holds (entry->channel, folded) ||
      holds (entry->owner, folded) || holds (entry->meaning, folded) ||
      holds (sy_dictionary_text_category (entry->category), folded))
    return TRUE;
  for (guint i = 0; i < self->aliases->len; i++)
    if (holds (((const SyTypeEntry *) g_ptr_array_index (self->aliases, i))->name, folded))
      return TRUE;
  return FALSE;
}

gboolean
sy_dictionary_line_matches (const SyDictionaryLine *self,
                            SyDictionaryFilter filter,
                            const char *needle)
{
  if ((filter == SY_DICTIONARY_UNMAPPED && !sy_dictionary_line_is_unmapped (self)) ||
      (filter == SY_DICTIONARY_MUTED && !self->entry->is_muted) ||
      (filter == SY_DICTIONARY_STALE && !self->freshness.is_stale) ||
      (filter == SY_DICTIONARY_GAPS && self->gaps->len == 0))
    return FALSE;
  return needle == NULL || *needle == '\0' || has_text (self, needle);
}

gsize
sy_dictionary_count (SyDictionary *self,
                     SyDictionaryFilter filter)
{
  gsize n = 0;

  for (gsize i = 0; i < self->n_lines; i++)
    n += sy_dictionary_line_matches (&self->lines[i], filter, NULL);
  return n;
}

/* Order */

static double
get_trend (const SyDictionaryLine *line)
{
  double sum = 0.0;

  if (line->n_weeks < 2)
    return -1.0;
  for (gsize i = 0; i + 1 < line->n_weeks; i++)
    sum += line->counts[i];
  return sum > 0.0 ? line->counts[line->n_weeks - 1] * (double) (line->n_weeks - 1) / sum : -1.0;
}

/* What a column holds, as one number; names are compared as texts. */
static double
get_number (const SyDictionaryLine *line,
            SyDictionaryColumn column)
{
  switch (column)
    {
    case SY_DICTIONARY_CATEGORY:
      return (double) line->entry->category;
    case SY_DICTIONARY_VOLUME:
      return get_trend (line);
    case SY_DICTIONARY_EVENTS:
      return (double) line->n_events;
    case SY_DICTIONARY_PEOPLE:
      return (double) line->n_people;
    case SY_DICTIONARY_SEEN:
      return (double) line->last;
    case SY_DICTIONARY_TRACKING:
      return (line->freshness.is_stale ? 0.0 : 1000.0) - (double) line->gaps->len;
    case SY_DICTIONARY_MUTED_STATE:
      return line->entry->is_muted ? 1.0 : 0.0;
    case SY_DICTIONARY_NAME:
    case SY_DICTIONARY_N_COLUMNS:
    default:
      return 0.0;
    }
}

int
sy_dictionary_line_compare (const SyDictionaryLine *a,
                            const SyDictionaryLine *b,
                            SyDictionaryColumn column)
{
  double x = get_number (a, column);
  double y = get_number (b, column);

  if (x < y || x > y)
    return x < y ? -1 : 1;
  return g_utf8_collate (a->entry->name, b->entry->name);
}

SyChart *
sy_dictionary_line_create_sparkline (const SyDictionaryLine *self)
{
  g_autofree char *title = g_strdup_printf (_ ("Events of %s by week"), self->entry->name);

  return sy_chart_sparkline_new_with_gaps (title, _ ("events in the week from this day"),
                                           self->weeks, self->counts, self->has_gap, self->n_weeks);
}
