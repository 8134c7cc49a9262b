/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shaded on the time axes of the Drift page. */
#include "config.h"

#include "sy-drift-gaps.h"

#include "project-fixture.h"

#include <string.h>

#define N_DAYS 60
#define A_DAY 20
#define FIRST sy_day_from_civil (2024, 1, 1)

/* Sixty days of twenty events each; of "buy" none on days 40 and 41 and on 50, of "ping" none on 45. */
static SyEventLog *
make_log (void)
{
  g_autoptr (SyZone) zone = sy_zone_new ("UTC", NULL);
  g_autoptr (SyEventLogBuilder) builder = sy_event_log_builder_new (zone);

  for (int day = 0; day < N_DAYS; day++)
    for (int i = 0; i < A_DAY; i++)
      {
        g_autofree char *person = g_strdup_printf ("p%02d", i);
        gint64 ms = ((gint64) (FIRST + day) * SY_DAY_SECONDS + i * 3600) * 1000;

        if (day != 40 && day != 41 && day != 50)
          sy_event_log_builder_add_event (builder, person, "buy", ms, NULL, NULL, 0);
        if (day != 45)
          sy_event_log_builder_add_event (builder, person, "ping", ms, NULL, NULL, 0);
      }
  return sy_event_log_builder_build (builder);
}

static void
test_spans (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GArray) spans = sy_drift_gaps_find (log, model);
  const SyChartSpan *all = (const SyChartSpan *) spans->data;

  g_test_summary ("Days in a row are one span; what the model does not read is not shaded");
  g_assert_cmpuint (spans->len, ==, 2);
  g_assert_cmpint (all[0].from, ==, FIRST + 40);
  g_assert_cmpint (all[0].to, ==, FIRST + 41);
  g_assert_cmpint (all[1].from, ==, FIRST + 50);
  g_assert_cmpint (all[1].to, ==, FIRST + 50);
  g_assert_nonnull (strstr (all[0].label, "buy"));
}

static void
test_muted (void)
{
  g_autoptr (SyEventLog) log = make_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (SyModel) muted = sy_model_copy (model);
  g_autoptr (GArray) spans = NULL;

  sy_rule_group_get_rule (sy_model_get_group (muted, 0), 0)->muted = TRUE;
  spans = sy_drift_gaps_find (log, muted);
  g_assert_cmpuint (spans->len, ==, 0);
}

static void
test_rare (void)
{
  g_autoptr (SyEventLog) log = project_fixture_log ();
  g_autoptr (SyModel) model = project_fixture_model ();
  g_autoptr (GArray) spans = sy_drift_gaps_find (log, model);

  g_test_summary ("A day without events of a rare type is no gap");
  g_assert_cmpuint (spans->len, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/drift/A10-gaps", test_spans);
  g_test_add_func ("/ui/drift/A10-muted", test_muted);
  g_test_add_func ("/ui/drift/A10-rare", test_rare);
  return g_test_run ();
}
