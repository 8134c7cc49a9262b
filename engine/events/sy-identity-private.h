/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Which keys stand for the same person. Keys are given by their rank in bytewise order.
 *
 * Linked keys, through any chain, are one person. The person goes by the one of them
 * that is nobody's alias; if links disagree, by the first such key in bytewise order (by the
 * first of all when every one is an alias), so that the order of the links does not matter.
 *
 * An alias of more than the limit of different keys is shared (a family's tablet, an office's
 * address): its links merge nobody, and it stays a person of its own.
 */
typedef struct _SyIdentity SyIdentity;

/*
 * A shared alias, and how many keys it is linked to.
 */
typedef struct
{
  guint32 key;
  guint32 n_people;
} SySharedAlias;

/* @limit: of how many keys an alias may be one; 0: of any number. */
SyIdentity *sy_identity_new (gsize n_keys,
                             guint limit);
void sy_identity_free (SyIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyIdentity, sy_identity_free)

/* The same link twice says no more than once. */
void sy_identity_link (SyIdentity *self,
                       guint32 alias,
                       guint32 person);

/*
 * Writes for each key the rank of the key the person goes by. Further links may follow, and
 * another call.
 */
void sy_identity_resolve (SyIdentity *self,
                          guint32 *out_canonical);

/* Of the last sy_identity_resolve(): the shared aliases, ascending; how many different links there are. */
const SySharedAlias *sy_identity_get_shared (SyIdentity *self,
                                             gsize *out_n_shared);
gsize sy_identity_get_n_links (SyIdentity *self);

/* Of the last sy_identity_resolve(): whether the key is the person of a link that counts. */
gboolean sy_identity_is_named (SyIdentity *self,
                               guint32 key);

G_END_DECLS
