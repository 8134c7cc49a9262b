/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-clusters.h"

#include <math.h>
#include <string.h>

#include "core/sy-sum.h"
#include "stats/sy-stats.h"
#include "sy-segment.h"

#define FRICTION "friction"

/* From so many standard deviations on a column stands out. */
#define OUTSTANDING 0.5

static const SyComponentLine component_lines[] = {
  SY_COMPONENT_LINE_RECENCY, SY_COMPONENT_LINE_FREQUENCY, SY_COMPONENT_LINE_DEPTH,
  SY_COMPONENT_LINE_VALUE
};

SyClusterSpec *
sy_cluster_spec_copy (const SyClusterSpec *self)
{
  SyClusterSpec *copy;

  if (self == NULL)
    return NULL;
  copy = g_new (SyClusterSpec, 1);
  *copy = *self;
  copy->columns = g_strdupv (self->columns);
  copy->means = g_memdup2 (self->means, self->n_columns * sizeof (double));
  copy->deviations = g_memdup2 (self->deviations, self->n_columns * sizeof (double));
  copy->centres = g_memdup2 (self->centres,
                             self->n_clusters * self->n_columns * sizeof (double));
  return copy;
}

void
sy_cluster_spec_free (SyClusterSpec *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->columns);
  g_free (self->means);
  g_free (self->deviations);
  g_free (self->centres);
  g_free (self);
}

/* --- points --- */

static gboolean
fill_group (const char *name,
            const SyModel *model,
            const SyScores *scores,
            const guint32 *people,
            gsize n_people,
            gsize n_columns,
            double *out,
            GError **error)
{
  for (guint i = 0; i < model->groups->len; i++)
    if (strcmp (sy_model_get_group (model, i)->name, name) == 0)
      {
        const double *points = sy_scores_get_group_points (scores, i);

        for (gsize k = 0; k < n_people; k++)
          out[k * n_columns] = points[people[k]];
        return TRUE;
      }
  g_set_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_BAND, "the model “%s” has no group “%s”",
               model->name, name);
  return FALSE;
}

static void
fill_component (const char *name,
                const SyComponents *components,
                gsize n_people,
                gsize n_columns,
                double *out)
{
  for (gsize k = 0; k < n_people; k++)
    if (strcmp (name, FRICTION) == 0)
      out[k * n_columns] = components[k].friction;
    else
      for (gsize i = 0; i < G_N_ELEMENTS (component_lines); i++)
        if (strcmp (name, sy_component_line_get_name (component_lines[i])) == 0)
          out[k * n_columns] = components[k].lines[component_lines[i]];
}

/* n_people x n_columns points, row-major; NULL on error. */
static double *
make_points (char *const *columns,
             gboolean by_groups,
             const SyModel *model,
             const SyScores *scores,
             const guint32 *people,
             gsize n_people,
             GError **error)
{
  gsize n_columns = g_strv_length ((char **) columns);
  g_autofree double *points = g_new0 (double, n_people *n_columns + 1);
  g_autofree SyComponents *components = NULL;

  if (!by_groups)
    {
      components = g_new (SyComponents, n_people + 1);
      sy_scores_get_components (scores, model, NULL, people, n_people, components);
    }
  for (gsize j = 0; j < n_columns; j++)
    if (!by_groups)
      fill_component (columns[j], components, n_people, n_columns, points + j);
    else if (!fill_group (columns[j], model, scores, people, n_people, n_columns, points + j,
                          error))
      return NULL;
  return g_steal_pointer (&points);
}

static void
standardise (const SyClusterSpec *spec,
             double *points,
             gsize n_people)
{
  for (gsize k = 0; k < n_people; k++)
    for (gsize j = 0; j < spec->n_columns; j++)
      {
        double *at = points + k * spec->n_columns + j;

        *at = (*at - spec->means[j]) / spec->deviations[j];
      }
}

gboolean
sy_cluster_spec_assign (const SyClusterSpec *self,
                        const SyModel *model,
                        const SyScores *scores,
                        const guint32 *people,
                        gsize n_people,
                        guint8 *out_clusters,
                        GError **error)
{
  g_autofree double *points = NULL;

  g_return_val_if_fail (self != NULL && model != NULL && scores != NULL, FALSE);

  points = make_points (self->columns, self->by_groups, model, scores, people, n_people, error);
  if (points == NULL)
    return FALSE;
  standardise (self, points, n_people);
  for (gsize k = 0; k < n_people; k++)
    out_clusters[k] = (guint8) sy_kmeans_find_nearest (self->centres, self->n_clusters,
                                                       self->n_columns,
                                                       points + k * self->n_columns, NULL);
  return TRUE;
}

/* --- which columns, and how they spread --- */

static char **
list_columns (const SyModel *model,
              gboolean by_groups)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; by_groups && i < model->groups->len; i++)
    g_ptr_array_add (names, g_strdup (sy_model_get_group (model, i)->name));
  for (gsize i = 0; !by_groups && i < G_N_ELEMENTS (component_lines); i++)
    g_ptr_array_add (names, g_strdup (sy_component_line_get_name (component_lines[i])));
  if (!by_groups)
    g_ptr_array_add (names, g_strdup (FRICTION));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static void
measure_column (const double *points,
                gsize n_people,
                gsize n_columns,
                double *out_mean,
                double *out_deviation)
{
  SySum sum = { 0 };
  SySum squares = { 0 };

  for (gsize k = 0; k < n_people; k++)
    sy_sum_add (&sum, points[k * n_columns]);
  *out_mean = sy_sum_get (&sum) / (double) n_people;
  for (gsize k = 0; k < n_people; k++)
    sy_sum_add (&squares, (points[k * n_columns] - *out_mean) * (points[k * n_columns] - *out_mean));
  *out_deviation = sqrt (sy_sum_get (&squares) / (double) n_people);
}

