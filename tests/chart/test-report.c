/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies of a small log, their charts and their reports. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "sy-chart.h"
#include "sy-engine.h"

#define DAY 86400
/* 2023-01-01 and 2024-01-01, UTC. */
#define FIRST G_GINT64_CONSTANT (1672531200)
#define AS_OF G_GINT64_CONSTANT (1704067200)
#define N_PEOPLE 300

static const char model_text[] =
    "{\"format\":\"steelyard-model\",\"format_version\":1,\"name\":\"Shop <b>& co\",\"purpose\":\"engagement\",\"entity\":\"person\","
    "%s"
    "\"groups\":[{\"name\":\"Commerce\",\"combine\":\"sum\",\"weight\":1,\"rules\":["
    "{\"id\":\"purchase\",\"label\":\"Purchase\",\"kind\":\"event\",\"types\":[\"purchase\"],\"measure\":\"count\","
    "\"decay\":{\"kind\":\"exponential\",\"half_life_days\":30},\"weight\":%s},"
    "{\"id\":\"visit\",\"label\":\"Visit\",\"kind\":\"event\",\"types\":[\"visit\"],\"measure\":\"count\",\"window_days\":90,\"weight\":1}]}],"
    "\"scale\":{\"kind\":\"range\",\"lo\":0,\"hi\":40},"
    "\"bands\":[{\"name\":\"At risk\",\"min\":0},{\"name\":\"Stable\",\"min\":20},{\"name\":\"Growth\",\"min\":50}]}";

static const char outcome_text[] =
    "\"outcome\":{\"name\":\"Lapsed within 60 days\",\"kind\":\"absence\",\"types\":[\"purchase\"],\"horizon_days\":60,\"gap_days\":0,\"direction\":\"less\"},";

static SyModel *
make_model (const char *outcome,
            const char *weight)
{
  g_autofree char *text = g_strdup_printf (model_text, outcome, weight);
  g_autoptr (GError) error = NULL;
  SyModel *model = sy_model_from_json (text, -1, &error);

  g_assert_no_error (error);
  return model;
}

/* People who buy at different paces for fifteen months, some of whom stop. */
static SyEventLog *
make_log (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", &error);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  g_assert_no_error (error);
  for (int person = 0; person < N_PEOPLE; person++)
    {
      g_autofree char *key = g_strdup_printf ("p%03d", person);
      double pace = g_rand_double_range (random, 4.0, 60.0);
      double stop = g_rand_double (random) < 0.4 ? g_rand_double_range (random, 60.0, 460.0)
                                                 : 460.0;

      sy_event_log_builder_add_attribute (builder, key, "pace", pace < 20.0 ? "quick" : "slow");
      for (double day = g_rand_double_range (random, 0.0, pace); day < stop;
           day += g_rand_double_range (random, 0.3, 1.7) * pace)
        {
          double amount = g_rand_double_range (random, 5.0, 80.0);

          sy_event_log_builder_add_event (builder, key, "purchase",
                                          (FIRST + (gint64) (day * DAY)) * 1000, &amount, NULL, 0);
          if (g_rand_boolean (random))
            sy_event_log_builder_add_event (builder, key, "visit",
                                            (FIRST + (gint64) ((day + 1.5) * DAY)) * 1000, NULL,
                                            NULL, 0);
        }
    }
  return sy_event_log_builder_build (builder);
}

static SyStudy *
run_study (SyEventLog *log,
           SyModel *model,
           SyModel *published)
{
  SyStudyOptions options = SY_STUDY_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  SyStudy *study;

  options.as_of = AS_OF;
  options.published = published;
  options.version = published != NULL ? "v1" : NULL;
  options.by = sy_event_log_get_n_attributes (log) > 0 ? "pace" : NULL;
  study = sy_study_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return study;
}

