/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-band-money.h"

#include <math.h>

#include <gsl/gsl_cdf.h>

#include "core/sy-sum.h"
#include "core/sy-time.h"
#include "score/sy-matches-private.h"
#include "sy-labelled-private.h"

void
sy_money_free (SyMoney *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; self->bands != NULL && i <= self->n_bands; i++)
    g_free (self->bands[i].name);
  g_free (self->bands);
  g_strfreev (self->types);
  g_free (self);
}

static gboolean
has_amounts (const SyEventLog *log,
             guint32 type)
{
  const SyEventRuns *runs = sy_event_log_get_runs (log, type);

  for (gsize i = 0; runs->amounts != NULL && i < runs->n_events; i++)
    if (!isnan (runs->amounts[i]))
      return TRUE;
  return FALSE;
}

char **
sy_money_suggest_types (const SyEventLog *log,
                        const SyModel *model)
{
  g_autoptr (GStrvBuilder) own = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  gboolean has_own = FALSE;

  for (guint32 type = 0; type < sy_event_log_get_n_types (log); type++)
    {
      const char *name = sy_event_log_get_type_name (log, type);

      if (!has_amounts (log, type))
        continue;
      g_strv_builder_add (all, name);
      if (model->outcome.types == NULL ||
          !g_strv_contains ((const char *const *) model->outcome.types, name))
        continue;
      g_strv_builder_add (own, name);
      has_own = TRUE;
    }
  return g_strv_builder_end (has_own ? own : all);
}

/* What one person spent. */
typedef struct
{
  double revenue;
  double before;
  double lifetime;
  double ordered;
  double n_orders;
} Spent;

static void
add_amount (Spent *spent,
            const SyMatch *match,
            guint32 as_of,
            guint32 before,
            guint32 from)
{
  double amount = isnan (match->amount) ? 0 : match->amount;

  spent->lifetime += amount;
  if (match->second >= before && match->second < as_of)
    spent->before += amount;
  if (match->second < from)
    return;
  spent->revenue += amount;
  if (amount > 0)
    {
      spent->ordered += amount;
      spent->n_orders++;
    }
}

static Spent *
read_spent (SyEventLog *log,
            const SyOutcome *outcome,
            char **types)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (SyMatch));
  Spent *spent = g_new0 (Spent, outcome->n + 1);
  guint32 until = sy_event_log_get_bound (outcome->until);
  guint32 from = sy_event_log_get_bound (outcome->from);
  guint32 as_of = sy_event_log_get_bound (outcome->as_of);
  guint32 before = sy_event_log_get_bound (outcome->as_of - (outcome->until - outcome->from));
  SySourceSet set;
  SySourceCursor cursor;

  sy_source_set_init (&set, log, types, FALSE, NULL);
  sy_source_cursor_init (&cursor, &set, 0);
  for (gsize i = 0; i < outcome->n; i++)
    {
      sy_source_cursor_read (&cursor, outcome->people[i], 0, until, matches);
      for (guint k = 0; k < matches->len; k++)
        add_amount (&spent[i], &g_array_index (matches, SyMatch, k), as_of, before, from);
    }
  sy_source_cursor_clear (&cursor);
  sy_source_set_clear (&set);
  return spent;
}

/* --- estimates --- */

/* The people of a row, or all of them. */
typedef struct
{
  const Spent *spent;
  const guint8 *bands; /* by row of spent */
  gsize n;
  int band; /* -1: all */
} Crowd;

static gboolean
is_in (const Crowd *self,
       gsize i)
{
  return self->band < 0 || self->bands[i] == self->band;
}

static double
get_field (const Spent *spent,
           gsize offset)
{
  return G_STRUCT_MEMBER (double, spent, offset);
}

static double
sum_of (const Crowd *self,
        gsize offset)
{
  SySum sum = { 0 };

  for (gsize i = 0; i < self->n; i++)
    if (is_in (self, i))
      sy_sum_add (&sum, get_field (&self->spent[i], offset));
  return sy_sum_get (&sum);
}

/* The ratio of two means over people; of one mean when @below is G_MAXSIZE. Its variance is that of
 * the residuals y - r x over n (n - 1) times the squared mean of x (Cochran, Sampling Techniques,
 * 2.11). */
