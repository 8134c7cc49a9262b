/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_PERSON_FORM (sy_person_form_get_type ())

/**
 * SyPersonForm:
 *
 * One condition on people as a form: a count of events, days to a date, days since the first event,
 * or a test on an attribute; and whether it is turned round. What a model may not have is not taken
 * over: the field goes back to what it was.
 */
G_DECLARE_FINAL_TYPE (SyPersonForm, sy_person_form, SY, PERSON_FORM, AdwBin)

/**
 * sy_person_form_new:
 * @log: (nullable): the events, for the names
 * @condition: a test on an attribute or on a person
 * @is_turned: whether it is turned round
 *
 * Returns: (transfer full): the form
 */
GtkWidget *sy_person_form_new (SyEventLog *log,
                               const SyCondition *condition,
                               gboolean is_turned);

/**
 * sy_person_form_dup_condition:
 * @self: a form
 * @out_is_turned: (out): whether it is turned round
 *
 * Returns: (transfer full): what the form says
 */
SyCondition *sy_person_form_dup_condition (SyPersonForm *self,
                                           gboolean *out_is_turned);

/**
 * SyPersonForm::changed:
 * @self: a form
 *
 * The user has changed the condition, and a model may have it as it is now.
 */

G_END_DECLS
