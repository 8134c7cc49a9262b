/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * SECTION:sy-chart
 *
 * The charts of Steelyard: immutable objects made from plain arrays, drawn by
 * one painter on screens, PNG, SVG and PDF. No chart reads a clock, the locale
 * or a global; the same chart, size and style give the same bytes.
 *
 * This is the only chart header that faces and tests include.
 */
#include "sy-chart-style.h"
#include "sy-chart-object.h"
#include "sy-chart-score.h"
#include "sy-chart-outcome.h"
#include "sy-chart-drift.h"
#include "sy-chart-follow-up.h"
#include "sy-chart-clusters.h"
#include "sy-chart-from.h"
#include "sy-study.h"
#include "sy-report.h"
#include "sy-spec.h"
