/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sy-test-log.h"

#define DAY 86400
#define T G_GINT64_CONSTANT (1500076800)

#define N 30

static const char *const keys[N] = { "p00", "p01", "p02", "p03", "p04", "p05", "p06", "p07",
                                     "p08", "p09", "p10", "p11", "p12", "p13", "p14", "p15",
                                     "p16", "p17", "p18", "p19", "p20", "p21", "p22", "p23",
                                     "p24", "p25", "p26", "p27", "p28", "p29" };

/* Frequency counts visits of 30 days, value sums amounts of 30 days. */
static SyModel *
new_model (void)
{
  g_autoptr (GError) error = NULL;
  SyModel *model = sy_model_from_json (
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"Kinds\","
      " \"outcome\": {\"kind\": \"event\", \"types\": [\"buy\"], \"horizon_days\": 30},"
      " \"groups\": [{\"name\": \"Web\", \"rules\": [{\"id\": \"visits\", \"kind\": \"event\","
      " \"types\": [\"visit\"], \"window_days\": 30, \"weight\": 2}]},"
      " {\"name\": \"Shop\", \"rules\": [{\"id\": \"spend\", \"kind\": \"event\","
      " \"types\": [\"buy\"], \"measure\": \"amount\", \"window_days\": 30}]}],"
      " \"scale\": {\"kind\": \"none\"}, \"bands\": [{\"name\": \"All\", \"min\": null}]}",
      -1, &error);

  g_assert_no_error (error);
  return model;
}

/* 10 who do little, 12 who look much, 8 who spend much; half of these buy again. */
static SyTestLog *
new_rows (void)
{
  SyTestLog *rows = sy_test_log_new ("UTC");

  for (int i = 0; i < N; i++)
    {
      int n_visits = i < 10 ? 1 + i % 2 : i < 22 ? 20 + i % 3
                                                 : 2;

      for (int v = 0; v < n_visits; v++)
        sy_test_log_add (rows, keys[i], "visit", T - (1 + v) * DAY, NAN);
      if (i >= 22)
        sy_test_log_add (rows, keys[i], "buy", T - 3 * DAY, 90 + i % 2);
      if (i >= 26)
        sy_test_log_add (rows, keys[i], "buy", T + 3 * DAY, 5);
    }
  sy_test_log_add (rows, "late", "visit", T + 90 * DAY, NAN);
  return rows;
}

static SyScores *
score (SyEventLog *log,
       const SyModel *model,
       gint64 as_of)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);

  return sy_scorer_score (scorer, model, NULL, NULL);
}

static SyClusters *
find (const SyModel *model,
      SyScores *scores,
      gboolean by_groups,
      gsize n_clusters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyClusterPoints) points = sy_cluster_points_new (model, scores, by_groups, &error);
  SyClusters *clusters;

  g_assert_no_error (error);
  clusters = sy_clusters_find (points, n_clusters, 1, NULL, &error);
  g_assert_no_error (error);
  return clusters;
}

/* The three kinds of people are found, with their means by hand, the best first. */
static void
test_found (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScores) scores = score (log, model, T);
  g_autoptr (GError) error = NULL;

  for (int by_groups = 0; by_groups < 2; by_groups++)
    {
      g_autoptr (SyClusters) clusters = find (model, scores, by_groups, 3);
      g_autoptr (SyOutcome) outcome = sy_outcome_evaluate (log, &model->outcome, T,
                                                           clusters->people, clusters->n_people,
                                                           NULL, &error);
      g_autofree SyClusterOutcome *outcomes = NULL;

      g_assert_no_error (error);
      outcomes = sy_cluster_outcomes_new (clusters->spec->n_clusters, clusters->people,
                                          clusters->assigned, clusters->n_people, outcome);
      g_assert_cmpuint (clusters->n_people, ==, N);
      /* Nothing is known of recency, depth and friction: they are left out. */
      g_assert_cmpuint (clusters->spec->n_columns, ==, 2);
      g_assert_cmpstr (clusters->spec->columns[0], ==, by_groups ? "Web" : "frequency");
      g_assert_cmpstr (clusters->spec->columns[1], ==, by_groups ? "Shop" : "value");
      g_assert_cmpuint (clusters->clusters[0].n, ==, 8);
      g_assert_cmpuint (clusters->clusters[1].n, ==, 12);
      g_assert_cmpuint (clusters->clusters[2].n, ==, 10);
      g_assert_cmpfloat_with_epsilon (clusters->clusters[0].means[0], 4, 1e-9);
      g_assert_cmpfloat_with_epsilon (clusters->clusters[0].means[1], 90.5, 1e-9);
      g_assert_cmpfloat_with_epsilon (clusters->clusters[0].mean_score, 94.5, 1e-9);
      g_assert_cmpfloat_with_epsilon (clusters->clusters[1].means[0], 42, 1e-9);
      g_assert_cmpfloat_with_epsilon (clusters->clusters[2].means[0], 3, 1e-9);
      g_assert_cmpstr (clusters->clusters[0].label, ==,
                       by_groups ? "low Web, high Shop" : "low frequency, high value");
      g_assert_cmpuint (outcomes[0].n, ==, 8);
      g_assert_cmpfloat (outcomes[0].rate, ==, 0.5);
      g_assert_cmpfloat (outcomes[1].rate, ==, 0);
      g_assert_cmpfloat (outcomes[0].low, ==, sy_wilson (4, 8).low);
      g_assert_cmpfloat (clusters->count.explained, >, 0.98);
      g_assert_cmpfloat (clusters->count.silhouette, >, 0.9);
    }
}

