/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-kmeans.h"

#include <math.h>
#include <string.h>

#include "core/sy-sum.h"
#include "sy-rank.h"
#include "sy-ridge.h"

#define MAX_PASSES 200

/* Rows that are gone through with what changes on the way. */
typedef struct
{
  const double *x;
  gsize n;
  gsize n_columns;
  double *squared; /* of each row to its centre */
  guint32 seed;
  guint32 n_drawn;
} Rows;

void
sy_kmeans_free (SyKmeans *self)
{
  if (self == NULL)
    return;
  g_free (self->centres);
  g_free (self->sizes);
  g_free (self->clusters);
  g_free (self);
}

static double
get_squared (const double *a,
             const double *b,
             gsize n_columns)
{
  double sum = 0;

  for (gsize i = 0; i < n_columns; i++)
    sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

gsize
sy_kmeans_find_nearest (const double *centres,
                        gsize n_clusters,
                        gsize n_columns,
                        const double *row,
                        double *out_squared)
{
  double least = HUGE_VAL;
  gsize nearest = 0;

  for (gsize k = 0; k < n_clusters; k++)
    {
      double squared = get_squared (centres + k * n_columns, row, n_columns);

      if (squared < least)
        {
          least = squared;
          nearest = k;
        }
    }
  if (out_squared != NULL)
    *out_squared = least;
  return nearest;
}

/* A number from 0 to below 1. */
static double
draw (Rows *rows)
{
  return sy_cluster_draw (rows->n_drawn++, rows->seed);
}

static const double *
get_row (const Rows *rows,
         gsize row)
{
  return rows->x + row * rows->n_columns;
}

/* The first centre is any row, each next one a row drawn by its squared distance to those before.
 * FALSE when all rows are centres already. */
static gboolean
start (Rows *rows,
       SyKmeans *self)
{
  gsize first = MIN ((gsize) (draw (rows) * (double) rows->n), rows->n - 1);

  memcpy (self->centres, get_row (rows, first), rows->n_columns * sizeof (double));
  for (gsize i = 0; i < rows->n; i++)
    rows->squared[i] = get_squared (self->centres, get_row (rows, i), rows->n_columns);
  for (gsize k = 1; k < self->n_clusters; k++)
    {
      double *centre = self->centres + k * rows->n_columns;
      SySum sum = { 0 };
      double left;
      gsize chosen = rows->n;

      for (gsize i = 0; i < rows->n; i++)
        sy_sum_add (&sum, rows->squared[i]);
      left = draw (rows) * sy_sum_get (&sum);
      for (gsize i = 0; i < rows->n && (chosen == rows->n || left >= 0); i++)
        if (rows->squared[i] > 0)
          {
            chosen = i;
            left -= rows->squared[i];
          }
      if (chosen == rows->n)
        return FALSE;
      memcpy (centre, get_row (rows, chosen), rows->n_columns * sizeof (double));
      for (gsize i = 0; i < rows->n; i++)
        rows->squared[i] = MIN (rows->squared[i],
                                get_squared (centre, get_row (rows, i), rows->n_columns));
    }
  return TRUE;
}

/* Gives each row its nearest centre; whether one changed. */
static gboolean
assign (Rows *rows,
        SyKmeans *self)
{
  gboolean has_changed = FALSE;

  for (gsize i = 0; i < rows->n; i++)
    {
      guint8 nearest = (guint8) sy_kmeans_find_nearest (self->centres, self->n_clusters,
                                                        rows->n_columns, get_row (rows, i),
                                                        &rows->squared[i]);

      has_changed |= nearest != self->clusters[i];
      self->clusters[i] = nearest;
    }
  return has_changed;
}

static void
count_sizes (const Rows *rows,
             SyKmeans *self)
{
  memset (self->sizes, 0, self->n_clusters * sizeof *self->sizes);
  for (gsize i = 0; i < rows->n; i++)
    self->sizes[self->clusters[i]]++;
}

/* A cluster without rows takes the one that is farthest from its own, of a cluster that has others. There is one: there
 * are at least as many rows as clusters. */
static void
fill_empty (Rows *rows,
            SyKmeans *self)
{
  for (gsize k = 0; k < self->n_clusters; k++)
    {
      gsize farthest = rows->n;

      if (self->sizes[k] > 0)
        continue;
      for (gsize i = 0; i < rows->n; i++)
        if (self->sizes[self->clusters[i]] > 1 &&
            (farthest == rows->n || rows->squared[i] > rows->squared[farthest]))
          farthest = i;
      self->sizes[self->clusters[farthest]]--;
      self->clusters[farthest] = (guint8) k;
      self->sizes[k] = 1;
      rows->squared[farthest] = 0;
    }
}

static void
move_centres (const Rows *rows,
              SyKmeans *self)
{
  g_autofree SySum *sums = g_new0 (SySum, self->n_clusters * rows->n_columns);

  for (gsize i = 0; i < rows->n; i++)
    for (gsize j = 0; j < rows->n_columns; j++)
      sy_sum_add (&sums[self->clusters[i] * rows->n_columns + j], get_row (rows, i)[j]);
  for (gsize k = 0; k < self->n_clusters; k++)
    for (gsize j = 0; j < rows->n_columns; j++)
      self->centres[k * rows->n_columns + j] = sy_sum_get (&sums[k * rows->n_columns + j]) /
                                               (double) self->sizes[k];
}

static SyKmeans *
new_clusters (const Rows *rows,
              gsize n_clusters)
{
  SyKmeans *self = g_new0 (SyKmeans, 1);

  self->n_clusters = n_clusters;
  self->n_columns = rows->n_columns;
  self->centres = g_new0 (double, n_clusters * rows->n_columns);
  self->sizes = g_new0 (gsize, n_clusters);
  self->clusters = g_malloc0 (rows->n);
  return self;
}

/* One search from one start; NULL without an error when there are too few distinct rows. */
static SyKmeans *
search (Rows *rows,
        gsize n_clusters,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (SyKmeans) self = new_clusters (rows, n_clusters);
  SySum within = { 0 };

  if (!start (rows, self))
    return NULL;
  assign (rows, self);
  for (int pass = 0; pass < MAX_PASSES; pass++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      count_sizes (rows, self);
      fill_empty (rows, self);
      move_centres (rows, self);
      if (!assign (rows, self))
        break;
    }
  count_sizes (rows, self);
  for (gsize i = 0; i < rows->n; i++)
    sy_sum_add (&within, rows->squared[i]);
  self->within = sy_sum_get (&within);
  return g_steal_pointer (&self);
}

static double
get_total (const Rows *rows)
{
  g_autoptr (SyKmeans) one = new_clusters (rows, 1);
  SySum total = { 0 };

  count_sizes (rows, one);
  move_centres (rows, one);
  for (gsize i = 0; i < rows->n; i++)
    sy_sum_add (&total, get_squared (one->centres, get_row (rows, i), rows->n_columns));
  return sy_sum_get (&total);
}

SyKmeans *
sy_kmeans_run (const double *x,
               gsize n,
               gsize n_columns,
               gsize n_clusters,
               guint32 seed,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (SyKmeans) best = NULL;
  g_autofree double *squared = g_new (double, n + 1);
  Rows rows = { x, n, n_columns, squared, seed, 0 };

  g_return_val_if_fail (x != NULL || n == 0, NULL);
  g_return_val_if_fail (n_columns > 0, NULL);
  g_return_val_if_fail (n_clusters >= 1 && n_clusters <= SY_KMEANS_MAX_CLUSTERS, NULL);

  for (gsize i = 0; i < n * n_columns; i++)
    if (!isfinite (x[i]))
      {
        g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_NOT_FINITE,
                             "A value is not a finite number");
        return NULL;
      }
  for (int i = 0; i < SY_KMEANS_RESTARTS && n > 0; i++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (SyKmeans) found = search (&rows, n_clusters, cancellable, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (found == NULL)
        break;
      if (best == NULL || found->within < best->within)
        {
          sy_kmeans_free (best);
          best = g_steal_pointer (&found);
        }
    }
  if (best == NULL)
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY,
                           "There are fewer different rows than clusters");
      return NULL;
    }
  best->total = get_total (&rows);
  return g_steal_pointer (&best);
}

