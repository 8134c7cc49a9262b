/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_CONSENT_FORM (sy_consent_form_get_type ())

/**
 * SyConsentForm:
 *
 * The rule of consent: which values of which attribute mean that a person is not to be scored, how
 * many that would be, and how many are left out now.
 */
G_DECLARE_FINAL_TYPE (SyConsentForm, sy_consent_form, SY, CONSENT_FORM, AdwBin)

/**
 * sy_consent_form_new:
 * @session: the project
 *
 * Returns: (transfer full): the form
 */
GtkWidget *sy_consent_form_new (SySession *session);

/**
 * sy_consent_form_show:
 * @self: a form
 * @rule: (nullable): the project's rule
 *
 * Shows the project's rule, and the attributes its people have now.
 */
void sy_consent_form_show (SyConsentForm *self,
                           const SyConsentRule *rule);

/**
 * sy_consent_count:
 * @log: a project's events and people
 * @rule: a rule
 *
 * Returns: how many people refuse by @rule: one of its values is the one that holds for them.
 *   Needs no display.
 */
gsize sy_consent_count (SyEventLog *log,
                        const SyConsentRule *rule);

G_END_DECLS
