/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-slow-scorer.h"

G_BEGIN_DECLS

/* The slow scorer's half that makes points of one rule from the events of one person. */

/* An event of one person, ready to look at. */
typedef struct
{
  gint64 second;
  gint64 day; /* local, Julian */
  double amount;
  const char *type; /* canonical */
  gboolean is_muted;
  const SyTestEvent *row;
} SySlowEvent;

typedef struct
{
  const char *key;
  GArray *events;         /* SySlowEvent */
  GHashTable *attributes; /* name -> text */
} SySlowPerson;

typedef struct
{
  gint64 as_of;
  gint64 today; /* Julian local day of the last second before the instant */
  const SyRule *rule;
  const SySlowPerson *person;
  const SyTestLog *log;
} SySlowContext;

gint64 sy_slow_floor_seconds (gint64 ms);
gint64 sy_slow_local_day (GTimeZone *zone,
                          gint64 second);
gboolean sy_slow_is_in (const char *text,
                        char **list);
gboolean sy_slow_condition_holds (const SyCondition *condition,
                                  const SySlowPerson *person,
                                  const SySlowEvent *event);
/* The unmuted events of the person in the rule's window; @types NULL for all. */
GArray *sy_slow_find_events (const SySlowContext *context,
                             char **types,
                             const SyCondition *where);
/* Named types, all of which are in the log and muted. */
gboolean sy_slow_are_all_muted (const SySlowContext *context,
                                char **types);
gboolean sy_slow_to_day (const char *text,
                         gint64 *out_day);
gboolean sy_slow_person_holds (const SySlowContext *context,
                               const SyCondition *condition);
double sy_slow_multiplier (const SySlowContext *context);
double sy_slow_round12 (double x);
double sy_slow_clamp (double x,
                      double low,
                      double high);
double sy_slow_rule_points (const SySlowContext *context);

G_END_DECLS
