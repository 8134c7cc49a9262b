/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-clean-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static const struct
{
  const char *title;
  const char *description;
} texts[SY_N_CLEAN_KINDS] = {
  [SY_CLEAN_REPEATED_KEYS] = { N_ ("Repeated ids"),
                               N_ ("Events to which their source gave the id of an earlier one") },
  [SY_CLEAN_EQUAL_ROWS] = { N_ ("Equal rows"),
                            N_ ("The same person, type, time, amount and properties again") },
  [SY_CLEAN_TOO_FAST] = { N_ ("Too fast"),
                          N_ ("Sooner after a delivery than anybody can read") },
  [SY_CLEAN_BURST] = { N_ ("Bursts"),
                       N_ ("Many different links or pages within a few seconds") },
  [SY_CLEAN_RATE] = { N_ ("Rate"), N_ ("More events a minute than a person can make") },
  [SY_CLEAN_VALUES] = { N_ ("Agents and addresses"),
                        N_ ("Events whose agent, address or other property is on a list") },
  [SY_CLEAN_PEOPLE] = { N_ ("Internal people"),
                        N_ ("Everything that colleagues and test accounts did") },
  [SY_CLEAN_DATES] = { N_ ("Dates"), N_ ("Events inside or outside a range of days") },
};

const char *
sy_clean_kind_get_title (SyCleanKind kind)
{
  g_return_val_if_fail (kind < SY_N_CLEAN_KINDS, NULL);

  return _ (texts[kind].title);
}

const char *
sy_clean_kind_get_description (SyCleanKind kind)
{
  g_return_val_if_fail (kind < SY_N_CLEAN_KINDS, NULL);

  return _ (texts[kind].description);
}

const char *
sy_clean_rule_get_problem (const SyCleanRule *rule)
{
  switch (rule->kind)
    {
    case SY_CLEAN_TOO_FAST:
      if (rule->types == NULL)
        return _ ("Choose the events to look at");
      return rule->after == NULL ? _ ("Choose what they come too soon after")
                                 : _ ("Say within how many seconds");
    case SY_CLEAN_BURST:
      return rule->property == NULL ? _ ("Choose the property whose values are counted")
                                    : _ ("Say how many values, and within how many seconds");
    case SY_CLEAN_VALUES:
      return rule->property == NULL ? _ ("Choose the property to look at")
                                    : _ ("Write at least one pattern");
    case SY_CLEAN_PEOPLE:
      return _ ("Write at least one pattern");
    case SY_CLEAN_RATE:
      return _ ("Say how many events are too many");
    case SY_CLEAN_DATES:
      return _ ("Give a first day, a last day, or both");
    case SY_CLEAN_REPEATED_KEYS:
    case SY_CLEAN_EQUAL_ROWS:
    case SY_N_CLEAN_KINDS:
    default:
      return _ ("The rule is not complete");
    }
}

/* Suggestions */

/* Whether a part of a name begins with a word: "client_ip" and "ClientIp" speak of "ip", but
 * "recipient" does not. */
static gboolean
speaks_of (const char *name,
           const char *const *words)
{
  for (; *words != NULL; words++)
    for (const char *at = name; *at != '\0'; at++)
      {
        gboolean begins = at == name || !g_ascii_isalnum (at[-1]) ||
                          (g_ascii_isupper (*at) && !g_ascii_isupper (at[-1]));

        if (begins && g_ascii_strncasecmp (at, *words, strlen (*words)) == 0)
          return TRUE;
      }
  return FALSE;
}

static char **
find_types (SyEventLog *log,
            const char *const *words)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) found = NULL;

  for (guint32 i = 0; i < sy_event_log_get_n_types (log); i++)
    if (speaks_of (sy_event_log_get_type_name (log, i), words))
      g_strv_builder_add (names, sy_event_log_get_type_name (log, i));
  found = g_strv_builder_end (names);
  return found[0] != NULL ? g_steal_pointer (&found) : NULL;
}

static char *
find_property (SyEventLog *log,
               const char *const *words)
{
  for (guint32 i = 0; i < sy_event_log_get_n_properties (log); i++)
    if (speaks_of (sy_event_log_get_property (log, i)->name, words))
      return g_strdup (sy_event_log_get_property (log, i)->name);
  return NULL;
}

/* Outside of all the data: it marks nothing until a day is changed. */
static void
suggest_dates (SyCleanRule *rule,
               SyEventLog *log)
{
  gint64 first;
  gint64 last;

  rule->outside = TRUE;
  if (!sy_event_log_get_span (log, &first, &last))
    return;
  rule->from = sy_day_format (sy_zone_day (sy_event_log_get_zone (log), first));
  rule->to = sy_day_format (sy_zone_day (sy_event_log_get_zone (log), last));
}

SyCleanRule *
sy_clean_rule_suggest (SyCleanKind kind,
                       SyEventLog *log)
{
  static const char *const answers[] = { "open", "click", NULL };
  static const char *const deliveries[] = { "deliver", "sent", "send", NULL };
  static const char *const messages[] = { "message", "campaign", "mail", "email", NULL };
  static const char *const links[] = { "link", "url", "page", NULL };
  static const char *const agents[] = { "agent", "useragent", "browser", "addr", "ip", NULL };
  SyCleanRule *rule = sy_clean_rule_new (kind);

  switch (kind)
    {
    case SY_CLEAN_TOO_FAST:
      rule->types = find_types (log, answers);
      rule->after = find_types (log, deliveries);
      rule->property = find_property (log, messages);
      rule->within_s = 2;
      break;
    case SY_CLEAN_BURST:
      rule->property = find_property (log, links);
      rule->count = 10;
      rule->within_s = 5;
      break;
    case SY_CLEAN_RATE:
      rule->count = 30;
      rule->within_s = 60;
      break;
    case SY_CLEAN_VALUES:
      rule->property = find_property (log, agents);
      rule->patterns = g_strsplit ("*bot*\n*crawler*\n*spider*", "\n", -1);
      break;
    case SY_CLEAN_PEOPLE:
      rule->patterns = g_strsplit ("*test*", "\n", -1);
      break;
    case SY_CLEAN_DATES:
      suggest_dates (rule, log);
      break;
    case SY_CLEAN_REPEATED_KEYS:
    case SY_CLEAN_EQUAL_ROWS:
    case SY_N_CLEAN_KINDS:
    default:
      break;
    }
  return rule;
}

char *
sy_clean_rule_suggest_name (SyCleanKind kind,
                            const char *const *taken)
{
  const char *title = sy_clean_kind_get_title (kind);
  g_autofree char *name = g_strdup (title);

  for (int i = 2; taken != NULL && g_strv_contains (taken, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %d", title, i);
    }
  return g_steal_pointer (&name);
}

char *
sy_clean_rule_dup_words (const char *json)
{
  g_autoptr (SyCleanRule) rule = sy_clean_rule_from_json (json, NULL);
  g_autofree char *words = rule != NULL ? sy_clean_rule_describe (rule) : g_strdup (json);

  *words = g_ascii_toupper (*words);
  return g_steal_pointer (&words);
}
