/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-freeze.h"

#include <math.h>
#include <string.h>

#include "core/sy-core.h"
#include "core/sy-sum.h"
#include "score/sy-score.h"
#include "stats/sy-stability-private.h"
#include "stats/sy-stats.h"
#include "sy-outcome.h"

static gboolean
fail (GError **error,
      const char *format,
      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error,
      const char *format,
      ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE, format, args);
  va_end (args);
  return FALSE;
}

static SyScores *
score (SyEventLog *log,
       const SyModel *model,
       gint64 as_of,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, as_of);

  return sy_scorer_score (scorer, model, cancellable, error);
}

/* A ranking of a column's values in the population, zeros left out when @only_nonzero. NULL when
 * there are none. */
static SyRanking *
rank_members (const SyScores *scores,
              const double *column,
              gboolean only_nonzero)
{
  g_autoptr (SyRanking) ranking = sy_ranking_new ();
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);
  g_autofree double *values = g_new (double, n_members + 1);
  gsize n = 0;

  for (gsize i = 0; i < n_members; i++)
    if (!only_nonzero || fabs (column[members[i]]) > 0)
      values[n++] = column[members[i]];
  if (n == 0 || !sy_ranking_reset (ranking, values, n, SY_RANK_LOW_FIRST, NULL))
    return NULL;
  return g_steal_pointer (&ranking);
}

/* --- the 95th percentile of a group --- */

static gssize
find_group (const SyModel *model,
            const char *name)
{
  for (guint i = 0; i < model->groups->len; i++)
    if (strcmp (sy_model_get_group (model, i)->name, name) == 0)
      return i;
  return -1;
}

gboolean
sy_freeze_p95 (SyModel *model,
               const char *group,
               SyEventLog *log,
               gint64 as_of,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (SyModel) plain = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyRanking) ranking = NULL;
  SyRuleGroup *copy;
  char buffer[SY_NUMBER_BUFFER_SIZE];
  gssize index;
  double p95;

  g_return_val_if_fail (model != NULL && group != NULL && log != NULL, FALSE);

  index = find_group (model, group);
  if (index < 0)
    return fail (error, "there is no group “%s” in the model", group);
  plain = sy_model_copy (model);
  copy = sy_model_get_group (plain, (guint) index);
  copy->p95 = copy->points_min = copy->points_max = (double) NAN;
  copy->weight = 1;
  scores = score (log, plain, as_of, cancellable, error);
  if (scores == NULL)
    return FALSE;
  ranking = rank_members (scores, sy_scores_get_group_points (scores, (gsize) index), FALSE);
  if (ranking == NULL)
    return fail (error, "group “%s”: nobody is in the population then", group);
  p95 = sy_ranking_get_quantile (ranking, 0.95);
  if (!(p95 > 0))
    return fail (error,
                 "group “%s”: its 95th percentile is %s, which points cannot be divided by; "
                 "only a group that gives one person in twenty more than 0 has one",
                 group, sy_number_format (p95, buffer));
  sy_model_get_group (model, (guint) index)->p95 = p95;
  return TRUE;
}

/* --- the season of a rule --- */

static gboolean
may_have_season (const SyRule *rule)
{
  if (rule->kind != SY_RULE_EVENT)
    return FALSE;
  return rule->measure == SY_MEASURE_TREND ||
         (!isnan (rule->window_days) &&
          (rule->measure == SY_MEASURE_COUNT || rule->measure == SY_MEASURE_AMOUNT ||
           rule->measure == SY_MEASURE_DAYS));
}

/* A model of one rule that tells what was done in a window: as @rule measures it, unweighted. */
static SyModel *
make_volume_model (const SyRule *rule)
{
  SyModel *model = sy_model_new ("Season");
  SyRuleGroup *group = sy_rule_group_new ("Season");
  SyRule *volume = sy_rule_new (rule->id, SY_RULE_EVENT);

  volume->types = g_strdupv (rule->types);
  volume->where = rule->where == NULL ? NULL : sy_condition_copy (rule->where);
  volume->measure = rule->measure == SY_MEASURE_TREND ? SY_MEASURE_COUNT : rule->measure;
  volume->amount = rule->amount;
  volume->daily_cap = rule->daily_cap;
  g_ptr_array_add (group->rules, volume);
  g_ptr_array_add (model->groups, group);
  return model;
}

