/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cluster-figures.h"

#include <glib/gi18n.h>

#include "sy-format.h"
#include "sy-scored-people.h"
#include "sy-segment-figures.h"

/* The search */

static void
clear_search (gpointer data)
{
  SyClusterSearch *self = data;

  sy_event_log_unref (self->log);
  sy_model_unref (self->model);
  sy_tuning_unref (self->tuning);
  g_clear_pointer (&self->points, sy_cluster_points_unref);
  g_clear_pointer (&self->past, sy_scores_unref);
}

/* Scoring the past and the clusters of the number suggested come after the numbers. */
#define STEPS_AFTER 2

typedef struct
{
  SyProgressFunc func;
  gpointer data;
} Progress;

static void
tell_count (gint64 done,
            gint64 total,
            gpointer data)
{
  const Progress *progress = data;

  progress->func (done, total + STEPS_AFTER, progress->data);
}

SyClusterSearch *
sy_cluster_search_new (SyEventLog *log,
                       SyModel *model,
                       SyTuning *tuning,
                       gboolean by_groups,
                       GCancellable *cancellable,
                       SyProgressFunc progress,
                       gpointer progress_data,
                       GError **error)
{
  g_autoptr (SyClusterSearch) self = g_atomic_rc_box_new0 (SyClusterSearch);
  Progress told = { progress, progress_data };

  self->log = sy_event_log_ref (log);
  self->model = sy_model_ref (model);
  self->tuning = sy_tuning_ref (tuning);
  self->by_groups = by_groups;
  self->points = sy_cluster_points_new (model, tuning->draft.scores, by_groups, error);
  if (self->points == NULL)
    return NULL;
  self->n_counts = sy_clusters_count (self->points, SY_CLUSTERS_SEED, self->counts, cancellable,
                                      progress != NULL ? tell_count : NULL, &told, error);
  if (self->n_counts == 0)
    return NULL;
  if (tuning->has_outcome)
    {
      self->past = sy_segment_score_past (log, model, tuning, cancellable, error);
      if (self->past == NULL)
        return NULL;
    }
  if (progress != NULL)
    progress (SY_KMEANS_MAX_CLUSTERS, SY_KMEANS_MAX_CLUSTERS - 1 + STEPS_AFTER, progress_data);
  self->suggested = sy_clusters_suggest (self->counts, self->n_counts);
  return g_steal_pointer (&self);
}

SyClusterSearch *
sy_cluster_search_ref (SyClusterSearch *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_cluster_search_unref (SyClusterSearch *self)
{
  g_atomic_rc_box_release_full (self, clear_search);
}

char *
sy_cluster_search_dup_stale (const SyClusterSearch *self,
                             SyEventLog *log,
                             SyModel *model,
                             gint64 as_of)
{
  if (self->log != log)
    return g_strdup (_ ("Found for earlier data"));
  if (self->tuning->as_of != as_of)
    return g_strdup (_ ("Found for another as-of date"));
  if (model == NULL || !sy_model_equal (self->model, model))
    return g_strdup (_ ("Found for an earlier draft"));
  return NULL;
}

SyTableSource *
sy_cluster_search_create_table (const SyClusterSearch *self)
{
  const SyTableColumn columns[] = {
    { _ ("Clusters"), TRUE, 7 },
    { _ ("Within"), TRUE, 8 },
    { _ ("Between"), TRUE, 7 },
    { _ ("Silhouette"), TRUE, 8 },
    { "", FALSE, 0 },
  };
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < self->n_counts; i++)
    {
      const SyClusterCount *count = &self->counts[i];

      g_ptr_array_add (cells, sy_format_count ((gint64) count->n_clusters));
      g_ptr_array_add (cells, sy_format_number (count->within, 1));
      g_ptr_array_add (cells, sy_format_percent (count->explained, 1));
      g_ptr_array_add (cells, sy_format_number (count->silhouette, 3));
      g_ptr_array_add (cells,
                       g_strdup (count->n_clusters == self->suggested ? _ ("suggested") : ""));
    }
  return sy_table_source_new_for_texts (columns, G_N_ELEMENTS (columns), cells);
}

/* The clusters */

static void
clear_figures (gpointer data)
{
  SyClusterFigures *self = data;

  sy_cluster_search_unref (self->search);
  g_clear_pointer (&self->clusters, sy_clusters_free);
  g_free (self->outcomes);
}

/* Who was in them then, by the centres found now. */
static gboolean
set_outcomes (SyClusterFigures *self,
              GCancellable *cancellable,
              GError **error)
{
  const SyClusterSearch *search = self->search;
  const SyClusterSpec *spec = self->clusters->spec;
  g_autoptr (SyOutcome) outcome = NULL;
  g_autofree guint8 *assigned = NULL;
  const guint32 *people;
  gsize n_people;

  if (search->past == NULL)
    return TRUE;
  people = sy_scores_get_members (search->past, &n_people);
  assigned = g_malloc (n_people + 1);
  if (!sy_cluster_spec_assign (spec, search->model, search->past, people, n_people, assigned,
                               error))
    return FALSE;
  outcome = sy_outcome_evaluate (search->log, &search->model->outcome,
                                 search->tuning->outcome_as_of, people, n_people, cancellable,
                                 error);
  if (outcome == NULL)
    return FALSE;
  self->outcomes = sy_cluster_outcomes_new (spec->n_clusters, people, assigned, n_people,
                                            outcome);
  return TRUE;
}

