/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * SY_VECTOR:
 *
 * Before a function whose loops run on vectors: it is compiled for the vectors that every machine
 * has and for wider ones, and the machine it runs on chooses. Without fused operations, so that
 * all give the same result to the last bit. What it calls must be %G_ALWAYS_INLINE.
 */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define SY_VECTOR __attribute__ ((target_clones ("avx2", "default")))
#else
#define SY_VECTOR
#endif

G_END_DECLS
