/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* One input of a fuzz target. libFuzzer calls it, and fuzz-corpus.c for each stored input. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize length);
