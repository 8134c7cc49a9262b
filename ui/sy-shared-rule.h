/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_SHARED_RULE (sy_shared_rule_get_type ())

/**
 * SySharedRule:
 *
 * The rule for shared identifiers: of how many people one may be, as a number to edit, with the match
 * report before and after, computed off the main thread, and a button that makes it the rule.
 */
G_DECLARE_FINAL_TYPE (SySharedRule, sy_shared_rule, SY, SHARED_RULE, AdwBin)

/**
 * sy_shared_rule_new:
 * @session: the project
 *
 * Returns: (transfer full): the card
 */
GtkWidget *sy_shared_rule_new (SySession *session);

/**
 * sy_shared_rule_set_report:
 * @self: a card
 * @report: the match report under the present rule
 *
 * Shows the present rule again. What is needed of @report is copied.
 */
void sy_shared_rule_set_report (SySharedRule *self,
                                const SyIdentityReport *report);

G_END_DECLS
