/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * SECTION:sy-score
 *
 * From a model and a log to scores as of an instant, and back from a score to
 * the lines that make it. Two implementations of the scoring contract must agree;
 * where its words leave a choice, this is the one made here:
 *
 * - A missing amount adds nothing to "amount". Tests on a missing field do not
 *   hold, != included.
 * - "inactive" and "trend" look at the matches, before the caps; all other measures
 *   at what the caps kept.
 * - "sqrt" and "log1p" keep the sign.
 * - Exposure counts events and days in the rule's own window, whatever its
 *   conditions; a missing or non-numeric attribute counts as 1.
 * - A milestone's days count from the person's first event of any type; its last second
 *   belongs to them.
 * - In a sequence an event at t or later has not been seen and stops nothing; conditions apply
 *   to the first event only.
 * - Date rules count local days from the last day that is over at t, so that as of a
 *   date they count from that date.
 * - Points for a missing attribute are not multiplied by the weight, but capped.
 * - A season divides the measure after the exposure and before the shape. Its factor is the mean
 *   over the local days that have a second of the window in them, by their ISO week; a trend
 *   divides each of its two counts by the factor of its own window.
 * - A code is made of the value after the shape: 0 of 0, else 1 plus the number of edges that the
 *   value reaches, equal in 12 significant digits included.
 * - A group's p95 divides the sum or the best of its rules, before its clamp and weight.
 * - A group without unmuted rules has 0 points before its clamp.
 * - Bands compare the score as it is, unrounded, with their lower bound.
 * - A percentile scale without a frozen reference ranks among the population
 *   scored; an empty reference gives 0.
 */
#include "sy-scorer.h"
#include "sy-scores.h"
#include "sy-contributions.h"
#include "sy-components.h"
#include "sy-score-change.h"
#include "sy-trajectory.h"
#include "sy-crossing.h"
#include "sy-reasons.h"
#include "sy-effort.h"
#include "sy-account-figures.h"
#include "sy-account-scores.h"
#include "sy-lifecycle.h"
