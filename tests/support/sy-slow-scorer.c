/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-slow-rules.h"

#include <math.h>
#include <string.h>

/* --- from rules to a score --- */

/* The part of the score that a rule's points are told in. */
static double *
find_part (const SyRule *rule,
           SySlowScore *score)
{
  switch (rule->component)
    {
    case SY_COMPONENT_RECENCY:
      return &score->recency;
    case SY_COMPONENT_FREQUENCY:
      return &score->frequency;
    case SY_COMPONENT_DEPTH:
      return &score->depth;
    case SY_COMPONENT_VALUE:
      return &score->value;
    case SY_COMPONENT_DERIVED:
    default:
      break;
    }
  if (rule->kind == SY_RULE_DATE)
    return &score->recency;
  if (rule->kind != SY_RULE_EVENT || rule->measure == SY_MEASURE_ONCE)
    return &score->depth;
  if (rule->measure == SY_MEASURE_LATEST || rule->measure == SY_MEASURE_INACTIVE)
    return &score->recency;
  return rule->measure == SY_MEASURE_AMOUNT ? &score->value : &score->frequency;
}

static gboolean
is_bad_news (const SyRule *rule,
             double weight)
{
  if (rule->polarity != SY_POLARITY_DERIVED)
    return rule->polarity == SY_POLARITY_NEGATIVE;
  return weight < 0;
}

static void
set_raw_score (const SyModel *model,
               SySlowContext *context,
               SySlowScore *score)
{
  long double total = 0;

  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = model->groups->pdata[i];
      double divisor = isnan (group->p95) ? 1 : group->p95;
      long double sum = 0;
      double max = -HUGE_VAL;
      guint n_rules = 0;
      double points;

      for (guint j = 0; j < group->rules->len; j++)
        {
          context->rule = group->rules->pdata[j];
          if (context->rule->muted)
            continue;
          points = sy_slow_rule_points (context);
          *find_part (context->rule, score) += points / divisor * group->weight;
          if (is_bad_news (context->rule, context->rule->weight * group->weight))
            score->friction += points / divisor * group->weight;
          sum += points;
          max = MAX (max, points);
          n_rules++;
        }
      points = group->combine == SY_COMBINE_MAX ? (n_rules > 0 ? max : 0) : (double) sum;
      points /= divisor;
      total += (long double) sy_slow_clamp (points, group->points_min, group->points_max) * group->weight;
    }
  score->raw = sy_slow_clamp ((double) total, model->score_min, model->score_max);
  score->limits = score->raw - score->recency - score->frequency - score->depth - score->value;
}

static double
mid_rank_percent (double x,
                  const double *reference,
                  gsize n)
{
  double below = 0;
  double equal = 0;

  for (gsize i = 0; i < n; i++)
    {
      below += sy_slow_round12 (reference[i]) < sy_slow_round12 (x);
      equal += sy_slow_round12 (reference[i]) == sy_slow_round12 (x);
    }
  return n > 0 ? 100 * (below + equal / 2) / (double) n : 0;
}

static double
scale (const SyScaleSpec *spec,
       double raw,
       GArray *members)
{
  switch (spec->kind)
    {
    case SY_SCALE_RANGE:
      return sy_slow_clamp (100 * (raw - spec->lo) / (spec->hi - spec->lo), 0, 100);
    case SY_SCALE_LOGISTIC:
      return 100 / (1 + exp (-(spec->b0 + spec->b1 * raw)));
    case SY_SCALE_PERCENTILE:
      if (spec->reference != NULL)
        return mid_rank_percent (raw, spec->reference, spec->n_reference);
      return mid_rank_percent (raw, (const double *) (gconstpointer) members->data, members->len);
    case SY_SCALE_NONE:
    default:
      return raw;
    }
}

