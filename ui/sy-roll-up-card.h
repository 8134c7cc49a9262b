/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_ROLL_UP_CARD (sy_roll_up_card_get_type ())

/**
 * SyRollUpCard:
 *
 * A card that judges the ways to roll people up to accounts against the outcome of accounts, at the
 * dates of the Backtest page, and makes one of them that of the draft. Compares when it is asked; a
 * comparison that runs begins anew when the draft or the dates change, and one of other people's
 * scores is taken away.
 */
G_DECLARE_FINAL_TYPE (SyRollUpCard, sy_roll_up_card, SY, ROLL_UP_CARD, AdwBin)

/**
 * sy_roll_up_card_set_session:
 * @self: a card without a session
 * @session: what it works on
 */
void sy_roll_up_card_set_session (SyRollUpCard *self,
                                  SySession *session);

/**
 * sy_roll_up_card_set_accounts:
 * @self: a card
 * @log: (nullable): the events that are compared by; %NULL without @map
 * @map: (nullable): the accounts of the people of @log; %NULL while they are read
 */
void sy_roll_up_card_set_accounts (SyRollUpCard *self,
                                   SyEventLog *log,
                                   SyAccountMap *map);

G_END_DECLS
