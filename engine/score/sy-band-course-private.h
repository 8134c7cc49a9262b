/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sy-scores-private.h"

G_BEGIN_DECLS

/*
 * What bands ask of the course: from bands by the score alone to those that people have. Remembers
 * the courses of the last scores, so that another threshold costs no earlier scorings.
 */
typedef struct _SyBandCourse SyBandCourse;

SyBandCourse *sy_band_course_new (SyEventLog *log);
void sy_band_course_free (SyBandCourse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyBandCourse, sy_band_course_free)

/*
 * Takes everybody of @scores, whose bands hold by the score alone, down to the highest band whose course and change
 * hold. Costs 31 earlier scorings when a band asks for a course, and one for each span of a change;
 * nothing for a model that asks for neither. Fails as sy_scorer_score() does.
 */
gboolean sy_band_course_assign (SyBandCourse *self,
                                const SyModel *model,
                                SyScores *scores,
                                GCancellable *cancellable,
                                GError **error);

/*
 * The days before an instant that the bands up to @band look back at; 0 when none asks.
 */
int sy_band_course_get_days (const SyModel *model,
                             guint8 band);

/*
 * What sy_band_course_assign() gives one person whose score alone reaches @band: from the scores of the last
 * days, the newest last, sy_band_course_get_days() before it at least.
 */
guint8 sy_band_course_choose (const SyModel *model,
                              guint8 band,
                              const double *scores,
                              gsize n_scores);

/*
 * The same with the scores of those days, which are made for it.
 */
guint8 sy_band_course_find (SyEventLog *log,
                            const SyModel *model,
                            guint32 person,
                            gint64 as_of,
                            guint8 band);

G_END_DECLS
