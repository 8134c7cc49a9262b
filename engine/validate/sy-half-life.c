/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The finder tries half-lives in three rounds: the even grid, golden sections around its best, and
 * bisections of the two places where the area begins to differ from the best. Each try keeps its
 * placements, so that any two can be compared on the same rows. */
#include "config.h"

#include "sy-half-life.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sy-time.h"
#include "stats/sy-auc-private.h"
#include "sy-labelled-private.h"

#define N_BISECTIONS 3

/* Of the test against the best, over the whole grid. */
#define LEVEL 0.05
#define MIN_LONGEST_DAYS 64.0
#define MAX_LONGEST_DAYS 3650.0

/* (sqrt 5 - 1) / 2 */
#define GOLDEN 0.6180339887498949

static void
clear_half_life (gpointer data)
{
  SyHalfLife *self = data;

  g_clear_pointer (&self->rule, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->points, g_free);
}

SyHalfLife *
sy_half_life_ref (SyHalfLife *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_half_life_unref (SyHalfLife *self)
{
  g_atomic_rc_box_release_full (self, clear_half_life);
}

/* A half-life that was tried, with what a comparison needs. */
typedef struct
{
  SyHalfLifePoint point;
  guint32 *placements;
} Try;

typedef struct
{
  SyLabelled rows;
  const SyModel *model;
  const char *rule;
  GArray *tries; /* Try */
  guint n_grid;
  gint64 n_wanted;
  GCancellable *cancellable;
  SyProgressFunc progress;
  gpointer user_data;
} Run;

static void
clear_try (gpointer data)
{
  g_free (((Try *) data)->placements);
}

static void
clear_run (Run *self)
{
  g_clear_pointer (&self->tries, g_array_unref);
  sy_labelled_clear (&self->rows);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

static Try *
get_try (const Run *self,
         guint index)
{
  return &g_array_index (self->tries, Try, index);
}

static gboolean
measure (Run *self,
         const SyModel *model,
         guint32 *out_placements,
         SyAuc *out_auc,
         GError **error)
{
  if (!sy_labelled_score (&self->rows, model, self->rows.values, self->cancellable, error))
    return FALSE;
  sy_labelled_measure (&self->rows, self->rows.values, out_placements, out_auc, NULL);
  return TRUE;
}

/* Tries a half-life given by its logarithm. */
static gboolean
try (Run *self,
     double log_days,
     gboolean is_grid,
     GError **error)
{
  g_autoptr (SyModel) model = sy_model_copy (self->model);
  SyDecay *decay = &sy_model_find_rule (model, self->rule, NULL, NULL)->decay;
  Try new = { .point = { .days = exp (log_days), .is_grid = is_grid } };

  g_clear_pointer (&decay->steps, g_free);
  *decay = (SyDecay){ .kind = SY_DECAY_EXPONENTIAL,
                      .half_life_days = new.point.days,
                      .span_days = (double) NAN };
  new.placements = g_new (guint32, self->rows.n + 1);
  g_array_append_val (self->tries, new);
  if (!measure (self, model, new.placements, &new.point.auc, error))
    return FALSE;
  get_try (self, self->tries->len - 1)->point = new.point;
  if (self->progress != NULL)
    self->progress (MIN ((gint64) self->tries->len, self->n_wanted), self->n_wanted,
                    self->user_data);
  return TRUE;
}

static int
compare_tries (gconstpointer a,
               gconstpointer b)
{
  double first = ((const Try *) a)->point.days;
  double second = ((const Try *) b)->point.days;

  return (first > second) - (first < second);
}

static guint
find_best (const Run *self)
{
  guint best = 0;

  for (guint i = 1; i < self->tries->len; i++)
    if (get_try (self, i)->point.auc.value > get_try (self, best)->point.auc.value)
      best = i;
  return best;
}

/* Sorts the tries and compares each with the best; returns the best. */
static guint
compare_all (Run *self)
{
  guint best;

  g_array_sort (self->tries, compare_tries);
  best = find_best (self);
  for (guint i = 0; i < self->tries->len; i++)
    {
      SyHalfLifePoint *point = &get_try (self, i)->point;

      sy_labelled_compare (&self->rows, get_try (self, i)->placements,
                           get_try (self, best)->placements, &point->to_best);
      point->is_within = i == best || point->to_best.p * self->n_grid > LEVEL ||
                         point->to_best.difference > -SY_HALF_LIFE_NEGLIGIBLE;
    }
  return best;
}

static gboolean
try_grid (Run *self,
          double low,
          double high,
          guint n_grid,
          GError **error)
{
  for (guint i = 0; i < n_grid; i++)
    {
      double share = (double) i / (double) (n_grid - 1);

      if (!try (self, low * (1 - share) + high * share, TRUE, error))
        return FALSE;
    }
  return TRUE;
}

/* Golden sections between the neighbours of the best of the grid. */
static gboolean
refine (Run *self,
        guint n_refinements,
        GError **error)
{
  guint best = compare_all (self);
  guint last = self->tries->len - 1;
  double low = log (get_try (self, best > 0 ? best - 1 : 0)->point.days);
  double high = log (get_try (self, best < last ? best + 1 : last)->point.days);
  double inner[2] = { high - GOLDEN * (high - low), low + GOLDEN * (high - low) };
  double areas[2] = { 0 };

  for (guint i = 0; i < n_refinements; i++)
    {
      /* The first section needs both inner points, later ones the one that is new. */
      guint first = i == 0 || areas[0] > areas[1] ? 0 : 1;

      if (i > 0 && first == 0)
        {
          high = inner[1];
          inner[1] = inner[0];
          areas[1] = areas[0];
          inner[0] = high - GOLDEN * (high - low);
        }
      else if (i > 0)
        {
          low = inner[0];
          inner[0] = inner[1];
          areas[0] = areas[1];
          inner[1] = low + GOLDEN * (high - low);
        }
      for (guint k = first; k < (i == 0 ? 2 : first + 1); k++)
        {
          if (!try (self, inner[k], FALSE, error))
            return FALSE;
          areas[k] = get_try (self, self->tries->len - 1)->point.auc.value;
        }
    }
  return TRUE;
}

/* From the first to the last try that is as good as the best. Where a half-life is much shorter
 * than the time between events the curve is rough, and worse ones may lie in between. */
static void
find_range (const Run *self,
            guint *out_low,
            guint *out_high)
{
  *out_low = 0;
  *out_high = self->tries->len - 1;
  while (!get_try (self, *out_low)->point.is_within)
    ++*out_low;
  while (!get_try (self, *out_high)->point.is_within)
    --*out_high;
}

/* Halves the steps in which the range ends. */
static gboolean
sharpen (Run *self,
         GError **error)
{
  for (guint i = 0; i < N_BISECTIONS; i++)
    {
      guint low;
      guint high;
      double below = (double) NAN;
      double above = (double) NAN;

      compare_all (self);
      find_range (self, &low, &high);
      if (low > 0)
        below = log (get_try (self, low - 1)->point.days * get_try (self, low)->point.days) / 2;
      if (high + 1 < self->tries->len)
        above = log (get_try (self, high + 1)->point.days * get_try (self, high)->point.days) / 2;
      if ((!isnan (below) && !try (self, below, FALSE, error)) ||
          (!isnan (above) && !try (self, above, FALSE, error)))
        return FALSE;
    }
  return TRUE;
}

/* Whether a rule of the model counts something that fades. */
static gboolean
can_decay (const SyRule *rule)
{
  return (rule->kind == SY_RULE_EVENT || rule->kind == SY_RULE_MILESTONE) &&
         rule->measure != SY_MEASURE_INACTIVE && rule->measure != SY_MEASURE_TREND;
}

static void
fail_unknown (const SyModel *model,
              const char *id,
              GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint g = 0; g < model->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, g);

      for (guint r = 0; r < group->rules->len; r++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, r);

          if (!rule->muted && can_decay (rule))
            g_ptr_array_add (ids, rule->id);
        }
    }
  g_ptr_array_add (ids, NULL);
  list = g_strjoinv (", ", (char **) ids->pdata);
  g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
               ids->len > 1 ? "There is no rule “%s”; those that can decay are %s"
                            : "There is no rule “%s”%s",
               id, list);
}

