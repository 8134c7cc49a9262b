/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-date-scores-private.h"

#include "core/sy-parallel-private.h"
#include "sy-band-course-private.h"
#include "sy-finish-private.h"
#include "sy-rule-reader-private.h"
#include "sy-scorer-private.h"

/* People whose values are held at once, by each thread: some ten megabytes for twenty rules. */
#define BLOCK 16384

/* Numbers between one place of a block and the next: places that begin at the same line of a page would drive each
 * other out of the cache. */
#define PADDING 24

#define MAX_THREADS 16

/* One model at a few dates on its way. */
typedef struct
{
  SyDateScores *dates;
  GCancellable *cancellable;
  guint index; /* of the model */
  const SyModel *model;
  gsize n_dates;
  gsize stride;   /* from one place of a block to the next */
  SyLayer *layer; /* or NULL */

  /* The unmuted rules of all groups one after the other. */
  gsize n_rules;
  const SyRule **rules;
  SyRulePart *parts;      /* without values */
  SyRuleReader **readers; /* SY_SLICE_DATES a rule */

  /* The groups, whose rules lie in parts. */
  gsize n_groups;
  SyGroupPart *groups;

  /* What the probability sums up, if it does. */
  SyGroupPart sums;
  SyRulePart *sum_parts;
  gsize *sum_rules; /* places in parts */

  SyFinish finishes[SY_SLICE_DATES];
  SyScale *scale; /* NULL when the members are ranked */
} Work;

static void
clear_work (Work *self)
{
  for (gsize i = 0; i < self->n_rules * SY_SLICE_DATES; i++)
    g_clear_pointer (&self->readers[i], sy_rule_reader_free);
  g_free (self->readers);
  g_free (self->rules);
  g_free (self->parts);
  g_free (self->groups);
  g_free (self->sum_parts);
  g_free (self->sum_rules);
  g_clear_pointer (&self->scale, sy_scale_unref);
  g_clear_pointer (&self->layer, sy_layer_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, clear_work)

/* --- preparing --- */

/* The place of each rule of the model among the unmuted ones, or G_MAXSIZE. */
static gsize *
prepare_groups (Work *self)
{
  gsize *places = g_new (gsize, sy_model_get_n_rules (self->model) + 1);
  gsize n = 0;

  for (gsize i = 0; i < self->n_groups; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (self->model, (guint) i);
      SyGroupPart *part = &self->groups[i];

      sy_scorer_init_group_part (group, part);
      part->rules = self->parts + self->n_rules;
      for (guint j = 0; j < group->rules->len; j++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, j);

          places[n++] = rule->muted ? G_MAXSIZE : self->n_rules;
          if (rule->muted)
            continue;
          sy_scorer_init_rule_part (rule, &self->parts[self->n_rules]);
          self->rules[self->n_rules++] = rule;
          part->n_rules++;
        }
    }
  return places;
}

static void
prepare_sums (Work *self,
              const gsize *places)
{
  const SyLayerSpec *spec = &self->model->probability;

  self->sum_parts = g_new (SyRulePart, spec->n_rules + 1);
  self->sum_rules = g_new (gsize, spec->n_rules + 1);
  sy_layer_init_part (&self->sums);
  for (gsize i = 0; i < spec->n_rules; i++)
    {
      gsize rule;

      if (!sy_model_find_rule_index (self->model, spec->rules[i].rule, &rule) ||
          places[rule] == G_MAXSIZE)
        continue;
      sy_layer_init_rule_part (&spec->rules[i], &self->sum_parts[self->sums.n_rules]);
      self->sum_rules[self->sums.n_rules++] = places[rule];
    }
  self->sums.rules = self->sum_parts;
}

