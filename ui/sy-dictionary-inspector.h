/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-dictionary-edit.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_DICTIONARY_INSPECTOR (sy_dictionary_inspector_get_type ())

/**
 * SyDictionaryInspector:
 *
 * All of one event type: its volume and tracking, what it means, the names that
 * count as it, and what muting it would do. Edits in place.
 *
 * Signals: #SyDictionaryInspector::edit (a #SyDictionaryEdit, owned by the emitter),
 * #SyDictionaryInspector::alias-asked (name: count it as which other type?),
 * #SyDictionaryInspector::mute-cancelled.
 */
G_DECLARE_FINAL_TYPE (
    SyDictionaryInspector, sy_dictionary_inspector, SY, DICTIONARY_INSPECTOR, AdwBin)

/**
 * sy_dictionary_inspector_show:
 * @self: an inspector
 * @session: what is worked on
 * @dictionary: (nullable): the dictionary
 * @name: (nullable): a type of it
 *
 * Shows another type, or the same one anew; hides when there is none.
 */
void sy_dictionary_inspector_show (SyDictionaryInspector *self,
                                   SySession *session,
                                   SyDictionary *dictionary,
                                   const char *name);

/**
 * sy_dictionary_inspector_ask_mute:
 * @self: an inspector
 *
 * The user turned the switch of the type that is shown: asks, beside the effect.
 */
void sy_dictionary_inspector_ask_mute (SyDictionaryInspector *self);

/**
 * sy_dictionary_inspector_withdraw_mute:
 * @self: an inspector
 *
 * The user turned the switch back: asks no more.
 */
void sy_dictionary_inspector_withdraw_mute (SyDictionaryInspector *self);

G_END_DECLS
