/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-reasons.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-rule-reader-private.h"

/* A rule, and how to count what people did about it. */
typedef struct
{
  const SyRule *rule;
  double factor; /* of the group */
  SyReasonUnit unit;
  SyRuleReader *before; /* NULL when nothing is counted */
  SyRuleReader *after;
} Counter;

struct _SyReasons
{
  SyEventLog *log;
  SyModel *model;
  SyScores *before;
  SyScores *after;
  guint n_days;
  Counter *counters; /* by rule */
  gsize n_rules;
};

/* A rule that only counts what @rule is about, its window still to be set; NULL when that is
 * nothing. */
static SyRule *
make_counting_rule (const SyRule *rule,
                    SyReasonUnit *out_unit)
{
  SyRule *counting;

  *out_unit = SY_REASON_POINTS;
  if (rule->muted || rule->kind == SY_RULE_ATTRIBUTE || rule->kind == SY_RULE_DATE)
    return NULL;
  if (rule->kind == SY_RULE_EVENT &&
      (rule->measure == SY_MEASURE_INACTIVE || rule->measure == SY_MEASURE_TREND))
    return NULL;
  counting = sy_rule_new (rule->id, SY_RULE_EVENT);
  counting->types = g_strdupv (rule->kind == SY_RULE_SEQUENCE ? rule->first : rule->types);
  counting->where = rule->where == NULL ? NULL : sy_condition_copy (rule->where);
  *out_unit = SY_REASON_EVENTS;
  if (rule->kind == SY_RULE_EVENT && rule->measure == SY_MEASURE_DAYS)
    *out_unit = SY_REASON_DAYS;
  else if (rule->kind == SY_RULE_EVENT && rule->measure == SY_MEASURE_AMOUNT)
    *out_unit = SY_REASON_AMOUNT;
  counting->measure = *out_unit == SY_REASON_DAYS     ? SY_MEASURE_DAYS
                      : *out_unit == SY_REASON_AMOUNT ? SY_MEASURE_AMOUNT
                                                      : SY_MEASURE_COUNT;
  return counting;
}

/* Counts in [start, end). Windows begin at a whole second: half a second more is none. */
static SyRuleReader *
new_counter (const SyReasons *self,
             SyRule *counting,
             gint64 start_s,
             gint64 end_s)
{
  counting->window_days = ((double) (end_s - start_s) + 0.5) / SY_DAY_SECONDS;
  return sy_rule_reader_new (self->log, counting, end_s);
}

static void
add_counter (SyReasons *self,
             const SyRuleGroup *group,
             const SyRule *rule)
{
  gint64 end_s = sy_scores_get_as_of (self->after);
  gint64 middle_s = sy_scores_get_as_of (self->before);
  gint64 start_s = sy_instant_shift (sy_event_log_get_zone (self->log), end_s,
                                     -2 * (gint32) self->n_days);
  Counter *counter = &self->counters[self->n_rules++];
  g_autoptr (SyRule) counting = make_counting_rule (rule, &counter->unit);

  counter->rule = rule;
  counter->factor = sy_rule_group_get_factor (group);
  if (counting == NULL)
    return;
  counter->before = new_counter (self, counting, start_s, middle_s);
  counter->after = new_counter (self, counting, middle_s, end_s);
}

SyReasons *
sy_reasons_new (SyEventLog *log,
                const SyModel *model,
                const SyScores *scores,
                guint n_days,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (SyReasons) self = NULL;
  g_autoptr (SyScorer) scorer = NULL;

  g_return_val_if_fail (log != NULL && model != NULL && scores != NULL, NULL);
  g_return_val_if_fail (n_days > 0, NULL);

  self = g_new0 (SyReasons, 1);
  self->log = sy_event_log_ref (log);
  self->model = sy_model_copy (model);
  self->after = sy_scores_ref ((SyScores *) scores);
  self->n_days = n_days;
  scorer = sy_scorer_new (log, sy_instant_shift (sy_event_log_get_zone (log),
                                                 sy_scores_get_as_of (scores), -(gint32) n_days));
  self->before = sy_scorer_score (scorer, model, cancellable, error);
  if (self->before == NULL)
    return NULL;
  self->counters = g_new0 (Counter, sy_model_get_n_rules (model));
  for (guint i = 0; i < self->model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (self->model, i);

      for (guint j = 0; j < group->rules->len; j++)
        add_counter (self, group, sy_rule_group_get_rule (group, j));
    }
  return g_steal_pointer (&self);
}

