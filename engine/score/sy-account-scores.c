/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-account-scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sy-sum.h"
#include "sy-scale-private.h"

/* A member's part in the roll-up. */
typedef struct
{
  double raw;
  double weight;
} Part;

char *
sy_roll_up_get_name (const SyAccountSpec *spec)
{
  switch (spec->kind)
    {
    case SY_ROLL_UP_SUM:
      return g_strdup ("sum");
    case SY_ROLL_UP_MEAN:
      return g_strdup ("mean");
    case SY_ROLL_UP_MAX:
      return g_strdup ("max");
    case SY_ROLL_UP_TOP:
      return g_strdup_printf ("top:%d", spec->top);
    case SY_ROLL_UP_ROLE:
      return g_strdup ("role");
    case SY_ROLL_UP_NONE:
    default:
      return g_strdup ("none");
    }
}

static double
get_role_weight (const SyAccountSpec *spec,
                 const char *role)
{
  for (gsize i = 0; role != NULL && i < spec->n_roles; i++)
    if (strcmp (spec->roles[i].role, role) == 0)
      return spec->roles[i].weight;
  return spec->other_weight;
}

/* The largest weight of the member's roles. */
static double
get_weight (const SyAccountSpec *spec,
            const SyAccountMembers *members,
            guint32 member)
{
  double weight = -HUGE_VAL;

  if (spec->kind != SY_ROLL_UP_ROLE)
    return 1;
  for (guint32 i = members->role_starts[member]; i < members->role_starts[member + 1]; i++)
    weight = MAX (weight, get_role_weight (spec, members->roles[i]));
  return weight;
}

static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  double first = ((const Part *) a)->raw;
  double second = ((const Part *) b)->raw;

  return (first < second) - (first > second);
}

static double
sum_parts (const Part *parts,
           gsize n)
{
  SySum sum = { 0 };

  for (gsize i = 0; i < n; i++)
    sy_sum_add (&sum, parts[i].weight * parts[i].raw);
  return sy_sum_get (&sum);
}

/* @parts: at least one; they are put in order, the largest first. */
static double
roll_up (const SyAccountSpec *spec,
         Part *parts,
         gsize n)
{
  gsize n_top = MIN (n, (gsize) MAX (spec->top, 1));

  qsort (parts, n, sizeof *parts, compare_parts);
  switch (spec->kind)
    {
    case SY_ROLL_UP_MEAN:
      return sum_parts (parts, n) / (double) n;
    case SY_ROLL_UP_MAX:
      return parts[0].raw;
    case SY_ROLL_UP_TOP:
      return sum_parts (parts, n_top) / (double) n_top;
    case SY_ROLL_UP_SUM:
    case SY_ROLL_UP_ROLE:
    case SY_ROLL_UP_NONE:
    default:
      return sum_parts (parts, n);
    }
}

static void
roll_up_all (SyAccountScores *self,
             const SyAccountMembers *members,
             const SyAccountSpec *spec,
             const SyScores *scores)
{
  const double *raw = sy_scores_get_raw (scores);
  const guint8 *bands = sy_scores_get_bands (scores);
  g_autofree Part *parts = g_new (Part, members->n_members + 1);

  for (guint32 i = 0; i < self->n_accounts; i++)
    {
      gsize n = 0;

      for (guint32 m = members->starts[i]; m < members->starts[i + 1]; m++)
        if (bands[members->people[m]] != SY_BAND_NONE)
          parts[n++] = (Part){ raw[members->people[m]], get_weight (spec, members, m) };
      self->n_scored[i] = (guint32) n;
      self->raw[i] = n > 0 ? roll_up (spec, parts, n) : (double) NAN;
      if (n > 0)
        self->accounts[self->n++] = i;
    }
}

static SyScale *
make_scale (const SyModel *model,
            const SyScores *scores)
{
  const SyScaleSpec *spec = &model->scale;
  const guint32 *members;
  g_autofree double *among = NULL;
  gsize n;

  if (spec->kind != SY_SCALE_PERCENTILE || spec->n_reference > 0)
    return sy_scale_new (spec, spec->reference, spec->n_reference);
  members = sy_scores_get_members (scores, &n);
  among = g_new (double, n + 1);
  for (gsize i = 0; i < n; i++)
    among[i] = sy_scores_get_raw (scores)[members[i]];
  return sy_scale_new (spec, among, n);
}

/* @own: the bands of accounts with their conditions; @plain: the model those are the bands of. */
static guint8
find_band (const SyModel *plain,
           const GPtrArray *own,
           const SyEventLog *log,
           const SyAccountMembers *members,
           const SyAccountFigures *figures,
           guint32 account,
           double score)
{
  guint band = sy_model_find_band (plain, score);

  while (band > 0 && figures != NULL && own->len > 0 &&
         !sy_account_condition_holds (((const SyBand *) own->pdata[band])->where, log, members,
                                      &figures[account], account))
    band--;
  return (guint8) band;
}

SyAccountScores *
sy_account_scores_new (const SyEventLog *log,
                       const SyAccountMembers *members,
                       const SyAccountFigures *figures,
                       const SyModel *model,
                       const SyAccountSpec *spec,
                       const SyScores *scores)
{
  g_autoptr (SyModel) plain = NULL;
  g_autoptr (SyScale) scale = NULL;
  SyAccountScores *self;

  g_return_val_if_fail (members->as_of == sy_scores_get_as_of (scores), NULL);
  g_return_val_if_fail (spec->kind != SY_ROLL_UP_NONE, NULL);

  self = g_new0 (SyAccountScores, 1);
  self->as_of = members->as_of;
  self->n_accounts = members->n_accounts;
  self->n_scored = g_new0 (guint32, self->n_accounts + 1);
  self->raw = g_new (double, self->n_accounts + 1);
  self->score = g_new (double, self->n_accounts + 1);
  self->bands = g_new (guint8, self->n_accounts + 1);
  self->accounts = g_new (guint32, self->n_accounts + 1);
  roll_up_all (self, members, spec, scores);

  plain = sy_model_new_for_accounts (model);
  scale = make_scale (plain, scores);
  for (guint32 i = 0; i < self->n_accounts; i++)
    {
      self->score[i] = (double) NAN;
      self->bands[i] = SY_BAND_NONE;
      if (self->n_scored[i] == 0)
        continue;
      sy_scale_compute (scale, &self->raw[i], 1, &self->score[i]);
      self->bands[i] = find_band (plain, model->account.bands, log, members, figures, i,
                                  self->score[i]);
    }
  return self;
}

void
sy_account_scores_free (SyAccountScores *self)
{
  if (self == NULL)
    return;
  g_free (self->n_scored);
  g_free (self->raw);
  g_free (self->score);
  g_free (self->bands);
  g_free (self->accounts);
  g_free (self);
}