/* A spec without centres, of the columns that tell people apart; NULL when none does. */
static SyClusterSpec *
new_spec (const SyModel *model,
          const SyScores *scores,
          gboolean by_groups,
          const guint32 *people,
          gsize n_people,
          GError **error)
{
  g_auto (GStrv) names = list_columns (model, by_groups);
  gsize n_names = g_strv_length (names);
  g_autofree double *points = make_points (names, by_groups, model, scores, people, n_people, NULL);
  g_autoptr (SyClusterSpec) spec = g_new0 (SyClusterSpec, 1);

  spec->by_groups = by_groups;
  spec->columns = g_new0 (char *, n_names + 1);
  spec->means = g_new (double, n_names + 1);
  spec->deviations = g_new (double, n_names + 1);
  for (gsize j = 0; j < n_names && n_people > 0; j++)
    {
      gsize at = spec->n_columns;

      measure_column (points + j, n_people, n_names, &spec->means[at], &spec->deviations[at]);
      /* Rounding alone is no spread. */
      if (!(spec->deviations[at] > 1e-12 * fabs (spec->means[at])))
        continue;
      spec->columns[at] = g_strdup (names[j]);
      spec->n_columns++;
    }
  if (spec->n_columns == 0)
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY,
                           "Nothing tells people apart: there are no clusters");
      return NULL;
    }
  return g_steal_pointer (&spec);
}

/* --- clusters --- */

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

static char *
make_label (const SyClusterSpec *spec,
            const double *centre)
{
  GString *label = g_string_new (NULL);

  for (gsize j = 0; j < spec->n_columns; j++)
    {
      /* Friction takes points away: the fewer, the more of it there is. */
      gboolean is_turned = !spec->by_groups && g_str_equal (spec->columns[j], "friction");

      if (fabs (centre[j]) >= OUTSTANDING)
        g_string_append_printf (label, "%s%s %s", label->len > 0 ? ", " : "",
                                (centre[j] > 0) != is_turned ? "high" : "low", spec->columns[j]);
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
      cluster->label = make_label (spec, centre);
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
                           sy_kmeans_get_silhouette (kmeans, points, n, seed) };
}

SyClusters *
sy_clusters_find (const SyModel *model,
                  const SyScores *scores,
                  gboolean by_groups,
                  gsize n_clusters,
                  guint32 seed,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (SyClusters) self = NULL;
  g_autoptr (SyClusterSpec) spec = NULL;
  g_autoptr (SyKmeans) kmeans = NULL;
  g_autofree double *points = NULL;
  const guint32 *members;
  gsize n_members;

  g_return_val_if_fail (model != NULL && scores != NULL, NULL);
  g_return_val_if_fail (n_clusters >= 2 && n_clusters <= SY_KMEANS_MAX_CLUSTERS, NULL);

  members = sy_scores_get_members (scores, &n_members);
  spec = new_spec (model, scores, by_groups, members, n_members, error);
  if (spec == NULL)
    return NULL;
  points = make_points (spec->columns, by_groups, model, scores, members, n_members, error);
  if (points == NULL)
    return NULL;
  standardise (spec, points, n_members);
  kmeans = sy_kmeans_run (points, n_members, spec->n_columns, n_clusters, seed, cancellable, error);
  if (kmeans == NULL)
    return NULL;
  self = g_new0 (SyClusters, 1);
  self->spec = g_steal_pointer (&spec);
  self->n_people = n_members;
  self->people = g_memdup2 (members, n_members * sizeof *members);
  self->count = make_count (kmeans, points, n_members, seed);
  take_clusters (self, kmeans, scores);
  return g_steal_pointer (&self);
}

/* About so many of the members, the same for the same seed. */
static guint32 *
draw_members (const SyScores *scores,
              guint32 seed,
              gsize *out_n)
{
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  double share = (double) SY_CLUSTERS_TABLE_ROWS / (double) MAX (n_members, 1);
  guint32 *drawn = g_new (guint32, n_members + 1);
  gsize n = 0;

  for (gsize i = 0; i < n_members; i++)
    if (sy_cluster_draw (members[i], ~seed) < share)
      drawn[n++] = members[i];
  *out_n = n;
  return drawn;
}

gsize
sy_clusters_count (const SyModel *model,
                   const SyScores *scores,
                   gboolean by_groups,
                   guint32 seed,
                   SyClusterCount *out_counts,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SyClusterSpec) spec = NULL;
  g_autofree double *points = NULL;
  g_autofree guint32 *people = NULL;
  gsize n_people;
  gsize n = 0;

  g_return_val_if_fail (model != NULL && scores != NULL && out_counts != NULL, 0);

  people = draw_members (scores, seed, &n_people);
  spec = new_spec (model, scores, by_groups, people, n_people, error);
  if (spec == NULL)
    return 0;
  points = make_points (spec->columns, by_groups, model, scores, people, n_people, error);
  if (points == NULL)
    return 0;
  standardise (spec, points, n_people);
  for (gsize k = 2; k <= SY_KMEANS_MAX_CLUSTERS; k++)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (SyKmeans) kmeans = sy_kmeans_run (points, n_people, spec->n_columns, k, seed,
                                                   cancellable, &local_error);

      if (kmeans == NULL && (n == 0 || !g_error_matches (local_error, SY_STATS_ERROR,
                                                         SY_STATS_ERROR_EMPTY)))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return 0;
        }
      if (kmeans == NULL)
        break;
      out_counts[n++] = make_count (kmeans, points, n_people, seed);
    }
  return n;
}
