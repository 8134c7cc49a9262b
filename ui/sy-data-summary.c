/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-data-summary.h"
#include "sy-format.h"

#include <glib/gi18n.h>

#define WEEK_DAYS 7
/* 1970-01-01 was a Thursday; weeks begin on Monday. */
#define MONDAY_SHIFT 3

static void
clear_summary (gpointer data)
{
  SyDataSummary *self = data;

  for (gsize i = 0; i < self->n_types; i++)
    g_free (self->type_names[i]);
  g_free (self->type_names);
  g_free (self->weeks);
  g_free (self->counts);
  g_clear_pointer (&self->zone, sy_zone_unref);
}

static gint32
floor_week (gint32 day)
{
  gint32 shifted = day + MONDAY_SHIFT;
  gint32 rest = shifted % WEEK_DAYS;

  return day - (rest < 0 ? rest + WEEK_DAYS : rest);
}

static void
set_weeks (SyDataSummary *self)
{
  gint32 first = floor_week (sy_zone_day (self->zone, self->first));
  gint32 last = floor_week (sy_zone_day (self->zone, self->last));

  self->n_weeks = (gsize) ((last - first) / WEEK_DAYS) + 1;
  self->weeks = g_new (gint32, self->n_weeks);
  for (gsize i = 0; i < self->n_weeks; i++)
    self->weeks[i] = first + (gint32) i * WEEK_DAYS;
  self->counts = g_new0 (guint64, self->n_types * self->n_weeks);
}

static void
count_type (SyDataSummary *self,
            gsize index,
            const SyEventRuns *runs)
{
  guint64 *counts = self->counts + index * self->n_weeks;

  for (gsize i = 0; i < runs->n_events; i++)
    {
      gint32 day = sy_zone_day (self->zone, SY_EVENT_EPOCH + runs->seconds[i]);

      counts[(day - self->weeks[0]) / WEEK_DAYS]++;
    }
}

SyDataSummary *
sy_data_summary_new (SyEventLog *log,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (SyDataSummary) self = g_atomic_rc_box_new0 (SyDataSummary);

  self->zone = sy_zone_ref (sy_event_log_get_zone (log));
  self->n_events = sy_event_log_get_n_events (log);
  self->n_people = sy_event_log_get_n_people (log);
  if (!sy_event_log_get_span (log, &self->first, &self->last))
    return g_steal_pointer (&self);
  self->n_types = sy_event_log_get_n_types (log);
  self->type_names = g_new0 (char *, self->n_types);
  set_weeks (self);
  for (gsize i = 0; i < self->n_types; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      self->type_names[i] = g_strdup (sy_event_log_get_type_name (log, (guint32) i));
      count_type (self, i, sy_event_log_get_runs (log, (guint32) i));
    }
  return g_steal_pointer (&self);
}

SyDataSummary *
sy_data_summary_ref (SyDataSummary *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_data_summary_unref (SyDataSummary *self)
{
  g_atomic_rc_box_release_full (self, clear_summary);
}

/* Chart */

SyChart *
sy_data_summary_create_chart (SyDataSummary *self,
                              const SyChartMarks *marks)
{
  SyChartVolumeInfo info = { 0 };

  info.title = _ ("Events by Week");
  info.subtitle = _ ("each row is shaded against its own busiest week");
  info.n_types = self->n_types;
  info.type_names = (const char *const *) self->type_names;
  info.n_periods = self->n_weeks;
  info.days = self->weeks;
  info.counts = self->counts;
  if (marks != NULL)
    info.marks = *marks;
  return sy_chart_volume_new (&info);
}

/* Attributes */

static void
add_attribute (GPtrArray *cells,
               const SyPersonAttribute *attribute,
               gsize n_people)
{
  g_autofree char *examples = NULL;
  GString *text = g_string_new (NULL);

  for (gsize i = 1; i <= MIN (attribute->n_values, 4); i++)
    g_string_append_printf (text, "%s%s", i > 1 ? ", " : "", attribute->texts[i]);
  if (attribute->n_values > 4)
    g_string_append (text, ", …");
  examples = g_string_free (text, FALSE);
  g_ptr_array_add (cells, g_strdup (attribute->name));
  g_ptr_array_add (cells, sy_format_count ((gint64) attribute->n_present));
  g_ptr_array_add (cells, sy_format_percent ((double) attribute->n_present / (double) n_people, 0));
  g_ptr_array_add (cells, sy_format_count ((gint64) attribute->n_values));
  g_ptr_array_add (cells, g_steal_pointer (&examples));
}

SyTableSource *
sy_data_summary_create_attributes (SyEventLog *log)
{
  const SyTableColumn columns[] = {
    { _ ("Attribute"), FALSE, 18 },
    { _ ("People"), TRUE, 9 },
    { _ ("Of all"), TRUE, 7 },
    { _ ("Values"), TRUE, 7 },
    { _ ("Such as"), FALSE, 0 },
  };
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  gsize n_people = MAX (sy_event_log_get_n_people (log), 1);

  for (guint32 i = 0; i < sy_event_log_get_n_attributes (log); i++)
    add_attribute (cells, sy_event_log_get_attribute (log, i), n_people);
  return sy_table_source_new_for_texts (columns, G_N_ELEMENTS (columns), cells);
}