static void
test_every_name_has_a_chart (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyModel) published = make_model (outcome_text, "1");
  g_autoptr (SyStudy) study = run_study (log, model, published);

  for (const char *const *name = sy_study_chart_names (); *name != NULL; name++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyChart) chart = sy_study_chart (study, *name, &error);
      g_autoptr (SyChartTable) table = NULL;
      SyStudyParts parts = 0;

      g_assert_no_error (error);
      g_assert_true (sy_study_chart_parts (*name, &parts, &error));
      g_assert_cmpint (parts, !=, 0);
      g_assert_false (sy_chart_is_empty (chart));
      table = sy_chart_to_table (chart);
      g_assert_cmpuint (table->n_rows, >, 1);
    }
}

static void
test_unknown_name (void)
{
  g_autoptr (GError) error = NULL;
  SyStudyParts parts;

  g_assert_false (sy_study_chart_parts ("pie", &parts, &error));
  g_assert_error (error, SY_CHART_ERROR, SY_CHART_ERROR_NAME);
  g_assert_nonnull (strstr (error->message, "points-shift"));
}

/* A cell of a chart's table as a number. */
static double
cell (const SyChartTable *table,
      gsize row,
      gsize column)
{
  return g_ascii_strtod (sy_chart_table_get (table, row, column), NULL);
}

static void
test_charts_show_the_figures (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyStudy) study = run_study (log, model, NULL);
  g_autoptr (SyChart) bands = sy_study_chart (study, "bands", NULL);
  g_autoptr (SyChart) distribution = sy_study_chart (study, "distribution", NULL);
  g_autoptr (SyChart) lift = sy_study_chart (study, "lift", NULL);
  g_autoptr (SyChart) shift = sy_study_chart (study, "points-shift", NULL);
  g_autoptr (SyChartTable) band_table = sy_chart_to_table (bands);
  g_autoptr (SyChartTable) bin_table = sy_chart_to_table (distribution);
  g_autoptr (SyChartTable) lift_table = sy_chart_to_table (lift);
  g_autoptr (SyChartTable) shift_table = sy_chart_to_table (shift);
  const SyFigures *figures = sy_study_get_reported (study)->figures;
  double people = 0.0, moved = 0.0;

  g_assert_cmpuint (band_table->n_rows, ==, 3);
  for (gsize band = 0; band < 3; band++)
    {
      g_assert_cmpfloat (cell (band_table, band, 1), ==,
                         (double) study->tuning->draft.bands[band].n);
      g_assert_cmpfloat_with_epsilon (cell (band_table, band, 3),
                                      study->tuning->draft.bands[band].rate, 1e-11);
      g_assert_cmpfloat_with_epsilon (cell (band_table, band, 6),
                                      study->tuning->draft.bands[band].lift, 1e-10);
    }
  for (gsize row = 0; row < bin_table->n_rows; row++)
    people += cell (bin_table, row, 2);
  g_assert_cmpfloat (people, ==, (double) study->tuning->n_people);
  for (gsize row = 0; row < SY_N_DECILES; row++)
    g_assert_cmpfloat_with_epsilon (cell (lift_table, row, 3), figures->deciles[row].lift, 1e-10);
  for (gsize row = 0; row < shift_table->n_rows; row++)
    moved += cell (shift_table, row, 1);
  g_assert_cmpfloat_with_epsilon (moved,
                                  study->drift->mean_raw_current - study->drift->mean_raw_reference,
                                  1e-9);
}

