/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "fixture.h"

#define THEN (START + 120 * DAY)
#define NOW (START + 200 * DAY)

static SyDrift *
run (SyEventLog *log,
     const SyModel *model,
     gint64 then,
     gint64 now,
     const SyReference *frozen,
     const SyModel *other)
{
  SyDriftOptions options = { then, now, frozen, other };
  g_autoptr (GError) error = NULL;
  SyDrift *drift = sy_drift_run (log, model, &options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return drift;
}

static void
test_figures (void)
{
  g_autoptr (SyTestLog) rows = make_shop (2000, 250, 20);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyDrift) drift = run (log, model, THEN, NOW, NULL, NULL);
  double psi = 0;
  double reference = 0;
  double current = 0;
  gsize n_reference = 0;
  gsize n_current = 0;

  for (gsize b = 0; b < drift->n_bins; b++)
    {
      const SyDriftBin *bin = &drift->bins[b];

      psi += bin->term;
      reference += bin->reference;
      current += bin->current;
      n_reference += bin->n_reference;
      n_current += bin->n_current;
      if (b > 0)
        g_assert_cmpfloat (bin->lo, ==, drift->bins[b - 1].hi);
    }
  g_assert_true (isinf (drift->bins[0].lo) && isinf (drift->bins[drift->n_bins - 1].hi));
  g_assert_cmpfloat_with_epsilon (psi, drift->psi.value, 1e-12);
  g_assert_cmpfloat_with_epsilon (reference, 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (current, 1, 1e-12);
  g_assert_cmpuint (n_reference, ==, drift->n_reference);
  g_assert_cmpuint (n_current, ==, drift->n_current);
  g_assert_cmpfloat (drift->ks.value, >, 0);
  g_assert_cmpfloat (drift->wasserstein, >, 0);
  g_assert_cmpfloat_with_epsilon (drift->psi.critical,
                                  sy_psi_critical ((double) n_reference, (double) n_current,
                                                   drift->n_bins),
                                  1e-15);
}

static void
test_no_change (void)
{
  g_autoptr (SyTestLog) rows = make_shop (500, 250, 21);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyDrift) drift = run (log, model, NOW, NOW, NULL, NULL);

  g_assert_cmpfloat (drift->psi.value, ==, 0);
  g_assert_cmpfloat (drift->ks.value, ==, 0);
  g_assert_cmpfloat (drift->wasserstein, ==, 0);
  g_assert_cmpuint (drift->n_entered, ==, 0);
  g_assert_cmpuint (drift->n_left, ==, 0);
  for (gsize i = 0; i < drift->n_shifts; i++)
    g_assert_cmpfloat (drift->shifts[i].shift, ==, 0);
  for (gsize i = 0; i < 9; i++)
    if (i % 4 != 0)
      g_assert_cmpuint (drift->migration[i], ==, 0);
  g_assert_false (sy_drift_is_alarm (drift));
}

/* Whatever the groups do to points, the lines sum to the change of the mean raw score. */
static void
test_shifts_sum (void)
{
  GRand *random = g_rand_new_with_seed (22);

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (SyTestLog) rows = sy_test_log_new_random (random);
      g_autoptr (SyEventLog) log = sy_test_log_build (rows);
      g_autoptr (SyModel) model = sy_test_model_new_random (random);
      gint64 then = sy_test_log_pick_instant (rows, random);
      gint64 now = sy_test_log_pick_instant (rows, random);
      g_autoptr (SyDrift) drift = run (log, model, then, now, NULL, NULL);
      SySum sum = { 0 };

      if (drift->n_reference == 0 || drift->n_current == 0)
        continue;
      for (gsize i = 0; i < drift->n_shifts; i++)
        {
          g_assert_cmpfloat (drift->shifts[i].shift, ==,
                             drift->shifts[i].current - drift->shifts[i].reference);
          sy_sum_add (&sum, drift->shifts[i].shift);
        }
      g_assert_cmpfloat_with_epsilon (sy_sum_get (&sum),
                                      drift->mean_raw_current - drift->mean_raw_reference,
                                      1e-9 * MAX (1.0, fabs (drift->mean_raw_current)));
    }
  g_rand_free (random);
}

