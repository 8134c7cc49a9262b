/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "sy-engine.h"
#include "sy-test-log.h"
#include "sy-test-model.h"

#define DAY 86400
/* 2024-01-01T00:00:00Z */
#define START G_GINT64_CONSTANT (1704067200)

#define MAX_PEOPLE 25000

/* The key of a person; it stays. */
static inline const char *
get_key (gsize person)
{
  static char keys[MAX_PEOPLE][8];

  g_assert_cmpuint (person, <, MAX_PEOPLE);
  g_snprintf (keys[person], sizeof keys[person], "p%06u", (guint) person);
  return keys[person];
}

/* People who buy and look, some often, on any of n_days days; who buys often goes on buying. */
static inline SyTestLog *
make_shop (gsize n_people,
           guint n_days,
           guint32 seed)
{
  SyTestLog *log = sy_test_log_new ("UTC");
  GRand *random = g_rand_new_with_seed (seed);

  for (gsize p = 0; p < n_people; p++)
    {
      const char *person = get_key (p);
      double rate = g_rand_double (random);
      guint n_events = 1 + (guint) (40 * rate * rate * g_rand_double (random));

      for (guint e = 0; e < n_events; e++)
        {
          gint64 second = START + (gint64) g_rand_double_range (random, 0, (double) n_days * DAY);

          sy_test_log_add (log, person, e % 3 == 0 ? "buy" : "look", second,
                           e % 3 == 0 ? floor (g_rand_double_range (random, 1, 50)) : (double) NAN);
        }
    }
  g_rand_free (random);
  return log;
}

/* Two decayed counts, a scale, three bands, "buys within 30 days". */
static inline SyModel *
make_shop_model (void)
{
  SyModel *model = sy_model_new ("Shop");
  SyRuleGroup *group = sy_rule_group_new ("Activity");
  SyRule *buy = sy_rule_new ("buy", SY_RULE_EVENT);
  SyRule *look = sy_rule_new ("look", SY_RULE_EVENT);

  sy_rule_add_type (buy, "buy");
  buy->weight = 3;
  buy->decay.kind = SY_DECAY_EXPONENTIAL;
  buy->decay.half_life_days = 40;
  sy_rule_add_type (look, "look");
  look->weight = 1;
  look->points_max = 8;
  g_ptr_array_add (group->rules, buy);
  g_ptr_array_add (group->rules, look);
  g_ptr_array_add (model->groups, group);
  model->scale.kind = SY_SCALE_RANGE;
  model->scale.lo = 0;
  model->scale.hi = 20;
  g_ptr_array_set_size (model->bands, 0);
  g_ptr_array_add (model->bands, sy_band_new ("Low", 0));
  g_ptr_array_add (model->bands, sy_band_new ("Middle", 15));
  g_ptr_array_add (model->bands, sy_band_new ("High", 45));
  model->outcome.kind = SY_OUTCOME_EVENT;
  model->outcome.name = g_strdup ("Buys within 30 days");
  model->outcome.types = g_strsplit ("buy", ",", -1);
  model->outcome.horizon_days = 30;
  return model;
}

/* A copy with another weight of the first rule. */
static inline SyModel *
copy_with_weight (const SyModel *model,
                  double weight)
{
  SyModel *copy = sy_model_copy (model);

  sy_rule_group_get_rule (sy_model_get_group (copy, 0), 0)->weight = weight;
  return copy;
}
