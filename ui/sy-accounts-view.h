/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_ACCOUNTS_VIEW (sy_accounts_view_get_type ())

/**
 * SyAccountsView:
 *
 * The accounts of the project: how their scores spread over the bands, which roll-up tells the outcome
 * best, the accounts with score, band and members, and what each member gives to the one that is
 * open. Activating a member calls `win.show-person`.
 *
 * Properties: #SyAccountsView:has-accounts.
 */
G_DECLARE_FINAL_TYPE (SyAccountsView, sy_accounts_view, SY, ACCOUNTS_VIEW, AdwBin)

/**
 * SyAccountsView:has-accounts:
 *
 * Whether the project is known to have accounts.
 */

/**
 * sy_accounts_view_set_session:
 * @self: a view without a session
 * @session: what it works on
 */
void sy_accounts_view_set_session (SyAccountsView *self,
                                   SySession *session);

/**
 * sy_accounts_view_look:
 * @self: a view with a session
 *
 * Reads which accounts there are, unless it knows those of the session's events already; for whoever
 * asks for #SyAccountsView:has-accounts while the view is not on the screen.
 */
void sy_accounts_view_look (SyAccountsView *self);

G_END_DECLS
