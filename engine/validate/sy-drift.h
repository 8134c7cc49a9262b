/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/sy-progress.h"
#include "events/sy-events.h"
#include "sy-backtest.h"
#include "sy-reference.h"

G_BEGIN_DECLS

/**
 * SyDriftBin:
 * @lo: lower edge, inclusive; -infinity in the first bin
 * @hi: upper edge, exclusive; infinity in the last
 * @n_reference: people in the reference
 * @n_current: people now
 * @reference: their share of the reference
 * @current: their share now
 * @term: the bin's term of the stability index; NaN with nobody on a side
 *
 * One frozen bin.
 */
typedef struct
{
  double lo;
  double hi;
  gsize n_reference;
  gsize n_current;
  double reference;
  double current;
  double term;
} SyDriftBin;

/**
 * SyPointsShift:
 * @kind: what the line is
 * @id: id of the rule or name of the group; "" for the score
 * @label: what to show
 * @reference: mean points in the reference; NaN with nobody there
 * @current: mean points now, the same
 * @shift: current - reference
 * @psi: stability index of the values of the rule, see sy_psi_of_values(); NaN for other lines, and
 *   with nobody on a side
 *
 * What moved the mean raw score; the shifts sum to its change.
 */
typedef struct
{
  SyPointsKind kind;
  char *id;
  char *label;
  double reference;
  double current;
  double shift;
  SyPsi psi;
} SyPointsShift;

/**
 * SY_DRIFT_VOLUME_DAYS:
 *
 * The days before each date whose events are counted.
 */
#define SY_DRIFT_VOLUME_DAYS 28

/**
 * SyTypeShift:
 * @name: name of the type
 * @n_reference: its events in the %SY_DRIFT_VOLUME_DAYS days before the reference date
 * @n_current: those before the date compared with it
 * @people_reference: how many people they are of
 * @people_current: the same now
 * @reference: events a day then, days before the first event of the log left out; NaN without days
 * @current: events a day now
 *
 * How much was recorded of a type of event, in everybody, whether in the population or not.
 */
typedef struct
{
  char *name;
  gsize n_reference;
  gsize n_current;
  gsize people_reference;
  gsize people_current;
  double reference;
  double current;
} SyTypeShift;

/**
 * SyDriftCell:
 * @n: people
 * @bands: (array): people per band
 * @psi: against the corner, the first model at the reference date, in its bins
 *
 * One corner of the data-or-edit table.
 */
typedef struct
{
  gsize n;
  gsize *bands;
  SyPsi psi;
} SyDriftCell;

/**
 * SyDrift:
 * @reference_as_of: the reference date
 * @current_as_of: the date compared with it
 * @n_reference: people in the reference
 * @n_current: people now
 * @psi: stability index over the bins, with its critical value
 * @js: Jensen-Shannon divergence over the bins, nats
 * @ks: two-sample Kolmogorov-Smirnov distance of the scores
 * @wasserstein: mean distance the scores moved
 * @n_bins: number of bins
 * @bins: (array length=n_bins): the frozen bins
 * @mean_raw_reference: mean raw score then
 * @mean_raw_current: mean raw score now
 * @n_shifts: number of lines
 * @shifts: (array length=n_shifts): in the model's order
 * @n_types: number of types of events of which there are some before one of the dates
 * @types: (array length=n_types): in order of name
 * @renames: (element-type SyRename): types that may have become others after the earlier date, up to the
 *   later
 * @n_bands: number of bands
 * @band_names: (array length=n_bands): their names
 * @band_reference: (array length=n_bands): people per band then
 * @band_current: (array length=n_bands): people per band now
 * @migration: (array): n_bands x n_bands, row-major: people in both populations, row the band then,
 *   column the band now
 * @n_both: people in both populations
 * @n_entered: people only in the current one
 * @n_left: people only in the reference
 * @has_cells: whether a second model was given
 * @cells: [date][model]: the first model and the second, then and now; bands are each model's own
 * @n_other_bands: number of bands of the second model
 * @other_band_names: (array length=n_other_bands) (nullable): their names
 *
 * A model on two dates.
 */
typedef struct _SyDrift
{
  gint64 reference_as_of;
  gint64 current_as_of;
  gsize n_reference;
  gsize n_current;
  SyPsi psi;
  double js;
  SyKs ks;
  double wasserstein;
  gsize n_bins;
  SyDriftBin *bins;
  double mean_raw_reference;
  double mean_raw_current;
  gsize n_shifts;
  SyPointsShift *shifts;
  gsize n_types;
  SyTypeShift *types;
  GPtrArray *renames;
  gsize n_bands;
  char **band_names;
  gsize *band_reference;
  gsize *band_current;
  gsize *migration;
  gsize n_both;
  gsize n_entered;
  gsize n_left;
  gboolean has_cells;
  SyDriftCell cells[2][2];
  gsize n_other_bands;
  char **other_band_names;
} SyDrift;

/**
 * SyDriftOptions:
 * @reference_as_of: the reference date
 * @current_as_of: the date to compare
 * @frozen: (nullable): bins and counts frozen with the version; %NULL takes deciles of the scores at
 *   @reference_as_of
 * @other: (nullable): a second model for the data-or-edit table
 *
 * What to compare.
 */
