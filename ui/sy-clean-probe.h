/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_CLEAN_PROBE (sy_clean_probe_get_type ())

/**
 * SyCleanProbe:
 *
 * Finds out what a cleaning rule would do while it is being edited: off the main thread, a moment
 * after the last edit, the newest rule only. Reads the events once, with the first rule. Needs no
 * display.
 *
 * Signals: #SyCleanProbe::changed (something of what the getters give).
 */
G_DECLARE_FINAL_TYPE (SyCleanProbe, sy_clean_probe, SY, CLEAN_PROBE, GObject)

/**
 * sy_clean_probe_new:
 * @session: the project; its draft, as of its instant, is what the effect is told on
 * @name: (nullable): the applied rule that the new one takes the place of
 *
 * Returns: (transfer full): a probe without a rule
 */
SyCleanProbe *sy_clean_probe_new (SySession *session,
                                  const char *name);

/**
 * sy_clean_probe_set_rule:
 * @self: a probe
 * @rule: (transfer full) (nullable): a rule that sy_clean_rule_check() accepts; %NULL for none
 *
 * Drops what was found and looks anew.
 */
void sy_clean_probe_set_rule (SyCleanProbe *self,
                              SyCleanRule *rule);

/**
 * sy_clean_probe_get_rule:
 * @self: a probe
 *
 * Returns: (transfer none) (nullable): the rule it looks for
 */
const SyCleanRule *sy_clean_probe_get_rule (SyCleanProbe *self);

/**
 * sy_clean_probe_stop:
 * @self: a probe
 *
 * Stops looking; another rule starts it again.
 */
void sy_clean_probe_stop (SyCleanProbe *self);

/**
 * sy_clean_probe_is_busy:
 * @self: a probe
 *
 * Returns: whether it looks, or is about to
 */
gboolean sy_clean_probe_is_busy (SyCleanProbe *self);

/**
 * sy_clean_probe_get_preview:
 * @self: a probe
 *
 * Returns: (transfer none) (nullable): what the rule marks; %NULL until that is known
 */
const SyCleanPreview *sy_clean_probe_get_preview (SyCleanProbe *self);

/**
 * sy_clean_probe_get_effect:
 * @self: a probe
 *
 * Returns: (transfer none) (nullable): what that does to the model; %NULL until that is known, and
 *   in a project without a model
 */
const SyLogEffect *sy_clean_probe_get_effect (SyCleanProbe *self);

/**
 * sy_clean_probe_get_model:
 * @self: a probe
 *
 * Returns: (transfer none) (nullable): the model of the effect
 */
SyModel *sy_clean_probe_get_model (SyCleanProbe *self);

/**
 * sy_clean_probe_get_error:
 * @self: a probe
 *
 * Returns: (transfer none) (nullable): why nothing is known
 */
const GError *sy_clean_probe_get_error (SyCleanProbe *self);

/**
 * sy_clean_probe_apply_async:
 * @self: a probe with a preview
 * @name: what the rule is called
 * @callback: called in the main thread, with the probe as its source
 * @user_data: passed to @callback
 *
 * Applies the rule to what the preview shows, and reads the events of the session again.
 */
void sy_clean_probe_apply_async (SyCleanProbe *self,
                                 const char *name,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * sy_clean_probe_apply_finish:
 * @self: a probe
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the rule is applied
 */
gboolean sy_clean_probe_apply_finish (SyCleanProbe *self,
                                      GAsyncResult *result,
                                      GError **error);

G_END_DECLS
