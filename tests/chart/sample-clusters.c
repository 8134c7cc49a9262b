/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sample-charts-private.h"

SyChart *
make_silhouette (void)
{
  static const guint clusters[] = { 2, 3, 4, 5, 6, 7 };
  static const double silhouette[] = { 0.31, 0.42, 0.47, 0.40, 0.36, 0.33 };
  static const double explained[] = { 0.34, 0.52, 0.66, 0.71, 0.75, 0.78 };
  const SyChartSilhouetteInfo info = { .title = "How many clusters",
                                       .n_points = 6,
                                       .clusters = clusters,
                                       .silhouette = silhouette,
                                       .explained = explained,
                                       .best = 2,
                                       .chosen = 4 };

  return sy_chart_silhouette_new (&info);
}

/* Two numbers only, of clusters that run into each other. */
SyChart *
make_negative_silhouette (void)
{
  static const guint clusters[] = { 2, 3 };
  static const double silhouette[] = { -0.05, -0.2 };
  static const double explained[] = { 0.1, 0.2 };
  const SyChartSilhouetteInfo info = { .n_points = 2,
                                       .clusters = clusters,
                                       .silhouette = silhouette,
                                       .explained = explained,
                                       .best = 0,
                                       .chosen = 2 };

  return sy_chart_silhouette_new (&info);
}

SyChart *
make_profile (void)
{
  static const char *const rows[] = { "Cluster 1", "Cluster 2", "Cluster 3" };
  static const char *const columns[] = { "Recency", "Value" };
  static const double deviations[] = { 1.31, 2.4, 0.2, -0.1, -0.9, -0.6 };
  static const double points[] = { 31.25, 1240.5, 18, 210, 2, 80 };
  const SyChartProfileInfo info = { .title = "What sets them apart",
                                    .subtitle = "standard deviations from everyone, and points",
                                    .n_rows = 3,
                                    .rows = rows,
                                    .n_columns = 2,
                                    .columns = columns,
                                    .deviations = deviations,
                                    .points = points };

  return sy_chart_profile_new (&info);
}

/* So many that neither a name nor a number has room everywhere. */
SyChart *
make_narrow_profile (void)
{
  static const char *rows[12], *columns[30];
  static double deviations[360], points[360];
  const SyChartProfileInfo info = { .n_rows = 12,
                                    .rows = rows,
                                    .n_columns = 30,
                                    .columns = columns,
                                    .deviations = deviations,
                                    .points = points };

  for (gsize i = 0; i < 360; i++)
    {
      deviations[i] = (double) (i % 17) / 4.0 - 2.0;
      points[i] = (double) i * 1000.0;
    }
  for (gsize i = 0; i < 30; i++)
    columns[i] = "Visits and downloads";
  for (gsize i = 0; i < 12; i++)
    rows[i] = "Cluster";
  return sy_chart_profile_new (&info);
}
