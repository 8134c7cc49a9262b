/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-card.h"
#include "sy-error-browser.h"
#include "sy-fairness-card.h"
#include "sy-money-card.h"
#include "sy-run-bar.h"
#include "sy-session.h"

G_BEGIN_DECLS

#define SY_TYPE_FOLLOW_UP_PANEL (sy_follow_up_panel_get_type ())

/**
 * SyFollowUpPanel:
 *
 * Keeps the cards on what became of people after the last known date of a backtest: computes
 * in a job, latest wish first, and shows.
 */
G_DECLARE_FINAL_TYPE (SyFollowUpPanel, sy_follow_up_panel, SY, FOLLOW_UP_PANEL, GObject)

/**
 * SyFollowUpCards:
 * @lead: how early people were warned of
 * @survival: time to the outcome
 * @cohorts: who came back
 * @money: what was spent
 * @fairness: how the score treats groups of people
 * @errors: where the score was wrong
 * @run_bar: shows the progress
 *
 * The widgets, borrowed.
 */
typedef struct
{
  SyChartCard *lead;
  SyChartCard *survival;
  SyChartCard *cohorts;
  SyMoneyCard *money;
  SyFairnessCard *fairness;
  SyErrorBrowser *errors;
  SyRunBar *run_bar;
} SyFollowUpCards;

/**
 * sy_follow_up_panel_new:
 * @session: the project
 * @cards: where it is shown; copied
 *
 * Returns: (transfer full): a panel
 */
SyFollowUpPanel *sy_follow_up_panel_new (SySession *session,
                                         const SyFollowUpCards *cards);

/**
 * sy_follow_up_panel_start:
 * @self: a panel
 * @log: the events
 * @model: the model
 * @name: what the project calls it
 * @backtest: what was replayed: its last mature date is looked at
 * @threshold: the score of the list
 *
 * Computes anew what has changed since the last call; hides the cards when no date is mature, but
 * for the one on fairness, which then tells of the last date.
 */
void sy_follow_up_panel_start (SyFollowUpPanel *self,
                               SyEventLog *log,
                               SyModel *model,
                               const char *name,
                               const SyBacktest *backtest,
                               double threshold);

/**
 * sy_follow_up_panel_cancel:
 * @self: a panel
 *
 * Stops what runs; the cards keep what they show.
 */
void sy_follow_up_panel_cancel (SyFollowUpPanel *self);

/**
 * sy_follow_up_panel_clear:
 * @self: a panel
 *
 * Stops what runs and hides the cards.
 */
void sy_follow_up_panel_clear (SyFollowUpPanel *self);

/**
 * sy_follow_up_panel_stop:
 * @self: a panel
 *
 * Stops, and forgets the cards: to be called before they go.
 */
void sy_follow_up_panel_stop (SyFollowUpPanel *self);

G_END_DECLS
