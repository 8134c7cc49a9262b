/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "events/sy-events.h"
#include "model/sy-model.h"
#include "sy-filter-private.h"
#include "sy-measurer-private.h"
#include "sy-slices-private.h"

G_BEGIN_DECLS

/*
 * A rule prepared for a log and an instant: names looked up, conditions tried, the window
 * in seconds of the log. Immutable; any number of threads may compute with it.
 */
typedef struct _SyRuleReader SyRuleReader;

/*
 * How the value of one person came about, for sy_scorer_explain().
 */
typedef struct
{
  gsize n_matched;
  gsize n_kept;
  gint64 latest; /* UTC second of the latest kept event, or SY_INSTANT_NONE */
} SyRuleTrace;

SyRuleReader *sy_rule_reader_new (const SyEventLog *log,
                                  const SyRule *rule,
                                  gint64 as_of);

/*
 * The same, for the values in between two scores.
 */
SyRuleReader *sy_rule_reader_new_at (const SyEventLog *log,
                                     const SyRule *rule,
                                     const SyRuleMoment *moment);
void sy_rule_reader_free (SyRuleReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRuleReader, sy_rule_reader_free)

/*
 * Writes the value of the people [start, end) to out_values[i][0 … end - start): after exposure,
 * shape, conditions on the person and multiplier, before weight; NaN where an attribute rule finds no attribute. The
 * value of a person depends neither on the range nor on the other readers.
 *
 * @readers: (array length=n_readers): one rule of one log at up to %SY_SLICE_DATES dates
 * @out_values: (array length=n_readers):
 */
void sy_rule_readers_compute (SyRuleReader *const *readers,
                              gsize n_readers,
                              guint32 start,
                              guint32 end,
                              double *const *out_values);

/*
 * The same of one reader for everybody.
 */
void sy_rule_reader_compute_all (const SyRuleReader *self,
                                 guint n_threads,
                                 double *out_values);

/*
 * The same of one reader for one person.
 */
double sy_rule_reader_get_value (const SyRuleReader *self,
                                 guint32 person);

/*
 * The same of one reader for some people only, ascending: writes the value of person p to values[p].
 */
void sy_rule_reader_compute_people (const SyRuleReader *self,
                                    const guint32 *people,
                                    gsize n_people,
                                    double *values);

/*
 * Whether new events of the types that are marked in @is_type, by type of the log, may change the
 * value of the person they belong to.
 */
gboolean sy_rule_reader_reads (const SyRuleReader *self,
                               const gboolean *is_type);

/*
 * What the conditions on the person and the multiplier make of the value: 1 without any, 0 where
 * the conditions do not hold.
 */
double sy_rule_reader_get_factor (const SyRuleReader *self,
                                  guint32 person);

/*
 * Appends the events of the person that the conditions count to @counted, with their rows.
 */
void sy_rule_reader_list_counted (const SyRuleReader *self,
                                  guint32 person,
                                  GArray *counted);

void sy_rule_reader_trace (const SyRuleReader *self,
                           guint32 person,
                           SyRuleTrace *out_trace);

/*
 * Appends the person's matches in the window to @matched, and those that the caps (of a sequence:
 * what followed) left to @kept, with their rows, in order of second.
 */
void sy_rule_reader_list (const SyRuleReader *self,
                          guint32 person,
                          GArray *matched,
                          GArray *kept);

G_END_DECLS
