/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdatomic.h>

#include "store/sy-consent.h"
#include "store/sy-event-reader.h"
#include "sy-event-log-private.h"

G_BEGIN_DECLS

/* What the parts of loading a log share. */

#define SY_MAX_LOAD_PARTS 4
#define SY_TARGET_NONE G_MAXUINT32

/* Where the ids of one of the store's dictionaries lead to. */
typedef struct
{
  SyTextTable *table;
  guint32 *targets; /* by id, max_id + 1 */
} SyIdMap;

/* How a log differs from the one that is scored. */
typedef enum
{
  SY_LOAD_AS_SCORED,
  SY_LOAD_WITH_MARKED,
  SY_LOAD_UNLINKED,
} SyLoadKind;

typedef struct
{
  SyLoadKind kind;
  SyEventReader *reader;
  GCancellable *cancellable;
  SyProgressFunc progress;
  gpointer user_data;
  gint64 n_expected;
  guint identity_limit;
  SyConsentRule *consent; /* NULL without a rule */
  atomic_size_t n_read;

  SyIdMap people; /* to ranks of keys */
  SyIdMap types;
  SyIdMap names;      /* of properties */
  SyIdMap values;     /* to rank + 1 */
  guint32 *canonical; /* by rank of the key */
  guint32 *people_by_rank;
  guint32 *people_by_id;
} SyEventLoad;

static inline guint32
sy_id_map_get (const SyIdMap *self,
               guint32 id)
{
  return id <= self->table->max_id ? self->targets[id] : SY_TARGET_NONE;
}

/*
 * Reads the events with their properties into the log, whose people, types and properties are
 * there. @out_values: the ranks of the values, by property, each a #GArray.
 */
gboolean sy_event_load_read (SyEventLoad *load,
                             SyEventLog *log,
                             GPtrArray **out_values,
                             GError **error);

/*
 * Gives a property its values, by their ranks among those of all.
 */
void sy_event_load_set_dictionary (const SyEventLoad *load,
                                   SyEventLog *log,
                                   gsize property,
                                   const guint32 *ranks,
                                   gsize n_ranks);

G_END_DECLS
