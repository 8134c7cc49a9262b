/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * sy_scored_people_create_source:
 * @log: the events
 * @model: the model
 * @scores: its scores
 * @people: (transfer full) (array length=n_people): who, in order
 * @n_people: how many
 * @with_reasons: whether to add the three rules that count most for each person
 *
 * Returns: (transfer full): a table of person, score and band
 */
SyTableSource *sy_scored_people_create_source (SyEventLog *log,
                                               SyModel *model,
                                               SyScores *scores,
                                               guint32 *people,
                                               gsize n_people,
                                               gboolean with_reasons);

/**
 * sy_scored_people_get_person:
 * @source: what sy_scored_people_create_source() made
 * @row: one of its rows
 *
 * Returns: the person's number in the log
 */
guint32 sy_scored_people_get_person (SyTableSource *source, guint row);

/**
 * sy_scored_people_find:
 * @log: the events
 * @scores: scores
 * @text: (nullable): a part of a person's key, in any case; %NULL or "" for everyone
 * @limit: how many at most
 * @out_n_people: (out): how many were found
 *
 * Finds people of the population by their key; O(people). Any thread.
 *
 * Returns: (transfer full): people, ascending
 */
guint32 *sy_scored_people_find (SyEventLog *log,
                                SyScores *scores,
                                const char *text,
                                gsize limit,
                                gsize *out_n_people);

G_END_DECLS
