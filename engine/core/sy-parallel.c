/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-parallel-private.h"

/*
 * Helpers are GLib's own idle threads, which wait a while for more work before they end: to start one anew
 * costs as much as a tenth of an edit. Who has finished looks for a moment whether the others have, since
 * going to sleep and being woken takes longer than most of them still need.
 */

#define MAX_THREADS 16
#define SPINS 20000

typedef struct
{
  gsize n;
  gsize chunk;
  SyRangeFunc func;
  gpointer user_data;
  int next;      /* atomic: number of the next chunk */
  int n_working; /* atomic: helpers that have not finished */
} Work;

static void
take_chunks (Work *work)
{
  for (;;)
    {
      gsize start = (gsize) g_atomic_int_add (&work->next, 1) * work->chunk;

      if (start >= work->n)
        return;
      work->func (start, MIN (start + work->chunk, work->n), work->user_data);
    }
}

static void
help (gpointer item,
      gpointer user_data)
{
  Work *work = user_data;

  take_chunks (work);
  g_atomic_int_add (&work->n_working, -1);
}

static inline void
pause_briefly (void)
{
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause ();
#endif
}

void
sy_parallel_run (gsize n,
                 gsize chunk,
                 guint n_threads,
                 SyRangeFunc func,
                 gpointer user_data)
{
  Work work = { n, chunk, func, user_data, 0, 0 };
  gsize n_chunks = (n + chunk - 1) / chunk;
  guint n_helpers = (guint) MIN (MIN (n_threads, MAX_THREADS), n_chunks);
  GThreadPool *pool;

  if (n_helpers <= 1)
    {
      take_chunks (&work);
      return;
    }
  n_helpers--;
  work.n_working = (int) n_helpers;
  pool = g_thread_pool_new (help, &work, (int) n_helpers, FALSE, NULL);
  for (guint i = 0; i < n_helpers; i++)
    g_thread_pool_push (pool, &work, NULL);
  take_chunks (&work);
  for (guint i = 0; i < SPINS && g_atomic_int_get (&work.n_working) > 0; i++)
    pause_briefly ();
  g_thread_pool_free (pool, FALSE, TRUE);
}
