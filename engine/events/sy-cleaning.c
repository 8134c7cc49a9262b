/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cleaning.h"

#include "sy-event-log-load.h"
#include "sy-event-overlay.h"

void
sy_clean_preview_free (SyCleanPreview *self)
{
  if (self == NULL)
    return;
  g_free (self->rows);
  g_clear_pointer (&self->before, sy_event_log_unref);
  g_clear_pointer (&self->after, sy_event_log_unref);
  g_free (self);
}

/* Both ascending. */
static gsize
count_common (const guint32 *a,
              gsize n_a,
              const guint32 *b,
              gsize n_b)
{
  gsize n_common = 0;

  for (gsize i = 0, j = 0; i < n_a && j < n_b;)
    {
      if (a[i] == b[j])
        n_common++;
      if (a[i] <= b[j])
        i++;
      else
        j++;
    }
  return n_common;
}

static gsize
count_people (const SyEventLog *log,
              const guint32 *rows,
              gsize n_rows)
{
  g_autofree guint8 *is_hit = g_new0 (guint8, sy_event_log_get_n_people (log));
  gsize n_people = 0;
  g_autofree guint8 *is_marked = NULL;
  gsize end = n_rows > 0 ? (gsize) rows[n_rows - 1] + 1 : 0;

  is_marked = g_new0 (guint8, end);
  for (gsize i = 0; i < n_rows; i++)
    is_marked[rows[i]] = 1;
  for (guint32 type = 0; type < sy_event_log_get_n_types (log); type++)
    {
      const SyEventRuns *runs = sy_event_log_get_runs (log, type);

      for (gsize run = 0; run < runs->n_runs; run++)
        for (guint32 i = runs->starts[run]; i < runs->starts[run + 1]; i++)
          if (runs->rows[i] < end && is_marked[runs->rows[i]] && !is_hit[runs->people[run]])
            {
              is_hit[runs->people[run]] = 1;
              n_people++;
            }
    }
  return n_people;
}

SyCleanPreview *
sy_cleaning_preview_in_log (SyProject *project,
                            SyEventLog *log,
                            const SyCleanRule *rule,
                            const char *name,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (SyCleanPreview) self = g_new0 (SyCleanPreview, 1);
  g_autoptr (SyEventLog) kept = NULL;
  g_autofree guint32 *marked = NULL;
  g_autofree guint32 *others = NULL;
  gsize n_marked;
  gsize n_others;

  g_return_val_if_fail (project != NULL && log != NULL, NULL);
  g_return_val_if_fail (rule != NULL || name != NULL, NULL);

  marked = sy_project_read_marked (project, NULL, &n_marked, error);
  others = marked == NULL ? NULL : sy_project_read_marked (project, name, &n_others, error);
  if (others == NULL)
    return NULL;
  if (rule != NULL)
    {
      self->rows = sy_clean_rule_find (rule, log, project, &self->n_events, cancellable, error);
      if (self->rows == NULL)
        return NULL;
    }
  self->n_people = count_people (log, self->rows, self->n_events);
  self->n_new = self->n_events - count_common (self->rows, self->n_events, marked, n_marked);
  self->before = sy_event_log_without (log, marked, n_marked);
  kept = sy_event_log_without (log, others, n_others);
  self->after = sy_event_log_without (kept, self->rows, self->n_events);
  return g_steal_pointer (&self);
}

SyCleanPreview *
sy_cleaning_preview (SyProject *project,
                     const SyCleanRule *rule,
                     const char *name,
                     GCancellable *cancellable,
                     SyProgressFunc progress,
                     gpointer user_data,
                     GError **error)
{
  g_autoptr (SyEventLog) log = NULL;

  g_return_val_if_fail (project != NULL, NULL);
  g_return_val_if_fail (rule != NULL || name != NULL, NULL);

  if (rule != NULL && !sy_clean_rule_check (rule, error))
    return NULL;
  log = sy_event_log_load_with_marked (project, cancellable, progress, user_data, error);
  return log == NULL ? NULL
                     : sy_cleaning_preview_in_log (project, log, rule, name, cancellable, error);
}

gboolean
sy_cleaning_apply (SyProject *project,
                   const char *name,
                   const SyCleanRule *rule,
                   const SyCleanPreview *preview,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *json = NULL;

  g_return_val_if_fail (project != NULL && name != NULL && rule != NULL && preview != NULL, FALSE);

  json = sy_clean_rule_to_json (rule);
  return sy_project_set_clean_rule (project, name, json, preview->rows, preview->n_events,
                                    cancellable, error);
}
