/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors at a threshold, and rules for one. */
#include "config.h"

#include <math.h>

#include "fixture.h"

#define AS_OF (START + 150 * DAY)

static SyBacktest *
run_at (SyEventLog *log,
        const SyModel *model,
        const gint64 *origins,
        gsize n_origins)
{
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  SyBacktest *backtest;

  options.origins = origins;
  options.n_origins = n_origins;
  backtest = sy_backtest_run (log, model, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return backtest;
}

/* Each row is an error of its kind, and they are in order. */
static void
check_rows (SyEventLog *log,
            const SyModel *model,
            const SyErrorReview *review,
            SyErrorKind kind)
{
  gboolean is_positive = kind == SY_ERROR_FALSE_NEGATIVE;
  gboolean high_first = is_positive == (model->outcome.direction == SY_DIRECTION_LESS);
  gsize n_members;
  const guint32 *members = sy_scores_get_members (review->scores, &n_members);
  g_autoptr (SyOutcome) outcome = sy_outcome_evaluate (log, &model->outcome, AS_OF, members,
                                                       n_members, NULL, NULL);

  for (gsize i = 0; i < review->n_rows[kind]; i++)
    {
      const SyErrorRow *row = &review->rows[kind][i];
      gsize k = 0;

      while (outcome->people[k] != row->person)
        k++;
      g_assert_cmpint (outcome->labels[k], ==, is_positive);
      g_assert_cmpint (sy_error_review_get_kind (review, row->person), ==, kind);
      g_assert_cmpfloat (row->score, ==, sy_scores_get_score (review->scores)[row->person]);
      g_assert_cmpint (sy_model_warns (model, row->score, review->threshold), !=, is_positive);
      if (i > 0 && high_first)
        g_assert_cmpfloat (row[-1].score, >=, row->score);
      else if (i > 0)
        g_assert_cmpfloat (row[-1].score, <=, row->score);
    }
}

static void
check_direction (SyDirection direction)
{
  g_autoptr (SyTestLog) rows = make_shop (1500, 250, 21);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  static const gint64 origin = AS_OF;
  g_autoptr (SyBacktest) backtest = NULL;
  g_autoptr (SyErrorReview) review = NULL;
  g_autoptr (SyErrorReview) few = NULL;
  SyConfusion confusion;

  model->outcome.direction = direction;
  if (direction == SY_DIRECTION_LESS)
    model->outcome.kind = SY_OUTCOME_ABSENCE;
  backtest = run_at (log, model, &origin, 1);
  review = sy_error_review_run (log, model, AS_OF, (double) NAN, G_MAXSIZE, NULL, NULL);
  sy_figures_get_band_confusion (backtest->pooled.figures, direction == SY_DIRECTION_LESS ? 0 : 2,
                                 &confusion);
  g_assert_cmpuint (review->confusion.tp, ==, confusion.tp);
  g_assert_cmpuint (review->confusion.fp, ==, confusion.fp);
  g_assert_cmpuint (review->confusion.fn, ==, confusion.fn);
  g_assert_cmpuint (review->confusion.tn, ==, confusion.tn);
  g_assert_cmpfloat (review->confusion.f1, ==, confusion.f1);
  g_assert_cmpuint (confusion.fp, >, 10);
  g_assert_cmpuint (confusion.fn, >, 10);
  g_assert_cmpuint (review->n_rows[SY_ERROR_FALSE_POSITIVE], ==, confusion.fp);
  g_assert_cmpuint (review->n_rows[SY_ERROR_FALSE_NEGATIVE], ==, confusion.fn);
  check_rows (log, model, review, SY_ERROR_FALSE_POSITIVE);
  check_rows (log, model, review, SY_ERROR_FALSE_NEGATIVE);
  few = sy_error_review_run (log, model, AS_OF, (double) NAN, 3, NULL, NULL);
  g_assert_cmpuint (few->n_rows[SY_ERROR_FALSE_POSITIVE], ==, 3);
  for (gsize i = 0; i < 3; i++)
    g_assert_cmpuint (few->rows[SY_ERROR_FALSE_POSITIVE][i].person, ==,
                      review->rows[SY_ERROR_FALSE_POSITIVE][i].person);
}

static void
test_confusion (void)
{
  check_direction (SY_DIRECTION_MORE);
  check_direction (SY_DIRECTION_LESS);
}

static void
add_label (GPtrArray *labels,
           const char *person,
           gint64 as_of,
           SyErrorLabel label,
           gint64 changed_at_ms)
{
  SyErrorLabelRecord *record = g_new0 (SyErrorLabelRecord, 1);

  *record = (SyErrorLabelRecord){ g_strdup (person), as_of, label, g_strdup (""), changed_at_ms };
  g_ptr_array_add (labels, record);
}

static void
test_agreement (void)
{
  g_autoptr (SyTestLog) rows = make_shop (500, 250, 22);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (SyErrorReview) review = sy_error_review_run (log, model, AS_OF, (double) NAN, 10, NULL,
                                                          NULL);
  g_autoptr (GPtrArray)
      labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_error_label_record_free);
  SyErrorAgreement agreement;
  const SyErrorRow *positives = review->rows[SY_ERROR_FALSE_POSITIVE];
  const SyErrorRow *negatives = review->rows[SY_ERROR_FALSE_NEGATIVE];
  g_autoptr (GHashTable) latest = NULL;
  const SyErrorLabelRecord *newest;
  guint32 right = 0;

  while (sy_error_review_get_kind (review, right) != SY_ERROR_NONE)
    right++;
  add_label (labels, sy_event_log_get_person_key (log, positives[0].person), AS_OF,
             SY_ERROR_LABEL_LATE, 2);
  add_label (labels, sy_event_log_get_person_key (log, positives[1].person), AS_OF,
             SY_ERROR_LABEL_JUNK, 1);
  /* Labelled twice, as somebody who was two: the later one counts. */
  add_label (labels, sy_event_log_get_person_key (log, positives[1].person), AS_OF,
             SY_ERROR_LABEL_LATE, 3);
  add_label (labels, sy_event_log_get_person_key (log, negatives[0].person), AS_OF,
             SY_ERROR_LABEL_MISSING_EVENT, 1);
  add_label (labels, sy_event_log_get_person_key (log, negatives[1].person), AS_OF - DAY,
             SY_ERROR_LABEL_JUNK, 1);
  add_label (labels, sy_event_log_get_person_key (log, right), AS_OF, SY_ERROR_LABEL_WRONG_PERSON,
             1);
  add_label (labels, "nobody", AS_OF, SY_ERROR_LABEL_JUNK, 1);
  latest = sy_error_review_map_labels (review, log, labels);
  g_assert_cmpuint (g_hash_table_size (latest), ==, 4);
  newest = g_hash_table_lookup (latest, GUINT_TO_POINTER (positives[1].person));
  g_assert_cmpint (newest->label, ==, SY_ERROR_LABEL_LATE);
  g_assert_false (g_hash_table_contains (latest, GUINT_TO_POINTER (negatives[1].person)));
  sy_error_review_count (review, log, labels, &agreement);
  g_assert_cmpuint (agreement.counts[SY_ERROR_FALSE_POSITIVE][SY_ERROR_LABEL_LATE], ==, 2);
  g_assert_cmpuint (agreement.counts[SY_ERROR_FALSE_POSITIVE][SY_ERROR_LABEL_JUNK], ==, 0);
  g_assert_cmpuint (agreement.n_reviewed[SY_ERROR_FALSE_POSITIVE], ==, 2);
  g_assert_cmpuint (agreement.n_total[SY_ERROR_FALSE_POSITIVE], ==, review->confusion.fp);
  g_assert_cmpuint (agreement.counts[SY_ERROR_FALSE_NEGATIVE][SY_ERROR_LABEL_MISSING_EVENT], ==, 1);
  g_assert_cmpuint (agreement.n_reviewed[SY_ERROR_FALSE_NEGATIVE], ==, 1);
  g_assert_cmpuint (agreement.counts[SY_ERROR_NONE][SY_ERROR_LABEL_WRONG_PERSON], ==, 1);
}

