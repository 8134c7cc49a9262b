/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "events/sy-events.h"
#include "model/sy-model.h"

G_BEGIN_DECLS

/**
 * SECTION:sy-cohorts
 *
 * Who comes back, by the month in which people were first seen and their band: people with a label as
 * of a date t; a person is retained who has any event in the outcome window of t.
 */

/**
 * SyCohortCell:
 * @n: people
 * @n_retained: those of them with an event in the outcome window
 * @n_positive: those of them with the outcome
 * @retention: n_retained / n; NaN for nobody
 * @low: lower end of its Wilson interval
 * @high: upper end
 * @rate: n_positive / n; NaN for nobody
 * @rate_low: lower end of its Wilson interval
 * @rate_high: upper end
 *
 * The people of a cohort in a band.
 */
typedef struct
{
  gsize n;
  gsize n_retained;
  gsize n_positive;
  double retention;
  double low;
  double high;
  double rate;
  double rate_low;
  double rate_high;
} SyCohortCell;

/**
 * SyCohorts:
 * @as_of: the date t
 * @window_days: length of the outcome window
 * @n_bands: number of bands
 * @band_names: (array length=n_bands): their names, in the model's order
 * @n_cohorts: months in which somebody was first seen; months without anybody are left out
 * @months: (array length=n_cohorts): first days of the local months, 1970-01-01 is 0, rising
 * @cells: (array): cell of cohort c and band b at c * (n_bands + 1) + b; the last of each row is the
 *   whole cohort, and a last row of all cohorts follows
 *
 * Retention by cohort and band.
 */
typedef struct _SyCohorts
{
  gint64 as_of;
  double window_days;
  gsize n_bands;
  char **band_names;
  gsize n_cohorts;
  gint32 *months;
  SyCohortCell *cells;
} SyCohorts;

/**
 * sy_cohorts_run:
 * @log: the events
 * @model: the model
 * @as_of: the date t, whose outcome window has ended within the data
 * @cancellable: (nullable): to stop
 * @error: return location, or %NULL
 *
 * Errors: %SY_VALIDATE_ERROR_NO_OUTCOME, %SY_VALIDATE_ERROR_NO_ORIGIN (not mature),
 * %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the figures, or %NULL
 */
SY_EXTERN
SyCohorts *sy_cohorts_run (SyEventLog *log,
                           const SyModel *model,
                           gint64 as_of,
                           GCancellable *cancellable,
                           GError **error);

/**
 * sy_cohorts_get_cell:
 * @self: figures
 * @cohort: below n_cohorts, or n_cohorts for all of them
 * @band: below n_bands, or n_bands for all of them
 *
 * Returns: (transfer none): the cell
 */
SY_EXTERN
const SyCohortCell *sy_cohorts_get_cell (const SyCohorts *self,
                                         gsize cohort,
                                         gsize band);

/**
 * sy_cohorts_free:
 * @self: (nullable): figures
 */
SY_EXTERN
void sy_cohorts_free (SyCohorts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyCohorts, sy_cohorts_free)

G_END_DECLS
