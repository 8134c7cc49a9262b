/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-toast.h"

AdwToast *
sy_toast_new (const char *text)
{
  g_autofree char *title = g_markup_escape_text (text, -1);

  return adw_toast_new (title);
}
