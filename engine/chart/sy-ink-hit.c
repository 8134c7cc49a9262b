/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is under the pointer, and where labels find room. */
#include "config.h"

#include "sy-ink-private.h"

#include <math.h>

/* What can be dragged comes before what can only be read. */
static int
rank_of (SyChartHitKind kind)
{
  switch (kind)
    {
    case SY_CHART_HIT_THRESHOLD:
    case SY_CHART_HIT_HANDLE:
      return 2;
    case SY_CHART_HIT_NONE:
    case SY_CHART_HIT_PLOT:
      return 0;
    case SY_CHART_HIT_BAR:
    case SY_CHART_HIT_POINT:
    case SY_CHART_HIT_BAND:
    case SY_CHART_HIT_CELL:
    case SY_CHART_HIT_NOTE:
    default:
      return 1;
    }
}

static void
offer (SyInk *self,
       SyChartHitKind kind,
       guint index,
       guint series,
       SyRect rect,
       double distance)
{
  int rank = rank_of (kind);

  if (rank < self->best_rank || (rank == self->best_rank && distance > self->best_distance))
    return;
  self->best_rank = rank;
  self->best_distance = distance;
  self->hit = (SyChartHit){ .kind = kind,
                            .index = index,
                            .series = series,
                            .x = rect.x,
                            .y = rect.y,
                            .width = rect.width,
                            .height = rect.height };
}

void
sy_ink_mark (SyInk *self,
             SyChartHitKind kind,
             guint index,
             guint series,
             SyRect rect)
{
  double distance = 0.0;

  if (self->cr != NULL || self->probe_x < rect.x || self->probe_x > rect.x + rect.width ||
      self->probe_y < rect.y || self->probe_y > rect.y + rect.height)
    return;
  /* Two thresholds may overlap: the nearer one is meant. */
  if (rank_of (kind) == 2)
    distance = fabs (self->probe_x - rect.x - rect.width / 2.0);
  offer (self, kind, index, series, rect, distance);
}

void
sy_ink_mark_point (SyInk *self,
                   SyChartHitKind kind,
                   guint index,
                   guint series,
                   double x,
                   double y,
                   double radius,
                   double reach)
{
  double distance;

  if (self->cr != NULL || !isfinite (x) || !isfinite (y))
    return;
  distance = hypot (self->probe_x - x, self->probe_y - y);
  if (distance > reach)
    return;
  offer (self, kind, index, series, (SyRect){ x - radius, y - radius, radius * 2.0, radius * 2.0 },
         distance);
}

gboolean
sy_ink_spread (double *centres,
               const double *widths,
               gsize n,
               double lo,
               double hi,
               double gap)
{
  double right = lo;
  double left = hi;

  for (gsize i = 0; i < n; i++)
    {
      centres[i] = MAX (centres[i], right + widths[i] / 2.0);
      right = centres[i] + widths[i] / 2.0 + gap;
    }
  for (gsize i = n; i > 0; i--)
    {
      centres[i - 1] = MIN (centres[i - 1], left - widths[i - 1] / 2.0);
      left = centres[i - 1] - widths[i - 1] / 2.0 - gap;
    }
  return n == 0 || centres[0] - widths[0] / 2.0 >= lo - 0.5;
}