static void
test_migration (void)
{
  g_autoptr (SyTestLog) rows = make_shop (1000, 250, 23);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyDrift) drift = NULL;
  g_autoptr (SyScorer) scorer_then = sy_scorer_new (log, THEN);
  g_autoptr (SyScorer) scorer_now = sy_scorer_new (log, NOW);
  g_autoptr (SyScores) then = NULL;
  g_autoptr (SyScores) now = NULL;
  gsize expected[9] = { 0 };
  gsize both = 0;

  /* People who were not seen lately leave the population. */
  model->population.seen_within_days = 40;
  drift = run (log, model, THEN, NOW, NULL, NULL);
  then = sy_scorer_score (scorer_then, model, NULL, NULL);
  now = sy_scorer_score (scorer_now, model, NULL, NULL);
  for (gsize p = 0; p < sy_event_log_get_n_people (log); p++)
    {
      guint8 a = sy_scores_get_bands (then)[p];
      guint8 b = sy_scores_get_bands (now)[p];

      if (a != SY_BAND_NONE && b != SY_BAND_NONE)
        {
          expected[a * 3 + b]++;
          both++;
        }
    }
  g_assert_cmpmem (drift->migration, sizeof expected, expected, sizeof expected);
  g_assert_cmpuint (drift->n_both, ==, both);
  g_assert_cmpuint (drift->n_both + drift->n_left, ==, drift->n_reference);
  g_assert_cmpuint (drift->n_both + drift->n_entered, ==, drift->n_current);
  g_assert_cmpuint (drift->n_left, >, 0);
  g_assert_cmpuint (drift->n_entered, >, 0);
}

/* Data or edit: without an edit the columns agree, without new data the rows do. */
static void
test_cells (void)
{
  g_autoptr (SyTestLog) rows = make_shop (1500, 250, 24);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyModel) edited = copy_with_weight (model, 9);
  g_autoptr (SyDrift) edit_only = run (log, model, NOW, NOW, NULL, edited);
  g_autoptr (SyDrift) data_only = run (log, model, THEN, NOW, NULL, model);
  g_autoptr (SyDrift) drift = run (log, model, THEN, NOW, NULL, edited);

  g_assert_cmpfloat (edit_only->cells[0][0].psi.value, ==, 0);
  g_assert_cmpfloat (edit_only->cells[1][0].psi.value, ==, 0);
  g_assert_cmpfloat (edit_only->cells[0][1].psi.value, >, 0.01);
  g_assert_cmpfloat (edit_only->cells[0][1].psi.value, ==, edit_only->cells[1][1].psi.value);
  g_assert_cmpfloat (data_only->cells[0][1].psi.value, ==, 0);
  g_assert_cmpfloat (data_only->cells[1][0].psi.value, ==, data_only->cells[1][1].psi.value);
  g_assert_cmpfloat (data_only->cells[1][0].psi.value, ==, data_only->psi.value);
  g_assert_cmpfloat (drift->cells[1][0].psi.value, ==, drift->psi.value);
  g_assert_cmpmem (drift->cells[1][0].bands, 3 * sizeof (gsize), drift->band_current,
                   3 * sizeof (gsize));
  g_assert_true (g_strv_equal ((const char *const *) drift->other_band_names,
                               (const char *const *) drift->band_names));
}

static void
test_cells_sentence (void)
{
  static const struct
  {
    double data;
    double edit;
    const char *sentence;
  } cases[] = {
    { 0.25, 0.125, "Most of the change came with the data (PSI 0.250); the edit alone moves 0.125." },
    { 0.125, 0.5, "Most of the change came with the edit (PSI 0.500); the data alone move 0.125." },
    { 0.0625, 0.0625, "Neither the data nor the edit moved the scores more than chance does." },
    { NAN, 0.5, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SyDrift drift = { .has_cells = TRUE };
      g_autofree char *sentence = NULL;
      g_autofree char *none = NULL;

      drift.cells[1][0].psi = (SyPsi){ .value = cases[i].data, .critical = 0.1 };
      drift.cells[0][1].psi = (SyPsi){ .value = cases[i].edit, .critical = 0.1 };
      sentence = sy_drift_describe_cells (&drift);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
      drift.has_cells = FALSE;
      none = sy_drift_describe_cells (&drift);
      g_assert_null (none);
    }
}

static void
test_reference_text (void)
{
  g_autoptr (SyTestLog) rows = make_shop (700, 250, 25);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, THEN);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  g_autoptr (SyReference) reference = sy_reference_new (model, scores);
  g_autofree char *text = sy_reference_to_json (reference);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyReference) read = sy_reference_from_json (text, -1, &error);
  g_autofree char *again = NULL;
  g_autoptr (SyDrift) frozen = NULL;
  g_autoptr (SyDrift) live = NULL;

  g_assert_no_error (error);
  again = sy_reference_to_json (read);
  g_assert_cmpstr (text, ==, again);
  g_assert_cmpint (read->as_of, ==, THEN);
  g_assert_cmpuint (read->n, ==, reference->n);
  g_assert_cmpmem (read->edges, read->n_edges * sizeof (double), reference->edges,
                   reference->n_edges * sizeof (double));
  frozen = run (log, model, THEN, NOW, read, NULL);
  live = run (log, model, THEN, NOW, NULL, NULL);
  g_assert_cmpfloat (frozen->psi.value, ==, live->psi.value);
}

