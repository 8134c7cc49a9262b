/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A refresh: rows are imported into a project that is open, and the scores are renewed; beside reading and
 * scoring all:
 *
 *   bench-refresh PROJECT FOLDER
 *
 * Works on a copy of the project in FOLDER. One person of a hundred gets a new event. Prints one JSON object; run by
 * tests/bench/run.
 */
#include "config.h"

#include <glib/gstdio.h>

#include "bench-project.h"

#define N_REFRESHES 5
#define STEP 100 /* people for each new event */

static void
fail (const GError *error)
{
  fprintf (stderr, "%s: %s\n", g_get_prgname (), error->message);
  exit (1);
}

static SyProject *
copy_project (const char *path,
              const char *copy)
{
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = g_file_new_for_path (copy);
  g_autoptr (GError) error = NULL;
  SyProject *project = NULL;

  if (g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error))
    project = sy_project_open (copy, SY_PROJECT_READ_WRITE, &error);
  if (project == NULL)
    fail (error);
  return project;
}

static gint64
import_rows (SyProject *project,
             SyEventLog *log,
             const char *path,
             guint number)
{
  g_autoptr (GString) csv = g_string_new ("person,time,type\n");
  g_autoptr (SyImportOptions) options = sy_import_options_new ();
  g_autoptr (SyImportPlan) plan = NULL;
  g_autoptr (SyImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = number; i < sy_event_log_get_n_people (log); i += STEP)
    g_string_append_printf (csv, "%s,2024-09-30T%02u:00:00Z,purchase\n",
                            sy_event_log_get_person_key (log, (guint32) i), number);
  if (!g_file_set_contents (path, csv->str, (gssize) csv->len, &error) ||
      (plan = sy_import_plan_new (project, path, options, NULL, &error)) == NULL ||
      (report = sy_project_import (project, plan, NULL, NULL, NULL, &error)) == NULL)
    fail (error);
  return report->accepted;
}

static SyScores *
score (SyScorer *scorer,
       const SyModel *model)
{
  g_autoptr (GError) error = NULL;
  SyScores *scores = sy_scorer_score (scorer, model, NULL, &error);

  if (scores == NULL)
    fail (error);
  return scores;
}

typedef struct
{
  double renew_ms;
  double rescore_ms;
  double load_ms;
  double score_ms;
  gint64 n_rows;
  gsize n_touched;
} Times;

/* The best of a few, both ways in turns. */
static void
refresh (SyProject *project,
         SyEventLog **log,
         SyScorer **scorer,
         const SyModel *model,
         const char *csv,
         guint number,
         Times *times)
{
  gint64 n_rows = import_rows (project, *log, csv, number);
  g_autoptr (SyEventRenewal) renewal = NULL;
  g_autoptr (SyEventLog) renewed = NULL;
  g_autoptr (SyEventLog) loaded = NULL;
  g_autoptr (SyScorer) next = NULL;
  g_autoptr (SyScorer) cold = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyScores) expected = NULL;
  g_autoptr (GError) error = NULL;
  gint64 as_of = sy_scorer_get_as_of (*scorer);
  gint64 start = g_get_monotonic_time ();

  loaded = sy_event_log_load (project, NULL, NULL, NULL, &error);
  if (loaded == NULL)
    fail (error);
  times->load_ms = MIN (times->load_ms, elapsed_ms (start));
  start = g_get_monotonic_time ();
  cold = sy_scorer_new (loaded, as_of);
  expected = score (cold, model);
  times->score_ms = MIN (times->score_ms, elapsed_ms (start));

  start = g_get_monotonic_time ();
  renewed = sy_event_log_renew (*log, project, NULL, NULL, NULL, &renewal, &error);
  if (renewed == NULL)
    fail (error);
  g_assert_nonnull (renewal);
  times->renew_ms = MIN (times->renew_ms, elapsed_ms (start));
  start = g_get_monotonic_time ();
  next = sy_scorer_renew (*scorer, renewal, as_of);
  scores = score (next, model);
  times->rescore_ms = MIN (times->rescore_ms, elapsed_ms (start));

  g_assert_cmpmem (sy_scores_get_score (scores), sy_scores_get_n_people (scores) * sizeof (double),
                   sy_scores_get_score (expected),
                   sy_scores_get_n_people (expected) * sizeof (double));
  times->n_rows = n_rows;
  times->n_touched = sy_event_renewal_get_n_touched (renewal);
  sy_event_log_unref (*log);
  *log = g_steal_pointer (&renewed);
  sy_scorer_unref (*scorer);
  *scorer = g_steal_pointer (&next);
}

int
main (int argc,
      char **argv)
{
  g_autofree char *copy = NULL;
  g_autofree char *csv = NULL;
  g_autoptr (SyProject) project = NULL;
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyModel) model = NULL;
  g_autoptr (GError) error = NULL;
  Times times = { HUGE_VAL, HUGE_VAL, HUGE_VAL, HUGE_VAL, 0, 0 };

  if (argc != 3)
    {
      fprintf (stderr, "usage: bench-refresh PROJECT FOLDER\n");
      return 2;
    }
  copy = g_build_filename (argv[2], "refresh.steelyard", NULL);
  csv = g_build_filename (argv[2], "refresh.csv", NULL);
  project = copy_project (argv[1], copy);
  log = sy_event_log_load (project, NULL, NULL, NULL, &error);
  if (log == NULL)
    fail (error);
  model = make_model (log);
  scorer = sy_scorer_new (log, get_as_of (log));
  scores = score (scorer, model);
  for (guint i = 0; i < N_REFRESHES; i++)
    refresh (project, &log, &scorer, model, csv, i, &times);
  printf ("{\"events\": %" G_GSIZE_FORMAT ", \"people\": %" G_GSIZE_FORMAT
          ", \"rows\": %" G_GINT64_FORMAT ", \"touched\": %" G_GSIZE_FORMAT
          ", \"renew_ms\": %.3f, \"rescore_ms\": %.3f, \"load_ms\": %.3f, \"score_ms\": %.3f}\n",
          sy_event_log_get_n_events (log), sy_event_log_get_n_people (log), times.n_rows,
          times.n_touched, times.renew_ms, times.rescore_ms, times.load_ms, times.score_ms);
  g_clear_pointer (&project, sy_project_unref);
  (void) g_unlink (copy);
  (void) g_unlink (csv);
  return 0;
}
