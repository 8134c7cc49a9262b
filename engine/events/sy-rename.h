/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log.h"

G_BEGIN_DECLS

/**
 * SyRename:
 * @from: name of the type that stopped
 * @to: name of the type that began
 * @day: local civil day (1970-01-01 = 0) of the first event of @to
 * @before: events of @from a day, before
 * @after: events of @to a day, after
 * @n_people: people with @from before who have @to after
 *
 * A type of event that may go by another name, or another definition, since a day.
 */
typedef struct
{
  char *from;
  char *to;
  gint32 day;
  double before;
  double after;
  gsize n_people;
} SyRename;

/**
 * sy_rename_free:
 * @self: (nullable): a rename
 */
SY_EXTERN
void sy_rename_free (SyRename *self);

/**
 * sy_renames_find:
 * @log: a log
 *
 * Let d be the day of the first event of a type, “before” the 28 days that end 3 days before d, at
 * least 14 of them in the log, and “after” the 28 that begin 3 days after d, or fewer up to the last
 * event of the log. Another type may have become it when
 * - it had 20 events or more before, and 20 or more are to be expected after;
 * - it has at most a twentieth of these;
 * - the new type has half to twice as many events a day after as the other had before;
 * - the same people do it: of the smaller of the two sides’ people, the share that is on both is at least
 *   half of what it is for the old type and its own 28 days before, and 5 people or more.
 * A type has become the one with the most people in common, and each only one.
 * Without 28 days more before it, the share is to be a tenth.
 *
 * Cost: one pass over the events for each pair that agrees in volume.
 *
 * Returns: (transfer full) (element-type SyRename): by day, then by name
 */
SY_EXTERN
GPtrArray *sy_renames_find (const SyEventLog *log);

/**
 * sy_rename_describe:
 * @self: a rename
 * @day: its day, as it is to be shown
 *
 * Returns: (transfer full): “buy” may have become “purchase” on @day
 */
SY_EXTERN
char *sy_rename_describe (const SyRename *self,
                          const char *day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyRename, sy_rename_free)

G_END_DECLS
