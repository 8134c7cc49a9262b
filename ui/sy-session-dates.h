/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-session.h"

G_BEGIN_DECLS

/**
 * sy_session_set_backtest_dates:
 * @self: a session
 * @period: how far apart
 * @from_day: the first date, 1970-01-01 is 0
 * @to_day: the last allowed
 *
 * Chooses the dates that drafts are replayed at, while the project is open. Emits
 * #SySession::dates-changed.
 */
void sy_session_set_backtest_dates (SySession *self,
                                    SyPeriod period,
                                    gint32 from_day,
                                    gint32 to_day);

/**
 * sy_session_has_backtest_dates:
 * @self: a session
 *
 * Returns: whether dates were chosen; else they follow the data
 */
gboolean sy_session_has_backtest_dates (SySession *self);

/**
 * sy_session_dup_backtest_dates:
 * @self: a session
 * @out_n_dates: (out): how many, 120 at most; 0 for data within one month
 *
 * The chosen dates, or the last 12 of sy_origins_suggest().
 *
 * Returns: (transfer full) (array length=out_n_dates): UTC seconds, rising; free with g_free()
 */
gint64 *sy_session_dup_backtest_dates (SySession *self,
                                       gsize *out_n_dates);

/**
 * sy_session_describe_dates:
 * @self: a session
 * @n_dates: how many, at least 1
 * @first: the first of them, UTC seconds
 * @last: the last
 *
 * Returns: (transfer full): "12 dates, 31 Aug 2016 – 31 Jul 2017"
 */
char *sy_session_describe_dates (SySession *self,
                                 gsize n_dates,
                                 gint64 first,
                                 gint64 last);

G_END_DECLS