/* --- silhouette --- */

/* (b - a) / max (a, b) of a row among those that are drawn. */
static double
get_width (const SyKmeans *self,
           const double *x,
           const gsize *drawn,
           gsize n_drawn,
           gsize row)
{
  double sums[SY_KMEANS_MAX_CLUSTERS] = { 0 };
  gsize counts[SY_KMEANS_MAX_CLUSTERS] = { 0 };
  guint8 own = self->clusters[row];
  double a;
  double b = HUGE_VAL;

  for (gsize i = 0; i < n_drawn; i++)
    if (drawn[i] != row)
      {
        guint8 cluster = self->clusters[drawn[i]];

        sums[cluster] += sqrt (get_squared (x + drawn[i] * self->n_columns,
                                            x + row * self->n_columns, self->n_columns));
        counts[cluster]++;
      }
  for (gsize k = 0; k < self->n_clusters; k++)
    if (k != own && counts[k] > 0)
      b = MIN (b, sums[k] / (double) counts[k]);
  if (counts[own] == 0 || !isfinite (b))
    return 0;
  a = sums[own] / (double) counts[own];
  return MAX (a, b) > 0 ? (b - a) / MAX (a, b) : 0;
}

double
sy_kmeans_get_silhouette (const SyKmeans *self,
                          const double *x,
                          gsize n,
                          guint32 seed)
{
  g_autofree gsize *drawn = g_new (gsize, n + 1);
  double share = (double) SY_SILHOUETTE_ROWS / (double) MAX (n, 1);
  gsize n_drawn = 0;
  SySum sum = { 0 };

  g_return_val_if_fail (self != NULL && x != NULL, (double) NAN);

  if (self->n_clusters < 2)
    return (double) NAN;
  for (gsize i = 0; i < n; i++)
    if (sy_cluster_draw ((guint32) i, ~seed) < share)
      drawn[n_drawn++] = i;
  for (gsize i = 0; i < n_drawn; i++)
    sy_sum_add (&sum, get_width (self, x, drawn, n_drawn, drawn[i]));
  return n_drawn > 0 ? sy_sum_get (&sum) / (double) n_drawn : (double) NAN;
}
