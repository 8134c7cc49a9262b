/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-effort.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "events/sy-event-overlay.h"

/*
 * Everybody is tried at once: a set is laid over a log of their events alone, which costs little
 * however large the project is, and all are scored. Sets are counted like a clock that
 * runs through the ways to split n events among the types, for n = 1, 2, …
 */

typedef struct
{
  SyEffort *effort;
  SyEventLog *log; /* of the events of people alone */
  SyModel *model;
  gint64 as_of;
  guint32 *types; /* of the log */
  double limit;   /* the band's lower bound */
  guint *counts;  /* of the set at hand */
  GArray *sets;   /* SyEffortSet */
  gsize n_open;   /* people without a set */
} Search;

static void
clear_set (gpointer data)
{
  SyEffortSet *set = data;

  g_free (set->counts);
}

static void
clear_search (Search *self)
{
  g_clear_pointer (&self->effort, sy_effort_free);
  g_clear_pointer (&self->log, sy_event_log_unref);
  g_clear_pointer (&self->model, sy_model_unref);
  g_clear_pointer (&self->sets, g_array_unref);
  g_free (self->types);
  g_free (self->counts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, clear_search)

void
sy_effort_free (SyEffort *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < self->n_sets; i++)
    g_free (self->sets[i].counts);
  g_free (self->sets);
  g_free (self->people);
  g_free (self->amounts);
  g_strfreev (self->types);
  g_free (self);
}

/* --- types --- */

static void
add_types (GPtrArray *types,
           const SyEventLog *log,
           char **names)
{
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      guint32 type = sy_event_log_find_type (log, names[i]);

      if (type != SY_TYPE_NONE && !sy_event_log_is_type_muted (log, type) &&
          !g_ptr_array_find_with_equal_func (types, names[i], g_str_equal, NULL))
        g_ptr_array_add (types, g_strdup (names[i]));
    }
}

typedef struct
{
  GPtrArray *types;
  const SyEventLog *log;
} TypeList;

static void
add_counted_types (SyPersonTest *test,
                   gpointer user_data)
{
  const TypeList *list = user_data;

  if (test->at_least > 0)
    add_types (list->types, list->log, test->types);
}

char **
sy_effort_list_types (const SyEventLog *log,
                      const SyModel *model)
{
  GPtrArray *types = g_ptr_array_new ();

  g_return_val_if_fail (log != NULL && model != NULL, NULL);

  for (guint i = 0; i < model->groups->len; i++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, i);

      for (guint j = 0; j < group->rules->len; j++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, j);
          gboolean counts = rule->kind == SY_RULE_MILESTONE ||
                            (rule->kind == SY_RULE_EVENT && rule->measure != SY_MEASURE_INACTIVE);

          if (rule->muted || rule->weight <= 0 || group->weight <= 0)
            continue;
          if (counts)
            add_types (types, log, rule->types);
          /* More of these can open the rule. */
          sy_condition_foreach_person (rule->only_if, add_counted_types,
                                       &(TypeList){ types, log });
        }
    }
  g_ptr_array_add (types, NULL);
  return (char **) g_ptr_array_free (types, FALSE);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Median amount of the events of a type before an instant; NaN when none has one. */
static double
find_amount (const SyEventLog *log,
             guint32 type,
             gint64 as_of)
{
  const SyEventRuns *runs = sy_event_log_get_runs (log, type);
  guint32 bound = sy_event_log_get_bound (as_of);
  g_autofree double *amounts = NULL;
  gsize n = 0;

  if (runs->amounts == NULL)
    return (double) NAN;
  amounts = g_new (double, runs->n_events);
  for (gsize i = 0; i < runs->n_events; i++)
    if (runs->seconds[i] < bound && !isnan (runs->amounts[i]))
      amounts[n++] = runs->amounts[i];
  if (n == 0)
    return (double) NAN;
  qsort (amounts, n, sizeof *amounts, compare_numbers);
  return (amounts[(n - 1) / 2] + amounts[n / 2]) / 2;
}

static void
choose_types (Search *self,
              const SyEventLog *log,
              const char *const *types)
{
  SyEffort *effort = self->effort;
  GPtrArray *known = g_ptr_array_new ();

  add_types (known, log, (char **) types);
  effort->n_types = known->len;
  g_ptr_array_add (known, NULL);
  effort->types = (char **) g_ptr_array_free (known, FALSE);
  effort->amounts = g_new (double, effort->n_types + 1);
  self->types = g_new (guint32, effort->n_types + 1);
  self->counts = g_new0 (guint, effort->n_types + 1);
  for (gsize i = 0; i < effort->n_types; i++)
    {
      self->types[i] = sy_event_log_find_type (log, effort->types[i]);
      effort->amounts[i] = find_amount (log, self->types[i], self->as_of);
    }
}

