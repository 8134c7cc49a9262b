/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "score/sy-score.h"
#include "sy-suggestion-private.h"

/* 1 when a high score is good news, -1 when it is bad news. */
static int
get_meaning (const SyModel *model,
             GPtrArray *types)
{
  const SyOutcomeSpec *outcome = &model->outcome;
  int direction = outcome->direction == SY_DIRECTION_LESS ? -1 : 1;
  int polarity = sy_type_names_get_polarity (outcome->types, types);

  if (polarity == 0)
    return model->purpose == SY_PURPOSE_CHURN && direction > 0 ? -1 : 1;
  return polarity * direction * (outcome->kind == SY_OUTCOME_ABSENCE ? -1 : 1);
}

int
sy_rule_get_expected_sign (const SyModel *model,
                           const SyRuleGroup *group,
                           const SyRule *rule,
                           GPtrArray *types,
                           SySignSource *out_source)
{
  double weight = rule->weight * group->weight;
  int polarity = 0;

  if (types != NULL && (rule->kind == SY_RULE_EVENT || rule->kind == SY_RULE_MILESTONE))
    polarity = sy_type_names_get_polarity (rule->types, types);
  if (polarity != 0)
    {
      *out_source = SY_SIGN_DICTIONARY;
      if (rule->measure == SY_MEASURE_INACTIVE)
        polarity = -polarity;
      return polarity * get_meaning (model, types);
    }
  *out_source = weight > 0 || weight < 0 ? SY_SIGN_WEIGHT : SY_SIGN_FREE;
  return (weight > 0) - (weight < 0);
}