static SyEstimate
estimate (const Crowd *self,
          gsize n,
          gsize above,
          gsize below)
{
  SyEstimate result = { (double) NAN, (double) NAN, (double) NAN };
  double total = below == G_MAXSIZE ? (double) n : sum_of (self, below);
  SySum squares = { 0 };
  double width;

  if (n == 0 || !(total > 0))
    return result;
  result.value = sum_of (self, above) / total;
  if (n < 2)
    return result;
  for (gsize i = 0; i < self->n; i++)
    if (is_in (self, i))
      {
        double x = below == G_MAXSIZE ? 1 : get_field (&self->spent[i], below);
        double rest = get_field (&self->spent[i], above) - result.value * x;

        sy_sum_add (&squares, rest * rest);
      }
  width = gsl_cdf_tdist_Pinv (0.975, (double) (n - 1)) *
          sqrt (sy_sum_get (&squares) * (double) n / (double) (n - 1)) / total;
  result.low = result.value - width;
  result.high = result.value + width;
  return result;
}

static SyEstimate
share_of (gsize positives,
          gsize n)
{
  SyInterval wilson = sy_wilson ((double) positives, (double) n);

  return (SyEstimate){ n > 0 ? (double) positives / (double) n : (double) NAN, wilson.low,
                       wilson.high };
}

#define FIELD(name) (G_STRUCT_OFFSET (Spent, name))

static void
measure (SyBandMoney *self,
         const Crowd *crowd)
{
  gsize n_more = 0;

  for (gsize i = 0; i < crowd->n; i++)
    {
      const Spent *spent = &crowd->spent[i];

      if (!is_in (crowd, i))
        continue;
      self->n++;
      self->n_buyers += spent->n_orders >= 1;
      self->n_repeat += spent->n_orders >= 2;
      self->n_orders += (gsize) spent->n_orders;
      self->n_before += spent->before > 0;
      n_more += spent->before > 0 && spent->revenue > spent->before;
    }
  self->revenue = sum_of (crowd, FIELD (revenue));
  self->before = sum_of (crowd, FIELD (before));
  self->per_person = estimate (crowd, self->n, FIELD (revenue), G_MAXSIZE);
  self->order_value = estimate (crowd, self->n, FIELD (ordered), FIELD (n_orders));
  self->orders = estimate (crowd, self->n, FIELD (n_orders), G_MAXSIZE);
  self->lifetime = estimate (crowd, self->n, FIELD (lifetime), G_MAXSIZE);
  self->retention = estimate (crowd, self->n, FIELD (revenue), FIELD (before));
  self->buyers = share_of (self->n_buyers, self->n);
  self->repeat = share_of (self->n_repeat, self->n_buyers);
  self->expansion = share_of (n_more, self->n_before);
}

static gboolean
take_types (SyMoney *self,
            SyEventLog *log,
            const SyModel *model,
            char *const *types,
            GError **error)
{
  self->types = types != NULL && types[0] != NULL ? g_strdupv ((char **) types)
                                                  : sy_money_suggest_types (log, model);
  for (char **type = self->types; *type != NULL; type++)
    if (sy_event_log_find_type (log, *type) == SY_TYPE_NONE)
      {
        g_set_error (error, SY_VALIDATE_ERROR, SY_VALIDATE_ERROR_RULE,
                     "There is no event type “%s”", *type);
        return FALSE;
      }
  return TRUE;
}

SyMoney *
sy_money_run (SyEventLog *log,
              const SyModel *model,
              gint64 as_of,
              char *const *types,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SyMoney) self = g_new0 (SyMoney, 1);
  g_auto (SyLabelled) labelled = { 0 };
  g_autofree Spent *spent = NULL;
  g_autofree guint8 *bands = NULL;
  const SyOutcome *outcome;

  if (!take_types (self, log, model, types, error) ||
      !sy_labelled_init (&labelled, log, model, &as_of, 1, cancellable, error))
    return NULL;
  outcome = labelled.dates[0].outcome;
  self->as_of = as_of;
  self->window_days = (double) (outcome->until - outcome->from) / SY_DAY_SECONDS;
  self->n_bands = model->bands->len;
  self->bands = g_new0 (SyBandMoney, self->n_bands + 1);
  spent = read_spent (log, outcome, self->types);
  bands = g_malloc (outcome->n + 1);
  for (gsize i = 0; i < outcome->n; i++)
    bands[i] = sy_scores_get_bands (labelled.dates[0].scores)[outcome->people[i]];
  for (gsize b = 0; b <= self->n_bands; b++)
    {
      Crowd crowd = { spent, bands, outcome->n, b < self->n_bands ? (int) b : -1 };

      self->bands[b].name = g_strdup (
          b < self->n_bands ? sy_model_get_band (model, (guint) b)->name : "All");
      measure (&self->bands[b], &crowd);
    }
  return g_steal_pointer (&self);
}
