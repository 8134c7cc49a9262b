/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sy-chart-from.h"

/**
 * SyStudyParts:
 * @SY_STUDY_TUNING: score distribution and outcome by band at the date
 * @SY_STUDY_BACKTEST: the model replayed at past dates
 * @SY_STUDY_EVIDENCE: what speaks for each rule
 * @SY_STUDY_DRIFT: the date against a reference date
 * @SY_STUDY_TIMELINE: the dates in between
 * @SY_STUDY_LEAD: how early the outcome was warned of; scores everyone on a hundred days and more
 * @SY_STUDY_FOLLOW_UP: time to the outcome, cohorts and money
 * @SY_STUDY_ALL: all of them
 *
 * What to compute.
 */
typedef enum
{
  SY_STUDY_TUNING = 1 << 0,
  SY_STUDY_BACKTEST = 1 << 1,
  SY_STUDY_EVIDENCE = 1 << 2,
  SY_STUDY_DRIFT = 1 << 3,
  SY_STUDY_TIMELINE = 1 << 4,
  SY_STUDY_LEAD = 1 << 5,
  SY_STUDY_FOLLOW_UP = 1 << 6,
  SY_STUDY_ALL = (1 << 7) - 1,
} SyStudyParts;

/**
 * SyStudyOptions:
 * @as_of: the date, UTC seconds
 * @parts: what to compute
 * @published: (nullable): a version to compare with
 * @version: (nullable): its name, as "v4"
 * @reference: (nullable): the frozen reference of the published version
 * @origins: (nullable) (array length=n_origins): dates of the backtest; none takes the starts of the last
 *   twelve months up to @as_of that lie 90 days or more after the first event, and @as_of itself
 * @n_origins: how many
 * @tuned_until: origins up to here were seen when tuning, or %G_MININT64
 * @reference_as_of: where drift is counted from; %G_MININT64 takes the frozen reference's date, or half a
 *   year before @as_of
 * @notes: (nullable) (element-type SyNote): what stands on the time axes
 * @by: (nullable): an attribute of people: fairness is told by it
 * @n_errors: the most people to list of whom the score was wrong about, of each kind; 0 for no list
 * @error_labels: (nullable) (element-type SyErrorLabelRecord): what was found about them and others
 *
 * What to study. Start from %SY_STUDY_OPTIONS_INIT.
 */
typedef struct
{
  gint64 as_of;
  SyStudyParts parts;
  const SyModel *published;
  const char *version;
  SyReference *reference;
  const gint64 *origins;
  gsize n_origins;
  gint64 tuned_until;
  gint64 reference_as_of;
  GPtrArray *notes;
  const char *by;
  gsize n_errors;
  const GPtrArray *error_labels;
} SyStudyOptions;

/**
 * SY_STUDY_OPTIONS_INIT:
 *
 * Everything, without a version to compare with; the date is to be set.
 */
#define SY_STUDY_OPTIONS_INIT                         \
  {                                                   \
    .parts = SY_STUDY_ALL, .tuned_until = G_MININT64, \
    .reference_as_of = G_MININT64                     \
  }

/**
 * SyStudyError:
 * @person: key of the person
 * @score: the score
 * @band: index of its band
 * @made_of: the rules that gave most of it, see sy_contributions_describe_rules()
 * @is_reviewed: whether somebody has looked at it
 * @label: what was found, when @is_reviewed
 * @note: what was noted then, "" for nothing
 *
 * A person whom the score was wrong about.
 */
typedef struct
{
  char *person;
  double score;
  guint8 band;
  char *made_of;
  gboolean is_reviewed;
  SyErrorLabel label;
  char *note;
} SyStudyError;

