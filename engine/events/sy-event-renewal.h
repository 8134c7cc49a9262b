/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log-load.h"

G_BEGIN_DECLS

/**
 * SyEventRenewal:
 *
 * How a log came of an earlier one by rows that were added: whom they belong to, and where the
 * people of the earlier log stand in the later one, which it holds. Immutable and reference-counted.
 */
typedef struct _SyEventRenewal SyEventRenewal;

/**
 * sy_event_log_renew:
 * @self: a log of sy_event_log_load(), or one that was renewed
 * @project: the project that it was loaded from
 * @cancellable: (nullable): stops the load
 * @progress: (nullable): told the events read so far, from the calling thread
 * @user_data: for @progress
 * @out_renewal: (out) (optional) (nullable): how the result came of @self; %NULL when all was read
 *   again
 * @error: return location, or %NULL
 *
 * As sy_event_log_load(), but of the events only those are read that were imported since; they are
 * merged into the columns of @self. The result is what sy_event_log_load() gives, in every column.
 * That holds when nothing but imports went through @project since @self was loaded. When
 * something else did (an import was undone, a person forgotten, cleaning, the event dictionary or
 * identity changed, another program wrote to the file), or when @self is an overlay, all is read.
 *
 * Errors: as sy_event_log_load().
 * Returns: (transfer full): the log, or %NULL
 */
SY_EXTERN
SyEventLog *sy_event_log_renew (SyEventLog *self,
                                SyProject *project,
                                GCancellable *cancellable,
                                SyProgressFunc progress,
                                gpointer user_data,
                                SyEventRenewal **out_renewal,
                                GError **error);

/**
 * sy_event_renewal_ref:
 * @self: a renewal
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyEventRenewal *sy_event_renewal_ref (SyEventRenewal *self);

/**
 * sy_event_renewal_unref:
 * @self: a renewal
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_event_renewal_unref (SyEventRenewal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyEventRenewal, sy_event_renewal_unref)

/**
 * sy_event_renewal_get_log:
 * @self: a renewal
 *
 * Returns: (transfer none): the later log
 */
SY_EXTERN
SyEventLog *sy_event_renewal_get_log (const SyEventRenewal *self);

/**
 * sy_event_renewal_is_of:
 * @self: a renewal
 * @log: a log
 *
 * Returns: whether @log is the earlier one
 */
SY_EXTERN
gboolean sy_event_renewal_is_of (const SyEventRenewal *self,
                                 const SyEventLog *log);

/**
 * sy_event_renewal_get_n_touched:
 * @self: a renewal
 *
 * Returns: how many people of the later log have a new event, are new, or have an attribute of
 *   another value
 */
SY_EXTERN
gsize sy_event_renewal_get_n_touched (const SyEventRenewal *self);

G_END_DECLS
