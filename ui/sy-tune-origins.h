/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_TUNE_ORIGINS (sy_tune_origins_get_type ())

/**
 * SyTuneOrigins:
 *
 * The AUC of the draft at the last six month starts whose outcome is known, computed in a thread of
 * its own: does an edit help at all of them, or only at the date on the screen? The first request
 * runs at once; later ones run when none has come for 150 ms, so that a drag has its processors to
 * itself and shows the dates when the pointer rests. One evaluation runs at a time, and of the requests
 * that come meanwhile only the newest is run; none is cancelled for a newer one.
 */
G_DECLARE_FINAL_TYPE (SyTuneOrigins, sy_tune_origins, SY, TUNE_ORIGINS, GObject)

/** SY_TUNE_N_ORIGINS: so many dates at most. */
#define SY_TUNE_N_ORIGINS 6

/**
 * sy_tune_origins_new:
 *
 * Returns: (transfer full): origins that know nothing yet
 */
SyTuneOrigins *sy_tune_origins_new (void);

/**
 * sy_tune_origins_choose:
 * @log: the events
 * @model: a model; its outcome says when a date is known
 * @out_n: (out): how many
 *
 * The last month starts whose outcome window is over: at most %SY_TUNE_N_ORIGINS, and fewer, but at
 * least two, for very many people, as every date keeps a column of each rule.
 *
 * Returns: (transfer full) (array length=out_n): UTC seconds, rising; free with g_free()
 */
gint64 *sy_tune_origins_choose (SyEventLog *log,
                                const SyModel *model,
                                gsize *out_n);

/**
 * sy_tune_origins_request:
 * @self: origins
 * @log: the events
 * @draft: the draft
 * @published: (nullable): what it is compared with
 *
 * Asks for new figures; #SyTuneOrigins::changed follows when there are some.
 */
void sy_tune_origins_request (SyTuneOrigins *self,
                              SyEventLog *log,
                              SyModel *draft,
                              SyModel *published);

/**
 * sy_tune_origins_stop:
 * @self: origins
 *
 * Cancels what runs and what waits, and forgets what is known; nothing is emitted for it.
 */
void sy_tune_origins_stop (SyTuneOrigins *self);

/**
 * sy_tune_origins_get:
 * @self: origins
 *
 * Returns: (transfer none) (nullable) (element-type SyOriginTuning): the newest figures, oldest date
 *   first; %NULL until there are some
 */
GArray *sy_tune_origins_get (SyTuneOrigins *self);

G_END_DECLS
