/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-from.h"

SyChart *
sy_chart_silhouette_from_counts (const SyClusterCount *counts,
                                 gsize n_counts,
                                 gsize n_clusters)
{
  guint clusters[SY_KMEANS_MAX_CLUSTERS];
  double silhouette[SY_KMEANS_MAX_CLUSTERS];
  double explained[SY_KMEANS_MAX_CLUSTERS];
  SyChartSilhouetteInfo info = { .title = "How many clusters",
                                 .n_points = n_counts,
                                 .clusters = clusters,
                                 .silhouette = silhouette,
                                 .explained = explained,
                                 .chosen = n_counts };

  g_return_val_if_fail (n_counts <= SY_KMEANS_MAX_CLUSTERS, NULL);

  for (gsize i = 0; i < n_counts; i++)
    {
      clusters[i] = (guint) counts[i].n_clusters;
      silhouette[i] = counts[i].silhouette;
      explained[i] = counts[i].explained;
      if (counts[i].n_clusters == sy_clusters_suggest (counts, n_counts))
        info.best = i;
      if (counts[i].n_clusters == n_clusters)
        info.chosen = i;
    }
  return sy_chart_silhouette_new (&info);
}

SyChart *
sy_chart_profile_from_clusters (const SyClusters *clusters)
{
  const SyClusterSpec *spec;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rows = NULL;
  g_auto (GStrv) columns = NULL;
  g_autofree double *points = NULL;
  g_autofree double *deviations = NULL;
  gboolean has_friction = FALSE;
  SyChartProfileInfo info = { .title = "What sets them apart" };

  g_return_val_if_fail (clusters != NULL, NULL);

  spec = clusters->spec;
  points = g_new (double, spec->n_clusters * spec->n_columns);
  deviations = g_new (double, spec->n_clusters * spec->n_columns);
  for (gsize c = 0; c < spec->n_clusters; c++)
    {
      g_autofree char *name = g_strdup_printf ("Cluster %" G_GSIZE_FORMAT, c + 1);

      g_strv_builder_add (builder, name);
      for (gsize j = 0; j < spec->n_columns; j++)
        {
          gsize cell = c * spec->n_columns + j;

          points[cell] = clusters->clusters[c].means[j];
          deviations[cell] = sy_cluster_spec_get_deviation (spec, c, j);
          has_friction |= deviations[cell] != spec->centres[cell];
        }
    }
  rows = g_strv_builder_end (builder);
  columns = g_strdupv (spec->columns);
  for (gsize j = 0; !spec->by_groups && j < spec->n_columns; j++)
    *columns[j] = g_ascii_toupper (*columns[j]);
  info.subtitle = has_friction ? "means, in standard deviations from everyone and in points; "
                                 "friction is high where it takes most points"
                               : "means, in standard deviations from everyone and in points";
  info.n_rows = spec->n_clusters;
  info.rows = (const char *const *) rows;
  info.n_columns = spec->n_columns;
  info.columns = (const char *const *) columns;
  info.deviations = deviations;
  info.points = points;
  return sy_chart_profile_new (&info);
}
