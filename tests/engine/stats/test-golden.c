/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every figure against values from two independent stacks (R with pROC, Hmisc and survival; Python
 * with scikit-learn, SciPy and statsmodels) in tests/data/oracle. */
#include "config.h"

#include <math.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "sy-engine.h"

#define EXACT 1e-10
#define ITERATIVE 1e-6

#define N_PEOPLE 400
#define N_LATER 300

typedef struct
{
  JsonParser *golden;
  double scores[N_PEOPLE];
  double scores2[N_PEOPLE];
  guint8 outcome[N_PEOPLE];
  double later[N_LATER];
  SyRanking *ranking;
  SyRanking *ranking2;
  SyRanking *ranking_later;
  SyRoc *roc;
} Fixture;

static char *
read_oracle (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "oracle", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Reads one numeric column of a CSV file without quotes. */
static void
read_column (const char *name,
             guint column,
             double *out_values,
             gsize n)
{
  g_autofree char *text = read_oracle (name);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, n + 2);
  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i + 1], ",", -1);

      g_assert_true (sy_number_parse (fields[column], strlen (fields[column]), &out_values[i]));
    }
}

static void
set_up (Fixture *self,
        gconstpointer data)
{
  g_autofree char *text = read_oracle ("golden.json");
  g_autoptr (GError) error = NULL;
  double labels[N_PEOPLE];

  self->golden = json_parser_new ();
  json_parser_load_from_data (self->golden, text, -1, &error);
  g_assert_no_error (error);
  read_column ("golden_scores.csv", 1, self->scores, N_PEOPLE);
  read_column ("golden_scores.csv", 2, labels, N_PEOPLE);
  read_column ("golden_scores2.csv", 1, self->scores2, N_PEOPLE);
  read_column ("golden_ref2.csv", 1, self->later, N_LATER);
  for (gsize i = 0; i < N_PEOPLE; i++)
    self->outcome[i] = labels[i] > 0;
  self->ranking = sy_ranking_new ();
  self->ranking2 = sy_ranking_new ();
  self->ranking_later = sy_ranking_new ();
  self->roc = sy_roc_new ();
  g_assert_true (
      sy_ranking_reset (self->ranking, self->scores, N_PEOPLE, SY_RANK_HIGH_FIRST, NULL));
  g_assert_true (
      sy_ranking_reset (self->ranking2, self->scores2, N_PEOPLE, SY_RANK_HIGH_FIRST, NULL));
  g_assert_true (
      sy_ranking_reset (self->ranking_later, self->later, N_LATER, SY_RANK_HIGH_FIRST, NULL));
  sy_roc_reset (self->roc, self->ranking, self->outcome);
}

static void
tear_down (Fixture *self,
           gconstpointer data)
{
  sy_roc_free (self->roc);
  sy_ranking_free (self->ranking_later);
  sy_ranking_free (self->ranking2);
  sy_ranking_free (self->ranking);
  g_object_unref (self->golden);
}

/* The number at a path of keys and indexes, as "bands/wilson95/0/1". */
static double
get_golden (const Fixture *self,
            const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);
  JsonNode *node = json_parser_get_root (self->golden);

  for (char **step = steps; *step != NULL; step++)
    {
      if (JSON_NODE_HOLDS_ARRAY (node))
        node = json_array_get_element (json_node_get_array (node),
                                       (guint) g_ascii_strtoull (*step, NULL, 10));
      else
        node = json_object_get_member (json_node_get_object (node), *step);
      g_assert_nonnull (node);
    }
  return json_node_get_double (node);
}

static void
check_near (double value,
            double expected,
            double epsilon)
{
  g_assert_cmpfloat_with_epsilon (value, expected, epsilon * MAX (1.0, fabs (expected)));
}

static void
check (const Fixture *self,
       double value,
       const char *path)
{
  check_near (value, get_golden (self, path), EXACT);
}

static void
test_auc (Fixture *self,
          gconstpointer data)
{
  SyAuc auc;

  g_assert_true (sy_roc_get_auc (self->roc, &auc, NULL));
  check (self, auc.value, "auc");
  check (self, 2 * auc.value - 1, "gini");
  check (self, auc.u, "mannwhitney_U");
  check (self, sqrt (auc.variance), "delong_se");
  check (self, auc.low, "delong_ci95/0");
  check (self, auc.high, "delong_ci95/1");
  /* pROC: var (roc, method = "delong"). */
  check_near (auc.variance, 0.000614877116037, 1e-14);
  g_assert_cmpuint (auc.n_positive, ==, 127);
  g_assert_cmpuint (auc.n_negative, ==, 273);
}

