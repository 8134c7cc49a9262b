/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backtest as JSON. */
#include "config.h"

#include "sy-cli-backtest.h"

#include <math.h>

static void
write_interval (SyJsonWriter *writer,
                const char *low,
                const char *high,
                SyInterval interval)
{
  sy_json_member_number (writer, low, interval.low);
  sy_json_member_number (writer, high, interval.high);
}

static void
write_bands (SyJsonWriter *writer,
             const SyFigures *figures)
{
  sy_json_begin_member (writer, "bands", TRUE);
  for (gsize i = 0; figures != NULL && i < figures->n_bands; i++)
    {
      const SyBandOutcome *band = &figures->bands[i];
      SyConfusion confusion;

      sy_figures_get_band_confusion (figures, i, &confusion);
      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "name", band->name);
      sy_json_member_number (writer, "min", band->min);
      sy_json_member_int (writer, "n", (gint64) band->n);
      sy_json_member_int (writer, "positives", (gint64) band->positives);
      sy_json_member_range (writer, "rate", band->rate, band->low, band->high);
      sy_json_member_number (writer, "lift", band->lift);
      sy_json_member_number (writer, "precision", confusion.precision);
      sy_json_member_number (writer, "recall", confusion.recall);
      sy_json_member_number (writer, "f1", confusion.f1);
      sy_json_member_boolean (writer, "small_n", sy_is_small_n (band->n));
      write_interval (writer, "precision_low", "precision_high", figures->lists[i].precision);
      sy_json_member_int (writer, "precision_n", (gint64) (confusion.tp + confusion.fp));
      write_interval (writer, "recall_low", "recall_high", figures->lists[i].recall);
      sy_json_member_int (writer, "recall_n", (gint64) (confusion.tp + confusion.fn));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_deciles (SyJsonWriter *writer,
               const SyFigures *figures)
{
  sy_json_begin_member (writer, "deciles", TRUE);
  for (gsize i = 0; figures != NULL && i < SY_N_DECILES; i++)
    {
      const SyDecile *decile = &figures->deciles[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_int (writer, "n", (gint64) decile->n);
      sy_json_member_int (writer, "positives", (gint64) decile->positives);
      sy_json_member_number (writer, "rate", decile->rate);
      sy_json_member_number (writer, "lift", decile->lift);
      sy_json_member_number (writer, "gain", decile->gain);
      write_interval (writer, "low", "high", figures->decile_intervals[i]);
      sy_json_member_boolean (writer, "small_n", sy_is_small_n (decile->n));
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

static void
write_inversions (SyJsonWriter *writer,
                  const SyFigures *figures)
{
  sy_json_begin_member (writer, "inversions", TRUE);
  for (gsize i = 0; figures != NULL && i < figures->n_inversions; i++)
    {
      const SyInversion *inversion = &figures->inversions[i];

      sy_json_writer_begin_object (writer, SY_JSON_INLINE);
      sy_json_member_text (writer, "lower", figures->bands[inversion->lower].name);
      sy_json_member_text (writer, "upper", figures->bands[inversion->upper].name);
      sy_json_member_number (writer, "lower_rate", inversion->lower_rate);
      sy_json_member_number (writer, "upper_rate", inversion->upper_rate);
      sy_json_member_number (writer, "p", inversion->p);
      sy_json_writer_end_object (writer);
    }
  sy_json_writer_end_array (writer);
}

/* Null where there is no probability to judge. */
static void
write_reliability (SyJsonWriter *writer,
                   const SyFigures *figures)
{
  const SyReliability *reliability;

  sy_json_writer_key (writer, "reliability");
  if (figures == NULL || figures->probabilities == SY_PROBABILITY_NONE)
    {
      sy_json_writer_null (writer);
      return;
    }
  reliability = &figures->reliability;
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "source", sy_probability_source_get_name (figures->probabilities));
  sy_json_member_number (writer, "brier", reliability->brier);
  sy_json_member_number (writer, "skill", reliability->skill);
  sy_json_member_number (writer, "uncertainty", reliability->uncertainty);
  sy_json_member_number (writer, "resolution", reliability->resolution);
  sy_json_member_number (writer, "reliability", reliability->reliability);
  sy_json_member_number (writer, "ece", reliability->ece);
  sy_cli_write_reliability_bins (writer, reliability);
  sy_json_writer_end_object (writer);
}

static void
write_auc (SyJsonWriter *writer,
           const SyFigures *figures)
{
  sy_json_member_auc (writer, "auc", figures == NULL ? NULL : &figures->auc);
}

static void
write_figures (SyJsonWriter *writer,
               const SyFigures *figures)
{
  write_auc (writer, figures);
  sy_json_member_number (writer, "ks", figures == NULL ? (double) NAN : figures->ks.value);
  sy_json_member_number (writer, "gini", figures == NULL ? (double) NAN : figures->gini);
  sy_json_member_number (writer, "top_decile_lift",
                         figures == NULL ? (double) NAN : figures->top_decile_lift);
  sy_json_member_number (writer, "top_decile_lift_low",
                         figures == NULL ? (double) NAN : figures->top_decile_interval.low);
  sy_json_member_number (writer, "top_decile_lift_high",
                         figures == NULL ? (double) NAN : figures->top_decile_interval.high);
  sy_json_member_number (writer, "average_precision",
                         figures == NULL ? (double) NAN : figures->average_precision);
  sy_json_member_number (writer, "spearman",
                         figures == NULL ? (double) NAN : figures->spearman);
  sy_json_member_number (writer, "point_biserial",
                         figures == NULL ? (double) NAN : figures->point_biserial);
  sy_json_member_number (writer, "band_ratio",
                         figures == NULL ? (double) NAN : sy_figures_get_band_ratio (figures));
  write_interval (writer, "band_ratio_low", "band_ratio_high",
                  figures == NULL ? (SyInterval){ (double) NAN, (double) NAN }
                                  : figures->band_ratio_interval);
  write_deciles (writer, figures);
  write_bands (writer, figures);
  sy_json_writer_key (writer, "trend");
  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_member_number (writer, "chi2", figures == NULL ? (double) NAN : figures->trend.chi2);
  sy_json_member_number (writer, "z", figures == NULL ? (double) NAN : figures->trend.z);
  sy_json_member_number (writer, "p", figures == NULL ? (double) NAN : figures->trend.p);
  sy_json_writer_end_object (writer);
  write_inversions (writer, figures);
  write_reliability (writer, figures);
}

static void
write_comparison (SyJsonWriter *writer,
                  const SyBacktestOrigin *origin)
{
  sy_json_begin_member (writer, "compared", FALSE);
  write_auc (writer, origin->published);
  sy_json_member_range (writer, "difference", origin->comparison.difference, origin->comparison.low,
                        origin->comparison.high);
  sy_json_member_number (writer, "z", origin->comparison.z);
  sy_json_member_number (writer, "p", origin->comparison.p);
  sy_json_writer_end_object (writer);
}

static void
write_origin (SyJsonWriter *writer,
              const SyBacktestOrigin *origin,
              gboolean is_pooled)
{
  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  if (!is_pooled)
    {
      sy_json_member_instant (writer, "as_of", origin->as_of);
      sy_json_member_boolean (writer, "mature", origin->is_mature);
    }
  sy_json_member_int (writer, "population", (gint64) origin->n_population);
  sy_json_member_int (writer, "already", (gint64) origin->n_already);
  sy_json_member_int (writer, "immature", (gint64) origin->n_immature);
  sy_json_member_int (writer, "refused", (gint64) origin->n_refused);
  sy_json_member_int (writer, "n", (gint64) origin->n);
  sy_json_member_int (writer, "positives", (gint64) origin->n_positive);
  sy_json_member_number (writer, "base_rate", origin->base_rate);
  write_interval (writer, "base_rate_low", "base_rate_high",
                  origin->figures == NULL ? (SyInterval){ (double) NAN, (double) NAN }
                                          : origin->figures->base_interval);
  sy_json_member_boolean (writer, "small_n", sy_is_small_n (origin->n));
  write_figures (writer, origin->figures);
  if (origin->published != NULL)
    write_comparison (writer, origin);
  sy_json_writer_end_object (writer);
}

/* The dates tuned on and those not seen, and how far they lie apart. */
static void
write_sides (SyJsonWriter *writer,
             const SyBacktest *backtest)
{
  SyTuningGap gap;

  sy_backtest_get_gap (backtest, &gap);
  sy_json_member_instant (writer, "tuned_until", backtest->tuned_until);
  sy_json_writer_key (writer, "tuned");
  write_origin (writer, &backtest->tuned, TRUE);
  sy_json_writer_key (writer, "unseen");
  write_origin (writer, &backtest->unseen, TRUE);
  sy_json_begin_member (writer, "gap", FALSE);
  sy_json_member_range (writer, "auc_difference", gap.difference, gap.low, gap.high);
  sy_json_member_number (writer, "z", gap.z);
  sy_json_member_number (writer, "p", gap.p);
  sy_json_writer_end_object (writer);
}

SyExit
sy_cli_backtest_print_json (SyCli *cli,
                            const SyCliRun *run,
                            const SyBacktest *backtest,
                            const GArray *alarms,
                            const SyCliFollowUp *follow_up,
                            const SyPerformance *performance)
{
  g_autoptr (SyJsonWriter) writer = sy_json_writer_new ();
  g_autofree char *sha256 = sy_model_sha256 (run->chosen.model);

  sy_json_writer_begin_object (writer, SY_JSON_LINES);
  sy_json_member_text (writer, "model", run->chosen.name);
  sy_json_member_version (writer, run->chosen.version);
  sy_json_member_text (writer, "sha256", sha256);
  sy_json_member_text (writer, "outcome", backtest->outcome);
  sy_json_member_text (writer, "direction",
                       backtest->direction == SY_DIRECTION_MORE ? "more" : "less");
  sy_json_member_number (writer, "horizon_days", backtest->horizon_days);
  sy_json_member_number (writer, "gap_days", backtest->gap_days);
  sy_json_begin_member (writer, "origins", TRUE);
  for (gsize i = 0; i < backtest->n_origins; i++)
    write_origin (writer, &backtest->origins[i], FALSE);
  sy_json_writer_end_array (writer);
  sy_json_writer_key (writer, "pooled");
  write_origin (writer, &backtest->pooled, TRUE);
  if (backtest->tuned_until != G_MININT64)
    write_sides (writer, backtest);
  if (alarms != NULL)
    sy_json_member_alarms (writer, alarms, run->chosen.model);
  if (performance != NULL)
    sy_json_member_performance (writer, performance);
  if (follow_up != NULL)
    sy_cli_follow_up_write (writer, run, follow_up);
  sy_json_writer_end_object (writer);
  return sy_cli_print_json (cli, g_steal_pointer (&writer));
}