/* What a version froze before bins had to hold somebody reads as it did, empty bins and all. */
static void
test_reference_frozen (void)
{
  static const char *const text =
      "{\"format\":\"steelyard-reference\",\"format_version\":1,\"as_of\":\"2024-01-01T00:00:00Z\","
      "\"model_sha256\":\"x\",\"people\":3,\"edges\":[0,1],\"counts\":[0,3,0],\"mean_raw\":0,"
      "\"mean_score\":0,\"points\":[],\"bands\":[]}";
  g_autoptr (SyTestLog) rows = make_shop (200, 250, 30);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SyReference) frozen = sy_reference_from_json (text, -1, &error);
  g_autoptr (SyDrift) drift = NULL;

  g_assert_no_error (error);
  drift = run (log, model, THEN, NOW, frozen, NULL);
  g_assert_cmpuint (drift->n_bins, ==, 3);
  g_assert_cmpuint (drift->bins[0].n_reference, ==, 0);
  g_assert_cmpuint (drift->n_reference, ==, 3);
  g_assert_true (drift->psi.filled);
}

static void
test_reference_errors (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "{}",
    "{\"format\": \"other\", \"format_version\": 1}",
    "{\"format\": \"steelyard-reference\", \"format_version\": 2}",
    /* Counts that do not sum to the people, edges that do not rise, a kind that does not exist. */
    "{\"format\":\"steelyard-reference\",\"format_version\":1,\"as_of\":\"2024-01-01T00:00:00Z\",\"model_sha256\":\"x\","
    "\"people\":3,\"edges\":[1],\"counts\":[1,1],\"mean_raw\":0,\"mean_score\":0,\"points\":[],\"bands\":[]}",
    "{\"format\":\"steelyard-reference\",\"format_version\":1,\"as_of\":\"2024-01-01T00:00:00Z\",\"model_sha256\":\"x\","
    "\"people\":3,\"edges\":[2,1],\"counts\":[1,1,1],\"mean_raw\":0,\"mean_score\":0,\"points\":[],\"bands\":[]}",
    "{\"format\":\"steelyard-reference\",\"format_version\":1,\"as_of\":\"2024-01-01T00:00:00Z\",\"model_sha256\":\"x\","
    "\"people\":0,\"edges\":[],\"counts\":[0],\"mean_raw\":0,\"mean_score\":0,"
    "\"points\":[{\"kind\":\"x\",\"id\":\"a\",\"label\":\"a\",\"mean\":1}],\"bands\":[]}",
    "{\"format\":\"steelyard-reference\",\"format_version\":1,\"as_of\":\"2024-01-01T00:00:00Z\",\"model_sha256\":\"x\","
    "\"people\":-1,\"edges\":[],\"counts\":[0],\"mean_raw\":0,\"mean_score\":0,\"points\":[],\"bands\":[]}",
    "{\"format\":\"steelyard-reference\",\"format_version\":1,\"as_of\":\"2024-01-01T00:00:00Z\",\"model_sha256\":\"x\","
    "\"people\":0,\"edges\":[],\"counts\":[0],\"mean_raw\":0,\"mean_score\":0,\"points\":[1],\"bands\":[2]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sy_reference_from_json (texts[i], -1, &error));
      g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_REFERENCE);
    }
}

