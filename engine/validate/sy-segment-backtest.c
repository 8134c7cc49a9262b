/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-segment-backtest.h"

#include <math.h>

#include "sy-figures-private.h"
#include "sy-labelled-private.h"

enum
{
  INSIDE,
  OUTSIDE,
  N_SIDES
};

/* Who is outside: the members of the population that are not inside; both lists rise. */
static guint32 *
list_outside (const SyScores *scores,
              const guint32 *inside,
              gsize n_inside,
              gsize *out_n)
{
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  guint32 *outside = g_new (guint32, n_members + 1);
  gsize next = 0;

  *out_n = 0;
  for (gsize i = 0; i < n_members; i++)
    {
      while (next < n_inside && inside[next] < members[i])
        next++;
      if (next == n_inside || inside[next] != members[i])
        outside[(*out_n)++] = members[i];
    }
  return outside;
}

static void
set_rate (SySegmentSide *self,
          double effective_n)
{
  self->rate = self->n > 0 ? (double) self->n_positive / (double) self->n : (double) NAN;
  self->interval = sy_wilson (self->n > 0 ? self->rate * effective_n : 0, effective_n);
}

/* Rates and their comparison, by the numbers of independent rows of both sides. */
static void
set_rates (SySegmentOutcome *self,
           const double effective_n[N_SIDES])
{
  set_rate (&self->inside, effective_n[INSIDE]);
  set_rate (&self->outside, effective_n[OUTSIDE]);
  sy_two_proportions (self->inside.n > 0 ? self->inside.rate * effective_n[INSIDE] : 0,
                      effective_n[INSIDE],
                      self->outside.n > 0 ? self->outside.rate * effective_n[OUTSIDE] : 0,
                      effective_n[OUTSIDE], &self->against);
}

static void
count_side (const SyOutcome *outcome,
            SySegmentSide *out_side)
{
  *out_side = (SySegmentSide){ .n_people = outcome->n_population,
                               .n_already = outcome->n_already,
                               .n_immature = outcome->n_immature,
                               .n = outcome->n,
                               .n_positive = outcome->n_positive };
}

static gboolean
measure (const SySegment *segment,
         SyEventLog *log,
         const SyModel *model,
         const SyScores *scores,
         SySegmentOutcome *out,
         SyOutcome *outcomes[N_SIDES],
         GCancellable *cancellable,
         GError **error)
{
  gint64 as_of = sy_scores_get_as_of (scores);
  gsize n[N_SIDES];
  g_autofree guint32 *inside = sy_segment_select (segment, log, model, scores, cancellable,
                                                  &n[INSIDE], error);
  g_autofree guint32 *outside = NULL;
  const guint32 *people[N_SIDES];

  if (inside == NULL)
    return FALSE;
  outside = list_outside (scores, inside, n[INSIDE], &n[OUTSIDE]);
  people[INSIDE] = inside;
  people[OUTSIDE] = outside;
  for (guint side = 0; side < N_SIDES; side++)
    {
      outcomes[side] = sy_outcome_evaluate (log, &model->outcome, as_of, people[side], n[side],
                                            cancellable, error);
      if (outcomes[side] == NULL)
        return FALSE;
    }
  *out = (SySegmentOutcome){ .as_of = as_of,
                             .is_mature = outcomes[INSIDE]->is_mature,
                             .n_refused = sy_scores_get_n_refused (scores) };
  count_side (outcomes[INSIDE], &out->inside);
  count_side (outcomes[OUTSIDE], &out->outside);
  set_rates (out, (const double[]){ (double) out->inside.n, (double) out->outside.n });
  return TRUE;
}

static void
clear_outcomes (SyOutcome *outcomes[N_SIDES])
{
  for (guint side = 0; side < N_SIDES; side++)
    g_clear_pointer (&outcomes[side], sy_outcome_unref);
}

gboolean
sy_segment_outcome_measure (const SySegment *segment,
                            SyEventLog *log,
                            const SyModel *model,
                            const SyScores *scores,
                            SySegmentOutcome *out_outcome,
                            GCancellable *cancellable,
                            GError **error)
{
  SyOutcome *outcomes[N_SIDES] = { NULL };
  gboolean done = measure (segment, log, model, scores, out_outcome, outcomes, cancellable, error);

  clear_outcomes (outcomes);
  return done;
}

/* The labelled people of all dates: who, on which side, with what label. */
typedef struct
{
  GArray *people;
  GByteArray *sides;
  GByteArray *labels;
} Rows;