void
sy_reasons_free (SyReasons *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_rules; i++)
    {
      g_clear_pointer (&self->counters[i].before, sy_rule_reader_free);
      g_clear_pointer (&self->counters[i].after, sy_rule_reader_free);
    }
  g_free (self->counters);
  g_clear_pointer (&self->before, sy_scores_unref);
  g_clear_pointer (&self->after, sy_scores_unref);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_free (self);
}

static void
count (const SyReasons *self,
       guint32 person,
       SyReason *reason)
{
  const Counter *counter = &self->counters[reason->rule];
  double weight = counter->rule->weight * counter->factor;

  reason->unit = SY_REASON_POINTS;
  reason->before = reason->after = (double) NAN;
  if (counter->before == NULL)
    return;
  reason->before = sy_rule_reader_get_value (counter->before, person);
  reason->after = sy_rule_reader_get_value (counter->after, person);
  if ((reason->after - reason->before) * weight * reason->change > 0)
    reason->unit = counter->unit;
  else
    reason->before = reason->after = (double) NAN;
}

gsize
sy_reasons_find (const SyReasons *self,
                 guint32 person,
                 gsize max_reasons,
                 SyReason *out_reasons)
{
  gsize n = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (person < sy_event_log_get_n_people (self->log), 0);
  g_return_val_if_fail (out_reasons != NULL || max_reasons == 0, 0);

  for (gsize i = 0; i < self->n_rules; i++)
    {
      const Counter *counter = &self->counters[i];
      SyReason reason = { i, counter->rule->id, sy_rule_get_label (counter->rule) };
      gsize place = n;

      sy_scores_get_rule_points (self->before, i, &person, 1, &reason.points_before);
      sy_scores_get_rule_points (self->after, i, &person, 1, &reason.points_after);
      reason.points_before *= counter->factor;
      reason.points_after *= counter->factor;
      reason.change = reason.points_after - reason.points_before;
      while (place > 0 && fabs (reason.change) > fabs (out_reasons[place - 1].change))
        place--;
      if (!(fabs (reason.change) > 0) || place >= max_reasons)
        continue;
      n = MIN (n + 1, max_reasons);
      for (gsize j = n - 1; j > place; j--)
        out_reasons[j] = out_reasons[j - 1];
      out_reasons[place] = reason;
    }
  for (gsize i = 0; i < n; i++)
    count (self, person, &out_reasons[i]);
  return n;
}

/* --- text --- */

static void
append_number (GString *out,
               const char *format,
               double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (text, sizeof text, format, value));
}

static void
append_counts (GString *out,
               const SyReasons *self,
               const SyReason *reason)
{
  const char *format = reason->unit == SY_REASON_AMOUNT ? "%.2f" : "%.0f";

  g_string_append (out, reason->after > reason->before ? " up" : " down");
  if (reason->before > 0)
    {
      g_string_append_c (out, ' ');
      append_number (out, "%.0f", 100 * fabs (reason->after - reason->before) / reason->before);
      g_string_append (out, " %");
    }
  g_string_append_printf (out, " in %u days: ", self->n_days);
  append_number (out, format, reason->before);
  g_string_append (out, " → ");
  append_number (out, format, reason->after);
}

/* Levels that differ are shown as such, mostly; what is shown as 0 has no sign. */
static void
append_level (GString *out,
              double points,
              double change)
{
  int n_digits = fabs (change) >= 0.5 ? 1 : fabs (change) >= 0.05 ? 2
                                                                  : 3;
  char format[] = "%.0f";

  format[2] = (char) ('0' + n_digits);
  append_number (out, format, fabs (points) < 0.5 * pow (10, -n_digits) ? 0 : points);
}

static void
append_points (GString *out,
               const SyReasons *self,
               const SyReason *reason)
{
  g_string_append (out, ": ");
  append_level (out, reason->points_before, reason->change);
  g_string_append (out, " → ");
  append_level (out, reason->points_after, reason->change);
  g_string_append_printf (out, " points in %u days", self->n_days);
}

char *
sy_reasons_describe (const SyReasons *self,
                     const SyReason *reason)
{
  GString *out;

  g_return_val_if_fail (self != NULL && reason != NULL, NULL);

  out = g_string_new (reason->label);
  if (reason->unit == SY_REASON_POINTS)
    append_points (out, self, reason);
  else
    append_counts (out, self, reason);
  g_string_append (out, " (");
  append_number (out, fabs (reason->change) < 0.05 ? "%+.2g" : "%+.1f", reason->change);
  g_string_append (out, " points)");
  return g_string_free (out, FALSE);
}
