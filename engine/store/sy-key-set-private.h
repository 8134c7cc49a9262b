/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-interner-private.h"

G_BEGIN_DECLS

/**
 * SyKeySet:
 *
 * A set of texts of which only XXH3-128 is kept: 16 bytes a text, whatever its length. Two of a
 * billion different texts meet by chance with a probability of 10^-21.
 */
typedef struct _SyKeySet SyKeySet;

SyKeySet *sy_key_set_new (void);
void sy_key_set_free (SyKeySet *self);

/**
 * sy_key_set_add:
 * @self: a set
 * @data: (array length=length): the text
 * @length: its length
 *
 * Returns: %TRUE if it was not in the set
 */
gboolean sy_key_set_add (SyKeySet *self,
                         gconstpointer data,
                         gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyKeySet, sy_key_set_free)

G_END_DECLS
