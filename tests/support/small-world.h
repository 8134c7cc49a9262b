/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

/* A log of a few people and a model of two rules, small enough to know every figure by heart: as of day 10,
 * each "buy" is 10 points and each "visit" 1; the score is the raw score. */

#define WORLD_DAY_MS (86400 * G_GINT64_CONSTANT (1000))
#define WORLD_AS_OF (10 * 86400)

static inline SyEventLog *
world_new_log (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);
  static const struct
  {
    const char *person;
    const char *type;
    int day;
  } events[] = {
    { "ann", "buy", 1 },
    { "ann", "buy", 2 },
    { "ann", "visit", 3 },
    { "bob", "visit", 1 },
    { "bob", "visit", 2 },
    { "=cmd", "visit", 4 },
    { "dan", "buy", 5 },
    { "eve", "buy", 20 }, /* after the date: not in the population */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    sy_event_log_builder_add_event (builder, events[i].person, events[i].type,
                                    events[i].day * WORLD_DAY_MS, NULL, NULL, 0);
  sy_event_log_builder_add_attribute (builder, "ann", "plan", "pro, yearly");
  sy_event_log_builder_add_attribute (builder, "dan", "plan", "free");
  return sy_event_log_builder_build (builder);
}

static inline SyModel *
world_new_model (void)
{
  static const char text[] =
      "{\"format\": \"steelyard-model\", \"format_version\": 1, \"name\": \"World\","
      " \"outcome\": {\"name\": \"Buys\", \"kind\": \"event\", \"types\": [\"buy\"], \"horizon_days\": 5},"
      " \"groups\": [{\"name\": \"G\", \"rules\": ["
      "  {\"id\": \"buy\", \"label\": \"Bought\", \"kind\": \"event\", \"types\": [\"buy\"], \"weight\": 10},"
      "  {\"id\": \"visit\", \"kind\": \"event\", \"types\": [\"visit\"]}]}],"
      " \"scale\": {\"kind\": \"none\"},"
      " \"bands\": [{\"name\": \"low\", \"min\": null, \"playbook\": {\"action\": \"wait\"}}, {\"name\": \"high\", \"min\": 10}]}";
  g_autoptr (GError) error = NULL;
  SyModel *model = sy_model_from_json (text, -1, &error);

  g_assert_no_error (error);
  return model;
}

static inline SyScores *
world_score (SyEventLog *log,
             const SyModel *model)
{
  g_autoptr (SyScorer) scorer = sy_scorer_new (log, WORLD_AS_OF);

  return sy_scorer_score (scorer, model, NULL, NULL);
}
