/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-ledger-private.h"

/* Index of the first rule of each group among all rules. */
static gsize *
find_first_rules (const SyModel *model)
{
  gsize *first_rules = g_new (gsize, model->groups->len + 1);

  first_rules[0] = 0;
  for (guint i = 0; i < model->groups->len; i++)
    first_rules[i + 1] = first_rules[i] + sy_model_get_group (model, i)->rules->len;
  return first_rules;
}

static void
add_line (SyLedger *self,
          const gsize *first_rules,
          const SyContribution *line)
{
  const SyRuleGroup *group = NULL;

  if (line->group >= 0)
    group = sy_model_get_group (self->model, (guint) line->group);
  switch (line->kind)
    {
    case SY_CONTRIBUTION_RULE:
    case SY_CONTRIBUTION_EVENT_CAP:
      self->rules[first_rules[line->group] + (gsize) line->rule] +=
          sy_rule_group_get_factor (group) * line->points;
      break;
    case SY_CONTRIBUTION_GROUP_MAX:
      self->limits[line->group] += sy_rule_group_get_factor (group) * line->points;
      break;
    case SY_CONTRIBUTION_GROUP_CLAMP:
      self->limits[line->group] += group->weight * line->points;
      break;
    case SY_CONTRIBUTION_GROUP_P95: /* is in the lines above, as is the next */
    case SY_CONTRIBUTION_GROUP_WEIGHT:
      break;
    case SY_CONTRIBUTION_SCORE_CLAMP:
      self->score_limit += line->points;
      break;
    case SY_CONTRIBUTION_SCALE:
    case SY_CONTRIBUTION_PROBABILITY:
      self->scale += line->points;
      break;
    default:
      g_assert_not_reached ();
    }
}

void
sy_ledger_init (SyLedger *self,
                SyScorer *scorer,
                const SyModel *model,
                guint32 person)
{
  g_autoptr (SyContributions) contributions = sy_scorer_explain (scorer, model, person);

  sy_ledger_init_from (self, contributions, model);
}

void
sy_ledger_init_from (SyLedger *self,
                     const SyContributions *contributions,
                     const SyModel *model)
{
  g_autofree gsize *first_rules = find_first_rules (model);
  gsize n_lines;
  const SyContribution *lines = sy_contributions_get_lines (contributions, &n_lines);

  *self = (SyLedger){ .model = model, .score = sy_contributions_get_score (contributions) };
  self->rules = g_new0 (double, sy_model_get_n_rules (model));
  self->limits = g_new0 (double, model->groups->len);
  for (gsize i = 0; i < n_lines; i++)
    add_line (self, first_rules, &lines[i]);
}

void
sy_ledger_clear (SyLedger *self)
{
  g_clear_pointer (&self->rules, g_free);
  g_clear_pointer (&self->limits, g_free);
}
