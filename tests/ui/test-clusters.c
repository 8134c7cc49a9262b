/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clusters with what became of their people, without the view. */
#include "config.h"

#include <sy-chart.h>

#include "project-fixture.h"
#include "sy-cluster-figures.h"
#include "sy-scored-people.h"
#include "sy-segment-figures.h"

#include <math.h>
#include <string.h>

#define DAY(year, month, day) ((gint64) sy_day_from_civil (year, month, day) * SY_DAY_SECONDS)

static SyTuning *
tune (SyEventLog *log,
      const SyModel *model,
      gint64 as_of)
{
  g_autoptr (SyTuner) tuner = sy_tuner_new (log, as_of);
  g_autoptr (GError) error = NULL;
  SyTuning *tuning = sy_tuner_evaluate (tuner, model, NULL, NULL, &error);

  g_assert_no_error (error);
  return tuning;
}

static void
count_progress (gint64 done,
                gint64 total,
                gpointer data)
{
  /* The clusters of the number suggested are still to be found. */
  g_assert_cmpint (done, <, total);
  ++*(guint *) data;
}

static SyClusterSearch *
search (SyModel *model,
        gint64 as_of,
        gboolean by_groups,
        GError **error)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyTuning) tuning = tune (log, model, as_of);
  guint n_told = 0;
  SyClusterSearch *self = sy_cluster_search_new (log, model, tuning, by_groups, NULL,
                                                 count_progress, &n_told, error);

  if (self != NULL)
    g_assert_cmpuint (n_told, ==, self->n_counts + 1);
  return self;
}

/* One suggestion, of the highest silhouette, and it is marked. */
static void
test_search (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyClusterSearch) found = search (model, DAY (2025, 1, 1), FALSE, &error);
  g_autoptr (SyTableSource) table = NULL;
  double highest = -1;
  guint n_marked = 0;

  g_assert_no_error (error);
  table = sy_cluster_search_create_table (found);
  g_assert_cmpuint (sy_table_source_get_n_rows (table), ==, found->n_counts);
  project_fixture_assert_cell (table, 0, 0, "2");
  for (gsize i = 0; i < found->n_counts; i++)
    {
      g_autofree char *mark = sy_table_source_get_text (table, (guint) i, 4);
      g_autofree char *text = g_strdup_printf ("%.3f", found->counts[i].silhouette);

      highest = MAX (highest, found->counts[i].silhouette);
      project_fixture_assert_cell (table, (guint) i, 3, text);
      n_marked += *mark != '\0';
      g_assert_cmpint (*mark != '\0', ==, found->counts[i].n_clusters == found->suggested);
    }
  g_assert_cmpuint (n_marked, ==, 1);
  g_assert_cmpfloat (found->counts[found->suggested - 2].silhouette, ==, highest);
}

/* What the same cluster kept as a segment says of itself on the page. */
static void
test_as_segments (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyClusterSearch) found = search (model, DAY (2025, 1, 1), FALSE, &error);
  g_autoptr (SyClusterFigures) figures = NULL;
  g_autoptr (SyTableSource) table = NULL;

  g_assert_no_error (error);
  /* The outcome needs 60 days: it is that of an earlier date. */
  g_assert_cmpint (found->tuning->outcome_as_of, <, DAY (2024, 11, 3));
  figures = sy_cluster_figures_new (found, 3, NULL, &error);
  g_assert_no_error (error);
  table = sy_cluster_figures_create_table (figures);
  g_assert_cmpuint (sy_table_source_get_n_rows (table), ==, 3);
  for (guint c = 0; c < 3; c++)
    {
      g_autoptr (SySegment) segment = sy_segment_new ();
      g_autoptr (SySegmentFigures) expected = NULL;
      g_autoptr (SyTableSource) people = sy_cluster_figures_create_people (figures, c);
      g_autofree char *n = NULL;

      segment->clusters = sy_cluster_spec_copy (figures->clusters->spec);
      segment->cluster = c;
      expected = sy_segment_figures_new (segment, found->log, model, found->tuning, found->past,
                                         NULL, &error);
      g_assert_no_error (error);
      n = g_strdup_printf ("%u", (guint) expected->n_people);
      g_assert_cmpuint (sy_table_source_get_n_rows (people), ==, expected->n_people);
      project_fixture_assert_cell (table, c, 1, n);
      g_assert_cmpfloat_with_epsilon (figures->clusters->clusters[c].mean_score,
                                      expected->mean_score, 1e-9);
      g_assert_cmpuint (figures->outcomes[c].n, ==, expected->inside.n);
      g_assert_cmpuint (figures->outcomes[c].positives, ==, expected->inside.n_positive);
      g_assert_cmpfloat (figures->outcomes[c].low, ==, expected->inside.interval.low);
      for (guint i = 0; i < expected->n_people; i++)
        g_assert_cmpuint (sy_scored_people_get_person (people, i), ==, expected->people[i]);
    }
}

