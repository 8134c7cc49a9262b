/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-measurer-private.h"

G_BEGIN_DECLS

/*
 * Rules on one type without conditions and caps: the matches of a person are a slice of the log, and
 * nothing has to be listed.
 */

/* Dates that are measured side by side. */
#define SY_SLICE_DATES 4

/*
 * A rule at one date: what measures it, the seconds [start, end) that count, and where the values go.
 */
typedef struct
{
  const SyMeasurer *measurer;
  guint32 start;
  guint32 end;
  double *values; /* of the people asked for */
} SySlice;

/*
 * Whether a measure can be taken over a slice: not "days" and "trend", which look at single days.
 */
gboolean sy_slice_can_measure (const SyRule *rule);

/*
 * Measures the people [@first, @end) who have events, of whom the first has @run. Not a bit of a value
 * depends on how many dates go side by side.
 *
 * @slices: (array length=n_slices): one rule at up to %SY_SLICE_DATES dates
 */
void sy_slices_measure (const SySlice *slices,
                        gsize n_slices,
                        const SyEventRuns *runs,
                        gsize run,
                        guint32 first,
                        guint32 end);

G_END_DECLS