gboolean
sy_half_life_check_rule (const SyModel *model,
                         const char *id,
                         GError **error)
{
  const SyRule *rule;

  g_return_val_if_fail (model != NULL && id != NULL, FALSE);

  rule = sy_model_find_rule (model, id, NULL, NULL);
  if (rule == NULL)
    fail_unknown (model, id, error);
  else if (rule->muted)
    g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                 "Rule “%s” is muted; unmute it to ask for its half-life", id);
  else if (!can_decay (rule))
    g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                 "Rule “%s” cannot decay: counts, amounts, days, once, latest and milestones do",
                 id);
  else
    return TRUE;
  return FALSE;
}

static double
get_longest_days (const Run *self,
                  const SyHalfLifeOptions *options)
{
  gint64 last = self->rows.dates[self->rows.n_dates - 1].as_of;
  gint64 first = last;

  if (!isnan (options->max_days))
    return options->max_days;
  sy_event_log_get_span (self->rows.log, &first, NULL);
  return CLAMP (2 * (double) (last - first) / SY_DAY_SECONDS, MIN_LONGEST_DAYS, MAX_LONGEST_DAYS);
}

static gboolean
try_all (Run *self,
         const SyHalfLifeOptions *options,
         GError **error)
{
  double low = log (options->min_days);
  double high = log (MAX (get_longest_days (self, options), options->min_days * 2));

  self->n_wanted = (gint64) options->n_grid + options->n_refinements + 1 + 2 * N_BISECTIONS;
  return try_grid (self, low, high, options->n_grid, error) &&
         refine (self, options->n_refinements, error) && sharpen (self, error);
}

