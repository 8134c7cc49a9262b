/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "sy-engine.h"

/* A log of 20 types over 300 days, and a model of a rule for each: what the benchmarks of edits and
 * of suggestions work on. */

#define N_TYPES 20
#define DAY G_GINT64_CONSTANT (86400000)
#define START G_GINT64_CONSTANT (1704067200000)

static guint64 state = 42;

static inline double
get_unit (void)
{
  state = state * G_GUINT64_CONSTANT (6364136223846793005) +
          G_GUINT64_CONSTANT (1442695040888963407);
  return (double) (state >> 11) / 9007199254740992.0;
}

static inline SyEventLog *
make_log (gsize n_people,
          guint n_events)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);

  for (gsize p = 0; p < n_people; p++)
    {
      g_autofree char *key = g_strdup_printf ("p%07" G_GSIZE_FORMAT, p);

      for (guint e = 0; e < n_events; e++)
        {
          guint type = (guint) (N_TYPES * get_unit () * get_unit ());
          char name[] = { 't', (char) ('a' + type), 0 };
          gint64 ms = START + (gint64) (get_unit () * 300 * DAY);
          double amount = floor (100 * get_unit ());

          sy_event_log_builder_add_event (builder, key, name, ms, &amount, NULL, 0);
        }
    }
  return sy_event_log_builder_build (builder);
}

static inline SyModel *
make_model (void)
{
  SyModel *model = sy_model_new ("Bench");
  SyRuleGroup *group = NULL;

  for (guint type = 0; type < N_TYPES; type++)
    {
      char name[] = { 't', (char) ('a' + type), 0 };
      SyRule *rule = sy_rule_new (name, SY_RULE_EVENT);

      if (type % 5 == 0)
        {
          g_autofree char *group_name = g_strdup_printf ("Group %u", type / 5);

          group = sy_rule_group_new (group_name);
          g_ptr_array_add (model->groups, group);
        }
      sy_rule_add_type (rule, name);
      rule->decay.kind = SY_DECAY_EXPONENTIAL;
      rule->decay.half_life_days = 10 + 5 * type;
      rule->weight = 1 + type % 7;
      g_ptr_array_add (group->rules, rule);
    }
  model->scale.kind = SY_SCALE_RANGE;
  model->scale.lo = 0;
  model->scale.hi = 6;
  g_ptr_array_set_size (model->bands, 0);
  g_ptr_array_add (model->bands, sy_band_new ("Low", 0));
  g_ptr_array_add (model->bands, sy_band_new ("Middle", 20));
  g_ptr_array_add (model->bands, sy_band_new ("High", 50));
  model->outcome.kind = SY_OUTCOME_EVENT;
  model->outcome.name = g_strdup ("Bench");
  model->outcome.types = g_strsplit ("ta", ",", -1);
  model->outcome.horizon_days = 60;
  return model;
}
