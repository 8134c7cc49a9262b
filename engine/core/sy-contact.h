/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/sy-macros.h"

G_BEGIN_DECLS

/**
 * sy_email_normalize:
 * @text: any text, UTF-8
 *
 * Brings the ways to write one mailbox together: blanks around it and `mailto:` go, letters become lower
 * case, a tag after `+` goes, and at gmail.com (googlemail.com is the same) so do the dots before the `@`.
 *
 * Returns: (transfer full) (nullable): the normal form, or %NULL when @text is no e-mail address
 */
SY_EXTERN
char *sy_email_normalize (const char *text);

/**
 * sy_phone_normalize:
 * @text: any text, UTF-8
 *
 * Keeps the digits of a telephone number, without the `00` of an international one. A text is one when it
 * has 7 to 15 digits and besides them only blanks and `+ - . / ( )`, the `+` in front. No country is assumed, so
 * a national number does not match its international form.
 *
 * Returns: (transfer full) (nullable): the digits, or %NULL when @text is no telephone number
 */
SY_EXTERN
char *sy_phone_normalize (const char *text);

G_END_DECLS
