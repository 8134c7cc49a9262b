/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SyText:
 * @text: (array length=length): bytes, without a closing zero
 * @length: how many
 *
 * A borrowed piece of text.
 */
typedef struct
{
  const char *text;
  guint32 length;
} SyText;

/**
 * SyInterner:
 *
 * Gives each distinct text a small id: the dictionary of an import, while it runs.
 */
typedef struct _SyInterner SyInterner;

/**
 * SY_INTERNER_BATCH:
 *
 * How many texts sy_interner_intern() takes at most.
 */
#define SY_INTERNER_BATCH 1024

/**
 * sy_interner_new:
 *
 * Returns: (transfer full): an empty dictionary; the first new text gets id 1
 */
SyInterner *sy_interner_new (void);

/**
 * sy_interner_free:
 * @self: (nullable): a dictionary
 */
void sy_interner_free (SyInterner *self);

/**
 * sy_interner_add:
 * @self: a dictionary
 * @text: a text that is not in it
 * @id: its id, at least 1; several texts may share one
 *
 * Enters what is known before; new texts get ids after the largest one seen.
 */
void sy_interner_add (SyInterner *self,
                      SyText text,
                      guint32 id);

/**
 * sy_interner_hash:
 * @text: a text
 *
 * Returns: what sy_interner_intern_hashed() needs to know of it; any thread may ask
 */
guint32 sy_interner_hash (SyText text);

/**
 * sy_interner_intern_hashed:
 * @self: a dictionary
 * @texts: (array length=n_texts): as in sy_interner_intern()
 * @hashes: (array length=n_texts): of each, sy_interner_hash()
 * @n_texts: at most %SY_INTERNER_BATCH
 * @out_ids: (array length=n_texts): their ids
 *
 * The same as sy_interner_intern() with a part of the work done before, perhaps elsewhere.
 */
void sy_interner_intern_hashed (SyInterner *self,
                                const SyText *texts,
                                const guint32 *hashes,
                                gsize n_texts,
                                guint32 *out_ids);

/**
 * sy_interner_intern:
 * @self: a dictionary
 * @texts: (array length=n_texts): texts; a length of 0 is no text and gets id 0
 * @n_texts: at most %SY_INTERNER_BATCH
 * @out_ids: (array length=n_texts): their ids
 *
 * Looks all of them up, entering those that are new. In one batch the memory accesses of
 * different texts overlap, which is what makes it fast.
 */
void sy_interner_intern (SyInterner *self,
                         const SyText *texts,
                         gsize n_texts,
                         guint32 *out_ids);

/**
 * sy_interner_get_max_id:
 * @self: a dictionary
 *
 * Returns: the largest id, 0 when empty
 */
guint32 sy_interner_get_max_id (const SyInterner *self);

/**
 * sy_interner_get_n_texts:
 * @self: a dictionary
 *
 * Returns: how many texts it holds
 */
gsize sy_interner_get_n_texts (const SyInterner *self);

/**
 * sy_interner_get_new:
 * @self: a dictionary
 * @from: entries to skip
 * @out_n: (out): how many follow
 *
 * The entries made by sy_interner_intern(), in the order of their ids, which have no holes. A zero follows each text.
 *
 * Returns: (array length=out_n): texts that live as long as @self; the array until the next call
 */
const SyText *sy_interner_get_new (const SyInterner *self,
                                   gsize from,
                                   gsize *out_n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyInterner, sy_interner_free)

G_END_DECLS
