/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "sy-engine.h"

/* The project that tests/bench/run imports: a model with one decayed rule for each event type, against
 * purchases within 60 days. */

static inline double
elapsed_ms (gint64 start_us)
{
  return (double) (g_get_monotonic_time () - start_us) / 1000.0;
}

static inline SyModel *
make_model (SyEventLog *log)
{
  SyModel *model = sy_model_new ("Benchmark");
  SyRuleGroup *group = NULL;
  guint n_types = sy_event_log_get_n_types (log);
  guint type;

  for (type = 0; type < n_types; type++)
    {
      const char *name = sy_event_log_get_type_name (log, type);
      SyRule *rule = sy_rule_new (name, SY_RULE_EVENT);

      /* Four groups, as in the pictures. */
      if (type % ((n_types + 3) / 4) == 0)
        {
          g_autofree char *group_name = g_strdup_printf ("Group %u", type);

          group = sy_rule_group_new (group_name);
          g_ptr_array_add (model->groups, group);
        }
      sy_rule_add_type (rule, name);
      rule->decay.kind = SY_DECAY_EXPONENTIAL;
      rule->decay.half_life_days = 10 + 5 * (double) type;
      rule->weight = 1 + type % 7;
      g_ptr_array_add (group->rules, rule);
    }
  model->scale.kind = SY_SCALE_RANGE;
  model->scale.lo = 0;
  model->scale.hi = 60;
  g_ptr_array_set_size (model->bands, 0);
  g_ptr_array_add (model->bands, sy_band_new ("Low", 0));
  g_ptr_array_add (model->bands, sy_band_new ("Middle", 20));
  g_ptr_array_add (model->bands, sy_band_new ("High", 50));
  model->outcome.kind = SY_OUTCOME_EVENT;
  model->outcome.name = g_strdup ("Purchase within 60 days");
  model->outcome.types = g_strsplit ("purchase", ",", -1);
  model->outcome.horizon_days = 60;
  return model;
}

/* The events of a project; ends the program when they cannot be read. */
static inline SyEventLog *
open_log (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyProject) project = sy_project_open (path, SY_PROJECT_READ_ONLY, &error);
  SyEventLog *log = project == NULL ? NULL : sy_event_log_load (project, NULL, NULL, NULL, &error);

  if (log == NULL)
    {
      fprintf (stderr, "%s: %s\n", g_get_prgname (), error->message);
      exit (1);
    }
  return log;
}

/* 2024-10-01, with 60 days of data after it. */
static inline gint64
get_as_of (SyEventLog *log)
{
  gint64 as_of = 0;

  if (!sy_as_of_parse (sy_event_log_get_zone (log), "2024-10-01T00:00:00Z", &as_of, NULL))
    g_assert_not_reached ();
  return as_of;
}