/* Makes the scores of the dates [start, end), to be filled. */
static void
make_scores (gsize start,
             gsize end,
             gpointer user_data)
{
  Work *self = user_data;
  SyDateScores *dates = self->dates;

  for (gsize i = start; i < end; i++)
    {
      gint64 as_of = dates->as_ofs[dates->first + i];
      SyScores *scores = sy_scores_new (as_of, sy_event_log_get_n_people (dates->log),
                                        sy_model_get_n_rules (self->model), self->n_groups);

      scores->population = sy_population_new (dates->log, &self->model->population, as_of);
      scores->raw = sy_column_new (dates->pool);
      scores->score = sy_column_new (dates->pool);
      if (self->layer != NULL)
        scores->layer = sy_layer_ref (self->layer);
      if (self->sum_parts != NULL)
        scores->sums = sy_column_new (dates->pool);
      dates->scores[i][self->index] = scores;
      sy_finish_init (&self->finishes[i], self->model, scores);
      self->finishes[i].scale = self->scale;
    }
}

/* Makes the readers of the rules [start, end) at all dates. */
static void
make_readers (gsize start,
              gsize end,
              gpointer user_data)
{
  Work *self = user_data;
  const SyDateScores *dates = self->dates;

  for (gsize rule = start; rule < end; rule++)
    for (gsize i = 0; i < self->n_dates; i++)
      self->readers[rule * SY_SLICE_DATES + i] =
          sy_rule_reader_new (dates->log, self->rules[rule], dates->as_ofs[dates->first + i]);
}

static void
init_work (Work *self,
           SyDateScores *dates,
           guint model,
           guint n_threads)
{
  const SyModel *of = dates->models[model];
  gsize n_rules = sy_model_get_n_rules (of);
  g_autofree gsize *places = NULL;

  *self = (Work){ .dates = dates, .index = model, .model = of, .n_dates = dates->n };
  self->n_groups = of->groups->len;
  self->stride = MIN (sy_event_log_get_n_people (dates->log), BLOCK) + PADDING;
  self->rules = g_new (const SyRule *, n_rules + 1);
  self->parts = g_new (SyRulePart, n_rules + 1);
  self->readers = g_new0 (SyRuleReader *, n_rules * SY_SLICE_DATES + 1);
  self->groups = g_new (SyGroupPart, self->n_groups + 1);
  places = prepare_groups (self);
  self->layer = sy_layer_new (of);
  if (self->layer != NULL && sy_layer_reads_rules (self->layer))
    prepare_sums (self, places);
  if (!sy_scorer_ranks_members (of))
    self->scale = sy_scale_new (&of->scale, of->scale.reference, of->scale.n_reference);
  if (dates->blocks[model] == NULL)
    dates->blocks[model] = sy_column_pool_new (
        (self->n_rules * SY_SLICE_DATES + self->n_groups) * self->stride, n_threads);
  sy_parallel_run (dates->n, 1, n_threads, make_scores, self);
  sy_parallel_run (self->n_rules, 1, n_threads, make_readers, self);
}

/* --- computing --- */

/* Where a thread holds the values of a block; a place has room for one number a person. */
typedef struct
{
  SyColumn *places;
  double *values; /* SY_SLICE_DATES places a rule */
  double *points; /* a place a group */
  const double **groups;
  SyRulePart *parts;
  SyRulePart *sum_parts;
} Block;

static void
init_block (Block *self,
            const Work *work)
{
  self->places = sy_column_new (work->dates->blocks[work->index]);
  self->values = self->places->values;
  self->points = self->values + work->n_rules * SY_SLICE_DATES * work->stride;
  self->groups = g_new (const double *, work->n_groups + 1);
  self->parts = g_memdup2 (work->parts, (work->n_rules + 1) * sizeof *work->parts);
  self->sum_parts = g_memdup2 (work->sum_parts, work->sums.n_rules * sizeof *work->sum_parts);
}

