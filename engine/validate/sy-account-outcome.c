/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "core/sy-memory-private.h"
#include "core/sy-sum.h"
#include "core/sy-time.h"
#include "sy-account-backtest.h"
#include "sy-outcome-private.h"

/* What people did, or how often a row was imported for them, added up by account. */
static void
pool_values (const SyEventLog *log,
             const SyAccountMembers *members,
             const double *values,
             double *out_values)
{
  const guint8 *is_refusing = sy_event_log_get_refusals (log, NULL);

  for (guint32 i = 0; i < members->n_accounts; i++)
    {
      guint32 namesake = sy_account_map_get_namesake (members->map, i);
      SySum sum = { 0 };

      for (guint32 m = members->starts[i]; m < members->starts[i + 1]; m++)
        {
          guint32 person = members->people[m];

          namesake = person == namesake ? SY_PERSON_NONE : namesake;
          if (is_refusing == NULL || !is_refusing[person])
            sy_sum_add (&sum, values[person]);
        }
      if (namesake != SY_PERSON_NONE && (is_refusing == NULL || !is_refusing[namesake]))
        sy_sum_add (&sum, values[namesake]);
      out_values[i] = sy_sum_get (&sum);
    }
}

static double *
count_imported (const SyEventLog *log,
                const SyOutcomeSpec *spec,
                guint32 from,
                guint32 until)
{
  gsize n = sy_event_log_get_n_people (log);
  g_autofree guint32 *people = g_new (guint32, n + 1);
  g_autofree guint8 *marks = g_malloc (n + 1);
  double *values = sy_memory_new0_array (double, n + 1);

  for (guint32 i = 0; i < n; i++)
    people[i] = i;
  sy_outcome_mark_imported (log, spec->name, from, until, people, n, marks);
  for (gsize i = 0; i < n; i++)
    values[i] = marks[i];
  return values;
}

/* What the outcome counts of each account in [from, until); without a start when @from is NULL. */
static double *
count_by_account (const SyEventLog *log,
                  const SyOutcomeSpec *spec,
                  const SyAccountMembers *members,
                  const gint64 *from,
                  gint64 until)
{
  double *counts = g_new (double, members->n_accounts + 1);
  double *values;

  if (spec->kind == SY_OUTCOME_IMPORTED)
    values = count_imported (log, spec, from == NULL ? 0 : sy_event_log_get_bound (*from),
                             sy_event_log_get_bound (until));
  else
    values = sy_outcome_count_events (log, spec, until,
                                      from == NULL ? (double) NAN
                                                   : (double) (until - *from) / SY_DAY_SECONDS);
  pool_values (log, members, values, counts);
  sy_memory_free (values);
  return counts;
}

/* Leaves out the accounts that had a one-time outcome before t; an absence has no instant. */
static void
take_accounts (SyOutcome *self,
               const SyEventLog *log,
               const SyOutcomeSpec *spec,
               const SyAccountMembers *members,
               const guint32 *accounts,
               gsize n_accounts)
{
  g_autofree double *before = NULL;

  if (spec->once && spec->kind != SY_OUTCOME_ABSENCE)
    before = count_by_account (log, spec, members, NULL, members->as_of);
  for (gsize i = 0; i < n_accounts; i++)
    if (before == NULL || !sy_outcome_is_enough (spec, before[accounts[i]]))
      self->people[self->n++] = accounts[i];
  self->n_population = n_accounts;
  self->n_already = n_accounts - self->n;
}

SyOutcome *
sy_account_outcome_evaluate (SyEventLog *log,
                             const SyOutcomeSpec *spec,
                             const SyAccountMembers *members,
                             const guint32 *accounts,
                             gsize n_accounts,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (SyOutcome) self = g_atomic_rc_box_new0 (SyOutcome);
  g_autofree double *counts = NULL;

  if (spec->kind == SY_OUTCOME_NONE)
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_OUTCOME,
                           "The model has no outcome to be held against");
      return NULL;
    }
  sy_outcome_set_window (self, log, spec, members->as_of);
  self->people = g_new (guint32, n_accounts + 1);
  self->labels = g_malloc0 (n_accounts + 1);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  take_accounts (self, log, spec, members, accounts, n_accounts);
  if (!self->is_mature)
    {
      self->n_immature = self->n;
      self->n = 0;
      return g_steal_pointer (&self);
    }
  counts = count_by_account (log, spec, members, &self->from, self->until);
  for (gsize i = 0; i < self->n; i++)
    {
      gboolean is_enough = sy_outcome_is_enough (spec, counts[self->people[i]]);

      self->labels[i] = is_enough != (spec->kind == SY_OUTCOME_ABSENCE);
      self->n_positive += self->labels[i];
    }
  return g_steal_pointer (&self);
}
