/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

G_BEGIN_DECLS

/**
 * SyPersonQuery:
 * @log: the events
 * @model: the model
 * @scores: its scores as of @as_of
 * @compared: (nullable): the published version that the draft is compared with, when it differs
 * @compared_version: its number, 0 without one
 * @as_of: UTC second
 * @person: below the log's n_people
 * @types: (nullable) (element-type SyTypeEntry): what the event dictionary says; set by who makes
 *   the query
 *
 * Whom the cards of the People page are about. Immutable and reference-counted, for jobs.
 */
typedef struct
{
  SyEventLog *log;
  SyModel *model;
  SyScores *scores;
  SyModel *compared;
  int compared_version;
  gint64 as_of;
  guint32 person;
  GPtrArray *types;
} SyPersonQuery;

/**
 * sy_person_query_new:
 * @log: the events
 * @model: the model
 * @scores: its scores, whose instant is the query's
 * @compared: (nullable): the version compared with; left out when it is equal to @model
 * @compared_version: its number
 * @person: below the log's n_people
 *
 * Returns: (transfer full): the query
 */
SyPersonQuery *sy_person_query_new (SyEventLog *log,
                                    SyModel *model,
                                    SyScores *scores,
                                    SyModel *compared,
                                    int compared_version,
                                    guint32 person);
SyPersonQuery *sy_person_query_ref (SyPersonQuery *self);
void sy_person_query_unref (SyPersonQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPersonQuery, sy_person_query_unref)

G_END_DECLS
