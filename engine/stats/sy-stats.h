/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * SECTION:sy-stats
 *
 * Arrays in, figures out: pure functions that know nothing of events or models. Every figure names
 * its definition and source. No function keeps state, all may be called from any thread, and no
 * result depends on the number of threads.
 *
 * Two scores are equal, for ranks, ties and quantile edges, when they are equal after rounding to
 * 12 significant digits. Intervals are two-sided at 95 %.
 */
#include "sy-rank.h"
#include "sy-roc.h"
#include "sy-auc.h"
#include "sy-proportion.h"
#include "sy-stability.h"
#include "sy-scorecard.h"
#include "sy-association.h"
#include "sy-calibration.h"
#include "sy-ridge.h"
#include "sy-kmeans.h"
#include "sy-survival.h"
#include "sy-testing.h"
