/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sy-job.h"

G_BEGIN_DECLS

#define SY_TYPE_JOB_VIEW (sy_job_view_get_type ())

/**
 * SyJobView:
 *
 * Shows a job that runs: what it does, how far it is, how fast, how long it
 * will still take, and Cancel.
 */
G_DECLARE_FINAL_TYPE (SyJobView, sy_job_view, SY, JOB_VIEW, GtkWidget)

/**
 * sy_job_view_new:
 *
 * Returns: (transfer full): a view without a job
 */
GtkWidget *sy_job_view_new (void);

/**
 * sy_job_view_show:
 * @self: a view
 * @job: (nullable): the job to follow; %NULL to follow none
 * @title: what it does, as "Importing events.csv"
 * @unit: what is counted, in plural, as "rows"; "bytes" shows sizes
 */
void sy_job_view_show (SyJobView *self, SyJob *job, const char *title, const char *unit);

/**
 * sy_job_view_set_rows_func:
 * @self: a view that shows a job
 * @get_rows: how many rows are done, called with @data
 * @data: must live as long as the job is shown
 *
 * Shows rows and their rate beside bytes.
 */
void sy_job_view_set_rows_func (SyJobView *self, gint64 (*get_rows) (gpointer data), gpointer data);

/**
 * sy_job_view_format_rows:
 * @done: bytes done
 * @total: bytes in all, 0 when unknown
 * @seconds: since the start
 * @n_rows: rows in those bytes
 *
 * The line below the bar of an import: bytes, rows, rows a second and time left.
 *
 * Returns: (transfer full): the text, possibly empty
 */
char *sy_job_view_format_rows (gint64 done, gint64 total, double seconds, gint64 n_rows);

/**
 * sy_job_view_format:
 * @done: units done
 * @total: units in all, 0 when unknown
 * @seconds: since the start
 * @unit: what is counted, in plural; "bytes" shows sizes
 *
 * The line below the bar: count, rate and time left; the rate waits for half
 * a second of work, the time left for one.
 *
 * Returns: (transfer full): the text, possibly empty
 */
char *sy_job_view_format (gint64 done, gint64 total, double seconds, const char *unit);

G_END_DECLS
