/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The probabilities that go with scores, and how reliable they are. */
#include "config.h"

#include <math.h>

#include "core/sy-sum.h"
#include "sy-figures-private.h"

/* So many distinct scores are fitted as they are. More are gathered to half as many groups, and to as many again at
 * most where they lie far apart. What is lost is the place of a row in its group, no wider than that part of the
 * range: a thousandth of the standard error of the fit. */
#define MAX_FIT_SCORES 16384
#define FIT_GROUPS (MAX_FIT_SCORES / 2)

/* The two halves of the people, and both. */
enum
{
  EVEN,
  ODD,
  BOTH,
  N_PARTS
};

/* Rows counted by score and by part of the people. */
typedef struct
{
  gsize n_groups;
  gboolean is_exact; /* each score is a group */
  guint16 *groups;   /* of each row */
  double *scores;
  gsize *n[N_PARTS];
  gsize *positives[N_PARTS];
} Counts;

static void
clear_counts (Counts *self)
{
  g_clear_pointer (&self->groups, g_free);
  g_clear_pointer (&self->scores, g_free);
  for (guint k = 0; k < N_PARTS; k++)
    {
      g_clear_pointer (&self->n[k], g_free);
      g_clear_pointer (&self->positives[k], g_free);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counts, clear_counts)

/* The last tie of the group that begins with the tie @first, of @size rows or a few more, but none whose scores
 * are further apart than @reach. */
static gsize
find_group_end (const SyRanking *ranking,
                gsize first,
                gsize size,
                double reach)
{
  gsize n_ties;
  const guint32 *ends = sy_ranking_get_group_ends (ranking, &n_ties);
  gsize start = first > 0 ? ends[first - 1] : 0;
  double score = sy_ranking_get_value (ranking, start);
  gsize last = first;

  while (last + 1 < n_ties && ends[last] - start < size)
    last++;
  if (fabs (sy_ranking_get_value (ranking, ends[last] - 1) - score) <= reach)
    return last;
  for (last = first; last + 1 < n_ties; last++)
    if (fabs (sy_ranking_get_value (ranking, ends[last]) - score) > reach)
      break;
  return last;
}

/* The group of each row in the order of the scores. With few distinct scores every one is a group; else ties are
 * gathered to groups of some size, smaller where few scores are far apart. Returns how many groups there are. */
static gsize
group_rows (const SyRanking *ranking,
            gsize n,
            guint16 *out_groups)
{
  const guint32 *order = sy_ranking_get_order (ranking);
  gsize n_ties;
  const guint32 *ends = sy_ranking_get_group_ends (ranking, &n_ties);
  gsize size = n_ties > MAX_FIT_SCORES ? (n + FIT_GROUPS - 1) / FIT_GROUPS : 1;
  double reach = fabs (sy_ranking_get_value (ranking, 0) - sy_ranking_get_value (ranking, n - 1)) /
                 FIT_GROUPS;
  gsize n_groups = 0;
  gsize start = 0;

  for (gsize first = 0; first < n_ties; n_groups++)
    {
      gsize last = find_group_end (ranking, first, size, reach);

      for (gsize i = start; i < ends[last]; i++)
        out_groups[order[i]] = (guint16) n_groups;
      start = ends[last];
      first = last + 1;
    }
  return n_groups;
}

/* Goes through the rows as they lie, not as they rank: memory is read in one go. */
static void
count_rows (const SyScoredRows *rows,
            const SyRanking *ranking,
            Counts *out)
{
  guint16 *groups = out->groups = g_new (guint16, rows->n + 1);
  g_autofree SySum *sums = NULL;
  gsize n_ties;
  const guint32 *ends = sy_ranking_get_group_ends (ranking, &n_ties);

  out->n_groups = group_rows (ranking, rows->n, groups);
  out->is_exact = out->n_groups == n_ties;
  out->scores = g_new (double, out->n_groups + 1);
  sums = g_new0 (SySum, out->n_groups + 1);
  for (guint k = 0; k < N_PARTS; k++)
    {
      out->n[k] = g_new0 (gsize, out->n_groups + 1);
      out->positives[k] = g_new0 (gsize, out->n_groups + 1);
    }
  for (gsize i = 0; i < rows->n; i++)
    {
      guint half = rows->people[i] & 1;

      out->n[half][groups[i]]++;
      out->positives[half][groups[i]] += rows->labels[i];
      sy_sum_add (&sums[groups[i]], rows->scores[i]);
    }
  for (gsize g = 0; g < out->n_groups; g++)
    {
      out->n[BOTH][g] = out->n[EVEN][g] + out->n[ODD][g];
      out->positives[BOTH][g] = out->positives[EVEN][g] + out->positives[ODD][g];
      out->scores[g] = out->is_exact ? sy_ranking_get_value (ranking, g > 0 ? ends[g - 1] : 0)
                                     : sy_sum_get (&sums[g]) / (double) out->n[BOTH][g];
    }
}

static gboolean
fit_part (const Counts *counts,
          guint part,
          const SyLogistic *start,
          SyLogistic *out_fit)
{
  return sy_logistic_fit_counts (counts->scores, counts->positives[part], counts->n[part],
                                 counts->n_groups, SY_TARGETS_PLATT, start, out_fit, NULL);
}

/* The bins' intervals by person: rows of one person say no more than one where they agree. */
static void
count_people (SyFigures *self,
              const SyScoredRows *rows,
              const guint8 *bins)
{
  SyScoredRows binned = *rows;
  gsize n[SY_N_RELIABILITY_BINS];
  gsize positives[SY_N_RELIABILITY_BINS];
  double effective_n[SY_N_RELIABILITY_BINS];

  binned.bands = bins;
  for (gsize b = 0; b < SY_N_RELIABILITY_BINS; b++)
    {
      n[b] = self->reliability.bins[b].n;
      positives[b] = self->reliability.bins[b].positives;
    }
  sy_rows_get_effective_n (&binned, SY_N_RELIABILITY_BINS, n, positives, effective_n);
  for (gsize b = 0; b < SY_N_RELIABILITY_BINS; b++)
    {
      SyReliabilityBin *bin = &self->reliability.bins[b];
      SyInterval interval;

      if (bin->n == 0)
        continue;
      interval = sy_wilson (bin->observed * effective_n[b], effective_n[b]);
      bin->low = interval.low;
      bin->high = interval.high;
    }
}

static guint8
get_bin (double probability)
{
  return (guint8) MIN ((guint) (probability * SY_N_RELIABILITY_BINS), SY_N_RELIABILITY_BINS - 1);
}

/* @probabilities: of the groups, as the even half of the people has them and then as the odd one has. */
static void
count_people_of_groups (SyFigures *self,
                        const SyScoredRows *rows,
                        const Counts *counts,
                        const double *probabilities)
{
  g_autofree guint8 *bins = NULL;

  if (!rows->is_clustered)
    return;
  bins = g_malloc (rows->n + 1);
  for (gsize i = 0; i < rows->n; i++)
    bins[i] = get_bin (probabilities[(rows->people[i] & 1) * counts->n_groups + counts->groups[i]]);
  count_people (self, rows, bins);
}

/* What the model says, row by row. */
static void
read_model (SyFigures *self,
            const SyScoredRows *rows)
{
  g_autofree guint8 *bins = NULL;

  if (!sy_reliability_compute (rows->probabilities, rows->labels, rows->n, &self->reliability, NULL))
    return;
  self->probabilities = SY_PROBABILITY_MODEL;
  if (!rows->is_clustered)
    return;
  bins = g_malloc (rows->n + 1);
  for (gsize i = 0; i < rows->n; i++)
    bins[i] = get_bin (rows->probabilities[i]);
  count_people (self, rows, bins);
}

/* Measures what both halves of the people are given. */
static void
measure_halves (SyFigures *self,
                const SyScoredRows *rows,
                const Counts *counts,
                const double *probabilities,
                SyProbabilitySource source)
{
  g_autofree gsize *n = g_new (gsize, 2 * counts->n_groups);
  g_autofree gsize *positives = g_new (gsize, 2 * counts->n_groups);

  for (gsize i = 0; i < 2 * counts->n_groups; i++)
    {
      guint half = i >= counts->n_groups;
      gsize g = i - half * counts->n_groups;

      n[i] = counts->n[half][g];
      positives[i] = counts->positives[half][g];
    }
  if (!sy_reliability_compute_counts (probabilities, positives, n, 2 * counts->n_groups,
                                      &self->reliability, NULL))
    return;
  self->probabilities = source;
  count_people_of_groups (self, rows, counts, probabilities);
}

static void
read_scale (SyFigures *self,
            const SyScoredRows *rows,
            const Counts *counts)
{
  g_autofree double *probabilities = g_new (double, 2 * counts->n_groups);

  for (gsize g = 0; g < counts->n_groups; g++)
    {
      double p = counts->scores[g] / 100;

      probabilities[g] = rows->direction == SY_DIRECTION_LESS ? 1 - p : p;
      probabilities[counts->n_groups + g] = probabilities[g];
    }
  measure_halves (self, rows, counts, probabilities, SY_PROBABILITY_SCALE);
}

/* Fits each half of the people and reads the other. */
static void
cross_fit (SyFigures *self,
           const SyScoredRows *rows,
           const Counts *counts)
{
  g_autofree double *probabilities = g_new (double, 2 * counts->n_groups);
  SyLogistic halves[2];

  for (guint k = 0; k < 2; k++)
    if (!fit_part (counts, k, &self->calibration, &halves[k]))
      return;
  for (gsize i = 0; i < 2 * counts->n_groups; i++)
    {
      guint half = i >= counts->n_groups;

      probabilities[i] = sy_logistic_predict (&halves[1 - half],
                                              counts->scores[i - half * counts->n_groups]);
    }
  measure_halves (self, rows, counts, probabilities, SY_PROBABILITY_CROSS_FITTED);
}

static gboolean
fit_all (SyFigures *self,
         const SyScoredRows *rows,
         const SyRanking *ranking,
         Counts *counts)
{
  if (self->n_positive == 0 || self->n_positive == self->n)
    return FALSE;
  count_rows (rows, ranking, counts);
  return fit_part (counts, BOTH, NULL, &self->calibration);
}

void
sy_figures_set_probabilities (SyFigures *self,
                              const SyScoredRows *rows,
                              const SyRanking *ranking)
{
  g_auto (Counts) counts = { 0 };
  gboolean is_fitted = fit_all (self, rows, ranking, &counts);

  if (rows->probabilities != NULL)
    {
      read_model (self, rows);
      if (!is_fitted && self->probabilities != SY_PROBABILITY_NONE)
        self->calibration = (SyLogistic){ (double) NAN, (double) NAN };
    }
  else if (!is_fitted)
    return;
  else if (rows->model->scale.kind == SY_SCALE_LOGISTIC)
    read_scale (self, rows, &counts);
  else
    cross_fit (self, rows, &counts);
}

const char *
sy_probability_source_get_name (SyProbabilitySource self)
{
  static const char *const names[] = { "none", "scale", "cross_fitted", "model" };

  return names[self];
}

const char *
sy_probability_source_describe (SyProbabilitySource self)
{
  switch (self)
    {
    case SY_PROBABILITY_MODEL:
      return "the model's probability";
    case SY_PROBABILITY_SCALE:
      return "the score read as a probability";
    case SY_PROBABILITY_CROSS_FITTED:
      return "the score, calibrated here";
    case SY_PROBABILITY_NONE:
    default:
      return "no probability";
    }
}

char *
sy_figures_describe_reliability (const SyFigures *self)
{
  const SyReliability *reliability = &self->reliability;
  const struct
  {
    const char *words;
    double value;
  } parts[] = {
    { ": Brier ", reliability->brier },
    { " (uncertainty ", reliability->uncertainty },
    { " - resolution ", reliability->resolution },
    { " + reliability ", reliability->reliability },
    { "), ECE ", reliability->ece },
  };
  GString *out;

  if (self->probabilities == SY_PROBABILITY_NONE)
    return NULL;
  out = g_string_new ("Reliability of ");
  g_string_append (out, sy_probability_source_describe (self->probabilities));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.4f", parts[i].value);
      g_string_append_printf (out, "%s%s", parts[i].words, number);
    }
  return g_string_free (out, FALSE);
}

const char *
sy_probability_source_explain (SyProbabilitySource self)
{
  return self == SY_PROBABILITY_CROSS_FITTED
             ? "The model says no probability, so each half of the people is read by a fit to the other"
             : NULL;
}
