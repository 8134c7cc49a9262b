/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dictionary-text.h"
#include "sy-format.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define HOURS_BELOW_DAYS 2.0
#define MAX_ALIASES_NAMED 3

const char *
sy_dictionary_text_category (SyTypeCategory category)
{
  static const char *const names[SY_N_TYPE_CATEGORIES] = {
    N_ ("Not set"),
    N_ ("Low intent"),
    N_ ("Medium intent"),
    N_ ("High intent"),
    N_ ("Friction"),
    N_ ("Value"),
    N_ ("Other"),
  };

  g_return_val_if_fail (category < SY_N_TYPE_CATEGORIES, "");

  return _ (names[category]);
}

const char *
sy_dictionary_text_polarity (int polarity)
{
  if (polarity == 0)
    return _ ("Neither");
  return polarity > 0 ? _ ("Good news") : _ ("Bad news");
}

char *
sy_dictionary_text_names (const SyDictionaryLine *line)
{
  GString *text;

  if (line->aliases->len == 0)
    return sy_dictionary_line_is_unmapped (line) ? g_strdup (_ ("unmapped")) : NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < MIN (line->aliases->len, MAX_ALIASES_NAMED); i++)
    {
      const SyTypeEntry *alias = g_ptr_array_index (line->aliases, i);
      g_autofree char *count = sy_format_count (alias->n_events);

      g_string_append_printf (text, "%s%s\302\240%s", i > 0 ? ", " : _ ("also "), alias->name,
                              count);
    }
  if (line->aliases->len > MAX_ALIASES_NAMED)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

static char *
format_days (double days)
{
  g_autofree char *number = NULL;

  if (isnan (days))
    return g_strdup ("–");
  if (days * 24.0 < 1.0)
    return g_strdup (_ ("<\302\2401\302\240h"));
  if (days < HOURS_BELOW_DAYS)
    {
      number = sy_format_number (days * 24.0, 0);
      return g_strdup_printf (_ ("%s\302\240h"), number);
    }
  number = sy_format_number (floor (days), 0);
  return g_strdup_printf (_ ("%s\302\240d"), number);
}

char *
sy_dictionary_text_lag (const SyDictionaryLine *line)
{
  return format_days (line->freshness.lag_days);
}

char *
sy_dictionary_text_freshness (const SyDictionaryLine *line)
{
  const SyFreshness *freshness = &line->freshness;
  g_autofree char *lag = format_days (freshness->lag_days);
  g_autofree char *longest = format_days (freshness->longest_silence_days);
  g_autofree char *cadence = sy_format_short (line->entry->cadence_days);

  if (isnan (freshness->lag_days))
    return g_strdup (_ ("No event before the as-of date"));
  if (freshness->is_stale)
    return g_strdup_printf (_ ("Stale: silent for %s, at most %s\302\240d is normal"), lag,
                            cadence);
  if (!isnan (line->entry->cadence_days))
    return g_strdup_printf (_ ("Fresh: silent for %s, up to %s\302\240d is normal"), lag, cadence);
  if (isnan (freshness->longest_silence_days))
    return g_strdup_printf (_ ("Silent for %s"), lag);
  return g_strdup_printf (_ ("Silent for %s; the longest silence so far was %s"), lag, longest);
}

char *
sy_dictionary_text_gaps (const SyDictionaryLine *line,
                         guint n_days)
{
  GString *text;

  if (line->gaps->len == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < MIN (line->gaps->len, n_days); i++)
    {
      /* The newest first: that is the one to look into. */
      const SyTrackingGap *gap =
          &g_array_index (line->gaps, SyTrackingGap, line->gaps->len - 1 - i);
      g_autofree char *day = sy_format_day (gap->day);
      g_autofree char *count = sy_format_count (gap->count);
      g_autofree char *expected = sy_format_short (gap->expected);

      /* Translators: a day, events on it, and how many were expected */
      g_string_append_printf (text, _ ("%s%s: %s of %s expected"), i > 0 ? "\n" : "", day, count,
                              expected);
    }
  if (line->gaps->len > n_days)
    {
      g_autofree char *more = sy_format_count ((gint64) (line->gaps->len - n_days));

      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("and %s more"), more);
    }
  return g_string_free (text, FALSE);
}

int
sy_dictionary_text_auc_decimals (const SyLogEffect *effect)
{
  double before = effect->before->draft.auc.value;
  double after = effect->after->draft.auc.value;
  g_autofree char *short_before = sy_format_number (before, 3);
  g_autofree char *short_after = sy_format_number (after, 3);

  return effect->n_scores_changed > 0 && strcmp (short_before, short_after) == 0 ? 4 : 3;
}

char *
sy_dictionary_text_effect (const char *lead,
                           const SyLogEffect *effect)
{
  GString *text = g_string_new (lead);
  g_autofree char *people = sy_format_count_of ((gint64) effect->n_bands_changed,
                                                _ ("person changes band"),
                                                _ ("people change band"));

  if (effect->n_scores_changed == 0)
    {
      g_string_append (text, _ ("no score changes."));
      return g_string_free (text, FALSE);
    }
  if (!isnan (effect->before->draft.auc.value) && isnan (effect->after->draft.auc.value))
    g_string_append (text, _ ("no AUC is left, "));
  else if (!isnan (effect->after->draft.auc.value))
    {
      int decimals = sy_dictionary_text_auc_decimals (effect);
      g_autofree char *before = sy_format_number (effect->before->draft.auc.value, decimals);
      g_autofree char *after = sy_format_number (effect->after->draft.auc.value, decimals);

      g_string_append_printf (text, _ ("AUC %s → %s, "), before, after);
    }
  if (!isnan (effect->after->draft.psi.value))
    {
      g_autofree char *psi = sy_format_number (effect->after->draft.psi.value, 3);

      g_string_append_printf (text, _ ("PSI %s, "), psi);
    }
  g_string_append_printf (text, "%s.", people);
  return g_string_free (text, FALSE);
}

static void
append_count (GString *text,
              SyDictionary *dictionary,
              SyDictionaryFilter filter,
              const char *format)
{
  gsize n = sy_dictionary_count (dictionary, filter);
  g_autofree char *count = sy_format_count ((gint64) n);

  if (n == 0)
    return;
  g_string_append (text, " · ");
  g_string_append_printf (text, "%s %s", count, format);
}

char *
sy_dictionary_text_summary (SyDictionary *dictionary)
{
  g_autofree char *types =
      sy_format_count_of ((gint64) dictionary->n_lines, _ ("type"), _ ("types"));
  GString *text = g_string_new (types);

  append_count (text, dictionary, SY_DICTIONARY_UNMAPPED, _ ("unmapped"));
  append_count (text, dictionary, SY_DICTIONARY_MUTED, _ ("muted"));
  append_count (text, dictionary, SY_DICTIONARY_STALE, _ ("stale"));
  append_count (text, dictionary, SY_DICTIONARY_GAPS, _ ("with tracking gaps"));
  return g_string_free (text, FALSE);
}
