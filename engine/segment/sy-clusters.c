/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-clusters-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-sum.h"
#include "stats/sy-stats.h"

/* From so many standard deviations on a column stands out. */
#define OUTSTANDING 0.5

void
sy_clusters_free (SyClusters *self)
{
  if (self == NULL)
    return;
  for (gsize c = 0; self->clusters != NULL && c < self->spec->n_clusters; c++)
    {
      g_free (self->clusters[c].means);
      g_free (self->clusters[c].label);
    }
  g_free (self->clusters);
  sy_cluster_spec_free (self->spec);
  g_free (self->people);
  g_free (self->assigned);
  g_free (self);
}

double
sy_cluster_spec_get_deviation (const SyClusterSpec *self,
                               gsize cluster,
                               gsize column)
{
  double deviation;

  g_return_val_if_fail (self != NULL && cluster < self->n_clusters, 0);
  g_return_val_if_fail (column < self->n_columns, 0);

  deviation = self->centres[cluster * self->n_columns + column];
  /* The fewer points, the more of it there is. */
  return !self->by_groups && strcmp (self->columns[column], SY_CLUSTERS_FRICTION) == 0 ? -deviation
                                                                                       : deviation;
}

static char *
make_label (const SyClusterSpec *spec,
            gsize cluster)
{
  GString *label = g_string_new (NULL);

  for (gsize j = 0; j < spec->n_columns; j++)
    {
      double deviation = sy_cluster_spec_get_deviation (spec, cluster, j);

      if (fabs (deviation) >= OUTSTANDING)
        g_string_append_printf (label, "%s%s %s", label->len > 0 ? ", " : "",
                                deviation > 0 ? "high" : "low", spec->columns[j]);
    }
  if (label->len == 0)
    g_string_append (label, "average");
  return g_string_free (label, FALSE);
}

/* The order in which clusters are told: by their mean scores, highest first. */
static void
order_clusters (const SyKmeans *kmeans,
                const double *mean_scores,
                gsize *out_order)
{
  for (gsize c = 0; c < kmeans->n_clusters; c++)
    {
      gsize place = c;

      while (place > 0 && mean_scores[out_order[place - 1]] < mean_scores[c])
        {
          out_order[place] = out_order[place - 1];
          place--;
        }
      out_order[place] = c;
    }
}

static void
take_clusters (SyClusters *self,
               const SyKmeans *kmeans,
               const SyScores *scores)
{
  SyClusterSpec *spec = self->spec;
  double mean_scores[SY_KMEANS_MAX_CLUSTERS];
  gsize order[SY_KMEANS_MAX_CLUSTERS];
  guint8 places[SY_KMEANS_MAX_CLUSTERS];
  SySum sums[SY_KMEANS_MAX_CLUSTERS] = { { 0 } };

  for (gsize k = 0; k < self->n_people; k++)
    sy_sum_add (&sums[kmeans->clusters[k]], sy_scores_get_score (scores)[self->people[k]]);
  for (gsize c = 0; c < kmeans->n_clusters; c++)
    mean_scores[c] = sy_sum_get (&sums[c]) / (double) kmeans->sizes[c];
  order_clusters (kmeans, mean_scores, order);
  spec->n_clusters = kmeans->n_clusters;
  spec->centres = g_new (double, spec->n_clusters * spec->n_columns);
  self->clusters = g_new0 (SyCluster, spec->n_clusters);
  for (gsize c = 0; c < spec->n_clusters; c++)
    {
      double *centre = spec->centres + c * spec->n_columns;
      SyCluster *cluster = &self->clusters[c];

      places[order[c]] = (guint8) c;
      memcpy (centre, kmeans->centres + order[c] * spec->n_columns,
              spec->n_columns * sizeof (double));
      cluster->n = kmeans->sizes[order[c]];
      cluster->mean_score = mean_scores[order[c]];
      cluster->label = make_label (spec, c);
      cluster->means = g_new (double, spec->n_columns);
      for (gsize j = 0; j < spec->n_columns; j++)
        cluster->means[j] = spec->means[j] + centre[j] * spec->deviations[j];
    }
  self->assigned = g_malloc (self->n_people + 1);
  for (gsize k = 0; k < self->n_people; k++)
    self->assigned[k] = places[kmeans->clusters[k]];
}

static SyClusterCount
make_count (const SyKmeans *kmeans,
            const double *points,
            gsize n,
            guint32 seed)
{
  return (SyClusterCount){ kmeans->n_clusters, kmeans->within,
                           1 - kmeans->within / kmeans->total,
                           sy_kmeans_get_silhouette (kmeans, points, n, seed), n };
}

