/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-pages.h"

#include <glib/gi18n.h>

static const SyPageInfo pages[] = {
  { NULL },
};

const SyPageInfo *
sy_pages_get (gsize *out_n_pages)
{
  *out_n_pages = G_N_ELEMENTS (pages) - 1;
  return pages;
}