/* Log odds by the coefficients of rules. */
static double
sum_rules (const SyModel *model,
           const SySlowContext *context)
{
  long double sum = model->probability.b0;

  for (gsize i = 0; i < model->probability.n_rules; i++)
    for (guint j = 0; j < model->groups->len; j++)
      for (guint k = 0; k < ((const SyRuleGroup *) model->groups->pdata[j])->rules->len; k++)
        {
          const SyRule *rule = ((const SyRuleGroup *) model->groups->pdata[j])->rules->pdata[k];
          SyRule value = *rule;
          SySlowContext at = *context;

          if (rule->muted || strcmp (rule->id, model->probability.rules[i].rule) != 0)
            continue;
          value.weight = 1;
          value.points_min = value.points_max = NAN;
          value.missing_points = 0;
          at.rule = &value;
          sum += (long double) model->probability.rules[i].b * sy_slow_rule_points (&at);
        }
  return (double) sum;
}

static double
read_table (const SyLayerSpec *spec,
            double raw)
{
  for (gsize i = 1; i < spec->n_raw; i++)
    if (raw >= spec->raw[i - 1] && raw <= spec->raw[i])
      return spec->p[i - 1] + (raw - spec->raw[i - 1]) / (spec->raw[i] - spec->raw[i - 1]) *
                                  (spec->p[i] - spec->p[i - 1]);
  return raw < spec->raw[0] ? spec->p[0] : spec->p[spec->n_p - 1];
}

static double
probability (const SyModel *model,
             const SySlowScore *score)
{
  const SyLayerSpec *spec = &model->probability;

  switch (spec->kind)
    {
    case SY_LAYER_LOGISTIC:
      return 1 / (1 + exp (-(spec->b0 + spec->b1 * score->raw)));
    case SY_LAYER_ISOTONIC:
      return read_table (spec, score->raw);
    case SY_LAYER_RULES:
      return 1 / (1 + exp (-score->log_odds));
    case SY_LAYER_NONE:
    default:
      if (model->scale.kind != SY_SCALE_LOGISTIC)
        return NAN;
      return model->outcome.direction == SY_DIRECTION_LESS ? 1 - score->score / 100
                                                           : score->score / 100;
    }
}

/* Score and probability from the raw score. */
static void
set_score (const SyModel *model,
           GArray *members,
           SySlowScore *score)
{
  double a = model->probability.blend;
  double p;

  score->score = scale (&model->scale, score->raw, members);
  score->probability = p = probability (model, score);
  if (model->outcome.direction == SY_DIRECTION_LESS)
    p = 1 - p;
  if (a > 0)
    score->score = 100 * ((1 - a) * score->score / 100 + a * p);
  score->scale = score->score - score->raw;
}

static gboolean
is_member (const SyPopulationSpec *spec,
           const SySlowPerson *person,
           gint64 as_of)
{
  gboolean is_seen = FALSE;

  for (guint i = 0; i < person->events->len; i++)
    {
      const SySlowEvent *event = &g_array_index (person->events, SySlowEvent, i);

      if (event->second < as_of && (spec->types == NULL || sy_slow_is_in (event->type, spec->types)) &&
          (isnan (spec->seen_within_days) ||
           (double) event->second >= (double) as_of - spec->seen_within_days * 86400))
        is_seen = TRUE;
    }
  return is_seen && sy_slow_condition_holds (spec->where, person, NULL);
}

/* --- people --- */

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_key (GPtrArray *keys,
         const char *key)
{
  if (!g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
    g_ptr_array_add (keys, (gpointer) key);
}

static GPtrArray *
find_keys (const SyTestLog *log)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < log->events->len; i++)
    g_hash_table_add (seen, (gpointer) g_array_index (log->events, SyTestEvent, i).person);
  for (guint i = 0; i < log->attributes->len; i++)
    g_hash_table_add (seen, (gpointer) g_array_index (log->attributes, SyTestAttribute, i).person);
  for (guint i = 0; i < log->links->len; i++)
    {
      g_hash_table_add (seen, (gpointer) g_array_index (log->links, SyTestLink, i).alias);
      g_hash_table_add (seen, (gpointer) g_array_index (log->links, SyTestLink, i).person);
    }
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_texts);
  return keys;
}

