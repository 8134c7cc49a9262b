/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * SECTION:sy-validate
 *
 * Does a score predict anything, is it still true, and how sure are we: outcomes measured after
 * the fact and without leakage, backtests over many dates, drift against a frozen reference, and
 * the figures that follow every edit. Results are plain structs to read, immutable and
 * reference-counted; a figure that does not exist (one class only, nobody there) is NaN.
 * Nothing here depends on the number of threads.
 */
#include "sy-outcome.h"
#include "sy-figures.h"
#include "sy-backtest.h"
#include "sy-reference.h"
#include "sy-drift.h"
#include "sy-template.h"
#include "sy-tuner.h"
#include "sy-origin-tuner.h"
#include "sy-evidence.h"
#include "sy-signals.h"
#include "sy-signal-review.h"
#include "sy-half-life.h"
#include "sy-weights.h"
#include "sy-suggestion.h"
#include "sy-log-effect.h"
#include "sy-grid.h"
#include "sy-account-backtest.h"
#include "sy-migration.h"
#include "sy-readiness.h"
#include "sy-occupancy.h"
#include "sy-people-groups.h"
#include "sy-fairness.h"
#include "sy-freeze.h"
#include "sy-calibrate.h"
#include "sy-cluster-outcomes.h"
#include "sy-segment-backtest.h"
#include "sy-publish.h"
#include "sy-performance.h"
#include "sy-due.h"
#include "sy-volatility.h"
#include "sy-lead-time.h"
#include "sy-time-groups.h"
#include "sy-time-to-outcome.h"
#include "sy-band-money.h"
#include "sy-cohorts.h"
#include "sy-error-review.h"
#include "sy-label-agreement.h"
#include "sy-threshold-rule.h"
