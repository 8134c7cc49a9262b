/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-drift-gaps.h"

#include <glib/gi18n.h>

/* How probable a single gap may be where there is none, over all days and types (Bonferroni). */
#define MAX_CHANCE 0.01

#define LOOK_BACK_DAYS 28

static gboolean
rule_reads (const SyRule *rule,
            const char *type)
{
  char *const *const lists[] = { rule->types, rule->first, rule->unless };

  for (gsize i = 0; i < G_N_ELEMENTS (lists) && !rule->muted; i++)
    if (lists[i] != NULL && g_strv_contains ((const char *const *) lists[i], type))
      return TRUE;
  return FALSE;
}

static gboolean
model_reads (const SyModel *model,
             const char *type)
{
  for (guint g = 0; g < model->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, g);

      for (guint r = 0; r < group->rules->len; r++)
        if (rule_reads (sy_rule_group_get_rule (group, r), type))
          return TRUE;
    }
  return FALSE;
}

static void
clear_span (gpointer data)
{
  g_free ((char *) ((SyChartSpan *) data)->label);
}

/* Whether there were days like it of late, gaps left out: what is sent in batches is often not sent. */
static gboolean
is_usual (const SyEventVolume *volume,
          const guint8 *is_gap,
          const SyTrackingGap *gap)
{
  gint32 day = gap->day - volume->first_day;

  for (gint32 i = MAX (0, day - LOOK_BACK_DAYS); i < day; i++)
    if (!is_gap[i] && volume->days[i] <= 2 * gap->count)
      return TRUE;
  return FALSE;
}

/* Among so many days and types the rarest day is rare by chance: a gap is what would be rare there too. */
static void
add_type (GArray *spans,
          const SyEventLog *log,
          guint32 type,
          gsize n_types)
{
  g_autoptr (SyEventVolume) volume = sy_event_volume_new (log, type);
  gsize n_gaps;
  g_autofree SyTrackingGap *gaps = sy_event_volume_find_gaps (volume, SY_TRACKING_GAP_SHARE, 1,
                                                              &n_gaps);
  g_autofree guint8 *is_gap = g_new0 (guint8, volume->n_days + 1);
  guint first = spans->len;

  for (gsize i = 0; i < n_gaps; i++)
    {
      SyChartSpan *last = spans->len > first ? &g_array_index (spans, SyChartSpan, spans->len - 1)
                                             : NULL;
      SyChartSpan span = { gaps[i].day, gaps[i].day, NULL };

      if (gaps[i].p * (double) (volume->n_days * n_types) >= MAX_CHANCE ||
          is_usual (volume, is_gap, &gaps[i]))
        continue;
      is_gap[gaps[i].day - volume->first_day] = 1;
      if (last != NULL && last->to + 1 == gaps[i].day)
        {
          last->to = gaps[i].day;
          continue;
        }
      span.label = g_strdup_printf (_ ("tracking gap of %s"),
                                    sy_event_log_get_type_name (log, type));
      g_array_append_val (spans, span);
    }
}

GArray *
sy_drift_gaps_find (const SyEventLog *log,
                    const SyModel *model)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (SyChartSpan));
  g_autoptr (GArray) types = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_set_clear_func (spans, clear_span);
  for (guint32 type = 0; type < sy_event_log_get_n_types (log); type++)
    if (!sy_event_log_is_type_muted (log, type) &&
        model_reads (model, sy_event_log_get_type_name (log, type)))
      g_array_append_val (types, type);
  for (guint i = 0; i < types->len; i++)
    add_type (spans, log, g_array_index (types, guint32, i), types->len);
  return spans;
}