/* When the outcome is known the people are those of the date itself, as on the command line. */
static void
test_known_outcome (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyClusterSearch) found = search (model, DAY (2024, 8, 1), FALSE, &error);
  g_autoptr (SyClusterFigures) figures = NULL;
  g_autoptr (SyOutcome) outcome = NULL;
  g_autofree SyClusterOutcome *expected = NULL;
  g_autofree char *note = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (found->tuning->outcome_as_of, ==, DAY (2024, 8, 1));
  figures = sy_cluster_figures_new (found, 2, NULL, &error);
  g_assert_no_error (error);
  outcome = sy_outcome_evaluate (found->log, &model->outcome, DAY (2024, 8, 1),
                                 figures->clusters->people, figures->clusters->n_people, NULL,
                                 &error);
  g_assert_no_error (error);
  expected = sy_cluster_outcomes_new (2, figures->clusters->people, figures->clusters->assigned,
                                      figures->clusters->n_people, outcome);
  for (gsize c = 0; c < 2; c++)
    g_assert_cmpfloat (figures->outcomes[c].rate, ==, expected[c].rate);
  note = sy_cluster_figures_dup_note (figures);
  g_assert_nonnull (strstr (note, "31 Jul 2024"));
  /* No rule of the model gives points for them. */
  g_assert_nonnull (strstr (note, "Left out, the same for everyone: recency"));
}

static void
test_no_outcome (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyClusterSearch) found = NULL;
  g_autoptr (SyClusterFigures) figures = NULL;
  g_autoptr (SyTableSource) table = NULL;
  g_autofree char *note = NULL;

  model->outcome.kind = SY_OUTCOME_NONE;
  found = search (model, DAY (2025, 1, 1), TRUE, &error);
  g_assert_no_error (error);
  g_assert_null (found->past);
  figures = sy_cluster_figures_new (found, 2, NULL, &error);
  g_assert_no_error (error);
  table = sy_cluster_figures_create_table (figures);
  g_assert_cmpuint (sy_table_source_get_n_columns (table), ==, 5);
  project_fixture_assert_cell (table, 0, 4, "high All");
  note = sy_cluster_figures_dup_note (figures);
  g_assert_cmpstr (note, ==, "No outcome is known: the clusters have no rates.");
}

/* The chart says of friction what the words do: above the mean where it takes most. */
static void
test_friction (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyClusterSearch) found = NULL;
  g_autoptr (SyClusterFigures) figures = NULL;
  g_autoptr (SyChart) chart = NULL;
  g_autoptr (SyChartTable) table = NULL;
  guint n_friction = 0;

  sy_model_find_rule (model, "visit", NULL, NULL)->weight = -1;
  found = search (model, DAY (2025, 1, 1), FALSE, &error);
  g_assert_no_error (error);
  figures = sy_cluster_figures_new (found, 2, NULL, &error);
  g_assert_no_error (error);
  chart = sy_chart_profile_from_clusters (figures->clusters);
  table = sy_chart_to_table (chart);
  for (gsize row = 0; row < table->n_rows; row++)
    if (strcmp (sy_chart_table_get (table, row, 1), "Friction") == 0)
      {
        const SyCluster *cluster = &figures->clusters->clusters[n_friction++];
        gboolean is_below = *sy_chart_table_get (table, row, 3) == '-' ||
                            g_str_has_prefix (sy_chart_table_get (table, row, 3), "−");

        g_assert_nonnull (strstr (cluster->label, is_below ? "low friction" : "high friction"));
      }
  g_assert_cmpuint (n_friction, ==, 2);
}

static void
test_stale (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) same = project_fixture_model ();
  g_autoptr (SyModel) edited = project_fixture_model ();
  g_autoptr (SyEventLog) other = project_fixture_log ();
  g_autoptr (GError) error = NULL;
  gint64 as_of = DAY (2025, 1, 1);
  g_autoptr (SyClusterSearch) found = search (model, as_of, FALSE, &error);
  g_autofree char *data = NULL;
  g_autofree char *date = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *none = NULL;

  g_assert_no_error (error);
  sy_model_find_rule (edited, "buy", NULL, NULL)->weight = 5;
  g_assert_null (sy_cluster_search_dup_stale (found, found->log, same, as_of));
  data = sy_cluster_search_dup_stale (found, other, same, as_of);
  date = sy_cluster_search_dup_stale (found, found->log, same, as_of - SY_DAY_SECONDS);
  draft = sy_cluster_search_dup_stale (found, found->log, edited, as_of);
  none = sy_cluster_search_dup_stale (found, found->log, NULL, as_of);
  g_assert_cmpstr (none, ==, "Found for an earlier draft");
  g_assert_cmpstr (data, ==, "Found for earlier data");
  g_assert_cmpstr (date, ==, "Found for another as-of date");
  g_assert_cmpstr (draft, ==, "Found for an earlier draft");
}

static void
test_nothing (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    sy_rule_group_get_rule (sy_model_get_group (model, 0), i)->muted = TRUE;
  g_assert_null (search (model, DAY (2025, 1, 1), FALSE, &error));
  g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY);
}

static void
test_cancelled (void)
{
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyClusterSearch) found = search (model, DAY (2025, 1, 1), FALSE, &error);

  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_cluster_figures_new (found, 2, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (sy_cluster_search_new (found->log, model, found->tuning, FALSE,
                                        cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/clusters/C16-search", test_search);
  g_test_add_func ("/ui/clusters/C16-as-segments", test_as_segments);
  g_test_add_func ("/ui/clusters/C16-known-outcome", test_known_outcome);
  g_test_add_func ("/ui/clusters/C16-no-outcome", test_no_outcome);
  g_test_add_func ("/ui/clusters/C16-friction", test_friction);
  g_test_add_func ("/ui/clusters/C16-stale", test_stale);
  g_test_add_func ("/ui/clusters/C16-nothing-to-find", test_nothing);
  g_test_add_func ("/ui/clusters/C16-cancelled", test_cancelled);
  return g_test_run ();
}
