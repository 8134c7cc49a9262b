/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-log-names.h"

char **
sy_log_list_types (const SyEventLog *log)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; log != NULL && i < sy_event_log_get_n_types (log); i++)
    g_strv_builder_add (builder, sy_event_log_get_type_name (log, (guint32) i));
  return g_strv_builder_end (builder);
}

char **
sy_log_list_attributes (const SyEventLog *log)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint32 i = 0; log != NULL && i < sy_event_log_get_n_attributes (log); i++)
    g_strv_builder_add (builder, sy_event_log_get_attribute (log, i)->name);
  return g_strv_builder_end (builder);
}

const char *
sy_log_find_date (const SyEventLog *log)
{
  for (guint32 i = 0; log != NULL && i < sy_event_log_get_n_attributes (log); i++)
    {
      const SyPersonAttribute *attribute = sy_event_log_get_attribute (log, i);

      for (gsize value = 1; value <= attribute->n_values; value++)
        if (attribute->days[value] != SY_DAY_NONE)
          return attribute->name;
    }
  return NULL;
}

const char *
sy_log_find_attribute_for (const SyEventLog *log,
                           SyRuleKind kind)
{
  if (kind == SY_RULE_DATE)
    return sy_log_find_date (log);
  return log != NULL && sy_event_log_get_n_attributes (log) > 0
             ? sy_event_log_get_attribute (log, 0)->name
             : NULL;
}
