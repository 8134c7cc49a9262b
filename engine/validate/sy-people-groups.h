/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"

G_BEGIN_DECLS

/** SY_PEOPLE_GROUPS_MAX: the most groups that an attribute makes, the one of missing values included. */
#define SY_PEOPLE_GROUPS_MAX 24

/** SY_PEOPLE_GROUPS_RANGES: how many ranges a number of many values is cut into. */
#define SY_PEOPLE_GROUPS_RANGES 4

/**
 * SyPeopleGroups:
 * @attribute: the attribute's name
 * @n_groups: number of groups, 1 to %SY_PEOPLE_GROUPS_MAX
 * @names: (array length=n_groups): what to call them; the group of people without a value has "(missing)"
 * @missing: index of the group of people without a value, or -1 when everyone has one
 * @of: (array): n_people indices of groups
 *
 * Everyone of a log in groups by an attribute.
 */
typedef struct
{
  char *attribute;
  gsize n_groups;
  char **names;
  int missing;
  guint8 *of;
} SyPeopleGroups;

/**
 * sy_people_groups_new:
 * @log: the events
 * @attribute: name of an attribute of people
 * @error: return location, or %NULL
 *
 * One group a value, in order of number or text, and one of people without a value, the last, when
 * there are any. An attribute of more values than that is cut: numbers into
 * %SY_PEOPLE_GROUPS_RANGES ranges that hold about as many people each (type 7 quantiles, lower
 * bound inclusive), else the rarest values into "(other)".
 *
 * Errors: %SY_VALIDATE_ERROR_RULE (no such attribute; the message names those there are).
 * Returns: (transfer full): the groups, or %NULL
 */
SY_EXTERN
SyPeopleGroups *sy_people_groups_new (const SyEventLog *log,
                                      const char *attribute,
                                      GError **error);

/**
 * sy_people_groups_free:
 * @self: (nullable): groups
 */
SY_EXTERN
void sy_people_groups_free (SyPeopleGroups *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyPeopleGroups, sy_people_groups_free)

G_END_DECLS