/* --- people --- */

/* A copy of the model that ranks among the population as it is. What bands ask of the course is left
 * out: only scores are looked at. */
static SyModel *
freeze_ranks (const SyModel *model,
              const SyScores *scores)
{
  g_autoptr (SyModel) plain = sy_model_without_course (model);
  SyModel *frozen = sy_model_copy (plain);
  gsize n_members;
  const guint32 *members = sy_scores_get_members (scores, &n_members);

  if (model->scale.kind != SY_SCALE_PERCENTILE || model->scale.reference != NULL)
    return frozen;
  frozen->scale.reference = g_new (double, MAX (n_members, 1));
  frozen->scale.n_reference = n_members;
  for (gsize i = 0; i < n_members; i++)
    frozen->scale.reference[i] = sy_scores_get_raw (scores)[members[i]];
  return frozen;
}

static void
choose_people (Search *self,
               const SyScores *scores,
               const guint32 *people,
               gsize n_people)
{
  SyEffort *effort = self->effort;

  effort->people = g_new (SyEffortPerson, n_people + 1);
  for (gsize i = 0; i < n_people; i++)
    {
      double score = sy_scores_get_score (scores)[people[i]];

      if (score >= self->limit)
        effort->n_there++;
      else
        effort->people[effort->n_people++] = (SyEffortPerson){ people[i], SY_EFFORT_NONE, score,
                                                               score };
    }
  self->n_open = effort->n_people;
}

/* The log without the events of all others. */
static SyEventLog *
keep_people (SyEventLog *log,
             const SyEffort *effort)
{
  g_autofree guint8 *is_kept = g_new0 (guint8, sy_event_log_get_n_people (log) + 1);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (gsize i = 0; i < effort->n_people; i++)
    is_kept[effort->people[i].person] = 1;
  for (guint32 type = 0; type < sy_event_log_get_n_types (log); type++)
    {
      const SyEventRuns *runs = sy_event_log_get_runs (log, type);

      for (gsize run = 0; run < runs->n_runs; run++)
        if (!is_kept[runs->people[run]])
          g_array_append_vals (rows, runs->rows + runs->starts[run],
                               runs->starts[run + 1] - runs->starts[run]);
    }
  return sy_event_log_without (log, (const guint32 *) (gconstpointer) rows->data, rows->len);
}

/* --- sets --- */

/* How many ways there are to split up to @n events among @n_types, without none at all; no more
 * than a bit over the limit. */
static gsize
count_sets (gsize n_types,
            guint n)
{
  double sets = 1;

  for (gsize i = 1; i <= n_types; i++)
    sets = sets * (double) (n + i) / (double) i;
  return sets > 2 * SY_EFFORT_MAX_SETS ? 2 * SY_EFFORT_MAX_SETS : (gsize) llround (sets) - 1;
}

/* The next way to split the same number of events; FALSE after the last. */
static gboolean
advance (guint *counts,
         gsize n_types)
{
  gsize i = n_types - 1;
  guint rest = counts[i];

  counts[i] = 0;
  do
    {
      if (i == 0)
        return FALSE;
      i--;
    }
  while (counts[i] == 0);
  counts[i]--;
  counts[i + 1] = rest + 1;
  return TRUE;
}

static SyEventLog *
add_set (const Search *self)
{
  const SyEffort *effort = self->effort;
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (SyAddedEvent));

  for (gsize i = 0; i < effort->n_people; i++)
    for (gsize type = 0; type < effort->n_types; type++)
      for (guint n = 0; n < self->counts[type]; n++)
        {
          SyAddedEvent event = { effort->people[i].person, self->types[type], self->as_of - 1,
                                 effort->amounts[type] };

          g_array_append_val (events, event);
        }
  return sy_event_log_with (self->log, (const SyAddedEvent *) (gconstpointer) events->data,
                            events->len);
}