/* From the lowest score to the highest, whichever end comes first: each row is the point of the curve there. */
static void
test_precision_rises (void)
{
  static const SyDirection directions[] = { SY_DIRECTION_MORE, SY_DIRECTION_LESS };
  g_autoptr (SyEventLog) log = make_log ();

  for (gsize i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      g_autoptr (SyModel) model = make_model (outcome_text, "6");
      g_autoptr (SyStudy) study = NULL;
      g_autoptr (SyChart) chart = NULL;
      g_autoptr (SyChartTable) table = NULL;
      const SyFigures *figures;

      model->outcome.direction = directions[i];
      study = run_study (log, model, NULL);
      chart = sy_study_chart (study, "precision", NULL);
      table = sy_chart_to_table (chart);
      figures = sy_study_get_reported (study)->figures;
      g_assert_cmpuint (table->n_rows, >, 10);
      for (gsize row = 0; row < table->n_rows; row++)
        {
          SyCurvePoint point;

          g_assert_true (sy_figures_get_point (figures, cell (table, row, 0), &point));
          if (row > 0)
            g_assert_cmpfloat (cell (table, row, 0), >, cell (table, row - 1, 0));
          g_assert_cmpfloat_with_epsilon (cell (table, row, 4), point.recall, 1e-11);
          g_assert_cmpfloat (cell (table, row, 5), ==, (double) point.n);
        }
    }
}

static void
test_default_origins (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyStudy) study = run_study (log, model, NULL);
  const SyBacktest *backtest = study->backtest;

  g_assert_cmpuint (backtest->n_origins, >=, 8);
  g_assert_cmpuint (backtest->n_origins, <=, 13);
  for (gsize i = 0; i < backtest->n_origins; i++)
    {
      g_assert_cmpint (backtest->origins[i].as_of, <=, AS_OF);
      g_assert_cmpint (backtest->origins[i].as_of, >=, study->first + 90 * DAY);
    }
  g_assert_cmpint (backtest->origins[backtest->n_origins - 1].as_of, ==, AS_OF);
}

static GBytes *
write_report (const SyReportInfo *info,
              const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("sy-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_assert_true (sy_report_write (path, info, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &data, &size, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return g_bytes_new_take (data, size);
}

static gboolean
contains (GBytes *bytes,
          const char *text)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, text, strlen (text)) != NULL;
}

static guint
count_of (GBytes *bytes,
          const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *end = data + size;
  guint n = 0;

  while ((data = memmem (data, (gsize) (end - data), text, strlen (text))) != NULL)
    {
      n++;
      data += strlen (text);
    }
  return n;
}

static void
test_html (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyStudy) study = run_study (log, model, NULL);
  g_autofree char *sha256 = sy_model_sha256 (model);
  g_autofree char *auc = g_strdup_printf ("<b>%.3f</b>",
                                          sy_study_get_reported (study)->figures->auc.value);
  SyReportInfo info = { .study = study,
                        .model_name = "version 3",
                        .project_name = "</dd><script>.steelyard",
                        .data_sha256 = "0123456789abcdef" };
  g_autoptr (GBytes) html = write_report (&info, "report.html");

  g_assert_true (contains (html, "<h1>Shop &lt;b&gt;&amp; co</h1>"));
  g_assert_false (contains (html, "<script"));
  g_assert_true (contains (html, sha256));
  g_assert_true (contains (html, "0123456789abcdef"));
  g_assert_true (contains (
      html, "no purchase in the 60 days after the date; a higher score should mean less of it"));
  g_assert_true (contains (html, auc));
  g_assert_cmpuint (count_of (html, "<svg "), ==, count_of (html, "<figure>"));
  g_assert_cmpuint (count_of (html, "<svg "), >=, 10);
  g_assert_true (contains (html, "Where to draw the line"));
  /* Nothing is fetched. */
  g_assert_false (contains (html, " src="));
  g_assert_cmpuint (count_of (html, "http://"), ==, count_of (html, "=\"http://www.w3.org/"));
  g_assert_false (contains (html, "https://"));
}

static void
test_html_ids_are_unique (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyStudy) study = run_study (log, model, NULL);
  SyReportInfo info = { .study = study };
  g_autoptr (GBytes) html = write_report (&info, "report.htm");
  g_autofree char *text = g_strndup (g_bytes_get_data (html, NULL), g_bytes_get_size (html));
  g_auto (GStrv) parts = g_strsplit (text, " id=\"", -1);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) references = g_strsplit (text, "href=\"#", -1);

  g_assert_cmpuint (g_strv_length (parts), >, 100);
  for (gsize i = 1; parts[i] != NULL; i++)
    {
      *strchr (parts[i], '"') = '\0';
      g_assert_true (g_hash_table_add (ids, parts[i]));
    }
  for (gsize i = 1; references[i] != NULL; i++)
    {
      *strchr (references[i], '"') = '\0';
      g_assert_true (g_hash_table_contains (ids, references[i]));
    }
}