static gboolean
is_alias (const SyTestLog *log,
          const char *key)
{
  for (guint i = 0; i < log->links->len; i++)
    {
      const SyTestLink *link = &g_array_index (log->links, SyTestLink, i);

      if (strcmp (link->alias, key) == 0 && strcmp (link->person, key) != 0)
        return TRUE;
    }
  return FALSE;
}

/* Everyone linked with @key, by spreading along the links until nobody is new. */
static GPtrArray *
find_circle (const SyTestLog *log,
             const char *key)
{
  GPtrArray *circle = g_ptr_array_new ();
  guint n_before;

  add_key (circle, key);
  do
    {
      n_before = circle->len;
      for (guint i = 0; i < log->links->len; i++)
        {
          const SyTestLink *link = &g_array_index (log->links, SyTestLink, i);

          if (g_ptr_array_find_with_equal_func (circle, link->alias, g_str_equal, NULL))
            add_key (circle, link->person);
          if (g_ptr_array_find_with_equal_func (circle, link->person, g_str_equal, NULL))
            add_key (circle, link->alias);
        }
    }
  while (circle->len > n_before);
  g_ptr_array_sort (circle, compare_texts);
  return circle;
}

static const char *
choose_name (const SyTestLog *log,
             GPtrArray *circle)
{
  for (guint i = 0; i < circle->len; i++)
    if (!is_alias (log, circle->pdata[i]))
      return circle->pdata[i];
  return circle->pdata[0];
}

static void
fill_person (SySlowPerson *person,
             const SyTestLog *log,
             GPtrArray *circle,
             GTimeZone *zone)
{
  person->events = g_array_new (FALSE, FALSE, sizeof (SySlowEvent));
  person->attributes = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < log->events->len; i++)
    {
      const SyTestEvent *row = &g_array_index (log->events, SyTestEvent, i);
      SySlowEvent event = { sy_slow_floor_seconds (row->time_ms),
                            0,
                            row->amount,
                            sy_test_log_resolve_type (log, row->type),
                            sy_test_log_is_muted (log, row->type),
                            row };

      if (!g_ptr_array_find_with_equal_func (circle, row->person, g_str_equal, NULL))
        continue;
      event.day = sy_slow_local_day (zone, event.second);
      g_array_append_val (person->events, event);
    }
  /* The name's own attributes last: they win. Of the others the first in order. */
  for (guint k = circle->len + 1; k-- > 0;)
    for (guint i = 0; i < log->attributes->len; i++)
      {
        const SyTestAttribute *row = &g_array_index (log->attributes, SyTestAttribute, i);
        const char *source = k == 0 ? person->key : circle->pdata[k - 1];

        if (strcmp (row->person, source) == 0)
          g_hash_table_insert (person->attributes, (gpointer) row->name, (gpointer) row->text);
      }
}

static void
clear_score (gpointer data)
{
  g_free (((SySlowScore *) data)->person);
}

/* Without bands. */
static GArray *
score_people (const SyTestLog *log,
              const SyModel *model,
              gint64 as_of)
{
  GArray *scores = g_array_new (FALSE, FALSE, sizeof (SySlowScore));
  g_autoptr (GPtrArray) keys = find_keys (log);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (log->zone);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (double));

  g_assert_nonnull (zone);
  g_array_set_clear_func (scores, clear_score);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (GPtrArray) circle = find_circle (log, keys->pdata[i]);
      SySlowPerson person = { .key = choose_name (log, circle) };
      SySlowContext context = { as_of, sy_slow_local_day (zone, as_of - 1), NULL, &person, log };
      SySlowScore score = { 0 };

      if (strcmp (person.key, keys->pdata[i]) != 0)
        continue;
      fill_person (&person, log, circle, zone);
      score.person = g_strdup (person.key);
      set_raw_score (model, &context, &score);
      score.log_odds = sum_rules (model, &context);
      score.is_member = is_member (&model->population, &person, as_of);
      if (score.is_member)
        g_array_append_val (members, score.raw);
      g_array_append_val (scores, score);
      g_array_unref (person.events);
      g_hash_table_unref (person.attributes);
    }
  for (guint i = 0; i < scores->len; i++)
    set_score (model, members, &g_array_index (scores, SySlowScore, i));
  return scores;
}

