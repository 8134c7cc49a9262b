/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-model-freeze.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-format.h"
#include "sy-model-edit.h"

static SyRuleGroup *
find_group (const SyModel *model,
            const char *name)
{
  for (guint i = 0; i < model->groups->len; i++)
    if (g_strcmp0 (sy_model_get_group (model, i)->name, name) == 0)
      return sy_model_get_group (model, i);
  return NULL;
}

SyModel *
sy_model_freeze_measure (const SyModel *model,
                         SyFrozen what,
                         const char *name,
                         guint n_codes,
                         SyEventLog *log,
                         SyAccountMap *accounts,
                         gint64 as_of,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (SyModel) copy = sy_model_copy (model);
  gboolean done;

  switch (what)
    {
    case SY_FROZEN_CODES:
      done = sy_freeze_codes (copy, name, n_codes, log, as_of, cancellable, error);
      break;
    case SY_FROZEN_P95:
      done = sy_freeze_p95 (copy, name, log, as_of, cancellable, error);
      break;
    case SY_FROZEN_RANGE:
      done = sy_template_fill_scale (copy, log, as_of, cancellable, error);
      break;
    case SY_FROZEN_ACCOUNTS:
      done = sy_freeze_accounts (copy, accounts, log, as_of, cancellable, error);
      break;
    case SY_FROZEN_SEASON:
    default:
      done = sy_freeze_season (copy, name, log, as_of, cancellable, error);
      break;
    }
  return done ? g_steal_pointer (&copy) : NULL;
}

static void
take_numbers (double **to,
              gsize *n_to,
              const double *from,
              gsize n_from)
{
  g_free (*to);
  *to = n_from > 0 ? g_memdup2 (from, n_from * sizeof *from) : NULL;
  *n_to = n_from;
}

static SyModel *
take_of_rule (const SyModel *draft,
              const SyModel *measured,
              SyFrozen what,
              const char *id)
{
  g_autoptr (SyModel) copy = NULL;
  const SyRule *from = NULL;
  SyRule *rule;

  if ((measured != NULL && (from = sy_model_find_rule (measured, id, NULL, NULL)) == NULL) ||
      (copy = sy_model_edit_rule (draft, id, &rule)) == NULL)
    return NULL;
  if (what == SY_FROZEN_CODES)
    take_numbers (&rule->code_edges, &rule->n_code_edges, from != NULL ? from->code_edges : NULL,
                  from != NULL ? from->n_code_edges : 0);
  else
    take_numbers (&rule->season, &rule->n_season, from != NULL ? from->season : NULL,
                  from != NULL ? from->n_season : 0);
  return g_steal_pointer (&copy);
}

static SyModel *
take_of_group (const SyModel *draft,
               const SyModel *measured,
               const char *name)
{
  g_autoptr (SyModel) copy = sy_model_copy (draft);
  const SyRuleGroup *from = measured != NULL ? find_group (measured, name) : NULL;
  SyRuleGroup *group = find_group (copy, name);

  if (group == NULL || (measured != NULL && from == NULL))
    return NULL;
  group->p95 = from != NULL ? from->p95 : (double) NAN;
  return g_steal_pointer (&copy);
}

static SyModel *
take_of_accounts (const SyModel *draft,
                  const SyModel *measured)
{
  const SyScaleSpec *from = measured != NULL ? &measured->account.scale : NULL;
  SyModel *copy;

  if (draft->account.scale.kind != SY_SCALE_PERCENTILE ||
      (measured != NULL && !sy_roll_up_equal (&draft->account, &measured->account)))
    return NULL;
  copy = sy_model_copy (draft);
  take_numbers (&copy->account.scale.reference, &copy->account.scale.n_reference,
                from != NULL ? from->reference : NULL, from != NULL ? from->n_reference : 0);
  return copy;
}

SyModel *
sy_model_freeze_take (const SyModel *draft,
                      const SyModel *measured,
                      SyFrozen what,
                      const char *name)
{
  SyModel *copy;

  g_return_val_if_fail (draft != NULL, NULL);

  switch (what)
    {
    case SY_FROZEN_P95:
      return take_of_group (draft, measured, name);
    case SY_FROZEN_ACCOUNTS:
      return take_of_accounts (draft, measured);
    case SY_FROZEN_RANGE:
      if (measured == NULL || draft->scale.kind != SY_SCALE_RANGE)
        return NULL;
      copy = sy_model_copy (draft);
      copy->scale.lo = measured->scale.lo;
      copy->scale.hi = measured->scale.hi;
      return copy;
    case SY_FROZEN_SEASON:
    case SY_FROZEN_CODES:
    default:
      return take_of_rule (draft, measured, what, name);
    }
}

char *
sy_model_freeze_label (const SyModel *model,
                       SyFrozen what,
                       const char *name,
                       gboolean is_removed)
{
  const SyRule *rule = what == SY_FROZEN_SEASON || what == SY_FROZEN_CODES
                           ? sy_model_find_rule (model, name, NULL, NULL)
                           : NULL;
  const char *whose = rule != NULL ? sy_rule_get_label (rule) : name;

  /* Translators: edits in the undo menu, after the name of a rule or a group */
  switch (what)
    {
    case SY_FROZEN_CODES:
      return g_strdup_printf (is_removed ? _ ("%s: codes removed") : _ ("%s: codes measured"),
                              whose);
    case SY_FROZEN_P95:
      return g_strdup_printf (is_removed ? _ ("%s: no longer divided by its 95th percentile")
                                         : _ ("%s: 95th percentile measured"),
                              whose);
    case SY_FROZEN_RANGE:
      return g_strdup (_ ("Range of the scale measured"));
    case SY_FROZEN_ACCOUNTS:
      return g_strdup (is_removed ? _ ("Percentile of accounts no longer measured")
                                  : _ ("Percentile of accounts measured"));
    case SY_FROZEN_SEASON:
    default:
      return g_strdup_printf (is_removed ? _ ("%s: season removed") : _ ("%s: season measured"),
                              whose);
    }
}

gboolean
sy_rule_can_have_season (const SyRule *rule)
{
  if (rule->kind != SY_RULE_EVENT)
    return FALSE;
  if (rule->measure == SY_MEASURE_TREND)
    return TRUE;
  return !isnan (rule->window_days) &&
         (rule->measure == SY_MEASURE_COUNT || rule->measure == SY_MEASURE_AMOUNT ||
          rule->measure == SY_MEASURE_DAYS);
}

char *
sy_rule_describe_season (const SyRule *rule)
{
  gsize low = 0;
  gsize high = 0;
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;

  if (rule->n_season == 0)
    return g_strdup (_ ("none"));
  for (gsize i = 1; i < rule->n_season; i++)
    {
      low = rule->season[i] < rule->season[low] ? i : low;
      high = rule->season[i] > rule->season[high] ? i : high;
    }
  least = sy_format_number (rule->season[low], 1);
  most = sy_format_number (rule->season[high], 1);
  return g_strdup_printf (_ ("×%s in week %u to ×%s in week %u"), least, (guint) low + 1, most,
                          (guint) high + 1);
}

char *
sy_rule_describe_codes (const SyRule *rule)
{
  if (rule->n_code_edges == 0)
    return g_strdup (_ ("none"));
  return g_strdup_printf (_ ("1 to %u"), (guint) rule->n_code_edges + 1);
}
