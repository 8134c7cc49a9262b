/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "project-fixture.h"

G_BEGIN_DECLS

/*
 * What tests of pages and their parts share.
 */

/*
 * What the user types into an entry row and applies.
 */
void page_fixture_apply (GtkWidget *entry,
                         const char *text);

/*
 * Adds a model as that of the project's fixture and waits until it is the chosen one.
 */
void page_fixture_add_model (SySession *session,
                             const char *name);

/*
 * Waits until a model is the chosen one.
 */
void page_fixture_wait_model (SySession *session,
                              const char *name);

/*
 * Keeps the threads of all jobs without a lane busy, until the gate is opened; returns when all of
 * them are there, and so those that were begun before have ended.
 */
void page_fixture_close_gate (void);

/*
 * Lets jobs run again; returns when those that were held have ended.
 */
void page_fixture_open_gate (void);

/*
 * Until the jobs without a lane that were begun before have ended.
 */
void page_fixture_wait_jobs (void);

G_END_DECLS