static void
test_auc_paired (Fixture *self,
                 gconstpointer data)
{
  SyAucComparison paired;

  g_assert_true (sy_auc_compare (self->ranking, self->ranking2, self->outcome, &paired, NULL));
  check (self, paired.first, "delong_paired/auc1");
  check (self, paired.second, "delong_paired/auc2");
  check (self, paired.difference, "delong_paired/diff");
  check (self, paired.se, "delong_paired/se");
  check (self, paired.z, "delong_paired/z");
  check (self, paired.p, "delong_paired/p");
  check (self, paired.low, "delong_paired/ci95/0");
  check (self, paired.high, "delong_paired/ci95/1");
}

static void
test_ks (Fixture *self,
         gconstpointer data)
{
  SyKs ks;

  g_assert_true (sy_roc_get_ks (self->roc, &ks, NULL));
  check (self, ks.value, "ks_outcome");
  g_assert_true (sy_ks_two_sample (self->ranking, self->ranking_later, &ks, NULL));
  check (self, ks.value, "ks_drift");
}

static void
test_deciles (Fixture *self,
              gconstpointer data)
{
  SyDecile deciles[SY_N_DECILES];
  double gain = 0;

  sy_roc_get_deciles (self->roc, deciles);
  for (guint d = 0; d < SY_N_DECILES; d++)
    {
      g_autofree char *n = g_strdup_printf ("deciles/n/%u", d);
      g_autofree char *events = g_strdup_printf ("deciles/events/%u", d);
      g_autofree char *lift = g_strdup_printf ("deciles/lift/%u", d);
      g_autofree char *cum_gain = g_strdup_printf ("deciles/cum_gain/%u", d);
      g_autofree char *cum_lift = g_strdup_printf ("deciles/cum_lift/%u", d);

      check (self, (double) deciles[d].n, n);
      check (self, (double) deciles[d].positives, events);
      check (self, deciles[d].lift, lift);
      check (self, deciles[d].gain, cum_gain);
      gain = deciles[d].gain;
      check (self, gain * 10 / (d + 1), cum_lift);
    }
  check (self, sy_roc_get_top_lift (self->roc, 0.1, SY_TIES_BY_INDEX), "deciles/lift/0");
}

static void
test_threshold (Fixture *self,
                gconstpointer data)
{
  SyConfusion confusion;

  sy_roc_get_confusion (self->roc, 60, &confusion);
  check (self, (double) confusion.tp, "thr60/tp");
  check (self, (double) confusion.fp, "thr60/fp");
  check (self, (double) confusion.fn, "thr60/fn");
  check (self, (double) confusion.tn, "thr60/tn");
  check (self, confusion.precision, "thr60/precision");
  check (self, confusion.recall, "thr60/recall");
  check (self, confusion.f1, "thr60/f1");
  check (self, sy_roc_get_average_precision (self->roc), "average_precision");
}

static guint
find_band (double score)
{
  return score < 35 ? 0 : score < 60 ? 1
                                     : 2;
}

static void
count_bands (const Fixture *self,
             gsize n[3],
             gsize events[3])
{
  for (gsize i = 0; i < N_PEOPLE; i++)
    {
      n[find_band (self->scores[i])]++;
      events[find_band (self->scores[i])] += self->outcome[i];
    }
}

static void
test_bands (Fixture *self,
            gconstpointer data)
{
  gsize n[3] = { 0 };
  gsize events[3] = { 0 };
  double n_real[3];
  double events_real[3];
  double woe[3];
  double iv;
  SyTrend trend;

  count_bands (self, n, events);
  for (guint b = 0; b < 3; b++)
    {
      g_autofree char *rate = g_strdup_printf ("bands/rate/%u", b);
      g_autofree char *low = g_strdup_printf ("bands/wilson95/%u/0", b);
      g_autofree char *high = g_strdup_printf ("bands/wilson95/%u/1", b);
      SyInterval wilson = sy_wilson ((double) events[b], (double) n[b]);

      check (self, (double) events[b] / (double) n[b], rate);
      check (self, wilson.low, low);
      check (self, wilson.high, high);
      n_real[b] = (double) n[b];
      events_real[b] = (double) events[b];
    }
  sy_trend_cochran_armitage (events_real, n_real, 3, &trend);
  check (self, trend.chi2, "cochran_armitage/chi2");
  check (self, trend.z, "cochran_armitage/z");
  check_near (trend.p / get_golden (self, "cochran_armitage/p_two_sided"), 1.0, EXACT);
  /* The other variance in use, of coin and statsmodels, differs by (N - 1) / N. */
  check_near (trend.z * sqrt (399.0 / 400.0), get_golden (self, "statsmodels_ordinal/z"), EXACT);
  iv = sy_information_value (events, n, 3, woe);
  check (self, iv, "iv");
  check (self, woe[0], "woe/0");
  check (self, woe[1], "woe/1");
  check (self, woe[2], "woe/2");
}