/* The values of each rule of the population, with a muted rule between them. */
static void
test_inputs (void)
{
  g_autoptr (SyTestLog) rows = make_shop (800, 250, 28);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyScorer) scorer_then = sy_scorer_new (log, THEN);
  g_autoptr (SyScorer) scorer_now = sy_scorer_new (log, NOW);
  g_autoptr (SyDrift) drift = NULL;
  gsize index = 0;
  gsize line = 0;
  guint n_compared = 0;

  sy_rule_group_get_rule (sy_model_get_group (model, 0), 0)->muted = TRUE;
  drift = run (log, model, THEN, NOW, NULL, NULL);
  {
    g_autoptr (SyScores) then = sy_scorer_score (scorer_then, model, NULL, NULL);
    g_autoptr (SyScores) now = sy_scorer_score (scorer_now, model, NULL, NULL);
    SyScores *const scores[2] = { then, now };

    for (guint g = 0; g < model->groups->len; g++)
      for (guint r = 0; r < sy_model_get_group (model, g)->rules->len; r++, index++)
        {
          const SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (model, g), r);
          double *values[2];
          gsize n[2];
          SyPsi psi;

          if (rule->muted)
            continue;
          while (g_strcmp0 (drift->shifts[line].id, rule->id) != 0)
            line++;
          for (guint date = 0; date < 2; date++)
            {
              const guint32 *members = sy_scores_get_members (scores[date], &n[date]);

              values[date] = g_new (double, n[date]);
              for (gsize i = 0; i < n[date]; i++)
                values[date][i] = sy_scores_get_rule_values (scores[date], index)[members[i]];
            }
          sy_psi_of_values (values[0], n[0], values[1], n[1], &psi);
          g_assert_cmpfloat (drift->shifts[line].psi.value, ==, psi.value);
          g_assert_cmpfloat (drift->shifts[line].psi.critical, ==, psi.critical);
          n_compared++;
          g_free (values[0]);
          g_free (values[1]);
        }
  }
  g_assert_cmpuint (n_compared, >, 0);
}

/* Counted row by row, in the 28 days before each date; and in fewer days where the log begins later. */
static void
test_types (void)
{
  const gint64 early = START + 10 * DAY;
  g_autoptr (SyTestLog) rows = make_shop (300, 250, 29);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyDrift) drift = run (log, model, early, NOW, NULL, NULL);
  const gint64 dates[2] = { early, NOW };
  gint64 first;

  g_assert_true (sy_event_log_get_span (log, &first, NULL));
  g_assert_cmpuint (drift->n_types, >, 1);
  for (gsize t = 0; t < drift->n_types; t++)
    {
      const SyTypeShift *type = &drift->types[t];
      const SyEventRuns *runs = sy_event_log_get_runs (log, sy_event_log_find_type (log, type->name));
      gsize n[2] = { 0, 0 };
      gsize n_people[2] = { 0, 0 };

      for (guint date = 0; date < 2; date++)
        for (gsize r = 0; r < runs->n_runs; r++)
          {
            gsize before = n[date];

            for (gsize i = runs->starts[r]; i < runs->starts[r + 1]; i++)
              {
                gint64 second = (gint64) runs->seconds[i] + SY_EVENT_EPOCH;

                n[date] += second < dates[date] && second >= dates[date] - 28 * DAY;
              }
            n_people[date] += n[date] > before;
          }
      g_assert_cmpuint (type->n_reference, ==, n[0]);
      g_assert_cmpuint (type->n_current, ==, n[1]);
      g_assert_cmpuint (type->people_reference, ==, n_people[0]);
      g_assert_cmpuint (type->people_current, ==, n_people[1]);
      g_assert_cmpfloat_with_epsilon (type->current, (double) n[1] / 28, 1e-12);
      /* UTC days from the first event's on. */
      g_assert_cmpfloat_with_epsilon (type->reference,
                                      (double) n[0] / ((double) ((early - 1) / DAY - first / DAY) + 1),
                                      1e-12);
    }
  g_assert_cmpuint (drift->renames->len, ==, 0);
}

