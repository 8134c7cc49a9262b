/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-threshold-rule.h"

#include <math.h>
#include <string.h>

#include "core/sy-core.h"

static const char *const kind_names[] = { "top", "weekly", "rate", "precision", "margin" };

static double
find_margin (const SyThresholdRule *self,
             gsize n,
             gsize positives)
{
  return (double) positives * self->saved * self->value - (double) n * self->cost;
}

double
sy_threshold_rule_get_margin (const SyThresholdRule *self,
                              const SyCurvePoint *point)
{
  return find_margin (self, point->n, point->positives);
}

const SyBacktestOrigin *
sy_backtest_get_reported (const SyBacktest *self,
                          gsize *out_n_dates)
{
  const SyBacktestOrigin *reported = self->unseen.n > 0 ? &self->unseen : &self->pooled;

  if (out_n_dates == NULL)
    return reported;
  *out_n_dates = 0;
  for (gsize i = 0; i < self->n_origins; i++)
    *out_n_dates += self->origins[i].is_mature &&
                    (reported == &self->pooled || self->origins[i].as_of > self->tuned_until);
  return reported;
}

/* The fewest decimals that part the last score chosen from the first one that is not, which is infinite where all
 * are chosen. */
static double
get_short_threshold (double last,
                     double next,
                     gboolean is_low_first)
{
  double size = 1;

  for (guint decimals = 0; decimals <= 9; decimals++, size *= 10)
    {
      double cut = is_low_first ? (floor (last * size) + 1) / size : floor (last * size) / size;

      if (is_low_first ? cut > last && !(cut > next) : cut <= last && cut > next)
        return cut;
    }
  /* Both are rounded to 12 digits; what lies in the middle parts the scores themselves. */
  return last + (next - last) / 2;
}

/* The longest list of at most so many rows. */
static gsize
find_short (const SyRocSteps *steps,
            double most)
{
  gsize low = 0;
  gsize high = steps->n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if ((double) steps->ends[middle] <= most)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The longest list at whose end the chance is high enough. */
static gsize
find_likely (const SyFigures *figures,
             double least)
{
  gsize n = figures->probabilities != SY_PROBABILITY_NONE ? figures->steps.n : 0;

  while (n > 0 && !(sy_logistic_predict (&figures->calibration, figures->steps.values[n - 1]) >= least))
    n--;
  return n;
}

static gsize
find_precise (const SyRocSteps *steps,
              double least)
{
  gsize n = steps->n;

  while (n > 0 && !((double) steps->positives[n - 1] / (double) steps->ends[n - 1] >= least))
    n--;
  return n;
}

static gsize
find_best (const SyRocSteps *steps,
           const SyThresholdRule *rule)
{
  double most = 0;
  gsize best = 0;

  for (gsize i = 0; i < steps->n; i++)
    {
      double margin = find_margin (rule, steps->ends[i], steps->positives[i]);

      if (margin > most)
        {
          most = margin;
          best = i + 1;
        }
    }
  return best;
}

/* How many steps the list that is asked for has; 0 when no list is as asked for. */
static gsize
solve (const SyThresholdRule *rule,
       const SyFigures *figures,
       double n_dates,
       double horizon_days)
{
  const SyRocSteps *steps = &figures->steps;

  switch (rule->kind)
    {
    case SY_THRESHOLD_TOP:
      return find_short (steps, rule->amount * n_dates);
    case SY_THRESHOLD_WEEKLY:
      return find_short (steps, rule->amount * n_dates * horizon_days / 7);
    case SY_THRESHOLD_RATE:
      return find_likely (figures, rule->amount);
    case SY_THRESHOLD_PRECISION:
      return find_precise (steps, rule->amount);
    case SY_THRESHOLD_MARGIN:
    default:
      return find_best (steps, rule);
    }
}

gboolean
sy_backtest_choose_threshold (const SyBacktest *self,
                              const SyThresholdRule *rule,
                              SyThresholdChoice *out_choice,
                              GError **error)
{
  gsize n_dates;
  const SyBacktestOrigin *reported = sy_backtest_get_reported (self, &n_dates);
  const SyFigures *figures = reported->figures;
  gboolean is_low_first;
  gsize n_steps;

  if (!sy_threshold_rule_check (rule, error))
    return FALSE;
  if (figures == NULL)
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_NO_ORIGIN,
                           "No date has a complete outcome window within the data");
      return FALSE;
    }
  n_steps = solve (rule, figures, (double) n_dates, self->horizon_days);
  if (n_steps == 0)
    {
      g_autofree char *words = sy_threshold_rule_describe (rule);

      g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                   "No list of this backtest is as asked for: %s", words);
      return FALSE;
    }
  is_low_first = figures->order == SY_RANK_LOW_FIRST;
  out_choice->n_dates = n_dates;
  sy_roc_steps_get_point (&figures->steps, n_steps, &out_choice->point);
  out_choice->threshold = get_short_threshold (
      out_choice->point.threshold,
      n_steps < figures->steps.n ? figures->steps.values[n_steps]
                                 : (is_low_first ? (double) INFINITY : -(double) INFINITY),
      is_low_first);
  out_choice->margin = rule->kind == SY_THRESHOLD_MARGIN
                           ? sy_threshold_rule_get_margin (rule, &out_choice->point)
                           : (double) NAN;
  return TRUE;
}

