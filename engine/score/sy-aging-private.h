/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "core/sy-time.h"
#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/*
 * The decay of a rule as of an instant, by second of the log. Immutable.
 *
 * 2^(exponent * age) is taken as the product of the powers for the age's high and low bits. Both are exact
 * to half a unit in the last place, so that the product is good to 15 digits; and both may come
 * from a table, which costs a fifth, without changing a bit.
 */
typedef struct
{
  const SyDecay *decay;
  gint64 as_of;
  double exponent; /* of exponential decay, per second of age */
  double *coarse;  /* decay of ages in steps of SY_AGING_FINE_STEPS seconds, or NULL */
  double *fine;    /* decay of the seconds below that */
} SyAging;

/* Seconds that the fine table covers; about as many as the coarse ones of a year. */
#define SY_AGING_FINE_BITS 12
#define SY_AGING_FINE_STEPS (1 << SY_AGING_FINE_BITS)

/*
 * @n_events is how many events will be asked about, roughly: tables are made when that costs less
 * than it saves. @decay is borrowed.
 */
void sy_aging_init (SyAging *self,
                    const SyDecay *decay,
                    gint64 as_of,
                    const SyEventLog *log,
                    gsize n_events);
void sy_aging_clear (SyAging *self);

/*
 * The factor of an event before the instant.
 */
static inline double
sy_aging_get (const SyAging *self,
              guint32 second)
{
  gint64 age_s = self->as_of - SY_EVENT_EPOCH - second;
  gint64 coarse = age_s >> SY_AGING_FINE_BITS;
  gint64 fine = age_s & (SY_AGING_FINE_STEPS - 1);

  switch (self->decay->kind)
    {
    case SY_DECAY_NONE:
      return 1;
    case SY_DECAY_EXPONENTIAL:
      if (self->coarse != NULL)
        return self->coarse[coarse] * self->fine[fine];
      return exp2 ((double) coarse * (self->exponent * SY_AGING_FINE_STEPS)) *
             exp2 ((double) fine * self->exponent);
    case SY_DECAY_LINEAR:
    case SY_DECAY_STEPS:
      return sy_decay_at (self->decay, (double) age_s / SY_DAY_SECONDS);
    default:
      g_assert_not_reached ();
    }
}

G_END_DECLS
