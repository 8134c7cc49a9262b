/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-account-scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/sy-number.h"
#include "core/sy-sum.h"
#include "sy-scale-private.h"

#define DEFAULT_TOP 3

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

void
sy_roll_up_get_own (const SyModel *model,
                    SyAccountSpec *out_spec)
{
  g_return_if_fail (model != NULL && out_spec != NULL);

  *out_spec = model->account;
  if (out_spec->kind == SY_ROLL_UP_NONE)
    out_spec->kind = SY_ROLL_UP_MEAN;
}

gboolean
sy_roll_up_equal (const SyAccountSpec *a,
                  const SyAccountSpec *b)
{
  SyRollUp kind;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  kind = a->kind == SY_ROLL_UP_NONE ? SY_ROLL_UP_MEAN : a->kind;
  if (kind != (b->kind == SY_ROLL_UP_NONE ? SY_ROLL_UP_MEAN : b->kind) ||
      (kind == SY_ROLL_UP_TOP && a->top != b->top))
    return FALSE;
  if (kind != SY_ROLL_UP_ROLE)
    return TRUE;
  if (a->n_roles != b->n_roles || !sy_number_equal (a->other_weight, b->other_weight))
    return FALSE;
  for (gsize i = 0; i < a->n_roles; i++)
    if (strcmp (a->roles[i].role, b->roles[i].role) != 0 ||
        !sy_number_equal (a->roles[i].weight, b->roles[i].weight))
      return FALSE;
  return TRUE;
}

void
sy_roll_up_drop_reference (SyAccountSpec *account,
                           const SyAccountSpec *before)
{
  g_return_if_fail (account != NULL && before != NULL);

  if (sy_roll_up_equal (account, before))
    return;
  g_clear_pointer (&account->scale.reference, g_free);
  account->scale.n_reference = 0;
}

gsize
sy_roll_ups_list (const SyModel *model,
                  SyAccountSpec *out_specs)
{
  static const SyRollUp all[] = { SY_ROLL_UP_SUM, SY_ROLL_UP_MEAN, SY_ROLL_UP_MAX, SY_ROLL_UP_TOP,
                                  SY_ROLL_UP_ROLE };
  gsize n = 0;

  g_return_val_if_fail (model != NULL && out_specs != NULL, 0);

  if (model->account.kind != SY_ROLL_UP_NONE)
    out_specs[n++] = model->account;
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (all[i] == model->account.kind || (all[i] == SY_ROLL_UP_ROLE && model->account.n_roles == 0))
        continue;
      out_specs[n] = model->account;
      out_specs[n].kind = all[i];
      out_specs[n++].top = all[i] == SY_ROLL_UP_TOP ? DEFAULT_TOP : -1;
    }
  return n;
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

/* What a percentile scale without a reference ranks among: accounts that have a scale of their own
 * among each other, the others as people are. A reference of accounts is one of the model's roll-up. */
static SyScale *
make_scale (const SyAccountScores *self,
            const SyModel *model,
            const SyModel *plain,
            const SyAccountSpec *roll_up,
            const SyScores *scores)
{
  gboolean is_own = model->account.bands->len > 0;
  gboolean has_reference = plain->scale.n_reference > 0 &&
                           (!is_own || sy_roll_up_equal (&model->account, roll_up));
  const SyScaleSpec *spec = &plain->scale;
  const double *raw = is_own ? self->raw : sy_scores_get_raw (scores);
  const guint32 *among = self->accounts;
  gsize n = self->n;
  g_autofree double *values = NULL;

  if (spec->kind != SY_SCALE_PERCENTILE || has_reference)
    return sy_scale_new (spec, spec->reference, spec->n_reference);
  if (!is_own)
    among = sy_scores_get_members (scores, &n);
  values = g_new (double, n + 1);
  for (gsize i = 0; i < n; i++)
    values[i] = raw[among[i]];
  return sy_scale_new (spec, values, n);
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
  scale = make_scale (self, model, plain, spec, scores);
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

/* Who gives most first; who has no score last. */
static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  const SyAccountPart *first = a;
  const SyAccountPart *second = b;

  if (isnan (first->points) || isnan (second->points))
    return !isnan (second->points) - !isnan (first->points);
  if (first->points < second->points || first->points > second->points)
    return first->points < second->points ? 1 : -1;
  /* Of those who are not taken, the nearest first. */
  if (first->raw < second->raw || first->raw > second->raw)
    return first->raw < second->raw ? 1 : -1;
  return (first->person > second->person) - (first->person < second->person);
}

/* @parts: their points are what each counts, NaN without a score, in the order of that. */
static void
divide_points (const SyAccountSpec *spec,
               SyAccountPart *parts,
               gsize n)
{
  gsize n_taken = n;
  gsize over = 1;

  if (spec->kind == SY_ROLL_UP_MAX)
    n_taken = MIN (n, 1);
  if (spec->kind == SY_ROLL_UP_TOP)
    over = n_taken = MIN (n, (gsize) MAX (spec->top, 1));
  if (spec->kind == SY_ROLL_UP_MEAN)
    over = n;
  for (gsize i = 0; i < n; i++)
    parts[i].points = i < n_taken ? parts[i].points / (double) over : 0;
}

static void
set_shares (SyAccountPart *parts,
            gsize n)
{
  gboolean has_more = FALSE;
  gboolean has_less = FALSE;
  SySum sum = { 0 };

  for (gsize i = 0; i < n; i++)
    {
      has_more |= parts[i].points > 0;
      has_less |= parts[i].points < 0;
      sy_sum_add (&sum, parts[i].points);
    }
  for (gsize i = 0; has_more != has_less && i < n; i++)
    parts[i].share = parts[i].points / sy_sum_get (&sum);
}

SyAccountPart *
sy_account_parts_new (const SyAccountMembers *members,
                      const SyAccountSpec *spec,
                      const SyScores *scores,
                      guint32 account,
                      gsize *out_n)
{
  const double *raw = sy_scores_get_raw (scores);
  const guint8 *bands = sy_scores_get_bands (scores);
  SyAccountPart *parts;
  gsize n_members;
  gsize n_scored = 0;

  g_return_val_if_fail (members->as_of == sy_scores_get_as_of (scores), NULL);
  g_return_val_if_fail (account < members->n_accounts && spec->kind != SY_ROLL_UP_NONE, NULL);

  n_members = members->starts[account + 1] - members->starts[account];
  parts = g_new (SyAccountPart, n_members + 1);
  for (gsize i = 0; i < n_members; i++)
    {
      guint32 member = members->starts[account] + (guint32) i;
      guint32 person = members->people[member];
      gboolean is_scored = bands[person] != SY_BAND_NONE;
      double own = is_scored ? raw[person] : (double) NAN;
      double weight = get_weight (spec, members, member);

      n_scored += is_scored;
      parts[i] = (SyAccountPart){ person, own, weight, weight * own, (double) NAN };
    }
  qsort (parts, n_members, sizeof *parts, compare_points);
  divide_points (spec, parts, n_scored);
  /* Those who are not taken give nothing, which may be more than others. */
  qsort (parts, n_members, sizeof *parts, compare_points);
  set_shares (parts, n_scored);
  *out_n = n_members;
  return parts;
}
