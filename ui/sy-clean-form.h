/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_CLEAN_FORM (sy_clean_form_get_type ())

/**
 * SyCleanForm:
 *
 * The fields of one cleaning rule: those its kind has a use for, with the types and properties of
 * the project to choose from.
 *
 * Signals: #SyCleanForm::changed (the user edited a field).
 */
G_DECLARE_FINAL_TYPE (SyCleanForm, sy_clean_form, SY, CLEAN_FORM, AdwBin)

/**
 * sy_clean_form_new:
 * @rule: what the fields show at first; its kind is the form's
 * @log: the project's events
 *
 * Returns: (transfer full): the form
 */
GtkWidget *sy_clean_form_new (const SyCleanRule *rule,
                              SyEventLog *log);

/**
 * sy_clean_form_create_rule:
 * @self: a form
 *
 * Returns: (transfer full): the rule as the fields have it, perhaps not complete: see
 *   sy_clean_rule_check()
 */
SyCleanRule *sy_clean_form_create_rule (SyCleanForm *self);

/**
 * sy_clean_form_has_fields:
 * @self: a form
 *
 * Returns: whether there is anything to fill in
 */
gboolean sy_clean_form_has_fields (SyCleanForm *self);

G_END_DECLS
