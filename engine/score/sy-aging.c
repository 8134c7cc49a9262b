/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-aging-private.h"

static double *
make_table (double exponent,
            gsize n_steps)
{
  double *table = g_new (double, n_steps);

  for (gsize i = 0; i < n_steps; i++)
    table[i] = exp2 ((double) i * exponent);
  return table;
}

void
sy_aging_init (SyAging *self,
               const SyDecay *decay,
               gint64 as_of,
               const SyEventLog *log,
               gsize n_events)
{
  gint64 first_s;
  gsize n_coarse;

  *self = (SyAging){ .decay = decay, .as_of = as_of };
  if (decay->kind != SY_DECAY_EXPONENTIAL)
    return;
  self->exponent = -1 / (decay->half_life_days * SY_DAY_SECONDS);
  if (!sy_event_log_get_span (log, &first_s, NULL) || first_s >= as_of)
    return;
  n_coarse = (gsize) ((as_of - first_s) >> SY_AGING_FINE_BITS) + 1;
  if (n_events / 2 < n_coarse + SY_AGING_FINE_STEPS)
    return;
  self->coarse = make_table (self->exponent * SY_AGING_FINE_STEPS, n_coarse);
  self->fine = make_table (self->exponent, SY_AGING_FINE_STEPS);
}

void
sy_aging_clear (SyAging *self)
{
  g_clear_pointer (&self->coarse, g_free);
  g_clear_pointer (&self->fine, g_free);
}