/* What everyone did from one day to another. A window begins at a whole second: half a second
 * more is none. */
static gboolean
measure_days (SyEventLog *log,
              SyModel *volume,
              gint32 from,
              gint32 to,
              GCancellable *cancellable,
              double *out_sum,
              GError **error)
{
  const SyZone *zone = sy_event_log_get_zone (log);
  gint64 start_s = sy_zone_day_start (zone, from);
  gint64 end_s = sy_zone_day_start (zone, to);
  SyRule *rule = sy_rule_group_get_rule (sy_model_get_group (volume, 0), 0);
  g_autoptr (SyScores) scores = NULL;
  const double *values;
  SySum sum = { 0 };

  rule->window_days = ((double) (end_s - start_s) + 0.5) / SY_DAY_SECONDS;
  scores = score (log, volume, end_s, cancellable, error);
  if (scores == NULL)
    return FALSE;
  values = sy_scores_get_rule_values (scores, 0);
  for (gsize i = 0; i < sy_scores_get_n_people (scores); i++)
    sy_sum_add (&sum, values[i]);
  *out_sum = sy_sum_get (&sum);
  return TRUE;
}

/* The last whole years of weeks before an instant: the Mondays [first, last). */
static gboolean
find_weeks (SyEventLog *log,
            gint64 as_of,
            gint32 *out_first,
            gint32 *out_last,
            GError **error)
{
  const SyZone *zone = sy_event_log_get_zone (log);
  gint64 first_s;
  gint32 start;
  gint32 end;
  gint32 n_weeks = 0;
  g_autofree char *day = NULL;

  if (sy_event_log_get_span (log, &first_s, NULL))
    {
      /* 1970-01-01 was a Thursday. */
      start = sy_zone_day (zone, first_s);
      start += (7 - ((start + 3) % 7 + 7) % 7) % 7;
      end = sy_zone_day (zone, MIN (as_of, sy_event_log_get_data_end (log)));
      end -= ((end + 3) % 7 + 7) % 7;
      n_weeks = MAX (0, (end - start) / 7);
      day = sy_day_format (sy_zone_day (zone, first_s));
    }
  if (n_weeks < SY_SEASON_MIN_WEEKS)
    return fail (error,
                 "a season needs a year, %d whole weeks from Monday to Sunday: the events%s%s hold "
                 "%d before this date",
                 SY_SEASON_MIN_WEEKS, day != NULL ? " since " : "", day != NULL ? day : "",
                 n_weeks);
  *out_last = end;
  *out_first = end - n_weeks / SY_SEASON_MIN_WEEKS * SY_SEASON_MIN_WEEKS * 7;
  return TRUE;
}

/* Weeks that were not seen get the mean of the nearest ones before and after. */
static void
fill_gaps (double *factors)
{
  double seen[SY_SEASON_WEEKS];

  memcpy (seen, factors, sizeof seen);
  for (int i = 0; i < SY_SEASON_WEEKS; i++)
    {
      int before = i;
      int after = i;

      while (isnan (seen[before]))
        before = (before + SY_SEASON_WEEKS - 1) % SY_SEASON_WEEKS;
      while (isnan (seen[after]))
        after = (after + 1) % SY_SEASON_WEEKS;
      factors[i] = (seen[before] + seen[after]) / 2;
    }
}

static gboolean
measure_weeks (SyEventLog *log,
               const SyRule *rule,
               gint32 first,
               gint32 last,
               GCancellable *cancellable,
               double *out_factors,
               GError **error)
{
  g_autoptr (SyModel) volume = make_volume_model (rule);
  int n_seen[SY_SEASON_WEEKS] = { 0 };
  SySum total = { 0 };
  double mean;

  memset (out_factors, 0, SY_SEASON_WEEKS * sizeof *out_factors);
  for (gint32 monday = first; monday < last; monday += 7)
    {
      int week = sy_day_get_iso_week (monday) - 1;
      double sum;

      if (!measure_days (log, volume, monday, monday + 7, cancellable, &sum, error))
        return FALSE;
      out_factors[week] += sum;
      n_seen[week]++;
      sy_sum_add (&total, sum);
    }
  mean = sy_sum_get (&total) / ((last - first) / 7);
  if (!(mean > 0))
    return fail (error, "rule “%s”: its weeks sum to nothing, so they have no season", rule->id);
  for (int i = 0; i < SY_SEASON_WEEKS; i++)
    out_factors[i] = n_seen[i] == 0 ? (double) NAN
                                    : MAX (SY_SEASON_MIN_FACTOR, out_factors[i] / n_seen[i] / mean);
  fill_gaps (out_factors);
  return TRUE;
}

