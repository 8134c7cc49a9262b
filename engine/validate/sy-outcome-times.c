/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When an outcome happened, to the second. */
#include "config.h"

#include <math.h>

#include "core/sy-sum.h"
#include "score/sy-matches-private.h"
#include "sy-outcome-private.h"

static guint32
find_reached (const SyOutcomeSpec *spec,
              const GArray *matches)
{
  SySum sum = { 0 };

  for (guint i = 0; i < matches->len; i++)
    {
      const SyMatch *match = &g_array_index (matches, SyMatch, i);
      double value = spec->kind != SY_OUTCOME_AMOUNT ? 1 : match->amount;

      if (!isnan (value))
        sy_sum_add (&sum, value);
      if (sy_outcome_is_enough (spec, sy_sum_get (&sum)))
        return match->second;
    }
  return SY_SECOND_NONE;
}

static guint32
find_last (const GArray *matches)
{
  return matches->len > 0 ? g_array_index (matches, SyMatch, matches->len - 1).second
                          : SY_SECOND_NONE;
}

static void
find_by_events (SyEventLog *log,
                const SyOutcomeSpec *spec,
                guint32 from,
                guint32 until,
                gboolean is_last,
                const guint32 *people,
                gsize n,
                guint32 *out_seconds)
{
  static char *no_types[] = { NULL };
  g_autoptr (SyFilter) filter = spec->where != NULL ? sy_filter_new_for_events (log, spec->where)
                                                    : NULL;
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (SyMatch));
  SySourceSet set;
  SySourceCursor cursor;

  sy_source_set_init (&set, log, spec->types != NULL ? spec->types : no_types, FALSE, filter);
  sy_source_cursor_init (&cursor, &set, 0);
  for (gsize i = 0; i < n; i++)
    {
      sy_source_cursor_read (&cursor, people[i], from, until, matches);
      out_seconds[i] = is_last ? find_last (matches) : find_reached (spec, matches);
    }
  sy_source_cursor_clear (&cursor);
  sy_source_set_clear (&set);
}

/* Rows of an imported outcome are by person, then second. */
static void
find_imported (const SyEventLog *log,
               const char *name,
               guint32 from,
               guint32 until,
               const guint32 *people,
               gsize n,
               guint32 *out_seconds)
{
  const SyImportedOutcome *imported = name != NULL ? sy_event_log_find_outcome (log, name) : NULL;
  gsize i = 0;

  for (gsize k = 0; k < n; k++)
    out_seconds[k] = SY_SECOND_NONE;
  for (gsize row = 0; imported != NULL && row < imported->n_rows; row++)
    {
      guint32 second = imported->seconds[row];

      if (second < from || second >= until)
        continue;
      while (i < n && people[i] < imported->people[row])
        i++;
      if (i < n && people[i] == imported->people[row])
        out_seconds[i] = MIN (out_seconds[i], second);
    }
}

guint32 *
sy_outcome_find_seconds (SyEventLog *log,
                         const SyOutcomeSpec *spec,
                         guint32 from,
                         guint32 until,
                         const guint32 *people,
                         gsize n)
{
  guint32 *seconds = g_new (guint32, n + 1);

  if (spec->kind == SY_OUTCOME_IMPORTED)
    find_imported (log, spec->name, from, until, people, n, seconds);
  else
    find_by_events (log, spec, from, until, FALSE, people, n, seconds);
  return seconds;
}

guint32 *
sy_outcome_find_last_seconds (SyEventLog *log,
                              const SyOutcomeSpec *spec,
                              guint32 until,
                              const guint32 *people,
                              gsize n)
{
  guint32 *seconds = g_new (guint32, n + 1);

  find_by_events (log, spec, 0, until, TRUE, people, n, seconds);
  return seconds;
}