/* Labels of two dates by the bands of those dates, counted one by one. */
static void
test_agreement_by_band (void)
{
  static const gint64 dates[] = { AS_OF, AS_OF - 30 * DAY };
  g_autoptr (SyTestLog) rows = make_shop (300, 250, 24);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  g_autoptr (GPtrArray)
      labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_error_label_record_free);
  g_autoptr (SyLabelAgreement) agreement = NULL;
  g_autoptr (SyLabelAgreement) first = NULL;
  g_autofree gsize *counts = g_new0 (gsize, (model->bands->len + 1) * SY_N_ERROR_LABELS);
  g_autoptr (SyScores) scores = NULL;
  gsize n_outside = 0, n_first = 0;

  for (gsize d = 0; d < G_N_ELEMENTS (dates); d++)
    {
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, dates[d]);
      g_autoptr (SyScores) own = sy_scorer_score (scorer, model, NULL, NULL);
      const guint8 *bands = sy_scores_get_bands (own);

      for (guint32 person = 0; person < sy_event_log_get_n_people (log); person += 3)
        {
          SyErrorLabel label = (SyErrorLabel) (person % SY_N_ERROR_LABELS);

          add_label (labels, sy_event_log_get_person_key (log, person), dates[d], label, 1);
          if (bands[person] == SY_BAND_NONE)
            n_outside++;
          else
            counts[bands[person] * SY_N_ERROR_LABELS + label]++;
          n_first += d == 0 && bands[person] != SY_BAND_NONE;
        }
      if (d == 0)
        scores = sy_scores_ref (own);
    }
  add_label (labels, "nobody", AS_OF, SY_ERROR_LABEL_GOOD, 1);
  agreement = sy_label_agreement_run (log, model, labels, NULL, NULL);
  g_assert_cmpuint (agreement->n_bands, ==, model->bands->len);
  g_assert_cmpuint (agreement->n_dates, ==, 2);
  g_assert_cmpuint (agreement->n_outside, ==, n_outside + 1);
  for (gsize b = 0; b < agreement->n_bands; b++)
    {
      const SyBandLabels *band = &agreement->bands[b];
      SyInterval junk = sy_wilson ((double) band->counts[SY_ERROR_LABEL_JUNK], (double) band->n);

      g_assert_cmpmem (band->counts, sizeof band->counts, counts + b * SY_N_ERROR_LABELS,
                       sizeof band->counts);
      g_assert_cmpuint (band->n, >, 0);
      g_assert_cmpfloat (band->good, ==,
                         (double) band->counts[SY_ERROR_LABEL_GOOD] / (double) band->n);
      g_assert_cmpfloat (band->junk_interval.low, ==, junk.low);
      g_assert_cmpfloat (band->junk_interval.high, ==, junk.high);
    }
  g_assert_cmpstr (agreement->bands[agreement->n_bands].name, ==, "All");
  first = sy_label_agreement_at (log, model, scores, labels);
  g_assert_cmpuint (first->bands[first->n_bands].n, ==, n_first);
}

