/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-test-log.h"

G_BEGIN_DECLS

/*
 * A second implementation of the scoring contract, for tests: written from its page
 * alone, slow and plain, sharing no code with the engine. It reads the rows of a test log and the tree
 * of a model, and does its own arithmetic on dates (GDateTime), numbers and texts.
 */
typedef struct
{
  char *person; /* the key the person goes by */
  gboolean is_member;
  double raw;
  double score;
  int band;           /* -1 outside the population */
  double log_odds;    /* of a probability that is made of rules */
  double probability; /* NaN for none */

  /* What the score is made of; these six sum to it. */
  double recency;
  double frequency;
  double depth;
  double value;
  double limits;
  double scale;
  double friction; /* by the polarity of a rule, or the sign of its weight */
} SySlowScore;

/*
 * Scores everyone; the result is in bytewise order of the keys.
 */
GArray *sy_slow_score (const SyTestLog *log,
                       const SyModel *model,
                       gint64 as_of);

G_END_DECLS
