/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * sy_account_members_create_source:
 * @log: the events
 * @model: the model
 * @people: its scores
 * @members: who belongs to which account then
 * @spec: how they are rolled up
 * @account: an account
 *
 * Returns: (transfer full): a table of the members of the account, who gives most first: score, band and
 *   role of each, and the part and the share of the points of the account that they give
 */
SyTableSource *sy_account_members_create_source (SyEventLog *log,
                                                 SyModel *model,
                                                 SyScores *people,
                                                 const SyAccountMembers *members,
                                                 const SyAccountSpec *spec,
                                                 guint32 account);

/**
 * sy_account_members_get_key:
 * @source: what sy_account_members_create_source() made
 * @row: one of its rows
 *
 * Returns: (transfer none): the member's key
 */
const char *sy_account_members_get_key (SyTableSource *source,
                                        guint row);

G_END_DECLS
