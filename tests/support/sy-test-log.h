/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-engine.h"

G_BEGIN_DECLS

#define SY_TEST_N_PROPERTIES 3

extern const char *const sy_test_properties[SY_TEST_N_PROPERTIES];

/*
 * Events as a test wrote them down: plain rows that both the engine and the slow
 * scorer start from. Texts are constants or kept by the log.
 */
typedef struct
{
  const char *person;
  const char *type;
  gint64 time_ms;
  double amount;                                /* NaN when missing */
  const char *properties[SY_TEST_N_PROPERTIES]; /* NULL when absent */
} SyTestEvent;

typedef struct
{
  const char *person;
  const char *name;
  const char *text;
} SyTestAttribute;

typedef struct
{
  const char *alias;
  const char *person;
} SyTestLink;

/*
 * A name of an event type that counts as another one.
 */
typedef struct
{
  const char *name;
  const char *canonical;
} SyTestTypeAlias;

typedef struct
{
  const char *zone;
  GArray *events;      /* SyTestEvent */
  GArray *attributes;  /* SyTestAttribute, at most one per key and name */
  GArray *links;       /* SyTestLink */
  GArray *aliases;     /* SyTestTypeAlias */
  GPtrArray *muted;    /* canonical types */
  GStringChunk *texts; /* NULL in a copy */
} SyTestLog;

SyTestLog *sy_test_log_new (const char *zone);
void sy_test_log_free (SyTestLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTestLog, sy_test_log_free)

/*
 * The copy borrows the texts of the original, which has to outlive it.
 */
SyTestLog *sy_test_log_copy (const SyTestLog *self);

/*
 * Keeps a text, once for all that are equal.
 */
const char *sy_test_log_keep (SyTestLog *self,
                              const char *text);

/*
 * Adds an event without properties; returns it, to be changed before the next is added.
 */
SyTestEvent *sy_test_log_add (SyTestLog *self,
                              const char *person,
                              const char *type,
                              gint64 second,
                              double amount);
void sy_test_log_add_attribute (SyTestLog *self,
                                const char *person,
                                const char *name,
                                const char *text);
void sy_test_log_add_link (SyTestLog *self,
                           const char *alias,
                           const char *person);

void sy_test_log_add_type_alias (SyTestLog *self,
                                 const char *name,
                                 const char *canonical);
void sy_test_log_mute (SyTestLog *self,
                       const char *type);
/*
 * The type that a name counts as.
 */
const char *sy_test_log_resolve_type (const SyTestLog *self,
                                      const char *name);
gboolean sy_test_log_is_muted (const SyTestLog *self,
                               const char *name);

/*
 * Puts the rows in a random order.
 */
void sy_test_log_shuffle (SyTestLog *self,
                          GRand *random);

/*
 * The engine's log of the rows.
 */
SyEventLog *sy_test_log_build (const SyTestLog *self);

/*
 * A small log full of corner cases: equal seconds, equal rows, missing, negative and equal
 * amounts, days on which clocks change, people without events, aliases, texts that are almost
 * numbers, attributes that are missing or no dates, types with aliases and muted types.
 */
SyTestLog *sy_test_log_new_random (GRand *random);

/*
 * Asserts that two logs are the same in every column.
 */
void sy_test_log_assert_same (const SyEventLog *a,
                              const SyEventLog *b);

/*
 * Events [first, first + n) as a CSV file: time (milliseconds since 1970), person, type, amount and the
 * properties.
 */
char *sy_test_log_write_events (const SyTestLog *self,
                                guint first,
                                guint n);

/*
 * An instant to score the log at: around its events, often exactly at one or at a window's edge.
 */
gint64 sy_test_log_pick_instant (const SyTestLog *self,
                                 GRand *random);

G_END_DECLS
