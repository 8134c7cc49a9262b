/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-signals.h"

#include <math.h>
#include <string.h>

#include "sy-labelled-private.h"
#include "sy-suggestion-private.h"

static void
clear_signals (gpointer data)
{
  SySignals *self = data;

  for (gsize i = 0; i < self->n_signals; i++)
    {
      g_clear_pointer (&self->signals[i].id, g_free);
      g_clear_pointer (&self->signals[i].label, g_free);
    }
  g_clear_pointer (&self->signals, g_free);
  g_clear_pointer (&self->origins, g_free);
}

SySignals *
sy_signals_ref (SySignals *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sy_signals_unref (SySignals *self)
{
  g_atomic_rc_box_release_full (self, clear_signals);
}

const SySignal *
sy_signals_find (const SySignals *self,
                 SySignalKind kind,
                 const char *id)
{
  for (gsize i = 0; i < self->n_signals; i++)
    if (self->signals[i].kind == kind && strcmp (self->signals[i].id, id) == 0)
      return &self->signals[i];
  return NULL;
}

typedef struct
{
  SyLabelled *rows;
  const SyModel *model;
  guint8 *has_it;
  guint32 *placements; /* of the whole score */
  guint32 *placements_without;
  GCancellable *cancellable;
} Run;

static void
clear_run (Run *self)
{
  g_clear_pointer (&self->has_it, g_free);
  g_clear_pointer (&self->placements, g_free);
  g_clear_pointer (&self->placements_without, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, clear_run)

/* The rate of those with it over that of all, from their rate over that of the others. */
static double
get_lift (double ratio,
          double coverage)
{
  return ratio / (coverage * ratio + 1 - coverage);
}

/* Who has it, and how often the outcome happened to them and to the others. */
static void
measure_rates (Run *self,
               SySignal *out)
{
  const SyLabelled *rows = self->rows;
  SyScoredRows scored = { .n = rows->n,
                          .bands = self->has_it,
                          .labels = rows->labels,
                          .people = rows->people,
                          .is_clustered = rows->is_clustered,
                          .n_people = rows->n_people };
  gsize n[2] = { 0 };
  gsize positives[2] = { 0 };
  double rates[2];
  double effective[2];
  double base;
  SyTwoProportions two;

  for (gsize i = 0; i < rows->n; i++)
    {
      self->has_it[i] = rows->values[i] != 0.0;
      n[self->has_it[i]]++;
      positives[self->has_it[i]] += rows->labels[i];
    }
  for (guint k = 0; k < 2; k++)
    rates[k] = n[k] > 0 ? (double) positives[k] / (double) n[k] : (double) NAN;
  base = (double) (positives[0] + positives[1]) / (double) rows->n;
  sy_rows_get_effective_n (&scored, 2, n, positives, effective);
  out->n_with = n[1];
  out->coverage = rows->n > 0 ? (double) n[1] / (double) rows->n : (double) NAN;
  out->rate_with = rates[1];
  out->rate_without = rates[0];
  sy_two_proportions (rates[1] * effective[1], effective[1], rates[0] * effective[0], effective[0],
                      &two);
  out->ratio = n[0] > 0 && n[1] > 0 ? two.ratio : (double) NAN;
  out->ratio_interval = two.ratio_interval;
  out->lift = n[1] > 0 && base > 0 ? rates[1] / base : (double) NAN;
  out->lift_interval.low = get_lift (two.ratio_interval.low, out->coverage);
  out->lift_interval.high = get_lift (two.ratio_interval.high, out->coverage);
}

/* Everything but the adjusted p-value of the column in rows.values. */
static void
measure_column (Run *self,
                SySignal *out)
{
  SyLabelled *rows = self->rows;
  double effective_n;
  double rho;

  measure_rates (self, out);
  sy_labelled_measure (rows, rows->values, NULL, &out->auc, &effective_n);
  rho = sy_roc_get_spearman (rows->scratch.roc);
  out->z = rho * sqrt (MAX (effective_n - 1, 0.0));
  if (rows->direction == SY_DIRECTION_LESS)
    out->z = -out->z;
  out->p = isnan (out->z) ? (double) NAN : sy_normal_p (out->z);
  out->information_value = sy_value_information (rows->values, rows->labels, rows->n,
                                                 rows->scratch.ranking);
  out->q = out->auc_change = out->auc_change_p = (double) NAN;
}

static gboolean
names_type (char *const *types,
            const char *type)
{
  return types != NULL && g_strv_contains ((const char *const *) types, type);
}

static gboolean
is_used (const SyModel *model,
         const char *type)
{
  for (guint g = 0; g < model->groups->len; g++)
    {
      const SyRuleGroup *group = sy_model_get_group (model, g);

      for (guint r = 0; r < group->rules->len; r++)
        {
          const SyRule *rule = sy_rule_group_get_rule (group, r);

          if (!rule->muted && (names_type (rule->types, type) || names_type (rule->first, type) ||
                               names_type (rule->unless, type) ||
                               sy_condition_names_type (rule->only_if, type)))
            return TRUE;
        }
    }
  return FALSE;
}

/* A model whose one rule counts the events of a type. */
static SyModel *
make_counting_model (const SyModel *model,
                     const char *type)
{
  SyModel *counting = sy_model_new (model->name);
  SyRuleGroup *group = sy_rule_group_new ("Count");
  SyRule *rule = sy_rule_new ("count", SY_RULE_EVENT);

  sy_rule_add_type (rule, type);
  g_ptr_array_add (group->rules, rule);
  g_ptr_array_add (counting->groups, group);
  counting->scale.kind = SY_SCALE_NONE;
  return counting;
}

static gboolean
measure_type (Run *self,
              const char *type,
              SySignal *out,
              GError **error)
{
  g_autoptr (SyModel) counting = make_counting_model (self->model, type);

  out->kind = SY_SIGNAL_TYPE;
  out->id = g_strdup (type);
  out->label = g_strdup (type);
  out->is_used = is_used (self->model, type);
  if (!sy_labelled_score (self->rows, counting, self->rows->values, self->cancellable, error))
    return FALSE;
  measure_column (self, out);
  return TRUE;
}

static gboolean
measure_without (Run *self,
                 const char *id,
                 SySignal *out,
                 GError **error)
{
  g_autoptr (SyModel) without = sy_model_copy (self->model);
  SyAucComparison comparison;
  SyAuc auc;

  sy_model_find_rule (without, id, NULL, NULL)->muted = TRUE;
  if (!sy_labelled_score (self->rows, without, self->rows->values, self->cancellable, error))
    return FALSE;
  sy_labelled_measure (self->rows, self->rows->values, self->placements_without, &auc, NULL);
  sy_labelled_compare (self->rows, self->placements_without, self->placements, &comparison);
  out->auc_change = comparison.difference;
  out->auc_change_p = comparison.p;
  return TRUE;
}

static gboolean
measure_rule (Run *self,
              gsize index,
              SySignal *out,
              GError **error)
{
  const SyRule *rule = sy_model_get_rule_at (self->model, index, NULL);

  out->kind = SY_SIGNAL_RULE;
  out->id = g_strdup (rule->id);
  out->label = g_strdup (sy_rule_get_label (rule));
  out->is_used = TRUE;
  if (!sy_labelled_get_values (self->rows, index, self->rows->values))
    g_assert_not_reached ();
  measure_column (self, out);
  /* Until the verdict: whether it points the other way. */
  out->is_against = rule->weight * out->z < 0;
  return measure_without (self, rule->id, out, error);
}

static void
judge (SySignals *self)
{
  g_autofree double *p = g_new (double, self->n_signals + 1);
  gsize n_tested = 0;

  for (gsize i = 0; i < self->n_signals; i++)
    if (!isnan (self->signals[i].p))
      p[n_tested++] = self->signals[i].p;
  sy_benjamini_hochberg (p, n_tested, p);
  n_tested = 0;
  for (gsize i = 0; i < self->n_signals; i++)
    {
      SySignal *signal = &self->signals[i];

      if (!isnan (signal->p))
        {
          signal->q = p[n_tested++];
          signal->verdict = signal->q <= self->level ? SY_VERDICT_TELLS : SY_VERDICT_REJECTED;
        }
      signal->is_against = signal->is_against && signal->verdict == SY_VERDICT_TELLS;
    }
}

static gboolean
is_muted (const Run *run,
          SySignalKind kind,
          gsize index)
{
  return kind == SY_SIGNAL_RULE ? sy_model_get_rule_at (run->model, index, NULL)->muted
                                : sy_event_log_is_type_muted (run->rows->log, (guint32) index);
}

/* Types come first in the register, but rules are measured first: their columns are at hand, and
 * the scorers let go of what they have not used for a while. */
static gboolean
measure_all (Run *run,
             SySignals *self,
             SyProgressFunc progress,
             gpointer user_data,
             GError **error)
{
  const gsize n[] = { sy_event_log_get_n_types (run->rows->log),
                      sy_model_get_n_rules (run->model) };
  gsize starts[2] = { 0 };
  gsize n_done = 0;

  self->signals = g_new0 (SySignal, n[0] + n[1] + 1);
  for (gsize i = 0; i < n[0]; i++)
    starts[1] += !is_muted (run, SY_SIGNAL_TYPE, i);
  self->n_signals = starts[1];
  for (gsize i = 0; i < n[1]; i++)
    self->n_signals += !is_muted (run, SY_SIGNAL_RULE, i);
  for (int kind = SY_SIGNAL_RULE; kind >= SY_SIGNAL_TYPE; kind--)
    for (gsize i = 0; i < n[kind]; i++)
      {
        SySignal *signal = &self->signals[starts[kind]];

        if (is_muted (run, (SySignalKind) kind, i))
          continue;
        starts[kind]++;
        if (kind == SY_SIGNAL_RULE
                ? !measure_rule (run, i, signal, error)
                : !measure_type (run, sy_event_log_get_type_name (run->rows->log, (guint32) i),
                                 signal, error))
          return FALSE;
        if (progress != NULL)
          progress ((gint64) ++n_done, (gint64) self->n_signals, user_data);
      }
  return TRUE;
}

SySignals *
sy_signals_of_rows (SyLabelled *rows,
                    const SyModel *model,
                    double level,
                    GCancellable *cancellable,
                    SyProgressFunc progress,
                    gpointer user_data,
                    GError **error)
{
  g_autoptr (SySignals) self = g_atomic_rc_box_new0 (SySignals);
  g_auto (Run) run = { .rows = rows, .model = model, .cancellable = cancellable };

  run.has_it = g_malloc (rows->n + 1);
  run.placements = g_new (guint32, rows->n + 1);
  run.placements_without = g_new (guint32, rows->n + 1);
  self->level = level;
  self->n = rows->n;
  self->n_positive = rows->n_positive;
  self->n_origins = rows->n_dates;
  self->origins = g_new (gint64, rows->n_dates + 1);
  for (gsize i = 0; i < rows->n_dates; i++)
    self->origins[i] = rows->dates[i].as_of;
  if (!sy_labelled_score (rows, model, rows->values, cancellable, error))
    return NULL;
  sy_labelled_measure (rows, rows->values, run.placements, &self->auc, NULL);
  if (!measure_all (&run, self, progress, user_data, error))
    return NULL;
  judge (self);
  return g_steal_pointer (&self);
}

SySignals *
sy_signals_run (SyEventLog *log,
                const SyModel *model,
                const gint64 *origins,
                gsize n_origins,
                double level,
                GCancellable *cancellable,
                SyProgressFunc progress,
                gpointer user_data,
                GError **error)
{
  g_auto (SyLabelled) rows = { 0 };

  g_return_val_if_fail (log != NULL && model != NULL, NULL);
  g_return_val_if_fail (level > 0 && level < 1, NULL);

  if (!sy_labelled_init (&rows, log, model, origins, n_origins, cancellable, error))
    return NULL;
  return sy_signals_of_rows (&rows, model, level, cancellable, progress, user_data, error);
}
