/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_MUTE_CARD (sy_mute_card_get_type ())

/**
 * SyMuteCard:
 *
 * What muting an event type, letting it count again, or filling its tracking gaps
 * does to the draft of the current model: areas, stability and bands side by side, worked out in a
 * thread before anything is written.
 *
 * Signals: #SyMuteCard::apply (whether to mute), #SyMuteCard::cancel.
 */
G_DECLARE_FINAL_TYPE (SyMuteCard, sy_mute_card, SY, MUTE_CARD, AdwBin)

/**
 * sy_mute_card_set_type:
 * @self: a card
 * @session: (nullable): what is worked on
 * @name: (nullable): a type of its log
 * @is_muted: whether it is muted now
 * @gaps: (nullable) (element-type SyTrackingGap): its tracking gaps; with some it can be asked what filling them does
 *
 * Shows another type, works its effect out anew, and asks nothing any more. The
 * same type of the same log, with the same draft, stays as it is.
 */
void sy_mute_card_set_type (SyMuteCard *self,
                            SySession *session,
                            const char *name,
                            gboolean is_muted,
                            const GArray *gaps);

/**
 * sy_mute_card_ask:
 * @self: a card
 *
 * The user turned a switch elsewhere: asks here, with a way back, and takes the focus.
 */
void sy_mute_card_ask (SyMuteCard *self);

/**
 * sy_mute_card_withdraw:
 * @self: a card
 *
 * The switch was turned back: asks no more. Emits nothing.
 */
void sy_mute_card_withdraw (SyMuteCard *self);

G_END_DECLS