/* --- threshold rules --- */

/* The threshold means the list it came with. */
static void
check_threshold (const SyBacktest *backtest,
                 const SyThresholdChoice *choice)
{
  SyCurvePoint point;

  g_assert_true (sy_figures_get_point (backtest->pooled.figures, choice->threshold, &point));
  g_assert_cmpuint (point.n, ==, choice->point.n);
  g_assert_cmpuint (point.positives, ==, choice->point.positives);
}

static void
choose (const SyBacktest *backtest,
        SyThresholdRule rule,
        SyThresholdChoice *out)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = sy_threshold_rule_to_json (&rule);
  SyThresholdRule again;
  SyThresholdChoice same;

  g_assert_true (sy_backtest_choose_threshold (backtest, &rule, out, &error));
  g_assert_no_error (error);
  /* What is saved is the same rule. */
  g_assert_true (sy_threshold_rule_from_json (json, &again, &error));
  g_assert_true (sy_backtest_choose_threshold (backtest, &again, &same, NULL));
  g_assert_cmpfloat (same.threshold, ==, out->threshold);
  check_threshold (backtest, out);
}

/* Every list that a threshold can draw, counted one by one from the scores of the dates. */
typedef struct
{
  double threshold; /* the last score on it */
  gsize n;
  gsize positives;
} List;

