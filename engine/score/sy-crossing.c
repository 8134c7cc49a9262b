/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-crossing.h"

#include <math.h>

#include "core/sy-time.h"
#include "sy-daily-scores-private.h"

/* Numbers this near, for their size, agree in 12 digits. */
#define EQUAL 1e-12

/* A day that a person's score is held against. */
typedef struct
{
  gsize day;
  double score;
} Base;

static gboolean
is_far_enough (const SyCrossingRule *rule,
               double base,
               double score)
{
  double moved = rule->falls ? base - score : score - base;
  double size = MAX (rule->points, MAX (fabs (base), fabs (score)));

  return moved >= rule->points - EQUAL * size;
}

/* Whether the condition holds on @day. */
static gboolean
holds (const SyCrossingRule *rule,
       const double *scores,
       gsize day,
       Base *out_base)
{
  gsize start = day > rule->within_days ? day - rule->within_days : 0;
  Base base = { 0, (double) NAN };

  if (isnan (scores[day]))
    return FALSE;
  for (gsize i = start; i < day; i++)
    {
      gboolean is_better = rule->falls ? scores[i] >= base.score : scores[i] <= base.score;

      if (is_better || (isnan (base.score) && !isnan (scores[i])))
        base = (Base){ i, scores[i] };
    }
  if (isnan (base.score) || !is_far_enough (rule, base.score, scores[day]))
    return FALSE;
  if (out_base != NULL)
    *out_base = base;
  return TRUE;
}

gsize *
sy_crossing_rule_find (const SyCrossingRule *self,
                       const double *scores,
                       gsize n_scores,
                       gsize *out_n_days)
{
  gsize *days;
  gboolean held = FALSE;
  gsize n_days = 0;

  g_return_val_if_fail (self != NULL && (scores != NULL || n_scores == 0), NULL);
  g_return_val_if_fail (out_n_days != NULL, NULL);

  days = g_new (gsize, n_scores + 1);
  for (gsize day = 0; day < n_scores; day++)
    {
      gboolean is_held = holds (self, scores, day, NULL);

      if (is_held && !held)
        days[n_days++] = day;
      held = is_held;
    }
  *out_n_days = n_days;
  return days;
}

/* --- everyone --- */

/* The last within_days + 1 days, the latest last. */
typedef struct
{
  const SyCrossingRule *rule;
  gsize n_people;
  gsize n_days; /* so far, at most within_days + 1 */
  gint64 *instants;
  double **scores; /* of everyone, by day */
  guint8 **bands;
  guint8 *held; /* by person: on the day before */
} Window;

static void
init_window (Window *self,
             const SyCrossingRule *rule,
             gsize n_people)
{
  gsize size = rule->within_days + 1;

  *self = (Window){ rule, n_people, 0 };
  self->instants = g_new (gint64, size);
  self->scores = g_new0 (double *, size);
  self->bands = g_new0 (guint8 *, size);
  self->held = g_new0 (guint8, MAX (n_people, 1));
}

static void
clear_window (Window *self)
{
  for (gsize i = 0; i < self->n_days; i++)
    {
      g_free (self->scores[i]);
      g_free (self->bands[i]);
    }
  g_free (self->instants);
  g_free (self->scores);
  g_free (self->bands);
  g_free (self->held);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Window, clear_window)

static void
drop_first_day (Window *self)
{
  g_free (self->scores[0]);
  g_free (self->bands[0]);
  self->n_days--;
  for (gsize i = 0; i < self->n_days; i++)
    {
      self->instants[i] = self->instants[i + 1];
      self->scores[i] = self->scores[i + 1];
      self->bands[i] = self->bands[i + 1];
    }
}

/* Looks at the latest day of the window; lists who crossed when @crossings is not NULL. */
static void
check_day (Window *self,
           GArray *crossings)
{
  gsize last = self->n_days - 1;
  double scores[SY_CROSSING_MAX_DAYS + 1];

  for (gsize person = 0; person < self->n_people; person++)
    {
      Base base;
      gboolean is_held;

      for (gsize i = 0; i <= last; i++)
        scores[i] = self->scores[i][person];
      is_held = holds (self->rule, scores, last, &base);
      if (is_held && !self->held[person] && crossings != NULL)
        {
          SyCrossing crossing = {
            (guint32) person, self->instants[last], self->instants[base.day],
            base.score, scores[last], self->bands[base.day][person],
            self->bands[last][person]
          };

          g_array_append_val (crossings, crossing);
        }
      self->held[person] = is_held != FALSE;
    }
}

GArray *
sy_crossings_find (SyEventLog *log,
                   const SyModel *model,
                   const SyCrossingRule *rule,
                   gint64 from,
                   gint64 to,
                   GCancellable *cancellable,
                   SyProgressFunc progress,
                   gpointer user_data,
                   GError **error)
{
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (SyCrossing));
  g_auto (Window) window = { NULL };
  SyZone *zone;
  gint32 n_back = 0;

  g_return_val_if_fail (log != NULL && model != NULL && rule != NULL, NULL);
  g_return_val_if_fail (rule->points > 0, NULL);
  g_return_val_if_fail (rule->within_days >= 1 && rule->within_days <= SY_CROSSING_MAX_DAYS, NULL);

  zone = sy_event_log_get_zone (log);
  while (sy_instant_shift (zone, to, -n_back - 1) >= from)
    n_back++;
  /* Whether the first day crosses is known from the day before, and that from its own base. */
  n_back += (gint32) rule->within_days + 1;
  init_window (&window, rule, sy_event_log_get_n_people (log));
  for (gint32 i = 0; i <= n_back; i++)
    {
      gsize day;

      if (window.n_days == rule->within_days + 1)
        drop_first_day (&window);
      day = window.n_days;
      window.instants[day] = sy_instant_shift (zone, to, i - n_back);
      window.scores[day] = sy_daily_scores_new (log, model, window.instants[day],
                                                &window.bands[day], cancellable, error);
      if (window.scores[day] == NULL)
        return NULL;
      window.n_days++;
      check_day (&window, window.instants[day] >= from ? crossings : NULL);
      if (progress != NULL)
        progress (i + 1, n_back + 1, user_data);
    }
  return g_steal_pointer (&crossings);
}