/**
 * SyStudy:
 * @model: the model
 * @version: (nullable): name of the compared version
 * @zone: the project's zone
 * @as_of: the date
 * @n_people: people in the log
 * @n_events: unmarked events in the log
 * @first: UTC second of the first event
 * @last: UTC second of the last event
 * @data_end: start of the day after the last event's day
 * @tuning: (nullable): when asked for
 * @backtest: (nullable): when asked for and the model has an outcome
 * @evidence: (nullable): when asked for and the model has an outcome
 * @lead: (nullable): when asked for, of the last date up to @as_of whose outcome is known
 * @times: (nullable): when asked for, of the same date
 * @cohorts: (nullable): when asked for, of the same date
 * @money: (nullable): when asked for, of the same date
 * @fairness: (nullable): when an attribute is given, of the last date up to @as_of whose outcome is known, or
 *   @as_of when there is none; the highest band decides
 * @n_errors: how many of each kind were asked for, 0 for no list
 * @errors: (nullable): when a list of them is asked for and the model has two bands or more, of the last
 *   date up to @as_of whose outcome is known; %NULL with @n_errors when there is no such date or one band
 * @error_rows: (nullable) (element-type SyStudyError): by kind: the rows of @errors
 * @agreement: what was found about all of @errors; zeros without them
 * @labels: (nullable): what was found of people, by band; %NULL without labels
 * @drift: (nullable): when asked for and there is an earlier date; with a compared version the
 *   data-or-edit table too
 * @timeline: (nullable): when asked for and there is an earlier date
 * @notes: (nullable) (element-type SyNote): what stands on the time axes
 *
 * All results of a model on a log as of a date: what charts and reports are made from.
 */
typedef struct
{
  SyModel *model;
  char *version;
  SyZone *zone;
  gint64 as_of;
  gsize n_people;
  gsize n_events;
  gint64 first;
  gint64 last;
  gint64 data_end;
  SyTuning *tuning;
  SyBacktest *backtest;
  SyEvidence *evidence;
  SyLeadTime *lead;
  SyTimeToOutcome *times;
  SyCohorts *cohorts;
  SyMoney *money;
  SyFairness *fairness;
  gsize n_errors;
  SyErrorReview *errors;
  GPtrArray *error_rows[2];
  SyErrorAgreement agreement;
  SyLabelAgreement *labels;
  SyDrift *drift;
  SyDriftTimeline *timeline;
  GPtrArray *notes;
} SyStudy;

/**
 * sy_study_run:
 * @log: the events
 * @model: the model
 * @options: what to study
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the parts done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Errors: those of the parts, and %G_IO_ERROR_CANCELLED.
 * Returns: (transfer full): the results, or %NULL
 */
SY_EXTERN
SyStudy *sy_study_run (SyEventLog *log,
                       SyModel *model,
                       const SyStudyOptions *options,
                       GCancellable *cancellable,
                       SyProgressFunc progress,
                       gpointer user_data,
                       GError **error);

/**
 * sy_study_ref:
 * @self: a study
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyStudy *sy_study_ref (SyStudy *self);

/**
 * sy_study_unref:
 * @self: (transfer full): a study
 */
SY_EXTERN
void sy_study_unref (SyStudy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyStudy, sy_study_unref)

/**
 * sy_study_get_reported:
 * @self: a study
 *
 * The origins that figures are reported from: those not seen when tuning where
 * there are any, else all mature ones together.
 *
 * Returns: (transfer none) (nullable): the pooled origins, %NULL without a backtest
 */
SY_EXTERN
const SyBacktestOrigin *sy_study_get_reported (const SyStudy *self);

/**
 * sy_study_chart_names:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names sy_study_chart() knows
 */
SY_EXTERN
const char *const *sy_study_chart_names (void);

/**
 * sy_study_chart_parts:
 * @name: a name
 * @out_parts: (out): what a study must have for it
 * @error: return location, or %NULL
 *
 * Errors: %SY_CHART_ERROR_NAME.
 * Returns: %TRUE when the name is known
 */
SY_EXTERN
gboolean sy_study_chart_parts (const char *name,
                               SyStudyParts *out_parts,
                               GError **error);

/**
 * sy_study_chart:
 * @self: a study with the parts that sy_study_chart_parts() asks for
 * @name: a name, as "distribution" or "points-shift"
 * @error: return location, or %NULL
 *
 * Makes a chart of a study. What could not be computed, as for a model without
 * an outcome, gives a chart that says so.
 *
 * Errors: %SY_CHART_ERROR_NAME.
 * Returns: (transfer full): the chart, or %NULL
 */
SY_EXTERN
SyChart *sy_study_chart (const SyStudy *self,
                         const char *name,
                         GError **error);
