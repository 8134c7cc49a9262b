/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-backtest.h"

#include <math.h>

gboolean
sy_backtest_get_gap (const SyBacktest *self,
                     SyTuningGap *out_gap)
{
  double nan = (double) NAN;
  const SyFigures *tuned = self->tuned.figures;
  const SyFigures *unseen = self->unseen.figures;
  double se;

  *out_gap = (SyTuningGap){ nan, nan, nan, nan, nan };
  if (tuned == NULL || unseen == NULL || isnan (tuned->auc.value) || isnan (unseen->auc.value))
    return FALSE;
  out_gap->difference = unseen->auc.value - tuned->auc.value;
  se = sqrt (tuned->auc.variance + unseen->auc.variance);
  out_gap->low = out_gap->difference - SY_Z95 * se;
  out_gap->high = out_gap->difference + SY_Z95 * se;
  if (se > 0)
    {
      out_gap->z = out_gap->difference / se;
      out_gap->p = sy_normal_p (out_gap->z);
    }
  return TRUE;
}
