/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

G_BEGIN_DECLS

/*
 * Weights of roles as one types them: "admin 2, user 1".
 */

/**
 * sy_roles_to_text:
 * @account: what a model says of accounts
 *
 * Returns: (transfer full): "admin 2, user 1"
 */
char *sy_roles_to_text (const SyAccountSpec *account);

/**
 * sy_roles_from_text:
 * @account: (inout): gets the roles
 * @text: "admin 2, user 1"; a role without a number weighs 1
 *
 * Returns: whether it could be read; else nothing is changed
 */
gboolean sy_roles_from_text (SyAccountSpec *account,
                             const char *text);

G_END_DECLS
