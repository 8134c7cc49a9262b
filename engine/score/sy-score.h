/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * SECTION:sy-score
 *
 * From a model and a log to scores as of an instant, and back from a score to
 * the lines that make it. The contract is the project's scoring page.
 */
#include "sy-scorer.h"
#include "sy-scores.h"
#include "sy-contributions.h"