gboolean
sy_threshold_rule_check (const SyThresholdRule *self,
                         GError **error)
{
  const char *wrong = NULL;

  switch (self->kind)
    {
    case SY_THRESHOLD_TOP:
    case SY_THRESHOLD_WEEKLY:
      if (!(self->amount >= 1 && self->amount < 1e15))
        wrong = "The number of people must be at least 1";
      else if (self->kind == SY_THRESHOLD_TOP && self->amount > floor (self->amount))
        wrong = "The number of people must be a whole number";
      break;
    case SY_THRESHOLD_RATE:
    case SY_THRESHOLD_PRECISION:
      if (!(self->amount > 0 && self->amount <= 1))
        wrong = "The share must be more than 0 and at most 1 (100 %)";
      break;
    case SY_THRESHOLD_MARGIN:
    default:
      if (!(self->cost >= 0 && isfinite (self->cost)))
        wrong = "The cost of a contact must be 0 or more";
      else if (!(self->value > 0 && isfinite (self->value)))
        wrong = "The value of an outcome must be more than 0";
      else if (!(self->saved > 0 && self->saved <= 1))
        wrong = "The share that a contact wins must be more than 0 and at most 1 (100 %)";
      break;
    }
  if (wrong != NULL)
    g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE, wrong);
  return wrong == NULL;
}

char *
sy_threshold_rule_describe (const SyThresholdRule *self)
{
  char amount[SY_NUMBER_BUFFER_SIZE];
  char percent[SY_NUMBER_BUFFER_SIZE];
  char cost[SY_NUMBER_BUFFER_SIZE];
  char value[SY_NUMBER_BUFFER_SIZE];

  sy_number_format (self->amount, amount);
  sy_number_format (sy_number_round12 (self->amount * 100), percent);
  switch (self->kind)
    {
    case SY_THRESHOLD_TOP:
      return g_strdup_printf ("the top %s people", amount);
    case SY_THRESHOLD_WEEKLY:
      return g_strdup_printf ("the top %s people a week", amount);
    case SY_THRESHOLD_RATE:
      return g_strdup_printf ("everyone with a chance of at least %s %%", percent);
    case SY_THRESHOLD_PRECISION:
      return g_strdup_printf ("the longest list with a precision of at least %s %%", percent);
    case SY_THRESHOLD_MARGIN:
    default:
      sy_number_format (sy_number_round12 (self->saved * 100), percent);
      return g_strdup_printf (
          "the best margin at %s a contact, %s an outcome and %s %% of them won",
          sy_number_format (self->cost, cost), sy_number_format (self->value, value), percent);
    }
}

char *
sy_threshold_rule_to_json (const SyThresholdRule *self)
{
  SyJsonWriter *writer = sy_json_writer_new ();
  gboolean is_margin = self->kind == SY_THRESHOLD_MARGIN;
  const struct
  {
    const char *key;
    double value;
    gboolean is_there;
  } members[] = { { "amount", self->amount, !is_margin },
                  { "cost", self->cost, is_margin },
                  { "value", self->value, is_margin },
                  { "saved", self->saved, is_margin } };

  sy_json_writer_begin_object (writer, SY_JSON_INLINE);
  sy_json_writer_key (writer, "rule");
  sy_json_writer_text (writer, kind_names[self->kind]);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].is_there)
      {
        sy_json_writer_key (writer, members[i].key);
        sy_json_writer_number (writer, members[i].value);
      }
  sy_json_writer_end_object (writer);
  return sy_json_writer_finish (writer);
}

static double
read_number (const SyJson *json,
             const char *key)
{
  const SyJson *number = sy_json_find (json, key);

  return number != NULL && sy_json_get_type (number) == SY_JSON_NUMBER ? sy_json_get_number (number)
                                                                       : (double) NAN;
}

gboolean
sy_threshold_rule_from_json (const char *text,
                             SyThresholdRule *out_rule,
                             GError **error)
{
  g_autoptr (SyJson) json = sy_json_parse (text, -1, NULL);
  const SyJson *name = json != NULL && sy_json_get_type (json) == SY_JSON_OBJECT
                           ? sy_json_find (json, "rule")
                           : NULL;
  gsize kind = 0;

  while (kind < G_N_ELEMENTS (kind_names) &&
         (name == NULL || sy_json_get_type (name) != SY_JSON_TEXT ||
          strcmp (sy_json_get_text (name), kind_names[kind]) != 0))
    kind++;
  if (kind == G_N_ELEMENTS (kind_names))
    {
      g_set_error_literal (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                           "The rule of the threshold cannot be read: set it again");
      return FALSE;
    }
  *out_rule = (SyThresholdRule){ (SyThresholdKind) kind, read_number (json, "amount"),
                                 read_number (json, "cost"), read_number (json, "value"),
                                 read_number (json, "saved") };
  return sy_threshold_rule_check (out_rule, error);
}