static void
count_progress (gint64 done,
                gint64 total,
                gpointer data)
{
  guint *n_told = data;

  g_assert_cmpint (done, ==, ++*n_told);
  g_assert_cmpint (total, ==, SY_KMEANS_MAX_CLUSTERS - 1);
}

static void
test_count (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScores) scores = score (log, model, T);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyClusterPoints) points = sy_cluster_points_new (model, scores, FALSE, &error);
  const char *const *left_out;
  SyClusterCount counts[SY_KMEANS_MAX_CLUSTERS];
  guint n_told = 0;
  gsize n;

  g_assert_no_error (error);
  left_out = sy_cluster_points_get_left_out (points);
  g_assert_cmpuint (g_strv_length ((char **) left_out), ==, 3);
  g_assert_cmpstr (left_out[0], ==, "recency");
  g_assert_cmpstr (left_out[2], ==, "friction");
  n = sy_clusters_count (points, 1, counts, NULL, count_progress, &n_told, &error);
  g_assert_no_error (error);
  /* 2, 3 and 2 different kinds of figures: no more clusters than these 7. */
  g_assert_cmpuint (n, ==, 6);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpuint (counts[i].n_clusters, ==, i + 2);
  g_assert_cmpfloat (counts[1].silhouette, >, counts[0].silhouette);
  g_assert_cmpfloat (counts[5].within, ==, 0);
  g_assert_cmpuint (n_told, ==, n);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (SyClusters) clusters = sy_clusters_find (points, i + 2, 1, NULL, &error);

      /* The same points: what was promised is what is found. */
      g_assert_no_error (error);
      g_assert_cmpfloat (clusters->count.within, ==, counts[i].within);
      g_assert_cmpfloat (clusters->count.silhouette, ==, counts[i].silhouette);
    }
}

#define N_MANY 25000

/* So many people who visited once; @rare did twice, and with @n_amounts others spend as much. */
static SyClusterPoints *
new_many (guint32 rare,
          guint n_amounts)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (GError) error = NULL;
  SyClusterPoints *points;

  for (guint32 i = 0; i < N_MANY; i++)
    {
      char key[16];
      const char *person;

      g_snprintf (key, sizeof key, "p%05u", i);
      person = sy_test_log_keep (rows, key);
      sy_test_log_add (rows, person, "visit", T - DAY, NAN);
      if (i == rare)
        sy_test_log_add (rows, person, "visit", T - 2 * DAY, NAN);
      if (n_amounts > 0)
        sy_test_log_add (rows, person, "buy", T - DAY, 1 + i % n_amounts);
    }
  log = sy_test_log_build (rows);
  scores = score (log, model, T);
  points = sy_cluster_points_new (model, scores, FALSE, &error);
  g_assert_no_error (error);
  return points;
}

