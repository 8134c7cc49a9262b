/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_IMPORT_FORM (sy_import_form_get_type ())

/**
 * SyImportForm:
 *
 * The questions of the import assistant: what a row is, how the file is
 * written, what each column becomes, how times are read. Shows what a plan
 * guessed and writes what the user says into the options.
 *
 * Signals: #SyImportForm::changed (the options say something else now).
 */
G_DECLARE_FINAL_TYPE (SyImportForm, sy_import_form, SY, IMPORT_FORM, GtkWidget)

/**
 * sy_import_form_set_options:
 * @self: a form
 * @options: (transfer none): what it writes to; must live as long as the form
 */
void sy_import_form_set_options (SyImportForm *self, SyImportOptions *options);

/**
 * sy_import_form_set_plan:
 * @self: a form
 * @plan: made with the options
 *
 * Shows what the plan guessed.
 */
void sy_import_form_set_plan (SyImportForm *self, SyImportPlan *plan);

G_END_DECLS