/* Scores everybody with the set at hand. */
static gboolean
try_set (Search *self,
         guint n_events,
         GCancellable *cancellable,
         GError **error)
{
  SyEffort *effort = self->effort;
  g_autoptr (SyEventLog) log = add_set (self);
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, self->as_of);
  g_autoptr (SyScores) scores = sy_scorer_score (scorer, self->model, cancellable, error);
  SyEffortSet set = { NULL, n_events, 0, 0 };

  if (scores == NULL)
    return FALSE;
  for (gsize i = 0; i < effort->n_people; i++)
    {
      SyEffortPerson *person = &effort->people[i];
      double score = sy_scores_get_score (scores)[person->person];

      if (!(score >= self->limit))
        continue;
      set.n_reaching++;
      if (person->set != SY_EFFORT_NONE)
        continue;
      person->set = self->sets->len;
      person->after = score;
      set.n_people++;
    }
  if (set.n_people > 0)
    {
      set.counts = g_memdup2 (self->counts, effort->n_types * sizeof *set.counts);
      g_array_append_val (self->sets, set);
      self->n_open -= set.n_people;
    }
  return TRUE;
}

static gboolean
try_sets (Search *self,
          GCancellable *cancellable,
          SyProgressFunc progress,
          gpointer user_data,
          GError **error)
{
  SyEffort *effort = self->effort;
  gsize n_sets = count_sets (effort->n_types, effort->max_events);
  gsize n_done = 0;

  for (guint n = 1; n <= effort->max_events && self->n_open > 0; n++)
    {
      memset (self->counts, 0, effort->n_types * sizeof *self->counts);
      self->counts[0] = n;
      do
        {
          if (!try_set (self, n, cancellable, error))
            return FALSE;
          if (progress != NULL)
            progress ((gint64) ++n_done, (gint64) n_sets, user_data);
        }
      while (advance (self->counts, effort->n_types) && self->n_open > 0);
    }
  return TRUE;
}

/* All but the sets. */
static void
init_search (Search *self,
             const SyEffortQuery *query,
             const SyScores *scores)
{
  guint max_events = query->max_events;

  self->effort = g_new0 (SyEffort, 1);
  self->effort->band = query->band;
  self->as_of = query->as_of;
  self->limit = query->band == 0 ? -G_MAXDOUBLE
                                 : sy_model_get_band (query->model, query->band)->min;
  self->model = freeze_ranks (query->model, scores);
  self->sets = g_array_new (FALSE, FALSE, sizeof (SyEffortSet));
  choose_types (self, query->log, query->types);
  choose_people (self, scores, query->people, query->n_people);
  while (max_events > 1 && count_sets (self->effort->n_types, max_events) > SY_EFFORT_MAX_SETS)
    max_events--;
  self->effort->max_events = max_events;
}

SyEffort *
sy_effort_find (const SyEffortQuery *query,
                GCancellable *cancellable,
                SyProgressFunc progress,
                gpointer user_data,
                GError **error)
{
  g_auto (Search) search = { NULL };
  g_autoptr (SyScorer) scorer = NULL;
  g_autoptr (SyModel) plain = NULL;
  g_autoptr (SyScores) scores = NULL;

  g_return_val_if_fail (query != NULL, NULL);
  g_return_val_if_fail (query->log != NULL && query->model != NULL && query->types != NULL, NULL);
  g_return_val_if_fail (query->people != NULL || query->n_people == 0, NULL);
  g_return_val_if_fail (query->band < query->model->bands->len, NULL);
  g_return_val_if_fail (query->max_events >= 1 && query->max_events <= SY_EFFORT_MAX_EVENTS, NULL);

  scorer = sy_scorer_new (query->log, query->as_of);
  plain = sy_model_without_course (query->model);
  scores = sy_scorer_score (scorer, plain, cancellable, error);
  if (scores == NULL)
    return NULL;
  init_search (&search, query, scores);
  if (search.effort->n_types > 0 && search.n_open > 0)
    {
      search.log = keep_people (query->log, search.effort);
      if (!try_sets (&search, cancellable, progress, user_data, error))
        {
          g_array_set_clear_func (search.sets, clear_set);
          return NULL;
        }
    }
  search.effort->n_sets = search.sets->len;
  search.effort->sets = (SyEffortSet *) (gpointer) g_array_free (g_steal_pointer (&search.sets),
                                                                 FALSE);
  return g_steal_pointer (&search.effort);
}

char *
sy_effort_describe (const SyEffort *self,
                    const SyEffortSet *set)
{
  GString *out;

  g_return_val_if_fail (self != NULL && set != NULL, NULL);

  out = g_string_new (NULL);
  for (gsize i = 0; i < self->n_types; i++)
    if (set->counts[i] > 0)
      g_string_append_printf (out, "%s%u more “%s” %s", out->len > 0 ? ", " : "", set->counts[i],
                              self->types[i], set->counts[i] == 1 ? "event" : "events");
  return g_string_free (out, FALSE);
}