static GArray *
draw_lists (SyEventLog *log,
            const SyModel *model,
            const gint64 *origins,
            gsize n_origins)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (List));
  GArray *lists = g_array_new (FALSE, FALSE, sizeof (List));

  for (gsize o = 0; o < n_origins; o++)
    {
      g_autoptr (SyScorer) scorer = sy_scorer_new (log, origins[o]);
      g_autoptr (SyScores) scores = sy_scorer_score (scorer, model, NULL, NULL);
      gsize n_members;
      const guint32 *members = sy_scores_get_members (scores, &n_members);
      g_autoptr (SyOutcome) outcome = sy_outcome_evaluate (log, &model->outcome, origins[o], members,
                                                           n_members, NULL, NULL);

      for (gsize i = 0; i < outcome->n; i++)
        {
          double score = sy_number_round12 (sy_scores_get_score (scores)[outcome->people[i]]);

          g_array_append_vals (rows, &(List){ score, 1, outcome->labels[i] }, 1);
        }
    }
  for (guint i = 0; i < rows->len; i++)
    {
      List list = { g_array_index (rows, List, i).threshold, 0, 0 };

      for (guint k = 0; k < rows->len; k++)
        {
          const List *row = &g_array_index (rows, List, k);

          if (model->outcome.direction == SY_DIRECTION_LESS ? row->threshold <= list.threshold
                                                            : row->threshold >= list.threshold)
            {
              list.n++;
              list.positives += row->positives;
            }
        }
      g_array_append_vals (lists, &list, 1);
    }
  return lists;
}

/* The longest of the lists that are as asked for is the one that was chosen. */
static void
assert_longest (const GArray *lists,
                const SyThresholdChoice *choice,
                gboolean (*fits) (const List *list,
                                  gconstpointer data),
                gconstpointer data)
{
  gsize longest = 0;

  for (guint i = 0; i < lists->len; i++)
    {
      const List *list = &g_array_index (lists, List, i);

      if (fits (list, data) && list->n > longest)
        longest = list->n;
    }
  g_assert_cmpuint (choice->point.n, ==, longest);
}

static gboolean
is_short (const List *list,
          gconstpointer most)
{
  return (double) list->n <= *(const double *) most;
}

static gboolean
is_precise (const List *list,
            gconstpointer least)
{
  return (double) list->positives / (double) list->n >= *(const double *) least;
}

static gboolean
is_likely (const List *list,
           gconstpointer figures)
{
  const SyFigures *self = figures;

  return sy_logistic_predict (&self->calibration, list->threshold) >= self->base_rate;
}