/* Of many people some are drawn, but not when that hides the only one who differs. */
static void
test_drawn (void)
{
  SyClusterCount counts[SY_KMEANS_MAX_CLUSTERS];
  g_autoptr (SyClusterPoints) usual = NULL;
  g_autoptr (SyClusterPoints) hidden = NULL;
  g_autoptr (GError) error = NULL;
  guint32 rare = 0;
  gsize n;

  while (sy_cluster_draw (rare, ~(guint32) 1) < (double) SY_CLUSTERS_TABLE_ROWS / N_MANY)
    rare++;
  usual = new_many (rare, 13);
  n = sy_clusters_count (usual, 1, counts, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, SY_KMEANS_MAX_CLUSTERS - 1);
  g_assert_cmpuint (counts[0].n_people, >, SY_CLUSTERS_TABLE_ROWS - 500);
  g_assert_cmpuint (counts[0].n_people, <, SY_CLUSTERS_TABLE_ROWS + 500);
  hidden = new_many (rare, 0);
  n = sy_clusters_count (hidden, 1, counts, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (counts[0].n_people, ==, N_MANY);
  g_assert_cmpfloat (counts[0].explained, ==, 1);
}

/* Who is only in one of the lists is not counted, wherever they are missing. */
static void
test_outcomes_of_some (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScores) scores = score (log, model, T);
  g_autoptr (SyClusters) clusters = find (model, scores, FALSE, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyOutcome) outcome = sy_outcome_evaluate (log, &model->outcome, T, clusters->people,
                                                       clusters->n_people, NULL, &error);
  g_autofree SyClusterOutcome *outcomes = NULL;

  g_assert_no_error (error);
  /* All but the first who does little, and the last, who spends and buys again. */
  outcomes = sy_cluster_outcomes_new (3, clusters->people + 1, clusters->assigned + 1, N - 2,
                                      outcome);
  g_assert_cmpuint (outcomes[0].n, ==, 7);
  g_assert_cmpuint (outcomes[0].positives, ==, 3);
  g_assert_cmpuint (outcomes[1].n, ==, 12);
  g_assert_cmpuint (outcomes[2].n, ==, 9);
}

static void
test_suggest (void)
{
  const SyClusterCount counts[] = { { 2, 3, 0.5, 0.4, 9 },
                                    { 3, 2, 0.6, 0.7, 9 },
                                    { 4, 1, 0.7, 0.7, 9 } };

  g_assert_cmpuint (sy_clusters_suggest (counts, 3), ==, 3);
  g_assert_cmpuint (sy_clusters_suggest (counts, 1), ==, 2);
  g_assert_cmpuint (sy_clusters_suggest (NULL, 0), ==, 0);
}

/* Nobody, or nobody who differs: told as an error that faces can tell apart. */
static void
test_nothing (void)
{
  g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScores) scores = NULL;

  for (int i = 0; i < 3; i++)
    sy_test_log_add (rows, keys[i], "visit", T - DAY, NAN);
  log = sy_test_log_build (rows);
  scores = score (log, model, T);
  for (int by_groups = 0; by_groups < 2; by_groups++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_cluster_points_new (model, scores, by_groups, &error));
      g_assert_error (error, SY_STATS_ERROR, SY_STATS_ERROR_EMPTY);
    }
}

/* Saved, someone stays where they were found, and goes where they are nearest on another day. */
static void
test_frozen (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScores) scores = score (log, model, T);
  g_autoptr (SyScores) later = score (log, model, T + 28 * DAY);
  g_autoptr (SyClusters) clusters = find (model, scores, FALSE, 3);
  gsize n_later = 0;

  for (gsize c = 0; c < 3; c++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SySegment) segment = sy_segment_new ();
      g_autoptr (SySegment) again = NULL;
      g_autoptr (SySegment) copy = NULL;
      g_autofree char *json = NULL;
      g_autofree char *copied = NULL;
      g_autofree char *description = NULL;
      g_autofree guint32 *people = NULL;
      g_autofree guint32 *moved = NULL;
      gsize n;

      segment->clusters = sy_cluster_spec_copy (clusters->spec);
      segment->cluster = c;
      json = sy_segment_to_json (segment);
      again = sy_segment_from_json (json, &error);
      g_assert_no_error (error);
      copy = sy_segment_copy (again);
      copied = sy_segment_to_json (copy);
      g_assert_cmpstr (copied, ==, json);
      description = sy_segment_describe (copy);
      g_assert_true (g_str_has_suffix (description, "of 3"));
      people = sy_segment_select (copy, log, model, scores, NULL, &n, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (n, ==, clusters->clusters[c].n);
      for (gsize i = 0, at = 0; i < n; i++)
        {
          while (clusters->people[at] < people[i])
            at++;
          g_assert_cmpuint (clusters->assigned[at], ==, c);
        }
      moved = sy_segment_select (copy, log, model, later, NULL, &n, &error);
      n_later += n;
      /* Who spent is out of the window by then, and who looked much hardly did: all do little. */
      g_assert_cmpuint (n, ==, c == 2 ? N : 0);
    }
  g_assert_cmpuint (n_later, ==, N);
}

