/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-clusters-private.h"

#include <math.h>
#include <string.h>

#include "core/sy-sum.h"
#include "stats/sy-stats.h"
#include "sy-segment.h"

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
  g_set_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_BAND,
               "the model “%s” has no group “%s”", model->name, name);
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
    if (strcmp (name, SY_CLUSTERS_FRICTION) == 0)
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
    g_ptr_array_add (names, g_strdup (SY_CLUSTERS_FRICTION));
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
    {
      double from_mean = points[k * n_columns] - *out_mean;

      sy_sum_add (&squares, from_mean * from_mean);
    }
  *out_deviation = sqrt (sy_sum_get (&squares) / (double) n_people);
}

/* The columns of @names that tell people apart; the others are named in left_out. */
static void
choose_columns (SyClusterPoints *self,
                char *const *names,
                gsize n_names,
                gsize *out_kept)
{
  SyClusterSpec *spec = self->spec;
  g_autoptr (GPtrArray) left_out = g_ptr_array_new ();

  spec->columns = g_new0 (char *, n_names + 1);
  spec->means = g_new (double, n_names + 1);
  spec->deviations = g_new (double, n_names + 1);
  for (gsize j = 0; j < n_names; j++)
    {
      gsize at = spec->n_columns;

      measure_column (self->rows + j, self->n_people, n_names, &spec->means[at],
                      &spec->deviations[at]);
      /* Rounding alone is no spread. */
      if (spec->deviations[at] > 1e-12 * fabs (spec->means[at]))
        {
          spec->columns[at] = g_strdup (names[j]);
          out_kept[spec->n_columns++] = j;
        }
      else
        g_ptr_array_add (left_out, g_strdup (names[j]));
    }
  g_ptr_array_add (left_out, NULL);
  self->left_out = (char **) g_ptr_array_free (g_steal_pointer (&left_out), FALSE);
}

/* Leaves the columns kept, in standard deviations. No cell moves behind one that is still to be
 * read. */
static void
keep_columns (SyClusterPoints *self,
              gsize n_names,
              const gsize *kept)
{
  const SyClusterSpec *spec = self->spec;

  for (gsize k = 0; k < self->n_people; k++)
    for (gsize j = 0; j < spec->n_columns; j++)
      self->rows[k * spec->n_columns + j] = self->rows[k * n_names + kept[j]];
  standardise (spec, self->rows, self->n_people);
}

static void
clear_points (gpointer data)
{
  SyClusterPoints *self = data;

  sy_cluster_spec_free (self->spec);
  g_strfreev (self->left_out);
  g_free (self->rows);
  g_clear_pointer (&self->scores, sy_scores_unref);
}

SyClusterPoints *
sy_cluster_points_new (const SyModel *model,
                       SyScores *scores,
                       gboolean by_groups,
                       GError **error)
{
  g_autoptr (SyClusterPoints) self = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree gsize *kept = NULL;
  gsize n_names;

  g_return_val_if_fail (model != NULL && scores != NULL, NULL);

  names = list_columns (model, by_groups);
  n_names = g_strv_length (names);
  kept = g_new (gsize, n_names + 1);
  self = g_atomic_rc_box_new0 (SyClusterPoints);
  self->scores = sy_scores_ref (scores);
  self->people = sy_scores_get_members (scores, &self->n_people);
  self->spec = g_new0 (SyClusterSpec, 1);
  self->spec->by_groups = by_groups;
  self->rows = make_points (names, by_groups, model, scores, self->people, self->n_people, error);
  if (self->rows == NULL)
    return NULL;
  if (self->n_people > 0)
    choose_columns (self, names, n_names, kept);
  if (self->spec->n_columns == 0)
    {
      g_set_error_literal (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY,
                           "Nothing tells people apart: there are no clusters");
      return NULL;
    }
  keep_columns (self, n_names, kept);
  return g_steal_pointer (&self);
}

SyClusterPoints *
sy_cluster_points_ref (SyClusterPoints *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_cluster_points_unref (SyClusterPoints *self)
{
  g_atomic_rc_box_release_full (self, clear_points);
}

const char *const *
sy_cluster_points_get_left_out (const SyClusterPoints *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->left_out;
}
