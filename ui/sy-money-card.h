/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_MONEY_CARD (sy_money_card_get_type ())

/**
 * SyMoneyCard:
 *
 * A card with what the people of each band spent.
 */
G_DECLARE_FINAL_TYPE (SyMoneyCard, sy_money_card, SY, MONEY_CARD, AdwBin)

/**
 * sy_money_card_show:
 * @self: a card
 * @money: (nullable): the figures; the card is hidden without any
 */
void sy_money_card_show (SyMoneyCard *self,
                         const SyMoney *money);

G_END_DECLS