static GBytes *
report_of_new_study (const char *name)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyStudy) study = run_study (log, model, model);
  SyReportInfo info = { .study = study };

  return write_report (&info, name);
}

static void
test_same_bytes (void)
{
  static const char *const names[] = { "report.pdf", "report.html" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) first = report_of_new_study (names[i]);
      g_autoptr (GBytes) second = report_of_new_study (names[i]);

      g_assert_true (g_bytes_equal (first, second));
    }
}

static void
test_fairness (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyStudy) study = run_study (log, model, NULL);
  g_autoptr (SyChart) chart = sy_chart_heat_from_fairness (study->fairness);
  g_autoptr (SyChartTable) table = sy_chart_to_table (chart);
  g_autoptr (SyChart) nothing = sy_chart_heat_from_fairness (NULL);
  SyReportInfo info = { .study = study };
  g_autoptr (GBytes) html = write_report (&info, "report.html");
  const SyFairness *fairness = study->fairness;

  g_test_summary ("Quick buyers are chosen more often; the report says so with the same figures");
  g_assert_true (sy_chart_is_empty (nothing));
  /* Of the last date whose outcome is known. */
  g_assert_cmpint (fairness->as_of, <=, AS_OF);
  g_assert_true (fairness->is_mature);
  g_assert_cmpuint (fairness->n_groups, ==, 2);
  g_assert_cmpuint (table->n_rows, ==, 3 * 5);
  g_assert_cmpstr (sy_chart_table_get (table, 5, 0), ==, "slow");
  g_assert_cmpfloat (cell (table, 5, 2), ==, (double) fairness->groups[1].n);
  g_assert_cmpfloat (cell (table, 5, 3), ==, (double) fairness->groups[1].chosen.count);
  g_assert_cmpfloat (cell (table, 14, 3), ==, (double) fairness->all.right.count);
  g_assert_true (fairness->groups[1].is_flagged);
  g_assert_true (contains (html, ">Fairness by pace<"));
  g_assert_true (contains (html, "chosen are those in the band Growth"));
  g_assert_true (contains (html, "“slow” is chosen "));
  g_assert_true (contains (html, "below 4/5"));
  g_assert_false (contains (html, ">Data or edit<"));
}

