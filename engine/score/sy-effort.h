/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "sy-scorer.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-effort
 *
 * The least effort that reaches a band: the smallest number of additional events that lifts a
 * person's score to the band's lower bound.
 *
 * The events happen in the last second before the as-of instant, have no properties, and carry the
 * median amount of the events of their type before the instant (none, when these have none).
 * Every set of up to @max_events events of the allowed types is tried in turn, smaller sets first,
 * and each is really scored: a log with the events (sy_event_log_with()) goes through the scorer,
 * with all caps, limits and what else the model has. So no smaller set reaches the band, and none
 * that is part of the one found. Of equally small sets the first counts, in the order of the types,
 * with most events of the first type first.
 *
 * With a percentile scale that is not frozen, the ranks are those among the population as it is.
 */

/** SY_EFFORT_MAX_EVENTS: the most events a set may have. */
#define SY_EFFORT_MAX_EVENTS 20

/** SY_EFFORT_MAX_SETS: the most sets that are tried. */
#define SY_EFFORT_MAX_SETS 20000

/** SY_EFFORT_NONE: no set. */
#define SY_EFFORT_NONE G_MAXUINT32

/**
 * SyEffortSet:
 * @counts: (array length=n_types): events by allowed type
 * @n_events: their sum
 * @n_people: people whose smallest set this is
 * @n_reaching: people who would reach the band with this set, whether or not a smaller one does
 *
 * A set of events that is somebody's smallest.
 */
typedef struct
{
  guint *counts;
  guint n_events;
  gsize n_people;
  gsize n_reaching;
} SyEffortSet;

/**
 * SyEffortPerson:
 * @person: who
 * @set: index of their smallest set, or %SY_EFFORT_NONE when none reaches the band
 * @before: their score
 * @after: their score with the set; @before without one
 *
 * What one person needs.
 */
typedef struct
{
  guint32 person;
  guint32 set;
  double before;
  double after;
} SyEffortPerson;

/**
 * SyEffort:
 * @band: index of the band; it is reached by its bound alone, whatever it asks of the course
 * @max_events: the most events that were tried
 * @types: (array zero-terminated=1): the allowed types, in the order that was given
 * @amounts: (array length=n_types): what an event of each carries; NaN for no amount
 * @n_types: number of allowed types
 * @sets: (array length=n_sets): smaller sets first
 * @n_sets: number of sets
 * @people: (array length=n_people): those below the band, in the order given
 * @n_people: how many are below the band
 * @n_there: how many of those asked for are in the band or above it already
 *
 * The least effort of some people. Immutable.
 */
typedef struct
{
  guint band;
  guint max_events;
  char **types;
  double *amounts;
  gsize n_types;
  SyEffortSet *sets;
  gsize n_sets;
  SyEffortPerson *people;
  gsize n_people;
  gsize n_there;
} SyEffort;

/**
 * sy_effort_list_types:
 * @log: the events
 * @model: a model
 *
 * The types that are allowed unless said otherwise: those of the rules on events and milestones
 * that are not muted, measure no silence and have a positive weight in a group of positive weight.
 * Returns: (transfer full) (array zero-terminated=1): types of the log that are not muted, each
 * once, in
 *   the model's order
 */
SY_EXTERN
char **sy_effort_list_types (const SyEventLog *log,
                             const SyModel *model);

/**
 * SyEffortQuery:
 * @log: the events
 * @model: a valid model
 * @as_of: the instant, UTC second
 * @people: (array length=n_people): whom to lift; their place in the population does not matter
 * @n_people: how many
 * @band: index of the band to reach
 * @types: (array zero-terminated=1): allowed types; those that the log does not know are left out
 * @max_events: 1 to %SY_EFFORT_MAX_EVENTS; lowered to what keeps the sets below %SY_EFFORT_MAX_SETS
 *
 * What is asked; all borrowed.
 */
typedef struct
{
  SyEventLog *log;
  const SyModel *model;
  gint64 as_of;
  const guint32 *people;
  gsize n_people;
  guint band;
  const char *const *types;
  guint max_events;
} SyEffortQuery;

/**
 * sy_effort_find:
 * @query: what is asked
 * @cancellable: (nullable): stops it
 * @progress: (nullable): told the sets done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Cost: a scoring of @people for each set; with T types and n events there are (n + T)! / (n! T!) -
 * 1.
 * Errors: %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full): the efforts, or %NULL
 */
SY_EXTERN
SyEffort *sy_effort_find (const SyEffortQuery *query,
                          GCancellable *cancellable,
                          SyProgressFunc progress,
                          gpointer user_data,
                          GError **error);
SY_EXTERN
void sy_effort_free (SyEffort *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEffort, sy_effort_free)

/**
 * sy_effort_describe:
 * @set: one of its sets
 *
 * Returns: (transfer full): `2 more “purchase” events, 1 more “visit” event`
 */
SY_EXTERN
char *sy_effort_describe (const SyEffort *self,
                          const SyEffortSet *set);

G_END_DECLS
