/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * sy_toast_new:
 * @text: one short line, as it is to be read; no markup
 *
 * A toast reads its title as markup, and shows nothing where that is broken, as by “A & B”.
 *
 * Returns: (transfer full): the toast
 */
AdwToast *sy_toast_new (const char *text);

G_END_DECLS