static void
test_two_proportions (Fixture *self,
                      gconstpointer data)
{
  SyTwoProportions result;

  sy_two_proportions (72, 131, 9, 97, &result);
  check (self, result.difference, "two_prop/diff");
  check (self, result.wald.low, "two_prop/wald95/0");
  check (self, result.wald.high, "two_prop/wald95/1");
  check (self, result.newcombe.low, "two_prop/newcombe95/0");
  check (self, result.newcombe.high, "two_prop/newcombe95/1");
  check (self, result.z, "two_prop/z_pooled");
  check_near (result.p / get_golden (self, "two_prop/p"), 1.0, EXACT);
  check (self, result.ratio, "two_prop/rr");
  check (self, result.ratio_interval.low, "two_prop/rr_katz95/0");
  check (self, result.ratio_interval.high, "two_prop/rr_katz95/1");
}

static void
test_psi (Fixture *self,
          gconstpointer data)
{
  static const double edges[] = { 20, 40, 60, 80 };
  gsize reference[5];
  gsize current[5];
  double terms[5];
  SyPsi psi;

  sy_bins_count (edges, 4, self->scores, N_PEOPLE, reference);
  sy_bins_count (edges, 4, self->later, N_LATER, current);
  sy_psi (reference, current, 5, terms, &psi);
  check (self, psi.value, "psi/psi");
  check (self, psi.critical, "psi/crit95_yurdakul");
  g_assert_false (psi.filled);
  for (guint b = 0; b < 5; b++)
    {
      g_autofree char *n_reference = g_strdup_printf ("psi/ref/%u", b);
      g_autofree char *n_current = g_strdup_printf ("psi/cur/%u", b);
      g_autofree char *term = g_strdup_printf ("psi/terms/%u", b);

      check (self, (double) reference[b], n_reference);
      check (self, (double) current[b], n_current);
      check (self, terms[b], term);
    }
  check (self, sy_js_divergence (reference, current, 5), "js_divergence_nats");
  check (self, sy_wasserstein (self->ranking, self->ranking_later), "wasserstein");
}

