/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviews and recalibrations that are due, and what makes them so. */
#include "config.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "fixture.h"

typedef struct
{
  char *folder;
  char *path;
  SyProject *project;
  gint64 model;
  gint32 today; /* when the model was made, and published */
} Project;

static void
set_up (Project *self,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("steelyard-due-XXXXXX", &error);
  self->path = g_build_filename (self->folder, "p.steelyard", NULL);
  self->project = sy_project_create (self->path, "UTC", &error);
  g_assert_no_error (error);
  self->model = sy_project_add_model (self->project, "m", "abc", "new", &error);
  g_assert_no_error (error);
  self->today = (gint32) (g_get_real_time () / G_USEC_PER_SEC / DAY);
}

static void
tear_down (Project *self,
           gconstpointer data)
{
  sy_project_unref (self->project);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static void
set_days (Project *self,
          int review_days,
          int recalibration_days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyModelCare) care = sy_project_get_care (self->project, self->model, &error);

  care->review_days = review_days;
  care->recalibration_days = recalibration_days;
  g_assert_true (sy_project_set_care (self->project, self->model, care, &error));
}

static void
publish (Project *self)
{
  const SyPublication publication = { .json = "abc", .reason = "why", .author = "ana" };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sy_project_publish (self->project, self->model, &publication, &error), >, 0);
}

static void
check (Project *self,
       SyCheckupKind kind,
       gint32 day)
{
  const SyCheckup checkup = { .kind = kind,
                              .author = (char *) "bo",
                              .done_at_ms = (gint64) day * DAY * 1000 };
  g_autoptr (GError) error = NULL;

  g_assert_true (sy_project_add_checkup (self->project, self->model, &checkup, &error));
}

/* Asserts that there is one item of a kind, and tells it. */
static SyDue *
find (Project *self,
      gint32 day,
      SyCheckupKind kind,
      const SyWeakening *weakening)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      list = sy_due_list (self->project, self->model, day, weakening, &error);
  SyDue *found = NULL;

  g_assert_no_error (error);
  for (guint i = list->len; i > 0; i--)
    if (((SyDue *) list->pdata[i - 1])->kind == kind)
      {
        g_assert_null (found);
        found = g_ptr_array_steal_index (list, i - 1);
      }
  return found;
}

static void
assert_due (Project *self,
            gint32 day,
            SyCheckupKind kind,
            SyDueCause cause,
            gint32 due_day,
            gboolean is_overdue)
{
  g_autoptr (SyDue) due = find (self, day, kind, NULL);

  g_assert_nonnull (due);
  g_assert_cmpint (due->cause, ==, cause);
  g_assert_cmpint (due->due_day, ==, due_day);
  g_assert_cmpint (due->is_overdue, ==, is_overdue);
}

static void
test_review (Project *self,
             gconstpointer data)
{
  gint32 today = self->today;

  g_assert_null (find (self, today + 1000, SY_CHECKUP_REVIEW, NULL));
  set_days (self, 30, 0);
  assert_due (self, today + 29, SY_CHECKUP_REVIEW, SY_DUE_CADENCE, today + 30, FALSE);
  assert_due (self, today + 30, SY_CHECKUP_REVIEW, SY_DUE_CADENCE, today + 30, TRUE);
  check (self, SY_CHECKUP_REVIEW, today + 20);
  check (self, SY_CHECKUP_RECALIBRATION, today + 25);
  assert_due (self, today + 49, SY_CHECKUP_REVIEW, SY_DUE_CADENCE, today + 50, FALSE);
  /* Nothing was published: there is nothing to calibrate again. */
  g_assert_null (find (self, today + 1000, SY_CHECKUP_RECALIBRATION, NULL));
}

static void
test_recalibration (Project *self,
                    gconstpointer data)
{
  gint32 today = self->today;
  g_autoptr (GError) error = NULL;

  publish (self);
  assert_due (self, today + 90, SY_CHECKUP_RECALIBRATION, SY_DUE_CADENCE, today + 91, FALSE);
  assert_due (self, today + 91, SY_CHECKUP_RECALIBRATION, SY_DUE_CADENCE, today + 91, TRUE);
  g_assert_cmpint (sy_project_add_note (self->project, today + 10, SY_NOTE_OTHER, "Rain", &error),
                   >, 0);
  assert_due (self, today + 20, SY_CHECKUP_RECALIBRATION, SY_DUE_CADENCE, today + 91, FALSE);
  g_assert_cmpint (sy_project_add_note (self->project, today + 15, SY_NOTE_LAUNCH, "Club", &error),
                   >, 0);
  assert_due (self, today + 14, SY_CHECKUP_RECALIBRATION, SY_DUE_CADENCE, today + 91, FALSE);
  assert_due (self, today + 15, SY_CHECKUP_RECALIBRATION, SY_DUE_NOTE, today + 15, TRUE);
  check (self, SY_CHECKUP_RECALIBRATION, today + 16);
  assert_due (self, today + 20, SY_CHECKUP_RECALIBRATION, SY_DUE_CADENCE, today + 107, FALSE);
  set_days (self, 0, 0);
  g_assert_null (find (self, today + 1000, SY_CHECKUP_RECALIBRATION, NULL));
}

