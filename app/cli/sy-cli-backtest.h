/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-cli-follow-up.h"
#include "sy-cli-performance.h"

G_BEGIN_DECLS

/* The printing of sy_cli_print_backtest(): sy-cli-backtest-json.c and sy-cli-backtest-tables.c. */
SyExit sy_cli_backtest_print_json (SyCli *cli,
                                   const SyCliRun *run,
                                   const SyBacktest *backtest,
                                   const GArray *alarms,
                                   const SyCliFollowUp *follow_up,
                                   const SyPerformance *performance);
SyExit sy_cli_backtest_print_tables (SyCli *cli,
                                     const SyCliRun *run,
                                     const SyBacktest *backtest,
                                     const char *entities,
                                     const SyCliFollowUp *follow_up);

G_END_DECLS
