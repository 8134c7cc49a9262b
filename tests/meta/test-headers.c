/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Compiled with -Wpedantic -Werror: the umbrella stands on its own. */
#include "sy-engine.h"

int
main (void)
{
  return 0;
}