static void
test_weaker (Project *self,
             gconstpointer data)
{
  gint32 today = self->today;
  SyWeakening weakening = { .is_known = TRUE,
                            .is_weaker = TRUE,
                            .now_as_of = (gint64) (today - 40) * DAY,
                            .then = { .value = 0.8 },
                            .now = { .value = 0.7 },
                            .p = 0.001 };
  g_autoptr (SyDue) due = NULL;

  publish (self);
  due = find (self, today, SY_CHECKUP_RECALIBRATION, &weakening);
  g_assert_cmpint (due->cause, ==, SY_DUE_WEAKER);
  g_assert_cmpint (due->due_day, ==, today - 41);
  g_assert_true (due->is_overdue);
  g_assert_cmpstr (due->text, ==, "the AUC fell from 0.800 to 0.700, p 0.001");
  sy_due_free (g_steal_pointer (&due));

  /* Somebody has looked at it since. */
  check (self, SY_CHECKUP_RECALIBRATION, today + 1);
  due = find (self, today + 2, SY_CHECKUP_RECALIBRATION, &weakening);
  g_assert_cmpint (due->cause, ==, SY_DUE_CADENCE);
  sy_due_free (g_steal_pointer (&due));
  weakening.now_as_of = (gint64) (today + 5) * DAY;
  due = find (self, today + 9, SY_CHECKUP_RECALIBRATION, &weakening);
  g_assert_cmpint (due->cause, ==, SY_DUE_WEAKER);
  sy_due_free (g_steal_pointer (&due));
  weakening.is_weaker = FALSE;
  due = find (self, today + 9, SY_CHECKUP_RECALIBRATION, &weakening);
  g_assert_cmpint (due->cause, ==, SY_DUE_CADENCE);
}

/* The events are read only for a version that can be compared with them. */
static void
test_unmeasured (Project *self,
                 gconstpointer data)
{
  const SyPublication broken = {
    .json = "{", .reference = "{}", .reason = "why", .author = "ana"
  };
  g_autoptr (SyEventLog) log = NULL;
  g_autoptr (GError) error = NULL;
  SyWeakening weakening = { .is_known = TRUE };

  g_assert_true (sy_due_measure_weakening (self->project, self->model, &log, &weakening, NULL, NULL,
                                           NULL, &error));
  g_assert_false (weakening.is_known);
  publish (self); /* without a reference */
  weakening.is_known = TRUE;
  g_assert_true (sy_due_measure_weakening (self->project, self->model, &log, &weakening, NULL, NULL,
                                           NULL, &error));
  g_assert_no_error (error);
  g_assert_false (weakening.is_known);
  g_assert_null (log);
  g_assert_cmpint (sy_project_publish (self->project, self->model, &broken, &error), ==, 2);
  g_assert_false (sy_due_measure_weakening (self->project, self->model, &log, &weakening, NULL,
                                            NULL, NULL, &error));
  g_assert_nonnull (error);
}

/* --- the figures behind it --- */

/* Whoever looks often buys on one day; on another, anybody does. */
static SyTestLog *
make_changing (gint64 often_day,
               gint64 anybody_day)
{
  SyTestLog *log = sy_test_log_new ("UTC");

  for (gsize p = 0; p < 400; p++)
    {
      for (gsize i = 0; i <= p % 20; i++)
        sy_test_log_add (log, get_key (p), "look", START + (gint64) (i + 1) * DAY, (double) NAN);
      if (p % 20 >= 12)
        sy_test_log_add (log, get_key (p), "buy", START + often_day * DAY, 10);
      if (p % 3 == 0)
        sy_test_log_add (log, get_key (p), "buy", START + anybody_day * DAY, 10);
    }
  sy_test_log_add (log, "end", "look", START + 239 * DAY, (double) NAN);
  return log;
}

/* The first half year is the good one. */
static SyTestLog *
make_fading (void)
{
  return make_changing (110, 210);
}

static SyModel *
make_looks_model (void)
{
  SyModel *model = make_shop_model ();

  g_ptr_array_remove_index (sy_model_get_group (model, 0)->rules, 0);
  sy_rule_group_get_rule (sy_model_get_group (model, 0), 0)->points_max = (double) NAN;
  return model;
}

