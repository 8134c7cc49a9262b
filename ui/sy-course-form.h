/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_COURSE_FORM (sy_course_form_get_type ())

/**
 * SyCourseForm:
 *
 * Where a score must be going and how far it must have moved, as segments and bands ask for it: the
 * courses to tick, and days with a least and a largest change. What is missing is said below them.
 */
G_DECLARE_FINAL_TYPE (SyCourseForm, sy_course_form, SY, COURSE_FORM, AdwBin)

/**
 * sy_course_form_new:
 *
 * Returns: (transfer floating): a form that asks for nothing
 */
GtkWidget *sy_course_form_new (void);

/**
 * sy_course_form_show:
 * @self: a form
 * @courses: bits `1 << SyCourse`; 0 for any
 * @move: how far the score must have moved
 *
 * Shows what is asked; nothing is emitted.
 */
void sy_course_form_show (SyCourseForm *self,
                          guint courses,
                          const SyScoreMove *move);

/**
 * sy_course_form_get:
 * @self: a form
 * @out_move: (out): how far the score must have moved; without both days and a bound no move is asked
 *   for: days -1 and no bounds
 *
 * Returns: bits `1 << SyCourse` of what is ticked; 0 for any
 */
guint sy_course_form_get (SyCourseForm *self,
                          SyScoreMove *out_move);

/**
 * sy_course_form_set_reason:
 * @self: a form
 * @reason: (nullable): why nothing can be asked here, said below the controls, which it makes
 *   insensitive; %NULL when it can
 */
void sy_course_form_set_reason (SyCourseForm *self,
                                const char *reason);

/**
 * SyCourseForm::changed:
 * @self: a form
 *
 * The user asks for something else.
 */

G_END_DECLS
