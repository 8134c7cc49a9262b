/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cluster-run.h"

typedef struct
{
  SyEventLog *log;
  SyModel *model;
  SyTuning *tuning;
  gboolean by_groups;
} SearchInput;

static void
search_input_free (SearchInput *input)
{
  sy_event_log_unref (input->log);
  sy_model_unref (input->model);
  sy_tuning_unref (input->tuning);
  g_free (input);
}

static gpointer
search (SyJob *job,
        gpointer data,
        GCancellable *cancellable,
        GError **error)
{
  const SearchInput *input = data;
  g_autoptr (SyClusterSearch) found = sy_cluster_search_new (
      input->log, input->model, input->tuning, input->by_groups, cancellable, sy_job_progress, job,
      error);

  return found == NULL ? NULL
                       : sy_cluster_figures_new (found, found->suggested, cancellable, error);
}

void
sy_cluster_run_search (SyJob *job,
                       SySession *session,
                       gboolean by_groups,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  SearchInput *input;

  g_return_if_fail (sy_session_get_tuning (session) != NULL);

  input = g_new0 (SearchInput, 1);
  input->log = sy_event_log_ref (sy_session_get_log (session));
  input->model = sy_model_ref (sy_session_get_tuned_draft (session));
  input->tuning = sy_tuning_ref (sy_session_get_tuning (session));
  input->by_groups = by_groups;
  sy_job_run_async (job, NULL, search, input, (GDestroyNotify) search_input_free,
                    (GDestroyNotify) sy_cluster_figures_unref, callback, user_data);
}

typedef struct
{
  SyClusterSearch *search;
  gsize n_clusters;
} NumberInput;

static void
number_input_free (NumberInput *input)
{
  sy_cluster_search_unref (input->search);
  g_free (input);
}

static gpointer
find_number (SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const NumberInput *input = data;

  return sy_cluster_figures_new (input->search, input->n_clusters, cancellable, error);
}

void
sy_cluster_run_number (SyJob *job,
                       SyClusterSearch *search,
                       gsize n_clusters,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  NumberInput *input = g_new0 (NumberInput, 1);

  input->search = sy_cluster_search_ref (search);
  input->n_clusters = n_clusters;
  sy_job_run_async (job, NULL, find_number, input, (GDestroyNotify) number_input_free,
                    (GDestroyNotify) sy_cluster_figures_unref, callback, user_data);
}