SyClusterFigures *
sy_cluster_figures_new (SyClusterSearch *search,
                        gsize n_clusters,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SyClusterFigures) self = g_atomic_rc_box_new0 (SyClusterFigures);

  self->search = sy_cluster_search_ref (search);
  self->clusters = sy_clusters_find (search->points, n_clusters, SY_CLUSTERS_SEED, cancellable,
                                     error);
  if (self->clusters == NULL || !set_outcomes (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

SyClusterFigures *
sy_cluster_figures_ref (SyClusterFigures *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_cluster_figures_unref (SyClusterFigures *self)
{
  g_atomic_rc_box_release_full (self, clear_figures);
}

static void
add_outcome (const SyClusterOutcome *outcome,
             GPtrArray *cells)
{
  g_autofree char *low = sy_format_number (100.0 * outcome->low, 1);
  g_autofree char *high = sy_format_percent (outcome->high, 1);

  g_ptr_array_add (cells, sy_format_percent (outcome->rate, 1));
  g_ptr_array_add (cells, outcome->n > 0 ? g_strdup_printf ("%s – %s", low, high)
                                         : g_strdup ("–"));
}

SyTableSource *
sy_cluster_figures_create_table (const SyClusterFigures *self)
{
  const SyClusterSpec *spec = self->clusters->spec;
  SyTableColumn columns[7];
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  guint n_columns = 0;

  columns[n_columns++] = (SyTableColumn){ _ ("Cluster"), TRUE, 6 };
  columns[n_columns++] = (SyTableColumn){ _ ("People"), TRUE, 7 };
  columns[n_columns++] = (SyTableColumn){ _ ("Share"), TRUE, 6 };
  columns[n_columns++] = (SyTableColumn){ _ ("Mean score"), TRUE, 8 };
  if (self->outcomes != NULL)
    {
      columns[n_columns++] = (SyTableColumn){ _ ("Outcome rate"), TRUE, 9 };
      columns[n_columns++] = (SyTableColumn){ _ ("95 % interval"), TRUE, 12 };
    }
  columns[n_columns++] = (SyTableColumn){ _ ("Stands out"), FALSE, 0 };
  for (gsize c = 0; c < spec->n_clusters; c++)
    {
      const SyCluster *cluster = &self->clusters->clusters[c];
      double share = (double) cluster->n / (double) self->clusters->n_people;
      char *label = g_strdup (cluster->label);

      if (!spec->by_groups)
        *label = g_ascii_toupper (*label);
      g_ptr_array_add (cells, sy_format_count ((gint64) c + 1));
      g_ptr_array_add (cells, sy_format_count ((gint64) cluster->n));
      g_ptr_array_add (cells, sy_format_percent (share, 1));
      g_ptr_array_add (cells, sy_format_score (self->search->model, cluster->mean_score));
      if (self->outcomes != NULL)
        add_outcome (&self->outcomes[c], cells);
      g_ptr_array_add (cells, label);
    }
  return sy_table_source_new_for_texts (columns, n_columns, cells);
}

SyTableSource *
sy_cluster_figures_create_people (const SyClusterFigures *self,
                                  gsize cluster)
{
  const SyClusters *clusters = self->clusters;
  guint32 *people = g_new (guint32, clusters->n_people + 1);
  gsize n_people = 0;

  for (gsize i = 0; i < clusters->n_people; i++)
    if (clusters->assigned[i] == cluster)
      people[n_people++] = clusters->people[i];
  return sy_scored_people_create_source (self->search->log, self->search->model,
                                         self->search->tuning->draft.scores, people, n_people,
                                         TRUE);
}

char *
sy_cluster_figures_dup_note (const SyClusterFigures *self)
{
  const SyClusterSearch *search = self->search;
  const char *const *left_out = sy_cluster_points_get_left_out (search->points);
  GString *note = g_string_new (NULL);

  if (self->outcomes == NULL)
    g_string_append (note, _ ("No outcome is known: the clusters have no rates."));
  else
    {
      g_autofree char *when = sy_format_as_of (sy_event_log_get_zone (search->log),
                                               search->tuning->outcome_as_of);
      g_autofree char *base = sy_format_percent (search->tuning->base_rate, 1);

      g_string_append_printf (
          note, _ ("Outcome rate: of the people who were nearest to the cluster on %s, those who then had the outcome; everyone %s."),
          when, base);
    }
  if (left_out[0] != NULL)
    {
      g_autofree char *names = g_strjoinv (", ", (char **) left_out);

      g_string_append_printf (note, _ (" Left out, the same for everyone: %s."), names);
    }
  return g_string_free (note, FALSE);
}