static void
check_rules (SyDirection direction)
{
  g_autoptr (SyTestLog) rows = make_shop (1200, 300, 23);
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_shop_model ();
  static const gint64 origins[] = { START + 120 * DAY, START + 200 * DAY };
  g_autoptr (SyBacktest) backtest = NULL;
  g_autoptr (GArray) lists = NULL;
  const SyFigures *figures;
  double most = 0;
  SyThresholdRule margin = { SY_THRESHOLD_MARGIN, (double) NAN, 2, 45, 0.12 };
  SyThresholdChoice choice;
  SyThresholdChoice weekly;

  model->outcome.direction = direction;
  if (direction == SY_DIRECTION_LESS)
    model->outcome.kind = SY_OUTCOME_ABSENCE;
  backtest = run_at (log, model, origins, 2);
  figures = backtest->pooled.figures;
  lists = draw_lists (log, model, origins, 2);
  g_assert_cmpuint (figures->steps.n, >, 1000);
  for (guint n = 1; n < 1000; n += 37)
    {
      double longest = 2.0 * n;
      g_autoptr (GError) error = NULL;
      SyThresholdRule rule = { SY_THRESHOLD_TOP, n, NAN, NAN, NAN };

      choice.point.n = 0;
      if (!sy_backtest_choose_threshold (backtest, &rule, &choice, &error))
        g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
      else
        check_threshold (backtest, &choice);
      assert_longest (lists, &choice, is_short, &longest);
    }
  choose (backtest, (SyThresholdRule){ SY_THRESHOLD_TOP, 700, NAN, NAN, NAN }, &choice);
  g_assert_cmpuint (choice.n_dates, ==, 2);
  g_assert_cmpuint (choice.point.n, <=, 1400);
  /* 700 people within 30 days are 163.33 a week. */
  choose (backtest, (SyThresholdRule){ SY_THRESHOLD_WEEKLY, 700 * 7 / 30.0, NAN, NAN, NAN }, &weekly);
  g_assert_cmpfloat (weekly.threshold, ==, choice.threshold);

  for (double precision = 0.05; precision < 0.5; precision += 0.05)
    {
      SyThresholdRule rule = { SY_THRESHOLD_PRECISION, precision, NAN, NAN, NAN };

      choice.point.n = 0;
      if (sy_backtest_choose_threshold (backtest, &rule, &choice, NULL))
        check_threshold (backtest, &choice);
      assert_longest (lists, &choice, is_precise, &precision);
    }
  choose (backtest, (SyThresholdRule){ SY_THRESHOLD_RATE, backtest->pooled.base_rate, NAN, NAN, NAN },
          &choice);
  assert_longest (lists, &choice, is_likely, figures);

  choose (backtest, margin, &choice);
  g_assert_cmpfloat (choice.margin, ==, sy_threshold_rule_get_margin (&margin, &choice.point));
  g_assert_cmpfloat (choice.margin, >, 0);
  for (guint i = 0; i < lists->len; i++)
    {
      const List *list = &g_array_index (lists, List, i);

      most = MAX (most, (double) list->positives * 0.12 * 45 - (double) list->n * 2);
    }
  g_assert_cmpfloat_with_epsilon (choice.margin, most, 1e-9);
  margin.cost = 1000;
  g_assert_false (sy_backtest_choose_threshold (backtest, &margin, &choice, NULL));
}

static void
test_rules (void)
{
  check_rules (SY_DIRECTION_MORE);
  check_rules (SY_DIRECTION_LESS);
}

static void
test_rule_texts (void)
{
  static const char *const wrong[] = { "", "[]", "{}", "{\"rule\": \"best\"}", "{\"rule\": \"top\"}",
                                       "{\"rule\": \"top\", \"amount\": 0}",
                                       "{\"rule\": \"rate\", \"amount\": 12}",
                                       "{\"rule\": \"margin\", \"cost\": 1, \"value\": 2}" };
  SyThresholdRule rule = { SY_THRESHOLD_RATE, 0.12, NAN, NAN, NAN };
  g_autofree char *words = sy_threshold_rule_describe (&rule);

  g_assert_cmpstr (words, ==, "everyone with a chance of at least 12 %");
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (sy_threshold_rule_from_json (wrong[i], &rule, &error));
      g_assert_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/validate/error-review/G4-confusion", test_confusion);
  g_test_add_func ("/validate/error-review/G4-agreement", test_agreement);
  g_test_add_func ("/validate/error-review/G6-by-band", test_agreement_by_band);
  g_test_add_func ("/validate/threshold-rule/K6-solves", test_rules);
  g_test_add_func ("/validate/threshold-rule/texts", test_rule_texts);
  return g_test_run ();
}
