/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-outcome.h"

G_BEGIN_DECLS

/*
 * The window of t, and whether it has ended.
 */
void sy_outcome_set_window (SyOutcome *self,
                            const SyEventLog *log,
                            const SyOutcomeSpec *spec,
                            gint64 as_of);

/*
 * What the outcome counts of each person in [until - window, until), or before until when the window is NaN:
 * events, or the sum of their amounts. Not of imported outcomes. Free with sy_memory_free().
 */
double *sy_outcome_count_events (const SyEventLog *log,
                                 const SyOutcomeSpec *spec,
                                 gint64 until,
                                 double window_days);

/*
 * Whether such a value is enough; that of an absence is one when it is not.
 */
gboolean sy_outcome_is_enough (const SyOutcomeSpec *spec,
                               double value);

/*
 * Marks the people, rising, with a row of the imported outcome in [from, until).
 */
void sy_outcome_mark_imported (const SyEventLog *log,
                               const char *name,
                               guint32 from,
                               guint32 until,
                               const guint32 *people,
                               gsize n,
                               guint8 *out_marks);

/*
 * The second in [from, until) at which each of the people, rising, had as much as the outcome asks
 * for: its event, the last of its count, the event that made up its amount, its first row; of an
 * absence the first event that broke it. SY_SECOND_NONE for who had not. Free with g_free().
 */
guint32 *sy_outcome_find_seconds (SyEventLog *log,
                                  const SyOutcomeSpec *spec,
                                  guint32 from,
                                  guint32 until,
                                  const guint32 *people,
                                  gsize n);

/*
 * The second of the last of the outcome's events before @until; not of imported outcomes.
 */
guint32 *sy_outcome_find_last_seconds (SyEventLog *log,
                                       const SyOutcomeSpec *spec,
                                       guint32 until,
                                       const guint32 *people,
                                       gsize n);

G_END_DECLS
