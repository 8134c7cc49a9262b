/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <sy-engine.h>

G_BEGIN_DECLS

#define SY_TYPE_FAIRNESS_CARD (sy_fairness_card_get_type ())

/**
 * SyFairnessCard:
 *
 * A card that compares how the score treats groups of people: by an attribute, for bands that
 * decide. Computes in a job of its own, newest wish first.
 */
G_DECLARE_FINAL_TYPE (SyFairnessCard, sy_fairness_card, SY, FAIRNESS_CARD, AdwBin)

/**
 * sy_fairness_card_show:
 * @self: a card
 * @log: the events
 * @model: the model
 * @as_of: the date, UTC seconds
 *
 * Compares anew when something has changed; says what to do when nobody has attributes.
 */
void sy_fairness_card_show (SyFairnessCard *self,
                            SyEventLog *log,
                            SyModel *model,
                            gint64 as_of);

/**
 * sy_fairness_card_cancel:
 * @self: a card
 *
 * Stops what runs; the card keeps what it shows, and compares anew when it is shown the next time.
 */
void sy_fairness_card_cancel (SyFairnessCard *self);

/**
 * sy_fairness_card_clear:
 * @self: a card
 *
 * Stops what runs and shows nothing.
 */
void sy_fairness_card_clear (SyFairnessCard *self);

G_END_DECLS
