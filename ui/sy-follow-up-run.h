/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-job.h"

G_BEGIN_DECLS

/**
 * SyFollowUpInput:
 * @log: the events
 * @model: the model
 * @name: what the project calls it
 * @as_of: a date whose outcome is known, UTC seconds
 * @threshold: the score of the list
 *
 * What the lower half of the Backtest page asks for. Free with sy_follow_up_input_free().
 */
typedef struct
{
  SyEventLog *log;
  SyModel *model;
  char *name;
  gint64 as_of;
  double threshold;
} SyFollowUpInput;

/**
 * sy_follow_up_input_free:
 * @input: (transfer full): what was asked for
 */
void sy_follow_up_input_free (SyFollowUpInput *input);

/**
 * SyErrorEntry:
 * @key: the person's key
 * @score: the score, as people read it
 * @band: its band
 * @made_of: the largest lines of the score
 * @lately: what moved it most in the last days; "" for nothing
 *
 * An error of the score, in words.
 */
typedef struct
{
  char *key;
  char *score;
  char *band;
  char *made_of;
  char *lately;
} SyErrorEntry;

/**
 * SyFollowUpOutput:
 * @model: the model that was asked
 * @lead: (nullable): how early people were warned of; %NULL without a threshold
 * @times: time to the outcome
 * @cohorts: who came back
 * @money: what was spent
 * @review: (nullable): the errors at the threshold; %NULL without one
 * @errors: by kind (element-type SyErrorEntry): the worst of them, in words
 *
 * What became of people after the date. Free with sy_follow_up_output_free().
 */
typedef struct
{
  SyModel *model;
  SyLeadTime *lead;
  SyTimeToOutcome *times;
  SyCohorts *cohorts;
  SyMoney *money;
  SyErrorReview *review;
  GPtrArray *errors[2];
} SyFollowUpOutput;

/**
 * sy_follow_up_output_free:
 * @output: (transfer full): what was computed
 */
void sy_follow_up_output_free (SyFollowUpOutput *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyFollowUpOutput, sy_follow_up_output_free)

/**
 * sy_follow_up_run_all:
 * @job: the running job
 * @data: a #SyFollowUpInput
 * @cancellable: the job's cancellable
 * @error: return location
 *
 * A #SyJobFunc: computes all of it, with one progress.
 *
 * Returns: (transfer full) (nullable): a #SyFollowUpOutput
 */
gpointer sy_follow_up_run_all (SyJob *job,
                               gpointer data,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