typedef struct
{
  gint64 reference_as_of;
  gint64 current_as_of;
  const SyReference *frozen;
  const SyModel *other;
} SyDriftOptions;

/**
 * sy_drift_run:
 * @log: the events
 * @model: the model
 * @options: what to compare
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the scorings done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Scores both dates from the events before each, and compares. With @frozen, bins and their
 * reference counts are those of the version; everything else is computed from the log.
 * Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the comparison, or %NULL
 */
SY_EXTERN
SyDrift *sy_drift_run (SyEventLog *log,
                       const SyModel *model,
                       const SyDriftOptions *options,
                       GCancellable *cancellable,
                       SyProgressFunc progress,
                       gpointer user_data,
                       GError **error);

/**
 * sy_drift_is_alarm:
 * @self: a comparison
 *
 * Whether the shift is more than chance and not small: the index is above its critical value and
 * at least 0.10. That nobody is left of somebody is an alarm too.
 *
 * Returns: %TRUE for an alarm
 */
SY_EXTERN
gboolean sy_drift_is_alarm (const SyDrift *self);

/**
 * sy_psi_is_alarm:
 * @self: a stability index
 *
 * Returns: whether it is above its critical value and at least 0.10
 */
SY_EXTERN
gboolean sy_psi_is_alarm (const SyPsi *self);

/**
 * sy_drift_describe_nobody:
 * @self: a comparison
 * @then: the reference date, as it is to be shown
 * @now: the date compared with it, the same
 *
 * Returns: (transfer full) (nullable): a sentence on the date on which there is nobody, and what to do;
 *   %NULL when there is somebody on both
 */
SY_EXTERN
char *sy_drift_describe_nobody (const SyDrift *self,
                                const char *then,
                                const char *now);

/**
 * sy_drift_describe_cells:
 * @self: a comparison
 *
 * Whether the change came with the data, that is the date, or with the edit, that is the model: the
 * one whose index against the corner is larger when the other stays. Neither is said to move scores
 * when both are below their critical value.
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL without a second model or without people
 */
SY_EXTERN
char *sy_drift_describe_cells (const SyDrift *self);

/**
 * sy_drift_ref:
 * @self: a comparison
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyDrift *sy_drift_ref (SyDrift *self);

/**
 * sy_drift_unref:
 * @self: a comparison
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_drift_unref (SyDrift *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDrift, sy_drift_unref)

/**
 * SY_N_QUANTILES:
 *
 * The ribbon: 5, 25, 50, 75 and 95 %.
 */
#define SY_N_QUANTILES 5

/**
 * SyDriftPeriod:
 * @as_of: the date
 * @n: people scored
 * @mean: their mean score; NaN when there is nobody
 * @quantiles: 5, 25, 50, 75 and 95 % of the score; NaN when there is nobody
 * @bands: (array): people per band
 * @psi: against the reference's bins; NaN values when there is nobody
 *
 * One date of a timeline.
 */
typedef struct
{
  gint64 as_of;
  gsize n;
  double mean;
  double quantiles[SY_N_QUANTILES];
  gsize *bands;
  SyPsi psi;
} SyDriftPeriod;

/**
 * SyDriftTimeline:
 * @reference: what the dates are compared with
 * @n_bands: number of bands
 * @band_names: (array length=n_bands): their names
 * @n_periods: number of dates
 * @periods: (array length=n_periods): in order of time
 *
 * A score over time.
 */
typedef struct _SyDriftTimeline
{
  SyReference *reference;
  gsize n_bands;
  char **band_names;
  gsize n_periods;
  SyDriftPeriod *periods;
} SyDriftTimeline;

/**
 * sy_drift_timeline_run:
 * @log: the events
 * @model: the model
 * @reference: (nullable): the frozen reference; %NULL takes the first date
 * @as_ofs: (array length=n_as_ofs): dates, UTC seconds, any order
 * @n_as_ofs: at least 1
 * @cancellable: (nullable): to stop
 * @progress: (nullable): told the dates done
 * @user_data: for @progress
 * @error: return location, or %NULL
 *
 * Errors: %SY_VALIDATE_ERROR_NO_ORIGIN, %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the timeline, or %NULL
 */
SY_EXTERN
SyDriftTimeline *sy_drift_timeline_run (SyEventLog *log,
                                        const SyModel *model,
                                        SyReference *reference,
                                        const gint64 *as_ofs,
                                        gsize n_as_ofs,
                                        GCancellable *cancellable,
                                        SyProgressFunc progress,
                                        gpointer user_data,
                                        GError **error);

/**
 * sy_drift_timeline_ref:
 * @self: a timeline
 *
 * Returns: (transfer full): @self
 */
SY_EXTERN
SyDriftTimeline *sy_drift_timeline_ref (SyDriftTimeline *self);

/**
 * sy_drift_timeline_unref:
 * @self: a timeline
 *
 * Drops a reference.
 */
SY_EXTERN
void sy_drift_timeline_unref (SyDriftTimeline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyDriftTimeline, sy_drift_timeline_unref)

G_END_DECLS
