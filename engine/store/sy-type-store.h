/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/*
 * The event dictionary: what the types of events mean, which names mean the same, and
 * which types give nothing to any score. Events keep the name they came with, so every
 * change here works on all events without a new import, counts for later imports too, and can be
 * taken back exactly. A loaded event log shows the dictionary of the moment it was loaded.
 */

/**
 * SyTypeCategory:
 * @SY_TYPE_CATEGORY_NONE: nobody said
 * @SY_TYPE_CATEGORY_LOW_INTENT: shows a little interest: an open, a visit
 * @SY_TYPE_CATEGORY_MEDIUM_INTENT: shows interest: a click, a product page
 * @SY_TYPE_CATEGORY_HIGH_INTENT: is about to act: a cart, a pricing page
 * @SY_TYPE_CATEGORY_FRICTION: something went wrong: a complaint, a failed payment
 * @SY_TYPE_CATEGORY_VALUE: gave or got value: a purchase, a key feature used
 * @SY_TYPE_CATEGORY_OTHER: none of these
 */
typedef enum
{
  SY_TYPE_CATEGORY_NONE,
  SY_TYPE_CATEGORY_LOW_INTENT,
  SY_TYPE_CATEGORY_MEDIUM_INTENT,
  SY_TYPE_CATEGORY_HIGH_INTENT,
  SY_TYPE_CATEGORY_FRICTION,
  SY_TYPE_CATEGORY_VALUE,
  SY_TYPE_CATEGORY_OTHER,
  SY_N_TYPE_CATEGORIES,
} SyTypeCategory;

/**
 * sy_type_category_get_name:
 * @self: a category
 *
 * Returns: its stable name: "low-intent", …; "" for none
 */
SY_EXTERN
const char *sy_type_category_get_name (SyTypeCategory self);

/**
 * sy_type_category_from_name:
 * @name: a name of sy_type_category_get_name()
 * @out_category: (out): the category
 *
 * Returns: %FALSE for another text
 */
SY_EXTERN
gboolean sy_type_category_from_name (const char *name,
                                     SyTypeCategory *out_category);

/**
 * SyTypeEntry:
 * @name: the type, as it was imported
 * @canonical: (nullable): the type its events count as; %NULL when it stands for itself
 * @n_aliases: how many other names count as this type
 * @category: what it shows
 * @polarity: 1 good news, -1 bad news, 0 neither
 * @channel: (nullable): where it happens
 * @owner: (nullable): who answers for its tracking
 * @meaning: (nullable): what it means
 * @cadence_days: longest silence in days that is normal; NaN when nobody said
 * @is_muted: gives nothing to any rule
 * @n_events: stored events of this very name, marked ones included
 * @first_ms: time of the first, milliseconds since 1970 UTC (0 without events)
 * @last_ms: time of the last
 *
 * An entry of the event dictionary. What it says of an alias rests while it is one: that of its canonical type holds.
 */
typedef struct
{
  char *name;
  char *canonical;
  guint n_aliases;
  SyTypeCategory category;
  int polarity;
  char *channel;
  char *owner;
  char *meaning;
  double cadence_days;
  gboolean is_muted;
  gint64 n_events;
  gint64 first_ms;
  gint64 last_ms;
} SyTypeEntry;

/**
 * sy_type_entry_free:
 * @self: (nullable): an entry
 */
SY_EXTERN
void sy_type_entry_free (SyTypeEntry *self);

/**
 * sy_type_entry_is_unmapped:
 * @self: an entry
 *
 * Returns: %TRUE if events came under this name and the dictionary says nothing of it: no
 *   alias, no aliases, no category, channel, owner, meaning or polarity, not muted
 */
SY_EXTERN
gboolean sy_type_entry_is_unmapped (const SyTypeEntry *self);

/**
 * sy_project_list_types:
 * @self: a project
 * @cancellable: (nullable): stops it
 * @error: return location, or %NULL
 *
 * Reads every event once to count (about 1 s for 10 million).
 * Returns: (transfer full) (element-type SyTypeEntry): all types by name, and the aliases of names that
 *   no event has yet (with 0 events)
 */
SY_EXTERN
GPtrArray *sy_project_list_types (SyProject *self,
                                  GCancellable *cancellable,
                                  GError **error);

/**
 * sy_project_get_type:
 * @self: a project
 * @name: a type
 * @error: return location, or %NULL
 *
 * Does not count events: n_events, first_ms and last_ms are 0.
 * Errors: %SY_STORE_ERROR_NOT_FOUND.
 * Returns: (transfer full): the entry
 */
SY_EXTERN
SyTypeEntry *sy_project_get_type (SyProject *self,
                                  const char *name,
                                  GError **error);

/**
 * sy_project_set_type:
 * @self: a project
 * @entry: the entry; its name, category, polarity, channel, owner, meaning and cadence are used. Empty texts count as %NULL
 * @error: return location, or %NULL
 *
 * Describes a type. No score changes.
 * Errors: %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_INVALID (a cadence that is not above 0, a polarity beyond ±1),
 * %SY_STORE_ERROR_READ_ONLY.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_type (SyProject *self,
                              const SyTypeEntry *entry,
                              GError **error);

/**
 * sy_project_set_type_alias:
 * @self: a project
 * @name: a name in the imported data, or one that is expected
 * @canonical: (nullable): the type it counts as, made when there is none; %NULL to let @name stand for itself again
 * @error: return location, or %NULL
 *
 * The events stay as they came; their type is resolved whenever a log is loaded.
 * Errors: %SY_STORE_ERROR_INVALID (an empty name, @name equals @canonical, @canonical is an alias itself, or @name has aliases),
 * %SY_STORE_ERROR_NOT_FOUND (no such alias to take back), %SY_STORE_ERROR_READ_ONLY.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_type_alias (SyProject *self,
                                    const char *name,
                                    const char *canonical,
                                    GError **error);

/**
 * sy_project_set_type_muted:
 * @self: a project
 * @name: a type that is no alias
 * @is_muted: whether it gives nothing to any rule
 * @error: return location, or %NULL
 *
 * A muted type stays in the log, the population and the outcomes, but matches in no rule. See
 * sy_event_log_with_muted() for the effect before anything is written.
 * Errors: %SY_STORE_ERROR_NOT_FOUND, %SY_STORE_ERROR_INVALID (an alias), %SY_STORE_ERROR_READ_ONLY.
 * Returns: %TRUE on success
 */
SY_EXTERN
gboolean sy_project_set_type_muted (SyProject *self,
                                    const char *name,
                                    gboolean is_muted,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyTypeEntry, sy_type_entry_free)

G_END_DECLS
