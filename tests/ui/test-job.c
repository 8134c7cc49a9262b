/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-job-view.h"
#include "sy-job.h"

typedef struct
{
  GThread *thread;
  gpointer result;
  GError *error;
  gboolean done;
} Outcome;

static gint freed;

static void
count_free (gpointer data)
{
  /* Data of a job is freed where it was made. */
  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  freed++;
}

static void
done_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->result = sy_job_run_finish (SY_JOB (source), result, &outcome->error);
  outcome->done = TRUE;
}

static void
wait_for (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

static gpointer
give_thread (SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  return g_thread_self ();
}

static void
test_lane (void)
{
  SyJobLane *lane = sy_job_lane_new ();
  GThread *first = NULL;

  g_test_summary ("all jobs of a lane run on one thread, which is not the main one");
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (SyJob) job = sy_job_new ();
      Outcome outcome = { 0 };

      sy_job_run_async (job, lane, give_thread, NULL, NULL, NULL, done_cb, &outcome);
      wait_for (&outcome.done);
      g_assert_no_error (outcome.error);
      if (first == NULL)
        first = outcome.result;
      g_assert_true (outcome.result == first);
      g_assert_true (outcome.result != g_thread_self ());
    }
  sy_job_lane_free (lane);
}

static gpointer
append (SyJob *job,
        gpointer data,
        GCancellable *cancellable,
        GError **error)
{
  GString **text = data;

  g_usleep (1000);
  g_string_append_c (text[0], *(char *) text[1]);
  return NULL;
}

static void
test_lane_order (void)
{
  SyJobLane *lane = sy_job_lane_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  static const char letters[] = "abcdefgh";
  gpointer data[8][2];
  Outcome last = { 0 };

  for (int i = 0; i < 8; i++)
    {
      g_autoptr (SyJob) job = sy_job_new ();

      data[i][0] = text;
      data[i][1] = (gpointer) &letters[i];
      sy_job_run_async (job, lane, append, data[i], NULL, NULL, i == 7 ? done_cb : NULL,
                        i == 7 ? &last : NULL);
    }
  /* What was given before still runs. */
  sy_job_lane_free (lane);
  wait_for (&last.done);
  g_assert_cmpstr (text->str, ==, letters);
}

static gpointer
wait_cancel (SyJob *job,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_usleep (500);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (SyJob) job = sy_job_new ();
  Outcome outcome = { 0 };
  int data = 0;

  freed = 0;
  sy_job_run_async (job, NULL, wait_cancel, &data, count_free, NULL, done_cb, &outcome);
  sy_job_cancel (job);
  wait_for (&outcome.done);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&outcome.error);
  while (freed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (freed, ==, 1);
}

static gpointer
give_both (SyJob *job,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return NULL;
}

static void
test_error (void)
{
  g_autoptr (SyJob) job = sy_job_new ();
  Outcome outcome = { 0 };

  sy_job_run_async (job, NULL, give_both, NULL, NULL, NULL, done_cb, &outcome);
  wait_for (&outcome.done);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_null (outcome.result);
  g_clear_error (&outcome.error);
}

static gpointer
count_up (SyJob *job,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  for (int i = 1; i <= 10000; i++)
    sy_job_progress (i, 10000, job);
  return NULL;
}

static void
on_progress (SyJob *job,
             guint *count)
{
  (*count)++;
}

static void
test_progress (void)
{
  g_autoptr (SyJob) job = sy_job_new ();
  Outcome outcome = { 0 };
  guint count = 0;
  gint64 done;
  gint64 total;

  g_test_summary ("the main loop is woken a few times, not once a step, and sees the last figure");
  g_assert_cmpfloat (sy_job_get_progress (job, NULL, NULL), ==, -1.0);
  g_signal_connect (job, "progress", G_CALLBACK (on_progress), &count);
  sy_job_run_async (job, NULL, count_up, NULL, NULL, NULL, done_cb, &outcome);
  /* The thread has told all before the loop looks. */
  while (sy_job_get_progress (job, NULL, NULL) < 1.0)
    g_usleep (1000);
  wait_for (&outcome.done);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpfloat (sy_job_get_progress (job, &done, &total), ==, 1.0);
  g_assert_cmpint (done, ==, 10000);
  g_assert_cmpint (total, ==, 10000);
  g_assert_cmpfloat (sy_job_get_seconds (job), >, 0.0);
}

static void
test_format (void)
{
  static const struct
  {
    gint64 done;
    gint64 total;
    double seconds;
    const char *unit;
    const char *expected;
  } cases[] = {
    { 0, 0, 9.0, "rows", "" },
    { 5, 0, 0.1, "rows", "5 rows" },
    { 2000, 0, 2.0, "rows", "2,000 rows · 1,000 a second" },
    { 1000, 5000, 0.4, "rows", "1,000 of 5,000 rows" },
    { 1000, 5000, 2.0, "rows", "1,000 of 5,000 rows · 500 a second · 8 s left" },
    { 5000, 5000, 2.0, "rows", "5,000 of 5,000 rows · 2,500 a second" },
    { 1000000, 600000000, 2.0, "bytes", "1.0 MB of 600.0 MB · 500.0 kB a second · 20 min left" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          sy_job_view_format (cases[i].done, cases[i].total, cases[i].seconds, cases[i].unit);
      g_auto (GStrv) parts = g_strsplit (text, "\302\240", -1);
      g_autofree char *plain = g_strjoinv (" ", parts);

      g_assert_cmpstr (plain, ==, cases[i].expected);
    }
}

static void
test_format_rows (void)
{
  static const struct
  {
    gint64 done;
    gint64 total;
    double seconds;
    gint64 n_rows;
    const char *expected;
  } cases[] = {
    { 0, 1000, 0.0, 0, "" },
    { 500, 1000, 0.1, 0, "500 bytes of 1.0 kB" },
    { 500, 1000, 0.1, 20, "500 bytes of 1.0 kB · 20 rows" },
    { 500, 1000, 1.0, 2, "500 bytes of 1.0 kB · 2 rows · 2 rows a second" },
    { 500, 0, 2.0, 3000, "500 bytes · 3,000 rows · 1,500 rows a second" },
    { 500, 1000, 2.0, 3000, "500 bytes of 1.0 kB · 3,000 rows · 1,500 rows a second · 2 s left" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sy_job_view_format_rows (cases[i].done, cases[i].total,
                                                       cases[i].seconds, cases[i].n_rows);
      g_auto (GStrv) parts = g_strsplit (text, "\302\240", -1);
      g_autofree char *plain = g_strjoinv (" ", parts);

      g_assert_cmpstr (plain, ==, cases[i].expected);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/job/lane", test_lane);
  g_test_add_func ("/ui/job/lane-order", test_lane_order);
  g_test_add_func ("/ui/job/cancel", test_cancel);
  g_test_add_func ("/ui/job/error", test_error);
  g_test_add_func ("/ui/job/progress", test_progress);
  g_test_add_func ("/ui/job/format", test_format);
  g_test_add_func ("/ui/job/format-rows", test_format_rows);
  return g_test_run ();
}
