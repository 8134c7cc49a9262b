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
 */
typedef struct _SyIdentity SyIdentity;

SyIdentity *sy_identity_new (gsize n_keys);
void sy_identity_free (SyIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyIdentity, sy_identity_free)

void sy_identity_link (SyIdentity *self,
                       guint32 alias,
                       guint32 person);

/*
 * Writes for each key the rank of the key the person goes by.
 */
void sy_identity_resolve (SyIdentity *self,
                          guint32 *out_canonical);

G_END_DECLS
