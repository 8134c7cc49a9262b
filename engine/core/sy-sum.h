/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SySum:
 * @sum: the running sum as plain addition gives it
 * @carry: what rounding has lost so far
 *
 * A compensated sum. Start from `{ 0 }`. Its error does not grow with the number
 * of terms, so that the order of the terms rarely shows in the result.
 * Source: Neumaier, ZAMM 54 (1974) 39–51; the error of an addition, without a branch, after
 * Knuth, The Art of Computer Programming 2, 4.2.2, theorem B.
 */
typedef struct
{
  double sum;
  double carry;
} SySum;

/**
 * sy_sum_add:
 * @self: a sum
 * @value: a finite number
 *
 * Adds @value.
 */
static inline void
sy_sum_add (SySum *self,
            double value)
{
  double total = self->sum + value;
  double part = total - self->sum;

  self->carry += (self->sum - (total - part)) + (value - part);
  self->sum = total;
}

/**
 * sy_sum_get:
 * @self: a sum
 *
 * Returns: the sum of all values added so far; 0 when there are none
 */
static inline double
sy_sum_get (const SySum *self)
{
  return self->sum + self->carry;
}

G_END_DECLS
