/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-job-view.h"
#include "sy-start-page.h"
#include "sy-window.h"

G_BEGIN_DECLS

struct _SyWindow
{
  AdwApplicationWindow parent_instance;

  /* Template children */
  GtkWidget *overlay;
  GtkRevealer *drop_revealer;
  AdwHeaderBar *header;
  GtkWidget *header_start;
  GtkWidget *header_end;
  GtkWidget *sidebar_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkStack *title_stack;
  GtkMenuButton *title_button;
  AdwWindowTitle *title_widget;
  GtkMenuButton *compare_button;
  GtkMenuButton *menu_button;
  GtkInfoBar *info_bar;
  GtkLabel *info_label;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  SyStartPage *start_page;
  SyJobView *job_view;
  AdwFlap *flap;
  GtkListBox *sidebar;
  GtkStack *pages;

  /* Owned */
  SySession *session;
  GSignalGroup *session_signals;
  SyJob *job;
  GStrv pending_import;
  GtkWindow *model_settings; /* weak */
  gboolean is_closed;
};

/**
 * sy_window_install_actions:
 * @widget_class: the window's class
 *
 * Adds every `win.` action.
 */
void sy_window_install_actions (GtkWidgetClass *widget_class);

/**
 * sy_window_update_actions:
 * @self: a window
 *
 * Enables the actions that make sense now, and names what undo and redo would do.
 */
void sy_window_update_actions (SyWindow *self);

/**
 * sy_window_update_header:
 * @self: a window
 *
 * Shows model, version, project, as-of date and outcome, and what is compared.
 */
void sy_window_update_header (SyWindow *self);

/**
 * sy_window_show_page:
 * @self: a window with a session
 * @name: a page of sy_pages_get()
 */
void sy_window_show_page (SyWindow *self, const char *name);

/**
 * sy_window_start_job:
 * @self: a window
 * @title: what the job does
 * @unit: what it counts
 *
 * Shows the progress page for a new job.
 *
 * Returns: (transfer none): the job, not started
 */
SyJob *sy_window_start_job (SyWindow *self, const char *title, const char *unit);

/**
 * sy_window_end_job:
 * @self: a window
 *
 * Leaves the progress page for the project or the start page.
 */
void sy_window_end_job (SyWindow *self);

/**
 * sy_window_create_project:
 * @self: a window
 * @path: the new project's file
 * @timezone: an IANA zone name
 *
 * Makes a project and shows it in this window, or in a new one when this one
 * has a project.
 */
void sy_window_create_project (SyWindow *self, const char *path, const char *timezone);

G_END_DECLS