/* The variant over the reference's deciles, from psi_variants.json. */
static void
test_psi_deciles (Fixture *self,
                  gconstpointer data)
{
  g_autofree char *text = read_oracle ("psi_variants.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize n_edges;
  g_autofree double *edges = sy_bins_from_quantiles (self->ranking, 10, &n_edges);
  gsize reference[10];
  gsize current[10];
  SyPsi psi;

  g_assert_cmpuint (n_edges, ==, 9);
  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  sy_bins_count (edges, n_edges, self->scores, N_PEOPLE, reference);
  sy_bins_count (edges, n_edges, self->later, N_LATER, current);
  sy_psi (reference, current, 10, NULL, &psi);
  check_near (psi.value,
              json_object_get_double_member (json_node_get_object (json_parser_get_root (parser)),
                                             "reference_deciles"),
              EXACT);
}

static void
test_psi_empty_bin (Fixture *self,
                    gconstpointer data)
{
  gsize reference[] = { 38, 88, 143, 104, 27 };
  gsize current[] = { 52, 95, 94, 49, 10 };
  gsize reference_halves[5];
  gsize current_halves[5];
  SyPsi psi;
  double sum = 0;

  /* The oracle adds a half although nothing is empty: twice the counts plus one are the same shares. */
  for (guint b = 0; b < 5; b++)
    {
      reference_halves[b] = 2 * reference[b] + 1;
      current_halves[b] = 2 * current[b] + 1;
    }
  sy_psi (reference_halves, current_halves, 5, NULL, &psi);
  check (self, psi.value, "psi/psi_add_half");

  /* With an empty bin the halves come by themselves. */
  current[4] = 0;
  sy_psi (reference, current, 5, NULL, &psi);
  g_assert_true (psi.filled);
  for (guint b = 0; b < 5; b++)
    {
      double e = ((double) reference[b] + 0.5) / 402.5;
      double a = ((double) current[b] + 0.5) / 292.5;

      sum += (a - e) * log (a / e);
    }
  check_near (psi.value, sum, EXACT);
}

static void
test_association (Fixture *self,
                  gconstpointer data)
{
  double labels[N_PEOPLE];

  for (gsize i = 0; i < N_PEOPLE; i++)
    labels[i] = self->outcome[i];
  check (self, sy_spearman (self->scores, labels, N_PEOPLE), "spearman");
  check (self, sy_roc_get_spearman (self->roc), "spearman");
  check (self, sy_roc_get_kendall (self->roc), "kendall_tau_b");
  check (self, sy_point_biserial (self->scores, self->outcome, N_PEOPLE), "pointbiserial");
}

static void
test_logistic (Fixture *self,
               gconstpointer data)
{
  SyLogistic fit;
  SyReliability reliability;
  double probabilities[N_PEOPLE];

  g_assert_true (
      sy_logistic_fit (self->scores, self->outcome, N_PEOPLE, SY_TARGETS_PLAIN, &fit, NULL));
  check_near (fit.b0, get_golden (self, "logit_mle/b0"), ITERATIVE);
  check_near (fit.b1, get_golden (self, "logit_mle/b1"), ITERATIVE);
  for (gsize i = 0; i < N_PEOPLE; i++)
    probabilities[i] = sy_logistic_predict (&fit, self->scores[i]);
  g_assert_true (
      sy_reliability_compute (probabilities, self->outcome, N_PEOPLE, &reliability, NULL));
  check (self, reliability.brier, "brier_logit");
  check (self, reliability.skill, "brier_skill");
  check (self, reliability.log_loss, "logloss_logit");
  check (self, reliability.uncertainty, "brier_base");
  check (self, reliability.ece, "ece10");
  check (self, reliability.reliability, "murphy10/reliability");
  check (self, reliability.resolution, "murphy10/resolution");
  check (self, reliability.uncertainty, "murphy10/uncertainty");

  g_assert_true (
      sy_logistic_fit (self->scores, self->outcome, N_PEOPLE, SY_TARGETS_PLATT, &fit, NULL));
  check_near (fit.b0, get_golden (self, "platt_smoothed/b0"), ITERATIVE);
  check_near (fit.b1, get_golden (self, "platt_smoothed/b1"), ITERATIVE);
}

static void
test_isotonic (Fixture *self,
               gconstpointer data)
{
  static const char *const at[] = { "0", "20", "35", "50", "60", "75", "90", "100" };
  g_autoptr (SyIsotonic) fit = sy_isotonic_fit (self->ranking, self->outcome, NULL);
  SyReliability reliability;
  double probabilities[N_PEOPLE];

  for (gsize i = 0; i < G_N_ELEMENTS (at); i++)
    {
      g_autofree char *path = g_strconcat ("isotonic/", at[i], NULL);

      check (self, sy_isotonic_predict (fit, g_ascii_strtod (at[i], NULL)), path);
    }
  for (gsize i = 0; i < N_PEOPLE; i++)
    probabilities[i] = sy_isotonic_predict (fit, self->scores[i]);
  g_assert_true (
      sy_reliability_compute (probabilities, self->outcome, N_PEOPLE, &reliability, NULL));
  check (self, reliability.brier, "brier_isotonic");
}

static void
test_scorecard (Fixture *self,
                gconstpointer data)
{
  SyPdo pdo = sy_pdo (600, 20, 50);
  guint32 first[N_PEOPLE];
  guint32 second[N_PEOPLE];
  gsize n_first = 0;
  gsize n_second = 0;
  SySetOverlap overlap;

  check (self, pdo.factor, "pdo/factor");
  check (self, pdo.offset, "pdo/offset");
  check (self, pdo.offset + pdo.factor * log (40), "pdo/score_at_odds_40");
  for (guint32 i = 0; i < N_PEOPLE; i++)
    {
      if (self->scores[i] >= 60)
        first[n_first++] = i;
      if ((i + 1) % 3 == 0)
        second[n_second++] = i;
    }
  sy_set_overlap (first, n_first, second, n_second, &overlap);
  check (self, overlap.jaccard, "jaccard");
  check (self, overlap.coefficient, "overlap_coef");
}

static void
test_mcnemar (Fixture *self,
              gconstpointer data)
{
  gsize b = 0;
  gsize c = 0;

  for (gsize i = 0; i < N_PEOPLE; i++)
    {
      gboolean first = (self->scores[i] >= 60) == self->outcome[i];
      gboolean second = (self->scores2[i] >= 60) == self->outcome[i];

      b += first && !second;
      c += !first && second;
    }
  check (self, (double) b, "mcnemar_correctness60/table/0/1");
  check (self, (double) c, "mcnemar_correctness60/table/1/0");
  check (self, sy_mcnemar_exact (b, c), "mcnemar_correctness60/p_exact");
}

static void
test_survival (Fixture *self,
               gconstpointer data)
{
  double times[N_PEOPLE];
  double events_real[N_PEOPLE];
  double bands_real[N_PEOPLE];
  guint8 events[N_PEOPLE];
  guint32 bands[N_PEOPLE];
  double observed[3];
  double expected[3];
  SyLogRank log_rank;

  read_column ("golden_surv.csv", 1, times, N_PEOPLE);
  read_column ("golden_surv.csv", 2, events_real, N_PEOPLE);
  read_column ("golden_surv.csv", 3, bands_real, N_PEOPLE);
  for (gsize i = 0; i < N_PEOPLE; i++)
    {
      events[i] = events_real[i] > 0;
      bands[i] = (guint32) bands_real[i];
    }
  sy_log_rank (times, events, bands, N_PEOPLE, 3, observed, expected, &log_rank);
  check (self, log_rank.chi2, "logrank/chi2");
  g_assert_cmpuint (log_rank.df, ==, 2);
  for (guint b = 0; b < 3; b++)
    {
      g_autofree char *path_observed = g_strdup_printf ("logrank/O/%u", b);
      g_autofree char *path_expected = g_strdup_printf ("logrank/E/%u", b);
      g_autofree char *path_survival = g_strdup_printf ("km_at30/%u/0", b);
      g_autofree char *path_se = g_strdup_printf ("km_at30/%u/1", b);
      g_autofree SySurvivalPoint *points = NULL;
      double band_times[N_PEOPLE];
      guint8 band_events[N_PEOPLE];
      gsize n = 0;
      gsize n_points;
      gsize last = 0;

      check (self, observed[b], path_observed);
      check (self, expected[b], path_expected);
      for (gsize i = 0; i < N_PEOPLE; i++)
        if (bands[i] == b)
          {
            band_times[n] = times[i];
            band_events[n++] = events[i];
          }
      points = sy_kaplan_meier (band_times, band_events, n, &n_points);
      while (last + 1 < n_points && points[last + 1].time <= 30)
        last++;
      check (self, points[last].survival, path_survival);
      check (self, points[last].se, path_se);
    }
}

static void
test_testing (Fixture *self,
              gconstpointer data)
{
  double p[8];
  double adjusted[8];
  double x[14];
  double y[14];
  SySlope slope;

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *path = g_strdup_printf ("bh/p/%u", i);

      p[i] = get_golden (self, path);
    }
  sy_benjamini_hochberg (p, 8, adjusted);
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *path = g_strdup_printf ("bh/adj/%u", i);

      check (self, adjusted[i], path);
    }
  for (guint i = 0; i < 14; i++)
    {
      g_autofree char *path = g_strdup_printf ("theil_sen/y/%u", i);

      x[i] = i;
      y[i] = get_golden (self, path);
    }
  sy_theil_sen (x, y, 14, &slope);
  check (self, slope.slope, "theil_sen/slope");
  check (self, slope.low, "theil_sen/lo");
  check (self, slope.high, "theil_sen/hi");
  check (self, sy_sample_size_two_arms (0.10, 0.13, 0.05, 0.8), "sample_size/n_per_arm");
}

#define ADD(name, function) g_test_add ("/stats/golden/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("auc", test_auc);
  ADD ("auc-paired", test_auc_paired);
  ADD ("ks", test_ks);
  ADD ("deciles", test_deciles);
  ADD ("threshold", test_threshold);
  ADD ("bands", test_bands);
  ADD ("two-proportions", test_two_proportions);
  ADD ("psi", test_psi);
  ADD ("psi-deciles", test_psi_deciles);
  ADD ("psi-empty-bin", test_psi_empty_bin);
  ADD ("F5-association", test_association);
  ADD ("logistic", test_logistic);
  ADD ("isotonic", test_isotonic);
  ADD ("scorecard", test_scorecard);
  ADD ("mcnemar", test_mcnemar);
  ADD ("survival", test_survival);
  ADD ("testing", test_testing);
  return g_test_run ();
}