static void
set_range (Run *run,
           SyHalfLife *self)
{
  guint low;
  guint high;

  self->best = compare_all (run);
  find_range (run, &low, &high);
  self->is_flat = low == 0 && high + 1 == run->tries->len;
  self->low_days = get_try (run, low)->point.days;
  self->high_days = get_try (run, high)->point.days;
  self->n_points = run->tries->len;
  self->points = g_new (SyHalfLifePoint, self->n_points);
  for (guint i = 0; i < run->tries->len; i++)
    self->points[i] = get_try (run, i)->point;
}

SyHalfLife *
sy_half_life_find (SyEventLog *log,
                   const SyModel *model,
                   const char *rule,
                   const gint64 *origins,
                   gsize n_origins,
                   const SyHalfLifeOptions *options,
                   GCancellable *cancellable,
                   SyProgressFunc progress,
                   gpointer user_data,
                   GError **error)
{
  g_autoptr (SyHalfLife) self = NULL;
  g_autofree guint32 *placements = NULL;
  g_auto (Run) run = { .model = model,
                       .rule = rule,
                       .cancellable = cancellable,
                       .progress = progress,
                       .user_data = user_data };
  const SyRule *asked;

  g_return_val_if_fail (log != NULL && model != NULL && rule != NULL, NULL);
  g_return_val_if_fail (options->min_days > 0 && !(options->max_days <= options->min_days), NULL);
  g_return_val_if_fail (options->n_grid >= 3 && options->n_grid <= 200, NULL);

  if (!sy_half_life_check_rule (model, rule, error) ||
      !sy_labelled_init (&run.rows, log, model, origins, n_origins, cancellable, error) ||
      !sy_auc_check_classes (run.rows.n_positive, run.rows.n, error))
    return NULL;
  run.n_grid = options->n_grid;
  run.tries = g_array_new (FALSE, TRUE, sizeof (Try));
  g_array_set_clear_func (run.tries, clear_try);
  placements = g_new (guint32, run.rows.n + 1);
  asked = sy_model_find_rule (model, rule, NULL, NULL);
  self = g_atomic_rc_box_new0 (SyHalfLife);
  self->rule = g_strdup (rule);
  self->label = g_strdup (sy_rule_get_label (asked));
  self->n_origins = run.rows.n_dates;
  self->n = run.rows.n;
  self->n_positive = run.rows.n_positive;
  self->current_days = asked->decay.kind == SY_DECAY_EXPONENTIAL ? asked->decay.half_life_days
                                                                 : (double) NAN;
  if (!try_all (&run, options, error) ||
      !measure (&run, model, placements, &self->current_auc, error))
    return NULL;
  set_range (&run, self);
  sy_labelled_compare (&run.rows, placements, get_try (&run, (guint) self->best)->placements,
                       &self->current_to_best);
  return g_steal_pointer (&self);
}