static void
test_empty (void)
{
  g_autoptr (SyTestLog) rows = make_shop (100, 250, 26);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyDrift) from_nobody = run (log, model, START - DAY, NOW, NULL, NULL);
  g_autoptr (SyDrift) to_nobody = run (log, model, NOW, START - DAY, NULL, model);
  g_autoptr (SyDrift) somebody = run (log, model, THEN, NOW, NULL, NULL);
  g_autofree char *sentence = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *reference = NULL;
  g_autofree char *none = NULL;

  g_assert_cmpuint (from_nobody->n_reference, ==, 0);
  g_assert_true (isnan (from_nobody->psi.value));
  g_assert_true (isnan (from_nobody->ks.value));
  g_assert_true (isnan (from_nobody->mean_raw_reference));
  g_assert_false (sy_drift_is_alarm (from_nobody));
  g_assert_cmpuint (to_nobody->n_left, ==, to_nobody->n_reference);
  g_assert_true (isnan (to_nobody->psi.value));
  /* That all are gone is more than a shift. */
  g_assert_true (sy_drift_is_alarm (to_nobody));
  g_assert_true (isnan (to_nobody->bins[0].term));
  g_assert_true (isnan (to_nobody->shifts[0].shift));
  g_assert_true (isnan (to_nobody->shifts[0].psi.value));
  sentence = sy_drift_describe_nobody (to_nobody, "1 Jan", "2 Jan");
  expected = g_strdup_printf ("Nobody is in the population on 2 Jan, of %" G_GSIZE_FORMAT
                              " on 1 Jan: look whether events are still recorded.",
                              to_nobody->n_reference);
  g_assert_cmpstr (sentence, ==, expected);
  reference = sy_drift_describe_nobody (from_nobody, "1 Jan", "2 Jan");
  g_assert_cmpstr (reference, ==,
                   "Nobody is in the population on 1 Jan, the reference: choose a date on which somebody is.");
  none = sy_drift_describe_nobody (somebody, "1 Jan", "2 Jan");
  g_assert_null (none);
}

static void
test_timeline (void)
{
  g_autoptr (SyTestLog) rows = make_shop (900, 250, 27);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  static const gint64 dates[] = { NOW, START - DAY, THEN };
  g_autoptr (GError) error = NULL;
  g_autoptr (SyDriftTimeline) timeline = NULL;
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, THEN);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
  g_autoptr (SyReference) reference = sy_reference_new (model, scores);
  g_autoptr (SyDrift) drift = run (log, model, THEN, NOW, NULL, NULL);

  timeline = sy_drift_timeline_run (log, model, reference, dates, 3, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (timeline->n_periods, ==, 3);
  g_assert_cmpuint (timeline->periods[0].n, ==, 0);
  g_assert_true (isnan (timeline->periods[0].quantiles[2]));
  g_assert_true (isnan (timeline->periods[0].psi.value));
  g_assert_cmpint (timeline->periods[1].as_of, ==, THEN);
  g_assert_cmpfloat (timeline->periods[1].psi.value, ==, 0);
  g_assert_cmpfloat (timeline->periods[2].psi.value, ==, drift->psi.value);
  g_assert_cmpmem (timeline->periods[2].bands, 3 * sizeof (gsize), drift->band_current,
                   3 * sizeof (gsize));
  for (guint q = 1; q < SY_N_QUANTILES; q++)
    g_assert_cmpfloat (timeline->periods[2].quantiles[q], >=,
                       timeline->periods[2].quantiles[q - 1]);
  g_assert_null (sy_drift_timeline_run (log, model, NULL, dates, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/drift/H2-figures", test_figures);
  g_test_add_func ("/validate/drift/no-change", test_no_change);
  g_test_add_func ("/validate/drift/H4-shifts-sum", test_shifts_sum);
  g_test_add_func ("/validate/drift/E9-migration", test_migration);
  g_test_add_func ("/validate/drift/H7-cells", test_cells);
  g_test_add_func ("/validate/drift/H7-sentence", test_cells_sentence);
  g_test_add_func ("/validate/drift/reference-text", test_reference_text);
  g_test_add_func ("/validate/drift/H2-reference-frozen", test_reference_frozen);
  g_test_add_func ("/validate/drift/reference-errors", test_reference_errors);
  g_test_add_func ("/validate/drift/H4-inputs", test_inputs);
  g_test_add_func ("/validate/drift/H4-types", test_types);
  g_test_add_func ("/validate/drift/H2-empty", test_empty);
  g_test_add_func ("/validate/drift/E8-H1-timeline", test_timeline);
  return g_test_run ();
}
