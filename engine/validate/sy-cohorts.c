/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cohorts.h"

#include <math.h>
#include <stdlib.h>

#include "core/sy-time.h"
#include "score/sy-edge-events-private.h"
#include "sy-labelled-private.h"

void
sy_cohorts_free (SyCohorts *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->band_names);
  g_free (self->months);
  g_free (self->cells);
  g_free (self);
}

const SyCohortCell *
sy_cohorts_get_cell (const SyCohorts *self,
                     gsize cohort,
                     gsize band)
{
  g_return_val_if_fail (self != NULL && cohort <= self->n_cohorts && band <= self->n_bands, NULL);

  return &self->cells[cohort * (self->n_bands + 1) + band];
}

static gint32
get_month (const SyZone *zone,
           gint64 instant)
{
  gint32 day = sy_zone_day (zone, instant);
  int year, month, day_of_month;

  sy_day_to_civil (day, &year, &month, &day_of_month);
  return day - (day_of_month - 1);
}

static int
compare_months (gconstpointer a,
                gconstpointer b)
{
  gint32 first = *(const gint32 *) a;
  gint32 second = *(const gint32 *) b;

  return (first > second) - (first < second);
}

/* The month of everyone with a label; the distinct ones go to the table. */
static gint32 *
read_months (SyCohorts *self,
             const SyEventLog *log,
             const SyOutcome *outcome)
{
  const guint32 *first = sy_event_log_get_first_seconds (log);
  const SyZone *zone = sy_event_log_get_zone (log);
  gint32 *months = g_new (gint32, outcome->n + 1);
  gsize n = 0;

  for (gsize i = 0; i < outcome->n; i++)
    months[i] = get_month (zone, SY_EVENT_EPOCH + (gint64) first[outcome->people[i]]);
  self->months = g_memdup2 (months, (outcome->n + 1) * sizeof *months);
  if (outcome->n > 1)
    qsort (self->months, outcome->n, sizeof *months, compare_months);
  for (gsize i = 0; i < outcome->n; i++)
    if (n == 0 || self->months[n - 1] != self->months[i])
      self->months[n++] = self->months[i];
  self->n_cohorts = n;
  return months;
}

static gsize
find_month (const SyCohorts *self,
            gint32 month)
{
  gsize low = 0;
  gsize high = self->n_cohorts;

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (self->months[middle] <= month)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static void
add_person (SyCohorts *self,
            gsize cohort,
            gsize band,
            gboolean is_retained,
            gboolean is_positive)
{
  gsize width = self->n_bands + 1;
  gsize places[] = { cohort * width + band, cohort * width + self->n_bands,
                     self->n_cohorts * width + band, self->n_cohorts * width + self->n_bands };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      SyCohortCell *cell = &self->cells[places[i]];

      cell->n++;
      cell->n_retained += is_retained;
      cell->n_positive += is_positive;
    }
}

static void
set_rates (SyCohortCell *cell)
{
  SyInterval retained = sy_wilson ((double) cell->n_retained, (double) cell->n);
  SyInterval positive = sy_wilson ((double) cell->n_positive, (double) cell->n);
  double n = cell->n > 0 ? (double) cell->n : (double) NAN;

  cell->retention = (double) cell->n_retained / n;
  cell->low = retained.low;
  cell->high = retained.high;
  cell->rate = (double) cell->n_positive / n;
  cell->rate_low = positive.low;
  cell->rate_high = positive.high;
}

/* Everyone's first event in the outcome window. */
static guint32 *
read_returns (const SyEventLog *log,
              const SyOutcome *outcome)
{
  guint32 *seconds = sy_edge_events_new (log);

  for (guint32 type = 0; type < sy_event_log_get_n_types (log); type++)
    sy_edge_events_take_first (seconds, sy_event_log_get_runs (log, type),
                               sy_event_log_get_bound (outcome->from),
                               sy_event_log_get_bound (outcome->until));
  return seconds;
}

SyCohorts *
sy_cohorts_run (SyEventLog *log,
                const SyModel *model,
                gint64 as_of,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (SyCohorts) self = g_new0 (SyCohorts, 1);
  g_auto (SyLabelled) labelled = { 0 };
  g_autofree gint32 *months = NULL;
  g_autofree guint32 *returns = NULL;
  const SyOutcome *outcome;
  const guint8 *bands;

  if (!sy_labelled_init (&labelled, log, model, &as_of, 1, cancellable, error))
    return NULL;
  outcome = labelled.dates[0].outcome;
  bands = sy_scores_get_bands (labelled.dates[0].scores);
  self->as_of = as_of;
  self->window_days = (double) (outcome->until - outcome->from) / SY_DAY_SECONDS;
  self->n_bands = model->bands->len;
  self->band_names = g_new0 (char *, self->n_bands + 1);
  for (gsize b = 0; b < self->n_bands; b++)
    self->band_names[b] = g_strdup (sy_model_get_band (model, (guint) b)->name);
  months = read_months (self, log, outcome);
  returns = read_returns (log, outcome);
  self->cells = g_new0 (SyCohortCell, (self->n_cohorts + 1) * (self->n_bands + 1));
  for (gsize i = 0; i < outcome->n; i++)
    {
      guint32 person = outcome->people[i];

      add_person (self, find_month (self, months[i]), bands[person],
                  returns[person] != SY_SECOND_NONE, outcome->labels[i]);
    }
  for (gsize i = 0; i < (self->n_cohorts + 1) * (self->n_bands + 1); i++)
    set_rates (&self->cells[i]);
  return g_steal_pointer (&self);
}
