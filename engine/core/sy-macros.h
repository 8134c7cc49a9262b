/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * SY_EXTERN:
 *
 * Marks a function that other libraries and the programs may call. Everything
 * else is hidden.
 */
#define SY_EXTERN __attribute__ ((visibility ("default"))) extern
