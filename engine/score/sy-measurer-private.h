/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-aging-private.h"
#include "sy-matches-private.h"

G_BEGIN_DECLS

/*
 * The instants that the value of a rule hangs on. A score has one for all three; an account of a
 * change moves them one after the other.
 */
typedef struct
{
  gint64 aged_at;     /* what decay, deadlines and dates count to */
  gint64 window_at;   /* where the windows end */
  gint64 seen_before; /* events from here on are not seen */
} SyRuleMoment;

/*
 * Turns the matches of a person into the value of a rule: caps, decay and measure, shape.
 * Matches are given in the order of sy_source_cursor_read(). Immutable.
 */
typedef struct
{
  const SyEventLog *log;
  const SyRule *rule;
  SyAging aging;
  guint32 recent_start; /* of the trend's later window */
  guint32 before_start; /* of its earlier one */
  double season;        /* mean factor of the window (of a trend: the later one); 1 for none */
  double before_season; /* of the trend's earlier one */
} SyMeasurer;

/*
 * @rule is borrowed; @n_events as in sy_aging_init().
 */
void sy_measurer_init (SyMeasurer *self,
                       const SyEventLog *log,
                       const SyRule *rule,
                       const SyRuleMoment *moment,
                       gsize n_events);
void sy_measurer_clear (SyMeasurer *self);

/*
 * Keeps the first matches of each local day, in place; returns how many are left.
 */
gsize sy_measurer_cap_days (const SyMeasurer *self,
                            SyMatch *matches,
                            gsize n_matches);

gsize sy_measurer_count_days (const SyMeasurer *self,
                              const SyMatch *matches,
                              gsize n_matches);

/*
 * The measure over what the caps kept; 0 without any. Not for "inactive" and "trend", which look
 * at all matches.
 */
double sy_measurer_measure (const SyMeasurer *self,
                            const SyMatch *matches,
                            gsize n_matches);

double sy_measurer_get_trend (const SyMeasurer *self,
                              const SyMatch *matches,
                              gsize n_matches);

/*
 * What an amount that is not missing counts, before decay.
 */
static inline double
sy_measurer_get_amount (const SyMeasurer *self,
                        double amount)
{
  switch (self->rule->amount.kind)
    {
    case SY_AMOUNT_IDENTITY:
      return amount;
    case SY_AMOUNT_LOG1P:
      return copysign (log1p (fabs (amount)), amount);
    case SY_AMOUNT_LIMIT:
      return MIN (amount, self->rule->amount.limit);
    default:
      g_assert_not_reached ();
    }
}

double sy_measurer_shape (const SyMeasurer *self,
                          double value);

G_END_DECLS
