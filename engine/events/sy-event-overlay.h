/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-event-log.h"

G_BEGIN_DECLS

/*
 * Logs that differ from another one by marks or mutes, to see an effect before anything is written.
 * They share what is the same, number people and types alike, and are as good as a log that was
 * loaded so: the same scores, bit for bit, and the same fingerprint.
 */

/**
 * sy_event_log_with_muted:
 * @self: a log
 * @type: a type of it
 * @is_muted: whether it gives nothing to any rule
 *
 * Costs next to nothing.
 * Returns: (transfer full): @self with the type muted or not
 */
SY_EXTERN
SyEventLog *sy_event_log_with_muted (SyEventLog *self,
                                     guint32 type,
                                     gboolean is_muted);

/**
 * sy_event_log_without:
 * @self: a log
 * @rows: (array length=n_rows): row ids of events, in any order; those the log does not have are ignored
 * @n_rows: how many
 *
 * Takes events out, as marking them does. Types that lose none are shared. One pass, about 10 ms a million events.
 * Returns: (transfer full): @self without these events
 */
SY_EXTERN
SyEventLog *sy_event_log_without (SyEventLog *self,
                                  const guint32 *rows,
                                  gsize n_rows);

G_END_DECLS
