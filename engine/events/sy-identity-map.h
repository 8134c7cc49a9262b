/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-project.h"

G_BEGIN_DECLS

/**
 * SyIdentityMap:
 *
 * All keys of a project and the people they stand for, links and the shared-identifier rule applied as
 * sy_event_log_load() does. Immutable; may be used from any thread.
 */
typedef struct _SyIdentityMap SyIdentityMap;

/** SY_KEY_NONE: no such key. */
#define SY_KEY_NONE G_MAXUINT32

/**
 * sy_identity_map_load:
 * @project: a project, on its thread
 * @error: return location, or %NULL
 *
 * Reads keys and links, no events: about a second for a few million people.
 * Returns: (transfer full): the map
 */
SY_EXTERN
SyIdentityMap *sy_identity_map_load (SyProject *project,
                                     GError **error);

/**
 * sy_identity_map_free:
 * @self: (nullable): a map
 */
SY_EXTERN
void sy_identity_map_free (SyIdentityMap *self);

/**
 * sy_identity_map_get_n_keys:
 * @self: a map
 *
 * Returns: how many keys there are; they are numbered from 0 in bytewise order
 */
SY_EXTERN
gsize sy_identity_map_get_n_keys (const SyIdentityMap *self);

/**
 * sy_identity_map_get_key:
 * @self: a map
 * @key: a key's number
 *
 * Returns: its text; lives as long as @self
 */
SY_EXTERN
const char *sy_identity_map_get_key (const SyIdentityMap *self,
                                     guint32 key);

/**
 * sy_identity_map_find:
 * @self: a map
 * @text: a key's text
 *
 * Returns: the key's number, or %SY_KEY_NONE
 */
SY_EXTERN
guint32 sy_identity_map_find (const SyIdentityMap *self,
                              const char *text);

/**
 * sy_identity_map_get_person:
 * @self: a map
 * @key: a key's number
 *
 * Returns: the number of the key that its person goes by; @key itself for most
 */
SY_EXTERN
guint32 sy_identity_map_get_person (const SyIdentityMap *self,
                                    guint32 key);

/**
 * sy_identity_map_find_id:
 * @self: a map
 * @id: a person id of the store
 *
 * Returns: the number of its key, or %SY_KEY_NONE
 */
SY_EXTERN
guint32 sy_identity_map_find_id (const SyIdentityMap *self,
                                 guint32 id);

/**
 * sy_identity_map_list_keys:
 * @self: a map
 * @text: a key of a person
 *
 * Returns: (transfer full) (nullable): all keys of that person, the one they go by first, then in bytewise
 *   order; %NULL when there is no such key
 */
SY_EXTERN
char **sy_identity_map_list_keys (const SyIdentityMap *self,
                                  const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyIdentityMap, sy_identity_map_free)

G_END_DECLS