static void
clear_block (Block *self)
{
  g_clear_pointer (&self->places, sy_column_unref);
  g_free (self->groups);
  g_free (self->parts);
  g_free (self->sum_parts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Block, clear_block)

static void
read_values (const Work *work,
             Block *block,
             gsize start,
             gsize end)
{
  for (gsize rule = 0; rule < work->n_rules; rule++)
    {
      double *places[SY_SLICE_DATES];

      for (gsize i = 0; i < work->n_dates; i++)
        places[i] = block->values + (rule * SY_SLICE_DATES + i) * work->stride;
      sy_rule_readers_compute (work->readers + rule * SY_SLICE_DATES, work->n_dates, (guint32) start,
                               (guint32) end, places);
    }
}

static void
add_up (const Work *work,
        Block *block,
        gsize date,
        gsize start,
        gsize end)
{
  SyScores *scores = work->finishes[date].scores;

  for (gsize rule = 0; rule < work->n_rules; rule++)
    block->parts[rule].values = block->values + (rule * SY_SLICE_DATES + date) * work->stride;
  for (gsize i = 0; i < work->n_groups; i++)
    {
      SyGroupPart group = work->groups[i];
      double *points = block->points + i * work->stride;

      group.rules = block->parts + (work->groups[i].rules - work->parts);
      sy_group_part_compute (&group, 0, end - start, points);
      block->groups[i] = points;
    }
  sy_totals_compute_raw (block->groups, work->n_groups, work->model->score_min,
                         work->model->score_max, 0, end - start, scores->raw->values + start);
  if (scores->sums != NULL)
    {
      SyGroupPart sums = work->sums;

      for (gsize i = 0; i < sums.n_rules; i++)
        block->sum_parts[i].values = block->parts[work->sum_rules[i]].values;
      sums.rules = block->sum_parts;
      sy_group_part_compute (&sums, 0, end - start, scores->sums->values + start);
    }
  if (work->scale != NULL)
    sy_finish_compute (&work->finishes[date], start, end);
}

static void
compute_block (gsize start,
               gsize end,
               gpointer user_data)
{
  const Work *work = user_data;
  g_auto (Block) block = { NULL };

  if (g_cancellable_is_cancelled (work->cancellable))
    return;
  init_block (&block, work);
  read_values (work, &block, start, end);
  for (gsize date = 0; date < work->n_dates; date++)
    add_up (work, &block, date, start, end);
}

static gboolean
score_model (SyDateScores *self,
             guint model,
             guint n_threads,
             GCancellable *cancellable,
             GError **error)
{
  g_auto (Work) work;

  init_work (&work, self, model, n_threads);
  work.cancellable = cancellable;
  sy_parallel_run (sy_event_log_get_n_people (self->log), BLOCK, n_threads, compute_block, &work);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (work.scale == NULL)
    for (gsize i = 0; i < self->n; i++)
      sy_finish_rank_members (&work.finishes[i], n_threads);
  if (sy_model_asks_course (work.model))
    {
      g_autoptr (SyBandCourse) course = sy_band_course_new (self->log);

      for (gsize i = 0; i < self->n; i++)
        if (!sy_band_course_assign (course, work.model, self->scores[i][model], cancellable, error))
          return FALSE;
    }
  return TRUE;
}

static void
drop_scores (SyDateScores *self)
{
  for (gsize i = 0; i < self->n; i++)
    for (guint model = 0; model < SY_DATE_SCORES_MAX_MODELS; model++)
      g_clear_pointer (&self->scores[i][model], sy_scores_unref);
}

gboolean
sy_date_scores_next (SyDateScores *self,
                     guint n_threads,
                     GCancellable *cancellable,
                     GError **error)
{
  drop_scores (self);
  self->first += self->n;
  self->n = MIN (self->n_as_ofs - self->first, SY_SLICE_DATES);
  if (self->n == 0 || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (n_threads == 0)
    n_threads = MIN (g_get_num_processors (), MAX_THREADS);
  if (self->pool == NULL)
    self->pool = sy_column_pool_new (sy_event_log_get_n_people (self->log),
                                     3 * SY_SLICE_DATES * SY_DATE_SCORES_MAX_MODELS);
  for (guint model = 0; model < SY_DATE_SCORES_MAX_MODELS; model++)
    if (self->models[model] != NULL && !score_model (self, model, n_threads, cancellable, error))
      return FALSE;
  return TRUE;
}

gboolean
sy_date_scores_is_done (const SyDateScores *self)
{
  return self->first == self->n_as_ofs;
}

void
sy_date_scores_clear (SyDateScores *self)
{
  drop_scores (self);
  self->n = 0;
  g_clear_pointer (&self->pool, sy_column_pool_unref);
  for (guint model = 0; model < SY_DATE_SCORES_MAX_MODELS; model++)
    g_clear_pointer (&self->blocks[model], sy_column_pool_unref);
}