SyClusters *
sy_clusters_find (SyClusterPoints *points,
                  gsize n_clusters,
                  guint32 seed,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (SyKmeans) kmeans = NULL;
  SyClusters *self;

  g_return_val_if_fail (points != NULL, NULL);
  g_return_val_if_fail (n_clusters >= 2 && n_clusters <= SY_KMEANS_MAX_CLUSTERS, NULL);

  kmeans = sy_kmeans_run (points->rows, points->n_people, points->spec->n_columns, n_clusters, seed,
                          cancellable, error);
  if (kmeans == NULL)
    return NULL;
  self = g_new0 (SyClusters, 1);
  self->spec = sy_cluster_spec_copy (points->spec);
  self->n_people = points->n_people;
  self->people = g_memdup2 (points->people, points->n_people * sizeof *points->people);
  self->count = make_count (kmeans, points->rows, points->n_people, seed);
  take_clusters (self, kmeans, points->scores);
  return self;
}

/* The rows of about so many people, the same for the same seed. */
static double *
draw_rows (const SyClusterPoints *points,
           guint32 seed,
           gsize *out_n)
{
  gsize n_columns = points->spec->n_columns;
  double share = (double) SY_CLUSTERS_TABLE_ROWS / (double) MAX (points->n_people, 1);
  double *drawn = g_new (double, points->n_people *n_columns + 1);
  gsize n = 0;

  for (gsize i = 0; i < points->n_people; i++)
    if (sy_cluster_draw (points->people[i], ~seed) < share)
      memcpy (drawn + n++ * n_columns, points->rows + i * n_columns, n_columns * sizeof *drawn);
  *out_n = n;
  return drawn;
}

/* How many different rows there are, counted up to @limit. */
static gsize
count_different (const double *rows,
                 gsize n,
                 gsize n_columns,
                 gsize limit)
{
  g_autofree gsize *seen = g_new (gsize, limit);
  gsize n_seen = 0;

  for (gsize i = 0; i < n && n_seen < limit; i++)
    {
      gsize at = 0;

      while (at < n_seen && memcmp (rows + seen[at] * n_columns, rows + i * n_columns,
                                    n_columns * sizeof *rows) != 0)
        at++;
      if (at == n_seen)
        seen[n_seen++] = i;
    }
  return n_seen;
}

/* The rows that numbers of clusters are tried on: a draw of many, or all when what tells people
 * apart is so rare that too few of the draw differ. */
static const double *
choose_rows (const SyClusterPoints *points,
             guint32 seed,
             double **out_drawn,
             gsize *out_n)
{
  gsize n_columns = points->spec->n_columns;

  *out_n = points->n_people;
  if (points->n_people <= SY_CLUSTERS_TABLE_ROWS)
    return points->rows;
  *out_drawn = draw_rows (points, seed, out_n);
  if (count_different (*out_drawn, *out_n, n_columns, SY_KMEANS_MAX_CLUSTERS) >=
      count_different (points->rows, points->n_people, n_columns, SY_KMEANS_MAX_CLUSTERS))
    return *out_drawn;
  *out_n = points->n_people;
  return points->rows;
}

gsize
sy_clusters_count (SyClusterPoints *points,
                   guint32 seed,
                   SyClusterCount *out_counts,
                   GCancellable *cancellable,
                   SyProgressFunc progress,
                   gpointer progress_data,
                   GError **error)
{
  g_autofree double *drawn = NULL;
  const double *rows;
  gsize n_rows;
  gsize n = 0;

  g_return_val_if_fail (points != NULL && out_counts != NULL, 0);

  rows = choose_rows (points, seed, &drawn, &n_rows);
  for (gsize k = 2; k <= SY_KMEANS_MAX_CLUSTERS; k++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (SyKmeans) kmeans = sy_kmeans_run (rows, n_rows, points->spec->n_columns, k, seed,
                                                   cancellable, &local_error);

      if (kmeans == NULL && (n == 0 || !g_error_matches (local_error, SY_STATS_ERROR,
                                                         SY_STATS_ERROR_EMPTY)))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return 0;
        }
      if (kmeans == NULL)
        break;
      out_counts[n++] = make_count (kmeans, rows, n_rows, seed);
      if (progress != NULL)
        progress ((gint64) k - 1, SY_KMEANS_MAX_CLUSTERS - 1, progress_data);
    }
  return n;
}

gsize
sy_clusters_suggest (const SyClusterCount *counts,
                     gsize n_counts)
{
  gsize best = 0;

  g_return_val_if_fail (counts != NULL || n_counts == 0, 0);

  for (gsize i = 1; i < n_counts; i++)
    if (counts[i].silhouette > counts[best].silhouette)
      best = i;
  return n_counts > 0 ? counts[best].n_clusters : 0;
}