static void
test_fairness_errors (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  SyStudyOptions options = SY_STUDY_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  options.as_of = AS_OF;
  options.by = "plan";
  g_assert_null (sy_study_run (log, model, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
  g_assert_nonnull (strstr (error->message, "pace"));
}

/* The list of the report is that of the review, with the newest label of each. */
static void
test_error_list (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  SyStudyOptions options = SY_STUDY_OPTIONS_INIT;
  g_autoptr (SyStudy) bare = run_study (log, model, NULL);
  g_autoptr (SyErrorReview) review = NULL;
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  SyErrorLabelRecord label = { .label = SY_ERROR_LABEL_LATE, .note = (char *) "<soon>" };
  g_autoptr (SyStudy) study = NULL;
  g_autoptr (GBytes) html = NULL;
  g_autoptr (GError) error = NULL;
  const SyStudyError *row;

  g_assert_null (bare->errors);
  review = sy_error_review_run (log, model, bare->times->as_of, (double) NAN, 3, NULL, &error);
  g_assert_no_error (error);
  label.as_of = review->as_of;
  label.person = (char *) sy_event_log_get_person_key (
      log, review->rows[SY_ERROR_FALSE_NEGATIVE][0].person);
  g_ptr_array_add (labels, &label);
  options.as_of = AS_OF;
  options.n_errors = 3;
  options.error_labels = labels;
  study = sy_study_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (study->errors->as_of, ==, bare->times->as_of);
  for (guint kind = 0; kind < 2; kind++)
    {
      g_assert_cmpuint (study->error_rows[kind]->len, ==, review->n_rows[kind]);
      for (guint i = 0; i < study->error_rows[kind]->len; i++)
        {
          row = study->error_rows[kind]->pdata[i];
          g_assert_cmpstr (row->person, ==,
                           sy_event_log_get_person_key (log, review->rows[kind][i].person));
          g_assert_cmpfloat (row->score, ==, review->rows[kind][i].score);
          g_assert_cmpint (row->is_reviewed, ==, kind == SY_ERROR_FALSE_NEGATIVE && i == 0);
        }
    }
  g_assert_cmpuint (study->agreement.counts[SY_ERROR_FALSE_NEGATIVE][SY_ERROR_LABEL_LATE], ==, 1);
  html = write_report (&(SyReportInfo){ .study = study }, "report.html");
  g_assert_true (contains (html, "Right but late: &lt;soon&gt;"));
  g_assert_true (contains (html, ">Where the score was wrong<"));
  g_assert_false (contains (html, "There is no list"));
}

/* The report of a study that was asked for a list of errors it cannot make: the section says @why. */
static void
assert_no_list (SyEventLog *log,
                SyModel *model,
                gint64 as_of,
                const char *why)
{
  SyStudyOptions options = SY_STUDY_OPTIONS_INIT;
  g_autoptr (SyStudy) study = NULL;
  g_autoptr (GBytes) html = NULL;
  g_autoptr (GError) error = NULL;

  options.as_of = as_of;
  options.n_errors = 3;
  study = sy_study_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (study->errors);
  g_assert_cmpuint (study->n_errors, ==, 3);
  html = write_report (&(SyReportInfo){ .study = study }, "report.html");
  g_assert_cmpuint (count_of (html, ">Where the score was wrong<"), ==, 1);
  g_assert_cmpuint (count_of (html, "There is no list"), ==, 1);
  g_assert_true (contains (html, why));
}

/* With one band there is no wrong side, and nothing to list. */
static void
test_error_list_of_one_band (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");

  g_ptr_array_set_size (model->bands, 1);
  assert_no_list (log, model, AS_OF,
                  "There is no list: a model of one band expects the same of everybody.");
}

static void
test_no_error_list (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyModel) bare = make_model ("", "6");
  g_autoptr (SyStudy) unasked = run_study (log, model, NULL);
  g_autoptr (GBytes) html = write_report (&(SyReportInfo){ .study = unasked }, "report.html");

  g_assert_false (contains (html, "Where the score was wrong"));
  assert_no_list (log, bare, AS_OF,
                  "There is no list: the model has no outcome to be held against.");
}

/* The outcome takes 60 days, and the data begin 40 days before the date. */
static void
test_error_list_too_early (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (SyModel) model = make_model (outcome_text, "6");

  for (int day = 0; day < 40; day++)
    sy_event_log_builder_add_event (builder, day % 2 == 0 ? "ann" : "bob", "purchase",
                                    (FIRST + (gint64) day * DAY) * 1000, NULL, NULL, 0);
  log = sy_event_log_builder_build (builder);
  assert_no_list (
      log, model, FIRST + 40 * DAY,
      "There is no list: the data hold no date up to 9 Feb 2023 whose outcome is known.");
}

static void
test_data_or_edit (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyModel) published = make_model (outcome_text, "1");
  g_autoptr (SyStudy) study = run_study (log, model, published);
  g_autofree char *sentence = sy_drift_describe_cells (study->drift);
  SyReportInfo info = { .study = study };
  g_autoptr (GBytes) html = write_report (&info, "report.html");
  g_autoptr (GString) psi = g_string_new (NULL);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_test_summary ("Both models at both dates, with the sentence and each index");
  g_assert_true (contains (html, ">Data or edit<"));
  g_assert_true (contains (html, sentence));
  g_assert_true (contains (html, ">this model<"));
  for (guint date = 0; date < 2; date++)
    for (guint m = 0; m < 2; m++)
      {
        g_ascii_formatd (text, sizeof text, "%.4f", study->drift->cells[date][m].psi.value);
        g_string_printf (psi, ">%s<", text);
        g_assert_true (contains (html, psi->str));
      }
}

