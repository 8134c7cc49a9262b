/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sy-job.h"
#include "sy-run-bar.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_RUN_PAGE (sy_run_page_get_type ())

/**
 * SyRunPage:
 *
 * A page whose figures a job finds anew when what they rest on has changed: once it is shown, and when the
 * draft has held still for a moment. Property: `session`, a #SySession, set once.
 */
G_DECLARE_DERIVABLE_TYPE (SyRunPage, sy_run_page, SY, RUN_PAGE, AdwBin)

/**
 * SyRunPageClass:
 * @attach: (nullable): the session is there; for signals other than "model-changed" and "log-changed"
 * @is_outdated: whether what the newest run was begun with is no longer what the session has
 * @start: begins a run with sy_run_page_run(), or says with sy_run_page_show_empty() why there is none
 * @take: keeps what a run found (transfer full), and shows it
 * @finished: (nullable): the newest run has ended well, and nothing has changed since
 * @forget: another model is at hand: what was found and chosen for the one before goes
 */
struct _SyRunPageClass
{
  AdwBinClass parent_class;

  void (*attach) (SyRunPage *self);
  gboolean (*is_outdated) (SyRunPage *self);
  void (*start) (SyRunPage *self);
  void (*take) (SyRunPage *self,
                gpointer output);
  void (*finished) (SyRunPage *self);
  void (*forget) (SyRunPage *self);
};

/**
 * sy_run_page_set_parts:
 * @self: a page
 * @stack: its children are named "results" and "empty"
 * @status: the child "empty"
 * @run_bar: says how far a run is
 *
 * Tells the parts of the page's template that the run needs.
 */
void sy_run_page_set_parts (SyRunPage *self,
                            GtkStack *stack,
                            AdwStatusPage *status,
                            SyRunBar *run_bar);

/**
 * sy_run_page_get_session:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): its session; %NULL before it is set and after the page's end
 */
SySession *sy_run_page_get_session (SyRunPage *self);

/**
 * sy_run_page_is_running:
 * @self: a page
 *
 * Returns: whether a run has begun and not ended
 */
gboolean sy_run_page_is_running (SyRunPage *self);

/**
 * sy_run_page_check:
 * @self: a page
 *
 * Something has changed that runs may rest on: begins one in a moment when the newest is outdated.
 */
void sy_run_page_check (SyRunPage *self);

/**
 * sy_run_page_run_again:
 * @self: a page
 *
 * Begins a run at once, in place of the one that is at work. A page that is not shown waits until it is.
 */
void sy_run_page_run_again (SyRunPage *self);

/**
 * sy_run_page_run:
 * @self: a page
 * @what: what the run does, as "Scoring dates"
 * @func: the work
 * @input: (transfer full): what it is given
 * @input_free: frees @input
 * @output_free: frees what it finds
 *
 * Begins a run; to be called by @start.
 */
void sy_run_page_run (SyRunPage *self,
                      const char *what,
                      SyJobFunc func,
                      gpointer input,
                      GDestroyNotify input_free,
                      GDestroyNotify output_free);

/**
 * sy_run_page_show_empty:
 * @self: a page
 * @title: what is not there
 * @description: what to do about it
 *
 * Shows that there is nothing to show.
 */
void sy_run_page_show_empty (SyRunPage *self,
                             const char *title,
                             const char *description);

/**
 * sy_run_page_set_choice:
 * @label: the label of a menu button above the figures
 * @what: what is chosen, as "Outcome"
 * @value: what it is at present, in bold
 *
 * Tells a choice.
 */
void sy_run_page_set_choice (GtkLabel *label,
                             const char *what,
                             const char *value);

G_END_DECLS
