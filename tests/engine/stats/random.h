/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include <glib.h>

/* A small seeded generator, the same on every machine (Knuth's MMIX constants). */
typedef struct
{
  guint64 state;
} TestRandom;

static inline double
test_random_unit (TestRandom *self)
{
  self->state = self->state * G_GUINT64_CONSTANT (6364136223846793005) +
                G_GUINT64_CONSTANT (1442695040888963407);
  return (double) (self->state >> 11) / 9007199254740992.0;
}

static inline guint
test_random_below (TestRandom *self,
                   guint n)
{
  return (guint) (test_random_unit (self) * n);
}

static inline double
test_random_normal (TestRandom *self)
{
  double u = 1.0 - test_random_unit (self);
  double v = test_random_unit (self);

  return sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v);
}
