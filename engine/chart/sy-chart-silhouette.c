/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "sy-chart-clusters.h"
#include "sy-chart-private.h"
#include "sy-chart-text-private.h"

typedef struct
{
  SyChart parent;
  gsize n_points;
  const guint *clusters;
  const double *silhouette;
  const double *explained;
  gsize best;
  gsize chosen;
} Silhouette;

static void
draw_names (const Silhouette *self,
            SyInk *ink)
{
  gsize last = self->n_points - 1;
  SySideLabel labels[] = {
    { "silhouette", sy_chart_scale_map (&ink->y, self->silhouette[last]),
      sy_ink_readable (ink, ink->style->accent) },
    { "between", sy_chart_scale_map (&ink->y, self->explained[last]), ink->style->dim },
  };

  sy_ink_side_labels (ink, labels, G_N_ELEMENTS (labels));
}

static double
names_room (SyInk *ink)
{
  const SySideLabel labels[] = { { "silhouette", 0.0, { 0 } } };

  return sy_ink_side_room (ink, labels, 1);
}

/* The suggestion as a filled dot with its number, what is looked at as a ring with a line down. */
static void
draw_marks (const Silhouette *self,
            SyInk *ink,
            const double *across,
            const double *line)
{
  g_autofree char *text = g_strdup_printf ("%u", self->clusters[self->best]);
  double half = sy_ink_pill_width (ink, text) / 2.0;
  double row = ink->area.y + sy_ink_pill_height (ink) / 2.0;

  if (self->chosen < self->n_points && self->chosen != self->best)
    {
      sy_ink_rule_v (ink, across[self->chosen], line[self->chosen],
                     ink->plot.y + ink->plot.height, ink->style->text, SY_LINE_DASHED);
      sy_ink_dot (ink, across[self->chosen], line[self->chosen], 5.0 * ink->unit,
                  ink->style->background, ink->style->text, 1.5 * ink->unit);
    }
  sy_ink_rule_v (ink, across[self->best], row, line[self->best], ink->style->line, SY_LINE_SOLID);
  sy_ink_dot (ink, across[self->best], line[self->best], 4.5 * ink->unit, ink->style->accent,
              ink->style->accent, 0.0);
  sy_ink_pill (ink, text, CLAMP (across[self->best], half, ink->width - half), round (row));
}

static void
silhouette_paint (SyChart *chart,
                  SyInk *ink)
{
  Silhouette *self = (Silhouette *) chart;
  g_autofree double *at = g_new (double, self->n_points);
  g_autofree double *across = g_new (double, self->n_points);
  g_autofree double *line = g_new (double, self->n_points);
  g_autofree double *share = g_new (double, self->n_points);
  SyAxis x = { .label = "clusters", .at = at, .n_at = self->n_points };
  SyAxis y = { .lo = 0.0, .hi = 1.0 };

  for (gsize i = 0; i < self->n_points; i++)
    {
      at[i] = self->clusters[i];
      y.lo = MIN (y.lo, self->silhouette[i]);
    }
  x.lo = at[0] - 0.5;
  x.hi = at[self->n_points - 1] + 0.5;
  sy_ink_axes (ink, &x, &y, sy_ink_pill_height (ink) + 2.0 * ink->unit, names_room (ink));
  for (gsize i = 0; i < self->n_points; i++)
    {
      across[i] = sy_chart_scale_map (&ink->x, at[i]);
      line[i] = sy_chart_scale_map (&ink->y, self->silhouette[i]);
      share[i] = sy_chart_scale_map (&ink->y, self->explained[i]);
    }
  sy_ink_polyline (ink, across, share, self->n_points, ink->style->dim, 1.5, SY_LINE_DOTTED);
  sy_ink_polyline (ink, across, line, self->n_points, ink->style->accent, 2.0, SY_LINE_SOLID);
  for (gsize i = 0; i < self->n_points; i++)
    sy_ink_dot (ink, across[i], line[i], 2.5 * ink->unit, ink->style->accent, ink->style->accent,
                0.0);
  draw_marks (self, ink, across, line);
  draw_names (self, ink);
  for (gsize i = 0; i < self->n_points; i++)
    sy_ink_mark_point (ink, SY_CHART_HIT_POINT, (guint) i, 0, across[i], line[i], 4.0 * ink->unit,
                       ink->plot.height);
}

static char *
silhouette_tooltip (SyChart *chart,
                    const SyChartHit *hit,
                    const char *thousands)
{
  Silhouette *self = (Silhouette *) chart;
  gsize i = hit->index;
  g_autofree char *silhouette = sy_text_fixed (self->silhouette[i], 3, "");
  g_autofree char *explained = sy_text_percent (self->explained[i], 1);

  return g_strdup_printf ("%u clusters\nsilhouette %s%s\n%s of the spread between them",
                          self->clusters[i], silhouette, i == self->best ? ", the highest" : "",
                          explained);
}

static char *
silhouette_describe (SyChart *chart)
{
  Silhouette *self = (Silhouette *) chart;
  g_autofree char *best = sy_text_fixed (self->silhouette[self->best], 3, "");

  return g_strdup_printf ("of %u to %u clusters, %u have the highest silhouette, %s.",
                          self->clusters[0], self->clusters[self->n_points - 1],
                          self->clusters[self->best], best);
}

static SyChartTable *
silhouette_tabulate (SyChart *chart)
{
  Silhouette *self = (Silhouette *) chart;
  SyChartTable *table = sy_chart_table_new (self->n_points, "Clusters", 'n', "Silhouette", 'n',
                                            "Share between", 'n', NULL);

  for (gsize i = 0; i < self->n_points; i++)
    {
      sy_chart_table_set (table, i, 0, sy_text_count (self->clusters[i], ""));
      sy_chart_table_set (table, i, 1, sy_text_cell (self->silhouette[i]));
      sy_chart_table_set (table, i, 2, sy_text_cell (self->explained[i]));
    }
  return table;
}

static const SyChartClass silhouette_class = {
  sizeof (Silhouette),
  silhouette_paint,
  silhouette_tooltip,
  silhouette_describe,
  silhouette_tabulate,
};

SyChart *
sy_chart_silhouette_new (const SyChartSilhouetteInfo *info)
{
  Silhouette *self;
  SyChart *chart;

  g_return_val_if_fail (info != NULL, NULL);
  g_return_val_if_fail (info->n_points == 0 || info->best < info->n_points, NULL);

  self = sy_chart_alloc (&silhouette_class, info->title, info->subtitle);
  chart = (SyChart *) self;
  self->n_points = info->n_points;
  self->clusters = SY_CHART_KEEP (self, info->clusters, info->n_points);
  self->silhouette = SY_CHART_KEEP (self, info->silhouette, info->n_points);
  self->explained = SY_CHART_KEEP (self, info->explained, info->n_points);
  self->best = info->best;
  self->chosen = info->chosen;
  if (info->n_points == 0)
    chart->empty = "Nothing to show: no number of clusters was tried";
  for (gsize i = 0; i < info->n_points && chart->empty == NULL; i++)
    if (!isfinite (info->silhouette[i]) || !isfinite (info->explained[i]))
      chart->empty = "Nothing to show: a silhouette is not known";
  return chart;
}
