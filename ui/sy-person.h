/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sy-chart.h>
#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * SyPerson:
 *
 * One person as of an instant: the account of the score, the way there, and
 * the events. Immutable, reference-counted.
 */
typedef struct _SyPerson SyPerson;

/**
 * sy_person_new:
 * @log: the events
 * @model: the model
 * @as_of: UTC second
 * @types: (nullable) (element-type SyTypeEntry): what the event dictionary says
 * @person: below the log's n_people
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Explains the score and computes it at some 60 dates between the first event
 * and @as_of, and on the last 30 days. Costs what the person's events cost, some
 * 90 times. Any thread.
 *
 * Returns: (transfer full): the person, %NULL when cancelled
 */
SyPerson *sy_person_new (SyEventLog *log,
                         SyModel *model,
                         gint64 as_of,
                         GPtrArray *types,
                         guint32 person,
                         GCancellable *cancellable,
                         GError **error);
SyPerson *sy_person_ref (SyPerson *self);
void sy_person_unref (SyPerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPerson, sy_person_unref)

const char *sy_person_get_key (SyPerson *self);
double sy_person_get_score (SyPerson *self);

/**
 * sy_person_get_band:
 * @self: a person
 *
 * Returns: (nullable): the band's name, %NULL outside the population
 */
const char *sy_person_get_band (SyPerson *self);

/**
 * sy_person_dup_score:
 * @self: a person
 *
 * Returns: (transfer full): the score as the model displays it
 */
char *sy_person_dup_score (SyPerson *self);

/**
 * sy_person_dup_band:
 * @self: a person
 *
 * Returns: (transfer full) (nullable): the band with what the model's display adds, as "B Loyal";
 *   %NULL outside the population
 */
char *sy_person_dup_band (SyPerson *self);

/**
 * sy_person_dup_probability:
 * @self: a person
 *
 * Returns: (transfer full) (nullable): how probable the model says the outcome is, as "12.5 % lapsed";
 *   %NULL when it says nothing
 */
char *sy_person_dup_probability (SyPerson *self);

/**
 * sy_person_get_components:
 * @self: a person
 *
 * Returns: (transfer none): the parts that sum to the score
 */
const SyComponents *sy_person_get_components (SyPerson *self);

/**
 * sy_person_get_band_index:
 * @self: a person
 *
 * Returns: the band, %SY_BAND_NONE outside the population
 */
guint8 sy_person_get_band_index (SyPerson *self);
gsize sy_person_get_n_events (SyPerson *self);

/**
 * sy_person_get_trajectory:
 * @self: a person
 *
 * Returns: how far the score moved in 7, 14 and 30 days, and where it is going
 */
const SyTrajectory *sy_person_get_trajectory (SyPerson *self);

/**
 * sy_person_dup_course:
 * @self: a person
 *
 * Returns: (transfer full) (nullable): "▲ Rising"; %NULL when too little is known
 */
char *sy_person_dup_course (SyPerson *self);

/**
 * sy_person_dup_deltas:
 * @self: a person
 *
 * Returns: (transfer full): "7 days +1.2 · 14 days +3.0 · 30 days –"
 */
char *sy_person_dup_deltas (SyPerson *self);

/**
 * sy_person_dup_attributes:
 * @self: a person
 *
 * Returns: (transfer full): "age 45-54 · income 50-74K", empty when nothing is known
 */
char *sy_person_dup_attributes (SyPerson *self);

/**
 * sy_person_create_waterfall:
 * @self: a person
 *
 * Returns: (transfer full): the contributions that add up to the score
 */
SyChart *sy_person_create_waterfall (SyPerson *self);

/**
 * sy_person_get_n_lines:
 * @self: a person
 *
 * Returns: the lines of the waterfall, those without points left out
 */
gsize sy_person_get_n_lines (SyPerson *self);

/**
 * sy_person_create_trajectory:
 * @self: a person
 * @marks: (nullable): what stands on the time axis
 *
 * Returns: (transfer full): the score over time, with the events below it
 */
SyChart *sy_person_create_trajectory (SyPerson *self, const SyChartMarks *marks);

/**
 * sy_person_create_events:
 * @self: a person
 *
 * Returns: (transfer full): the person's events as a table, the newest first;
 *   those at or after the as-of instant say that they do not count yet
 */
SyTableSource *sy_person_create_events (SyPerson *self);

G_END_DECLS
