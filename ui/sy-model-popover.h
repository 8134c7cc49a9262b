/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_MODEL_POPOVER (sy_model_popover_get_type ())

/**
 * SyModelPopover:
 *
 * What hangs from the window's title: the model, the as-of date and the
 * outcome, chosen once for every page.
 */
G_DECLARE_FINAL_TYPE (SyModelPopover, sy_model_popover, SY, MODEL_POPOVER, GtkPopover)

/**
 * sy_model_popover_new:
 *
 * Returns: (transfer full): a popover without a session
 */
GtkWidget *sy_model_popover_new (void);

/**
 * sy_model_popover_set_session:
 * @self: a popover
 * @session: (nullable): what it chooses for
 */
void sy_model_popover_set_session (SyModelPopover *self, SySession *session);

G_END_DECLS