static void
test_inputs (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyStudy) study = run_study (log, model, NULL);
  SyReportInfo info = { .study = study };
  SyRename *rename = g_new0 (SyRename, 1);
  g_autoptr (GString) cell = g_string_new (NULL);
  g_autoptr (GBytes) html = NULL;
  g_autoptr (GBytes) nobody = NULL;
  char psi[G_ASCII_DTOSTR_BUF_SIZE];

  g_test_summary ("The values of the rules, the events a day, a type with another name; and that nobody is left");
  rename->from = g_strdup ("buy");
  rename->to = g_strdup ("acquire");
  rename->day = 19500;
  g_ptr_array_add (study->drift->renames, rename);
  html = write_report (&info, "report.html");
  g_assert_true (contains (html, ">Inputs<"));
  g_assert_true (contains (html, "“buy” may have become “acquire” on 23 May 2023."));
  g_assert_cmpuint (study->drift->n_types, >, 0);
  for (gsize i = 0; i < study->drift->n_types; i++)
    g_assert_true (contains (html, study->drift->types[i].name));
  g_assert_cmpuint (study->drift->shifts[0].kind, ==, SY_POINTS_RULE);
  g_ascii_formatd (psi, sizeof psi, "%.4f", study->drift->shifts[0].psi.value);
  g_string_printf (cell, ">%s<", psi);
  g_assert_true (contains (html, cell->str));
  study->drift->n_current = 0;
  nobody = write_report (&info, "report.html");
  g_assert_true (contains (nobody, "Nobody is in the population on "));
  g_assert_true (contains (nobody, "This is an alarm."));
  g_assert_false (contains (nobody, ">nan<"));
}

static void
test_pdf (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyStudy) study = run_study (log, model, NULL);
  SyReportInfo info = { .study = study };
  g_autoptr (GBytes) pdf = write_report (&info, "report.PDF");

  g_assert_cmpmem (g_bytes_get_data (pdf, NULL), 5, "%PDF-", 5);
  g_assert_true (contains (pdf, "%%EOF"));
  g_assert_true (contains (pdf, "(20000101000000Z)"));
  g_assert_cmpuint (count_of (pdf, "/Type /Page %"), >=, 4);
  /* Sections as bookmarks. */
  g_assert_true (contains (pdf, "/Outlines"));
}

static void
test_without_outcome (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model ("", "6");
  g_autoptr (SyStudy) study = run_study (log, model, NULL);
  g_autoptr (SyChart) roc = sy_study_chart (study, "roc", NULL);
  g_autoptr (SyChart) bands = sy_study_chart (study, "bands", NULL);
  SyReportInfo info = { .study = study };
  g_autoptr (GBytes) html = write_report (&info, "report.html");
  g_autoptr (GBytes) pdf = write_report (&info, "report.pdf");

  g_assert_null (study->backtest);
  g_assert_null (study->evidence);
  g_assert_true (sy_chart_is_empty (roc));
  g_assert_true (sy_chart_is_empty (bands));
  g_assert_true (contains (html, "The model has no outcome to be held against."));
  g_assert_false (contains (html, ">Backtest<"));
}

