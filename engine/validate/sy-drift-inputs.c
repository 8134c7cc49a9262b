/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes into the score, on both dates: the values of the rules, and the events they read. */
#include "config.h"

#include "sy-drift-inputs-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-zone.h"
#include "stats/sy-stats.h"

static double *
pick_members (const SyScores *scores,
              gsize rule,
              gsize *out_n)
{
  const guint32 *members = sy_scores_get_members (scores, out_n);
  const double *values = sy_scores_get_rule_values (scores, rule);
  double *picked = g_new (double, MAX (*out_n, 1));

  for (gsize i = 0; i < *out_n; i++)
    picked[i] = values[members[i]];
  return picked;
}

static void
compare_values (SyPointsShift *shift,
                gsize rule,
                const SyScores *reference,
                const SyScores *current)
{
  gsize n_then, n_now;
  g_autofree double *then = pick_members (reference, rule, &n_then);
  g_autofree double *now = pick_members (current, rule, &n_now);

  sy_psi_of_values (then, n_then, now, n_now, &shift->psi);
}

/* The lines are in the order of the rules, with those of the groups between; muted rules have none. */
void
sy_drift_set_input_psi (SyDrift *self,
                        const SyModel *model,
                        const SyScores *reference,
                        const SyScores *current)
{
  gsize line = 0;
  gsize index = 0;

  for (gsize i = 0; i < self->n_shifts; i++)
    self->shifts[i].psi = (SyPsi){ (double) NAN, (double) NAN, FALSE };
  for (guint g = 0; g < model->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, g);

      for (guint r = 0; r < group->rules->len; r++, index++)
        {
          if (sy_rule_group_get_rule (group, r)->muted)
            continue;
          while (self->shifts[line].kind != SY_POINTS_RULE)
            line++;
          compare_values (&self->shifts[line++], index, reference, current);
        }
    }
}

/* Seconds of the log, the last not included, and how many days of the log they are. */
typedef struct
{
  guint32 from;
  guint32 to;
  double days;
} Window;

static Window
get_window (const SyEventLog *log,
            gint64 as_of)
{
  SyZone *zone = sy_event_log_get_zone (log);
  gint64 from = sy_instant_shift (zone, as_of, -SY_DRIFT_VOLUME_DAYS);
  gint64 first, last;
  Window window = { sy_event_log_get_bound (from), sy_event_log_get_bound (as_of), 0.0 };

  if (sy_event_log_get_span (log, &first, &last) && first < as_of)
    {
      gint32 start = sy_zone_day (zone, MAX (from, first));

      window.days = (double) sy_zone_day (zone, as_of - 1) - (double) start + 1.0;
      window.days = CLAMP (window.days, 1.0, SY_DRIFT_VOLUME_DAYS);
    }
  return window;
}

static void
count_type (const SyEventRuns *runs,
            const Window *window,
            gsize *out_n,
            gsize *out_people,
            double *out_per_day)
{
  for (gsize r = 0; r < runs->n_runs; r++)
    {
      gsize n = 0;

      for (guint32 i = runs->starts[r]; i < runs->starts[r + 1]; i++)
        n += runs->seconds[i] >= window->from && runs->seconds[i] < window->to;
      *out_n += n;
      *out_people += n > 0;
    }
  *out_per_day = window->days > 0 ? (double) *out_n / window->days : (double) NAN;
}

static void
set_volumes (SyDrift *self,
             const SyEventLog *log,
             const Window *then,
             const Window *now)
{
  gsize n_types = sy_event_log_get_n_types (log);

  self->types = g_new0 (SyTypeShift, n_types + 1);
  for (guint32 type = 0; type < n_types; type++)
    {
      const SyEventRuns *runs = sy_event_log_get_runs (log, type);
      SyTypeShift shift = { 0 };

      count_type (runs, then, &shift.n_reference, &shift.people_reference, &shift.reference);
      count_type (runs, now, &shift.n_current, &shift.people_current, &shift.current);
      if (shift.n_reference + shift.n_current == 0)
        continue;
      shift.name = g_strdup (sy_event_log_get_type_name (log, type));
      self->types[self->n_types++] = shift;
    }
}

void
sy_drift_set_types (SyDrift *self,
                    const SyEventLog *log)
{
  SyZone *zone = sy_event_log_get_zone (log);
  gint64 earlier = MIN (self->reference_as_of, self->current_as_of);
  gint64 later = MAX (self->reference_as_of, self->current_as_of);
  Window then = get_window (log, self->reference_as_of);
  Window now = get_window (log, self->current_as_of);

  set_volumes (self, log, &then, &now);
  self->renames = sy_renames_find (log);
  for (guint i = self->renames->len; i > 0; i--)
    {
      const SyRename *rename = self->renames->pdata[i - 1];

      if (rename->day <= sy_zone_day (zone, earlier - 1) ||
          rename->day > sy_zone_day (zone, later - 1))
        g_ptr_array_remove_index (self->renames, i - 1);
    }
}

void
sy_drift_clear_types (SyDrift *self)
{
  for (gsize i = 0; i < self->n_types; i++)
    g_free (self->types[i].name);
  g_clear_pointer (&self->types, g_free);
  g_clear_pointer (&self->renames, g_ptr_array_unref);
}
