/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sy-file-state-private.h"

G_BEGIN_DECLS

/**
 * SyAppendChain:
 *
 * The states of a project's file that lead from one to the next by commits of one connection that
 * changed and removed nothing an event log had read. What another program commits, and what
 * changes, ends a chain: whoever read a state that is not in it has to read all again.
 */
typedef struct _SyAppendChain SyAppendChain;

SyAppendChain *sy_append_chain_new (void);

/**
 * sy_append_chain_free:
 * @self: (nullable): a chain
 */
void sy_append_chain_free (SyAppendChain *self);

/**
 * sy_append_chain_add:
 * @self: a chain
 * @from: the state before a commit
 * @to: the state after it
 * @is_append: whether it left all that was there as it was
 *
 * Takes note of a commit.
 */
void sy_append_chain_add (SyAppendChain *self,
                          const SyFileState *from,
                          const SyFileState *to,
                          gboolean is_append);

/**
 * sy_append_chain_leads:
 * @self: a chain
 * @from: a state
 * @to: a later one
 *
 * Returns: whether only appends led from one to the other; %TRUE when they are the same
 */
gboolean sy_append_chain_leads (const SyAppendChain *self,
                                const SyFileState *from,
                                const SyFileState *to);

/**
 * sy_append_chain_allows:
 * @table: a table that is written
 * @is_insert: whether rows are put in, not changed or removed
 *
 * Settings may change: what of them an event log depends on is looked at when it is renewed.
 *
 * Returns: whether a commit that does so is still an append
 */
gboolean sy_append_chain_allows (const char *table,
                                 gboolean is_insert);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyAppendChain, sy_append_chain_free)

G_END_DECLS