static void
test_without_events (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  g_autoptr (SyEventLog) log = sy_event_log_builder_build (builder);
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyStudy) study = run_study (log, model, NULL);
  SyReportInfo info = { .study = study };
  g_autoptr (GBytes) pdf = write_report (&info, "report.pdf");

  for (const char *const *name = sy_study_chart_names (); *name != NULL; name++)
    {
      g_autoptr (SyChart) chart = sy_study_chart (study, *name, NULL);
      g_autofree char *sentence = sy_chart_describe (chart);

      g_assert_nonnull (sentence);
    }
  g_assert_cmpmem (g_bytes_get_data (pdf, NULL), 5, "%PDF-", 5);
}

static void
test_errors (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model ("", "6");
  SyStudyOptions options = SY_STUDY_OPTIONS_INIT;
  g_autoptr (SyStudy) study = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) format_error = NULL;
  g_autoptr (GError) file_error = NULL;
  g_autoptr (GError) cancel_error = NULL;
  SyReportInfo info = { 0 };

  options.as_of = AS_OF;
  options.parts = SY_STUDY_TUNING;
  study = sy_study_run (log, model, &options, NULL, NULL, NULL, NULL);
  info.study = study;
  g_assert_false (sy_report_write ("report.docx", &info, &format_error));
  g_assert_error (format_error, SY_CHART_ERROR, SY_CHART_ERROR_FORMAT);
  g_assert_false (sy_report_write ("/nonexistent-folder/report.pdf", &info, &file_error));
  g_assert_error (file_error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_cancellable_cancel (cancellable);
  g_assert_null (sy_study_run (log, model, &options, cancellable, NULL, NULL, &cancel_error));
  g_assert_error (cancel_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_waterfall_of_a_person (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = make_model (outcome_text, "6");
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, AS_OF);
  g_autoptr (SyContributions) account = sy_scorer_explain (scorer, model, 3);
  g_autoptr (SyChart)
      chart = sy_chart_waterfall_from_contributions (account, sy_event_log_get_zone (log), "Why");
  g_autoptr (SyChartTable) table = sy_chart_to_table (chart);
  double sum = 0.0;

  for (gsize row = 0; row + 1 < table->n_rows; row++)
    sum += cell (table, row, 1);
  g_assert_cmpfloat_with_epsilon (sum, sy_contributions_get_score (account), 1e-9);
  g_assert_cmpfloat_with_epsilon (cell (table, table->n_rows - 1, 1),
                                  sy_contributions_get_score (account), 1e-9);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/study/every-name", test_every_name_has_a_chart);
  g_test_add_func ("/chart/study/unknown-name", test_unknown_name);
  g_test_add_func ("/chart/study/figures", test_charts_show_the_figures);
  g_test_add_func ("/chart/study/F4-precision-rises", test_precision_rises);
  g_test_add_func ("/chart/study/default-origins", test_default_origins);
  g_test_add_func ("/chart/study/waterfall", test_waterfall_of_a_person);
  g_test_add_func ("/chart/report/html", test_html);
  g_test_add_func ("/chart/report/html-ids", test_html_ids_are_unique);
  g_test_add_func ("/chart/report/pdf", test_pdf);
  g_test_add_func ("/chart/report/same-bytes", test_same_bytes);
  g_test_add_func ("/chart/report/Q2-fairness", test_fairness);
  g_test_add_func ("/chart/report/Q2-errors", test_fairness_errors);
  g_test_add_func ("/chart/report/G4-error-list", test_error_list);
  g_test_add_func ("/chart/report/G4-one-band", test_error_list_of_one_band);
  g_test_add_func ("/chart/report/G4-no-list", test_no_error_list);
  g_test_add_func ("/chart/report/G4-too-early", test_error_list_too_early);
  g_test_add_func ("/chart/report/H4-inputs", test_inputs);
  g_test_add_func ("/chart/report/H7-data-or-edit", test_data_or_edit);
  g_test_add_func ("/chart/report/without-outcome", test_without_outcome);
  g_test_add_func ("/chart/report/without-events", test_without_events);
  g_test_add_func ("/chart/report/errors", test_errors);
  return g_test_run ();
}