static void
test_same_after_shuffle (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyScores) scores = score (log, model, T);
  g_autoptr (SyClusters) before = find (model, scores, FALSE, 4);
  g_autoptr (SyEventLog) shuffled = NULL;
  g_autoptr (SyScores) other = NULL;
  g_autoptr (SyClusters) after = NULL;

  sy_test_log_shuffle (rows, random);
  shuffled = sy_test_log_build (rows);
  other = score (shuffled, model, T);
  after = find (model, other, FALSE, 4);
  g_assert_cmpmem (before->assigned, N, after->assigned, N);
  g_assert_cmpmem (before->spec->centres, 8 * sizeof (double), after->spec->centres,
                   8 * sizeof (double));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *cluster;
    const char *message;
  } cases[] = {
    { "[]", "$.cluster: expected what" },
    { "{\"by\": \"bands\", \"columns\": [\"value\"], \"means\": [0], \"deviations\": [1], "
      "\"centres\": [[0], [1]], \"member\": 1}",
      "$.cluster: expected what" },
    { "{\"by\": \"groups\", \"columns\": [\"A\"], \"means\": [0], \"deviations\": [0], "
      "\"centres\": [[0], [1]], \"member\": 1}",
      "must be more than 0" },
    { "{\"by\": \"groups\", \"columns\": [\"A\"], \"means\": [0], \"deviations\": [1], "
      "\"centres\": [[0], [1, 2]], \"member\": 1}",
      "$.cluster: expected what" },
    { "{\"by\": \"groups\", \"columns\": [\"A\"], \"means\": [0], \"deviations\": [1], "
      "\"centres\": [[0], [1]], \"member\": 3}",
      "$.cluster.member: expected" },
  };
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScores) scores = score (log, model, T);
  g_autoptr (SyClusters) clusters = find (model, scores, TRUE, 2);
  g_autoptr (SySegment) segment = sy_segment_new ();
  g_autoptr (GError) gone = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"format\": \"steelyard-segment\", \"format_version\": 1, \"cluster\": %s}",
          cases[i].cluster);
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_segment_from_json (text, &error));
      g_assert_error (error, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_DOCUMENT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].message);
    }
  segment->clusters = sy_cluster_spec_copy (clusters->spec);
  g_free (sy_model_get_group (model, 0)->name);
  sy_model_get_group (model, 0)->name = g_strdup ("Other");
  g_assert_null (sy_segment_choose (segment, log, model, scores, NULL, &gone));
  g_assert_error (gone, SY_SEGMENT_ERROR, SY_SEGMENT_ERROR_BAND);
}

static void
test_friction (void)
{
  g_autoptr (SyTestLog) rows = new_rows ();
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = new_model ();
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyClusters) clusters = NULL;
  SyRule *rule = sy_rule_new ("tickets", SY_RULE_EVENT);
  guint n_high = 0;

  g_test_summary ("Who complains most has high friction, though the points are lowest");
  sy_rule_add_type (rule, "ticket");
  rule->weight = -1;
  g_ptr_array_add (sy_model_get_group (model, 0)->rules, rule);
  for (int i = 0; i < 10; i++)
    for (int e = 0; e < 5; e++)
      sy_test_log_add (rows, keys[i], "ticket", T - (2 + e) * DAY, NAN);
  log = sy_test_log_build (rows);
  scores = score (log, model, T);
  clusters = find (model, scores, FALSE, 3);
  for (gsize c = 0; c < 3; c++)
    {
      gboolean complains = clusters->clusters[c].n == 10;

      n_high += strstr (clusters->clusters[c].label, "high friction") != NULL;
      g_assert_cmpint (strstr (clusters->clusters[c].label, "high friction") != NULL, ==, complains);
    }
  g_assert_cmpuint (n_high, ==, 1);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/segment/clusters/C16-found", test_found);
  g_test_add_func ("/segment/clusters/C16-friction", test_friction);
  g_test_add_func ("/segment/clusters/C16-count", test_count);
  g_test_add_func ("/segment/clusters/C16-drawn", test_drawn);
  g_test_add_func ("/segment/clusters/C16-outcomes-of-some", test_outcomes_of_some);
  g_test_add_func ("/segment/clusters/C16-suggest", test_suggest);
  g_test_add_func ("/segment/clusters/C16-nothing-to-find", test_nothing);
  g_test_add_func ("/segment/clusters/C16-frozen", test_frozen);
  g_test_add_func ("/segment/clusters/same-after-shuffle", test_same_after_shuffle);
  g_test_add_func ("/segment/clusters/refused", test_refused);

  return g_test_run ();
}
