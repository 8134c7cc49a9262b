/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-person-query.h"

G_BEGIN_DECLS

#define SY_TYPE_CHANGE_CARD (sy_change_card_get_type ())

/**
 * SyChangeCard:
 *
 * Why one person's score changed since a date: a bridge by cause, and below it the lines of each
 * cause, which open the events behind them.
 */
G_DECLARE_FINAL_TYPE (SyChangeCard, sy_change_card, SY, CHANGE_CARD, AdwBin)

/**
 * sy_change_card_set_query:
 * @self: a card
 * @query: (nullable): whom it is about; %NULL for nobody
 *
 * Finds the causes in a job and shows them. The period that was chosen stays.
 */
void sy_change_card_set_query (SyChangeCard *self,
                               SyPersonQuery *query);

G_END_DECLS