static SyAuc
get_auc (SyEventLog *log,
         const SyModel *model,
         gint64 as_of)
{
  SyBacktestOptions options = SY_BACKTEST_OPTIONS_INIT;
  g_autoptr (SyBacktest) backtest = NULL;

  options.origins = &as_of;
  options.n_origins = 1;
  backtest = sy_backtest_run (log, model, &options, NULL, NULL, NULL, NULL);
  return backtest->origins[0].figures->auc;
}

static void
test_weakening (void)
{
  g_autoptr (SyTestLog) rows = make_fading ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_looks_model ();
  g_autoptr (GError) error = NULL;
  SyWeakening weakening;
  SyAuc then;
  SyAuc now;
  double z;

  g_assert_true (sy_weakening_measure (log, model, START + 130 * DAY, START + 230 * DAY, &weakening,
                                       NULL, &error));
  g_assert_true (weakening.is_known);
  g_assert_cmpint (weakening.then_as_of, ==, START + 100 * DAY);
  g_assert_cmpint (weakening.now_as_of, ==, START + 200 * DAY);
  then = get_auc (log, model, START + 100 * DAY);
  now = get_auc (log, model, START + 200 * DAY);
  g_assert_cmpfloat (weakening.then.value, ==, then.value);
  g_assert_cmpfloat (weakening.now.value, ==, now.value);
  /* Whoever buys first looks more often than everyone who does not. */
  g_assert_cmpfloat (then.value, ==, 1);
  g_assert_cmpfloat_with_epsilon (now.value, 0.5, 0.05);
  z = (now.value - then.value) / sqrt (then.variance + now.variance);
  g_assert_cmpfloat_with_epsilon (weakening.z, z, 1e-12);
  g_assert_cmpfloat_with_epsilon (weakening.p, erfc (-z / sqrt (2)), 1e-12);
  g_assert_true (weakening.is_weaker);

  /* The same date says nothing, nor does a model without an outcome. */
  g_assert_true (sy_weakening_measure (log, model, START + 230 * DAY, START + 230 * DAY, &weakening,
                                       NULL, &error));
  g_assert_false (weakening.is_known);
  g_assert_false (weakening.is_weaker);
  model->outcome.kind = SY_OUTCOME_NONE;
  g_assert_true (sy_weakening_measure (log, model, START, START + 230 * DAY, &weakening, NULL,
                                       &error));
  g_assert_false (weakening.is_known);
}

