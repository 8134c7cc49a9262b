/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-chart.h>

#include "sy-person-query.h"
#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * SyPersonChange:
 *
 * Why one person's score changed between two dates, in words, as a chart and
 * with the events behind each line. Immutable, reference-counted.
 */
typedef struct _SyPersonChange SyPersonChange;

/**
 * sy_person_change_new:
 * @query: whom
 * @since: UTC second to start from; one after the query's instant is taken as that
 * @with_edits: whether to start with the version compared with, if there is one
 *
 * Costs some eight scores of the person. Any thread.
 *
 * Returns: (transfer full): the account
 */
SyPersonChange *sy_person_change_new (const SyPersonQuery *query,
                                      gint64 since,
                                      gboolean with_edits);
SyPersonChange *sy_person_change_ref (SyPersonChange *self);
void sy_person_change_unref (SyPersonChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPersonChange, sy_person_change_unref)

/**
 * sy_person_change_dup_summary:
 * @self: a change
 *
 * Returns: (transfer full): "+8.8 in all; the lines below add up to it", or that nothing moved the
 *   score
 */
char *sy_person_change_dup_summary (SyPersonChange *self);

/**
 * sy_person_change_create_bridge:
 * @self: a change
 *
 * Returns: (transfer full): from the score before, cause by cause, to the score after
 */
SyChart *sy_person_change_create_bridge (SyPersonChange *self);

/**
 * sy_person_change_get_n_causes:
 * @self: a change
 *
 * Returns: causes that have lines, the bars of the bridge between its ends
 */
gsize sy_person_change_get_n_causes (SyPersonChange *self);

/**
 * sy_person_change_get_n_lines:
 * @self: a change
 *
 * Returns: how many lines there are, by cause and then in the model's order
 */
gsize sy_person_change_get_n_lines (SyPersonChange *self);

/**
 * sy_person_change_get_line:
 * @self: a change
 * @line: below its lines
 *
 * Returns: (transfer none): the line, as long as @self lives
 */
const SyChangeLine *sy_person_change_get_line (SyPersonChange *self,
                                               gsize line);

/**
 * sy_person_change_get_total:
 * @self: a change
 * @cause: a cause
 *
 * Returns: points of all lines of the cause
 */
double sy_person_change_get_total (SyPersonChange *self,
                                   SyCause cause);

/**
 * sy_person_change_name_cause:
 * @cause: a cause
 *
 * Returns: as "New events"
 */
const char *sy_person_change_name_cause (SyCause cause);

/**
 * sy_person_change_explain_cause:
 * @cause: a cause
 *
 * Returns: what it means, in a sentence
 */
const char *sy_person_change_explain_cause (SyCause cause);

/**
 * sy_person_change_dup_line_label:
 * @self: a change
 * @line: below its lines
 *
 * Returns: (transfer full): the rule, or what limit
 */
char *sy_person_change_dup_line_label (SyPersonChange *self,
                                       gsize line);

/**
 * sy_person_change_dup_line_note:
 * @self: a change
 * @line: below its lines
 *
 * Returns: (transfer full): "3 events, 2 Sep 2017 – 28 Sep 2017"; empty when no events are behind it
 */
char *sy_person_change_dup_line_note (SyPersonChange *self,
                                      gsize line);

/**
 * sy_person_change_create_events:
 * @self: a change
 * @line: below its lines
 *
 * Returns: (transfer full): a table of the events behind the line: time, event, amount
 */
SyTableSource *sy_person_change_create_events (SyPersonChange *self,
                                               gsize line);

G_END_DECLS