gboolean
sy_freeze_season (SyModel *model,
                  const char *rule,
                  SyEventLog *log,
                  gint64 as_of,
                  GCancellable *cancellable,
                  GError **error)
{
  double factors[SY_SEASON_WEEKS];
  SyRule *found;
  gint32 first = 0;
  gint32 last = 0;

  g_return_val_if_fail (model != NULL && rule != NULL && log != NULL, FALSE);

  found = sy_model_find_rule (model, rule, NULL, NULL);
  if (found == NULL)
    return fail (error, "there is no rule “%s” in the model", rule);
  if (!may_have_season (found))
    return fail (error,
                 "rule “%s” can have no season: only a count, amount or number of days within a "
                 "window has one, and a trend",
                 rule);
  if (!find_weeks (log, as_of, &first, &last, error) ||
      !measure_weeks (log, found, first, last, cancellable, factors, error))
    return FALSE;
  g_free (found->season);
  found->season = g_memdup2 (factors, sizeof factors);
  found->n_season = SY_SEASON_WEEKS;
  return TRUE;
}

/* --- the codes of a rule --- */

/* Leaves out edges at the lowest value, below which there would be nobody. */
static void
drop_low_edges (double *edges,
                gsize *n_edges,
                double lowest)
{
  gsize n = 0;

  for (gsize i = 0; i < *n_edges; i++)
    if (edges[i] > lowest)
      edges[n++] = edges[i];
  *n_edges = n;
}

gboolean
sy_freeze_codes (SyModel *model,
                 const char *rule,
                 guint n_codes,
                 SyEventLog *log,
                 gint64 as_of,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (SyModel) plain = NULL;
  g_autoptr (SyScores) scores = NULL;
  g_autoptr (SyRanking) ranking = NULL;
  g_autofree double *edges = NULL;
  SyRule *found;
  SyRule *copy;
  guint group;
  guint index;
  gsize n_edges = 0;

  g_return_val_if_fail (model != NULL && rule != NULL && log != NULL, FALSE);
  g_return_val_if_fail (n_codes >= 2 && n_codes <= SY_FREEZE_MAX_CODES, FALSE);

  found = sy_model_find_rule (model, rule, &group, &index);
  if (found == NULL)
    return fail (error, "there is no rule “%s” in the model", rule);
  if (found->kind != SY_RULE_EVENT)
    return fail (error, "rule “%s” can have no codes: only event rules have them", rule);
  plain = sy_model_copy (model);
  copy = sy_model_find_rule (plain, rule, NULL, NULL);
  g_clear_pointer (&copy->code_edges, g_free);
  copy->n_code_edges = 0;
  /* Codes come before what hangs on the person. */
  g_clear_pointer (&copy->only_if, sy_condition_free);
  copy->multiplier.kind = SY_MULTIPLIER_NONE;
  copy->muted = FALSE;
  for (guint i = 0; i < group; i++)
    index += sy_model_get_group (model, i)->rules->len;
  scores = score (log, plain, as_of, cancellable, error);
  if (scores == NULL)
    return FALSE;
  ranking = rank_members (scores, sy_scores_get_rule_values (scores, index), TRUE);
  if (ranking != NULL)
    {
      edges = sy_edges_from_quantiles (ranking, n_codes, &n_edges);
      drop_low_edges (edges, &n_edges, sy_ranking_get_ascending (ranking, 0));
    }
  if (n_edges == 0)
    return fail (error, "rule “%s”: %s then, so there is nothing to part by codes", rule,
                 ranking == NULL ? "nobody has a value" : "everyone has the same value");
  g_free (found->code_edges);
  found->code_edges = g_steal_pointer (&edges);
  found->n_code_edges = n_edges;
  return TRUE;
}
