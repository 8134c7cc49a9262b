/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-session.h"
#include "sy-table-source.h"

G_BEGIN_DECLS

/*
 * A small project on disk: 60 people who buy and visit through 2024, the even
 * ones to the end, the odd ones until June; one model "Engagement" with two
 * rules and the outcome "no buy within 60 days".
 */
char *project_fixture_new (void);

/*
 * Removes the project and its folder.
 */
void project_fixture_free (char *path);

/*
 * Opens the project and waits.
 */
SySession *project_fixture_open (const char *path);

/*
 * Waits until nothing else holds a closed session, and lets go of it.
 */
void project_fixture_finalize (SySession *session);

/*
 * Closes the session, waits, and lets go of it; fails the test when something was not written.
 */
void project_fixture_close (SySession *session);

/*
 * Runs the main loop until the session's tuning is that of its draft.
 */
void project_fixture_wait_tuning (SySession *session);

/*
 * Runs the main loop until nothing is left to do in the session's store lane.
 */
void project_fixture_wait_store (SySession *session);

/*
 * A copy of the draft with another weight of the rule "buy".
 */
SyModel *project_fixture_set_weight (SySession *session, double weight);

/*
 * The events of the fixture, for tests that need no file.
 */
SyEventLog *project_fixture_log (void);
SyModel *project_fixture_model (void);

/*
 * Compares the text of a cell.
 */
void project_fixture_assert_cell (SyTableSource *source,
                                  guint row,
                                  guint column,
                                  const char *expected);

G_END_DECLS
