/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sy-engine.h>

#include "sy-job.h"
#include "sy-segment-figures.h"
#include "sy-table-source.h"

G_BEGIN_DECLS

/**
 * SySegmentRunInput:
 * @segment: who is looked for
 * @log: the events
 * @model: the model whose scores and bands the segment asks for
 * @tuning: its scores and outcome
 * @past: (nullable): scores when the outcome can last be seen, made for @model before; %NULL makes them
 *
 * What the Segments page asks for. Free with sy_segment_run_input_free().
 */
typedef struct
{
  SySegment *segment;
  SyEventLog *log;
  SyModel *model;
  SyTuning *tuning;
  SyScores *past;
} SySegmentRunInput;

/**
 * sy_segment_run_input_free:
 * @input: (transfer full): what was asked for
 */
void sy_segment_run_input_free (SySegmentRunInput *input);

/**
 * SySegmentRunOutput:
 * @figures: the figures of the segment
 * @past: (nullable): scores when the outcome can last be seen; %NULL without an outcome
 * @model: the model that @past was made for
 * @people: the people of the segment, with their scores
 *
 * Who is in a segment. Free with sy_segment_run_output_free().
 */
typedef struct
{
  SySegmentFigures *figures;
  SyScores *past;
  SyModel *model;
  SyTableSource *people;
} SySegmentRunOutput;

/**
 * sy_segment_run_output_free:
 * @output: (transfer full): what was found
 */
void sy_segment_run_output_free (SySegmentRunOutput *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SySegmentRunOutput, sy_segment_run_output_free)

/**
 * sy_segment_run_job:
 * @job: the running job
 * @data: a #SySegmentRunInput
 * @cancellable: the job's cancellable
 * @error: return location
 *
 * A #SyJobFunc: finds the people of a segment and its figures.
 *
 * Returns: (transfer full) (nullable): a #SySegmentRunOutput
 */
gpointer sy_segment_run_job (SyJob *job,
                             gpointer data,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
