/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-parallel-private.h"

#define MAX_THREADS 16

typedef struct
{
  gsize n;
  gsize chunk;
  SyRangeFunc func;
  gpointer user_data;
  int next; /* atomic */
} Work;

static gpointer
take_chunks (gpointer data)
{
  Work *work = data;

  for (;;)
    {
      gsize start = (gsize) g_atomic_int_add (&work->next, 1) * work->chunk;

      if (start >= work->n)
        return NULL;
      work->func (start, MIN (start + work->chunk, work->n), work->user_data);
    }
}

void
sy_parallel_run (gsize n,
                 gsize chunk,
                 guint n_threads,
                 SyRangeFunc func,
                 gpointer user_data)
{
  Work work = { n, chunk, func, user_data, 0 };
  GThread *threads[MAX_THREADS];
  gsize n_chunks = (n + chunk - 1) / chunk;
  guint n_helpers = 0;

  while (n_helpers + 1 < MIN (n_threads, MAX_THREADS) && n_helpers + 1 < n_chunks)
    threads[n_helpers++] = g_thread_new ("sy-parallel", take_chunks, &work);
  take_chunks (&work);
  for (guint i = 0; i < n_helpers; i++)
    g_thread_join (threads[i]);
}