/* --- bands, which may ask where a score comes from --- */

/* The score of a person so many days ago; NaN for none. Day 0 is now. */
typedef struct
{
  const SyTestLog *log;
  const SyModel *model;
  gint64 as_of;
  GHashTable *days; /* day -> GArray of SySlowScore */
} Past;

static void
free_scores (gpointer scores)
{
  g_array_unref (scores);
}

/* The same time by the clock on an earlier day. */
static gint64
go_back (const SyTestLog *log,
         gint64 as_of,
         int days)
{
  g_autoptr (SyZone) zone = sy_zone_new (log->zone, NULL);

  return sy_instant_shift (zone, as_of, -days);
}

static double
get_past (const Past *past,
          guint person,
          int day)
{
  GArray *scores = g_hash_table_lookup (past->days, GINT_TO_POINTER (day));
  const SySlowScore *score;

  if (scores == NULL)
    {
      scores = score_people (past->log, past->model, go_back (past->log, past->as_of, day));
      g_hash_table_insert (past->days, GINT_TO_POINTER (day), scores);
    }
  score = &g_array_index (scores, SySlowScore, person);
  return score->is_member ? score->score : NAN;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The median of the slopes between any two days. */
static double
find_slope (const double *scores)
{
  g_autoptr (GArray) slopes = g_array_new (FALSE, FALSE, sizeof (double));
  guint n;

  for (int i = 0; i <= 30; i++)
    for (int j = i + 1; j <= 30; j++)
      if (!isnan (scores[i]) && !isnan (scores[j]))
        {
          double slope = (scores[i] - scores[j]) / (j - i); /* i is later */

          g_array_append_val (slopes, slope);
        }
  g_array_sort (slopes, compare_numbers);
  n = slopes->len;
  return (g_array_index (slopes, double, (n - 1) / 2) + g_array_index (slopes, double, n / 2)) / 2;
}

static SyCourse
find_course (const Past *past,
             guint person)
{
  double scores[31]; /* by days ago */
  double largest = 0;
  double carried;
  double limit = 5;
  int n = 0;

  for (int day = 0; day <= 30; day++)
    {
      scores[day] = get_past (past, person, day);
      n += !isnan (scores[day]);
      if (!isnan (scores[day]))
        largest = MAX (largest, fabs (scores[day]));
    }
  if (n < 8 || isnan (scores[0]))
    return SY_COURSE_UNKNOWN;
  carried = 30 * find_slope (scores);
  if (past->model->scale.kind == SY_SCALE_NONE)
    limit = largest * 0.05;
  if (carried > 0 && carried >= limit)
    return SY_COURSE_RISING;
  return carried < 0 && carried <= -limit ? SY_COURSE_FALLING : SY_COURSE_FLAT;
}

static gboolean
is_in_band (const Past *past,
            const SyBand *band,
            guint person,
            double score)
{
  double change;

  if (!(score >= band->min))
    return FALSE;
  if (band->courses != 0 && (band->courses >> find_course (past, person) & 1) == 0)
    return FALSE;
  if (band->change.days < 1)
    return TRUE;
  change = score - get_past (past, person, band->change.days);
  return (isnan (band->change.at_least) || change >= band->change.at_least) &&
         (isnan (band->change.at_most) || change <= band->change.at_most) && !isnan (change);
}

GArray *
sy_slow_score (const SyTestLog *log,
               const SyModel *model,
               gint64 as_of)
{
  g_autoptr (GHashTable) days = g_hash_table_new_full (NULL, NULL, NULL, free_scores);
  Past past = { log, model, as_of, days };
  GArray *scores = score_people (log, model, as_of);

  for (guint i = 0; i < scores->len; i++)
    {
      SySlowScore *score = &g_array_index (scores, SySlowScore, i);

      score->band = score->is_member ? 0 : -1;
      for (guint j = 1; score->is_member && j < model->bands->len; j++)
        if (is_in_band (&past, model->bands->pdata[j], i, score->score))
          score->band = (int) j;
    }
  return scores;
}