static void
init_rows (Rows *self)
{
  self->people = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->sides = g_byte_array_new ();
  self->labels = g_byte_array_new ();
}

static void
clear_rows (Rows *self)
{
  g_array_unref (self->people);
  g_byte_array_unref (self->sides);
  g_byte_array_unref (self->labels);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, clear_rows)

static void
add_rows (Rows *self,
          SyOutcome *const outcomes[N_SIDES])
{
  for (guint8 side = 0; side < N_SIDES; side++)
    {
      const SyOutcome *outcome = outcomes[side];

      g_array_append_vals (self->people, outcome->people, (guint) outcome->n);
      g_byte_array_append (self->labels, outcome->labels, (guint) outcome->n);
      for (gsize i = 0; i < outcome->n; i++)
        g_byte_array_append (self->sides, &side, 1);
    }
}

static void
add_side (SySegmentSide *pooled,
          const SySegmentSide *side)
{
  pooled->n_people += side->n_people;
  pooled->n_already += side->n_already;
  pooled->n_immature += side->n_immature;
  pooled->n += side->n;
  pooled->n_positive += side->n_positive;
}

static void
pool (SySegmentBacktest *self,
      const SyEventLog *log,
      const Rows *rows)
{
  SySegmentOutcome *pooled = &self->pooled;
  SyScoredRows scored = {
    .n = rows->people->len,
    .bands = rows->sides->data,
    .labels = rows->labels->data,
    .people = (const guint32 *) (gconstpointer) rows->people->data,
    .n_people = sy_event_log_get_n_people (log),
  };
  double effective_n[N_SIDES];

  for (gsize i = 0; i < self->n_origins; i++)
    {
      const SySegmentOutcome *origin = &self->origins[i];

      pooled->as_of = origin->as_of;
      pooled->is_mature |= origin->is_mature;
      pooled->n_refused += origin->n_refused;
      self->n_mature += origin->is_mature;
      add_side (&pooled->inside, &origin->inside);
      add_side (&pooled->outside, &origin->outside);
    }
  scored.is_clustered = self->n_mature > 1;
  sy_rows_get_effective_n (&scored, N_SIDES, (const gsize[]){ pooled->inside.n, pooled->outside.n },
                           (const gsize[]){ pooled->inside.n_positive, pooled->outside.n_positive },
                           effective_n);
  set_rates (pooled, effective_n);
}

static gboolean
run_origin (SySegmentOutcome *self,
            SyEventLog *log,
            const SyModel *model,
            const SySegment *segment,
            gint64 as_of,
            Rows *rows,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, cancellable, error);
  SyOutcome *outcomes[N_SIDES] = { NULL };
  gboolean done = scores != NULL && measure (segment, log, model, scores, self, outcomes, cancellable,
                                             error);

  if (done)
    add_rows (rows, outcomes);
  clear_outcomes (outcomes);
  return done;
}

SySegmentBacktest *
sy_segment_backtest_run (SyEventLog *log,
                         const SyModel *model,
                         const SySegment *segment,
                         const gint64 *origins,
                         gsize n_origins,
                         GCancellable *cancellable,
                         SyProgressFunc progress,
                         gpointer user_data,
                         GError **error)
{
  g_autoptr (SySegmentBacktest) self = NULL;
  g_autofree gint64 *sorted = NULL;
  g_auto (Rows) rows;

  init_rows (&rows);
  if (n_origins == 0)
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN,
                           "A backtest needs at least one as-of date");
      return NULL;
    }
  self = g_atomic_rc_box_new0 (SySegmentBacktest);
  sorted = sy_origins_sort (origins, n_origins, &self->n_origins);
  self->origins = g_new0 (SySegmentOutcome, self->n_origins);
  for (gsize i = 0; i < self->n_origins; i++)
    {
      if (!run_origin (&self->origins[i], log, model, segment, sorted[i], &rows, cancellable, error))
        return NULL;
      if (progress != NULL)
        progress ((gint64) i + 1, (gint64) self->n_origins, user_data);
    }
  pool (self, log, &rows);
  return g_steal_pointer (&self);
}

static void
clear_backtest (gpointer data)
{
  SySegmentBacktest *self = data;

  g_clear_pointer (&self->origins, g_free);
}

SySegmentBacktest *
sy_segment_backtest_ref (SySegmentBacktest *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_segment_backtest_unref (SySegmentBacktest *self)
{
  g_atomic_rc_box_release_full (self, clear_backtest);
}