/* A rise is none, however sure, and a fall is one only when it is surely more than chance. */
static void
test_not_weaker (void)
{
  g_autoptr (SyTestLog) rising_rows = make_changing (210, 110);
  g_autoptr (SyTestLog) few_rows = sy_test_log_new ("UTC");
  g_autoptr (SyEventLog) rising = sy_test_log_build (rising_rows);
  g_autoptr (SyEventLog) few = NULL;
  g_autoptr (SyModel) model = make_looks_model ();
  g_autoptr (GError) error = NULL;
  SyWeakening weakening;

  g_assert_true (sy_weakening_measure (rising, model, START + 130 * DAY, START + 230 * DAY,
                                       &weakening, NULL, &error));
  g_assert_true (weakening.is_known);
  g_assert_cmpfloat (weakening.z, >, 0);
  g_assert_cmpfloat (weakening.p, <, 0.001);
  g_assert_false (weakening.is_weaker);

  /* Four of eight people buy at each date, who mostly look more than the others. */
  for (gsize p = 0; p < 8; p++)
    {
      for (gsize i = 0; i <= p; i++)
        sy_test_log_add (few_rows, get_key (p), "look", START + (gint64) (i + 1) * DAY,
                         (double) NAN);
      if (p >= 3 && p != 4)
        sy_test_log_add (few_rows, get_key (p), "buy", START + 110 * DAY, 10);
      if (p == 2 || p == 4 || p >= 6)
        sy_test_log_add (few_rows, get_key (p), "buy", START + 210 * DAY, 10);
    }
  sy_test_log_add (few_rows, "end", "look", START + 239 * DAY, (double) NAN);
  few = sy_test_log_build (few_rows);
  g_assert_true (sy_weakening_measure (few, model, START + 130 * DAY, START + 230 * DAY,
                                       &weakening, NULL, &error));
  g_assert_true (weakening.is_known);
  /* 15 of 16 pairs are in order, then 13. */
  g_assert_cmpfloat_with_epsilon (weakening.then.value, 15 / 16.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (weakening.now.value, 13 / 16.0, 1e-12);
  g_assert_cmpfloat (weakening.z, <, 0);
  g_assert_cmpfloat (weakening.p, >, 0.05);
  g_assert_false (weakening.is_weaker);
}

static void
test_limits (void)
{
  g_autoptr (SyTestLog) rows = make_fading ();
  g_autoptr (SyEventLog) log = sy_test_log_build (rows);
  g_autoptr (SyModel) model = make_looks_model ();
  g_autoptr (GError) error = NULL;
  SyPerformance performance;
  double auc;

  /* The outcome of the last 30 days is not known: the newest date lies before them. */
  g_assert_true (sy_performance_measure (log, model, START + 240 * DAY, 0.7, (double) NAN,
                                         &performance, NULL, &error));
  g_assert_true (performance.is_known);
  g_assert_cmpint (performance.as_of, ==, START + 210 * DAY);
  g_assert_true (sy_performance_measure (log, model, START + 200 * DAY, 0.7, (double) NAN,
                                         &performance, NULL, &error));
  auc = get_auc (log, model, START + 200 * DAY).value;
  g_assert_cmpfloat (performance.auc.value, ==, auc);
  g_assert_cmpfloat (performance.lift_interval.low, <, performance.lift);
  g_assert_cmpfloat (performance.lift_interval.high, >, performance.lift);
  g_assert_true (performance.auc_is_low);
  g_assert_false (performance.lift_is_low);
  g_assert_true (sy_performance_is_alarm (&performance));
  /* A figure that is its limit is good enough. */
  g_assert_true (sy_performance_measure (log, model, START + 200 * DAY, auc, (double) NAN,
                                         &performance, NULL, &error));
  g_assert_false (sy_performance_is_alarm (&performance));
  g_assert_true (sy_performance_measure (log, model, START + 200 * DAY, (double) NAN,
                                         performance.lift, &performance, NULL, &error));
  g_assert_false (sy_performance_is_alarm (&performance));
  g_assert_true (sy_performance_measure (log, model, START + 200 * DAY, (double) NAN,
                                         performance.lift + 0.1, &performance, NULL, &error));
  g_assert_true (performance.lift_is_low);
  /* Nobody has bought nor could: nothing is known, and nothing alarms. */
  model->outcome.kind = SY_OUTCOME_NONE;
  g_assert_true (sy_performance_measure (log, model, START + 200 * DAY, 0.7, 2, &performance, NULL,
                                         &error));
  g_assert_false (performance.is_known);
  g_assert_false (sy_performance_is_alarm (&performance));
}

/* Why nothing is known is said as it is. */
static void
test_unknown (void)
{
  static const struct
  {
    int day;
    int bought_before;
    int bought_after; /* of four people */
    SyUnknown why;
    const char *words;
  } cases[] = {
    { 2, 0, 0, SY_UNKNOWN_NONE, "nobody in the population as of D had the outcome after it" },
    { 2, 0, 4, SY_UNKNOWN_ALL, "everybody in the population as of D had the outcome after it" },
    { 2, 4, 0, SY_UNKNOWN_ALREADY, "everybody in the population as of D had the outcome before" },
    { 10, 0, 2, SY_UNKNOWN_NOBODY, "nobody is in the population as of D" },
  };

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      static const char *const people[] = { "a", "b", "c", "d" };
      g_autoptr (SyTestLog) rows = sy_test_log_new ("UTC");
      g_autoptr (SyEventLog) log = NULL;
      g_autoptr (SyModel) model = make_looks_model ();
      g_autofree char *words = NULL;
      SyPerformance performance;

      for (int i = 0; i < 4; i++)
        {
          sy_test_log_add (rows, people[i], "look", START, NAN);
          if (i < cases[c].bought_before)
            sy_test_log_add (rows, people[i], "buy", START + 1, NAN);
          if (i < cases[c].bought_after)
            sy_test_log_add (rows, people[i], "buy", START + 5 * DAY, NAN);
        }
      sy_test_log_add (rows, "e", "visit", START + 300 * DAY, NAN);
      log = sy_test_log_build (rows);
      model->population.seen_within_days = 3;
      model->outcome.once = cases[c].bought_before > 0;
      g_assert_true (sy_performance_measure (log, model, START + cases[c].day * DAY, 0.7, NAN,
                                             &performance, NULL, NULL));
      g_assert_false (performance.is_known);
      g_assert_false (sy_performance_is_alarm (&performance));
      g_assert_cmpint (performance.why, ==, cases[c].why);
      g_assert_cmpint (performance.as_of, ==, START + cases[c].day * DAY);
      words = sy_performance_describe_unknown (&performance, "D");
      g_assert_cmpstr (words, ==, cases[c].words);
    }
}

#define ADD(path, func) g_test_add (path, Project, NULL, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/validate/due/N6-review", test_review);
  ADD ("/validate/due/G5-recalibration", test_recalibration);
  ADD ("/validate/due/G5-weaker", test_weaker);
  ADD ("/validate/due/G5-unmeasured", test_unmeasured);
  g_test_add_func ("/validate/due/G5-weakening", test_weakening);
  g_test_add_func ("/validate/due/G5-not-weaker", test_not_weaker);
  g_test_add_func ("/validate/due/H5-limits", test_limits);
  g_test_add_func ("/validate/due/H5-unknown", test_unknown);
  return g_test_run ();
}
